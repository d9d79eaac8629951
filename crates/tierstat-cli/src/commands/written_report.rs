//! A report, or a chart of none, with all that is written of it, not yet under its names.

use crate::comma_separated::comma_separated;
use crate::commands::told::told;
use crate::exit::Failure;
use crate::font_files;
use crate::project::Project;
use crate::report_formats::ReportFormats;
use std::path::PathBuf;
use tierstat_document::Manuscript;
use tierstat_model::{Finding, Language};
use tierstat_report::{RenderedChart, Report, ReportContext};
use tierstat_store::Snapshot;

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
        let fonts = font_files::fonts(project)?;
        let context =
            ReportContext { lookup: ledger, lists: &project.lists, known_on, findings, fonts: &fonts };
        let mut written = Self::default();
        if let Some(chart) = report.alone() {
            return written.with_chart(project, report, chart, &context, spoken);
        }
        let mut rendered = Vec::new();
        for language in report.languages() {
            rendered.push(tierstat_report::render(report, &context, *language)?);
        }
        let manuscripts: Vec<&Manuscript> = rendered.iter().map(|rendered| &rendered.manuscript).collect();
        let formats = ReportFormats { project, report, fonts: &fonts, manuscripts };
        for rendered in &rendered {
            let language = rendered.manuscript.language;
            let stem = folder(project, report).join(format!("{}.{language}", report.name()));
            let with_ending = |ending: &str| PathBuf::from(format!("{}.{ending}", stem.display()));
            for format in report.formats() {
                let path = with_ending(format.ending());
                let content = formats.content(*format, &rendered.manuscript)?;
                written.findings.extend(told(content.findings, language, report, spoken));
                written.documents.push(path.clone());
                written.files.push((path, content.bytes));
            }
            let origins = tierstat_document::origins(&rendered.manuscript);
            written.files.push((with_ending("origins.json"), origins.into_bytes()));
            for chart in &rendered.charts {
                written.files.extend(chart_files(project, report, chart, language));
            }
            written.findings.extend(told(rendered.findings.clone(), language, report, spoken));
        }
        Ok(written)
    }

    /// A chart that stands alone, in all its languages.
    fn with_chart(
        mut self,
        project: &Project,
        report: &Report,
        chart: &str,
        context: &ReportContext<'_>,
        spoken: Language,
    ) -> Result<Self, Failure> {
        for language in report.languages() {
            let prepared = tierstat_report::prepare_chart(report, chart, context, *language)?;
            for drawn in tierstat_report::paint(&[prepared], context.fonts, None) {
                let drawn = drawn?;
                let files = chart_files(project, report, &drawn, *language);
                self.documents.extend(files.first().map(|(path, _)| path.clone()));
                self.files.extend(files);
                self.findings.extend(told(drawn.findings, *language, report, spoken));
            }
        }
        Ok(self)
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
    let at = |ending: &str| chart_file(project, report, &chart.name, language, ending);
    vec![
        (at("svg"), chart.svg.clone().into_bytes()),
        (at("png"), chart.picture.png.clone()),
        (at("csv"), comma_separated(chart.data.records())),
    ]
}

/// One file of a chart by its ending.
pub(crate) fn chart_file(
    project: &Project,
    report: &Report,
    chart: &str,
    language: Language,
    ending: &str,
) -> PathBuf {
    folder(project, report).join("charts").join(format!("{chart}.{language}.{ending}"))
}
