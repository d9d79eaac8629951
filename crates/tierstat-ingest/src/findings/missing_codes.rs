//! Numbers that may stand for missing ones: 9999 beside -9 or far from all else that its column says, 0* beside *.

use crate::FileContext;
use crate::figure::doubt::{Doubt, DoubtKind, Doubts};
use crate::figure::seen_figures::SeenFigures;
use crate::places::Places;
use crate::sheet::SheetCells;
use std::collections::{BTreeMap, BTreeSet};

/// A code stands so many times above or below all others.
const FAR: f64 = 10.0;
/// A code has so many digits or more.
const FEWEST_NINES: usize = 3;

/// The numbers of one indicator on one sheet.
#[derive(Debug, Default)]
struct Numbers {
    /// The numbers of nines alone: 999, 9999, -99.
    nines: Vec<usize>,
    /// The least and the largest size of the others, their sum, and how many they are.
    least: f64,
    largest: f64,
    sum: f64,
    count: usize,
    /// Whether others are below zero that no code explains.
    has_negatives: bool,
}

/// Keeps back the numbers that their neighbours call codes for missing ones, unless a person has settled what the cells are.
pub(crate) fn missing_codes(
    context: &FileContext<'_>,
    sheets: &[SheetCells],
    figures: &mut SeenFigures,
    doubts: &mut Doubts,
) {
    let mut found = marked_zeros(figures);
    let has_nines = (0..figures.len()).any(|index| is_nines(figures.raw().printed(index)).is_some());
    if has_nines {
        found.extend(far_nines(figures));
    }
    for (index, other) in found {
        let sheet = sheets.get(figures.sheet(index)).and_then(|sheet| sheet.name.as_deref());
        let places = Places { file: context.name, sheet };
        let (place, meaning) = (figures.raw().place(index), figures.meaning(index));
        let printed = figures.raw().printed(index).trim().to_owned();
        let doubt = Doubt { at: place, kind: DoubtKind::MissingCode { printed, other } };
        let kept = doubts.keep_back(context.lists, &places, place, &meaning, &[doubt]);
        figures.keep_back(index, kept);
    }
}

/// The zeros whose mark stands alone for a missing number elsewhere in their column: 0* beside *.
fn marked_zeros(figures: &SeenFigures) -> BTreeSet<(usize, Option<String>)> {
    let mark_of = |index: usize| {
        let mark = figures.raw().printed(index).trim().strip_prefix('0')?.trim();
        let is_mark =
            !mark.is_empty() && mark.chars().all(|sign| !sign.is_alphanumeric() && !".,".contains(sign));
        is_mark.then(|| mark.to_owned())
    };
    let zeros: Vec<(usize, String)> = (0..figures.len())
        .filter(|index| figures.is_taken(*index) && !figures.is_settled(*index))
        .filter_map(|index| Some((index, mark_of(index)?)))
        .collect();
    if zeros.is_empty() {
        return BTreeSet::new();
    }
    let column = |index: usize| (figures.sheet(index), figures.raw().place(index).1);
    let columns: BTreeSet<((usize, u32), &str)> = (0..figures.len())
        .map(|index| (column(index), figures.raw().printed(index).trim()))
        .filter(|(_, printed)| {
            !printed.is_empty() && !printed.starts_with(|sign: char| sign.is_alphanumeric())
        })
        .collect();
    let stands_alone = |(index, mark): &(usize, String)| columns.contains(&(column(*index), mark.as_str()));
    zeros.into_iter().filter(stands_alone).map(|(index, mark)| (index, Some(mark))).collect()
}

/// The nines that other codes beside them, or their distance from all other numbers, call codes.
fn far_nines(figures: &SeenFigures) -> BTreeSet<(usize, Option<String>)> {
    let mut numbers: BTreeMap<(usize, u32), Numbers> = BTreeMap::new();
    // Where other codes stand: each by its column and by its indicator.
    let mut coded_columns: BTreeMap<(usize, u32), String> = BTreeMap::new();
    let mut coded: BTreeMap<(usize, u32), String> = BTreeMap::new();
    for index in (0..figures.len()).filter(|index| !figures.is_ignored(*index)) {
        let printed = figures.raw().printed(index);
        let sheet = figures.sheet(index);
        let nines = is_nines(printed);
        let value = nines.or_else(|| plain_value(printed));
        let Some(value) = value.or_else(|| figures.raw().get(index).number.quantity.value) else { continue };
        // The mark of its indicator tells it from others.
        let ([indicator, ..], _) = figures.question(index);
        let key = (sheet, indicator);
        if figures.kept(index).is_some_and(|kept| kept.rule == "number.doubtful") && value < 0.0 {
            coded_columns
                .entry((sheet, figures.raw().place(index).1))
                .or_insert_with(|| printed.trim().to_owned());
            coded.entry(key).or_insert_with(|| printed.trim().to_owned());
            continue;
        }
        let own = numbers.entry(key).or_default();
        if nines.is_some() {
            own.nines.push(index);
        } else if value != 0.0 {
            let size = value.abs();
            own.least = if own.count == 0 { size } else { own.least.min(size) };
            own.largest = own.largest.max(size);
            own.sum += size;
            own.count += 1;
            own.has_negatives |= value < 0.0;
        }
    }
    let mut found: BTreeSet<(usize, Option<String>)> = BTreeSet::new();
    for (key, own) in &numbers {
        for index in own.nines.iter().copied() {
            if !figures.is_taken(index) || figures.is_settled(index) {
                continue;
            }
            let Some(value) = is_nines(figures.raw().printed(index)) else { continue };
            let column = (figures.sheet(index), figures.raw().place(index).1);
            let other = coded_columns.get(&column).or_else(|| coded.get(key));
            if let Some(other) = other.filter(|_| value > 0.0) {
                found.insert((index, Some(other.clone())));
            } else if stands_far(figures, index, value, own) {
                found.insert((index, None));
            }
        }
    }
    found
}

/// Whether nines stand far from all other numbers of their indicator, or below zero where no other does; a total is far
/// from its parts.
fn stands_far(figures: &SeenFigures, index: usize, value: f64, own: &Numbers) -> bool {
    let size = value.abs();
    // What comes again and again among nothing else counts nothing.
    if own.count == 0 {
        return own.nines.len() > 1 && own.nines.iter().all(|other| same_print(figures, index, *other));
    }
    let is_sum = figures.raw().is_total(index) || (size / own.sum - 1.0).abs() < 0.1;
    let is_far = size >= own.largest * FAR || size * FAR <= own.least && own.count > 2;
    value < 0.0 && !own.has_negatives && own.count > 1 || is_far && !is_sum
}

fn same_print(figures: &SeenFigures, one: usize, other: usize) -> bool {
    figures.raw().printed(one).trim() == figures.raw().printed(other).trim()
}

/// The value of a print of nines alone, or below zero of two nines: 999, 9,999, -99, 9999.0.
fn is_nines(printed: &str) -> Option<f64> {
    let text = printed.trim();
    let (is_negative, digits) = match text.strip_prefix(['-', '−', '－']) {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let whole = digits.split_once('.').map_or(digits, |(whole, rest)| {
        if !rest.is_empty() && rest.bytes().all(|digit| digit == b'0') { whole } else { digits }
    });
    let nines = whole.bytes().filter(|sign| *sign == b'9').count();
    let is_alone = whole.starts_with('9') && whole.bytes().all(|sign| matches!(sign, b'9' | b',' | b' '));
    let is_long = nines >= FEWEST_NINES || is_negative && nines == FEWEST_NINES - 1;
    let value: f64 = "9".repeat(nines.min(15)).parse().ok()?;
    (is_alone && is_long && nines <= 15).then_some(if is_negative { -value } else { value })
}

/// The value of plain digits, as most prints are.
fn plain_value(printed: &str) -> Option<f64> {
    let text = printed.trim();
    text.bytes()
        .all(|sign| sign.is_ascii_digit() || matches!(sign, b'-' | b'.'))
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::is_nines;

    #[test]
    fn nines_alone() {
        for (text, expected) in [
            ("999", Some(999.0)),
            ("9,999", Some(9999.0)),
            ("9999.0", Some(9999.0)),
            ("-99", Some(-99.0)),
            ("99999", Some(99_999.0)),
            ("99", None),
            ("9998", None),
            ("999.9", None),
            ("9999家", None),
            ("", None),
        ] {
            assert_eq!(is_nines(text), expected, "{text}");
        }
    }
}
