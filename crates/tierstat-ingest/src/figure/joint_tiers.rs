//! Several tiers in one word, of which none is meant alone: 市县级.

use crate::figure::resolver::Resolver;
use crate::names::{FoundName, Named};
use tierstat_model::TierId;

/// What stands at the end of a word for a tier.
const TIER: char = '级';
/// What may stand between the pieces of such a word: 省、市级.
const JOINTS: &str = "、和及与/或 ";
/// No piece of such a word has more signs.
const LONGEST_PIECE: usize = 3;
/// No such word has more signs before its end.
const LONGEST: usize = 8;

impl Resolver<'_> {
    /// The tiers that the pieces of a word name, each with 级 behind it, from the first to the last; `None` where some piece names none.
    pub(super) fn tiers_written(&self, word: &str) -> Option<Vec<TierId>> {
        let pieces: Vec<char> = word.trim().strip_suffix(TIER)?.chars().collect();
        if pieces.len() > LONGEST {
            return None;
        }
        let mut tiers = self.tiers_of(&pieces)?;
        tiers.dedup();
        Some(tiers)
    }

    fn tiers_of(&self, pieces: &[char]) -> Option<Vec<TierId>> {
        let first = pieces.iter().position(|sign| !JOINTS.contains(*sign));
        let Some(pieces) = first.and_then(|first| pieces.get(first..)) else { return Some(Vec::new()) };
        (1..=pieces.len().min(LONGEST_PIECE)).find_map(|length| {
            let (piece, rest) = pieces.split_at_checked(length)?;
            let piece = piece.strip_suffix(&[TIER]).unwrap_or(piece);
            let word: String = piece.iter().chain([&TIER]).collect();
            let tiers = self.names.tiers_named(&word);
            let [tier] = tiers.as_slice() else { return None };
            let mut all = vec![tier.id.clone()];
            all.extend(self.tiers_of(rest)?);
            Some(all)
        })
    }

    /// The word around the name of a tier that names two or more together, and these. What belongs to another name
    /// is no piece of it: the 市 of 北京市县级; nor is what 全 makes a whole: 全省市级.
    pub(crate) fn tiers_in_word(
        &self,
        text: &[char],
        names: &[FoundName],
        name: &FoundName,
    ) -> Option<(String, Vec<TierId>)> {
        if !matches!(name.named, Named::Tier(_)) {
            return None;
        }
        let is_free = |place: usize| names.iter().all(|other| place < other.start || place >= other.end);
        let free = (0..name.start).rev().take_while(|place| is_free(*place)).take(LONGEST);
        let starts: Vec<usize> = free.collect();
        let before = |start: usize| start.checked_sub(1).and_then(|before| text.get(before));
        let whole = |start: usize| before(start).is_some_and(|sign| "全各我本该".contains(*sign));
        let joins = |start: usize| text.get(start).is_some_and(|sign| JOINTS.contains(*sign));
        let several = starts.into_iter().rev().filter(|start| !whole(*start) && !joins(*start));
        let mut several = several.filter_map(|start| {
            let word: String = text.get(start..name.end)?.iter().collect();
            let tiers = self.tiers_written(&word).filter(|tiers| tiers.len() > 1)?;
            Some((word, tiers))
        });
        several.next()
    }
}
