//! Superscripts: a mark behind a label or a number stands apart from it, the exponent of a unit belongs to it.
//!
//! Readers that know which characters are raised put them between [`OPEN`] and [`CLOSE`], two characters of a private plane
//! that no text uses; characters that are raised of their own (¹, ²) need no such signs.

use crate::text::characters::on_one_line;
use std::rc::Rc;

/// Stands before raised characters.
pub(super) const OPEN: char = '\u{F5A01}';
/// Stands behind raised characters.
pub(super) const CLOSE: char = '\u{F5A02}';

/// A mark that stood raised in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The mark as printed, marks apart by a space.
    pub(crate) text: String,
    /// The whole text as the sheet prints it on one line, marks included; many cells may share it.
    pub(crate) printed: Rc<str>,
    /// Whether only the formatting tells it from the number it stands behind: 88 with a raised 3 is stored as 883.
    pub(crate) is_behind_number: bool,
}

/// A text without its marks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parted {
    pub(super) text: String,
    pub(super) mark: Option<Mark>,
}

/// Whether some text of a buffer may hold a superscript: a look at its bytes, since most hold none.
pub(super) fn may_hold_any(texts: &str) -> bool {
    let bytes = texts.as_bytes();
    let is_raised =
        |at: usize| texts.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_superscript);
    // The lead bytes of ¹ ² ³, of ⁰ to ⁿ and of the private plane; Chinese has none of the first and the last.
    memchr::memchr2_iter(0xC2, 0xF3, bytes).any(|at| is_raised(at) || texts.get(at..).is_some_and(is_marked))
        || memchr::memmem::find_iter(bytes, b"\xE2\x81").any(is_raised)
}

fn is_marked(text: &str) -> bool {
    text.starts_with([OPEN, CLOSE])
}

/// Takes the marks out of a text; `None` where it holds none and stays as it is.
pub(super) fn part(text: &str) -> Option<Parted> {
    if !text.chars().any(|sign| is_superscript(sign) || sign == OPEN || sign == CLOSE) {
        return None;
    }
    let runs = runs(text);
    let has_base = runs.iter().any(|run| !run.is_raised && !run.text.trim().is_empty());
    let (mut kept, mut marks, mut only_by_format) = (String::new(), Vec::new(), false);
    for (index, run) in runs.iter().enumerate() {
        let raised = run.text.trim();
        let behind = runs.get(index + 1..).unwrap_or_default();
        let is_last = behind.iter().all(|next| next.is_raised || next.text.trim().is_empty());
        if !run.is_raised || !has_base {
            kept.push_str(&run.text);
        } else if kept.trim().is_empty() || belongs_to(&kept, raised, is_last) {
            kept.push_str(&as_raised(raised));
        } else if !run.is_by_format && is_number(&kept) {
            // Numbers with such signs are read with their marks.
            kept.push_str(&run.text);
        } else if !raised.is_empty() {
            only_by_format |= run.is_by_format;
            marks.push(as_printed(raised));
        }
    }
    let text = kept.trim_end().to_owned();
    let is_behind_number = only_by_format && is_number(&text);
    let printed = || runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let printed = || on_one_line(&printed()).into();
    let mark =
        (!marks.is_empty()).then(|| Mark { text: marks.join(" "), printed: printed(), is_behind_number });
    Some(Parted { text, mark })
}

/// A text with its raised characters as such: for running text, where a mark has no cell to stand beside.
pub(super) fn shown(text: &str) -> String {
    runs(text)
        .iter()
        .map(|run| if run.is_raised && run.is_by_format { as_printed(&run.text) } else { run.text.clone() })
        .collect()
}

#[derive(Debug)]
struct Run {
    text: String,
    is_raised: bool,
    /// Whether it is raised by the formatting, not by the characters.
    is_by_format: bool,
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_by_format = false;
    for sign in text.chars() {
        if sign == OPEN || sign == CLOSE {
            is_by_format = sign == OPEN;
            continue;
        }
        let is_raised = is_by_format || is_superscript(sign);
        match runs.last_mut() {
            Some(run) if run.is_raised == is_raised && run.is_by_format == is_by_format => {
                run.text.push(sign);
            }
            Some(_) | None => runs.push(Run { text: sign.to_string(), is_raised, is_by_format }),
        }
    }
    runs
}

/// Whether raised characters are part of what they stand behind: m², 10⁶, 1st, x².
fn belongs_to(before: &str, raised: &str, is_last: bool) -> bool {
    let plain: String = raised.chars().map(as_plain).collect();
    let is_exponent = !plain.is_empty()
        && plain.trim_start_matches(['-', '+', '\u{2212}']).chars().all(|sign| sign.is_ascii_digit());
    let word = last_word(before);
    if !is_exponent {
        let is_ordinal = before.ends_with(|sign: char| sign.is_ascii_digit())
            && matches!(plain.to_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "er" | "e" | "o" | "ème");
        let is_trade =
            matches!(plain.to_lowercase().as_str(), "tm" | "®" | "©" | "™" | "sm" | "°" | "o" | "º");
        // What is longer than a mark is a text that happens to be raised; but marks may be many: 6, 7, 8, 9.
        let mut marks = plain.split([',', ' ', ';', '，', '、']).map(str::trim);
        let are_marks = marks.all(|mark| mark.chars().count() <= LONGEST_OF_SEVERAL);
        return is_ordinal || is_trade || plain.chars().count() > LONGEST_MARK && !are_marks;
    }
    if plain.starts_with(['-', '\u{2212}']) {
        return true;
    }
    let is_power = matches!(plain.as_str(), "2" | "3");
    let is_unit = UNITS.contains(&word.to_lowercase().as_str())
        || CHINESE_UNITS.iter().any(|unit| before.ends_with(unit));
    let is_symbol = word.chars().count() == 1 && before.chars().count() == 1;
    (is_power && (is_unit || is_symbol)) || is_power_of_ten(before, is_last)
}

/// Ten raised to something counts only beside other text: a lone 10 with a raised 6 may be ten with a note.
fn is_power_of_ten(before: &str, is_last: bool) -> bool {
    let Some(rest) = before.strip_suffix("10") else { return false };
    let rest = rest.trim_end();
    let is_times = rest.ends_with(['×', 'x', 'X', '*', '·', '✕', '⋅']);
    is_times || (!is_last && !rest.ends_with(|sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '.')))
}

/// The longest text that is a mark: `1, 2, 3`. In characters.
const LONGEST_MARK: usize = 8;
/// The longest mark that may stand among any number of others. In characters.
const LONGEST_OF_SEVERAL: usize = 2;
/// Units that take a power.
const UNITS: [&str; 15] =
    ["m", "km", "cm", "mm", "dm", "dam", "hm", "nm", "μm", "µm", "ft", "yd", "mi", "in", "s"];
const CHINESE_UNITS: [&str; 1] = ["米"];

/// The letters at the end of a text.
fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, sign)| sign.is_alphabetic() && !crate::text::characters::is_chinese(*sign));
    start.last().map_or("", |(start, _)| text.get(start..).unwrap_or_default())
}

/// Whether a text is a number as far as its characters tell.
fn is_number(text: &str) -> bool {
    let mut has_digit = false;
    text.trim().chars().all(|sign| {
        has_digit |= sign.is_numeric();
        sign.is_numeric()
            || sign.is_whitespace()
            || matches!(sign, '.' | ',' | '\'' | '’' | '-' | '+' | '\u{2212}' | '%' | '％' | '，' | '．')
            || matches!(
                sign,
                '(' | ')' | '（' | '）' | '~' | '～' | '<' | '>' | '≥' | '≤' | '约' | '$' | '€' | '£' | '¥'
            )
            || matches!(sign, '万' | '亿' | '千' | '百' | '萬' | '億' | '余' | '多')
    }) && has_digit
}

/// A mark as a reader of numbers knows it: digits raised, letters in brackets.
fn as_printed(raised: &str) -> String {
    let trimmed = raised.trim();
    let is_plain_word = !trimmed.is_empty() && trimmed.chars().all(char::is_alphanumeric);
    let has_letter = trimmed.chars().any(|sign| sign.is_alphabetic() && !is_superscript(sign));
    if is_plain_word && has_letter {
        return format!("({trimmed})");
    }
    let parts =
        trimmed.split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | '，' | '；' | '、'));
    let parts: Vec<String> = parts
        .filter(|part| !part.is_empty())
        .map(|part| {
            let has_letter = part.chars().any(|sign| sign.is_alphabetic() && !is_superscript(sign));
            if has_letter && part.chars().all(char::is_alphanumeric) {
                format!("({part})")
            } else {
                as_raised(part)
            }
        })
        .collect();
    parts.join(" ")
}

fn as_raised(text: &str) -> String {
    // In brackets a digit is a mark already.
    if text.contains(['(', '[', '（', '［', '【']) {
        return text.to_owned();
    }
    text.chars().map(raise).collect()
}

fn raise(sign: char) -> char {
    match sign {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32(0x2070 + u32::from(sign) - u32::from('0')).unwrap_or(sign),
        '-' | '\u{2212}' => '⁻',
        other => other,
    }
}

fn as_plain(sign: char) -> char {
    match sign {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' | '⁴'..='⁹' => char::from_u32(u32::from(sign) - 0x2070 + u32::from('0')).unwrap_or(sign),
        '⁻' => '-',
        '⁺' => '+',
        other => other,
    }
}

fn is_superscript(sign: char) -> bool {
    matches!(sign, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '⁺' | '⁻' | '⁽' | '⁾')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Raised characters stand between braces.
    fn parted(text: &str) -> (String, String) {
        let text = text.replace('{', &OPEN.to_string()).replace('}', &CLOSE.to_string());
        part(&text).map_or((text, String::new()), |parted| {
            (parted.text, parted.mark.map(|mark| mark.text).unwrap_or_default())
        })
    }

    #[test]
    fn a_mark_stands_apart_and_an_exponent_does_not() {
        for (text, without, mark) in [
            ("57{4}", "57", "⁴"),
            ("1,204{a}", "1,204", "(a)"),
            ("57{1, 2}", "57", "¹ ²"),
            ("Ulm{1, 2 ,13, 4}", "Ulm", "¹ ² ¹³ ⁴"),
            ("57{[2]}", "57", "[2]"),
            ("57{*}", "57", "*"),
            ("Ulm{2}", "Ulm", "²"),
            ("长沙市{注1}", "长沙市", "(注1)"),
            ("会员{1}（万人）", "会员（万人）", "¹"),
            ("长沙市¹", "长沙市", "¹"),
            ("Ulm ³", "Ulm", "³"),
            ("面积（km{2}）", "面积（km²）", ""),
            ("面积（km²）", "面积（km²）", ""),
            ("Area, m{2}", "Area, m²", ""),
            ("千米{2}", "千米²", ""),
            ("产量（10{4}吨）", "产量（10⁴吨）", ""),
            ("3×10{6}", "3×10⁶", ""),
            ("10{6}", "10", "⁶"),
            ("persons km{-2}", "persons km⁻²", ""),
            ("1{st} quarter", "1st quarter", ""),
            ("R{2}", "R²", ""),
            ("57³", "57³", ""),
            ("{1} 含分支机构", "¹ 含分支机构", ""),
            ("{3}", "3", ""),
            ("CO2", "CO2", ""),
        ] {
            assert_eq!(parted(text), (without.to_owned(), mark.to_owned()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_sign_of_ours_is_left(text in "[0-9a-m地²{}\\[ ]{0,12}") {
            let (left, _) = parted(&text);
            prop_assert!(!left.contains([OPEN, CLOSE]), "{left}");
            let marked = text.replace('{', &OPEN.to_string());
            prop_assert!(!shown(&marked).contains(OPEN));
        }
    }
}
