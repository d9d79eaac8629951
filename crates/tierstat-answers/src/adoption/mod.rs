//! Adoption: when units get their first one, at which hazard, and when those that wait will.

mod answer;
mod document;
mod step;
mod units;

#[cfg(test)]
mod tests;

pub use answer::{Adoption, adoption};
pub use document::document_schema;
pub use step::StepRow;
pub use units::{AdoptingUnit, Observed};
