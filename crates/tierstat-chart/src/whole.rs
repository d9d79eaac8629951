//! Parts and their whole: what is stacked, or added up step by step, has to sum to a total that the ledger knows.

use crate::{ChartError, ChartSeries, Link, NotAWhole, SeriesChart, SeriesPoint};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::Bounds;

/// Beyond this share of a total a difference is none of floating point.
const NEARLY: f64 = 1e-9;

/// One period in which the total and all parts have a figure.
pub(crate) struct Whole<'a> {
    pub(crate) day: Date,
    pub(crate) total: &'a SeriesPoint,
    pub(crate) parts: Vec<(&'a ChartSeries, &'a SeriesPoint)>,
}

impl SeriesChart {
    /// The periods in which the total and all parts have a figure, in order, each checked: the parts sum to the total within rounding.
    pub(crate) fn wholes(&self) -> Result<Vec<Whole<'_>>, ChartError> {
        let refused = |reason| Err(ChartError::NotAWhole { reason: Box::new(reason) });
        let Some(total) = self.total.as_ref().filter(|total| !total.days().is_empty()) else {
            return refused(NotAWhole::NoTotal);
        };
        let mut wholes = Vec::new();
        for day in total.days() {
            let parts = self.series.iter().map(|series| Some((series, series.figure_at(day)?)));
            let (Some(total), Some(parts)) = (total.figure_at(day), parts.collect::<Option<Vec<_>>>()) else {
                continue;
            };
            if let Some((series, point)) = parts.iter().find(|(_, point)| point.is_rough()) {
                let (series, period) = (series.name.clone(), point.label.clone());
                return refused(NotAWhole::Rough { series, period });
            }
            let sum = parts.iter().filter_map(|(_, point)| point.bounds).reduce(|sum, part| sum.plus(&part));
            if let (Some(sum), Some(printed)) = (sum, total.bounds)
                && !agree(&sum, &printed)
            {
                let sum = sum.as_point().map_or_else(|| sum.to_string(), |sum| sum.to_string());
                let (period, total) = (total.label.clone(), total.printed.clone());
                return refused(NotAWhole::Sum { period, sum, total });
            }
            wholes.push(Whole { day, total, parts });
        }
        if wholes.is_empty() { refused(NotAWhole::Incomplete) } else { Ok(wholes) }
    }

    /// The days of the chart at which the total or a part has no figure, with the words for them.
    pub(crate) fn incomplete_days(&self) -> Vec<(Date, String)> {
        let all = || self.series.iter().chain(&self.total);
        let mut labels: BTreeMap<Date, &str> = BTreeMap::new();
        for point in self.series.iter().flat_map(|series| &series.points) {
            labels.entry(point.day()).or_insert(point.label.as_str());
        }
        labels.retain(|day, _| all().any(|series| series.figure_at(*day).is_none()));
        labels.into_iter().map(|(day, label)| (day, label.to_owned())).collect()
    }

    /// The chart with the first and the latest period in which the total and all parts have a figure; as it is where it is not a whole.
    #[must_use]
    pub fn of_two_wholes(&self) -> Self {
        let ends = self.wholes().ok().and_then(|wholes| {
            let (first, last) = (wholes.first()?, wholes.last()?);
            (first.day < last.day).then_some([first.day, last.day])
        });
        let Some([from, to]) = ends else { return self.clone() };
        let reduced = |series: &ChartSeries| {
            let mut points: Vec<SeriesPoint> =
                [from, to].iter().filter_map(|day| series.figure_at(*day)).cloned().collect();
            if let [_, later] = points.as_mut_slice() {
                later.link = series.link_between(from, to);
            }
            ChartSeries { points, ..series.clone() }
        };
        let series = self.series.iter().map(reduced).collect();
        Self { series, total: self.total.as_ref().map(reduced), ..self.clone() }
    }

    /// The first part, or the total, that breaks between its figures.
    pub(crate) fn broken(&self) -> Option<&ChartSeries> {
        let breaks =
            |series: &&ChartSeries| series.own_figures().skip(1).any(|point| point.link != Link::Line);
        self.series.iter().chain(&self.total).find(breaks)
    }
}

/// Whether a sum can be the total, within rounding.
fn agree(sum: &Bounds, total: &Bounds) -> bool {
    let nearly = |(sum, total): (f64, f64)| (sum - total).abs() <= NEARLY * sum.abs().max(total.abs());
    sum.overlaps(total) || sum.as_point().zip(total.as_point()).is_some_and(nearly)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_total_within_rounding_and_no_further() {
        let point = |value: f64| Bounds::point(value).unwrap();
        let rounded = |lower: f64, upper: f64| Bounds::half_open(lower, upper).unwrap();
        assert!(agree(&point(0.1 + 0.2), &point(0.3)));
        assert!(agree(&rounded(29.9, 30.1), &point(30.0)));
        assert!(!agree(&point(29.0), &point(30.0)));
        assert!(!agree(&rounded(28.0, 29.0), &point(29.0)), "an open end is not reached");
        assert!(!agree(&point(1e9), &point(1e9 + 5.0)));
    }
}
