//! The files that an import is asked for.

use crate::exit::Failure;
use crate::file_walk::{FileWalk, RULE_ENDING, endings, is_passed_over_by_ending};
use crate::project::Project;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tierstat_model::{CellRef, Finding, Localized, Severity};

/// The files that are to be taken in, with what was seen on the way to them.
#[derive(Debug, Default)]
pub(crate) struct AskedFiles {
    pub(crate) files: Vec<PathBuf>,
    /// Those of them that a person named one by one.
    pub(crate) named: BTreeSet<PathBuf>,
    pub(crate) findings: Vec<Finding>,
}

impl AskedFiles {
    /// The files that paths stand for; without a path, those of the datasets folder. A file named by a person is always taken.
    pub(crate) fn of(project: &Project, paths: &[PathBuf]) -> Result<Self, Failure> {
        let found = project.found()?;
        let mut asked = Self::default();
        if paths.is_empty() {
            asked.files.clone_from(&found.files);
            asked.findings.clone_from(&found.findings);
            return Ok(asked);
        }
        let datasets = project.name_of(&project.datasets());
        for path in paths {
            let path = project.path_of(path);
            let files = if path.is_dir() {
                let walk = FileWalk::through(project, &path)?;
                asked.findings.extend(walk.findings);
                walk.files
            } else {
                asked.named.insert(path.clone());
                vec![path]
            };
            let outside =
                files.iter().filter(|file| file.exists() && found.files.binary_search(file).is_err());
            asked.findings.extend(outside.map(|file| {
                let name = project.name_of(file);
                if is_passed_over_by_ending(project, file) {
                    has_another_ending(&name)
                } else {
                    lies_outside(&name, &datasets)
                }
            }));
            asked.files.extend(files);
        }
        Ok(asked)
    }
}

/// What a person is told of a file that is taken in although a build does not look where it lies.
fn lies_outside(file: &str, datasets: &str) -> Finding {
    let message = Localized::new(
        format!(
            "{file} 不在 {datasets}/ 所读的文件之中（项目之外或不读的位置）：按所写路径读入；build 不会再看它，直到 tierstat forget"
        ),
        format!(
            "{file} lies outside of what is read from {datasets}/: it is taken in as it was named, a build does not look at it, and it stands until tierstat forget"
        ),
    );
    let hint = Localized::new(
        format!("如属本项目的来源，把它放进 {datasets}/"),
        format!("put it into {datasets}/ if it is a source of this project"),
    );
    said_of(file, "source.outside", message, hint)
}

/// What a person is told of a file that is taken in although a build does not look for its ending.
fn has_another_ending(file: &str) -> Finding {
    let [zh, en] = endings();
    let message = Localized::new(
        format!(
            "{file} 的扩展名不在查找文件夹时所认的之内（{zh}）：按所写路径读入；build 不会再看它，直到 tierstat forget"
        ),
        format!(
            "the ending of {file} is none of those by which a folder is searched ({en}): it is taken in as it was named, a build does not look at it, and it stands until tierstat forget"
        ),
    );
    let hint = Localized::new(
        "如属本项目的来源，改用其中一种扩展名",
        "give it one of these endings if it is a source of this project",
    );
    said_of(file, RULE_ENDING, message, hint)
}

fn said_of(file: &str, rule: &str, message: Localized, hint: Localized) -> Finding {
    let cells = vec![CellRef { file: file.to_owned(), sheet: None, row: 1, column: 1 }];
    Finding { severity: Severity::Information, rule: rule.to_owned(), cells, message, hint }
}
