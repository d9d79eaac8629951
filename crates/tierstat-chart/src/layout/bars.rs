//! Ordered bars: one for each series, of one period, from zero.

use super::drawing::Layout;
use super::element::TextRole;
use super::rows::{self, Block, Look, Row, Rows};
use crate::{ChartError, ChartSeries, Fonts, RowOrder, SeriesChart, SeriesPoint, ValueAxis, row_remarks};
use tierstat_model::Language;

pub(super) fn layout(chart: &SeriesChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    let chart = chart.of_one_period();
    let period = chart.common_label().unwrap_or_default().to_owned();
    let figures: Vec<&SeriesPoint> = chart.series.iter().filter_map(figure).collect();
    let numbers = rows::numbers(figures.iter().copied());
    let apart = rows::apart(&numbers);
    let blocks = ordered(&chart).into_iter().map(|series| {
        let look = Look::of(series.emphasis);
        let row = match figure(series) {
            Some(point) => {
                let (shapes, label) = rows::bar(chart.language, &series.name, point, apart, look);
                let label = label.map(|label| of_period(label, point, &period, chart.language));
                let title = rows::tooltip(chart.language, &series.name, point);
                let labels = label.into_iter().collect();
                Row { detail: String::new(), is_latest: true, title, shapes, labels, said: String::new() }
            }
            None => rows::missing(chart.language, &series.name, series.points.first(), 0.0),
        };
        Block::of_one(&series.name, look, row)
    });
    let rows = Rows {
        blocks: blocks.collect(),
        heads: Vec::new(),
        notes: row_remarks::of_bars(&chart, apart),
        period,
        numbers,
        axis: ValueAxis::FromZero,
    };
    rows::lay(&chart, &rows, fonts)
}

/// The one figure of a series.
pub(super) fn figure(series: &ChartSeries) -> Option<&SeriesPoint> {
    series.points.first().filter(|point| point.position().is_some())
}

/// The series in the order of their rows: what has no figure stands last, and what is equal as it is listed.
pub(super) fn ordered(chart: &SeriesChart) -> Vec<&ChartSeries> {
    let mut series: Vec<&ChartSeries> = chart.series.iter().collect();
    if chart.order == RowOrder::Value {
        let value = |series: &ChartSeries| figure(series).and_then(SeriesPoint::position);
        series.sort_by(|one, two| {
            let (one, two) = (value(one), value(two));
            let key = |value: Option<f64>| value.unwrap_or(f64::NEG_INFINITY);
            two.is_some().cmp(&one.is_some()).then(key(two).total_cmp(&key(one)))
        });
    }
    series
}

/// A value with its period, where that is not the period of the chart.
pub(super) fn of_period(
    label: rows::Label,
    point: &SeriesPoint,
    period: &str,
    language: Language,
) -> rows::Label {
    debug_assert_eq!(label.role, TextRole::Value);
    if point.label == period {
        return label;
    }
    let text = match language {
        Language::Chinese => format!("{}（{}）", label.text, point.label),
        Language::English => format!("{} ({})", label.text, point.label),
    };
    rows::Label { text, ..label }
}
