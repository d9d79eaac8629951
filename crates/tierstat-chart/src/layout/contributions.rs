//! Contributions: from the first total to the latest, part by part, which must come to it.

use super::drawing::Layout;
use super::element::{BarRole, TextRole};
use super::printable::{one_line, printable};
use super::rows::{self, Block, Clear, Label, Look, Row, Rows, Shape, Side};
use crate::palette::{BAR, Colour, EARLIER_BAR, INK, SERIES};
use crate::{
    ChartError, ChartSeries, Emphasis, Fonts, NotAWhole, RowOrder, SeriesChart, SeriesPoint, ValueAxis,
    row_remarks,
};
use tierstat_model::Language;

/// What one part adds.
struct Step<'a> {
    series: &'a ChartSeries,
    first: Option<&'a SeriesPoint>,
    last: Option<&'a SeriesPoint>,
    change: f64,
}

pub(super) fn layout(chart: &SeriesChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    let chart = chart.of_two_wholes();
    let wholes = chart.wholes()?;
    let (Some(first), Some(last)) = (wholes.first(), wholes.last().filter(|_| wholes.len() > 1)) else {
        return Err(ChartError::NotAWhole { reason: Box::new(NotAWhole::Incomplete) });
    };
    if let Some(series) = chart.broken() {
        let series = series.name.clone();
        return Err(ChartError::NotAWhole { reason: Box::new(NotAWhole::Broken { series }) });
    }
    let steps = first.parts.iter().zip(&last.parts).filter_map(|((series, first), (_, last))| {
        let (first, last) = (*first, *last);
        Some(Step { series, first, last, change: chart.added_by(series)? })
    });
    let mut steps: Vec<Step<'_>> = steps.collect();
    if chart.order != RowOrder::List {
        steps.sort_by(|one, two| two.change.total_cmp(&one.change));
    }
    let (base, end) = (first.sum(), last.sum());
    let plain = Look::of(Emphasis::Plain);
    let mut numbers = vec![0.0, base, end];
    let mut blocks = vec![total(chart.language, first.total, base, Some(base))];
    let mut level = base;
    for (index, step) in steps.iter().enumerate() {
        let to = level + step.change;
        let look = Look::of(step.series.emphasis);
        let is_last = index + 1 == steps.len();
        let drop = if is_last { end } else { to };
        blocks.push(Block::of_one(&step.series.name, look, row(chart.language, step, level, drop)));
        numbers.push(to);
        level = to;
    }
    blocks.push(total(chart.language, last.total, end, None));
    for block in [0, blocks.len() - 1] {
        if let Some(block) = blocks.get_mut(block) {
            (block.weight, block.colour) = (crate::Weight::Bold, plain.ink);
        }
    }
    let rows = Rows {
        blocks,
        period: String::new(),
        heads: Vec::new(),
        numbers,
        axis: ValueAxis::FromZero,
        notes: row_remarks::of_contributions(&chart),
    };
    rows::lay(&chart, &rows, fonts)
}

/// The bar of a total, named by its period.
fn total(language: Language, point: &SeriesPoint, value: f64, drop: Option<f64>) -> Block {
    let name = match language {
        Language::Chinese => "合计",
        Language::English => "Total",
    };
    let tooltip = rows::tooltip(language, name, point);
    let (role, from) = (BarRole::Certain, 0.0);
    let mut shapes = vec![Shape::Bar { role, from, to: value, colour: BAR, tooltip }];
    shapes.extend(drop.map(|value| Shape::Drop { value }));
    let text = printable(&one_line(&point.mark_text), language);
    let (role, colour, side, clear) = (TextRole::Value, INK, Side::of(value), Clear::Bar);
    let labels = vec![Label { text, role, colour, value, side, clear }];
    let (name, title) = match language {
        Language::Chinese => {
            (format!("{}合计", point.label), format!("{}合计：{}", point.label, point.printed))
        }
        Language::English => {
            (format!("Total {}", point.label), format!("Total {}: {}", point.label, point.printed))
        }
    };
    let row = Row { detail: String::new(), is_latest: true, title, shapes, labels, said: String::new() };
    Block::of_one(&name, Look::of(Emphasis::Plain), row)
}

/// What a part adds or takes, from the level before it to the one after it.
fn row(language: Language, step: &Step<'_>, from: f64, to: f64) -> Row {
    let look = Look::of(step.series.emphasis);
    let colour: Colour = match (step.series.emphasis, SERIES.get(3)) {
        (Emphasis::Muted, _) => look.colour,
        (_, Some((orange, _))) if step.change < 0.0 => *orange,
        _ => EARLIER_BAR,
    };
    let side = Side::of(step.change);
    let text = change_text(step.series, step.change);
    let ends = step.first.into_iter().chain(step.last);
    let ends: Vec<String> = ends.map(|point| rows::tooltip(language, &step.series.name, point)).collect();
    let title = ends.join(if language == Language::Chinese { "；" } else { "; " });
    let name = &step.series.name;
    let said = match language {
        Language::Chinese => format!("{name}：{text}"),
        Language::English => format!("{name}: {text}"),
    };
    let tooltip = format!("{said}\n{}", ends.join("\n"));
    let (role, end) = (BarRole::Certain, from + step.change);
    let shapes = vec![Shape::Bar { role, from, to: end, colour, tooltip }, Shape::Drop { value: to }];
    let (role, clear, value) = (TextRole::Value, Clear::Bar, from + step.change);
    let labels = vec![Label { text, role, colour: look.ink, value, side, clear }];
    Row { detail: String::new(), is_latest: true, title, shapes, labels, said: String::new() }
}

/// The change with its sign, in the notation of the chart where it has been given.
fn change_text(series: &ChartSeries, change: f64) -> String {
    if !series.change.is_empty() {
        return series.change.clone();
    }
    let size = (change.abs() * 100.0).round() / 100.0;
    let sign = match change {
        change if change > 0.0 => "+",
        change if change < 0.0 => "−",
        _ => "",
    };
    format!("{sign}{size}")
}
