//! All that is asked of one series, with what was refused and why.

use crate::forecast_input::InputSeries;
use tierstat_ingest::SeriesTime;
use tierstat_model::{Bounds, Language, Localized};
use tierstat_numerics::NumericsError;
use tierstat_numerics::breaks::{TrendBreak, trend_break};
use tierstat_numerics::outlier::{Outlier, series_outliers};
use tierstat_numerics::trend::rank::{MannKendall, MedianSlope, mann_kendall, siegel, theil_sen};
use tierstat_numerics::trend::{GrowthTrend, growth_trend};
use tierstat_words as words;

/// The level of the intervals.
const LEVEL: f64 = 0.95;

/// A series in order of time: all of it for growth, the points alone for everything else.
pub(super) struct Points {
    pub(super) known: Vec<(f64, Option<Bounds>)>,
    pub(super) ordered: Vec<SeriesTime>,
    /// The times of the points.
    pub(super) at: Vec<SeriesTime>,
    pub(super) times: Vec<f64>,
    pub(super) values: Vec<f64>,
    pub(super) used: Vec<String>,
    pub(super) bounded: usize,
    pub(super) left_out: Vec<(String, Localized)>,
}

impl Points {
    pub(super) fn of(series: &InputSeries) -> Self {
        let mut ordered = series.points.clone();
        ordered.sort_by(|(one, _), (other, _)| one.number().total_cmp(&other.number()));
        let mut points = Self {
            known: Vec::new(),
            ordered: ordered.iter().map(|(time, _)| *time).collect(),
            at: Vec::new(),
            times: Vec::new(),
            values: Vec::new(),
            used: Vec::new(),
            bounded: 0,
            left_out: series.left_out.clone(),
        };
        for (time, bounds) in ordered {
            points.known.push((time.number(), bounds));
            match bounds.map(|bounds| (bounds, bounds.as_point())) {
                Some((_, Some(value))) => {
                    points.at.push(time);
                    points.times.push(time.number());
                    points.values.push(value);
                    points.used.push(format!("{time} {value}"));
                }
                Some((bounds, None)) => {
                    points.bounded += 1;
                    points.used.push(format!("{time} {bounds}"));
                }
                None => points.left_out.push((time.to_string(), Localized::new("缺", "missing"))),
            }
        }
        points
    }

    /// The period of a point.
    pub(super) fn period(&self, place: usize, language: Language) -> String {
        period(self.at.get(place), language)
    }

    /// The least deviation that changes are held to have: of periods of the calendar a tenth a year, as the check of jumps has it;
    /// of plain numbers nobody knows the unit.
    fn floor(&self) -> f64 {
        const A_YEAR: f64 = 0.1;
        if self.at.iter().all(|time| matches!(time, SeriesTime::Period(_))) { A_YEAR } else { 0.0 }
    }
}

/// A time in words.
pub(super) fn period(time: Option<&SeriesTime>, language: Language) -> String {
    match time {
        Some(SeriesTime::Period(period)) => words::period(*period, language),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// What can be said of the trend of one series.
pub(super) struct SeriesTrend {
    pub(super) growth: Option<GrowthTrend>,
    pub(super) slope: Option<MedianSlope>,
    pub(super) siegel: Option<f64>,
    pub(super) test: Option<MannKendall>,
    pub(super) change: Option<TrendBreak>,
    pub(super) outliers: Option<Vec<Outlier>>,
    /// What cannot be said, and why; the same reason once, with all that it stands for.
    pub(super) refused: Vec<Refusal>,
}

/// Something that cannot be said of a series.
pub(super) struct Refusal {
    /// What, each once.
    pub(super) names: Vec<Localized>,
    pub(super) reason: Localized,
    /// How many points are needed, where nothing but points is missing.
    pub(super) needed: Option<usize>,
}

impl SeriesTrend {
    pub(super) fn of(points: &Points) -> Self {
        let mut refusals = Refusals { bounded: points.bounded, found: Vec::new() };
        let (times, values) = (&points.times, &points.values);
        Self {
            growth: refusals.told("增长率", "growth", growth_trend(&points.known)),
            slope: refusals.told("斜率", "slope", theil_sen(times, values, LEVEL)),
            siegel: refusals.told("斜率", "slope", siegel(times, values)).map(|(slope, _)| slope),
            test: refusals.told("检验", "test", mann_kendall(values)),
            change: refusals.told("断点", "break", trend_break(times, values)),
            outliers: refusals.told("异常值", "outliers", series_outliers(times, values, points.floor())),
            refused: refusals.found,
        }
    }
}

struct Refusals {
    bounded: usize,
    found: Vec<Refusal>,
}

impl Refusals {
    fn told<T>(&mut self, zh: &str, en: &str, result: Result<T, NumericsError>) -> Option<T> {
        let error = match result {
            Ok(found) => return Some(found),
            Err(error) => error,
        };
        let (reason, needed) = match error {
            // All but the growth do without bounds.
            NumericsError::TooFewPoints { needed, found, left_out: 0 } => {
                let left_out = self.bounded;
                (NumericsError::TooFewPoints { needed, found, left_out }.localized(), Some(needed))
            }
            other => (other.localized(), None),
        };
        let name = Localized::new(zh, en);
        match self.found.iter_mut().find(|refusal| refusal.reason == reason) {
            Some(refusal) if refusal.names.contains(&name) => {}
            Some(refusal) => refusal.names.push(name),
            None => self.found.push(Refusal { names: vec![name], reason, needed }),
        }
        None
    }
}
