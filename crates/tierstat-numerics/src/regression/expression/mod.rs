//! Formulas that a person writes, as models that can be fitted: `b1*(1-exp(-b2*x))`.
//!
//! A formula is read once, its constants folded, and computed at any precision together with its gradient by the
//! parameters, in forward mode: each step carries its value and its slopes, by the chain rule, so that no difference is taken.

mod error;
mod evaluation;
mod lexer;
mod parser;

pub use error::{ExpressionError, ExpressionProblem};

use super::nonlinear::Model;
use super::real::Real;
use evaluation::Step;

/// The most characters of a formula.
pub const LONGEST: usize = 2_000;
/// How deep brackets and powers may stand inside each other.
pub const DEEPEST: usize = 100;
/// The most parameters of a formula.
pub const MOST_PARAMETERS: usize = 20;

/// A formula in one variable with parameters to be found.
///
/// The operators are `+ - * /` and `^` or `**` for powers, which bind from the right and more strongly than a minus before
/// them; the functions are `exp`, `ln` and `log` (both the natural logarithm), `sqrt`, `sin`, `cos`, `atan` or `arctan`, and
/// `pow(base, exponent)`; `pi` is a constant; `x` and `t` both name the variable; every other name is a parameter. Square
/// brackets group as round ones do.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    steps: Vec<Step>,
    /// The most values that wait for their operator at one time.
    height: usize,
    parameters: Vec<String>,
}

impl Expression {
    /// Reads a formula.
    ///
    /// # Errors
    /// [`ExpressionError`], with the place in the text: an unknown sign or function, a missing operand or bracket, a number
    /// outside of 1e-250 to 1e250, or a formula beyond [`LONGEST`], [`DEEPEST`] or [`MOST_PARAMETERS`].
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        parser::parse(text)
    }

    /// The names of the parameters, in the order in which the formula first names them.
    #[must_use]
    pub fn parameter_names(&self) -> &[String] {
        &self.parameters
    }

    /// The value at `x`; NaN or infinite where the formula has none.
    #[must_use]
    pub fn value_at<T: Real>(&self, x: T, parameters: &[T]) -> T {
        let mut gradient = vec![T::zero(); self.parameters.len()];
        self.value(x, parameters, &mut gradient)
    }
}

impl Model for Expression {
    fn parameters(&self) -> usize {
        self.parameters.len()
    }

    fn value<T: Real>(&self, x: T, parameters: &[T], gradient: &mut [T]) -> T {
        evaluation::evaluate(&self.steps, self.height, x, parameters, gradient)
    }
}

#[cfg(test)]
mod tests;
