//! `tierstat balance`: how evenly a count is spread over areas, tiers or types.

mod area_table;
mod convergence;
mod measures;
mod member;
mod quotients;

use crate::args::{BalanceArguments, By};
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use crate::world::World;
use measures::{Measures, Surroundings};
use member::{absent, members_at};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_answers::names;
use tierstat_answers::residents::Residents;
use tierstat_answers::series::{LedgerSeries, groups, groups_one_further_down};
use tierstat_answers::{Explanation, Selection};
use tierstat_model::{AreaCode, CodeLists, IndicatorId, Language, Localized, Period};
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

/// What `--groups` says in place of a file for the areas that the members lie in.
const PARENTS: &str = "parents";

pub(crate) fn run(
    arguments: &BalanceArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    if arguments.presentation.plot.is_some() {
        return Err(Failure::Usage {
            message: Localized::new("均衡程度没有可画的线", "balance has no lines to draw"),
            hint: Localized::new("用 --format csv 取出各数", "take the numbers with --format csv"),
        });
    }
    let ledger = project.ledger_to_read()?;
    let per = arguments.per.as_ref().map(|text| names::indicator(&project.lists, text)).transpose()?;
    if arguments.by != By::Area {
        members_are_areas(arguments)?;
    }
    if let Some(kinds) = arguments.quotients {
        return quotients::run(arguments, kinds, &project, &ledger, output);
    }
    if let (true, Some(from), Some(to)) = (arguments.convergence, arguments.from, arguments.to) {
        convergence::checked(arguments.by)?;
        return convergence::run(arguments, [from, to], per.as_ref(), &project, &ledger, output);
    }
    measure(arguments, per.as_ref(), &project, &ledger, output)
}

/// Refuses what only makes sense where the members are areas.
fn members_are_areas(arguments: &BalanceArguments) -> Result<(), Failure> {
    let asked = [
        (arguments.per.is_some(), "--per"),
        (arguments.groups.is_some(), "--groups"),
        (arguments.neighbours.is_some(), "--neighbours"),
    ];
    match asked.into_iter().find(|(asked, _)| *asked) {
        None => Ok(()),
        Some((_, option)) => Err(Failure::Usage {
            message: Localized::new(
                format!("{option} 只用于以地区为成员时"),
                format!("{option} needs members that are areas"),
            ),
            hint: Localized::new("写 --by area 或不写 --by", "write --by area, or no --by"),
        }),
    }
}

/// Gini and the other measures, period by period.
fn measure(
    arguments: &BalanceArguments,
    per: Option<&IndicatorId>,
    project: &Project,
    ledger: &tierstat_store::Snapshot,
    output: &Output,
) -> Result<Outcome, Failure> {
    let (lists, language) = (&project.lists, output.language());
    let explain = arguments.presentation.explain;
    let neighbours = match arguments.by {
        By::Area => area_table::neighbours(arguments.neighbours.as_deref(), project)?,
        By::Tier | By::Type => None,
    };
    let by_parents = arguments.groups.as_deref().is_some_and(|groups| groups == Path::new(PARENTS));
    let of_file = match arguments.groups.as_deref().filter(|_| !by_parents) {
        Some(path) => Some(area_table::groups(path, lists)?),
        None => None,
    };
    let selection = Selection::named(lists, arguments.selection.text())?;
    let found = if by_parents {
        groups_one_further_down(ledger, lists, &selection)?
    } else {
        groups(ledger, lists, &selection, arguments.by.into())?
    };
    let mut answer = Answer { columns: columns(explain), rows: Vec::new() };
    let mut explanations = Vec::new();
    for group in found {
        let residents = per
            .map(|per| {
                let areas = group.members.iter().map(|series| series.area.clone()).collect();
                Residents::of(ledger, per, areas, arguments.selection.known_on)
            })
            .transpose()?;
        let parents = by_parents.then(|| parents_of(&group.members, lists, language));
        for period in periods(&group.members, arguments.period) {
            let mut members =
                members_at(&group.members, period, residents.as_ref(), arguments.by, lists, language);
            if members.used.len() < 2 {
                continue;
            }
            let around = Surroundings {
                groups: of_file.as_ref().or(parents.as_ref()),
                neighbours: neighbours.as_ref(),
                neighbours_are_asked_for: arguments.neighbours.is_some(),
            };
            let measures = Measures::of(&members, around);
            if arguments.by == By::Area && !by_parents {
                members.left_out.extend(absent(&group.members, period, lists, language));
            }
            let Some(subject) = group.names(arguments.by.into(), lists, language) else { continue };
            let of_period = words::period(period, language);
            let name = subject_name(&subject, per.map(|per| (lists, per)), language);
            let explanation = Explanation {
                subject: format!("{} · {of_period}", subject.join(" · ")),
                statement: sentences(&measures, &name, &of_period, language),
                methods: measures.methods(),
                used: members.used.iter().map(|member| member.text(language)).collect(),
                left_out: members.left_out,
                remarks: per.map(remark_on_residents).into_iter().collect(),
            };
            let mut row: Vec<Value> = subject.iter().map(|name| json!(name)).collect();
            row.push(json!(of_period));
            row.extend(measures.cells(language));
            if explain {
                row.push(explanation.value(language));
            }
            answer.rows.push(row);
            explanations.push(explanation);
        }
    }
    if answer.rows.is_empty() {
        return Err(nothing());
    }
    output.answer(&answer);
    if explain {
        output.explanations(&explanations);
    }
    Ok(Outcome::default())
}

/// What is counted and where, as a sentence says it.
fn subject_name(
    [indicator, area, tier]: &[String; 3],
    per: Option<(&CodeLists, &IndicatorId)>,
    language: Language,
) -> String {
    let per = per.map(|(lists, per)| words::indicator_name(lists, per, language));
    match (language, per) {
        (Language::Chinese, Some(per)) => format!("{area}{indicator}（{tier}，按{per}计）"),
        (_, None) => words::subject(indicator, area, tier, language),
        (Language::English, Some(per)) => format!("{indicator} ({area}, {tier}, per {per})"),
    }
}

fn sentences(measures: &Measures, name: &str, period: &str, language: Language) -> String {
    let subject = Subject { name, unit: "", from: period, to: period };
    let words = Words { language };
    let said = [
        measures.profile().map(|profile| profile.statement(&subject, language, &words)),
        measures.moran.map(|moran| moran.statement(&subject, language, &words)),
    ];
    said.into_iter().flatten().collect::<Vec<String>>().join(" ")
}

fn remark_on_residents(per: &IndicatorId) -> Localized {
    Localized::new(
        format!("居民数取 {per} 在该期或此前最近一期的数，按所印之数计；每万人为单位"),
        format!(
            "residents are {per} at that period or the latest before it, as printed; rates are for each 10,000"
        ),
    )
}

/// The area that each member lies in, by name.
fn parents_of(members: &[LedgerSeries], lists: &CodeLists, language: Language) -> BTreeMap<AreaCode, String> {
    let parent = |area: &AreaCode| lists.areas.get(area).and_then(|area| area.parent.clone());
    let pairs = members.iter().filter_map(|series| Some((series.area.clone(), parent(&series.area)?)));
    pairs.map(|(area, parent)| (area, words::area_name(lists, &parent, language))).collect()
}

fn columns(explain: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::text("indicator", "指标", "indicator"),
        Column::text("area", "地区", "area"),
        Column::text("tier", "层级", "tier"),
        Column::text("period", "时期", "period"),
    ];
    columns.extend(Measures::columns());
    if explain {
        columns.push(Column::for_machines("explanation"));
    }
    columns
}

/// The periods asked for: the one named, else all that two members or more have.
fn periods(members: &[LedgerSeries], asked: Option<Period>) -> Vec<Period> {
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    for reading in members.iter().flat_map(|series| &series.readings) {
        *counts.entry(reading.key.period).or_default() += 1;
    }
    let wanted = |period: &Period| asked.is_none_or(|asked| asked.last_day() == period.last_day());
    counts
        .into_iter()
        .filter(|(period, count)| *count > 1 && wanted(period))
        .map(|(period, _)| period)
        .collect()
}

/// Nothing can be compared.
fn nothing() -> Failure {
    Failure::Usage {
        message: Localized::new("没有一期有两个以上成员的数", "no period has numbers of two members or more"),
        hint: Localized::new(
            "换用 --by、--tier 或 --period；tierstat figures 列出已有的数据",
            "choose another --by, --tier or --period; tierstat figures lists what there is",
        ),
    }
}

/// Six significant digits.
fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}
