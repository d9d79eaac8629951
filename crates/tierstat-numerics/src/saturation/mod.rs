//! Saturation: curves towards a ceiling that is known (21 of 21) or fitted.

mod curve;
mod fit;
mod profile;
mod reached;

pub use curve::Curve;
pub use fit::{SaturationFit, fit_saturation, fit_saturation_from};
pub use profile::{ParameterInterval, profile_intervals};
pub use reached::{Reached, when_reached};
