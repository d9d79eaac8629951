//! Sums of printed numbers, added as they are printed and not as binary fractions.

use super::PrintedNumber;
use super::decimal::Decimal;
use std::fmt;

/// The sum of numbers that print every digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PrintedSum {
    sum: Decimal,
    count: u32,
}

impl PrintedSum {
    /// The sum; `None` where a number is no plain one (约7500, 53.1万, a missing one).
    pub(crate) fn of<'a>(numbers: impl Iterator<Item = &'a PrintedNumber>) -> Option<Self> {
        let zero = Self { sum: Decimal::whole(0), count: 0 };
        numbers.into_iter().try_fold(zero, |so_far, number| {
            Some(Self { sum: so_far.sum.plus(number.plain?)?, count: so_far.count + 1 })
        })
    }

    /// Whether a total is this sum at the precision printed; `None` where it is no plain number.
    ///
    /// Whole numbers must be equal. Decimals were rounded when they were printed, each by up to half its last place, so
    /// that a total may be off by what so many roundings add up to.
    pub(crate) fn agrees_with(&self, total: &PrintedNumber) -> Option<bool> {
        let total = total.plain?;
        let difference = self.sum.minus(total)?;
        if !(self.sum.has_fraction() || total.has_fraction()) || difference.is_zero() {
            return Some(difference.is_zero());
        }
        let parts = f64::from(self.count).min(2.0 * f64::from(self.count).sqrt());
        let (of_total, of_part) = (total.half_place()?.to_f64(), self.sum.half_place()?.to_f64());
        // A millionth more is above the error of these floats and below the next printed difference.
        Some(difference.to_f64().abs() < (of_total + parts * of_part) * (1.0 + 1e-6))
    }
}

impl fmt::Display for PrintedSum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.sum.to_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_number;
    use super::*;

    fn agrees(total: &str, parts: &[&str]) -> Option<bool> {
        let parts: Vec<PrintedNumber> = parts.iter().map(|part| parse_number(part).unwrap()).collect();
        PrintedSum::of(parts.iter())?.agrees_with(&parse_number(total).unwrap())
    }

    #[test]
    fn sums_are_compared_as_they_are_printed() {
        assert_eq!(agrees("1.1", &["0.4", "0.7"]), Some(true));
        assert_eq!(agrees("1.1", &["0.4", "0.9"]), Some(false));
        assert_eq!(agrees("100.0", &["33.3", "33.3", "33.3"]), Some(true));
        assert_eq!(agrees("101", &["50", "50"]), Some(false));
        assert_eq!(agrees("7", &["3.4", "3.4"]), Some(true));
        assert_eq!(agrees("8", &["3.4", "3.4"]), Some(false));
        assert_eq!(agrees("7", &["约3", "4"]), None);
        assert_eq!(agrees("约7", &["3", "4"]), None);
    }
}
