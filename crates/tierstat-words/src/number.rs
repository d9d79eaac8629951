//! Numbers in words: a point as a point, bounds as bounds.

use crate::names::not_available;
use tierstat_model::{Bounds, Language, PointChange, Precision, Quantity, Ratio, Upper};

/// A number with thousands separators and no more decimals than it has, at most four: 4,686.
#[must_use]
pub fn count(value: f64) -> String {
    let rounded = (value * 1e4).round() / 1e4;
    let plain = if rounded == 0.0 { "0".to_owned() } else { format!("{}", rounded.abs()) };
    let (whole, fraction) =
        plain.split_once('.').map_or((plain.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    if rounded < 0.0 { format!("−{text}") } else { text }
}

/// A number without a unit, such as an index, with three decimals; one that would show as zero but is none as "below 0.001".
#[must_use]
pub fn measure(value: f64) -> String {
    let text = format!("{:.3}", value.abs());
    let is_shown = text != "0.000";
    match (value < 0.0, is_shown) {
        (_, false) if value == 0.0 => text,
        (_, false) => "<0.001".to_owned(),
        (true, true) => format!("−{text}"),
        (false, true) => text,
    }
}

/// A number without a unit with six significant digits: 0.427314, 12.5.
#[must_use]
pub fn significant(value: f64) -> String {
    let rounded: f64 = format!("{value:.5e}").parse().unwrap_or(value);
    let text = (rounded + 0.0).to_string();
    text.strip_prefix('-').map_or_else(|| text.clone(), |size| format!("−{size}"))
}

/// An index number with one decimal: 157.4, or 130.2–133.9 where it is a range.
#[must_use]
pub fn index(index: &Bounds, language: Language) -> String {
    bounds_in(index, language, |value| format!("{value:.1}"))
}

/// A part of a number with two decimals: 12.35, −0.50.
#[must_use]
pub fn hundredths(value: f64) -> String {
    let text = format!("{:.2}", (value * 100.0).round() / 100.0 + 0.0);
    text.strip_prefix('-').map_or_else(|| text.clone(), |size| format!("−{size}"))
}

/// Bounds in base units: a point as a point, else both ends, or in words the one that there is: at least 3,500, at most 900.
#[must_use]
pub fn bounds(bounds: &Bounds, language: Language) -> String {
    bounds_in(bounds, language, count)
}

/// A ratio in percent with one decimal, rounded to the nearest: 25.0%, or 30.2%–33.9% where it is a range.
#[must_use]
pub fn ratio(ratio: &Ratio, language: Language) -> String {
    bounds_in(&ratio.0, language, percent)
}

/// The limits that a growth rate states: nothing falls by more than all of it, so that −100 % at the lower end limits nothing, and
/// −100 % to 14 % is at most 14 %.
#[must_use]
pub fn growth_limits(rate: &Ratio) -> Ratio {
    let bounds = rate.0;
    if bounds.lower() > -1.0 || bounds.as_point().is_some() {
        return *rate;
    }
    let open = match bounds.upper() {
        Upper::Closed(upper) => Bounds::closed(f64::MIN, upper),
        Upper::Open(upper) => Bounds::half_open(f64::MIN, upper),
        Upper::Unbounded => Bounds::at_least(f64::MIN),
    };
    open.map_or(*rate, Ratio)
}

/// A difference of two ratios in percentage points with one decimal: 13.3个百分点, 13.3 percentage points.
#[must_use]
pub fn point_change(change: &PointChange, language: Language) -> String {
    let number = bounds_in(&change.0, language, |value| signed(value * 100.0));
    match language {
        Language::Chinese => format!("{number}个百分点"),
        Language::English => format!("{number} percentage points"),
    }
}

/// A quantity as a sentence says it, with its roughness: 4,686; 53.1万; 3,500多; more than 3,500.
#[must_use]
pub fn quantity(quantity: &Quantity, language: Language) -> String {
    let Some(found) = quantity.bounds else { return not_available(language).to_owned() };
    let chinese = language == Language::Chinese;
    let upper = found.upper_value();
    match quantity.precision {
        Precision::Share => quantity.value.map_or_else(|| ratio(&Ratio(found), language), percent_as_printed),
        Precision::Rounded => {
            let Some((value, upper)) = quantity.value.zip(upper) else { return bounds(&found, language) };
            let large = large_number(value, upper - found.lower(), chinese);
            if chinese { large } else { format!("{large} (rounded)") }
        }
        Precision::AtLeast if chinese && is_of_ten_thousands(found.lower()) => {
            // 46万多 ends below 47万, 90多万 below 100万.
            let number = count(found.lower() / TEN_THOUSAND);
            let is_next = upper.is_some_and(|upper| upper - found.lower() <= TEN_THOUSAND);
            if is_next { format!("{number}万多") } else { format!("{number}多万") }
        }
        precision if chinese => rough_in(precision, &found, language, |value| {
            if is_of_ten_thousands(value) {
                format!("{}万", count(value / TEN_THOUSAND))
            } else {
                count(value)
            }
        }),
        precision => rough_in(precision, &found, language, count),
    }
}

const TEN_THOUSAND: f64 = 1e4;

/// Whether a number is one of whole 万 that stands out: from 10万 on, and below 亿, from which on readers expect another word.
fn is_of_ten_thousands(value: f64) -> bool {
    (1e5..1e8).contains(&value) && value.rem_euclid(TEN_THOUSAND) == 0.0
}

/// Bounds as the words for their roughness, each number written as it is to be.
pub(crate) fn rough_in(
    precision: Precision,
    found: &Bounds,
    language: Language,
    number: impl Fn(f64) -> String,
) -> String {
    let chinese = language == Language::Chinese;
    let lower = number(found.lower());
    let upper = found.upper_value();
    match precision {
        Precision::AtLeast if chinese => format!("{lower}多"),
        Precision::AtLeast => format!("more than {lower}"),
        Precision::Floor if chinese => format!("不少于{lower}"),
        Precision::Floor => format!("at least {lower}"),
        Precision::Almost => {
            let upper = upper.map_or(lower, number);
            if chinese { format!("近{upper}") } else { format!("almost {upper}") }
        }
        Precision::About => {
            let middle = number(f64::midpoint(found.lower(), upper.unwrap_or(found.lower())));
            if chinese { format!("约{middle}") } else { format!("about {middle}") }
        }
        Precision::Exact
        | Precision::Rounded
        | Precision::Share
        | Precision::Range
        | Precision::Vague
        | Precision::Missing => bounds_in(found, language, number),
    }
}

/// A rounded number with the decimals that its bounds allow; in Chinese in 万 from ten thousand on.
fn large_number(value: f64, width: f64, chinese: bool) -> String {
    if !chinese || value.abs() < TEN_THOUSAND {
        return count(value);
    }
    // The width of the bounds is one unit of the last printed digit.
    let decimals = (TEN_THOUSAND / width).log10().round().clamp(0.0, 4.0) as usize;
    format!("{:.decimals$}万", value / TEN_THOUSAND)
}

/// Bounds in words, each end written as it is to be.
pub(crate) fn bounds_in(found: &Bounds, language: Language, number: impl Fn(f64) -> String) -> String {
    let [lower, upper] = [found.lower_value(), found.upper_value()].map(|end| end.map(&number));
    match (lower, upper, language) {
        (Some(lower), Some(upper), _) if upper == lower => lower,
        (Some(lower), Some(upper), Language::Chinese) => format!("{lower}–{upper}"),
        (Some(lower), Some(upper), Language::English) => format!("{lower} to {upper}"),
        (Some(lower), None, Language::Chinese) => format!("不低于{lower}"),
        (Some(lower), None, Language::English) => format!("at least {lower}"),
        (None, Some(upper), Language::Chinese) => format!("不高于{upper}"),
        (None, Some(upper), Language::English) => format!("at most {upper}"),
        (None, None, Language::Chinese) => "没有界限".to_owned(),
        (None, None, Language::English) => "without limits".to_owned(),
    }
}

fn percent(ratio: f64) -> String {
    format!("{}%", signed(ratio * 100.0))
}

/// One decimal, with a minus sign that is one.
fn signed(value: f64) -> String {
    let text = format!("{:.1}", value.abs());
    if value < 0.0 && text != "0.0" { format!("−{text}") } else { text }
}

/// A printed percentage with the decimals it was printed with, at most four.
fn percent_as_printed(ratio: f64) -> String {
    format!("{}%", count(ratio * 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rough(precision: Precision, lower: f64, upper: f64, value: Option<f64>) -> Quantity {
        Quantity {
            printed: String::new(),
            precision,
            bounds: Some(Bounds::half_open(lower, upper).unwrap()),
            value,
        }
    }

    #[test]
    fn thousands_are_marked_and_a_fall_has_a_minus_sign() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (999.0, "999"),
            (4686.0, "4,686"),
            (1_234_567.5, "1,234,567.5"),
            (-1000.0, "−1,000"),
        ] {
            assert_eq!(count(value), text);
        }
    }

    #[test]
    fn an_index_has_three_decimals_and_a_tiny_one_is_not_zero() {
        assert_eq!([0.4273, -0.5, 0.0, 1e-9].map(measure), ["0.427", "−0.500", "0.000", "<0.001"]);
    }

    #[test]
    fn each_precision_says_how_rough_it_is() {
        for (found, zh, en) in [
            (Quantity::exact("4686家", 4686.0).unwrap(), "4,686", "4,686"),
            (rough(Precision::Rounded, 530_500.0, 531_500.0, Some(531_000.0)), "53.1万", "531,000 (rounded)"),
            (rough(Precision::Rounded, 195_000.0, 205_000.0, Some(200_000.0)), "20万", "200,000 (rounded)"),
            (rough(Precision::AtLeast, 3500.0, 3600.0, None), "3,500多", "more than 3,500"),
            (rough(Precision::Almost, 190.0, 200.0, None), "近200", "almost 200"),
            (rough(Precision::About, 7450.0, 7550.0, None), "约7,500", "about 7,500"),
            (Quantity::missing("…"), "无数据", "not available"),
        ] {
            assert_eq!(quantity(&found, Language::Chinese), zh);
            assert_eq!(quantity(&found, Language::English), en);
        }
    }

    #[test]
    fn an_end_that_there_is_not_is_said_bounds_in() {
        let said = |found: &Bounds| [Language::Chinese, Language::English].map(|of| bounds(found, of));
        assert_eq!(said(&Bounds::at_least(900.0).unwrap()), ["不低于900", "at least 900"]);
        assert_eq!(said(&Bounds::closed(f64::MIN, 900.0).unwrap()), ["不高于900", "at most 900"]);
        assert_eq!(said(&Bounds::at_least(f64::MIN).unwrap()), ["没有界限", "without limits"]);
    }

    #[test]
    fn ratios_print_as_points_only_where_they_are() {
        let range = Ratio(Bounds::closed(4686.0 / 3600.0 - 1.0, 4686.0 / 3500.0 - 1.0).unwrap());
        assert_eq!(ratio(&range, Language::Chinese), "30.2%–33.9%");
        assert_eq!(ratio(&range, Language::English), "30.2% to 33.9%");
        assert_eq!(ratio(&Ratio(Bounds::point(0.25).unwrap()), Language::English), "25.0%");
        assert_eq!(ratio(&Ratio(Bounds::point(-0.05).unwrap()), Language::English), "−5.0%");
        assert_eq!(ratio(&Ratio(Bounds::point(-0.0001).unwrap()), Language::English), "0.0%");
        assert_eq!(ratio(&Ratio(Bounds::at_least(0.3).unwrap()), Language::Chinese), "不低于30.0%");
        let growth = |bounds: Bounds| ratio(&growth_limits(&Ratio(bounds)), Language::English);
        assert_eq!(growth(Bounds::closed(-1.0, 0.143).unwrap()), "at most 14.3%");
        assert_eq!(growth(Bounds::closed(-0.999, 0.143).unwrap()), "−99.9% to 14.3%");
        assert_eq!(growth(Bounds::point(-1.0).unwrap()), "−100.0%");
        assert_eq!(growth(Bounds::at_least(-1.0).unwrap()), "without limits");
        let points = PointChange(Bounds::point(0.1329).unwrap());
        assert_eq!(point_change(&points, Language::Chinese), "13.3个百分点");
    }
}
