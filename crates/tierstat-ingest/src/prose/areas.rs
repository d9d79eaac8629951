//! The areas that an article names, and which of them 全市 and the province mean.

use super::clause::Sentence;
use super::subject::is_of_organisation;
use crate::figure::resolver::Resolver;
use crate::names::{FoundName, Named};
use jiff::civil::Date;
use tierstat_model::{AreaCode, CodeLists};

/// An area in a sentence, by its name or by a word that refers to it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AreaInSentence {
    pub(super) start: usize,
    pub(super) end: usize,
    /// `None` where it is not known which area is meant.
    pub(super) code: Option<AreaCode>,
    /// The areas that might be meant instead.
    pub(super) rivals: Vec<AreaCode>,
}

/// The areas that the sentences so far have named, the last one last, and those of the document itself.
#[derive(Debug, Default)]
pub(super) struct AreasSoFar {
    named: Vec<AreaCode>,
}

/// Ends of Chinese names of areas, and the English words for them.
const KINDS: [(&[&str], &[&str]); 9] = [
    (&["省"], &["province"]),
    (&["市"], &["city", "municipality"]),
    (&["县"], &["county"]),
    (&["区"], &["district", "borough", "region"]),
    (&["州"], &["state", "prefecture"]),
    (&["旗"], &["banner"]),
    (&["镇"], &["town"]),
    (&["乡"], &["township"]),
    (&["村"], &["village"]),
];

/// What a word refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reference {
    /// The area of a kind, by its place among the kinds: 全市.
    Kind(usize),
    /// The area that is spoken of: 当地.
    Any,
    /// Several areas together: 两地.
    Several,
}

impl AreasSoFar {
    /// Starts with the areas that the title and the publisher of the document name.
    pub(super) fn of_document(resolver: &Resolver<'_>, lists: &CodeLists, texts: &[&str]) -> Self {
        let mut so_far = Self::default();
        for text in texts {
            let (characters, _) = crate::names::spaced_with_places(text);
            for name in resolver.names.found_in(&characters) {
                if let Some(code) = only_area(lists, &name, None) {
                    so_far.remember(code);
                }
            }
        }
        so_far
    }

    fn remember(&mut self, code: AreaCode) {
        self.named.retain(|other| *other != code);
        self.named.push(code);
    }

    /// The areas of a sentence, in order of place; those that it names are remembered.
    pub(super) fn in_sentence(
        &mut self,
        lists: &CodeLists,
        sentence: &Sentence,
        names: &[FoundName],
        on: Option<Date>,
    ) -> Vec<AreaInSentence> {
        let mut found: Vec<AreaInSentence> = Vec::new();
        for name in names.iter().filter(|name| matches!(name.named, Named::Area(_))) {
            if is_of_organisation(sentence, names, name.end) {
                continue;
            }
            if let Some(code) = only_area(lists, name, on) {
                found.push(AreaInSentence {
                    start: name.start,
                    end: name.end,
                    code: Some(code),
                    rivals: vec![],
                });
            }
        }
        let named = found.clone();
        for (start, end, kind) in references(&sentence.characters, names) {
            let here: Vec<AreaCode> = named
                .iter()
                .filter(|area| area.end <= start)
                .filter_map(|area| fitting(lists, area.code.as_ref()?, kind))
                .collect();
            // What the same sentence names before is meant; otherwise all that the article has named may be.
            let mut meant: Vec<AreaCode> = Vec::new();
            let before = self.named.iter().filter_map(|code| fitting(lists, code, kind));
            let all: Vec<AreaCode> =
                if here.is_empty() { before.collect() } else { here.last().cloned().into_iter().collect() };
            for code in all.into_iter().rev() {
                if !meant.contains(&code) {
                    meant.push(code);
                }
            }
            let mut meant = meant.into_iter();
            found.push(AreaInSentence { start, end, code: meant.next(), rivals: meant.collect() });
        }
        found.sort_by_key(|area| area.start);
        named.into_iter().filter_map(|area| area.code).for_each(|code| self.remember(code));
        found
    }
}

/// The one area that a name names on a day.
fn only_area(lists: &CodeLists, name: &FoundName, on: Option<Date>) -> Option<AreaCode> {
    let Named::Area(codes) = &name.named else { return None };
    let mut codes = codes
        .iter()
        .filter_map(|code| lists.areas.get(code))
        .filter(|area| on.is_none_or(|day| area.existed_on(day)))
        .map(|area| area.code.clone());
    codes.next().filter(|_| codes.next().is_none())
}

/// The area itself or the nearest one around it that is that is referred to; never the topmost.
fn fitting(lists: &CodeLists, code: &AreaCode, reference: Reference) -> Option<AreaCode> {
    // The walk is bounded, so a cycle in the data ends it.
    const DEEPEST: usize = 8;
    let mut area = lists.areas.get(code)?;
    for _ in 0..DEEPEST {
        let parent = area.parent.as_ref()?;
        let kind = match reference {
            Reference::Kind(kind) => KINDS.get(kind),
            Reference::Any => None,
            Reference::Several => return None,
        };
        let fits = match kind {
            None => true,
            Some((ends, words)) => {
                let english = area.name_en.as_ref().unwrap_or(&area.name).to_lowercase();
                let tier = lists.tiers.tiers.iter().find(|tier| tier.id == area.tier);
                let is_of_tier = |word: &str| {
                    let latin = area.name.is_ascii();
                    latin && tier.is_some_and(|tier| tier.id.0 == word || tier.name.en.to_lowercase() == word)
                };
                ends.iter().any(|end| area.name.ends_with(end))
                    // 全省 is not said of an autonomous region by itself, but in texts about it.
                    || (ends.contains(&"省") && area.name.ends_with("自治区"))
                    || words.iter().any(|word| english.ends_with(word) || is_of_tier(word))
            }
        };
        if fits {
            return Some(area.code.clone());
        }
        area = lists.areas.get(parent)?;
    }
    None
}

/// The words of a sentence that refer to an area, each with its kind.
fn references(text: &[char], names: &[FoundName]) -> Vec<(usize, usize, Reference)> {
    const NOT_BEHIND: &str = "场域会城委府政长";
    let mut found = Vec::new();
    for start in 0..text.len() {
        let rest = text.get(start..).unwrap_or_default();
        let (Some(first), Some(second)) = (rest.first(), rest.get(1)) else { continue };
        let behind = rest.get(2).copied();
        let kind = KINDS.iter().position(|(ends, _)| ends.iter().any(|end| end.starts_with(*second)));
        if "当本该".contains(*first) && *second == '地' && behind != Some('区') {
            found.push((start, start + 2, Reference::Any));
        } else if "两三".contains(*first) && (kind.is_some() || *second == '地') {
            found.push((start, start + 2, Reference::Several));
        } else if "全我本该".contains(*first) && !behind.is_some_and(|sign| NOT_BEHIND.contains(sign)) {
            found.extend(kind.map(|kind| (start, start + 2, Reference::Kind(kind))));
        } else if first.is_ascii_alphabetic()
            && start.checked_sub(1).is_none_or(|last| text.get(last) == Some(&' '))
        {
            found.extend(english_reference(text, start));
        }
    }
    found.retain(|(start, end, _)| {
        // A name that holds the word is no reference: 全州县.
        names
            .iter()
            .all(|name| name.end <= *start || name.start >= *end || !matches!(name.named, Named::Area(_)))
    });
    found
}

/// `the province`, `this city`, `statewide`.
fn english_reference(text: &[char], start: usize) -> Option<(usize, usize, Reference)> {
    let ahead: String = text.iter().skip(start).take(24).collect();
    let word_end = |rest: &str| {
        rest.chars().next().is_none_or(|next| !next.is_ascii_alphanumeric() && next != '-')
            && !rest.starts_with(" of ")
    };
    let words = || {
        KINDS.iter().enumerate().flat_map(|(kind, (_, words))| words.iter().map(move |word| (kind, *word)))
    };
    for (kind, word) in words() {
        for lead in ["the ", "this ", "our ", "the whole ", "the entire "] {
            if let Some(rest) = ahead.strip_prefix(lead).and_then(|rest| rest.strip_prefix(word))
                && word_end(rest)
            {
                return Some((start, start + lead.len() + word.len(), Reference::Kind(kind)));
            }
        }
        for wide in ["wide", "-wide"] {
            if let Some(rest) = ahead.strip_prefix(word).and_then(|rest| rest.strip_prefix(wide))
                && word_end(rest)
            {
                return Some((start, start + word.len() + wide.len(), Reference::Kind(kind)));
            }
        }
    }
    None
}
