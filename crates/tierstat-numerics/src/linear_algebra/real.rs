//! What least squares needs of a number, of double or of twice double precision.

use super::double_double::DoubleDouble;
use std::fmt::Debug;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number that matrices and models are written in.
pub trait Real:
    Copy
    + Debug
    + Default
    + PartialEq
    + PartialOrd
    + From<f64>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// The smallest number that added to one is seen.
    const EPSILON: f64;

    /// Nothing.
    #[must_use]
    fn zero() -> Self {
        Self::from(0.0)
    }

    /// One.
    #[must_use]
    fn one() -> Self {
        Self::from(1.0)
    }

    /// The value in double precision.
    #[must_use]
    fn to_double(self) -> f64;

    /// The square root.
    #[must_use]
    fn square_root(self) -> Self;

    /// `e` to the power of this.
    #[must_use]
    fn exponential(self) -> Self;

    /// The natural logarithm.
    #[must_use]
    fn logarithm(self) -> Self;

    /// The sine of this as an angle in radians.
    #[must_use]
    fn sine(self) -> Self;

    /// The cosine of this as an angle in radians.
    #[must_use]
    fn cosine(self) -> Self;

    /// The angle in radians, −π ÷ 2 to π ÷ 2, whose tangent this is.
    #[must_use]
    fn arctangent(self) -> Self;

    /// This to the power of `exponent`, for bases above zero.
    #[must_use]
    fn power(self, exponent: Self) -> Self {
        (exponent * self.logarithm()).exponential()
    }

    /// Whether it is a finite number.
    #[must_use]
    fn is_finite(self) -> bool {
        self.to_double().is_finite()
    }
}

impl Real for f64 {
    const EPSILON: f64 = f64::EPSILON;

    fn to_double(self) -> f64 {
        self
    }

    fn square_root(self) -> Self {
        self.sqrt()
    }

    fn exponential(self) -> Self {
        self.exp()
    }

    fn logarithm(self) -> Self {
        self.ln()
    }

    fn sine(self) -> Self {
        self.sin()
    }

    fn cosine(self) -> Self {
        self.cos()
    }

    fn arctangent(self) -> Self {
        self.atan()
    }

    fn power(self, exponent: Self) -> Self {
        self.powf(exponent)
    }
}

impl Real for DoubleDouble {
    const EPSILON: f64 = 5e-32;

    fn to_double(self) -> f64 {
        self.value()
    }

    fn square_root(self) -> Self {
        DoubleDouble::square_root(self)
    }

    fn exponential(self) -> Self {
        DoubleDouble::exponential(self)
    }

    fn logarithm(self) -> Self {
        DoubleDouble::logarithm(self)
    }

    fn sine(self) -> Self {
        DoubleDouble::sine_and_cosine(self).0
    }

    fn cosine(self) -> Self {
        DoubleDouble::sine_and_cosine(self).1
    }

    fn arctangent(self) -> Self {
        DoubleDouble::arctangent(self)
    }
}
