//! Why the ledger cannot answer or be written.

use std::path::PathBuf;
use tierstat_model::{Localized, LookupError, QuantityFault};

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
    /// The file is a SQLite database of something else.
    #[error("{} is a database, but no ledger", .path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
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
    Lookup(#[from] LookupError),
    /// Any other failure of the database.
    #[error("{}: {source}", .path.display())]
    Database {
        /// The ledger's file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// Sorts what SQLite says into the kinds that a person can act on.
    pub(crate) fn of(path: &std::path::Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
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
            Self::NotALedger { path } => format!("{} 是数据库，但不是账本", path.display()),
            Self::Locked { path } => format!("账本 {} 正由另一个进程写入", path.display()),
            Self::DiskFull { path } => format!("磁盘已满，账本 {} 无法写入", path.display()),
            Self::NotAccessible { path, reason } => {
                format!("账本 {} 无法打开或写入：{reason}", path.display())
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
                "把该文件移到别处，再运行 tierstat import：账本会由 datasets/ 中的文件重建",
                "move the file away and run tierstat import: the ledger is made again from the files in datasets/",
            ),
            Self::NewerSchema { .. } => Localized::new(
                "使用写出该账本的新版本程序",
                "use the newer version of the program that wrote it",
            ),
            Self::NotALedger { .. } => {
                Localized::new("检查路径是否写对", "check whether this is the right path")
            }
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
