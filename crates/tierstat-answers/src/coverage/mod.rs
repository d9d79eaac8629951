//! Coverage: how many of the units that can have one do have one, period by period, and when all will.

mod over_time;
mod point;
mod refusal;
mod row;
mod sample;
mod series;
#[cfg(test)]
mod tests;
mod when_covered;

pub use over_time::over_time;
pub use point::{CoveragePoint, at, units_at};
pub use row::CoverageRow;
pub use sample::{SampleCoverage, SampleInterval, SampleRow, of_samples, sample_remark};
pub use series::SeriesCoverage;
pub use when_covered::{Ceiling, CurveChoice, WhenCovered};
