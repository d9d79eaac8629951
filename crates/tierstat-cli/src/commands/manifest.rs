//! The manifest of a report: what it was written from and what came of it, by hash, no clock.

use crate::boundary::absolute;
use crate::commands::written_report::Written;
use crate::exit::Failure;
use crate::file_bytes::{hash_of, hash_of_file};
use crate::font_files;
use crate::project::Project;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tierstat_model::Localized;
use tierstat_report::Report;

const LEDGER: &str = "ledger";
const FINDINGS: &str = "findings";
const CODE_LISTS: &str = "code-lists";
const SETTINGS: &str = "settings";
const PROGRAM: &str = "program";

/// Inputs and outputs by name, each with the hash of its content.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    inputs: BTreeMap<String, String>,
    outputs: BTreeMap<String, String>,
}

impl Manifest {
    pub(crate) fn read(project: &Project, path: &Path) -> Option<Self> {
        project.boundary.check(path).ok()?;
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    }

    pub(crate) fn of(project: &Project, inputs: BTreeMap<String, String>, written: &Written) -> Self {
        let outputs =
            written.files.iter().map(|(path, content)| (project.name_of(path), hash_of(content))).collect();
        Self { inputs, outputs }
    }

    /// The bytes of its file.
    pub(crate) fn content(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }

    /// The files of a folder that were written before and are not written any more, such as a chart that has no figures now;
    /// one that a person changed is none of them.
    pub(crate) fn gone_from(&self, new: &Self, project: &Project, folder: &Path) -> Vec<PathBuf> {
        let old = self.outputs.iter().filter(|(name, _)| !new.outputs.contains_key(*name));
        let written =
            old.filter(|(name, hash)| hash_of_output(project, name).is_ok_and(|found| found == **hash));
        let paths = written.map(|(name, _)| absolute(&project.root.join(name)));
        paths.filter(|path| path.starts_with(folder)).collect()
    }

    /// Why the report has to be written again; `None` where its inputs and outputs are still the same.
    pub(crate) fn out_of_date(
        &self,
        project: &Project,
        inputs: &BTreeMap<String, String>,
    ) -> Option<Localized> {
        let names = self.inputs.keys().chain(inputs.keys());
        let mut changed: Vec<&str> =
            names.filter(|name| self.inputs.get(*name) != inputs.get(*name)).map(String::as_str).collect();
        changed.sort_unstable();
        changed.dedup();
        // New figures bring new findings; that the ledger changed says it.
        if changed.contains(&LEDGER) {
            changed.retain(|name| *name != FINDINGS);
        }
        if !changed.is_empty() {
            let zh: Vec<&str> = changed.iter().map(|name| input_name(name).0).collect();
            let en: Vec<&str> = changed.iter().map(|name| input_name(name).1).collect();
            return Some(Localized::new(
                format!("{}有变", zh.join("、")),
                format!("changed: {}", en.join(", ")),
            ));
        }
        let lost = self
            .outputs
            .iter()
            .find(|(name, hash)| !hash_of_output(project, name).is_ok_and(|found| found == **hash));
        lost.map(|(name, _)| {
            Localized::new(format!("{name} 被改动或缺失"), format!("changed or missing: {name}"))
        })
    }
}

/// An input as a person calls it; a file by its name.
fn input_name(name: &str) -> (&str, &str) {
    match name {
        LEDGER => ("账本", "the ledger"),
        FINDINGS => ("核对结果", "the findings"),
        CODE_LISTS => ("代码表", "the code lists"),
        SETTINGS => ("设置", "the settings"),
        PROGRAM => ("程序版本", "the version of tierstat"),
        file => (file, file),
    }
}

/// Everything that can change a report: the ledger and the findings, each by its hash, the description, the lists, the settings,
/// the fonts, ourselves.
pub(crate) fn inputs(
    project: &Project,
    description: &Report,
    ledger_state: &str,
    findings: &str,
) -> Result<BTreeMap<String, String>, Failure> {
    let mut inputs = BTreeMap::new();
    inputs.insert(LEDGER.to_owned(), ledger_state.to_owned());
    inputs.insert(FINDINGS.to_owned(), findings.to_owned());
    inputs.insert(CODE_LISTS.to_owned(), project.lists_hash.clone());
    inputs.insert(SETTINGS.to_owned(), hash_of(project.settings_text.as_bytes()));
    inputs.insert(PROGRAM.to_owned(), env!("CARGO_PKG_VERSION").to_owned());
    for path in font_files::paths(project) {
        inputs.insert(project.name_of(&path), hash_of(&font_files::bytes(project, &path)?));
    }
    for path in description.input_files() {
        inputs.insert(project.name_of(&path), hash_of_file(&path)?);
    }
    Ok(inputs)
}

fn hash_of_output(project: &Project, name: &str) -> Result<String, Failure> {
    let path = project.root.join(name);
    project.boundary.check(&path)?;
    hash_of_file(&path)
}
