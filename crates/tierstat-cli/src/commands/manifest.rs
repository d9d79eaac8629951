//! The manifest of a report: what it was written from and what came of it, by hash, no clock.

use crate::commands::written_report::Written;
use crate::exit::Failure;
use crate::file_bytes::{hash_of, hash_of_file};
use crate::project::Project;
use crate::report_inputs::{ReportInputs, name_inside};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tierstat_model::Localized;
use tierstat_report::Report;

/// What a report was written from, and its files, each with the hash of its content.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Manifest {
    /// The name of the report, or of the chart that stands in none.
    report: String,
    /// What its description says.
    description: serde_json::Value,
    pub(crate) inputs: ReportInputs,
    /// Its files by their place in its folder.
    pub(crate) outputs: BTreeMap<String, String>,
    /// Those among them that say of every number which figures it is made from.
    origins: Vec<String>,
}

impl Manifest {
    /// Reads a manifest; `None` where there is none that this program wrote.
    pub(crate) fn read(project: &Project, path: &Path) -> Option<Self> {
        project.boundary.check(path).ok()?;
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    }

    pub(crate) fn of(report: &Report, inputs: ReportInputs, written: &Written, folder: &Path) -> Self {
        let files = written.files.iter();
        let outputs: BTreeMap<String, String> =
            files.map(|(path, content)| (name_inside(folder, path), hash_of(content))).collect();
        let origins = outputs.keys().filter(|name| name.ends_with(".origins.json")).cloned().collect();
        let description = serde_json::to_value(report.description()).unwrap_or_default();
        Self { report: report.shown_name(), description, inputs, outputs, origins }
    }

    /// The bytes of its file.
    pub(crate) fn content(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }

    /// Why the report has to be written again; `None` where its inputs and outputs are still the same. What a person edited is none
    /// of them.
    pub(crate) fn out_of_date(
        &self,
        inputs: &ReportInputs,
        project: &Project,
        folder: &Path,
        is_edited: impl Fn(&str) -> bool,
    ) -> Option<Localized> {
        let changed = self.inputs.differences(inputs, false);
        if !changed.is_empty() {
            let zh: Vec<&str> = changed.iter().map(|what| what.zh.as_str()).collect();
            let en: Vec<&str> = changed.iter().map(|what| what.en.as_str()).collect();
            return Some(Localized::new(
                format!("{}有变", zh.join("、")),
                format!("changed: {}", en.join(", ")),
            ));
        }
        let stands = |name: &str, hash: &str| {
            hash_of_output(project, &folder.join(name)).is_ok_and(|found| found == hash)
        };
        let lost = self.outputs.iter().find(|(name, hash)| !is_edited(name) && !stands(name, hash));
        lost.map(|(name, _)| {
            let name = project.name_of(&folder.join(name));
            Localized::new(format!("{name} 被改动或缺失"), format!("changed or missing: {name}"))
        })
    }
}

/// The files of a folder that were written before and are not written any more, such as a chart that has no figures now; one that
/// a person changed is none of them.
pub(crate) fn gone(
    before: &BTreeMap<String, String>,
    now: &Manifest,
    project: &Project,
    folder: &Path,
) -> Vec<PathBuf> {
    let old = before.iter().filter(|(name, _)| !now.outputs.contains_key(*name));
    let old = old.map(|(name, hash)| (crate::boundary::absolute(&folder.join(name)), hash));
    let written = old.filter(|(path, hash)| {
        path.starts_with(folder) && hash_of_output(project, path).is_ok_and(|found| found == **hash)
    });
    written.map(|(path, _)| path).collect()
}

/// The files that a manifest of any version says were written, by their place in the folder.
pub(crate) fn outputs_before(project: &Project, path: &Path, folder: &Path) -> BTreeMap<String, String> {
    #[derive(Default, Deserialize)]
    struct OutputsOnly {
        outputs: BTreeMap<String, String>,
    }
    let text = project.boundary.check(path).ok().and_then(|()| std::fs::read_to_string(path).ok());
    let found: OutputsOnly = serde_json::from_str(&text.unwrap_or_default()).unwrap_or_default();
    // Earlier versions named them by their place in the project.
    let of_project = format!("{}/", project.name_of(folder));
    let inside = |name: String| name.strip_prefix(&of_project).map(str::to_owned).unwrap_or(name);
    found.outputs.into_iter().map(|(name, hash)| (inside(name), hash)).collect()
}

fn hash_of_output(project: &Project, path: &Path) -> Result<String, Failure> {
    project.boundary.check(path)?;
    hash_of_file(path)
}
