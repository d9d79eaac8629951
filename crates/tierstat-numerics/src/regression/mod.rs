//! Regression: least squares and what stands on it.

pub mod double_double;
pub mod expression;
mod family;
pub mod generalised;
pub mod interval_censored;
pub mod linear;
pub mod matrix;
pub mod nonlinear;
pub mod real;
pub mod robust;
