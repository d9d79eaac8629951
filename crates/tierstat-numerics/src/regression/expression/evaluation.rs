//! The steps of a formula, computed with their slopes by the parameters.

use crate::linear_algebra::{DoubleDouble, Real};

/// A function of one argument, or the power of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Exponential,
    Logarithm,
    SquareRoot,
    Sine,
    Cosine,
    Arctangent,
    Power,
}

impl Function {
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "exp" => Self::Exponential,
            "ln" | "log" => Self::Logarithm,
            "sqrt" => Self::SquareRoot,
            "sin" => Self::Sine,
            "cos" => Self::Cosine,
            "atan" | "arctan" => Self::Arctangent,
            "pow" => Self::Power,
            _ => return None,
        })
    }
}

/// One step; operands are the values that were computed last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Number(DoubleDouble),
    Variable,
    Parameter(usize),
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    /// To the power of a whole number.
    PowerOf(i32),
    Call(Function),
}

impl Step {
    /// How many values it takes; it leaves one.
    pub(super) fn operands(self) -> usize {
        match self {
            Self::Number(_) | Self::Variable | Self::Parameter(_) => 0,
            Self::Negate | Self::PowerOf(_) | Self::Call(_) => 1,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Power => 2,
        }
    }
}

/// The values that wait for their operator, each with its slopes.
struct Stack<T> {
    values: Vec<T>,
    slopes: Vec<T>,
    parameters: usize,
}

impl<T: Real> Stack<T> {
    fn push(&mut self, value: T, parameter: Option<usize>) {
        self.values.push(value);
        self.slopes.extend(
            (0..self.parameters).map(|place| if Some(place) == parameter { T::one() } else { T::zero() }),
        );
    }

    fn last(&self, back: usize) -> T {
        let place = self.values.len().checked_sub(back);
        place.and_then(|place| self.values.get(place)).copied().unwrap_or_else(|| T::from(f64::NAN))
    }

    /// Replaces the last value; its slopes are multiplied by `factor`.
    fn unary(&mut self, value: T, factor: T) {
        if let Some(last) = self.values.last_mut() {
            *last = value;
        }
        let first = self.slopes.len().saturating_sub(self.parameters);
        for slope in self.slopes.iter_mut().skip(first) {
            *slope = times(*slope, factor);
        }
    }

    /// Replaces the last two values; their slopes are multiplied by the factors and added.
    fn binary(&mut self, value: T, left: T, right: T) {
        self.values.pop();
        if let Some(last) = self.values.last_mut() {
            *last = value;
        }
        let second = self.slopes.len().saturating_sub(self.parameters);
        let first = second.saturating_sub(self.parameters);
        for place in 0..self.parameters {
            let by_right = self.slopes.get(second + place).copied().unwrap_or_else(T::zero);
            if let Some(slope) = self.slopes.get_mut(first + place) {
                *slope = times(*slope, left) + times(by_right, right);
            }
        }
        self.slopes.truncate(second);
    }
}

/// A slope times a factor; what does not move is not moved by an infinite factor either, as that of a root at zero.
fn times<T: Real>(slope: T, factor: T) -> T {
    if slope == T::zero() { slope } else { slope * factor }
}

/// The value of the steps at `x`, with its gradient.
pub(super) fn evaluate<T: Real>(
    steps: &[Step],
    height: usize,
    x: T,
    parameters: &[T],
    gradient: &mut [T],
) -> T {
    let count = gradient.len();
    let mut stack = Stack {
        values: Vec::with_capacity(height),
        slopes: Vec::with_capacity(height * count),
        parameters: count,
    };
    let one = T::one();
    for step in steps {
        let (right, left) = (stack.last(1), stack.last(2));
        match *step {
            Step::Number(number) => {
                let (high, low) = number.parts();
                stack.push(T::from(high) + T::from(low), None);
            }
            Step::Variable => stack.push(x, None),
            Step::Parameter(place) => {
                stack.push(parameters.get(place).copied().unwrap_or_else(|| T::from(f64::NAN)), Some(place));
            }
            Step::Negate => stack.unary(-right, -one),
            Step::Add => stack.binary(left + right, one, one),
            Step::Subtract => stack.binary(left - right, one, -one),
            Step::Multiply => stack.binary(left * right, right, left),
            Step::Divide => {
                let value = left / right;
                stack.binary(value, one / right, -value / right);
            }
            Step::Power => {
                let (value, by_base, by_exponent) = power(left, right);
                stack.binary(value, by_base, by_exponent);
            }
            Step::PowerOf(exponent) => {
                let slope = match exponent {
                    0 => T::zero(),
                    _ => T::from(f64::from(exponent)) * whole_power(right, exponent - 1),
                };
                stack.unary(whole_power(right, exponent), slope);
            }
            Step::Call(function) => {
                let (value, slope) = call(function, right);
                stack.unary(value, slope);
            }
        }
    }
    for (part, slope) in gradient.iter_mut().zip(&stack.slopes) {
        *part = *slope;
    }
    stack.last(1)
}

fn call<T: Real>(function: Function, at: T) -> (T, T) {
    let one = T::one();
    match function {
        Function::Exponential => {
            let value = at.exponential();
            (value, value)
        }
        Function::Logarithm => (at.logarithm(), one / at),
        Function::SquareRoot => {
            let root = at.square_root();
            (root, one / (root + root))
        }
        Function::Sine => (at.sine(), at.cosine()),
        Function::Cosine => (at.cosine(), -at.sine()),
        Function::Arctangent => (at.arctangent(), one / (one + at * at)),
        // A step of its own.
        Function::Power => (T::from(f64::NAN), T::from(f64::NAN)),
    }
}

/// A power with its slopes by base and exponent. Zero to a power above zero is zero, and does not move with its exponent;
/// bases below zero have none.
fn power<T: Real>(base: T, exponent: T) -> (T, T, T) {
    if base == T::zero() && exponent > T::zero() {
        let slope = match exponent.partial_cmp(&T::one()) {
            Some(std::cmp::Ordering::Greater) => T::zero(),
            Some(std::cmp::Ordering::Equal) => T::one(),
            _ => T::from(f64::INFINITY),
        };
        return (T::zero(), slope, T::zero());
    }
    if base <= T::zero() {
        let none = T::from(f64::NAN);
        return (none, none, none);
    }
    let value = base.power(exponent);
    (value, value * exponent / base, value * base.logarithm())
}

/// A whole power by squaring.
fn whole_power<T: Real>(base: T, exponent: i32) -> T {
    let (mut product, mut square, mut rest) = (T::one(), base, exponent.unsigned_abs());
    while rest > 0 {
        if rest % 2 == 1 {
            product = product * square;
        }
        rest /= 2;
        if rest > 0 {
            square = square * square;
        }
    }
    if exponent < 0 { T::one() / product } else { product }
}
