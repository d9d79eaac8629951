//! Periods: a year, half, quarter, month or day.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The period that a figure describes, as finely as its source says.
///
/// Written `2015`, `2015-H1`, `2015-Q3`, `2015-06`, `2015-12-31` (SDMX time formats; years 1 to 9999).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// A calendar year.
    Year(i16),
    /// A half year; the half is 1 or 2.
    Half(i16, i8),
    /// A quarter; the quarter is 1 to 4.
    Quarter(i16, i8),
    /// A month; the month is 1 to 12.
    Month(i16, i8),
    /// A day.
    Day(Date),
}

/// A text that is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no period; write 2015, 2015-H1, 2015-Q3, 2015-06 or 2015-12-31")]
pub struct PeriodError {
    /// The text.
    pub text: String,
}

impl Period {
    /// The first day of the period.
    #[must_use]
    pub fn first_day(self) -> Date {
        let month = |year: i16, month: i8| Date::new(year, month, 1).unwrap_or(Date::MAX);
        match self {
            Self::Year(year) => month(year, 1),
            Self::Half(year, half) => month(year, half * 6 - 5),
            Self::Quarter(year, quarter) => month(year, quarter * 3 - 2),
            Self::Month(year, number) => month(year, number),
            Self::Day(day) => day,
        }
    }

    /// The last day of the period: the day that a stock figure with this period describes.
    #[must_use]
    pub fn last_day(self) -> Date {
        let month = |year: i16, month: i8| Date::new(year, month, 1).map_or(Date::MAX, Date::last_of_month);
        match self {
            Self::Year(year) => month(year, 12),
            Self::Half(year, half) => month(year, half * 6),
            Self::Quarter(year, quarter) => month(year, quarter * 3),
            Self::Month(year, number) => month(year, number),
            Self::Day(day) => day,
        }
    }

    /// The calendar year in which the period ends.
    #[must_use]
    pub fn year(self) -> i16 {
        self.last_day().year()
    }
}

/// Periods order by their last day, then the shorter first.
impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.last_day().cmp(&other.last_day()).then(other.first_day().cmp(&self.first_day()))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || PeriodError { text: text.to_owned() };
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(error());
        }
        let number: i16 = year.parse().map_err(|_| error())?;
        if number == 0 {
            return Err(error());
        }
        let within = |text: &str, most: i8| match text.parse::<i8>() {
            Ok(part) if (1..=most).contains(&part) => Ok(part),
            _ => Err(error()),
        };
        match rest {
            None => Ok(Self::Year(number)),
            Some(rest) if rest.len() == 2 && rest.starts_with('H') => {
                Ok(Self::Half(number, within(&rest[1..], 2)?))
            }
            Some(rest) if rest.len() == 2 && rest.starts_with('Q') => {
                Ok(Self::Quarter(number, within(&rest[1..], 4)?))
            }
            Some(rest) if rest.len() == 2 => Ok(Self::Month(number, within(rest, 12)?)),
            Some(_) => text.parse().map(Self::Day).map_err(|_| error()),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_it_writes() {
        for text in ["2015", "2015-H1", "2015-Q3", "2015-06", "2015-12-31", "0001", "2016-02-29"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_no_period() {
        for text in
            ["", "15", "2015-13", "2015-Q5", "2015-H0", "2015-02-30", "２０１５", "2015-é", "-015", "0000"]
        {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_quarter_ends_where_its_last_month_ends() {
        let quarter: Period = "2015-Q2".parse().unwrap();
        let month: Period = "2015-06".parse().unwrap();
        assert_eq!(quarter.last_day(), month.last_day());
        assert!(month < quarter, "the shorter of two periods with one end comes first");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,12}") {
            let _ = text.parse::<Period>();
        }
    }
}
