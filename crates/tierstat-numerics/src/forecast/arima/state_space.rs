//! The state space form of a model and Kalman's filter on it.
//!
//! Harvey, *Time Series Models* (1993), 4.4, in the arrangement of R's `arima`: the states of the moving average first, the
//! last values of the series below them where it is differenced, these with a variance of a million at the start.
#![allow(
    clippy::needless_range_loop,
    reason = "rows and columns of small matrices are clearer by their places"
)]

use crate::linear_algebra::eliminated;

/// The most states: six of the stationary part, two of differences.
pub(super) const STATES: usize = 8;
/// One number for each state.
pub(super) type Vector = [f64; STATES];
/// A matrix of the states.
pub(super) type Square = [[f64; STATES]; STATES];

/// The variance of the values before the first, in units of the error's, as R has it.
const UNKNOWN: f64 = 1e6;

/// A model in state space form; variances in units of the variance of its errors.
#[derive(Debug, Clone)]
pub(super) struct StateSpace {
    size: usize,
    stationary: usize,
    differences: usize,
    autoregressive: Vector,
    effects: Vector,
    observation: Vector,
    transition: Square,
    initial: Square,
}

/// Where the filter stands after the last value.
#[derive(Debug, Clone)]
pub(super) struct LastState {
    /// The states of the series and of the regressor.
    pub(super) states: [Vector; 2],
    /// Their covariance.
    pub(super) covariance: Square,
}

impl StateSpace {
    /// The model of these coefficients; `None` where the stationary part has no finite variance.
    pub(super) fn new(autoregressive: &[f64], moving_average: &[f64], differences: usize) -> Option<Self> {
        let stationary = autoregressive.len().max(moving_average.len() + 1);
        let size = stationary + differences;
        if size > STATES {
            return None;
        }
        let mut model = Self {
            size,
            stationary,
            differences,
            autoregressive: [0.0; STATES],
            effects: [0.0; STATES],
            observation: [0.0; STATES],
            transition: [[0.0; STATES]; STATES],
            initial: [[0.0; STATES]; STATES],
        };
        model.autoregressive[..autoregressive.len()].copy_from_slice(autoregressive);
        model.effects[0] = 1.0;
        model.effects[1..=moving_average.len()].copy_from_slice(moving_average);
        model.initial = model.stationary_covariance(autoregressive.len())?;
        if differences == 0 {
            return Some(model);
        }
        // The value is its difference and what the differences take away: the last one, or twice it less the one before.
        let below: &[f64] = if differences == 1 { &[1.0] } else { &[2.0, -1.0] };
        model.observation[0] = 1.0;
        model.observation[stationary..size].copy_from_slice(below);
        for row in 0..stationary {
            model.transition[row][0] = model.autoregressive[row];
            if row + 1 < stationary {
                model.transition[row][row + 1] = 1.0;
            }
        }
        model.transition[stationary] = model.observation;
        if differences == 2 {
            model.transition[stationary + 1][stationary] = 1.0;
        }
        for state in stationary..size {
            model.initial[state][state] = UNKNOWN;
        }
        Some(model)
    }

    /// The covariance of the stationary states, from the autocovariances (Brockwell and Davis 1991, 3.3.8) instead of
    /// Gardner's algorithm, which loses digits near the bound of what is stationary.
    fn stationary_covariance(&self, lags: usize) -> Option<Square> {
        let count = self.stationary;
        let (phi, theta) = (&self.autoregressive, &self.effects);
        let mut weights = [0.0; STATES];
        for place in 0..count {
            let carried: f64 = (1..=place).map(|lag| phi[lag - 1] * weights[place - lag]).sum();
            weights[place] = theta[place] + carried;
        }
        let shock =
            |lag: usize| -> f64 { (lag..count).map(|place| theta[place] * weights[place - lag]).sum() };
        let mut system = [[0.0; STATES + 1]; STATES];
        for (lag, row) in system.iter_mut().enumerate().take(lags + 1) {
            row[lag] += 1.0;
            for (before, phi) in phi.iter().enumerate().take(lags) {
                row[lag.abs_diff(before + 1)] -= phi;
            }
            row[STATES] = shock(lag);
        }
        let mut covariances = eliminated(&mut system, lags + 1)?;
        for lag in lags + 1..STATES {
            let carried: f64 = (1..=lags).map(|before| phi[before - 1] * covariances[lag - before]).sum();
            covariances[lag] = carried + if lag < count { shock(lag) } else { 0.0 };
        }
        let mut found = [[0.0; STATES]; STATES];
        for column in 0..count {
            let first: f64 = (column..count)
                .map(|place| {
                    let lag = place - column;
                    phi[place] * covariances[lag + 1] + theta[place] * weights[lag]
                })
                .sum();
            found[0][column] = if column == 0 { covariances[0] } else { first };
        }
        for row in (1..count).rev() {
            for column in (1..=row).rev() {
                let at = |row: usize, column: usize, found: &Square| {
                    if row < count && column < count { found[row][column] } else { 0.0 }
                };
                found[row][column] = phi[row] * phi[column] * found[0][0]
                    + phi[row] * at(0, column + 1, &found)
                    + phi[column] * at(0, row + 1, &found)
                    + at(row + 1, column + 1, &found)
                    + theta[row] * theta[column];
                found[column][row] = found[row][column];
            }
        }
        for row in 1..count {
            found[row][0] = found[0][row];
        }
        (found[0][0] > 0.0 && found[0][0].is_finite()).then_some(found)
    }

    /// Runs the filter along a series and a regressor of the same length; `visit` is told each place with the two one-step
    /// errors and their variance.
    pub(super) fn filter(
        &self,
        series: &[f64],
        regressor: &[f64],
        visit: impl FnMut(usize, [f64; 2], f64),
    ) -> LastState {
        if self.differences == 0 {
            self.filter_stationary(series, regressor, visit)
        } else {
            self.filter_differenced(series, regressor, visit)
        }
    }

    /// The first state is the value itself, which is seen without error: what is known of it leaves no variance.
    fn filter_stationary(
        &self,
        series: &[f64],
        regressor: &[f64],
        mut visit: impl FnMut(usize, [f64; 2], f64),
    ) -> LastState {
        let count = self.stationary;
        let mut ahead = self.initial;
        let mut states = [[0.0; STATES]; 2];
        let mut last = LastState { states, covariance: [[0.0; STATES]; STATES] };
        let mut settled = false;
        for (place, values) in series.iter().zip(regressor).enumerate() {
            let values = [*values.0, *values.1];
            let variance = ahead[0][0];
            let errors = [values[0] - states[0][0], values[1] - states[1][0]];
            visit(place, errors, variance);
            for run in 0..2 {
                let share = errors[run] / variance;
                for state in 1..count {
                    last.states[run][state] = states[run][state] + ahead[state][0] * share;
                }
                last.states[run][0] = values[run];
                for state in 0..count {
                    let below = if state + 1 < count { last.states[run][state + 1] } else { 0.0 };
                    states[run][state] = self.autoregressive[state] * values[run] + below;
                }
            }
            if settled {
                continue;
            }
            for row in 1..count {
                for column in 1..count {
                    last.covariance[row][column] =
                        ahead[row][column] - ahead[row][0] * ahead[0][column] / variance;
                }
            }
            settled = true;
            for row in 0..count {
                for column in 0..count {
                    let below = if row + 1 < count && column + 1 < count {
                        last.covariance[row + 1][column + 1]
                    } else {
                        0.0
                    };
                    let next = below + self.effects[row] * self.effects[column];
                    settled &= is_same(next, ahead[row][column]);
                    ahead[row][column] = next;
                }
            }
        }
        last
    }

    /// The general filter; the covariance is updated in Joseph's form, since a variance of a million taken from a million
    /// would leave ten digits.
    fn filter_differenced(
        &self,
        series: &[f64],
        regressor: &[f64],
        mut visit: impl FnMut(usize, [f64; 2], f64),
    ) -> LastState {
        let size = self.size;
        let mut ahead = self.initial;
        let mut states = [[0.0; STATES]; 2];
        let mut last = LastState { states, covariance: [[0.0; STATES]; STATES] };
        let mut settled = false;
        let mut gains = [0.0; STATES];
        let mut variance = 1.0;
        for (place, values) in series.iter().zip(regressor).enumerate() {
            let values = [*values.0, *values.1];
            if !settled {
                let mut product = [0.0; STATES];
                for row in 0..size {
                    product[row] = (0..size).map(|state| ahead[row][state] * self.observation[state]).sum();
                }
                variance = (0..size).map(|state| product[state] * self.observation[state]).sum();
                for state in 0..size {
                    gains[state] = product[state] / variance;
                }
            }
            let seen = |state: &Vector| -> f64 {
                (0..size).map(|place| state[place] * self.observation[place]).sum()
            };
            let errors = [values[0] - seen(&states[0]), values[1] - seen(&states[1])];
            visit(place, errors, variance);
            for run in 0..2 {
                for state in 0..size {
                    last.states[run][state] = states[run][state] + gains[state] * errors[run];
                }
                states[run] = self.ahead(&last.states[run]);
            }
            if settled {
                continue;
            }
            let mut kept = [[0.0; STATES]; STATES];
            for row in 0..size {
                for column in 0..size {
                    let one = if row == column { 1.0 } else { 0.0 };
                    kept[row][column] = one - gains[row] * self.observation[column];
                }
            }
            last.covariance = sandwiched(&kept, &ahead, size);
            let next = self.covariance_ahead(&last.covariance);
            settled = next.iter().flatten().zip(ahead.iter().flatten()).all(|(a, b)| is_same(*a, *b));
            ahead = next;
        }
        last
    }

    /// The states one step on.
    fn ahead(&self, states: &Vector) -> Vector {
        let mut next = [0.0; STATES];
        for row in 0..self.size {
            next[row] = (0..self.size).map(|state| self.transition[row][state] * states[state]).sum();
        }
        next
    }

    /// The covariance of the states one step on.
    fn covariance_ahead(&self, covariance: &Square) -> Square {
        let mut next = sandwiched(&self.transition, covariance, self.size);
        for row in 0..self.stationary {
            for column in 0..self.stationary {
                next[row][column] += self.effects[row] * self.effects[column];
            }
        }
        next
    }

    /// The forecasts from a last state, of series less factor times regressor, with their variances in units of the error's.
    pub(super) fn forecasts(&self, last: &LastState, factor: f64, horizon: usize) -> Vec<(f64, f64)> {
        let mut general = self.clone();
        if self.differences == 0 {
            general.observation[0] = 1.0;
            for row in 0..self.stationary {
                general.transition[row][0] = self.autoregressive[row];
                if row + 1 < self.stationary {
                    general.transition[row][row + 1] = 1.0;
                }
            }
        }
        let mut state = [0.0; STATES];
        for (place, value) in state.iter_mut().enumerate() {
            *value = last.states[0][place] - factor * last.states[1][place];
        }
        let mut covariance = last.covariance;
        (0..horizon)
            .map(|_| {
                state = general.ahead(&state);
                covariance = general.covariance_ahead(&covariance);
                let (mut point, mut variance) = (0.0, 0.0);
                for row in 0..general.size {
                    point += general.observation[row] * state[row];
                    for column in 0..general.size {
                        variance +=
                            general.observation[row] * covariance[row][column] * general.observation[column];
                    }
                }
                (point, variance)
            })
            .collect()
    }
}

/// Whether two variances are one but for the last digit: from there on the filter does not change.
fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 2.0 * f64::EPSILON * (1.0 + one.abs())
}

/// `A B A'`.
fn sandwiched(outer: &Square, inner: &Square, size: usize) -> Square {
    let mut product = [[0.0; STATES]; STATES];
    for row in 0..size {
        for column in 0..size {
            product[row][column] = (0..size).map(|place| outer[row][place] * inner[place][column]).sum();
        }
    }
    let mut found = [[0.0; STATES]; STATES];
    for row in 0..size {
        for column in 0..=row {
            found[row][column] = (0..size).map(|place| product[row][place] * outer[column][place]).sum();
            found[column][row] = found[row][column];
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::polynomial::from_partial;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_variance_of_one_term() {
        // AR(1): 1 ÷ (1 − φ²); MA(1): 1 + θ²; ARMA(1,1): (1 + θ² + 2 φ θ) ÷ (1 − φ²).
        let variance = |phi: &[f64], theta: &[f64]| StateSpace::new(phi, theta, 0).unwrap().initial[0][0];
        assert!((variance(&[0.6], &[]) - 1.0 / 0.64).abs() < 1e-14);
        assert!((variance(&[], &[0.6]) - 1.36).abs() < 1e-14);
        assert!((variance(&[0.5], &[0.4]) - (1.16 + 0.4) / 0.75).abs() < 1e-14);
        assert!(StateSpace::new(&[1.0], &[], 0).is_none());
    }

    #[test]
    fn a_walk_keeps_its_last_value_and_its_variance_grows() {
        let model = StateSpace::new(&[], &[], 1).unwrap();
        let last = model.filter(&[3.0, 5.0, 4.0], &[0.0; 3], |_, _, _| {});
        for (step, (point, variance)) in model.forecasts(&last, 0.0, 4).into_iter().enumerate() {
            assert!((point - 4.0).abs() < 1e-12 && (variance - (step as f64 + 1.0)).abs() < 1e-12);
        }
    }

    proptest! {
        #[test]
        fn the_stationary_covariance_stays_as_it_is(
            partial in proptest::collection::vec(-0.95..0.95f64, 0..5),
            theta in proptest::collection::vec(-2.0..2.0f64, 0..5),
        ) {
            let mut model = StateSpace::new(&from_partial(&partial), &theta, 0).unwrap();
            for row in 0..model.stationary {
                model.transition[row][0] = model.autoregressive[row];
                if row + 1 < model.stationary {
                    model.transition[row][row + 1] = 1.0;
                }
            }
            let next = model.covariance_ahead(&model.initial);
            let size = model.initial.iter().flatten().fold(1.0_f64, |most, value| most.max(value.abs()));
            for (next, before) in next.iter().flatten().zip(model.initial.iter().flatten()) {
                prop_assert!((next - before).abs() < 1e-9 * size, "{next} {before}");
            }
        }
    }
}
