//! The forms that show figures over time: charts of each with what is odd, and what each of them says.

use crate::{rules, samples};
use jiff::civil::date;
use tierstat_chart::{
    BarRole, Chart, ChartError, ChartSeries, ChartSize, Emphasis, Fonts, Layout, LineRole, Link, Reporting,
    RevisionCell, RevisionChart, RevisionKind, RevisionRow, ScaleKind, SeriesChart, SeriesForm, SeriesPoint,
    SeriesTarget, TextRole, ValueAxis, layout,
};
use tierstat_model::{Bounds, Language, Period, Status};

/// So many series of so many years, each with a course of its own: some with gaps, breaks, bounds and figures that are no more than provisional.
pub(crate) fn many(language: Language, count: usize, years: i16, width: f64) -> SeriesChart {
    let names = match language {
        Language::Chinese => ["北京", "天津", "内蒙古", "黑龙江", "新疆生产建设兵团", "广西壮族自治区"],
        Language::English => {
            ["Beijing", "Tianjin", "Inner Mongolia", "Heilongjiang", "Xinjiang Corps", "Guangxi"]
        }
    };
    let one = |index: usize| {
        let points = (0..years).map(|age| {
            let year = 2018 - years + 1 + age;
            let label = if language == Language::Chinese { format!("{year}年") } else { year.to_string() };
            let (steps, start) = (f64::from(age), 20.0 + (index * 37 % 100) as f64);
            let value = (start * (1.0 + steps * 0.08 * (index % 5) as f64)).round();
            let day = date(year, 12, 31);
            match (index % 7, age % 9) {
                (3, 4) => samples::missing(day, &label),
                (4, 5) => {
                    let bounds = Bounds::half_open(value, value + 30.0).unwrap();
                    samples::within(day, &label, bounds, &format!("{value}+"))
                }
                (5, 6) => SeriesPoint {
                    link: Link::Break(Status::B),
                    status: Status::B,
                    ..samples::point(day, &label, value)
                },
                (6, 8) => SeriesPoint { status: Status::P, ..samples::point(day, &label, value) },
                _ => samples::point(day, &label, value),
            }
        });
        let name = names[index % names.len()];
        let name =
            if index < names.len() { name.to_owned() } else { format!("{name} {}", index / names.len()) };
        ChartSeries { code: format!("{index}"), ..samples::series(&name, points.collect()) }
    };
    let text = match language {
        Language::Chinese => {
            samples::text(language, "多数地区增长，快慢不一", "社会工作服务机构数，按地区，个", None)
        }
        Language::English => samples::text(
            language,
            "Most regions have grown, each at its own pace",
            "Service agencies by region, number",
            None,
        ),
    };
    let unit = if language == Language::Chinese { "个" } else { "agencies" };
    let Chart::Series(chart) = samples::line(language, text, unit, (0..count).map(one).collect(), width)
    else {
        unreachable!()
    };
    chart
}

/// Many lines, of which some shall be looked at.
pub(crate) fn highlighted(language: Language, count: usize, years: i16, width: f64) -> SeriesChart {
    let mut chart = many(language, count, years, width);
    for (index, series) in chart.series.iter_mut().enumerate() {
        series.emphasis = if [4, 9].contains(&index) { Emphasis::Highlighted } else { Emphasis::Muted };
    }
    chart
}

/// Lines with what they are to reach: a number with its day, a number without one, and bounds.
pub(crate) fn targets(language: Language, width: f64) -> SeriesChart {
    let mut chart = many(language, 3, 9, width);
    let target = |series: usize, bounds: Bounds, due: Option<i16>, printed: &str| SeriesTarget {
        series,
        bounds,
        value: bounds.as_point(),
        due: due.map(|year| Period::Day(date(year, 12, 31))),
        due_label: due.map(|year| year.to_string()).unwrap_or_default(),
        printed: printed.to_owned(),
        mark_text: printed.to_owned(),
    };
    chart.targets = vec![
        target(0, Bounds::point(60.0).unwrap(), None, "60"),
        target(1, Bounds::half_open(120.0, 130.0).unwrap(), Some(2019), "120+"),
        target(2, Bounds::point(290.0).unwrap(), Some(2022), "290"),
    ];
    chart
}

/// A line, and under it how many of 31 units have a figure in each year.
pub(crate) fn reporting(language: Language, years: i16, width: f64) -> SeriesChart {
    let mut chart = many(language, 2, years, width);
    let of = |(age, point): (usize, &SeriesPoint)| Reporting {
        period: point.period,
        label: point.label.clone(),
        reporters: if age == 8 { 31 } else { (age * 4).min(31) },
        expected: 31,
    };
    chart.reporting = chart.series[0].points.iter().enumerate().map(of).collect();
    chart
}

/// Two of the years.
pub(crate) fn slope(language: Language, count: usize, width: f64) -> SeriesChart {
    let mut chart = many(language, count, 9, width);
    for series in &mut chart.series {
        let last = series.points.pop().unwrap();
        series.points.truncate(1);
        series.points.push(last);
    }
    if let Some(series) = chart.series.get_mut(2) {
        series.points[1].link = Link::Break(Status::B);
    }
    if let Some(series) = chart.series.get_mut(3) {
        series.points[0] = SeriesPoint::empty(series.points[0].period, series.points[0].label.clone());
    }
    SeriesChart { form: SeriesForm::Slope, axis: ValueAxis::Fitted, ..chart }
}

/// A line as 100 at the first year of each.
pub(crate) fn index(language: Language, width: f64) -> SeriesChart {
    let mut chart = many(language, 5, 9, width);
    for series in &mut chart.series {
        let base = series.points[0].value.unwrap();
        for point in &mut series.points {
            let Some(bounds) = point.bounds else { continue };
            let [lower, upper] =
                [bounds.lower(), bounds.upper_value().unwrap()].map(|end| end / base * 100.0);
            point.bounds = if point.value.is_some() {
                Bounds::point(lower).ok()
            } else {
                Bounds::half_open(lower, upper).ok()
            };
            point.value = point.value.map(|_| lower);
            point.mark_text = format!("{lower:.0}");
            point.printed = point.mark_text.clone();
        }
    }
    SeriesChart { form: SeriesForm::Index, axis: ValueAxis::Fitted, ..chart }
}

pub(crate) fn panels(language: Language, count: usize, years: i16, width: f64, free: bool) -> SeriesChart {
    let form = SeriesForm::SmallMultiples;
    SeriesChart { form, free_values: free, ..many(language, count, years, width) }
}

/// Figures that reach over twelve powers of ten.
pub(crate) fn log(language: Language, width: f64) -> SeriesChart {
    let mut chart = many(language, 3, 13, width);
    for (index, series) in chart.series.iter_mut().enumerate() {
        for (power, point) in series.points.iter_mut().enumerate() {
            let value = 3.0 * 10_f64.powi(i32::try_from(power / (index + 1)).unwrap());
            if point.bounds.is_some() {
                (point.bounds, point.value) = (Bounds::point(value).ok(), Some(value));
                (point.printed, point.mark_text) = (value.to_string(), format!("3e{}", power / (index + 1)));
            }
        }
    }
    SeriesChart { scale: ScaleKind::Log, ..chart }
}

/// Numbers that were first known on one of four days and changed on others.
pub(crate) fn revisions(language: Language, width: f64) -> RevisionChart {
    let cell = |kind, text: &str, share| {
        Some(RevisionCell {
            kind,
            text: text.to_owned(),
            printed: text.to_owned(),
            bounds: None,
            share,
            status: Status::A,
            origin: String::new(),
        })
    };
    let (first, changed) = (RevisionKind::First, RevisionKind::Changed);
    let row = |group: &str, name: &str, cells: [Option<RevisionCell>; 4]| RevisionRow {
        group: group.to_owned(),
        name: name.to_owned(),
        cells: cells.to_vec(),
    };
    let rows = vec![
        row(
            "A",
            "2015",
            [
                cell(first, "455", None),
                cell(changed, "+3", Some(0.006)),
                None,
                cell(changed, "−12", Some(-0.026)),
            ],
        ),
        row("A", "2016", [None, cell(first, "600", None), cell(changed, "+60", Some(0.1)), None]),
        row("A", "2017", [None, None, cell(first, "700多", None), cell(changed, "−40–60", None)]),
        row(
            "B",
            "2017",
            [
                None,
                cell(first, "90", None),
                cell(changed, "−30", Some(-0.33)),
                cell(RevisionKind::Withdrawn, "×", None),
            ],
        ),
    ];
    let columns = ["2016-03-01", "2017-03-01", "2018-03-01", "2019-06-30"].map(str::to_owned).to_vec();
    let text = samples::text(language, "Most numbers were revised", "Agencies, number", None);
    let unit = if language == Language::Chinese { "个" } else { "agencies" }.to_owned();
    RevisionChart {
        language,
        text,
        unit,
        columns,
        rows,
        left_out: Vec::new(),
        size: ChartSize::of_width(width),
    }
}

pub(crate) fn all() -> Vec<(&'static str, Chart)> {
    let (zh, en) = (Language::Chinese, Language::English);
    let charts = [
        ("highlight-40.zh-CN", highlighted(zh, 40, 9, 1200.0)),
        ("highlight-40-half.en", highlighted(en, 40, 9, 600.0)),
        ("highlight-12-long.en", highlighted(en, 12, 60, 1200.0)),
        ("targets.zh-CN", targets(zh, 1200.0)),
        ("targets-half.en", targets(en, 600.0)),
        ("reporting.zh-CN", reporting(zh, 9, 1200.0)),
        ("reporting-60-half.en", reporting(en, 60, 600.0)),
        ("log.zh-CN", log(zh, 1200.0)),
        ("log-half.en", log(en, 480.0)),
        ("index.zh-CN", index(zh, 1200.0)),
        ("index-half.en", index(en, 600.0)),
        ("slope-5.zh-CN", slope(zh, 5, 1200.0)),
        ("slope-31.en", slope(en, 31, 1200.0)),
        ("slope-31-half.zh-CN", slope(zh, 31, 600.0)),
        ("slope-5-half.en", slope(en, 5, 480.0)),
        ("slope-1.en", slope(en, 1, 1200.0)),
        ("panels-8.zh-CN", panels(zh, 8, 9, 1200.0, false)),
        ("panels-31.en", panels(en, 31, 9, 1200.0, false)),
        ("panels-31-half.zh-CN", panels(zh, 31, 9, 600.0, false)),
        ("panels-40-free.zh-CN", panels(zh, 40, 60, 1200.0, true)),
        ("panels-7-free-half.en", panels(en, 7, 9, 480.0, true)),
        ("panels-1.en", panels(en, 1, 1, 1200.0, false)),
    ];
    let mut all: Vec<(&'static str, Chart)> =
        charts.into_iter().map(|(name, chart)| (name, Chart::Series(chart))).collect();
    all.push(("revisions.en", Chart::Revisions(revisions(en, 1200.0))));
    all.push(("revisions-half.zh-CN", Chart::Revisions(revisions(zh, 600.0))));
    all
}

fn laid(chart: &SeriesChart) -> Layout {
    let chart = Chart::Series(chart.clone());
    let layout = layout(&chart, &Fonts::bundled()).unwrap();
    rules::check_all(&chart, &layout);
    layout
}

fn texts(layout: &Layout, role: TextRole) -> Vec<&str> {
    layout.texts().filter(|text| text.role == role).map(|text| text.content.as_str()).collect()
}

#[test]
fn every_sample_keeps_the_rules() {
    for (name, chart) in all() {
        let laid = layout(&chart, &Fonts::bundled()).unwrap_or_else(|error| panic!("{name}: {error}"));
        rules::check_all(&chart, &laid);
    }
}

#[test]
fn what_is_not_highlighted_is_grey_thin_and_without_plain_marks() {
    let chart = highlighted(Language::English, 40, 9, 1200.0);
    let layout = laid(&chart);
    let widths: Vec<f64> = layout.lines(LineRole::Figures).map(|line| line.width).collect();
    let widest = widths.iter().copied().fold(0.0, f64::max);
    assert_eq!(
        widths.iter().filter(|width| **width > widest * 0.9).count(),
        3,
        "two series, one of them with bounds"
    );
    assert!(widths.iter().all(|width| *width > widest * 0.9 || *width < widest * 0.5));
    let names = texts(&layout, TextRole::SeriesName);
    assert!(names.contains(&"Xinjiang Corps") && names.contains(&"Heilongjiang 1"), "{names:?}");
    assert!(names.len() > 4 && names.len() < 40, "some of the grey ones: {names:?}");
    assert!(texts(&layout, TextRole::Note).concat().contains("Grey lines are the other 38"));
    assert!(layout.description.contains("38 others in grey"), "{}", layout.description);
}

#[test]
fn more_lines_than_colours_are_refused_with_lines_to_write() {
    let chart = many(Language::English, 7, 3, 1200.0);
    let error = layout(&Chart::Series(chart), &Fonts::bundled()).unwrap_err();
    assert_eq!(error, ChartError::TooManyLines { found: 7, limit: 6, code: "0".to_owned() });
    for hint in [error.hint().zh, error.hint().en] {
        for line in ["kind = \"small-multiples\"", "kind = \"dot-strip\"", "highlight = [\"0\"]"] {
            assert!(hint.contains(line), "{line}: {hint}");
        }
    }
    let chart = highlighted(Language::English, 41, 3, 1200.0);
    let error = layout(&Chart::Series(chart), &Fonts::bundled()).unwrap_err();
    assert_eq!(error, ChartError::TooManySeries { found: 41, limit: 40 });
}

#[test]
fn a_log_scale_says_so_and_has_no_place_for_zero() {
    let chart = log(Language::Chinese, 1200.0);
    let layout_of = laid(&chart);
    assert!(texts(&layout_of, TextRole::Note).concat().contains("对数刻度"));
    for low in [0.0, -3.0] {
        let mut chart = chart.clone();
        (chart.series[0].points[1].bounds, chart.series[0].points[1].value) =
            (Bounds::point(low).ok(), Some(low));
        let error = layout(&Chart::Series(chart), &Fonts::bundled()).unwrap_err();
        assert!(matches!(error, ChartError::NotAboveZero { .. }), "{error}");
        assert!(error.hint().zh.contains("kind = \"index\"") && error.hint().en.contains("kind = \"index\""));
    }
}

/// Marks are as far apart as their numbers: three of them tell the scale, and all others lie on it.
#[track_caller]
fn marks_lie_on_a_scale(chart: &SeriesChart, number: fn(f64) -> f64) {
    let layout = laid(chart);
    let values = chart.series.iter().flat_map(|series| &series.points).filter_map(|point| point.value);
    let (lowest, highest) =
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let mut places = Vec::new();
    for series in &chart.series {
        for point in series.points.iter().filter(|point| point.value.is_some()) {
            let start = [
                format!("{}, {}: ", series.name, point.label),
                format!("{}，{}：", series.name, point.label),
            ];
            let mark = layout.marks().find(|mark| start.iter().any(|start| mark.tooltip.starts_with(start)));
            places.push((point.value.unwrap(), mark.expect("a mark").at.y));
        }
    }
    let of = |wanted: f64| places.iter().find(|(value, _)| (*value - wanted).abs() < 1e-9).unwrap().1;
    let (bottom, top) = (of(lowest), of(highest));
    for (value, y) in places {
        let share = (number(value) - number(lowest)) / (number(highest) - number(lowest));
        assert!((y - (bottom + (top - bottom) * share)).abs() < 0.5, "{value} at {y}");
    }
}

#[test]
fn every_mark_stands_at_its_number() {
    marks_lie_on_a_scale(&slope(Language::Chinese, 31, 1200.0), |value| value);
    marks_lie_on_a_scale(&index(Language::English, 1200.0), |value| value);
    marks_lie_on_a_scale(&log(Language::English, 1200.0), f64::log10);
    marks_lie_on_a_scale(&many(Language::English, 6, 9, 600.0), |value| value);
}

#[test]
fn a_slope_has_name_and_value_at_both_ends_and_no_line_over_a_break() {
    let chart = slope(Language::Chinese, 5, 1200.0);
    let layout = laid(&chart);
    let names = texts(&layout, TextRole::SeriesName);
    assert_eq!(names.iter().filter(|name| **name == "北京").count(), 2);
    assert_eq!(names.iter().filter(|name| **name == "黑龙江").count(), 1, "it has one figure");
    assert_eq!(texts(&layout, TextRole::EndValue).len(), 9);
    assert_eq!(texts(&layout, TextRole::TimeTick), ["2010年", "2018年"]);
    assert_eq!(layout.lines(LineRole::Figures).count(), 3);
    let note = texts(&layout, TextRole::Note).concat();
    assert!(note.contains("两期的数不可比") && note.contains("没有数据：黑龙江2010年"), "{note}");
}

#[test]
fn a_target_is_a_rule_at_its_number_and_a_straight_way_to_its_day() {
    let chart = targets(Language::English, 1200.0);
    let layout = laid(&chart);
    let lines: Vec<_> = layout.lines(LineRole::Target).collect();
    let ways: Vec<_> = lines.iter().filter(|line| line.dashed).collect();
    assert_eq!(ways.len(), 1, "where number, day and figure are stated");
    let mark = layout.marks().find(|mark| mark.tooltip == "Inner Mongolia, 2018: 214").unwrap();
    assert_eq!(ways[0].points[0], mark.at);
    let first = layout.marks().find(|mark| mark.tooltip == "Inner Mongolia, 2010: 94").unwrap();
    let height = mark.at.y + (290.0 - 214.0) / (214.0 - 94.0) * (mark.at.y - first.at.y);
    assert!((ways[0].points[1].y - height).abs() < 0.5, "{} {height}", ways[0].points[1].y);
    let level =
        lines.iter().filter(|line| !line.dashed && (line.points[0].y - line.points[1].y).abs() < 0.01);
    assert_eq!(level.count(), 4, "one for each number and one for each bound");
    let years = texts(&layout, TextRole::TimeTick);
    assert!(years.contains(&"2022"), "{years:?}");
    for words in [texts(&layout, TextRole::Note).join(" "), layout.description] {
        assert!(
            words.contains("Inner Mongolia 290 (2022)") && words.contains("Tianjin 120+ (2019)"),
            "{words}"
        );
    }
}

#[test]
fn a_strip_says_how_many_units_have_a_figure() {
    let layout = laid(&reporting(Language::English, 9, 1200.0));
    let width = |role| layout.bars(role).map(|bar| bar.area.right - bar.area.left).collect::<Vec<f64>>();
    let (tracks, bars) = (width(BarRole::Track), width(BarRole::Certain));
    assert_eq!((tracks.len(), bars.len()), (9, 8), "nobody has one in the first year");
    assert!((bars[0] / tracks[1] - 4.0 / 31.0).abs() < 1e-9 && (bars[7] - tracks[8]).abs() < 1e-9);
    assert!(texts(&layout, TextRole::RowDetail).contains(&"28/31"));
    let note = texts(&layout, TextRole::Note).join(" ");
    assert!(note.contains("2010 0/31, 2018 31/31"), "{note}");
}

#[test]
fn revisions_are_cells_of_which_colour_and_sign_say_the_same() {
    let chart = Chart::Revisions(revisions(Language::English, 1200.0));
    let layout = layout(&chart, &Fonts::bundled()).unwrap();
    rules::check_all(&chart, &layout);
    assert_eq!(layout.bars(BarRole::Cell).count(), 10);
    assert_eq!(texts(&layout, TextRole::RowGroup), ["A", "B"]);
    let colours: std::collections::BTreeSet<_> = layout.bars(BarRole::Cell).map(|bar| bar.colour).collect();
    assert_eq!(colours.len(), 5, "grey, a little more, much more, some less, much less");
    let said = "Of 4 numbers 4 were changed between 2016-03-01 and 2019-06-30. The largest change is −30 of B 2017 on 2018-03-01";
    assert!(layout.description.contains(said), "{}", layout.description);
}

#[test]
fn panels_have_one_scale_or_say_that_each_has_its_own() {
    let shared = laid(&panels(Language::English, 8, 9, 1200.0, false));
    assert_eq!(texts(&shared, TextRole::PanelTitle).len(), 8);
    assert!(texts(&shared, TextRole::PanelNote).is_empty());
    let free = laid(&panels(Language::English, 8, 9, 1200.0, true));
    assert_eq!(texts(&free, TextRole::PanelNote), vec!["own axis"; 8]);
    assert!(texts(&free, TextRole::Note).concat().contains("cannot be compared between panels"));
    // One number is as high over the foot of its panel in each of them.
    let heights = |layout: &Layout| -> Vec<(String, f64)> {
        let feet: Vec<f64> = layout.lines(LineRole::Baseline).map(|line| line.points[0].y).collect();
        layout
            .marks()
            .map(|mark| {
                let foot =
                    feet.iter().copied().filter(|foot| *foot >= mark.at.y - 0.1).fold(f64::MAX, f64::min);
                (mark.tooltip.rsplit(": ").next().unwrap().to_owned(), foot - mark.at.y)
            })
            .collect()
    };
    for (printed, height) in heights(&shared) {
        let Ok(value) = printed.parse::<f64>() else { continue };
        let (unit_value, unit_height) = heights(&shared)
            .into_iter()
            .find_map(|(printed, height)| {
                Some((printed.parse::<f64>().ok().filter(|value| *value > 100.0)?, height))
            })
            .unwrap();
        assert!((height - value * unit_height / unit_value).abs() < 0.5, "{printed}");
    }
}

#[test]
fn no_name_of_a_slope_is_cut_inside_a_word() {
    for width in [1200.0, 600.0, 480.0, 400.0] {
        let mut chart = slope(Language::English, 5, width);
        for (series, name) in chart.series.iter_mut().zip([
            "Interdisciplinary associations of social workers and volunteers of all prefectures",
            "Telecommunications and others whose names are long",
            "A b c d e f g h i j k l m n o p q r s t u v w x y z and so on and so forth",
            "Short",
            "Non-governmental organisations",
        ]) {
            name.clone_into(&mut series.name);
        }
        let names: Vec<String> = chart.series.iter().map(|series| series.name.clone()).collect();
        let layout = layout(&Chart::Series(chart), &Fonts::bundled()).unwrap();
        for text in layout.texts().filter(|text| text.role == TextRole::SeriesName) {
            let Some(kept) = text.content.strip_suffix('…') else { continue };
            let name = names.iter().find(|name| name.starts_with(kept)).unwrap();
            let next = name[kept.len()..].chars().next().unwrap();
            assert!(!next.is_alphanumeric(), "{width}: {}", text.content);
        }
    }
}
