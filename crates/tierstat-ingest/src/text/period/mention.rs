//! Periods inside longer texts: titles, sentences.

use super::impossible::goes_on;
use super::not_of_figure::is_not_of_figure;
use super::{may_name_year, read_period};
use crate::text::characters::{folded, is_chinese};
use crate::text::cursor::Cursor;
use tierstat_model::Period;

/// Finds the one period that a longer text names, such as a title; `None` where it names none, or several that differ.
///
/// A year and its last day (2025年统计表，截至2025年12月31日) do not differ: the text speaks of the year as it was when it ended.
#[must_use]
pub fn find_period(text: &str) -> Option<Period> {
    if !may_name_year(text) {
        return None;
    }
    let mut found: Option<Period> = None;
    let characters = folded(text);
    for found_here in periods_in(&characters).into_iter().filter(|found| found.is_of_figure) {
        let PeriodInText { end, period, spans_years, .. } = found_here;
        // 2015-Q9 does not mean the year, and a week is shorter than it.
        let behind = Cursor::new(&characters, end);
        let in_chinese = behind.before().is_some_and(|last| !last.is_ascii_digit());
        let is_cut = matches!(period, Period::Year(year) if goes_on(behind, year, in_chinese).is_some());
        let longer = match found {
            None => Some(period),
            Some(other) if other.last_day() == period.last_day() => {
                Some(if other.first_day() <= period.first_day() { other } else { period })
            }
            Some(_) => None,
        };
        if spans_years || is_cut || longer.is_none() {
            return None;
        }
        found = longer;
    }
    found
}

/// A period inside a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PeriodInText {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) period: Period,
    /// Whether it is the first of a span of years: 2005-2015年, 2014/15.
    pub(crate) spans_years: bool,
    /// Whether figures may be of it: the year of a base or of boundaries is not theirs.
    pub(crate) is_of_figure: bool,
}

/// The periods inside a folded text, in order of place.
pub(crate) fn periods_in(characters: &[char]) -> Vec<PeriodInText> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let mut cursor = Cursor::new(characters, at);
        match begins_here(&cursor).then(|| read_period(&mut cursor)).flatten() {
            Some(period) if !is_counted(characters, at, &cursor) => {
                let (start, end) = (at, cursor.position().max(at + 1));
                let spans_years = spans_years(&cursor);
                let is_of_figure = !is_not_of_figure(characters, at, cursor);
                found.push(PeriodInText { start, end, period, spans_years, is_of_figure });
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

/// Whether a period may begin at the cursor: not inside a number or a word.
fn begins_here(cursor: &Cursor<'_>) -> bool {
    let (Some(first), before) = (cursor.peek(), cursor.before()) else { return false };
    let Some(before) = before else { return true };
    if first.is_ascii_digit() {
        // 1.2015 and 3,2015 go on as numbers; 43.9%，2019年 does not.
        let parts_digits =
            matches!(before, '.' | ',') && cursor.before_that().is_some_and(|digit| digit.is_ascii_digit());
        !(before.is_ascii_alphanumeric()
            || parts_digits
            || matches!(before, '-' | '/' | '–' | '—' | '~' | '£' | '$' | '#'))
    } else if first.is_ascii_alphabetic() {
        !before.is_alphanumeric() || is_chinese(before)
    } else {
        first != '年'
    }
}

/// Whether what was read is a bare number of things, as in 共2015家, or goes on as a number or a code does.
fn is_counted(characters: &[char], start: usize, cursor: &Cursor<'_>) -> bool {
    let bare = cursor.position() - start == 4
        && characters.get(start..cursor.position()).is_some_and(|read| read.iter().all(char::is_ascii_digit));
    let counts = [
        '个', '家', '人', '名', '位', '所', '万', '亿', '千', '百', '多', '余', '件', '户', '元', '项', '%',
        '+',
    ];
    match cursor.peek() {
        Some(next) if next.is_ascii_digit() => true,
        // 2015,333 goes on as a number; 2015年6月，333个 does not.
        Some('.' | ',') => {
            cursor.before().is_some_and(|last| last.is_ascii_digit())
                && cursor.peek_at(1).is_some_and(|after| after.is_ascii_digit())
        }
        Some(next) => bare && counts.contains(&next),
        None => false,
    }
}

/// Whether the text goes on to another year, as in 2005-2015年 and 2014/15.
fn spans_years(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.skip_spaces();
    let sign = ahead.take_if(|next| matches!(next, '-' | '–' | '—' | '~' | '/' | '至' | '到'));
    let word = sign.is_none() && (ahead.eat_word("to") || ahead.eat_word("and"));
    ahead.skip_spaces();
    (sign.is_some() || word) && ahead.peek().is_some_and(|next| next.is_ascii_digit())
}
