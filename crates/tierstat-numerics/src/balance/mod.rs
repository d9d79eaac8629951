//! Balance: how evenly something is spread over areas or tiers.

mod assignment;
mod convergence;
mod gini_bounds;
mod inequality;
mod location;
mod profile;
mod spatial;

pub use convergence::{BetaConvergence, SigmaConvergence, beta_convergence, sigma_convergence};
pub use gini_bounds::{GiniBounds, gini_bounds};
pub use inequality::{Shares, TheilParts};
pub use location::{location_quotients, specialisation};
pub use profile::BalanceProfile;
pub use spatial::{Moran, moran};
