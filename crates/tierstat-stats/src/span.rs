//! The span between two days, in years.

use jiff::civil::Date;

/// Days in a year of the Gregorian calendar, on average.
const DAYS_IN_A_YEAR: f64 = 365.2425;

/// The span between two days in years: a whole number where month and day are the same.
#[must_use]
pub fn years_between(from: Date, to: Date) -> f64 {
    if (from.month(), from.day()) == (to.month(), to.day()) {
        return f64::from(to.year()) - f64::from(from.year());
    }
    from.until(to).map_or(0.0, |span| f64::from(span.get_days())) / DAYS_IN_A_YEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_whole_between_equal_days() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!((years_between(day("2015-12-31"), day("2018-12-31")) - 3.0).abs() < f64::EPSILON);
        assert!((years_between(day("2015-06-30"), day("2015-12-31")) - 0.504).abs() < 1e-3);
        assert!((years_between(day("2015-12-31"), day("2015-06-30")) + 0.504).abs() < 1e-3);
    }
}
