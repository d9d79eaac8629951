//! Charts for telephones: every form keeps all rules from 320 pixels on, and ordinary words have room at 400.

use crate::{over_time, row_samples, rules, samples};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use tierstat_chart::{
    Chart, ChartError, ChartSeries, ChartSize, ChartTheme, Colour, Fonts, Pictures, SeriesChart, SeriesForm,
    SeriesPoint, layout, svg,
};
use tierstat_model::{Bounds, Language, Period};

/// One chart of every form.
pub(crate) fn of_every_form(language: Language, width: f64) -> Vec<(&'static str, Chart)> {
    use SeriesForm::{Bars, Contributions, DotStrip, Dumbbell, GroupedBars, StackedBars};
    let mut ranked = row_samples::mixed(DotStrip, language, width);
    if let Chart::Series(chart) = &mut ranked {
        chart.ranks = true;
    }
    vec![
        ("line", samples::ten_years(language, width)),
        ("tiers", samples::tiers(language, width)),
        ("highlighted", Chart::Series(over_time::highlighted(language, 12, 9, width))),
        ("targets", Chart::Series(over_time::targets(language, width))),
        ("reporting", Chart::Series(over_time::reporting(language, 9, width))),
        ("log", Chart::Series(over_time::log(language, width))),
        ("index", Chart::Series(over_time::index(language, width))),
        ("slope", Chart::Series(over_time::slope(language, 5, width))),
        ("slope-31", Chart::Series(over_time::slope(language, 31, width))),
        ("panels", Chart::Series(over_time::panels(language, 8, 9, width, false))),
        ("panels-free", Chart::Series(over_time::panels(language, 7, 9, width, true))),
        ("revisions", Chart::Revisions(over_time::revisions(language, width))),
        ("coverage", samples::coverage(language, width)),
        ("coverage-targets", samples::coverage_towards_targets(language, width)),
        ("bars", row_samples::mixed(Bars, language, width)),
        ("grouped", row_samples::years(GroupedBars, language, width)),
        ("grouped-parts", row_samples::parts(width)),
        ("dumbbell", row_samples::years(Dumbbell, language, width)),
        ("dots", ranked),
        ("stacked", row_samples::whole(StackedBars, language, width)),
        ("contributions", row_samples::whole(Contributions, language, width)),
    ]
}

#[test]
fn every_form_keeps_all_rules_on_a_telephone() {
    let fonts = Fonts::bundled();
    let mut refused = Vec::new();
    for width in [320.0, 340.0, 360.0, 400.0, 440.0, 479.0, 480.0] {
        for language in Language::ALL {
            for (name, chart) in of_every_form(language, width) {
                match layout(&chart, &fonts) {
                    Ok(layout) => rules::check_all(&chart, &layout),
                    // Numbers over twelve powers of ten have wide axes.
                    Err(ChartError::NoRoom { enough: Some(_), .. }) if name == "log" && width < 400.0 => {}
                    Err(error) => refused.push(format!("{name} {language:?} {width}: {error}")),
                }
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// `TIERSTAT_PICTURES=FOLDER` puts one chart of every form there in every theme, wide and narrow, to be looked at.
#[test]
fn pictures_of_every_form_in_every_theme() {
    let Some(folder) = std::env::var_os("TIERSTAT_PICTURES") else { return };
    let fonts = Fonts::bundled();
    let mut pictures = Pictures::new(&fonts);
    for (width, language) in
        [(1200.0, Language::Chinese), (400.0, Language::English), (400.0, Language::Chinese)]
    {
        for (name, chart) in of_every_form(language, width) {
            let drawing = svg(&layout(&chart, &fonts).unwrap()).unwrap();
            for theme in [ChartTheme::Light, ChartTheme::Dark, ChartTheme::Print] {
                let picture = pictures.png(&themed(&drawing, theme), 1.0).unwrap();
                let file = format!("{name}.{}.{width}.{theme:?}.png", language.tag());
                std::fs::write(std::path::Path::new(&folder).join(file), picture).unwrap();
            }
        }
    }
}

/// A drawing as its rules show it in a theme.
fn themed(drawing: &str, theme: ChartTheme) -> String {
    let (before, shapes) = drawing.split_once("</style>").unwrap();
    let mut parts = shapes.split("=\"#");
    let mut found = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let channel =
            |from: usize| part.get(from..from + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let colour = channel(0).zip(channel(2)).zip(channel(4)).filter(|_| part.get(6..7) == Some("\""));
        match colour.map(|((red, green), blue)| Colour(red, green, blue)) {
            Some(colour) => {
                let themed = colour.in_theme(theme).unwrap_or_else(|| panic!("{colour} has no theme"));
                found.push_str(&format!("=\"{themed}{}", &part[6..]));
            }
            None => found.push_str(&format!("=\"#{part}")),
        }
    }
    format!("{before}</style>{found}")
}

/// Names as they are ordinary: an area, a tier, a kind of organisation.
fn name(language: Language) -> BoxedStrategy<String> {
    match language {
        Language::Chinese => "[省地县级行业协会基金社会工作组织机构]{2,8}".boxed(),
        Language::English => "[A-Z][a-z]{2,9}( [a-z]{3,11}){0,2}".boxed(),
    }
}

fn ordinary(form: SeriesForm, language: Language) -> impl Strategy<Value = Chart> {
    let periods = match form {
        SeriesForm::Slope => 2..=2_usize,
        _ => 2..=12,
    };
    let values =
        (periods, prop_oneof![Just(100.0), Just(1e4), Just(1e6)]).prop_flat_map(move |(periods, most)| {
            let one = (name(language), proptest::collection::vec(0.0..most, periods));
            proptest::collection::vec(one, 2..=6)
        });
    (values, name(language), name(language)).prop_map(
        move |(values, title, subtitle): (Vec<(String, Vec<f64>)>, String, String)| {
            let point = |place: usize, value: f64| {
                let year = 2009 + i16::try_from(place).unwrap();
                let label =
                    if language == Language::Chinese { format!("{year}年") } else { year.to_string() };
                let printed = format!("{value:.0}");
                SeriesPoint {
                    bounds: Bounds::point(value.round()).ok(),
                    value: Some(value.round()),
                    mark_text: printed.clone(),
                    printed,
                    ..SeriesPoint::empty(Period::Year(year), label)
                }
            };
            let of = |name: &str, figures: &[f64]| {
                let points = figures.iter().enumerate().map(|(place, value)| point(place, *value));
                ChartSeries::new(name.to_owned(), points.collect())
            };
            let periods = values.first().map_or(0, |(_, figures)| figures.len());
            let sums: Vec<f64> = (0..periods)
                .map(|place| values.iter().map(|(_, figures)| figures[place].round()).sum())
                .collect();
            let text = samples::text(language, &title.repeat(3), &subtitle, None);
            Chart::Series(SeriesChart {
                form,
                text,
                total: Some(of("total", &sums)),
                size: ChartSize::of_width(400.0),
                unit: if language == Language::Chinese { "个" } else { "organisations" }.to_owned(),
                ..SeriesChart::of(language, values.iter().map(|(name, figures)| of(name, figures)).collect())
            })
        },
    )
}

#[test]
fn ordinary_words_have_room_on_a_telephone() {
    const CASES: usize = 25;
    let fonts = Fonts::bundled();
    let mut runner = TestRunner::deterministic();
    for form in [
        SeriesForm::Line,
        SeriesForm::Index,
        SeriesForm::Slope,
        SeriesForm::SmallMultiples,
        SeriesForm::Bars,
        SeriesForm::GroupedBars,
        SeriesForm::Dumbbell,
        SeriesForm::DotStrip,
        SeriesForm::StackedBars,
        SeriesForm::Contributions,
    ] {
        for language in Language::ALL {
            let mut refused = 0;
            for _ in 0..CASES {
                let chart = ordinary(form, language).new_tree(&mut runner).unwrap().current();
                match layout(&chart, &fonts) {
                    Ok(layout) => rules::check_all(&chart, &layout),
                    Err(ChartError::NoRoom { enough, .. }) => {
                        refused += 1;
                        assert!(enough.is_some(), "{form:?} {language:?}");
                    }
                    Err(other) => panic!("{form:?} {language:?}: {other}"),
                }
            }
            assert!(refused * 25 <= CASES, "{form:?} {language:?}: {refused} of {CASES} have no room");
        }
    }
}
