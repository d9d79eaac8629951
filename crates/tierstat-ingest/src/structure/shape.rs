//! What a cell looks like, before anything is known of the table around it.

use crate::sheet::{Cell, CellKind};
use crate::text::numerals::{DecimalSign, parse_number, parse_number_with};
use crate::text::period::parse_period;
use tierstat_model::Precision;

/// The cells of the rows of a sheet, the first row at index 0.
pub(super) type Rows = Vec<Vec<(u32, Shape)>>;

/// The shapes by which rows and columns are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A number, in digits or words.
    Number,
    /// A year or another period: a header as often as a number.
    Period,
    /// A sign for a missing number, or an error code.
    Missing,
    /// Any other text.
    Label,
}

/// The shape of a cell.
pub(crate) fn shape(cell: Cell<'_>) -> Shape {
    let text = cell.text.trim();
    match cell.kind {
        CellKind::Number if is_year(text) => Shape::Period,
        CellKind::Number => Shape::Number,
        CellKind::Date => Shape::Period,
        CellKind::Error | CellKind::FormulaWithoutValue => Shape::Missing,
        CellKind::Boolean => Shape::Label,
        CellKind::Text => text_shape(text),
    }
}

/// The shape of a text on a sheet whose decimal sign is the comma: 12,5 is a number there.
pub(super) fn shape_with_comma(text: &str) -> Shape {
    match parse_number_with(text.trim(), DecimalSign::Comma) {
        Some(number) if number.quantity.precision != Precision::Missing => Shape::Number,
        _ => Shape::Label,
    }
}

/// Whether a text is a number if the comma is the decimal sign, and none if it is not: 12,5.
pub(super) fn needs_comma(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 24
        && text.contains(',')
        && text.starts_with(|first: char| first.is_ascii_digit() || "-+−<>~≈€£$".contains(first))
        && shape_with_comma(text) == Shape::Number
}

/// The shape of a text of plain digits, which most cells are; `None` for any other text, and for digits that need a
/// closer look: a leading zero, more than fifteen.
pub(super) fn shape_of_digits(text: &str) -> Option<Shape> {
    let is_plain = (1..=15).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.len() == 1 || !text.starts_with('0'));
    is_plain.then(|| if is_year(text) { Shape::Period } else { Shape::Number })
}

fn text_shape(text: &str) -> Shape {
    if let Some(shape) = shape_of_digits(text) {
        return shape;
    }
    if text.chars().count() > 40 {
        return Shape::Label;
    }
    let text = without_note_mark(text);
    if is_year(text) || (starts_with_year(text) && parse_period(text).is_some()) || is_year_range(text) {
        return Shape::Period;
    }
    if is_plain_number(text) {
        return Shape::Number;
    }
    // The sign of American tables for a number that cannot exist, in brackets.
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    if inner.is_some_and(|letters| matches!(letters, "X" | "NA" | "N" | "D" | "S" | "Z" | "B")) {
        return Shape::Missing;
    }
    match parse_number(text) {
        Some(number) if number.quantity.precision == Precision::Missing => Shape::Missing,
        Some(number) => match number.unit_text {
            // "18 years and over" and "2-digit code" begin with a number and are labels.
            Some(unit) if unit.chars().count() > 5 || unit.trim().contains(' ') => Shape::Label,
            _ => Shape::Number,
        },
        None => Shape::Label,
    }
}

/// A text without the mark of a note behind it: `2006 \\1`, `2015①`, `2015*`.
pub(super) fn without_note_mark(text: &str) -> &str {
    let digits = text.trim_end_matches(|last: char| last.is_ascii_digit() || last == ',');
    let plain = digits.strip_suffix('\\').unwrap_or(text);
    plain.trim_end_matches(|mark: char| mark == '*' || "①②③④⑤⑥⑦⑧⑨".contains(mark)).trim_end()
}

/// A bare year: 2015, 2015.0.
fn is_year(text: &str) -> bool {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) && starts_with_year(digits)
}

fn starts_with_year(text: &str) -> bool {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let year = text.get(..length).filter(|digits| digits.len() == 4).and_then(|digits| digits.parse().ok());
    year.is_some_and(|year: u32| (1700..=2199).contains(&year))
}

/// Digits with at most one point and a sign, and no leading zero, which makes a code: 24, -1.5, 0.25.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = digits.split('.').next().unwrap_or_default();
    let is_code = whole.len() > 1 && whole.starts_with('0');
    (1..=15).contains(&whole.len())
        && !is_code
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text.parse::<f64>().is_ok()
}

/// Two years: 1980-90, 2014/15, 2010–2015.
fn is_year_range(text: &str) -> bool {
    let mut parts = text.split(['-', '–', '/', '—', '~', '～', '至']);
    let (Some(first), Some(second), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    let second = second.trim().trim_end_matches('年');
    is_year(first.trim().trim_end_matches('年'))
        && matches!(second.len(), 2 | 4)
        && second.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::ShownIn;

    fn check(text: &str, expected: Shape) {
        let cell = Cell { text, kind: CellKind::Text, shown_in: ShownIn::default() };
        assert_eq!(shape(cell), expected, "{text}");
    }

    #[test]
    fn shapes_of_printed_text() {
        for text in ["24", "2,452家", "3500多家", "-1.5", "66.7%", "53.1万"] {
            check(text, Shape::Number);
        }
        for text in ["2015", "2015.0", "2015年", "1980-90", "2014/15", "2015-06", "2006 \\1", "2015①"] {
            check(text, Shape::Period);
        }
        for text in ["…", "—", "(X)", "(NA)"] {
            check(text, Shape::Missing);
        }
        for text in ["北京市", "18 years and over", "Total", "1-1 全国行政区划（2013年底）"] {
            check(text, Shape::Label);
        }
    }
}
