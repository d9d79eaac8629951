//! Generated charts keep all rules: names and titles of any length, up to six series and fifteen periods,
//! gaps, bounds, both languages.

use crate::drawings::elements;
use crate::{rules, samples};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use tierstat_chart::{
    Chart, ChartError, ChartSeries, ChartSize, CoverageChart, Fonts, NamedEnd, SeriesChart, SeriesPoint,
    ValueAxis, layout, svg,
};
use tierstat_model::{Bounds, Language, Period, Status};

fn language() -> impl Strategy<Value = Language> {
    prop_oneof![Just(Language::Chinese), Just(Language::English)]
}

/// A sentence of up to so many words, in either script, with punctuation and numbers.
fn words(most: usize) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-z]{1,12}",
        4 => "[社会工作行业组织增长由家县级地级省级]{1,8}",
        1 => "[0-9]{1,4}(%|家|人)?",
        1 => "[，。；：、）（,.]",
    ];
    proptest::collection::vec(word, 1..=most).prop_map(|words| {
        let joined = words.join(" ");
        joined.trim_start_matches(|first: char| "，。；：、）,. ".contains(first)).to_owned()
    })
}

fn bounds() -> impl Strategy<Value = Option<Bounds>> {
    prop_oneof![
        6 => (0.0..1000.0f64).prop_map(|value| Bounds::point(value.round()).ok()),
        1 => (0.0..1000.0f64, 1.0..200.0f64).prop_map(|(lower, width)| Bounds::half_open(lower, lower + width).ok()),
        1 => (0.0..1000.0f64).prop_map(|lower| Bounds::at_least(lower).ok()),
        1 => Just(None),
    ]
}

fn points(periods: usize) -> impl Strategy<Value = Vec<SeriesPoint>> {
    let named = prop_oneof![Just(NamedEnd::Lower), Just(NamedEnd::Upper), Just(NamedEnd::Both)];
    let status = prop_oneof![
        6 => Just(Status::A), 1 => Just(Status::P), 1 => Just(Status::E), 1 => Just(Status::I), 1 => Just(Status::F),
        1 => Just(Status::B), 1 => Just(Status::D), 1 => Just(Status::Q), 1 => Just(Status::M),
    ];
    let one = (bounds(), status, any::<bool>(), named);
    (proptest::collection::vec(one, periods), prop_oneof![Just(1), Just(6), Just(12)]).prop_map(
        |(figures, months)| {
            let mut points = Vec::new();
            for (index, (bounds, status, has_value, named)) in figures.into_iter().enumerate() {
                let first = date(2009, 12, 31);
                let day = first
                    .checked_add((i64::try_from(index).unwrap() * months).months())
                    .unwrap()
                    .last_of_month();
                let label = if months == 12 {
                    format!("{}年", day.year())
                } else {
                    format!("{}年{}月", day.year(), day.month())
                };
                let printed = bounds.map(|bounds| format!("{:.0}", bounds.lower())).unwrap_or_default();
                points.push(SeriesPoint {
                    bounds,
                    value: bounds.map(|bounds| bounds.lower()).filter(|_| has_value),
                    named,
                    status,
                    mark_text: printed.clone(),
                    printed,
                    ..SeriesPoint::empty(Period::Day(day), label)
                });
            }
            points
        },
    )
}

fn line_chart() -> impl Strategy<Value = Chart> {
    let series = (1..=15_usize).prop_flat_map(|periods| {
        let one = (words(6), points(periods)).prop_map(|(name, points)| ChartSeries::new(name, points));
        proptest::collection::vec(one, 1..=6)
    });
    let texts = (words(20), words(20), proptest::option::of(words(40)), words(30));
    (language(), texts, words(2), series, prop_oneof![320.0..480.0f64, 480.0..1600.0f64], any::<bool>())
        .prop_map(|(language, (title, subtitle, note, source), unit, series, width, fitted)| {
            let mut text = samples::text(language, &title, &subtitle, note.as_deref());
            text.source = format!("a{source}");
            let axis = if fitted { ValueAxis::Fitted } else { ValueAxis::FromZero };
            let size = ChartSize::of_width(width.round());
            Chart::Series(SeriesChart { text, unit, size, axis, ..SeriesChart::of(language, series) })
        })
}

fn coverage_chart() -> impl Strategy<Value = Chart> {
    let row = (words(3), words(5), words(2), 0.0..3000.0f64, 0.0..3000.0f64).prop_map(
        |(group, name, detail, covered, units)| {
            let label = format!("{covered:.0} / {units:.0}");
            samples::row(&group, &name, &detail, covered.round(), units.round(), &label)
        },
    );
    let rows = proptest::collection::vec((row, any::<bool>()), 1..12).prop_map(|rows| {
        let mut same: Vec<tierstat_chart::CoverageBar> = Vec::new();
        for (mut row, repeats) in rows {
            if let Some(before) = same.last().filter(|_| repeats) {
                (row.name, row.group) = (before.name.clone(), before.group.clone());
            }
            same.push(row);
        }
        same
    });
    let height = proptest::option::of(300.0..1500.0f64);
    (language(), words(20), words(20), rows, prop_oneof![320.0..480.0f64, 480.0..1600.0f64], height).prop_map(
        |(language, title, subtitle, rows, width, height)| {
            let text = samples::text(language, &title, &subtitle, None);
            Chart::Coverage(CoverageChart {
                language,
                text,
                rows,
                left_out: Vec::new(),
                size: ChartSize { width: width.round(), height },
            })
        },
    )
}

fn check(chart: &Chart) {
    let fonts = Fonts::bundled();
    match layout(chart, &fonts) {
        Ok(laid) => {
            rules::check_all(chart, &laid);
            let drawing = svg(&laid).unwrap();
            elements(&drawing);
            assert_eq!(svg(&layout(chart, &fonts).unwrap()).unwrap(), drawing);
        }
        Err(ChartError::NoFigures | ChartError::NoRoom { .. }) => {}
        Err(other) => panic!("{other}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn line_charts_keep_all_rules(chart in line_chart()) {
        check(&chart);
    }

    #[test]
    fn coverage_charts_keep_all_rules(chart in coverage_chart()) {
        check(&chart);
    }
}
