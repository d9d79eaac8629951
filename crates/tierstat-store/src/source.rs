//! Sources: which import stands for a file, since when, and why one no longer does.
//!
//! A file may come, change, be renamed and go. Each time a line is appended, and nothing is erased: the last line of a file
//! says what is answered today, the lines before it what was answered on an earlier day.

use crate::checksum::Fnv;
use crate::day_count::{day_number, day_of_number};
use crate::error::StoreError;
use crate::imports::{ImportRecord, Imports};
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use tierstat_model::Localized;

/// How a file comes to the ledger, which decides whether it can be missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// It was found among the files of a project: once it lies there no longer, it is no source any more.
    Found,
    /// It was given by name, as a package or by another ledger: it stays until it is forgotten.
    Given,
}

/// Why a file is no longer a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Withdrawal {
    /// It lies no longer where it was found.
    Gone,
    /// It has another name.
    Renamed {
        /// The new name.
        to: String,
    },
    /// Somebody said so.
    Forgotten,
    /// The same bytes, read in the same way, stand under another name.
    Copy {
        /// The other name.
        of: String,
    },
    /// It changed, and what it is now cannot be read.
    Unreadable,
}

impl Withdrawal {
    /// Why a file is no source any more, in words.
    #[must_use]
    pub fn localized(&self) -> Localized {
        match self {
            Self::Gone => Localized::new("已不在", "it is there no longer"),
            Self::Renamed { to } => Localized::new(format!("现名 {to}"), format!("it is now {to}")),
            Self::Forgotten => Localized::new("由 tierstat forget 除去", "it was forgotten"),
            Self::Copy { of } => Localized::new(format!("与 {of} 相同"), format!("it says the same as {of}")),
            Self::Unreadable => Localized::new("已改动而无法读取", "it changed and cannot be read"),
        }
    }
}

/// What a line says of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Says {
    /// An import stands for it.
    Stands(Arrival),
    /// None does any more.
    Withdrawn(Withdrawal),
}

impl Says {
    /// The columns `says` and `other`.
    fn columns(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Stands(Arrival::Found) => ("found", None),
            Self::Stands(Arrival::Given) => ("given", None),
            Self::Withdrawn(Withdrawal::Gone) => ("gone", None),
            Self::Withdrawn(Withdrawal::Renamed { to }) => ("renamed", Some(to)),
            Self::Withdrawn(Withdrawal::Forgotten) => ("forgotten", None),
            Self::Withdrawn(Withdrawal::Copy { of }) => ("copy", Some(of)),
            Self::Withdrawn(Withdrawal::Unreadable) => ("unreadable", None),
        }
    }

    fn of_columns(says: &str, other: Option<String>) -> Option<Self> {
        Some(match (says, other) {
            ("found", None) => Self::Stands(Arrival::Found),
            ("given", None) => Self::Stands(Arrival::Given),
            ("gone", None) => Self::Withdrawn(Withdrawal::Gone),
            ("renamed", Some(to)) => Self::Withdrawn(Withdrawal::Renamed { to }),
            ("forgotten", None) => Self::Withdrawn(Withdrawal::Forgotten),
            ("copy", Some(of)) => Self::Withdrawn(Withdrawal::Copy { of }),
            ("unreadable", None) => Self::Withdrawn(Withdrawal::Unreadable),
            _ => return None,
        })
    }
}

/// One line of the table of sources.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) file: String,
    /// The number of the import that stands for the file from here on.
    pub(crate) import: Option<i64>,
    pub(crate) since: Date,
    pub(crate) says: Says,
}

/// All lines, in the order in which they were written, with the imports of which they speak.
#[derive(Debug, Default)]
pub(crate) struct SourceLog {
    pub(crate) imports: Imports,
    lines: Vec<Line>,
    /// The place of the last line of each file.
    last: BTreeMap<String, usize>,
    /// The files for which an import of a content stands.
    standing: BTreeMap<String, BTreeSet<String>>,
    /// The imports that are answered, by day, as far as somebody asked.
    told: RefCell<BTreeMap<Option<Date>, Arc<BTreeSet<i64>>>>,
}

/// What is to be done with a file that comes.
pub(crate) enum Decision {
    /// It is known as it is.
    Known(i64),
    /// What it says is known under another name, and a line is to say so, or that it is found where it was given before.
    KnownBut(i64, NewLine),
    /// It is to be taken in.
    New,
}

/// A line that is to be written: the import that stands for the file, and what is said of it.
pub(crate) struct NewLine {
    import: Option<i64>,
    says: Says,
}

impl NewLine {
    /// An import stands for its file.
    pub(crate) fn stands(import: i64, arrival: Arrival) -> Self {
        Self { import: Some(import), says: Says::Stands(arrival) }
    }

    /// None does any more.
    pub(crate) fn withdrawn(withdrawal: Withdrawal) -> Self {
        Self { import: None, says: Says::Withdrawn(withdrawal) }
    }

    /// Appends it.
    pub(crate) fn write(&self, transaction: &Connection, file: &str, since: Date) -> rusqlite::Result<()> {
        let id: i64 =
            transaction.query_row("SELECT coalesce(max(id), 0) + 1 FROM sources", [], |row| row.get(0))?;
        let (says, other) = self.says.columns();
        let since = day_number(since);
        transaction.execute(
            "INSERT INTO sources (id, file, import_id, since, says, other, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![id, file, self.import, since, says, other, checksum(id, file, self.import, since, (says, other))],
        )?;
        Ok(())
    }
}

/// A sum over a line, so that a bit that flips on the disk is found.
fn checksum(id: i64, file: &str, import: Option<i64>, since: i64, says: (&str, Option<&str>)) -> i64 {
    let mut sum = Fnv::default();
    sum.text(Some(file));
    sum.text(Some(says.0));
    sum.text(says.1);
    for number in [id, import.unwrap_or(i64::MIN), since] {
        sum.bytes(&number.to_le_bytes());
    }
    sum.end()
}

/// What later lines of a file say, for a look back from the last one.
#[derive(Default)]
struct Later<'a> {
    /// The day of the next line.
    since: Option<Date>,
    /// The contents that are read again.
    contents: Vec<&'a str>,
}

impl SourceLog {
    /// All imports and lines as one text, which two ledgers share that were told the same.
    pub(crate) fn told_so_far(&self) -> String {
        let imports: Vec<_> = self.imports.iter().collect();
        format!("{imports:?}{:?}", self.lines)
    }

    /// Reads the imports and all lines.
    pub(crate) fn read(connection: &Connection, path: &Path) -> Result<Self, StoreError> {
        let mut log = Self::default();
        log.read_on(connection, path)?;
        Ok(log)
    }

    /// Imports of a ledger of an older schema, in which nothing said what stands for a file.
    pub(crate) fn without_lines(imports: Imports) -> Self {
        Self { imports, ..Self::default() }
    }

    /// Reads what came since, and proves that it is all: each line by its checksum, their numbers, and their count, which an
    /// index tells that stands on other pages. Belongs into a transaction, as it asks several times.
    pub(crate) fn read_on(&mut self, connection: &Connection, path: &Path) -> Result<(), StoreError> {
        self.imports.read_on(connection, path)?;
        let fault = |error| StoreError::of(path, error);
        let sql =
            "SELECT id, file, import_id, since, says, other, checksum FROM sources WHERE id > ?1 ORDER BY id";
        let mut statement = connection.prepare(sql).map_err(fault)?;
        let mut rows = statement.query([self.count()]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let line = read_line(row, path, self.count() + 1)?;
            self.push(line, path)?;
        }
        let counted: i64 = connection
            .prepare("SELECT count(*) FROM sources INDEXED BY sources_by_file")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .map_err(fault)?;
        if counted == self.count() {
            return Ok(());
        }
        let reason = format!("{} lines of the sources stand where {counted} were written", self.count());
        Err(StoreError::Damaged { path: path.to_owned(), reason })
    }

    fn count(&self) -> i64 {
        i64::try_from(self.lines.len()).unwrap_or(i64::MAX)
    }

    fn push(&mut self, line: Line, path: &Path) -> Result<(), StoreError> {
        let before = self.standing(&line.file).map(|import| import.content_hash.clone());
        if let Some(files) = before.and_then(|content| self.standing.get_mut(&content)) {
            files.remove(&line.file);
        }
        if let Some(number) = line.import {
            let import = self.imports.get(number).ok_or_else(|| StoreError::Damaged {
                path: path.to_owned(),
                reason: format!("the import {number} of the source {} is missing", line.file),
            })?;
            let content = import.record.content_hash.clone();
            self.standing.entry(content).or_default().insert(line.file.clone());
        }
        self.last.insert(line.file.clone(), self.lines.len());
        self.lines.push(line);
        self.told.get_mut().clear();
        Ok(())
    }

    /// The imports that are answered: today's, or those of an earlier day.
    ///
    /// On an earlier day those stand that stand today, and those that stood until a later day; what was read again in another
    /// way stands as it is read now.
    pub(crate) fn told(&self, known_on: Option<Date>) -> Arc<BTreeSet<i64>> {
        let told = self.told.borrow().get(&known_on).cloned();
        told.unwrap_or_else(|| {
            let told = Arc::new(self.look_back(known_on));
            self.told.borrow_mut().insert(known_on, Arc::clone(&told));
            told
        })
    }

    fn look_back(&self, known_on: Option<Date>) -> BTreeSet<i64> {
        let mut later: BTreeMap<&str, Later<'_>> = BTreeMap::new();
        let mut told = BTreeSet::new();
        for line in self.lines.iter().rev() {
            let later = later.entry(&line.file).or_default();
            if let Some(import) = line.import.and_then(|number| self.imports.get(number)) {
                let content = import.record.content_hash.as_str();
                let stands = later.since.is_none_or(|ended| known_on.is_some_and(|day| day < ended));
                if stands && !later.contents.contains(&content) {
                    told.insert(import.record.id);
                }
                later.contents.push(content);
            }
            later.since = Some(line.since);
        }
        told
    }

    /// The days on which a file said something else than before, or nothing any more.
    pub(crate) fn days_of_change(&self) -> BTreeSet<Date> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        self.lines.iter().filter(|line| !seen.insert(&line.file)).map(|line| line.since).collect()
    }

    /// The last line of each file, by name.
    pub(crate) fn last_lines(&self) -> impl Iterator<Item = &Line> {
        self.last.values().filter_map(|place| self.lines.get(*place))
    }

    fn last_line(&self, file: &str) -> Option<&Line> {
        self.last.get(file).and_then(|place| self.lines.get(*place))
    }

    /// The import that stands for a file.
    pub(crate) fn standing(&self, file: &str) -> Option<&ImportRecord> {
        let import = self.last_line(file)?.import?;
        self.imports.get(import).map(|import| &import.record)
    }

    /// The line that says again what stands for a file today.
    pub(crate) fn again(&self, file: &str) -> Option<(NewLine, Date)> {
        let line = self.last_line(file)?;
        Some((NewLine { import: Some(line.import?), says: line.says.clone() }, line.since))
    }

    /// The latest day of which anything speaks.
    pub(crate) fn latest_day(&self) -> Option<Date> {
        self.imports.latest_day().max(self.lines.iter().map(|line| line.since).max())
    }

    /// What is to be done with a file that comes, of a content that was read in a way.
    ///
    /// Of files of a project that say the same, the first by name stands for all, whichever came first.
    pub(crate) fn decide(
        &self,
        file: &str,
        (content, interpretation): (&str, &str),
        arrival: Arrival,
    ) -> Decision {
        let own = self.last_line(file);
        let mut same: Vec<(&Path, &Line, i64)> = Vec::new();
        for name in self.standing.get(content).into_iter().flatten() {
            if let (Some(line), Some(import)) = (self.last_line(name), self.standing(name))
                && import.interpretation_hash == interpretation
            {
                same.push((Path::new(name), line, import.id));
            }
        }
        same.sort_by_key(|(name, ..)| *name);
        let other = same.iter().find(|(name, line, _)| match arrival {
            Arrival::Given => line.file != file,
            Arrival::Found => line.says == Says::Stands(Arrival::Found) && *name < Path::new(file),
        });
        let own_import = same.iter().find(|(_, line, _)| line.file == file).map(|(.., import)| *import);
        match (own_import, other) {
            (Some(import), None) if arrival == Arrival::Found && own.is_some_and(Line::is_given) => {
                Decision::KnownBut(import, NewLine::stands(import, arrival))
            }
            (Some(import), other) if other.is_none() || arrival == Arrival::Given => Decision::Known(import),
            (_, Some((_, other, import))) => {
                if own.is_some_and(|own| own.import.is_some()) {
                    let copy = Withdrawal::Copy { of: other.file.clone() };
                    Decision::KnownBut(*import, NewLine::withdrawn(copy))
                } else {
                    Decision::Known(*import)
                }
            }
            (_, None) => Decision::New,
        }
    }
}

impl Line {
    fn is_given(&self) -> bool {
        self.says == Says::Stands(Arrival::Given)
    }
}

/// Reads one line, which must have a number.
fn read_line(row: &Row<'_>, path: &Path, expected: i64) -> Result<Line, StoreError> {
    let fault = |error| StoreError::of(path, error);
    let damaged = |reason: String| StoreError::Damaged { path: path.to_owned(), reason };
    let id: i64 = row.get(0).map_err(fault)?;
    let file: String = row.get(1).map_err(fault)?;
    let import: Option<i64> = row.get(2).map_err(fault)?;
    let since: i64 = row.get(3).map_err(fault)?;
    let says: String = row.get(4).map_err(fault)?;
    let other: Option<String> = row.get(5).map_err(fault)?;
    let stored: i64 = row.get(6).map_err(fault)?;
    if stored != checksum(id, &file, import, since, (&says, other.as_deref())) {
        return Err(damaged(format!("what is said of the source {file} does not match its checksum")));
    }
    if id != expected {
        return Err(damaged(format!("line {id} of the sources stands where line {expected} was written")));
    }
    let unknown =
        |column, value| StoreError::UnknownValue { path: path.to_owned(), table: "sources", column, value };
    let since = day_of_number(since).ok_or_else(|| unknown("since", since.to_string()))?;
    let says = Says::of_columns(&says, other).ok_or_else(|| unknown("says", says.clone()))?;
    Ok(Line { file, import, since, says })
}
