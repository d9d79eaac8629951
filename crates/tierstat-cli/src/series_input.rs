//! The series of a long table, as answers take them.

use std::collections::BTreeMap;
use tierstat_answers::TimedSeries;
use tierstat_ingest::{FileSeries, SeriesWhole};

/// A series of a long table.
pub(crate) fn series_of(series: FileSeries) -> TimedSeries {
    let points = series.points.into_iter().map(|point| (point.time, point.bounds));
    TimedSeries::named(series.name, points, series.parents)
}

/// The series with the wholes of their table: one that has no rows of its own has no points, and one that has is still part of what
/// lies above it.
pub(crate) fn with_wholes(mut series: Vec<TimedSeries>, wholes: Vec<SeriesWhole>) -> Vec<TimedSeries> {
    let places: BTreeMap<String, usize> =
        series.iter().enumerate().map(|(place, series)| (series.of.key(), place)).collect();
    for whole in wholes {
        match places.get(&whole.name).and_then(|place| series.get_mut(*place)) {
            Some(known) => {
                for parent in whole.parents {
                    if !known.parents.contains(&parent) {
                        known.parents.push(parent);
                    }
                }
            }
            None => series.push(TimedSeries::named(whole.name, [], whole.parents)),
        }
    }
    series
}
