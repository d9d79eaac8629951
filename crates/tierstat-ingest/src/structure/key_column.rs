//! Keys: columns of whole numbers that say which row it is and count nothing. 序号, codes, ages, months, ranks, years.

use super::Shape;
use super::data_rows::is_data_like;
use super::grid::Grid;
use crate::text::excerpt::is_no_name;
use std::collections::{BTreeMap, BTreeSet};

/// The head of a column is looked for so many rows above its data.
const HEAD_ROWS: u32 = 10;
/// A text longer than this heads no column of keys. In characters.
const LONGEST_HEAD: usize = 24;

/// What the header says that a column of numbers is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyWord {
    /// A code: it stands for what the row is about.
    Code,
    /// A serial number or a rank: it numbers the rows; right of the figures a rank is a figure.
    Serial,
    /// An age, a month or a grade: it tells rows apart and is read.
    Order,
    /// A year.
    Year,
}

/// What stands over a column, from the lowest row up.
#[derive(Debug, Default)]
pub(super) struct Head<'a> {
    /// The texts.
    pub(super) texts: Vec<&'a str>,
    /// Whether one of them is a year or another period.
    pub(super) is_period: bool,
    /// Whether the lowest stands in a row that heads the first column too.
    pub(super) beside_first: bool,
}

impl<'a> Head<'a> {
    /// The rows of a table whose data begins at a row that may head columns, from the lowest up.
    pub(super) fn rows(grid: &Grid<'_>, data_first: u32) -> Vec<u32> {
        let above = (data_first.saturating_sub(HEAD_ROWS).max(1)..data_first).rev();
        above.take_while(|row| !is_data_like(grid, *row)).filter(|row| grid.row(*row).len() > 1).collect()
    }

    /// The texts over a column in those rows.
    pub(super) fn over(grid: &Grid<'a>, rows: &[u32], column: u32, first_column: u32) -> Self {
        let mut head = Self::default();
        for row in rows {
            let text = grid.sheet.text(*row, column);
            if text.is_empty() {
                continue;
            }
            if head.texts.is_empty() {
                head.beside_first = !grid.sheet.text(*row, first_column).is_empty();
            }
            let cells = grid.row(*row);
            let shape = cells.binary_search_by_key(&column, |(at, _)| *at).ok().and_then(|at| cells.get(at));
            head.is_period |= shape.is_some_and(|(_, shape)| *shape == Shape::Period);
            head.texts.push(text);
        }
        head
    }

    /// What kind of key the header names.
    pub(super) fn key(&self) -> Option<KeyWord> {
        self.texts.iter().find_map(|text| key_word(text))
    }

    /// Whether the header says that the column holds remarks or marks.
    pub(super) fn is_remark(&self) -> bool {
        const CHINESE: [&str; 6] = ["备注", "说明", "附注", "注释", "来源", "标记"];
        const ENGLISH: [&str; 12] = [
            "note", "notes", "remark", "remarks", "comment", "comments", "source", "sources", "flag",
            "flags", "footnote", "status",
        ];
        self.texts.iter().any(|text| {
            CHINESE.iter().any(|word| text.trim().ends_with(word))
                || last_word(&text.to_lowercase()).is_some_and(|word| ENGLISH.contains(&word))
        })
    }
}

fn last_word(text: &str) -> Option<&str> {
    text.split(|character: char| !character.is_alphanumeric()).rfind(|word| !word.is_empty())
}

/// The kind of key that a header cell names.
fn key_word(text: &str) -> Option<KeyWord> {
    if is_no_name(text) {
        return None;
    }
    let text = text.split(['(', '（', '[', '【']).next().unwrap_or(text).trim().to_lowercase();
    let joined: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    if joined.is_empty() || joined.chars().count() > LONGEST_HEAD {
        return None;
    }
    const CODES: [&str; 8] = ["代码", "编码", "代号", "编号", "コード", "番号", "区划码", "邮编"];
    const CODE_WORDS: [&str; 8] = ["code", "codes", "id", "ids", "schlüssel", "fips", "zip", "postcode"];
    const SERIALS: [&str; 9] = ["序号", "行号", "行次", "项次", "排名", "排序", "位次", "名次", "順位"];
    const SERIAL_WORDS: [&str; 7] = ["no", "nr", "nummer", "rank", "ranking", "serial", "lfd"];
    const ORDERS: [&str; 8] = ["年龄", "岁", "年齢", "月份", "月", "季度", "级别序", "周"];
    const ORDER_WORDS: [&str; 12] = [
        "age", "ages", "alter", "month", "months", "monat", "quarter", "week", "grade", "day", "hour", "lag",
    ];
    const YEARS: [&str; 19] = [
        "年份",
        "年度",
        "年",
        "年次",
        "西历",
        "时间",
        "年别",
        "年別",
        "年底",
        "年底别",
        "年底別",
        "年末",
        "民国",
        "民國",
        "民国年",
        "民國年",
        "ปี",
        "พ.ศ.",
        "ปีพ.ศ.",
    ];
    const YEAR_WORDS: [&str; 8] = ["year", "years", "jahr", "period", "time", "date", "ended", "yr"];
    let words: Vec<&str> =
        text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let last = words.last().copied().unwrap_or_default();
    let is_any = |list: &[&str]| list.contains(&joined.as_str());
    let is_glued = last.strip_suffix("code").is_some_and(|rest| !rest.is_empty());
    if CODES.iter().any(|word| joined.ends_with(word)) || is_glued || CODE_WORDS.contains(&last) {
        Some(KeyWord::Code)
    } else if SERIALS.iter().any(|word| joined.ends_with(word))
        || SERIAL_WORDS.contains(&last) && words.len() <= 2
    {
        Some(KeyWord::Serial)
    } else if is_any(&ORDERS) || ORDER_WORDS.contains(&last) && words.len() <= 3 && !is_average(&words) {
        Some(KeyWord::Order)
    } else if is_any(&YEARS) || YEAR_WORDS.contains(&last) && words.len() <= 3 {
        Some(KeyWord::Year)
    } else {
        None
    }
}

fn is_average(words: &[&str]) -> bool {
    words.iter().any(|word| matches!(*word, "average" | "mean" | "median"))
}

/// The whole numbers of a column without thousands marks; `None` where other cells stand among them.
pub(super) fn whole_numbers(texts: &[&str]) -> Option<Vec<u64>> {
    let whole = |text: &&str| {
        let digits = text.strip_suffix(".0").unwrap_or(text);
        (digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| digits.parse().ok())?
    };
    let numbers: Vec<u64> = texts.iter().filter_map(whole).collect();
    (numbers.len() >= 2 && numbers.len() * 10 >= texts.len() * 8).then_some(numbers)
}

/// Whether numbers count on by one, beginning anew or repeating here and there: 1 2 3, 18 19 20, 1 1 2 2, 1 … 12 1 … 12.
pub(super) fn counts_on(numbers: &[u64]) -> bool {
    let first = numbers.first().copied().unwrap_or_default();
    let (mut on, mut kept) = (0_usize, 0_usize);
    for pair in numbers.windows(2) {
        on += usize::from(pair[1] == pair[0] + 1);
        kept += usize::from(pair[1] == pair[0] || pair[1] == first);
    }
    let pairs = numbers.len().saturating_sub(1);
    on >= 2 && (on + kept) * 20 >= pairs * 19
}

/// Whether numbers are those of the rows: 1 2 3 4.
pub(super) fn number_rows(numbers: &[u64]) -> bool {
    numbers.len() > 3 && (1..).zip(numbers).all(|(expected, number)| *number == expected)
}

/// Whether whole numbers look like codes without the header's word: written alike, in order, beside the names they stand for.
pub(super) fn look_like_codes(
    texts: &[&str],
    names: Option<&[&str]>,
    has_own_head: bool,
    names_right: bool,
) -> bool {
    let length = texts.first().map_or(0, |text| text.len());
    let alike = texts.iter().filter(|text| text.len() == length).count();
    if alike * 10 < texts.len() * 9 {
        return false;
    }
    if texts.iter().any(|text| text.len() > 1 && text.starts_with('0') && !text.contains('.')) {
        return true;
    }
    let Some(names) = names.filter(|_| length >= 2) else { return false };
    let stands_for_one = stand_for_one_another(texts, names);
    let repeats = texts.iter().collect::<BTreeSet<_>>().len() < texts.len();
    let in_order = texts.windows(2).filter(|pair| pair[1] >= pair[0]).count() * 10 >= (texts.len() - 1) * 9;
    let round = texts.iter().filter(|text| text.ends_with("00")).count() * 2 >= texts.len();
    // A number that comes again with its name each time is a code; else it must stand before the name, in order.
    stands_for_one
        && length >= 4
        && (repeats || (in_order && texts.len() > 2 && (names_right || (!has_own_head && round))))
}

/// Whether each text of one column goes with one text of the other, and the other way round.
pub(super) fn stand_for_one_another(first: &[&str], second: &[&str]) -> bool {
    let mut to: BTreeMap<&str, &str> = BTreeMap::new();
    let mut back: BTreeMap<&str, &str> = BTreeMap::new();
    first.len() == second.len()
        && first.iter().zip(second).all(|(left, right)| {
            *to.entry(left).or_insert(right) == *right && *back.entry(right).or_insert(left) == *left
        })
}

/// Whether a column of noughts and ones follows from the names beside it, each of which comes several times.
pub(super) fn are_marks_of(texts: &[&str], names: &[&str]) -> bool {
    let values: BTreeSet<&&str> = texts.iter().collect();
    let mut marks: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let follows = first_pairs(texts, names).all(|(text, name)| {
        let known = marks.entry(name).or_insert((text, 0));
        known.1 += 1;
        known.0 == text
    });
    follows
        && values.len() == 2
        && values.iter().all(|text| matches!(text.trim_end_matches(".0"), "0" | "1"))
        && marks.len() > 2
        && marks.values().all(|(_, count)| *count >= 2)
}

fn first_pairs<'a>(texts: &'a [&str], names: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    texts.iter().copied().zip(names.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_keys() {
        for (text, expected) in [
            ("行政区划代码", Some(KeyWord::Code)),
            ("序号", Some(KeyWord::Serial)),
            ("lgcode", Some(KeyWord::Code)),
            ("ORG_ID", Some(KeyWord::Code)),
            ("No.", Some(KeyWord::Serial)),
            ("年龄", Some(KeyWord::Order)),
            ("Age (years)", Some(KeyWord::Order)),
            ("月份", Some(KeyWord::Order)),
            ("Year", Some(KeyWord::Year)),
            ("Number of members", None),
            ("Number", None),
            ("Average age", None),
            ("平均年龄", None),
            ("2015年", None),
            ("会员数", None),
        ] {
            assert_eq!(key_word(text), expected, "{text}");
        }
    }

    #[test]
    fn counting_on() {
        for numbers in [&[1_u64, 2, 3, 4][..], &[18, 19, 20], &[1, 2, 3, 1, 2, 3], &[1, 1, 2, 2, 3, 3]] {
            assert!(counts_on(numbers), "{numbers:?}");
        }
        for numbers in [&[3_u64, 1, 2][..], &[12, 14, 16], &[5, 5, 5], &[1, 2]] {
            assert!(!counts_on(numbers), "{numbers:?}");
        }
    }

    #[test]
    fn codes_and_counts() {
        assert!(look_like_codes(&["01", "02", "10"], None, true, false));
        assert!(look_like_codes(&["4101", "4102", "4201"], Some(&["A", "B", "C"]), true, true));
        assert!(!look_like_codes(&["137646", "138326", "139232"], None, true, false));
        assert!(!look_like_codes(&["137646", "131326", "139232"], Some(&["A", "B", "C"]), true, false));
    }
}
