//! Printed numbers: what stands in a cell becomes a quantity with the bounds that the print allows.

mod amount;
mod decimal;
mod mark;
mod missing;
mod reading;
mod script;
mod separators;
mod share;
mod spoken;
mod sum;
mod unit_behind;
mod vague;
mod words;

use crate::text::characters::folded;
use decimal::Decimal;
pub(crate) use mark::written_status;
pub(crate) use missing::suppression_mark;
pub(crate) use separators::{Convention, DecimalSign, Separators};
pub(crate) use sum::PrintedSum;
use tierstat_model::{Bounds, Precision, Quantity, Status, Upper};
pub(crate) use unit_behind::MEASURE_WORDS;

/// A number as it is printed, with what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedNumber {
    /// The number and its bounds. Factors in the print (万, million) are in it; a share is a ratio (43.9% is 0.439).
    pub quantity: Quantity,
    /// What stands behind the number: 家, 个地级市, charities, %.
    pub unit_text: Option<String>,
    /// The mark of a note or status: (r), \[p\], ①, a.
    pub mark: Option<String>,
    /// The status that the mark says, where it says one.
    pub status: Option<Status>,
    /// The digits as printed, where they alone decide the bounds.
    plain: Option<Decimal>,
    /// Whether a factor is printed with the number.
    has_own_factor: bool,
}

/// Reads a whole text as a printed number; `None` where it is neither a number nor a sign for a missing one.
///
/// An empty text and the signs of yearbooks (—, …, N/A, 暂无) are [`Precision::Missing`]. Texts in which a number is
/// not a quantity are none: dates (2015年), identifiers of 2^53 and above, codes with leading zeros, sections (3-5-2), years in
/// a row (2014-2015), numbers in brackets (negative to an accountant, a standard error to a statistician).
///
/// ```
/// use tierstat_ingest::parse_number;
/// use tierstat_model::Precision;
///
/// let printed = parse_number("3500多家").ok_or("no number")?;
/// assert_eq!(printed.quantity.precision, Precision::AtLeast);
/// assert_eq!(printed.quantity.bounds.map(|bounds| bounds.to_string()).as_deref(), Some("[3500, 3600)"));
/// assert_eq!(printed.unit_text.as_deref(), Some("家"));
/// assert!(parse_number("2015年").is_none());
/// # Ok::<(), &'static str>(())
/// ```
#[must_use]
pub fn parse_number(printed: &str) -> Option<PrintedNumber> {
    parse_number_with(printed, DecimalSign::Point)
}

/// Reads a text as [`parse_number`] does, in a column whose decimal sign is known.
pub(crate) fn parse_number_with(printed: &str, sign: DecimalSign) -> Option<PrintedNumber> {
    // No cell that holds one number is longer, and most that are longer are notes.
    const LONGEST: usize = 200;
    if printed.len() > LONGEST {
        return None;
    }
    plain_number(printed, sign).or_else(|| parse_any(printed, sign))
}

/// Reads a text whatever it prints.
fn parse_any(printed: &str, sign: DecimalSign) -> Option<PrintedNumber> {
    let mut characters = folded(printed);
    if characters.contains(&',') || sign == DecimalSign::Comma {
        let is_comma = sign == DecimalSign::Comma || separators::is_surely_comma(&characters);
        if is_comma {
            characters = separators::with_signs_exchanged(&characters);
        }
    }
    let start = characters.iter().take_while(|character| **character == ' ').count();
    let end = characters.iter().rposition(|character| *character != ' ').map_or(start, |last| last + 1);
    let text = characters.get(start..end).unwrap_or_default();
    if let Some(status) = missing::missing_sign(text, printed) {
        return Some(PrintedNumber {
            quantity: Quantity::missing(printed),
            unit_text: None,
            mark: None,
            status,
            plain: None,
            has_own_factor: false,
        });
    }
    if !text.iter().any(|character| reading::begins_number(*character)) {
        return None;
    }
    let original: Vec<char> = printed.chars().skip(start).take(text.len()).collect();
    let (first, before) = mark::split_leading(text);
    let (text, original) = (text.get(first..).unwrap_or_default(), original.get(first..).unwrap_or_default());
    let (length, mark, status) = mark::split_mark(text, original);
    let (mark, status) = match before {
        Some((leading, said)) => (mark.or(Some(leading)), status.or(said)),
        None => (mark, status),
    };
    let read = reading::read(text.get(..length).unwrap_or_default(), original)?;
    // 2015 (Q1 to Q3) is no count with a note.
    if read.looks_like_year && text.get(length..).is_some_and(mark::holds_words_and_numbers) {
        return None;
    }
    let quantity = Quantity {
        printed: printed.to_owned(),
        precision: read.precision,
        bounds: Some(read.bounds),
        value: read.value.filter(|value| read.bounds.contains(*value)),
    };
    Some(PrintedNumber {
        quantity,
        unit_text: read.unit_text,
        mark,
        status,
        plain: read.plain,
        has_own_factor: read.has_own_factor,
    })
}

/// Digits, perhaps with a minus and a decimal point, as most cells are: 2452, -24.52. The longer way gives the same.
fn plain_number(printed: &str, sign: DecimalSign) -> Option<PrintedNumber> {
    let digits = printed.strip_prefix('-').unwrap_or(printed);
    let (whole, fraction) = match digits.split_once('.') {
        // Where the comma is the decimal sign, the point groups digits.
        Some(_) if sign == DecimalSign::Comma => return None,
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (digits, ""),
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = (1..=15).contains(&whole.len())
        && fraction.len() <= 17
        && (whole.len() == 1 || !whole.starts_with('0'))
        && are_digits(whole)
        && are_digits(fraction);
    let plain = is_plain.then(|| Decimal::from_digits(whole, fraction)).flatten()?;
    let plain = if printed.starts_with('-') { plain.negative() } else { plain };
    let (bounds, value) = reading::around(plain, false, false)?;
    Some(PrintedNumber {
        quantity: Quantity {
            printed: printed.to_owned(),
            precision: Precision::Exact,
            bounds: Some(bounds),
            value,
        },
        unit_text: None,
        mark: None,
        status: None,
        plain: Some(plain),
        has_own_factor: false,
    })
}

impl PrintedNumber {
    /// The number times the factor of its unit line: 53.1 under 单位：万人 becomes 531000, rounded, `[530500, 531500)`.
    ///
    /// A factor above one makes an exact number a rounded one, half a unit of the last printed digit either way, unless
    /// all its digits are printed (30538 as 3.0538). A factor below one is that of a ratio unit (%, ‰) and makes a share.
    /// A number that prints its own factor or share sign keeps it: 53.1万 under 万人 is still 531000. Factors that are
    /// not positive and finite, and missing numbers, change nothing.
    #[must_use]
    pub fn scaled(mut self, factor: f64) -> Self {
        let is_share = self.quantity.precision == Precision::Share;
        let stays = (factor - 1.0).abs() < f64::EPSILON || !factor.is_finite() || factor <= 0.0;
        if stays || is_share || self.has_own_factor {
            return self;
        }
        self.has_own_factor = true;
        let power = power_of_ten(factor);
        // -0.0 under a unit line is a little below zero.
        let is_below_zero = self.quantity.printed.trim_start().starts_with(['-', '−', '－', '–']);
        if let (Some(plain), Some(power)) = (self.plain, power)
            && let Some(number) = plain.shifted(power)
        {
            let rounds = power < 0 || number.is_above_units();
            let precision = match (power < 0, rounds) {
                (true, _) => Precision::Share,
                (false, true) => Precision::Rounded,
                (false, false) => Precision::Exact,
            };
            if let Some((bounds, value)) = reading::around(number, rounds, is_below_zero) {
                self.quantity = Quantity { precision, bounds: Some(bounds), value, ..self.quantity };
            }
            return self;
        }
        let times = |number: f64| match power {
            // Shifting the decimal point of the shortest print is exact where a product of floats is not.
            Some(power) => format!("{number}e{power}").parse().unwrap_or(number * factor),
            None => number * factor,
        };
        let bounds = self.quantity.bounds.and_then(|bounds| {
            let lower = times(bounds.lower());
            match bounds.upper() {
                Upper::Closed(upper) => Bounds::closed(lower, times(upper)).ok(),
                Upper::Open(upper) => Bounds::half_open(lower, times(upper)).ok(),
                Upper::Unbounded => Bounds::at_least(lower).ok(),
            }
        });
        if let Some(bounds) = bounds {
            self.quantity.bounds = Some(bounds);
            self.quantity.value = self.quantity.value.map(times).filter(|value| bounds.contains(*value));
            if factor < 1.0 {
                self.quantity.precision = Precision::Share;
            }
        }
        self
    }
}

/// The power of ten that a factor is, such as 4 for 10000 and -2 for 0.01; `None` where it is none.
fn power_of_ten(factor: f64) -> Option<i32> {
    (-9..=16).find(|power| {
        format!("1e{power}").parse::<f64>().is_ok_and(|exact| ((exact - factor) / factor).abs() < 1e-12)
    })
}

#[cfg(test)]
mod tests;
