//! Numbers that the words around them make what they are: 翻一番, 连续五年, 第2至第4位, three times in a row, −3% to 5%.

use super::clause::Sentence;
use crate::text::numerals::parse_number;
use tierstat_model::{Bounds, Precision, Quantity};

/// A number with the words that belong to it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SpokenNumber {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) quantity: Quantity,
    /// What it is: the unit of a mention.
    pub(crate) unit: &'static str,
}

/// The unit of a growth that is written as a word: 翻一番, doubled.
const MULTIPLE: &str = "multiple";
/// The unit of 连续五年增长.
const YEARS_IN_ROW: &str = "years-in-row";
/// The unit of 连续八期上升.
const STEPS_IN_ROW: &str = "steps-in-row";
/// The unit of 第三位.
const RANK: &str = "rank";

/// Words that say a growth without a number.
const MULTIPLES: [(&str, f64); 12] = [
    ("翻了两番", 3.0),
    ("翻两番", 3.0),
    ("翻了一番", 1.0),
    ("翻一番", 1.0),
    ("翻了番", 1.0),
    ("翻番", 1.0),
    ("quadrupled", 3.0),
    ("tripled", 2.0),
    ("trebled", 2.0),
    ("doubled", 1.0),
    ("halved", -0.5),
    ("减半", -0.5),
];
/// A word for a multiple is true within this much of it.
const NEARLY: f64 = 0.05;
/// Words of a way up.
const UP: [&str; 11] =
    ["增", "上升", "提高", "上涨", "扩大", "grew", "grow", "rise", "rose", "risen", "increase"];
/// Words of a way down.
const DOWN: [&str; 9] = ["下降", "减", "回落", "下跌", "缩小", "fell", "fall", "decline", "decrease"];
/// Words behind a number that make it one of steps.
const IN_ROW: [&str; 4] = [" times in a row", " rises in a row", " falls in a row", " consecutive times"];
/// Words behind a number that make it one of years.
const YEARS: [&str; 2] = [" years in a row", " consecutive years"];
/// Numbers that English writes as words.
const WORDS: [&str; 11] =
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/// Places that English writes as words.
const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// All of them in a sentence.
pub(crate) fn spoken_numbers(sentence: &Sentence) -> Vec<SpokenNumber> {
    let text = Text { characters: &sentence.characters };
    let mut found = text.multiples();
    found.extend(text.chinese_rows());
    found.extend(text.english_rows());
    found.extend(text.chinese_ranks());
    found.extend(text.english_ranks());
    found.extend(text.signed_ranges());
    found
}

struct Text<'a> {
    characters: &'a [char],
}

impl Text<'_> {
    fn slice(&self, start: usize, end: usize) -> String {
        self.characters.get(start..end.min(self.characters.len())).unwrap_or_default().iter().collect()
    }

    /// Where a word begins, from left to right.
    fn places(&self, word: &str) -> Vec<usize> {
        let word: Vec<char> = word.chars().collect();
        let ends = self.characters.windows(word.len().max(1)).enumerate();
        ends.filter(|(_, part)| **part == word[..]).map(|(at, _)| at).collect()
    }

    fn says_at(&self, place: usize, word: &str) -> bool {
        self.slice(place, place + word.chars().count()) == word
    }

    /// Up or down, by the words of a part.
    fn way(&self, start: usize, end: usize) -> Option<f64> {
        let part = self.slice(start, end);
        let says = |words: &[&str]| words.iter().any(|word| part.contains(word));
        match (says(&UP), says(&DOWN)) {
            (true, _) => Some(1.0),
            (false, true) => Some(-1.0),
            (false, false) => None,
        }
    }

    fn exact(&self, (start, end): (usize, usize), value: f64, unit: &'static str) -> Option<SpokenNumber> {
        let quantity = Quantity::exact(self.slice(start, end), value).ok()?;
        Some(SpokenNumber { start, end, quantity, unit })
    }

    fn multiples(&self) -> Vec<SpokenNumber> {
        let mut found: Vec<SpokenNumber> = Vec::new();
        for (word, rate) in MULTIPLES {
            for start in self.places(word) {
                let end = start + word.chars().count();
                if found.iter().any(|other| other.start < end && start < other.end) {
                    continue;
                }
                let bounds = Bounds::closed(rate - NEARLY, rate + NEARLY).ok();
                let quantity = Quantity {
                    printed: word.to_owned(),
                    precision: Precision::About,
                    bounds,
                    value: Some(rate),
                };
                found.push(SpokenNumber { start, end, quantity, unit: MULTIPLE });
            }
        }
        found
    }

    /// 连续五年增长, 连续8期上升.
    fn chinese_rows(&self) -> Vec<SpokenNumber> {
        let mut found = Vec::new();
        for start in self.places("连续") {
            let from = start + 2;
            let end = (from..self.characters.len().min(from + 5))
                .find(|place| self.says_at(*place, "年") || self.says_at(*place, "期"));
            let Some(end) = end else { continue };
            let number = parse_number(&self.slice(from, end)).and_then(|number| number.quantity.value);
            let (Some(number), Some(way)) = (number, self.way(end + 1, end + 7)) else { continue };
            let unit = if self.says_at(end, "年") { YEARS_IN_ROW } else { STEPS_IN_ROW };
            found.extend(self.exact((start, end + 1), number * way, unit));
        }
        found
    }

    /// Risen 3 times in a row, after 8 rises in a row, grew for five years in a row.
    fn english_rows(&self) -> Vec<SpokenNumber> {
        let mut found = Vec::new();
        let of_steps = IN_ROW.iter().map(|word| (*word, STEPS_IN_ROW));
        for (word, unit) in of_steps.chain(YEARS.iter().map(|word| (*word, YEARS_IN_ROW))) {
            for at in self.places(word) {
                let Some((start, number)) = self.number_before(at) else { continue };
                let end = at + word.chars().count();
                let clause = (0..start).rev().find(|place| ",;.".contains(self.character(*place)));
                let own = self.way(at, end);
                let Some(way) = own.or_else(|| self.way(clause.unwrap_or(0), start)) else { continue };
                found.extend(self.exact((start, end), number * way, unit));
            }
        }
        found
    }

    fn character(&self, place: usize) -> char {
        self.characters.get(place).copied().unwrap_or(' ')
    }

    /// The number that ends at a place, in digits or as a word.
    fn number_before(&self, end: usize) -> Option<(usize, f64)> {
        let start =
            (0..end).rev().take_while(|place| self.character(*place).is_ascii_alphanumeric()).last()?;
        let word = self.slice(start, end);
        let value = WORDS.iter().zip(2_u32..).find(|(own, _)| **own == word).map(|(_, value)| value);
        let value = value.or_else(|| word.parse().ok())?;
        Some((start, f64::from(value)))
    }

    /// 第3位, 第2至第4位, 首位.
    fn chinese_ranks(&self) -> Vec<SpokenNumber> {
        let mut found: Vec<SpokenNumber> = Vec::new();
        for start in self.places("第") {
            if found.last().is_some_and(|last| last.end > start) {
                continue;
            }
            let Some((first, end)) = self.ordinal(start) else { continue };
            let second = ["至", "到", "–", "-", "~"]
                .iter()
                .find(|sign| self.says_at(end, sign))
                .and_then(|_| self.ordinal(end + 1).or_else(|| self.plain(end + 1)));
            let (last, end) = second.unwrap_or((first, end));
            let is_rank = ["位", "名"].iter().any(|word| self.says_at(end, word));
            found.extend(self.rank((start, end + 1), (first, last)).filter(|_| is_rank));
        }
        for word in ["居首位", "居首"] {
            let is_taken = |start: usize, found: &[SpokenNumber]| {
                found.iter().any(|other| other.start <= start && start < other.end)
            };
            for start in self.places(word) {
                let end = start + word.chars().count();
                found.extend(self.rank((start, end), (1, 1)).filter(|_| !is_taken(start, &found)));
            }
        }
        found
    }

    /// The number behind 第, and where it ends.
    fn ordinal(&self, start: usize) -> Option<(u32, usize)> {
        self.says_at(start, "第").then(|| self.plain(start + 1)).flatten()
    }

    fn plain(&self, start: usize) -> Option<(u32, usize)> {
        let is_part = |place: &usize| {
            let sign = self.character(*place);
            sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign)
        };
        let end = start + (start..self.characters.len()).take_while(is_part).count();
        let value = parse_number(&self.slice(start, end))?.quantity.value?;
        (1..1000).find(|number| (f64::from(*number) - value).abs() < 1e-9).map(|number| (number, end))
    }

    fn rank(&self, (start, end): (usize, usize), (first, last): (u32, u32)) -> Option<SpokenNumber> {
        if first == last {
            return self.exact((start, end), f64::from(first), RANK);
        }
        let bounds = Bounds::closed(f64::from(first), f64::from(last)).ok();
        let printed = self.slice(start, end);
        let quantity = Quantity { printed, precision: Precision::Range, bounds, value: None };
        Some(SpokenNumber { start, end, quantity, unit: RANK })
    }

    /// Ranked number 3, ranked between number 2 and number 4, ranked third.
    fn english_ranks(&self) -> Vec<SpokenNumber> {
        let mut found = Vec::new();
        for word in ["ranked ", "ranks ", "ranking "] {
            for at in self.places(word) {
                let mut start = at + word.chars().count();
                for filler in ["equal ", "jointly ", "joint ", "between "] {
                    start += if self.says_at(start, filler) { filler.chars().count() } else { 0 };
                }
                let number = |place: usize| {
                    let place = place + if self.says_at(place, "number ") { 7 } else { 0 };
                    self.plain(place)
                };
                if let Some((first, end)) = number(start) {
                    let joint = [" and ", " to "].into_iter().find(|joint| self.says_at(end, joint));
                    let second = joint.and_then(|joint| number(end + joint.chars().count()));
                    let (last, end) = second.unwrap_or((first, end));
                    found.extend(self.rank((start, end), (first, last)));
                } else if let Some((place, ordinal)) =
                    (1_u32..).zip(ORDINALS).find(|(_, ordinal)| self.says_at(start, ordinal))
                {
                    found.extend(self.rank((start, start + ordinal.chars().count()), (place, place)));
                }
            }
        }
        found
    }

    /// −34.1% to 32.0%, −10.9%–−1.0%: a range that begins below zero.
    fn signed_ranges(&self) -> Vec<SpokenNumber> {
        let mut found = Vec::new();
        let mut place = 0;
        while place < self.characters.len() {
            match self.signed_range(place) {
                Some(range) => {
                    place = range.end;
                    found.push(range);
                }
                None => place += 1,
            }
        }
        found
    }

    fn signed_range(&self, start: usize) -> Option<SpokenNumber> {
        let is_inside = start.checked_sub(1).is_some_and(|before| {
            let before = self.character(before);
            before.is_ascii_digit() || before == '%'
        });
        if is_inside || !is_minus(self.character(start)) {
            return None;
        }
        let (lower, end) = self.signed_ratio(start)?;
        let spaced = |place: usize| place + usize::from(self.says_at(place, " "));
        let end = spaced(end);
        let joint = ["to", "–", "-", "~", "至", "到"].into_iter().find(|joint| self.says_at(end, joint))?;
        let (upper, end) = self.signed_ratio(spaced(end + joint.chars().count()))?;
        let quantity = Quantity {
            printed: self.slice(start, end),
            precision: Precision::Range,
            bounds: Some(Bounds::closed(lower, upper).ok()?),
            value: None,
        };
        Some(SpokenNumber { start, end, quantity, unit: "%" })
    }

    /// A percentage with or without its sign, and where it ends.
    fn signed_ratio(&self, start: usize) -> Option<(f64, usize)> {
        let is_below = is_minus(self.character(start));
        let start = start + usize::from(is_below);
        let is_part = |place: &usize| {
            let sign = self.character(*place);
            sign.is_ascii_digit() || ".,".contains(sign)
        };
        let end = start + (start..self.characters.len()).take_while(is_part).count();
        if !self.says_at(end, "%") {
            return None;
        }
        let number: f64 = self.slice(start, end).replace(',', "").parse().ok()?;
        Some((if is_below { -number } else { number } / 100.0, end + 1))
    }
}

fn is_minus(sign: char) -> bool {
    matches!(sign, '-' | '−' | '–' | '－')
}

#[cfg(test)]
mod tests {
    use super::super::clause::sentences;
    use super::*;

    fn check(text: &str, expected: &[(&str, &str, f64, f64)]) {
        let sentence = sentences(text).remove(0);
        let found: Vec<(String, &str, f64, f64)> = spoken_numbers(&sentence)
            .into_iter()
            .map(|number| {
                let bounds = number.quantity.bounds.unwrap();
                (number.quantity.printed, number.unit, bounds.lower(), bounds.upper_value().unwrap())
            })
            .collect();
        let expected: Vec<(String, &str, f64, f64)> = expected
            .iter()
            .map(|(text, unit, lower, upper)| ((*text).to_owned(), *unit, *lower, *upper))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn multiples_rows_and_ranks_in_both_languages() {
        check("翻了一番", &[("翻了一番", "multiple", 0.95, 1.05)]);
        check("连续五年增长", &[("连续五年", "years-in-row", 5.0, 5.0)]);
        check("连续8期上升之后首次下降", &[("连续8期", "steps-in-row", 8.0, 8.0)]);
        check("had fallen 3 times in a row", &[("3 times in a row", "steps-in-row", -3.0, -3.0)]);
        check("fell after 8 rises in a row", &[("8 rises in a row", "steps-in-row", 8.0, 8.0)]);
        check("grew for five years in a row", &[("five years in a row", "years-in-row", 5.0, 5.0)]);
        check("居第2至第4位之间", &[("第2至第4位", "rank", 2.0, 4.0)]);
        check("并列居第三位", &[("第三位", "rank", 3.0, 3.0)]);
        check("ranked between number 2 and number 4 among", &[("number 2 and number 4", "rank", 2.0, 4.0)]);
        check("ranked equal number 5 among", &[("number 5", "rank", 5.0, 5.0)]);
    }

    #[test]
    fn a_range_that_begins_below_zero_is_one_number() {
        check("a change of −34.1% to 32.0%, which", &[("-34.1% to 32.0%", "%", -0.341, 0.32)]);
        check("−10.9%–−1.0%", &[("-10.9%–-1.0%", "%", -0.109, -0.01)]);
        check("约12%–15%", &[]);
    }
}
