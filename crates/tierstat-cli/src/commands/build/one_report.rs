//! One report, brought up to date.

use super::current::Findings;
use super::step::Step;
use crate::commands::manifest::Manifest;
use crate::commands::report::{self, Written};
use crate::exit::Failure;
use crate::output_files::OutputFiles;
use crate::project::Project;
use std::collections::BTreeMap;
use tierstat_model::{Finding, Language, Localized};
use tierstat_report::Report;
use tierstat_store::Snapshot;

/// Writes one report where it is out of date: what was done, and what writing saw.
pub(super) fn bring_up_to_date(
    project: &Project,
    ledger: &Snapshot,
    description: &Report,
    inputs: BTreeMap<String, String>,
    findings: &Findings,
    (force, spoken): (bool, Language),
) -> Result<(Vec<Step>, Vec<Finding>), Failure> {
    let folder = report::folder(project, description);
    OutputFiles::clear(&project.boundary, &folder)?;
    let manifest_path = folder.join("manifest.json");
    let old = Manifest::read(project, &manifest_path);
    let reason = match &old {
        None => Some(Localized::new("首次生成", "not written before")),
        Some(old) => old
            .out_of_date(project, &inputs)
            .or_else(|| force.then(|| Localized::new("按要求重写", "asked to write it again"))),
    };
    let Some(reason) = reason else { return Ok((vec![Step::unchanged(description.name())], Vec::new())) };
    let written = Written::of(project, ledger, description, findings.of(project, ledger)?, (None, spoken))?;
    let manifest = Manifest::of(project, inputs, &written);
    let folder = report::folder(project, description);
    let gone = old.map(|old| old.gone_from(&manifest, project, &folder)).unwrap_or_default();
    written.publish(project, description, &[(manifest_path, manifest.content())], &gone)?;
    let steps = written.documents.iter().map(|path| Step::written(&project.name_of(path), &reason));
    Ok((steps.collect(), written.findings))
}
