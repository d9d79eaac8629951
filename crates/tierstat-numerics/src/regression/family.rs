//! The families of generalised linear models: what a mean is at a linear predictor, and how counts are spread about it.

use crate::distribution::log_gamma;

/// How the values are spread about their means, and how those depend on the linear predictor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// One or none, `ln(−ln(1 − p))` linear: a hazard in continuous time seen in steps.
    BinomialComplementaryLogLog,
    /// Counts of zero or more, `ln mean` linear.
    PoissonLog,
}

/// A mean with what the iteration needs of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mean {
    pub(super) value: f64,
    /// One less it, without loss; only of probabilities.
    pub(super) rest: f64,
    pub(super) slope: f64,
}

impl Family {
    /// The mean at a linear predictor: a probability, or a count.
    #[must_use]
    pub fn mean(self, predictor: f64) -> f64 {
        self.at(predictor).value
    }

    pub(super) fn is_binomial(self) -> bool {
        !matches!(self, Self::PoissonLog)
    }

    pub(super) fn at(self, predictor: f64) -> Mean {
        // Beyond these ends a mean is one of the smallest or largest numbers, and its weight is none.
        let predictor = match self {
            Self::BinomialComplementaryLogLog => predictor.clamp(-600.0, 6.3),
            Self::PoissonLog => predictor.clamp(-600.0, 600.0),
        };
        match self {
            Self::BinomialComplementaryLogLog => {
                let hazard = predictor.exp();
                let rest = (-hazard).exp();
                Mean { value: -(-hazard).exp_m1(), rest, slope: hazard * rest }
            }
            Self::PoissonLog => {
                let value = predictor.exp();
                Mean { value, rest: f64::NAN, slope: value }
            }
        }
    }

    /// The variance of one trial, or of a count.
    pub(super) fn variance(self, mean: Mean) -> f64 {
        if self.is_binomial() { mean.value * mean.rest } else { mean.value }
    }

    /// A count less its mean.
    pub(super) fn residual(self, count: f64, mean: Mean) -> f64 {
        // Near a mean of one the plain difference would lose what is left.
        if self.is_binomial() { count * mean.rest - (1.0 - count) * mean.value } else { count - mean.value }
    }

    /// A predictor to start from.
    pub(super) fn start(self, count: f64) -> f64 {
        match self {
            Self::BinomialComplementaryLogLog => (-(-(count + 0.5) / 2.0).ln_1p()).ln(),
            Self::PoissonLog => (count + 0.1).ln(),
        }
    }

    /// Twice the log likelihood that one point lacks to a model that holds it exactly.
    pub(super) fn deviance(self, count: f64, mean: Mean) -> f64 {
        let term =
            |found: f64, expected: f64| if found > 0.0 { found * (found / expected).ln() } else { 0.0 };
        2.0 * if self.is_binomial() {
            term(count, mean.value) + term(1.0 - count, mean.rest)
        } else {
            term(count, mean.value) - (count - mean.value)
        }
    }

    pub(super) fn log_likelihood(self, count: f64, mean: Mean) -> f64 {
        let term = |count: f64, mean: f64| if count > 0.0 { count * mean.ln() } else { 0.0 };
        if self.is_binomial() {
            term(count, mean.value) + term(1.0 - count, mean.rest)
        } else {
            term(count, mean.value) - mean.value - log_gamma(count + 1.0).value()
        }
    }
}
