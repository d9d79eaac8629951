#![doc = include_str!("../README.md")]

pub mod adoption;
pub mod area_kinds;
pub mod balance;
mod breakdowns;
pub mod check;
pub mod coverage;
mod error;
mod estimate;
mod explanation;
pub mod figures;
mod fill;
pub mod fit;

pub mod forecast;
pub mod growth;
mod instead;
pub mod kept_back;
pub mod letter;
pub mod names;
pub mod plan;
mod remark;
pub mod residents;
pub mod revision;
pub mod roll_up;
mod row;
mod row_schema;
mod selection;
pub mod series;
mod series_of;
#[cfg(test)]
mod testing;
pub mod timed_series;
pub mod timeline;
pub mod trace;
pub mod trend;
mod voice;

pub use breakdowns::{BreakdownText, breakdown, dimension, part_name};
pub use error::AnswerError;
pub use estimate::Estimate;
pub use explanation::Explanation;
pub use instead::nothing_there;
pub use remark::Remark;
pub use row::{Audience, Field, Row};
pub use row_schema::{row_definitions, row_schema};
pub use selection::{Members, Selection, SelectionText};
pub use series_of::SeriesOf;
pub use timed_series::{PointLeftOut, TimedPoint, TimedSeries};
pub use voice::Voice;
