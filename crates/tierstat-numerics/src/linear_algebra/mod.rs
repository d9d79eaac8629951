//! Linear algebra: the numbers it is done in, and each way of solving once.
//!
//! Least squares go by Householder's reflections in any precision, systems that are positive definite by Cholesky's factor, small
//! ones by elimination; a line through points has its closed form.

mod basis;
mod cholesky;
mod double_double;
mod elimination;
mod least_squares;
mod line;
mod matrix;
mod real;

pub(crate) use basis::orthonormal;
pub(crate) use cholesky::Cholesky;
pub use double_double::DoubleDouble;
pub(crate) use elimination::eliminated;
pub use least_squares::{LeastSquares, least_squares};
pub(crate) use line::line_through;
pub use matrix::Matrix;
pub use real::Real;
