//! The Theta method and its kin: a line and its smoothed departures.
//!
//! Assimakopoulos and Nikolopoulos (2000); the forms here are those of Fiorucci, Pellegrini, Louzada, Petropoulos and
//! Koehler, *Models for optimising the theta method and their relationship to state space models* (2016). With
//! `w = 1 − 1 ÷ θ` every one-step error is linear in the first level and in `w`, so that for each smoothing parameter
//! the two are solved for exactly and only one number is searched.

use crate::linear_algebra::line_through;
use crate::optimise::least_between;

/// From here on errors count: before, the line that learns has no slope yet. The first counts too: the first value is the first
/// level with one error, so that a level that nothing later tells stays near it.
const FIRST_ERROR: usize = 2;
/// The range of the smoothing parameter.
const ALPHA: (f64, f64) = (0.1, 0.99);
/// The largest weight of the line: θ of ten thousand million.
const MOST_WEIGHT: f64 = 1.0 - 1e-10;

/// Which of the methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ThetaForm {
    /// Whether the line is brought up to date at each step.
    pub(crate) dynamic: bool,
    /// Whether θ is found from the data; else it is 2.
    pub(crate) optimised: bool,
}

/// A fitted Theta model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ThetaFit {
    form: ThetaForm,
    alpha: f64,
    level: f64,
    weight: f64,
}

/// The state that runs along a series.
#[derive(Clone, Copy)]
struct Line {
    intercept: f64,
    slope: f64,
    mean: f64,
}

impl Line {
    fn start(series: &[f64], dynamic: bool) -> Self {
        let first = series.first().copied().unwrap_or(0.0);
        if dynamic {
            return Self { intercept: first, slope: 0.0, mean: first };
        }
        let times: Vec<f64> = (1..=series.len()).map(|time| time as f64).collect();
        let (intercept, slope) = line_through(&times, series);
        Self { intercept, slope, mean: first }
    }

    /// What the line adds to the level at place `place`, for a weight of one.
    fn lift(&self, alpha: f64, power: f64) -> f64 {
        power * self.intercept + (1.0 - power * (1.0 - alpha)) / alpha * self.slope
    }

    fn update(&mut self, value: f64, place: usize, dynamic: bool) {
        let (time, before) = (place as f64, self.mean);
        self.mean = (time * before + value) / (time + 1.0);
        if dynamic {
            self.slope = ((time - 1.0) * self.slope + 6.0 * (value - before) / (time + 1.0)) / (time + 2.0);
            self.intercept = self.mean - self.slope * (time + 2.0) / 2.0;
        }
    }
}

/// For each place: the one-step error of a first level and a weight of zero, the change of the error by a first level
/// of one, and by a weight of one.
fn walk(series: &[f64], form: ThetaForm, alpha: f64, mut visit: impl FnMut(usize, f64, f64, f64)) {
    let mut line = Line::start(series, form.dynamic);
    let (mut level, mut share, mut power) = (0.0, 1.0, 1.0);
    for (place, value) in series.iter().enumerate() {
        let lift = if place == 0 && form.dynamic { 0.0 } else { line.lift(alpha, power) };
        visit(place, value - level, -share, -lift);
        level = alpha * value + (1.0 - alpha) * level;
        share *= 1.0 - alpha;
        power *= 1.0 - alpha;
        if place > 0 {
            line.update(*value, place, form.dynamic);
        }
    }
}

/// The sum of squared errors for a smoothing parameter, with the first level and the weight that make it least.
fn solved(series: &[f64], form: ThetaForm, alpha: f64) -> (f64, f64, f64) {
    let first = series.first().copied().unwrap_or(0.0);
    // Products of the errors at zero (e), by the level (a) and by the weight (b).
    let [mut ee, mut ea, mut eb, mut aa, mut ab, mut bb] = [0.0_f64; 6];
    walk(series, form, alpha, |place, error, by_level, by_weight| {
        if place == 0 || place >= FIRST_ERROR {
            ee += error * error;
            ea += error * by_level;
            eb += error * by_weight;
            aa += by_level * by_level;
            ab += by_level * by_weight;
            bb += by_weight * by_weight;
        }
    });
    let total = |level: f64, weight: f64| {
        ee + 2.0 * (level * ea + weight * eb + level * weight * ab)
            + level * level * aa
            + weight * weight * bb
    };
    // A level that is hardly felt in the errors that count is the first value: any other would be noise.
    let level_of = |weight: f64| if aa > 1e-6 { -(ea + weight * ab) / aa } else { first };
    let weight = if form.optimised {
        let free = if aa > 1e-6 {
            let determinant = aa * bb - ab * ab;
            if determinant > 1e-12 * aa * bb { (ab * ea - aa * eb) / determinant } else { 0.5 }
        } else if bb > 0.0 {
            -(eb + first * ab) / bb
        } else {
            0.5
        };
        free.clamp(0.0, MOST_WEIGHT)
    } else {
        0.5
    };
    let level = level_of(weight);
    (total(level, weight).max(0.0), level, weight)
}

/// Fits a Theta model to at least four values.
pub(crate) fn fit(series: &[f64], form: ThetaForm) -> ThetaFit {
    let alpha = least_between(ALPHA.0, ALPHA.1, 16, |alpha| solved(series, form, alpha).0);
    let (_, level, weight) = solved(series, form, alpha);
    ThetaFit { form, alpha, level, weight }
}

impl ThetaFit {
    /// The weight of an error in the level.
    pub(crate) fn alpha(&self) -> f64 {
        self.alpha
    }

    /// The forecasts; a dynamic line goes on to learn from them.
    pub(crate) fn forecasts(&self, series: &[f64], horizon: usize) -> Vec<f64> {
        let mut line = Line::start(series, self.form.dynamic);
        let (mut level, mut power) = (self.level, 1.0);
        for (place, value) in series.iter().enumerate() {
            level = self.alpha * value + (1.0 - self.alpha) * level;
            power *= 1.0 - self.alpha;
            if place > 0 {
                line.update(*value, place, self.form.dynamic);
            }
        }
        (0..horizon)
            .map(|step| {
                let forecast = level + self.weight * line.lift(self.alpha, power);
                level = self.alpha * forecast + (1.0 - self.alpha) * level;
                power *= 1.0 - self.alpha;
                line.update(forecast, series.len() + step, self.form.dynamic);
                forecast
            })
            .collect()
    }

    /// The one-step errors; those before the fourth are still under the first level.
    pub(crate) fn errors(&self, series: &[f64]) -> Vec<f64> {
        let mut errors = Vec::with_capacity(series.len());
        walk(series, self.form, self.alpha, |_, error, by_level, by_weight| {
            errors.push(error + self.level * by_level + self.weight * by_weight);
        });
        errors
    }
}
