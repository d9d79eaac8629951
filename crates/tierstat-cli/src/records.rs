//! What a person writes beside a file: its origin, mapping and corrections.

use crate::exit::Failure;
use crate::project_folder::ProjectFolder;
use std::path::{Path, PathBuf};
use tierstat_ingest::Mapping;
use tierstat_model::CodeLists;

/// What the names of records beside a file end in.
pub(crate) const RECORDS: [&str; 3] = [".origin.toml", ".mapping.toml", ".corrections.toml"];

/// Reads a mapping, with ids in place of the names that are written.
pub(crate) fn mapping_of(path: &Path, lists: &CodeLists) -> Result<Mapping, Failure> {
    Ok(tierstat_ingest::mapping::read(path)?.resolved(lists)?)
}

/// The record of a kind that stands beside a file.
pub(crate) fn beside(path: &Path, ending: &str) -> Option<PathBuf> {
    let beside = with_ending(path, ending);
    // What is no file is refused where it is read: a record that stands there is meant.
    beside.exists().then_some(beside)
}

/// The record of a kind that stands beside a file of a project, where it lies inside the project.
pub(crate) fn beside_inside(project: &ProjectFolder, path: &Path, ending: &str) -> Option<PathBuf> {
    beside(path, ending).filter(|record| project.boundary.check(record).is_ok())
}

pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
