//! How a text file separates its cells: delimiter, quote and escape, told from the text itself.
//!
//! Told here and not by `csv-nose`, which knows one byte as a delimiter only: on made-up texts of all delimiters and
//! kinds of cells it is right less often (610 against 663 of 700), and it takes inner lists for cells.

use super::cell_worth::{DELIMITERS, is_typed, worth};
use super::dialect::Dialect;
use super::records::{Part, Records, records, records_and_open_quote};

/// Between words more often than between cells: only where the rows are equally long and their cells of a type.
const SPACE: &str = " ";
/// Signs that are seldom delimiters: only where they cut all rows alike.
const RARE: [&str; 8] = ["#", "^", "~", "&", "/", "=", "§", "¦"];
const QUOTES: [char; 2] = ['"', '\''];
/// So much of a text is enough to tell its dialect, and keeps the choice quick. In bytes.
const SAMPLE: usize = 48 << 10;

impl Dialect {
    /// Tells the dialect of a text: of all pairs of delimiter and quote the one by which the rows are most alike.
    ///
    /// The measure is that of van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type
    /// patterns" (2019): how regular the row lengths are, times the share of cells of a plain type.
    pub(crate) fn sniff(text: &str, encoding: &str) -> Self {
        let sample = sample(text);
        let start = Self::plain(encoding);
        let several = several_characters(sample);
        let mut best = start.best(text, sample, candidates(&several));
        let is_better = |rival: &(Self, f64), best: &(Self, f64)| rival.1 > best.1;
        for delimiter in RARE.into_iter().filter(|delimiter| !several.iter().any(|run| run == delimiter)) {
            let rival = start.best(text, sample, std::iter::once(delimiter.to_owned()));
            if is_better(&rival, &best) && rival.0.cuts_all_alike(sample, delimiter) {
                best = rival;
            }
        }
        for (delimiter, runs) in [(SPACE, false), (SPACE, true), ("  ", true)] {
            let spaced = Self { runs, ..start.clone() };
            let rival = spaced.best(text, sample, std::iter::once(delimiter.to_owned()));
            if is_better(&rival, &best) && rival.0.is_table_of_types(sample) {
                best = rival;
            }
        }
        best.0.with_late_quotes(text, sample)
    }

    /// Tells the dialect of a text whose first row that holds something names its columns: where a delimiter parts two of the
    /// names that are looked for, it is that one; else the one by which the rows are most alike.
    ///
    /// A list may be too short for its rows to tell, and its cells may hold more signs than stand between them.
    pub(crate) fn sniff_by_header(text: &str, encoding: &str, named: impl Fn(&[String]) -> usize) -> Self {
        let sample = sample(text);
        let start = Self::plain(encoding);
        let mut best: Option<(usize, String)> = None;
        for delimiter in candidates(&several_characters(sample)) {
            let cut = Self { delimiter, quote: Some('"'), ..start.clone() };
            let found = named(&cut.first_filled_record(sample));
            if found > best.as_ref().map_or(1, |(most, _)| *most) {
                best = Some((found, cut.delimiter));
            }
        }
        match best {
            Some((_, delimiter)) => {
                start.best(text, sample, std::iter::once(delimiter)).0.with_late_quotes(text, sample)
            }
            None => Self::sniff(text, encoding),
        }
    }

    fn plain(encoding: &str) -> Self {
        Self {
            encoding: encoding.to_owned(),
            delimiter: ",".to_owned(),
            quote: None,
            escape: None,
            runs: false,
        }
    }

    fn first_filled_record(&self, text: &str) -> Vec<String> {
        let mut records = Records::new(text, self, Part::Last);
        while let Some(cells) = records.next_record() {
            let cells: Vec<String> = cells.iter().map(|cell| cell.clone().into_owned()).collect();
            if !is_blank(&cells) {
                return cells;
            }
        }
        Vec::new()
    }

    /// The same with the usual quote where cells behind the sample use it: the one name with a comma may stand in row 900.
    fn with_late_quotes(self, text: &str, sample: &str) -> Self {
        const USUAL: char = '"';
        let rest = text.get(sample.len()..).unwrap_or_default();
        if self.quote.is_some() || !is_used(rest, &self.delimiter, USUAL) {
            return self;
        }
        let escape = escape(text, &self.delimiter, USUAL);
        Self { quote: Some(USUAL), escape, ..self }
    }

    /// Whether the rows are equally long, with three cells at least, half of them of a type: words and times have spaces too.
    fn is_table_of_types(&self, sample: &str) -> bool {
        let rows = self.filled_records(sample);
        let width = rows.first().map_or(0, Vec::len);
        // The first row may be the header.
        let below = rows.get(1..).unwrap_or_default();
        let typed = below.iter().flatten().filter(|cell| is_typed(cell)).count();
        width >= 3
            && !below.is_empty()
            && below.iter().all(|row| row.len() == width)
            && typed * 2 >= below.len() * width
    }

    /// Whether a rare sign cuts all rows into equally many cells, and not only the parts of dates, addresses and pairs.
    fn cuts_all_alike(&self, sample: &str, delimiter: &str) -> bool {
        let rows = self.filled_records(sample);
        let width = rows.first().map_or(0, Vec::len);
        // Two parts of a pair are joined by the signs that words are written with, but not by these.
        let narrowest = if ["^", "~", "§", "¦"].contains(&delimiter) { 2 } else { 3 };
        let is_part = delimiter == "/" && (sample.contains("://") || width <= 3);
        width >= narrowest && rows.len() >= 2 && !is_part && rows.iter().all(|row| row.len() == width)
    }

    fn filled_records(&self, sample: &str) -> Vec<Vec<String>> {
        records(sample, self).into_iter().filter(|row| !is_blank(row)).collect()
    }

    /// The best of some delimiters with each quote, and its score; the dialect itself where none is in the text.
    fn best(&self, text: &str, sample: &str, delimiters: impl Iterator<Item = String>) -> (Self, f64) {
        let mut best = self.clone();
        let mut best_score = f64::MIN;
        for delimiter in delimiters {
            let is_absent = !sample.contains(&delimiter) && delimiter != ",";
            if is_absent || (delimiter == ":" && parts_times_only(sample)) {
                continue;
            }
            // Where the usual quotes all open and close cells they are quotes, however alike the rows are without them: a title with
            // a comma in quotes over a table of two columns.
            let mut all_close = false;
            for quote in QUOTES.into_iter().map(Some).chain([None]) {
                if quote.is_none() && all_close {
                    continue;
                }
                if quote.is_some_and(|quote| !is_used(sample, &delimiter, quote)) {
                    continue;
                }
                let escape = quote.and_then(|quote| escape(text, &delimiter, quote));
                let candidate = Self { delimiter: delimiter.clone(), quote, escape, ..best.clone() };
                let score = candidate.score(sample);
                all_close |= quote == Some('"') && candidate.leaves_no_quote(sample);
                // Of two that cut alike the one whose quotes are used says more of the text.
                if score > best_score || (score.total_cmp(&best_score).is_eq() && quote > best.quote) {
                    best_score = score;
                    best = candidate;
                }
            }
        }
        (best, best_score)
    }

    /// Whether each of its quotes opens or closes a cell, and none is left in one.
    fn leaves_no_quote(&self, sample: &str) -> bool {
        let (rows, open) = records_and_open_quote(sample, self);
        let quote = self.quote.unwrap_or('"');
        open.is_none() && !rows.iter().flatten().any(|cell| cell.contains(quote))
    }

    fn score(&self, sample: &str) -> f64 {
        let rows = self.filled_records(sample);
        let mut lengths = std::collections::BTreeMap::<usize, f64>::new();
        let (mut cells, mut plain) = (0.0, 0.0);
        for row in &rows {
            *lengths.entry(row.len()).or_default() += 1.0;
            for cell in row {
                cells += 1.0;
                plain += worth(cell, &self.delimiter);
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
        let rarity = match self.delimiter.as_str() {
            ":" => 0.5,
            delimiter if RARE.contains(&delimiter) || delimiter.starts_with(SPACE) => 0.8,
            _ => 1.0,
        };
        rarity * patterns / (lengths.len().max(1) as f64) * (plain / f64::max(cells, 1.0))
    }
}

/// The delimiters that are mostly used and those of several characters that a text uses; signs that stand in runs only are no
/// delimiters by themselves.
fn candidates(several: &[String]) -> impl Iterator<Item = String> {
    let usual = DELIMITERS.into_iter().map(str::to_owned);
    let usual = usual.filter(|one| !several.iter().any(|run| run.contains(one.as_str())));
    usual.chain(several.iter().cloned())
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

/// Whether every colon stands inside a time: 12:30, 12:30:00.
fn parts_times_only(sample: &str) -> bool {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = sample.as_bytes();
    sample.match_indices(':').all(|(at, _)| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        digit(before) && digit(bytes.get(at + 1)) && digit(bytes.get(at + 2)) && !digit(bytes.get(at + 3))
    })
}

/// Whether some cell begins and some cell ends with the quote; blanks may stand around it.
fn is_used(sample: &str, delimiter: &str, quote: char) -> bool {
    let (mut opens, mut closes) = (false, false);
    for (at, _) in sample.match_indices(quote) {
        let (before, after) = (&sample[..at], &sample[at + quote.len_utf8()..]);
        let blanks = |character: char| character == ' ' && delimiter != SPACE;
        let (before, after) = (before.trim_end_matches(blanks), after.trim_start_matches(blanks));
        opens |= before.is_empty() || before.ends_with(delimiter) || before.ends_with(['\n', '\r']);
        closes |= after.is_empty() || after.starts_with(delimiter) || after.starts_with(['\n', '\r']);
        if opens && closes {
            return true;
        }
    }
    false
}

/// Delimiters of several characters (`||`, `::`, `~|~`): signs that stand together equally often in every line.
fn several_characters(sample: &str) -> Vec<String> {
    let lines: Vec<&str> = sample.lines().filter(|line| !line.trim().is_empty()).take(50).collect();
    let (Some(first), true) = (lines.first(), lines.len() >= 2) else { return Vec::new() };
    let is_sign = |character: char| {
        (character.is_ascii_punctuation() && !"\"'()[]{}.-+_,%$#@/\\".contains(character))
            || character == '\t'
    };
    let mut found: Vec<String> = Vec::new();
    let runs = first.split(|character: char| !is_sign(character)).filter(|run| run.chars().count() >= 2);
    for run in runs {
        let times = first.matches(run).count();
        let is_regular = lines.iter().all(|line| line.matches(run).count() == times);
        // A sign of the run that stands alone somewhere is a delimiter, and the run has blank cells in it.
        let stands_alone = lines.iter().any(|line| line.replace(run, "").contains(|sign| run.contains(sign)));
        if is_regular && !stands_alone && !found.iter().any(|known| known == run) {
            found.push(run.to_owned());
        }
    }
    found
}

/// A backslash before a quote inside a cell, else the doubled quote, else nothing. Two quotes alone are a blank cell.
fn escape(text: &str, delimiter: &str, quote: char) -> Option<char> {
    let ends = |before: &str| {
        before.is_empty() || before.ends_with(delimiter) || before.ends_with(['\n', '\r', ' '])
    };
    let begins = |after: &str| {
        after.is_empty() || after.starts_with(delimiter) || after.starts_with(['\n', '\r', ' '])
    };
    let backslashes = text.matches(&format!("\\{quote}")).count();
    let pair = format!("{quote}{quote}");
    let doubled = text
        .match_indices(&pair)
        .filter(|(at, _)| {
            let (before, after) = (&text[..*at], &text[at + pair.len()..]);
            !(ends(before) && begins(after))
        })
        .count();
    match (backslashes, doubled) {
        (0, 0) => None,
        (backslashes, doubled) if backslashes > doubled => Some('\\'),
        _ => Some(quote),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, delimiter: &str, quote: Option<char>, escape: Option<char>) {
        let dialect = Dialect::sniff(text, "UTF-8");
        let found = (dialect.delimiter.as_str(), dialect.quote, dialect.escape);
        assert_eq!(found, (delimiter, quote, escape), "{text}");
    }

    #[test]
    fn the_delimiter_is_the_one_by_which_rows_are_alike() {
        check("a,b,c\n1,2,3\n4,5,6\n", ",", None, None);
        check("a;b\n1,5;2,5\n3,5;4,5\n", ";", None, None);
        check("a\tb\nx, y\tz, w\nu, v\tq, r\n", "\t", None, None);
        check("a|b|c\n1|2|3\n", "|", None, None);
    }

    #[test]
    fn quotes_and_escapes() {
        check("a,b\n\"x, y\",2\n\"z, w\",3\n", ",", Some('"'), None);
        check("a,b\n\"say \"\"hi\"\", now\",2\n\"z\",3\n", ",", Some('"'), Some('"'));
        check("a,b\n\"say \\\"hi\\\", now\",2\n\"z\",3\n", ",", Some('"'), Some('\\'));
        check("a,b\n'x, y',2\n'z, w',3\n", ",", Some('\''), None);
        check("\"title, 2015\"\na,b\nc,2\nd,3\n", ",", Some('"'), None);
        check("a,b\n\"\",\"x, y\"\n\"z\",\"\"\n", ",", Some('"'), None);
    }

    #[test]
    fn several_characters_and_spaces() {
        check("a||b||c\n1||2||3\n", "||", None, None);
        check("a::b\n1::2\n", "::", None, None);
        check("a,b,c\n1,,\n4,5,6\n", ",", None, None);
        check("a;;b\n1;2;3\n", ";", None, None);
        check("a b c\n1 2 3\n4 5 6\n", " ", None, None);
        check("one word\ntwo\nthree words here\n", ",", None, None);
        check("John Smith\nJane Doe\n", ",", None, None);
        check("2015-01-01 12:00:00\n2015-01-02 13:30:00\n", ",", None, None);
    }

    #[test]
    fn a_quote_far_behind_the_first_rows_is_seen() {
        let mut text: String = (0..6_000).map(|row| format!("north,{row},{}\n", row * 3)).collect();
        assert!(text.len() > SAMPLE);
        text.push_str("\"east, and west\",7,8\n");
        let found = Dialect::sniff(&text, "UTF-8");
        assert_eq!((found.delimiter.as_str(), found.quote), (",", Some('"')));
    }

    #[test]
    fn a_quote_that_is_used_decides_between_delimiters() {
        check("'A Group';£ 1,80;£ 90,50\n'B Ltd.';£ 2,00;£ 10,30\n", ";", Some('\''), None);
    }

    #[test]
    fn a_header_whose_names_are_known_tells_the_delimiter() {
        // Rows whose cells hold lists are more alike by the commas of these.
        let text = format!(
            "area;group\n{}",
            "Ashby, Barrow, Corby, Derby, Ely, Frome, Goole;\"east \"\"far\"\"\"\n".repeat(9)
        );
        let text = text.as_str();
        let named = |header: &[String]| {
            header.iter().filter(|cell| ["area", "group"].contains(&cell.as_str())).count()
        };
        assert_eq!(Dialect::sniff(text, "UTF-8").delimiter, ",");
        let found = Dialect::sniff_by_header(text, "UTF-8", named);
        assert_eq!((found.delimiter.as_str(), found.quote, found.escape), (";", Some('"'), Some('"')));
        assert_eq!(
            Dialect::sniff_by_header("a,b\n1,2\n", "UTF-8", |_| 0),
            Dialect::sniff("a,b\n1,2\n", "UTF-8")
        );
    }

    #[test]
    fn one_column_is_still_a_table() {
        check("name\nfirst\nsecond\n", ",", None, None);
    }
}
