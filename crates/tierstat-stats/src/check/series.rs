//! One series as the rules look at it: every printed number of an indicator, tier, area and breakdown, by the day it describes.

use super::evidence::{Evidence, figures_of};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{Bounds, Figure, Measure, Reading};

/// Every printed number of one stock, in order of the days that they describe.
#[derive(Debug)]
pub(super) struct Series<'a> {
    /// The numbers of each day.
    pub(super) days: BTreeMap<Date, Vec<&'a Figure>>,
    /// The reading of each day.
    pub(super) readings: BTreeMap<Date, &'a Reading>,
}

/// A printed number with its bounds.
pub(super) type Number<'a> = (&'a Figure, Bounds);

impl<'a> Series<'a> {
    /// The stocks among the evidence; numbers that a correction overrides are left out, and so are targets, which do not move.
    pub(super) fn all(evidence: &'a Evidence<'_>) -> Vec<Self> {
        let mut series: BTreeMap<tierstat_model::Series, Self> = BTreeMap::new();
        for reading in evidence.counted().filter(|reading| reading.figure.measure == Measure::Stock) {
            let key = &reading.key;
            let own = series
                .entry(key.series())
                .or_insert_with(|| Self { days: BTreeMap::new(), readings: BTreeMap::new() });
            let day = key.period.last_day();
            let numbers = figures_of(reading).filter(|figure| {
                figure.quantity.bounds.is_some() && evidence.correction_of(figure).is_none()
            });
            own.days.entry(day).or_default().extend(numbers);
            if reading.figure.quantity.bounds.is_some() {
                own.readings.insert(day, reading);
            }
        }
        series.into_values().collect()
    }

    /// All numbers with their days.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (Date, Number<'a>)> {
        self.days.iter().flat_map(|(day, figures)| {
            figures.iter().filter_map(move |figure| Some((*day, (*figure, figure.quantity.bounds?))))
        })
    }

    /// The numbers of days that lie between two others, both counted.
    pub(super) fn numbers_between(
        &self,
        first: Date,
        last: Date,
    ) -> impl Iterator<Item = (Date, Number<'a>)> {
        let days = if first <= last { Some(self.days.range(first..=last)) } else { None };
        days.into_iter().flatten().flat_map(|(day, figures)| {
            figures.iter().filter_map(move |figure| Some((*day, (*figure, figure.quantity.bounds?))))
        })
    }

    /// The logarithm of the growth from each reading to the next one that is half a year or more later, per year.
    pub(super) fn yearly_growth(&self) -> Vec<Step<'a>> {
        const HALF_A_YEAR: i32 = 180;
        let mut steps = Vec::new();
        let mut before: Option<(Date, &'a Reading, f64)> = None;
        for (day, reading) in &self.readings {
            let Some(level) = reading.figure.quantity.bounds.and_then(|bounds| middle(&bounds)) else {
                continue;
            };
            if level <= 0.0 {
                continue;
            }
            match before {
                Some((first, _, _)) if days_between(first, *day) < HALF_A_YEAR => {}
                Some((first, from, base)) => {
                    let years = f64::from(days_between(first, *day)) / 365.25;
                    steps.push(Step { from, to: reading, years, growth: (level / base).ln() / years });
                    before = Some((*day, reading, level));
                }
                None => before = Some((*day, reading, level)),
            }
        }
        steps
    }
}

/// The growth between two readings of a series.
pub(super) struct Step<'a> {
    pub(super) from: &'a Reading,
    pub(super) to: &'a Reading,
    pub(super) years: f64,
    /// The logarithm of the growth per year.
    pub(super) growth: f64,
}

impl Step<'_> {
    /// By how many powers of ten the later reading is larger.
    pub(super) fn powers(&self) -> f64 {
        self.growth * self.years / std::f64::consts::LN_10
    }
}

/// The day that lies so many days after another, or before it; the last or first there is where that is beyond.
pub(super) fn shifted(day: Date, days: i32) -> Date {
    let beyond = if days < 0 { Date::MIN } else { Date::MAX };
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(beyond)
}

/// Days from one day to another.
pub(super) fn days_between(first: Date, second: Date) -> i32 {
    first.until(second).map_or(i32::MAX, |span| span.get_days())
}

/// The middle of bounds that end; the lower one where nothing is promised above.
pub(super) fn middle(bounds: &Bounds) -> Option<f64> {
    let middle = bounds.upper_value().map_or(bounds.lower(), |upper| f64::midpoint(bounds.lower(), upper));
    middle.is_finite().then_some(middle)
}

/// How wide bounds are against their middle; `None` where they do not end or stand at zero.
pub(super) fn relative_width(bounds: &Bounds) -> Option<f64> {
    let middle = middle(bounds).filter(|middle| *middle > 0.0)?;
    Some((bounds.upper_value()? - bounds.lower()) / middle)
}
