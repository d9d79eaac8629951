//! Plain text: whether it is an article or a table with delimiters, and its lines.

use super::Line;
use crate::open::dialect::Dialect;
use crate::open::records::records;
use std::collections::BTreeMap;

/// So many characters are enough to tell an article from a table.
const SAMPLE: usize = 20_000;

/// Whether a text is written in sentences and not in records: its lines have no common number of cells, and most of
/// what they hold ends in full stops.
pub(super) fn is_article(text: &str, dialect: &Dialect) -> bool {
    let sample: String = text.chars().take(SAMPLE).collect();
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for record in
        records(&sample, dialect).iter().filter(|record| record.iter().any(|cell| !cell.trim().is_empty()))
    {
        *widths.entry(record.len()).or_default() += 1;
    }
    let rows: usize = widths.values().sum();
    let of_usual_width =
        widths.iter().filter(|(width, _)| **width > 1).map(|(_, count)| *count).max().unwrap_or(0);
    // One line or two prove no common width, and lines that all end as sentences do part clauses, not cells.
    if rows > 2 && !are_sentences(&sample, dialect) && of_usual_width * 2 > rows {
        return false;
    }
    // Cells in quotes may hold whole sentences.
    if dialect.quote.is_some() && of_usual_width > 0 {
        return false;
    }
    let is_sentence = |line: &&str| {
        let words = line.split_whitespace().count();
        line.contains(['。', '！', '？']) || (words >= 8 && line.trim_end().ends_with(['.', '!', '?', '”']))
    };
    let length = |line: &str| line.chars().count();
    let (all, sentences) = sample.lines().fold((0, 0), |(all, sentences), line| {
        (all + length(line), sentences + if is_sentence(&line) { length(line) } else { 0 })
    });
    sentences * 10 > all * 4
}

/// Whether every line with the delimiter ends with a full stop; the header of a table would not.
fn are_sentences(sample: &str, dialect: &Dialect) -> bool {
    let mut parted = sample
        .lines()
        .filter(|line| line.contains(dialect.delimiter.as_str()))
        .map(|line| (line, line.trim_end().trim_end_matches(['”', '"', '’', '）', ')'])))
        .peekable();
    parted.peek().is_some()
        && [",", "，"].contains(&dialect.delimiter.as_str())
        && parted.all(|(line, end)| {
            end.ends_with(['。', '！', '？']) || (end.ends_with('.') && line.split_whitespace().count() >= 5)
        })
}

/// The lines of a text, counted as an editor counts them.
pub(super) fn lines(text: &str) -> Vec<Line> {
    (1_u32..).zip(text.lines()).map(|(number, text)| Line { number, text: text.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> bool {
        is_article(text, &Dialect::sniff(text, "UTF-8"))
    }

    #[test]
    fn sentences_are_an_article_and_records_are_not() {
        assert!(check("标题\n\n目前，全国已有24个省级，97个地市级。\n有3500多家机构，有40多万人才。\n"));
        assert!(check("There are 3,500 agencies, and 12 offices, in the north of the country.\n"));
        assert!(check("标题\n\n截至去年，甲有12家。\n截至今年，乙有14家。\n到明年，丙有15家。\n"));
        assert!(!check("地区,数量,说明\n北京,1,甲。乙，丙。\n天津,2,丁。\n河北,3,戊。\n"));
        assert!(!check("name\nfirst\nsecond\n"));
    }
}
