//! Inspection: everything the importer sees in a file, cell by cell, as one document that other programs read.

mod document;
mod finding_places;
mod long_labels;
mod marked_labels;

pub use document::InspectionDocument;

use crate::reading::mapping_draft::draft;
use crate::reading::read_file::{ReadFile, read_file};
use crate::{FileContext, IngestError};
use tierstat_model::{CodeLists, Finding, Language};

/// What the importer sees in a file.
#[derive(Debug)]
pub struct Inspection<'a> {
    file: String,
    lists: &'a CodeLists,
    read: ReadFile,
}

/// Reads a file as an import would, and keeps everything that was seen.
///
/// # Errors
/// [`IngestError`] where the file cannot be read at all.
pub fn inspect<'a>(context: &FileContext<'a>) -> Result<Inspection<'a>, IngestError> {
    Ok(Inspection { file: context.name.to_owned(), lists: context.lists, read: read_file(context)? })
}

impl Inspection<'_> {
    /// Everything odd, in the order in which it was seen.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.read.findings
    }

    /// How many tables were found.
    #[must_use]
    pub fn tables(&self) -> usize {
        self.read.structures.iter().map(|structure| structure.tables.len()).sum()
    }

    /// How many figures were seen, missing ones among them.
    #[must_use]
    pub fn figures(&self) -> usize {
        self.read.figures.len()
    }

    /// The text of a mapping file that says what was found, for a person to edit; its remarks are in the language.
    #[must_use]
    pub fn mapping_draft(&self, language: Language) -> String {
        draft(&self.file, self.lists, &self.read, language)
    }

    /// The document of schema version 1, which serializes figure by figure; names and messages are in the language.
    #[must_use]
    pub fn document(&self, language: Language) -> InspectionDocument<'_> {
        InspectionDocument::new(&self.file, self.lists, &self.read, language)
    }

    /// The same document as one value in memory, for small files and tests.
    #[must_use]
    pub fn to_json_value(&self, language: Language) -> serde_json::Value {
        // Every part is a text, a finite number, or a list or record of those with text keys.
        serde_json::to_value(self.document(language)).expect("the document has a form in JSON")
    }
}
