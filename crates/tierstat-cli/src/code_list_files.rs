//! The files of the code lists.

use crate::exit::Failure;
use crate::file_bytes::{hexadecimal, read_bytes};
use crate::folder_entries::sorted_entries;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Folders of the datasets folder that hold code lists.
pub(crate) const CODE_LISTS: [&str; 2] = ["areas", "indicators"];

/// A hash of all code list files of a datasets folder, in order of name.
pub(crate) fn code_lists_hash(datasets: &Path) -> Result<String, Failure> {
    let mut hasher = Sha256::new();
    for list in CODE_LISTS {
        let folder = datasets.join(list);
        if folder.is_dir() {
            for entry in sorted_entries(&folder)? {
                if entry.extension().is_some_and(|extension| extension == "toml" || extension == "csv") {
                    hasher.update(read_bytes(&entry)?);
                }
            }
        }
    }
    Ok(hexadecimal(&hasher.finalize()))
}
