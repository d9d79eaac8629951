//! Columns: how wide each is, and how many of them fit on a page.

use crate::scripts::is_chinese;
use crate::{Cell, Format, Number, Table};
use tierstat_model::{Finding, Localized, Severity};

/// How wide a column would be, in twentieths of a Chinese sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    /// Without breaking a word or a number.
    least: usize,
    /// Without breaking a line.
    most: usize,
}

/// How wide a Chinese sign is.
const SIGN: usize = 20;
/// What word processors put between a Chinese sign and a letter or a figure.
const GAP: usize = 5;
/// A name of a few Chinese signs is not broken.
const WHOLE: usize = 4 * SIGN;
/// A word is broken if it is longer.
const LONGEST_WORD: usize = 14 * SIGN;
/// A number with its words is broken if it is longer.
const LONGEST_NUMBER: usize = 10 * SIGN;
/// A column of words is no wider than this while others want room.
const WIDEST: usize = 32 * SIGN;

impl Need {
    /// What a column of texts needs.
    pub(crate) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut need = Self { least: SIGN, most: SIGN };
        for text in texts {
            need.most = need.most.max(width(text).min(WIDEST));
            need.least = need.least.max(unbroken(text));
        }
        Self { most: need.most.max(need.least), ..need }
    }

    /// The same, where no line of the texts is to end inside: numbers with the words that belong to them.
    pub(crate) fn whole<'t>(self, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let whole = texts.into_iter().map(width).max().unwrap_or_default().min(LONGEST_NUMBER);
        Self { least: self.least.max(whole), most: self.most.max(whole) }
    }

    fn least_width(self, sign: usize) -> usize {
        self.least * sign / SIGN + PADDING
    }

    fn most_width(self, sign: usize) -> usize {
        self.most * sign / SIGN + PADDING
    }
}

/// A font that stands in for another is wider by one of so many parts, bold.
const WIDER_FONT: usize = 3;

/// What stands between the border of a cell and its text, at both sides, and some room for wide letters.
const PADDING: usize = 190;

fn width(text: &str) -> usize {
    let mut all = 0;
    let mut before = None;
    for sign in text.chars() {
        let is_wide = is_chinese(sign);
        all += match sign {
            ',' | '.' | ' ' | ':' | ';' | '(' | ')' | 'i' | 'l' | 't' | 'f' | 'r' | 'j' | 'I' => 7,
            'm' | 'w' | 'M' | 'W' | '%' => 17,
            'A'..='Z' => 14,
            ' '..='~' | '–' => 11,
            _ => SIGN,
        };
        let is_gap = sign.is_alphanumeric() && before.is_some_and(|wide| wide != is_wide);
        all += if is_gap { GAP } else { 0 };
        before = Some(is_wide).filter(|_| sign.is_alphanumeric());
    }
    all
}

/// The longest part in which no line ends.
fn unbroken(text: &str) -> usize {
    let chinese = if text.chars().any(is_chinese) { width(text).min(WHOLE) } else { 0 };
    let words = text.split(|sign: char| sign.is_whitespace() || is_chinese(sign));
    words.map(width).max().unwrap_or_default().min(LONGEST_WORD).max(chinese)
}

/// The widths of columns that together are as wide as the text; `None` where they do not fit.
pub(crate) fn widths(needs: &[Need], text_width: usize, sign: usize) -> Option<Vec<usize>> {
    let least: usize = needs.iter().map(|need| need.least_width(sign)).sum();
    // As far as there is room, no word breaks in a wider font that stands in for a missing one, nor in a bold head.
    let room = text_width.checked_sub(least)?;
    let spare = room.min(least / WIDER_FONT);
    let least_width = |need: &Need| {
        let width = need.least_width(sign);
        width + (spare * width).checked_div(least).unwrap_or_default()
    };
    let least: usize = needs.iter().map(least_width).sum();
    let room = text_width.checked_sub(least)?;
    let wanted: Vec<usize> =
        needs.iter().map(|need| need.most_width(sign).saturating_sub(least_width(need))).collect();
    let all_wanted: usize = wanted.iter().sum();
    let given = room.min(all_wanted);
    let rest = room - given;
    let mut widths: Vec<usize> = needs
        .iter()
        .zip(&wanted)
        .map(|(need, wanted)| {
            least_width(need) + (given * wanted).checked_div(all_wanted).unwrap_or_default()
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
pub(crate) fn parts(needs: &[Need], text_width: usize, sign: usize, most: usize) -> Vec<Vec<usize>> {
    let name = needs.first().map_or(0, |need| need.least_width(sign)).min(text_width / 2);
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut used = 0;
    for (place, need) in needs.iter().enumerate().skip(1) {
        let wide = need.least_width(sign);
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

/// What a cell of a page takes beyond [`PADDING`].
const WIDER_SIDES: usize = 75;

/// How wide a drawn sparkline is, in twentieths of a Chinese sign.
const DRAWN_LINE: usize = 6 * SIGN;

/// The words of a cell where sparklines are drawn.
fn drawn_text<'a>(cell: &'a Cell, numbers: &'a [Number]) -> &'a str {
    match cell {
        Cell::Name(text) | Cell::Text(text) | Cell::Period(text) => text,
        Cell::Number(place) => numbers.get(*place).map_or("", |number| number.text.as_str()),
        Cell::Sparkline(_) | Cell::Empty => "",
    }
}

/// What each column of a table with drawn sparklines needs; `whole` where no line is to end in a number.
fn needs(table: &Table, numbers: &[Number], whole: bool) -> Vec<Need> {
    let of_column = |place: usize| {
        let heading = table.headings.get(place).map(|heading| heading.text.as_str());
        let cells = || table.rows.iter().filter_map(move |row| row.cells.get(place));
        let need = Need::of(heading.into_iter().chain(cells().map(|cell| drawn_text(cell, numbers))));
        let is_whole =
            |cell: &&Cell| matches!(cell, Cell::Period(_)) || (whole && matches!(cell, Cell::Number(_)));
        let need = need.whole(cells().filter(is_whole).map(|cell| drawn_text(cell, numbers)));
        if cells().any(|cell| matches!(cell, Cell::Sparkline(_))) {
            Need { least: need.least.max(DRAWN_LINE), most: need.most.max(DRAWN_LINE) }
        } else {
            need
        }
    };
    (0..table.headings.len()).map(of_column).collect()
}

/// The columns of each part into which a table is parted where a page is so many half signs wide: the first column stands in all of
/// them. One part where it fits.
#[must_use]
pub fn column_parts(table: &Table, numbers: &[Number], half_signs: usize) -> Vec<Vec<usize>> {
    let needs = needs(table, numbers, false);
    match parts(&needs, half_signs * HALF_SIGN, 2 * HALF_SIGN, usize::MAX) {
        parts if parts.is_empty() => vec![(0..needs.len()).collect()],
        parts => parts,
    }
}

/// The shares of the width of a page that some columns of a table take; `None` where all of them fit without breaking a line, and each
/// may be as wide as what stands in it.
#[must_use]
pub fn column_shares(
    table: &Table,
    numbers: &[Number],
    columns: &[usize],
    half_signs: usize,
) -> Option<Vec<usize>> {
    // Cells of pages have more room at their sides, and their letters are wider.
    let sides = columns.len() * WIDER_SIDES;
    let (width, sign) = ((half_signs * HALF_SIGN).checked_sub(sides)?, 2 * HALF_SIGN);
    let of = |whole: bool| -> Vec<Need> {
        let all = needs(table, numbers, whole);
        columns.iter().filter_map(|place| all.get(*place).copied()).collect()
    };
    let whole = of(true);
    let wanted: usize = whole.iter().map(|need| need.most_width(sign)).sum();
    if wanted <= width {
        return None;
    }
    let widths = widths(&whole, width, sign).or_else(|| widths(&of(false), width, sign))?;
    Some(widths.into_iter().map(|width| width + WIDER_SIDES).collect())
}

/// That a table has more columns than a page holds, and stands in parts.
#[must_use]
pub fn wide_table(name: &str, columns: usize, parts: usize, format: Format) -> Finding {
    let format = format.ending();
    Finding {
        severity: Severity::Information,
        rule: "document.wide-table".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("“{name}”有 {columns} 列，一页放不下，在 {format} 中分成 {parts} 部分"),
            format!(
                "“{name}” has {columns} columns, more than a page holds, and stands in {parts} parts in the {format}"
            ),
        ),
        hint: Localized::new(
            "把列分到几个表中，或另用 html 格式看整个表",
            "put the columns into several tables, or read the whole table in the format html",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_page_and_break_no_number() {
        let needs = [Need::of(["地区", "新疆维吾尔自治区"]), Need::of(["1,234,567"]), Need::of(["0"])];
        let widths = widths(&needs, 9000, 210).expect("they fit");
        assert_eq!(widths.iter().sum::<usize>(), 9000);
        assert!(widths[1] > 9 * 100 && widths[1] > widths[2], "{widths:?}");
        assert_eq!(super::widths(&needs, 1000, 210), None);
    }

    #[test]
    fn no_line_ends_in_a_period() {
        let text = "23 September 2021";
        let row = |words: &str| crate::TableRow {
            kind: crate::RowKind::Part,
            cells: vec![Cell::Name(words.to_owned()), Cell::Period(text.to_owned())],
        };
        let headings =
            ["name", "period"].map(|text| crate::Heading { text: text.to_owned(), numbers: false });
        let mut table = Table {
            name: String::new(),
            ordinal: 1,
            title: String::new(),
            unit: String::new(),
            headings: headings.to_vec(),
            rows: vec![row("a")],
            notes: Vec::new(),
            source: String::new(),
        };
        assert_eq!(column_shares(&table, &[], &[0, 1], 40), None, "what fits is as wide as its words");
        table.rows.push(row(&"many words ".repeat(9)));
        let shares = column_shares(&table, &[], &[0, 1], 40).expect("they fit in lines");
        assert_eq!(shares.iter().sum::<usize>(), 40 * HALF_SIGN);
        assert!(shares[1] >= width(text) * 2 * HALF_SIGN / SIGN, "{shares:?}");
    }

    #[test]
    fn parts_repeat_the_first_column_and_have_each_other_once() {
        let needs: Vec<Need> = (0..60).map(|_| Need::of(["1,234,567"])).collect();
        let parts = parts(&needs, 12000, 210, 60);
        assert!(parts.iter().all(|part| part.first() == Some(&0) && part.len() > 1));
        let columns: Vec<usize> = parts.iter().flat_map(|part| part.iter().skip(1).copied()).collect();
        assert_eq!(columns, (1..60).collect::<Vec<_>>());
    }
}
