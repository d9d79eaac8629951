//! What the writing of one page has at hand: the manuscript, and what of it already stands on the page.

use super::places::Places;
use super::words::Words;
use crate::Manuscript;
use std::collections::BTreeSet;

/// One page while it is written.
pub(super) struct Page<'a> {
    pub(super) manuscript: &'a Manuscript,
    pub(super) words: Words,
    pub(super) places: Places<'a>,
    /// The numbers that already stand in the text or a table: the first standing of each has its id.
    pub(super) placed: BTreeSet<usize>,
    /// All ids that parts of the text were given.
    ids: BTreeSet<String>,
    /// How many tables that a person typed stand so far.
    pub(super) typed: usize,
    /// The key of the sparklines, until it stands at the first table that has some.
    pub(super) key: Vec<&'a str>,
}

impl<'a> Page<'a> {
    pub(super) fn of(manuscript: &'a Manuscript) -> Self {
        let ids = ["main", "contents", "origins", "origins-shown", "search"];
        Self {
            manuscript,
            words: Words::of(manuscript.language),
            places: Places::of(manuscript),
            placed: BTreeSet::new(),
            ids: ids.into_iter().map(str::to_owned).collect(),
            typed: 0,
            key: manuscript.marks_of_sparklines(),
        }
    }

    /// An id that nothing else of the page has: the one wished for, or that with a number behind it.
    pub(super) fn own_id(&mut self, wished: &str) -> String {
        let rest = wished.get(1..).unwrap_or_default();
        let is_like_ours = wished.starts_with(['n', 'o', 's'])
            && !rest.is_empty()
            && rest.bytes().all(|sign| sign.is_ascii_digit());
        let wished = if is_like_ours { format!("section-{wished}") } else { wished.to_owned() };
        let id = std::iter::once(wished.clone())
            .chain((2..).map(|number: usize| format!("{wished}-{number}")))
            .find(|id| !self.ids.contains(id))
            .unwrap_or(wished);
        self.ids.insert(id.clone());
        id
    }
}
