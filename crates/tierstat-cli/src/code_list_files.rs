//! The files of the code lists.

use crate::exit::Failure;
use crate::file_bytes::{hash_of, hexadecimal, read_bytes};
use crate::folder_entries::sorted_entries;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Folders of the datasets folder that hold code lists.
pub(crate) const CODE_LISTS: [&str; 2] = ["areas", "indicators"];
/// The folder that holds the dimensions by which figures are divided.
const DIMENSIONS: &str = "dimensions";

/// A hash of all code list files of a datasets folder, in order of name.
pub(crate) fn code_lists_hash(datasets: &Path) -> Result<String, Failure> {
    let mut hasher = Sha256::new();
    for list in CODE_LISTS {
        for file in files_of(&datasets.join(list))? {
            hasher.update(read_bytes(&file)?);
        }
    }
    Ok(hexadecimal(&hasher.finalize()))
}

/// All code list files of a datasets folder, those of its dimensions among them, each with the hash of its bytes.
pub(crate) fn code_list_hashes(datasets: &Path) -> Result<Vec<(PathBuf, String)>, Failure> {
    let mut hashes = Vec::new();
    for list in CODE_LISTS.iter().chain([&DIMENSIONS]) {
        for file in files_of(&datasets.join(list))? {
            let hash = hash_of(&read_bytes(&file)?);
            hashes.push((file, hash));
        }
    }
    Ok(hashes)
}

/// The code list files of a datasets folder in which names are written, those of its dimensions among them.
pub(crate) fn text_lists(datasets: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut lists = Vec::new();
    for list in CODE_LISTS.iter().chain([&DIMENSIONS]) {
        let is_text = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "toml");
        lists.extend(files_of(&datasets.join(list))?.into_iter().filter(is_text));
    }
    Ok(lists)
}

/// The files of a folder of code lists, in order of name; none where there is no such folder.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let is_list =
        |path: &PathBuf| path.extension().is_some_and(|extension| extension == "toml" || extension == "csv");
    Ok(sorted_entries(folder)?.into_iter().filter(is_list).collect())
}
