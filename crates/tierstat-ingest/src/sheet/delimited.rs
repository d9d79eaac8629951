//! Text files: a text with delimiters becomes one sheet of text cells.

use super::encoding::decode;
use super::{CellKind, Dialect, SheetBuilder, SheetCells, article};
use crate::prose::Line;
use crate::{IngestError, Limits};
use std::path::Path;

/// The dialect and the sheet of a table, or the lines of an article.
type Text = (Option<Dialect>, Vec<SheetCells>, Vec<Line>);

/// Reads a text file with its dialect told from the text; a text in sentences is an article and has none.
pub(super) fn read(path: &Path, content: &[u8], limits: &Limits) -> Result<Text, IngestError> {
    let decoded = decode(path, content)?;
    if decoded.text.trim().is_empty() {
        return Err(IngestError::Empty { path: path.to_owned() });
    }
    let dialect = Dialect::sniff(&decoded.text, decoded.encoding);
    if article::is_article(&decoded.text, &dialect) {
        return Ok((None, Vec::new(), article::lines(&decoded.text)));
    }
    let mut sheet = SheetBuilder::new(None);
    for (row, record) in (1_u32..).zip(records(&decoded.text, &dialect)) {
        sheet.push_width(u32::try_from(record.len()).unwrap_or(u32::MAX));
        for (column, text) in (1_u32..).zip(record) {
            sheet.insert(row, column, &text, CellKind::Text);
        }
        if sheet.filled() > limits.cells {
            let found = sheet.filled();
            return Err(IngestError::TooLarge {
                path: path.to_owned(),
                what: "cells",
                found,
                limit: limits.cells,
            });
        }
    }
    Ok((Some(dialect), vec![sheet.finish()], Vec::new()))
}

/// Splits a text into records; a blank line is a record of one blank cell, so that rows keep their numbers.
///
/// A quote that opens a cell and is never closed, or stands inside a cell, stays text. The lines `sep=;` that some
/// programs write first are kept as a record.
pub(super) fn records(text: &str, dialect: &Dialect) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    // Where one quote never closes, no later one does: it is not looked for again, and the time stays linear.
    let mut quote = dialect.quote;
    while !rest.is_empty() {
        let quoted =
            quote.filter(|quote| rest.trim_start_matches(' ').starts_with(*quote)).and_then(|opened| {
                let cell = quoted_cell(rest, opened, dialect);
                quote = quote.filter(|_| cell.is_some());
                cell
            });
        let (cell, after) = quoted.unwrap_or_else(|| {
            let end = cell_end(rest, &dialect.delimiter);
            (rest[..end].to_owned(), &rest[end..])
        });
        row.push(cell);
        rest = after;
        if let Some(after) = rest.strip_prefix(dialect.delimiter.as_str()) {
            rest = after;
            if rest.is_empty() {
                row.push(String::new());
            }
        } else if let Some(after) =
            rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).or_else(|| rest.strip_prefix('\r'))
        {
            rows.push(std::mem::take(&mut row));
            rest = after;
        }
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

/// Where the cell at the start of a text ends: at the next delimiter or line end.
fn cell_end(text: &str, delimiter: &str) -> usize {
    let Some(first) = delimiter.chars().next() else { return text.len() };
    let stops = text.match_indices([first, '\n', '\r']);
    let mut ends =
        stops.filter(|(at, found)| *found == "\n" || *found == "\r" || text[*at..].starts_with(delimiter));
    ends.next().map_or(text.len(), |(at, _)| at)
}

/// A cell in quotes at the start of a text, with the text after it; `None` where the quote never closes.
fn quoted_cell<'a>(text: &'a str, quote: char, dialect: &Dialect) -> Option<(String, &'a str)> {
    let blanks = text.len() - text.trim_start_matches(' ').len();
    let inside = text[blanks..].strip_prefix(quote)?;
    let mut cell = String::new();
    let mut characters = inside.char_indices();
    while let Some((place, character)) = characters.next() {
        let after = &inside[place + character.len_utf8()..];
        if character == quote {
            let ends = after.trim_start_matches(' ');
            let is_end = ends.is_empty()
                || ends.starts_with(dialect.delimiter.as_str())
                || ends.starts_with(['\n', '\r']);
            if is_end {
                return Some((cell, ends));
            }
            if after.starts_with(quote) {
                characters.next();
            }
            cell.push(quote);
        } else if dialect.escape == Some(character) && after.starts_with(quote) {
            characters.next();
            cell.push(quote);
        } else {
            cell.push(character);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dialect(quote: Option<char>) -> Dialect {
        Dialect { encoding: "UTF-8".to_owned(), delimiter: ",".to_owned(), quote, escape: quote }
    }

    fn check(text: &str, expected: &[&[&str]]) {
        assert_eq!(records(text, &dialect(Some('"'))), expected, "{text:?}");
    }

    #[test]
    fn cells_and_line_ends() {
        check("a,b\r\n1,2\n3,4\r5,6", &[&["a", "b"], &["1", "2"], &["3", "4"], &["5", "6"]]);
        check("a,\n,b\n", &[&["a", ""], &["", "b"]]);
        check("a\n\n\nb", &[&["a"], &[""], &[""], &["b"]]);
        check("a,", &[&["a", ""]]);
    }

    #[test]
    fn quotes_hold_delimiters_lines_and_quotes() {
        check("\"a,b\",c", &[&["a,b", "c"]]);
        check("\"a\nb\",c\n1,2", &[&["a\nb", "c"], &["1", "2"]]);
        check("\"say \"\"hi\"\"\",c", &[&["say \"hi\"", "c"]]);
        check("\"\",c", &[&["", "c"]]);
    }

    #[test]
    fn a_stray_quote_stays_text() {
        check("5\" pipe,b\n\"open,c\nd,e", &[&["5\" pipe", "b"], &["\"open", "c"], &["d", "e"]]);
        check("\"a\" b\",c", &[&["a\" b", "c"]]);
    }

    proptest! {
        #[test]
        fn no_text_panics_and_plain_cells_come_back(text in "[a-c,\"'\\n\\r \\\\]{0,60}") {
            let _ = records(&text, &dialect(Some('"')));
            let sniffed = Dialect::sniff(&text, "UTF-8");
            let _ = records(&text, &sniffed);
        }

        #[test]
        fn written_cells_are_read_back(rows in proptest::collection::vec(
            proptest::collection::vec("[a-z0-9 ,\"\\n]{1,6}[a-z]", 2..4), 1..5,
        )) {
            let line = |row: &Vec<String>| {
                row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
            };
            let text = rows.iter().map(line).collect::<Vec<_>>().join("\n");
            // A quote before a delimiter inside a cell cannot be told from the end of the cell when it is not doubled;
            // doubled quotes always can.
            prop_assert_eq!(records(&text, &dialect(Some('"'))), rows);
        }
    }
}
