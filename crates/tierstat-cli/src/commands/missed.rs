//! Files that the ledger took in and that lie no longer where they were found.

use crate::exit::Failure;
use crate::file_bytes::hash_of_file;
use crate::project::Project;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tierstat_model::Finding;
use tierstat_store::{FilesNow, MissedSource, Source};

/// The files of a project as they lie there now.
struct FilesOf<'a> {
    project: &'a Project,
    found: &'a [PathBuf],
}

impl FilesNow for FilesOf<'_> {
    fn contents(&self) -> Vec<(String, String)> {
        // What cannot be read is reported when it is taken in.
        let hashed = |path: &PathBuf| Some((self.project.name_of(path), hash_of_file(path).ok()?));
        self.found.iter().filter_map(hashed).collect()
    }

    fn lies_there(&self, file: &str) -> bool {
        self.project.root.join(file).exists()
    }
}

/// The files that were found in the datasets folder and lie there no longer, but for those that are asked for by name.
pub(crate) fn among(
    sources: &[Source],
    project: &Project,
    asked: &[PathBuf],
) -> Result<Vec<MissedSource>, Failure> {
    let found = &project.found()?.files;
    let there: BTreeSet<String> = found.iter().chain(asked).map(|path| project.name_of(path)).collect();
    Ok(MissedSource::among(sources, &there, &FilesOf { project, found }))
}

/// What a person is told of all sources that are not where they were: those of the project, and those given from outside.
pub(crate) fn findings(sources: &[Source], project: &Project) -> Result<Vec<Finding>, Failure> {
    let now = FilesOf { project, found: &project.found()?.files };
    let mut findings: Vec<Finding> = sources.iter().filter_map(|source| source.gone_outside(&now)).collect();
    findings.extend(among(sources, project, &[])?.iter().map(MissedSource::still_answered));
    Ok(findings)
}
