//! What lies in a folder.

use crate::exit::Failure;
use std::path::{Path, PathBuf};

/// What lies in a folder, in order of name.
pub(crate) fn sorted_entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failure = |source| Failure::Read { path: folder.to_owned(), source };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failure)? {
        entries.push(entry.map_err(failure)?.path());
    }
    entries.sort();
    Ok(entries)
}
