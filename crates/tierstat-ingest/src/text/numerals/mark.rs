//! Marks behind a number: x(r), x[p], x①, 25a, 25*. A mark becomes a note or a status, never a digit.

use crate::text::characters::is_chinese;
use crate::text::cursor::Cursor;
use tierstat_model::Status;

/// The mark at the end of a folded text: how many characters stand before it, the mark itself, the status it says.
///
/// `original` are the same characters as printed: a capital on a number (3D) is a name, one that stands apart a mark.
pub(super) fn split_mark(text: &[char], original: &[char]) -> (usize, Option<String>, Option<Status>) {
    let mut end = text.len();
    let mut marks: Vec<String> = Vec::new();
    let mut status = None;
    while let Some((start, mark, said)) = last_mark(text.get(..end).unwrap_or_default(), original) {
        end = start;
        marks.insert(0, mark);
        status = status.or(said);
        while end > 0 && text.get(end - 1) == Some(&' ') {
            end -= 1;
        }
    }
    (end, (!marks.is_empty()).then(|| marks.join(" ")), status)
}

/// A mark of a status that stands before a number: (est.) 120. How many characters it takes, itself, and what it says.
pub(super) fn split_leading(text: &[char]) -> (usize, Option<(String, Option<Status>)>) {
    let none = (0, None);
    let close = match text.first() {
        Some('(') => ')',
        Some('[') => ']',
        _ => return none,
    };
    let Some(end) = text.iter().position(|sign| *sign == close) else { return none };
    let inner: String = text.get(1..end).unwrap_or_default().iter().collect();
    match bracketed(inner.trim(), false) {
        Some(Some(status)) => {
            let rest = text.get(end + 1..).unwrap_or_default();
            let spaces = rest.iter().take_while(|sign| **sign == ' ').count();
            let mark = text.get(..=end).unwrap_or_default().iter().collect();
            (end + 1 + spaces, Some((mark, Some(status))))
        }
        _ => none,
    }
}

/// Whether a text in brackets says something of its own about the number before it: (其中女80人), (2 of them new).
pub(super) fn holds_words_and_numbers(bracket: &[char]) -> bool {
    let begins =
        ["其中", "含", "不含", "包括", "不包括", "of which", "including", "incl", "excluding", "excl"];
    let inner: Vec<char> = bracket
        .iter()
        .copied()
        .skip_while(|sign| matches!(sign, ' ' | '('))
        .take_while(|sign| *sign != ')')
        .collect();
    let mut cursor = Cursor::new(&inner, 0);
    if begins.iter().any(|word| cursor.eat_word(word)) {
        return true;
    }
    let has_number = inner.iter().any(|sign| sign.is_ascii_digit());
    let mut words = inner.split(|sign| !sign.is_alphabetic()).filter(|word| !word.is_empty());
    has_number && words.any(|word| word.len() > 1 || word.iter().any(|sign| is_chinese(*sign)))
}

fn last_mark(text: &[char], original: &[char]) -> Option<(usize, String, Option<Status>)> {
    let (last, before) = text.split_last()?;
    if is_mark_sign(*last) {
        let start = before.iter().rposition(|sign| !is_mark_sign(*sign)).map_or(0, |place| place + 1);
        // A sign alone is no number with a mark, and m² is a unit.
        let is_unit = text.get(..start).and_then(<[char]>::last).is_some_and(char::is_ascii_alphabetic);
        return (start > 0 && !is_unit)
            .then(|| (start, text.get(start..).unwrap_or_default().iter().collect(), None));
    }
    if *last == ')' || *last == ']' {
        let open = if *last == ')' { '(' } else { '[' };
        let start = before.iter().rposition(|sign| *sign == open).filter(|start| *start > 0)?;
        let inner: String = before.get(start + 1..).unwrap_or_default().iter().collect();
        let bracket = text.get(start..).unwrap_or_default();
        let said = bracketed(inner.trim(), open == '[');
        if said.is_none() && open == '(' && holds_words_and_numbers(bracket) {
            let printed = original.get(start..text.len()).unwrap_or(bracket);
            return Some((start, printed.iter().collect(), None));
        }
        return Some((start, bracket.iter().collect(), said?));
    }
    // A single small letter on a number: 25a, 3.5万b, and `25 p`.
    let (previous, _) = before.split_last()?;
    let spaced =
        *previous == ' ' && before.iter().rev().find(|sign| **sign != ' ').is_some_and(char::is_ascii_digit);
    let is_small = original.get(before.len()).is_some_and(|letter| letter.is_lowercase());
    let on_number = previous.is_ascii_digit() || *previous == '%' || *previous == '万' || *previous == '亿';
    // Other letters are factors and units: 25k, 25m, 25g; 1e is an exponent that broke off.
    if matches!(last, 'a'..='f' | 'p' | 'r') && (on_number && is_small && *last != 'e' || spaced) {
        let said = match last {
            'p' if is_small => Some(Status::P),
            _ => None,
        };
        return Some((before.len(), last.to_string(), said));
    }
    None
}

/// The status that a cell of a column of statuses says: a code, or a word as it stands in brackets behind numbers.
pub(crate) fn written_status(text: &str) -> Option<Status> {
    let text = text.trim();
    let lower = text.to_lowercase();
    Status::from_code(&text.to_uppercase()).or_else(|| bracketed(&lower, true).flatten())
}

/// The status that a bracketed mark says; `None` where the brackets hold no mark.
fn bracketed(inner: &str, square: bool) -> Option<Option<Status>> {
    let said = match inner {
        "p" | "prov" | "prov." | "provisional" | "初步" | "初步数" => Some(Status::P),
        "e" | "est" | "est." | "estimate" | "estimated" | "估计" | "估算" | "测算" => Some(Status::E),
        "f" | "forecast" | "预测" | "预计" => Some(Status::F),
        "r" | "rev" | "revised" | "修订" | "订正" => None,
        "b" if square => Some(Status::B),
        "u" if square => Some(Status::U),
        "d" if square => Some(Status::D),
        "i" if square => Some(Status::I),
        _ => {
            let number = inner.strip_prefix('注').unwrap_or(inner);
            // 88 (3) may be a count with its error, or two counts: only 注 or square brackets make 3 a mark.
            let is_number = !square && number == inner && number.chars().any(|sign| sign.is_ascii_digit());
            let is_short = !is_number
                && number.chars().count() <= 2
                && number.chars().all(|sign| sign.is_ascii_alphanumeric());
            let is_note =
                is_short && (!number.is_empty() || inner == "注") || number.chars().all(is_mark_sign);
            return (is_note && !inner.is_empty()).then_some(None);
        }
    };
    Some(said)
}

fn is_mark_sign(sign: char) -> bool {
    matches!(sign, '*' | '†' | '‡' | '§' | '¶' | '¹' | '²' | '³' | '⁰'..='⁹' | '①'..='⑳' | '㉑'..='㉟' | '#' | '※')
}
