//! `tierstat report`: write reports.

use crate::args::ReportArguments;
use crate::commands::{check, proofread};
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use crate::world::World;
use serde_json::json;
use std::path::{Path, PathBuf};
use tierstat_chart::Fonts;
use tierstat_model::{Finding, Language};
use tierstat_report::{RenderedChart, Report, ReportContext};
use tierstat_store::Snapshot;

pub(crate) fn run(
    arguments: &ReportArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    if let Some((verb, files)) = arguments.names.split_first()
        && verb == "check"
    {
        return proofread::run(files, &project, &ledger, arguments.known_on, output);
    }
    let findings = check::findings(&project, &ledger, arguments.known_on)?;
    let mut answer = Answer { columns: vec![Column::text("file", "文件", "file")], rows: Vec::new() };
    let mut report_findings = Vec::new();
    for report in project.reports(&arguments.names)? {
        let written = write(&project, &ledger, &report, &findings, arguments.known_on)?;
        answer.rows.extend(written.documents.iter().map(|path| vec![json!(project.name_of(path))]));
        report_findings.extend(written.findings);
    }
    output.answer(&answer);
    let error_findings = output.findings(&report_findings);
    Ok(Outcome { error_findings, ..Outcome::default() })
}

/// The files that one report was written to.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// The documents a person opens.
    pub(crate) documents: Vec<PathBuf>,
    /// Everything, documents included, in order of writing.
    pub(crate) files: Vec<PathBuf>,
    /// What writing saw.
    pub(crate) findings: Vec<Finding>,
}

/// Writes one report in all its languages.
pub(crate) fn write(
    project: &Project,
    ledger: &Snapshot,
    report: &Report,
    findings: &[Finding],
    known_on: Option<jiff::civil::Date>,
) -> Result<Written, Failure> {
    let fonts = Fonts::bundled();
    let context = ReportContext { lookup: ledger, lists: &project.lists, known_on, findings, fonts: &fonts };
    let mut result = Written::default();
    for language in report.languages() {
        let rendered = tierstat_report::render(report, &context, *language)?;
        let stem = folder(project, report).join(format!("{}.{language}", report.name()));
        let with_ending = |ending: &str| PathBuf::from(format!("{}.{ending}", stem.display()));
        for (ending, content) in [("html", &rendered.html), ("md", &rendered.markdown)] {
            let path = with_ending(ending);
            written(&path, content.as_bytes())?;
            result.documents.push(path.clone());
            result.files.push(path);
        }
        let origins = with_ending("origins.json");
        written(&origins, rendered.origins.as_bytes())?;
        result.files.push(origins);
        for chart in &rendered.charts {
            for (path, content) in chart_files(project, report, chart, *language) {
                written(&path, &content)?;
                result.files.push(path);
            }
        }
        result.findings.extend(rendered.findings);
    }
    Ok(result)
}

/// The folder that a report is written to.
pub(crate) fn folder(project: &Project, report: &Report) -> PathBuf {
    project.out().join("reports").join(report.name())
}

/// The files of one chart: the drawing, its picture, its data.
pub(crate) fn chart_files(
    project: &Project,
    report: &Report,
    chart: &RenderedChart,
    language: Language,
) -> Vec<(PathBuf, Vec<u8>)> {
    let stem = folder(project, report).join("charts").join(format!("{}.{language}", chart.name));
    let with_ending = |ending: &str| PathBuf::from(format!("{}.{ending}", stem.display()));
    vec![
        (with_ending("svg"), chart.svg.clone().into_bytes()),
        (with_ending("png"), chart.png.clone()),
        (with_ending("csv"), chart.data_csv.clone().into_bytes()),
    ]
}

/// Writes a file whole: into a file beside it first, which then takes its name.
pub(crate) fn written(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let failure = |source| Failure::Write { path: path.to_owned(), source };
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(failure)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    std::fs::write(&beside, content).map_err(failure)?;
    std::fs::rename(&beside, path).map_err(failure)
}
