//! Evenly spaced time: which place each period of a series has, and which periods come next.

use jiff::ToSpan;
use jiff::civil::Date;
use tierstat_model::{Period, SeriesTime};

/// The even spacing of the times of one or more series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timeline {
    start: Start,
    /// The step: months for calendars by months, days for others, the unit of the numbers else.
    step: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Start {
    /// Years, halves, quarters and months: the last month of the first period, counted from year zero.
    Months(Form, i64),
    /// Days that stand a whole number of months apart.
    MonthlyDays(Date),
    /// Other days.
    Days(Date),
    /// Plain numbers.
    Number(f64),
}

/// How a period is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Year,
    Half,
    Quarter,
    Month,
}

impl Timeline {
    /// The spacing of times, which may come in any order; `None` of none, or of periods and numbers side by side.
    ///
    /// Years stand a year apart even where some are missing, and so do the same months of several years; days stand as far apart as
    /// all their distances allow.
    #[must_use]
    pub fn of(times: &[SeriesTime]) -> Option<Self> {
        let numbers: Vec<f64> = times
            .iter()
            .filter_map(|time| match time {
                SeriesTime::Number(number) => Some(*number),
                SeriesTime::Period(_) => None,
            })
            .collect();
        if !numbers.is_empty() {
            return (numbers.len() == times.len()).then(|| Self::of_numbers(&numbers));
        }
        let periods: Vec<Period> = times
            .iter()
            .filter_map(|time| match time {
                SeriesTime::Period(period) => Some(*period),
                SeriesTime::Number(_) => None,
            })
            .collect();
        let first = periods.iter().min()?;
        let forms: Option<Vec<Form>> = periods.iter().map(|period| form(*period)).collect();
        if let Some(finest) = forms.and_then(|forms| forms.into_iter().max()) {
            let first = month_of(first.last_day());
            let distances = periods.iter().map(|period| month_of(period.last_day()) - first);
            let common = distances.fold(0, greatest_common_divisor);
            let step = match finest {
                _ if common > 0 && common % 12 == 0 => 12.0,
                Form::Year => 12.0,
                Form::Half => 6.0,
                Form::Quarter => 3.0,
                Form::Month => 1.0,
            };
            return Some(Self { start: Start::Months(finest, first), step });
        }
        let days: Vec<Date> = periods.iter().map(|period| period.last_day()).collect();
        let first = first.last_day();
        if days.iter().all(|day| is_whole_months(first, *day)) {
            let distances = days.iter().map(|day| month_of(*day) - month_of(first));
            let step = match distances.fold(0, greatest_common_divisor) {
                0 => 12,
                step if step % 12 == 0 => 12,
                step => step,
            };
            return Some(Self { start: Start::MonthlyDays(first), step: step as f64 });
        }
        let step = days.iter().map(|day| days_between(first, *day)).fold(0, greatest_common_divisor).max(1);
        Some(Self { start: Start::Days(first), step: step as f64 })
    }

    fn of_numbers(numbers: &[f64]) -> Self {
        let mut sorted = numbers.to_vec();
        sorted.sort_by(f64::total_cmp);
        let steps = sorted.windows(2).map(|pair| pair[1] - pair[0]).filter(|step| *step > 0.0);
        let step = steps.fold(f64::INFINITY, f64::min);
        let first = sorted.first().copied().unwrap_or(0.0);
        Self { start: Start::Number(first), step: if step.is_finite() { step } else { 1.0 } }
    }

    /// Whether a year has several places, so that seasons may show.
    #[must_use]
    pub fn is_within_years(&self) -> bool {
        matches!(self.start, Start::Months(..)) && self.step < 12.0
    }

    /// The place of a time, counted from zero in steps; `None` where it stands between two places.
    #[must_use]
    pub fn place(&self, time: SeriesTime) -> Option<i64> {
        let distance = match (self.start, time) {
            (Start::Months(_, first), SeriesTime::Period(period)) => {
                (month_of(period.last_day()) - first) as f64
            }
            (Start::MonthlyDays(first), SeriesTime::Period(period)) => {
                (month_of(period.last_day()) - month_of(first)) as f64
            }
            (Start::Days(first), SeriesTime::Period(period)) => days_between(first, period.last_day()) as f64,
            (Start::Number(first), SeriesTime::Number(number)) => number - first,
            _ => return None,
        };
        let place = distance / self.step;
        ((place - place.round()).abs() < 1e-6).then(|| place.round() as i64)
    }

    /// The time at a place, written as the others are.
    #[must_use]
    pub fn time(&self, place: i64) -> Option<SeriesTime> {
        let whole_step = self.step as i64;
        match self.start {
            Start::Number(first) => Some(SeriesTime::Number(first + place as f64 * self.step)),
            Start::Days(first) => first
                .checked_add((place.checked_mul(whole_step)?).days())
                .ok()
                .map(Period::Day)
                .map(SeriesTime::Period),
            Start::MonthlyDays(first) => {
                let months = place.checked_mul(whole_step)?;
                let day = first.checked_add(jiff::Span::new().try_months(months).ok()?).ok()?;
                // The end of a month stays the end of a month: 30 June, 31 December.
                let day = if first == first.last_of_month() { day.last_of_month() } else { day };
                Some(SeriesTime::Period(Period::Day(day)))
            }
            Start::Months(form, first) => {
                let month = first.checked_add(place.checked_mul(whole_step)?)?;
                let year =
                    i16::try_from(month.div_euclid(12)).ok().filter(|year| (1..=9999).contains(year))?;
                let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
                Some(SeriesTime::Period(match form {
                    Form::Year => Period::Year(year),
                    Form::Half => Period::Half(year, (month + 5) / 6),
                    Form::Quarter => Period::Quarter(year, (month + 2) / 3),
                    Form::Month => Period::Month(year, month),
                }))
            }
        }
    }
}

fn form(period: Period) -> Option<Form> {
    match period {
        Period::Year(_) => Some(Form::Year),
        Period::Half(..) => Some(Form::Half),
        Period::Quarter(..) => Some(Form::Quarter),
        Period::Month(..) => Some(Form::Month),
        Period::Day(_) | Period::YearFrom(_) => None,
    }
}

/// Months since year zero.
fn month_of(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Whether two days stand a whole number of months apart: the same day of the month, or both its last.
fn is_whole_months(first: Date, day: Date) -> bool {
    first.day() == day.day() || (first == first.last_of_month() && day == day.last_of_month())
}

fn greatest_common_divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { greatest_common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(texts: &[&str]) -> Vec<SeriesTime> {
        texts
            .iter()
            .map(|text| {
                text.parse().map_or_else(|_| SeriesTime::Number(text.parse().unwrap()), SeriesTime::Period)
            })
            .collect()
    }

    fn next(texts: &[&str], place: i64) -> String {
        Timeline::of(&times(texts)).unwrap().time(place).unwrap().to_string()
    }

    #[test]
    fn the_next_period_is_written_as_the_others_are() {
        assert_eq!(
            next(&["2013", "2011", "2015"], 5),
            "2016",
            "years stand a year apart, whatever is missing"
        );
        assert_eq!(next(&["2015-H1", "2015-H2"], 2), "2016-H1");
        assert_eq!(next(&["2015-Q3", "2015-Q4"], 2), "2016-Q1");
        assert_eq!(next(&["2015-11", "2015-12"], 2), "2016-01");
        assert_eq!(next(&["2013-06", "2015-06"], 3), "2016-06", "the same month of each year is yearly");
        assert_eq!(next(&["1998-01-01", "1999-01-01", "2001-01-01"], 4), "2002-01-01");
        assert_eq!(next(&["2015-06-30", "2015-12-31"], 2), "2016-06-30");
        assert_eq!(next(&["2015-06-01", "2015-06-08"], 2), "2015-06-15");
    }

    #[test]
    fn a_place_is_found_or_there_is_none() {
        let years = Timeline::of(&times(&["2011", "2013"])).unwrap();
        assert_eq!(years.place(SeriesTime::Period(Period::Year(2013))), Some(2));
        assert_eq!(years.place(SeriesTime::Period(Period::Month(2013, 6))), None);
        let mixed = [SeriesTime::Number(1.0), SeriesTime::Period(Period::Year(2013))];
        assert!(Timeline::of(&mixed).is_none() && Timeline::of(&[]).is_none());
    }
}
