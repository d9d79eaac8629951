//! Years of other calendars whose era stands elsewhere: 111 under 民國年, 2566 under พ.ศ., 3年 behind 令和2年.

use super::{parse_period, trimmed};
use crate::text::characters::folded;
use crate::text::excerpt::is_no_name;
use tierstat_model::Period;

/// A calendar by the words with which its years are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Era(&'static str);

/// The eras of short years, and the longest that each may be without naming it.
const SHORT: [(Era, std::ops::RangeInclusive<i16>); 4] =
    [(Era("民国"), 30..=150), (Era("令和"), 1..=30), (Era("平成"), 1..=31), (Era("昭和"), 1..=64)];
const BUDDHIST: Era = Era("พ.ศ.");
/// The years of the Thai calendar that a statistic may name.
const BUDDHIST_YEARS: std::ops::RangeInclusive<i16> = 2343..=2742;
/// Those that lie so near that no count is taken for one too often.
const NEAR_BUDDHIST_YEARS: std::ops::RangeInclusive<i16> = 2443..=2642;

impl Era {
    /// The eras that a text names, each once.
    ///
    /// A text too long to be a name says none: a sheet may have thousands of them.
    pub(crate) fn said(text: &str) -> Vec<Self> {
        if is_no_name(text) {
            return Vec::new();
        }
        let folded: String = folded(text).into_iter().collect();
        let short = ["民国", "令和", "平成", "昭和", "大正", "明治"].map(Self);
        let mut said: Vec<Self> = short.into_iter().filter(|era| folded.contains(era.0)).collect();
        let is_latin = |word: &str| {
            let mut words = folded.split(|sign: char| !sign.is_alphabetic() && sign != '.');
            words.any(|found| found == word)
        };
        if folded.contains("minguo") && !said.contains(&Self("民国")) {
            said.push(Self("民国"));
        }
        if folded.contains("พ.ศ")
            || folded.contains("พุทธศักราช")
            || folded.trim() == "ปี"
            || folded.contains("佛历")
            || folded.contains("buddhist")
            || is_latin("b.e.")
        {
            said.push(BUDDHIST);
        }
        said
    }

    /// The period that a text is in years of the era: 111, 111年底, 2566.
    pub(crate) fn period(self, text: &str) -> Option<Period> {
        let (number, has_word) = short_year(text)?;
        let text = text.trim();
        if self == BUDDHIST {
            return BUDDHIST_YEARS.contains(&number).then(|| parse_period(&format!("{} {text}", self.0)))?;
        }
        let is_short = number < 1000;
        is_short.then(|| parse_period(&format!("{}{text}{}", self.0, if has_word { "" } else { "年" })))?
    }

    /// Whether a year that stands alone is written in this era more often than it counts something.
    pub(crate) fn is_usual(self, number: i16) -> bool {
        if self == BUDDHIST {
            return BUDDHIST_YEARS.contains(&number);
        }
        (30..1000).contains(&number)
    }

    /// What a year may be in words, with the year that it is then: 民國111年 is 2022.
    pub(crate) fn possible(number: i16) -> Vec<(String, Period)> {
        let short = SHORT.into_iter().filter(|(_, years)| years.contains(&number)).map(|(era, _)| era);
        let buddhist = BUDDHIST_YEARS.contains(&number).then_some(BUDDHIST);
        let written = |era: Self| {
            if era == BUDDHIST { format!("{} {number}", era.0) } else { format!("{}{number}年", era.0) }
        };
        short
            .chain(buddhist)
            .filter_map(|era| Some((written(era), era.period(&number.to_string())?)))
            .collect()
    }
}

/// A number that may be the year of an era, and whether a word for years stands behind it: 111, 111年度, 2566.
pub(crate) fn short_year(text: &str) -> Option<(i16, bool)> {
    const LONGEST: usize = 32;
    if text.len() > LONGEST || !text.trim().starts_with(|first: char| first.is_numeric()) {
        return None;
    }
    let characters = folded(text);
    let whole = trimmed(&characters);
    let digits = whole.iter().take_while(|sign| sign.is_ascii_digit()).count();
    let number: i16 = whole.get(..digits)?.iter().collect::<String>().parse().ok()?;
    let has_word = whole.get(digits) == Some(&'年');
    let is_year = match digits {
        1..=3 => number > 0 && whole.first() != Some(&'0'),
        4 => BUDDHIST_YEARS.contains(&number),
        _ => false,
    };
    (is_year && (has_word || digits == whole.len())).then_some((number, has_word))
}

/// A month or a day in digits alone, as exports write them: 202303, 20230331.
pub(crate) fn compact_period(text: &str) -> Option<Period> {
    let text = text.trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    if !matches!(text.len(), 6 | 8) || !text.bytes().all(|sign| sign.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = text.split_at(4);
    let parts: Vec<&str> = [year]
        .into_iter()
        .chain([rest.get(..2)?, rest.get(2..)?].into_iter().filter(|part| !part.is_empty()))
        .collect();
    parse_period(&parts.join("-"))
}

/// Whether a head says that periods stand below it.
pub(crate) fn heads_periods(text: &str) -> bool {
    const HEADS: [&str; 16] = [
        "年月",
        "统计月份",
        "月份",
        "月",
        "报告期",
        "数据期",
        "统计月",
        "所属期",
        "time_period",
        "prd_de",
        "ref_period",
        "month",
        "time",
        "yyyymm",
        "统计时间",
        "timeperiod",
    ];
    let folded: String = folded(text).into_iter().filter(|sign| !sign.is_whitespace()).collect();
    HEADS.contains(&folded.as_str()) || heads_years(text)
}

/// Whether a year of four digits can be one of the Thai calendar alone, as columns are headed by it.
pub(crate) fn is_near_buddhist(number: i16) -> bool {
    NEAR_BUDDHIST_YEARS.contains(&number)
}

/// Whether a head says that years stand below it, and nothing else; 年级 and 年龄 say something else.
pub(crate) fn heads_years(text: &str) -> bool {
    const HEADS: [&str; 30] = [
        "年",
        "年度",
        "年份",
        "年别",
        "年度别",
        "年次",
        "年底",
        "年底别",
        "年末",
        "年末别",
        "会计年度",
        "统计年",
        "统计年度",
        "资料年",
        "资料年度",
        "时间",
        "时期",
        "期间",
        "期别",
        "统计期",
        "year",
        "years",
        "period",
        "年別",
        "年度別",
        "年底別",
        "年末別",
        "ปี",
        "ปีพ.ศ.",
        "พ.ศ.",
    ];
    let folded: String = folded(text).into_iter().filter(|sign| !sign.is_whitespace()).collect();
    HEADS.contains(&folded.as_str())
}

/// Whether a head for years is one of a language whose calendars number years from the beginning of an era.
pub(crate) fn heads_years_of_era(text: &str) -> bool {
    heads_years(text) && folded(text).contains(&'年')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_an_era_that_stands_elsewhere() {
        for (era, text, expected) in [
            ("民國年", "111", Some("2022")),
            ("中華民國", "110年底", Some("2021-12-31")),
            ("พ.ศ.", "2566", Some("2023")),
            ("ปี", "2566", Some("2023")),
            ("ปี", "2023", None),
            ("令和", "5年", Some("2023")),
            ("民國", "2566", None),
        ] {
            let said = Era::said(era);
            let [era] = said.as_slice() else { panic!("{era}: {said:?}") };
            assert_eq!(
                era.period(text).map(|period| period.to_string()).as_deref(),
                expected,
                "{era:?} {text}"
            );
        }
        assert!(Era::said("Members by region").is_empty());
    }

    #[test]
    fn months_in_digits_alone() {
        for (text, expected) in [
            ("202303", Some("2023-03")),
            ("20230331", Some("2023-03-31")),
            ("202313", None),
            ("110105", None),
            ("2023", None),
        ] {
            assert_eq!(compact_period(text).map(|period| period.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn numbers_that_may_be_years() {
        for (text, expected) in [
            ("111", Some((111, false))),
            ("5年", Some((5, true))),
            ("2566", Some((2566, false))),
            ("2016", None),
            ("007", None),
            ("12月", None),
            ("北京", None),
        ] {
            assert_eq!(short_year(text), expected, "{text}");
        }
        assert!(heads_years("年底別") && !heads_years("年级") && !heads_years("学年"));
    }
}
