//! Dot strips: many things ranked, a dot each, with whiskers where a figure is rough.

use super::bars::{figure, of_period, ordered};
use super::drawing::Layout;
use super::element::TextRole;
use super::printable::{one_line, printable};
use super::rows::{self, Block, Label, Look, Row, Rows, Side};
use crate::palette::MarkShape;
use crate::{ChartError, ChartSeries, Fonts, SeriesChart, SeriesPoint, row_remarks};

pub(super) fn layout(chart: &SeriesChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    let chart = chart.of_one_period();
    let period = chart.common_label().unwrap_or_default().to_owned();
    let figures: Vec<&SeriesPoint> = chart.series.iter().filter_map(figure).collect();
    let numbers = rows::numbers(figures.iter().copied());
    let apart = rows::apart(&numbers);
    let foot = rows::foot(&numbers, chart.axis);

    let compared: Vec<&SeriesPoint> =
        chart.series.iter().filter_map(|series| of_period_alone(series, &period)).collect();
    let blocks = ordered(&chart).into_iter().map(|series| {
        let look = Look::of(series.emphasis);
        let row = match figure(series) {
            Some(point) => {
                let mark = (MarkShape::Circle, look.colour);
                let (shapes, extent) = rows::dot(chart.language, &series.name, point, apart, mark);
                let side = Side::of(point.position().unwrap_or_default());
                let (value, clear) = extent.end(side);
                let text = printable(&one_line(&point.mark_text), chart.language);
                let (role, colour) = (TextRole::Value, look.ink);
                let label = Label { text, role, colour, value, side, clear };
                let title = rows::tooltip(chart.language, &series.name, point);
                let labels = vec![of_period(label, point, &period, chart.language)];
                Row { detail: String::new(), is_latest: true, title, shapes, labels, said: String::new() }
            }
            None => rows::missing(chart.language, &series.name, series.points.first(), foot),
        };
        let ranked = of_period_alone(series, &period).filter(|_| chart.ranks);
        let rank = ranked.map(|point| rank(point, &compared));
        Block { rank, ..Block::of_one(&series.name, look, row) }
    });
    let rows = Rows {
        blocks: blocks.collect(),
        heads: Vec::new(),
        notes: row_remarks::of_dots(&chart, apart),
        period,
        numbers,
        axis: chart.axis,
    };
    rows::lay(&chart, &rows, fonts)
}

/// The figure of a series, where it is of the period of the chart: others are not ranked with them.
fn of_period_alone<'a>(series: &'a ChartSeries, period: &str) -> Option<&'a SeriesPoint> {
    figure(series).filter(|point| point.label == period)
}

/// The place of a figure among others of its period, the highest first: equal figures share one, and a figure known only within bounds
/// has all that it may have, as 3–5.
fn rank(point: &SeriesPoint, all: &[&SeriesPoint]) -> String {
    let ends = |point: &SeriesPoint| {
        let position = point.position().unwrap_or_default();
        // What the source states is ranked as stated; only without a value the bounds decide.
        match point.bounds.filter(|_| point.is_rough()) {
            Some(bounds) => (
                bounds.lower_value().unwrap_or(f64::NEG_INFINITY),
                bounds.upper_value().unwrap_or(f64::INFINITY),
            ),
            None => (position, position),
        }
    };
    let (lower, upper) = ends(point);
    let others = || all.iter().filter(|other| !std::ptr::eq(**other, point)).map(|other| ends(other));
    let best = 1 + others().filter(|(other, _)| *other > upper).count();
    let worst = 1 + others().filter(|(_, other)| *other > lower).count();
    if best == worst { best.to_string() } else { format!("{best}–{worst}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{Bounds, Period};

    fn point(bounds: Bounds) -> SeriesPoint {
        SeriesPoint { bounds: Some(bounds), ..SeriesPoint::empty(Period::Year(2018), "2018".to_owned()) }
    }

    #[test]
    fn equal_figures_share_a_rank_and_rough_ones_have_all_that_they_may_have() {
        let exact = |value: f64| point(Bounds::point(value).unwrap());
        let rough = point(Bounds::half_open(3.0, 6.0).unwrap());
        let points = [exact(9.0), exact(5.0), exact(5.0), rough, exact(1.0)];
        let all: Vec<&SeriesPoint> = points.iter().collect();
        let ranks: Vec<String> = all.iter().map(|point| rank(point, &all)).collect();
        assert_eq!(ranks, ["1", "2–3", "2–3", "2–4", "5"]);
        let exact: Vec<&SeriesPoint> = [0, 1, 2, 4].into_iter().map(|index| all[index]).collect();
        let ranks: Vec<String> = exact.iter().map(|point| rank(point, &exact)).collect();
        assert_eq!(ranks, ["1", "2", "2", "4"]);
    }
}
