//! The bytes of a package.

use crate::exit::Failure;
use crate::project::Project;
use std::io::Read;
use std::path::Path;
use tierstat_store::{ImportRecord, Snapshot};

/// The bytes of a package; where its file is gone, those that the ledger kept when it was opened before.
pub(super) fn content(file: &Path, name: &str, project: &Project) -> Result<Vec<u8>, Failure> {
    let unreadable = |source| Failure::Read { path: file.to_owned(), source };
    let opened = match std::fs::File::open(file) {
        Ok(opened) => opened,
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
            let kept = match project.ledger_if_any()? {
                Some(ledger) => match last_package(&ledger, name)? {
                    Some(import) => ledger.stored_file(&import.content_hash)?,
                    None => None,
                },
                None => None,
            };
            return kept.ok_or_else(|| unreadable(source));
        }
        Err(source) => return Err(unreadable(source)),
    };
    // A package is held in memory as a whole.
    let limit = project.settings.limits.part_bytes;
    let mut content = Vec::new();
    opened.take(limit.saturating_add(1)).read_to_end(&mut content).map_err(unreadable)?;
    match u64::try_from(content.len()) {
        Ok(found) if found <= limit => Ok(content),
        found => Err(tierstat_ingest::IngestError::TooLarge {
            path: file.to_owned(),
            what: "bytes",
            found: found.unwrap_or(u64::MAX),
            limit,
        }
        .into()),
    }
}

/// The newest import of a package, which stands under its name with the beginning of its hash, or before schema 5 without.
fn last_package(ledger: &Snapshot, name: &str) -> Result<Option<ImportRecord>, Failure> {
    let is_it = |file: &str| {
        file.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.strip_prefix('#').is_some_and(|hash| hash.len() == 8))
    };
    Ok(ledger.imports()?.into_iter().rev().find(|import| is_it(&import.file)))
}
