//! Periods that cannot be: a thirteenth month, a ninth quarter, the 30th of February.

use super::{read_year, small_number, small_numeral};
use crate::text::characters::folded;
use crate::text::cursor::Cursor;

/// Whether a text is written as a period that no calendar has: `2015-Q9`, `2015年13月`, `十三月`, `2015年2月30日`.
///
/// Such a text is a misprint; what it says of its year may be one too.
pub(crate) fn impossible_period(text: &str) -> bool {
    const LONGEST: usize = 200;
    // Nearly every label is a word in which no year and no part of one begins.
    if text.len() > LONGEST || text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let characters = folded(text);
    (0..characters.len()).any(|at| {
        let mut cursor = Cursor::new(&characters, at);
        let inside =
            cursor.before().is_some_and(|before| before.is_ascii_alphanumeric() || "-/.".contains(before));
        if inside || !begins(&cursor) {
            return false;
        }
        match read_year(&mut cursor) {
            Some((year, in_chinese)) => goes_on(cursor, year, in_chinese) == Some(Finer::Impossible),
            None => stands_alone(cursor),
        }
    })
}

fn begins(cursor: &Cursor<'_>) -> bool {
    cursor.peek().is_some_and(|first| {
        first.is_ascii_digit() || "〇零一二三四五六七八九十第民明大昭平令中mพปคb".contains(first)
    })
}

/// What a text says behind a year that was not read as a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finer {
    /// A part that calendars have and periods do not, such as a week.
    Other,
    /// A part that no calendar has.
    Impossible,
}

/// What stands behind a year, where it goes on as a finer period: a week, or a part that cannot be.
pub(super) fn goes_on(mut cursor: Cursor<'_>, year: i16, in_chinese: bool) -> Option<Finer> {
    cursor.skip_spaces();
    if in_chinese {
        cursor.eat("第");
        return chinese_part(&mut cursor, year);
    }
    let sign = cursor.take_if(|next| matches!(next, '-' | '/' | '.'));
    let mut lettered = cursor;
    lettered.skip_spaces();
    if let Some(letter) = lettered.take_if(|next| matches!(next, 'q' | 'h' | 'w' | 'm')) {
        lettered.take_if(|next| next == '-');
        let number = small_number(lettered.digits(2)?)?;
        if lettered.peek().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let most = match letter {
            'q' => 4,
            'h' => 2,
            'w' => 53,
            _ => 12,
        };
        return Some(if (1..=most).contains(&number) { Finer::Other } else { Finer::Impossible });
    }
    let sign = sign?;
    let number = small_number(cursor.digits(2)?)?;
    if cursor.take_if(|next| next == sign).is_some() {
        let day = small_number(cursor.digits(2)?)?;
        let ends = !cursor.peek().is_some_and(|next| next.is_ascii_digit() || "-/.".contains(next));
        let is_day = jiff::civil::Date::new(year, number, day).is_ok();
        return (ends && !is_day).then_some(Finer::Impossible);
    }
    // 2010-11 and 1998-99 may be two years; 2015.5 a number.
    let goes_up = i16::from(number) > year % 100 || year % 100 == 99 && number == 0;
    let ends = !cursor.peek().is_some_and(|next| next.is_alphanumeric() || "-/.%".contains(next));
    let is_month = (1..=12).contains(&number);
    (sign == '-' && ends && !goes_up && !is_month).then_some(Finer::Impossible)
}

/// A month with its day, or a quarter, behind `2015年`.
fn chinese_part(cursor: &mut Cursor<'_>, year: i16) -> Option<Finer> {
    let number = small_numeral(cursor)?;
    cursor.skip_spaces();
    if cursor.eat("季度") {
        return (!(1..=4).contains(&number)).then_some(Finer::Impossible);
    }
    if cursor.eat("周") {
        return Some(if (1..=53).contains(&number) { Finer::Other } else { Finer::Impossible });
    }
    if !cursor.eat("月") {
        return None;
    }
    cursor.eat("份");
    if !(1..=12).contains(&number) {
        return Some(Finer::Impossible);
    }
    cursor.skip_spaces();
    let day = small_numeral(cursor)?;
    cursor.skip_spaces();
    let is_day = jiff::civil::Date::new(year, number, day).is_ok();
    ((cursor.eat("日") || cursor.eat("号")) && !is_day).then_some(Finer::Impossible)
}

/// A month or quarter that no year has, where its year stands elsewhere: 十三月, 第五季度.
fn stands_alone(mut cursor: Cursor<'_>) -> bool {
    // Inside a longer number it is another one; any leap year has every day that any year has.
    const LEAP_YEAR: i16 = 2000;
    let before = cursor.before();
    if before.is_some_and(|before| before.is_numeric() || "〇零一二三四五六七八九十百年第".contains(before))
    {
        return false;
    }
    let is_ordinal = cursor.eat("第");
    if is_ordinal && !cursor.rest().contains(&'季') {
        return false;
    }
    let found = chinese_part(&mut cursor, LEAP_YEAR);
    let ends = cursor.peek().is_none_or(|next| !next.is_alphanumeric());
    let begins = is_ordinal || before.is_none_or(|before| !before.is_alphanumeric());
    found == Some(Finer::Impossible) && begins && ends
}
