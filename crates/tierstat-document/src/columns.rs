//! Columns: how wide each is, and how many of them fit on a page.

use crate::scripts::is_chinese;
use crate::{Cell, Number, Table};

/// How wide a column would be, in half signs: a Chinese sign is two wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    /// Without breaking a word or a number.
    least: usize,
    /// Without breaking a line.
    most: usize,
}

/// A name of a few Chinese signs is not broken.
const WHOLE: usize = 8;
/// A word is broken if it is longer.
const LONGEST_WORD: usize = 28;
/// A column of words is no wider than this while others want room.
const WIDEST: usize = 64;

impl Need {
    /// What a column of texts needs.
    pub(crate) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut need = Self { least: 2, most: 2 };
        for text in texts {
            need.most = need.most.max(width(text).min(WIDEST));
            need.least = need.least.max(unbroken(text));
        }
        Self { most: need.most.max(need.least), ..need }
    }

    fn least_width(self, half_sign: usize) -> usize {
        self.least * half_sign + PADDING
    }

    fn most_width(self, half_sign: usize) -> usize {
        self.most * half_sign + PADDING
    }
}

/// What stands between the border of a cell and its text, at both sides, with some room for wide letters.
const PADDING: usize = 220;

fn width(text: &str) -> usize {
    text.chars().map(|sign| if is_chinese(sign) || !sign.is_ascii() { 2 } else { 1 }).sum()
}

/// The longest part in which no line ends.
fn unbroken(text: &str) -> usize {
    let chinese = if text.chars().any(is_chinese) { width(text).min(WHOLE) } else { 0 };
    let words = text.split(|sign: char| sign.is_whitespace() || is_chinese(sign));
    words.map(width).max().unwrap_or_default().min(LONGEST_WORD).max(chinese)
}

/// The widths of columns that together are as wide as the text; `None` where they do not fit.
pub(crate) fn widths(needs: &[Need], text_width: usize, half_sign: usize) -> Option<Vec<usize>> {
    let least: usize = needs.iter().map(|need| need.least_width(half_sign)).sum();
    let room = text_width.checked_sub(least)?;
    let wanted: Vec<usize> =
        needs.iter().map(|need| need.most_width(half_sign) - need.least_width(half_sign)).collect();
    let all_wanted: usize = wanted.iter().sum();
    let given = room.min(all_wanted);
    let rest = room - given;
    let mut widths: Vec<usize> = needs
        .iter()
        .zip(&wanted)
        .map(|(need, wanted)| {
            let least_width = need.least_width(half_sign);
            least_width + (given * wanted).checked_div(all_wanted).unwrap_or_default()
        })
        .collect();
    let all: usize = widths.iter().sum();
    for width in &mut widths {
        *width += (rest * *width).checked_div(all).unwrap_or_default();
    }
    // What division leaves goes to the first.
    let all: usize = widths.iter().sum();
    if let Some(first) = widths.first_mut() {
        *first += text_width.saturating_sub(all);
    }
    Some(widths)
}

/// The columns of each part of a table that does not fit on a page: the first column stands in all of them.
pub(crate) fn parts(needs: &[Need], text_width: usize, half_sign: usize, most: usize) -> Vec<Vec<usize>> {
    let name = needs.first().map_or(0, |need| need.least_width(half_sign)).min(text_width / 2);
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut used = 0;
    for (place, need) in needs.iter().enumerate().skip(1) {
        let wide = need.least_width(half_sign);
        match parts.last_mut() {
            Some(part) if name + used + wide <= text_width && part.len() < most => {
                used += wide;
                part.push(place);
            }
            _ => {
                used = wide;
                parts.push(vec![0, place]);
            }
        }
    }
    parts
}

/// The size of a half sign by which needs are counted where only their sum is asked for.
const HALF_SIGN: usize = 105;

/// The columns of each part into which a table is parted where a page is so many half signs wide: the first column stands in all of
/// them. One part where it fits.
#[must_use]
pub fn column_parts(table: &Table, numbers: &[Number], half_signs: usize) -> Vec<Vec<usize>> {
    let needs: Vec<Need> = (0..table.headings.len())
        .map(|place| {
            let heading = table.headings.get(place).map(|heading| heading.text.as_str());
            let cells = table.rows.iter().filter_map(|row| row.cells.get(place));
            let cells = cells.map(|cell| match cell {
                Cell::Name(text) | Cell::Text(text) => text.as_str(),
                Cell::Number(place) => numbers.get(*place).map_or("", |number| number.text.as_str()),
                Cell::Sparkline(line) => line.signs.as_str(),
                Cell::Empty => "",
            });
            Need::of(heading.into_iter().chain(cells))
        })
        .collect();
    match parts(&needs, half_signs * HALF_SIGN, HALF_SIGN, usize::MAX) {
        parts if parts.is_empty() => vec![(0..needs.len()).collect()],
        parts => parts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_page_and_break_no_number() {
        let needs = [Need::of(["地区", "新疆维吾尔自治区"]), Need::of(["1,234,567"]), Need::of(["0"])];
        let widths = widths(&needs, 9000, 105).expect("they fit");
        assert_eq!(widths.iter().sum::<usize>(), 9000);
        assert!(widths[1] > 9 * 105 && widths[1] > widths[2], "{widths:?}");
        assert_eq!(super::widths(&needs, 1000, 105), None);
    }

    #[test]
    fn parts_repeat_the_first_column_and_have_each_other_once() {
        let needs: Vec<Need> = (0..60).map(|_| Need::of(["1,234,567"])).collect();
        let parts = parts(&needs, 12000, 105, 60);
        assert!(parts.iter().all(|part| part.first() == Some(&0) && part.len() > 1));
        let columns: Vec<usize> = parts.iter().flat_map(|part| part.iter().skip(1).copied()).collect();
        assert_eq!(columns, (1..60).collect::<Vec<_>>());
    }
}
