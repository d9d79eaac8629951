//! What is said of the balance of one count at one time.

use super::gini_bounds::GiniBounds;
use super::inequality::TheilParts;

/// How evenly a count is spread over its members.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BalanceProfile {
    /// How many members there are.
    pub members: usize,
    /// How many of them are known within bounds only, so that the coefficient is a range.
    pub bounded: usize,
    /// The Gini coefficient in its population form.
    pub gini: GiniBounds,
    /// Whether members weigh by their residents.
    pub by_residents: bool,
    /// Theil's T with its parts, where the members fall into groups.
    pub parts: Option<TheilParts>,
}
