//! Balance: how evenly a count is spread over areas, tiers or types; what areas have more of than the whole; whether they become alike.

mod convergence;
mod measures;
mod member;
mod quotients;
mod spread;
mod whole;

#[cfg(test)]
mod tests;

pub use convergence::{ConvergenceRow, convergence};
pub use measures::{Measures, Neighbours};
pub use member::{BalanceMember, MembersAt};
pub use quotients::{QuotientRow, QuotientTable, quotients};
pub use spread::{Groups, SpreadQuestion, SpreadRow, spread};
