//! Where a function is least, and where it is zero: each method once.

mod golden_section;
mod newton;
mod quasi_newton;
mod root;
mod simplex;

pub(crate) use golden_section::least_between;
pub(crate) use newton::{curvature, polished, slopes};
pub(crate) use quasi_newton::{Walk, least_inside};
pub(crate) use root::increasing_root;
pub(crate) use simplex::least_of;
