//! Which points a line joins: a missing period breaks it.

use super::time_scale::days_between;
use crate::{LinePoint, LineSeries};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The points of a series that have a figure, in order of time, in runs without a gap.
pub(super) fn runs<'a>(series: &'a LineSeries, all_days: &BTreeSet<Date>) -> Vec<Vec<&'a LinePoint>> {
    let mut points: Vec<&LinePoint> = series.points.iter().collect();
    points.sort_by_key(|point| point.day());
    points.dedup_by_key(|point| point.day());
    let present: Vec<&LinePoint> =
        points.iter().copied().filter(|point| point.position().is_some()).collect();
    let stated_gaps: BTreeSet<Date> =
        points.iter().filter(|point| point.position().is_none()).map(|point| point.day()).collect();
    let shortest = present
        .windows(2)
        .filter_map(|pair| Some(days_between(pair.first()?.day(), pair.get(1)?.day())))
        .fold(f64::INFINITY, f64::min);

    let mut runs: Vec<Vec<&LinePoint>> = Vec::new();
    for point in present {
        match runs.last_mut().and_then(|run| run.last().copied().map(|before| (run, before))) {
            Some((run, before)) if !gap(before.day(), point.day(), shortest, &stated_gaps, all_days) => {
                run.push(point);
            }
            _ => runs.push(vec![point]),
        }
    }
    runs
}

/// Whether a figure is missing between two days: one is stated as missing, or another series has one there
/// and this series is not merely the coarser of the two, such as years beside quarters.
fn gap(from: Date, to: Date, shortest: f64, stated: &BTreeSet<Date>, all_days: &BTreeSet<Date>) -> bool {
    let inside = |days: &BTreeSet<Date>| days.range(from..to).any(|day| *day > from);
    inside(stated) || (inside(all_days) && days_between(from, to) > shortest * 1.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use tierstat_model::{Bounds, Period};

    fn series(points: &[(i16, i8, Option<f64>)]) -> LineSeries {
        let points = points.iter().map(|(year, month, value)| LinePoint {
            bounds: value.map(|value| Bounds::point(value).unwrap()),
            value: *value,
            ..LinePoint::empty(Period::Month(*year, *month), format!("{year}-{month}"))
        });
        LineSeries { name: "a".to_owned(), points: points.collect() }
    }

    #[track_caller]
    fn check(points: &[(i16, i8, Option<f64>)], others: &[(i16, i8)], expected: &[usize]) {
        let series = series(points);
        let mut days: BTreeSet<Date> = series.points.iter().map(|point| point.day()).collect();
        days.extend(others.iter().map(|(year, month)| date(*year, *month, 1).last_of_month()));
        assert_eq!(runs(&series, &days).iter().map(Vec::len).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_period_stated_as_missing_breaks_the_line() {
        check(
            &[(2015, 12, Some(1.0)), (2016, 12, None), (2017, 12, Some(2.0)), (2018, 12, Some(3.0))],
            &[],
            &[1, 2],
        );
    }

    #[test]
    fn a_period_that_only_the_others_have_breaks_the_line() {
        check(&[(2015, 12, Some(1.0)), (2017, 12, Some(2.0)), (2018, 12, Some(3.0))], &[(2016, 12)], &[1, 2]);
    }

    #[test]
    fn years_beside_quarters_are_not_broken() {
        check(
            &[(2015, 12, Some(1.0)), (2016, 12, Some(2.0)), (2017, 12, Some(3.0))],
            &[(2016, 3), (2017, 6)],
            &[3],
        );
    }

    #[test]
    fn a_gap_at_the_end_leaves_one_run() {
        check(&[(2015, 12, Some(1.0)), (2016, 12, Some(2.0)), (2017, 12, None)], &[], &[2]);
        check(&[(2015, 12, None)], &[], &[]);
    }
}
