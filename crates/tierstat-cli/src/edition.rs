//! Editions: reports as they were locked, each in a folder of its own with the hashes of its files.

use crate::boundary::absolute;
use crate::commands::manifest::Manifest;
use crate::exit::Failure;
use crate::file_bytes::{hash_of_file, read_bytes};
use crate::folder_entries::sorted_entries;
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::report_name;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tierstat_model::{Finding, Localized, Severity};
use tierstat_report::Report;

/// The file with the hash of every other file of an edition, in the form of `sha256sum`: whoever signs it signs the edition.
pub(crate) const SUMS: &str = "SHA256SUMS";
/// The manifest of a report.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The folder of an edition with the files that the report is made from.
pub(crate) const SOURCE: &str = "report";
/// A name is no longer than so many characters.
const LONGEST_NAME: usize = 80;
/// So many digits of a hash are shown.
const DIGITS: usize = 12;

/// A report as it was locked under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edition {
    pub(crate) report: String,
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
}

impl Edition {
    /// The edition of a report by its name, whether it is there or not.
    pub(crate) fn named(project: &Project, report: &str, name: &str) -> Result<Self, Failure> {
        for name in [report, name] {
            expect_plain(name)?;
        }
        report_name::expect_free(report)?;
        let folder = project.editions().join(report).join(name);
        project.boundary.check(&folder)?;
        Ok(Self { report: report.to_owned(), name: name.to_owned(), folder })
    }

    /// The edition of a report by its name, which must be there.
    pub(crate) fn locked(project: &Project, report: &str, name: &str) -> Result<Self, Failure> {
        let edition = Self::named(project, report, name)?;
        if edition.folder.is_dir() {
            return Ok(edition);
        }
        let there: Vec<String> = Self::all(project)?.iter().map(Self::shown).collect();
        let hint = match there.is_empty() {
            true => Localized::new(
                format!("还没有锁定任何一版；tierstat report lock {report} {name} 锁定现在的报告"),
                format!(
                    "none is locked yet; `tierstat report lock {report} {name}` locks the report as it is now"
                ),
            ),
            false => Localized::new(
                format!("有：{}", there.join("、")),
                format!("there are: {}", there.join(", ")),
            ),
        };
        Err(Failure::Usage {
            message: Localized::new(
                format!("报告 {report} 没有锁定过版次“{name}”"),
                format!("no edition `{name}` of the report {report} was locked"),
            ),
            hint,
        })
    }

    /// All editions of a project, in order of report and name.
    pub(crate) fn all(project: &Project) -> Result<Vec<Self>, Failure> {
        let mut editions = Vec::new();
        for report in folders(project, project.editions())? {
            for folder in folders(project, report.clone())? {
                let name = |path: &PathBuf| {
                    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
                };
                editions.push(Self { report: name(&report), name: name(&folder), folder });
            }
        }
        Ok(editions)
    }

    /// How it is named in messages: the report with its edition.
    pub(crate) fn shown(&self) -> String {
        format!("{} {}", self.report, self.name)
    }

    /// The report as it was described when it was locked.
    pub(crate) fn description(&self, project: &Project) -> Result<Report, Failure> {
        let source = self.folder.join(SOURCE);
        project.check_description(&source)?;
        Ok(Report::load(&source, &project.settings.languages)?.named(&self.report))
    }

    /// What it was made from, and its files.
    pub(crate) fn manifest(&self, project: &Project) -> Option<Manifest> {
        Manifest::read(project, &self.folder.join(MANIFEST))
    }

    /// The day on which its figures were known.
    pub(crate) fn known_on(&self, project: &Project) -> Option<Date> {
        self.manifest(project)?.inputs.known_on
    }

    /// The hash of each of its files when it was locked, by its place in the folder; `None` where nothing says them.
    pub(crate) fn sums(&self, project: &Project) -> Option<BTreeMap<String, String>> {
        let path = self.folder.join(SUMS);
        project.boundary.check(&path).ok()?;
        let text = std::fs::read_to_string(path).ok()?;
        let pair = |line: &str| line.split_once("  ").map(|(hash, name)| (name.to_owned(), hash.to_owned()));
        text.lines().map(pair).collect()
    }

    /// Puts the files into the folder of the edition; `false` where all of them stand there. Nothing else takes the place of a file.
    pub(crate) fn publish(&self, project: &Project, files: &[(String, Vec<u8>)]) -> Result<bool, Failure> {
        OutputFiles::clear(&project.boundary, &self.folder)?;
        let mut missing = Vec::new();
        for (name, content) in files {
            let path = self.folder.join(name);
            project.boundary.check(&path)?;
            if !path.exists() {
                missing.push((path, content));
            } else if read_bytes(&path)? != *content {
                let (shown, name) = (self.shown(), project.name_of(&path));
                return Err(Failure::Usage {
                    message: Localized::new(
                        format!("{shown} 已经锁定，而现在的报告不同：{name}"),
                        format!(
                            "{shown} is locked already, and the report is another one now: {name} differs"
                        ),
                    ),
                    hint: Localized::new(
                        format!("用另一个版次锁定，如 tierstat report lock {shown}-2；锁定的一版从不改写"),
                        format!(
                            "lock it under another name, such as tierstat report lock {shown}-2; a locked edition is never written over"
                        ),
                    ),
                });
            }
        }
        if missing.is_empty() {
            return Ok(false);
        }
        let mut staged = OutputFiles::inside(&project.boundary, &self.folder)?;
        missing.iter().try_for_each(|(path, content)| staged.add(path, content))?;
        staged.publish()?;
        Ok(true)
    }

    /// What is wrong with its files: none where each is as it was locked.
    pub(crate) fn faults(&self, project: &Project) -> Vec<Finding> {
        let (shown, folder) = (self.shown(), project.name_of(&self.folder));
        let Some(sums) = self.sums(project) else {
            let message = Localized::new(
                format!("{folder} 中没有可读的 {SUMS}：锁定没有完成，或该文件被删改"),
                format!(
                    "{folder} has no {SUMS} that can be read: it was not locked to the end, or the file was deleted or changed"
                ),
            );
            return vec![finding("edition.without-hashes", message, &shown)];
        };
        let mut faults = Vec::new();
        for (name, locked) in &sums {
            let path = absolute(&self.folder.join(name));
            let is_inside = path.starts_with(&self.folder) && project.boundary.check(&path).is_ok();
            if !is_inside || !path.exists() {
                let message = Localized::new(
                    format!("{folder}/{name} 缺失：它属于锁定的 {shown}"),
                    format!("{folder}/{name} is missing, which belongs to the locked {shown}"),
                );
                faults.push(finding("edition.missing", message, &shown));
                continue;
            }
            let found = hash_of_file(&path).unwrap_or_default();
            if found != *locked {
                let [was, is] = [locked, &found].map(|hash| hash.chars().take(DIGITS).collect::<String>());
                let message = Localized::new(
                    format!("{folder}/{name} 在锁定之后被改动：SHA-256 锁定时为 {was}…，现为 {is}…"),
                    format!(
                        "{folder}/{name} was changed after it was locked: its SHA-256 was {was}… and is {is}…"
                    ),
                );
                faults.push(finding("edition.changed", message, &shown));
            }
        }
        faults
    }
}

/// What is wrong with the files of all editions.
pub(crate) fn faults(project: &Project, editions: &[Edition]) -> Vec<Finding> {
    editions.iter().flat_map(|edition| edition.faults(project)).collect()
}

fn finding(rule: &str, message: Localized, shown: &str) -> Finding {
    Finding {
        severity: Severity::Error,
        rule: rule.to_owned(),
        cells: Vec::new(),
        message,
        hint: Localized::new(
            format!("从版本库或备份取回该文件；要发布改动过的，另锁一版：tierstat report lock {shown}-2"),
            format!(
                "bring the file back from version control or a copy; what is to change goes into an edition of its own: tierstat report lock {shown}-2"
            ),
        ),
    }
}

/// The folders of a folder, in order of name; none where there is no such folder.
fn folders(project: &Project, folder: PathBuf) -> Result<Vec<PathBuf>, Failure> {
    project.boundary.check(&folder)?;
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let is_hidden =
        |path: &PathBuf| path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    let entries = sorted_entries(&folder)?.into_iter();
    let found: Vec<PathBuf> = entries.filter(|path| path.is_dir() && !is_hidden(path)).collect();
    found.iter().try_for_each(|path| project.boundary.check(path))?;
    Ok(found)
}

/// A name becomes a folder on every system: it leads nowhere else, and nobody takes it for an option.
fn expect_plain(name: &str) -> Result<(), Failure> {
    let is_bad = |sign: char| sign.is_control() || "/\\:*?\"<>|".contains(sign);
    let ends_badly = name.starts_with(['.', '-', ' ']) || name.ends_with(['.', ' ']);
    if !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.contains(is_bad) && !ends_badly {
        return Ok(());
    }
    Err(Failure::Usage {
        message: Localized::new(
            format!("“{name}”不能用作版次或报告的名字"),
            format!("`{name}` cannot be the name of an edition or a report"),
        ),
        hint: Localized::new(
            "用文字、数字、“-”和“.”，如 2025 或 2025-2；不以“.”或“-”开头",
            "use letters, digits, `-` and `.`, as in 2025 or 2025-2; it does not begin with `.` or `-`",
        ),
    })
}
