//! One answer written, and taken back.

use crate::exit::Failure;
use crate::output_files::OutputFiles;
use crate::project::Project;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tierstat_model::Localized;
use tierstat_settle::Choice;

/// The files that an answer changed, each with what stood there before.
#[derive(Debug)]
pub(super) struct Written {
    before: BTreeMap<PathBuf, Option<String>>,
    pub(super) records: usize,
}

/// Writes the records of an answer: all, or none where one cannot be.
pub(super) fn write(choice: &Choice, project: &Project) -> Result<Written, Failure> {
    let mut texts: BTreeMap<PathBuf, (Option<String>, String)> = BTreeMap::new();
    for record in &choice.records {
        let path = project.root.join(&record.file);
        project.boundary.check(&path)?;
        let before = match std::fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(source) => return Err(Failure::Read { path, source }),
        };
        let (_, text) = texts.entry(path).or_insert_with(|| (before.clone(), before.unwrap_or_default()));
        *text = record.put_into(Some(text)).map_err(|error| Failure::Usage {
            message: Localized::new(
                format!("{} 不是 TOML：{}", error.file, error.reason),
                format!("{} is no TOML: {}", error.file, error.reason),
            ),
            hint: Localized::new("先改正这个文件", "mend this file first"),
        })?;
    }
    let mut files = OutputFiles::inside(&project.boundary, &project.root)?;
    for (path, (_, text)) in &texts {
        files.add(path, text.as_bytes())?;
    }
    files.publish()?;
    let before = texts.into_iter().map(|(path, (before, _))| (path, before)).collect();
    Ok(Written { before, records: choice.records.len() })
}

/// Puts back what stood there before an answer.
pub(super) fn take_back(written: Written) -> Result<(), Failure> {
    for (path, before) in written.before {
        match before {
            Some(text) => OutputFiles::write(&path, text.as_bytes())?,
            None => OutputFiles::remove(&path)?,
        }
    }
    Ok(())
}
