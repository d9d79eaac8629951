//! The folder that a report is written to: what was written there, and what a person made of it.
//!
//! Beside the documents stands a copy of each as it was written. By it and by the manifest a document is known that a person edited,
//! also where a process was killed between two names.

use crate::commands::manifest::{Manifest, gone, outputs_before};
use crate::commands::written_report::{Written, folder};
use crate::exit::Failure;
use crate::file_bytes::{hash_of, read_bytes};
use crate::hand_edit::{HandEdit, KeptEdit, beside};
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::report_inputs::{ReportInputs, name_inside};
use crate::report_name;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tierstat_model::Localized;
use tierstat_report::Report;

/// The folder for the copies of documents as they were written.
const COPIES: &str = ".written";

/// What stands in the folder of a report.
#[derive(Debug)]
pub(crate) struct ReportFolder<'a> {
    project: &'a Project,
    report: &'a Report,
    folder: PathBuf,
    manifest_path: PathBuf,
    manifest: Option<Manifest>,
    /// What was written before, by hash.
    before: BTreeMap<String, String>,
}

impl<'a> ReportFolder<'a> {
    /// Looks at the folder of a report; what killed processes left there is cleared.
    pub(crate) fn of(project: &'a Project, report: &'a Report) -> Result<Self, Failure> {
        if !report.is_alone() {
            report_name::expect_free(report.name())?;
        }
        let folder = folder(project, report);
        OutputFiles::clear(&project.boundary, &folder)?;
        let manifest_path = match report.alone() {
            Some(chart) => folder.join("charts").join(format!("{chart}.manifest.json")),
            None => folder.join("manifest.json"),
        };
        let manifest = Manifest::read(project, &manifest_path);
        let before = outputs_before(project, &manifest_path, &folder);
        Ok(Self { project, report, folder, manifest_path, manifest, before })
    }

    /// The documents that a person edited.
    pub(crate) fn edits(&self) -> Result<Vec<HandEdit>, Failure> {
        let mut edits = Vec::new();
        for name in self.documents() {
            let Some(edited) = self.read(&name)? else { continue };
            let base = self.read(&format!("{COPIES}/{name}"))?;
            if !self.is_ours(&name, &edited, base.as_deref()) {
                edits.push(HandEdit { name, edited, base });
            }
        }
        Ok(edits)
    }

    /// Why the report has to be written; `None` where all of it is as it is to be, but for what a person edited.
    pub(crate) fn out_of_date(&self, inputs: &ReportInputs, edits: &[HandEdit]) -> Option<Localized> {
        let Some(manifest) = &self.manifest else {
            return Some(Localized::new("首次生成", "not written before"));
        };
        let is_edited = |name: &str| edits.iter().any(|edit| edit.name == name);
        manifest.out_of_date(inputs, self.project, &self.folder, is_edited)
    }

    /// What is to be told of documents that a person edited, where nothing is written.
    pub(crate) fn kept(&self, edits: &[HandEdit]) -> Vec<KeptEdit> {
        let is_as_before = |edit: &HandEdit| {
            let now = self.before.get(&edit.name);
            edit.base.as_deref().is_some_and(|base| now == Some(&hash_of(base)))
        };
        let beside = |edit: &HandEdit| (!is_as_before(edit)).then(|| self.name_of(&edit.beside()));
        edits.iter().map(|edit| edit.kept(self.name_of(&edit.name), beside(edit), None)).collect()
    }

    /// Publishes all files of the report together; a document that a person edited stays, and the new one stands beside it.
    pub(crate) fn publish(
        &self,
        written: &Written,
        inputs: ReportInputs,
        edits: &[HandEdit],
    ) -> Result<Vec<KeptEdit>, Failure> {
        let manifest = Manifest::of(self.report, inputs, written, &self.folder);
        let documents = self.documents();
        let mut files = OutputFiles::inside(&self.project.boundary, &self.folder)?;
        let (mut kept, mut named) = (Vec::new(), Vec::new());
        for (path, content) in &written.files {
            let name = name_inside(&self.folder, path);
            let Some(edit) = edits.iter().find(|edit| edit.name == name) else {
                if documents.contains(&name) {
                    files.add(&self.copy_of(&name), content)?;
                }
                named.push((name, content));
                continue;
            };
            let new = (!edit.began_from(content)).then(|| edit.beside());
            if let Some(new) = &new {
                self.expect_ours_beside(&name, new)?;
                files.add(&self.copy_of(new), content)?;
                named.push((new.clone(), content));
            }
            let new = new.map(|new| self.name_of(&new));
            kept.push(edit.kept(self.name_of(&name), new, Some(content)));
        }
        // The copies have their names first: whoever ends in the midst leaves no document that nobody knows.
        for (name, content) in &named {
            files.add(&self.folder.join(name), content)?;
        }
        files.add(&self.manifest_path, &manifest.content())?;
        let stale = documents.iter().map(|name| (name, beside(name)));
        for (name, new) in stale.filter(|(_, new)| !named.iter().any(|(name, _)| name == new)) {
            self.discard_beside(name, &new, &mut files)?;
        }
        for path in gone(&self.before, &manifest, self.project, &self.folder) {
            files.discard(&path)?;
        }
        files.publish()?;
        Ok(kept)
    }

    /// The documents that a person reads and may edit, by their place in the folder.
    fn documents(&self) -> Vec<String> {
        if self.report.is_alone() {
            return Vec::new();
        }
        let (name, formats) = (self.report.name(), self.report.formats());
        let of_language =
            |language| formats.iter().map(move |format| format!("{name}.{language}.{}", format.ending()));
        self.report.languages().iter().flat_map(of_language).collect()
    }

    fn copy_of(&self, name: &str) -> PathBuf {
        self.folder.join(COPIES).join(name)
    }

    fn name_of(&self, name: &str) -> String {
        self.project.name_of(&self.folder.join(name))
    }

    /// Whether bytes under a name are those that were written there.
    fn is_ours(&self, name: &str, found: &[u8], copy: Option<&[u8]>) -> bool {
        copy == Some(found) || self.before.get(name).is_some_and(|hash| *hash == hash_of(found))
    }

    /// A file of the folder; `None` where there is none.
    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let path: &Path = &self.folder.join(name);
        self.project.boundary.check(path)?;
        // What is no file is no document that a person edited; writing it fails, and says so.
        if path.is_file() { read_bytes(path).map(Some) } else { Ok(None) }
    }

    /// What stands beside an edited document must be what was written there: a person may have edited that too.
    fn expect_ours_beside(&self, name: &str, new: &str) -> Result<(), Failure> {
        let Some(found) = self.read(new)? else { return Ok(()) };
        let copy = self.read(&format!("{COPIES}/{new}"))?;
        if self.is_ours(name, &found, copy.as_deref()) {
            return Ok(());
        }
        let (document, new) = (self.name_of(name), self.name_of(new));
        Err(Failure::Usage {
            message: Localized::new(
                format!("{document} 和旁边的 {new} 都由人改过，报告没有写出"),
                format!(
                    "{document} and {new} beside it were both edited by hand; the report was not written"
                ),
            ),
            hint: Localized::new(
                format!("给 {new} 换个名字或删去它，再运行"),
                format!("give {new} another name or delete it, and run it again"),
            ),
        })
    }

    /// Takes away what stood beside a document that is no longer an edited one; what a person changed stays.
    fn discard_beside(&self, name: &str, new: &str, files: &mut OutputFiles) -> Result<(), Failure> {
        let copy = self.read(&format!("{COPIES}/{new}"))?;
        if let Some(found) = self.read(new)?
            && self.is_ours(name, &found, copy.as_deref())
        {
            files.discard(&self.folder.join(new))?;
        }
        if copy.is_some() {
            files.discard(&self.copy_of(new))?;
        }
        Ok(())
    }
}
