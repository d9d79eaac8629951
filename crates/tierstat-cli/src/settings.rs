//! The settings of a project: what its `tierstat.toml` says.

use crate::boundary::absolute;
use crate::exit::Failure;
use jiff::civil::Date;
use serde::Deserialize;
use std::path::Path;
use tierstat_ingest::origin_file::local_date;
use tierstat_model::{Language, Localized};

/// The name of the settings file, which makes a folder a project.
pub(crate) const SETTINGS_FILE: &str = "tierstat.toml";

/// What `tierstat.toml` says.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Settings {
    /// The title of the project.
    pub(crate) title: Localized,
    /// The languages of reports; the first is that of messages. Both where none is named.
    #[serde(default = "both_languages", deserialize_with = "at_least_one")]
    pub(crate) languages: Vec<Language>,
    /// Where things are.
    #[serde(default)]
    pub(crate) folders: Folders,
    /// Folders and files of the datasets folder from which nothing is imported.
    #[serde(default)]
    pub(crate) not_imported: Vec<String>,
    /// Font files, as paths inside the project, for characters that the bundled fonts lack.
    #[serde(default)]
    pub(crate) fonts: Vec<String>,
    /// The ranks of publishers; smaller is preferred.
    #[serde(default)]
    pub(crate) sources: Vec<SourceRank>,
    /// The associations whose signed packages are taken.
    #[serde(default)]
    pub(crate) exchange: Vec<TrustedKey>,
    /// When the fiscal years of the sources begin.
    #[serde(default)]
    pub(crate) fiscal_year: Option<tierstat_ingest::FiscalYearRule>,
    /// Caps on what is opened.
    #[serde(default)]
    pub(crate) limits: tierstat_ingest::Limits,
}

/// Where things are, as paths inside the project.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(crate) struct Folders {
    pub(crate) datasets: String,
    pub(crate) reports: String,
    pub(crate) charts: String,
    pub(crate) out: String,
    pub(crate) editions: String,
}

impl Default for Folders {
    fn default() -> Self {
        let [datasets, reports, charts, out, editions] =
            ["datasets", "reports", "charts", "out", "editions"].map(String::from);
        Self { datasets, reports, charts, out, editions }
    }
}

impl Folders {
    /// Every folder lies inside the project.
    pub(crate) fn check(&self, root: &Path, settings: &Path) -> Result<(), Failure> {
        for (key, folder) in [
            ("datasets", &self.datasets),
            ("reports", &self.reports),
            ("charts", &self.charts),
            ("out", &self.out),
            ("editions", &self.editions),
        ] {
            let path = absolute(&root.join(folder));
            if !path.starts_with(root) {
                return Err(Failure::FolderOutside {
                    settings: settings.to_owned(),
                    key,
                    folder: folder.clone(),
                });
            }
        }
        Ok(())
    }
}

/// The rank of one publisher.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct SourceRank {
    pub(crate) publisher: String,
    pub(crate) rank: u32,
}

/// A key of an association that shares figures.
///
/// An association may have several, one after the other. What was taken in while a key held stays, whatever becomes of the key.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct TrustedKey {
    /// The name of the association.
    pub(crate) name: String,
    /// Its public key.
    pub(crate) key: String,
    /// The publisher by whose rank its figures are read, where that is not its name.
    #[serde(default)]
    pub(crate) publisher: Option<String>,
    /// The first day on which packages signed with it are taken.
    #[serde(default, deserialize_with = "local_date")]
    pub(crate) from: Option<Date>,
    /// The last such day.
    #[serde(default, deserialize_with = "local_date")]
    pub(crate) until: Option<Date>,
    /// The day from which on it is no longer its owner's alone.
    #[serde(default, deserialize_with = "local_date")]
    pub(crate) revoked: Option<Date>,
}

/// The rank of a publisher that the settings do not name.
pub(crate) const UNRANKED: u32 = 100;

fn both_languages() -> Vec<Language> {
    Language::ALL.to_vec()
}

/// An empty list names no language, which is as if it were not there.
fn at_least_one<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Language>, D::Error> {
    let languages = Vec::<Language>::deserialize(deserializer)?;
    Ok(if languages.is_empty() { both_languages() } else { languages })
}
