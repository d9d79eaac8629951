//! The `defaults.toml` of the folders in which a file lies.

use crate::exit::Failure;
use crate::file_bytes::read_bytes;
use crate::project_folder::ProjectFolder;
use std::path::{Path, PathBuf};
use tierstat_ingest::{FolderDefaults, folder_defaults};

/// What the folders of a file say together, the nearest first.
#[derive(Debug, Default)]
pub(crate) struct FolderChain {
    /// What holds for the file.
    pub(crate) defaults: FolderDefaults,
    /// The bytes of all that was read, which decide how the file is read.
    pub(crate) content: Vec<u8>,
}

impl FolderChain {
    /// Reads the defaults of the folder of a file and of those above it, up to the datasets folder.
    pub(crate) fn read(project: &ProjectFolder, path: &Path) -> Result<Self, Failure> {
        let mut chain = Self::default();
        for folder in folders(project, path)? {
            let path = folder.join(folder_defaults::FILE_NAME);
            project.boundary.check(&path)?;
            if path.exists() {
                let own = folder_defaults::read(&path, &project.lists)?;
                chain.defaults = chain.defaults.or(own);
                chain.content.extend(read_bytes(&path)?);
                chain.content.push(0);
            }
        }
        Ok(chain)
    }
}

/// The folder of a file and those above it, as far as the datasets folder; none where the file lies outside it.
fn folders(project: &ProjectFolder, path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let absolute = |path: &Path| {
        std::path::absolute(path).map_err(|source| Failure::Read { path: path.to_owned(), source })
    };
    let (path, datasets) = (absolute(path)?, absolute(&project.datasets())?);
    let inside = path.ancestors().skip(1).take_while(|folder| folder.starts_with(&datasets));
    Ok(inside.map(Path::to_owned).collect())
}
