//! Balance: how evenly something is spread over areas or tiers.

mod inequality;
mod location;
mod spatial;

pub use inequality::{TheilParts, atkinson, gini, hoover, theil_parts, theil_t};
pub use location::{location_quotients, specialisation};
pub use spatial::{Moran, moran};
