//! The room between the edge of a tile and what stands in it.

/// The space between the edge of a tile and its texts.
pub(super) const PADDING: f64 = 2.0;
