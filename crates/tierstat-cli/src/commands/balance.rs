//! `tierstat balance`: how evenly a count is spread over areas, tiers or types.

use crate::args::{BalanceArguments, By};
use crate::exit::{Failure, Outcome};
use crate::explanation::{self, Explanation};
use crate::ledger_series::{LedgerSeries, groups};
use crate::names;
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use crate::world::World;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_model::{AreaCode, CodeLists, FigureLookup, FigureQuery, Localized, Period};
use tierstat_report::wording;
use tierstat_stats::StatsError;
use tierstat_stats::balance::{Moran, atkinson, gini, hoover, moran, theil_t};

/// One member at one period.
struct Member {
    area: AreaCode,
    name: String,
    value: f64,
}

pub(crate) fn run(
    arguments: &BalanceArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let (lists, language) = (&project.lists, output.language());
    let explain = arguments.presentation.explain;
    let per = arguments.per.as_ref().map(|text| names::indicator(lists, text)).transpose()?;
    let neighbours = arguments.neighbours.as_deref().map(|path| neighbours(path, lists)).transpose()?;
    if arguments.presentation.plot.is_some() {
        return Err(Failure::Usage {
            message: Localized::new("均衡程度没有可画的线", "balance has no lines to draw"),
            hint: Localized::new("用 --format csv 取出各数", "take the numbers with --format csv"),
        });
    }
    let mut answer = Answer { columns: columns(explain), rows: Vec::new() };
    let mut explanations = Vec::new();
    for group in groups(&ledger, lists, &arguments.selection, arguments.by)? {
        for period in periods(&group.members, arguments.period) {
            let (mut members, mut left_out) = (Vec::new(), Vec::new());
            for series in &group.members {
                let of_names = series.names(lists, language);
                let name = match arguments.by {
                    By::Area => of_names[1].clone(),
                    By::Tier => of_names[2].clone(),
                    By::Type => of_names[0].clone(),
                };
                match value(&ledger, series, period, per.as_ref(), arguments)? {
                    Ok(value) => members.push(Member { area: series.area.clone(), name, value }),
                    Err(reason) => left_out.push((name, reason)),
                }
            }
            if members.len() < 2 {
                continue;
            }
            let Some(first) = group.members.first() else { continue };
            let subject = group.whole.as_ref().unwrap_or(first).names(lists, language);
            let mut methods = vec!["gini", "theil", "hoover", "atkinson"];
            methods.extend(per.as_ref().map(|_| "resident-rate"));
            methods.extend(neighbours.as_ref().map(|_| "moran"));
            let explanation = Explanation {
                subject: format!("{} · {}", subject.join(" · "), wording::period(period, language)),
                statement: String::new(),
                methods,
                used: members.iter().map(|member| format!("{} {}", member.name, member.value)).collect(),
                left_out,
                remarks: Vec::new(),
            };
            let mut row = row(&subject, period, &members, neighbours.as_ref(), language);
            if explain {
                row.push(explanation.value(language));
            }
            answer.rows.push(row);
            explanations.push(explanation);
        }
    }
    if answer.rows.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new(
                "没有一期有两个以上成员的数",
                "no period has numbers of two members or more",
            ),
            hint: Localized::new(
                "换用 --by、--tier 或 --period；tierstat figures 列出已有的数据",
                "choose another --by, --tier or --period; tierstat figures lists what there is",
            ),
        });
    }
    output.answer(&answer);
    if explain {
        explanation::print(output, &explanations);
    }
    Ok(Outcome::default())
}

fn columns(explain: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::text("indicator", "指标", "indicator"),
        Column::text("area", "地区", "area"),
        Column::text("tier", "层级", "tier"),
        Column::text("period", "时期", "period"),
        Column::number("members", "成员数", "members"),
        Column::number("gini", "基尼系数", "Gini"),
        Column::number("theil", "泰尔指数", "Theil"),
        Column::number("hoover", "胡佛指数", "Hoover"),
        Column::number("atkinson", "阿特金森指数", "Atkinson 0.5"),
        Column::number("moran", "莫兰指数", "Moran's I"),
        Column::number("moran_score", "莫兰标准分", "its score"),
        Column::text("note", "说明", "note"),
    ];
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

/// The number of a member at a period, for each ten thousand of what it is divided by; why there is none.
fn value(
    lookup: &dyn FigureLookup,
    series: &LedgerSeries,
    period: Period,
    per: Option<&tierstat_model::IndicatorId>,
    arguments: &BalanceArguments,
) -> Result<Result<f64, Localized>, Failure> {
    const TEN_THOUSAND: f64 = 10_000.0;
    let found = series.readings.iter().find(|reading| reading.key.period == period);
    let Some(bounds) = found.and_then(|reading| reading.figure.quantity.bounds) else {
        return Ok(Err(Localized::new("没有数", "no number")));
    };
    let Some(value) = bounds.as_point() else {
        return Ok(Err(Localized::new("只知界限", "known within bounds only")));
    };
    let Some(per) = per else { return Ok(Ok(value)) };
    let query = FigureQuery {
        indicators: vec![per.clone()],
        areas: vec![series.area.clone()],
        known_on: arguments.selection.known_on,
        ..FigureQuery::default()
    };
    let readings = lookup.readings(&query).map_err(StatsError::from)?;
    let earlier = readings.iter().filter(|reading| reading.key.period.last_day() <= period.last_day());
    let latest = earlier.max_by_key(|reading| reading.key.period);
    let residents = latest.and_then(|reading| reading.figure.quantity.bounds?.as_point());
    Ok(match residents.filter(|residents| *residents > 0.0) {
        Some(residents) => Ok(value / residents * TEN_THOUSAND),
        None => Err(Localized::new("不知除数", "what it is divided by is not known")),
    })
}

fn row(
    subject: &[String; 3],
    period: Period,
    members: &[Member],
    neighbours: Option<&Vec<(AreaCode, AreaCode)>>,
    language: tierstat_model::Language,
) -> Vec<Value> {
    let values: Vec<f64> = members.iter().map(|member| member.value).collect();
    let mut refused: Vec<Localized> = Vec::new();
    let mut tell = |error: StatsError| {
        let message = error.localized();
        if !refused.contains(&message) {
            refused.push(message);
        }
    };
    let measures = [gini(&values), theil_t(&values), hoover(&values), atkinson(&values, 0.5)]
        .map(|measure| measure.map_err(&mut tell).ok().map(rounded));
    let place = |area: &AreaCode| members.iter().position(|member| member.area == *area);
    let alike: Option<Moran> = neighbours.and_then(|pairs| {
        let mut weights = vec![Vec::new(); members.len()];
        for (one, other) in pairs.iter().filter_map(|(one, other)| Some((place(one)?, place(other)?))) {
            for (from, to) in [(one, other), (other, one)] {
                let Some(known) = weights.get_mut(from) else { continue };
                let known: &mut Vec<(usize, f64)> = known;
                if from != to && !known.iter().any(|(place, _)| *place == to) {
                    known.push((to, 1.0));
                }
            }
        }
        moran(&values, &weights).map_err(&mut tell).ok()
    });
    let note: Vec<&str> = refused.iter().map(|message| message.get(language)).collect();
    let mut cells: Vec<Value> = subject.iter().map(|name| json!(name)).collect();
    cells.push(json!(wording::period(period, language)));
    cells.push(json!(members.len()));
    cells.extend(measures.map(|measure| json!(measure)));
    cells.push(json!(alike.map(|alike| rounded(alike.statistic))));
    cells.push(json!(alike.map(|alike| rounded(alike.score))));
    cells.push(json!(note.join("; ")));
    cells
}

/// Six significant digits.
fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

/// Pairs of neighbouring areas from a table of two columns.
fn neighbours(path: &Path, lists: &CodeLists) -> Result<Vec<(AreaCode, AreaCode)>, Failure> {
    let read =
        |source: csv::Error| Failure::Read { path: path.to_owned(), source: std::io::Error::other(source) };
    let mut reader = csv::Reader::from_path(path).map_err(read)?;
    let mut pairs = Vec::new();
    for record in reader.records() {
        let record = record.map_err(read)?;
        let (Some(one), Some(other)) = (record.get(0), record.get(1)) else { continue };
        pairs.push((names::area(lists, one)?, names::area(lists, other)?));
    }
    Ok(pairs)
}
