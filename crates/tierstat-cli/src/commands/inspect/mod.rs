//! `tierstat inspect`: what the importer sees; saves nothing.

mod balance_row;
mod document;
mod figure_row;
mod mapping_file;
mod table_rows;

pub(super) use figure_row::FigureRow;

use crate::args::{Format, InspectArguments};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::publication::Publication;
use crate::world::World;
use balance_row::BalanceRow;
use document::text;
use serde_json::Value;
use std::path::Path;
use table_rows::{LabelRow, ReasonRow, TableRow};
use tierstat_answers::Row;
use tierstat_model::{CodeLists, seen_line};

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
    match output.format() {
        Format::Json => output.json(&inspection.document(output.language())),
        Format::Csv | Format::Jsonl => {
            output.rows(&FigureRow::all(&inspection.to_json_value(output.language())), lists, false);
        }
        Format::Table => {
            let document = inspection.to_json_value(output.language());
            output.data(&heading(&document));
            part(&TableRow::all(&document).collect::<Vec<_>>(), lists, output);
            if arguments.explain {
                part(&ReasonRow::all(&document), lists, output);
                part(&LabelRow::all(&document), lists, output);
            }
            part(&FigureRow::all(&document), lists, output);
            part(&BalanceRow::all(&document), lists, output);
        }
    }
    if arguments.write_mapping {
        mapping_file::write(file, &inspection, output)?;
    }
    let findings = inspection.findings();
    Ok(match output.format() {
        Format::Json | Format::Jsonl => {
            findings.iter().any(|finding| finding.severity == tierstat_model::Severity::Error)
        }
        Format::Csv | Format::Table => output.findings(findings),
    })
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

/// Rows behind which others follow; nothing where there are none.
fn part<R: Row>(rows: &[R], lists: &CodeLists, output: &Output) {
    if !rows.is_empty() {
        output.rows(rows, lists, false);
        output.data("\n");
    }
}
