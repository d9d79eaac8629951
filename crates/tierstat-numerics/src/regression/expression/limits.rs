//! How large a formula may be.

/// The most characters of a formula.
pub const LONGEST: usize = 2_000;
/// How deep brackets and powers may stand inside each other.
pub const DEEPEST: usize = 100;
/// The most parameters of a formula.
pub const MOST_PARAMETERS: usize = 20;
