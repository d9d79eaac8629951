//! `tierstat growth`: change, rate, compound rate, contribution by tier and coverage, with bounds.

mod by_member;
mod by_tier;
mod decomposition;
mod index;
mod shift_share;

use crate::args::{By, GrowthArguments};
use crate::exit::{Failure, Outcome};
use crate::names;
use crate::output::{Column, Output};
use crate::project::Project;
use crate::world::World;
use tierstat_chart::{LinePoint, LineSeries};
use tierstat_model::{AreaCode, Bounds, CodeLists, IndicatorId, Language, Localized, Period};
use tierstat_words as words;

pub(crate) fn run(
    arguments: &GrowthArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    if let (Some(from), Some(to)) = (arguments.from, arguments.to)
        && from.last_day() == to.last_day()
    {
        return Err(Failure::Usage {
            message: Localized::new(
                format!("起点 {from} 与终点 {to} 是同一天"),
                format!("the start {from} and the end {to} are one day"),
            ),
            hint: Localized::new("写两个不同的时期", "name two periods"),
        });
    }
    let ledger = project.ledger_to_read()?;
    if arguments.index {
        return index::run(arguments, &project, &ledger, output);
    }
    if let Some(kinds) = arguments.shift_share {
        return shift_share::run(arguments, kinds, &project, &ledger, output);
    }
    if let Some(residents) = &arguments.decompose {
        let residents = names::indicator(&project.lists, residents)?;
        return decomposition::run(arguments, &residents, &project, &ledger, output);
    }
    let tiers = arguments.selection.tier.iter();
    let tiers = tiers.map(|text| names::tier(&project.lists, text)).collect::<Result<Vec<_>, _>>()?;
    match arguments.by {
        By::Tier => by_tier::run(arguments, &project, &ledger, &tiers, output),
        By::Area | By::Type => by_member::run(arguments, &project, &ledger, &tiers, output),
    }
}

/// Two numbers as a line of a chart.
fn line(name: String, ends: [Option<Bounds>; 2], periods: [Period; 2], language: Language) -> LineSeries {
    let points = ends.into_iter().zip(periods).map(|(bounds, period)| point(period, bounds, language));
    LineSeries { name, points: points.collect() }
}

/// A number as a point of a line.
fn point(period: Period, bounds: Option<Bounds>, language: Language) -> LinePoint {
    LinePoint {
        day: period.last_day(),
        label: words::period(period, language),
        bounds,
        value: bounds.and_then(|bounds| bounds.as_point()),
        provisional: false,
        printed: bounds.map_or_else(String::new, |bounds| words::bounds(&bounds, language)),
    }
}

/// What is counted and where, as a sentence says it.
fn subject_name([indicator, area, tier]: &[String; 3], language: Language) -> String {
    words::subject(indicator, area, tier, language)
}

/// The unit behind a number, where the language says one.
fn unit_word<'a>(lists: &'a CodeLists, indicator: &IndicatorId, language: Language) -> &'a str {
    let unit = lists.indicators.get(indicator).and_then(|found| lists.units.get(&found.unit));
    match (language, unit) {
        (Language::Chinese, Some(unit)) => unit.name.get(language),
        _ => "",
    }
}

/// The title of a drawing: what was asked for, by name.
pub(crate) fn title(lists: &CodeLists, asked: &[String], language: Language) -> Result<String, Failure> {
    let found = indicators(lists, asked)?;
    let names: Vec<String> =
        found.iter().map(|indicator| words::indicator_name(lists, indicator, language)).collect();
    Ok(names.join(if language == Language::Chinese { "、" } else { ", " }))
}

/// Six significant digits; a zero has no sign.
fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value) + 0.0
}

pub(crate) fn indicators(lists: &CodeLists, asked: &[String]) -> Result<Vec<IndicatorId>, Failure> {
    if asked.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new("缺少指标", "no indicator is given"),
            hint: Localized::new(
                "用 --indicator 写指标，例如 --indicator 社会工作行业组织",
                "name one with --indicator; tierstat figures lists the indicators that have figures",
            ),
        });
    }
    asked.iter().map(|text| names::indicator(lists, text)).collect()
}

/// The areas asked for; without one, the topmost of the area list.
pub(crate) fn areas(lists: &CodeLists, asked: &[String]) -> Result<Vec<AreaCode>, Failure> {
    if asked.is_empty() {
        return Ok(lists.areas.roots().map(|area| area.code.clone()).collect());
    }
    asked.iter().map(|text| names::area(lists, text)).collect()
}

fn columns(explain: bool) -> Vec<Column> {
    let columns = vec![
        Column::text("indicator", "指标", "indicator"),
        Column::text("area", "地区", "area"),
        Column::text("tier", "层级", "tier"),
        Column::text("periods", "时期", "periods"),
        Column::number("from", "起", "from"),
        Column::number("to", "止", "to"),
        Column::number("change", "增减", "change"),
        Column::number("growth_rate", "增长率", "growth rate"),
        Column::number("compound_annual_growth_rate", "年均增长率", "compound annual rate"),
        Column::number("contribution", "贡献率", "share of change"),
        Column::number("coverage_from", "起始覆盖率", "coverage before"),
        Column::number("coverage_to", "期末覆盖率", "coverage after"),
        Column::text("note", "说明", "note"),
    ];
    crate::explanation::with_column(columns, explain)
}
