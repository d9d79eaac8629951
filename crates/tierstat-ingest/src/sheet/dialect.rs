//! How a text file separates its cells: delimiter, quote and escape, told from the text itself.

use super::delimited::records;
use serde::Serialize;

/// How a text file is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dialect {
    /// The encoding, by its WHATWG name: `UTF-8`, `gb18030`, `UTF-16LE`.
    pub encoding: String,
    /// The character between cells.
    pub delimiter: char,
    /// The character around a cell that holds delimiters; `None` where none is used.
    pub quote: Option<char>,
    /// The character before a quote inside such a cell: the quote itself where it is doubled.
    pub escape: Option<char>,
}

const DELIMITERS: [char; 6] = [',', ';', '\t', '|', '，', ':'];
const QUOTES: [char; 2] = ['"', '\''];
/// So much of a text is enough to tell its dialect, and keeps the choice quick. In bytes.
const SAMPLE: usize = 48 << 10;

impl Dialect {
    /// Tells the dialect of a text: of all pairs of delimiter and quote the one by which the rows are most alike.
    ///
    /// The measure is that of van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type
    /// patterns" (2019): how regular the row lengths are, times the share of cells of a plain type.
    pub(super) fn sniff(text: &str, encoding: &str) -> Self {
        let sample = sample(text);
        let mut best = Self { encoding: encoding.to_owned(), delimiter: ',', quote: None, escape: None };
        let mut best_score = f64::MIN;
        for delimiter in DELIMITERS {
            if !sample.contains(delimiter) && delimiter != ',' {
                continue;
            }
            for quote in QUOTES.into_iter().map(Some).chain([None]) {
                if quote.is_some_and(|quote| !is_used(sample, delimiter, quote)) {
                    continue;
                }
                let escape = quote.and_then(|quote| escape(text, delimiter, quote));
                let candidate = Self { delimiter, quote, escape, ..best.clone() };
                let score = candidate.score(sample);
                if score > best_score {
                    best_score = score;
                    best = candidate;
                }
            }
        }
        best
    }

    fn score(&self, sample: &str) -> f64 {
        let rows: Vec<Vec<String>> = records(sample, self).into_iter().filter(|row| !is_blank(row)).collect();
        let mut lengths = std::collections::BTreeMap::<usize, f64>::new();
        let (mut cells, mut plain) = (0.0, 0.0);
        for row in &rows {
            *lengths.entry(row.len()).or_default() += 1.0;
            for cell in row {
                cells += 1.0;
                plain += if is_plain(cell, self.delimiter) { 1.0 } else { 0.0 };
            }
        }
        let patterns: f64 = lengths
            .iter()
            .map(|(length, count)| {
                let length = *length as f64;
                count * (length - 1.0).max(0.001) / length
            })
            .sum();
        // A colon separates times and titles more often than cells.
        let rarity = if self.delimiter == ':' { 0.5 } else { 1.0 };
        rarity * patterns / (lengths.len().max(1) as f64) * (plain / f64::max(cells, 1.0))
    }
}

fn sample(text: &str) -> &str {
    if text.len() <= SAMPLE {
        return text;
    }
    let end = (0..=SAMPLE).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let cut = &text[..end];
    cut.rfind('\n').map_or(cut, |line| &cut[..line])
}

fn is_blank(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// Whether some cell begins and some cell ends with the quote.
fn is_used(sample: &str, delimiter: char, quote: char) -> bool {
    let edge = |character: Option<char>| {
        character.is_none_or(|character| character == delimiter || matches!(character, '\n' | '\r'))
    };
    let (mut opens, mut closes, mut before) = (false, false, None);
    let mut characters = sample.chars().peekable();
    while let Some(character) = characters.next() {
        if character == quote {
            opens |= edge(before);
            closes |= edge(characters.peek().copied());
        }
        before = Some(character);
    }
    opens && closes
}

/// A backslash before a quote inside a cell, else the doubled quote, else nothing. Two quotes alone are a blank cell.
fn escape(text: &str, delimiter: char, quote: char) -> Option<char> {
    let is_edge = |character: Option<char>| {
        character.is_none_or(|character| character == delimiter || matches!(character, '\n' | '\r' | ' '))
    };
    let backslashes = text.matches(&format!("\\{quote}")).count();
    let pair = format!("{quote}{quote}");
    let doubled = text
        .match_indices(&pair)
        .filter(|(at, _)| {
            let (before, after) = (&text[..*at], &text[at + pair.len()..]);
            !(is_edge(before.chars().next_back()) && is_edge(after.chars().next()))
        })
        .count();
    match (backslashes, doubled) {
        (0, 0) => None,
        (backslashes, doubled) if backslashes > doubled => Some('\\'),
        _ => Some(quote),
    }
}

/// Whether a cell looks like a value of its own: blank, a number, a date, or words without a delimiter in them.
fn is_plain(cell: &str, delimiter: char) -> bool {
    let cell = cell.trim();
    let quotes_balance = !cell.starts_with('"') && !cell.ends_with('"');
    let has_other_delimiter = DELIMITERS
        .iter()
        .any(|other| *other != delimiter && *other != ':' && *other != '，' && cell.contains(*other));
    let is_number =
        cell.chars().all(|character| character.is_ascii_digit() || ",.-+%$€£¥:/ ".contains(character))
            && (!has_other_delimiter || cell.chars().filter(|character| *character == ',').count() == 1);
    cell.is_empty() || is_number || (quotes_balance && !has_other_delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, delimiter: char, quote: Option<char>, escape: Option<char>) {
        let dialect = Dialect::sniff(text, "UTF-8");
        assert_eq!((dialect.delimiter, dialect.quote, dialect.escape), (delimiter, quote, escape), "{text}");
    }

    #[test]
    fn the_delimiter_is_the_one_by_which_rows_are_alike() {
        check("a,b,c\n1,2,3\n4,5,6\n", ',', None, None);
        check("a;b\n1,5;2,5\n3,5;4,5\n", ';', None, None);
        check("a\tb\nx, y\tz, w\nu, v\tq, r\n", '\t', None, None);
        check("a|b|c\n1|2|3\n", '|', None, None);
    }

    #[test]
    fn quotes_and_escapes() {
        check("a,b\n\"x, y\",2\n\"z, w\",3\n", ',', Some('"'), None);
        check("a,b\n\"say \"\"hi\"\", now\",2\n\"z\",3\n", ',', Some('"'), Some('"'));
        check("a,b\n\"say \\\"hi\\\", now\",2\n\"z\",3\n", ',', Some('"'), Some('\\'));
        check("a,b\n'x, y',2\n'z, w',3\n", ',', Some('\''), None);
        check("a,b\n\"\",\"x, y\"\n\"z\",\"\"\n", ',', Some('"'), None);
    }

    #[test]
    fn one_column_is_still_a_table() {
        check("name\nfirst\nsecond\n", ',', None, None);
    }
}
