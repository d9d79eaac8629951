//! The words around one number of a sentence, and which of several mentions in them is said of it.

use super::clause::Sentence;

/// A number between the one before it and the next.
pub(super) struct Window<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) number: (usize, usize),
    /// Behind the number before, or the start of the sentence.
    pub(super) before: usize,
    /// Where the next number begins, or the end of the sentence.
    pub(super) next: usize,
}

/// The mention that is said of a number, and those that are said with it in one breath.
#[derive(Debug)]
pub(super) struct Choice<'t, T> {
    pub(super) chosen: Option<&'t T>,
    pub(super) rivals: Vec<&'t T>,
}

/// What puts a mention behind a number to that number: 12 in Upton, 12家（2014年）.
const PUT_BEHIND: [&str; 14] = [
    " in ",
    " of ",
    " at ",
    " by ",
    " across ",
    " for ",
    " from ",
    " during ",
    "(",
    "（",
    "在",
    "于",
    "as of ",
    " throughout ",
];
/// So near stand mentions that are said together: Upton and Deal, 2014年和2015年.
const JOINTS: [&str; 11] = ["和", "与", "及", "、", "以及", "至", "到", " and ", " or ", "两", ","];

impl Window<'_> {
    /// Chooses among mentions in order of place: the nearest before the number since the one before it, then one that
    /// a preposition puts behind it, then the nearest before, then the first behind.
    pub(super) fn choose<'t, T>(
        &self,
        mentions: &'t [T],
        span: impl Fn(&T) -> (usize, usize),
    ) -> Choice<'t, T> {
        let (start, end) = self.number;
        let behind = |from: usize, to: usize| -> Vec<usize> {
            let places = mentions.iter().enumerate().filter(|(_, mention)| {
                let (first, _) = span(mention);
                first >= from && first < to && self.is_put_behind(from, first)
            });
            places.map(|(index, _)| index).collect()
        };
        let of_last = if self.before > 0 { behind(self.before, start) } else { Vec::new() };
        let before = |from: usize| {
            let within = |index: &usize| {
                mentions.get(*index).map(&span).is_some_and(|(first, last)| first >= from && last <= start)
            };
            (0..mentions.len()).rev().filter(within).find(|index| from == 0 || !of_last.contains(index))
        };
        let own_behind = behind(end, self.next);
        let first_behind = || {
            let clause = self.sentence.characters.len();
            (0..mentions.len()).find(|index| {
                mentions.get(*index).map(&span).is_some_and(|(first, last)| first >= end && last <= clause)
            })
        };
        let chosen = before(self.before)
            .or_else(|| own_behind.first().copied())
            .or_else(|| before(0))
            .or_else(first_behind);
        let Some(index) = chosen else { return Choice { chosen: None, rivals: Vec::new() } };
        let joined = |first: usize, second: usize| {
            let between = mentions.get(first).map(&span).zip(mentions.get(second).map(&span));
            between.is_some_and(|((_, from), (to, _))| {
                let text: String =
                    self.sentence.characters.get(from..to).unwrap_or_default().iter().collect();
                JOINTS.iter().any(|joint| text == *joint || text.trim() == joint.trim())
            })
        };
        let mut rivals: Vec<&T> = Vec::new();
        if let Some(last) = index.checked_sub(1)
            && joined(last, index)
        {
            rivals.extend(mentions.get(last));
        }
        if joined(index, index + 1) && mentions.get(index).map(&span).is_some_and(|(first, _)| first >= end) {
            rivals.extend(mentions.get(index + 1));
        }
        // Before the number one is named, and behind it in the same breath another.
        if before(self.before) == Some(index) {
            rivals.extend(own_behind.first().and_then(|other| mentions.get(*other)));
        }
        Choice { chosen: mentions.get(index), rivals }
    }

    /// Whether a preposition puts what begins at a place to the number that ends before it.
    fn is_put_behind(&self, end: usize, place: usize) -> bool {
        let text: String = self.sentence.characters.get(end..place).unwrap_or_default().iter().collect();
        let parted = text.contains([',', '，', '；', ';', '、', '：', ':', '和', '与'])
            || text.contains(" and ")
            || text.starts_with("and ");
        let text = text.trim_end_matches("the ").trim_end_matches("end of ").trim_end_matches("the ");
        // A period holds its own preposition: in 2014.
        let mention: String = self.sentence.characters.iter().skip(place).take(8).collect();
        let begins = |word: &str| word.is_ascii() && mention.starts_with(word.trim_start());
        !parted && PUT_BEHIND.iter().any(|word| format!(" {text}").ends_with(word) || begins(word))
    }
}
