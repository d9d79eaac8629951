//! Files by which a run answers although they are there no longer: said at the end of every run that only asks.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tierstat_model::{CellRef, Finding, Localized, Severity};
use tierstat_store::{Arrival, Snapshot};

/// What was noted in a run. Clones are one log.
#[derive(Debug, Clone, Default)]
pub(crate) struct MissingFiles(Arc<Mutex<BTreeSet<String>>>);

impl MissingFiles {
    /// Notes the files that a ledger answers by and that lie no longer in the project where they were found. That they are gone is for an
    /// import to write down.
    pub(crate) fn note(&self, ledger: &Snapshot, root: &Path) {
        // A ledger that cannot say it cannot answer either, and that is said then.
        let sources = ledger.sources().unwrap_or_default().into_iter();
        let found =
            sources.filter(|source| source.arrival == Arrival::Found).map(|source| source.import.file);
        let missing = found.filter(|file| !root.join(file).exists());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(missing);
    }

    /// One finding about all of them.
    pub(crate) fn finding(&self) -> Option<Finding> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if files.is_empty() {
            return None;
        }
        let cell = |file: &String| CellRef { file: file.clone(), sheet: None, row: 1, column: 1 };
        let count = files.len();
        Some(Finding {
            severity: Severity::Warning,
            rule: "source.missed".to_owned(),
            cells: files.iter().map(cell).collect(),
            message: Localized::new(
                format!("{count} 个来源文件已不在，账本仍以其中的数据作答"),
                match count {
                    1 => "a source file is there no longer, and the ledger still answers by it".to_owned(),
                    _ => format!(
                        "{count} source files are there no longer, and the ledger still answers by them"
                    ),
                },
            ),
            hint: Localized::new(
                "运行 tierstat import 或 tierstat build，账本即予记录",
                "tierstat import or tierstat build takes note of it",
            ),
        })
    }
}
