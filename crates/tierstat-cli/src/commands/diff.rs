//! `tierstat diff`, `tierstat errata` and `tierstat revisions`: what changed between two known-on days, and why.

use crate::args::{DiffArguments, RevisionsArguments};
use crate::codes;
use crate::commands::figures;
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use crate::world::World;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeMap;
use tierstat_answers::names::Spoken;
use tierstat_model::{
    Bounds, CodeLists, FigureLookup, FigureQuery, IndicatorId, Language, Localized, Reading, SeriesKey,
};
use tierstat_report::markdown_text;
use tierstat_stats::revision::{Change, ChangeKind, changes, revision_statistics};
use tierstat_store::{Snapshot, StoreError};
use tierstat_words as words;

/// What changed between two days, one row for each cause.
pub(crate) fn diff(
    arguments: &DiffArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let (project, _, found) = between(arguments, world, output)?;
    let spoken = Spoken { lists: &project.lists, language: output.language() };
    let mut answer = Answer { columns: diff_columns(), rows: Vec::new() };
    for change in found.iter().filter(|change| change.kind != ChangeKind::Confirmed) {
        answer.rows.extend(diff_rows(change, spoken, output.language()));
    }
    output.answer(&answer);
    let count = |kind| found.iter().filter(|change| change.kind == kind).count();
    output.say(&Localized::new(
        format!(
            "新增 {}，修订 {}，印证 {}，撤回 {}",
            count(ChangeKind::New),
            count(ChangeKind::Revised),
            count(ChangeKind::Confirmed),
            count(ChangeKind::Withdrawn)
        ),
        format!(
            "{} new, {} revised, {} confirmed, {} withdrawn",
            count(ChangeKind::New),
            count(ChangeKind::Revised),
            count(ChangeKind::Confirmed),
            count(ChangeKind::Withdrawn)
        ),
    ));
    Ok(Outcome::default())
}

/// The list of errata: what was said on the earlier day and is said otherwise on the later one, and what is corrected.
pub(crate) fn errata(
    arguments: &DiffArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let (project, ledger, found) = between(arguments, world, output)?;
    let language = output.language();
    let query = FigureQuery {
        known_on: Some(arguments.later),
        ..figures::query(&project.lists, &arguments.selection, None)?
    };
    let readings = ledger.readings(&query).map_err(StoreError::from)?;
    let mut lines: Vec<Erratum> = found.iter().filter_map(|change| revised(change, language)).collect();
    lines.extend(readings.iter().filter_map(|reading| corrected(reading, language)));
    let columns = vec![
        Column::text("question", "数据", "figure"),
        Column::text("printed", "原作", "for"),
        Column::text("read", "应作", "read"),
        Column::text("reason", "理由", "reason"),
    ];
    if output.format() == crate::args::Format::Table {
        output.data(&printable(&project.lists, arguments, &lines, language));
        return Ok(Outcome::default());
    }
    let rows = lines.iter().map(|line| {
        vec![
            json!(question(&project.lists, &line.key, language)),
            json!(line.printed),
            json!(line.read),
            json!(line.reason),
        ]
    });
    output.answer(&Answer { columns, rows: rows.collect() });
    Ok(Outcome::default())
}

/// How far first numbers are usually off, and how long until they are stable: a row for each indicator.
pub(crate) fn revisions(
    arguments: &RevisionsArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let query = figures::query(&project.lists, &arguments.selection, None)?;
    let days = ledger.days_of_change(&query)?;
    // What was said of each question on each day on which something became known.
    let mut vintages: BTreeMap<IndicatorId, BTreeMap<SeriesKey, Vec<(Date, Bounds)>>> = BTreeMap::new();
    for day in days {
        let known = FigureQuery { known_on: Some(day), ..query.clone() };
        for reading in ledger.readings(&known).map_err(StoreError::from)? {
            let Some(bounds) = reading.figure.quantity.bounds else { continue };
            let of_indicator = vintages.entry(reading.key.indicator.clone()).or_default();
            let vintage = of_indicator.entry(reading.key.clone()).or_default();
            // A vintage is a day on which another figure answers.
            if vintage.last().is_none_or(|(_, last)| *last != bounds) || vintage.is_empty() {
                vintage.push((day, bounds));
            }
        }
    }
    let mut answer = Answer { columns: revision_columns(), rows: Vec::new() };
    for (indicator, questions) in &vintages {
        let all: Vec<Vec<(Date, Bounds)>> = questions.values().cloned().collect();
        let name = words::indicator_name(&project.lists, indicator, output.language());
        let Some(found) = revision_statistics(&all) else { continue };
        let percent = |ratio: f64| json!((ratio * 1e4).round() / 1e2);
        answer.rows.push(vec![
            json!(indicator.0),
            json!(name),
            json!(questions.len()),
            json!(found.questions),
            json!(found.revised),
            percent(found.mean_revision),
            percent(found.mean_absolute_revision),
            json!(found.median_days_to_stable),
        ]);
    }
    output.answer(&answer);
    Ok(Outcome::default())
}

fn between(
    arguments: &DiffArguments,
    world: &World,
    output: &mut Output,
) -> Result<(Project, Snapshot, Vec<Change>), Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let query = figures::query(&project.lists, &arguments.selection, None)?;
    let known = |ledger: &Snapshot, day| -> Result<Vec<Reading>, Failure> {
        let query = FigureQuery { known_on: Some(day), tiers: Vec::new(), ..query.clone() };
        Ok(ledger.readings(&query).map_err(StoreError::from)?)
    };
    if arguments.later < arguments.earlier {
        return Err(Failure::Usage {
            message: Localized::new(
                format!("{} 早于 {}", arguments.later, arguments.earlier),
                format!("{} is before {}", arguments.later, arguments.earlier),
            ),
            hint: Localized::new("先写较早的一天", "write the earlier day first"),
        });
    }
    let (old, new) = (known(&ledger, arguments.earlier)?, known(&ledger, arguments.later)?);
    let mut found = changes(&old, &new, &project.lists);
    found.retain(|change| query.tiers.is_empty() || query.tiers.contains(&change.key.tier));
    Ok((project, ledger, found))
}

fn diff_columns() -> Vec<Column> {
    vec![
        Column::for_machines("indicator"),
        Column::for_machines("tier"),
        Column::for_machines("area"),
        Column::text("indicator_name", "指标", "indicator").for_people(),
        Column::text("tier_name", "层级", "tier").for_people(),
        Column::text("area_name", "地区", "area").for_people(),
        Column::text("period", "时期", "period"),
        Column::code("kind", "变化", "change", codes::change_kind),
        Column::number("old", "原为", "was"),
        Column::number("new", "现为", "is"),
        Column::number("amount", "增减", "difference"),
        Column::code("cause", "原因", "cause", codes::cause),
        Column::text("words", "说明", "what happened"),
    ]
}

/// One row for each cause; one row where nothing can be compared.
fn diff_rows(change: &Change, spoken: Spoken<'_>, language: Language) -> Vec<Vec<serde_json::Value>> {
    let key = &change.key;
    let before = change.old.as_ref().map(|answer| answer.printed.clone()).or_else(|| {
        let (earlier, answer) = change.earlier.as_ref()?;
        Some(format!("{} ({})", answer.printed, earlier.period))
    });
    let row = |amount: Option<&Bounds>, cause: &str, words: &str| {
        vec![
            json!(key.indicator.0),
            json!(key.tier.0),
            json!(key.area.0),
            json!(spoken.indicator(&key.indicator.0)),
            json!(spoken.tier(&key.tier.0)),
            json!(spoken.area(&key.area.0)),
            json!(key.period.to_string()),
            json!(change.kind.name()),
            json!(before),
            json!(change.new.as_ref().map(|answer| answer.printed.clone())),
            json!(amount.map(signed)),
            json!(cause),
            json!(words),
        ]
    };
    if change.parts.is_empty() {
        return vec![row(None, "", "")];
    }
    let rows =
        change.parts.iter().map(|part| row(Some(&part.amount), part.cause.name(), part.words.get(language)));
    rows.collect()
}

fn signed(amount: &Bounds) -> String {
    match amount.as_point() {
        Some(point) if point > 0.0 => format!("+{point}"),
        Some(point) => point.to_string(),
        None => amount.to_string(),
    }
}

/// One line of the list.
struct Erratum {
    key: SeriesKey,
    printed: String,
    read: String,
    reason: String,
}

fn revised(change: &Change, language: Language) -> Option<Erratum> {
    let old = change.old.as_ref()?;
    if change.kind == ChangeKind::Withdrawn {
        let reason = match language {
            Language::Chinese => "已没有来源这样说",
            Language::English => "no source says so any more",
        };
        let (key, printed) = (change.key.clone(), old.printed.clone());
        return Some(Erratum { key, printed, read: "—".to_owned(), reason: reason.to_owned() });
    }
    let new = change.new.as_ref()?;
    if change.kind != ChangeKind::Revised {
        return None;
    }
    let source = new.figures.first().map(|figure| {
        let document = &figure.origin.document;
        let known = figure.origin.known_on;
        match language {
            Language::Chinese => format!("据《{}》（{known}）", document.title),
            Language::English => format!("as printed in \"{}\" ({known})", document.title),
        }
    });
    Some(Erratum {
        key: change.key.clone(),
        printed: old.printed.clone(),
        read: new.printed.clone(),
        reason: source.unwrap_or_default(),
    })
}

fn corrected(reading: &Reading, language: Language) -> Option<Erratum> {
    let correction = reading.figure.correction.as_ref()?;
    let read = reading.figure.quantity.value.map(words::count)?;
    Some(Erratum {
        key: reading.key.clone(),
        printed: correction.expected.clone(),
        read,
        reason: match language {
            Language::Chinese => format!("更正：{}", correction.reason),
            Language::English => format!("correction: {}", correction.reason),
        },
    })
}

fn question(lists: &CodeLists, key: &SeriesKey, language: Language) -> String {
    [
        words::indicator_name(lists, &key.indicator, language),
        words::tier_name(lists, &key.tier, language),
        words::area_name(lists, &key.area, language),
        words::period(key.period, language),
    ]
    .join(" · ")
}

/// The list as a page to be printed.
fn printable(lists: &CodeLists, arguments: &DiffArguments, lines: &[Erratum], language: Language) -> String {
    let (earlier, later) = (arguments.earlier, arguments.later);
    let mut text = match language {
        Language::Chinese => format!("# 勘误表\n\n{earlier} 所知与 {later} 所知相比。\n\n"),
        Language::English => format!("# Errata\n\nWhat was known on {earlier}, as known on {later}.\n\n"),
    };
    if lines.is_empty() {
        text.push_str(match language {
            Language::Chinese => "没有需要更正的数字。\n",
            Language::English => "No number needs to be corrected.\n",
        });
    }
    for (number, line) in (1..).zip(lines) {
        let question = markdown_text(&question(lists, &line.key, language));
        let [printed, read, reason] =
            [&line.printed, &line.read, &line.reason].map(|text| markdown_text(text));
        text.push_str(&match language {
            Language::Chinese => format!("{number}. {question}：“{printed}”应作“{read}”。{reason}\n"),
            Language::English => {
                format!("{number}. {question}: for \"{printed}\" read \"{read}\"; {reason}\n")
            }
        });
    }
    text
}

fn revision_columns() -> Vec<Column> {
    vec![
        Column::for_machines("indicator"),
        Column::text("indicator_name", "指标", "indicator"),
        Column::number("questions", "数据", "figures"),
        Column::number("with_vintages", "有先后两说", "with vintages"),
        Column::number("revised", "有修订", "revised"),
        Column::number("mean_revision_percent", "平均修订 %", "mean revision %"),
        Column::number("mean_absolute_revision_percent", "平均修订幅度 %", "mean absolute revision %"),
        Column::number("median_days_to_stable", "稳定天数（中位）", "days until stable (median)"),
    ]
}
