//! Grouped bars: for each thing a bar for each of a few periods, or for each of its parts, told apart by lightness or colour and by label.

use super::bars::{figure, of_period};
use super::drawing::Layout;
use super::rows::{self, Block, Label, Look, Row, Rows, Shape};
use crate::palette::{Colour, LATEST_MUTED_BAR, PERIODS, POSSIBLE_BAR, SERIES};
use crate::{
    ChartError, ChartSeries, Emphasis, Fonts, Link, RowOrder, SeriesChart, SeriesPoint, ValueAxis,
    row_remarks, status_word,
};
use jiff::civil::Date;
use tierstat_model::Language;

pub(super) fn layout(chart: &SeriesChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    let chart = chart.of_few_periods();
    let figures = chart.series.iter().flat_map(|series| &series.points);
    let numbers = rows::numbers(figures.filter(|point| point.position().is_some()));
    let apart = rows::apart(&numbers);
    let has_parts = chart.has_parts();
    let rows = Rows {
        blocks: if has_parts { of_parts(&chart, apart) } else { of_periods(&chart, apart) },
        period: if has_parts { chart.common_label().unwrap_or_default().to_owned() } else { String::new() },
        heads: Vec::new(),
        notes: row_remarks::of_grouped_bars(&chart, apart),
        numbers,
        axis: ValueAxis::FromZero,
    };
    rows::lay(&chart, &rows, fonts)
}

/// A block for each series, a row for each period.
fn of_periods(chart: &SeriesChart, apart: f64) -> Vec<Block> {
    let days = chart.few_days();
    let mut series: Vec<&ChartSeries> = chart.series.iter().collect();
    if chart.order != RowOrder::List {
        let latest = |series: &ChartSeries| {
            days.iter().rev().find_map(|day| series.figure_at(*day)).and_then(SeriesPoint::position)
        };
        let key = |series: &ChartSeries| latest(series).unwrap_or(f64::NEG_INFINITY);
        series.sort_by(|one, two| key(two).total_cmp(&key(one)));
    }
    let blocks = series.into_iter().map(|series| {
        let look = Look::of(series.emphasis);
        let rows = days.iter().enumerate().map(|(index, day)| {
            let age = days.len() - 1 - index;
            let colour = match series.emphasis {
                Emphasis::Muted if age == 0 && days.len() > 1 => LATEST_MUTED_BAR,
                Emphasis::Muted => look.colour,
                Emphasis::Plain | Emphasis::Highlighted => lightness(age),
            };
            let look = Look { colour, ..look };
            let detail = label_of(chart, *day);
            let point = series.figure_at(*day);
            let missing = series.points.iter().find(|point| point.day() == *day).or(series.points.first());
            let mut row = match point {
                Some(point) => bar_row(chart.language, &series.name, point, apart, look, |label| {
                    broken(of_period(label, point, &detail, chart.language), point, chart.language)
                }),
                None => {
                    let name = match chart.language {
                        Language::Chinese => format!("{}，{detail}", series.name),
                        Language::English => format!("{}, {detail}", series.name),
                    };
                    rows::missing(chart.language, &name, missing, 0.0)
                }
            };
            let broken = point.filter(|point| matches!(point.link, Link::Break(_)));
            let border = broken.and_then(SeriesPoint::position).map(|to| Shape::Border { to });
            row.shapes.extend(border);
            Row { detail, is_latest: age == 0, ..row }
        });
        let rows: Vec<Row> = rows.collect();
        Block { is_named_at_first: true, rows, ..Block::of_none(&series.name, look) }
    });
    blocks.collect()
}

/// A block for each group, a row for each of its parts, of one period.
fn of_parts(chart: &SeriesChart, apart: f64) -> Vec<Block> {
    let period = chart.common_label().unwrap_or_default();
    let mut parts: Vec<&str> = Vec::new();
    for series in &chart.series {
        if !parts.contains(&series.part.as_str()) {
            parts.push(&series.part);
        }
    }
    let mut blocks: Vec<Block> = Vec::new();
    for series in &chart.series {
        let look = Look::of(series.emphasis);
        let place = parts.iter().position(|part| *part == series.part).unwrap_or_default();
        let colour = match (series.emphasis, SERIES.get(place)) {
            (Emphasis::Plain | Emphasis::Highlighted, Some((colour, _))) if parts.len() <= SERIES.len() => {
                *colour
            }
            _ => look.colour,
        };
        let look = Look { colour, ..look };
        let row = match figure(series) {
            Some(point) => bar_row(chart.language, &series.name, point, apart, look, |label| {
                of_period(label, point, period, chart.language)
            }),
            None => rows::missing(chart.language, &series.name, series.points.first(), 0.0),
        };
        let row = Row { detail: series.part.clone(), ..row };
        match blocks.last_mut().filter(|block| block.name == series.group) {
            Some(block) => block.rows.push(row),
            None => {
                let rows = vec![row];
                blocks.push(Block { is_named_at_first: true, rows, ..Block::of_none(&series.group, look) });
            }
        }
    }
    blocks
}

fn bar_row(
    language: Language,
    name: &str,
    point: &SeriesPoint,
    apart: f64,
    look: Look,
    words: impl Fn(Label) -> Label,
) -> Row {
    let (shapes, label) = rows::bar(language, name, point, apart, look);
    let title = rows::tooltip(language, name, point);
    let labels = label.map(words).into_iter().collect();
    Row { detail: String::new(), is_latest: true, title, shapes, labels, said: String::new() }
}

/// A value with the word for what parts it from that of the period before.
fn broken(label: Label, point: &SeriesPoint, language: Language) -> Label {
    let word = match (point.link, language) {
        (Link::Line, _) => return label,
        (Link::Break(status), _) => status_word(status, language),
        (Link::Spliced, Language::Chinese) => "新口径",
        (Link::Spliced, Language::English) => "new definition",
    };
    let text = match language {
        Language::Chinese => format!("{}（{word}）", label.text),
        Language::English => format!("{} ({word})", label.text),
    };
    Label { text, ..label }
}

/// The colour of a period so many behind the latest, which is the darkest.
fn lightness(age: usize) -> Colour {
    PERIODS.get(age).copied().unwrap_or(POSSIBLE_BAR)
}

/// How a day is printed.
fn label_of(chart: &SeriesChart, day: Date) -> String {
    let points = || chart.series.iter().flat_map(|series| &series.points).filter(|point| point.day() == day);
    let found = points().find(|point| point.position().is_some()).or_else(|| points().next());
    found.map(|point| point.label.clone()).unwrap_or_default()
}
