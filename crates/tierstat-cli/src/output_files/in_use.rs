//! Files that a person does not want replaced: those that are read-only, and those that an office program has open.

use std::fs;
use std::io;
use std::path::Path;

/// Refuses to take the place of a file that is read-only, or that an office program says it has open.
///
/// A rename asks nobody on most systems: without this the new file would stand where somebody protected the old one, or is about to
/// save theirs over it.
pub(super) fn expect_free(path: &Path) -> io::Result<()> {
    let Ok(found) = fs::metadata(path) else { return Ok(()) };
    if found.is_file() && found.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let marks = marks(path);
    let mark = marks.iter().find(|mark| path.with_file_name(mark).exists());
    match mark {
        Some(mark) => {
            let open = format!("another program has it open ({mark} stands beside it)");
            Err(io::Error::new(io::ErrorKind::ResourceBusy, open))
        }
        None => Ok(()),
    }
}

/// The names of the files by which LibreOffice and Word mark a file that they have open.
fn marks(path: &Path) -> Vec<String> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let behind = |count: usize| name.chars().skip(count).collect::<String>();
    vec![
        format!(".~lock.{name}#"),
        format!("~${name}"),
        format!("~${}", behind(1)),
        format!("~${}", behind(2)),
    ]
}
