#![doc = include_str!("../README.md")]

pub mod anova;
pub mod balance;
pub mod benchmarking;
pub mod bootstrap;
pub mod boundaries;
pub mod breaks;
pub mod check;
pub mod contribution;
pub mod coverage;
pub mod decomposition;
pub mod denominator;
pub mod derived;
pub mod descriptive;
pub mod distribution;
mod error;
pub mod forecast;
pub mod growth;
pub mod growth_by;
pub mod growth_panel;
pub mod growth_table;
pub mod hazard;
pub mod index_number;
pub mod interpolation;
mod interval_arithmetic;
pub mod lowess;
pub mod method_note;
pub mod outlier;
pub mod panel;
mod random;
pub mod reconciliation;
pub mod regression;
pub mod revision;
pub mod saturation;
pub mod span;
pub mod trend;

pub use error::StatsError;
