//! Where a function is least, and where it is zero: each method once.

mod golden_section;
mod newton;
mod quasi_newton;
mod residual_squares;
mod root;
mod simplex;

pub(crate) use golden_section::least_between;
pub(crate) use newton::{curvature, polished, slopes};
pub(crate) use quasi_newton::{Walk, least_inside};
pub use residual_squares::Model;
pub(crate) use residual_squares::{Bottom, descend, settled, squares};
pub(crate) use root::{chord_root, increasing_root};
pub(crate) use simplex::least_of;
