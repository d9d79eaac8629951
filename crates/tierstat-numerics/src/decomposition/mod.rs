//! Decompositions of a change into parts that sum to it.

mod logarithmic_mean;
mod shift_share;

pub use logarithmic_mean::{
    PopulationDensityEffects, logarithmic_mean_decomposition, population_density_decomposition,
};
pub use shift_share::{AreaShift, ShiftShare, shift_share};
