//! One notation for all numbers of a chart: in 万, 亿, millions or percent, the unit said once beside them.

use crate::names::not_available;
use crate::number::{bounds_in, count, rough_in};
use tierstat_model::{Bounds, Language, Quantity};

/// From so many digits on a number is read by its size, and counts are written in 万 or millions: 1,516,000 is 151.6万.
const MOST_DIGITS: f64 = 1e5;
/// The digits that tell one number from the next: more of them nobody compares by eye.
const DIGITS: i32 = 4;

/// The least share of a unit that a number may be: 0.01 is read, of 0.0024 the zeros are counted.
const LEAST: f64 = 1e-2;

/// In which unit the numbers of one chart are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Notation {
    language: Language,
    size: f64,
    word: &'static str,
    /// The decimals of the largest number; `None` where numbers have as many as they need.
    decimals: Option<usize>,
}

impl Notation {
    /// The notation in which all these numbers can be read: percent for ratios, else by the largest of them,
    /// in no unit of which the least is hardly anything.
    #[must_use]
    pub fn fitting(values: impl Iterator<Item = f64>, is_ratio: bool, language: Language) -> Self {
        if is_ratio {
            return Self::plain(is_ratio, language);
        }
        let (mut least, mut largest) = (f64::INFINITY, 0.0_f64);
        for size in values.filter(|value| value.is_finite()).map(f64::abs) {
            largest = largest.max(size);
            least = if size > 0.0 { least.min(size) } else { least };
        }
        let steps: &[(f64, &'static str)] = match language {
            Language::Chinese => &[(1e12, "万亿"), (1e8, "亿"), (MOST_DIGITS, "万")],
            Language::English => &[(1e12, "trillion"), (1e9, "billion"), (1e6, "million")],
        };
        // A word of scale that leaves the least number nothing but zeros serves no reader.
        let size = |(from, word): &(f64, &str)| if *word == "万" { 1e4 } else { *from };
        let is_readable = |step: &&(f64, &str)| largest >= step.0 && least >= size(step) * LEAST;
        let Some(step @ (_, word)) = steps.iter().find(is_readable) else {
            return Self::plain(is_ratio, language);
        };
        let size = size(step);
        let whole_digits = (largest / size).log10().floor() as i32 + 1;
        Self { language, size, word, decimals: usize::try_from((DIGITS - whole_digits).clamp(0, 2)).ok() }
    }

    /// The notation without a word of scale, whatever the numbers are: each digit is written, and ratios are in percent.
    #[must_use]
    pub fn plain(is_ratio: bool, language: Language) -> Self {
        let (size, word) = if is_ratio { (0.01, "%") } else { (1.0, "") };
        Self { language, size, word, decimals: None }
    }

    /// How much one of the unit is: 10,000 for 万, 0.01 for percent.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.size
    }

    /// The unit with the word of the notation: 万人, million persons, %.
    #[must_use]
    pub fn unit(&self, unit: &str) -> String {
        match (self.word, self.language) {
            ("", _) => unit.to_owned(),
            ("%", _) => "%".to_owned(),
            (word, Language::Chinese) => format!("{word}{unit}"),
            (word, Language::English) => format!("{word} {unit}").trim_end().to_owned(),
        }
    }

    /// A number without its unit: 151.6, 0.0024; none but zero is written as zero.
    #[must_use]
    pub fn number(&self, value: f64) -> String {
        let scaled = value / self.size;
        let Some(decimals) = self.decimals else { return count(scaled) };
        // A number far below the largest keeps two of its digits.
        let needed = if scaled == 0.0 { 0 } else { 1 - scaled.abs().log10().floor() as i32 };
        let decimals = if scaled.abs() < 1.0 {
            usize::try_from(needed).map_or(decimals, |needed| decimals.max(needed))
        } else {
            decimals
        };
        let power = 10_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
        let rounded = (scaled * power).round() / power;
        if decimals <= 4 { count(rounded) } else { format!("{rounded:.decimals$}").replace('-', "−") }
    }

    /// A quantity with its roughness, without its unit: 151.6, 100多, 近50.
    #[must_use]
    pub fn quantity(&self, quantity: &Quantity) -> String {
        let Some(found) = quantity.bounds else { return not_available(self.language).to_owned() };
        match quantity.value {
            Some(value) => self.number(value),
            None => rough_in(quantity.precision, &found, self.language, |value| self.number(value)),
        }
    }

    /// Bounds without their unit: 30–40, 不低于50.
    #[must_use]
    pub fn bounds(&self, bounds: &Bounds) -> String {
        bounds_in(bounds, self.language, |value| self.number(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::Precision;

    fn fitting(values: &[f64], language: Language) -> Notation {
        Notation::fitting(values.iter().copied(), false, language)
    }

    #[test]
    fn the_largest_number_decides() {
        for (largest, chinese, english) in [
            (99_999.0, ("99,999", "人"), ("99,999", "persons")),
            (1_516_000.0, ("151.6", "万人"), ("1.52", "million persons")),
            (250_000_000.0, ("2.5", "亿人"), ("250", "million persons")),
            (3.2e12, ("3.2", "万亿人"), ("3.2", "trillion persons")),
        ] {
            for (language, (number, unit), bare) in
                [(Language::Chinese, chinese, "人"), (Language::English, english, "persons")]
            {
                let notation = fitting(&[largest / 10.0, largest], language);
                assert_eq!(notation.number(largest), number);
                assert_eq!(notation.unit(bare), unit);
            }
        }
        assert_eq!(fitting(&[2e6], Language::English).unit(""), "million");
    }

    #[test]
    fn a_word_of_scale_leaves_no_number_nothing_but_zeros() {
        let bare = |values: &[f64], language| fitting(values, language).unit("人");
        assert_eq!(bare(&[2400.0, 1_516_000.0], Language::Chinese), "万人");
        assert_eq!(bare(&[24.0, 1_516_000.0], Language::Chinese), "人");
        assert_eq!(bare(&[2400.0, 2.4e12], Language::Chinese), "万人");
        assert_eq!(bare(&[0.0, 2.4e12], Language::Chinese), "万亿人", "zero is short in any unit");
        assert_eq!(bare(&[3.0, 2.4e12], Language::English), "人");
        assert_eq!(fitting(&[3.0, 2.4e12], Language::English).number(2.4e12), "2,400,000,000,000");
    }

    #[test]
    fn a_small_number_beside_large_ones_is_not_zero() {
        let notation = fitting(&[1e6], Language::Chinese);
        assert_eq!([24.0, 0.0, -130_000.0].map(|value| notation.number(value)), ["0.0024", "0", "−13"]);
        assert_eq!(fitting(&[1e12], Language::Chinese).number(-3.0), "−0.0000000000030");
    }

    #[test]
    fn shares_are_in_percent_and_the_sign_is_that_of_the_unit() {
        let notation = Notation::fitting([0.288].into_iter(), true, Language::Chinese);
        assert_eq!((notation.number(0.288).as_str(), notation.unit("%").as_str()), ("28.8", "%"));
    }

    #[test]
    fn what_is_rough_says_so() {
        let rough = |precision, lower, upper| Quantity {
            printed: String::new(),
            precision,
            bounds: Bounds::half_open(lower, upper).ok(),
            value: None,
        };
        let (more, almost) =
            (rough(Precision::AtLeast, 1e6, 2e6), rough(Precision::Almost, 490_000.0, 500_000.0));
        let chinese = fitting(&[1.5e6], Language::Chinese);
        assert_eq!([&more, &almost].map(|found| chinese.quantity(found)), ["100多", "近50"]);
        let english = fitting(&[1.5e6], Language::English);
        assert_eq!([&more, &almost].map(|found| english.quantity(found)), ["more than 1", "almost 0.5"]);
    }
}
