//! One report, brought up to date.

use super::current::Findings;
use super::step::Step;
use crate::commands::written_report::Written;
use crate::exit::Failure;
use crate::hand_edit::KeptEdit;
use crate::project::Project;
use crate::report_folder::ReportFolder;
use crate::report_inputs::ReportInputs;
use tierstat_model::{Finding, Language, Localized};
use tierstat_report::Report;
use tierstat_store::Snapshot;

/// What was done for one report.
pub(super) struct Done {
    pub(super) steps: Vec<Step>,
    /// What writing saw.
    pub(super) findings: Vec<Finding>,
    /// The documents that a person edited.
    pub(super) kept: Vec<KeptEdit>,
}

/// Writes one report where it is out of date.
pub(super) fn bring_up_to_date(
    project: &Project,
    ledger: &Snapshot,
    description: &Report,
    inputs: ReportInputs,
    findings: &Findings,
    (force, spoken): (bool, Language),
) -> Result<Done, Failure> {
    let folder = ReportFolder::of(project, description)?;
    let edits = folder.edits()?;
    let forced = || force.then(|| Localized::new("按要求重写", "asked to write it again"));
    let Some(reason) = folder.out_of_date(&inputs, &edits).or_else(forced) else {
        let steps = vec![Step::unchanged(&description.shown_name())];
        return Ok(Done { steps, findings: Vec::new(), kept: folder.kept(&edits) });
    };
    let written = Written::of(project, ledger, description, findings.of(project, ledger)?, (None, spoken))?;
    let kept = folder.publish(&written, inputs, &edits)?;
    let mut steps = Vec::new();
    for path in &written.documents {
        let name = project.name_of(path);
        match kept.iter().find(|edit| edit.document == name) {
            None => steps.push(Step::written(&name, &reason)),
            Some(edit) => steps.push(Step::kept(&name, edit.beside.as_deref())),
        }
    }
    Ok(Done { steps, findings: written.findings, kept })
}
