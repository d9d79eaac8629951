//! Records of a text with delimiters, in whole or as far as it has been read.

use super::dialect::Dialect;
use memchr::{memchr, memchr3};
use std::borrow::Cow;

/// Splits a text into records; a blank line is a record of one blank cell, so that rows keep their numbers.
///
/// A quote that opens a cell and is never closed, or stands inside a cell, stays text. The lines `sep=;` that some
/// programs write first are kept as a record.
pub(crate) fn records(text: &str, dialect: &Dialect) -> Vec<Vec<String>> {
    records_and_open_quote(text, dialect).0
}

/// The records of a text, with the row and column of the first cell that begins with a quote which never closes.
pub(crate) fn records_and_open_quote(
    text: &str,
    dialect: &Dialect,
) -> (Vec<Vec<String>>, Option<(u32, u32)>) {
    let mut records = Records::new(text, dialect, Part::Last);
    let (mut rows, mut open) = (Vec::new(), None);
    let mut row = 0;
    while let Some(cells) = records.next_record() {
        row += 1;
        // Where the text was taken for one without quotes, nothing has looked for their ends.
        let alone = |cell: &Cow<'_, str>| cell.starts_with('"') && cell.matches('"').count() == 1;
        if open.is_none() && dialect.quote.is_none() {
            let found = cells.iter().position(alone).and_then(|at| u32::try_from(at + 1).ok());
            open = found.map(|column| (row, column));
        }
        rows.push(cells.iter().map(|cell| cell.clone().into_owned()).collect());
        if let Some(column) = records.open_quote.take() {
            open = open.or(Some((row, column)));
        }
    }
    (rows, open)
}

/// The line, counted from 1, on which a record begins that is counted from 1 too; cells in quotes may hold line ends.
pub(crate) fn line_of_record(text: &str, dialect: &Dialect, number: u32) -> usize {
    let mut records = Records::new(text, dialect, Part::Last);
    for _ in 1..number {
        records.next_record();
    }
    let before = text.strip_suffix(records.rest()).unwrap_or(text);
    before.replace("\r\n", "\n").matches(['\n', '\r']).count() + 1
}

/// Which part of a text is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// More follows: a record counts only once its line has ended.
    Earlier,
    /// The text ends here.
    Last,
}

/// Walks over the records of a text and lends each; cells are copied only where quotes must go.
#[derive(Debug)]
pub(crate) struct Records<'t, 'd> {
    rest: &'t str,
    part: Part,
    dialect: &'d Dialect,
    /// The first byte of the delimiter.
    delimiter: u8,
    /// Which cell of its record, counted from 1, began with the quote that never closes.
    open_quote: Option<u32>,
    /// The quote, until one is met that never closes: no later one does, and looking again would cost quadratic time.
    quote: Option<char>,
    cells: Vec<Cow<'t, str>>,
}

impl<'t, 'd> Records<'t, 'd> {
    pub(crate) fn new(text: &'t str, dialect: &'d Dialect, part: Part) -> Self {
        let delimiter = dialect.delimiter.bytes().next().unwrap_or(b'\n');
        let quote = dialect.quote;
        Self { rest: text, part, dialect, delimiter, open_quote: None, quote, cells: Vec::new() }
    }

    /// What has not been read: where more follows, the beginning of a record whose end is not there yet.
    pub(crate) fn rest(&self) -> &'t str {
        self.rest
    }

    /// The cells of the next record; `None` at the end of what is at hand.
    pub(crate) fn next_record(&mut self) -> Option<&[Cow<'t, str>]> {
        self.cells.clear();
        let mut rest = self.without_run(self.rest);
        while !rest.is_empty() {
            let (cell, after) = match self.quoted(rest) {
                Quoted::Cell(cell, after) => (Cow::Owned(cell), after),
                Quoted::No => {
                    let end = self.cell_end(rest);
                    (Cow::Borrowed(&rest[..end]), &rest[end..])
                }
                Quoted::Open => return None,
            };
            self.cells.push(cell);
            rest = after;
            // A carriage return at the end of what is at hand may be half a line end.
            if self.part == Part::Earlier && rest == "\r" {
                return None;
            }
            if let Some(after) = rest.strip_prefix(self.dialect.delimiter.as_str()) {
                rest = self.without_run(after);
                // The blanks that fill up a row of aligned columns are no cell.
                if self.dialect.runs && Self::line_end(rest).is_some() {
                    if self.part == Part::Earlier && rest == "\r" {
                        return None;
                    }
                    self.rest = Self::line_end(rest).unwrap_or_default();
                    return Some(&self.cells);
                }
                if rest.is_empty() && !self.dialect.runs {
                    self.cells.push(Cow::Borrowed(""));
                }
            } else if let Some(after) = Self::line_end(rest) {
                self.rest = after;
                return Some(&self.cells);
            }
        }
        if self.part == Part::Earlier || self.cells.is_empty() {
            return None;
        }
        self.rest = "";
        Some(&self.cells)
    }

    /// The text behind the blanks at its start, where several delimiters count as one.
    fn without_run(&self, text: &'t str) -> &'t str {
        if self.dialect.runs { text.trim_start_matches(' ') } else { text }
    }

    /// The text after a line end, where one stands at the start.
    fn line_end(text: &'t str) -> Option<&'t str> {
        text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n')).or_else(|| text.strip_prefix('\r'))
    }

    /// The cell in quotes at the start of a text, where there is one.
    fn quoted(&mut self, text: &'t str) -> Quoted<'t> {
        let Some(quote) = self.quote else { return Quoted::No };
        if !without_blanks(text, self.dialect).starts_with(quote) {
            return Quoted::No;
        }
        match quoted_cell(text, quote, self.dialect) {
            // The end of what is at hand may cut the sign that tells whether the quote closes.
            Some((_, "")) if self.part == Part::Earlier => Quoted::Open,
            Some((cell, after)) => Quoted::Cell(cell, after),
            None if self.part == Part::Earlier => Quoted::Open,
            None => {
                self.quote = None;
                self.open_quote = u32::try_from(self.cells.len() + 1).ok();
                Quoted::No
            }
        }
    }

    /// Where the cell at the start of a text ends: at the next delimiter or line end.
    fn cell_end(&self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let mut from = 0;
        while let Some(found) = bytes.get(from..).and_then(|rest| memchr3(self.delimiter, b'\n', b'\r', rest))
        {
            let at = from + found;
            let is_line_end = matches!(bytes.get(at), Some(b'\n' | b'\r'));
            // A byte below 128 stands for itself, so the place is between characters; the first byte of a wider
            // delimiter may begin another character, which the comparison tells.
            if is_line_end
                || self.dialect.delimiter.len() == 1
                || bytes.get(at..).is_some_and(|rest| rest.starts_with(self.dialect.delimiter.as_bytes()))
            {
                return at;
            }
            from = at + 1;
        }
        text.len()
    }
}

/// Whether a cell in quotes stands at the start of a text.
enum Quoted<'t> {
    Cell(String, &'t str),
    No,
    /// It opens, and what is at hand ends before it closes.
    Open,
}

/// A cell in quotes at the start of a text, with the text after it; `None` where the quote never closes.
fn quoted_cell<'a>(text: &'a str, quote: char, dialect: &Dialect) -> Option<(String, &'a str)> {
    let inside = without_blanks(text, dialect).strip_prefix(quote)?;
    let escape = dialect.escape.filter(|escape| *escape != quote);
    // Most cells hold no other quote and no escape.
    if quote.is_ascii() && escape.is_none() {
        let end = memchr(quote as u8, inside.as_bytes())?;
        let after = &inside[end + 1..];
        if is_end_of_quoted(after, dialect) {
            return Some((inside[..end].to_owned(), without_blanks(after, dialect)));
        }
    }
    let mut cell = String::new();
    let mut characters = inside.char_indices();
    while let Some((place, character)) = characters.next() {
        let after = &inside[place + character.len_utf8()..];
        if character == quote {
            if is_end_of_quoted(after, dialect) {
                return Some((cell, without_blanks(after, dialect)));
            }
            if after.starts_with(quote) {
                characters.next();
            }
            cell.push(quote);
        } else if escape == Some(character) && after.starts_with(quote) {
            characters.next();
            cell.push(quote);
        } else {
            cell.push(character);
        }
    }
    None
}

/// A text behind the blanks between a quote and a delimiter; none where blanks are the delimiter.
fn without_blanks<'a>(text: &'a str, dialect: &Dialect) -> &'a str {
    if dialect.delimiter.starts_with(' ') { text } else { text.trim_start_matches(' ') }
}

/// Whether a quoted cell ends before a text: spaces, then a delimiter, a line end or the end.
fn is_end_of_quoted(after: &str, dialect: &Dialect) -> bool {
    let ends = without_blanks(after, dialect);
    ends.is_empty() || ends.starts_with(dialect.delimiter.as_str()) || ends.starts_with(['\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dialect(quote: Option<char>) -> Dialect {
        Dialect { encoding: "UTF-8".to_owned(), delimiter: ",".to_owned(), quote, escape: quote, runs: false }
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

    #[test]
    fn a_record_begins_on_its_line() {
        let text = "a,b\r\n\"c\nd\r\ne\",f\r\n\ng,h";
        let lines: Vec<usize> =
            (1..=4).map(|number| line_of_record(text, &dialect(Some('"')), number)).collect();
        assert_eq!(lines, [1, 2, 5, 6]);
    }

    #[test]
    fn what_is_read_in_parts_is_what_is_read_at_once() {
        let text = "a,\"b\n\"\"c\"\"\",d\r\n1,,3\r\n\r\n字,\"x\"  ,y\nlast,";
        let whole = records(text, &dialect(Some('"')));
        for cut in (0..=text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            let dialect = dialect(Some('"'));
            let mut found: Vec<Vec<String>> = Vec::new();
            let mut first = Records::new(&text[..cut], &dialect, Part::Earlier);
            while let Some(cells) = first.next_record() {
                found.push(cells.iter().map(|cell| cell.to_string()).collect());
            }
            let carried = format!("{}{}", first.rest(), &text[cut..]);
            found.extend(records(&carried, &dialect));
            assert_eq!(found, whole, "cut at {cut}");
        }
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
