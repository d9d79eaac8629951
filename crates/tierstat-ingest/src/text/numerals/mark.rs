//! Marks behind a number: x(r), x[p], x①, 25a, 25*. A mark becomes a note or a status, never a digit.

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
        let said = bracketed(inner.trim(), open == '[')?;
        return Some((start, text.get(start..).unwrap_or_default().iter().collect(), said));
    }
    // A single small letter on a number: 25a, 3.5万b, and `25 p`.
    let (previous, _) = before.split_last()?;
    let spaced =
        *previous == ' ' && before.iter().rev().find(|sign| **sign != ' ').is_some_and(char::is_ascii_digit);
    let is_small = original.get(before.len()).is_some_and(|letter| letter.is_lowercase());
    let on_number = previous.is_ascii_digit() || *previous == '%' || *previous == '万' || *previous == '亿';
    // Other letters are factors and units: 25k, 25m, 25g.
    if matches!(last, 'a'..='f' | 'p' | 'r') && (on_number && is_small || spaced) {
        let said = match last {
            'p' if is_small => Some(Status::P),
            _ => None,
        };
        return Some((before.len(), last.to_string(), said));
    }
    None
}

/// The status that a bracketed mark says; `None` where the brackets hold no mark.
fn bracketed(inner: &str, square: bool) -> Option<Option<Status>> {
    let said = match inner {
        "p" | "prov" | "provisional" | "初步" | "初步数" => Some(Status::P),
        "e" | "est" | "estimated" | "估计" | "估算" | "测算" => Some(Status::E),
        "f" | "forecast" | "预测" | "预计" => Some(Status::F),
        "r" | "rev" | "revised" | "修订" | "订正" => None,
        "b" if square => Some(Status::B),
        "u" if square => Some(Status::U),
        "d" if square => Some(Status::D),
        "i" if square => Some(Status::I),
        _ => {
            let number = inner.strip_prefix('注').unwrap_or(inner);
            let is_short =
                number.chars().count() <= 2 && number.chars().all(|sign| sign.is_ascii_alphanumeric());
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
