//! `tierstat growth --decompose`: a change by how many people there are, where they live, and how much there is for each.

use super::{rounded, subject_name, unit_word};
use crate::args::{By, GrowthArguments};
use crate::exit::{Failure, Outcome};
use crate::explanation::{self, Explanation};
use crate::ledger_series::{LedgerSeries, groups};
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use crate::residents::Residents;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tierstat_model::{FigureLookup, IndicatorId, Localized, Period};
use tierstat_numerics::decomposition::population_density_decomposition;
use tierstat_stats::growth_table::answers;
use tierstat_stats::span::years_between;
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

/// One area at both ends: what there is, and how many people.
struct Area {
    text: String,
    values: [f64; 2],
    people: [f64; 2],
}

pub(super) fn run(
    arguments: &GrowthArguments,
    per: &IndicatorId,
    project: &Project,
    lookup: &dyn FigureLookup,
    output: &Output,
) -> Result<Outcome, Failure> {
    let (lists, language) = (&project.lists, output.language());
    let explain = arguments.presentation.explain;
    let mut answer = Answer { columns: columns(explain), rows: Vec::new() };
    let mut explanations = Vec::new();
    for mut group in groups(lookup, lists, &arguments.selection, By::Area)? {
        let Some((from, to)) = ends(&group.members, arguments.from, arguments.to) else { continue };
        let mut left_out = group.take_broken([from, to], lists, language);
        let Some(names) = group.names(By::Area, lists, language) else { continue };
        let Some(first) = group.members.first() else { continue };
        let unit = unit_word(lists, &first.indicator, language);
        let codes = group.members.iter().map(|series| series.area.clone()).collect();
        let residents = Residents::of(lookup, per, codes, arguments.selection.known_on)?;
        let mut areas: Vec<Area> = Vec::new();
        for series in &group.members {
            let name = words::area_name(lists, &series.area, language);
            match both_ends(series, [from, to], &residents) {
                Ok((values, people)) => {
                    let [before, after] = [0, 1].map(|end: usize| {
                        format!("{} / {}", words::count(values[end]), words::count(people[end]))
                    });
                    areas.push(Area { text: format!("{name} {before} → {after}"), values, people });
                }
                Err(reason) => left_out.push((name, reason)),
            }
        }
        let at = |end: usize, pick: fn(&Area) -> [f64; 2]| -> Vec<f64> {
            areas.iter().filter_map(|area| pick(area).get(end).copied()).collect()
        };
        let density = |end: usize| -> Vec<f64> {
            at(end, |area| [area.values[0] / area.people[0], area.values[1] / area.people[1]])
        };
        let people = |end: usize| at(end, |area| area.people);
        let found = population_density_decomposition(&people(0), &density(0), &people(1), &density(1));
        let periods = [from, to].map(|period| words::period(period, language));
        let name = subject_name(&names, language);
        let subject = Subject { name: &name, unit, from: &periods[0], to: &periods[1] };
        let explanation = Explanation {
            subject: format!("{} · {}", names.join(" · "), periods.join(" → ")),
            statement: found.as_ref().map_or_else(
                |_| String::new(),
                |found| found.statement(&subject, language, &Words { language }),
            ),
            methods: vec!["lmdi"],
            used: areas.iter().map(|area| area.text.clone()).collect(),
            left_out,
            remarks: vec![Localized::new(
                format!("各地区为 数量 / 居民数（{per}，该期或此前最近一期，按所印之数计）；只计列出的地区"),
                format!(
                    "each area as count / residents ({per}, at that period or the latest before it, as printed); only the areas listed are counted"
                ),
            )],
        };
        let sum = |end: usize| at(end, |area| area.values).iter().sum::<f64>();
        let note = match &found {
            Ok(_) if explanation.left_out.is_empty() => Localized::default(),
            Ok(_) => Localized::new(
                format!("未计 {} 个地区，见 --explain", explanation.left_out.len()),
                format!("left out: {}; --explain names them", explanation.left_out.len()),
            ),
            Err(error) => error.localized(),
        };
        let found = found.ok();
        let number = |value: Option<f64>| json!(value.map(rounded));
        let mut row: Vec<Value> = names.iter().map(|name| json!(name)).collect();
        row.extend([
            json!(periods.join(" → ")),
            json!(areas.len()),
            json!(found.map(|_| sum(0))),
            json!(found.map(|_| sum(1))),
            number(found.map(|found| found.change)),
            number(found.map(|found| found.population)),
            number(found.map(|found| found.structure)),
            number(found.map(|found| found.density)),
            json!(note.get(language)),
        ]);
        if explain {
            row.push(explanation.value(language));
        }
        answer.rows.push(row);
        explanations.push(explanation);
    }
    if answer.rows.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new("没有两期都有数据的地区", "no area has figures at two periods"),
            hint: Localized::new(
                "换用 --area、--tier，或用 --from、--to 写时期；tierstat figures 列出已有的数据",
                "choose another --area or --tier, or name periods with --from and --to; tierstat figures lists what there is",
            ),
        });
    }
    output.answer(&answer);
    if explain {
        explanation::print(output, &explanations);
    }
    Ok(Outcome::default())
}

/// The two periods asked for; else those with the most areas in common, furthest apart among them.
fn ends(members: &[LedgerSeries], from: Option<Period>, to: Option<Period>) -> Option<(Period, Period)> {
    if let (Some(from), Some(to)) = (from, to) {
        return (from.last_day() < to.last_day()).then_some((from, to));
    }
    let mut known: BTreeMap<Period, Vec<usize>> = BTreeMap::new();
    for (member, series) in members.iter().enumerate() {
        for reading in &series.readings {
            known.entry(reading.key.period).or_default().push(member);
        }
    }
    let fits = |asked: Option<Period>, found: &Period| {
        asked.is_none_or(|asked| asked.last_day() == found.last_day())
    };
    let mut best: Option<(usize, f64, Period, Period)> = None;
    for (start, at_start) in known.iter().filter(|(period, _)| fits(from, period)) {
        for (end, at_end) in known.iter().filter(|(period, _)| fits(to, period)) {
            let common = at_start.iter().filter(|member| at_end.contains(member)).count();
            let years = years_between(start.last_day(), end.last_day());
            let is_better = best.is_none_or(|(most, longest, ..)| (common, years) > (most, longest));
            if years > 0.0 && common > 0 && is_better {
                best = Some((common, years, *start, *end));
            }
        }
    }
    best.map(|(_, _, from, to)| (from, to))
}

/// What there is and how many people at both ends; or why not.
fn both_ends(
    series: &LedgerSeries,
    periods: [Period; 2],
    residents: &Residents,
) -> Result<([f64; 2], [f64; 2]), Localized> {
    let value = |period: Period| {
        let found = series.readings.iter().find(|reading| answers(reading, period));
        let quantity = found.map(|reading| &reading.figure.quantity);
        let missing = || Localized::new("两期中缺一期", "no figure at one of the two periods");
        let quantity = quantity.ok_or_else(missing)?;
        let bounds = quantity.bounds.ok_or_else(missing)?;
        let rough = || Localized::new("只知界限", "known within bounds only");
        quantity.value.or_else(|| bounds.as_point()).ok_or_else(rough)
    };
    let values = [value(periods[0])?, value(periods[1])?];
    let people = |period: Period| {
        let unknown = || Localized::new("不知居民数", "its residents are not known");
        residents.at(&series.area, period).ok_or_else(unknown)
    };
    let [(before, of_before), (after, of_after)] = [people(periods[0])?, people(periods[1])?];
    if of_before == of_after {
        return Err(Localized::new(
            format!("两期只有 {of_before} 一个居民数"),
            format!("for both periods there is only one number of residents, that of {of_before}"),
        ));
    }
    Ok((values, [before, after]))
}

fn columns(explain: bool) -> Vec<Column> {
    let columns = vec![
        Column::text("indicator", "指标", "indicator"),
        Column::text("area", "地区", "area"),
        Column::text("tier", "层级", "tier"),
        Column::text("periods", "时期", "periods"),
        Column::number("members", "成员数", "members"),
        Column::number("from", "起", "from"),
        Column::number("to", "止", "to"),
        Column::number("change", "增减", "change"),
        Column::number("population_effect", "人口规模效应", "population"),
        Column::number("structure_effect", "人口分布效应", "structure"),
        Column::number("density_effect", "人均拥有效应", "density"),
        Column::text("note", "说明", "note"),
    ];
    explanation::with_column(columns, explain)
}
