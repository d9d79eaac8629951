//! Sources: the documents behind numbers, from their origins and never typed.

use std::collections::BTreeSet;
use tierstat_model::{Document, Language, Reading};

/// The documents behind readings in one line: publisher, title, edition.
#[must_use]
pub fn line<'a>(readings: impl IntoIterator<Item = &'a Reading>, language: Language) -> String {
    let separator = match language {
        Language::Chinese => "；",
        Language::English => "; ",
    };
    documents(readings).iter().map(|document| named(document, language)).collect::<Vec<_>>().join(separator)
}

/// The documents of readings, each once, by publisher and title.
#[must_use]
pub fn documents<'a>(readings: impl IntoIterator<Item = &'a Reading>) -> Vec<&'a Document> {
    each_once(readings.into_iter().map(|reading| &reading.figure.origin.document))
}

/// Documents, each once, by publisher and title.
#[must_use]
pub fn each_once<'a>(all: impl IntoIterator<Item = &'a Document>) -> Vec<&'a Document> {
    let mut seen = BTreeSet::new();
    let mut documents: Vec<&Document> = Vec::new();
    for document in all {
        if seen.insert((&document.publisher, &document.title, &document.edition, &document.url)) {
            documents.push(document);
        }
    }
    documents.sort_by(|first, second| {
        (&first.publisher, &first.title, &first.edition).cmp(&(
            &second.publisher,
            &second.title,
            &second.edition,
        ))
    });
    documents
}

/// A document in words.
#[must_use]
pub fn named(document: &Document, language: Language) -> String {
    let Document { publisher, edition, .. } = document;
    let title = document.title_in(language);
    match (language, publisher.is_empty(), edition.is_empty()) {
        (Language::Chinese, true, true) => format!("《{title}》"),
        (Language::Chinese, false, true) => format!("{publisher}《{title}》"),
        (Language::Chinese, true, false) => format!("《{title}》（{edition}）"),
        (Language::Chinese, false, false) => format!("{publisher}《{title}》（{edition}）"),
        (Language::English, true, true) => title.to_owned(),
        (Language::English, false, true) => format!("{publisher}, {title}"),
        (Language::English, true, false) => format!("{title} ({edition})"),
        (Language::English, false, false) => format!("{publisher}, {title} ({edition})"),
    }
}
