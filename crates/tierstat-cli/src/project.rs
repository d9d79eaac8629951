//! The project folder: its settings, its code lists, its ledger, its reports.

use crate::earlier_publication::Standing;
use crate::exit::Failure;
use crate::publication;
use crate::world::World;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tierstat_model::{CodeLists, Language, Localized};
use tierstat_report::Report;
use tierstat_store::{Ledger, Snapshot};

/// The name of the settings file, which makes a folder a project.
pub(crate) const SETTINGS_FILE: &str = "tierstat.toml";

/// What `tierstat.toml` says.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Settings {
    /// The title of the project.
    pub(crate) title: Localized,
    /// The languages of reports; the first is that of messages.
    #[serde(default = "both_languages")]
    pub(crate) languages: Vec<Language>,
    /// Where things are.
    #[serde(default)]
    pub(crate) folders: Folders,
    /// Folders of the datasets folder from which nothing is imported.
    #[serde(default)]
    pub(crate) not_imported: Vec<String>,
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
    pub(crate) out: String,
}

impl Default for Folders {
    fn default() -> Self {
        Self { datasets: "datasets".into(), reports: "reports".into(), out: "out".into() }
    }
}

/// The rank of one publisher.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct SourceRank {
    pub(crate) publisher: String,
    pub(crate) rank: u32,
}

/// An association that shares figures, with its public key.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct TrustedKey {
    pub(crate) name: String,
    pub(crate) key: String,
}

/// The rank of a publisher that the settings do not name.
const UNRANKED: u32 = 100;

fn both_languages() -> Vec<Language> {
    Language::ALL.to_vec()
}

/// An opened project.
#[derive(Debug)]
pub(crate) struct Project {
    /// The project folder.
    pub(crate) root: PathBuf,
    pub(crate) settings: Settings,
    /// The bytes of the settings file, which are an input of everything.
    pub(crate) settings_text: String,
    pub(crate) lists: CodeLists,
    /// A hash of the code lists' bytes: figures are read again where it changes.
    pub(crate) lists_hash: String,
    /// The files of the project with their publishers, once they were asked for.
    standings: OnceLock<Vec<Standing>>,
}

impl Project {
    /// Opens the project that a run stands in: the nearest folder upward with a settings file.
    pub(crate) fn open(world: &World) -> Result<Self, Failure> {
        Self::find(world)?.ok_or_else(|| Failure::NoProject { start: world.start.clone() })
    }

    /// The project that a run stands in, where there is one.
    pub(crate) fn find(world: &World) -> Result<Option<Self>, Failure> {
        let start = std::path::absolute(&world.start)
            .map_err(|source| Failure::Read { path: world.start.clone(), source })?;
        let Some(root) = start.ancestors().find(|folder| folder.join(SETTINGS_FILE).is_file()) else {
            return Ok(None);
        };
        let path = root.join(SETTINGS_FILE);
        let settings_text =
            std::fs::read_to_string(&path).map_err(|source| Failure::Read { path: path.clone(), source })?;
        let settings: Settings = toml::from_str(&settings_text)
            .map_err(|error| Failure::Settings { path, message: error.to_string().trim_end().to_owned() })?;
        let lists = tierstat_ingest::load_code_lists(&root.join(&settings.folders.datasets))?;
        let lists_hash = publication::code_lists_hash(&root.join(&settings.folders.datasets))?;
        Ok(Some(Self {
            root: root.to_owned(),
            settings,
            settings_text,
            lists,
            lists_hash,
            standings: OnceLock::new(),
        }))
    }

    /// The language of messages: the one asked for, else the locale's, else the project's first.
    pub(crate) fn language(&self, world: &World) -> Language {
        let spoken = world.asked_language.or(world.locale_language);
        spoken.or_else(|| self.settings.languages.first().copied()).unwrap_or(Language::English)
    }

    /// The datasets folder.
    pub(crate) fn datasets(&self) -> PathBuf {
        self.root.join(&self.settings.folders.datasets)
    }

    /// The folder that everything is written to.
    pub(crate) fn out(&self) -> PathBuf {
        self.root.join(&self.settings.folders.out)
    }

    /// The ledger's file.
    pub(crate) fn ledger_path(&self) -> PathBuf {
        self.out().join("ledger.sqlite")
    }

    /// Opens the ledger to write, and makes it where there is none.
    ///
    /// A day that was said by hand is taken as it is; that of the clock must not lie before an earlier import.
    pub(crate) fn ledger(&self, said: Option<jiff::civil::Date>) -> Result<Ledger, Failure> {
        let mut ledger = Ledger::open(&self.ledger_path())?;
        if said.is_some() {
            ledger.trust_days();
        }
        Ok(ledger)
    }

    /// The ledger as it stands now, of which a verb asks everything; where nothing was ever imported, says so.
    pub(crate) fn ledger_to_read(&self) -> Result<Snapshot, Failure> {
        let path = self.ledger_path();
        if !something_stands_at(&path) {
            return Err(Failure::Usage {
                message: Localized::new(
                    "账本还是空的：尚未导入任何文件",
                    "the ledger is empty: nothing was imported yet",
                ),
                hint: Localized::new(
                    "先运行 tierstat import 或 tierstat build",
                    "run tierstat import or tierstat build first",
                ),
            });
        }
        Ok(Snapshot::open(&path)?)
    }

    /// The files of the project, each with who published it and when.
    pub(crate) fn standings(&self) -> Result<&[Standing], Failure> {
        if self.standings.get().is_none() {
            let all = Standing::all(self)?;
            return Ok(self.standings.get_or_init(|| all));
        }
        Ok(self.standings.get().map(Vec::as_slice).unwrap_or_default())
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
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let inside = absolute.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<String> =
            inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        if inside.is_absolute() { path.display().to_string() } else { parts.join("/") }
    }

    /// The reports of the project, by name; `names` empty asks for all.
    pub(crate) fn reports(&self, names: &[String]) -> Result<Vec<Report>, Failure> {
        let folder = self.root.join(&self.settings.folders.reports);
        let known = report_names(&folder)?;
        if let Some(name) = names.iter().find(|name| !known.contains(name)) {
            return Err(Failure::Usage {
                message: Localized::new(
                    format!("没有名为“{name}”的报告"),
                    format!("no report is called `{name}`"),
                ),
                hint: Localized::new(
                    format!("有：{}", known.join("、")),
                    format!("there are: {}", known.join(", ")),
                ),
            });
        }
        known
            .iter()
            .filter(|name| names.is_empty() || names.contains(name))
            .map(|name| Report::load(&folder.join(name)).map_err(Failure::from))
            .collect()
    }
}

/// Whether anything stands at a path, a link that leads nowhere among it.
pub(crate) fn something_stands_at(path: &Path) -> bool {
    std::fs::symlink_metadata(path)
        .map_or_else(|error| error.kind() != std::io::ErrorKind::NotFound, |_| true)
}

/// The folders of `reports/` that hold a report description, in order of name.
fn report_names(folder: &Path) -> Result<Vec<String>, Failure> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let failure = |source| Failure::Read { path: folder.to_owned(), source };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failure)? {
        let path = entry.map_err(failure)?.path();
        if let (true, Some(name)) = (path.join("report.toml").is_file(), path.file_name()) {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
