//! The grid of periods in which an indicator is counted, and the places of it that have no figure.

use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_model::{Measure, Period, PeriodStep};

/// A longer gap is told by its first and its last place alone: nobody reads a hundred rows of nothing.
const MOST_PLACES: usize = 60;

/// How often an indicator is counted: each year, half, quarter or month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodGrid {
    months: i32,
    /// Whether the step was declared, so that no pair of figures says another one.
    is_declared: bool,
}

impl PeriodGrid {
    /// The grid of an indicator, from the periods of each of its series: by the step from one figure to the next that is usual.
    ///
    /// A step longer than a year is a gap of years: that a census comes each ten years does not say what the years between are like.
    #[must_use]
    pub fn of(series: impl Iterator<Item = BTreeSet<Period>>) -> Self {
        let mut steps: Vec<i32> = Vec::new();
        for periods in series {
            let days: BTreeSet<Date> = periods.iter().map(|period| period.last_day()).collect();
            let days: Vec<Date> = days.into_iter().collect();
            steps.extend(
                days.windows(2).filter_map(|pair| Some(months_between(*pair.first()?, *pair.get(1)?))),
            );
        }
        steps.sort_unstable();
        let months = match steps.get(steps.len().saturating_sub(1) / 2) {
            Some(0..=1) => 1,
            Some(2..=3) => 3,
            Some(4..=6) => 6,
            Some(_) | None => 12,
        };
        Self { months, is_declared: false }
    }

    /// The grid of an indicator that declares how often it is counted.
    #[must_use]
    pub fn declared(step: PeriodStep) -> Self {
        Self { months: step.months(), is_declared: true }
    }

    /// The periods of a series that lie beside the grid, in order: what is longer than a step, what of a flow is shorter, and of the
    /// stocks within one step all but the last.
    ///
    /// A stock of any day answers for the step in which it lies, where nothing else does.
    #[must_use]
    pub fn beside(&self, periods: &BTreeSet<Period>, measure: Measure) -> Vec<Period> {
        let is_beside = |period: &&Period| {
            let length = length(**period);
            let later = |other: &Period| {
                self.cell(other.last_day()) == self.cell(period.last_day())
                    && other.last_day() > period.last_day()
            };
            match measure {
                Measure::Stock => length > self.months || periods.iter().any(later),
                Measure::Flow => length != self.months,
            }
        };
        periods.iter().filter(is_beside).copied().collect()
    }

    /// The places between the first and the last day at which a series has no period, in order.
    #[must_use]
    pub fn missing(&self, periods: &BTreeSet<Period>, span: Option<(Period, Period)>) -> Vec<Period> {
        let mut known: Vec<Period> = periods.iter().copied().collect();
        // The ends of the chart count as places, whether or not the series has a figure there.
        let mut missing = Vec::new();
        if let Some((first, last)) = span {
            let day = |period: &Period| period.last_day();
            if known.first().is_none_or(|found| self.cell(day(found)) > self.cell(day(&first))) {
                known.insert(0, first);
                missing.push(first);
            }
            if known.last().is_none_or(|found| self.cell(day(found)) < self.cell(day(&last))) {
                known.push(last);
                missing.push(last);
            }
        }
        for pair in known.windows(2) {
            if let [from, to] = pair {
                missing.extend(thinned(self.between(*from, *to)));
            }
        }
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// The places between two figures in sequence.
    fn between(&self, from: Period, to: Period) -> Vec<Period> {
        // Two years beside each other are years also where most of the indicator is counted by quarter.
        let months = match (from, to) {
            _ if self.is_declared => self.months,
            (Period::Year(_) | Period::YearFrom(_), Period::Year(_) | Period::YearFrom(_)) => 12,
            (Period::Half(..), Period::Half(..)) => 6,
            (Period::Quarter(..), Period::Quarter(..)) => 3,
            _ => self.months,
        };
        let (first, last) = (from.last_day(), to.last_day());
        let ends_month = |day: Date| day.last_of_month() == day;
        let apart = months_between(first, last);
        // What is longer than a step answers for all its steps.
        let is_long = |period: Period| self.is_declared && length(period) > months;
        let is_aligned = !is_long(from)
            && !is_long(to)
            && apart % months == 0
            && (ends_month(first) && ends_month(last) || first.day() == last.day());
        if is_aligned {
            let places =
                (1..apart / months).filter_map(|step| first.checked_add((step * months).months()).ok());
            let places = places.map(|day| if ends_month(first) { day.last_of_month() } else { day });
            return places.map(|day| like(from, day)).collect();
        }
        let begins = if is_long(to) { to.first_day() } else { last };
        let cells = cell(first, months) + 1..cell(begins, months);
        cells.filter_map(|index| of_cell(index, months)).collect()
    }

    fn cell(&self, day: Date) -> i32 {
        cell(day, self.months)
    }
}

/// The months that a period lasts; a day none.
fn length(period: Period) -> i32 {
    match period {
        Period::Year(_) | Period::YearFrom(_) => 12,
        Period::Half(..) => 6,
        Period::Quarter(..) => 3,
        Period::Month(..) => 1,
        Period::Day(_) => 0,
    }
}

/// All places of a gap, or its first and its last.
fn thinned(places: Vec<Period>) -> Vec<Period> {
    if places.len() <= MOST_PLACES {
        return places;
    }
    places.first().into_iter().chain(places.last()).copied().collect()
}

/// The months from one day to another, to the nearest.
fn months_between(from: Date, to: Date) -> i32 {
    let whole = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    let days = i32::from(to.day()) - i32::from(from.day());
    let both_end = from.last_of_month() == from && to.last_of_month() == to;
    whole(to) - whole(from) + if both_end || days.abs() <= 15 { 0 } else { days.signum() }
}

/// The calendar's year, half, quarter or month in which a day lies, counted.
fn cell(day: Date, months: i32) -> i32 {
    (i32::from(day.year()) * 12 + i32::from(day.month()) - 1).div_euclid(months)
}

fn of_cell(index: i32, months: i32) -> Option<Period> {
    let first_month = index * months;
    let year = i16::try_from(first_month.div_euclid(12)).ok()?;
    let place = i8::try_from(first_month.rem_euclid(12) / months + 1).ok()?;
    Some(match months {
        12 => Period::Year(year),
        6 => Period::Half(year, place),
        3 => Period::Quarter(year, place),
        _ => Period::Month(year, place),
    })
}

/// The period that ends on a day, of the kind of another.
fn like(other: Period, day: Date) -> Period {
    let part = |months: i8| (day.month() - 1) / months + 1;
    match other {
        Period::Year(_) => Period::Year(day.year()),
        Period::Half(..) => Period::Half(day.year(), part(6)),
        Period::Quarter(..) => Period::Quarter(day.year(), part(3)),
        Period::Month(..) => Period::Month(day.year(), day.month()),
        Period::Day(_) => Period::Day(day),
        Period::YearFrom(_) => Period::year_to(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periods(text: &str) -> BTreeSet<Period> {
        text.split_whitespace().map(|period| period.parse().unwrap()).collect()
    }

    #[track_caller]
    fn check(known: &str, missing: &str) {
        let known = periods(known);
        let grid = PeriodGrid::of([known.clone()].into_iter());
        let found: Vec<String> = grid.missing(&known, None).iter().map(ToString::to_string).collect();
        assert_eq!(found.join(" "), missing);
    }

    #[test]
    fn a_place_without_a_figure_is_missing() {
        check("2012 2013 2015 2016", "2014");
        check("2015 2017", "2016");
        check("2010 2020", "2011 2012 2013 2014 2015 2016 2017 2018 2019");
        check("2019-Q4 2020-Q1 2020-Q3 2020-Q4", "2020-Q2");
        check("2019-H1 2019-H2 2020-H2", "2020-H1");
        check("2020-01 2020-02 2020-05", "2020-03 2020-04");
        check("2014-04-01/P1Y 2016-04-01/P1Y", "2015-04-01/P1Y");
    }

    #[test]
    fn a_stock_of_any_day_answers_for_its_year() {
        check("2013-08 2014-12-31 2015-10-22 2015-12-31 2016-03-15 2018-12-31", "2017");
        check("2015-06-30 2015-12-31 2016-12-31 2018-12-31", "2017-12-31");
        check("2015-06-30 2015-12-31", "");
        check("2018-03-31 2019-03-31 2021-03-31", "2020-03-31");
    }

    #[test]
    fn years_before_quarters_are_not_broken() {
        check("2015 2016 2017 2018-Q1 2018-Q2 2018-Q3 2018-Q4 2019-Q1 2019-Q2 2019-Q3 2019-Q4", "");
    }

    #[test]
    fn the_ends_of_the_chart_are_places_too() {
        let known = periods("2013 2014");
        let grid = PeriodGrid::of([known.clone()].into_iter());
        let span = Some(("2011".parse().unwrap(), "2015".parse().unwrap()));
        assert_eq!(grid.missing(&known, span), Vec::from_iter(periods("2011 2012 2015")));
        let ends = Some(("2013-12-31".parse().unwrap(), "2014-12-31".parse().unwrap()));
        assert!(grid.missing(&known, ends).is_empty(), "the end of a year is that year");
    }

    #[test]
    fn a_declared_step_is_not_guessed() {
        let missing = |step, known: &str| {
            let missing = PeriodGrid::declared(step).missing(&periods(known), None);
            missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(missing(PeriodStep::Quarter, "2015-12-31 2016-12-31"), "2016-03-31 2016-06-30 2016-09-30");
        assert_eq!(missing(PeriodStep::Year, "2015-06 2015-12 2017-12"), "2016-12");
        assert_eq!(missing(PeriodStep::Year, "2015-06-30 2015-12-31 2017-10-22"), "2016");
        assert_eq!(missing(PeriodStep::Half, "2015-Q1 2016-Q4"), "2015-H2 2016-H1");
        assert_eq!(missing(PeriodStep::Month, "2015-11 2016-02"), "2015-12 2016-01");
        // A year answers for its quarters.
        assert_eq!(missing(PeriodStep::Quarter, "2015 2016 2018-Q1"), "2017-Q1 2017-Q2 2017-Q3 2017-Q4");
        assert_eq!(missing(PeriodStep::Quarter, "2015-Q4 2017"), "2016-Q1 2016-Q2 2016-Q3 2016-Q4");
        assert_eq!(missing(PeriodStep::Year, "2014-04-01/P1Y 2016-04-01/P1Y"), "2015-04-01/P1Y");
    }

    #[test]
    fn what_lies_beside_a_declared_step_is_named() {
        let beside = |step, measure, known: &str| {
            let beside = PeriodGrid::declared(step).beside(&periods(known), measure);
            beside.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        let stock = "2014 2015-06-30 2015-12-31 2016-10-22 2017-12";
        assert_eq!(beside(PeriodStep::Year, Measure::Stock, stock), "2015-06-30");
        assert_eq!(beside(PeriodStep::Half, Measure::Stock, stock), "2014");
        assert_eq!(beside(PeriodStep::Year, Measure::Flow, "2014 2015-H1 2015"), "2015-H1");
        assert_eq!(beside(PeriodStep::Quarter, Measure::Flow, "2014 2015-Q1 2015-Q2"), "2014");
        assert_eq!(beside(PeriodStep::Month, Measure::Stock, "2015-01 2015-02-28"), "");
    }

    #[test]
    fn a_gap_of_centuries_is_told_by_its_ends() {
        let known = periods("0001-01 0001-02 0001-03 9999-12");
        let grid = PeriodGrid::of([known.clone()].into_iter());
        assert_eq!(grid.missing(&known, None).len(), 2);
    }
}
