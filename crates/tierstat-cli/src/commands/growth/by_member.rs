//! Growth of the areas in an area, or of the parts of an indicator: the matched panel beside all reporters.

use super::{areas, columns, indicators, line, subject_name, title, unit_word};
use crate::args::{By, GrowthArguments};
use crate::exit::{Failure, Outcome};
use crate::explanation::{self, Explanation};
use crate::output::{Answer, Output};
use crate::plot;
use crate::project::Project;
use serde_json::{Value, json};
use tierstat_model::{
    AreaCode, Bounds, CodeLists, FigureLookup, IndicatorId, Language, Localized, Ratio, TierId,
};
use tierstat_stats::comparability::Comparability;
use tierstat_stats::growth_by::{GrowthBy, GrowthByRequest, MemberGrowth, Membership, growth_by};
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

pub(super) fn run(
    arguments: &GrowthArguments,
    project: &Project,
    lookup: &dyn FigureLookup,
    tiers: &[TierId],
    output: &Output,
) -> Result<Outcome, Failure> {
    let (selection, language, lists) = (&arguments.selection, output.language(), &project.lists);
    let tiers = match (tiers, lists.tiers.total()) {
        ([], Some(total)) => vec![total.id.clone()],
        (tiers, _) => tiers.to_vec(),
    };
    let membership = if arguments.by == By::Area { Membership::Areas } else { Membership::Types };
    let explain = arguments.presentation.explain;
    let mut columns = columns(explain);
    columns.retain(|column| !column.name.starts_with("coverage"));
    let mut answer = Answer { columns, rows: Vec::new() };
    let (mut explanations, mut lines) = (Vec::new(), Vec::new());
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
                let found = growth_by(lookup, lists, &request)?;
                for (cells, explanation) in member_rows(lists, &request, &found, language) {
                    let explanation = explain.then(|| explanation.value(language));
                    answer.rows.push(cells.into_iter().chain(explanation).collect());
                }
                explanations.push(panel_explanation(lists, &request, &found, language));
                lines.extend(found.members.iter().map(|(area, indicator, growth)| {
                    let name = member_name(lists, &request, area, indicator, language);
                    line(name, [growth.from, growth.to], [found.from, found.to], language)
                }));
            }
        }
    }
    output.answer(&answer);
    if arguments.presentation.explain {
        explanation::print(output, &explanations);
    }
    if let Some(path) = &arguments.presentation.plot {
        let (lines, subtitle) = plot::widest(lines, language);
        let title = title(lists, &selection.indicator, language)?;
        plot::lines(path, title, subtitle, lines, language)?;
    }
    Ok(Outcome::default())
}

fn member_rows(
    lists: &CodeLists,
    request: &GrowthByRequest,
    found: &GrowthBy,
    language: Language,
) -> Vec<(Vec<Value>, Explanation)> {
    let span = format!("{} → {}", words::period(found.from, language), words::period(found.to, language));
    let count = |bounds: Option<Bounds>| bounds.map(|bounds| words::bounds(&bounds, language));
    let ratio = |ratio: Option<Ratio>| ratio.map(|ratio| words::ratio(&ratio, language));
    let cells = |area: String, indicator: &IndicatorId, growth: &MemberGrowth, note: Localized| {
        vec![
            json!(words::indicator_name(lists, indicator, language)),
            json!(area),
            json!(words::tier_name(lists, &request.tier, language)),
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
    let whole = words::area_name(lists, &request.area, language);
    let explained =
        |name: String, growth: &MemberGrowth| explained(lists, request, found, &name, growth, language);
    let mut rows: Vec<(Vec<Value>, Explanation)> = found
        .members
        .iter()
        .map(|(area, indicator, growth)| {
            let missing = match (growth.from, growth.to) {
                (None, None) => Localized::new("两期都没有数据", "no figure at either period"),
                (None, Some(_)) => Localized::new("基期没有数据", "no figure at the base"),
                (Some(_), None) => Localized::new("报告期没有数据", "no figure at the end"),
                (Some(_), Some(_)) => growth.comparability.note().unwrap_or_default(),
            };
            let names = [
                words::indicator_name(lists, indicator, language),
                words::area_name(lists, area, language),
                words::tier_name(lists, &request.tier, language),
            ];
            let explanation = explained(subject_name(&names, language), growth);
            (cells(names[1].clone(), indicator, growth, missing), explanation)
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
    let indicator = words::indicator_name(lists, &request.indicator, language);
    let tier = words::tier_name(lists, &request.tier, language);
    for (growth, note, zh, en) in [
        (&found.matched, matched, "两期都有数据者", "the matched panel"),
        (&found.reporters, reporters, "全部报送者", "all reporters"),
    ] {
        let who = if language == Language::Chinese { zh } else { en };
        let names = [
            indicator.clone(),
            whole.clone(),
            format!("{tier}{}{who}", if language == Language::Chinese { "，" } else { ", " }),
        ];
        let explanation = explained(subject_name(&names, language), growth);
        let note = match growth.comparability.note() {
            Some(broken) => {
                Localized::new(format!("{}；{}", note.zh, broken.zh), format!("{}; {}", note.en, broken.en))
            }
            None => note,
        };
        rows.push((cells(whole.clone(), &request.indicator, growth, note), explanation));
    }
    rows
}

/// How one row was made.
fn explained(
    lists: &CodeLists,
    request: &GrowthByRequest,
    found: &GrowthBy,
    name: &str,
    growth: &MemberGrowth,
    language: Language,
) -> Explanation {
    let [from, to] = [found.from, found.to].map(|period| words::period(period, language));
    let unit = unit_word(lists, &request.indicator, language);
    let subject = Subject { name, unit, from: &from, to: &to };
    let ends = [(&from, growth.from), (&to, growth.to)];
    let number = |(period, bounds): (&String, Option<Bounds>)| {
        Some(format!("{period} {}", words::bounds(&bounds?, language)))
    };
    let missing = |(period, bounds): (&String, Option<Bounds>)| {
        bounds.is_none().then(|| (period.clone(), Localized::new("没有数据", "no figure")))
    };
    let mut methods = vec!["growth-rate"];
    methods.extend(growth.compound.map(|_| "compound-annual-growth-rate"));
    methods.extend(growth.contribution.map(|_| "contribution"));
    methods.extend(matches!(growth.comparability, Comparability::Spliced { .. }).then_some("splice"));
    Explanation {
        subject: name.to_owned(),
        statement: growth.statement(&subject, language, &Words { language }),
        methods,
        used: ends.into_iter().filter_map(number).collect(),
        left_out: ends.into_iter().filter_map(missing).collect(),
        remarks: growth.comparability.note().into_iter().collect(),
    }
}

/// What a member is called.
fn member_name(
    lists: &CodeLists,
    request: &GrowthByRequest,
    area: &AreaCode,
    indicator: &IndicatorId,
    language: Language,
) -> String {
    match request.membership {
        Membership::Areas => words::area_name(lists, area, language),
        Membership::Types => words::indicator_name(lists, indicator, language),
    }
}

/// How the panel was made, and what it says as a whole.
fn panel_explanation(
    lists: &CodeLists,
    request: &GrowthByRequest,
    found: &GrowthBy,
    language: Language,
) -> Explanation {
    let name =
        |area: &AreaCode, indicator: &IndicatorId| member_name(lists, request, area, indicator, language);
    let has_both = |growth: &MemberGrowth| growth.from.is_some() && growth.to.is_some();
    let is_matched = |growth: &MemberGrowth| has_both(growth) && growth.comparability == Comparability::Same;
    let used = found.members.iter().filter(|(_, _, growth)| is_matched(growth));
    let left_out = found.members.iter().filter(|(_, _, growth)| !is_matched(growth));
    Explanation {
        subject: format!(
            "{} · {}",
            words::indicator_name(lists, &request.indicator, language),
            words::area_name(lists, &request.area, language)
        ),
        statement: explained(
            lists,
            request,
            found,
            &panel_name(lists, request, language),
            &found.matched,
            language,
        )
        .statement,
        methods: vec!["growth-rate", "compound-annual-growth-rate", "contribution"],
        used: used.map(|(area, indicator, _)| name(area, indicator)).collect(),
        left_out: left_out
            .map(|(area, indicator, growth)| {
                let missing = Localized::new("两期中缺一期", "no figure at one of the two periods");
                let broken = growth.comparability.note().filter(|_| has_both(growth));
                (name(area, indicator), broken.unwrap_or(missing))
            })
            .collect(),
        remarks: vec![Localized::new(
            "贡献率以两期都有数据者之和为整体",
            "shares are of the change of the matched panel",
        )],
    }
}

/// What the matched panel is called in a sentence.
fn panel_name(lists: &CodeLists, request: &GrowthByRequest, language: Language) -> String {
    let panel = Localized::new("两期都有数据者", "the matched panel");
    let tier = words::tier_name(lists, &request.tier, language);
    let names = [
        words::indicator_name(lists, &request.indicator, language),
        words::area_name(lists, &request.area, language),
        match language {
            Language::Chinese => format!("{tier}，{}", panel.zh),
            Language::English => format!("{tier}, {}", panel.en),
        },
    ];
    subject_name(&names, language)
}
