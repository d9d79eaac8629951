//! Imports that were begun and did not end: killed, on a full disk, or of a file that cannot be read.
//!
//! The ledger holds whole files only, and cannot say that some are wanting. A report from it would state the figures of the others
//! as all there are, so that this is kept beside it.

use crate::exit::Failure;
use crate::output_files::OutputFiles;
use crate::project::Project;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The file in the folder of outputs that names them; there is none where every import ended well.
const FILE: &str = "unfinished-imports.json";

/// The files of the datasets folder whose import is under way. Only the turn to write lets one hold it.
#[derive(Debug)]
pub(crate) struct UnfinishedImports {
    path: PathBuf,
    names: BTreeSet<String>,
}

impl UnfinishedImports {
    /// Notes that files are about to be taken in; `all` where they are all that the project has.
    pub(crate) fn begin(project: &Project, files: &[PathBuf], all: bool) -> Result<Self, Failure> {
        let path = project.out().join(FILE);
        project.boundary.check(&path)?;
        let mut names = if all { BTreeSet::new() } else { read(project, &path)? };
        // A file from elsewhere is no source of the project: whether it can be taken in is told once.
        let datasets = project.datasets();
        let inside =
            |file: &&PathBuf| std::path::absolute(file).is_ok_and(|file| file.starts_with(&datasets));
        names.extend(files.iter().filter(inside).map(|file| project.name_of(file)));
        let begun = Self { path, names };
        begun.write()?;
        Ok(begun)
    }

    /// Notes what could be taken in; the others stay unfinished.
    pub(crate) fn end<'a>(mut self, taken_in: impl Iterator<Item = &'a str>) -> Result<(), Failure> {
        taken_in.for_each(|name| {
            self.names.remove(name);
        });
        self.write()
    }

    /// Refuses to go on where an import of a file did not end that is still there.
    pub(crate) fn expect_none(project: &Project) -> Result<(), Failure> {
        let files: Vec<String> = read(project, &project.out().join(FILE))?.into_iter().collect();
        if files.is_empty() { Ok(()) } else { Err(Failure::UnfinishedImports { files }) }
    }

    fn write(&self) -> Result<(), Failure> {
        if self.names.is_empty() {
            return OutputFiles::remove(&self.path);
        }
        let text = serde_json::to_string_pretty(&self.names).unwrap_or_default();
        OutputFiles::write(&self.path, format!("{text}\n").as_bytes())
    }
}

/// The names that are noted, of files that still stand in the project.
fn read(project: &Project, path: &Path) -> Result<BTreeSet<String>, Failure> {
    project.boundary.check(path)?;
    let failure = |source| Failure::Read { path: path.to_owned(), source };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(failure(error)),
    };
    let names: BTreeSet<String> = serde_json::from_str(&text).map_err(|error| failure(error.into()))?;
    Ok(names.into_iter().filter(|name| project.root.join(name).exists()).collect())
}
