//! Forecasts of short annual series, with intervals that cover.
//!
//! Evenly spaced values in, points and intervals out. Which method is used follows from the number of points
//! ([`Method::members`]), unless one is named.

pub mod arima;
mod history;
mod method;
mod near_one;
mod parallel;
mod path;
mod reach;
mod series;
pub mod smoothing;
mod theta;

pub use history::{History, PointOrigin, forecast_histories, forecast_history};
pub use method::{METHODS, Method, MethodChoice};
pub use series::{Forecast, forecast};
