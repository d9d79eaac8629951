//! A formula as it was read: its steps and its parameters.

use super::evaluation::{Step, evaluate};
use crate::linear_algebra::Real;
use crate::optimise::Model;

/// A formula in one variable with parameters to be found.
///
/// The operators are `+ - * /` and `^` or `**` for powers, which bind from the right and more strongly than a minus before
/// them; the functions are `exp`, `ln` and `log` (both the natural logarithm), `sqrt`, `sin`, `cos`, `atan` or `arctan`, and
/// `pow(base, exponent)`; `pi` is a constant; `x` and `t` both name the variable; every other name is a parameter. Square
/// brackets group as round ones do.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    pub(super) steps: Vec<Step>,
    /// The most values that wait for their operator at one time.
    pub(super) height: usize,
    pub(super) parameters: Vec<String>,
}

impl Expression {
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
        evaluate(&self.steps, self.height, x, parameters, gradient)
    }
}
