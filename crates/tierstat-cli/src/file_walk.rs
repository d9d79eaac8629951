//! The walk through a folder: which files with figures lie there.

use crate::boundary::{BadLink, Boundary, absolute};
use crate::exit::Failure;
use crate::folder_entries::sorted_entries;
use crate::project_folder::ProjectFolder;
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use tierstat_model::{CellRef, Finding, Localized, Severity};

/// Endings of files that hold figures.
const READABLE: [&str; 12] =
    ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt", "html", "htm", "docx", "md"];

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
                let shown = name.to_string_lossy();
                // A read-me speaks of the data and is none.
                let is_note = shown.to_lowercase().starts_with("readme");
                if shown.starts_with(['.', '~']) || is_note || self.skipped.contains(&entry) {
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

fn is_readable(path: &Path) -> bool {
    let ending = path.extension();
    READABLE.iter().any(|readable| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(readable)))
}
