//! The number itself: digits with thousands marks, spoken numerals, and the factors behind them.

use super::decimal::{Decimal, LARGEST_CERTAIN};
use super::script::Script;
use super::spoken::{read_spoken, spoken_power};
use crate::text::characters::is_chinese;
use crate::text::cursor::Cursor;

/// A number as it is written, without what is said about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    /// The number with its factors: 53.1万 is 531 × 10³.
    pub(super) number: Decimal,
    /// In what it is written.
    pub(super) script: Script,
    /// Whether a factor is printed: 万, million, an exponent.
    pub(super) has_factor: bool,
    /// The power of ten of the one factor that is printed; 0 where there is none or several.
    pub(super) factor: i32,
    /// Whether 多 or 余 stands before the factor: 40多万.
    pub(super) has_inner_more: bool,
    /// Whether it is digits alone, four of them, as a year is.
    pub(super) looks_like_year: bool,
}

impl Amount {
    fn plain(number: Decimal, script: Script) -> Self {
        Self { number, script, has_factor: false, factor: 0, has_inner_more: false, looks_like_year: false }
    }

    /// Whether digits below the last printed one are rounded away.
    pub(super) fn is_rounded(&self) -> bool {
        self.has_factor && self.script != Script::Financial && self.number.is_above_units()
    }
}

/// What stands around a number and says how it may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Around {
    /// Whether a factor alone (百万) is a number: a word before it says so.
    pub(super) factor_alone: bool,
    /// Whether the sign of a currency stands before it, so that m and b are no metres and bytes: £1.2m.
    pub(super) is_money: bool,
}

impl Around {
    /// A word makes a factor alone a number.
    pub(super) const FACTOR_ALONE: Self = Self { factor_alone: true, is_money: false };
}

/// Reads one number with its factors.
pub(super) fn read_amount(cursor: &mut Cursor<'_>, around: Around) -> Option<Amount> {
    let mut ahead = *cursor;
    let mut amount: Option<Amount> = None;
    let mut last_power = i32::MAX;
    loop {
        let start = ahead;
        let Some(part) = read_part(&mut ahead, around.factor_alone && amount.is_none()) else { break };
        let mut inner = ahead;
        let has_inner_more =
            eat_more(&mut inner) && read_factor(&mut inner.clone(), part.script, around.is_money).is_some();
        if has_inner_more {
            ahead = inner;
        }
        let factor = read_factor(&mut ahead, part.script, around.is_money);
        let power = factor.unwrap_or(0);
        let Some(so_far) = amount else {
            let number = match part.script {
                Script::Digits => part.number,
                // 三百万 prints one digit, and its place is that of 百万.
                _ if factor.is_some() => part.number.coarsest(),
                _ => part.number,
            };
            amount = Some(Amount {
                number: number.shifted(power)?,
                has_factor: factor.is_some() || part.has_factor,
                factor: power,
                has_inner_more,
                ..part
            });
            if factor.is_none() || has_inner_more {
                break;
            }
            last_power = power;
            continue;
        };
        // 3万5 and 两万五 leave out the next lower factor.
        let is_short = factor.is_none() && ahead.position() - start.position() == 1;
        let power = if is_short { last_power - 1 } else { power };
        let number = match part.script {
            Script::Digits => part.number,
            _ => part.number.coarsest(),
        };
        let number = number.shifted(power)?;
        if part.number.has_fraction() || number.compare(Decimal::whole(1).shifted(last_power)?)?.is_ge() {
            return None;
        }
        amount = Some(Amount {
            number: so_far.number.plus(number)?,
            script: if part.script == Script::Financial { Script::Financial } else { so_far.script },
            factor: 0,
            has_inner_more,
            ..so_far
        });
        if factor.is_none() || has_inner_more {
            break;
        }
        last_power = power;
    }
    let amount = amount?;
    *cursor = ahead;
    Some(amount)
}

/// `多`, `余`, `来`, `+`: a little more than the digits say.
pub(super) fn eat_more(cursor: &mut Cursor<'_>) -> bool {
    cursor.take_if(|next| matches!(next, '多' | '余' | '来' | '+')).is_some()
}

/// Whether a factor stands alone and is surely a number: 百余, 千多.
pub(super) fn has_more_behind_factor(cursor: &Cursor<'_>) -> bool {
    let factors = cursor.rest().iter().take_while(|character| spoken_power(**character).is_some()).count();
    factors > 0 && matches!(cursor.peek_at(factors), Some('多' | '余'))
}

/// Digits, or spoken numerals below ten thousand, or nothing before a factor that stands alone.
fn read_part(cursor: &mut Cursor<'_>, factor_alone: bool) -> Option<Amount> {
    if let Some(part) = read_digits(cursor) {
        return Some(part);
    }
    if let Some((number, script)) = read_spoken(cursor) {
        return Some(Amount::plain(number, script));
    }
    let power = cursor.peek().filter(|_| factor_alone).and_then(spoken_power)?;
    let one = Decimal::whole(1);
    // 百 and 千 are the numeral, 万 and 亿 the factor behind a one that is not written.
    let number = if power < 4 {
        cursor.take_if(|_| true);
        Decimal::whole(10i128.pow(u32::try_from(power).ok()?))
    } else {
        one
    };
    Some(Amount::plain(number, Script::Numerals))
}

/// Digits with thousands marks (2,452 · 1 234 567 · 1'234), a decimal point, an exponent.
///
/// A whole number with a leading zero is a code and one of 2^53 and above an identifier: neither is a number here.
fn read_digits(cursor: &mut Cursor<'_>) -> Option<Amount> {
    let mut ahead = *cursor;
    let mut before: String =
        ahead.digits(usize::MAX).map(|digits| digits.iter().collect()).unwrap_or_default();
    let has_groups = read_groups(&mut ahead, &mut before)?;
    let mut after = String::new();
    if ahead.peek() == Some('.') && ahead.peek_at(1).is_some_and(|next| next.is_ascii_digit()) {
        ahead.take_if(|next| next == '.');
        after.extend(ahead.digits(usize::MAX)?);
        // 1.2.3 is a section or a version.
        if ahead.peek() == Some('.') && ahead.peek_at(1).is_some_and(|next| next.is_ascii_digit()) {
            return None;
        }
    }
    if before.is_empty() && after.is_empty() || before.len() > 1 && before.starts_with('0') {
        return None;
    }
    let mut number = Decimal::from_digits(if before.is_empty() { "0" } else { &before }, &after)?;
    let exponent = if has_groups { None } else { read_exponent(&mut ahead) };
    if let Some(power) = exponent {
        number = number.shifted(power)?;
    }
    if after.is_empty() && exponent.is_none() && number.compare(Decimal::whole(LARGEST_CERTAIN))?.is_gt() {
        return None;
    }
    let value = before.parse::<u32>().unwrap_or(0);
    let looks_like_year = !has_groups && after.is_empty() && (1800..2200).contains(&value);
    *cursor = ahead;
    let plain = Amount::plain(number, Script::Digits);
    Some(Amount { has_factor: exponent.is_some(), looks_like_year, ..plain })
}

/// Reads groups of three digits behind the first ones. `None` where a comma stands as no thousands mark does.
fn read_groups(cursor: &mut Cursor<'_>, digits: &mut String) -> Option<bool> {
    let mut has_groups = false;
    if digits.is_empty() {
        return Some(false);
    }
    let first_fits = digits.len() <= 3;
    let mark = cursor.peek().filter(|mark| matches!(mark, ',' | ' ' | '\'' | '’' | '.'));
    let Some(mark) = mark else { return Some(false) };
    if mark == ',' && read_indian_groups(cursor, digits) {
        return Some(true);
    }
    // A point is a thousands mark only where two groups follow: 1.234 is a decimal.
    if mark == '.' && !(first_fits && is_group(cursor, 0, mark) && is_group(cursor, 4, mark)) {
        return Some(false);
    }
    while is_group(cursor, 0, mark) {
        if !first_fits {
            return None;
        }
        cursor.take_if(|next| next == mark);
        for _ in 0..3 {
            digits.extend(cursor.take_if(|next| next.is_ascii_digit()));
        }
        has_groups = true;
    }
    let goes_on = mark == ','
        && cursor.peek() == Some(',')
        && cursor.peek_at(1).is_some_and(|next| next.is_ascii_digit());
    (!goes_on).then_some(has_groups)
}

/// Groups of two digits before one of three, as in South Asia: 12,34,567.
fn read_indian_groups(cursor: &mut Cursor<'_>, digits: &mut String) -> bool {
    let is_digit = |place: usize| cursor.peek_at(place).is_some_and(|next| next.is_ascii_digit());
    let is_pair = |at: usize| {
        cursor.peek_at(at) == Some(',') && is_digit(at + 1) && is_digit(at + 2) && !is_digit(at + 3)
    };
    let pairs = (0..).take_while(|pair| is_pair(pair * 3)).count();
    let ends = is_group(cursor, pairs * 3, ',') && cursor.peek_at(pairs * 3 + 4) != Some(',');
    if digits.len() > 2 || pairs == 0 || !ends {
        return false;
    }
    for _ in 0..pairs * 3 + 4 {
        digits.extend(cursor.take_if(|_| true).filter(char::is_ascii_digit));
    }
    true
}

/// Whether a thousands mark with exactly three digits stands `ahead` places further.
fn is_group(cursor: &Cursor<'_>, ahead: usize, mark: char) -> bool {
    let is_digit = |place: usize| cursor.peek_at(ahead + place).is_some_and(|next| next.is_ascii_digit());
    cursor.peek_at(ahead) == Some(mark) && is_digit(1) && is_digit(2) && is_digit(3) && !is_digit(4)
}

/// The exponent of a number as programs write it: `1.23E+05`; without a sign (1e5) it may be a code as well.
fn read_exponent(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *cursor;
    ahead.take_if(|next| next == 'e')?;
    let is_negative = ahead.take_if(|next| next == '+' || next == '-')? == '-';
    let power: i32 = ahead.digits(2)?.iter().collect::<String>().parse().ok()?;
    *cursor = ahead;
    Some(if is_negative { -power } else { power })
}

/// The power of ten of the factors that come next: 万, 百万, 千, million; `None` where there is none.
fn read_factor(cursor: &mut Cursor<'_>, script: Script, is_money: bool) -> Option<i32> {
    let mut power = 0;
    let mut behind_space = *cursor;
    behind_space.skip_spaces();
    // 3 万; a smaller word behind a space is more often a unit or a name.
    if matches!(behind_space.peek(), Some('万' | '亿')) {
        *cursor = behind_space;
    }
    while let Some(next) = cursor.peek().and_then(spoken_power) {
        let is_metric =
            matches!(cursor.peek_at(1), Some('克' | '米' | '瓦' | '卡' | '帕' | '赫' | '伏' | '字' | '焦'));
        // 十 · 百 · 千 behind spoken numerals belong to the numeral itself; 千克 and 千瓦 are units.
        if next < 4 && (script != Script::Digits && power == 0 || is_metric) {
            break;
        }
        power += next;
        cursor.take_if(|_| true);
    }
    if power > 0 {
        return Some(power);
    }
    if script != Script::Digits {
        return None;
    }
    let mut ahead = *cursor;
    ahead.skip_spaces();
    const WORDS: [(&str, i32); 20] = [
        ("thousands", 3),
        ("thousand", 3),
        ("millions", 6),
        ("million", 6),
        ("billions", 9),
        ("billion", 9),
        ("trillion", 12),
        ("milhões", 6),
        ("milhão", 6),
        ("mil", 3),
        ("bn", 9),
        ("mn", 6),
        ("tn", 12),
        ("mio.", 6),
        ("mio", 6),
        ("mrd.", 9),
        ("mrd", 9),
        ("tsd.", 3),
        ("tsd", 3),
        ("k", 3),
    ];
    const OF_MONEY: [(&str, i32); 3] = [("m", 6), ("b", 9), ("t", 12)];
    let of_money = |ahead: &mut Cursor<'_>| ahead.eat_one(&OF_MONEY).filter(|_| is_money);
    let power = ahead.eat_one(&WORDS).or_else(|| of_money(&mut ahead))?;
    // A word ends where it ends: 3 mil pessoas, 3 million人.
    if ahead.peek().is_some_and(|next| next.is_alphanumeric() && !is_chinese(next)) {
        return None;
    }
    *cursor = ahead;
    Some(power)
}
