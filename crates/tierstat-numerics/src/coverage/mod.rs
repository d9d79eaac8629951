//! Coverage: the share of the units of a tier that have at least one of what is counted.
//!
//! A complete count has no sampling error: [`coverage`] takes [`tierstat_model::Bounds`] and gives no sampling interval, its
//! bounds are those of the two prints. The intervals of [`sampling_interval`] and [`difference_interval`] are for samples only, and
//! only a [`Sample`] can be put into them.

mod complete_count;
mod sample;
mod sampling_difference;
mod sampling_interval;

pub use complete_count::{Coverage, coverage};
pub use sample::Sample;
pub use sampling_difference::{SamplingDifference, difference_interval};
pub use sampling_interval::{SamplingInterval, SamplingMethod, sampling_interval};
