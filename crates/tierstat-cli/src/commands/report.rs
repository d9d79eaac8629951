//! `tierstat report`: write reports.

use crate::args::ReportArguments;
use crate::comma_separated::comma_separated;
use crate::commands::told::told;
use crate::commands::written_file::WrittenFile;
use crate::commands::{check, proofread};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::{OutputFiles, Turn};
use crate::project::Project;
use crate::unfinished_imports::UnfinishedImports;
use crate::world::World;
use std::path::PathBuf;
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
    let _turn = Turn::take(&project.boundary, &project.out(), output)?;
    UnfinishedImports::expect_none(&project)?;
    let findings = check::findings(&project, &ledger, arguments.known_on)?;
    let mut rows = Vec::new();
    let (mut report_findings, mut failures) = (Vec::new(), Vec::new());
    for report in project.reports(&arguments.names)? {
        let written =
            Written::of(&project, &ledger, &report, &findings, (arguments.known_on, output.language()))
                .and_then(|written| written.publish(&project, &report, &[], &[]).map(|()| written));
        match written {
            Ok(written) => {
                rows.extend(written.documents.iter().map(|path| WrittenFile(project.name_of(path))));
                report_findings.extend(written.findings);
            }
            Err(failure) => failures.push(failure),
        }
    }
    output.rows(&rows, &project.lists, false);
    let error_findings = output.findings(&report_findings);
    failures.iter().for_each(|failure| output.error(failure));
    let failed = failures.first().map(Failure::exit);
    Ok(Outcome { error_findings, failed, ..Outcome::default() })
}

/// One report in all its languages, not yet under its names.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// The documents a person opens.
    pub(crate) documents: Vec<PathBuf>,
    /// Everything with its content, documents included.
    pub(crate) files: Vec<(PathBuf, Vec<u8>)>,
    /// What writing saw.
    pub(crate) findings: Vec<Finding>,
}

impl Written {
    /// Writes one report in all its languages, from what was known on a day; what it saw is told in the language that is spoken.
    pub(crate) fn of(
        project: &Project,
        ledger: &Snapshot,
        report: &Report,
        findings: &[Finding],
        (known_on, spoken): (Option<jiff::civil::Date>, Language),
    ) -> Result<Self, Failure> {
        let fonts = Fonts::bundled();
        let context =
            ReportContext { lookup: ledger, lists: &project.lists, known_on, findings, fonts: &fonts };
        let mut written = Self::default();
        for language in report.languages() {
            let rendered = tierstat_report::render(report, &context, *language)?;
            let stem = folder(project, report).join(format!("{}.{language}", report.name()));
            let with_ending = |ending: &str| PathBuf::from(format!("{}.{ending}", stem.display()));
            for (ending, content) in [("html", rendered.html), ("md", rendered.markdown)] {
                written.documents.push(with_ending(ending));
                written.files.push((with_ending(ending), content.into_bytes()));
            }
            written.files.push((with_ending("origins.json"), rendered.origins.into_bytes()));
            for chart in &rendered.charts {
                written.files.extend(chart_files(project, report, chart, *language));
            }
            written.findings.extend(told(rendered.findings, *language, report, spoken));
        }
        Ok(written)
    }

    /// Publishes all files of the report together; the last ones are given, and so are those that go.
    pub(crate) fn publish(
        &self,
        project: &Project,
        report: &Report,
        last: &[(PathBuf, Vec<u8>)],
        gone: &[PathBuf],
    ) -> Result<(), Failure> {
        let mut files = OutputFiles::inside(&project.boundary, &folder(project, report))?;
        for (path, content) in self.files.iter().chain(last) {
            files.add(path, content)?;
        }
        for path in gone {
            files.discard(path)?;
        }
        files.publish()
    }
}

/// The folder that a report is written to.
pub(crate) fn folder(project: &Project, report: &Report) -> PathBuf {
    if report.is_alone() {
        return project.out();
    }
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
        (with_ending("csv"), comma_separated(&chart.data)),
    ]
}
