//! What stands behind a number: a unit, or a sign that the number is no quantity.

use super::script::Script;
use super::spoken::{section_power, spoken_digit};
use crate::text::characters::is_chinese;

/// What is known of the number in front of a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    /// In what it is written.
    pub(super) script: Script,
    /// Whether it is digits alone, four of them, as a year is.
    pub(super) looks_like_year: bool,
    /// Whether a word or a factor makes it surely a quantity.
    pub(super) is_certain: bool,
}

/// Measure words: what stands between a number and the things it counts.
pub(crate) const MEASURE_WORDS: &str =
    "个家人名位所处间座只项次件户条种类批元台辆张份支例起场对双篇部株头吨米亩里升";

/// Words that behind a number make it a date, an age, a rank or a place in a row, or a number that was not understood.
const NO_UNITS: &str = "年月日号时点岁级届期季第周世至到和及与或以为的、万亿";
const NO_UNIT_WORDS: [&str; 40] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "of",
    "and",
    "or",
    "to",
    "in",
    "by",
    "for",
    "from",
    "year",
    "years",
    "month",
    "months",
    "week",
    "weeks",
    "am",
    "pm",
];

/// The unit behind a number: `Some(None)` where nothing stands there, `None` where the text is no quantity.
pub(super) fn unit_behind(rest: &[char], original: &[char], counted: Counted) -> Option<Option<String>> {
    let text: String = rest.iter().collect();
    let spaced = text.starts_with(' ');
    let mut text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    // 24（个）
    let mut printed = original.iter().collect::<String>().trim().to_owned();
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        // `2005 (million dollars)` is the head of a column.
        if counted.looks_like_year {
            return None;
        }
        text = inner.trim();
        printed = printed.trim_matches(|sign| "()（）".contains(sign)).trim().to_owned();
    }
    fits(text, &printed, spaced, counted).then_some(Some(printed))
}

fn fits(text: &str, printed: &str, spaced: bool, counted: Counted) -> bool {
    let length = text.chars().count();
    let Some(first) = text.chars().next() else { return false };
    let is_digit = |sign: char| sign.is_numeric() && !is_chinese(sign) && !matches!(sign, '²' | '³');
    let never = |sign: char| is_digit(sign) || "，。；：,;:()[]<>=\\|!?？！\"“”".contains(sign);
    if length > 30 || text.chars().any(never) || NO_UNITS.contains(first) {
        return false;
    }
    if !is_chinese(first) {
        return fits_latin(text, printed, spaced, counted);
    }
    // 24七 and 7半 are numbers that were not understood; 5千克 is no such thing.
    let is_metric = text.chars().nth(1).is_some_and(|second| "克米瓦卡帕赫伏字焦".contains(second));
    if !is_metric
        && (spoken_digit(first).is_some() || section_power(first).is_some() || "几数半".contains(first))
    {
        return false;
    }
    let is_measured = MEASURE_WORDS.contains(first);
    let is_certain = counted.is_certain && length <= 20;
    match counted.script {
        // 三明市, 伍家岗区 and 五家渠市 are places.
        Script::OneNumeral | Script::Financial => is_measured && (length == 1 || first == '个') || is_certain,
        Script::Numerals => is_measured || is_certain,
        // `1 综合` is a heading.
        Script::Digits => is_measured || is_certain || length <= 4 && !spaced && !counted.looks_like_year,
    }
}

/// Units in Latin letters stand apart from the number and are few words.
fn fits_latin(text: &str, printed: &str, spaced: bool, counted: Counted) -> bool {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return false };
    let starts_small = printed.chars().next().is_some_and(char::is_lowercase);
    // `1 Population by region` is a heading.
    let is_heading = !starts_small && !counted.is_certain && words.clone().count() > 0;
    spaced
        && words.count() < 5
        && first.chars().next().is_some_and(char::is_alphabetic)
        && !NO_UNIT_WORDS.contains(&first)
        && !is_heading
        && (starts_small || !counted.looks_like_year)
}
