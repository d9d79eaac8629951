//! Autoregressive integrated moving averages by exact maximum likelihood, without seasons.
//!
//! `(1 − φ₁B − … )(1 − B)^d (y − c x) = (1 + θ₁B + …) e`, with signs as in R; `x` is one (a mean) or the time (a drift). Box and
//! Jenkins (1970); likelihood by Kalman's filter (Harvey 1993), order by Hyndman and Khandakar (2008).

mod fit;
mod likelihood;
mod order;
mod polynomial;
mod selection;
mod state_space;

pub use fit::{ArimaFit, fit_arima};
pub use order::ArimaOrder;
pub use selection::select_arima;
