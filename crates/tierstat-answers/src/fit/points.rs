//! The points of a series that a model can be fitted to, with what was left out.

use tierstat_model::{Bounds, Language, Localized, Period, SeriesTime};
use tierstat_numerics::linear_algebra::DoubleDouble;
use tierstat_words as words;

/// The observations of one series, as they are given.
#[derive(Debug, Clone, PartialEq)]
pub struct Observations {
    /// The name of the series.
    pub name: String,
    /// In any order.
    pub points: Vec<Observation>,
}

/// One observation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// When, or where on the axis.
    pub time: SeriesTime,
    /// What is known; `None` is missing.
    pub bounds: Option<Bounds>,
    /// How much it weighs, where that is said.
    pub weight: Option<f64>,
}

/// Numbers from the origin on, in order of time; what is a bound, missing or without a weight is left out and said to be.
#[derive(Debug)]
pub(super) struct Points {
    pub(super) at: Vec<SeriesTime>,
    /// Times from the origin on.
    pub(super) times: Vec<f64>,
    pub(super) values: Vec<f64>,
    /// One for each point, where the file has a column of them.
    pub(super) weights: Option<Vec<f64>>,
    pub(super) used: Vec<String>,
    pub(super) left_out: Vec<(String, Localized)>,
    pub(super) origin: f64,
}

impl Points {
    /// `origin` is the time that counts as zero; `None` is one before the first.
    pub(super) fn of(series: &Observations, origin: Option<f64>, is_weighted: bool) -> Self {
        let first = series.points.iter().map(|point| point.time.number()).fold(f64::INFINITY, f64::min);
        let mut points = Self {
            at: Vec::new(),
            times: Vec::new(),
            values: Vec::new(),
            weights: is_weighted.then(Vec::new),
            used: Vec::new(),
            left_out: Vec::new(),
            origin: origin.unwrap_or(first - 1.0),
        };
        let mut ordered: Vec<_> = series.points.iter().collect();
        ordered.sort_by(|one, other| one.time.number().total_cmp(&other.time.number()));
        for point in ordered {
            let time = point.time;
            match (point.bounds.map(|bounds| (bounds, bounds.as_point())), point.weight) {
                (Some((_, Some(value))), weight)
                    if weight.is_some_and(|weight| weight > 0.0) || !is_weighted =>
                {
                    points.at.push(time);
                    points.times.push(time.number() - points.origin);
                    points.values.push(value);
                    if let Some((weights, weight)) = points.weights.as_mut().zip(weight) {
                        weights.push(weight);
                    }
                    points.used.push(format!("{time} {value}"));
                }
                (Some((_, Some(value))), _) => {
                    let reason = Localized::new("没有大于零的权重", "no weight above zero");
                    points.left_out.push((format!("{time} {value}"), reason));
                }
                (Some((bounds, None)), _) => {
                    let reason = Localized::new("只知界限", "known within bounds only");
                    points.left_out.push((format!("{time} {bounds}"), reason));
                }
                (None, _) => points.left_out.push((time.to_string(), Localized::new("缺", "missing"))),
            }
        }
        points
    }

    /// Times and values as the decimals that they were read from.
    pub(super) fn exact(&self) -> (Vec<DoubleDouble>, Vec<DoubleDouble>) {
        let origin = DoubleDouble::of_shortest_decimal(self.origin);
        let times = self.at.iter().map(|time| DoubleDouble::of_shortest_decimal(time.number()) - origin);
        let values = self.values.iter().map(|value| DoubleDouble::of_shortest_decimal(*value));
        (times.collect(), values.collect())
    }

    /// A time from the origin on in words: the year it falls into, where the series stands in periods of the calendar.
    pub(super) fn period(&self, time: f64, language: Language) -> String {
        let time = time + self.origin;
        let is_calendar = self.at.iter().all(|at| matches!(at, SeriesTime::Period(_)));
        // A period is over at its end: 2012.3 falls into the year 2013.
        let year = time.ceil();
        if is_calendar && (1.0..=9999.0).contains(&year) {
            return words::period(Period::Year(year as i16), language);
        }
        words::measure(time)
    }

    /// The first and the last time in words.
    pub(super) fn span(&self, language: Language) -> [String; 2] {
        [self.at.first(), self.at.last()].map(|time| match time {
            Some(SeriesTime::Period(period)) => words::period(*period, language),
            Some(other) => other.to_string(),
            None => String::new(),
        })
    }
}
