//! Staging places: where files stand until they are published. Each process has its own, and it goes away with the process.

use super::step::{step, sync_folder};
use std::cell::RefCell;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// What the names of staging places begin and end with; between them stand random digits.
const NAME: (&str, &str) = (".tierstat-", ".part");
/// The file in a staging place that its process holds locked as long as it lives.
const LOCK: &str = "lock";
/// How often a name is tried. Names are random, so that more than one is needed only where another process clears up.
const TRIES: usize = 100;

/// A folder for files that have no name yet.
#[derive(Debug)]
pub(super) struct StagingPlace {
    path: PathBuf,
    /// Held until the value goes away: what it guards is in use.
    _lock: File,
    /// The folders that were made for the files, the outermost first.
    made: RefCell<Vec<PathBuf>>,
}

impl StagingPlace {
    /// Makes a staging place in a folder, and the folder where there is none; what a killed process left there is cleared.
    pub(super) fn in_folder(folder: &Path) -> io::Result<Self> {
        let mut made = Vec::new();
        let begun = step(|| make_folders(folder, &mut made)).and_then(|()| {
            clear(folder);
            Self::begin(folder)
        });
        match begun {
            Ok((path, lock)) => Ok(Self { path, _lock: lock, made: RefCell::new(made) }),
            Err(error) => {
                remove_folders(&made);
                Err(error)
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes a folder for a file; it goes away again where the file is not published.
    pub(super) fn make_folders(&self, folder: &Path) -> io::Result<()> {
        step(|| make_folders(folder, &mut self.made.borrow_mut()))
    }

    /// Puts the names of the folders that were made on the disk.
    pub(super) fn sync_made_folders(&self) -> io::Result<()> {
        self.made.borrow().iter().filter_map(|folder| folder.parent()).try_for_each(|parent| {
            step(|| sync_folder(if parent.as_os_str().is_empty() { Path::new(".") } else { parent }))
        })
    }

    /// From here on the folders belong to the files in them.
    pub(super) fn keep_made_folders(&self) {
        self.made.borrow_mut().clear();
    }

    fn begin(folder: &Path) -> io::Result<(PathBuf, File)> {
        for _ in 0..TRIES {
            let mut digits = [0; 8];
            getrandom::fill(&mut digits).map_err(|error| io::Error::other(error.to_string()))?;
            let path = folder.join(format!("{}{:016x}{}", NAME.0, u64::from_le_bytes(digits), NAME.1));
            step(|| fs::create_dir(&path))?;
            let lock = path.join(LOCK);
            // Another process may clear the place before it is locked. Then it is left to that one.
            match step(|| File::create_new(&lock)) {
                Ok(file) if may_use(&file) && lock.exists() => return Ok((path, file)),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    let _ = fs::remove_dir(&path);
                    return Err(error);
                }
            }
        }
        Err(io::Error::other("no staging place could be made"))
    }
}

impl Drop for StagingPlace {
    fn drop(&mut self) {
        let _ = remove(&self.path);
        remove_folders(&self.made.borrow());
    }
}

/// Takes the lock of one's own staging place. Where files cannot be locked, nobody clears, and the place may be used.
fn may_use(lock: &File) -> bool {
    !matches!(lock.try_lock(), Err(TryLockError::WouldBlock))
}

/// Removes the staging places of processes that have ended. What cannot be removed harms nobody and stays.
pub(super) fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !is_name(&name) || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let path = entry.path();
        match File::open(path.join(LOCK)) {
            // A lock that can be had has no owner any more; it is held while the place goes away.
            Ok(lock) if lock.try_lock().is_ok() => {
                let _ = remove(&path);
            }
            Ok(_) => {}
            // Only where it is empty: its process may be about to make the lock.
            Err(_) => {
                let _ = fs::remove_dir(&path);
            }
        }
    }
}

fn is_name(name: &str) -> bool {
    name.strip_prefix(NAME.0)
        .and_then(|rest| rest.strip_suffix(NAME.1))
        .is_some_and(|digits| digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Removes a staging place, the lock last: whoever is interrupted here leaves a place that the next one can clear.
fn remove(path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let entry = entry?.path();
        if entry.file_name().is_some_and(|name| name != LOCK) {
            fs::remove_file(entry)?;
        }
    }
    fs::remove_file(path.join(LOCK))?;
    fs::remove_dir(path)
}

/// Makes a folder with all that lie above it, and notes which were not there.
fn make_folders(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let missing: Vec<&Path> =
        folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists()).collect();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_owned()),
            // Another process was quicker.
            Err(_) if folder.is_dir() => {}
            Err(error) => return Err(error),
        }
    }
    if folder.is_dir() { Ok(()) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

/// Removes the folders that were made, as far as nothing stands in them.
fn remove_folders(made: &[PathBuf]) {
    made.iter().rev().for_each(|folder| {
        let _ = fs::remove_dir(folder);
    });
}
