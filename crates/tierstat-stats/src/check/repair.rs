//! Repairs: the one change to a printed number that would make a sum come out.

use tierstat_model::Localized;

/// A change that would make a printed number the expected one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repair {
    /// Two neighbouring digits are swapped.
    SwappedDigits,
    /// A factor of ten thousand (万) was lost or is there twice.
    TenThousand,
    /// The decimal point stands elsewhere.
    DecimalPoint,
    /// One digit is another.
    OneDigit,
}

impl Repair {
    /// The repair that turns a printed number into the expected one, where there is one.
    ///
    /// The kinds are tried from the most telling to the least.
    pub(super) fn between(printed: f64, expected: f64) -> Option<Self> {
        if !(printed > 0.0 && expected > 0.0) || same(printed, expected) {
            return None;
        }
        let is_factor = |factor: f64| same(printed * factor, expected) || same(printed, expected * factor);
        if is_factor(1e4) {
            return Some(Self::TenThousand);
        }
        if [10.0, 100.0, 1000.0].into_iter().any(is_factor) {
            return Some(Self::DecimalPoint);
        }
        let (one, other) = (digits(printed)?, digits(expected)?);
        if one.len() != other.len() {
            return None;
        }
        let different: Vec<usize> = (0..one.len()).filter(|index| one[*index] != other[*index]).collect();
        match different.as_slice() {
            [first, second]
                if second - first == 1 && one[*first] == other[*second] && one[*second] == other[*first] =>
            {
                Some(Self::SwappedDigits)
            }
            [_] => Some(Self::OneDigit),
            _ => None,
        }
    }

    /// What a person would say happened.
    pub(super) fn words(self) -> Localized {
        match self {
            Self::SwappedDigits => Localized::new("相邻两位数字颠倒", "two neighbouring digits are swapped"),
            Self::TenThousand => {
                Localized::new("漏写或多写了“万”", "a factor of ten thousand (万) is lost or doubled")
            }
            Self::DecimalPoint => Localized::new("小数点错位", "the decimal point is misplaced"),
            Self::OneDigit => Localized::new("一位数字有误", "one digit is wrong"),
        }
    }
}

/// Whether two numbers are equal up to rounding.
pub(super) fn same(first: f64, second: f64) -> bool {
    (first - second).abs() <= 1e-9 * first.abs().max(second.abs())
}

fn digits(value: f64) -> Option<Vec<u8>> {
    // Whole numbers only; f64 holds them exactly up to 2^53.
    (value.fract() == 0.0 && value < 9e15).then(|| format!("{value:.0}").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_happened() {
        for (printed, expected, repair) in [
            (2580.0, 2850.0, Some(Repair::SwappedDigits)),
            (42.2235, 422_235.0, Some(Repair::TenThousand)),
            (370_000.0, 37_000.0, Some(Repair::DecimalPoint)),
            (372_868.0, 376_868.0, Some(Repair::OneDigit)),
            (289.0, 455.0, None),
            (5.0, 5.0, None),
            (0.0, 5.0, None),
            (f64::NAN, 5.0, None),
        ] {
            assert_eq!(Repair::between(printed, expected), repair, "{printed} for {expected}");
        }
    }
}
