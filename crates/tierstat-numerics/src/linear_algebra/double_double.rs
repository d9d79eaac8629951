//! Numbers of twice double precision: a value and what rounding left of it, about 31 digits.
//!
//! Dekker, *A floating-point technique for extending the available precision* (1971); Hida, Li and Bailey, *Algorithms for
//! quad-double precision floating point arithmetic* (2001). Ours, because the package that was tried divides in single
//! double precision and is wrong from the twelfth digit of e^(−1).

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number of twice double precision.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct DoubleDouble {
    high: f64,
    low: f64,
}

/// The sum of two numbers with its rounding error (Knuth).
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// The same where the first is not the smaller one.
fn quick_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// The product of two numbers with its rounding error (Dekker, by Veltkamp's split).
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let split = |value: f64| {
        let scaled = 134_217_729.0 * value;
        let high = scaled - (scaled - value);
        (high, value - high)
    };
    let product = a * b;
    let ((a_high, a_low), (b_high, b_low)) = (split(a), split(b));
    (product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low)
}

/// The natural logarithm of two.
fn ln_2() -> DoubleDouble {
    DoubleDouble::of_sum(std::f64::consts::LN_2, 2.319_046_813_846_299_6e-17)
}

impl DoubleDouble {
    /// The number that is the exact sum of two.
    #[must_use]
    pub fn of_sum(a: f64, b: f64) -> Self {
        let (high, low) = two_sum(a, b);
        Self { high, low }
    }

    /// The number that a decimal such as `-1.25e-3` writes, to about 31 digits; `None` where the text is no decimal or
    /// its size lies outside 1e-250 to 1e250.
    #[must_use]
    pub fn of_decimal(text: &str) -> Option<Self> {
        const CHUNK: usize = 15;
        const LARGEST_POWER: i32 = 250;
        let text = text.trim();
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: Vec<char> = whole.chars().chain(fraction.chars()).collect();
        if digits.is_empty() || !digits.iter().all(char::is_ascii_digit) {
            return None;
        }
        let significant = digits.iter().skip_while(|digit| **digit == '0').count();
        if significant == 0 {
            return Some(Self::default());
        }
        let power = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        let size = power.checked_add(i32::try_from(significant).ok()?)?;
        if size.abs() > LARGEST_POWER || power.abs() > LARGEST_POWER {
            return None;
        }
        let ten_to =
            |power: i32| (0..power.abs()).fold(Self::from(1.0), |product, _| product * Self::from(10.0));
        let mut number = Self::default();
        for chunk in digits.chunks(CHUNK) {
            let part: f64 = chunk.iter().collect::<String>().parse().ok()?;
            number = number * ten_to(i32::try_from(chunk.len()).ok()?) + Self::from(part);
        }
        let number = if power < 0 { number / ten_to(power) } else { number * ten_to(power) };
        Some(if negative { -number } else { number })
    }

    /// The decimal that a number in double precision was most likely read from: the shortest one that leads back to it.
    ///
    /// A printed figure of fifteen digits or fewer is that decimal, and not the binary fraction next to it, which is all
    /// that double precision keeps: 0.1 is a tenth here. Moves a number by less than half of its last binary digit.
    #[must_use]
    pub fn of_shortest_decimal(value: f64) -> Self {
        // Whole numbers are exact as they are.
        if !value.is_finite() || value.fract().abs() <= 0.0 {
            return Self::from(value);
        }
        Self::of_decimal(&format!("{value:e}")).unwrap_or(Self::from(value))
    }

    /// The value in double precision.
    #[must_use]
    pub fn value(self) -> f64 {
        self.high + self.low
    }

    /// This times a power of two, which is exact, also for sizes near the ends of the range of numbers.
    #[must_use]
    pub fn times_power_of_two(self, power: f64) -> Self {
        Self { high: self.high * power, low: self.low * power }
    }

    /// The two numbers in double precision whose exact sum this is, the larger one first.
    #[must_use]
    pub fn parts(self) -> (f64, f64) {
        (self.high, self.low)
    }

    /// The square root; NaN below zero.
    #[must_use]
    pub fn square_root(self) -> Self {
        if self.high <= 0.0 {
            return Self::from(self.high.sqrt());
        }
        // One step of Newton's from the root in double precision squares its error (Karp and Markstein 1997).
        let near = self.high.sqrt();
        let (square, error) = two_product(near, near);
        let rest = self - Self { high: square, low: error };
        let (high, low) = quick_two_sum(near, rest.high / (2.0 * near));
        Self { high, low }
    }

    /// `e` to the power of this: the argument is brought below `ln 2 ÷ 1024`, where ten terms of the series reach 32
    /// digits, and squared back.
    #[must_use]
    pub fn exponential(self) -> Self {
        const HALVINGS: i32 = 9;
        // One over two to eleven: a product costs a fraction of a quotient.
        const INVERSES: [(f64, f64); 10] = [
            (0.5, 0.0),
            (0.3333333333333333, 1.850371707708594e-17),
            (0.25, 0.0),
            (0.2, -1.1102230246251566e-17),
            (0.16666666666666666, 9.25185853854297e-18),
            (0.14285714285714285, 7.93016446160826e-18),
            (0.125, 0.0),
            (0.1111111111111111, 6.1679056923619804e-18),
            (0.1, -5.551115123125783e-18),
            (0.09090909090909091, -2.523234146875356e-18),
        ];
        if !self.high.is_finite() || self.high.abs() > 700.0 {
            return Self::from(self.high.exp());
        }
        let doublings = (self.high / std::f64::consts::LN_2).round();
        let reduced = (self - ln_2() * Self::from(doublings)) * Self::from(2.0_f64.powi(-HALVINGS));
        let mut term = reduced;
        // What is above one, so that squaring loses nothing: (1 + s)² = 1 + (2 s + s²).
        let mut above = reduced;
        for (high, low) in INVERSES {
            term = term * reduced * Self { high, low };
            above = above + term;
        }
        for _ in 0..HALVINGS {
            above = above * above + above + above;
        }
        let half = (doublings / 2.0).trunc();
        let scale = |power: f64| Self::from(2.0_f64.powf(power));
        (above + Self::from(1.0)) * scale(half) * scale(doublings - half)
    }

    /// The natural logarithm: Newton's step from that in double precision squares its error.
    #[must_use]
    pub fn logarithm(self) -> Self {
        let near = self.high.ln();
        if !near.is_finite() {
            return Self::from(near);
        }
        // Near the ends of the range the exponential would leave it: the number is brought near one by a power of two.
        const FAR: f64 = 600.0;
        if near.abs() > FAR {
            let doublings = (near / std::f64::consts::LN_2).trunc();
            let half = 2.0_f64.powf(-(doublings / 2.0).trunc());
            let rest = 2.0_f64.powf(-(doublings - (doublings / 2.0).trunc()));
            let brought = self.times_power_of_two(half).times_power_of_two(rest);
            return brought.logarithm() + ln_2() * Self::from(doublings);
        }
        let near = Self::from(near);
        near + (self * (-near).exponential() - Self::from(1.0))
    }

    /// Half of π, to about 48 digits: what is left below twice double precision stands beside it.
    const HALF_PI: (Self, f64) = (
        Self { high: std::f64::consts::FRAC_PI_2, low: 6.123_233_995_736_766e-17 },
        -1.497_384_904_859_169_8e-33,
    );

    /// π.
    #[must_use]
    pub fn pi() -> Self {
        Self::HALF_PI.0.times_power_of_two(2.0)
    }

    /// The sine and the cosine of this as an angle in radians: the angle less its quarter turns lies below π ÷ 4, where
    /// fourteen terms of each series reach 32 digits.
    ///
    /// Beyond a million turns or so the quarter turns themselves cost digits, as many as they have.
    #[must_use]
    pub fn sine_and_cosine(self) -> (Self, Self) {
        const MOST_QUARTERS: f64 = 1e15;
        const TERMS: i32 = 14;
        let quarters = (self.high / std::f64::consts::FRAC_PI_2).round();
        if !self.high.is_finite() || quarters.abs() > MOST_QUARTERS {
            return (Self::from(self.high.sin()), Self::from(self.high.cos()));
        }
        let turned = Self::from(quarters);
        let rest = self - Self::HALF_PI.0 * turned - Self::from(Self::HALF_PI.1 * quarters);
        let square = rest * rest;
        let series = |first: Self, from: i32| {
            let (mut term, mut sum) = (first, first);
            for step in 0..TERMS {
                let place = f64::from(from + 2 * step);
                term = -(term * square) / Self::from((place + 1.0) * (place + 2.0));
                sum = sum + term;
            }
            sum
        };
        let (sine, cosine) = (series(rest, 1), series(Self::from(1.0), 0));
        match quarters.rem_euclid(4.0) as u8 {
            0 => (sine, cosine),
            1 => (cosine, -sine),
            2 => (-sine, -cosine),
            _ => (-cosine, sine),
        }
    }

    /// The angle in radians, −π ÷ 2 to π ÷ 2, whose tangent this is: that in double precision, less the small angle by which
    /// it misses.
    #[must_use]
    pub fn arctangent(self) -> Self {
        // Beyond this one over the number is all that is left of the angle, and products would overflow.
        const LARGE: f64 = 1e100;
        if self.high.is_nan() {
            return self;
        }
        if self.high.abs() > LARGE {
            let rest = if self.high.is_finite() { Self::from(1.0) / self } else { Self::default() };
            let quarter = if self.high > 0.0 { Self::HALF_PI.0 } else { -Self::HALF_PI.0 };
            return quarter - rest;
        }
        let near = Self::from(self.high.atan());
        let (sine, cosine) = near.sine_and_cosine();
        // The miss is below 1e-15, and its cube below the last digit.
        near + (self * cosine - sine) / (cosine + self * sine)
    }
}

impl From<f64> for DoubleDouble {
    fn from(value: f64) -> Self {
        Self { high: value, low: 0.0 }
    }
}

impl Add for DoubleDouble {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (sum, error) = two_sum(self.high, other.high);
        let (low, low_error) = two_sum(self.low, other.low);
        let (sum, error) = quick_two_sum(sum, error + low);
        let (high, low) = quick_two_sum(sum, error + low_error);
        Self { high, low }
    }
}

impl Neg for DoubleDouble {
    type Output = Self;

    fn neg(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }
}

impl Sub for DoubleDouble {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for DoubleDouble {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let (product, error) = two_product(self.high, other.high);
        let (high, low) = quick_two_sum(product, error + (self.high * other.low + self.low * other.high));
        Self { high, low }
    }
}

impl Div for DoubleDouble {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self - other * Self::from(first);
        let second = rest.high / other.high;
        let rest = rest - other * Self::from(second);
        let third = rest.high / other.high;
        let (high, low) = quick_two_sum(first, second);
        Self { high, low } + Self::from(third)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: DoubleDouble, known: DoubleDouble, relative: f64) -> bool {
        ((found - known) / known).value().abs() <= relative
    }

    #[test]
    fn thirty_digits_of_known_numbers() {
        // mpmath, 45 digits, as the two parts of a number.
        let inverse_of_e = DoubleDouble::of_sum(0.367_879_441_171_442_33, -1.242_875_367_278_836_3e-17);
        assert!(close(DoubleDouble::from(-1.0).exponential(), inverse_of_e, 1e-29));
        let third = DoubleDouble::from(1.0) / DoubleDouble::from(3.0);
        assert!((third * DoubleDouble::from(3.0) - DoubleDouble::from(1.0)).value().abs() < 1e-31);
    }

    #[test]
    fn angles_to_thirty_digits() {
        // mpmath, 45 digits.
        let decimal = |text: &str| DoubleDouble::of_decimal(text).unwrap();
        for (angle, sine, cosine) in [
            ("0.3", "0.295520206661339575105320745685027374", "0.955336489125606019642310227568049898"),
            ("-40.7", "-0.140240683827074430666805448524607049", "-0.990117442831765561164114940589088282"),
            (
                "12345.678",
                "-0.704081313753298916640886018839884897",
                "0.710119358716144739501448923334245684",
            ),
        ] {
            let (found_sine, found_cosine) = decimal(angle).sine_and_cosine();
            assert!(close(found_sine, decimal(sine), 1e-28), "sin {angle}");
            assert!(close(found_cosine, decimal(cosine), 1e-28), "cos {angle}");
        }
        for (tangent, angle) in [
            ("0.25", "0.244978663126864154172082481211275811"),
            ("-7.5", "-1.43824479449822259796140424793548159"),
            ("1e-8", "9.99999999999999966666666666666668667e-9"),
            ("123456.7", "1.57078822678898379206221648612256743"),
        ] {
            assert!(close(decimal(tangent).arctangent(), decimal(angle), 1e-29), "atan {tangent}");
        }
        assert!(close(
            DoubleDouble::from(1.0).arctangent() * DoubleDouble::from(4.0),
            DoubleDouble::pi(),
            1e-31
        ));
        let endless = DoubleDouble::from(f64::INFINITY);
        assert!(close(-(-endless).arctangent(), DoubleDouble::pi().times_power_of_two(0.5), 1e-31));
        assert!(endless.sine_and_cosine().0.value().is_nan());
        assert!(DoubleDouble::from(f64::NAN).arctangent().value().is_nan());
        assert!(DoubleDouble::from(1e300).sine_and_cosine().0.value().abs() <= 1.0);
    }

    #[test]
    fn decimals_are_read_as_they_are_written() {
        let tenth = DoubleDouble::from(1.0) / DoubleDouble::from(10.0);
        for text in ["0.1", ".1", "1e-1", "+0.10", "0.000100E3", "100000000000000000000e-21"] {
            assert!(close(DoubleDouble::of_decimal(text).unwrap(), tenth, 1e-31), "{text}");
        }
        assert!(close(DoubleDouble::of_shortest_decimal(0.1), tenth, 1e-31));
        assert!((DoubleDouble::from(0.1) - tenth).value().abs() > 1e-18);
        for text in ["", "-", ".", "1e", "1e999", "1.2.3", "NaN", "十", "1e-300"] {
            assert!(DoubleDouble::of_decimal(text).is_none(), "{text}");
        }
        let long = DoubleDouble::of_decimal("123456789012345678901234567890").unwrap();
        let parts = DoubleDouble::from(123_456_789_012_345.0) * DoubleDouble::from(1e15)
            + DoubleDouble::from(678_901_234_567_890.0);
        assert!(close(long, parts, 1e-31));
    }

    proptest! {
        #[test]
        fn the_shortest_decimal_leads_back(value in proptest::num::f64::ANY) {
            let back = DoubleDouble::of_shortest_decimal(value).value();
            prop_assert!(back.total_cmp(&value).is_eq() || value.is_nan() || value.abs() <= 0.0);
        }

        #[test]
        fn inverses_lead_back(value in 1e-6..1e6f64, other in 1e-6..1e6f64) {
            let (one, two) = (DoubleDouble::from(value), DoubleDouble::from(other));
            prop_assert!(close(one / two * two, one, 1e-30));
            prop_assert!(close(one.square_root() * one.square_root(), one, 1e-30));
            prop_assert!(close(one.logarithm().exponential(), one, 1e-28));
        }
    }
}
