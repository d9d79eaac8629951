//! What a report is written from, each part by its hash; no clock.

use crate::code_list_files::code_list_hashes;
use crate::exit::Failure;
use crate::file_bytes::{hash_of, hash_of_file};
use crate::font_files;
use crate::project::Project;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tierstat_model::Localized;
use tierstat_report::Report;
use tierstat_store::{Snapshot, StateOfDay};

/// Files by name, each with the SHA-256 of its bytes.
type Hashes = BTreeMap<String, String>;

/// What a report is written from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ReportInputs {
    /// The version of the program.
    program: String,
    /// The day on which the figures must have been known; all that is known where none is said.
    pub(crate) known_on: Option<Date>,
    /// A hash over the figures of the ledger that were known.
    ledger: String,
    /// A hash over what imports and checks saw.
    findings: String,
    /// The bytes of the settings.
    settings: String,
    /// The files that the figures come from.
    datasets: Hashes,
    code_lists: Hashes,
    fonts: Hashes,
    /// The files of the report, its charts among them, by their place in its folder.
    report: Hashes,
}

impl ReportInputs {
    /// What every report of a project is written from, on one day or from all that is known, where a hash of the figures that are
    /// answered now was made already; `findings` are given by their hash.
    pub(crate) fn of_all(
        project: &Project,
        ledger: &Snapshot,
        known_on: Option<Date>,
        (figures, findings): (&str, &str),
    ) -> Result<Self, Failure> {
        let StateOfDay { figures, sources } = match known_on {
            Some(day) => ledger.state_of_day(day)?,
            None => StateOfDay { figures: figures.to_owned(), sources: ledger.source_hashes()? },
        };
        let mut fonts = Hashes::new();
        for path in font_files::paths(project) {
            fonts.insert(project.name_of(&path), hash_of(&font_files::bytes(project, &path)?));
        }
        let lists = code_list_hashes(&project.datasets())?;
        Ok(Self {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            known_on,
            ledger: figures,
            findings: findings.to_owned(),
            settings: hash_of(project.settings_text.as_bytes()),
            datasets: sources,
            code_lists: lists.into_iter().map(|(path, hash)| (project.name_of(&path), hash)).collect(),
            fonts,
            report: Hashes::new(),
        })
    }

    /// The same with the files of one report.
    pub(crate) fn with(&self, report: &Report) -> Result<Self, Failure> {
        let files = report.input_files();
        let folder = files.first().and_then(|first| first.parent()).unwrap_or_else(|| Path::new(""));
        let mut inputs = self.clone();
        for path in &files {
            inputs.report.insert(name_inside(folder, path), hash_of_file(path)?);
        }
        Ok(inputs)
    }

    /// What differs between these and others, as a person calls it; files that figures come from where the figures are the same, or
    /// where they are asked for.
    pub(crate) fn differences(&self, other: &Self, names_datasets: bool) -> Vec<Localized> {
        let mut differences = Vec::new();
        let mut say = |differs: bool, zh: &str, en: &str| {
            if differs {
                differences.push(Localized::new(zh, en));
            }
        };
        let is_other_ledger = self.ledger != other.ledger;
        say(self.program != other.program, "程序版本", "the version of tierstat");
        say(self.known_on != other.known_on, "所知日期", "the day on which it was known");
        say(is_other_ledger, "账本", "the ledger");
        // New figures bring new findings; that the ledger changed says it.
        say(!is_other_ledger && self.findings != other.findings, "核对结果", "the findings");
        say(self.settings != other.settings, "设置", "the settings");
        for name in differing(&self.code_lists, &other.code_lists) {
            say(true, &format!("代码表 {name}"), &format!("the code list {name}"));
        }
        for (ours, theirs) in [(&self.fonts, &other.fonts), (&self.report, &other.report)] {
            differing(ours, theirs).iter().for_each(|name| say(true, name, name));
        }
        if names_datasets || !is_other_ledger {
            differing(&self.datasets, &other.datasets).iter().for_each(|name| say(true, name, name));
        }
        differences
    }

    /// The version of the program that they were read by.
    pub(crate) fn program(&self) -> &str {
        &self.program
    }
}

/// The files that are other ones on one side than on the other, or stand on one alone.
fn differing<'a>(one: &'a Hashes, other: &'a Hashes) -> BTreeSet<&'a str> {
    one.keys()
        .chain(other.keys())
        .filter(|name| one.get(*name) != other.get(*name))
        .map(String::as_str)
        .collect()
}

/// A file by its place in a folder, with forward slashes.
pub(crate) fn name_inside(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<String> =
        inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
