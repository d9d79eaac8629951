//! Breaks: joining a series across one, and testing where one lies.

mod chow;
mod null_distribution;
mod splice;
mod supremum_f;
mod trend_break;

pub use chow::{Chow, chow, pooled_sum_of_squares};
pub use splice::{splice, splice_all};
pub use supremum_f::{SupremumF, TRIMMING, supremum_f};
pub use trend_break::{TrendBreak, TrendScale, trend_break};
