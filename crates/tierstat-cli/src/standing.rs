//! Who published a file, and when: as its origin and its folders say.

use crate::folder_defaults::FolderChain;
use crate::project_folder::ProjectFolder;
use crate::records::beside_inside;
use jiff::civil::Date;
use std::cmp::Ordering;
use std::path::{Path, PathBuf};

/// A file with what its origin and its folders say of who published it, and when.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) path: PathBuf,
    publisher: Option<String>,
    published_on: Option<Date>,
    edition: Option<String>,
    pub(crate) has_mapping: bool,
}

impl Standing {
    /// What stands beside a file; an origin that cannot be read is reported where the file itself is read.
    pub(crate) fn of(project: &ProjectFolder, path: &Path) -> Self {
        let folders = FolderChain::read(project, path).unwrap_or_default();
        let publisher = folders.defaults.publisher;
        let origin = beside_inside(project, path, ".origin.toml")
            .and_then(|origin| tierstat_ingest::origin_file::read_of(&origin, publisher.as_deref()).ok());
        Self {
            path: path.to_owned(),
            publisher: origin.as_ref().map(|origin| origin.publisher.clone()).or(publisher),
            published_on: origin.as_ref().and_then(|origin| origin.published_on),
            edition: origin.map(|origin| origin.edition),
            has_mapping: beside_inside(project, path, ".mapping.toml").is_some(),
        }
    }

    /// Which of two was published first: by day, else by edition, else by the names of their folders.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let by_day = match (self.published_on, other.published_on) {
            (Some(own), Some(others)) => own.cmp(&others),
            _ => Ordering::Equal,
        };
        let by_edition = match (&self.edition, &other.edition) {
            (Some(own), Some(others)) => own.cmp(others),
            _ => Ordering::Equal,
        };
        by_day.then(by_edition).then_with(|| self.path.parent().cmp(&other.path.parent()))
    }

    /// Whether both come from one publisher: by what is said of them, else by the folder that holds their editions.
    pub(crate) fn is_of_one_publisher_with(&self, other: &Self, datasets: &Path) -> bool {
        if let (Some(own), Some(others)) = (&self.publisher, &other.publisher) {
            return own == others;
        }
        let folder = |path: &Path| path.parent().and_then(Path::parent).map(Path::to_owned);
        let (own, others) = (folder(&self.path), folder(&other.path));
        own == others && own.is_some_and(|own| own != datasets && own.starts_with(datasets))
    }
}
