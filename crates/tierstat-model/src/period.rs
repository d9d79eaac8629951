//! Periods: a year, half, quarter, month or day, or twelve months from any day.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The period that a figure describes, as finely as its source says.
///
/// Written `2015`, `2015-H1`, `2015-Q3`, `2015-06`, `2015-12-31`, `2014-04-01/P1Y` (SDMX time formats; years 1 to 9999).
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
    /// Twelve months from a day on, as a fiscal year that begins in April.
    YearFrom(Date),
}

/// A text that is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no period; write 2015, 2015-H1, 2015-Q3, 2015-06, 2015-12-31 or 2014-04-01/P1Y")]
pub struct PeriodError {
    /// The text.
    pub text: String,
}

impl Period {
    /// Its last day as a number of years, where the end of a year counts as that year: 2015 is 2015.0, June 2015 is 2014.496.
    ///
    /// Trends over time count on it.
    #[must_use]
    pub fn in_years(self) -> f64 {
        let last = self.last_day();
        let days = if last.in_leap_year() { 366.0 } else { 365.0 };
        f64::from(last.year()) - 1.0 + f64::from(last.day_of_year()) / days
    }

    /// The twelve months that end on a day; the calendar year where that is its last day.
    ///
    /// ```
    /// use tierstat_model::Period;
    ///
    /// let period = Period::year_to("2015-03-31".parse().unwrap());
    /// assert_eq!(period.to_string(), "2014-04-01/P1Y");
    /// ```
    #[must_use]
    pub fn year_to(last_day: Date) -> Self {
        let first = last_day.tomorrow().and_then(|next| next.checked_sub(1.year()));
        first.map_or(Self::Day(last_day), Self::year_from)
    }

    /// The twelve months that begin on a day; the calendar year where that is its first day.
    #[must_use]
    pub fn year_from(first_day: Date) -> Self {
        if first_day.day_of_year() == 1 { Self::Year(first_day.year()) } else { Self::YearFrom(first_day) }
    }

    /// The first day of the period.
    #[must_use]
    pub fn first_day(self) -> Date {
        let month = |year: i16, month: i8| Date::new(year, month, 1).unwrap_or(Date::MAX);
        match self {
            Self::Year(year) => month(year, 1),
            Self::Half(year, half) => month(year, half * 6 - 5),
            Self::Quarter(year, quarter) => month(year, quarter * 3 - 2),
            Self::Month(year, number) => month(year, number),
            Self::Day(day) | Self::YearFrom(day) => day,
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
            Self::YearFrom(day) => {
                let next = day.checked_add(1.year()).and_then(Date::yesterday);
                next.unwrap_or(Date::MAX)
            }
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
            Self::YearFrom(day) => write!(f, "{day}/P1Y"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || PeriodError { text: text.to_owned() };
        if let Some(day) = text.strip_suffix("/P1Y") {
            return match day.parse()? {
                Self::Day(day) => Ok(Self::year_from(day)),
                _ => Err(error()),
            };
        }
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

    #[test]
    fn the_end_of_a_year_counts_as_that_year() {
        let years = |text: &str| text.parse::<Period>().unwrap().in_years();
        assert!((years("2015") - 2015.0).abs() < 1e-12 && (years("2016-12-31") - 2016.0).abs() < 1e-12);
        assert!((years("2015-06") - (2014.0 + 181.0 / 365.0)).abs() < 1e-12);
    }
    use proptest::prelude::*;

    #[test]
    fn reads_what_it_writes() {
        for text in
            ["2015", "2015-H1", "2015-Q3", "2015-06", "2015-12-31", "0001", "2016-02-29", "2014-04-01/P1Y"]
        {
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
    fn twelve_months_end_the_day_before_they_began() {
        for (first, last, written) in [
            ("2014-04-01", "2015-03-31", "2014-04-01/P1Y"),
            ("2015-03-01", "2016-02-29", "2015-03-01/P1Y"),
            ("2016-03-01", "2017-02-28", "2016-03-01/P1Y"),
            ("2015-01-01", "2015-12-31", "2015"),
        ] {
            let (first, last): (Date, Date) = (first.parse().unwrap(), last.parse().unwrap());
            assert_eq!(Period::year_from(first).to_string(), written);
            assert_eq!(Period::year_to(last), Period::year_from(first));
            assert_eq!(
                (Period::year_from(first).first_day(), Period::year_to(last).last_day()),
                (first, last)
            );
        }
        assert!("2015/P1Y".parse::<Period>().is_err());
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
