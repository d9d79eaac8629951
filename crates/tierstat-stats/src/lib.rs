#![doc = include_str!("../README.md")]

pub mod boundaries;
pub mod check;
pub mod comparability;
pub mod denominator;
pub mod derived;
mod error;
pub mod growth;
pub mod growth_by;
pub mod growth_table;
pub mod index_of_readings;
pub mod known_number;
pub mod panel;
pub mod period_grid;
pub mod revision;
pub mod span;
pub mod strands;

pub use error::StatsError;
