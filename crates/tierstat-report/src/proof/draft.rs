//! Drafts: what the reports of a project say as they are written from the ledger, beside which it shows what a person changed.
//!
//! A number that agrees with the ledger proves nothing of the words around it: a cause, a comparison, a note on its reliability or the
//! name of its source. Where the report that a text was made from is known, such words need no list: those that the report does not
//! write are a person's, and what they claim is not proven.

use super::claim::{Claim, ClaimSubject};
use super::claim_words::ClaimWords;
use super::report_line::{Line, lines, paragraph};
use super::statistic::Statistic;
use super::word_difference::{Edit, Word, Worded, edit, has_number, likeness, shape};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{CellRef, Passage, Precision, Quantity};

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
    /// So many sentences and cells of the report do not stand in the text.
    pub left_out: usize,
}

/// A sentence of running text is that of a report that a person changed from this likeness on; else it is new.
const ALIKE: f64 = 0.5;
/// A text is made from a report where one of so many of its sentences and cells stands in the report.
const ONE_OF: usize = 2;
/// So many sentences and rows that were left out one behind the other are told each; of more the first is told and how many there are.
const MOST_LEFT_OUT: usize = 5;

/// A sentence or paragraph of more words is compared with none.
const MOST_WORDS: usize = 1500;
/// So many changed sentences of a text are compared with those of the report; more of them are as good as new.
const MOST_COMPARED: usize = 1000;

/// A draft, ready to be compared with texts.
pub(super) struct WrittenDraft<'a> {
    report: &'a str,
    lines: Vec<Line<'a>>,
    keys: BTreeSet<String>,
    /// Its lines without their numbers, periods and names.
    shapes: OnceCell<BTreeSet<String>>,
    /// Its paragraphs, items and headings, each as one line.
    paragraphs: Vec<Line<'a>>,
    paragraph_texts: BTreeSet<String>,
}

impl<'a> WrittenDraft<'a> {
    pub(super) fn of(draft: &'a Draft) -> Self {
        let lines = lines(&draft.passages);
        let paragraphs: Vec<Line<'a>> = draft.passages.iter().filter_map(paragraph).collect();
        Self {
            report: &draft.report,
            keys: lines.iter().map(Line::key).collect(),
            shapes: OnceCell::new(),
            lines,
            paragraph_texts: paragraphs.iter().map(|line| line.text.clone()).collect(),
            paragraphs,
        }
    }

    fn shapes(&self) -> &BTreeSet<String> {
        self.shapes.get_or_init(|| self.lines.iter().map(|line| shape(line.words())).collect())
    }

    /// Whether at least half of a text stands in it.
    fn holds(&self, known: usize, lines: &[Line<'_>]) -> bool {
        known > 0 && known * ONE_OF >= lines.len()
    }
}

/// The line that is most like another: that under the same heads, or one of running text that is alike enough; none for one of so many
/// words that comparing it would take long.
fn nearest(lines: &[Line<'_>], heads: Option<&[String; 2]>, words: &[Word]) -> Option<usize> {
    if words.len() > MOST_WORDS {
        return None;
    }
    // Where one has many more words than the other they cannot be alike.
    let may_be_alike = |other: &Line<'_>| {
        let (fewer, more) = (other.words().len().min(words.len()), other.words().len().max(words.len()));
        more <= MOST_WORDS && (heads.is_some() || 2.0 * fewer as f64 >= ALIKE * (fewer + more) as f64)
    };
    let found =
        lines.iter().enumerate().filter(|(_, other)| other.heads.as_ref() == heads && may_be_alike(other));
    let found = found.map(|(index, other)| (index, likeness(other.words(), words)));
    let found = found.filter(|(_, likeness)| heads.is_some() || *likeness >= ALIKE);
    found.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0))).map(|(index, _)| index)
}

/// Marks the claims whose words a person changed, and adds one for each change beside which no number is held against the ledger. Nothing
/// is marked in a text that was made from none of the reports.
pub(super) fn mark(
    drafts: &[WrittenDraft<'_>],
    passages: &[Passage],
    claims: &mut Vec<Claim>,
) -> Option<Recognised> {
    let lines = lines(passages);
    let draft = made_from(drafts, &lines)?;
    let mut by_row: BTreeMap<Row, Vec<usize>> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        by_row.entry(row_of(&claim.place)).or_default().push(index);
    }
    let (heads, used) = (BTreeMap::new(), BTreeSet::new());
    let mut text = EditedText { draft, claims, heads, used, by_row, compared: 0 };
    let same: BTreeSet<*const Passage> =
        text.unchanged_paragraphs(passages).into_iter().map(std::ptr::from_ref).collect();
    // Heads first: a changed head changes what all cells under it say.
    let (heads, others): (Vec<&Line<'_>>, Vec<&Line<'_>>) =
        lines.iter().partition(|line| line.cell().is_some_and(is_head));
    for line in heads.into_iter().chain(others) {
        if !draft.keys.contains(&line.key()) && !same.contains(&std::ptr::from_ref(line.passage)) {
            text.hold(line);
        }
    }
    let left_out = text.hold_left_out(&lines);
    let written = lines.iter().filter(|line| draft.keys.contains(&line.key())).count();
    Some(Recognised { report: draft.report.to_owned(), written, all: lines.len(), left_out })
}

/// The report that a text was made from: that in which most of its lines stand as they are or, since figures change after a text was
/// written, without their numbers, periods and names.
fn made_from<'a, 'd>(drafts: &'a [WrittenDraft<'d>], lines: &[Line<'_>]) -> Option<&'a WrittenDraft<'d>> {
    let most = |known: &dyn Fn(&WrittenDraft<'d>) -> usize| {
        let counted = drafts.iter().map(|draft| (known(draft), draft));
        let found = counted.rev().max_by_key(|(known, _)| *known);
        found.filter(|(known, draft)| draft.holds(*known, lines)).map(|(_, draft)| draft)
    };
    most(&|draft| lines.iter().filter(|line| draft.keys.contains(&line.key())).count()).or_else(|| {
        let shapes: Vec<String> = lines.iter().map(|line| shape(line.words())).collect();
        most(&|draft| shapes.iter().filter(|shape| draft.shapes().contains(*shape)).count())
    })
}

fn is_head((_, row, column): (usize, u32, u32)) -> bool {
    row == 1 || column == 1
}

/// A table, none in running text, and a row.
type Row = (Option<String>, u32);

fn row_of(place: &CellRef) -> Row {
    (place.sheet.clone(), place.row)
}

/// A text that is compared with the report that it was made from.
struct EditedText<'a, 'd> {
    draft: &'a WrittenDraft<'d>,
    claims: &'a mut Vec<Claim>,
    /// The changed heads of tables: what was changed, and the head of the report.
    heads: BTreeMap<(usize, u32, u32), (Edit, Option<String>)>,
    /// The lines of the report that stand in the text changed.
    used: BTreeSet<usize>,
    /// The claims of each row of the text or of one of its tables.
    by_row: BTreeMap<Row, Vec<usize>>,
    /// How many sentences and paragraphs were compared.
    compared: usize,
}

impl EditedText<'_, '_> {
    /// The paragraphs that say what one of the report says, though their sentences may end elsewhere.
    fn unchanged_paragraphs<'p>(&mut self, passages: &'p [Passage]) -> Vec<&'p Passage> {
        let mut same = Vec::new();
        for passage in passages {
            let Some(line) = paragraph(passage) else { continue };
            if self.draft.paragraph_texts.contains(&line.text) {
                continue;
            }
            self.compared += 1;
            if self.compared > MOST_COMPARED {
                break;
            }
            let Some(before) = nearest(&self.draft.paragraphs, None, line.words()) else { continue };
            let Some(before) = self.draft.paragraphs.get(before) else { continue };
            // The same words in the same order: what is read beside a number of one sentence is not in another without any.
            if edit(before.worded(), line.worded(), false).is_empty() {
                let of_it =
                    self.draft.lines.iter().enumerate().filter(|(_, line)| line.is_in(before.passage));
                self.used.extend(of_it.map(|(index, _)| index));
                same.push(passage);
            }
        }
        same
    }

    fn hold(&mut self, line: &Line<'_>) {
        let own = self.claims_of(line);
        let is_held = own.iter().any(|(_, statistic)| *statistic != Statistic::Apart);
        if let Some(cell) = line.cell() {
            return self.hold_cell(line, cell, is_held, &own);
        }
        let is_apart = |number: usize| own.get(number).is_some_and(|(_, own)| *own == Statistic::Apart);
        let now = line.words_with(&is_apart);
        self.compared += 1;
        let before =
            (self.compared <= 2 * MOST_COMPARED).then(|| nearest(&self.draft.lines, None, &now)).flatten();
        self.used.extend(before);
        let before = before.and_then(|index| self.draft.lines.get(index));
        let before = before.map_or(Worded { words: &[], text: "" }, Line::worded);
        for (number, (index, _)) in own.iter().enumerate() {
            if let Some(claim) = self.claims.get_mut(*index) {
                claim.words.is_of_report = has_number(&now, number, before.words);
            }
        }
        let change = edit(before, Worded { words: &now, text: &line.text }, is_held);
        self.told(line, change, is_held, &own);
    }

    fn hold_cell(
        &mut self,
        line: &Line<'_>,
        cell: (usize, u32, u32),
        is_held: bool,
        own: &[(usize, Statistic)],
    ) {
        let (table, row, column) = cell;
        let of_heads = [(table, row, 1), (table, 1, column)].map(|head| self.heads.get(&head).cloned());
        let mut heads = line.heads.clone();
        for (head, changed) in heads.iter_mut().flatten().zip(&of_heads) {
            if let Some((_, Some(before))) = changed {
                head.clone_from(before);
            }
        }
        let before = nearest(&self.draft.lines, heads.as_ref(), line.words());
        self.used.extend(before);
        let before = before.and_then(|index| self.draft.lines.get(index));
        if is_head(cell) {
            // By its names the numbers under it are held against the ledger.
            let worded = before.map_or(Worded { words: &[], text: "" }, Line::worded);
            let change = edit(worded, line.worded(), true);
            self.heads.insert(cell, (change.clone(), before.map(|before| before.text.clone())));
            return self.told(line, change, is_held, own);
        }
        let of_heads = of_heads.into_iter().flatten().map(|(change, _)| change);
        if let Some(change) = of_heads.into_iter().find(|change| is_held && !change.is_empty()) {
            return self.told(line, change, is_held, own);
        }
        let removed = before.map(|before| before.text.clone()).unwrap_or_default();
        if !is_held && removed != line.text {
            let change = Edit { added: line.text.clone(), removed, is_moved: false };
            self.told(line, change, is_held, own);
        }
    }

    /// The claims of a sentence, cell or paragraph, in order.
    fn claims_of(&self, line: &Line<'_>) -> Vec<(usize, Statistic)> {
        let place = &line.passage.place;
        let is_cell = line.heads.is_some();
        let is_own = |claim: &Claim| {
            let has_words = || line.sentences.iter().any(|own| own.printed == claim.sentence);
            if is_cell { claim.place.column == place.column } else { has_words() }
        };
        let there = self.by_row.get(&row_of(place)).into_iter().flatten();
        let own = there.filter_map(|index| Some((*index, self.claims.get(*index)?)));
        own.filter(|(_, claim)| is_own(claim)).map(|(index, claim)| (index, claim.statistic)).collect()
    }

    /// Remembers a change, with the numbers of the sentence or by itself.
    fn told(&mut self, line: &Line<'_>, change: Edit, is_held: bool, own: &[(usize, Statistic)]) {
        if is_held {
            for (index, _) in own {
                if let Some(claim) = self.claims.get_mut(*index) {
                    claim.words.edit = change.clone();
                }
            }
        } else if !change.is_empty() {
            let printed = line.sentences.first().map(|sentence| sentence.printed.clone()).unwrap_or_default();
            self.claims.push(of_words(&line.passage.place, printed, change));
        }
    }

    /// Remembers what of the report is missing between other parts of it that stand in the text, and counts all that is missing.
    fn hold_left_out(&mut self, lines: &[Line<'_>]) -> usize {
        let mut places: BTreeMap<String, Vec<&CellRef>> = BTreeMap::new();
        for line in lines.iter().rev() {
            places.entry(line.key()).or_default().push(&line.passage.place);
        }
        let (mut missing, mut all, mut has_before) = (Vec::new(), 0, false);
        let mut found = Vec::new();
        for (index, line) in self.draft.lines.iter().enumerate() {
            let place = places.get_mut(&line.key()).and_then(Vec::pop);
            if place.is_none() && !self.used.contains(&index) {
                all += 1;
                missing.push(line);
                continue;
            }
            let place = place.or(lines.first().map(|line| &line.passage.place));
            if let Some(place) = place.filter(|_| has_before && !missing.is_empty()) {
                found.extend(left_out(&missing).into_iter().map(|removed| (removed, place)));
            }
            missing.clear();
            has_before = true;
        }
        for (removed, place) in found {
            let change = Edit { removed, ..Edit::default() };
            self.claims.push(of_words(place, String::new(), change));
        }
        all
    }
}

/// What was left out, a sentence or row each; of very much the first, and how much there is.
fn left_out(missing: &[&Line<'_>]) -> Vec<String> {
    let row = |line: &Line<'_>| line.cell().map(|(table, row, _)| (table, row));
    let rows = missing.chunk_by(|one, other| row(one).is_some() && row(one) == row(other));
    let rows: Vec<String> = rows
        .map(|cells| cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | "))
        .filter(|row| !row.trim().is_empty())
        .collect();
    match rows.first() {
        Some(first) if rows.len() > MOST_LEFT_OUT => vec![format!("{first} … (+{})", rows.len() - 1)],
        _ => rows,
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
