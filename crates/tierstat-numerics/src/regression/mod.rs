//! Regression: least squares and what stands on it.

pub mod expression;
mod family;
pub mod generalised;
pub mod interval_censored;
pub mod linear;
pub mod nonlinear;
pub mod robust;
