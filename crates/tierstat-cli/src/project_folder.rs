//! The folder of a project: where it lies, its settings, its code lists.

use crate::boundary::{Boundary, absolute};
use crate::code_list_files::{CODE_LISTS, code_lists_hash};
use crate::exit::Failure;
use crate::folder_entries::sorted_entries;
use crate::settings::{SETTINGS_FILE, Settings, UNRANKED};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use tierstat_model::{CodeLists, WrittenFault};

/// Where a project lies and what is said of it there.
#[derive(Debug)]
pub(crate) struct ProjectFolder {
    /// The folder.
    pub(crate) root: PathBuf,
    /// What lies inside it, also behind links.
    pub(crate) boundary: Boundary,
    pub(crate) settings: Settings,
    /// The bytes of the settings file, which are an input of everything.
    pub(crate) settings_text: String,
    pub(crate) lists: Arc<CodeLists>,
    /// A hash of the code lists' bytes: figures are read again where it changes.
    pub(crate) lists_hash: String,
}

impl ProjectFolder {
    /// The folder in which a run stands, or the nearest above it, that has a settings file.
    pub(crate) fn find(start: &Path) -> Result<Option<Self>, Failure> {
        let Some(folder) = Self::without_lists(start)? else { return Ok(None) };
        let datasets = folder.datasets();
        check_code_lists(&folder.boundary, &datasets)?;
        let lists = Arc::new(tierstat_ingest::load_code_lists(&datasets)?);
        let lists_hash = code_lists_hash(&datasets)?;
        Ok(Some(Self { lists, lists_hash, ..folder }))
    }

    /// The same without its code lists, which may still have to be written.
    pub(crate) fn without_lists(start: &Path) -> Result<Option<Self>, Failure> {
        let start = start_of(start)?;
        let Some(root) = start.ancestors().find(|folder| folder.join(SETTINGS_FILE).is_file()) else {
            return Ok(None);
        };
        let path = root.join(SETTINGS_FILE);
        let boundary = Boundary::around(root);
        boundary.check(&path)?;
        let settings_text =
            std::fs::read_to_string(&path).map_err(|source| Failure::Read { path: path.clone(), source })?;
        let settings: Settings = toml::from_str(&settings_text).map_err(|error| Failure::Settings {
            path: path.clone(),
            message: WrittenFault::of(&settings_text, error.span().map(|span| span.start), error.message())
                .with_line(),
        })?;
        settings.folders.check(root, &path)?;
        let (lists, lists_hash) = (Arc::default(), String::new());
        Ok(Some(Self { root: root.to_owned(), boundary, settings, settings_text, lists, lists_hash }))
    }

    /// The datasets folder.
    pub(crate) fn datasets(&self) -> PathBuf {
        absolute(&self.root.join(&self.settings.folders.datasets))
    }

    /// The folder that everything is written to.
    pub(crate) fn out(&self) -> PathBuf {
        absolute(&self.root.join(&self.settings.folders.out))
    }

    /// The folder of the editions that were locked.
    pub(crate) fn editions(&self) -> PathBuf {
        absolute(&self.root.join(&self.settings.folders.editions))
    }

    /// The folders of the datasets folder from which nothing is taken in: code lists, and what the settings name.
    pub(crate) fn folders_without_figures(&self) -> Vec<PathBuf> {
        let names = CODE_LISTS.iter().copied();
        let names = names.chain(self.settings.not_imported.iter().map(String::as_str));
        names.map(|name| absolute(&self.datasets().join(name))).collect()
    }

    /// A path that a person wrote as the project names it; one that leads outside, where it really lies.
    pub(crate) fn path_of(&self, written: &Path) -> PathBuf {
        let path = absolute(written);
        match std::fs::canonicalize(written) {
            Ok(real) if !self.boundary.holds(&real) => real,
            Ok(real) if !path.starts_with(&self.root) => self.boundary.name_inside(&real).unwrap_or(real),
            Ok(_) | Err(_) => path,
        }
    }

    /// The rank of a publisher by the settings.
    pub(crate) fn source_rank(&self, publisher: &str) -> u32 {
        self.settings
            .sources
            .iter()
            .find(|source| source.publisher == publisher)
            .map_or(UNRANKED, |source| source.rank)
    }

    /// A path as it is named in messages and origins: inside the project, with forward slashes.
    pub(crate) fn name_of(&self, path: &Path) -> String {
        let full = absolute(path);
        let inside = full.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<String> =
            inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        if inside.is_absolute() { path.display().to_string() } else { parts.join("/") }
    }
}

/// The code lists lie inside the project, each of their files.
fn check_code_lists(boundary: &Boundary, datasets: &Path) -> Result<(), Failure> {
    boundary.check(datasets)?;
    for list in CODE_LISTS {
        let folder = datasets.join(list);
        boundary.check(&folder)?;
        if folder.is_dir() {
            for entry in sorted_entries(&folder)? {
                if entry.extension().is_some_and(|extension| extension == "toml" || extension == "csv") {
                    boundary.check(&entry)?;
                }
            }
        }
    }
    Ok(())
}

/// Where a run starts, from the root of the file system. Behind a link, `..` is another folder than by name.
fn start_of(start: &Path) -> Result<PathBuf, Failure> {
    let goes_up = start.components().any(|part| part == Component::ParentDir);
    if !goes_up {
        return Ok(absolute(start));
    }
    std::fs::canonicalize(start).map_err(|source| Failure::Read { path: start.to_owned(), source })
}
