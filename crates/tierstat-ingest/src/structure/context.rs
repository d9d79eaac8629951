//! Shapes seen in context: what by itself looks like a number or a year, and beside its neighbours is a label or a count.

use super::Shape;
use super::bands::are_classes;
use super::number_run::are_even;
use super::shape::{Rows, without_note_mark};
use super::suppressed;
use super::unit_cells;
use super::words::heads_areas;
use crate::sheet::SheetCells;
use crate::text::numerals::parse_number;
use std::collections::BTreeSet;

/// Rows looked at above and below to see what a column holds.
const NEAR: usize = 12;
/// Rows looked at below to see what stands under a row.
const BELOW: usize = 8;

/// Mends the shapes of cells that only the table around them explains.
pub(super) fn mend(sheet: &SheetCells, rows: &mut Rows) {
    unit_cells::mend(sheet, rows);
    suppressed::mend(sheet, rows);
    for index in 0..rows.len() {
        let heads = heads_classes(sheet, rows, index) || heads_by_numbers(sheet, rows, index);
        if heads && let Some(row) = rows.get_mut(index) {
            for (_, shape) in row.iter_mut().filter(|(_, shape)| *shape == Shape::Number) {
                *shape = Shape::Label;
            }
        }
    }
    mend_counts(sheet, rows);
}

fn text(sheet: &SheetCells, index: usize, column: u32) -> &str {
    u32::try_from(index + 1).map_or("", |row| sheet.text(row, column))
}

fn cells(rows: &Rows, index: usize) -> &[(u32, Shape)] {
    rows.get(index).map_or(&[], Vec::as_slice)
}

fn shape_at(rows: &Rows, index: usize, column: u32) -> Option<Shape> {
    let cells = cells(rows, index);
    let at = cells.binary_search_by_key(&column, |(found, _)| *found).ok()?;
    cells.get(at).map(|(_, shape)| *shape)
}

/// The filled rows below a row, a few of them.
fn filled_below(rows: &Rows, index: usize) -> impl Iterator<Item = usize> + '_ {
    (index + 1..rows.len()).filter(|below| !cells(rows, *below).is_empty()).take(BELOW)
}

/// Whether some row right above, titles aside, has a label over every one of some columns.
fn is_headed(rows: &Rows, index: usize, columns: &[u32]) -> bool {
    let is_label =
        |above, column| matches!(shape_at(rows, above, column), Some(Shape::Label | Shape::Period));
    let above = (index.saturating_sub(NEAR)..index).rev().filter(|above| !cells(rows, *above).is_empty());
    above.take(3).any(|above| columns.iter().all(|column| is_label(above, *column)))
}

/// Whether the numbers of a row are size classes (10人以下, 0 to 4), or numbers with a word (7d, 1 star) over bare ones.
fn heads_classes(sheet: &SheetCells, rows: &Rows, index: usize) -> bool {
    let row = cells(rows, index);
    // Nearly every row holds plain digits, which are looked at no further.
    let is_plain = |column: u32| {
        let text = text(sheet, index, column);
        text.trim_start_matches('-').chars().all(|character| {
            character.is_ascii_digit() || matches!(character, '.' | ',' | '%' | '$' | '£' | '€' | '¥' | ' ')
        })
    };
    let worded: Vec<u32> = row
        .iter()
        .filter(|(column, shape)| *shape == Shape::Number && !is_plain(*column))
        .map(|(column, _)| *column)
        .collect();
    if worded.is_empty() || row.len() < 2 {
        return false;
    }
    let texts: Vec<&str> = row.iter().map(|(column, _)| text(sheet, index, *column)).collect();
    let texts = if cells(rows, index).first().is_some_and(|(_, shape)| *shape != Shape::Number) {
        texts.get(1..).unwrap_or_default()
    } else {
        texts.as_slice()
    };
    // Under two spanning labels the classes stand twice.
    let again = texts.first().and_then(|first| texts.iter().skip(1).position(|text| text == first));
    let once = again.map_or(texts, |last| texts.get(..=last).unwrap_or_default());
    if are_classes(once) {
        return true;
    }
    // Numbers with a word behind them, over columns of bare numbers, and the first thing that stands there.
    let unit = |text: &str| {
        let number = parse_number(text)?;
        let word = text.trim_start_matches(|first: char| !first.is_alphabetic()).to_lowercase();
        (number.quantity.value.is_some() && !word.is_empty() && word.chars().all(char::is_alphabetic))
            .then_some(word)
    };
    let units: Option<Vec<String>> = worded.iter().map(|column| unit(text(sheet, index, *column))).collect();
    let is_one_unit = units.is_some_and(|units| {
        units.windows(2).all(|pair| {
            pair.iter()
                .map(|unit| unit.trim_end_matches('s'))
                .collect::<Vec<_>>()
                .windows(2)
                .all(|two| two[0] == two[1])
        })
    });
    let all_worded = row.iter().filter(|(_, shape)| *shape == Shape::Number).count() == worded.len();
    if worded.len() < 2 || !is_one_unit || !all_worded || is_headed(rows, index, &worded) {
        return false;
    }
    let is_bare = |below: usize, column: &u32| {
        shape_at(rows, below, *column) == Some(Shape::Number) && unit(text(sheet, below, *column)).is_none()
    };
    let bare = filled_below(rows, index).filter(|below| worded.iter().all(|column| is_bare(*below, column)));
    bare.count() >= 2
}

/// Whether a row of bare numbers heads its columns: 0, 1, 20, 40 over rows that all have a label beside their numbers.
///
/// It stands under labels that do not yet tell its columns apart, with no label of its own; or first of all, with the
/// head of the stub, and ascends as the rows below do not.
fn heads_by_numbers(sheet: &SheetCells, rows: &Rows, index: usize) -> bool {
    let row = cells(rows, index);
    let Some((first, first_shape)) = row.first() else { return false };
    let has_head = *first_shape == Shape::Label;
    let numbers = if has_head { row.get(1..).unwrap_or_default() } else { row };
    let ascends = |index: usize, numbers: &[(u32, Shape)]| {
        let mut last: Option<u64> = None;
        numbers.len() >= 3
            && numbers.iter().all(|(column, shape)| {
                let text = text(sheet, index, *column).trim_end_matches(".0");
                let number = text.parse().ok().filter(|_| *shape == Shape::Number);
                let goes_up = number.is_some_and(|number| last.is_none_or(|last| last < number));
                last = number;
                goes_up
            })
    };
    if numbers.len() < 3
        || numbers.iter().any(|(_, shape)| *shape != Shape::Number)
        || !ascends(index, numbers)
    {
        return false;
    }
    let columns: Vec<u32> = numbers.iter().map(|(column, _)| *column).collect();
    let with_numbers: Vec<usize> = filled_below(rows, index)
        .filter(|below| cells(rows, *below).iter().any(|(_, shape)| *shape == Shape::Number))
        .collect();
    let labelled = |below: &usize| {
        cells(rows, *below).first().is_some_and(|(column, shape)| {
            *shape == Shape::Label && columns.first().is_some_and(|c| column < c)
        })
    };
    if with_numbers.len() < 2 || !with_numbers.iter().all(labelled) {
        return false;
    }
    let mut above = (0..index).rev().filter(|above| !cells(rows, *above).is_empty());
    if has_head {
        let stands_first = above.all(|above| cells(rows, above).len() == 1);
        let rising = with_numbers
            .iter()
            .filter(|below| {
                let numbers: Vec<_> = cells(rows, **below)
                    .iter()
                    .copied()
                    .filter(|(column, _)| columns.binary_search(column).is_ok())
                    .collect();
                ascends(**below, &numbers)
            })
            .count();
        return stands_first && *first < columns[0] && rising * 2 < with_numbers.len();
    }
    let is_under_a_span = above.next().is_some_and(|above| {
        let labels = cells(rows, above);
        labels.iter().all(|(_, shape)| matches!(shape, Shape::Label | Shape::Period))
            && labels.iter().any(|(column, _)| columns.binary_search(column).is_ok())
            && !columns.iter().all(|column| shape_at(rows, above, *column).is_some())
    });
    is_under_a_span && index > 0
}

/// A count of four digits looks like a year: below a complete header, beside a label of its own, it is a number.
///
/// Its column shows it: a number stands in it nearby, or a period over it, which no second one can follow; or the rows
/// show it, since years over columns lie evenly and do not come row after row.
fn mend_counts(sheet: &SheetCells, rows: &mut Rows) {
    let mut header: Option<usize> = None;
    // The filled row before, and whether it stands right above.
    let mut before: Option<usize> = None;
    for index in 0..rows.len() {
        let row = cells(rows, index);
        if row.is_empty() {
            continue;
        }
        let previous = before.replace(index);
        if row.len() < 2 {
            continue;
        }
        let has_number = row.iter().any(|(_, shape)| *shape == Shape::Number);
        let only_labels = row.iter().all(|(_, shape)| matches!(shape, Shape::Label | Shape::Period));
        let follows = previous.is_some_and(|above| {
            (above + 1 == index || Some(above) == header) && cells(rows, above).len() >= 2
        });
        let beside = if has_number {
            Beside::Numbers
        } else if follows && only_labels {
            Beside::Labels
        } else {
            Beside::LabelsApart
        };
        let counts = header.map_or_else(Vec::new, |header| counts_of(sheet, rows, index, header, beside));
        if counts.is_empty() {
            if only_labels && (!follows || previous == header) {
                header = Some(index);
            }
            continue;
        }
        if let Some(row) = rows.get_mut(index) {
            for (_, shape) in row.iter_mut().filter(|(column, _)| counts.binary_search(column).is_ok()) {
                *shape = Shape::Number;
            }
        }
    }
}

/// What stands beside the years of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Numbers, among others.
    Numbers,
    /// Labels only, right below the header or another row of the table.
    Labels,
    /// No number; a group, a blank row or a sign for a missing number parts the row from the header.
    LabelsApart,
}

/// Whether a text is four digits, and perhaps the mark of a note.
fn is_four_digits(text: &str) -> bool {
    let text = without_note_mark(text.trim());
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The columns of a row whose years are counts.
fn counts_of(sheet: &SheetCells, rows: &Rows, index: usize, header: usize, beside: Beside) -> Vec<u32> {
    let row = cells(rows, index);
    let Some((own, own_shape)) = row.first() else { return Vec::new() };
    let years: Vec<u32> = row
        .iter()
        .skip(1)
        .filter(|(column, shape)| *shape == Shape::Period && is_four_digits(text(sheet, index, *column)))
        .map(|(column, _)| *column)
        .collect();
    if years.is_empty() {
        return years;
    }
    let head = |column: u32| text(sheet, header, column);
    let own_text = text(sheet, index, *own);
    let is_period_head = |column: u32| shape_at(rows, header, column) == Some(Shape::Period);
    let mut are_counts = false;
    // Keys beside the labels say nothing of what stands behind them.
    let only_keys = beside == Beside::Numbers
        && row.iter().all(|(column, shape)| *shape != Shape::Number || years.first() > Some(column))
        && is_complete_over(sheet, rows, index, header);
    if only_keys {
        are_counts = are_no_heads(sheet, rows, index, &years);
    }
    if beside != Beside::Numbers {
        // A header has no signs for missing numbers.
        are_counts =
            row.iter().any(|(_, shape)| *shape == Shape::Missing) || are_no_heads(sheet, rows, index, &years);
        let heads: Vec<&str> = years.iter().map(|column| head(*column)).collect();
        let distinct: BTreeSet<&str> = heads.iter().copied().collect();
        let is_complete = heads.iter().all(|head| !head.is_empty())
            && (heads.len() == 1 || distinct.len() == heads.len() || are_counts);
        // Labels beside the years must be headed too; a second header row says Year or State over the stub, or nothing.
        let others_headed = row.iter().all(|(column, _)| !head(*column).is_empty());
        let is_head = own_text == head(*own) || says_year(own_text) || heads_areas(own_text);
        // A record begins where the header begins, at its stub; a second header row may stand over the figures alone.
        let begins_left = are_counts && !is_four_digits(own_text)
            || cells(rows, header).first().is_some_and(|(first, _)| own <= first);
        let is_parted = beside == Beside::LabelsApart && !are_counts;
        if !begins_left || !is_complete || !others_headed || is_head || is_parted {
            return Vec::new();
        }
    }
    // In a table of a row a year everything beside the year is a count.
    let by_year = *own_shape == Shape::Period
        && filled_below(rows, index).next().is_some_and(|below| {
            cells(rows, below).first().is_some_and(|first| *first == (*own, Shape::Period))
        });
    // What stands behind a blank column is another table.
    let last = row.last().map_or(*own, |(column, _)| *column);
    let gap = (*own..=last).find(|column| head(*column).is_empty()).unwrap_or(last + 1);
    let is_beside = |column: u32| column < gap;
    let near = index.saturating_sub(NEAR)..rows.len().min(index + NEAR + 1);
    let has_numbers = |column: u32| {
        near.clone().any(|other| other != header && shape_at(rows, other, column) == Some(Shape::Number))
    };
    let is_count = |column: &u32| {
        is_period_head(*column)
            || (by_year && is_beside(*column) && !says_year(head(*column)))
            || (beside != Beside::Numbers && has_numbers(*column))
            || (are_counts && !says_year(head(*column)) && !is_series(sheet, rows, index, *column))
    };
    years.into_iter().filter(is_count).collect()
}

/// Whether a header has a text over each cell of a row.
fn is_complete_over(sheet: &SheetCells, rows: &Rows, index: usize, header: usize) -> bool {
    cells(rows, index).iter().all(|(column, _)| !text(sheet, header, *column).is_empty())
}

/// Whether the years down a column, from a row on, tell rows apart: they lie evenly, or two of them come again and again.
fn is_series(sheet: &SheetCells, rows: &Rows, index: usize, column: u32) -> bool {
    let down = std::iter::once(index).chain(filled_below(rows, index));
    let year = |row: usize| without_note_mark(text(sheet, row, column)).parse().ok();
    let numbers: Vec<u64> = down.filter_map(year).collect();
    let distinct = numbers.iter().collect::<BTreeSet<_>>().len();
    are_even(&numbers) && (distinct > 2 || distinct * 2 <= numbers.len())
}

/// Whether the years of a row without numbers cannot head columns: they lie unevenly, or the next rows have years there too.
fn are_no_heads(sheet: &SheetCells, rows: &Rows, index: usize, years: &[u32]) -> bool {
    let is_year_at = |row: usize, column: u32| {
        shape_at(rows, row, column) == Some(Shape::Period) && is_four_digits(text(sheet, row, column))
    };
    let numbers: Vec<u64> = years
        .iter()
        .filter_map(|column| without_note_mark(text(sheet, index, *column)).parse().ok())
        .collect();
    let distinct: BTreeSet<u64> = numbers.iter().copied().collect();
    let own = |row: usize| cells(rows, row).first().map(|(column, _)| text(sheet, row, *column));
    let next: Vec<usize> =
        filled_below(rows, index).filter(|below| cells(rows, *below).len() >= 2).take(3).collect();
    let come_again = next.first().is_some_and(|below| own(*below) != own(index))
        && years.iter().all(|column| next.iter().any(|below| is_year_at(*below, *column)));
    come_again || (distinct.len() > 2 && !are_even(&numbers))
}

/// Whether a label over the stub says that years stand beside it.
fn says_year(label: &str) -> bool {
    let lower = label.to_lowercase();
    ["年", "时间", "期"]
        .iter()
        .any(|word| lower.contains(word) && !lower.starts_with(|first: char| first.is_ascii_digit()))
        || ["year", "date", "period", "time"].iter().any(|word| lower.contains(word))
}
