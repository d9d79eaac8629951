//! `tierstat figures`: ask the ledger.

use crate::args::{FiguresArguments, SelectionArguments};
use crate::codes;
use crate::commands::kept_back;
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use crate::world::World;
use serde_json::json;
use tierstat_answers::names::{self, Spoken};
use tierstat_model::{
    Bounds, CodeLists, Figure, FigureLookup, FigureQuery, Period, Reading, SeriesKey, Upper,
};
use tierstat_stats::boundaries::on_map;
use tierstat_stats::derived::{DerivedTotal, derived_totals};
use tierstat_store::Snapshot;

pub(crate) fn run(
    arguments: &FiguresArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let query = query(&project.lists, &arguments.selection, arguments.period)?;
    let ledger = project.ledger_to_read()?;
    let spoken = Spoken { lists: &project.lists, language: output.language() };
    if arguments.kept_back {
        let origin = arguments.origin.as_deref();
        output.answer(&kept_back::list(&ledger.kept_back()?, &query, origin, spoken, output));
        return Ok(Outcome::default());
    }
    let mut readings = ledger.readings(&query).map_err(tierstat_store::StoreError::from)?;
    let wanted = |figure: &Figure| arguments.origin.as_deref().is_none_or(|text| is_from(figure, text));
    if let Some(day) = arguments.map {
        readings.retain(|reading| wanted(&reading.figure));
        return on_the_map(&project.lists, &ledger, &query, day, output);
    }
    if arguments.wide {
        readings.retain(|reading| wanted(&reading.figure));
        output.answer(&wide(&readings, spoken)?);
        return Ok(Outcome::default());
    }
    if !arguments.sort.is_empty() {
        let by = arguments.sort.iter().map(|name| sort_column(name)).collect::<Result<Vec<_>, _>>()?;
        readings = tierstat_store::sorted(readings, &by, arguments.descending)?;
    }
    let mut answer = Answer { columns: columns(), rows: Vec::new() };
    for reading in &readings {
        if wanted(&reading.figure) {
            answer.rows.push(row(&reading.figure, reading, true, spoken));
        }
        if arguments.all || arguments.origin.is_some() {
            let behind = reading.behind.iter().filter(|figure| wanted(figure));
            answer.rows.extend(behind.map(|figure| row(figure, reading, false, spoken)));
        }
    }
    if arguments.sort.is_empty() && arguments.origin.is_none() {
        let totals = derived(&project.lists, &ledger, &query)?;
        answer.rows.extend(totals.iter().map(|total| derived_row(total, "sum-of-tiers", spoken)));
    }
    output.answer(&answer);
    Ok(Outcome::default())
}

/// The readings for areas as they stand on the map of a day; what cannot be told there exactly is said.
fn on_the_map(
    lists: &CodeLists,
    ledger: &Snapshot,
    query: &FigureQuery,
    day: jiff::civil::Date,
    output: &Output,
) -> Result<Outcome, Failure> {
    // Figures of areas that merged stand under other codes than those asked for.
    let everywhere = FigureQuery { areas: Vec::new(), ..query.clone() };
    let readings = ledger.readings(&everywhere).map_err(tierstat_store::StoreError::from)?;
    let (mut found, mut findings) = on_map(&readings, lists, day);
    if !query.areas.is_empty() {
        found.retain(|number| query.areas.contains(&number.key.area));
        findings.clear();
    }
    let spoken = Spoken { lists, language: output.language() };
    let mut answer = Answer { columns: columns(), rows: Vec::new() };
    for number in &found {
        match number.parts.as_slice() {
            [only] if only.key.area == number.key.area => {
                answer.rows.push(row(&only.figure, only, true, spoken));
            }
            parts => {
                let total =
                    DerivedTotal { key: number.key.clone(), bounds: number.bounds, parts: parts.to_vec() };
                answer.rows.push(derived_row(&total, "sum-on-map", spoken));
            }
        }
    }
    output.answer(&answer);
    let error_findings = output.findings(&findings);
    Ok(Outcome { error_findings, ..Outcome::default() })
}

/// The totals that a query asks for and no source prints.
pub(crate) fn derived(
    lists: &CodeLists,
    ledger: &Snapshot,
    query: &FigureQuery,
) -> Result<Vec<DerivedTotal>, Failure> {
    let asks_for_totals =
        query.tiers.is_empty() || lists.tiers.total().is_some_and(|total| query.tiers.contains(&total.id));
    if !asks_for_totals {
        return Ok(Vec::new());
    }
    // Which tiers there are is told by all periods, whichever is asked for.
    let series = FigureQuery { tiers: Vec::new(), from: None, to: None, ..query.clone() };
    let readings = ledger.readings(&series).map_err(tierstat_store::StoreError::from)?;
    let mut totals = derived_totals(&readings, lists);
    totals.retain(|total| {
        let day = total.key.period.last_day();
        query.from.is_none_or(|from| day >= from.first_day())
            && query.to.is_none_or(|to| day <= to.last_day())
    });
    Ok(totals)
}

/// A total of ours: no id, no document, and where a cell would stand the cells of its parts.
fn derived_row(total: &DerivedTotal, rule: &str, spoken: Spoken<'_>) -> Vec<serde_json::Value> {
    let SeriesKey { indicator, tier, area, .. } = &total.key;
    let readable = readable(&total.bounds);
    let cells: Vec<String> = total.parts.iter().map(|part| part.figure.origin.cell.to_string()).collect();
    let first = total.parts.first().map(|part| &part.figure);
    vec![
        json!(""),
        json!(indicator.0),
        json!(tier.0),
        json!(area.0),
        json!(spoken.indicator(&indicator.0)),
        json!(spoken.tier(&tier.0)),
        json!(spoken.area(&area.0)),
        json!(total.printed_period().to_string()),
        json!(total.formula()),
        json!(total.bounds.as_point()),
        json!(total.bounds.lower()),
        json!(total.bounds.upper_value()),
        json!(readable),
        json!(total.precision().name()),
        json!(first.map(|figure| &figure.unit.0)),
        json!(first.map(|figure| figure.status.code())),
        json!(total.known_on().map(|day| day.to_string())),
        json!(rule),
        json!(""),
        json!(cells.join(" + ")),
    ]
}

fn readable(bounds: &Bounds) -> String {
    match bounds.upper() {
        Upper::Closed(_) if bounds.as_point().is_some() => bounds.lower().to_string(),
        Upper::Closed(_) | Upper::Open(_) | Upper::Unbounded => bounds.to_string(),
    }
}

/// A row for each series, a column for each period.
fn wide(readings: &[Reading], spoken: Spoken<'_>) -> Result<Answer, Failure> {
    let panel = tierstat_store::panel(readings)?;
    let mut columns = vec![
        Column::for_machines("indicator"),
        Column::for_machines("tier"),
        Column::for_machines("area"),
        Column::text("indicator_name", "指标", "indicator"),
        Column::text("tier_name", "层级", "tier"),
        Column::text("area_name", "地区", "area"),
    ];
    columns.extend(panel.columns.iter().skip(3).map(|period| Column::named(period)));
    let rows = panel.rows.iter().map(|cells| {
        let (key, values) = cells.split_at(3.min(cells.len()));
        let name = |index: usize, name: &dyn Fn(&str) -> String| {
            json!(key.get(index).map(|code| name(code)).unwrap_or_default())
        };
        let mut row: Vec<serde_json::Value> = key.iter().map(|code| json!(code)).collect();
        row.push(name(0, &|id| spoken.indicator(id).to_owned()));
        row.push(name(1, &|id| spoken.tier(id).to_owned()));
        row.push(name(2, &|code| spoken.area(code).to_owned()));
        row.extend(values.iter().map(|printed| json!(printed)));
        row
    });
    Ok(Answer { columns, rows: rows.collect() })
}

/// The column of the store's frame that a person means.
fn sort_column(name: &str) -> Result<&'static str, Failure> {
    let columns = tierstat_store::FRAME_COLUMNS;
    let found = columns.iter().find(|column| **column == name).copied();
    found.ok_or_else(|| {
        names::unknown("列", "column", name, columns.iter().map(|column| (*column, *column))).into()
    })
}

/// The question that a selection asks of the ledger.
pub(crate) fn query(
    lists: &CodeLists,
    selection: &SelectionArguments,
    period: Option<Period>,
) -> Result<FigureQuery, Failure> {
    let indicators =
        selection.indicator.iter().map(|text| names::indicator(lists, text)).collect::<Result<_, _>>()?;
    let tiers = selection.tier.iter().map(|text| names::tier(lists, text)).collect::<Result<_, _>>()?;
    let areas = selection.area.iter().map(|text| names::area(lists, text)).collect::<Result<_, _>>()?;
    Ok(FigureQuery { indicators, tiers, areas, from: period, to: period, known_on: selection.known_on })
}

fn is_from(figure: &Figure, text: &str) -> bool {
    let origin = &figure.origin;
    [&origin.document.title, &origin.document.publisher, &origin.cell.file]
        .iter()
        .any(|name| name.contains(text))
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("id", "编号", "id"),
        Column::for_machines("indicator"),
        Column::for_machines("tier"),
        Column::for_machines("area"),
        Column::text("indicator_name", "指标", "indicator").for_people(),
        Column::text("tier_name", "层级", "tier").for_people(),
        Column::text("area_name", "地区", "area").for_people(),
        Column::text("period", "时期", "period"),
        Column::number("printed", "原文", "printed"),
        Column::for_machines("value"),
        Column::for_machines("lower"),
        Column::for_machines("upper"),
        Column::number("bounds", "界限", "bounds"),
        Column::code("precision", "精度", "precision", codes::precision),
        Column::for_machines("unit"),
        Column::for_machines("status"),
        Column::text("known_on", "所知日期", "known on"),
        Column::code("rule", "取值规则", "rule", codes::reading_rule),
        Column::text("document", "文献", "document"),
        Column::text("cell", "单元格", "cell"),
    ]
}

fn row(figure: &Figure, reading: &Reading, preferred: bool, spoken: Spoken<'_>) -> Vec<serde_json::Value> {
    let rule = if preferred { reading.rule.name() } else { "behind" };
    let bounds = figure.quantity.bounds;
    let readable = bounds.as_ref().map(readable);
    vec![
        json!(figure.id.0),
        json!(figure.indicator.0),
        json!(figure.tier.0),
        json!(figure.area.0),
        json!(spoken.indicator(&figure.indicator.0)),
        json!(spoken.tier(&figure.tier.0)),
        json!(spoken.area(&figure.area.0)),
        json!(figure.period.to_string()),
        json!(figure.quantity.printed),
        json!(figure.quantity.value),
        json!(bounds.map(|bounds| bounds.lower())),
        json!(bounds.and_then(|bounds| bounds.upper_value())),
        json!(readable),
        json!(figure.quantity.precision.name()),
        json!(figure.unit.0),
        json!(figure.status.code()),
        json!(figure.origin.known_on.to_string()),
        json!(rule),
        json!(figure.origin.document.title),
        json!(figure.origin.cell.to_string()),
    ]
}
