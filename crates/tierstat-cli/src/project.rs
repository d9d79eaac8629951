//! The project folder: its settings, its code lists, its ledger, its reports.

use crate::boundary::{Boundary, absolute};
use crate::earlier_publication::Standing;
use crate::exit::Failure;
use crate::file_walk::{FileWalk, sorted_entries};
use crate::missing_files::MissingFiles;
use crate::publication;
use crate::trusted_key::TrustedKey;
use crate::world::World;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tierstat_ingest::Layout;
use tierstat_model::{CodeLists, Language, Localized};
use tierstat_report::Report;
use tierstat_store::{Ledger, SetAsideLog, Snapshot};

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

impl Folders {
    /// Every folder lies inside the project.
    fn check(&self, root: &Path, settings: &Path) -> Result<(), Failure> {
        for (key, folder) in [("datasets", &self.datasets), ("reports", &self.reports), ("out", &self.out)] {
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

/// The code lists lie inside the project, each of their files.
fn check_code_lists(boundary: &Boundary, datasets: &Path) -> Result<(), Failure> {
    boundary.check(datasets)?;
    for list in publication::CODE_LISTS {
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

/// The rank of one publisher.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct SourceRank {
    pub(crate) publisher: String,
    pub(crate) rank: u32,
}

/// The name of the ledger's file in the folder that everything is written to.
const LEDGER_FILE: &str = "ledger.sqlite";

/// The rank of a publisher that the settings do not name.
pub(crate) const UNRANKED: u32 = 100;

fn both_languages() -> Vec<Language> {
    Language::ALL.to_vec()
}

/// An opened project.
#[derive(Debug)]
pub(crate) struct Project {
    /// The project folder.
    pub(crate) root: PathBuf,
    /// What lies inside it, also behind links.
    pub(crate) boundary: Boundary,
    pub(crate) settings: Settings,
    /// The bytes of the settings file, which are an input of everything.
    pub(crate) settings_text: String,
    pub(crate) lists: Arc<CodeLists>,
    /// A hash of the code lists' bytes: figures are read again where it changes.
    pub(crate) lists_hash: String,
    /// Where the ledger notes what it sets aside.
    pub(crate) set_aside: SetAsideLog,
    /// Where is noted which files are there no longer and are answered by.
    missing: MissingFiles,
    /// The files of the datasets folder, once they were asked for.
    found: OnceLock<FileWalk>,
    /// The files of the project with their publishers, once they were asked for.
    standings: OnceLock<Vec<Standing>>,
    /// The layouts of files that were looked at; none of those that cannot be read.
    layouts: Mutex<BTreeMap<PathBuf, Option<Arc<Layout>>>>,
}

impl Project {
    /// Opens the project that a run stands in: the nearest folder upward with a settings file.
    pub(crate) fn open(world: &World) -> Result<Self, Failure> {
        Self::find(world)?.ok_or_else(|| Failure::NoProject { start: world.start.clone() })
    }

    /// The project that a run stands in, where there is one.
    pub(crate) fn find(world: &World) -> Result<Option<Self>, Failure> {
        let start = start_of(&world.start)?;
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
            message: error.to_string().trim_end().to_owned(),
        })?;
        settings.folders.check(root, &path)?;
        let datasets = absolute(&root.join(&settings.folders.datasets));
        check_code_lists(&boundary, &datasets)?;
        let lists = tierstat_ingest::load_code_lists(&datasets)?;
        let lists_hash = publication::code_lists_hash(&datasets)?;
        Ok(Some(Self {
            root: root.to_owned(),
            boundary,
            settings,
            settings_text,
            lists: Arc::new(lists),
            lists_hash,
            set_aside: world.set_aside.clone(),
            missing: world.missing.clone(),
            found: OnceLock::new(),
            standings: OnceLock::new(),
            layouts: Mutex::default(),
        }))
    }

    /// The language of messages: the one asked for, else the locale's, else the project's first.
    pub(crate) fn language(&self, world: &World) -> Language {
        let spoken = world.asked_language.or(world.locale_language);
        spoken.or_else(|| self.settings.languages.first().copied()).unwrap_or(Language::English)
    }

    /// The datasets folder.
    pub(crate) fn datasets(&self) -> PathBuf {
        absolute(&self.root.join(&self.settings.folders.datasets))
    }

    /// The folder that everything is written to.
    pub(crate) fn out(&self) -> PathBuf {
        absolute(&self.root.join(&self.settings.folders.out))
    }

    /// The ledger's file.
    pub(crate) fn ledger_path(&self) -> PathBuf {
        self.out().join(LEDGER_FILE)
    }

    /// Opens the ledger to write, and makes it where there is none.
    ///
    /// A day that was said by hand is taken as it is; that of the clock must not lie before an earlier import.
    pub(crate) fn ledger(&self, said: Option<jiff::civil::Date>) -> Result<Ledger, Failure> {
        self.check_ledger()?;
        let mut ledger = Ledger::open(&self.ledger_path())?;
        if said.is_some() {
            ledger.trust_days();
        }
        Ok(ledger)
    }

    /// The ledger as it stands now, of which a verb asks everything; where nothing was ever imported, says so.
    ///
    /// Files by which it answers and that are there no longer are noted, since nobody looks at the datasets before an answer.
    pub(crate) fn ledger_to_read(&self) -> Result<Snapshot, Failure> {
        let ledger = self.ledger_as_it_is()?;
        self.missing.note(&ledger, &self.root);
        Ok(ledger)
    }

    /// The ledger as it stands now, for verbs that look at its sources themselves.
    pub(crate) fn ledger_as_it_is(&self) -> Result<Snapshot, Failure> {
        let path = self.ledger_path();
        self.check_ledger()?;
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
        Ok(Snapshot::open(&path)?.noting(&self.set_aside))
    }

    /// Opens the ledger to read, where there is one.
    pub(crate) fn ledger_if_any(&self) -> Result<Option<Snapshot>, Failure> {
        self.check_ledger()?;
        if self.ledger_path().exists() { self.ledger_as_it_is().map(Some) } else { Ok(None) }
    }

    /// The folder of the ledger and the files that SQLite keeps beside it lie inside the project. The ledger refuses itself to be
    /// a link.
    fn check_ledger(&self) -> Result<(), Failure> {
        self.boundary.check(&self.out())?;
        for ending in ["-wal", "-shm", "-journal"] {
            self.boundary.check(&self.out().join(format!("{LEDGER_FILE}{ending}")))?;
        }
        Ok(())
    }

    /// The files with figures of the datasets folder.
    pub(crate) fn found(&self) -> Result<&FileWalk, Failure> {
        if self.found.get().is_none() {
            let walk = FileWalk::through(self, &self.datasets())?;
            return Ok(self.found.get_or_init(|| walk));
        }
        self.found.get().ok_or_else(|| Failure::NoProject { start: self.root.clone() })
    }

    /// The folders of the datasets folder from which nothing is taken in: code lists, and what the settings name.
    pub(crate) fn folders_without_figures(&self) -> Vec<PathBuf> {
        let names = publication::CODE_LISTS.iter().copied();
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

    /// The files of the project, each with who published it and when.
    pub(crate) fn standings(&self) -> Result<&[Standing], Failure> {
        if self.standings.get().is_none() {
            let all = Standing::all(self)?;
            return Ok(self.standings.get_or_init(|| all));
        }
        Ok(self.standings.get().map(Vec::as_slice).unwrap_or_default())
    }

    /// The layout of a file, which is looked at once in a run; none where it cannot be read, which is reported when it is
    /// imported.
    pub(crate) fn layout(&self, path: &Path) -> Option<Arc<Layout>> {
        let mut layouts = self.layouts.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || tierstat_ingest::layout(path, &self.settings.limits).ok().map(Arc::new);
        layouts.entry(path.to_owned()).or_insert_with(read).clone()
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

    /// The reports of the project, by name; `names` empty asks for all.
    pub(crate) fn reports(&self, names: &[String]) -> Result<Vec<Report>, Failure> {
        let folder = absolute(&self.root.join(&self.settings.folders.reports));
        self.boundary.check(&folder)?;
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
            .map(|name| {
                check_description(&self.boundary, &folder.join(name))?;
                Report::load(&folder.join(name)).map_err(Failure::from)
            })
            .collect()
    }
}

/// Whether anything stands at a path, a link that leads nowhere among it.
pub(crate) fn something_stands_at(path: &Path) -> bool {
    std::fs::symlink_metadata(path)
        .map_or_else(|error| error.kind() != std::io::ErrorKind::NotFound, |_| true)
}

/// What a report is described by lies inside the project.
fn check_description(boundary: &Boundary, report: &Path) -> Result<(), Failure> {
    let charts = report.join("charts");
    boundary.check(&charts)?;
    let mut files = sorted_entries(report)?;
    if charts.is_dir() {
        files.extend(sorted_entries(&charts)?);
    }
    let described =
        |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml" || ending == "md");
    files.iter().filter(|path| described(path)).try_for_each(|path| boundary.check(path))
}

/// Where a run starts, from the root of the file system. Behind a link, `..` is another folder than by name.
fn start_of(start: &Path) -> Result<PathBuf, Failure> {
    let goes_up = start.components().any(|part| part == Component::ParentDir);
    if !goes_up {
        return Ok(absolute(start));
    }
    std::fs::canonicalize(start).map_err(|source| Failure::Read { path: start.to_owned(), source })
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
        if let (true, Some(name)) = (path.join("report.toml").exists(), path.file_name()) {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
