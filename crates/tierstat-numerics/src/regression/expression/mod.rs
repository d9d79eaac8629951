//! Formulas that a person writes, as models that can be fitted: `b1*(1-exp(-b2*x))`.
//!
//! A formula is read once, its constants folded, and computed at any precision together with its gradient by the
//! parameters, in forward mode: each step carries its value and its slopes, by the chain rule, so that no difference is taken.

mod error;
mod evaluation;
mod formula;
mod lexer;
mod limits;
mod parser;
#[cfg(test)]
mod tests;

pub use error::{ExpressionError, ExpressionProblem};
pub use formula::Expression;
pub use limits::{DEEPEST, LONGEST, MOST_PARAMETERS};
