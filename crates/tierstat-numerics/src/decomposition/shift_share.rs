//! Shift-share: what of the change of an area is the whole's, what its mix of kinds', and what its own.
//!
//! On points only. Each effect uses the same number several times, so that interval arithmetic would give ranges far wider than
//! what the bounds allow; whoever has bounds decides on points first or does without.

use crate::error::NumericsError;
use crate::requirement::{finite, not_negative, same_length};

/// The effects in one area; lists hold one number for each kind, in the unit of what is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaShift {
    /// What the area would have gained had each kind grown as the whole: `e₀ G`.
    pub national_share: Vec<f64>,
    /// What it gained more because its kinds grow faster in the whole: `e₀ (gᵢ − G)`.
    pub industry_mix: Vec<f64>,
    /// What it gained more than its kinds did in the whole: `e₁ − e₀ (1 + gᵢ)`, which is `e₀ (gᵢᵣ − gᵢ)`.
    pub regional_shift: Vec<f64>,
    /// The regional shift at the size that the kind would have were the area composed as the whole: `e₀' (gᵢᵣ − gᵢ)`
    /// (Esteban-Marquillas); `None` where the area had none of the kind at the base, since then it has no rate.
    pub competitive: Vec<Option<f64>>,
    /// What it gained by having more of the kinds that it is good at: `(e₀ − e₀') (gᵢᵣ − gᵢ)`; `None` as for the competitive effect.
    pub allocation: Vec<Option<f64>>,
    /// The change of each kind: national share, industry mix and regional shift together.
    pub change: Vec<f64>,
}

impl AreaShift {
    /// The national share of all kinds.
    #[must_use]
    pub fn total_national_share(&self) -> f64 {
        self.national_share.iter().sum()
    }

    /// The industry mix of all kinds.
    #[must_use]
    pub fn total_industry_mix(&self) -> f64 {
        self.industry_mix.iter().sum()
    }

    /// The regional shift of all kinds.
    #[must_use]
    pub fn total_regional_shift(&self) -> f64 {
        self.regional_shift.iter().sum()
    }

    /// The change of all kinds.
    #[must_use]
    pub fn total_change(&self) -> f64 {
        self.change.iter().sum()
    }
}

/// A change of a table of areas and kinds, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct ShiftShare {
    /// The growth of the whole, `G`, as a ratio.
    pub growth: f64,
    /// The growth of each kind in the whole, `gᵢ`; `None` for a kind of which there was none at either time.
    pub kind_growth: Vec<Option<f64>>,
    /// The effects, area by area in the order given.
    pub areas: Vec<AreaShift>,
}

/// Shift-share of a table of areas (rows) by kinds or tiers (columns) from one time to another, with the extension by
/// Esteban-Marquillas (Dunn 1960; Esteban-Marquillas 1972; R's `REAT::shift`). Numbers are zero or more, both tables of one
/// shape. The three parts sum to the change in every cell; the regional shift sums to zero over the areas for each kind.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] without an area or a kind, [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`],
/// [`NumericsError::NegativeValue`], [`NumericsError::BaseNotPositive`] where the whole, an area or a kind that appears later was
/// nothing at the base.
pub fn shift_share(from: &[Vec<f64>], to: &[Vec<f64>]) -> Result<ShiftShare, NumericsError> {
    let width = checked(from, to)?;
    let column =
        |table: &[Vec<f64>], kind: usize| -> f64 { table.iter().filter_map(|row| row.get(kind)).sum() };
    let kinds_from: Vec<f64> = (0..width).map(|kind| column(from, kind)).collect();
    let kinds_to: Vec<f64> = (0..width).map(|kind| column(to, kind)).collect();
    let (whole_from, whole_to): (f64, f64) = (kinds_from.iter().sum(), kinds_to.iter().sum());
    finite([whole_from, whole_to])?;
    let rate = |from: f64, to: f64| {
        let rate = (to - from) / from;
        if from > 0.0 && rate.is_finite() {
            Ok(rate)
        } else {
            Err(NumericsError::BaseNotPositive { lower: from })
        }
    };
    let growth = rate(whole_from, whole_to)?;
    let kind_growth = kinds_from
        .iter()
        .zip(&kinds_to)
        .map(|(from, to)| if *from > 0.0 || *to > 0.0 { rate(*from, *to).map(Some) } else { Ok(None) })
        .collect::<Result<Vec<_>, _>>()?;
    let shares: Vec<f64> = kinds_from.iter().map(|kind| kind / whole_from).collect();
    let areas = from
        .iter()
        .zip(to)
        .map(|(from, to)| area_shift(from, to, growth, &kind_growth, &shares))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(ShiftShare { growth, kind_growth, areas })
}

/// How many kinds there are, in tables of one shape whose numbers are finite and zero or more.
fn checked(from: &[Vec<f64>], to: &[Vec<f64>]) -> Result<usize, NumericsError> {
    let width = from.first().map_or(0, Vec::len);
    if width == 0 {
        return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    }
    same_length(from.len(), to.len())?;
    for row in from.iter().chain(to) {
        same_length(width, row.len())?;
        finite(row)?;
        not_negative(row)?;
    }
    Ok(width)
}

fn area_shift(
    from: &[f64],
    to: &[f64],
    growth: f64,
    kind_growth: &[Option<f64>],
    shares: &[f64],
) -> Result<AreaShift, NumericsError> {
    let size: f64 = from.iter().sum();
    let mut found = AreaShift {
        national_share: Vec::new(),
        industry_mix: Vec::new(),
        regional_shift: Vec::new(),
        competitive: Vec::new(),
        allocation: Vec::new(),
        change: Vec::new(),
    };
    for (((before, after), kind_growth), share) in from.iter().zip(to).zip(kind_growth).zip(shares) {
        // Of a kind that is nowhere at either time nothing was gained by anything.
        let kind_growth = kind_growth.unwrap_or(growth);
        let shift = (after - before) - before * kind_growth;
        found.national_share.push(before * growth);
        found.industry_mix.push(before * (kind_growth - growth));
        found.regional_shift.push(shift);
        found.change.push(after - before);
        // What it grew more than its kind; a rate needs a base.
        let lead = (*before > 0.0).then(|| (after - before) / before - kind_growth);
        let homothetic = size * share;
        found.competitive.push(lead.map(|lead| homothetic * lead));
        found.allocation.push(lead.map(|lead| (before - homothetic) * lead));
        if let Some(value) = lead.filter(|lead| !(homothetic * lead).is_finite()) {
            return Err(NumericsError::NotFinite { value });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_area_that_grows_as_the_whole_shifts_nothing() {
        let found = shift_share(&[vec![10.0, 20.0], vec![30.0, 60.0]], &[vec![20.0, 20.0], vec![60.0, 60.0]])
            .unwrap();
        assert!((found.growth - 1.0 / 3.0).abs() < 1e-15);
        for area in &found.areas {
            assert!(area.regional_shift.iter().all(|shift| shift.abs() < 1e-12), "{area:?}");
        }
        assert!((found.areas[0].industry_mix[0] - 10.0 * (1.0 - 1.0 / 3.0)).abs() < 1e-14);
    }

    #[test]
    fn a_kind_that_is_new_in_an_area_has_no_rate_there() {
        let found =
            shift_share(&[vec![0.0, 20.0], vec![30.0, 60.0]], &[vec![5.0, 20.0], vec![60.0, 60.0]]).unwrap();
        assert_eq!(found.areas[0].competitive[0], None);
        assert_eq!(found.areas[0].allocation[0], None);
        assert!((found.areas[0].regional_shift[0] - 5.0).abs() < 1e-15);
    }

    #[test]
    fn a_kind_that_is_nowhere_has_no_growth_and_one_that_is_new_is_refused() {
        let found = shift_share(&[vec![1.0, 0.0]], &[vec![2.0, 0.0]]).unwrap();
        assert_eq!(found.kind_growth, [Some(1.0), None]);
        assert!(matches!(
            shift_share(&[vec![1.0, 0.0]], &[vec![2.0, 1.0]]),
            Err(NumericsError::BaseNotPositive { .. })
        ));
    }

    #[test]
    fn tables_that_do_not_fit_are_refused() {
        let one = vec![vec![1.0, 2.0]];
        assert!(matches!(shift_share(&[], &[]), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(shift_share(&[vec![]], &[vec![]]), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(shift_share(&one, &[]), Err(NumericsError::LengthMismatch { .. })));
        assert!(matches!(shift_share(&one, &[vec![1.0]]), Err(NumericsError::LengthMismatch { .. })));
        assert!(matches!(shift_share(&one, &[vec![1.0, f64::NAN]]), Err(NumericsError::NotFinite { .. })));
        assert!(matches!(shift_share(&one, &[vec![1.0, -1.0]]), Err(NumericsError::NegativeValue { .. })));
        assert!(matches!(
            shift_share(&[vec![0.0]], &[vec![0.0]]),
            Err(NumericsError::BaseNotPositive { .. })
        ));
        assert!(matches!(
            shift_share(&[vec![f64::MAX, f64::MAX]], &[vec![1.0, 1.0]]),
            Err(NumericsError::NotFinite { .. })
        ));
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_change(
            cells in proptest::collection::vec(proptest::collection::vec((0.5..1e4f64, 0.0..1e4f64), 3), 1..6),
        ) {
            let side = |pick: fn(&(f64, f64)) -> f64| -> Vec<Vec<f64>> {
                cells.iter().map(|row| row.iter().map(pick).collect()).collect()
            };
            let (from, to) = (side(|cell| cell.0), side(|cell| cell.1));
            let found = shift_share(&from, &to).unwrap();
            for (area, row) in found.areas.iter().zip(&cells) {
                for (kind, (before, after)) in row.iter().enumerate() {
                    let sum = area.national_share[kind] + area.industry_mix[kind] + area.regional_shift[kind];
                    let scale = before.max(*after) * (1.0 + found.kind_growth[kind].unwrap().abs());
                    prop_assert!((sum - (after - before)).abs() <= 1e-12 * scale);
                    let both = area.competitive[kind].unwrap() + area.allocation[kind].unwrap();
                    prop_assert!((both - area.regional_shift[kind]).abs() <= 1e-9 * scale.max(both.abs()));
                }
            }
            for kind in 0..3 {
                let shift: f64 = found.areas.iter().map(|area| area.regional_shift[kind]).sum();
                prop_assert!(shift.abs() <= 1e-8 * 1e4);
            }
        }
    }
}
