//! Fiscal years: 2014/15, FY2015, 2014-2015财年; a period only once somebody says when they begin.

use super::{YEARS, read_plain_year, skip_mark, trimmed};
use crate::text::characters::folded;
use crate::text::cursor::Cursor;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use tierstat_model::Period;
use tierstat_model::in_both;

/// A fiscal year as a source prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FiscalYear {
    /// Printed with both years: 2014/15; this is the first of them.
    Spanning(i16),
    /// Printed with one year: FY2015.
    Named(i16),
}

/// When the fiscal years of a source begin, and which calendar year names them; settled by a person.
///
/// Written in a mapping file or in the settings of a project:
///
/// ```toml
/// [fiscal-year]
/// begins = "04-01"
/// named-after = "end"
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FiscalYearRule {
    /// Month and day of the first day, as `04-01`.
    #[serde(deserialize_with = "month_and_day")]
    pub begins: (i8, i8),
    /// Which calendar year names a fiscal year that is printed with one year only.
    #[serde(default)]
    pub named_after: NamedAfter,
}

/// The calendar year after which a fiscal year is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedAfter {
    /// The year in which it begins: FY2015 from April 2015 on.
    Start,
    /// The year in which it ends: FY2015 up to March 2015.
    #[default]
    End,
}

impl FiscalYearRule {
    /// The twelve months of a fiscal year; `None` beyond the years that a date can name.
    ///
    /// ```
    /// use tierstat_ingest::{FiscalYearRule, NamedAfter, parse_fiscal_year};
    ///
    /// let rule = FiscalYearRule { begins: (4, 1), named_after: NamedAfter::End };
    /// let printed = parse_fiscal_year("2014/15").unwrap();
    /// assert_eq!(rule.period(printed).unwrap().to_string(), "2014-04-01/P1Y");
    /// ```
    #[must_use]
    pub fn period(&self, printed: FiscalYear) -> Option<Period> {
        let (month, day) = self.begins;
        let first = match (printed, self.named_after) {
            (FiscalYear::Spanning(year), _) | (FiscalYear::Named(year), NamedAfter::Start) => year,
            // A fiscal year that begins with the calendar year ends in it too.
            (FiscalYear::Named(year), NamedAfter::End) if self.begins == (1, 1) => year,
            (FiscalYear::Named(year), NamedAfter::End) => year.checked_sub(1)?,
        };
        Date::new(first, month, day).ok().map(Period::year_from)
    }
}

/// Reads a text that is a fiscal year and nothing else: two years that follow each other, or one with its word.
///
/// ```
/// use tierstat_ingest::{FiscalYear, parse_fiscal_year};
///
/// assert_eq!(parse_fiscal_year("2014/15"), Some(FiscalYear::Spanning(2014)));
/// assert_eq!(parse_fiscal_year("2014-2015财年"), Some(FiscalYear::Spanning(2014)));
/// assert_eq!(parse_fiscal_year("FY2015"), Some(FiscalYear::Named(2015)));
/// assert_eq!(parse_fiscal_year("2005-2015"), None);
/// ```
#[must_use]
pub fn parse_fiscal_year(text: &str) -> Option<FiscalYear> {
    // The longest is "financial year 2014/2015 [p]".
    if text.len() > 48 || text.chars().filter(|character| character.is_numeric()).count() < 2 {
        return None;
    }
    let characters = folded(text);
    let mut cursor = Cursor::new(trimmed(&characters), 0);
    let mut has_word =
        ["fiscal year", "financial year", "fy", "财政年度", "财年"].iter().any(|word| cursor.eat(word));
    cursor.skip_spaces();
    let first = read_first_year(&mut cursor, has_word)?;
    cursor.eat("年");
    cursor.skip_spaces();
    let mut spans = false;
    let mut ahead = cursor;
    if ahead.take_if(|sign| matches!(sign, '/' | '-' | '–' | '—' | '~' | '至')).is_some() {
        ahead.skip_spaces();
        let last: String = ahead.digits(4)?.iter().collect();
        let follows = match last.len() {
            2 => last.parse() == Ok((first + 1) % 100),
            4 => last.parse() == Ok(first + 1),
            _ => false,
        };
        if !follows {
            return None;
        }
        spans = true;
        cursor = ahead;
    }
    cursor.skip_spaces();
    has_word |= ["财政年度", "财年", "会计年度"].iter().any(|word| cursor.eat(word));
    // 2015年度 is the calendar year; 2014-2015年度 is none.
    if spans {
        cursor.eat("年度");
    }
    cursor.skip_spaces();
    skip_mark(&mut cursor);
    match (cursor.is_at_end(), spans, has_word) {
        (true, true, _) => Some(FiscalYear::Spanning(first)),
        (true, false, true) => Some(FiscalYear::Named(first)),
        _ => None,
    }
}

/// The one fiscal year that a longer text prints between blanks, such as a title; `None` where it prints several.
pub(crate) fn find_fiscal_year(text: &str) -> Option<FiscalYear> {
    const LONGEST_TITLE: usize = 600;
    if text.len() > LONGEST_TITLE {
        return None;
    }
    let parts = text.split(|sign: char| sign.is_whitespace() || ",，;；:：()（）".contains(sign));
    let mut found = parts.filter_map(parse_fiscal_year);
    found.next().filter(|first| found.all(|other| other == *first))
}

/// Four digits, or two behind the word for a fiscal year: FY2015, FY15.
fn read_first_year(cursor: &mut Cursor<'_>, has_word: bool) -> Option<i16> {
    if let Some(year) = read_plain_year(cursor) {
        return Some(year);
    }
    cursor.take_if(|sign| sign == '\'' || sign == '’');
    let digits: String = cursor.digits(2).filter(|digits| has_word && digits.len() == 2)?.iter().collect();
    // Two digits are of the century from 1970 on, as POSIX strptime reads them with a year more to each side.
    let year: i16 = digits.parse().ok()?;
    Some(if year >= 70 { 1900 + year } else { 2000 + year }).filter(|year| YEARS.contains(year))
}

fn month_and_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(i8, i8), D::Error> {
    let text = String::deserialize(deserializer)?;
    let parts = text.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
    // A year without a 29 February: a fiscal year begins on a day that every year has.
    match parts {
        Some((month, day)) if Date::new(2015, month, day).is_ok() => Ok((month, day)),
        _ => Err(serde::de::Error::custom(in_both(
            &format!("`{text}` 不是月和日；例：04-01"),
            &format!("`{text}` is no month and day; write 04-01"),
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const APRIL: FiscalYearRule = FiscalYearRule { begins: (4, 1), named_after: NamedAfter::End };

    #[test]
    fn fiscal_years_in_every_form() {
        for text in [
            "2014/15",
            "2014-15",
            "2014–15",
            "2014/2015",
            "2014 - 2015",
            "FY2014/15",
            "FY 2014-15",
            "2014-2015财年",
            "2014—2015年度",
            "2014年-2015年度",
            "2014/15*",
            "2014/15 (1)",
            "financial year 2014/15",
        ] {
            assert_eq!(parse_fiscal_year(text), Some(FiscalYear::Spanning(2014)), "{text}");
        }
        for text in ["FY2015", "FY 2015", "FY15", "FY'15", "fiscal year 2015", "2015财年", "2015财政年度"]
        {
            assert_eq!(parse_fiscal_year(text), Some(FiscalYear::Named(2015)), "{text}");
        }
        assert_eq!(parse_fiscal_year("1999/00"), Some(FiscalYear::Spanning(1999)));
        assert_eq!(parse_fiscal_year("FY98"), Some(FiscalYear::Named(1998)));
    }

    #[test]
    fn what_is_no_fiscal_year() {
        for text in
            ["2015", "2015年度", "2005-2015", "2014/16", "14/15", "2014/5", "FY", "FY2015人", "2014/15/16"]
        {
            assert_eq!(parse_fiscal_year(text), None, "{text}");
        }
    }

    #[test]
    fn a_title_prints_one_fiscal_year_or_none() {
        assert_eq!(find_fiscal_year("Returns by region, 2014/15"), Some(FiscalYear::Spanning(2014)));
        assert_eq!(find_fiscal_year("Table 2 (FY2015): agencies"), Some(FiscalYear::Named(2015)));
        assert_eq!(find_fiscal_year("2013/14 and 2014/15"), None);
        assert_eq!(find_fiscal_year("Returns of 2015"), None);
    }

    #[test]
    fn the_rule_says_the_months() {
        let written = |rule: FiscalYearRule, year| rule.period(year).unwrap().to_string();
        assert_eq!(written(APRIL, FiscalYear::Spanning(2014)), "2014-04-01/P1Y");
        assert_eq!(written(APRIL, FiscalYear::Named(2015)), "2014-04-01/P1Y");
        let by_start = FiscalYearRule { named_after: NamedAfter::Start, ..APRIL };
        assert_eq!(written(by_start, FiscalYear::Named(2015)), "2015-04-01/P1Y");
        let calendar = FiscalYearRule { begins: (1, 1), ..APRIL };
        assert_eq!(written(calendar, FiscalYear::Named(2015)), "2015");
    }

    #[test]
    fn the_rule_is_written_in_a_file() {
        let read = |text: &str| toml::from_str::<FiscalYearRule>(text);
        assert_eq!(read("begins = \"04-01\"").unwrap(), APRIL);
        assert_eq!(read("begins = \"07-01\"\nnamed-after = \"start\"").unwrap().begins, (7, 1));
        for text in ["begins = \"April\"", "begins = \"02-29\"", "begins = \"13-01\"", ""] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(FY|财年)?\\PC{0,3}(20|19)?[0-9]{0,3}[/-]?[0-9]{0,4}\\PC{0,4}") {
            let _ = parse_fiscal_year(&text);
        }
    }
}
