//! `tierstat figures`: ask the ledger.

use crate::args::{FiguresArguments, SelectionArguments};
use crate::exit::{Failure, Outcome};
use crate::names;
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use crate::world::World;
use serde_json::json;
use tierstat_model::{CodeLists, Figure, FigureLookup, FigureQuery, Period, Reading, Upper};

pub(crate) fn run(
    arguments: &FiguresArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let query = query(&project.lists, &arguments.selection, arguments.period)?;
    let ledger = project.ledger_to_read()?;
    let readings = ledger.readings(&query).map_err(tierstat_store::StoreError::from)?;
    let wanted = |figure: &Figure| arguments.origin.as_deref().is_none_or(|text| is_from(figure, text));
    let mut answer = Answer { columns: columns(), rows: Vec::new() };
    for reading in &readings {
        if wanted(&reading.figure) {
            answer.rows.push(row(&reading.figure, reading, true));
        }
        if arguments.all || arguments.origin.is_some() {
            let behind = reading.behind.iter().filter(|figure| wanted(figure));
            answer.rows.extend(behind.map(|figure| row(figure, reading, false)));
        }
    }
    output.answer(&answer);
    Ok(Outcome::default())
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
        Column::text("indicator", "指标", "indicator"),
        Column::text("tier", "层级", "tier"),
        Column::text("area", "地区", "area"),
        Column::text("period", "时期", "period"),
        Column::number("printed", "原文", "printed"),
        Column::number("value", "数值", "value"),
        Column::text("bounds", "界限", "bounds"),
        Column::text("precision", "精度", "precision"),
        Column::text("status", "状态", "status"),
        Column::text("known_on", "所知日期", "known on"),
        Column::text("rule", "取值规则", "rule"),
        Column::text("document", "文献", "document"),
        Column::text("cell", "单元格", "cell"),
    ]
}

fn row(figure: &Figure, reading: &Reading, preferred: bool) -> Vec<serde_json::Value> {
    let rule = if preferred { reading.rule.name() } else { "behind" };
    let bounds = figure.quantity.bounds.map(|bounds| match bounds.upper() {
        Upper::Closed(_) if bounds.as_point().is_some() => bounds.lower().to_string(),
        Upper::Closed(_) | Upper::Open(_) | Upper::Unbounded => bounds.to_string(),
    });
    vec![
        json!(figure.id.0),
        json!(figure.indicator.0),
        json!(figure.tier.0),
        json!(figure.area.0),
        json!(figure.period.to_string()),
        json!(figure.quantity.printed),
        json!(figure.quantity.value),
        json!(bounds),
        json!(figure.quantity.precision.name()),
        json!(figure.status.code()),
        json!(figure.origin.known_on.to_string()),
        json!(rule),
        json!(figure.origin.document.title),
        json!(figure.origin.cell.to_string()),
    ]
}
