//! Dumbbells: the first and the latest of two periods in one row, two marks and a line, which stands only where they can be compared.

use super::drawing::Layout;
use super::element::{LineRole, TextRole};
use super::printable::{one_line, printable};
use super::rows::{self, Block, Clear, Label, Look, Row, Rows, Shape, Side};
use crate::palette::{Colour, EARLIER_BAR, FAINT_INK, INK, LEADER, MarkShape};
use crate::two_periods::{Change, Pair};
use crate::{ChartError, ChartSeries, Emphasis, Fonts, RowOrder, SeriesChart, SeriesPoint, row_remarks};
use std::cmp::Ordering;
use tierstat_model::Language;

pub(super) fn layout(chart: &SeriesChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    let chart = chart.of_two_periods();
    let figures = chart.series.iter().flat_map(|series| &series.points);
    let numbers = rows::numbers(figures.filter(|point| point.position().is_some()));
    let apart = rows::apart(&numbers);
    let foot = rows::foot(&numbers, chart.axis);
    let ends = chart.two_labels();
    let ordered = ordered(&chart);
    let heads = heads(&ordered, &ends);
    let blocks = ordered.iter().map(|(series, pair)| {
        let look = Look::of(series.emphasis);
        let row = if pair.first.is_none() && pair.last.is_none() {
            rows::missing(chart.language, &series.name, series.points.last(), foot)
        } else {
            row(&chart, series, pair, apart, &ends)
        };
        Block::of_one(&series.name, look, row)
    });
    let rows = Rows {
        blocks: blocks.collect(),
        // The two periods stand over their marks; where no row has both, over all.
        period: if heads.is_empty() { ends[1].clone() } else { String::new() },
        heads,
        notes: row_remarks::of_dumbbells(&chart, apart),
        numbers,
        axis: chart.axis,
    };
    rows::lay(&chart, &rows, fonts)
}

/// The rows in their order: by the latest figure, by the change, or as they are listed; what lacks it last.
fn ordered(chart: &SeriesChart) -> Vec<(&ChartSeries, Pair<'_>)> {
    let mut rows: Vec<(&ChartSeries, Pair<'_>)> =
        chart.series.iter().map(|series| (series, chart.pair(series))).collect();
    let key = |pair: &Pair<'_>| match chart.order {
        RowOrder::List => None,
        RowOrder::Value => pair.last.and_then(SeriesPoint::position),
        RowOrder::Change => pair.difference(),
    };
    rows.sort_by(|(_, one), (_, two)| match (key(one), key(two)) {
        (Some(one), Some(two)) => two.total_cmp(&one),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    rows
}

/// The colours of the two ends: the latest has that of its row.
fn colours(emphasis: Emphasis) -> [Colour; 2] {
    match emphasis {
        Emphasis::Muted => [LEADER, Look::of(emphasis).colour],
        Emphasis::Plain | Emphasis::Highlighted => [EARLIER_BAR, Look::of(emphasis).colour],
    }
}

/// The two periods over the ends of the first row that has both.
fn heads(rows: &[(&ChartSeries, Pair<'_>)], ends: &[String; 2]) -> Vec<Label> {
    let both = rows.iter().find_map(|(_, pair)| Some((pair.first?.position()?, pair.last?.position()?)));
    let Some((first, last)) = both else { return Vec::new() };
    let [earlier, later] = ends;
    let head = |text: &String, value: f64, side: Side, colour: Colour| {
        let (role, clear) = (TextRole::TimeTick, Clear::Mark);
        Label { text: text.clone(), role, colour, value, side, clear }
    };
    let [pale, dark] = colours(Emphasis::Plain);
    let mut heads = vec![head(earlier, first, Side::Left, pale), head(later, last, Side::Right, dark)];
    if last < first {
        for (head, side) in heads.iter_mut().zip([Side::Right, Side::Left]) {
            head.side = side;
        }
        heads.reverse();
    }
    heads
}

fn row(chart: &SeriesChart, series: &ChartSeries, pair: &Pair<'_>, apart: f64, ends: &[String; 2]) -> Row {
    let [pale, dark] = colours(series.emphasis);
    let ink = if series.emphasis == Emphasis::Muted { FAINT_INK } else { INK };
    let language = chart.language;
    let mut shapes = Vec::new();
    if let (Change::Comparable, Some(from), Some(to)) = (pair.change(), pair.first, pair.last)
        && let (Some(from), Some(to)) = (from.position(), to.position())
    {
        shapes.push(Shape::Span { role: LineRole::Figures, from, to, colour: LEADER });
    }
    if let (Change::Broken(_), Some(from), Some(to)) = (pair.change(), pair.first, pair.last)
        && let (Some(from), Some(to)) = (from.position(), to.position())
    {
        shapes.push(Shape::Cut { value: f64::midpoint(from, to) });
    }
    let mut sides = Vec::new();
    let mut titles = Vec::new();
    for (point, colour, shape, label) in
        [(pair.first, pale, MarkShape::Diamond, &ends[0]), (pair.last, dark, MarkShape::Circle, &ends[1])]
    {
        let Some(point) = point else { continue };
        let (drawn, extent) = rows::dot(language, &series.name, point, apart, (shape, colour));
        shapes.extend(drawn);
        let mut text = printable(&one_line(&point.mark_text), language);
        if point.label != *label {
            text = match language {
                Language::Chinese => format!("{text}（{}）", point.label),
                Language::English => format!("{text} ({})", point.label),
            };
        }
        sides.push((point.position().unwrap_or_default(), text, extent));
        titles.push(rows::tooltip(language, &series.name, point));
    }
    let label = |text: String, (value, clear): (f64, Clear), side: Side| Label {
        text,
        role: TextRole::Value,
        colour: ink,
        value,
        side,
        clear,
    };
    let labels = match sides.as_slice() {
        [(_, text, extent)] => vec![label(text.clone(), extent.end(Side::Right), Side::Right)],
        [(from, first, one), (to, last, two)] => {
            let (left, right) =
                if to < from { ((last, two), (first, one)) } else { ((first, one), (last, two)) };
            // Bounds may reach beyond the other mark: each value stands outside of all that is drawn.
            let outer = |side: Side| {
                let (one, two) = (one.end(side), two.end(side));
                let is_further = (one.0 - two.0) * side.sign() > 0.0;
                let is_open = [one.1, two.1].contains(&Clear::Arrow);
                (if is_further { one.0 } else { two.0 }, if is_open { Clear::Arrow } else { Clear::Mark })
            };
            vec![
                label(left.0.clone(), outer(Side::Left), Side::Left),
                label(right.0.clone(), outer(Side::Right), Side::Right),
            ]
        }
        _ => Vec::new(),
    };
    let between = if language == Language::Chinese { "；" } else { "; " };
    Row {
        detail: String::new(),
        is_latest: true,
        title: titles.join(between),
        shapes,
        labels,
        said: String::new(),
    }
}
