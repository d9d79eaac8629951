//! Number words that are guesses: 十几, 数十, 上百, 两三.

use super::decimal::Decimal;
use super::spoken::{section_power, spoken_digit, spoken_power};
use crate::text::cursor::Cursor;

/// The two ends of a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    /// The lower end.
    pub(super) lower: Decimal,
    /// The upper end.
    pub(super) upper: Decimal,
    /// Whether the upper end itself is meant.
    pub(super) is_closed: bool,
    /// Whether 万 or 亿 is printed.
    pub(super) has_factor: bool,
}

/// Reads a guess: 十几 `[11, 19]`, 数十 `[20, 99]`, 上百 `[100, 199]`, 两三 `[2, 3]`, 几十万 `[200000, 1000000)`.
pub(super) fn read_guess(cursor: &mut Cursor<'_>) -> Option<Guess> {
    let mut ahead = *cursor;
    let (lower, upper, are_ends) = read_upwards(&mut ahead)
        .or_else(|| read_several(&mut ahead))
        .or_else(|| read_two_digits(&mut ahead))?;
    let mut power = 0;
    while let Some(next) = ahead.peek().and_then(spoken_power).filter(|next| *next >= 4) {
        power += next;
        ahead.take_if(|_| true);
    }
    *cursor = ahead;
    let (lower, upper) = (Decimal::whole(lower), Decimal::whole(upper));
    let has_factor = power > 0;
    // Between whole numbers the ends are whole; in 万 the upper end is where the next word begins.
    Some(if !has_factor || are_ends {
        Guess { lower: lower.shifted(power)?, upper: upper.shifted(power)?, is_closed: true, has_factor }
    } else {
        Guess {
            lower: lower.shifted(power)?,
            upper: upper.plus(Decimal::whole(1))?.shifted(power)?,
            is_closed: false,
            has_factor,
        }
    })
}

/// 上百, 上千, 上万: from the word up to its double.
fn read_upwards(cursor: &mut Cursor<'_>) -> Option<(i128, i128, bool)> {
    let mut ahead = *cursor;
    if !ahead.eat("上") {
        return None;
    }
    let unit = match ahead.peek().and_then(spoken_power)? {
        power @ 2..4 => {
            ahead.take_if(|_| true);
            10i128.checked_pow(u32::try_from(power).ok()?)?
        }
        power if power >= 4 => 1,
        _ => return None,
    };
    *cursor = ahead;
    // 上万 is [10000, 19999]: the factor behind multiplies 1, whose double is 2.
    Some((unit, 2 * unit - 1, false))
}

/// 数十, 几百, 十几, 二十几, 几: one digit is not said.
fn read_several(cursor: &mut Cursor<'_>) -> Option<(i128, i128, bool)> {
    let mut ahead = *cursor;
    if ahead.take_if(|next| next == '数' || next == '几').is_some() {
        let unit = match ahead.peek().and_then(section_power) {
            Some((power, false)) => {
                ahead.take_if(|_| true);
                10i128.pow(power)
            }
            _ => 1,
        };
        *cursor = ahead;
        return Some((2 * unit, 10 * unit - 1, false));
    }
    let tens = match ahead.peek().and_then(spoken_digit) {
        Some((value @ 1.., false)) => {
            ahead.take_if(|_| true);
            i128::from(value)
        }
        _ => 1,
    };
    if !(ahead.eat("十") && ahead.eat("几")) {
        return None;
    }
    *cursor = ahead;
    Some((tens * 10 + 1, tens * 10 + 9, false))
}

/// 两三, 七八百, 十二三: two digits that follow each other, and 三五.
fn read_two_digits(cursor: &mut Cursor<'_>) -> Option<(i128, i128, bool)> {
    let mut ahead = *cursor;
    let base = if ahead.eat("十") { 10 } else { 0 };
    let mut digit = || {
        let (value, _) = ahead.peek().and_then(spoken_digit).filter(|(_, financial)| !financial)?;
        ahead.take_if(|_| true);
        Some(i128::from(value))
    };
    let (first, second) = (digit()?, digit()?);
    let follow = second == first + 1 || (first, second) == (3, 5);
    if first == 0 || !follow || ahead.peek().and_then(spoken_digit).is_some() {
        return None;
    }
    let mut unit = 1;
    if base == 0
        && let Some((power, false)) = ahead.peek().and_then(section_power)
    {
        ahead.take_if(|_| true);
        unit = 10i128.pow(power);
    }
    *cursor = ahead;
    Some((base + first * unit, base + second * unit, true))
}
