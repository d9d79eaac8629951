//! What can go wrong, and the exit code that says so.

use std::path::PathBuf;
use std::process::ExitCode;
use tierstat_model::{Language, Localized};
use tierstat_store::StoreError;

/// The exit codes of the program.
///
/// 0 fine, 1 internal, 2 usage, 3 cannot read the input, 4 findings of level error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Fine = 0,
    Internal = 1,
    Usage = 2,
    CannotRead = 3,
    Findings = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// How a verb that did its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Outcome {
    /// Whether there were findings of level error.
    pub(crate) error_findings: bool,
    /// Whether the verb answers for its findings by its exit code, even without `--strict`.
    pub(crate) answers_for_findings: bool,
    /// Whether some of the input could not be read; the rest was done.
    pub(crate) unreadable_input: bool,
}

impl Outcome {
    pub(crate) fn exit_code(self, strict: bool) -> ExitCode {
        if self.unreadable_input {
            Exit::CannotRead.into()
        } else if self.error_findings && (strict || self.answers_for_findings) {
            Exit::Findings.into()
        } else {
            Exit::Fine.into()
        }
    }
}

/// An error that ends a verb.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Ingest(#[from] tierstat_ingest::IngestError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Stats(tierstat_stats::StatsError),
    #[error(transparent)]
    Report(tierstat_report::ReportError),
    #[error("{}: {error}", .path.display())]
    Package { path: PathBuf, error: tierstat_store::PackageError },
    #[error("no project found: {} and the folders above hold no tierstat.toml", .start.display())]
    NoProject { start: PathBuf },
    #[error("{}: {message}", .path.display())]
    Settings { path: PathBuf, message: String },
    #[error("cannot write {}: {source}", .path.display())]
    Write { path: PathBuf, source: std::io::Error },
    #[error("cannot read {}: {source}", .path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{}", .message.en)]
    Usage { message: Localized, hint: Localized },
}

impl From<tierstat_stats::StatsError> for Failure {
    /// A ledger that cannot answer fails as the ledger, whoever asked it.
    fn from(error: tierstat_stats::StatsError) -> Self {
        match error {
            tierstat_stats::StatsError::Lookup(error) => Self::Store(error.into()),
            other => Self::Stats(other),
        }
    }
}

impl From<tierstat_report::ReportError> for Failure {
    /// A ledger that cannot answer fails as the ledger, whoever asked it.
    fn from(error: tierstat_report::ReportError) -> Self {
        match error {
            tierstat_report::ReportError::Lookup(error) => Self::Store(error.into()),
            other => Self::Report(other),
        }
    }
}

impl Failure {
    /// The kind of failure, which decides the exit code.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Ingest(_)
            | Self::Package { .. }
            | Self::NoProject { .. }
            | Self::Settings { .. }
            | Self::Read { .. } => Exit::CannotRead,
            // What was read does not bear the statistic.
            Self::Stats(error) if !matches!(error, tierstat_stats::StatsError::Lookup(_)) => Exit::CannotRead,
            Self::Store(error) if error.is_unreadable() => Exit::CannotRead,
            Self::Store(StoreError::DayBeforeLatest { .. }) => Exit::Usage,
            Self::Report(error) if error.is_unreadable() => Exit::CannotRead,
            Self::Store(_) | Self::Stats(_) | Self::Report(_) | Self::Write { .. } => Exit::Internal,
            Self::Usage { .. } => Exit::Usage,
        }
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        self.exit().into()
    }

    /// What went wrong, in one language.
    pub(crate) fn message(&self, language: Language) -> String {
        let localized = match self {
            Self::Ingest(error) => error.localized(),
            Self::Store(error) => error.localized(),
            Self::Stats(error) => error.localized(),
            Self::Report(error) => error.localized(),
            Self::Package { path, error } => {
                let error = error.localized();
                let shown = path.display();
                Localized::new(format!("{shown}：{}", error.zh), format!("{shown}: {}", error.en))
            }
            Self::NoProject { start } => Localized::new(
                format!("找不到项目：{} 及其上级文件夹中没有 tierstat.toml", start.display()),
                self.to_string(),
            ),
            Self::Settings { path, message } => {
                Localized::new(format!("设置文件 {} 有误：{message}", path.display()), self.to_string())
            }
            Self::Write { path, source } => {
                Localized::new(format!("无法写入 {}：{source}", path.display()), self.to_string())
            }
            Self::Read { path, source } => {
                Localized::new(format!("无法读取 {}：{source}", path.display()), self.to_string())
            }
            Self::Usage { message, .. } => message.clone(),
        };
        localized.get(language).to_owned()
    }

    /// What to do about it, in one language.
    pub(crate) fn hint(&self, language: Language) -> String {
        let localized = match self {
            Self::Ingest(error) => error.hint(),
            Self::Store(error) => error.hint(),
            Self::Stats(error) => error.hint(),
            Self::Report(error) => error.hint(),
            Self::Package { .. } => Localized::new(
                "请对方重新发送；不要改动数据包",
                "have it sent again; a package is never edited",
            ),
            Self::NoProject { .. } => Localized::new(
                "进入项目文件夹，或用 --project DIR 指定；新建项目用 tierstat init",
                "go to the project folder, or name it with --project DIR; start a new one with tierstat init",
            ),
            Self::Settings { .. } => Localized::new("改正该行后重试", "mend that line and try again"),
            Self::Write { .. } => Localized::new(
                "检查磁盘空间和文件夹权限",
                "check the disk space and the permissions of the folder",
            ),
            Self::Read { .. } => {
                Localized::new("检查路径和读取权限", "check the path and whether you may read it")
            }
            Self::Usage { hint, .. } => hint.clone(),
        };
        localized.get(language).to_owned()
    }
}

/// Prints what the argument parser says: help and version are no errors.
#[expect(clippy::print_stderr, reason = "arguments are parsed before there is an output to print through")]
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    if error.print().is_err() {
        eprintln!("{error}");
    }
    if error.use_stderr() { Exit::Usage.into() } else { Exit::Fine.into() }
}
