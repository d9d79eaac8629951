//! When units get what they have not yet: survival, cumulative hazard, and the hazard of adoption by period.
//!
//! A unit that had not got it when it was last seen is censored: it counts as at risk until then, and never as an event.

mod adoption;
mod reach;
mod survival;

pub use adoption::{DiscreteHazard, discrete_hazard};
pub use reach::when_adopted;
pub use survival::{SurvivalCurve, SurvivalStep, survival_curve};
