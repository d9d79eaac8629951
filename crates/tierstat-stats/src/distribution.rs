//! Distributions, with tails that can be trusted.

use statrs::distribution::{Continuous, ContinuousCDF};

/// The cumulative distribution of the standard normal at `x`.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    statrs::distribution::Normal::standard().cdf(x)
}

/// The density of the standard normal at `x`.
#[must_use]
pub fn normal_density(x: f64) -> f64 {
    statrs::distribution::Normal::standard().pdf(x)
}

/// The quantile of the standard normal for a probability between 0 and 1.
#[must_use]
pub fn normal_quantile(probability: f64) -> f64 {
    statrs::distribution::Normal::standard().inverse_cdf(probability)
}

/// The quantile of Student's t with `freedom` degrees of freedom, above zero.
#[must_use]
pub fn student_quantile(freedom: f64, probability: f64) -> f64 {
    statrs::distribution::StudentsT::new(0.0, 1.0, freedom)
        .map_or(f64::NAN, |student| student.inverse_cdf(probability))
}
