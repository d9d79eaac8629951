//! `tierstat growth`: change, rate, compound rate, contribution by tier and coverage, with bounds.

use crate::args::GrowthArguments;
use crate::exit::{Failure, Outcome};
use crate::names;
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use crate::world::World;
use serde_json::{Value, json};
use tierstat_model::{AreaCode, Bounds, CodeLists, IndicatorId, Language, Localized, Ratio};
use tierstat_report::wording;
use tierstat_stats::growth_table::{GrowthRequest, GrowthRow, growth_table};

pub(crate) fn run(
    arguments: &GrowthArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let selection = &arguments.selection;
    let tiers =
        selection.tier.iter().map(|text| names::tier(&project.lists, text)).collect::<Result<Vec<_>, _>>()?;
    let mut answer = Answer { columns: columns(), rows: Vec::new() };
    for indicator in indicators(&project.lists, &selection.indicator)? {
        for area in areas(&project.lists, &selection.area)? {
            let request = GrowthRequest {
                indicator: indicator.clone(),
                area,
                tiers: tiers.clone(),
                from: arguments.from,
                to: arguments.to,
                known_on: selection.known_on,
            };
            let table = growth_table(&ledger, &project.lists, &request)?;
            let language = output.language();
            let period = |period| wording::period(period, language);
            let span = format!("{} → {}", period(table.from), period(table.to));
            for growth in table.rows.iter().chain(&table.total) {
                answer.rows.push(row(&project.lists, &request, &span, growth, language));
            }
        }
    }
    output.answer(&answer);
    Ok(Outcome::default())
}

fn indicators(lists: &CodeLists, asked: &[String]) -> Result<Vec<IndicatorId>, Failure> {
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
fn areas(lists: &CodeLists, asked: &[String]) -> Result<Vec<AreaCode>, Failure> {
    if asked.is_empty() {
        return Ok(lists.areas.roots().map(|area| area.code.clone()).collect());
    }
    asked.iter().map(|text| names::area(lists, text)).collect()
}

fn columns() -> Vec<Column> {
    vec![
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
    ]
}

fn row(
    lists: &CodeLists,
    request: &GrowthRequest,
    span: &str,
    growth: &GrowthRow,
    language: Language,
) -> Vec<Value> {
    let count = |bounds: Option<Bounds>| bounds.map(|bounds| wording::bounds(&bounds, language));
    let ratio = |ratio: Option<Ratio>| ratio.map(|ratio| wording::ratio(&ratio, language));
    let note = growth.note(language);
    vec![
        json!(wording::indicator_name(lists, &request.indicator, language)),
        json!(wording::area_name(lists, &request.area, language)),
        json!(wording::tier_name(lists, &growth.tier, language)),
        json!(span),
        json!(count(growth.from_bounds())),
        json!(count(growth.to_bounds())),
        json!(count(growth.change)),
        json!(ratio(growth.rate)),
        json!(ratio(growth.compound)),
        json!(ratio(growth.contribution.and_then(|found| found.share))),
        json!(ratio(growth.coverage_from.as_ref().map(|found| found.coverage.ratio))),
        json!(ratio(growth.coverage_to.as_ref().map(|found| found.coverage.ratio))),
        json!(note),
    ]
}
