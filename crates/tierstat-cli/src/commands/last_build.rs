//! What the last build came to: while all that it was made from is the same, there is nothing to read, to check or to write.

use crate::commands::asked_files::AskedFiles;
use crate::exit::Failure;
use crate::file_bytes::hash_of_file;
use crate::file_bytes::hexadecimal;
use crate::folder_entries::sorted_entries;
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::world;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tierstat_model::{Finding, Severity};
use tierstat_store::Snapshot;

/// The file in the folder of outputs that keeps it; without it everything is read and checked again.
const FILE: &str = ".last-build.json";

/// What the figures of a ledger are and what checking them saw, as far as those who need not look again have to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Checked {
    /// [`Snapshot::content_fingerprint`].
    pub(crate) figures: String,
    /// A hash of the findings.
    pub(crate) findings: String,
    pub(crate) finding_count: usize,
    pub(crate) error_count: usize,
    /// How many numbers are kept back.
    pub(crate) waiting: usize,
}

impl Checked {
    /// What a state of the ledger is, with the findings that were made on it.
    pub(crate) fn of(ledger: &Snapshot, findings: &[Finding]) -> Result<Self, Failure> {
        let is_error = |finding: &&Finding| finding.severity == Severity::Error;
        let mut hasher = Sha256::new();
        for finding in findings {
            hasher.update(serde_json::to_vec(finding).unwrap_or_default());
            hasher.update([0x1f]);
        }
        Ok(Self {
            figures: ledger.content_fingerprint()?,
            findings: hexadecimal(&hasher.finalize()),
            finding_count: findings.len(),
            error_count: findings.iter().filter(is_error).count(),
            waiting: ledger.kept_back_count()?,
        })
    }
}

/// A build that took in all that there is, with what it was made from.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LastBuild {
    made_from: String,
    ledger: String,
    checked: Checked,
    /// A hash of the lines above, so that what was changed on the disk is not believed.
    seal: String,
}

impl LastBuild {
    /// What the last build came to, where neither its sources nor the ledger changed since.
    pub(crate) fn still_true(
        project: &Project,
        made_from: &MadeFrom,
        ledger: &Snapshot,
    ) -> Result<Option<Checked>, Failure> {
        let path = project.out().join(FILE);
        project.boundary.check(&path)?;
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let Ok(last) = serde_json::from_str::<Self>(&text) else { return Ok(None) };
        let is_sound = last.seal == seal(&last.made_from, &last.ledger, &last.checked);
        let is_same = made_from.is(&last.made_from) && last.ledger == ledger.history_fingerprint()?;
        Ok((is_sound && is_same).then_some(last.checked))
    }

    /// Keeps what a build came to. One whose sources changed while it read them is not kept.
    pub(crate) fn keep(
        project: &Project,
        made_from: (&MadeFrom, &MadeFrom),
        ledger: &Snapshot,
        checked: &Checked,
    ) -> Result<(), Failure> {
        let path = project.out().join(FILE);
        project.boundary.check(&path)?;
        let (MadeFrom(Some(before)), true) = (made_from.0, made_from.0 == made_from.1) else {
            return OutputFiles::remove(&path);
        };
        let ledger = ledger.history_fingerprint()?;
        let seal = seal(before, &ledger, checked);
        let last = Self { made_from: before.clone(), ledger, checked: checked.clone(), seal };
        let text = serde_json::to_string_pretty(&last).unwrap_or_default() + "\n";
        // Writing what stands there already would change the file's day.
        if std::fs::read_to_string(&path).is_ok_and(|written| written == text) {
            return Ok(());
        }
        OutputFiles::write(&path, text.as_bytes())
    }
}

fn seal(made_from: &str, ledger: &str, checked: &Checked) -> String {
    let checked = serde_json::to_string(checked).unwrap_or_default();
    hexadecimal(&Sha256::digest(format!("{made_from}\n{ledger}\n{checked}")))
}

/// A hash of all that an import of every file and the checks read beside the ledger; none where a part of it cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MadeFrom(Option<String>);

impl MadeFrom {
    /// The program, the settings, the code lists, the day that was asked about, the files of the datasets folder, and the records
    /// that lie beside them and in the folders above them.
    pub(crate) fn of(project: &Project, asked: &AskedFiles, known_on: Option<Date>) -> Self {
        Self::hashed(project, asked, known_on).map_or(Self(None), |hash| Self(Some(hash)))
    }

    fn hashed(project: &Project, asked: &AskedFiles, known_on: Option<Date>) -> Result<String, Failure> {
        let mut hasher = Sha256::new();
        let mut part = |part: &str| {
            hasher.update(part.len().to_le_bytes());
            hasher.update(part);
        };
        part(&world::program_identity());
        part(&project.settings_text);
        part(&project.lists_hash);
        part(&format!("{known_on:?} {:?}", asked.findings));
        for path in asked.files.iter().chain(&records(project, &asked.files)) {
            part(&project.name_of(path));
            part(&hash_of_file(path)?);
        }
        Ok(hexadecimal(&hasher.finalize()))
    }

    fn is(&self, other: &str) -> bool {
        self.0.as_deref() == Some(other)
    }
}

/// The files a person edits that lie in the folders of files and above them, as far as the datasets folder.
fn records(project: &Project, files: &[PathBuf]) -> Vec<PathBuf> {
    let datasets = project.datasets();
    let above = |file: &PathBuf| -> Vec<PathBuf> {
        let folders = file.ancestors().skip(1).take_while(|folder| folder.starts_with(&datasets));
        folders.map(Path::to_owned).collect()
    };
    let folders: BTreeSet<PathBuf> = files.iter().flat_map(above).collect();
    let is_record = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    let entries = folders.iter().flat_map(|folder| sorted_entries(folder).unwrap_or_default());
    entries.filter(is_record).collect()
}
