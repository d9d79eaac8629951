//! A part of a year whose year stands elsewhere: a column of years beside a column of months.

use super::months::{EVERYDAY_MONTHS, MONTHS};
use super::{
    PARTS_OF_YEAR, part_of, read_day_of_month, read_part, read_within_chinese_year, skip_mark, trimmed,
};
use crate::text::characters::folded;
use crate::text::cursor::Cursor;
use jiff::civil::Date;
use tierstat_model::Period;

/// Whether a text is the short name of a month that may be an everyday word: set, out, ago.
#[must_use]
pub(crate) fn is_everyday_month(text: &str) -> bool {
    let text: String = folded(text.trim().trim_end_matches('.')).into_iter().collect();
    EVERYDAY_MONTHS.iter().any(|(month, _)| *month == text)
}

/// Reads a text that is a part of a year and nothing else, in a year that stands elsewhere; `None` where it is not.
///
/// `6月`, `第一季度`, `上半年`, `1-3月`, `6月30日`, `年底`, `January`, `Jan.`, `Q1`, `30 June`. A bare number is no
/// month here: only the head of its column says so.
#[must_use]
pub(crate) fn parse_period_in_year(text: &str, year: i16) -> Option<Period> {
    const LONGEST: usize = 48;
    if text.len() > LONGEST {
        return None;
    }
    let characters = folded(text);
    let mut cursor = Cursor::new(trimmed(&characters), 0);
    let period = read_part_of_year(&mut cursor, year)?;
    cursor.take_if(|next| next == '.');
    cursor.skip_spaces();
    skip_mark(&mut cursor);
    cursor.is_at_end().then_some(period)
}

fn read_part_of_year(cursor: &mut Cursor<'_>, year: i16) -> Option<Period> {
    if let Some((letter, number)) = cursor.eat_one(&PARTS_OF_YEAR) {
        return part_of(year, letter, number);
    }
    if let Some(period) = read_within_chinese_year(cursor, year) {
        return Some(period);
    }
    let mut ahead = *cursor;
    if let Some((letter, number)) = read_part(&mut ahead) {
        *cursor = ahead;
        return part_of(year, letter, number);
    }
    let before = read_day_of_month(cursor);
    let month = cursor.eat_one(&MONTHS).or_else(|| cursor.eat_one(&EVERYDAY_MONTHS))?;
    let mut behind = *cursor;
    behind.take_if(|next| next == '.');
    behind.skip_spaces();
    let after = if before.is_none() { read_day_of_month(&mut behind) } else { None };
    if after.is_some() {
        *cursor = behind;
    }
    match before.or(after) {
        Some(day) => Date::new(year, month, day).ok().map(Period::Day),
        None => Some(Period::Month(year, month)),
    }
}
