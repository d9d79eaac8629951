//! Files under their final names: the one place of the command line that writes them.
//!
//! A set of files is written into a staging place, synced, and renamed last: all of it stands under its names, or none of it.

#[cfg(debug_assertions)]
pub(crate) mod fault;
mod in_use;
mod staging_place;
mod step;
#[cfg(test)]
mod tests;
mod turn;

pub(crate) use turn::Turn;

use crate::boundary::Boundary;
use crate::exit::Failure;
use staging_place::StagingPlace;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use step::{step, sync_folder};

/// A set of files that are published together. What is not published leaves nothing behind.
#[derive(Debug)]
pub(crate) struct OutputFiles {
    place: StagingPlace,
    /// What no link may lead the files out of; none where they were asked for by name.
    boundary: Option<Boundary>,
    files: Vec<StagedFile>,
    removals: Vec<Removal>,
}

/// A file that waits for its name.
#[derive(Debug)]
struct StagedFile {
    staged: PathBuf,
    name: PathBuf,
    /// What stood under the name, kept until the whole set is published.
    before: PathBuf,
    had_before: bool,
}

/// A file that goes with the publication of the others.
#[derive(Debug)]
struct Removal {
    name: PathBuf,
    /// The file, kept until the whole set is published.
    before: PathBuf,
}

impl OutputFiles {
    /// Begins a set of files of a project that lie in one folder or below it; no link leads them outside.
    pub(crate) fn inside(boundary: &Boundary, folder: &Path) -> Result<Self, Failure> {
        boundary.check(folder)?;
        Ok(Self { boundary: Some(boundary.clone()), ..Self::in_folder(folder)? })
    }

    /// Clears what killed processes left in a folder, where nothing is to be written that would.
    pub(crate) fn clear(boundary: &Boundary, folder: &Path) -> Result<(), Failure> {
        boundary.check(folder)?;
        staging_place::clear(folder);
        Ok(())
    }

    /// Begins a set of files that lie in one folder or below it.
    fn in_folder(folder: &Path) -> Result<Self, Failure> {
        let place = StagingPlace::in_folder(folder).map_err(|source| failure(folder, source))?;
        Ok(Self { place, boundary: None, files: Vec::new(), removals: Vec::new() })
    }

    /// Writes one file whole.
    pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), Failure> {
        if is_stream(path) {
            return write_into(path, content).map_err(|source| failure(path, source));
        }
        let path = behind_links(path);
        let mut files = Self::in_folder(folder_of(&path))?;
        files.add(&path, content)?;
        files.publish()
    }

    /// Writes the files of a folder, which is made where it is not there: all of them, or none where one cannot be.
    pub(crate) fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
        let folder = behind_links(folder);
        let mut set = Self::in_folder(&folder)?;
        for (name, content) in files {
            set.add(&folder.join(name), content)?;
        }
        set.publish()
    }

    /// Writes one file whole that is made elsewhere, at a path where nothing stands yet.
    pub(crate) fn write_by(
        path: &Path,
        make: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let path = behind_links(path);
        let mut files = Self::in_folder(folder_of(&path))?;
        let staged = files.stage(&path)?;
        make(&staged)?;
        files.publish()
    }

    /// Writes a file that nobody but its owner can read at any instant; `false` where one stands under the name, which stays.
    pub(crate) fn write_secret(path: &Path, content: &[u8]) -> Result<bool, Failure> {
        let failed = |source| failure(path, source);
        let place = StagingPlace::in_folder(folder_of(path)).map_err(failed)?;
        let staged = place.path().join("0");
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        step(|| options.open(&staged).and_then(|mut file| file.write_all(content))).map_err(failed)?;
        step(|| sync_file(&staged)).map_err(failed)?;
        // A second name, unlike a new one, takes the place of nothing.
        match step(|| fs::hard_link(&staged, path)) {
            Ok(()) => step(|| sync_folder(folder_of(path))).map(|()| true).map_err(failed),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(failed(error)),
        }
    }

    /// Removes a file, so that it does not come back; one that is not there is as good as removed.
    pub(crate) fn remove(path: &Path) -> Result<(), Failure> {
        match step(|| fs::remove_file(path)) {
            Ok(()) => step(|| sync_folder(folder_of(path))).map_err(|source| failure(path, source)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(failure(path, error)),
        }
    }

    /// Adds a file, which has its name only once the set is published.
    pub(crate) fn add(&mut self, path: &Path, content: &[u8]) -> Result<(), Failure> {
        let staged = self.stage(path)?;
        write_new(&staged, content).map_err(|source| failure(path, source))
    }

    /// Has a file that stands there removed once the set is published.
    pub(crate) fn discard(&mut self, path: &Path) -> Result<(), Failure> {
        if let Some(boundary) = &self.boundary {
            boundary.check(path)?;
        }
        let before = self.place.path().join(format!("{}.discarded", self.removals.len()));
        self.removals.push(Removal { name: path.to_owned(), before });
        Ok(())
    }

    /// Gives every file its name, and takes those away that go: all of them, or none where one cannot have it.
    pub(crate) fn publish(mut self) -> Result<(), Failure> {
        self.prepare()?;
        let named = self.rename_all();
        if named.is_err() {
            self.restore();
            return named;
        }
        // A folder of which nothing is left goes too; one that holds something stays.
        for removal in &self.removals {
            let _ = fs::remove_dir(folder_of(&removal.name));
        }
        named
    }

    fn stage(&mut self, path: &Path) -> Result<PathBuf, Failure> {
        if let Some(boundary) = &self.boundary {
            boundary.check(path)?;
        }
        if path.is_dir() {
            return Err(failure(path, io::ErrorKind::IsADirectory.into()));
        }
        in_use::expect_free(path).map_err(|source| failure(path, source))?;
        let number = self.files.len();
        let staged = self.place.path().join(number.to_string());
        let before = self.place.path().join(format!("{number}.before"));
        self.files.push(StagedFile {
            staged: staged.clone(),
            name: path.to_owned(),
            before,
            had_before: false,
        });
        Ok(staged)
    }

    /// Everything that can still fail without a trace: what is new is on the disk, what was there is kept.
    fn prepare(&mut self) -> Result<(), Failure> {
        for file in &mut self.files {
            let failed = |source| failure(&file.name, source);
            step(|| sync_file(&file.staged)).map_err(failed)?;
            self.place.make_folders(folder_of(&file.name)).map_err(failed)?;
            if file.name.exists() {
                step(|| keep(&file.name, &file.before)).map_err(failed)?;
                file.had_before = true;
            }
        }
        for removal in &self.removals {
            step(|| keep(&removal.name, &removal.before)).map_err(|source| failure(&removal.name, source))?;
        }
        Ok(())
    }

    fn rename_all(&self) -> Result<(), Failure> {
        // What goes, goes first: whoever ends here is found out by what the files that stand still say of it.
        for Removal { name, .. } in &self.removals {
            step(|| fs::remove_file(name)).map_err(|source| failure(name, source))?;
        }
        for file in &self.files {
            step(|| fs::rename(&file.staged, &file.name)).map_err(|source| failure(&file.name, source))?;
        }
        let names = self.files.iter().map(|file| &file.name);
        let names = names.chain(self.removals.iter().map(|removal| &removal.name));
        let folders: BTreeSet<&Path> = names.map(|name| folder_of(name)).collect();
        for folder in folders {
            step(|| sync_folder(folder)).map_err(|source| failure(folder, source))?;
        }
        self.place.sync_made_folders().map_err(|source| failure(self.place.path(), source))?;
        self.place.keep_made_folders();
        Ok(())
    }

    /// Puts back what stood under the names. The error that led here is what is told; more than trying is not possible.
    fn restore(&self) {
        for file in self.files.iter().filter(|file| !file.staged.exists()) {
            let _ = match file.had_before {
                true => fs::rename(&file.before, &file.name),
                false => fs::remove_file(&file.name),
            };
        }
        for removal in self.removals.iter().filter(|removal| !removal.name.exists()) {
            let _ = fs::rename(&removal.before, &removal.name);
        }
    }
}

fn failure(path: &Path, source: io::Error) -> Failure {
    Failure::Write { path: path.to_owned(), source }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Where a link leads: the link stays, and what it names is written.
fn behind_links(path: &Path) -> PathBuf {
    if path.is_symlink() {
        fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
    } else {
        path.to_owned()
    }
}

/// Whether what stands there is a pipe or a device: it has no content to lose, and no file may take its name.
fn is_stream(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

fn write_into(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut stream = OpenOptions::new().write(true).open(path)?;
    stream.write_all(content)?;
    stream.flush()
}

fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let (begun, rest) = content.split_at(content.len() / 2);
    file.write_all(begun)?;
    // A disk fills up in the midst of a file.
    step(|| file.write_all(rest))
}

fn sync_file(path: &Path) -> io::Result<()> {
    // To be synced, a file has to be opened for writing on some systems.
    OpenOptions::new().write(true).open(path)?.sync_all()
}

/// A second name for a file, or a copy where the disk knows no second names.
fn keep(path: &Path, before: &Path) -> io::Result<()> {
    fs::hard_link(path, before).or_else(|_| fs::copy(path, before).map(|_| ()))
}
