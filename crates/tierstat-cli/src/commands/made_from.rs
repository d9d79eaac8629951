//! What a build is made from, as one hash.

use crate::commands::asked_files::AskedFiles;
use crate::exit::Failure;
use crate::file_bytes::{hash_of, hash_of_file, hexadecimal};
use crate::folder_entries::sorted_entries;
use crate::font_files;
use crate::project::Project;
use crate::world;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A hash of all that an import of every file and the checks read beside the ledger; none where a part of it cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MadeFrom(pub(super) Option<String>);

impl MadeFrom {
    /// The program, the settings, the fonts, the code lists, the day that was asked about, the files of the datasets folder, and the records
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
        for path in font_files::paths(project) {
            part(&hash_of(&font_files::bytes(project, &path)?));
        }
        for path in asked.files.iter().chain(&records(project, &asked.files)?) {
            part(&project.name_of(path));
            part(&hash_of_file(path)?);
        }
        Ok(hexadecimal(&hasher.finalize()))
    }

    pub(super) fn is(&self, other: &str) -> bool {
        self.0.as_deref() == Some(other)
    }
}

/// The files a person edits that lie in the folders of files and above them, as far as the datasets folder.
fn records(project: &Project, files: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let datasets = project.datasets();
    let above = |file: &PathBuf| -> Vec<PathBuf> {
        let folders = file.ancestors().skip(1).take_while(|folder| folder.starts_with(&datasets));
        folders.map(Path::to_owned).collect()
    };
    let folders: BTreeSet<PathBuf> = files.iter().flat_map(above).collect();
    let is_record = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    let mut records = Vec::new();
    for folder in &folders {
        records.extend(sorted_entries(folder)?.into_iter().filter(is_record));
    }
    Ok(records)
}
