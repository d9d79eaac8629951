//! Inequality between groups of unequal size: each weighs by its residents, and what counts is how much there is for each.

use super::inequality::TheilParts;
use crate::error::NumericsError;

/// Shares of the groups in the counts and in the residents.
struct Shares {
    counts: Vec<f64>,
    residents: Vec<f64>,
}

impl Shares {
    /// Both lists hold one number for each group; counts are zero or more and not all zero, residents above zero.
    fn of(counts: &[f64], residents: &[f64]) -> Result<Self, NumericsError> {
        if residents.len() != counts.len() {
            return Err(NumericsError::LengthMismatch { needed: counts.len(), found: residents.len() });
        }
        if counts.len() < 2 {
            return Err(NumericsError::TooFewPoints { needed: 2, found: counts.len(), left_out: 0 });
        }
        if let Some(value) = counts.iter().chain(residents).find(|value| !value.is_finite()) {
            return Err(NumericsError::NotFinite { value: *value });
        }
        if let Some(value) = counts.iter().find(|value| **value < 0.0) {
            return Err(NumericsError::NegativeValue { value: *value });
        }
        if let Some(value) = residents.iter().find(|value| **value <= 0.0) {
            return Err(NumericsError::BaseNotPositive { lower: *value });
        }
        if counts.iter().all(|value| *value <= 0.0) {
            return Err(NumericsError::WholeNotPositive { lower: 0.0 });
        }
        Ok(Self { counts: shares(counts), residents: shares(residents) })
    }

    fn pairs(&self) -> impl Iterator<Item = (f64, f64)> {
        self.counts.iter().copied().zip(self.residents.iter().copied())
    }
}

fn shares(values: &[f64]) -> Vec<f64> {
    // Divided first: the sum of numbers near the end of their range would leave it.
    let largest = values.iter().copied().fold(0.0, f64::max);
    let total: f64 = values.iter().map(|value| value / largest).sum();
    values.iter().map(|value| value / largest / total).collect()
}

/// `s ln(s ÷ q)`, nothing for a share of zero.
fn entropy(share: f64, other: f64) -> f64 {
    if share > 0.0 { share * (share / other).ln() } else { 0.0 }
}

/// The Gini coefficient of what there is per resident, each group weighing by its residents: `½ Σᵢⱼ qᵢ qⱼ |rᵢ − rⱼ| ÷ r`, with `rᵢ` per
/// resident of the group, `r` of the whole and the share `qᵢ` of residents. 0 to below 1; within groups all are held to be alike.
///
/// With equal residents it is [`super::gini`] of the counts.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] below two groups, [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`],
/// [`NumericsError::NegativeValue`], [`NumericsError::BaseNotPositive`] for a group without residents,
/// [`NumericsError::WholeNotPositive`] where all counts are zero.
pub fn gini_by_residents(counts: &[f64], residents: &[f64]) -> Result<f64, NumericsError> {
    let shares = Shares::of(counts, residents)?;
    let mut groups: Vec<(f64, f64)> = shares.pairs().collect();
    groups.sort_by(|(count, people), (other, others)| (count * others).total_cmp(&(other * people)));
    // By the curve of Lorenz: Σ (qᵢ × counts before and half of its own) on either side of the diagonal.
    let (mut counts_before, mut people_before, mut area) = (0.0, 0.0, 0.0);
    for (count, people) in groups {
        area += count * people_before - people * counts_before;
        counts_before += count;
        people_before += people;
    }
    Ok(area.clamp(0.0, 1.0))
}

/// The Theil index T of what there is per resident, each group weighing by its residents: `Σ sᵢ ln(sᵢ ÷ qᵢ)` with its shares `sᵢ` of the
/// counts and `qᵢ` of the residents (Theil 1967). A count of zero counts nothing.
///
/// # Errors
/// As [`gini_by_residents`].
pub fn theil_t_by_residents(counts: &[f64], residents: &[f64]) -> Result<f64, NumericsError> {
    let shares = Shares::of(counts, residents)?;
    finite(shares.pairs().map(|(count, people)| entropy(count, people)).sum())
}

/// The Theil index L, or mean log deviation, of what there is per resident: `Σ qᵢ ln(qᵢ ÷ sᵢ)` (Theil 1967, Shorrocks 1980).
///
/// # Errors
/// As [`gini_by_residents`]; [`NumericsError::ValueNotPositive`] for a count of zero, of which there is no logarithm.
pub fn theil_l_by_residents(counts: &[f64], residents: &[f64]) -> Result<f64, NumericsError> {
    let shares = Shares::of(counts, residents)?;
    above_zero(counts)?;
    finite(shares.pairs().map(|(count, people)| entropy(people, count)).sum())
}

/// The Hoover index of what there is per resident, the share of the counts that would have to move for all to have alike:
/// `½ Σ |sᵢ − qᵢ|` (Hoover 1936).
///
/// With equal residents it is [`super::hoover`] of the counts.
///
/// # Errors
/// As [`gini_by_residents`].
pub fn hoover_by_residents(counts: &[f64], residents: &[f64]) -> Result<f64, NumericsError> {
    let shares = Shares::of(counts, residents)?;
    finite(shares.pairs().map(|(count, people)| (count - people).abs()).sum::<f64>() / 2.0)
}

/// The Atkinson index of what there is per resident, each group weighing by its residents, for an aversion above zero:
/// `1 − (Σ qᵢ (sᵢ ÷ qᵢ)^(1−e))^(1 ÷ (1−e))`, and one less `Π (sᵢ ÷ qᵢ)^qᵢ` for `e = 1` (Atkinson 1970). From `e = 1` on one count of
/// zero makes it 1.
///
/// With equal residents it is [`super::atkinson`] of the counts.
///
/// # Errors
/// As [`gini_by_residents`]; [`NumericsError::OutOfRange`] for the aversion.
pub fn atkinson_by_residents(counts: &[f64], residents: &[f64], aversion: f64) -> Result<f64, NumericsError> {
    let shares = Shares::of(counts, residents)?;
    if !(aversion > 0.0 && aversion.is_finite()) {
        let (lowest, highest) = (0.0, f64::MAX);
        return Err(NumericsError::OutOfRange { name: "aversion", lowest, highest, found: aversion });
    }
    if aversion >= 1.0 && counts.iter().any(|value| *value <= 0.0) {
        return Ok(1.0);
    }
    let alike = if (aversion - 1.0).abs() < 1e-12 {
        shares.pairs().map(|(count, people)| people * (count / people).ln()).sum::<f64>().exp()
    } else {
        let power = 1.0 - aversion;
        let mean: f64 = shares.pairs().map(|(count, people)| people * (count / people).powf(power)).sum();
        mean.powf(power.recip())
    };
    Ok((1.0 - alike).clamp(0.0, 1.0))
}

/// What rounding pushed below zero is zero; a share too small to be a number leads to none.
fn finite(value: f64) -> Result<f64, NumericsError> {
    if value.is_finite() { Ok(value.max(0.0)) } else { Err(NumericsError::NotFinite { value }) }
}

fn above_zero(values: &[f64]) -> Result<(), NumericsError> {
    match values.iter().find(|value| **value <= 0.0) {
        Some(value) => Err(NumericsError::ValueNotPositive { value: *value }),
        None => Ok(()),
    }
}

/// The mean log deviation (Theil's L) of numbers above zero, the mean of `ln(mean ÷ x)` (Theil 1967).
///
/// # Errors
/// As [`super::gini`]; [`NumericsError::ValueNotPositive`] for a zero, of which there is no logarithm.
pub fn theil_l(values: &[f64]) -> Result<f64, NumericsError> {
    theil_l_by_residents(values, &vec![1.0; values.len()])
}

/// Theil's L of grouped numbers: `L = Σ qᵍ ln(qᵍ ÷ sᵍ) + Σ qᵍ Lᵍ`, where groups weigh by how many members they have (Shorrocks 1980).
///
/// # Errors
/// As [`theil_l`] of all numbers together.
pub fn theil_l_parts(groups: &[&[f64]]) -> Result<TheilParts, NumericsError> {
    let ones: Vec<Vec<f64>> = groups.iter().map(|group| vec![1.0; group.len()]).collect();
    let pairs: Vec<(&[f64], &[f64])> =
        groups.iter().zip(&ones).map(|(group, ones)| (*group, ones.as_slice())).collect();
    theil_l_parts_by_residents(&pairs)
}

/// Theil's T of groups of areas, each with its counts and its residents: `Σ sᵍ ln(sᵍ ÷ qᵍ)` between the groups and `Σ sᵍ Tᵍ` within
/// them (Shorrocks 1980).
///
/// # Errors
/// As [`theil_t_by_residents`] of all areas together.
pub fn theil_t_parts_by_residents(groups: &[(&[f64], &[f64])]) -> Result<TheilParts, NumericsError> {
    parts(groups, entropy)
}

/// Theil's L of groups of areas, each with its counts and its residents: `Σ qᵍ ln(qᵍ ÷ sᵍ)` between the groups and `Σ qᵍ Lᵍ` within
/// them (Shorrocks 1980).
///
/// # Errors
/// As [`theil_l_by_residents`] of all areas together.
pub fn theil_l_parts_by_residents(groups: &[(&[f64], &[f64])]) -> Result<TheilParts, NumericsError> {
    for (counts, _) in groups {
        // Numbers that are none or below zero are refused as such by what follows.
        if counts.iter().all(|value| *value >= 0.0) {
            above_zero(counts)?;
        }
    }
    parts(groups, |count, people| entropy(people, count))
}

fn parts(groups: &[(&[f64], &[f64])], term: impl Fn(f64, f64) -> f64) -> Result<TheilParts, NumericsError> {
    for (counts, residents) in groups {
        if counts.len() != residents.len() {
            return Err(NumericsError::LengthMismatch { needed: counts.len(), found: residents.len() });
        }
    }
    let counts: Vec<f64> = groups.iter().flat_map(|(counts, _)| counts.iter().copied()).collect();
    let residents: Vec<f64> = groups.iter().flat_map(|(_, residents)| residents.iter().copied()).collect();
    let shares = Shares::of(&counts, &residents)?;
    let mut pairs = shares.pairs();
    let (mut between, mut within) = (0.0, 0.0);
    for (members, _) in groups {
        let members: Vec<(f64, f64)> = pairs.by_ref().take(members.len()).collect();
        let (count, people) =
            members.iter().fold((0.0, 0.0), |(counts, people), (count, own)| (counts + count, people + own));
        let outer = if people > 0.0 { term(count, people) } else { 0.0 };
        between += outer;
        within += members.iter().map(|(count, people)| term(*count, *people)).sum::<f64>() - outer;
    }
    let (between, within) = (finite(between)?, finite(within)?);
    Ok(TheilParts { total: between + within, between, within })
}

#[cfg(test)]
mod tests {
    use super::super::inequality::{gini, theil_parts, theil_t};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        // 1 and 3: mean 2, ln 2 and ln (2 ÷ 3).
        let known = (2.0_f64.ln() + (2.0_f64 / 3.0).ln()) / 2.0;
        assert!((theil_l(&[1.0, 3.0]).unwrap() - known).abs() < 1e-15);
        // A quarter of the counts with three quarters of the residents: Gini is the difference.
        assert!((gini_by_residents(&[1.0, 3.0], &[3.0, 1.0]).unwrap() - 0.5).abs() < 1e-15);
        let t = 0.25 * (1.0_f64 / 3.0).ln() + 0.75 * 3.0_f64.ln();
        assert!((theil_t_by_residents(&[1.0, 3.0], &[3.0, 1.0]).unwrap() - t).abs() < 1e-15);
        assert!((theil_l_by_residents(&[1.0, 3.0], &[3.0, 1.0]).unwrap() - t).abs() < 1e-15);
    }

    #[test]
    fn zeros_have_no_logarithm_and_no_one_has_no_share() {
        assert!(matches!(theil_l(&[0.0, 1.0]), Err(NumericsError::ValueNotPositive { .. })));
        assert!(matches!(theil_l(&[0.0, 0.0]), Err(NumericsError::WholeNotPositive { .. })));
        assert!(matches!(theil_l(&[-1.0, 1.0]), Err(NumericsError::NegativeValue { .. })));
        assert!(matches!(theil_l(&[1.0]), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(theil_l_parts(&[&[1.0], &[0.0]]), Err(NumericsError::ValueNotPositive { .. })));
        assert!(matches!(theil_l_parts(&[]), Err(NumericsError::TooFewPoints { .. })));
        for measure in [gini_by_residents, theil_t_by_residents, theil_l_by_residents] {
            assert!(matches!(measure(&[1.0, 2.0], &[0.0, 1.0]), Err(NumericsError::BaseNotPositive { .. })));
            assert!(matches!(measure(&[1.0, 2.0], &[1.0]), Err(NumericsError::LengthMismatch { .. })));
            assert!(matches!(
                measure(&[1.0, f64::INFINITY], &[1.0, 1.0]),
                Err(NumericsError::NotFinite { .. })
            ));
            assert!(measure(&[f64::MAX, f64::MAX], &[f64::MAX, f64::MAX]).unwrap().abs() < 1e-15);
        }
        assert!(matches!(theil_l(&[1e-320, 1e300]), Err(NumericsError::NotFinite { .. })));
        let uneven: [(&[f64], &[f64]); 1] = [(&[1.0, 2.0], &[1.0])];
        assert!(matches!(theil_t_parts_by_residents(&uneven), Err(NumericsError::LengthMismatch { .. })));
    }

    proptest! {
        #[test]
        fn equal_residents_are_no_weights(values in proptest::collection::vec(0.1..1e4f64, 2..9)) {
            let ones = vec![7.0; values.len()];
            prop_assert!((gini_by_residents(&values, &ones).unwrap() - gini(&values).unwrap()).abs() < 1e-12);
            prop_assert!((theil_t_by_residents(&values, &ones).unwrap() - theil_t(&values).unwrap()).abs() < 1e-12);
        }

        #[test]
        fn gini_is_half_the_mean_distance(values in proptest::collection::vec((0.0..1e4f64, 0.1..1e4f64), 2..9)) {
            let (counts, residents): (Vec<f64>, Vec<f64>) = values.iter().copied().unzip();
            prop_assume!(counts.iter().any(|count| *count > 1.0));
            let (total, people) = (counts.iter().sum::<f64>(), residents.iter().sum::<f64>());
            let pairs = values.iter().flat_map(|one| values.iter().map(move |other| (one, other)));
            let distance: f64 = pairs.map(|(one, other)| one.1 * other.1 * (one.0 / one.1 - other.0 / other.1).abs()).sum();
            let known = distance / (people * people) / (2.0 * total / people);
            prop_assert!((gini_by_residents(&counts, &residents).unwrap() - known).abs() < 1e-12);
        }

        #[test]
        fn a_group_may_be_split(values in proptest::collection::vec((0.1..1e4f64, 0.1..1e4f64), 2..9), share in 0.1..0.9f64) {
            let (counts, residents): (Vec<f64>, Vec<f64>) = values.into_iter().unzip();
            let split = |list: &[f64]| {
                let mut split = list.to_vec();
                split.push(split[0] * (1.0 - share));
                split[0] *= share;
                split
            };
            for measure in [gini_by_residents, theil_t_by_residents, theil_l_by_residents] {
                let (whole, parted) =
                    (measure(&counts, &residents).unwrap(), measure(&split(&counts), &split(&residents)).unwrap());
                prop_assert!((whole - parted).abs() < 1e-12);
            }
        }

        #[test]
        fn parts_sum(
            one in proptest::collection::vec((0.1..1e4f64, 0.1..1e4f64), 1..6),
            other in proptest::collection::vec((0.1..1e4f64, 0.1..1e4f64), 1..6),
        ) {
            let (a, p): (Vec<f64>, Vec<f64>) = one.into_iter().unzip();
            let (b, q): (Vec<f64>, Vec<f64>) = other.into_iter().unzip();
            let (counts, residents) = ([a.clone(), b.clone()].concat(), [p.clone(), q.clone()].concat());
            let groups: [(&[f64], &[f64]); 2] = [(&a, &p), (&b, &q)];
            let (t, l) = (theil_t_parts_by_residents(&groups).unwrap(), theil_l_parts_by_residents(&groups).unwrap());
            prop_assert!((t.total - theil_t_by_residents(&counts, &residents).unwrap()).abs() < 1e-12);
            prop_assert!((l.total - theil_l_by_residents(&counts, &residents).unwrap()).abs() < 1e-12);
            let ones: [Vec<f64>; 2] = [vec![1.0; a.len()], vec![1.0; b.len()]];
            let plain: [(&[f64], &[f64]); 2] = [(&a, &ones[0]), (&b, &ones[1])];
            let (found, known) = (theil_t_parts_by_residents(&plain).unwrap(), theil_parts(&[&a, &b]).unwrap());
            prop_assert!((found.between - known.between).abs() < 1e-12 && (found.within - known.within).abs() < 1e-12);
            prop_assert!((theil_l_parts(&[&a, &b]).unwrap().total - theil_l(&counts).unwrap()).abs() < 1e-12);
        }
    }

    #[test]
    fn hoover_and_atkinson_with_equal_residents_are_those_of_the_counts() {
        let (counts, alike) = ([3.0, 1.0, 8.0, 0.0], [7.0; 4]);
        let near = |one: f64, other: f64| assert!((one - other).abs() < 1e-14, "{one} {other}");
        near(hoover_by_residents(&counts, &alike).unwrap(), crate::balance::hoover(&counts).unwrap());
        for aversion in [0.5, 1.0, 2.0] {
            near(
                atkinson_by_residents(&counts, &alike, aversion).unwrap(),
                crate::balance::atkinson(&counts, aversion).unwrap(),
            );
        }
        near(
            atkinson_by_residents(&counts[..3], &alike[..3], 1.0).unwrap(),
            crate::balance::atkinson(&counts[..3], 1.0).unwrap(),
        );
        // One of four people has three of four: half of the counts would have to move.
        near(hoover_by_residents(&[3.0, 1.0], &[1.0, 3.0]).unwrap(), 0.5);
        assert!(matches!(
            atkinson_by_residents(&counts, &alike, 0.0),
            Err(NumericsError::OutOfRange { name: "aversion", .. })
        ));
        assert!(matches!(hoover_by_residents(&counts, &[1.0]), Err(NumericsError::LengthMismatch { .. })));
    }
}
