//! One number in a text: the words before it, the number, its share sign, the words behind it, its unit.

use super::amount::Around;
use super::amount::{Amount, eat_more, has_more_behind_factor, read_amount};
use super::decimal::Decimal;
use super::script::Script;
use super::share::{ShareSign, read_fraction, read_half, read_share_sign};
use super::spoken::spoken_digit;
use super::unit_behind::{Counted, unit_behind};
use super::vague::read_guess;
use super::words::{Qualifier, read_before, read_behind, split_behind};
use crate::text::cursor::Cursor;
use std::cmp::Ordering;
use tierstat_model::{Bounds, Precision};

/// What a text says, before it becomes a quantity.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    pub(super) precision: Precision,
    pub(super) bounds: Bounds,
    pub(super) value: Option<f64>,
    pub(super) unit_text: Option<String>,
    /// The digits, where they are an exact number without a factor.
    pub(super) plain: Option<Decimal>,
    pub(super) has_own_factor: bool,
    /// Whether it is digits alone, four of them, as a year is.
    pub(super) looks_like_year: bool,
}

/// Whether a number may begin with a folded character: what has none of these needs no further look.
pub(super) fn begins_number(character: char) -> bool {
    character.is_ascii_digit()
        || spoken_digit(character).is_some()
        || "十百千万亿拾佰仟几数半".contains(character)
}

/// Reads a folded text without its mark; `original` are the same characters as printed.
pub(super) fn read(text: &[char], original: &[char]) -> Option<Read> {
    let mut cursor = Cursor::new(text, 0);
    let before = read_before(&mut cursor)?;
    if let Some(read) = read_special_share(&mut cursor, before) {
        return Some(read);
    }
    let is_negative = read_sign(&mut cursor);
    let currency = cursor.take_if(is_currency);
    cursor.skip_spaces();
    let core = read_core(&mut cursor, before, (is_negative, currency.is_some()))?;
    let mut behind = None;
    if matches!(core.number, Number::One(_)) {
        behind = if core.has_inner_more || eat_more(&mut cursor) {
            Some(Qualifier::MoreThan)
        } else {
            read_behind(&mut cursor)
        };
    }
    let share = match core.share {
        Some(sign) => Some(sign),
        None => read_share_sign(&mut cursor),
    };
    let (rest, tail) = split_behind(cursor.rest());
    let qualifier = behind.or(tail).or(before);
    let is_certain = core.is_certain || qualifier.is_some();
    let counted = Counted { script: core.script, looks_like_year: core.looks_like_year, is_certain };
    let unit_text = match (share, currency) {
        (Some(sign), _) => {
            let is_done = rest.iter().all(|character| *character == ' ');
            is_done.then(|| Some(sign.text().to_owned()))?
        }
        (None, Some(sign)) if rest.iter().all(|character| *character == ' ') => Some(sign.to_string()),
        (None, _) => {
            let original =
                original.get(cursor.position()..cursor.position() + rest.len()).unwrap_or_default();
            unit_behind(rest, original, counted)?
        }
    };
    finish(&core, qualifier, share, unit_text, is_negative)
}

/// The number itself, before what is said about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    One(Decimal),
    Range(Decimal, Decimal),
    Guess(Decimal, Decimal, bool),
}

struct Core {
    number: Number,
    script: Script,
    looks_like_year: bool,
    has_factor: bool,
    is_rounded: bool,
    has_inner_more: bool,
    /// Whether its form alone makes it a quantity.
    is_certain: bool,
    /// The share sign behind the first end of a range.
    share: Option<ShareSign>,
}

fn read_core(
    cursor: &mut Cursor<'_>,
    before: Option<Qualifier>,
    (is_negative, is_money): (bool, bool),
) -> Option<Core> {
    let is_between = !is_negative && (cursor.eat_word("between") || cursor.eat_word("from"));
    cursor.skip_spaces();
    if !is_negative && let Some(guess) = read_guess(cursor) {
        return Some(Core {
            number: Number::Guess(guess.lower, guess.upper, guess.is_closed),
            script: Script::Numerals,
            looks_like_year: false,
            has_factor: guess.has_factor,
            is_rounded: false,
            has_inner_more: false,
            is_certain: guess.has_factor,
            share: None,
        });
    }
    let factor_alone = before.is_some() || has_more_behind_factor(cursor);
    let first = read_amount(cursor, Around { factor_alone, is_money })?;
    let mut core = Core {
        number: Number::One(first.number),
        script: first.script,
        looks_like_year: first.looks_like_year,
        has_factor: first.has_factor,
        is_rounded: first.is_rounded(),
        has_inner_more: first.has_inner_more,
        is_certain: first.has_factor,
        share: None,
    };
    if !is_negative && let Some(range) = read_range(*cursor, first, (is_between, is_money)) {
        *cursor = range.end;
        core.number = Number::Range(range.low, range.high);
        core.has_factor |= range.has_factor;
        core.is_certain |= range.is_certain;
        core.share = range.share;
        return Some(core);
    }
    (!is_between).then_some(core)
}

/// Two printed ends, and the place in the text behind them.
struct Range<'a> {
    low: Decimal,
    high: Decimal,
    has_factor: bool,
    is_certain: bool,
    share: Option<ShareSign>,
    end: Cursor<'a>,
}

/// Reads the other end of a range: 20~30, 2至3万, 20%-30%, 20 to 30. A factor behind the second holds for both.
fn read_range<'a>(
    mut ahead: Cursor<'a>,
    first: Amount,
    (is_between, is_money): (bool, bool),
) -> Option<Range<'a>> {
    if first.has_inner_more {
        return None;
    }
    let share = read_share_sign(&mut ahead);
    ahead.take_if(|next| "个家人名位所".contains(next));
    ahead.skip_spaces();
    let is_hyphen = ahead.take_if(|next| matches!(next, '-' | '–' | '—')).is_some();
    let is_joined = is_hyphen
        || ahead.take_if(|next| matches!(next, '~' | '至' | '到')).is_some()
        || ahead.eat_word("to")
        || is_between && ahead.eat_word("and");
    if !is_joined {
        return None;
    }
    // A long dash is often printed as two.
    ahead.take_if(|next| next == '—');
    ahead.skip_spaces();
    ahead.take_if(is_currency);
    let second = read_amount(&mut ahead, Around { factor_alone: false, is_money })?;
    // Behind the second end the sign is read with the words that follow, unless it stood behind the first too.
    if share.is_some() {
        read_share_sign(&mut ahead)?;
    }
    if first.looks_like_year && second.looks_like_year || second.has_inner_more {
        return None;
    }
    let is_below = |low: &Decimal| low.compare(second.number).is_some_and(Ordering::is_lt);
    let shared = if first.has_factor { None } else { first.number.shifted(second.factor).filter(is_below) };
    let low = shared.or(Some(first.number).filter(is_below))?;
    let has_factor = first.has_factor || second.has_factor;
    Some(Range {
        low,
        high: second.number,
        has_factor,
        is_certain: has_factor || !is_hyphen,
        share,
        end: ahead,
    })
}

/// 过半, 半数以上, 三分之二, 百分之三: shares that are written without a sign.
fn read_special_share(cursor: &mut Cursor<'_>, before: Option<Qualifier>) -> Option<Read> {
    let mut ahead = *cursor;
    if read_half(&mut ahead) {
        let (rest, behind) = split_behind(ahead.rest());
        if !rest.is_empty() {
            return None;
        }
        let half = Decimal::from_digits("0", "5")?;
        let (bounds, value) = match behind.or(before) {
            Some(Qualifier::MoreThan | Qualifier::NoLess) => (Bounds::closed(0.5, 1.0).ok()?, None),
            None => around(half, false, false)?,
            Some(qualifier) => (qualified(half, qualifier)?.1, None),
        };
        return Some(share_read(bounds, value, None));
    }
    let fraction = read_fraction(&mut ahead)?;
    let (rest, behind) = split_behind(ahead.rest());
    if !rest.is_empty() {
        return None;
    }
    let (bounds, value) = match (fraction.as_decimal(), behind.or(before)) {
        (Some(number), None) => around(number, true, false)?,
        (Some(number), Some(qualifier)) => (qualified(number, qualifier)?.1, None),
        (None, None) => {
            let value = fraction.value()?;
            (Bounds::point(value).ok()?, Some(value))
        }
        (None, Some(qualifier)) => (fraction.qualified(qualifier)?, None),
    };
    Some(share_read(bounds, value, None))
}

fn share_read(bounds: Bounds, value: Option<f64>, unit_text: Option<String>) -> Read {
    Read {
        precision: Precision::Share,
        bounds,
        value,
        unit_text,
        plain: None,
        has_own_factor: true,
        looks_like_year: false,
    }
}

fn finish(
    core: &Core,
    qualifier: Option<Qualifier>,
    share: Option<ShareSign>,
    unit_text: Option<String>,
    is_negative: bool,
) -> Option<Read> {
    let power = share.map_or(0, ShareSign::power);
    let own = share.is_some() || core.has_factor;
    let (precision, bounds, value, plain) = match core.number {
        Number::Range(low, high) => {
            let bounds = Bounds::closed(low.shifted(power)?.to_f64(), high.shifted(power)?.to_f64()).ok()?;
            (Precision::Range, bounds, None, None)
        }
        Number::Guess(low, high, is_closed) => {
            let (low, high) = (low.shifted(power)?.to_f64(), high.shifted(power)?.to_f64());
            let bounds = if is_closed { Bounds::closed(low, high) } else { Bounds::half_open(low, high) };
            (Precision::Vague, bounds.ok()?, None, None)
        }
        Number::One(number) => {
            let signed = if is_negative { number.negative() } else { number };
            let number = signed.shifted(power)?;
            match qualifier {
                Some(qualifier) => {
                    let (precision, bounds) = qualified(number, qualifier)?;
                    (precision, bounds, None, None)
                }
                None => {
                    let is_rounded = core.is_rounded || share.is_some();
                    let (bounds, value) = around(number, is_rounded, is_negative)?;
                    let precision = if core.is_rounded { Precision::Rounded } else { Precision::Exact };
                    (precision, bounds, value, (!own).then_some(number))
                }
            }
        }
    };
    let precision = if share.is_some() { Precision::Share } else { precision };
    Some(Read {
        precision,
        bounds,
        value,
        unit_text,
        plain,
        has_own_factor: own,
        looks_like_year: core.looks_like_year,
    })
}

/// A number with the bounds of its digits: itself, or half a unit of the last digit either way.
///
/// A zero is rounded from one side, 0.0% from above and -0.0% from below.
pub(super) fn around(
    number: Decimal,
    is_rounded: bool,
    is_below_zero: bool,
) -> Option<(Bounds, Option<f64>)> {
    let value = number.to_f64();
    let bounds = if is_rounded {
        let half = number.half_place()?;
        if number.is_zero() {
            let half = half.to_f64();
            let side = if is_below_zero { Bounds::closed(-half, 0.0) } else { Bounds::half_open(0.0, half) };
            return Some((side.ok()?, Some(0.0)));
        }
        Bounds::half_open(number.minus(half)?.to_f64(), number.plus(half)?.to_f64()).ok()
    } else {
        None
    };
    // Where the digits are finer than a binary number tells apart, the number is its own bounds.
    let bounds = bounds.filter(|bounds| bounds.contains(value)).or_else(|| Bounds::point(value).ok())?;
    Some((bounds, Some(value)))
}

/// The bounds of a number with a word: the rows of the quantity table. Words about negative numbers are not read.
pub(super) fn qualified(number: Decimal, qualifier: Qualifier) -> Option<(Precision, Bounds)> {
    if number.is_negative() {
        return None;
    }
    let value = number.to_f64();
    let step = number.step();
    let (precision, bounds) = match qualifier {
        Qualifier::MoreThan => (Precision::AtLeast, Bounds::half_open(value, number.plus(step)?.to_f64())),
        Qualifier::NoLess => (Precision::Floor, Bounds::at_least(value)),
        Qualifier::Almost => {
            (Precision::Almost, Bounds::half_open(number.minus(margin(number)?)?.to_f64(), value))
        }
        Qualifier::About => {
            let margin = margin(number)?;
            let upper = number.plus(margin)?.to_f64();
            (Precision::About, Bounds::half_open(number.minus(margin)?.to_f64(), upper))
        }
        // The table has no row for an upper end alone; below zero there are no counts.
        Qualifier::LessThan => (Precision::Vague, Bounds::half_open(0.0, value)),
        Qualifier::NoMore => (Precision::Vague, Bounds::closed(0.0, value)),
    };
    Some((precision, bounds.ok()?))
}

/// How far almost and about reach: the smaller of half a step and five per cent.
fn margin(number: Decimal) -> Option<Decimal> {
    if number.is_zero() {
        return None;
    }
    let half_step = number.step().half_place()?;
    let five_per_cent = number.times(5)?.shifted(-2)?;
    Some(if half_step.compare(five_per_cent)?.is_lt() { half_step } else { five_per_cent })
}

/// Reads a sign; whether it is negative.
fn read_sign(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let sign = ahead.take_if(|next| matches!(next, '-' | '–' | '+' | '▲' | '△' | '负'));
    let goes_on = |next: char| {
        next.is_ascii_digit() || next == '.' || is_currency(next) || spoken_digit(next).is_some()
    };
    if sign.is_some() && ahead.peek().is_some_and(goes_on) {
        *cursor = ahead;
    } else {
        return false;
    }
    sign != Some('+')
}

fn is_currency(sign: char) -> bool {
    matches!(sign, '$' | '£' | '€' | '¥' | '￥')
}
