//! `tierstat growth`: change, rate, compound rate, contribution by tier and coverage, with bounds.

use crate::args::{By, GrowthArguments};
use crate::exit::{Failure, Outcome};
use crate::explanation::{self, Explanation};
use crate::names;
use crate::output::{Answer, Column, Output};
use crate::plot;
use crate::project::Project;
use crate::world::World;
use serde_json::{Value, json};
use tierstat_chart::{LinePoint, LineSeries};
use tierstat_model::{AreaCode, Bounds, CodeLists, IndicatorId, Language, Localized, Period, Ratio, TierId};
use tierstat_report::wording::{self, Words};
use tierstat_stats::growth_by::{GrowthBy, GrowthByRequest, MemberGrowth, Membership, growth_by};
use tierstat_stats::growth_table::{GrowthEnd, GrowthRequest, GrowthRow, growth_table};
use tierstat_stats::span::years_between;
use tierstat_stats::statement::{Statement, Subject};

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
    if arguments.by != By::Tier {
        return by_member(arguments, &project, &tiers, output);
    }
    let mut answer = Answer { columns: columns(arguments.presentation.explain), rows: Vec::new() };
    let mut explanations = Vec::new();
    let mut lines = Vec::new();
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
                let mut cells = row(&project.lists, &request, &span, growth, language);
                if arguments.presentation.explain {
                    let periods = [table.from, table.to];
                    let explanation = explained(&project.lists, &request, growth, periods, language);
                    cells.push(explanation.value(language));
                    explanations.push(explanation);
                }
                answer.rows.push(cells);
                let name = wording::tier_name(&project.lists, &growth.tier, language);
                lines.push(line(name, [&growth.from, &growth.to], [table.from, table.to], language));
            }
        }
    }
    output.answer(&answer);
    explanation::print(output, &explanations);
    if let Some(path) = &arguments.presentation.plot {
        let title = selection.indicator.join("、");
        plot::lines(path, title, String::new(), lines, output.language())?;
    }
    Ok(Outcome::default())
}

/// The two ends of a growth as a line of a chart.
fn line(name: String, ends: [&Option<GrowthEnd>; 2], periods: [Period; 2], language: Language) -> LineSeries {
    let points = ends.into_iter().zip(periods).map(|(end, period)| {
        let bounds = end.as_ref().map(|end| end.bounds);
        LinePoint {
            day: period.last_day(),
            label: wording::period(period, language),
            bounds,
            value: bounds.and_then(|bounds| bounds.as_point()),
            provisional: false,
            printed: bounds.map_or_else(String::new, |bounds| wording::bounds(&bounds, language)),
        }
    });
    LineSeries { name, points: points.collect() }
}

/// How one row was made.
fn explained(
    lists: &CodeLists,
    request: &GrowthRequest,
    growth: &GrowthRow,
    periods: [Period; 2],
    language: Language,
) -> Explanation {
    let ends = [&growth.from, &growth.to];
    let used = ends.into_iter().flatten().flat_map(|end| &end.readings).map(|reading| {
        let period = wording::period(reading.figure.period, language);
        let number = wording::quantity(&reading.figure.quantity, language);
        format!("{period} {number} [{}]", reading.figure.id)
    });
    let behind = ends.into_iter().flatten().flat_map(|end| &end.readings).flat_map(|reading| {
        let reason = reading.rule.reason();
        reading.behind.iter().map(move |figure| {
            let number = wording::quantity(&figure.quantity, language);
            (format!("{number} [{}]", figure.id), reason.clone())
        })
    });
    let mut methods = vec!["growth-rate"];
    methods.extend(growth.compound.map(|_| "compound-annual-growth-rate"));
    methods.extend(growth.contribution.map(|_| "contribution"));
    methods.extend(growth.coverage_to.as_ref().map(|_| "coverage"));
    let tier = wording::tier_name(lists, &growth.tier, language);
    Explanation {
        subject: format!("{} · {tier}", wording::indicator_name(lists, &request.indicator, language)),
        statement: statement(lists, request, growth, periods, language),
        methods,
        used: used.collect(),
        left_out: behind.collect(),
        remarks: Vec::new(),
    }
}

/// The row in one sentence.
fn statement(
    lists: &CodeLists,
    request: &GrowthRequest,
    growth: &GrowthRow,
    periods: [Period; 2],
    language: Language,
) -> String {
    let indicator = wording::indicator_name(lists, &request.indicator, language);
    let (area, tier) = (
        wording::area_name(lists, &request.area, language),
        wording::tier_name(lists, &growth.tier, language),
    );
    let name = match language {
        Language::Chinese => format!("{area}{indicator}（{tier}）"),
        Language::English => format!("{indicator} ({area}, {tier})"),
    };
    let [from, to] = periods;
    let years = years_between(from.last_day(), to.last_day());
    let unit = lists.indicators.get(&request.indicator).and_then(|found| lists.units.get(&found.unit));
    let unit = match (language, unit) {
        (Language::Chinese, Some(unit)) => unit.name.get(language),
        _ => "",
    };
    let [from, to] = [from, to].map(|period| wording::period(period, language));
    let subject = Subject { name: &name, unit, from: &from, to: &to };
    MemberGrowth::between(growth.from_bounds(), growth.to_bounds(), years).statement(
        &subject,
        language,
        &Words { language },
    )
}

/// Growth of the areas in an area, or of the parts of an indicator.
fn by_member(
    arguments: &GrowthArguments,
    project: &Project,
    tiers: &[TierId],
    output: &Output,
) -> Result<Outcome, Failure> {
    let ledger = project.ledger_to_read()?;
    let (selection, language, lists) = (&arguments.selection, output.language(), &project.lists);
    let tiers = match (tiers, lists.tiers.total()) {
        ([], Some(total)) => vec![total.id.clone()],
        (tiers, _) => tiers.to_vec(),
    };
    let membership = if arguments.by == By::Area { Membership::Areas } else { Membership::Types };
    let mut columns = columns(false);
    columns.retain(|column| !column.name.starts_with("coverage"));
    let mut answer = Answer { columns, rows: Vec::new() };
    let mut explanations = Vec::new();
    for indicator in indicators(lists, &selection.indicator)? {
        for area in areas(lists, &selection.area)? {
            for tier in &tiers {
                let request = GrowthByRequest {
                    indicator: indicator.clone(),
                    area: area.clone(),
                    tier: tier.clone(),
                    membership,
                    from: arguments.from,
                    to: arguments.to,
                    known_on: selection.known_on,
                };
                let found = growth_by(&ledger, lists, &request)?;
                answer.rows.extend(member_rows(lists, &request, &found, language));
                explanations.push(panel_explanation(lists, &request, &found, language));
            }
        }
    }
    output.answer(&answer);
    if arguments.presentation.explain {
        explanation::print(output, &explanations);
    }
    Ok(Outcome::default())
}

fn member_rows(
    lists: &CodeLists,
    request: &GrowthByRequest,
    found: &GrowthBy,
    language: Language,
) -> Vec<Vec<Value>> {
    let span = format!("{} → {}", wording::period(found.from, language), wording::period(found.to, language));
    let count = |bounds: Option<Bounds>| bounds.map(|bounds| wording::bounds(&bounds, language));
    let ratio = |ratio: Option<Ratio>| ratio.map(|ratio| wording::ratio(&ratio, language));
    let cells = |area: String, indicator: &IndicatorId, growth: &MemberGrowth, note: Localized| {
        vec![
            json!(wording::indicator_name(lists, indicator, language)),
            json!(area),
            json!(wording::tier_name(lists, &request.tier, language)),
            json!(span),
            json!(count(growth.from)),
            json!(count(growth.to)),
            json!(count(growth.change)),
            json!(ratio(growth.rate)),
            json!(ratio(growth.compound)),
            json!(ratio(growth.contribution.and_then(|found| found.share))),
            json!(note.get(language)),
        ]
    };
    let whole = wording::area_name(lists, &request.area, language);
    let mut rows: Vec<Vec<Value>> = found
        .members
        .iter()
        .map(|(area, indicator, growth)| {
            let note = match (growth.from, growth.to) {
                (None, None) => Localized::new("两期都没有数据", "no figure at either period"),
                (None, Some(_)) => Localized::new("基期没有数据", "no figure at the base"),
                (Some(_), None) => Localized::new("报告期没有数据", "no figure at the end"),
                (Some(_), Some(_)) => Localized::default(),
            };
            cells(wording::area_name(lists, area, language), indicator, growth, note)
        })
        .collect();
    let matched = Localized::new(
        format!("两期都有数据的 {} 个", found.matched_members),
        format!("matched panel of {}", found.matched_members),
    );
    let reporters = Localized::new(
        format!("全部报送者；新增 {} 个，退出 {} 个", found.entrants, found.leavers),
        format!("all reporters; {} joined, {} left", found.entrants, found.leavers),
    );
    rows.push(cells(whole.clone(), &request.indicator, &found.matched, matched));
    rows.push(cells(whole, &request.indicator, &found.reporters, reporters));
    rows
}

fn panel_explanation(
    lists: &CodeLists,
    request: &GrowthByRequest,
    found: &GrowthBy,
    language: Language,
) -> Explanation {
    let name = |area: &AreaCode, indicator: &IndicatorId| match request.membership {
        Membership::Areas => wording::area_name(lists, area, language),
        Membership::Types => wording::indicator_name(lists, indicator, language),
    };
    let is_matched = |growth: &MemberGrowth| growth.from.is_some() && growth.to.is_some();
    let used = found.members.iter().filter(|(_, _, growth)| is_matched(growth));
    let left_out = found.members.iter().filter(|(_, _, growth)| !is_matched(growth));
    Explanation {
        subject: format!(
            "{} · {}",
            wording::indicator_name(lists, &request.indicator, language),
            wording::area_name(lists, &request.area, language)
        ),
        statement: String::new(),
        methods: vec!["growth-rate", "compound-annual-growth-rate", "contribution"],
        used: used.map(|(area, indicator, _)| name(area, indicator)).collect(),
        left_out: left_out
            .map(|(area, indicator, _)| {
                (name(area, indicator), Localized::new("两期中缺一期", "no figure at one of the two periods"))
            })
            .collect(),
        remarks: vec![Localized::new(
            "贡献率以两期都有数据者之和为整体",
            "shares are of the change of the matched panel",
        )],
    }
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
    let mut columns = vec![
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
    if explain {
        columns.push(Column::for_machines("explanation"));
    }
    columns
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
