//! Bounds: what a printed number allows the true number to be.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The upper end of [`Bounds`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Upper {
    /// The end itself is allowed, as in `[20, 30]`.
    Closed(f64),
    /// The end itself is not allowed, as in `[3500, 3600)`.
    Open(f64),
    /// Nothing is promised above the lower end.
    Unbounded,
}

/// Why two numbers are no bounds.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BoundsError {
    /// The lower end lies above the upper end, or the interval is empty.
    #[error("lower bound {lower} is not below upper bound {upper}")]
    Empty {
        /// The lower end that was given.
        lower: f64,
        /// The upper end that was given.
        upper: f64,
    },
    /// An end is not a finite number.
    #[error("a bound is not a finite number")]
    NotFinite,
}

/// An interval, closed below, that holds the true number.
///
/// A point is the closed interval from a number to itself. The lower end is always finite.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "WrittenBounds")]
pub struct Bounds {
    lower: f64,
    upper: Upper,
}

/// Bounds as a file says them, which may be none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenBounds {
    lower: f64,
    upper: Upper,
}

impl TryFrom<WrittenBounds> for Bounds {
    type Error = BoundsError;

    fn try_from(WrittenBounds { lower, upper }: WrittenBounds) -> Result<Self, BoundsError> {
        match upper {
            Upper::Closed(upper) => Self::closed(lower, upper),
            Upper::Open(upper) => Self::half_open(lower, upper),
            Upper::Unbounded => Self::at_least(lower),
        }
    }
}

impl Bounds {
    /// The point `[value, value]`.
    ///
    /// # Errors
    /// [`BoundsError::NotFinite`] for NaN and infinities.
    pub fn point(value: f64) -> Result<Self, BoundsError> {
        Self::closed(value, value)
    }

    /// The interval `[lower, upper]`.
    ///
    /// # Errors
    /// [`BoundsError`] where an end is not finite or `lower > upper`.
    pub fn closed(lower: f64, upper: f64) -> Result<Self, BoundsError> {
        if !lower.is_finite() || !upper.is_finite() {
            return Err(BoundsError::NotFinite);
        }
        if lower > upper {
            return Err(BoundsError::Empty { lower, upper });
        }
        Ok(Self { lower, upper: Upper::Closed(upper) })
    }

    /// The interval `[lower, upper)`.
    ///
    /// # Errors
    /// [`BoundsError`] where an end is not finite or `lower >= upper`.
    pub fn half_open(lower: f64, upper: f64) -> Result<Self, BoundsError> {
        if !lower.is_finite() || !upper.is_finite() {
            return Err(BoundsError::NotFinite);
        }
        if lower >= upper {
            return Err(BoundsError::Empty { lower, upper });
        }
        Ok(Self { lower, upper: Upper::Open(upper) })
    }

    /// The interval `[lower, ∞)`.
    ///
    /// # Errors
    /// [`BoundsError::NotFinite`] where the end is not finite.
    pub fn at_least(lower: f64) -> Result<Self, BoundsError> {
        if !lower.is_finite() {
            return Err(BoundsError::NotFinite);
        }
        Ok(Self { lower, upper: Upper::Unbounded })
    }

    /// The lower end, which is always allowed.
    #[must_use]
    pub fn lower(&self) -> f64 {
        self.lower
    }

    /// The lower end, or `None` where nothing limits the number below: what is computed may fall without limit, and has the least of
    /// all numbers as its lower end.
    ///
    /// ```
    /// use tierstat_model::Bounds;
    ///
    /// assert_eq!(Bounds::closed(f64::MIN, 900.0)?.lower_value(), None);
    /// assert_eq!(Bounds::at_least(3500.0)?.lower_value(), Some(3500.0));
    /// # Ok::<(), tierstat_model::BoundsError>(())
    /// ```
    #[must_use]
    pub fn lower_value(&self) -> Option<f64> {
        (self.lower > f64::MIN).then_some(self.lower)
    }

    /// The upper end with its kind.
    #[must_use]
    pub fn upper(&self) -> Upper {
        self.upper
    }

    /// The upper end as a number, or `None` where there is none.
    #[must_use]
    pub fn upper_value(&self) -> Option<f64> {
        match self.upper {
            Upper::Closed(value) | Upper::Open(value) => Some(value),
            Upper::Unbounded => None,
        }
    }

    /// The bounds of the size of a fall, for words that say its direction: −5 to −3 is 3 to 5; bounds that allow a rise as they are.
    ///
    /// ```
    /// use tierstat_model::Bounds;
    ///
    /// assert_eq!(Bounds::closed(-5.0, -3.0)?.size(), Bounds::closed(3.0, 5.0)?);
    /// assert_eq!(Bounds::closed(f64::MIN, -3.0)?.size(), Bounds::at_least(3.0)?);
    /// # Ok::<(), tierstat_model::BoundsError>(())
    /// ```
    #[must_use]
    pub fn size(&self) -> Self {
        let Some(least) = self.upper_value().filter(|upper| *upper <= 0.0) else { return *self };
        let upper = self.lower_value().map_or(Upper::Unbounded, |lower| Upper::Closed(-lower));
        // Zero has no sign.
        Self { lower: 0.0 - least, upper }
    }

    /// The one number these bounds allow, where they allow only one.
    #[must_use]
    #[expect(
        clippy::float_cmp,
        reason = "a point is an interval whose ends are the same number, bit for bit"
    )]
    pub fn as_point(&self) -> Option<f64> {
        match self.upper {
            Upper::Closed(upper) if upper == self.lower => Some(upper),
            Upper::Closed(_) | Upper::Open(_) | Upper::Unbounded => None,
        }
    }

    /// Whether a number lies inside.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        value >= self.lower
            && match self.upper {
                Upper::Closed(upper) => value <= upper,
                Upper::Open(upper) => value < upper,
                Upper::Unbounded => value.is_finite(),
            }
    }

    /// Whether some number lies inside both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_inside = |first: &Self, second: &Self| second.contains(first.lower);
        starts_inside(self, other) || starts_inside(other, self)
    }

    /// Whether every number of these bounds lies inside others: what is printed more closely says the same.
    ///
    /// ```
    /// use tierstat_model::Bounds;
    /// let (rounded, closer) = (Bounds::half_open(435.0, 445.0)?, Bounds::half_open(438.5, 439.5)?);
    /// assert!(closer.lies_within(&rounded) && !rounded.lies_within(&closer));
    /// assert!(!Bounds::at_least(440.0)?.lies_within(&rounded) && closer.lies_within(&Bounds::at_least(0.0)?));
    /// # Ok::<(), tierstat_model::BoundsError>(())
    /// ```
    #[must_use]
    pub fn lies_within(&self, around: &Self) -> bool {
        let ends_inside = match (self.upper, around.upper) {
            (_, Upper::Unbounded) => true,
            (Upper::Unbounded, _) => false,
            (Upper::Open(own), Upper::Open(other) | Upper::Closed(other)) => own <= other,
            (Upper::Closed(own), Upper::Closed(other)) => own <= other,
            (Upper::Closed(own), Upper::Open(other)) => own < other,
        };
        self.lower >= around.lower && ends_inside
    }

    /// The sum of two numbers that lie in these bounds (interval arithmetic, Moore 1966).
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let upper = match (self.upper, other.upper) {
            (Upper::Unbounded, _) | (_, Upper::Unbounded) => Upper::Unbounded,
            (Upper::Closed(first), Upper::Closed(second)) => Upper::Closed(first + second),
            (Upper::Closed(first) | Upper::Open(first), Upper::Closed(second) | Upper::Open(second)) => {
                Upper::Open(first + second)
            }
        };
        Self { lower: self.lower + other.lower, upper }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.lower_value() {
            Some(lower) => write!(f, "[{lower}, ")?,
            None => f.write_str("(−∞, ")?,
        }
        match self.upper {
            Upper::Closed(upper) => write!(f, "{upper}]"),
            Upper::Open(upper) => write!(f, "{upper})"),
            Upper::Unbounded => f.write_str("∞)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prints_as_written_in_the_design() {
        assert_eq!(Bounds::half_open(3500.0, 3600.0).unwrap().to_string(), "[3500, 3600)");
        assert_eq!(Bounds::point(24.0).unwrap().to_string(), "[24, 24]");
        assert_eq!(Bounds::at_least(440_000.0).unwrap().to_string(), "[440000, ∞)");
    }

    #[test]
    fn the_open_end_is_outside() {
        let bounds = Bounds::half_open(3500.0, 3600.0).unwrap();
        assert!(bounds.contains(3500.0));
        assert!(!bounds.contains(3600.0));
        assert!(!bounds.overlaps(&Bounds::point(3600.0).unwrap()));
        assert!(bounds.overlaps(&Bounds::at_least(10.0).unwrap()));
    }

    #[test]
    fn refuses_what_is_no_interval() {
        assert_eq!(Bounds::closed(2.0, 1.0), Err(BoundsError::Empty { lower: 2.0, upper: 1.0 }));
        assert_eq!(Bounds::half_open(1.0, 1.0), Err(BoundsError::Empty { lower: 1.0, upper: 1.0 }));
        assert_eq!(Bounds::point(f64::NAN), Err(BoundsError::NotFinite));
    }

    proptest! {
        #[test]
        fn a_sum_of_members_is_a_member_of_the_sum(
            first in -1e6..1e6f64, width in 0.0..1e6f64, second in -1e6..1e6f64, share in 0.0..1.0f64,
        ) {
            let wide = Bounds::closed(first, first + width).unwrap();
            let narrow = Bounds::closed(second, second + 1.0).unwrap();
            let member = first + share * width;
            prop_assume!(wide.contains(member));
            prop_assert!(wide.plus(&narrow).contains(member + second));
        }

        #[test]
        fn overlap_is_symmetric(a in -100..100i32, b in 0..50i32, c in -100..100i32, d in 1..50i32) {
            let first = Bounds::closed(f64::from(a), f64::from(a + b)).unwrap();
            let second = Bounds::half_open(f64::from(c), f64::from(c + d)).unwrap();
            prop_assert_eq!(first.overlaps(&second), second.overlaps(&first));
        }
    }
}
