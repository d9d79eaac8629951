//! Prints: what a number as it is printed bears, and whether a number of the ledger lies within.

use super::answer::Answer;
use super::claim::Claim;
use super::statistic::Statistic;
use tierstat_model::{Bounds, Precision};

/// How a print stands to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bearing {
    /// It says the number.
    Same,
    /// The number lies within what it says.
    Within,
    /// It says something else.
    Other,
}

/// Whether a claim's print says what an answer is.
pub(super) fn bearing(claim: &Claim, answer: &Answer) -> Bearing {
    let Some(claimed) = claim.quantity.bounds else { return Bearing::Other };
    if same(&claimed, &answer.bounds) && !is_more_than(claim, answer) {
        return Bearing::Same;
    }
    let is_range_of_target =
        claim.statistic == Statistic::Target && claim.quantity.precision == Precision::Range;
    let within = if claim.statistic == Statistic::Forecast || is_range_of_target {
        ends_within(claim, &claimed, answer)
    } else if claim.statistic.is_count() {
        count_within(claim, &claimed, answer)
    } else {
        ratio_within(claim, &claimed, answer)
    };
    if within { Bearing::Within } else { Bearing::Other }
}

/// Whether the text says more than a number, and the ledger has just that number.
fn is_more_than(claim: &Claim, answer: &Answer) -> bool {
    let printed = claim.quantity.printed.to_lowercase();
    let is_above = matches!(claim.quantity.precision, Precision::AtLeast)
        || (claim.quantity.precision == Precision::Floor
            && ["超", "逾", "突破", "多", "余", "more than", "over", "exceed"]
                .iter()
                .any(|word| printed.contains(word)));
    let is_closed = ["at least", "至少", "不少于", "以上"].iter().any(|word| printed.contains(word));
    let lower = claim.quantity.bounds.map_or(f64::NAN, |bounds| bounds.lower());
    is_above
        && !is_closed
        && answer.is_exact
        && answer.bounds.as_point().is_some_and(|point| close(point, lower))
}

/// Whether a forecast or a range of a target is told as it is: each of its ends, rounded to the digits that are printed.
fn ends_within(claim: &Claim, claimed: &Bounds, answer: &Answer) -> bool {
    // 约17,000: as rough as it says.
    if claim.quantity.precision == Precision::About {
        return answer.value.is_some_and(|value| claimed.contains(value));
    }
    // More than 15,020 says something else than the number.
    if matches!(claim.quantity.precision, Precision::AtLeast | Precision::Floor | Precision::Almost) {
        return false;
    }
    let said = match (claim.quantity.value, claimed.upper_value()) {
        (Some(value), _) => (value, value),
        (None, Some(upper)) => (claimed.lower(), upper),
        (None, None) => return false,
    };
    let Some(most) = answer.bounds.upper_value() else { return false };
    let step = last_digit(said.0).max(last_digit(said.1)).max(1.0);
    (said.0 - answer.bounds.lower()).abs() < step && (said.1 - most).abs() < step
}

/// The worth of the last digit of a whole number that is not zero: 1,000 of 43,000.
fn last_digit(number: f64) -> f64 {
    let is_whole = |power: &i32| (number / 10_f64.powi(*power)).fract() == 0.0;
    if number == 0.0 {
        0.0
    } else {
        (0..12).take_while(is_whole).last().map_or(1.0, |power| 10_f64.powi(power))
    }
}

/// How far beside a printed number the ledger's may lie: so far the last digit goes.
pub(super) fn slack(claim: &Claim) -> f64 {
    let Some(bounds) = claim.quantity.bounds else { return 0.0 };
    if claim.statistic.is_count() {
        bounds.upper_value().unwrap_or(bounds.lower()).abs() * 1e-9
    } else {
        4.0 * half_step(&claim.quantity.printed)
    }
}

fn count_within(claim: &Claim, claimed: &Bounds, answer: &Answer) -> bool {
    if is_more_than(claim, answer) {
        return false;
    }
    let upper = match (answer.bounds.upper_value(), claimed.upper_value()) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(own), Some(most)) => own <= most + most.abs() * 1e-9,
    };
    let contained = claimed.lower() <= answer.bounds.lower() + answer.bounds.lower().abs() * 1e-9 && upper;
    // What is printed to the last digit of a rounded number is that number, and a difference of rounded ones is rounded.
    let is_point = claim.quantity.precision == Precision::Exact || claim.statistic == Statistic::Change;
    let point =
        answer.value.zip(claim.quantity.value).is_some_and(|(value, said)| is_point && close(value, said));
    let rounded = claim.quantity.precision == Precision::Rounded
        && answer.value.is_some_and(|value| claimed.contains(value));
    contained || point || rounded
}

fn ratio_within(claim: &Claim, claimed: &Bounds, answer: &Answer) -> bool {
    let step = half_step(&claim.quantity.printed);
    let is_written = matches!(
        claim.quantity.precision,
        Precision::Share | Precision::Exact | Precision::Rounded | Precision::Range
    );
    let said = claimed.upper_value().map(|upper| (claimed.lower(), upper));
    if is_written
        && claim.statistic != Statistic::TrendInterval
        && let (Some(value), Some((lower, upper))) = (answer.value, said)
    {
        let middle = f64::midpoint(lower, upper);
        if claim.unit.as_deref() == Some("multiple") {
            return (lower..=upper).contains(&value);
        }
        // Two ends say more than a number that is known, unless its print is rounded.
        if (upper - lower) <= 4.0 * step || answer.is_exact {
            return (upper - lower) <= 4.0 * step && (value - middle).abs() <= step * (1.0 + 1e-6);
        }
    }
    // Of a range each end is said, as it is rounded.
    let ends = said.zip(answer.bounds.upper_value());
    let tight = ends.is_some_and(|((lower, upper), most)| {
        (lower - answer.bounds.lower()).abs() <= 2.0 * step && (upper - most).abs() <= 2.0 * step
    });
    if tight {
        return true;
    }
    // 约30%, more than 30 %.
    let is_rough = !is_written;
    is_rough
        && claimed.lower() <= answer.bounds.lower() + 1e-9
        && claimed
            .upper_value()
            .is_none_or(|upper| answer.bounds.upper_value().is_some_and(|most| most <= upper + 1e-9))
}

/// Half of the last digit of a percentage, as a ratio: 57.4% is known to 0.0005.
fn half_step(printed: &str) -> f64 {
    let digits = printed
        .split_once('.')
        .map_or(0, |(_, behind)| behind.chars().take_while(char::is_ascii_digit).count());
    let unit = if printed.contains('‰') { 1e-3 } else { 1e-2 };
    unit * 10_f64.powi(-i32::try_from(digits).unwrap_or(0)) / 2.0
}

pub(super) fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

pub(super) fn same(first: &Bounds, second: &Bounds) -> bool {
    let ends = first.upper_value().zip(second.upper_value());
    let open = first.upper_value().is_none() && second.upper_value().is_none();
    close(first.lower(), second.lower()) && (open || ends.is_some_and(|(one, other)| close(one, other)))
}

/// Whether a share has the digits of a level, up to a power of ten: 0.439 and 439,000.
pub(super) fn has_digits_of(share: f64, level: f64) -> bool {
    let near = |one: f64, other: f64| (one - other).abs() <= 1e-6 * other.abs();
    share > 0.0 && level > 0.0 && (0..13).any(|power| near(share * 10_f64.powi(power), level))
}
