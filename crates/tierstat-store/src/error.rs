//! Why the ledger cannot answer or be written.

use jiff::civil::Date;
use std::path::PathBuf;
use tierstat_model::{Localized, LookupError, QuantityFault, system_reason_zh};

/// Why the ledger cannot answer or be written, with its file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is no ledger, or its pages contradict each other.
    #[error("{} is not a sound ledger: {reason}", .path.display())]
    Damaged {
        /// The ledger's file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// The ledger was written by a newer version of the program.
    #[error("{} has schema {found}; this program reads up to {known}", .path.display())]
    NewerSchema {
        /// The ledger's file.
        path: PathBuf,
        /// The schema of the file.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// Something else stands where the ledger should.
    #[error("{} is no ledger: {found}", .path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
        /// What stands there.
        found: NoLedger,
    },
    /// The file is marked as one that must not be written.
    #[error("{} is read-only: the ledger can be read, and nothing can be imported", .path.display())]
    ReadOnly {
        /// The ledger's file.
        path: PathBuf,
    },
    /// The day of an import lies before that of an earlier one.
    #[error("it is {day} by the clock, but {} holds an import of {latest}: the clock went back, or was ahead then", .path.display())]
    DayBeforeLatest {
        /// The ledger's file.
        path: PathBuf,
        /// The day of the import.
        day: Date,
        /// The latest day of an import that stands in the ledger.
        latest: Date,
    },
    /// Another process has been writing for too long.
    #[error("{} is being written by another process", .path.display())]
    Locked {
        /// The ledger's file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("the disk is full: {} cannot grow", .path.display())]
    DiskFull {
        /// The ledger's file.
        path: PathBuf,
    },
    /// The file or its folder cannot be written or opened.
    #[error("{} cannot be opened or written: {reason}", .path.display())]
    NotAccessible {
        /// The ledger's file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A stored value is none that this program writes.
    #[error("{}: table {table} holds `{value}` as {column}", .path.display())]
    UnknownValue {
        /// The ledger's file.
        path: PathBuf,
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The value.
        value: String,
    },
    /// Two figures of one import have the same id.
    #[error("{file}: two figures have the id {id}")]
    DuplicateFigure {
        /// The imported file.
        file: String,
        /// The id.
        id: String,
    },
    /// A figure is no number that can be.
    #[error("{file}: figure {id}: {fault}")]
    UnsoundFigure {
        /// The imported file.
        file: String,
        /// The id.
        id: String,
        /// What keeps its parts from being one number.
        fault: QuantityFault,
    },
    /// A frame could not be made.
    #[error("the frame cannot be made: {0}")]
    Frame(#[from] polars::error::PolarsError),
    /// A question could not be answered.
    #[error(transparent)]
    Lookup(LookupError),
    /// Any other failure of the database.
    #[error("{}: {source}", .path.display())]
    Database {
        /// The ledger's file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

/// What stands where a ledger should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoLedger {
    /// A file of no bytes.
    #[error("the file is empty (0 bytes)")]
    Empty,
    /// A file that is no SQLite database.
    #[error("the file is no SQLite database")]
    NoDatabase,
    /// A SQLite database of something else.
    #[error("it is a SQLite database of another program")]
    OtherDatabase,
    /// A symbolic link.
    #[error("it is a link to {}", .target.display())]
    Link {
        /// Where it leads, whether or not something stands there.
        target: PathBuf,
    },
    /// A folder.
    #[error("it is a folder")]
    Folder,
    /// A device, a pipe or a socket.
    #[error("it is no regular file")]
    NoFile,
}

impl NoLedger {
    fn localized(&self) -> Localized {
        let zh = match self {
            Self::Empty => "文件是空的（0 字节）".to_owned(),
            Self::NoDatabase => "该文件不是 SQLite 数据库".to_owned(),
            Self::OtherDatabase => "是另一个程序的 SQLite 数据库".to_owned(),
            Self::Link { target } => format!("是指向 {} 的链接", target.display()),
            Self::Folder => "是一个文件夹".to_owned(),
            Self::NoFile => "不是普通文件".to_owned(),
        };
        Localized::new(zh, self.to_string())
    }

    fn hint(&self) -> Localized {
        match self {
            Self::Empty | Self::NoDatabase => Localized::new(
                "若有备份，请放回账本的备份；否则把该文件移到别处，再运行 tierstat import：账本会由 datasets/ 中的文件重建",
                "put a backup of the ledger back where there is one; else move the file away and run tierstat import: the ledger is made from the files in datasets/",
            ),
            Self::Link { .. } => Localized::new(
                "把账本本身放在此处，或在 tierstat.toml 的 [folders] 中用 out 指定它所在的文件夹",
                "put the ledger itself here, or name the folder where it lies as out under [folders] in tierstat.toml",
            ),
            Self::OtherDatabase | Self::Folder | Self::NoFile => Localized::new(
                "检查路径是否写对；未作任何改动",
                "check whether this is the right path; nothing was written",
            ),
        }
    }
}

impl From<LookupError> for StoreError {
    /// A question that the ledger could not answer fails as the ledger says.
    fn from(error: LookupError) -> Self {
        match error.source.downcast::<Self>() {
            Ok(of_ledger) => *of_ledger,
            Err(source) => Self::Lookup(LookupError { source }),
        }
    }
}

impl StoreError {
    /// Sorts what SQLite says into the kinds that a person can act on.
    pub(crate) fn of(path: &std::path::Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        // What this program wrote it can read: a value of another type is none of its, nor is a table without its columns.
        if matches!(
            source,
            rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::SqlInputError { .. }
                | rusqlite::Error::Utf8Error(..)
        ) {
            return Self::Damaged { path, reason: source.to_string() };
        }
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { path, reason: source.to_string() }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::NotAccessible { path, reason: source.to_string() }
            }
            _ => Self::Database { path, source },
        }
    }

    /// Whether the ledger itself cannot be read, as opposed to a failure while writing.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        matches!(
            self,
            Self::Damaged { .. }
                | Self::NewerSchema { .. }
                | Self::NotALedger { .. }
                | Self::ReadOnly { .. }
                | Self::NotAccessible { .. }
                | Self::UnknownValue { .. }
        )
    }

    /// What is wrong, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let zh = match self {
            Self::Damaged { path, reason } => format!("账本 {} 已损坏：{reason}", path.display()),
            Self::NewerSchema { path, found, known } => {
                format!("账本 {} 的结构版本为 {found}，本程序只认识到 {known}", path.display())
            }
            Self::NotALedger { path, found } => {
                format!("{} 不是账本：{}", path.display(), found.localized().zh)
            }
            Self::ReadOnly { path } => format!("账本 {} 是只读的：可以查询，不能读入", path.display()),
            Self::DayBeforeLatest { path, day, latest } => format!(
                "时钟显示今天是 {day}，而账本 {} 中有 {latest} 的导入：时钟倒退了，或当时走快了",
                path.display()
            ),
            Self::Locked { path } => format!("账本 {} 正由另一个进程写入", path.display()),
            Self::DiskFull { path } => format!("磁盘已满，账本 {} 无法写入", path.display()),
            Self::NotAccessible { path, reason } => {
                format!("账本 {} 无法打开或写入：{}", path.display(), system_reason_zh(reason))
            }
            Self::UnknownValue { path, table, column, value } => {
                format!("账本 {} 的 {table}.{column} 中有无法识别的值“{value}”", path.display())
            }
            Self::DuplicateFigure { file, id } => format!("{file}：两条数据的编号同为 {id}"),
            Self::UnsoundFigure { file, id, fault } => {
                format!("{file}：数据 {id}：{}", fault.localized().zh)
            }
            Self::Frame(error) => format!("无法生成数据框：{error}"),
            Self::Lookup(error) => format!("无法查询：{error}"),
            Self::Database { path, source } => format!("账本 {}：{source}", path.display()),
        };
        Localized::new(zh, self.to_string())
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::Damaged { .. } | Self::UnknownValue { .. } => Localized::new(
                "把该文件连同旁边的 -wal 和 -shm 移到别处，再运行 tierstat import：账本会由 datasets/ 中的文件重建",
                "move the file away, with its -wal and -shm beside it, and run tierstat import: the ledger is made again from the files in datasets/",
            ),
            Self::NewerSchema { .. } => Localized::new(
                "使用写出该账本的新版本程序",
                "use the newer version of the program that wrote it",
            ),
            Self::NotALedger { found, .. } => found.hint(),
            Self::ReadOnly { .. } => Localized::new(
                "要读入，先允许写入该文件；账本没有改动",
                "to import, allow writing to the file first; the ledger is unchanged",
            ),
            Self::DayBeforeLatest { day, .. } => Localized::new(
                format!("校正时钟后重试；若日期无误，或要按另一日记录，写明该日：--known-on {day}"),
                format!(
                    "set the clock and try again; if the day is right, or another one is meant, say it: --known-on {day}"
                ),
            ),
            Self::Locked { .. } => {
                Localized::new("等另一个进程结束后重试", "try again when the other process has ended")
            }
            Self::DiskFull { .. } => Localized::new(
                "腾出空间后重试；账本没有改动",
                "free some space and try again; the ledger is unchanged",
            ),
            Self::NotAccessible { .. } => {
                Localized::new("检查文件和文件夹的权限", "check the permissions of the file and its folder")
            }
            Self::DuplicateFigure { .. }
            | Self::UnsoundFigure { .. }
            | Self::Frame(_)
            | Self::Lookup(_)
            | Self::Database { .. } => {
                Localized::new("请报告此问题；账本没有改动", "please report this; the ledger is unchanged")
            }
        }
    }
}
