//! What several rules look at, put together once from the evidence.

use super::evidence::{DocumentKey, Evidence, document_key};
use super::series::Series;
use std::collections::BTreeMap;
use tierstat_model::{Figure, SeriesKey};

/// What several rules look at, put together once.
#[derive(Debug)]
pub(super) struct Shared<'a> {
    /// The stocks, each in order of time.
    pub(super) series: Vec<Series<'a>>,
    /// The printed figures by the document that prints them.
    pub(super) documents: Vec<Document<'a>>,
}

impl<'a> Shared<'a> {
    pub(super) fn of(evidence: &'a Evidence<'_>) -> Self {
        let mut documents: BTreeMap<DocumentKey<'_>, Vec<&Figure>> = BTreeMap::new();
        for figure in evidence.printed() {
            documents.entry(document_key(figure)).or_default().push(figure);
        }
        let documents = documents.into_values().map(Document::of).collect();
        Self { series: Series::all(evidence), documents }
    }
}

/// The printed figures of one document.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// In order of question.
    pub(super) figures: Vec<&'a Figure>,
    /// The first figure that it prints for each question.
    questions: BTreeMap<SeriesKey, &'a Figure>,
}

impl<'a> Document<'a> {
    fn of(figures: Vec<&'a Figure>) -> Self {
        let mut questions = BTreeMap::new();
        for figure in &figures {
            questions.entry(figure.key()).or_insert(*figure);
        }
        Self { figures, questions }
    }

    /// The first figure that it prints for a question.
    pub(super) fn figure(&self, key: &SeriesKey) -> Option<&'a Figure> {
        self.questions.get(key).copied()
    }
}
