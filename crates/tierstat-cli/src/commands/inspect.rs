//! `tierstat inspect`: what the importer sees; saves nothing.

use crate::args::{Format, InspectArguments};
use crate::codes;
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output, cut};
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::publication::Publication;
use crate::world::World;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tierstat_answers::names::Spoken;
use tierstat_ingest::Inspection;
use tierstat_model::{CodeLists, Localized, seen_line};

/// Titles and labels are shown up to this long. In characters.
const LONGEST_LABEL: usize = 48;
/// What stands where a number should is shown up to this long. In characters.
const LONGEST_NUMBER: usize = 24;

pub(crate) fn run(
    arguments: &InspectArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    // A file can be looked into outside any project; its names then stay unresolved.
    let project = Project::find(world)?;
    if let Some(project) = &project {
        output.set_language(project.language(world));
    }
    let mut outcome = Outcome::default();
    for file in &arguments.files {
        outcome.error_findings |= inspect(file, arguments, project.as_ref(), output)?;
    }
    Ok(outcome)
}

fn inspect(
    file: &Path,
    arguments: &InspectArguments,
    project: Option<&Project>,
    output: &Output,
) -> Result<bool, Failure> {
    let no_lists = CodeLists::default();
    let default_limits = tierstat_ingest::Limits::default();
    let (lists, limits) =
        project.map_or((&no_lists, &default_limits), |open| (&open.lists, &open.settings.limits));
    let publication = Publication::read(project, file)?;
    let inspection = tierstat_ingest::inspect(&publication.context(lists, limits, None))?;
    let spoken = Spoken { lists, language: output.language() };
    match output.format() {
        Format::Json => output.json(&inspection.document(output.language())),
        Format::Csv | Format::Jsonl => {
            output.answer(&figures(&inspection.to_json_value(output.language()), spoken));
        }
        Format::Table => {
            let document = inspection.to_json_value(output.language());
            output.data(&heading(&document));
            let (reasons, labels) = match arguments.explain {
                true => (reasons(&document), labels(&document)),
                false => (Answer::default(), Answer::default()),
            };
            let figures = figures(&document, spoken);
            for answer in [tables(&document), reasons, labels, figures, balance(&document)] {
                if !answer.rows.is_empty() {
                    output.answer(&answer);
                    output.data("\n");
                }
            }
        }
    }
    if arguments.write_mapping {
        write_mapping(file, &inspection, output)?;
    }
    let findings = inspection.findings();
    Ok(match output.format() {
        Format::Json | Format::Jsonl => {
            findings.iter().any(|finding| finding.severity == tierstat_model::Severity::Error)
        }
        Format::Csv | Format::Table => output.findings(findings),
    })
}

/// Writes the draft of a mapping beside a file, unless a person has written one.
fn write_mapping(file: &Path, inspection: &Inspection<'_>, output: &Output) -> Result<(), Failure> {
    let mut name = file.as_os_str().to_owned();
    name.push(".mapping.toml");
    let path = PathBuf::from(name);
    let shown = path.display();
    if path.exists() {
        output.say(&Localized::new(
            format!("{shown} 已存在，未改动；要重新生成，请先移走它"),
            format!("{shown} is there already and was kept; move it away to have it written anew"),
        ));
        return Ok(());
    }
    OutputFiles::write(&path, inspection.mapping_draft(output.language()).as_bytes())?;
    output.say(&Localized::new(
        format!("已写出 {shown}，请修改后再读入"),
        format!("written: {shown}; edit it, then import"),
    ));
    Ok(())
}

fn heading(document: &Value) -> String {
    let mut line = seen_line(&text(&document["file"])).into_owned();
    if let Some(dialect) = document["dialect"].as_object() {
        let parts: Vec<String> = dialect.iter().map(|(name, value)| format!("{name} {value}")).collect();
        line.push_str(&format!("  ({})", parts.join(", ")));
    }
    line.push_str("\n\n");
    line
}

fn tables(document: &Value) -> Answer {
    let mut answer = Answer {
        columns: vec![
            Column::text("sheet", "工作表", "sheet"),
            Column::text("range", "范围", "range"),
            Column::text("title", "标题", "title"),
            Column::text("unit", "单位", "unit"),
            Column::text("header_rows", "表头行", "header rows"),
            Column::text("data_rows", "数据行", "data rows"),
        ],
        rows: Vec::new(),
    };
    for sheet in items(&document["sheets"]) {
        for table in items(&sheet["tables"]) {
            answer.rows.push(vec![
                sheet["name"].clone(),
                table["range"].clone(),
                json!(cut(&text(&table["title"]), LONGEST_LABEL)),
                table["unit"].clone(),
                json!(span(&table["header_rows"])),
                json!(span(&table["data_rows"])),
            ]);
        }
    }
    answer
}

/// Why each part of each table was taken for what it is.
fn reasons(document: &Value) -> Answer {
    let columns = vec![
        Column::text("sheet", "工作表", "sheet"),
        Column::text("range", "表", "table"),
        Column::code("part", "部分", "part", codes::part),
        Column::text("place", "位置", "place"),
        Column::text("reason", "理由", "reason"),
    ];
    let mut rows = Vec::new();
    for sheet in items(&document["sheets"]) {
        for table in items(&sheet["tables"]) {
            let row = |reason: &Value| {
                let cell = |key: &str| reason[key].clone();
                vec![
                    sheet["name"].clone(),
                    table["range"].clone(),
                    cell("part"),
                    cell("place"),
                    cell("reason"),
                ]
            };
            rows.extend(items(&table["reasons"]).iter().map(row));
        }
    }
    Answer { columns, rows }
}

/// What the labels of each table were recognised as, and what of them was passed over.
fn labels(document: &Value) -> Answer {
    let columns = vec![
        Column::text("sheet", "工作表", "sheet"),
        Column::text("range", "表", "table"),
        Column::code("part", "部分", "part", codes::part),
        Column::text("place", "位置", "place"),
        Column::text("recognised", "认作", "recognised as"),
        Column::text("passed_over", "未用上", "passed over"),
    ];
    let mut rows = Vec::new();
    for sheet in items(&document["sheets"]) {
        for table in items(&sheet["tables"]) {
            let row = |label: &Value| {
                vec![
                    sheet["name"].clone(),
                    table["range"].clone(),
                    label["part"].clone(),
                    label["place"].clone(),
                    label["recognised"].clone(),
                    json!(cut(&text(&label["passed_over"]), LONGEST_LABEL)),
                ]
            };
            rows.extend(items(&table["labels"]).iter().map(row));
        }
    }
    Answer { columns, rows }
}

/// What became of every cell that holds something.
fn balance(document: &Value) -> Answer {
    const MOST_RANGES: usize = 3;
    let columns = vec![
        Column::text("sheet", "工作表", "sheet"),
        Column::number("cells", "非空单元格", "cells"),
        Column::number("figures", "数据", "figures"),
        Column::number("row_labels", "行标签", "row labels"),
        Column::number("headers", "表头", "headers"),
        Column::number("titles", "标题", "titles"),
        Column::number("units", "单位", "units"),
        Column::number("notes", "注", "notes"),
        Column::number("unread", "未认出", "not understood"),
        Column::text("not_understood", "位置", "where"),
    ];
    let row = |sheet: &Value| {
        let balance = &sheet["balance"];
        let counts = ["cells", "figures", "row_labels", "headers", "titles", "units", "notes", "unread"];
        let ranges = items(&balance["not_understood"]);
        let mut places: Vec<String> = ranges.iter().take(MOST_RANGES).map(text).collect();
        if ranges.len() > MOST_RANGES {
            places.push("…".to_owned());
        }
        let mut row = vec![sheet["name"].clone()];
        row.extend(counts.map(|count| balance[count].clone()));
        row.push(json!(places.join(", ")));
        row
    };
    Answer { columns, rows: items(&document["sheets"]).iter().map(row).collect() }
}

fn figures(document: &Value, spoken: Spoken<'_>) -> Answer {
    let mut answer = Answer {
        columns: vec![
            Column::text("sheet", "工作表", "sheet"),
            Column::text("cell", "单元格", "cell"),
            Column::for_machines("printed"),
            Column::number("printed_cut", "原文", "printed").for_people(),
            Column::text("bounds", "界限", "bounds"),
            Column::code("precision", "精度", "precision", codes::precision),
            Column::text("unit", "单位", "unit"),
            Column::for_machines("indicator"),
            Column::for_machines("tier"),
            Column::text("indicator_name", "指标", "indicator").for_people(),
            Column::text("tier_name", "层级", "tier").for_people(),
            Column::for_machines("area_name"),
            Column::text("area_spoken", "地区", "area").for_people(),
            Column::text("period", "时期", "period"),
            Column::for_machines("labels"),
            Column::text("labels_cut", "标签", "labels").for_people(),
        ],
        rows: Vec::new(),
    };
    for figure in items(&document["figures"]) {
        let labels: Vec<String> =
            items(&figure["row_labels"]).iter().chain(items(&figure["column_labels"])).map(text).collect();
        answer.rows.push(vec![
            figure["sheet"].clone(),
            figure["cell"].clone(),
            figure["printed"].clone(),
            json!(cut(&text(&figure["printed"]), LONGEST_NUMBER)),
            json!(bounds(figure)),
            figure["precision"].clone(),
            json!(unit(figure)),
            figure["indicator"].clone(),
            figure["tier"].clone(),
            json!(spoken.indicator(&text(&figure["indicator"]))),
            json!(spoken.tier(&text(&figure["tier"]))),
            figure["area_name"].clone(),
            json!(spoken.area(&text(&figure["area_code"]))),
            figure["period"].clone(),
            json!(labels.join(" › ")),
            json!(labels.iter().map(|label| cut(label, LONGEST_LABEL)).collect::<Vec<_>>().join(" › ")),
        ]);
    }
    answer
}

fn bounds(figure: &Value) -> String {
    match (figure["lower"].as_f64(), figure["upper"].as_f64()) {
        (None, _) => String::new(),
        (Some(lower), None) => format!("{lower} …"),
        (Some(lower), Some(upper)) if lower.total_cmp(&upper).is_eq() => lower.to_string(),
        (Some(lower), Some(upper)) => format!("{lower} … {upper}"),
    }
}

/// The unit, with the factor where a unit outside the cell multiplies what it prints.
fn unit(figure: &Value) -> String {
    let unit = text(&figure["unit"]);
    match figure["factor"].as_f64() {
        Some(factor) if factor.total_cmp(&1.0).is_ne() => format!("{unit} ×{factor}"),
        Some(_) | None => unit,
    }
}

fn span(rows: &Value) -> String {
    match rows.as_array().map(Vec::as_slice) {
        Some([first, last]) if first == last => first.to_string(),
        Some([first, last]) => format!("{first}–{last}"),
        _ => String::new(),
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}
