//! Which points a line joins: a missing period breaks it.

use crate::{ChartSeries, Link, SeriesPoint};
use std::collections::BTreeMap;

/// The points of a series that have a figure, in order of time, in runs of one strand without a gap. A gap is a point without a figure: who asks for
/// the chart knows how often the series is counted.
pub(in crate::layout) fn runs(series: &ChartSeries) -> Vec<Vec<&SeriesPoint>> {
    let mut runs: Vec<Vec<&SeriesPoint>> = Vec::new();
    // The run that each strand goes on with.
    let mut open: BTreeMap<usize, usize> = BTreeMap::new();
    for point in in_order(series) {
        if matches!(point.link, Link::Break(_)) {
            open.remove(&point.strand);
        }
        if point.position().is_none() {
            open.clear();
        } else if let Some(run) = open.get(&point.strand).and_then(|index| runs.get_mut(*index)) {
            run.push(point);
        } else {
            open.insert(point.strand, runs.len());
            runs.push(vec![point]);
        }
    }
    runs
}

/// The points of a series in order of time, the first of those on one day, and the new level that follows the old one there.
pub(crate) fn in_order(series: &ChartSeries) -> Vec<&SeriesPoint> {
    let mut points: Vec<&SeriesPoint> = series.points.iter().collect();
    points.sort_by_key(|point| point.day());
    points.dedup_by(|later, first| later.day() == first.day() && later.link != Link::Spliced);
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{Bounds, Period};

    fn series(points: &[(i16, i8, Option<f64>)]) -> ChartSeries {
        let points = points.iter().map(|(year, month, value)| SeriesPoint {
            bounds: value.map(|value| Bounds::point(value).unwrap()),
            value: *value,
            ..SeriesPoint::empty(Period::Month(*year, *month), format!("{year}-{month}"))
        });
        ChartSeries::new("a".to_owned(), points.collect())
    }

    #[track_caller]
    fn check(points: &[(i16, i8, Option<f64>)], expected: &[usize]) {
        assert_eq!(runs(&series(points)).iter().map(Vec::len).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_period_without_a_figure_breaks_the_line() {
        check(
            &[(2015, 12, Some(1.0)), (2016, 12, None), (2017, 12, Some(2.0)), (2018, 12, Some(3.0))],
            &[1, 2],
        );
    }

    #[test]
    fn a_gap_at_an_end_leaves_one_run() {
        check(&[(2014, 12, None), (2015, 12, Some(1.0)), (2016, 12, Some(2.0)), (2017, 12, None)], &[2]);
        check(&[(2015, 12, None)], &[]);
    }
}
