//! A level with a slope, both on random walks and seen with noise: filter, smoother and forecast at given variances.
//!
//! `y_t = level_t + e_t`, `level_{t+1} = level_t + slope_t + …`, `slope_{t+1} = slope_t + …`. Harvey, *Forecasting, Structural Time
//! Series Models and the Kalman Filter* (1989), 2.3.2; smoothing backwards by Durbin and Koopman, *Time Series Analysis by State
//! Space Methods* (2012), 4.4. What is missing moves nothing and is smoothed from both sides.

use crate::error::StatsError;
use crate::regression::double_double::DoubleDouble;

/// The variances of a local linear trend, in squared units of the series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendVariances {
    /// Of what is added to the level by observing it.
    pub observation: f64,
    /// Of the steps of the level.
    pub level: f64,
    /// Of the steps of the slope.
    pub slope: f64,
}

/// A level and a slope with their covariance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendState {
    /// The level, in the unit of the series.
    pub level: f64,
    /// The change of the level from one step to the next.
    pub slope: f64,
    /// Their covariance: level first, slope second.
    pub covariance: [[f64; 2]; 2],
}

/// A forecast of one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendForecast {
    /// The level, which is also the forecast of the value.
    pub level: f64,
    /// The variance of the level, without the noise of observing.
    pub level_variance: f64,
    /// The variance of the value: the same with the noise of observing, as R's `KalmanForecast` gives it.
    pub value_variance: f64,
}

/// A series seen as a local linear trend.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalTrend {
    /// The variances that were given.
    pub variances: TrendVariances,
    /// At each place what the values up to it say.
    pub filtered: Vec<TrendState>,
    /// At each place what all values say.
    pub smoothed: Vec<TrendState>,
    /// The one-step errors, value minus forecast; `None` where the value is missing.
    pub residuals: Vec<Option<f64>>,
    /// The logarithm of the likelihood; `None` where a value was foreseen without any variance.
    pub log_likelihood: Option<f64>,
    /// How many values were used.
    pub points_used: usize,
    /// How many are missing.
    pub points_missing: usize,
    last: Exact,
}

/// A state in twice double precision: a start of which little is known has a variance so large that the digits of the others
/// would drown in it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Exact {
    level: DoubleDouble,
    slope: DoubleDouble,
    covariance: [DoubleDouble; 3],
}

impl Exact {
    fn of(state: &TrendState) -> Self {
        let [[level, cross], [_, slope]] = state.covariance;
        Self {
            level: state.level.into(),
            slope: state.slope.into(),
            covariance: [level.into(), cross.into(), slope.into()],
        }
    }

    fn plain(&self) -> TrendState {
        let [level, cross, slope] = self.covariance.map(DoubleDouble::value);
        TrendState {
            level: self.level.value(),
            slope: self.slope.value(),
            covariance: [[level.max(0.0), cross], [cross, slope.max(0.0)]],
        }
    }

    /// One step on: the level takes the slope along, and both take a step of their own.
    fn ahead(&self, variances: &TrendVariances) -> Self {
        let [level, cross, slope] = self.covariance;
        let shared = cross + slope;
        Self {
            level: self.level + self.slope,
            slope: self.slope,
            covariance: [
                level + cross + shared + variances.level.into(),
                shared,
                slope + variances.slope.into(),
            ],
        }
    }
}

/// One step of the filter, as the smoother needs it.
struct Step {
    state: Exact,
    /// The error over its variance, and one over the variance; zeros where nothing was seen.
    weighted_error: DoubleDouble,
    precision: DoubleDouble,
}

/// The filter, the smoother and the likelihood of a local linear trend; `None` is a missing value.
///
/// `before` stands one step before the first value, as in R: the first value is foreseen from it as every other from the state
/// before.
///
/// # Errors
/// [`StatsError::TooFewPoints`] without a value, [`StatsError::NotFinite`], [`StatsError::NegativeValue`] of a variance;
/// [`StatsError::OutOfRange`] for a covariance that is none.
pub fn local_trend(
    series: &[Option<f64>],
    variances: TrendVariances,
    before: TrendState,
) -> Result<LocalTrend, StatsError> {
    checked(series, &variances, &before)?;
    let mut state = Exact::of(&before).ahead(&variances);
    let mut steps = Vec::with_capacity(series.len());
    let mut filtered = Vec::with_capacity(series.len());
    let mut residuals = Vec::with_capacity(series.len());
    let (mut likelihood, mut is_likelihood) = (0.0, true);
    for value in series {
        let mut step = Step { state, weighted_error: 0.0.into(), precision: 0.0.into() };
        let [level, cross, slope] = state.covariance;
        let variance = level + variances.observation.into();
        residuals.push(value.map(|value| value - state.level.value()));
        match value {
            Some(value) if variance.value() > 0.0 => {
                let error = DoubleDouble::from(*value) - state.level;
                let plain = variance.value();
                likelihood -=
                    0.5 * (std::f64::consts::TAU.ln() + plain.ln() + (error * error / variance).value());
                step.weighted_error = error / variance;
                step.precision = DoubleDouble::from(1.0) / variance;
                state.level = state.level + level * step.weighted_error;
                state.slope = state.slope + cross * step.weighted_error;
                state.covariance = [
                    level * variances.observation.into() / variance,
                    cross * variances.observation.into() / variance,
                    slope - cross * cross / variance,
                ];
            }
            Some(_) => is_likelihood = false,
            None => {}
        }
        filtered.push(state);
        steps.push(step);
        state = state.ahead(&variances);
    }
    let last = filtered.last().copied().unwrap_or_default();
    let found = LocalTrend {
        variances,
        smoothed: smoothed(&steps),
        points_used: series.iter().flatten().count(),
        points_missing: series.iter().filter(|value| value.is_none()).count(),
        filtered: filtered.iter().map(Exact::plain).collect(),
        residuals,
        last,
        log_likelihood: (is_likelihood && likelihood.is_finite()).then_some(likelihood),
    };
    // Values near the end of the range of numbers may leave it.
    let states = found.filtered.iter().chain(&found.smoothed);
    let numbers = states.flat_map(|state| {
        let [[one, two], [_, three]] = state.covariance;
        [state.level, state.slope, one, two, three]
    });
    match numbers.into_iter().find(|value| !value.is_finite()) {
        Some(value) => Err(StatsError::NotFinite { value }),
        None => Ok(found),
    }
}

fn checked(
    series: &[Option<f64>],
    variances: &TrendVariances,
    before: &TrendState,
) -> Result<(), StatsError> {
    if series.iter().flatten().next().is_none() {
        return Err(StatsError::TooFewPoints { needed: 1, found: 0, left_out: series.len() });
    }
    let [[level, cross], [other, slope]] = before.covariance;
    let given = [variances.observation, variances.level, variances.slope, level, slope];
    let numbers = given.into_iter().chain([cross, other, before.level, before.slope]);
    if let Some(value) = numbers.chain(series.iter().flatten().copied()).find(|value| !value.is_finite()) {
        return Err(StatsError::NotFinite { value });
    }
    if let Some(value) = given.into_iter().find(|value| *value < 0.0) {
        return Err(StatsError::NegativeValue { value });
    }
    let most = (level * slope).sqrt() * (1.0 + 1e-12);
    for found in [cross, other] {
        if found.abs() > most || (cross - other).abs() > 1e-12 * most {
            return Err(StatsError::OutOfRange { name: "covariance", lowest: -most, highest: most, found });
        }
    }
    Ok(())
}

/// Backwards from the last value: what the later errors say about each state.
fn smoothed(steps: &[Step]) -> Vec<TrendState> {
    let (zero, one) = (DoubleDouble::from(0.0), DoubleDouble::from(1.0));
    let (mut pull_level, mut pull_slope) = (zero, zero);
    let [mut of_level, mut shared, mut of_slope] = [zero; 3];
    let mut found: Vec<TrendState> = steps
        .iter()
        .rev()
        .map(|step| {
            let [level, cross, slope] = step.state.covariance;
            // L = T − K Z with K = T P Z' ÷ F has the columns (kept, −tilt) and (1, 1): what was gathered from the later steps
            // is brought back by it.
            let kept = one - (level + cross) * step.precision;
            let tilt = cross * step.precision;
            (pull_level, pull_slope) =
                (step.weighted_error + kept * pull_level - tilt * pull_slope, pull_level + pull_slope);
            let (first, second) = (kept * of_level - tilt * shared, kept * shared - tilt * of_slope);
            (of_level, shared, of_slope) = (
                step.precision + kept * first - tilt * second,
                first + second,
                of_level + shared + shared + of_slope,
            );
            let taken = |row: [DoubleDouble; 2], column: [DoubleDouble; 2]| {
                row[0] * (of_level * column[0] + shared * column[1])
                    + row[1] * (shared * column[0] + of_slope * column[1])
            };
            let (first, second) = ([level, cross], [cross, slope]);
            Exact {
                level: step.state.level + level * pull_level + cross * pull_slope,
                slope: step.state.slope + cross * pull_level + slope * pull_slope,
                covariance: [
                    level - taken(first, first),
                    cross - taken(first, second),
                    slope - taken(second, second),
                ],
            }
            .plain()
        })
        .collect();
    found.reverse();
    found
}

impl LocalTrend {
    /// The forecasts of the next steps.
    ///
    /// # Errors
    /// [`StatsError::OutOfRange`] for a horizon of none or above 1,000, [`StatsError::NotFinite`].
    pub fn forecast(&self, horizon: usize) -> Result<Vec<TrendForecast>, StatsError> {
        const LONGEST: usize = 1_000;
        if horizon == 0 || horizon > LONGEST {
            let (lowest, highest) = (1.0, LONGEST as f64);
            return Err(StatsError::OutOfRange { name: "horizon", lowest, highest, found: horizon as f64 });
        }
        let mut state = self.last;
        let found: Vec<TrendForecast> = (0..horizon)
            .map(|_| {
                state = state.ahead(&self.variances);
                let level_variance = state.covariance[0].value();
                TrendForecast {
                    level: state.level.value(),
                    level_variance,
                    value_variance: level_variance + self.variances.observation,
                }
            })
            .collect();
        let mut numbers = found.iter().flat_map(|step| [step.level, step.value_variance]);
        match numbers.find(|value| !value.is_finite()) {
            Some(value) => Err(StatsError::NotFinite { value }),
            None => Ok(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(level: f64, slope: f64, variance: f64) -> TrendState {
        TrendState { level, slope, covariance: [[variance, 0.0], [0.0, variance]] }
    }

    #[test]
    fn without_steps_it_is_the_line_of_least_squares() {
        let variances = TrendVariances { observation: 1.0, level: 0.0, slope: 0.0 };
        let series: Vec<Option<f64>> = [1.0, 3.0, 4.0, 8.0].into_iter().map(Some).collect();
        let found = local_trend(&series, variances, start(0.0, 0.0, 1e9)).unwrap();
        // By hand: slope (−3·1 − 1·3 + 1·4 + 3·8) ÷ 10 = 2.2, mean 4.
        for (place, state) in found.smoothed.iter().enumerate() {
            assert!((state.slope - 2.2).abs() < 1e-6, "{state:?}");
            assert!((state.level - (4.0 + 2.2 * (place as f64 - 1.5))).abs() < 1e-6);
        }
        assert!((found.smoothed[0].covariance[1][1] - 1.0 / 5.0).abs() < 1e-6);
    }

    #[test]
    fn a_gap_is_smoothed_from_both_sides_and_is_less_sure() {
        let variances = TrendVariances { observation: 1.0, level: 1.0, slope: 0.1 };
        let series = [Some(1.0), Some(2.0), None, Some(4.0), Some(5.0)];
        let found = local_trend(&series, variances, start(0.0, 1.0, 1e6)).unwrap();
        assert_eq!((found.points_used, found.points_missing, found.residuals[2]), (4, 1, None));
        assert!((found.smoothed[2].level - 3.0).abs() < 1e-5, "{:?}", found.smoothed[2]);
        assert!(found.smoothed[2].covariance[0][0] > found.smoothed[1].covariance[0][0]);
        assert_eq!(found.filtered[4], found.smoothed[4]);
    }

    #[test]
    fn what_is_no_variance_is_refused_and_none_at_all_is_answered() {
        let variances = TrendVariances { observation: -1.0, level: 1.0, slope: 0.1 };
        assert!(matches!(
            local_trend(&[Some(1.0)], variances, start(0.0, 0.0, 1.0)),
            Err(StatsError::NegativeValue { .. })
        ));
        let none = TrendVariances { observation: 0.0, level: 0.0, slope: 0.0 };
        let found = local_trend(&[Some(1.0), Some(9.0)], none, start(0.0, 1.0, 0.0)).unwrap();
        assert_eq!((found.smoothed[1].level, found.log_likelihood), (2.0, None));
        assert!(local_trend(&[None, None], none, start(0.0, 0.0, 1.0)).is_err());
        assert!(local_trend(&[Some(f64::NAN)], none, start(0.0, 0.0, 1.0)).is_err());
        assert!(local_trend(&[Some(1e308), Some(-1e308)], none, start(0.0, 0.0, 1e300)).is_err());
        let skewed = TrendState { level: 0.0, slope: 0.0, covariance: [[1.0, 2.0], [2.0, 1.0]] };
        assert!(matches!(local_trend(&[Some(1.0)], none, skewed), Err(StatsError::OutOfRange { .. })));
    }
}
