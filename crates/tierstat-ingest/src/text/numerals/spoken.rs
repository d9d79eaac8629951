//! Spoken numerals: 二十四, 一百零五, 两千三百, 壹佰, 二〇一五.

use super::decimal::{Decimal, LARGEST_CERTAIN};
use super::script::Script;
use crate::text::cursor::Cursor;

/// Reads spoken numerals below ten thousand.
pub(super) fn read_spoken(cursor: &mut Cursor<'_>) -> Option<(Decimal, Script)> {
    let mut ahead = *cursor;
    let start = ahead.position();
    let mut is_financial = false;
    let mut sum: i128 = 0;
    let mut last_power = 4;
    let mut zero = false;
    if let Some(number) = read_digit_by_digit(&mut ahead) {
        *cursor = ahead;
        return Some((number, Script::Numerals));
    }
    loop {
        let place = ahead;
        let digit = ahead.peek().and_then(spoken_digit);
        if let Some((value, financial)) = digit {
            ahead.take_if(|_| true);
            is_financial |= financial;
            if value == 0 {
                zero = true;
                continue;
            }
        }
        let power = ahead.peek().and_then(section_power);
        match (digit, power) {
            (Some((value, _)), Some((power, financial))) if power < last_power => {
                ahead.take_if(|_| true);
                is_financial |= financial;
                sum += i128::from(value) * 10i128.pow(power);
                last_power = power;
                zero = false;
            }
            // 十 alone is ten, at the start and behind 零.
            (None, Some((1, financial))) if last_power > 1 && (sum == 0 || zero) => {
                ahead.take_if(|_| true);
                is_financial |= financial;
                sum += 10;
                last_power = 1;
                zero = false;
            }
            (Some((value, _)), None) if last_power > 0 => {
                // 一百五 is 150, 一百零五 is 105.
                let is_short = !zero && (2..4).contains(&last_power) && sum > 0;
                sum += i128::from(value) * if is_short { 10i128.pow(last_power - 1) } else { 1 };
                break;
            }
            _ => {
                ahead = place;
                break;
            }
        }
    }
    let length = ahead.position() - start;
    // Zeros before nothing are a code, and a numeral that goes on behind its last place is none.
    let is_code = length > 1 && sum == 0;
    let goes_on =
        ahead.peek().is_some_and(|next| spoken_digit(next).is_some() || section_power(next).is_some());
    if length == 0 || is_code || goes_on {
        return None;
    }
    *cursor = ahead;
    let script = match length {
        _ if is_financial => Script::Financial,
        1 => Script::OneNumeral,
        _ => Script::Numerals,
    };
    Some((Decimal::whole(sum), script))
}

/// Digits one after the other: 二〇一五. Two that follow each other (三四) are a guess, not a number.
fn read_digit_by_digit(cursor: &mut Cursor<'_>) -> Option<Decimal> {
    let digits: String = cursor
        .rest()
        .iter()
        .map_while(|character| spoken_digit(*character).filter(|_| *character != '两'))
        .filter_map(|(value, _)| char::from_digit(u32::from(value), 10))
        .collect();
    let behind = cursor.peek_at(digits.len());
    if digits.len() < 2 || digits.starts_with('0') || behind.and_then(section_power).is_some() {
        return None;
    }
    let number = Decimal::from_digits(&digits, "")?;
    if number.compare(Decimal::whole(LARGEST_CERTAIN))?.is_gt() {
        return None;
    }
    let mut ahead = *cursor;
    for _ in 0..digits.len() {
        ahead.take_if(|_| true);
    }
    *cursor = ahead;
    Some(number)
}

/// The value of one spoken digit, and whether it is a financial one.
pub(super) fn spoken_digit(character: char) -> Option<(u8, bool)> {
    let plain = "〇一二三四五六七八九".chars().position(|other| other == character);
    let financial = "零壹贰叁肆伍陆柒捌玖".chars().position(|other| other == character);
    match (plain, financial, character) {
        (Some(value), _, _) => u8::try_from(value).ok().map(|value| (value, false)),
        (_, Some(value), _) => u8::try_from(value).ok().map(|value| (value, value > 0)),
        (_, _, '○') => Some((0, false)),
        (_, _, '两') => Some((2, false)),
        _ => None,
    }
}

/// The power of ten of 十, 百, 千 and their financial forms.
pub(super) fn section_power(character: char) -> Option<(u32, bool)> {
    match character {
        '十' => Some((1, false)),
        '百' => Some((2, false)),
        '千' => Some((3, false)),
        '拾' => Some((1, true)),
        '佰' => Some((2, true)),
        '仟' => Some((3, true)),
        _ => None,
    }
}

/// The power of ten of any factor: 十, 百, 千, 万, 亿.
pub(super) fn spoken_power(character: char) -> Option<i32> {
    match character {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}
