//! What differs between the words of two sentences, where numbers, periods and names are each one word.

use super::cue::{self, DECLINE, GROWTH};
use super::vocabulary::{LONGEST_HAN, is_han, longest_known};
use tierstat_model::{Localized, Meant, Sentence};

/// A word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded, as it is compared.
    text: String,
    kind: Kind,
    /// Where it begins and ends among the characters of its line.
    start: usize,
    end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    /// A period or name, by which a claim is held against the ledger.
    Name,
    /// A number, which is held itself.
    Number,
    /// A number that no claim is made of.
    Apart,
}

/// Words that a text may have more or fewer of beside a number without saying anything else.
const IDLE: [&str; 46] = [
    "a", "an", "the", "of", "in", "at", "as", "to", "by", "was", "were", "is", "are", "had", "has", "have",
    "been", "there", "it", "its", "end", "stood", "numbered", "from", "that", "this", "的", "了", "为", "是",
    "有", "和", "与", "及", "共", "共有", "达", "达到", "截至", "截止", "到", "在", "已", "则", "年底",
    "年末",
];

/// What a person changed: the words that stand there now, and those that the report has in their place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// The words of the text; empty where words were only left out.
    pub added: String,
    /// The words of the report; empty where words were only added.
    pub removed: String,
    /// Whether words stand elsewhere in the sentence than in the report.
    pub is_moved: bool,
}

impl Edit {
    /// Whether the words are the same, in whatever order.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }

    /// That what was changed is not proven, and what the report says in its place.
    pub(super) fn explained(&self) -> Localized {
        let (added, removed) = (cut(&self.added), cut(&self.removed));
        match (added.is_empty(), removed.is_empty()) {
            (true, _) => Localized::new(
                format!("报告此处另有“{removed}”，文中删去了"),
                format!("the report has `{removed}` here, which the text leaves out"),
            ),
            (false, true) => Localized::new(
                format!("报告中没有“{added}”，是人加的；是否属实，账本无从判断"),
                format!(
                    "`{added}` is not in the report but added by a person; the ledger cannot tell whether it is so"
                ),
            ),
            (false, false) => Localized::new(
                format!("报告写的是“{removed}”，由人改成“{added}”；是否属实，账本无从判断"),
                format!(
                    "the report has `{removed}`, which a person changed to `{added}`; the ledger cannot tell whether it is so"
                ),
            ),
        }
    }
}

/// Changed words are told up to so many characters.
const LONGEST_TOLD: usize = 80;

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TOLD) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// The words of a sentence that begins at a place of its line. Of its numbers those are apart that `is_apart` says by their place among
/// them.
pub(super) fn words(sentence: &Sentence, offset: usize, is_apart: &dyn Fn(usize) -> bool) -> Vec<Word> {
    let word = |start: usize, end: usize, kind: Kind| {
        let text = folded(&sentence.characters, start, end);
        Word { text, kind, start: offset + start, end: offset + end }
    };
    let text = &sentence.characters;
    let mut words = Vec::new();
    let (mut at, mut numbers) = (0, 0);
    // The mentions stand in order of place.
    let mut ahead = sentence.mentions.as_slice();
    while let Some(sign) = text.get(at) {
        while let [first, rest @ ..] = ahead
            && (first.start < at || first.end <= at)
        {
            ahead = rest;
        }
        let here = ahead.iter().take_while(|mention| mention.start == at);
        if let Some(mention) = here.max_by_key(|mention| mention.end) {
            let is_number = matches!(mention.meant, Meant::Number { .. });
            let kind = match is_number {
                true if is_apart(numbers) => Kind::Apart,
                true => Kind::Number,
                false => Kind::Name,
            };
            numbers += usize::from(is_number);
            words.push(word(at, mention.end, kind));
            at = mention.end;
            continue;
        }
        // A word ends where the next name begins.
        let next = ahead.first().map_or(text.len(), |mention| mention.start);
        let end = if is_han(*sign) {
            let most = next.min(at + LONGEST_HAN);
            let rest: String = text.get(at..most).unwrap_or_default().iter().collect();
            at + first_word(&rest)
        } else if sign.is_alphanumeric() {
            let rest = text.get(at..next).unwrap_or_default().iter();
            at + rest.take_while(|sign| sign.is_alphanumeric() && !is_han(**sign)).count()
        } else {
            at + 1
        };
        if sign.is_alphanumeric() || !(sign.is_whitespace() || IDLE_SIGNS.contains(*sign)) {
            words.push(word(at, end, Kind::Plain));
        }
        at = end;
    }
    words
}

/// Signs that say nothing by themselves.
const IDLE_SIGNS: &str = ",.;:，。；：、“”\"'’‘`*_|()（）";

fn folded(text: &[char], start: usize, end: usize) -> String {
    cue::folded(text.get(start..end).unwrap_or_default())
}

/// Whether a number of some words, by its place among their numbers, stands among others too.
pub(super) fn has_number(words: &[Word], number: usize, others: &[Word]) -> bool {
    let is_number = |word: &&Word| matches!(word.kind, Kind::Number | Kind::Apart);
    let own = words.iter().filter(is_number).nth(number);
    own.is_some_and(|own| others.iter().filter(is_number).any(|other| other.text == own.text))
}

impl Word {
    /// Whether a claim is held against the ledger by it, so that a change of it is found there, or it says nothing.
    fn is_read(&self) -> bool {
        match self.kind {
            Kind::Name | Kind::Number => true,
            Kind::Apart => false,
            Kind::Plain => {
                IDLE.contains(&self.text.as_str()) || moves().any(|cue| is_form_of(cue, &self.text))
            }
        }
    }
}

/// The words by which a number is said to go up or down.
fn moves() -> impl Iterator<Item = &'static str> {
    GROWTH.into_iter().chain(DECLINE)
}

/// Whether a word is a cue or ends as its other forms do: decline, declined.
fn is_form_of(cue: &str, word: &str) -> bool {
    const LONGEST_ENDING: usize = 3;
    let ending = word.strip_prefix(cue.trim_end());
    ending.is_some_and(|ending| {
        ending.is_empty() || (!cue.ends_with(' ') && cue.is_ascii() && ending.len() <= LONGEST_ENDING)
    })
}

/// How many characters the word has that a text of Chinese begins with.
fn first_word(text: &str) -> usize {
    let moved = moves().filter(|cue| text.starts_with(cue)).map(|cue| cue.chars().count()).max();
    moved.unwrap_or(0).max(longest_known(text)).max(1)
}

/// Words without their numbers, periods and names.
pub(super) fn shape(words: &[Word]) -> String {
    let texts = words.iter().map(|word| if word.kind == Kind::Plain { word.text.as_str() } else { "\u{1}" });
    texts.collect::<Vec<_>>().join(" ")
}

/// How much two sentences are alike, from 0 to 1: twice the words that both have, by all words.
pub(super) fn likeness(one: &[Word], other: &[Word]) -> f64 {
    let mut rest: Vec<&str> = other.iter().map(|word| word.text.as_str()).collect();
    let mut both = 0_usize;
    for word in one {
        if let Some(place) = rest.iter().position(|other| *other == word.text) {
            rest.swap_remove(place);
            both += 1;
        }
    }
    let all = one.len() + other.len();
    if all == 0 { 1.0 } else { 2.0 * both as f64 / all as f64 }
}

/// A line of a text: its words and its characters.
#[derive(Clone, Copy)]
pub(super) struct Worded<'a> {
    pub(super) words: &'a [Word],
    pub(super) text: &'a str,
}

/// What `now` has other than `before`. Where it makes claims that are held against the ledger, words that were only moved, numbers, names
/// and idle words are no change.
pub(super) fn edit(before: Worded<'_>, now: Worded<'_>, is_held: bool) -> Edit {
    let (removed, added) = unshared(before.words, now.words);
    let is_moved = changed(before.words, &removed)
        .filter(|word| word.kind == Kind::Plain)
        .any(|word| changed(now.words, &added).any(|other| other.text == word.text));
    Edit {
        added: told(now, &added, changed(before.words, &removed), is_held),
        removed: told(before, &removed, changed(now.words, &added), is_held),
        is_moved,
    }
}

fn changed<'a>(words: &'a [Word], is_changed: &'a [bool]) -> impl Iterator<Item = &'a Word> {
    words.iter().zip(is_changed).filter(|(_, is_changed)| **is_changed).map(|(word, _)| word)
}

/// The stretches of a line that were changed and say something, as they are printed.
fn told<'a>(
    line: Worded<'_>,
    is_changed: &[bool],
    others: impl Iterator<Item = &'a Word>,
    is_held: bool,
) -> String {
    let characters: Vec<char> = line.text.chars().collect();
    let mut moved: Vec<&str> = others.map(|word| word.text.as_str()).collect();
    let mut stretches: Vec<(usize, usize, bool)> = Vec::new();
    let mut goes_on = false;
    for (word, is_changed) in line.words.iter().zip(is_changed) {
        if !is_changed {
            goes_on = false;
            continue;
        }
        let place = moved.iter().position(|other| *other == word.text).filter(|_| is_held);
        let is_told = place.map(|place| moved.swap_remove(place)).is_none() && !(is_held && word.is_read());
        match stretches.last_mut().filter(|_| goes_on) {
            Some(last) => *last = (last.0, word.end, last.2 || is_told),
            None => stretches.push((word.start, word.end, is_told)),
        }
        goes_on = true;
    }
    let said = stretches.into_iter().filter(|(_, _, is_told)| *is_told);
    let said =
        said.map(|(start, end, _)| characters.get(start..end).unwrap_or_default().iter().collect::<String>());
    said.collect::<Vec<_>>().join(" … ")
}

/// Which words of each do not stand in the same order in the other.
fn unshared(before: &[Word], now: &[Word]) -> (Vec<bool>, Vec<bool>) {
    let same = |one: usize, other: usize| {
        before.get(one).zip(now.get(other)).is_some_and(|(one, other)| one.text == other.text)
    };
    // The length of the longest common subsequence of what is left from each pair of places on.
    let width = now.len() + 1;
    let mut common = vec![0_u32; (before.len() + 1) * width];
    let at = |common: &[u32], one: usize, other: usize| common.get(one * width + other).copied().unwrap_or(0);
    for one in (0..before.len()).rev() {
        for other in (0..now.len()).rev() {
            let length = if same(one, other) {
                at(&common, one + 1, other + 1) + 1
            } else {
                at(&common, one + 1, other).max(at(&common, one, other + 1))
            };
            if let Some(place) = common.get_mut(one * width + other) {
                *place = length;
            }
        }
    }
    let (mut removed, mut added) = (vec![true; before.len()], vec![true; now.len()]);
    let (mut one, mut other) = (0, 0);
    while one < before.len() && other < now.len() {
        if same(one, other) {
            [removed.get_mut(one), added.get_mut(other)].into_iter().flatten().for_each(|mark| *mark = false);
            (one, other) = (one + 1, other + 1);
        } else if at(&common, one + 1, other) >= at(&common, one, other + 1) {
            one += 1;
        } else {
            other += 1;
        }
    }
    (removed, added)
}
