//! What the last build came to: while all that it was made from is the same, there is nothing to read, to check or to write.

use crate::commands::made_from::MadeFrom;
use crate::exit::Failure;
use crate::file_bytes::hexadecimal;
use crate::output_files::OutputFiles;
use crate::project::Project;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
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
        Ok(Self {
            figures: ledger.content_fingerprint()?,
            findings: hash_of_findings(findings),
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

    /// Keeps what a build came to, in place of the one before. One whose sources changed while it read them is not kept, and the
    /// one before stays: it is true of its own sources and of no other.
    pub(crate) fn keep(
        project: &Project,
        made_from: (&MadeFrom, &MadeFrom),
        ledger: &Snapshot,
        checked: &Checked,
    ) -> Result<(), Failure> {
        let path = project.out().join(FILE);
        project.boundary.check(&path)?;
        let (MadeFrom(Some(before)), true) = (made_from.0, made_from.0 == made_from.1) else {
            return Ok(());
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

/// A hash over findings, by which two lists of them are known for the same.
pub(crate) fn hash_of_findings(findings: &[Finding]) -> String {
    let mut hasher = Sha256::new();
    for finding in findings {
        hasher.update(serde_json::to_vec(finding).unwrap_or_default());
        hasher.update([0x1f]);
    }
    hexadecimal(&hasher.finalize())
}

fn seal(made_from: &str, ledger: &str, checked: &Checked) -> String {
    let checked = serde_json::to_string(checked).unwrap_or_default();
    hexadecimal(&Sha256::digest(format!("{made_from}\n{ledger}\n{checked}")))
}
