//! The lines of a text as they are compared with those of a report: its sentences, and its cells under their heads.

use super::word_difference::{Word, Worded, words};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use tierstat_model::{Passage, PassageForm, Sentence};

/// A sentence of running text, a paragraph, or a cell with the heads that it stands under.
pub(super) struct Line<'a> {
    pub(super) passage: &'a Passage,
    pub(super) sentences: &'a [Sentence],
    /// The heads of its row and column; none in running text.
    pub(super) heads: Option<[String; 2]>,
    pub(super) text: String,
    /// Most lines stand in the report as they are, and nobody asks for their words.
    words: OnceCell<Vec<Word>>,
}

impl<'a> Line<'a> {
    fn of(passage: &'a Passage, sentences: &'a [Sentence], heads: Option<[String; 2]>) -> Self {
        Self { passage, sentences, heads, text: text_of(sentences), words: OnceCell::new() }
    }

    pub(super) fn words(&self) -> &[Word] {
        self.words.get_or_init(|| self.words_with(&|_| false))
    }

    /// Its words; of its numbers those are apart that `is_apart` says by their place among them.
    pub(super) fn words_with(&self, is_apart: &dyn Fn(usize) -> bool) -> Vec<Word> {
        let mut all = Vec::new();
        let mut offset = 0;
        for sentence in self.sentences {
            all.extend(words(sentence, offset, is_apart));
            offset += sentence.characters.len() + 1;
        }
        all
    }

    pub(super) fn worded(&self) -> Worded<'_> {
        Worded { words: self.words(), text: &self.text }
    }

    /// By which it is known again.
    pub(super) fn key(&self) -> String {
        let heads = self.heads.as_ref().map(|heads| heads.join("\u{1f}"));
        format!("{}\u{1e}{}", heads.unwrap_or_default(), self.text)
    }

    /// The table, row and column of a cell.
    pub(super) fn cell(&self) -> Option<(usize, u32, u32)> {
        match self.passage.form {
            PassageForm::Cell { table, row, column } => Some((table, row, column)),
            _ => None,
        }
    }

    pub(super) fn is_in(&self, passage: &Passage) -> bool {
        std::ptr::eq(self.passage, passage)
    }
}

fn text_of(sentences: &[Sentence]) -> String {
    let texts: Vec<String> = sentences.iter().map(|sentence| sentence.characters.iter().collect()).collect();
    texts.join(" ")
}

/// A passage of running text as one line; none for a cell.
pub(super) fn paragraph(passage: &Passage) -> Option<Line<'_>> {
    let is_cell = matches!(passage.form, PassageForm::Cell { .. });
    (!is_cell).then(|| Line::of(passage, &passage.sentences, None))
}

/// The sentences and cells of a text, in order.
pub(super) fn lines(passages: &[Passage]) -> Vec<Line<'_>> {
    let cells: BTreeMap<(usize, u32, u32), &Passage> = passages
        .iter()
        .filter_map(|passage| match passage.form {
            PassageForm::Cell { table, row, column } => Some(((table, row, column), passage)),
            _ => None,
        })
        .collect();
    let head = |cell: (usize, u32, u32)| cells.get(&cell).map(|head| text_of(&head.sentences));
    let mut lines = Vec::new();
    for passage in passages {
        if let PassageForm::Cell { table, row, column } = passage.form {
            let of_row = (column > 1).then(|| head((table, row, 1))).flatten();
            let of_column = (row > 1).then(|| head((table, 1, column))).flatten();
            let heads = [of_row.unwrap_or_default(), of_column.unwrap_or_default()];
            lines.push(Line::of(passage, &passage.sentences, Some(heads)));
            continue;
        }
        let sentences = passage.sentences.iter();
        lines.extend(sentences.map(|sentence| Line::of(passage, std::slice::from_ref(sentence), None)));
    }
    lines
}
