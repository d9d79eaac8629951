//! Periods in words.

use jiff::civil::Date;
use tierstat_model::{Language, Period};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A period in words: 2015年6月, June 2015; the last day of a year is 2015年底, the end of 2015.
#[must_use]
pub fn period(period: Period, language: Language) -> String {
    match (period, language) {
        (Period::Year(year), Language::Chinese) => format!("{year}年"),
        (Period::Year(year), Language::English) => format!("{year}"),
        (Period::Half(year, 1), Language::Chinese) => format!("{year}年上半年"),
        (Period::Half(year, _), Language::Chinese) => format!("{year}年下半年"),
        (Period::Half(year, 1), Language::English) => format!("the first half of {year}"),
        (Period::Half(year, _), Language::English) => format!("the second half of {year}"),
        (Period::Quarter(year, quarter), Language::Chinese) => format!("{year}年第{quarter}季度"),
        (Period::Quarter(year, quarter), Language::English) => format!("Q{quarter} {year}"),
        (Period::Month(year, month), Language::Chinese) => format!("{year}年{month}月"),
        (Period::Month(year, month), Language::English) => format!("{} {year}", month_name(month)),
        (Period::Day(day), _) => day_in_words(day, language),
        (Period::YearFrom(_), _) => span_in_words(period, language),
    }
}

/// From the first to the last month of a period; to the day where it does not begin with a month.
fn span_in_words(span: Period, language: Language) -> String {
    let (first, last) = (span.first_day(), span.last_day());
    let ends = [first, last].map(|day| {
        let whole_months = first.day() == 1;
        let end = if whole_months { Period::Month(day.year(), day.month()) } else { Period::Day(day) };
        period(end, language)
    });
    match language {
        Language::Chinese => ends.join("至"),
        Language::English => ends.join(" to "),
    }
}

/// A period at the head of a column or on an axis: 2015年底, End of 2015.
#[must_use]
pub fn period_heading(found: Period, language: Language) -> String {
    let words = period(found, language);
    let Some(bare) = words.strip_prefix("the ") else { return words };
    let mut characters = bare.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn day_in_words(day: Date, language: Language) -> String {
    let (year, month, number) = (day.year(), day.month(), day.day());
    let ends_a_year = (month, number) == (12, 31);
    match language {
        Language::Chinese if ends_a_year => format!("{year}年底"),
        Language::English if ends_a_year => format!("the end of {year}"),
        Language::Chinese => format!("{year}年{month}月{number}日"),
        Language::English => format!("{number} {} {year}", month_name(month)),
    }
}

fn month_name(month: i8) -> &'static str {
    usize::try_from(month)
        .ok()
        .and_then(|month| MONTHS.get(month.wrapping_sub(1)))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_in_both_languages() {
        for (text, zh, en) in [
            ("2015", "2015年", "2015"),
            ("2015-H1", "2015年上半年", "the first half of 2015"),
            ("2020-Q3", "2020年第3季度", "Q3 2020"),
            ("2015-06", "2015年6月", "June 2015"),
            ("2015-12-31", "2015年底", "the end of 2015"),
            ("2019-03-22", "2019年3月22日", "22 March 2019"),
            ("2014-04-01/P1Y", "2014年4月至2015年3月", "April 2014 to March 2015"),
            ("2014-04-06/P1Y", "2014年4月6日至2015年4月5日", "6 April 2014 to 5 April 2015"),
        ] {
            let found: Period = text.parse().unwrap();
            assert_eq!(period(found, Language::Chinese), zh);
            assert_eq!(period(found, Language::English), en);
            assert!(!period_heading(found, Language::English).starts_with("the "));
        }
    }
}
