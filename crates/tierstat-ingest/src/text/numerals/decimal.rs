//! Decimal numbers as printed: digits and a power of ten, so that the place of the last digit is not lost.

use std::cmp::Ordering;

/// `mantissa × 10^exponent`; the exponent is the place of the last printed digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    mantissa: i128,
    exponent: i32,
}

/// The largest whole number that is no other's nearest binary one: that of 2^53 + 1 is 2^53.
pub(super) const LARGEST_CERTAIN: i128 = (1 << 53) - 1;

/// More digits than this no source prints of a quantity, and no binary number holds.
const MOST_DIGITS: usize = 25;
const EXPONENTS: std::ops::RangeInclusive<i32> = -40..=40;

impl Decimal {
    /// A whole number.
    pub(super) fn whole(number: i128) -> Self {
        Self { mantissa: number, exponent: 0 }
    }

    /// A number from its digits before and after the decimal point; `None` where there are too many.
    pub(super) fn from_digits(before: &str, after: &str) -> Option<Self> {
        if before.len() + after.len() > MOST_DIGITS {
            return None;
        }
        let mantissa = format!("{before}{after}").parse().ok()?;
        Self { mantissa, exponent: 0 }.shifted(-i32::try_from(after.len()).ok()?)
    }

    /// The number times a power of ten.
    pub(super) fn shifted(self, power: i32) -> Option<Self> {
        let exponent = self.exponent.checked_add(power).filter(|exponent| EXPONENTS.contains(exponent))?;
        Some(Self { exponent, ..self })
    }

    /// The sum, with the finer of the two last places.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let mantissa = self.mantissa_at(exponent)?.checked_add(other.mantissa_at(exponent)?)?;
        Some(Self { mantissa, exponent })
    }

    /// The difference, with the finer of the two last places.
    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negative())
    }

    /// The number times a whole number.
    pub(super) fn times(self, factor: i128) -> Option<Self> {
        Some(Self { mantissa: self.mantissa.checked_mul(factor)?, ..self })
    }

    /// The number with the other sign.
    pub(super) fn negative(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }

    /// Half a unit of the last printed digit.
    pub(super) fn half_place(self) -> Option<Self> {
        Self { mantissa: 5, exponent: self.exponent }.shifted(-1)
    }

    /// The place value of the last digit that is not zero; of zero, the place of its last digit.
    pub(super) fn step(self) -> Self {
        let (mut rest, mut exponent) = (self.mantissa, self.exponent);
        while rest != 0 && rest % 10 == 0 {
            rest /= 10;
            exponent += 1;
        }
        Self { mantissa: 1, exponent }
    }

    /// The same number whose last place is the coarsest that holds it: 3000 becomes 3 × 10³.
    pub(super) fn coarsest(self) -> Self {
        let exponent = self.step().exponent;
        self.mantissa_below(exponent).map_or(self, |mantissa| Self { mantissa, exponent })
    }

    /// Whether the last printed digit stands above the units.
    pub(super) fn is_above_units(self) -> bool {
        self.exponent > 0
    }

    /// Whether digits are printed behind the decimal point.
    pub(super) fn has_fraction(self) -> bool {
        self.exponent < 0
    }

    pub(super) fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    pub(super) fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The nearest binary number.
    pub(super) fn to_f64(self) -> f64 {
        self.exact_parts().unwrap_or_else(|| self.parsed())
    }

    /// The number by one multiplication or division of two floats that hold their numbers exactly, which rounds
    /// correctly then (Clinger 1990, How to Read Floating Point Numbers Accurately); most numbers are such.
    fn exact_parts(self) -> Option<f64> {
        const POWERS: [f64; 16] =
            [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
        let power = *POWERS.get(usize::try_from(self.exponent.unsigned_abs()).ok()?)?;
        let is_exact = self.mantissa.unsigned_abs() <= LARGEST_CERTAIN.unsigned_abs();
        #[expect(clippy::cast_precision_loss, reason = "whole numbers to 2^53 are exact")]
        let mantissa = is_exact.then_some(self.mantissa as f64)?;
        Some(if self.exponent < 0 { mantissa / power } else { mantissa * power })
    }

    fn parsed(self) -> f64 {
        // The parser of the standard library rounds correctly, which a product of any two floats would not.
        format!("{}e{}", self.mantissa, self.exponent).parse().unwrap_or(f64::INFINITY)
    }

    /// The order of two numbers; `None` where they are too far apart to compare.
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        let exponent = self.exponent.min(other.exponent);
        Some(self.mantissa_at(exponent)?.cmp(&other.mantissa_at(exponent)?))
    }

    fn mantissa_at(self, exponent: i32) -> Option<i128> {
        let power = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        self.mantissa.checked_mul(10i128.checked_pow(power)?)
    }

    fn mantissa_below(self, exponent: i32) -> Option<i128> {
        let power = u32::try_from(exponent.checked_sub(self.exponent)?).ok()?;
        self.mantissa.checked_div(10i128.checked_pow(power)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_product_of_exact_floats_rounds_as_the_parser_does(
            mantissa in -9_007_199_254_740_991_i64..=9_007_199_254_740_991, exponent in -20..=20,
        ) {
            let decimal = Decimal { mantissa: i128::from(mantissa), exponent };
            prop_assert_eq!(decimal.to_f64().to_bits(), decimal.parsed().to_bits());
        }
    }

    fn decimal(before: &str, after: &str) -> Decimal {
        Decimal::from_digits(before, after).unwrap()
    }

    #[test]
    fn the_last_place_is_kept() {
        let printed = decimal("53", "10").shifted(4).unwrap();
        assert_eq!(printed.to_f64().to_string(), "531000");
        assert_eq!(printed.half_place().unwrap().to_f64().to_string(), "50");
        assert_eq!(printed.step().to_f64().to_string(), "1000");
    }

    #[test]
    fn sums_keep_the_finer_place() {
        let sum = decimal("3", "").shifted(4).unwrap().plus(decimal("5", "").shifted(3).unwrap()).unwrap();
        assert_eq!(sum, Decimal { mantissa: 35, exponent: 3 });
    }

    #[test]
    fn what_no_number_holds_is_none() {
        assert_eq!(Decimal::from_digits(&"9".repeat(26), ""), None);
        assert_eq!(decimal("1", "").shifted(41), None);
        let far = decimal(&"9".repeat(25), "").shifted(40).unwrap();
        assert_eq!(far.plus(decimal("1", "").shifted(-40).unwrap()), None);
    }

    #[test]
    fn the_step_of_zero_is_its_last_place() {
        assert_eq!(decimal("0", "0").step(), Decimal { mantissa: 1, exponent: -1 });
    }
}
