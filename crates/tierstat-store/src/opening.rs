//! Opening: what stands at the ledger's path is recognised before anything is written.

use crate::error::{NoLedger, StoreError};
use crate::{migration, schema, write_ahead_log};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::fs::{Metadata, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for another one, and a reader for a checkpoint.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many drafts of a ledger may lie about, left by processes that were killed while they made one.
const DRAFTS: u32 = 1000;

/// Opens what stands at a path to read.
pub(crate) fn to_read(path: &Path) -> Result<Connection, StoreError> {
    if look(path)?.is_none() {
        return Err(not_accessible(path, "there is no such file"));
    }
    write_ahead_log::expect_whole(path)?;
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    if recognise(&connection, path)? == schema::VERSION {
        return Ok(connection);
    }
    // An older ledger is taken over first, which writes.
    drop(connection);
    drop(to_write(path)?);
    connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// Opens a ledger to read that this process has opened to write: the last of both to close must be able to clear the log away.
pub(crate) fn beside_a_writer(path: &Path) -> Result<Connection, StoreError> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// Opens a ledger to write, and makes it with its folder where nothing stands there.
pub(crate) fn to_write(path: &Path) -> Result<Connection, StoreError> {
    match look(path)? {
        Some(found) if found.permissions().readonly() => {
            return Err(StoreError::ReadOnly { path: path.to_owned() });
        }
        Some(_) => {
            // Whoever opens a ledger to write clears the log away, and with it what cannot be read.
            write_ahead_log::expect_whole(path)?;
            // Looked at without a right to write, so that a file of something else stays as it is.
            recognise(&connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?, path)?;
        }
        None => make(path)?,
    }
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let fault = |error| StoreError::of(path, error);
    connection.pragma_update(None, "journal_mode", "WAL").map_err(fault)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(fault)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(fault)?;
    let found = recognise(&connection, path)?;
    if found < schema::VERSION {
        migration::with_a_copy_beside(&mut connection, path, found)?;
    }
    Ok(connection)
}

/// What stands at a path, by its kind alone: the file is not opened, since closing it would take the locks of SQLite away.
fn look(path: &Path) -> Result<Option<Metadata>, StoreError> {
    let found = match std::fs::symlink_metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(not_accessible(path, &error.to_string())),
    };
    let none = |found| Err(StoreError::NotALedger { path: path.to_owned(), found });
    if found.is_symlink() {
        none(NoLedger::Link { target: std::fs::read_link(path).unwrap_or_default() })
    } else if found.is_dir() {
        none(NoLedger::Folder)
    } else if !found.is_file() {
        none(NoLedger::NoFile)
    } else if found.len() == 0 {
        none(NoLedger::Empty)
    } else {
        Ok(Some(found))
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let fault = |error| StoreError::of(path, error);
    let connection =
        Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(fault)?;
    connection.busy_timeout(PATIENCE).map_err(fault)?;
    Ok(connection)
}

/// The schema of a ledger; refuses files that are none, and ledgers of a newer program.
fn recognise(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let none = |found| StoreError::NotALedger { path: path.to_owned(), found };
    let number = |pragma: &str| -> Result<i64, StoreError> {
        connection.pragma_query_value(None, pragma, |row| row.get(0)).map_err(|error| {
            match error.sqlite_error_code() {
                Some(ErrorCode::NotADatabase) => none(NoLedger::NoDatabase),
                _ => StoreError::of(path, error),
            }
        })
    };
    if number("application_id")? != schema::APPLICATION_ID {
        return Err(none(NoLedger::OtherDatabase));
    }
    let found = number("user_version")?;
    if found > schema::VERSION {
        return Err(StoreError::NewerSchema { path: path.to_owned(), found, known: schema::VERSION });
    }
    Ok(found)
}

/// Makes an empty ledger, which stands there as a whole or not at all: a draft gets its name when it is done.
fn make(path: &Path) -> Result<(), StoreError> {
    let accessible = |error: std::io::Error| not_accessible(path, &error.to_string());
    write_ahead_log::expect_none_without_ledger(path)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(accessible)?;
    }
    let draft = empty_draft(path)?;
    let named = make_tables(&draft, path).and_then(|()| match std::fs::hard_link(&draft, path) {
        Ok(()) => Ok(()),
        // Another process was faster, and its ledger is the ledger.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        // Some file systems know no second name: there the tables are made in place, under the lock of SQLite.
        Err(_) => make_tables(path, path),
    });
    let removed = std::fs::remove_file(&draft).map_err(accessible);
    named.and(removed)
}

/// A new file of this process beside the ledger.
fn empty_draft(path: &Path) -> Result<PathBuf, StoreError> {
    for number in 0..DRAFTS {
        let mut draft = path.as_os_str().to_owned();
        draft.push(format!(".draft-{number}"));
        let draft = PathBuf::from(draft);
        match OpenOptions::new().write(true).create_new(true).open(&draft) {
            Ok(_) => return Ok(draft),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(not_accessible(path, &error.to_string())),
        }
    }
    Err(not_accessible(path, "too many drafts of it lie beside"))
}

/// Makes the tables in an empty file; `path` is how messages name it.
fn make_tables(file: &Path, path: &Path) -> Result<(), StoreError> {
    let fault = |error| StoreError::of(path, error);
    let mut connection = connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
        .map_err(|error| match error {
            StoreError::NotAccessible { reason, .. } => not_accessible(path, &reason),
            other => other,
        })?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(fault)?;
    // Two processes may both see an empty file: the one that gets the write lock first makes the tables.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
    let tables: i64 =
        transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(fault)?;
    if tables == 0 {
        for tables in schema::TABLES {
            transaction.execute_batch(tables).map_err(fault)?;
        }
        for table in schema::APPEND_ONLY {
            transaction.execute_batch(&schema::append_only_triggers(table)).map_err(fault)?;
        }
        transaction.pragma_update(None, "application_id", schema::APPLICATION_ID).map_err(fault)?;
        transaction.pragma_update(None, "user_version", schema::VERSION).map_err(fault)?;
    }
    transaction.commit().map_err(fault)?;
    connection.pragma_update(None, "journal_mode", "WAL").map_err(fault)?;
    connection.close().map_err(|(_, error)| fault(error))
}

fn not_accessible(path: &Path, reason: &str) -> StoreError {
    StoreError::NotAccessible { path: path.to_owned(), reason: reason.to_owned() }
}
