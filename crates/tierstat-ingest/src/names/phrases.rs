//! Names that are looked for inside longer texts.

use super::forms::forms;
use crate::text::characters::{folded, is_chinese};
use std::collections::BTreeMap;
use tierstat_model::{Area, AreaList, CodeLists, TierId};

/// The names of a project by their first character, the longest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrases {
    by_first: BTreeMap<char, Vec<Phrase>>,
}

#[derive(Debug, Clone)]
struct Phrase {
    characters: Vec<char>,
    kind: Kind,
    /// Places in the list of the kind.
    places: Vec<usize>,
}

/// What a name names. Where one text is the name of several, the first kind counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Indicator,
    Area,
    Tier,
}

/// A name inside a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) places: Vec<usize>,
}

impl Phrases {
    pub(super) fn new(lists: &CodeLists) -> Self {
        let mut named: BTreeMap<(Vec<char>, Kind), Vec<usize>> = BTreeMap::new();
        let mut add = |form: &str, kind: Kind, place: usize| {
            let characters = spaced_once(form);
            // One character is part of too many words.
            if characters.len() > 1 {
                let places = named.entry((characters, kind)).or_default();
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        };
        for (place, indicator) in lists.indicators.indicators.iter().enumerate() {
            forms(&indicator.id.0, &indicator.name, &indicator.aliases)
                .for_each(|form| add(form, Kind::Indicator, place));
        }
        let deepest = deepest_of_tiers(&lists.areas);
        for (place, area) in lists.areas.all().iter().enumerate() {
            let is_near_top = deepest.get(&area.tier).is_none_or(|depth| *depth <= NEAR_TOP);
            area_forms(area, is_near_top).into_iter().for_each(|form| add(form, Kind::Area, place));
        }
        for (place, tier) in lists.tiers.tiers.iter().enumerate() {
            forms(&tier.id.0, &tier.name, &tier.aliases).for_each(|form| add(form, Kind::Tier, place));
        }
        let mut by_first: BTreeMap<char, Vec<Phrase>> = BTreeMap::new();
        for ((characters, kind), places) in named {
            if let Some(first) = characters.first().copied() {
                by_first.entry(first).or_default().push(Phrase { characters, kind, places });
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.characters.len()));
        }
        Self { by_first }
    }

    /// The names inside a text, from [`spaced_once`]: the longest first of those that overlap, in order of place.
    pub(super) fn matches(&self, text: &[char]) -> Vec<Match> {
        let mut all: Vec<Match> = Vec::new();
        for (start, first) in text.iter().enumerate() {
            for phrase in self.by_first.get(first).into_iter().flatten() {
                let end = start + phrase.characters.len();
                if text.get(start..end) == Some(phrase.characters.as_slice())
                    && stands_alone(text, start, end)
                {
                    all.push(Match { kind: phrase.kind, start, end, places: phrase.places.clone() });
                }
            }
        }
        all.sort_by_key(|found| (std::cmp::Reverse(found.end - found.start), found.start, found.kind));
        let mut kept: Vec<Match> = Vec::new();
        for found in all {
            if kept.iter().all(|other| found.end <= other.start || other.end <= found.start) {
                kept.push(found);
            }
        }
        kept.sort_by_key(|found| found.start);
        kept
    }
}

/// Short names of the areas further below the topmost (和平, 新华, 平安) are everyday words.
const NEAR_TOP: usize = 2;

/// How far below the topmost areas those of each tier lie at most.
///
/// The tier counts and not the single area: the districts of a municipality lie higher than those of a prefecture.
fn deepest_of_tiers(list: &AreaList) -> BTreeMap<TierId, usize> {
    let mut deepest = BTreeMap::new();
    for area in list.all() {
        let mut depth = 0;
        let mut parent = area.parent.as_ref();
        // The walk is bounded, so a cycle in the data ends it.
        while let Some(code) = parent.filter(|_| depth <= NEAR_TOP) {
            depth += 1;
            parent = list.get(code).and_then(|area| area.parent.as_ref());
        }
        let known: &mut usize = deepest.entry(area.tier.clone()).or_default();
        *known = depth.max(*known);
    }
    deepest
}

/// The forms by which an area is looked for inside a text: near the top all of them, below only longer full names.
fn area_forms(area: &Area, is_near_top: bool) -> Vec<&str> {
    if is_near_top {
        let names = [Some(area.name.as_str()), Some(area.short_name.as_str()), area.name_en.as_deref()];
        names.into_iter().flatten().chain(area.aliases.iter().map(String::as_str)).collect()
    } else if area.name.chars().count() > 2 {
        vec![area.name.as_str()]
    } else {
        vec![]
    }
}

/// The folded characters of a text with single spaces between Latin words and none elsewhere.
pub(crate) fn spaced_once(text: &str) -> Vec<char> {
    spaced_with_places(text).0
}

/// The same, with the place in the text, in characters, at which each stood.
pub(crate) fn spaced_with_places(text: &str) -> (Vec<char>, Vec<usize>) {
    let mut characters: Vec<char> = Vec::with_capacity(text.len());
    let mut places: Vec<usize> = Vec::with_capacity(text.len());
    for (place, character) in folded(text).into_iter().enumerate() {
        let last = characters.last().copied();
        if character != ' ' {
            // A space before a Chinese character or a sign parts nothing.
            if last == Some(' ') && !character.is_alphanumeric() || last == Some(' ') && is_chinese(character)
            {
                characters.pop();
                places.pop();
            }
            characters.push(character);
            places.push(place);
        } else if last.is_some_and(|last| last != ' ' && !is_chinese(last)) {
            characters.push(character);
            places.push(place);
        }
    }
    if characters.last() == Some(&' ') {
        characters.pop();
        places.pop();
    }
    (characters, places)
}

/// Whether a name in Latin letters is not part of a longer word.
fn stands_alone(text: &[char], start: usize, end: usize) -> bool {
    let is_latin = |place: Option<usize>| {
        place
            .and_then(|place| text.get(place))
            .is_some_and(|sign| sign.is_alphanumeric() && !is_chinese(*sign) || *sign == '_')
    };
    let before = start.checked_sub(1);
    !(is_latin(Some(start)) && is_latin(before) || is_latin(end.checked_sub(1)) && is_latin(Some(end)))
}
