//! The exact likelihood of a series, with the constant and the variance solved for.

use super::order::ArimaOrder;
use super::polynomial::from_partial;
use super::state_space::StateSpace;

/// The coefficients of the two polynomials.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Coefficients {
    pub(super) autoregressive: Vec<f64>,
    pub(super) moving_average: Vec<f64>,
}

/// Coefficients from coordinates without bounds: the hyperbolic tangents of the first are partial autocorrelations, so that
/// every place is stationary; those of the moving average are as they are, and turned inside at the end, as in R.
pub(super) fn coefficients(at: &[f64], terms: usize) -> Coefficients {
    let (first, rest) = at.split_at(terms.min(at.len()));
    let partial: Vec<f64> = first.iter().map(|value| value.tanh()).collect();
    Coefficients { autoregressive: from_partial(&partial), moving_average: rest.to_vec() }
}

/// What the filter sums along a series: products of the errors of the values and of the regressor, over their variance.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    values: f64,
    cross: f64,
    regressor: f64,
    logarithm: f64,
    counted: f64,
    noise: f64,
}

impl Sums {
    /// The constant that makes the likelihood greatest.
    pub(super) fn constant(&self) -> f64 {
        if self.regressor > 0.0 { self.cross / self.regressor } else { 0.0 }
    }

    /// The sum of squared errors over their variances at a constant.
    fn squares(&self, constant: f64) -> f64 {
        let found = self.values - 2.0 * constant * self.cross + constant * constant * self.regressor;
        found.max(self.noise).max(f64::MIN_POSITIVE)
    }

    /// The variance of the errors at a constant.
    pub(super) fn variance(&self, constant: f64) -> f64 {
        self.squares(constant) / self.counted
    }

    /// `½ (ln σ² + Σ ln v ÷ n)`: half the mean of what R's `arima` makes least.
    pub(super) fn deviance(&self, constant: f64) -> f64 {
        0.5 * (self.variance(constant).ln() + self.logarithm / self.counted)
    }
}

/// A series as the filter sees it: less a first guess of its constant, so that none of the sums loses digits to it.
#[derive(Debug, Clone)]
pub(super) struct Target {
    differences: usize,
    values: Vec<f64>,
    regressor: Vec<f64>,
    noise: f64,
}

/// The series, differenced.
pub(super) fn differenced(series: &[f64], differences: usize) -> Vec<f64> {
    (0..differences)
        .fold(series.to_vec(), |values, _| values.windows(2).map(|pair| pair[1] - pair[0]).collect())
}

impl Target {
    /// The series as it is, its last values in the states: R's likelihood, where what is before the first value has a variance
    /// of a million.
    pub(super) fn levels(series: &[f64], order: ArimaOrder, guess: f64) -> Self {
        let regressor: Vec<f64> = (1..=series.len())
            .map(|time| match (order.constant, order.differences) {
                (false, _) => 0.0,
                (true, 0) => 1.0,
                (true, _) => time as f64,
            })
            .collect();
        Self::new(series, regressor, order.differences, guess)
    }

    /// The differences of the series: the same but for the sixth digit, and much faster.
    pub(super) fn differences(series: &[f64], order: ArimaOrder, guess: f64) -> Self {
        let values = differenced(series, order.differences);
        let regressor = vec![if order.constant { 1.0 } else { 0.0 }; values.len()];
        Self::new(&values, regressor, 0, guess)
    }

    fn new(series: &[f64], regressor: Vec<f64>, differences: usize, guess: f64) -> Self {
        let noise = series.iter().map(|value| value * value).sum::<f64>() * 1e-30;
        let values =
            series.iter().zip(&regressor).map(|(value, regressor)| value - guess * regressor).collect();
        Self { differences, values, regressor, noise }
    }

    /// The values and the regressor.
    pub(super) fn columns(&self) -> (&[f64], &[f64]) {
        (&self.values, &self.regressor)
    }

    /// The model in state space form.
    pub(super) fn model(&self, coefficients: &Coefficients) -> Option<StateSpace> {
        StateSpace::new(&coefficients.autoregressive, &coefficients.moving_average, self.differences)
    }

    /// The sums along the series; the first values of a differenced one only say where it starts.
    pub(super) fn sums(&self, coefficients: &Coefficients) -> Option<Sums> {
        let model = self.model(coefficients)?;
        let mut sums = Sums { noise: self.noise, ..Sums::default() };
        // One logarithm for many factors, taken before the product leaves the range of numbers.
        let mut product = 1.0_f64;
        model.filter(&self.values, &self.regressor, |place, errors, variance| {
            if place < self.differences {
                return;
            }
            sums.values += errors[0] * errors[0] / variance;
            sums.cross += errors[0] * errors[1] / variance;
            sums.regressor += errors[1] * errors[1] / variance;
            sums.counted += 1.0;
            product *= variance;
            if !(1e-200..1e200).contains(&product) {
                sums.logarithm += product.ln();
                product = 1.0;
            }
        });
        sums.logarithm += product.ln();
        let finite = sums.values.is_finite() && sums.regressor.is_finite() && sums.logarithm.is_finite();
        (finite && sums.counted > 0.0).then_some(sums)
    }

    /// What is made least, at coordinates; infinite where there is no likelihood.
    pub(super) fn deviance(&self, at: &[f64], terms: usize) -> f64 {
        match self.sums(&coefficients(at, terms)) {
            Some(sums) => sums.deviance(sums.constant()),
            None => f64::INFINITY,
        }
    }
}
