#![doc = include_str!("../README.md")]

pub mod balance;
pub mod breaks;
pub mod contribution;
pub mod coverage;
pub mod decomposition;
mod descriptive;
pub mod distribution;
mod error;
pub mod forecast;
pub mod growth;
pub mod hazard;
pub mod index_number;
mod interval;
mod interval_arithmetic;
pub mod linear_algebra;
mod optimise;
pub mod outlier;
pub mod pace;
mod random;
pub mod reconciliation;
pub mod regression;
mod requirement;
pub mod saturation;
pub mod standing;
pub mod trend;

pub use error::NumericsError;
pub use interval::Interval;
