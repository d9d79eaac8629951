//! What an import says of the numbers that it keeps back: a line for each rule, however many numbers it doubts.

use super::row::in_one_line;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tierstat_model::{KeptBack, Localized};

/// How many kinds are told at most, so that all of it stands on one screen.
const MOST_KINDS: usize = 12;

/// What is to be told of numbers that are kept back: a line for each rule, however many numbers it doubts.
#[derive(Debug, Default)]
pub struct Told {
    kinds: Vec<Kind>,
}

/// All that one rule doubts.
#[derive(Debug)]
struct Kind {
    first: KeptBack,
    count: usize,
    /// Marks of the lines that are needed, each with its mapping file.
    lines: BTreeSet<[u8; 16]>,
}

impl Told {
    /// Adds a number that is kept back.
    pub fn add(&mut self, kept: KeptBack) {
        let line = line_mark(&kept);
        match self.kinds.iter_mut().find(|kind| kind.first.rule == kept.rule) {
            Some(kind) => {
                kind.count += 1;
                kind.lines.insert(line);
            }
            None => self.kinds.push(Kind { first: kept, count: 1, lines: BTreeSet::from([line]) }),
        }
    }

    /// Adds those of the next file.
    pub fn extend(&mut self, others: Self) {
        for mut other in others.kinds {
            match self.kinds.iter_mut().find(|kind| kind.first.rule == other.first.rule) {
                Some(kind) => {
                    kind.count += other.count;
                    kind.lines.append(&mut other.lines);
                }
                None => self.kinds.push(other),
            }
        }
    }

    /// How many numbers there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.kinds.iter().map(|kind| kind.count).sum()
    }

    /// How many there are, and a line for each rule, the rule that doubts most first; nothing where there are none.
    #[must_use]
    pub fn lines(&self) -> Vec<Localized> {
        let mut kinds: Vec<&Kind> = self.kinds.iter().collect();
        kinds.sort_by_key(|kind| std::cmp::Reverse(kind.count));
        let count = self.count();
        if count == 0 {
            return Vec::new();
        }
        let mut told = vec![Localized::new(
            format!("暂缓 {count} 条，由对照文件确定之前不入账本："),
            format!(
                "{count} {} kept back, out of the ledger until a mapping settles the doubt:",
                if count == 1 { "number" } else { "numbers" }
            ),
        )];
        told.extend(kinds.iter().take(MOST_KINDS).map(|kind| kind.line()));
        if let Some(more) = kinds.len().checked_sub(MOST_KINDS).filter(|more| *more > 0) {
            told.push(Localized::new(
                format!("  …… 另有 {more} 类；tierstat figures --kept-back 全部列出"),
                format!("  … and {more} more; tierstat figures --kept-back lists them"),
            ));
        }
        told
    }
}

/// A mark of the line that settles a number: millions of them fit where the lines do not.
fn line_mark(kept: &KeptBack) -> [u8; 16] {
    let hash = Sha256::new_with_prefix(&kept.cell.file).chain_update([0]).chain_update(&kept.settled_by);
    let mut mark = [0; 16];
    mark.copy_from_slice(&hash.finalize()[..16]);
    mark
}

/// That the ledger still waits for mappings; nothing where it does not.
#[must_use]
pub fn waiting(count: usize) -> Option<Localized> {
    (count > 0).then(|| {
        let what = if count == 1 { "number is" } else { "numbers are" };
        Localized::new(
            format!("暂缓 {count} 条，待对照文件确定；tierstat figures --kept-back 列出"),
            format!(
                "{count} {what} kept back until a mapping settles the doubt; see tierstat figures --kept-back"
            ),
        )
    })
}

impl Kind {
    /// One line: how many, what is doubtful, where, and what to write into which mapping.
    fn line(&self) -> Localized {
        let KeptBack { cell, rule, reason, settled_by, .. } = &self.first;
        let (count, more_cells, more_lines) = (self.count, self.count - 1, self.lines.len() - 1);
        let some = |number: usize, text: String| if number > 0 { text } else { String::new() };
        let (cells_zh, cells_en) = (
            some(more_cells, format!("，另有 {more_cells} 处")),
            some(more_cells, format!(" and {more_cells} more")),
        );
        let (lines_zh, lines_en) = (
            some(more_lines, format!("（另有 {more_lines} 行）")),
            some(more_lines, format!(" (and {more_lines} more)")),
        );
        let settled_by = in_one_line(settled_by);
        let file = &cell.file;
        let (zh, en) = (in_one_line(&reason.zh), in_one_line(&reason.en));
        Localized::new(
            format!(
                "  {count} 条 [{rule}] {zh}：{cell}{cells_zh} → 在 {file}.mapping.toml 中写 {settled_by}{lines_zh}"
            ),
            format!(
                "  {count} [{rule}] {en}: {cell}{cells_en} → write in {file}.mapping.toml: {settled_by}{lines_en}"
            ),
        )
    }
}
