//! What was decided about a table against the looks of it, or could not be known.

use tierstat_model::Localized;

/// Cells of which nobody can say from the sheet alone what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// The rule of the finding: `structure.doubtful`.
    pub(crate) rule: &'static str,
    /// The row and column of the first cell in doubt.
    pub(crate) first: (u32, u32),
    /// The row and column of the last cell in doubt.
    pub(crate) last: (u32, u32),
    /// Between what it could not be decided.
    pub(crate) reason: Localized,
}
