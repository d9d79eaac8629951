//! The numbers of a sentence that may count something: no dates, no ordinals, no telephone numbers.

use super::clause::Sentence;
use crate::text::numerals::{MEASURE_WORDS, PrintedNumber, parse_number};
use crate::text::period::periods_in;
use tierstat_model::Precision;

/// A number inside a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NumberInSentence {
    pub(crate) start: usize,
    /// Behind the measure word.
    pub(crate) end: usize,
    pub(crate) printed: String,
    pub(crate) number: PrintedNumber,
    /// Whether it is written with digits.
    pub(crate) has_digits: bool,
}

/// No number with its qualifiers and measure word is longer, in characters.
const LONGEST: usize = 28;

/// Finds the numbers from left to right.
pub(crate) fn numbers_in(sentence: &Sentence) -> Vec<NumberInSentence> {
    let text = &sentence.characters;
    let periods = periods_in(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(period) = periods.iter().find(|period| (period.start..period.end).contains(&at)) {
            at = period.end;
            continue;
        }
        match number_at(sentence, at) {
            Some(number) => {
                at = number.end;
                found.push(number);
            }
            None => at = behind_digits(text, at),
        }
    }
    found
}

/// The place behind a run of digits that is no number, so that no tail of it is taken for one.
fn behind_digits(text: &[char], at: usize) -> usize {
    let is_part = |place: usize| {
        text.get(place).is_some_and(|next| next.is_ascii_alphanumeric() || "-./".contains(*next))
    };
    if !text.get(at).is_some_and(char::is_ascii_digit) {
        return at + 1;
    }
    (at..text.len()).find(|place| !is_part(*place)).unwrap_or(text.len()).max(at + 1)
}

fn number_at(sentence: &Sentence, start: usize) -> Option<NumberInSentence> {
    let text = &sentence.characters;
    let first = *text.get(start)?;
    let before = start.checked_sub(1).and_then(|place| text.get(place)).copied();
    let goes_on = |before: char| before.is_ascii_alphanumeric() || "-/.@_第".contains(before);
    if before.is_some_and(goes_on) || !may_begin(text, start, first) {
        return None;
    }
    let longest = text.len().min(start + LONGEST);
    let (end, number) = (start + 1..=longest).rev().find_map(|end| {
        let last = *text.get(end - 1)?;
        if last == ' ' {
            return None;
        }
        let printed = sentence.printed(start, end);
        let number = parse_number(&printed)?;
        (is_number(&number) && ends_there(text, end)).then_some((end, number))
    })?;
    let printed = sentence.printed(start, end);
    let has_digits = text.get(start..end).is_some_and(|part| part.iter().any(char::is_ascii_digit));
    Some(NumberInSentence { start, end, printed, number, has_digits })
}

/// Words that stand before a number and belong to it: 近200, 超过44万, more than 3,500.
const QUALIFIERS: [&str; 24] = [
    "近",
    "约",
    "超",
    "逾",
    "突破",
    "将近",
    "大约",
    "不足",
    "至少",
    "接近",
    "达到",
    "上",
    "数",
    "几",
    "over ",
    "more than ",
    "about ",
    "nearly ",
    "almost ",
    "around ",
    "at least ",
    "some ",
    "up to ",
    "approximately ",
];

fn may_begin(text: &[char], start: usize, first: char) -> bool {
    if first.is_ascii_digit() || "一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟半".contains(first)
    {
        return true;
    }
    let ahead: String = text.iter().skip(start).take(14).collect();
    QUALIFIERS.iter().any(|word| ahead.starts_with(word))
}

/// Whether it is a number with at most a measure word or a sign behind it; what it counts is read from the sentence.
fn is_number(number: &PrintedNumber) -> bool {
    number.quantity.precision != Precision::Missing
        && number.mark.is_none()
        && number.unit_text.as_deref().is_none_or(|unit| {
            ["%", "‰", "个百分点"].contains(&unit)
                || (unit.chars().count() == 1 && MEASURE_WORDS.contains(unit))
        })
}

/// Whether the number ends here: no digit, and none of the words that make it a date, a rank or an age.
fn ends_there(text: &[char], end: usize) -> bool {
    const NOT_BEHIND: &str = "年月日号时点分秒岁届期季周世版页章条款楼层路";
    let next = text.get(end).copied();
    let after = text.get(end + 1).copied();
    match next {
        None => true,
        Some('.' | ',' | ':') => {
            let behind_digit =
                end.checked_sub(1).and_then(|last| text.get(last)).is_some_and(char::is_ascii_digit);
            !(behind_digit && after.is_some_and(|after| after.is_ascii_digit()))
        }
        Some('%' | '‰' | '@' | '/' | '-') => false,
        Some(' ') => !after.is_some_and(|after| after.is_ascii_digit()),
        Some(next) if NOT_BEHIND.contains(next) => false,
        Some(next) => !next.is_ascii_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::clause::sentences;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let sentence = sentences(text).remove(0);
        let found: Vec<String> = numbers_in(&sentence).into_iter().map(|number| number.printed).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_with_their_measure_words_and_no_dates() {
        check("目前，全国已有24个省级、97个地市级和168个县级社会工作行业组织", &["24个", "97个", "168个"]);
        check("有3500多家民办机构，有40多万社会工作专业人才", &["3500多家", "40多万"]);
        check("截至2014年底，增长13.29%，6月10日，第3次，2015年", &["13.29%"]);
        check("电话 010-65926677，邮编：100070，户名见http://a.b/33", &["100070"]);
        check("there were more than 3,500 agencies and 12 offices in June 2015", &["more than 3,500", "12"]);
        check("两交流三建设一推动", &["两", "三", "一"]);
    }
}
