//! Breaks: joining a series across one, and testing where one lies.

mod splice;

pub use splice::{Link, Splice, splice, splice_all};
