//! Files that a person keeps in the project: TOML beside the data and in the code lists.

use crate::IngestError;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use tierstat_model::{Localized, WrittenFault};

/// Reads a TOML file into its type; an error names the file, the line and what is wrong there.
pub(crate) fn read_toml<T: DeserializeOwned>(path: &Path) -> Result<T, IngestError> {
    let text = read_text(path)?;
    toml::from_str(&text).map_err(|error| {
        let found = WrittenFault::of(&text, error.span().map(|span| span.start), error.message());
        fault(path, found.line, found.message)
    })
}

/// Reads a text file in UTF-8, with or without a byte order mark.
pub(crate) fn read_text(path: &Path) -> Result<String, IngestError> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => IngestError::NotFound { path: path.to_owned() },
        _ => IngestError::Unreadable { path: path.to_owned(), reason: error.to_string() },
    };
    // A pipe or device has no end to read to, and opening one may wait for ever.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(IngestError::Unreadable { path: path.to_owned(), reason: "no regular file".to_owned() });
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|error| IngestError::UnknownEncoding {
        path: path.to_owned(),
        offset: error.utf8_error().valid_up_to(),
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The TOML files of a folder, by name.
pub(crate) fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, IngestError> {
    let unreadable = |error: std::io::Error| IngestError::Unreadable {
        path: folder.to_owned(),
        reason: error.to_string(),
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The error for something in a project file that cannot be.
pub(crate) fn fault(path: &Path, line: Option<usize>, reason: Localized) -> IngestError {
    IngestError::ProjectFile { path: path.to_owned(), line, reason }
}

/// The line, counted from 1, of a byte offset.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// The line, counted from 1, of the first place where a text is written; `None` where it is nowhere.
pub(crate) fn line_with(text: &str, wanted: &str) -> Option<usize> {
    text.find(wanted).map(|offset| line_of(text, offset))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{mapping, origin_file};
    use tierstat_model::CodeLists;

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.origin.toml");
        std::fs::write(&path, "publisher = \"p\"\ntitle = \"t\"\nediton = \"2016\"\n").unwrap();
        let error = origin_file::read(&path).unwrap_err();
        assert!(matches!(&error, IngestError::ProjectFile { line: Some(3), .. }), "{error:?}");
        let text = error.localized();
        assert!(text.en.contains("line 3") && text.en.contains("editon"), "{}", text.en);
        assert!(text.zh.contains("第 3 行") && text.zh.contains("editon"), "{}", text.zh);
    }

    #[test]
    fn a_file_that_is_not_there_and_one_that_is_no_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.mapping.toml");
        assert!(matches!(mapping::read(&path), Err(IngestError::NotFound { .. })));
        std::fs::write(&path, b"# \xff").unwrap();
        assert!(matches!(mapping::read(&path), Err(IngestError::UnknownEncoding { offset: 2, .. })));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_refused_before_it_is_opened() {
        // A device without end, as a link in a project may lead to one.
        for path in ["/dev/zero", "/dev"] {
            let found = mapping::read(Path::new(path));
            assert!(matches!(found, Err(IngestError::Unreadable { .. })), "{path}");
        }
    }

    #[test]
    fn a_scale_of_which_no_number_can_be_made_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.mapping.toml");
        for (scale, is_sound) in [("1e308", false), ("1e-300", false), ("1e15", true), ("0.01", true)] {
            std::fs::write(&path, format!("[defaults]\nscale = {scale}\n")).unwrap();
            let read = mapping::read(&path).and_then(|mapping| mapping.resolved(&CodeLists::default()));
            assert_eq!(read.is_ok(), is_sound, "{scale}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.mapping.toml");
        std::fs::write(&path, "\u{feff}[defaults]\ntier = \"county\"\n").unwrap();
        assert_eq!(mapping::read(&path).unwrap().defaults.tier.unwrap().0, "county");
    }
}
