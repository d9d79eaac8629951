//! A report as it is written from what was known on one day.

use crate::commands::check;
use crate::commands::last_build::hash_of_findings;
use crate::commands::manifest::Manifest;
use crate::commands::written_report::{Written, folder};
use crate::exit::Failure;
use crate::project::Project;
use crate::report_inputs::{ReportInputs, name_inside};
use jiff::civil::Date;
use tierstat_model::{Finding, Language};
use tierstat_report::Report;
use tierstat_store::Snapshot;

/// What a report is made from on one day.
pub(super) struct OnDay {
    day: Date,
    findings: Vec<Finding>,
    pub(super) inputs: ReportInputs,
}

/// A report with its files by their place in its folder, in no folder yet.
pub(super) struct Rendered {
    pub(super) manifest: Manifest,
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// What writing saw.
    pub(super) findings: Vec<Finding>,
}

impl OnDay {
    pub(super) fn of(
        project: &Project,
        ledger: &Snapshot,
        report: &Report,
        day: Date,
    ) -> Result<Self, Failure> {
        let findings = check::findings(project, ledger, Some(day))?;
        let hash = hash_of_findings(&findings);
        let inputs = ReportInputs::of_all(project, ledger, Some(day), ("", &hash))?.with(report)?;
        Ok(Self { day, findings, inputs })
    }

    /// Writes the report in all its languages.
    pub(super) fn render(
        self,
        project: &Project,
        ledger: &Snapshot,
        report: &Report,
        spoken: Language,
    ) -> Result<Rendered, Failure> {
        let written = Written::of(project, ledger, report, &self.findings, (Some(self.day), spoken))?;
        let folder = folder(project, report);
        let manifest = Manifest::of(report, self.inputs, &written, &folder);
        let files = written.files.into_iter();
        let files = files.map(|(path, content)| (name_inside(&folder, &path), content)).collect();
        Ok(Rendered { manifest, files, findings: written.findings })
    }
}
