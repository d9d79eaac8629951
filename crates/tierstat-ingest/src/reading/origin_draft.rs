//! What a file itself says of where it comes from: who sent it, what it is called, which of several states it is.

use crate::FileContext;
use crate::figure::reporting_body::{body_at_start, sender};
use crate::names::Names;
use crate::sheet::SheetCells;
use crate::text::period::find_period;
use jiff::civil::Date;
use std::borrow::Cow;
use tierstat_model::{Basis, Period};

/// An origin as the file itself lets it be supposed, until a person states it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OriginDraft {
    /// Who published it; empty where nothing tells.
    pub publisher: String,
    /// How the publisher was come by: a cell, the title, the name of the sheet or of the file.
    pub publisher_basis: Option<Basis>,
    /// The first line of the file, else the name of the file.
    pub title: String,
    /// The folder of the edition, with the day or the number of the state that the file's name tells.
    pub edition: String,
}

/// So many rows at the top of a sheet may say where it comes from.
const ROWS: u32 = 8;
/// So many rows at its end may.
const LAST_ROWS: u32 = 4;
/// So many columns of them are looked at, and so many sheets.
const COLUMNS: u32 = 16;
const SHEETS: usize = 8;
/// A longer line is no title, in characters.
const LONGEST_TITLE: usize = 80;

/// The origin that a file lets be supposed.
pub(super) fn origin_draft(context: &FileContext<'_>, sheets: &[SheetCells]) -> OriginDraft {
    let names = context.names.map_or_else(|| Cow::Owned(Names::new(context.lists)), Cow::Borrowed);
    let parts: Vec<&str> = context.name.split(['/', '\\']).collect();
    let stem = parts.last().and_then(|name| name.split('.').next()).unwrap_or_default();
    // england_v2 names England.
    let spaced = stem.replace('_', " ");
    let lines = lines(sheets);
    let sheet_names = sheets.iter().filter_map(|sheet| sheet.name.as_deref());
    let body = |text: &str| body_at_start(&names, text).map(|(name, _)| name);
    let title = titles(sheets).map(without_sender).find(|line| is_title(line, &body));
    let stated = context.publisher.map(|publisher| (publisher.to_owned(), Basis::Default));
    let publisher = stated
        .or_else(|| lines.iter().find_map(|line| sender(line)).map(|name| (name.to_owned(), Basis::Cell)))
        .or_else(|| lines.iter().find_map(|line| body(line)).map(|name| (name, Basis::Title)))
        .or_else(|| body(&spaced).map(|name| (name, Basis::FileName)))
        .or_else(|| area_of(&names, &lines, Basis::Title))
        .or_else(|| area_of(&names, &sheet_names.take(SHEETS).collect::<Vec<_>>(), Basis::SheetName))
        .or_else(|| area_of(&names, &[spaced.as_str()], Basis::FileName))
        .or_else(|| folder_before(&parts).map(|name| (name, Basis::Default)));
    let (publisher, publisher_basis) =
        publisher.map_or_else(Default::default, |(name, basis)| (name, Some(basis)));
    // datasets/<publisher>/<edition>/<file>
    let folder = parts.len().checked_sub(2).filter(|_| parts.len() >= 4).and_then(|place| parts.get(place));
    let base = folder.map_or_else(
        || find_period(stem).map_or_else(String::new, |period| period.to_string()),
        |folder| (*folder).to_owned(),
    );
    OriginDraft {
        publisher,
        publisher_basis,
        title: title.unwrap_or_else(|| stem.to_owned()),
        edition: [base, state_of(stem)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// The folder that holds the folder of the edition, where a file lies in datasets/PUBLISHER/EDITION.
fn folder_before(parts: &[&str]) -> Option<String> {
    let place = parts.len().checked_sub(3).filter(|_| parts.len() >= 4)?;
    parts.get(place).map(|name| (*name).to_owned())
}

/// What stands alone, or beside who sent it, in a row at the top of a sheet.
fn titles(sheets: &[SheetCells]) -> impl Iterator<Item = &str> {
    let sheets = sheets.iter().filter(|sheet| !sheet.hidden).take(SHEETS);
    sheets.flat_map(|sheet| {
        // What stands alone below the first row of several cells is no title any more.
        let texts = move |row: u32| {
            let cells = (1..=COLUMNS.min(sheet.columns())).map(move |column| sheet.text(row, column).trim());
            cells.filter(|text| !text.is_empty())
        };
        let is_alone = move |row: &u32| {
            let mut texts = texts(*row);
            texts.next().is_none_or(|first| texts.all(|other| other == first || sender(other).is_some()))
        };
        let alone =
            (1..=ROWS.min(sheet.rows())).take_while(is_alone).filter_map(move |row| texts(row).next());
        sheet.caption.as_deref().into_iter().chain(alone)
    })
}

/// The texts at the top and at the end of the sheets.
fn lines(sheets: &[SheetCells]) -> Vec<&str> {
    let mut lines = Vec::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.hidden).take(SHEETS) {
        lines.extend(sheet.caption.as_deref());
        let top = ROWS.min(sheet.rows());
        let end = sheet.rows().saturating_sub(LAST_ROWS).max(top);
        for row in (1..=top).chain(end + 1..=sheet.rows()) {
            let cells = (1..=COLUMNS.min(sheet.columns())).map(|column| sheet.text(row, column));
            lines.extend(cells.map(str::trim).filter(|text| !text.is_empty()));
        }
    }
    lines
}

fn is_title(line: &str, body: &dyn Fn(&str) -> Option<String>) -> bool {
    let length = line.chars().count();
    (4..=LONGEST_TITLE).contains(&length)
        && line.chars().filter(|sign| sign.is_alphabetic()).count() * 2 > length
        && !line.starts_with(['(', '（'])
        && (!line.contains(['：', ':']) || line.starts_with('附') || body(line).is_some())
}

fn without_sender(line: &str) -> String {
    let Some(name) = sender(line) else { return line.to_owned() };
    let before = line.find(name).and_then(|place| line.get(..place)).unwrap_or_default();
    before
        .split(char::is_whitespace)
        .next()
        .filter(|first| !first.contains(['：', ':']))
        .unwrap_or_default()
        .to_owned()
}

/// The one area that some lines name.
fn area_of(names: &Names<'_>, lines: &[&str], basis: Basis) -> Option<(String, Basis)> {
    let mut areas = lines.iter().take(3).filter_map(|line| names.mentions(line).area);
    let first = areas.next()?;
    areas
        .all(|other| other == first)
        .then(|| names.lists().areas.get(&first).map(|area| (area.name.clone(), basis)))?
}

/// Which of several states of one return a file is, by its name: a day, a number, a word of correction. Empty where nothing says so.
///
/// States of one return are in order when they are compared as people read numbers: nothing, (2), (3), a day, a later day.
fn state_of(stem: &str) -> String {
    const CORRECTED: [&str; 16] = [
        "更正",
        "修订",
        "修正",
        "订正",
        "修改",
        "补报",
        "重报",
        "重新上报",
        "终稿",
        "定稿",
        "corrected",
        "correction",
        "revised",
        "resent",
        "resubmitted",
        "amended",
    ];
    let lower = stem.to_lowercase();
    let corrected = CORRECTED.iter().filter_map(|word| Some((lower.find(word)?, word.len()))).min();
    let number = numbered(&lower);
    let behind = corrected.and_then(|(place, length)| {
        let rest = lower.get(place + length..)?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok().filter(|number| *number <= 20)
    });
    let state = match (corrected, behind, number) {
        (Some(_), Some(number), _) => Some(number + 1),
        (Some(_), None, number) => Some(number.unwrap_or(2).max(2)),
        (None, _, number) => number.filter(|number| *number > 1),
    };
    let day = day_in(stem).map(|day| day.to_string());
    let state = state.map(|state| format!("({state})"));
    day.into_iter().chain(state).collect::<Vec<_>>().join(" ")
}

/// The number of a state: (2), （2）, v2, 第2稿.
fn numbered(stem: &str) -> Option<u32> {
    let signs: Vec<char> = stem.chars().collect();
    let mut found = None;
    for (place, sign) in signs.iter().enumerate() {
        let is_start = match sign {
            '(' | '（' | '第' => true,
            'v' => place
                .checked_sub(1)
                .is_none_or(|before| signs.get(before).is_none_or(|sign| !sign.is_alphanumeric())),
            _ => false,
        };
        if !is_start {
            continue;
        }
        let digits: String = signs.iter().skip(place + 1).take_while(|sign| sign.is_ascii_digit()).collect();
        let next = signs.get(place + 1 + digits.chars().count());
        let ends = match sign {
            '(' | '（' => next.is_some_and(|sign| [')', '）'].contains(sign)),
            '第' => next.is_some_and(|sign| ['稿', '版', '次'].contains(sign)),
            _ => next.is_none_or(|sign| !sign.is_alphanumeric()),
        };
        if ends && let Some(number) = digits.parse().ok().filter(|number| (1..=20).contains(number)) {
            found = Some(number);
        }
    }
    found
}

/// The day that a name of a file tells: 20260315, 2026-03-15, 2026年3月15日.
fn day_in(stem: &str) -> Option<Date> {
    if let Some(Period::Day(day)) = find_period(stem) {
        return Some(day);
    }
    let runs = stem.split(|sign: char| !sign.is_ascii_digit()).filter(|run| run.len() == 8);
    let mut days = runs.filter_map(|run| {
        let part = |range| run.get(range).and_then(|part: &str| part.parse::<i16>().ok());
        let [year, month, day] = [part(0..4)?, part(4..6)?, part(6..8)?];
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()
            .filter(|_| (1900..2200).contains(&year))
    });
    days.next().filter(|_| days.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::state_of;

    #[test]
    fn the_name_of_a_file_tells_which_state_it_is() {
        for (stem, state) in [
            ("株洲市2025", ""),
            ("株洲市2025（更正）", "(2)"),
            ("株洲市2025更正2", "(3)"),
            ("株洲市(2025)", ""),
            ("株洲市2025 (3)", "(3)"),
            ("Wales return v2", "(2)"),
            ("Wales revised 2024-25", "(2)"),
            ("株洲市20260315", "2026-03-15"),
            ("株洲市20260315修订", "2026-03-15 (2)"),
            ("价值评估5", ""),
            ("第3稿", "(3)"),
        ] {
            assert_eq!(state_of(stem), state, "{stem}");
        }
    }
}
