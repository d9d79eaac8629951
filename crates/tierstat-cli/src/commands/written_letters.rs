//! The letters that were written, each with the files about which it asks: by it those are found that ask nothing any more.

use crate::boundary::absolute;
use crate::exit::Failure;
use crate::file_bytes::{hash_of, hash_of_file};
use crate::output_files::OutputFiles;
use crate::project::Project;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The file beside the letters that names them.
const FILE: &str = "manifest.json";

/// The letters that were written, by path inside the project.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct WrittenLetters {
    pub(crate) letters: BTreeMap<String, WrittenLetter>,
}

/// One letter.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WrittenLetter {
    /// The hash of what was written, by which a letter that a person changed is known.
    hash: String,
    /// The files about which it asks.
    pub(crate) about: BTreeSet<String>,
}

impl WrittenLetters {
    /// The folder of the letters.
    pub(crate) fn folder(project: &Project) -> PathBuf {
        project.out().join("letters")
    }

    /// Reads which letters were written; none where nothing says so.
    pub(crate) fn read(project: &Project) -> Result<Self, Failure> {
        let path = Self::folder(project).join(FILE);
        project.boundary.check(&path)?;
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(Failure::Read { path, source }),
        };
        // What is no such list names no letters, and the next ones that are written replace it.
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    /// Notes a letter with the files about which it asks.
    pub(crate) fn note(&mut self, project: &Project, path: &Path, content: &[u8], about: BTreeSet<String>) {
        self.letters.insert(project.name_of(path), WrittenLetter { hash: hash_of(content), about });
    }

    /// Those of some letters that stand as they were written.
    pub(crate) fn unchanged(
        &self,
        project: &Project,
        is_meant: impl Fn(&str, &WrittenLetter) -> bool,
    ) -> Vec<PathBuf> {
        let folder = Self::folder(project);
        let meant = self.letters.iter().filter(|(name, letter)| is_meant(name, letter));
        let paths = meant.map(|(name, letter)| (absolute(&project.root.join(name)), &letter.hash));
        let unchanged = paths.filter(|(path, hash)| {
            path.starts_with(&folder)
                && project.boundary.check(path).is_ok()
                && hash_of_file(path).is_ok_and(|found| found == **hash)
        });
        unchanged.map(|(path, _)| path).collect()
    }

    /// Publishes the list with the letters, or has it removed where none are left.
    pub(crate) fn add_to(&self, files: &mut OutputFiles, project: &Project) -> Result<(), Failure> {
        let path = Self::folder(project).join(FILE);
        if self.letters.is_empty() {
            return files.discard(&path);
        }
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        files.add(&path, format!("{text}\n").as_bytes())
    }
}
