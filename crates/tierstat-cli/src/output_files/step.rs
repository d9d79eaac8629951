//! One step of writing, at which a test may let something fail.

#[cfg(debug_assertions)]
use super::fault;
use std::fs::File;
use std::io;
use std::path::Path;

/// One operation on the disk; a debug build can be told to fail or to end at it.
pub(super) fn step<T>(operation: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    #[cfg(debug_assertions)]
    fault::at_a_step()?;
    operation()
}

/// Puts the names of a folder on the disk, where the system lets a folder be opened.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
