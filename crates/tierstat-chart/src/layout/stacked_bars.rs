//! Stacked bars: a row for each period, its parts end to end, drawn only where they sum to the total.

use super::drawing::Layout;
use super::element::{BarRole, MarkFill, TextRole};
use super::line::shapes::fill;
use super::printable::{one_line, printable};
use super::rows::{self, Block, Clear, Label, Look, Row, Rows, Shape, Side};
use crate::palette::{FAINT_INK, INK, MUTED_BAR, MarkShape, SERIES};
use crate::whole::Whole;
use crate::{ChartError, Emphasis, Fonts, NotAWhole, SeriesChart, SeriesPoint, ValueAxis, row_remarks};
use jiff::civil::Date;
use tierstat_model::Language;

pub(super) fn layout(chart: &SeriesChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    if chart.series.len() > SERIES.len() {
        return Err(ChartError::TooManySeries { found: chart.series.len(), limit: SERIES.len() });
    }
    let wholes = chart.wholes()?;
    let parts = wholes.iter().flat_map(|whole| &whole.parts);
    for (series, point) in parts.filter_map(|(series, point)| Some((series, (*point)?))) {
        if point.position().is_some_and(|value| value < 0.0) {
            let (series, period) = (series.name.clone(), point.label.clone());
            return Err(ChartError::NotAWhole { reason: Box::new(NotAWhole::Negative { series, period }) });
        }
    }
    let look = Look::of(Emphasis::Plain);
    let mut dated: Vec<_> = wholes.iter().map(|whole| (whole.day, row(chart, whole))).collect();
    let mut labels: Vec<_> = wholes.iter().map(|whole| (whole.day, whole.total.label.clone())).collect();
    for (day, label) in chart.incomplete_days() {
        dated.push((day, incomplete(chart, day, &label)));
        labels.push((day, label));
    }
    dated.sort_by_key(|(day, _)| *day);
    labels.sort_by_key(|(day, _)| *day);
    let blocks = dated.into_iter().zip(labels).map(|((_, row), (_, name))| Block::of_one(&name, look, row));
    let numbers = wholes.iter().map(Whole::sum).chain([0.0]).collect();
    let rows = Rows {
        blocks: blocks.collect(),
        period: String::new(),
        heads: heads(chart, &wholes),
        numbers,
        axis: ValueAxis::FromZero,
        notes: row_remarks::of_stacked_bars(chart),
    };
    rows::lay(chart, &rows, fonts)
}

/// The colour of a part: its own, or grey where another one is to be looked at.
fn colour(chart: &SeriesChart, index: usize) -> crate::palette::Colour {
    let is_muted = chart.series.get(index).is_some_and(|series| series.emphasis == Emphasis::Muted);
    SERIES.get(index).map_or(MUTED_BAR, |(colour, _)| if is_muted { MUTED_BAR } else { *colour })
}

fn row(chart: &SeriesChart, whole: &Whole<'_>) -> Row {
    let (mut shapes, mut titles, mut from) = (Vec::new(), Vec::new(), 0.0);
    let mut marks = Vec::new();
    for (index, (series, point)) in whole.parts.iter().enumerate() {
        let Some((point, value)) = point.and_then(|point| Some((point, point.position()?))) else { continue };
        let (to, colour) = (from + value, colour(chart, index));
        let tooltip = rows::tooltip(chart.language, &series.name, point);
        shapes.push(Shape::Bar { role: BarRole::Certain, from, to, colour, tooltip: tooltip.clone() });
        let text = printable(&one_line(&point.mark_text), chart.language);
        shapes.push(Shape::Inside { text, from, to, colour });
        if index > 0 {
            shapes.push(Shape::Seam { value: from });
        }
        let fill = fill(point, value);
        if fill != MarkFill::Solid {
            let tooltip = tooltip.clone();
            let (value, shape) = (to, MarkShape::Circle);
            marks.push(Shape::Mark { value, fill, shape, colour, tooltip });
        }
        titles.push(tooltip);
        from = to;
    }
    let clear = if marks.is_empty() { Clear::Bar } else { Clear::Mark };
    shapes.extend(marks);
    let text = printable(&one_line(&whole.total.mark_text), chart.language);
    let (role, colour, side) = (TextRole::Value, INK, Side::Right);
    let labels = vec![Label { text, role, colour, value: from, side, clear }];
    let between = if chart.language == Language::Chinese { "；" } else { "; " };
    let said = of_total(chart, whole);
    titles.extend(said.lines().next().map(str::to_owned));
    Row { detail: String::new(), is_latest: true, title: titles.join(between), shapes, labels, said }
}

/// A total with its period, its origin, and the parts that have no figure and are not needed for it.
fn of_total(chart: &SeriesChart, whole: &Whole<'_>) -> String {
    let language = chart.language;
    let name = if language == Language::Chinese { "合计" } else { "total" };
    let without: Vec<&str> = whole
        .parts
        .iter()
        .filter(|(_, point)| point.is_none())
        .map(|(series, _)| series.name.as_str())
        .collect();
    let mut said = rows::tooltip(language, name, whole.total);
    let reason = one_line(&whole.total.reason);
    said.extend((!reason.is_empty()).then(|| format!("\n{reason}")));
    said.extend((!without.is_empty()).then(|| match language {
        Language::Chinese => format!("\n没有数：{}", without.join("、")),
        Language::English => format!("\nno figure: {}", without.join(", ")),
    }));
    said
}

/// The row of a period in which a part or the total has no figure: nothing of it is stacked.
fn incomplete(chart: &SeriesChart, day: Date, label: &str) -> Row {
    let (text, title) = match chart.language {
        Language::Chinese => ("部分缺数", format!("{label}：部分缺数")),
        Language::English => ("a part is missing", format!("{label}: a part is missing")),
    };
    let without = chart.series.iter().chain(&chart.total).filter(|series| series.figure_at(day).is_none());
    let without: Vec<&str> = without.map(|series| series.name.as_str()).collect();
    let said = match chart.language {
        _ if without.is_empty() => title.clone(),
        Language::Chinese => format!("{title}\n没有数：{}", without.join("、")),
        Language::English => format!("{title}\nno figure: {}", without.join(", ")),
    };
    let (role, colour) = (TextRole::Suppressed, FAINT_INK);
    let (side, clear, text) = (Side::Right, Clear::Bar, text.to_owned());
    let labels = vec![Label { text, role, colour, value: 0.0, side, clear }];
    Row { detail: String::new(), is_latest: true, title, shapes: Vec::new(), labels, said }
}

/// The name of each part over its middle in the first row.
fn heads(chart: &SeriesChart, wholes: &[Whole<'_>]) -> Vec<Label> {
    let Some(whole) = wholes.first() else { return Vec::new() };
    let mut from = 0.0;
    let mut heads = Vec::new();
    for (index, (series, point)) in whole.parts.iter().enumerate() {
        let to = from + point.and_then(SeriesPoint::position).unwrap_or_default();
        let (role, colour, value) = (TextRole::SeriesName, colour(chart, index), f64::midpoint(from, to));
        let (side, clear, text) = (Side::Right, Clear::Bar, series.name.clone());
        heads.push(Label { text, role, colour, value, side, clear });
        from = to;
    }
    heads
}
