//! A project as a run asks it: its files, its ledger, its reports.

use crate::boundary::absolute;
use crate::exit::Failure;
use crate::file_walk::FileWalk;
use crate::folder_entries::sorted_entries;
use crate::missing_files::MissingFiles;
use crate::project_folder::ProjectFolder;
use crate::standing::Standing;
use crate::text_languages;
use crate::world::World;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tierstat_ingest::FileLayout;
use tierstat_model::{AreaCode, Language, Localized};
use tierstat_report::Report;
use tierstat_store::{Ledger, SetAsideLog, Snapshot};

/// The name of the ledger's file in the folder that everything is written to.
const LEDGER_FILE: &str = "ledger.sqlite";

/// An opened project.
#[derive(Debug)]
pub(crate) struct Project {
    /// Where it lies and what is said of it there.
    pub(crate) folder: ProjectFolder,
    /// Where the ledger notes what it sets aside.
    pub(crate) set_aside: SetAsideLog,
    /// Where is noted which files are there no longer and are answered by.
    missing: MissingFiles,
    /// The files of the datasets folder, once they were asked for.
    found: OnceLock<FileWalk>,
    /// The files of the project with their publishers, once they were asked for.
    standings: OnceLock<Vec<Standing>>,
    /// The layouts of files that were looked at; none of those that cannot be read.
    layouts: Mutex<BTreeMap<PathBuf, Option<Arc<FileLayout>>>>,
}

impl Deref for Project {
    type Target = ProjectFolder;

    fn deref(&self) -> &ProjectFolder {
        &self.folder
    }
}

impl Project {
    /// Opens the project that a run stands in: the nearest folder upward with a settings file.
    pub(crate) fn open(world: &World) -> Result<Self, Failure> {
        Self::find(world)?.ok_or_else(|| Failure::NoProject { start: world.start.clone() })
    }

    /// The project that a run stands in, where there is one.
    pub(crate) fn find(world: &World) -> Result<Option<Self>, Failure> {
        let Some(folder) = ProjectFolder::find(&world.start)? else { return Ok(None) };
        text_languages::expect_in_lists(&folder)?;
        Ok(Some(Self {
            folder,
            set_aside: world.set_aside.clone(),
            missing: world.missing.clone(),
            found: OnceLock::new(),
            standings: OnceLock::new(),
            layouts: Mutex::default(),
        }))
    }

    /// The language of messages: the one asked for, else the locale's, else the project's first.
    pub(crate) fn language(&self, world: &World) -> Language {
        let spoken = world.asked_language().or(world.locale_language);
        spoken.or_else(|| self.settings.languages.first().copied()).unwrap_or(Language::English)
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

    /// The files of the project, each with who published it and when.
    pub(crate) fn standings(&self) -> Result<&[Standing], Failure> {
        if self.standings.get().is_none() {
            let found = &self.found()?.files;
            let all = found.iter().map(|file| Standing::of(&self.folder, file)).collect();
            return Ok(self.standings.get_or_init(|| all));
        }
        Ok(self.standings.get().map(Vec::as_slice).unwrap_or_default())
    }

    /// The layout of a file, which is looked at once in a run; none where it cannot be read, which is reported when it is
    /// imported.
    pub(crate) fn layout(&self, path: &Path) -> Option<Arc<FileLayout>> {
        let mut layouts = self.layouts.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || tierstat_ingest::layout(path, &self.settings.limits).ok().map(Arc::new);
        layouts.entry(path.to_owned()).or_insert_with(read).clone()
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
                self.check_description(&folder.join(name))?;
                let report = Report::load(&folder.join(name), &self.settings.languages)?;
                text_languages::expect_in_report(self, &report)?;
                Ok(report)
            })
            .collect()
    }

    /// What a report is described by lies inside the project.
    pub(crate) fn check_description(&self, report: &Path) -> Result<(), Failure> {
        let charts = report.join("charts");
        self.boundary.check(&charts)?;
        let mut files = sorted_entries(report)?;
        if charts.is_dir() {
            files.extend(sorted_entries(&charts)?);
        }
        let described =
            |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml" || ending == "md");
        files
            .iter()
            .filter(|path| described(path))
            .try_for_each(|path| self.boundary.check(path).map_err(Failure::from))
    }

    /// The charts that stand in no report, each as a report of its own, in order of name.
    pub(crate) fn charts_alone(&self) -> Result<Vec<Report>, Failure> {
        let folder = absolute(&self.root.join(&self.settings.folders.charts));
        self.boundary.check(&folder)?;
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let area = self.lists.areas.roots().next().map(|area| area.code.clone());
        let area = area.unwrap_or_else(|| AreaCode(String::new()));
        let mut charts = Vec::new();
        for path in sorted_entries(&folder)? {
            if path.extension().is_some_and(|ending| ending == "toml") {
                self.boundary.check(&path)?;
                let chart = Report::of_chart(&path, &self.settings.languages, &area)?;
                text_languages::expect_in_report(self, &chart)?;
                charts.push(chart);
            }
        }
        Ok(charts)
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
        if let (true, Some(name)) = (path.join("report.toml").exists(), path.file_name()) {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
