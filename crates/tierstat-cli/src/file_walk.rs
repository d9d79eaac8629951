//! The walk through a folder: which files with figures lie there.

use crate::boundary::{BadLink, Boundary, absolute};
use crate::exit::Failure;
use crate::file_bytes::first_bytes;
use crate::folder_entries::sorted_entries;
use crate::project_folder::ProjectFolder;
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use tierstat_model::{CellRef, Finding, Localized, Severity};

/// Endings of files that hold figures, by which a folder is searched.
const READABLE: [&str; 12] =
    ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt", "html", "htm", "docx", "md"];

/// Endings of what lies beside files with figures: what is said of them, programs, pictures, packed files.
const BESIDE: [&str; 33] = [
    "toml", "json", "jsonl", "yaml", "yml", "ini", "py", "r", "sh", "js", "css", "sql", "log", "lock",
    "sha256", "md5", "asc", "sig", "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "doc", "ppt", "pptx",
    "zip", "gz", "7z", "rar", "db",
];

/// Beginnings of the names of notes, which speak of the data and are none.
const NOTES: [&str; 8] =
    ["license", "licence", "copying", "notice", "authors", "changelog", "notes", "makefile"];

/// So much of a file is looked at to tell what it is. In bytes.
const HEAD: u64 = 1 << 20;

/// How many folders deep files are looked for: each is looked up by all the folders above it.
const DEEPEST: usize = 64;

/// What lies in a folder.
#[derive(Debug, Default)]
pub(crate) struct FileWalk {
    /// The files with figures, in order of name.
    pub(crate) files: Vec<PathBuf>,
    /// What was passed over although it may be meant.
    pub(crate) findings: Vec<Finding>,
}

/// A walk on its way.
struct Walker<'a> {
    project: &'a ProjectFolder,
    boundary: Boundary,
    /// Folders from which nothing is taken, as they are named.
    skipped: Vec<PathBuf>,
    /// Folders and files that were seen, without links.
    seen: BTreeSet<PathBuf>,
    /// Links, which come after all that stands under its own name.
    links: VecDeque<PathBuf>,
    walk: FileWalk,
}

impl FileWalk {
    /// Walks through a folder of a project, or another one that was asked for.
    ///
    /// Links are followed inside the project only, and nothing is taken twice, so that a loop of links ends.
    ///
    /// # Errors
    /// [`Failure::Read`] where a folder cannot be read.
    pub(crate) fn through(project: &ProjectFolder, folder: &Path) -> Result<Self, Failure> {
        let folder = absolute(folder);
        let real = std::fs::canonicalize(&folder)
            .map_err(|source| Failure::Read { path: folder.clone(), source })?;
        let boundary =
            if project.boundary.holds(&real) { project.boundary.clone() } else { Boundary::around(&folder) };
        let mut walker = Walker {
            project,
            boundary,
            skipped: project.folders_without_figures(),
            seen: BTreeSet::new(),
            links: VecDeque::new(),
            walk: Self::default(),
        };
        walker.enter(folder, real)?;
        while let Some(link) = walker.links.pop_front() {
            walker.follow(&link)?;
        }
        let mut walk = walker.walk;
        walk.files.sort();
        walk.findings.sort();
        Ok(walk)
    }
}

impl Walker<'_> {
    /// Takes what stands in a folder and those below under its own name, and notes the links.
    fn enter(&mut self, folder: PathBuf, real: PathBuf) -> Result<(), Failure> {
        let mut folders = vec![(folder, real, 0)];
        while let Some((folder, real, depth)) = folders.pop() {
            if !self.seen.insert(real.clone()) {
                continue;
            }
            if depth > DEEPEST {
                self.pass_over(&folder);
                continue;
            }
            let mut links = Vec::new();
            for entry in sorted_entries(&folder)? {
                let Some(name) = entry.file_name() else { continue };
                if is_set_aside(&name.to_string_lossy()) || self.skipped.contains(&entry) {
                    continue;
                }
                let found = match std::fs::symlink_metadata(&entry) {
                    Ok(found) => found,
                    // It went while we looked.
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                    // What only cannot be looked at must not pass for gone.
                    Err(source) => return Err(Failure::Read { path: entry, source }),
                };
                let inner = real.join(name);
                if found.is_symlink() {
                    links.push(entry);
                } else if found.is_dir() {
                    folders.push((entry, inner, depth + 1));
                } else if is_readable(&entry) {
                    self.take(entry, inner, found.is_file());
                } else if found.is_file() {
                    self.leave(&entry, inner);
                }
            }
            self.links.extend(links);
        }
        Ok(())
    }

    /// Notes a folder that lies too deep.
    fn pass_over(&mut self, folder: &Path) {
        let name = self.project.name_of(folder);
        self.note(
            Severity::Warning,
            "folder.deep",
            folder,
            [
                Localized::new(
                    format!("{name} 的层数超过 {DEEPEST}，其中的文件未读取"),
                    format!("{name} lies more than {DEEPEST} folders deep; no file in it is read"),
                ),
                Localized::new("把其中的文件放到上层文件夹", "move its files to a folder further up"),
            ],
        );
    }

    fn take(&mut self, file: PathBuf, real: PathBuf, is_plain: bool) {
        if !is_plain {
            // Reading a pipe or a device may never end.
            let name = self.project.name_of(&file);
            self.note(
                Severity::Warning,
                "file.special",
                &file,
                [
                    Localized::new(
                        format!("{name} 不是普通文件（管道或设备），未读取"),
                        format!("{name} is no plain file but a pipe or a device; it is not read"),
                    ),
                    Localized::new("放入普通文件，或删去它", "put a plain file in its place, or remove it"),
                ],
            );
        } else if self.seen.insert(real) {
            self.walk.files.push(file);
        }
    }

    /// Leaves a file whose ending is none of those that are looked for, and says so where it may hold figures.
    fn leave(&mut self, file: &Path, real: PathBuf) {
        if is_beside(file) || !may_hold_figures(file) || !self.seen.insert(real) {
            return;
        }
        let name = self.project.name_of(file);
        let [zh, en] = endings();
        self.note(Severity::Warning, RULE_ENDING, file, [
            Localized::new(
                format!("{name} 按其内容似可读取，但扩展名不在查找文件夹时所认的之内（{zh}）：查找时跳过"),
                format!("{name} could be read, by its bytes, but its ending is none of those by which a folder is searched ({en}): the search passes it over"),
            ),
            Localized::new(
                "如是来源，改用其中一种扩展名；如不是，移走它，或把它（或其文件夹）写入 tierstat.toml 的 not-imported",
                "give it one of these endings if it is a source; if not, move it away, or name it or its folder under not-imported in tierstat.toml",
            ),
        ]);
    }

    /// Follows a link that leads to something of the project that is not seen yet.
    fn follow(&mut self, link: &Path) -> Result<(), Failure> {
        let real = match self.boundary.follow(link) {
            Ok(real) => real,
            Err(bad) => {
                self.refuse(link, &bad);
                return Ok(());
            }
        };
        let is_folder = real.is_dir();
        if !is_folder && !is_readable(link) {
            if real.is_file() {
                self.leave(link, real);
            }
            return Ok(());
        }
        // What tierstat writes is no source; and a folder that holds the datasets would bring everything again.
        let out = Boundary::around(&self.project.out());
        let datasets = std::fs::canonicalize(self.project.datasets()).unwrap_or_default();
        if self.seen.contains(&real) || out.holds(&real) || (is_folder && datasets.starts_with(&real)) {
            let (name, target) = (self.project.name_of(link), real.display());
            self.note(Severity::Information, "link.repeated", link, [
                Localized::new(
                    format!("{name} 是链接，所指的 {target} 已按本来的名称读取，或由 tierstat 写出：不再读取"),
                    format!(
                        "{name} is a link to {target}, which is read under its own name or written by tierstat: it is not read again"
                    ),
                ),
                Localized::new("可删去该链接", "the link may be removed"),
            ]);
            return Ok(());
        }
        if is_folder {
            self.enter(link.to_owned(), real)
        } else {
            let is_plain = real.is_file();
            self.take(link.to_owned(), real, is_plain);
            Ok(())
        }
    }

    /// Notes a link that leads outside or nowhere, where it could have meant figures.
    fn refuse(&mut self, link: &Path, bad: &BadLink) {
        let rule = bad.rule();
        let shown = BadLink { link: PathBuf::from(self.project.name_of(link)), ..bad.clone() };
        self.note(Severity::Warning, rule, link, [shown.message(), shown.hint()]);
    }

    fn note(&mut self, severity: Severity, rule: &str, path: &Path, [message, hint]: [Localized; 2]) {
        let cell = CellRef { file: self.project.name_of(path), sheet: None, row: 1, column: 1 };
        self.walk.findings.push(Finding {
            severity,
            rule: rule.to_owned(),
            cells: vec![cell],
            message,
            hint,
        });
    }
}

/// What is said of a file with another ending than those by which a folder is searched.
pub(crate) const RULE_ENDING: &str = "file.ending";

/// The endings by which a folder is searched, as both languages list them.
pub(crate) fn endings() -> [String; 2] {
    ["、", ", "].map(|comma| READABLE.join(comma))
}

/// Whether a file lies where the datasets folder is searched, and only its ending keeps it from being found.
pub(crate) fn is_passed_over_by_ending(project: &ProjectFolder, file: &Path) -> bool {
    let Ok(within) = file.strip_prefix(project.datasets()) else { return false };
    let is_set_aside = within.iter().any(|name| is_set_aside(&name.to_string_lossy()));
    let skipped = project.folders_without_figures();
    !is_set_aside && !skipped.iter().any(|folder| file.starts_with(folder)) && !is_readable(file)
}

/// Whether a name says that nothing below it is meant: it is hidden, or a read-me, which speaks of the data and is none.
fn is_set_aside(name: &str) -> bool {
    name.starts_with(['.', '~']) || name.to_lowercase().starts_with("readme")
}

pub(crate) fn is_readable(path: &Path) -> bool {
    ends_in(path, &READABLE)
}

/// Whether a file lies beside those with figures, by its name.
fn is_beside(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_note = path.extension().is_none() && NOTES.iter().any(|note| name.starts_with(note));
    is_note || name.ends_with('~') || ends_in(path, &BESIDE)
}

fn ends_in(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|one| ending.eq_ignore_ascii_case(one)))
}

/// Whether a file may hold figures, by its first bytes; one that cannot be looked at is none.
fn may_hold_figures(file: &Path) -> bool {
    first_bytes(file, HEAD).is_ok_and(|(bytes, is_whole)| tierstat_ingest::may_hold_figures(&bytes, is_whole))
}
