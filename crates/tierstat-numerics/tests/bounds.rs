//! Whatever the values inside their bounds are, what is computed from them lies inside the bounds of the result.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop, and prints what it measured for whoever asks with --nocapture"
)]

use proptest::prelude::*;
use tierstat_model::Bounds;
use tierstat_numerics::balance::{Shares, gini_bounds};
use tierstat_numerics::contribution::{contributions, sum};
use tierstat_numerics::coverage::coverage;
use tierstat_numerics::growth::{change, compound_annual_growth_rate, growth_rate, point_change};
use tierstat_numerics::index_number::index;

/// Bounds with a value inside: where it starts, how wide it is, where the value stands, whether there is an upper end.
#[derive(Debug, Clone, Copy)]
struct Known {
    bounds: Bounds,
    value: f64,
}

fn known() -> impl Strategy<Value = Known> {
    (1.0..1e5f64, prop_oneof![Just(0.0), 0.0..1e4f64], 0.0..1.0f64, 0..8u8).prop_map(
        |(lower, width, share, kind)| {
            let value = lower + share * width * 0.999;
            let bounds = match kind {
                0 => Bounds::at_least(lower).unwrap(),
                1 if width > 0.0 => Bounds::half_open(lower, lower + width).unwrap(),
                _ => Bounds::closed(lower, lower + width).unwrap(),
            };
            Known { bounds, value }
        },
    )
}

fn finite() -> impl Strategy<Value = Known> {
    known().prop_filter("an upper end", |known| known.bounds.upper_value().is_some())
}

/// Whether a value lies inside, but for rounding.
fn holds(bounds: &Bounds, value: f64) -> bool {
    let slack = 1e-9 * (1.0 + value.abs());
    value >= bounds.lower() - slack && bounds.upper_value().is_none_or(|upper| value <= upper + slack)
}

proptest! {
    #[test]
    fn growth_coverage_and_indices(from in known(), to in known(), years in 1.0..20.0f64) {
        prop_assert!(holds(&change(&from.bounds, &to.bounds), to.value - from.value));
        prop_assert!(holds(&growth_rate(&from.bounds, &to.bounds).unwrap().0, to.value / from.value - 1.0));
        let compound = compound_annual_growth_rate(&from.bounds, &to.bounds, years).unwrap();
        prop_assert!(holds(&compound.0, (to.value / from.value).powf(1.0 / years) - 1.0));
        let covered = coverage(&to.bounds, &from.bounds).unwrap();
        prop_assert!(holds(&covered.ratio.0, to.value / from.value));
        let index = index(&to.bounds, &from.bounds).unwrap();
        prop_assert!(holds(&index, to.value / from.value * 100.0));
    }

    #[test]
    fn contributions_of_parts(parts in proptest::collection::vec((finite(), finite()), 2..6)) {
        let bounds: Vec<(Bounds, Bounds)> = parts.iter().map(|(from, to)| (from.bounds, to.bounds)).collect();
        let base: f64 = parts.iter().map(|(from, _)| from.value).sum();
        let whole: f64 = parts.iter().map(|(from, to)| to.value - from.value).sum();
        for (found, (from, to)) in contributions(&bounds).unwrap().iter().zip(&parts) {
            prop_assert!(holds(&found.points.0, (to.value - from.value) / base));
            if let Some(share) = found.share {
                prop_assert!(holds(&share.0, (to.value - from.value) / whole));
            }
        }
        let total = sum(bounds.iter().map(|(from, _)| from)).unwrap();
        prop_assert!(holds(&total, base));
    }

    #[test]
    fn inequality(values in proptest::collection::vec(finite(), 2..6)) {
        let bounds: Vec<Bounds> = values.iter().map(|known| known.bounds).collect();
        let found = gini_bounds(&bounds, None).unwrap();
        let inside: Vec<f64> = values.iter().map(|known| known.value).collect();
        prop_assert!(holds(&found.bounds, Shares::of(&inside, None).unwrap().gini()));
    }

    #[test]
    fn rates_do_not_know_the_unit(from in finite(), to in finite(), power in -20..20i32) {
        let factor = 2.0_f64.powi(power);
        let scaled = |known: &Known| {
            Bounds::closed(known.bounds.lower() * factor, known.bounds.upper_value().unwrap() * factor).unwrap()
        };
        let plain = |known: &Known| Bounds::closed(known.bounds.lower(), known.bounds.upper_value().unwrap()).unwrap();
        let (one, other) =
            (growth_rate(&plain(&from), &plain(&to)).unwrap(), growth_rate(&scaled(&from), &scaled(&to)).unwrap());
        prop_assert_eq!(one, other);
        let moved = point_change(&one, &other);
        prop_assert!(holds(&moved.0, 0.0));
    }

    #[test]
    fn what_the_parts_contribute_sums_to_the_change(values in proptest::collection::vec((1.0..1e6f64, 1.0..1e6f64), 2..9)) {
        let point = |value: f64| Bounds::point(value).unwrap();
        let parts: Vec<(Bounds, Bounds)> = values.iter().map(|(from, to)| (point(*from), point(*to))).collect();
        let base: f64 = values.iter().map(|(from, _)| from).sum();
        let whole: f64 = values.iter().map(|(from, to)| to - from).sum();
        let points: f64 = contributions(&parts).unwrap().iter().map(|part| part.points.0.as_point().unwrap()).sum();
        prop_assert!((points * base - whole).abs() <= 1e-9 * base.max(whole.abs()));
    }
}
