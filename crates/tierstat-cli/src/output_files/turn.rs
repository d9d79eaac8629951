//! Turns: of several processes that write what a project makes, one reads and writes at a time.

use crate::boundary::Boundary;
use crate::exit::Failure;
use crate::output::Output;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use tierstat_model::Localized;

/// The file in the folder of outputs that whoever has the turn holds locked; it stays, and nothing stands in it.
const LOCK: &str = ".turn";

/// The turn to write what a project makes. It ends with the value, and with the process however that ends.
#[derive(Debug)]
pub(crate) struct Turn {
    _lock: File,
}

impl Turn {
    /// Waits until nobody else writes into a folder, and says that it waits.
    ///
    /// Whoever takes its turn before it reads the ledger cannot put older files in the place of newer ones.
    pub(crate) fn take(boundary: &Boundary, folder: &Path, output: &Output) -> Result<Self, Failure> {
        let path = folder.join(LOCK);
        boundary.check(&path)?;
        let failure = |source| Failure::Write { path: path.clone(), source };
        std::fs::create_dir_all(folder).map_err(failure)?;
        let lock =
            OpenOptions::new().write(true).create(true).truncate(false).open(&path).map_err(failure)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let shown = folder.display();
                output.say(&Localized::new(
                    format!("另一个 tierstat 正在写入 {shown}，等它结束"),
                    format!("another tierstat writes into {shown}; waiting for it to end"),
                ));
                lock.lock().map_err(failure)?;
            }
            // Where files cannot be locked there are no turns; sets of files are still whole.
            Err(TryLockError::Error(_)) => {}
        }
        Ok(Self { _lock: lock })
    }
}
