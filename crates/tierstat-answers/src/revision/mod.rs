//! Revisions: what changed between two days, the list of errata, and how far first numbers are off.

mod changes;
mod errata;
mod refusal;
#[cfg(test)]
mod tests;
mod vintages;

pub use changes::{ChangeRow, Changes, changes};
pub use errata::{Erratum, Reason, errata};
pub use vintages::{Revisions, Vintage, revisions, vintages};
