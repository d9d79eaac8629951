//! The axis of values: round steps, thousands separators.

use crate::{ScaleKind, ValueAxis};

/// A linear scale from values to places, with ticks that are round in the unit of the axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ValueScale {
    /// How much one of the unit is: 10,000 under 万.
    unit: f64,
    /// In the unit, as what follows.
    lower: f64,
    upper: f64,
    step: f64,
    /// Where the lower end stands.
    bottom: f64,
    /// Where the upper end stands.
    top: f64,
    /// How values are spread between the ends.
    kind: ScaleKind,
}

/// The pixels between two ticks, about; a tick every few text lines is enough.
const PIXELS_PER_TICK: f64 = 75.0;
/// The pixels between two ticks of a scale of equal ratios, at least.
const LOG_PIXELS_PER_TICK: f64 = 40.0;
/// Beyond this a number cannot be told from its neighbours, let alone be read.
const LARGEST: f64 = 1e300;

impl ValueScale {
    /// A scale that holds all values, from `bottom` up to `top`.
    pub(super) fn fit(values: &[f64], unit: f64, axis: ValueAxis, (top, bottom): (f64, f64)) -> Self {
        let unit = if unit.is_finite() && unit > 0.0 { unit } else { 1.0 };
        let clamped = || values.iter().map(|value| in_unit(*value, unit));
        let mut lowest = clamped().fold(f64::INFINITY, f64::min);
        let mut highest = clamped().fold(f64::NEG_INFINITY, f64::max);
        if lowest > highest {
            (lowest, highest) = (0.0, 1.0);
        }
        if axis == ValueAxis::FromZero {
            (lowest, highest) = (lowest.min(0.0), highest.max(0.0));
        }
        if highest - lowest <= f64::EPSILON * highest.abs().max(1.0) {
            highest = lowest + lowest.abs().max(1.0);
        }
        // Counts have no half between them; in 万 they have, and shares do.
        let whole = unit.to_bits() == 1.0_f64.to_bits()
            && values.iter().all(|value| value.fract().abs() < f64::EPSILON);
        let most_ticks = ((bottom - top) / PIXELS_PER_TICK).clamp(2.0, 6.0);
        let step = round_step((highest - lowest) / most_ticks, whole);
        Self {
            unit,
            lower: (lowest / step).floor() * step,
            upper: (highest / step).ceil() * step,
            step,
            bottom,
            top,
            kind: ScaleKind::Linear,
        }
    }

    /// A scale of equal ratios that holds all values above zero, with a tick at 1, 2 and 5 of each power of ten, or at the powers alone
    /// where there are many.
    pub(super) fn fit_log(values: &[f64], unit: f64, (top, bottom): (f64, f64)) -> Self {
        let unit = if unit.is_finite() && unit > 0.0 { unit } else { 1.0 };
        let above = || values.iter().map(|value| in_unit(*value, unit)).filter(|value| *value > 0.0);
        let lowest = above().fold(f64::INFINITY, f64::min);
        let highest = above().fold(0.0, f64::max);
        let (lowest, highest) = if lowest > highest { (1.0, 10.0) } else { (lowest, highest) };
        let (mut first, mut last) = (place_below(lowest), place_above(highest));
        if first == last {
            last += 1;
        }
        let most = ((bottom - top) / LOG_PIXELS_PER_TICK).clamp(2.0, 9.0) as i32;
        // Three places a power of ten; where they are too many the powers, and then each second or further one.
        let mut step = 1;
        if last - first > most {
            let (from, to) = (first.div_euclid(3), -(-last).div_euclid(3));
            let powers = (1..).find(|powers| (to - from + powers - 1) / powers <= most).unwrap_or(1);
            step = powers * 3;
            first = from * 3;
            last = first + (to - from + powers - 1) / powers * step;
        }
        Self {
            unit,
            lower: at_place(first),
            upper: at_place(last),
            step: f64::from(step),
            bottom,
            top,
            kind: ScaleKind::Log,
        }
    }

    /// The same ticks between other ends.
    pub(super) fn between(self, (top, bottom): (f64, f64)) -> Self {
        Self { top, bottom, ..self }
    }

    /// Whether zero has a place on the scale.
    pub(super) fn holds_zero(&self) -> bool {
        self.kind == ScaleKind::Linear && self.lower <= 0.0 && self.upper >= 0.0
    }

    /// Where a value stands.
    pub(super) fn y(&self, value: f64) -> f64 {
        let value = in_unit(value, self.unit).clamp(self.lower, self.upper);
        let share = match self.kind {
            ScaleKind::Linear => (value - self.lower) / (self.upper - self.lower),
            ScaleKind::Log => (value / self.lower).log10() / (self.upper / self.lower).log10(),
        };
        self.bottom + (self.top - self.bottom) * share
    }

    /// The ticks, upwards, each as a value with its text.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        if self.kind == ScaleKind::Log {
            return self.log_ticks();
        }
        let decimals = if self.step >= 1.0 { 0 } else { (-self.step.log10()).ceil().max(0.0) as usize };
        let decimals = if whole_multiple(self.step, decimals) { decimals } else { decimals + 1 };
        let mut ticks = Vec::new();
        let mut index = 0.0;
        while self.lower + index * self.step <= self.upper + self.step / 2.0 && index < 20.0 {
            let value = self.lower + index * self.step;
            ticks.push((value * self.unit, with_separators(value, decimals)));
            index += 1.0;
        }
        ticks
    }

    fn log_ticks(&self) -> Vec<(f64, String)> {
        let (first, last, step) = (place_below(self.lower), place_above(self.upper), self.step as usize);
        let places = (first..=last).step_by(step.max(1));
        let tick = |place: i32| {
            let value = at_place(place);
            let decimals = usize::try_from(-place.div_euclid(3)).unwrap_or(0);
            (value * self.unit, with_separators(value, decimals))
        };
        places.map(tick).collect()
    }
}

/// The number at a place of the sequence 1, 2, 5, 10, 20, 50 …, in which 1 is at 0.
fn at_place(place: i32) -> f64 {
    let factor = match place.rem_euclid(3) {
        0 => 1.0,
        1 => 2.0,
        _ => 5.0,
    };
    // Written down and read, 0.2 is the number that is nearest to it.
    format!("{factor}e{}", place.div_euclid(3)).parse().unwrap_or(factor)
}

/// The last place whose number is no more than a value.
fn place_below(value: f64) -> i32 {
    let near = (value.log10().floor() as i32) * 3;
    (near - 1..=near + 4).rev().find(|place| at_place(*place) <= value).unwrap_or(near)
}

/// The first place whose number is no less than a value.
fn place_above(value: f64) -> i32 {
    let near = (value.log10().floor() as i32) * 3;
    (near - 1..=near + 4).find(|place| at_place(*place) >= value).unwrap_or(near + 3)
}

/// A value in the unit of the axis.
pub(super) fn in_unit(value: f64, unit: f64) -> f64 {
    // A hundredth is no binary number: what a division leaves behind the twelfth digit is none of the value.
    let scaled = (value / unit).clamp(-LARGEST, LARGEST);
    if unit < 1.0 && scaled.abs() < 1e9 { (scaled * 1e6).round() / 1e6 } else { scaled }
}

fn whole_multiple(step: f64, decimals: usize) -> bool {
    let scaled = step * 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    (scaled - scaled.round()).abs() < 1e-9 * scaled.max(1.0)
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `least`; whole where only whole numbers
/// are drawn.
fn round_step(least: f64, whole: bool) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|factor| factor * power);
    let fits =
        |step: &f64| *step >= least * (1.0 - 1e-9) && (!whole || (*step >= 1.0 && step.fract().abs() < 1e-9));
    steps.into_iter().find(fits).unwrap_or_else(|| if whole { least.ceil().max(1.0) } else { least })
}

/// A number with so many decimals and a comma before every three digits.
pub(super) fn with_separators(value: f64, decimals: usize) -> String {
    let printed = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = match printed.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (printed.as_str(), String::new()),
    };
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let is_zero = printed.chars().all(|character| matches!(character, '0' | '.'));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    format!("{sign}{grouped}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(values: &[f64], axis: ValueAxis, expected: &[&str]) {
        let ticks = ValueScale::fit(values, 1.0, axis, (0.0, 400.0)).ticks();
        assert_eq!(ticks.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn ticks_are_round_and_begin_at_zero() {
        check(&[24.0, 97.0, 296.0], ValueAxis::FromZero, &["0", "100", "200", "300"]);
        check(&[289.0, 867.0], ValueAxis::FromZero, &["0", "200", "400", "600", "800", "1,000"]);
    }

    #[test]
    fn equal_ratios_are_equally_far_apart() {
        let texts = |values: &[f64], unit: f64| -> Vec<String> {
            let scale = ValueScale::fit_log(values, unit, (0.0, 400.0));
            scale.ticks().into_iter().map(|(_, text)| text).collect()
        };
        assert_eq!(texts(&[3.0, 420.0], 1.0), ["2", "5", "10", "20", "50", "100", "200", "500"]);
        assert_eq!(texts(&[0.03, 0.2], 1.0), ["0.02", "0.05", "0.1", "0.2"]);
        assert_eq!(texts(&[7.0], 1.0), ["5", "10"]);
        assert_eq!(texts(&[10.0], 1.0), ["10", "20"]);
        assert_eq!(texts(&[30_000.0, 2_000_000.0], 1e4), ["2", "5", "10", "20", "50", "100", "200"]);
        assert_eq!(texts(&[1.0, 1e12], 1.0)[..2], ["1", "100"], "each second power");
        let scale = ValueScale::fit_log(&[1.0, 100.0], 1.0, (0.0, 400.0));
        assert!((scale.y(10.0) - 200.0).abs() < 1e-9);
    }

    #[test]
    fn counts_have_whole_ticks() {
        check(&[1.0, 3.0], ValueAxis::FromZero, &["0", "1", "2", "3"]);
        check(&[0.0], ValueAxis::FromZero, &["0", "1"]);
    }

    #[test]
    fn ratios_have_decimals() {
        check(&[0.1, 0.33], ValueAxis::FromZero, &["0.0", "0.1", "0.2", "0.3", "0.4"]);
        check(&[0.05, 1.2], ValueAxis::FromZero, &["0.00", "0.25", "0.50", "0.75", "1.00", "1.25"]);
    }

    #[test]
    fn ticks_are_round_in_the_unit_of_the_axis() {
        let texts = |values: &[f64], unit: f64| -> Vec<String> {
            let scale = ValueScale::fit(values, unit, ValueAxis::FromZero, (0.0, 400.0));
            scale.ticks().into_iter().map(|(_, text)| text).collect()
        };
        assert_eq!(texts(&[0.05, 0.883], 0.01), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(texts(&[0.003, 0.012], 0.01), ["0.00", "0.25", "0.50", "0.75", "1.00", "1.25"]);
        assert_eq!(texts(&[80_000.0, 1_516_000.0], 1e4), ["0", "50", "100", "150", "200"]);
        let scale = ValueScale::fit(&[0.883], 0.01, ValueAxis::FromZero, (0.0, 400.0));
        assert!((scale.y(0.5) - 200.0).abs() < 1e-9, "half of the way");
    }

    #[test]
    fn a_fitted_axis_begins_near_the_lowest_value() {
        check(&[10_100.0, 10_400.0], ValueAxis::Fitted, &["10,100", "10,200", "10,300", "10,400"]);
    }

    #[test]
    fn negative_values_lie_below_zero() {
        check(&[-20.0, 40.0], ValueAxis::FromZero, &["−20", "0", "20", "40"]);
    }

    proptest! {
        #[test]
        fn every_value_lies_between_the_ends(
            values in proptest::collection::vec(-1e12..1e12f64, 0..12),
            fitted: bool,
            height in 100.0..2000.0f64,
        ) {
            let axis = if fitted { ValueAxis::Fitted } else { ValueAxis::FromZero };
            let scale = ValueScale::fit(&values, 1.0, axis, (0.0, height));
            let ticks = scale.ticks();
            prop_assert!((2..=9).contains(&ticks.len()), "{:?}", ticks);
            for value in values {
                prop_assert!(scale.lower <= value && value <= scale.upper, "{:?}", scale);
                prop_assert!((-1e-6..=height + 1e-6).contains(&scale.y(value)));
            }
        }

        #[test]
        fn no_number_panics(value in any::<f64>()) {
            for scale in [
                ValueScale::fit(&[value], 1.0, ValueAxis::FromZero, (0.0, 300.0)),
                ValueScale::fit_log(&[value, 1.0], 1.0, (0.0, 300.0)),
            ] {
                prop_assert!((2..=20).contains(&scale.ticks().len()));
            }
        }
    }
}
