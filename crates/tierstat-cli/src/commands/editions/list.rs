//! `tierstat report editions`: which reports were locked, and whether each file is as it was.

use crate::edition::{Edition, faults};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use tierstat_answers::{Field, Row};

pub(in crate::commands) fn run(
    reports: &[String],
    project: &Project,
    output: &Output,
) -> Result<Outcome, Failure> {
    let mut editions = Edition::all(project)?;
    editions.retain(|edition| reports.is_empty() || reports.contains(&edition.report));
    let rows: Vec<EditionRow> = editions.iter().map(|edition| EditionRow::of(edition, project)).collect();
    output.rows(&rows, &project.lists, false);
    let error_findings = output.findings(&faults(project, &editions));
    Ok(Outcome { error_findings, answers_for_findings: true, ..Outcome::default() })
}

/// An edition, as a row.
pub(in crate::commands) struct EditionRow {
    report: String,
    edition: String,
    known_on: Option<String>,
    program: Option<String>,
    files: usize,
    changed: usize,
}

impl EditionRow {
    fn of(edition: &Edition, project: &Project) -> Self {
        let inputs = edition.manifest(project).map(|manifest| manifest.inputs);
        let inputs = inputs.as_ref();
        Self {
            report: edition.report.clone(),
            edition: edition.name.clone(),
            known_on: inputs.and_then(|inputs| inputs.known_on).map(|day| day.to_string()),
            program: inputs.map(|inputs| inputs.program().to_owned()),
            files: edition.sums(project).unwrap_or_default().len(),
            changed: edition.faults(project).len(),
        }
    }
}

impl Row for EditionRow {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("report", ["报告", "report"], |row: &Self| row.report.clone()),
            Field::text("edition", ["版次", "edition"], |row: &Self| row.edition.clone()),
            Field::text_or_none("known_on", ["所知日期", "known on"], |row: &Self| row.known_on.clone()),
            Field::text_or_none("program", ["程序版本", "version"], |row: &Self| row.program.clone()),
            Field::how_many("files", ["文件", "files"], |row: &Self| Some(row.files)),
            Field::how_many("changed", ["被改动", "changed"], |row: &Self| Some(row.changed)),
        ]
    }
}
