//! Parts and their whole: what is stacked, or added up step by step, has to sum to a total that the ledger knows.

use crate::{ChartError, ChartSeries, Link, NotAWhole, SeriesChart, SeriesPoint};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::Bounds;

/// Beyond this share of a total a difference is none of floating point.
const NEARLY: f64 = 1e-9;

/// One period in which the total has a figure, and all parts, or as many as come to it.
pub(crate) struct Whole<'a> {
    pub(crate) day: Date,
    pub(crate) total: &'a SeriesPoint,
    /// The parts; `None` where one has no figure and the others come to the printed total without it.
    pub(crate) parts: Vec<(&'a ChartSeries, Option<&'a SeriesPoint>)>,
}

impl Whole<'_> {
    /// What the parts sum to.
    pub(crate) fn sum(&self) -> f64 {
        self.parts.iter().filter_map(|(_, point)| point.and_then(SeriesPoint::position)).sum()
    }
}

impl SeriesChart {
    /// The periods in which the total and all parts have a figure, in order, each checked: the parts sum to the total within rounding. A
    /// period of which a part has no figure is one where the others come to a printed total.
    pub(crate) fn wholes(&self) -> Result<Vec<Whole<'_>>, ChartError> {
        let Some(total) = self.total.as_ref().filter(|total| !total.days().is_empty()) else {
            return refused(NotAWhole::NoTotal);
        };
        let found: Vec<Option<Whole<'_>>> =
            total.days().into_iter().map(|day| self.whole_at(total, day)).collect::<Result<_, _>>()?;
        let wholes: Vec<Whole<'_>> = found.into_iter().flatten().collect();
        if wholes.is_empty() { refused(NotAWhole::Incomplete) } else { Ok(wholes) }
    }

    fn whole_at<'a>(&'a self, total: &'a ChartSeries, day: Date) -> Result<Option<Whole<'a>>, ChartError> {
        let Some(total) = total.figure_at(day) else { return Ok(None) };
        let parts: Vec<_> = self.series.iter().map(|series| (series, series.figure_at(day))).collect();
        let known = || parts.iter().filter_map(|(series, point)| Some((series, (*point)?)));
        let is_full = parts.iter().all(|(_, point)| point.is_some());
        let is_printed = total.reason.is_empty() && !total.is_rough();
        let rough = known().find(|(_, point)| point.is_rough());
        if !is_full && (!is_printed || rough.is_some()) {
            return Ok(None);
        }
        if let Some((series, point)) = rough {
            let (series, period) = (series.name.clone(), point.label.clone());
            return refused(NotAWhole::Rough { series, period });
        }
        let sum = known().filter_map(|(_, point)| point.bounds).reduce(|sum, part| sum.plus(&part));
        match sum.zip(total.bounds).filter(|(sum, printed)| !agree(sum, printed)) {
            None if sum.is_some() || is_full => {}
            Some((sum, _)) if is_full => {
                let sum = sum.as_point().map_or_else(|| sum.to_string(), |sum| sum.to_string());
                let (period, total) = (total.label.clone(), total.printed.clone());
                return refused(NotAWhole::Sum { period, sum, total });
            }
            _ => return Ok(None),
        }
        Ok(Some(Whole { day, total, parts }))
    }

    /// The days of the chart of which nothing can be added up, for want of the total or a part, with the words for them.
    pub(crate) fn incomplete_days(&self) -> Vec<(Date, String)> {
        let mut labels: BTreeMap<Date, &str> = BTreeMap::new();
        for point in self.series.iter().flat_map(|series| &series.points) {
            labels.entry(point.day()).or_insert(point.label.as_str());
        }
        for whole in self.wholes().unwrap_or_default() {
            labels.remove(&whole.day);
        }
        labels.into_iter().map(|(day, label)| (day, label.to_owned())).collect()
    }

    /// The parts that have no figure in a period where the others come to the total without them, with the words for the periods.
    pub(crate) fn parts_without(&self) -> Vec<(&str, Vec<&str>)> {
        let wholes = self.wholes().unwrap_or_default();
        let of = |index: usize, series: &ChartSeries| {
            let without = wholes.iter().filter(|whole| {
                let part = whole.parts.get(index).filter(|(found, _)| found.name == series.name);
                part.is_some_and(|(_, point)| point.is_none())
            });
            without.map(|whole| whole.total.label.as_str()).collect::<Vec<_>>()
        };
        let found =
            self.series.iter().enumerate().map(|(index, series)| (series.name.as_str(), of(index, series)));
        found.filter(|(_, periods)| !periods.is_empty()).collect()
    }

    /// What a part adds between the first and the latest total; all that it is where only one of them has it.
    #[must_use]
    pub fn added_by(&self, part: &ChartSeries) -> Option<f64> {
        let days = self.total.as_ref()?.days();
        let (first, last) = (days.first()?, days.last()?);
        let at = |day: &Date| part.figure_at(*day).and_then(SeriesPoint::position);
        let (before, after) = (at(first), at(last));
        before.or(after)?;
        Some(after.unwrap_or_default() - before.unwrap_or_default())
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
        let series: Vec<ChartSeries> = self.series.iter().map(reduced).collect();
        Self {
            apart: self.apart_beside(&series, &[from, to]),
            series,
            total: self.total.as_ref().map(reduced),
            ..self.clone()
        }
    }

    /// The first part, or the total, that breaks between its figures.
    pub(crate) fn broken(&self) -> Option<&ChartSeries> {
        let breaks =
            |series: &&ChartSeries| series.own_figures().skip(1).any(|point| point.link != Link::Line);
        self.series.iter().chain(&self.total).find(breaks)
    }
}

fn refused<T>(reason: NotAWhole) -> Result<T, ChartError> {
    Err(ChartError::NotAWhole { reason: Box::new(reason) })
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
