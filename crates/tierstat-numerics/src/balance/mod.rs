//! Balance: how evenly something is spread over areas or tiers.

mod concentration;
mod convergence;
mod gini_bounds;
mod inequality;
mod location;
mod profile;
mod spatial;
mod weighted_gini_bounds;
mod weighted_inequality;

pub use concentration::{herfindahl, herfindahl_normalised, herfindahl_of_rows};
pub use convergence::{BetaConvergence, SigmaConvergence, beta_convergence, sigma_convergence};
pub use gini_bounds::{GiniBounds, gini_bounds};
pub use inequality::{TheilParts, atkinson, gini, hoover, theil_parts, theil_t};
pub use location::{location_quotients, specialisation};
pub use profile::BalanceProfile;
pub use spatial::{Moran, moran};
pub use weighted_gini_bounds::gini_bounds_by_residents;
pub use weighted_inequality::{
    atkinson_by_residents, gini_by_residents, hoover_by_residents, theil_l, theil_l_by_residents,
    theil_l_parts, theil_l_parts_by_residents, theil_t_by_residents, theil_t_parts_by_residents,
};
