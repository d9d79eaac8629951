//! Long labels, titles and notes: records repeat their beginning, and the whole text stands once in a list of its own.

use crate::places::a1;
use crate::reading::inspection::marked_labels::MarkedLabels;
use crate::reading::read_file::ReadFile;
use crate::structure::Table;
use crate::text::excerpt::record_excerpt;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// One text that records repeat only the beginning of.
#[derive(Debug, Serialize)]
pub(super) struct LongLabel<'a> {
    /// The sheet on which it first stands.
    sheet: &'a str,
    /// The cell in which it first stands; empty for a title, unit or note, which may be put together from several.
    cell: String,
    /// The whole text.
    text: &'a str,
}

/// Every text of a file that its records cut, each once, in the order in which the tables and figures have it.
pub(super) fn long_labels<'a>(read: &'a ReadFile, marked: &MarkedLabels<'a>) -> Vec<LongLabel<'a>> {
    let mut found = Found::default();
    let name = |index: usize| {
        let sheet = read.opened.sheets.get(index);
        sheet.and_then(|sheet| sheet.name.as_deref()).unwrap_or_default()
    };
    for (index, structure) in read.structures.iter().enumerate() {
        for text in structure.tables.iter().flat_map(texts_of) {
            found.add(text, name(index), String::new);
        }
    }
    for index in 0..read.figures.len() {
        for label in read.figures.raw().labels(index).into_iter().flatten() {
            found.add(marked.text(label), name(read.figures.sheet(index)), || a1(label.place));
        }
    }
    found.labels
}

fn texts_of(table: &Table) -> impl Iterator<Item = &str> {
    let lines = table.title.as_deref().into_iter().chain(table.unit.as_deref());
    lines.chain(table.notes.iter().map(String::as_str))
}

#[derive(Default)]
struct Found<'a> {
    labels: Vec<LongLabel<'a>>,
    texts: BTreeSet<&'a str>,
    /// Where texts that were met begin in memory: figures share their labels, and most are met many times.
    met: BTreeSet<(usize, usize)>,
}

impl<'a> Found<'a> {
    fn add(&mut self, text: &'a str, sheet: &'a str, cell: impl FnOnce() -> String) {
        let is_cut = matches!(record_excerpt(text), Cow::Owned(_));
        if is_cut && self.met.insert((text.as_ptr() as usize, text.len())) && self.texts.insert(text) {
            self.labels.push(LongLabel { sheet, cell: cell(), text });
        }
    }
}
