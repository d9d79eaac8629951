//! Regression: least squares and what stands on it.

pub mod matrix;
