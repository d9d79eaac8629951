//! The tier that a word names in one area, where elsewhere it names another one.

use tierstat_model::TierId;

/// The tier that a word names in an area, where elsewhere it names another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TierInArea {
    /// The word: 市级.
    pub(super) word: String,
    /// The tier of the area itself.
    pub(super) tier: TierId,
    /// Whether areas that are called so lie in it, so that the word may mean their tier as well: 区级 of an autonomous region.
    pub(super) may_be_inner: bool,
}
