//! How wide texts and numbers are when they are shown, in widths of a digit of usual text.

/// The width of a text in one line.
pub(crate) fn text_width(text: &str) -> f64 {
    text.chars().map(sign_width).sum()
}

/// East Asian signs count two digits, narrow Latin ones about half of one.
fn sign_width(sign: char) -> f64 {
    match sign {
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\n' | '\r' => 0.0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}' => 2.0,
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | '[' | ']'
        | 'f' | 't' | 'r' | '-' => 0.6,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.5,
        'A'..='Z' => 1.15,
        _ => 1.0,
    }
}

/// The least width that a number takes as a code prints it; none where it takes what it gets.
///
/// Only what leaves no choice is counted: fractions, powers of ten and codes with conditions are not.
pub(crate) fn number_width(number: f64, code: Option<&str>) -> Option<f64> {
    let Some(code) = code else {
        // The general format leaves decimals out, and keeps at least the whole part.
        return Some(whole_digits(number) + sign(number));
    };
    let parts: Vec<&str> = code.split(';').collect();
    let part = match (parts.get(1), parts.get(2)) {
        (Some(negative), _) if number < 0.0 => negative,
        (_, Some(zero)) if number == 0.0 => zero,
        _ => parts.first()?,
    };
    let is_negative_apart = parts.len() > 1 && number < 0.0;
    let shape = Shape::read(part)?;
    if shape.is_date {
        return Some(shape.literal);
    }
    if !shape.has_digits {
        return if shape.is_general { Some(whole_digits(number) + sign(number)) } else { None };
    }
    let scaled = number * 100_f64.powi(shape.percents) / 1000_f64.powi(shape.thousands);
    let scaled = if shape.decimals == 0 { scaled.round() } else { scaled };
    let whole = whole_digits(scaled);
    let commas = if shape.groups { ((whole - 1.0) / 3.0).floor() * 0.5 } else { 0.0 };
    let point = if shape.decimals > 0 { 0.5 + f64::from(shape.decimals) } else { 0.0 };
    let minus = if is_negative_apart { 0.0 } else { sign(number) };
    Some(whole + commas + point + shape.literal + minus)
}

fn sign(number: f64) -> f64 {
    if number < 0.0 { 0.6 } else { 0.0 }
}

fn whole_digits(number: f64) -> f64 {
    let whole = number.abs().trunc();
    // Beyond eleven digits the general format turns to powers of ten, which take six signs.
    if whole < 10.0 { 1.0 } else { (whole.log10() + 1e-12).floor() + 1.0 }
}

#[derive(Default)]
struct Shape {
    literal: f64,
    decimals: i32,
    percents: i32,
    thousands: i32,
    groups: bool,
    has_digits: bool,
    is_date: bool,
    is_general: bool,
}

impl Shape {
    /// Reads one part of a code; none where it has what is not counted.
    fn read(part: &str) -> Option<Self> {
        let mut shape = Self::default();
        let mut signs = part.chars().peekable();
        let (mut is_behind_point, mut commas) = (false, 0);
        while let Some(sign) = signs.next() {
            match sign {
                '"' => {
                    shape.literal +=
                        signs.by_ref().take_while(|sign| *sign != '"').map(sign_width).sum::<f64>();
                }
                '\\' => shape.literal += signs.next().map_or(0.0, sign_width),
                '_' => {
                    signs.next();
                    shape.literal += 0.4;
                }
                '*' => drop(signs.next()),
                '[' => {
                    let inside: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                    if inside.starts_with(['<', '>', '=']) {
                        return None;
                    }
                    if inside.starts_with('$') {
                        let currency = inside.trim_start_matches('$').split('-').next().unwrap_or_default();
                        shape.literal += text_width(currency);
                    }
                    shape.is_date |=
                        matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
                }
                '0' | '#' => {
                    if commas > 0 && !is_behind_point {
                        shape.groups = true;
                    }
                    commas = 0;
                    shape.has_digits = true;
                    // What is only shown where it is there takes no room for certain.
                    shape.decimals += i32::from(is_behind_point && sign == '0');
                }
                ',' => commas += 1,
                '.' => is_behind_point = true,
                '%' => {
                    shape.percents += 1;
                    shape.literal += 1.4;
                }
                '?' | 'E' | 'e' | '@' | '/' if !shape.is_date => return None,
                'G' | 'g' if !shape.is_date => {
                    shape.is_general = true;
                    return Some(shape);
                }
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
                    shape.is_date = true;
                    shape.literal += 1.0;
                }
                other => shape.literal += sign_width(other),
            }
        }
        shape.thousands = commas;
        Some(shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_wide_as_their_code_prints_them() {
        let width = |number, code| number_width(number, code).unwrap();
        for (number, code, expected) in [
            (1_234_567.0, None, 7.0),
            (0.333_333_3, None, 1.0),
            (1_234_567.0, Some("#,##0"), 8.0),
            (1_234_567.0, Some("0.00"), 9.5),
            (0.256, Some("0.0%"), 2.0 + 1.5 + 1.4),
            (1_234_567.0, Some("#,##0,"), 4.5),
            (-5.0, Some("0;(0)"), 1.0 + 1.2),
            (40_000.0, Some("yyyy-mm-dd"), 8.0 + 1.2),
        ] {
            assert!(
                (width(number, code) - expected).abs() < 0.01,
                "{number} {code:?} {}",
                width(number, code)
            );
        }
        assert_eq!(number_width(1.0, Some("# ?/?")), None);
    }

    #[test]
    fn an_east_asian_sign_is_two_wide() {
        assert!((text_width("地区2015") - 8.0).abs() < 1e-9);
    }
}
