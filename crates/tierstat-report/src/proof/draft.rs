//! Drafts: what the reports of a project say as they are written from the ledger, beside which it shows what a person changed.
//!
//! A number that agrees with the ledger proves nothing of the words around it: a cause, a comparison, a note on its reliability or the
//! name of its source. Where the report that a text was made from is known, such words need no list: those that the report does not
//! write are a person's, and what they claim is not proven.

use super::claim::{Claim, ClaimSubject};
use super::claim_words::ClaimWords;
use super::statistic::Statistic;
use super::word_difference::{Edit, Word, edit, has_number, likeness, shape, words};
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{CellRef, Passage, PassageForm, Precision, Quantity, Sentence};

/// A report as it is written from the ledger, read as a text is read.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its name.
    pub report: String,
    /// Its passages.
    pub passages: Vec<Passage>,
}

/// The report that a text was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Its name.
    pub report: String,
    /// So many sentences and cells of the text stand in the report.
    pub written: usize,
    /// So many sentences and cells the text has.
    pub all: usize,
}

/// A sentence of running text is that of a report that a person changed from this likeness on; else it is new.
const ALIKE: f64 = 0.5;
/// A text is made from a report where one of so many of its sentences and cells stands in the report.
const ONE_OF: usize = 2;
/// Between what a text has, no more sentences in a row were left out; where more are missing, a part was taken.
const MOST_LEFT_OUT: usize = 5;

/// A sentence of running text, or a cell with the heads that it stands under.
struct Line<'a> {
    passage: &'a Passage,
    /// The sentence; of a cell, all of it.
    sentences: &'a [Sentence],
    /// The heads of its row and column; none in running text.
    heads: Option<[String; 2]>,
    text: String,
}

impl Line<'_> {
    /// By which it is known again.
    fn key(&self) -> String {
        let heads = self.heads.as_ref().map(|heads| heads.join("\u{1f}"));
        format!("{}\u{1e}{}", heads.unwrap_or_default(), self.text)
    }

    fn words(&self, is_apart: &dyn Fn(usize) -> bool) -> Vec<Word> {
        self.sentences.iter().flat_map(|sentence| words(sentence, is_apart)).collect()
    }

    /// The table, row and column of a cell.
    fn cell(&self) -> Option<(usize, u32, u32)> {
        match self.passage.form {
            PassageForm::Cell { table, row, column } => Some((table, row, column)),
            _ => None,
        }
    }
}

fn text_of(sentences: &[Sentence]) -> String {
    let texts: Vec<String> = sentences.iter().map(|sentence| sentence.characters.iter().collect()).collect();
    texts.join(" ")
}

/// The sentences and cells of a text, in order.
fn lines(passages: &[Passage]) -> Vec<Line<'_>> {
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
            lines.push(Line {
                passage,
                sentences: &passage.sentences,
                heads: Some([of_row.unwrap_or_default(), of_column.unwrap_or_default()]),
                text: text_of(&passage.sentences),
            });
            continue;
        }
        lines.extend(passage.sentences.iter().map(|sentence| Line {
            passage,
            sentences: std::slice::from_ref(sentence),
            heads: None,
            text: text_of(std::slice::from_ref(sentence)),
        }));
    }
    lines
}

/// A draft, ready to be compared with texts.
pub(super) struct WrittenDraft<'a> {
    report: &'a str,
    lines: Vec<Line<'a>>,
    words: Vec<Vec<Word>>,
    keys: BTreeSet<String>,
    shapes: BTreeSet<String>,
}

impl<'a> WrittenDraft<'a> {
    pub(super) fn of(draft: &'a Draft) -> Self {
        let lines = lines(&draft.passages);
        let words: Vec<Vec<Word>> = lines.iter().map(|line| line.words(&|_| false)).collect();
        Self {
            report: &draft.report,
            shapes: words.iter().map(|words| shape(words)).collect(),
            words,
            keys: lines.iter().map(Line::key).collect(),
            lines,
        }
    }

    /// The sentence of the report that is most like one of the text, or its cell under the same heads.
    fn nearest(&self, line: &Line<'_>, of: &[Word]) -> Option<usize> {
        let same = |other: &Line<'_>| other.heads == line.heads;
        let found = self.lines.iter().enumerate().filter(|(_, other)| same(other));
        let found = found.filter_map(|(index, _)| Some((index, likeness(self.words.get(index)?, of))));
        let is_cell = line.heads.is_some();
        let found = found.filter(|(_, likeness)| is_cell || *likeness >= ALIKE);
        found.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0))).map(|(index, _)| index)
    }
}

/// Marks the claims whose words a person changed, and adds one for each change beside which no number is held against the ledger. Nothing
/// is marked in a text that was made from none of the reports.
pub(super) fn mark(
    drafts: &[WrittenDraft<'_>],
    passages: &[Passage],
    claims: &mut Vec<Claim>,
) -> Option<Recognised> {
    let lines = lines(passages);
    // By their shapes, since the figures may have changed after the text was written.
    let shapes: Vec<String> = lines.iter().map(|line| shape(&line.words(&|_| false))).collect();
    let known =
        |draft: &WrittenDraft<'_>| shapes.iter().filter(|shape| draft.shapes.contains(*shape)).count();
    let counted = drafts.iter().map(|draft| (known(draft), draft));
    let (written, draft) = counted.rev().max_by_key(|(written, _)| *written)?;
    if written == 0 || written * ONE_OF < lines.len() {
        return None;
    }
    let mut text = EditedText { draft, claims, edited: BTreeMap::new(), used: BTreeSet::new() };
    // Heads first: a changed head changes what all cells under it say.
    let (heads, others): (Vec<&Line<'_>>, Vec<&Line<'_>>) =
        lines.iter().partition(|line| line.cell().is_some_and(|(_, row, column)| row == 1 || column == 1));
    heads.into_iter().chain(others).for_each(|line| text.hold(line));
    text.hold_left_out(&lines);
    Some(Recognised { report: draft.report.to_owned(), written, all: lines.len() })
}

/// A text that is compared with the report that it was made from.
struct EditedText<'a, 'd> {
    draft: &'a WrittenDraft<'d>,
    claims: &'a mut Vec<Claim>,
    /// What was changed in heads of tables.
    edited: BTreeMap<(usize, u32, u32), Edit>,
    /// The sentences of the report that stand in the text changed.
    used: BTreeSet<usize>,
}

impl EditedText<'_, '_> {
    fn hold(&mut self, line: &Line<'_>) {
        if self.draft.keys.contains(&line.key()) {
            return;
        }
        let own: Vec<usize> = self.claims_of(line);
        let statistics: Vec<Statistic> =
            own.iter().filter_map(|claim| self.claims.get(*claim)).map(|claim| claim.statistic).collect();
        let is_held = statistics.iter().any(|statistic| *statistic != Statistic::Apart);
        if let Some(cell) = line.cell() {
            return self.hold_cell(line, cell, is_held, &own);
        }
        let words = line.words(&|number| statistics.get(number) == Some(&Statistic::Apart));
        let nearest = self.draft.nearest(line, &words);
        self.used.extend(nearest);
        let before = nearest.and_then(|index| self.draft.words.get(index)).map_or(&[][..], Vec::as_slice);
        for (number, index) in own.iter().enumerate() {
            if let Some(claim) = self.claims.get_mut(*index) {
                claim.words.is_of_report = has_number(&words, number, before);
            }
        }
        self.told(line, edit(before, &words, is_held), is_held, &own);
    }

    fn hold_cell(&mut self, line: &Line<'_>, cell: (usize, u32, u32), is_held: bool, own: &[usize]) {
        let (table, row, column) = cell;
        let words = line.words(&|_| false);
        if row == 1 || column == 1 {
            // By its names the numbers under it are held against the ledger.
            let nearest = self.draft.nearest(line, &words);
            let before = nearest.and_then(|index| self.draft.words.get(index));
            let change = edit(before.map_or(&[], Vec::as_slice), &words, true);
            self.edited.insert(cell, change.clone());
            return self.told(line, change, is_held, own);
        }
        let of_heads =
            [(table, row, 1), (table, 1, column)].into_iter().find_map(|head| self.edited.get(&head));
        if let Some(change) = of_heads.filter(|change| is_held || !change.is_empty()) {
            let change = change.clone();
            return self.told(line, change, is_held, own);
        }
        if is_held {
            return;
        }
        let nearest = self.draft.nearest(line, &words).and_then(|index| self.draft.lines.get(index));
        let removed = nearest.map(|line| line.text.clone()).unwrap_or_default();
        self.told(line, Edit { added: line.text.clone(), removed, is_moved: false }, is_held, own);
    }

    /// The claims of a sentence or cell, in order.
    fn claims_of(&self, line: &Line<'_>) -> Vec<usize> {
        let place = &line.passage.place;
        let is_cell = line.heads.is_some();
        let is_own = |claim: &Claim| {
            let has_column = !is_cell || claim.place.column == place.column;
            let has_words = line.sentences.first().is_some_and(|own| own.printed == claim.sentence);
            claim.place.row == place.row
                && claim.place.sheet == place.sheet
                && has_column
                && (is_cell || has_words)
        };
        self.claims.iter().enumerate().filter(|(_, claim)| is_own(claim)).map(|(index, _)| index).collect()
    }

    /// Remembers a change, with the numbers of the sentence or by itself.
    fn told(&mut self, line: &Line<'_>, change: Edit, is_held: bool, own: &[usize]) {
        if is_held {
            for index in own {
                if let Some(claim) = self.claims.get_mut(*index) {
                    claim.words.edit = change.clone();
                }
            }
            return;
        }
        if change.is_empty() {
            return;
        }
        let printed = line.sentences.first().map(|sentence| sentence.printed.clone()).unwrap_or_default();
        self.claims.push(of_words(&line.passage.place, printed, change));
    }

    /// Sentences of the report that are missing between others that stand in the text.
    fn hold_left_out(&mut self, lines: &[Line<'_>]) {
        let places: BTreeMap<String, &CellRef> =
            lines.iter().rev().map(|line| (line.key(), &line.passage.place)).collect();
        let mut missing: Vec<&str> = Vec::new();
        let mut has_before = false;
        let mut found = Vec::new();
        for (index, line) in self.draft.lines.iter().enumerate() {
            let place = places.get(&line.key());
            if place.is_none() && !self.used.contains(&index) {
                missing.extend(line.heads.is_none().then_some(line.text.as_str()));
                continue;
            }
            if has_before && missing.len() <= MOST_LEFT_OUT {
                let place = place.copied().or(lines.first().map(|line| &line.passage.place));
                found.extend(missing.iter().filter_map(|text| Some(((*text).to_owned(), place?))));
            }
            missing.clear();
            has_before = true;
        }
        for (removed, place) in found {
            let change = Edit { removed, ..Edit::default() };
            self.claims.push(of_words(place, String::new(), change));
        }
    }
}

/// A claim of words alone.
fn of_words(place: &CellRef, sentence: String, edit: Edit) -> Claim {
    let printed = if edit.added.is_empty() { String::new() } else { sentence.clone() };
    Claim {
        place: place.clone(),
        sentence,
        quantity: Quantity { printed, precision: Precision::Missing, bounds: None, value: None },
        unit: None,
        statistic: Statistic::Words,
        subject: ClaimSubject::default(),
        direction: 0,
        words: ClaimWords { edit, ..ClaimWords::default() },
    }
}
