//! Files that the ledger took in and that lie no longer where they were found.

use crate::exit::Failure;
use crate::file_bytes::hash_of_file;
use crate::project::Project;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tierstat_model::{CellRef, Finding, Localized, Severity};
use tierstat_store::{Arrival, Source, Withdrawal};

/// A file that is missed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Missed {
    pub(crate) file: String,
    /// The file that holds the same bytes, where there is one.
    pub(crate) renamed_to: Option<String>,
    /// Whether it is still there, and only lies where nothing is read from.
    lies_there: bool,
}

impl Missed {
    /// The files that were found in the datasets folder and lie there no longer, but for those that are asked for by name.
    pub(crate) fn among(
        sources: &[Source],
        project: &Project,
        asked: &[PathBuf],
    ) -> Result<Vec<Self>, Failure> {
        let found = &project.found()?.files;
        let there: BTreeSet<String> = found.iter().chain(asked).map(|path| project.name_of(path)).collect();
        let missed: Vec<&Source> = sources
            .iter()
            .filter(|source| source.arrival == Arrival::Found && !there.contains(&source.import.file))
            .collect();
        if missed.is_empty() {
            return Ok(Vec::new());
        }
        // Of several files with the same bytes one that is new, else the first by name.
        let known: BTreeSet<(&str, &str)> = sources
            .iter()
            .map(|source| (source.import.file.as_str(), source.import.content_hash.as_str()))
            .collect();
        let mut names_of_content: BTreeMap<String, (bool, String)> = BTreeMap::new();
        for path in found {
            // What cannot be read is reported when it is taken in.
            let Ok(hash) = hash_of_file(path) else { continue };
            let name = project.name_of(path);
            let place = (known.contains(&(name.as_str(), hash.as_str())), name);
            match names_of_content.get_mut(&hash) {
                Some(first) if first.0 && !place.0 => *first = place,
                Some(_) => {}
                None => {
                    names_of_content.insert(hash, place);
                }
            }
        }
        let missed = missed.into_iter().map(|source| Self {
            file: source.import.file.clone(),
            renamed_to: names_of_content.get(&source.import.content_hash).map(|(_, name)| name.clone()),
            lies_there: project.root.join(&source.import.file).exists(),
        });
        Ok(missed.collect())
    }

    /// What a person is told of all sources that are not where they were: those of the project, and those given from outside.
    pub(crate) fn findings(sources: &[Source], project: &Project) -> Result<Vec<Finding>, Failure> {
        let given = sources.iter().filter(|source| source.arrival == Arrival::Given);
        let outside = given.map(|source| source.import.file.as_str()).filter(|file| {
            // A package stands under its name with the beginning of its hash, and may go once it is opened.
            Path::new(file).is_absolute() && !file.contains('#') && !Path::new(file).exists()
        });
        let mut findings: Vec<Finding> = outside.map(gone_outside).collect();
        findings.extend(Self::among(sources, project, &[])?.iter().map(Self::still_answered));
        Ok(findings)
    }

    /// What the ledger is told.
    pub(crate) fn withdrawal(&self) -> Withdrawal {
        match &self.renamed_to {
            Some(to) => Withdrawal::Renamed { to: to.clone() },
            None => Withdrawal::Gone,
        }
    }

    /// What a person is told who changes nothing: what the ledger answers is not what lies there.
    pub(crate) fn still_answered(&self) -> Finding {
        let file = &self.file;
        let (zh, en) = match &self.renamed_to {
            Some(to) => (format!("现名 {to}"), format!("is now {to}")),
            None if self.lies_there => {
                ("已不在所读的文件之中".to_owned(), "is none of the files that are read".to_owned())
            }
            None => ("已不在".to_owned(), "is there no longer".to_owned()),
        };
        let message = Localized::new(
            format!("{file} {zh}，账本仍以其中的数据作答"),
            format!("{file} {en}, and the ledger still answers by it"),
        );
        let hint = Localized::new(
            "运行 tierstat import 或 tierstat build，账本即予记录",
            "tierstat import or tierstat build takes note of it",
        );
        finding_of(file, Severity::Warning, "source.missed", message, hint)
    }

    /// What a person is told.
    pub(crate) fn finding(&self, today: Date) -> Finding {
        let file = &self.file;
        let (severity, rule, message, hint) = match &self.renamed_to {
            Some(to) => (
                Severity::Information,
                "source.renamed",
                Localized::new(
                    format!("{file} 现名 {to}：字节相同，改以新名作答"),
                    format!("{file} is now {to}: the same bytes, answered under the new name"),
                ),
                Localized::new(
                    "其 .origin.toml、.mapping.toml、.corrections.toml 须一并改名",
                    "its .origin.toml, .mapping.toml and .corrections.toml must be renamed along",
                ),
            ),
            None if self.lies_there => (
                Severity::Warning,
                "source.gone",
                Localized::new(
                    format!(
                        "{file} 不在所读的文件之中（设置或链接把它排除在外）：其中的数据不再作答；问 {today} 以前所知时仍作答，账本不删任何内容"
                    ),
                    format!(
                        "{file} is none of the files that are read (the settings or a link keep it out): its figures are no longer answered, but for what was known before {today}; nothing is erased"
                    ),
                ),
                Localized::new(
                    format!("如仍属来源：tierstat import {file}"),
                    format!("if it is a source all the same: tierstat import {file}"),
                ),
            ),
            None => (
                Severity::Warning,
                "source.gone",
                Localized::new(
                    format!(
                        "{file} 已不在：其中的数据不再作答；问 {today} 以前所知时仍作答，账本不删任何内容"
                    ),
                    format!(
                        "{file} is there no longer: its figures are no longer answered, but for what was known before {today}; nothing is erased"
                    ),
                ),
                Localized::new(
                    "若非有意，把文件放回即重新读入",
                    "if that is not meant, put the file back: it is taken in again",
                ),
            ),
        };
        finding_of(file, severity, rule, message, hint)
    }
}

/// What a person is told of a file that changed into something that cannot be read.
pub(crate) fn unreadable(file: &str, today: Date) -> Finding {
    let message = Localized::new(
        format!("{file} 已改动而无法读取：此前读入的数据不再作答；问 {today} 以前所知时仍作答"),
        format!(
            "{file} changed and cannot be read: what it said before is no longer answered, but for what was known before {today}"
        ),
    );
    let hint = Localized::new(
        "改正上面的错误后重新读入；或把原来的文件放回",
        "mend the error above and import again, or put the earlier file back",
    );
    finding_of(file, Severity::Warning, "source.unreadable", message, hint)
}

/// What a person is told of a file from outside of the project that was taken in by name and is gone.
fn gone_outside(file: &str) -> Finding {
    let message = Localized::new(
        format!("{file} 在项目之外，按所写路径读入，现已不在；账本存有其字节，仍以其作答"),
        format!(
            "{file}, outside the project and taken in by name, is there no longer; the ledger keeps its bytes and answers by it"
        ),
    );
    let hint = Localized::new(
        format!("如不再是来源：tierstat forget {file}"),
        format!("if it is no source any more: tierstat forget {file}"),
    );
    finding_of(file, Severity::Information, "source.outside", message, hint)
}

/// What a person is told of a file that was forgotten and is taken in again, since it still lies where files are read from.
pub(crate) fn comes_again(file: &str, since: Date) -> Finding {
    let message = Localized::new(
        format!("{file} 曾于 {since} 由 tierstat forget 除去，但仍在原处：再次读入，重新作答"),
        format!("{file} was forgotten on {since} and still lies there: it is taken in again, and answered"),
    );
    let hint = Localized::new(
        "不应读入的，请移走文件，或把其文件夹写入 tierstat.toml 的 not-imported",
        "if it is not meant, move it away, or name its folder under not-imported in tierstat.toml",
    );
    finding_of(file, Severity::Warning, "source.again", message, hint)
}

/// Why a file is no source any more, in words.
pub(crate) fn why(withdrawal: &Withdrawal) -> Localized {
    match withdrawal {
        Withdrawal::Gone => Localized::new("已不在", "it is there no longer"),
        Withdrawal::Renamed { to } => Localized::new(format!("现名 {to}"), format!("it is now {to}")),
        Withdrawal::Forgotten => Localized::new("由 tierstat forget 除去", "it was forgotten"),
        Withdrawal::Copy { of } => {
            Localized::new(format!("与 {of} 相同"), format!("it says the same as {of}"))
        }
        Withdrawal::Unreadable => Localized::new("已改动而无法读取", "it changed and cannot be read"),
    }
}

fn finding_of(file: &str, severity: Severity, rule: &str, message: Localized, hint: Localized) -> Finding {
    let cells = vec![CellRef { file: file.to_owned(), sheet: None, row: 1, column: 1 }];
    Finding { severity, rule: rule.to_owned(), cells, message, hint }
}
