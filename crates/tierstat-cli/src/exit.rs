//! What can go wrong, and the exit code that says so.

use crate::boundary::BadLink;
use crate::streams;
use std::path::PathBuf;
use std::process::ExitCode;
use tierstat_model::{Language, Localized, system_reason_zh};
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
    /// How the first of those things failed that could not be done; the rest was done.
    pub(crate) failed: Option<Exit>,
    /// Whether a fault of ours kept out some of the input; the rest was done.
    pub(crate) internal_fault: bool,
}

impl Outcome {
    pub(crate) fn exit_code(self, strict: bool) -> ExitCode {
        if self.internal_fault {
            Exit::Internal.into()
        } else if self.unreadable_input {
            Exit::CannotRead.into()
        } else if let Some(failed) = self.failed {
            failed.into()
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
    #[error("{}: {fault}", .path.display())]
    Lint { path: PathBuf, fault: tierstat_workbook::lint::LintFault },
    #[error("{}", .message.en)]
    Untrusted { message: Localized, hint: Localized },
    #[error("{}", .message.en)]
    NotBorne { message: Localized, hint: Localized },
    #[error("no project found: {} and the folders above hold no tierstat.toml", .start.display())]
    NoProject { start: PathBuf },
    #[error("{}: {}", .path.display(), .message.en)]
    Settings { path: PathBuf, message: Localized },
    #[error("an import did not end: {}", .files.join(", "))]
    UnfinishedImports { files: Vec<String> },
    #[error("cannot write {}: {source}", .path.display())]
    Write { path: PathBuf, source: std::io::Error },
    #[error("cannot write the answer to standard output: {source}")]
    Answer { source: std::io::Error },
    #[error("cannot read {}: {source}", .path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("internal error with {}: {message}", .path.display())]
    Fault { path: PathBuf, message: String },
    #[error("the program was stopped while it read {} (signal {signal}); nothing of it was taken in", .path.display())]
    Stopped { path: PathBuf, signal: i32 },
    #[error("{}", .0.message().en)]
    Link(BadLink),
    #[error("{}: folders.{key} = `{folder}` leads outside the project", .settings.display())]
    FolderOutside { settings: PathBuf, key: &'static str, folder: String },
    #[error("{}", .message.en)]
    Font { message: Localized, hint: Localized },
    #[error("{}", .message.en)]
    Usage { message: Localized, hint: Localized },
}

impl From<BadLink> for Failure {
    fn from(link: BadLink) -> Self {
        Self::Link(link)
    }
}

impl From<tierstat_answers::AnswerError> for Failure {
    fn from(error: tierstat_answers::AnswerError) -> Self {
        match error {
            tierstat_answers::AnswerError::Question { message, hint } => Self::Usage { message, hint },
            tierstat_answers::AnswerError::NotBorne { message, hint } => Self::NotBorne { message, hint },
            tierstat_answers::AnswerError::Stats(error) => error.into(),
        }
    }
}

impl From<tierstat_numerics::NumericsError> for Failure {
    fn from(error: tierstat_numerics::NumericsError) -> Self {
        Self::Stats(error.into())
    }
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

/// What to do where a file cannot be written.
fn writing_hint(kind: std::io::ErrorKind) -> Localized {
    use std::io::ErrorKind as Kind;
    match kind {
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Localized::new(
            "使该文件和文件夹可写，或关闭打开它的程序；要保留它就先改名；然后再运行",
            "make the file and its folder writable, or close the program that has it open; to keep it, give it another name; then run it again",
        ),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => Localized::new(
            "在那个程序中关闭该文件，再运行；如果并没有打开，删去旁边的标记文件",
            "close the file in that program and run it again; where it is not open, delete the mark beside it",
        ),
        _ => Localized::new(
            "检查磁盘空间和文件夹权限",
            "check the disk space and the permissions of the folder",
        ),
    }
}

/// What the system says, in Chinese.
fn zh(source: &std::io::Error) -> String {
    system_reason_zh(&source.to_string()).into_owned()
}

impl Failure {
    /// The kind of failure, which decides the exit code.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Ingest(_)
            | Self::Package { .. }
            | Self::Lint { .. }
            | Self::Untrusted { .. }
            | Self::NotBorne { .. }
            | Self::NoProject { .. }
            | Self::Settings { .. }
            | Self::UnfinishedImports { .. }
            | Self::Stopped { .. }
            | Self::Link(_)
            | Self::FolderOutside { .. }
            | Self::Font { .. }
            | Self::Read { .. } => Exit::CannotRead,
            // What was read does not bear the statistic.
            Self::Stats(error) if !matches!(error, tierstat_stats::StatsError::Lookup(_)) => Exit::CannotRead,
            Self::Store(error) if error.is_unreadable() => Exit::CannotRead,
            Self::Store(StoreError::DayBeforeLatest { .. }) => Exit::Usage,
            Self::Report(error) if error.is_unreadable() => Exit::CannotRead,
            Self::Store(_)
            | Self::Stats(_)
            | Self::Report(_)
            | Self::Write { .. }
            | Self::Answer { .. }
            | Self::Fault { .. } => Exit::Internal,
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
            Self::Lint { path, fault } => {
                Localized::new(format!("{}：{}", path.display(), fault.localized().zh), self.to_string())
            }
            Self::NoProject { start } => Localized::new(
                format!("找不到项目：{} 及其上级文件夹中没有 tierstat.toml", start.display()),
                self.to_string(),
            ),
            Self::Settings { path, message } => {
                Localized::new(format!("设置文件 {} 有误：{}", path.display(), message.zh), self.to_string())
            }
            Self::UnfinishedImports { files } => {
                Localized::new(format!("导入没有完成：{}", files.join("、")), self.to_string())
            }
            Self::Write { path, source } => {
                Localized::new(format!("无法写入 {}：{}", path.display(), zh(source)), self.to_string())
            }
            Self::Answer { source } => {
                Localized::new(format!("无法把结果写到标准输出：{}", zh(source)), self.to_string())
            }
            Self::Read { path, source } => {
                Localized::new(format!("无法读取 {}：{}", path.display(), zh(source)), self.to_string())
            }
            Self::Fault { path, message } => {
                Localized::new(format!("处理 {} 时内部出错：{message}", path.display()), self.to_string())
            }
            Self::Stopped { path, signal } => Localized::new(
                format!("读取 {} 时程序被中止（信号 {signal}），该文件没有读入", path.display()),
                self.to_string(),
            ),
            Self::Link(link) => link.message(),
            Self::FolderOutside { settings, key, folder } => Localized::new(
                format!("{}：folders.{key} = “{folder}”指向项目之外", settings.display()),
                self.to_string(),
            ),
            Self::Untrusted { message, .. }
            | Self::Font { message, .. }
            | Self::NotBorne { message, .. }
            | Self::Usage { message, .. } => message.clone(),
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
            Self::Lint { fault, .. } => fault.hint(),
            Self::Package { .. } => Localized::new(
                "请对方重新发送；不要改动数据包",
                "have it sent again; a package is never edited",
            ),
            Self::NoProject { .. } => Localized::new(
                "进入项目文件夹，或用 --project DIR 指定；新建项目用 tierstat init",
                "go to the project folder, or name it with --project DIR; start a new one with tierstat init",
            ),
            Self::Settings { .. } => Localized::new("改正该行后重试", "mend that line and try again"),
            Self::UnfinishedImports { .. } => Localized::new(
                "账本还缺这些文件，因此不写出；先运行 tierstat import，读不出的文件请改正或移走",
                "the ledger is without these files, so that nothing is written from it; run tierstat import first, and mend or move away what cannot be read",
            ),
            Self::Write { source, .. } => writing_hint(source.kind()),
            Self::Answer { .. } => Localized::new(
                "检查输出所到之处的空间，然后重新运行；已写出的部分不完整",
                "check the space where the output goes and run it again; what was written is not whole",
            ),
            Self::Read { .. } => {
                Localized::new("检查路径和读取权限", "check the path and whether you may read it")
            }
            Self::Fault { .. } => Localized::new(
                "这是程序的错误，请连同所用命令和该文件一并报告",
                "this is a fault of the program; please report it with the command and the file",
            ),
            Self::Stopped { .. } => Localized::new(
                "多半是内存不够：请拆分该文件，或在内存更大的机器上读取；旁边的文件不受影响。如仍如此，请连同该文件一并报告",
                "mostly the memory is not enough: split the file, or read it on a machine with more; the files beside it are not touched by it. If it stays so, please report it with the file",
            ),
            Self::Link(link) => link.hint(),
            Self::FolderOutside { .. } => Localized::new(
                "写项目内的文件夹，如 \"out\"；所写的文件可随后复制到别处",
                "name a folder inside the project, such as \"out\"; what is written can be copied elsewhere afterwards",
            ),
            Self::Untrusted { hint, .. }
            | Self::Font { hint, .. }
            | Self::NotBorne { hint, .. }
            | Self::Usage { hint, .. } => hint.clone(),
        };
        localized.get(language).to_owned()
    }

    /// Says on stderr what went wrong and what to do.
    pub(crate) fn say(&self, language: Language) {
        let (heading, advice) = match language {
            Language::Chinese => ("错误：", "提示："),
            Language::English => ("error: ", "hint: "),
        };
        streams::say(&format!("{heading}{}", self.message(language)));
        let hint = self.hint(language);
        if !hint.is_empty() {
            streams::say(&format!("{advice}{hint}"));
        }
    }
}
