//! Generated charts keep all rules: names and titles of any length, up to six series and fifteen periods,
//! gaps, bounds, both languages.

use crate::drawings::elements;
use crate::{rules, samples};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use tierstat_chart::{
    Chart, ChartError, ChartSeries, ChartSize, ChartTile, CoverageBarKind, CoverageChart, Emphasis, Fonts,
    NamedEnd, NotAWhole, Reporting, RowOrder, ScaleKind, SeriesChart, SeriesForm, SeriesPoint, SeriesTarget,
    TileBoard, TileOf, TileShow, ValueAxis, layout, svg,
};
use tierstat_model::{Bounds, Language, Period, Status};

const ROW_FORMS: [SeriesForm; 4] =
    [SeriesForm::Bars, SeriesForm::GroupedBars, SeriesForm::Dumbbell, SeriesForm::DotStrip];

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

fn form() -> impl Strategy<Value = (SeriesForm, ScaleKind, bool, bool)> {
    let form = prop_oneof![
        Just(SeriesForm::Line),
        Just(SeriesForm::Index),
        Just(SeriesForm::Slope),
        Just(SeriesForm::SmallMultiples)
    ];
    (form, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(form, log, free, highlight)| {
        let scale = if log && form == SeriesForm::Line { ScaleKind::Log } else { ScaleKind::Linear };
        let highlight = highlight && form != SeriesForm::SmallMultiples;
        (form, scale, free && form == SeriesForm::SmallMultiples, highlight)
    })
}

fn line_chart() -> impl Strategy<Value = Chart> {
    let count = prop_oneof![4 => 1..=6_usize, 1 => 7..=40_usize];
    let series = (1..=15_usize, count).prop_flat_map(|(periods, count)| {
        let one = (words(6), points(periods)).prop_map(|(name, points)| ChartSeries::new(name, points));
        proptest::collection::vec(one, count)
    });
    let texts = (words(20), words(20), proptest::option::of(words(40)), words(30));
    (
        language(),
        texts,
        words(2),
        series,
        prop_oneof![320.0..480.0f64, 480.0..1600.0f64],
        (any::<bool>(), form()),
    )
        .prop_map(
            |(language, (title, subtitle, note, source), unit, mut series, width, (fitted, form))| {
                let (form, scale, free_values, highlight) = form;
                for (index, one) in series.iter_mut().enumerate() {
                    let asked = highlight || (index >= 6 && form != SeriesForm::SmallMultiples);
                    one.emphasis = match (asked, index % 3) {
                        (false, _) => Emphasis::Plain,
                        (true, 0) if index < 18 => Emphasis::Highlighted,
                        (true, _) => Emphasis::Muted,
                    };
                    if form == SeriesForm::Slope {
                        let last = one.points.pop();
                        one.points.truncate(1);
                        one.points.extend(last);
                    }
                }
                let mut text = samples::text(language, &title, &subtitle, note.as_deref());
                text.source = format!("a{source}");
                let axis = if fitted { ValueAxis::Fitted } else { ValueAxis::FromZero };
                let size = ChartSize::of_width(width.round());
                // What is to be reached, and who has a figure, where a line chart may say it.
                let has_more = form == SeriesForm::Line && fitted;
                let points: Vec<&SeriesPoint> =
                    series.iter().flat_map(|series| &series.points).take(15).collect();
                let target = |(index, point): (usize, &&SeriesPoint)| SeriesTarget {
                    series: index % series.len(),
                    bounds: point.bounds.unwrap_or(Bounds::point(700.0).unwrap()),
                    value: point.value,
                    due: [None, Some(Period::Day(date(2030, 12, 31)))][index % 2],
                    due_label: ["", "2030"][index % 2].to_owned(),
                    printed: point.printed.clone(),
                    mark_text: point.mark_text.clone(),
                };
                let targets: Vec<SeriesTarget> = points.iter().enumerate().take(3).map(target).collect();
                let counted = |(index, point): (usize, &&SeriesPoint)| Reporting {
                    period: point.period,
                    label: point.label.clone(),
                    reporters: index,
                    expected: index + index % 4,
                };
                let reporting: Vec<Reporting> = points.iter().enumerate().map(counted).collect();
                let (targets, reporting) =
                    if has_more { (targets, reporting) } else { (Vec::new(), Vec::new()) };
                Chart::Series(SeriesChart {
                    targets,
                    reporting,
                    form,
                    text,
                    unit,
                    size,
                    axis,
                    scale,
                    free_values,
                    ..SeriesChart::of(language, series)
                })
            },
        )
}

/// A chart of many rows in any of the forms that have them.
fn row_chart() -> impl Strategy<Value = Chart> {
    let rows = (1..=4_usize).prop_flat_map(|periods| {
        let one = (words(8), points(periods), 0..3_u8, -1.0..1.0f64).prop_map(
            |(name, mut points, emphasis, sign)| {
                let emphasis =
                    [Emphasis::Plain, Emphasis::Highlighted, Emphasis::Muted][usize::from(emphasis)];
                for point in &mut points {
                    if let Some(value) =
                        point.bounds.and_then(|bounds| bounds.as_point()).filter(|_| sign < -0.5)
                    {
                        (point.bounds, point.value) = (Bounds::point(-value).ok(), Some(-value));
                    }
                }
                ChartSeries { emphasis, ..ChartSeries::new(name, points) }
            },
        );
        proptest::collection::vec(one, 1..=30)
    });
    let form = proptest::sample::select(ROW_FORMS.to_vec());
    let looks = (form, any::<bool>(), 320.0..1600.0f64);
    (language(), (words(20), words(20), words(30)), words(2), rows, looks).prop_map(
        |(language, (title, subtitle, source), unit, series, (form, is_listed, width))| {
            let mut text = samples::text(language, &title, &subtitle, None);
            text.source = format!("a{source}");
            let order = if is_listed { RowOrder::List } else { RowOrder::Value };
            let size = ChartSize::of_width(width.round());
            let ranks = is_listed;
            Chart::Series(SeriesChart {
                form,
                text,
                unit,
                size,
                order,
                ranks,
                ..SeriesChart::of(language, series)
            })
        },
    )
}

/// Parts that sum to their total, in the forms that add them up; some periods lack a part.
fn whole_chart() -> impl Strategy<Value = Chart> {
    let parts = (2..=6_usize, 2..=8_usize).prop_flat_map(|(parts, periods)| {
        let figures = proptest::collection::vec(proptest::option::weighted(0.95, 0.0..1e6_f64), periods);
        proptest::collection::vec((words(5), figures), parts)
    });
    let form = proptest::sample::select(vec![SeriesForm::StackedBars, SeriesForm::Contributions]);
    (language(), words(20), parts, form, 320.0..1600.0f64).prop_map(
        |(language, title, parts, form, width)| {
            let point = |year: usize, value: Option<f64>| {
                let day = date(2001 + i16::try_from(year).unwrap(), 12, 31);
                value.map_or_else(
                    || samples::missing(day, &day.year().to_string()),
                    |value| samples::point(day, &day.year().to_string(), value.round()),
                )
            };
            let periods = parts.first().map_or(0, |(_, figures)| figures.len());
            let sum = |year: usize| {
                parts.iter().map(|(_, figures)| figures[year].map(f64::round)).sum::<Option<f64>>()
            };
            let sums = (0..periods).map(|year| point(year, sum(year)));
            let total = Some(ChartSeries::new("total".to_owned(), sums.collect()));
            let series = parts.iter().map(|(name, figures)| {
                let points = figures.iter().enumerate().map(|(year, value)| point(year, *value));
                ChartSeries::new(name.clone(), points.collect())
            });
            let text = samples::text(language, &title, "subtitle", None);
            let size = ChartSize::of_width(width.round());
            let series = series.collect();
            Chart::Series(SeriesChart { form, text, size, total, ..SeriesChart::of(language, series) })
        },
    )
}

/// Areas on a board, some without figures or not asked for, in all that tiles show.
fn tile_chart() -> impl Strategy<Value = Chart> {
    let series = (1..=6_usize).prop_flat_map(|periods| {
        let one = (words(3), points(periods), "[A-Z]{0,3}", 0..6_u8, -1.0..1.0_f64);
        proptest::collection::vec(one, 1..=40)
    });
    let show = proptest::sample::select(vec![TileShow::Value, TileShow::Change, TileShow::Sparkline]);
    let looks = (show, 2..=8_usize, 320.0..1600.0f64);
    (language(), (words(20), words(20)), words(2), series, looks).prop_map(
        |(language, (title, subtitle), unit, named, (show, columns, width))| {
            let (mut series, mut tiles) = (Vec::new(), Vec::new());
            for (name, mut points, label, state, sign) in named {
                for point in &mut points {
                    if let Some(value) =
                        point.bounds.and_then(|bounds| bounds.as_point()).filter(|_| sign < -0.5)
                    {
                        (point.bounds, point.value) = (Bounds::point(-value).ok(), Some(-value));
                    }
                }
                let of = if state == 0 { TileOf::Outside } else { TileOf::Series(series.len()) };
                if state > 0 {
                    series.push(ChartSeries::new(name.clone(), points));
                }
                let place = |number: usize| u16::try_from(number + 1).unwrap();
                let (row, column) = (place(place_row(tiles.len(), columns)), place(tiles.len() % columns));
                tiles.push(ChartTile { of, name, label, row, column });
            }
            let text = samples::text(language, &title, &subtitle, None);
            let form = SeriesForm::TileGrid;
            let board = Box::new(TileBoard { tiles, show, ..TileBoard::default() });
            let size = ChartSize::of_width(width.round());
            Chart::Series(SeriesChart { form, text, unit, size, board, ..SeriesChart::of(language, series) })
        },
    )
}

/// The row of the tile at a place, with a free one after each second.
fn place_row(place: usize, columns: usize) -> usize {
    let row = place / columns;
    row + row / 2
}

fn coverage_chart() -> impl Strategy<Value = Chart> {
    let kind = prop_oneof![
        4 => Just(CoverageBarKind::Covered),
        1 => Just(CoverageBarKind::Target),
        1 => Just(CoverageBarKind::TargetAhead),
    ];
    let row = (words(3), words(5), words(2), 0.0..3000.0f64, 0.0..3000.0f64, kind).prop_map(
        |(group, name, detail, covered, units, kind)| {
            let label = format!("{covered:.0} / {units:.0}");
            let row = samples::row(&group, &name, &detail, covered.round(), units.round(), &label);
            tierstat_chart::CoverageBar { kind, ..row }
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
        Err(
            ChartError::NoFigures
            | ChartError::NoRoom { .. }
            | ChartError::NotAboveZero { .. }
            | ChartError::TooManyLines { .. },
        ) => {}
        Err(ChartError::NotAWhole { reason }) => {
            assert!(matches!(*reason, NotAWhole::Incomplete | NotAWhole::NoTotal), "{reason:?}");
        }
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
    fn charts_of_rows_keep_all_rules(chart in row_chart()) {
        check(&chart);
    }

    #[test]
    fn charts_of_wholes_keep_all_rules(chart in whole_chart()) {
        check(&chart);
    }

    #[test]
    fn charts_of_tiles_keep_all_rules(chart in tile_chart()) {
        check(&chart);
    }

    #[test]
    fn coverage_charts_keep_all_rules(chart in coverage_chart()) {
        check(&chart);
    }
}
