//! Contributions of parts to the growth of the whole they sum to.
//!
//! Yearbook practice has two: 贡献率, the share of the change that a part makes, `Δpart ÷ Δwhole`; and 拉动, the points
//! of growth that it makes, `Δpart ÷ whole at the base`. The first sum to one, the second to the growth of the whole.

use crate::error::NumericsError;
use crate::growth::{change, quotient, rebuilt};
use tierstat_model::{Bounds, PointChange, Ratio, Upper};

/// What one part contributes to the growth of the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// The share of the change, 贡献率; `None` where the whole may not have grown.
    pub share: Option<Ratio>,
    /// The points of growth, 拉动, in percentage points.
    pub points: PointChange,
}

/// The contribution of each part, in the order given; each part is its number at the base and at the end.
///
/// # Errors
/// [`NumericsError::WholeNotPositive`] where the whole may be zero at the base.
pub fn contributions(parts: &[(Bounds, Bounds)]) -> Result<Vec<Contribution>, NumericsError> {
    let Some(whole_from) = sum(parts.iter().map(|(from, _)| from)) else { return Ok(Vec::new()) };
    let Some(whole_to) = sum(parts.iter().map(|(_, to)| to)) else { return Ok(Vec::new()) };
    let whole_change = change(&whole_from, &whole_to);
    parts
        .iter()
        .map(|(from, to)| {
            let part_change = change(from, to);
            let points = quotient(&part_change, &whole_from)
                .map_err(|_| NumericsError::WholeNotPositive { lower: whole_from.lower() })?;
            // A share of a change that may be nothing or a fall says nothing.
            let share = (whole_change.lower() > 0.0).then(|| share_of(&part_change, &whole_change)).flatten();
            Ok(Contribution { share, points: PointChange(points) })
        })
        .collect()
}

/// The share that a part has in a whole change above zero, over all changes of the part and of the rest: the part stands in both
/// numbers of the quotient, so that plain intervals would be too wide. The extremes lie at the ends, since the share rises or
/// falls with each of the two alone.
fn share_of(part: &Bounds, whole: &Bounds) -> Option<Ratio> {
    let (Some(part_upper), Some(whole_upper)) = (part.upper_value(), whole.upper_value()) else {
        return quotient(part, whole).ok().map(Ratio);
    };
    let rest = [whole.lower() - part.lower(), whole_upper - part_upper];
    let shares =
        [part.lower(), part_upper].into_iter().flat_map(|part| rest.map(|rest| part / (part + rest)));
    let (least, most) = shares
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), share| (least.min(share), most.max(share)));
    (least.is_finite() && most.is_finite()).then(|| Ratio(rebuilt(least, Upper::Closed(most))))
}

/// The sum of bounded numbers, or `None` of none.
pub fn sum<'a>(parts: impl IntoIterator<Item = &'a Bounds>) -> Option<Bounds> {
    parts.into_iter().copied().reduce(|total, part| total.plus(&part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(value: f64) -> Bounds {
        Bounds::point(value).unwrap()
    }

    #[test]
    fn counties_make_most_of_the_growth() {
        let parts = [(point(24.0), point(30.0)), (point(97.0), point(129.0)), (point(168.0), point(296.0))];
        let counties = contributions(&parts).unwrap()[2];
        assert_eq!(counties.share.unwrap().0.as_point(), Some(128.0 / 166.0));
        assert_eq!(counties.points.0.as_point(), Some(128.0 / 289.0));
    }

    #[test]
    fn the_only_part_makes_all_of_the_change_however_rough_it_is() {
        let rough = |lower: f64, upper: f64| Bounds::half_open(lower, upper).unwrap();
        let only = contributions(&[(rough(3500.0, 3600.0), rough(4600.0, 4700.0))]).unwrap();
        assert_eq!(only[0].share.unwrap().0.as_point(), Some(1.0));
        // 100 to 200 beside exactly 300: from a quarter to two fifths.
        let two = contributions(&[(point(0.0), rough(100.0, 200.0)), (point(1.0), point(301.0))]).unwrap();
        let share = two[0].share.unwrap().0;
        assert!((share.lower() - 0.25).abs() < 1e-12 && (share.upper_value().unwrap() - 0.4).abs() < 1e-12);
    }

    #[test]
    fn where_nothing_grew_there_is_no_share() {
        let parts = [(point(5.0), point(7.0)), (point(7.0), point(5.0))];
        let found = contributions(&parts).unwrap();
        assert!(found.iter().all(|part| part.share.is_none()));
        assert_eq!(found[0].points.0.as_point(), Some(2.0 / 12.0));
    }

    #[test]
    fn an_empty_whole_is_refused_and_no_parts_have_no_contributions() {
        assert!(contributions(&[(point(0.0), point(1.0))]).is_err());
        assert_eq!(contributions(&[]).unwrap(), []);
    }

    proptest! {
        #[test]
        fn shares_sum_to_one_and_points_to_the_growth(values in proptest::collection::vec((1.0..1e6f64, 1.0..1e6f64), 2..8)) {
            let parts: Vec<_> = values.iter().map(|(from, to)| (point(*from), point(*to))).collect();
            let (from, to) = values.iter().fold((0.0, 0.0), |(x, y), (from, to)| (x + from, y + to));
            let found = contributions(&parts).unwrap();
            let points: f64 = found.iter().map(|part| part.points.0.as_point().unwrap()).sum();
            prop_assert!((points - (to - from) / from).abs() <= 1e-9 * (to / from).max(1.0));
            if to - from > 1.0 {
                let shares: f64 = found.iter().map(|part| part.share.unwrap().0.as_point().unwrap()).sum();
                prop_assert!((shares - 1.0).abs() <= 1e-6);
            }
        }
    }
}
