//! Regression: least squares and what stands on it.

pub mod matrix;
pub mod nonlinear;
