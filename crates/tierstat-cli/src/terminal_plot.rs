//! Series drawn in signs, for a terminal: a row of heights for each, or bars where there are one or two figures.

use crate::args::Format;
use crate::output::{Answer, Column, Output};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tierstat_chart::{ChartSeries, PlotSign, SeriesPoint, sparkline_signs};
use tierstat_model::{Language, Localized};

/// The eighths of a sign, for the end of a bar.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/// The longest bar, in signs.
const BAR: usize = 24;
/// So many periods stand in a row of signs: the latest ones.
const MOST_SIGNS: usize = 60;

/// Prints series under an answer; other formats than a table have the numbers already.
pub(crate) fn print(series: &[ChartSeries], output: &Output) {
    if output.format() != Format::Table {
        output.say(&Localized::new(
            "字符图只在表格下面；用 --plot 文件.svg 画成图",
            "signs are drawn under a table alone; --plot FILE.svg draws a chart",
        ));
        return;
    }
    let drawn: Vec<&ChartSeries> = series.iter().filter(|series| has_figures(series)).collect();
    if drawn.is_empty() {
        return;
    }
    let mut signs = BTreeSet::new();
    let is_long = |series: &&&ChartSeries| figures(series).count() > 2;
    let answer = if drawn.iter().any(|series| is_long(&series)) {
        rows_of_signs(&drawn, output.language(), &mut signs)
    } else {
        bars(&drawn, output.language(), &mut signs)
    };
    output.data("\n");
    output.answer(&answer);
    let between = if output.language() == Language::Chinese { "；" } else { "; " };
    let told: Vec<String> = signs
        .into_iter()
        .map(|sign: PlotSign| format!("{} {}", sign.character(), sign.meaning().get(output.language())))
        .collect();
    if !told.is_empty() {
        output.data(&format!(" {}\n", told.join(between)));
    }
}

fn figures(series: &ChartSeries) -> impl Iterator<Item = &SeriesPoint> {
    series.points.iter().filter(|point| point.position().is_some())
}

fn has_figures(series: &ChartSeries) -> bool {
    figures(series).next().is_some()
}

fn column(language: Language, zh: &str, en: &str, right: bool) -> Column {
    let name = if language == Language::Chinese { zh } else { en };
    Column { name: name.to_owned(), right }
}

/// A row of heights for each series, from its own lowest to its own highest figure, both of which stand beside it.
fn rows_of_signs(series: &[&ChartSeries], language: Language, signs: &mut BTreeSet<PlotSign>) -> Answer {
    let columns = vec![
        column(language, "序列", "series", false),
        column(language, "最低", "lowest", true),
        column(language, "最高", "highest", true),
        column(language, "首期", "first", true),
        column(language, "走势", "over time", false),
        column(language, "末期", "latest", false),
    ];
    let rows = series.iter().map(|series| {
        let mut points: Vec<&SeriesPoint> = series.points.iter().collect();
        points.sort_by_key(|point| point.day());
        let known: Vec<&SeriesPoint> =
            points.iter().copied().filter(|point| point.position().is_some()).collect();
        let by_value = |one: &&&SeriesPoint, other: &&&SeriesPoint| {
            one.position().unwrap_or(0.0).total_cmp(&other.position().unwrap_or(0.0))
        };
        let (lowest, highest) = (known.iter().min_by(by_value), known.iter().max_by(by_value));
        let printed =
            |point: Option<&&SeriesPoint>| point.map_or_else(String::new, |point| point.printed.clone());
        let at = |point: Option<&&SeriesPoint>| {
            point.map_or_else(String::new, |point| {
                format!("{} {}", point.label, point.printed).trim_end().to_owned()
            })
        };
        let (heights, used) = sparkline_signs(series, MOST_SIGNS);
        signs.extend(used);
        [series.name.clone(), printed(lowest), printed(highest), at(known.first()), heights, at(known.last())]
            .map(|text| json!(text))
            .to_vec()
    });
    Answer { rows: rows.collect::<Vec<Vec<Value>>>(), columns }
}

/// A bar from zero for each figure, all in one scale.
fn bars(series: &[&ChartSeries], language: Language, signs: &mut BTreeSet<PlotSign>) -> Answer {
    let columns = vec![
        column(language, "序列", "series", false),
        column(language, "时期", "period", false),
        column(language, "由零起", "from zero", false),
        column(language, "数值", "figure", true),
    ];
    let ends = |point: &SeriesPoint| {
        let bounds = point.bounds.map(|bounds| [bounds.lower_value(), bounds.upper_value()]);
        let all = bounds.into_iter().flatten().chain([point.position()]).flatten();
        all.fold((0.0_f64, 0.0_f64), |(least, most), end| (least.min(end), most.max(end)))
    };
    let span = series.iter().flat_map(|series| figures(series)).map(ends);
    let (least, most) =
        span.fold((0.0_f64, 0.0_f64), |(least, most), (low, high)| (least.min(low), most.max(high)));
    let rows = series.iter().flat_map(|series| {
        let mut points: Vec<&SeriesPoint> = figures(series).collect();
        points.sort_by_key(|point| point.day());
        points.into_iter().map(|point| (series.name.clone(), point))
    });
    let rows = rows.map(|(name, point)| {
        let bar = bar(point, (least, most), signs);
        [name, point.label.clone(), bar, point.printed.clone()].map(|text| json!(text)).to_vec()
    });
    Answer { rows: rows.collect::<Vec<Vec<Value>>>(), columns }
}

/// Solid as far as is certain, pale as far as is possible; what is below zero stands left of the axis.
fn bar(point: &SeriesPoint, (least, most): (f64, f64), signs: &mut BTreeSet<PlotSign>) -> String {
    let Some(position) = point.position() else { return String::new() };
    let a_sign = (most - least) / BAR as f64;
    if a_sign <= 0.0 {
        return String::new();
    }
    let left = (-least / a_sign).round() as usize;
    let length = |value: f64| (value.abs() / a_sign * 8.0).round() as usize;
    let (lower, upper) = match point.bounds.filter(|_| point.is_rough()) {
        Some(bounds) => (bounds.lower_value(), bounds.upper_value()),
        None => (Some(position), Some(position)),
    };
    if position < 0.0 {
        let solid = length(upper.unwrap_or(0.0).min(0.0)).div_ceil(8).min(left);
        let all = lower.map_or(left, |lower| length(lower).div_ceil(8)).clamp(solid, left.max(solid));
        if all > solid {
            signs.insert(PlotSign::Possible);
        }
        let blank = " ".repeat(left.saturating_sub(all));
        return format!("{blank}{}{}▏", "░".repeat(all - solid), "█".repeat(solid));
    }
    let solid = length(lower.unwrap_or(0.0).max(0.0));
    let mut text = " ".repeat(left) + if left > 0 { "▏" } else { "" };
    text.push_str(&"█".repeat(solid / 8));
    text.push_str(EIGHTHS.get(solid % 8).copied().unwrap_or_default());
    let drawn = solid.div_ceil(8);
    match upper {
        Some(upper) => {
            let possible = length(upper.max(0.0)).div_ceil(8).saturating_sub(drawn);
            if possible > 0 && point.is_rough() {
                signs.insert(PlotSign::Possible);
                text.push_str(&PlotSign::Possible.character().to_string().repeat(possible));
            }
        }
        None => {
            signs.insert(PlotSign::Open);
            text.push(PlotSign::Open.character());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{Bounds, Period};

    fn point(year: i16, value: f64) -> SeriesPoint {
        let bounds = Bounds::point(value).ok();
        SeriesPoint { bounds, value: Some(value), ..SeriesPoint::empty(Period::Year(year), year.to_string()) }
    }

    #[test]
    fn a_bar_is_as_long_as_its_figure_and_pale_where_only_bounds_are_known() {
        let mut signs = BTreeSet::new();
        assert_eq!(bar(&point(2020, 24.0), (0.0, 24.0), &mut signs), "█".repeat(24));
        assert_eq!(bar(&point(2020, 1.5), (0.0, 24.0), &mut signs), "█▌");
        assert_eq!(bar(&point(2020, 0.0), (0.0, 24.0), &mut signs), "");
        assert_eq!(bar(&point(2020, -6.0), (-12.0, 12.0), &mut signs), format!("{}██████▏", " ".repeat(6)));
        assert!(signs.is_empty());
        let rough = SeriesPoint { value: None, bounds: Bounds::closed(4.0, 6.0).ok(), ..point(2020, 0.0) };
        assert_eq!(bar(&rough, (0.0, 24.0), &mut signs), "████░░");
        let open = SeriesPoint { value: None, bounds: Bounds::at_least(4.0).ok(), ..point(2020, 0.0) };
        assert_eq!(bar(&open, (0.0, 24.0), &mut signs), "████▸");
    }
}
