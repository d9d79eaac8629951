//! Series drawn in signs, for a terminal: a row of heights for each, or bars where there are one or two figures.

use crate::args::Format;
use crate::output::{Answer, Column, Output};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tierstat_chart::{ChartSeries, Link, SeriesPoint};
use tierstat_model::{Language, Localized, Status};

/// The heights of a row of signs, from the lowest figure of a series to its highest.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The eighths of a sign, for the end of a bar.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/// The longest bar, in signs.
const BAR: usize = 24;
/// So many periods stand in a row of signs: the latest ones.
const MOST_SIGNS: usize = 60;

/// A sign that is explained under the drawing where it occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Gap,
    Suppressed,
    Rough,
    Break,
    Forecast,
    Possible,
    Open,
    Earlier,
}

impl Sign {
    fn character(self) -> char {
        match self {
            Self::Gap => '·',
            Self::Suppressed => '※',
            Self::Rough => '≈',
            Self::Break => '╎',
            Self::Forecast => '→',
            Self::Possible => '░',
            Self::Open => '▸',
            Self::Earlier => '…',
        }
    }

    fn meaning(self) -> Localized {
        match self {
            Self::Gap => Localized::new("没有数据", "no figure"),
            Self::Suppressed => Localized::new("有数而不公布", "a figure exists but is not published"),
            Self::Rough => Localized::new("约数，只知上下限", "rough: only bounds are known"),
            Self::Break => {
                Localized::new("口径中断，前后不能比较", "a break: before and after do not compare")
            }
            Self::Forecast => Localized::new("其后为预测", "forecasts from here on"),
            Self::Possible => Localized::new("可能的范围", "what it may be"),
            Self::Open => Localized::new("没有上限", "no upper bound"),
            Self::Earlier => Localized::new("更早的时期未画", "earlier periods are not drawn"),
        }
    }
}

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
        .map(|sign: Sign| format!("{} {}", sign.character(), sign.meaning().get(output.language())))
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
fn rows_of_signs(series: &[&ChartSeries], language: Language, signs: &mut BTreeSet<Sign>) -> Answer {
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
        let position = |point: Option<&&SeriesPoint>| point.and_then(|point| point.position()).unwrap_or(0.0);
        let span = (position(lowest), position(highest));
        [
            series.name.clone(),
            printed(lowest),
            printed(highest),
            at(known.first()),
            heights(&points, span, signs),
            at(known.last()),
        ]
        .map(|text| json!(text))
        .to_vec()
    });
    Answer { rows: rows.collect::<Vec<Vec<Value>>>(), columns }
}

fn heights(points: &[&SeriesPoint], (lowest, highest): (f64, f64), signs: &mut BTreeSet<Sign>) -> String {
    let mut text = String::new();
    let mut put = |text: &mut String, sign: Sign| {
        signs.insert(sign);
        text.push(sign.character());
    };
    let shown = points.get(points.len().saturating_sub(MOST_SIGNS)..).unwrap_or_default();
    if shown.len() < points.len() {
        put(&mut text, Sign::Earlier);
    }
    let mut is_ahead = false;
    for point in shown {
        let Some(position) = point.position() else {
            put(&mut text, if point.status == Status::Q { Sign::Suppressed } else { Sign::Gap });
            continue;
        };
        if matches!(point.link, Link::Break(_)) {
            put(&mut text, Sign::Break);
        }
        if point.status == Status::F && !is_ahead {
            put(&mut text, Sign::Forecast);
        }
        is_ahead = point.status == Status::F;
        if point.is_rough() {
            put(&mut text, Sign::Rough);
            continue;
        }
        let share = if highest > lowest { (position - lowest) / (highest - lowest) } else { 0.5 };
        let place = (share * (HEIGHTS.len() - 1) as f64).round() as usize;
        text.push(HEIGHTS.get(place).copied().unwrap_or('█'));
    }
    text
}

/// A bar from zero for each figure, all in one scale.
fn bars(series: &[&ChartSeries], language: Language, signs: &mut BTreeSet<Sign>) -> Answer {
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
fn bar(point: &SeriesPoint, (least, most): (f64, f64), signs: &mut BTreeSet<Sign>) -> String {
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
            signs.insert(Sign::Possible);
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
                signs.insert(Sign::Possible);
                text.push_str(&Sign::Possible.character().to_string().repeat(possible));
            }
        }
        None => {
            signs.insert(Sign::Open);
            text.push(Sign::Open.character());
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

    fn signs(points: &[SeriesPoint], span: (f64, f64)) -> (String, Vec<Sign>) {
        let mut signs = BTreeSet::new();
        let text = heights(&points.iter().collect::<Vec<_>>(), span, &mut signs);
        (text, signs.into_iter().collect())
    }

    #[test]
    fn heights_run_from_the_lowest_to_the_highest_and_what_is_no_point_has_its_sign() {
        let gap = SeriesPoint::empty(Period::Year(2021), "2021".to_owned());
        let rough =
            SeriesPoint { value: None, bounds: Bounds::closed(150.0, 199.0).ok(), ..point(2023, 0.0) };
        let broken = SeriesPoint { link: Link::Break(Status::B), ..point(2024, 170.0) };
        let ahead = SeriesPoint { status: Status::F, ..point(2025, 200.0) };
        let (text, seen) =
            signs(&[point(2020, 100.0), gap, point(2022, 200.0), rough, broken, ahead], (100.0, 200.0));
        assert_eq!(text, "▁·█≈╎▆→█");
        assert_eq!(seen, [Sign::Gap, Sign::Rough, Sign::Break, Sign::Forecast]);
        assert_eq!(signs(&[point(2020, 5.0)], (5.0, 5.0)).0, "▅", "one height is the middle one");
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
