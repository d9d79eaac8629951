//! Where a number comes from: the cell that prints it, the file that brought it, and the others that say something of the same.

mod absent;
mod row;
#[cfg(test)]
mod tests;
mod traced;

pub use absent::{Absence, only_one};
pub use row::TraceRow;
pub use traced::{Receipt, TracedFigure};
