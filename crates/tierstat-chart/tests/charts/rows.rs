//! Forms with a row for each thing: what they show, what they say, and that every mark is its number.

use crate::{row_samples, samples};
use tierstat_chart::{
    BarRole, Chart, ChartError, ChartSeries, Colour, Element, Emphasis, Fonts, Group, GroupRole, Layout,
    LineRole, MarkFill, NotAWhole, RowOrder, SeriesChart, SeriesForm, SeriesPoint, TextRole, layout,
};
use tierstat_model::{Bounds, Language, Period, Status};

fn laid(chart: &Chart) -> Layout {
    layout(chart, &Fonts::bundled()).unwrap()
}

pub(crate) fn texts(layout: &Layout, role: TextRole) -> Vec<&str> {
    layout.texts().filter(|text| text.role == role).map(|text| text.content.as_str()).collect()
}

fn rows(layout: &Layout) -> Vec<&Group> {
    layout.groups.iter().filter(|group| group.role == GroupRole::Row).collect()
}

fn series_chart(chart: Chart) -> SeriesChart {
    match chart {
        Chart::Series(chart) => chart,
        Chart::Coverage(_) | Chart::Revisions(_) => unreachable!("a chart of series"),
    }
}

/// The value at a place, by the ticks at the foot.
pub(crate) fn value_at(layout: &Layout, x: f64) -> f64 {
    let ticks: Vec<(f64, f64)> = layout
        .texts()
        .filter(|text| text.role == TextRole::ValueTick)
        .map(|text| (text.at.x, text.content.replace(',', "").replace('−', "-").parse().unwrap()))
        .collect();
    let (first, last) = (ticks[0], ticks[ticks.len() - 1]);
    first.1 + (x - first.0) / (last.0 - first.0) * (last.1 - first.1)
}

fn pixel(layout: &Layout) -> f64 {
    (value_at(layout, 1.0) - value_at(layout, 0.0)).abs()
}

/// The lines of names of a row, joined.
fn name(row: &Group) -> String {
    let names = row.elements.iter().filter_map(|element| match element {
        Element::Text(text) if text.role == TextRole::RowName => Some(text.content.as_str()),
        _ => None,
    });
    names.collect::<Vec<_>>().concat()
}

fn bars(row: &Group, role: BarRole) -> Vec<(f64, f64)> {
    let bars = row.elements.iter().filter_map(|element| match element {
        Element::Bar(bar) if bar.role == role => Some((bar.area.left, bar.area.right)),
        _ => None,
    });
    bars.collect()
}

#[test]
fn bars_stand_in_order_and_each_is_as_long_as_its_number() {
    let chart = row_samples::mixed(SeriesForm::Bars, Language::Chinese, 1200.0);
    let layout = laid(&chart);
    let rows = rows(&layout);
    let names: Vec<String> = rows.iter().map(|row| name(row)).collect();
    assert_eq!(
        names,
        [
            "广东省",
            "浙江省",
            "上海市",
            "四川省",
            "新疆生产建设兵团",
            "甘肃省",
            "海南省",
            "宁夏回族自治区",
            "西藏自治区",
            "青海省"
        ]
    );
    let half = pixel(&layout) / 2.0;
    for (row, value) in rows.iter().zip([1840.0, 1320.0, 1105.0, 900.0, 500.0, 420.0, 0.0, -210.0]) {
        let found = bars(row, BarRole::Certain);
        let (left, right) = found[0];
        let [from, to] = if value < 0.0 { [right, left] } else { [left, right] };
        assert!(value_at(&layout, from).abs() < half, "bars begin at zero");
        assert!((value_at(&layout, to) - value).abs() < half, "{value}: {}", value_at(&layout, to));
    }
    let rough = bars(rows[3], BarRole::Possible)[0];
    assert!(
        (value_at(&layout, rough.0) - 900.0).abs() < half
            && (value_at(&layout, rough.1) - 1000.0).abs() < half
    );
    for row in &rows[8..] {
        assert!(bars(row, BarRole::Certain).is_empty(), "what is missing is no zero");
    }
    assert_eq!(texts(&layout, TextRole::Suppressed), ["※ 有数而不公布", "缺"]);
    let said: Vec<&str> =
        layout.texts().map(|text| text.tooltip.as_str()).filter(|said| !said.is_empty()).collect();
    assert_eq!(said, ["西藏自治区：※ 有数而不公布", "青海省：缺"], "why there is none can be pointed at");
    assert_eq!(texts(&layout, TextRole::TimeTick), ["2018年"]);
    assert!(
        texts(&layout, TextRole::Value).contains(&"1105（2016年）"),
        "{:?}",
        texts(&layout, TextRole::Value)
    );
    let note = texts(&layout, TextRole::Note).concat();
    for part in [
        "浅色段",
        "空心标记为暂定数：浙江省",
        "其他时期的数：上海市（2016年）",
        "没有数：西藏自治区（有数而不公布）、青海省",
    ] {
        assert!(note.contains(part), "{part}: {note}");
        assert!(part == "浅色段" || part.starts_with("空心") || layout.description.contains(part), "{part}");
    }
    assert!(layout.marks().any(|mark| mark.fill == MarkFill::Hollow));
}

#[test]
fn bars_may_stand_as_listed_and_begin_at_zero_whatever_is_asked() {
    let mut chart = series_chart(row_samples::mixed(SeriesForm::Bars, Language::English, 1200.0));
    chart.order = RowOrder::List;
    chart.axis = tierstat_chart::ValueAxis::Fitted;
    chart.series.truncate(3);
    let layout = laid(&Chart::Series(chart));
    assert_eq!(
        rows(&layout).iter().map(|row| name(row)).collect::<Vec<_>>(),
        ["Guangdong", "Zhejiang", "Sichuan"]
    );
    assert_eq!(texts(&layout, TextRole::ValueTick)[0], "0");
}

#[test]
fn the_one_that_is_highlighted_has_the_colour_and_the_others_are_grey() {
    let layout = laid(&row_samples::many(SeriesForm::Bars, 12, 600.0));
    let colours: Vec<Colour> = layout.bars(BarRole::Certain).map(|bar| bar.colour).collect();
    assert_eq!(colours.iter().filter(|colour| **colour == colours[0]).count(), 11);
    assert_ne!(colours[7], colours[0]);
}

#[test]
fn sixty_bars_fit_and_a_hundred_are_refused() {
    let layout = laid(&row_samples::many(SeriesForm::Bars, 60, 600.0));
    assert_eq!(rows(&layout).len(), 60);
    let refused = tierstat_chart::layout(&row_samples::many(SeriesForm::Bars, 100, 600.0), &Fonts::bundled());
    assert!(matches!(refused, Err(ChartError::TooManySeries { found: 100, .. })), "{refused:?}");
}

/// The period that most have is shown; of what has none there, its source's word, else its latest figure with its period.
#[test]
fn one_period_is_chosen_and_no_other_is_shown_in_silence() {
    let day = |year: i16| jiff::civil::date(year, 12, 31);
    let at = |year: i16, value: f64| samples::point(day(year), &format!("{year}年"), value);
    let gap =
        |year: i16, status| SeriesPoint { status, ..samples::missing(day(year), &format!("{year}年")) };
    let all = vec![
        samples::series("甲", vec![at(2016, 1.0), at(2017, 2.0), at(2018, 9.0)]),
        samples::series("乙", vec![at(2016, 3.0), at(2017, 4.0)]),
        samples::series("丙", vec![at(2016, 5.0), gap(2017, Status::O)]),
        samples::series("丁", vec![at(2016, 5.0), gap(2017, Status::Q)]),
        samples::series("戊", vec![gap(2016, Status::O)]),
        samples::series("己", vec![at(2017, 6.0), SeriesPoint { strand: 1, ..at(2017, 60.0) }]),
    ];
    let chart = row_samples::chart(SeriesForm::Bars, Language::Chinese, "个", all, 600.0);
    assert_eq!(chart.common_day(), Some(day(2017)));
    let shown = chart.of_one_period();
    let found: Vec<(Option<f64>, &str)> = shown
        .series
        .iter()
        .map(|series| (series.points[0].position(), series.points[0].label.as_str()))
        .collect();
    let expected = [
        (Some(2.0), "2017年"),
        (Some(4.0), "2017年"),
        (Some(5.0), "2016年"),
        (None, "2017年"),
        (None, "2016年"),
        (Some(6.0), "2017年"),
    ];
    assert_eq!(found, expected);
    assert_eq!(shown.of_one_period(), shown, "once is enough");
    assert!(shown.series.iter().all(|series| series.emphasis == Emphasis::Plain));
}

fn marks(row: &Group) -> Vec<f64> {
    let marks = row.elements.iter().filter_map(|element| match element {
        Element::Mark(mark) => Some(mark.at.x),
        _ => None,
    });
    marks.collect()
}

fn row<'a>(layout: &'a Layout, wanted: &str) -> &'a Group {
    rows(layout).into_iter().find(|row| name(row) == wanted).unwrap()
}

fn joins(row: &Group) -> usize {
    let is_figures = |element: &&Element| matches!(element, Element::Line(line) if line.role == tierstat_chart::LineRole::Figures);
    row.elements.iter().filter(is_figures).count()
}

#[test]
fn a_dumbbell_joins_only_what_can_be_compared() {
    let chart = row_samples::years(SeriesForm::Dumbbell, Language::Chinese, 1200.0);
    let layout = laid(&chart);
    let half = pixel(&layout) / 2.0;
    for (name, ends, joined) in [
        ("省级", vec![240.0, 420.0], 1),
        ("地级", vec![500.0, 960.0], 0),
        ("县级", vec![860.0, 655.0], 1),
        ("行业协会", vec![300.0, 530.0], 0),
        ("基金会", vec![150.0], 0),
        ("学会", vec![60.0, -45.0], 1),
        ("联合会", vec![], 0),
    ] {
        let row = row(&layout, name);
        let found: Vec<f64> = marks(row).into_iter().map(|x| value_at(&layout, x)).collect();
        assert_eq!(found.len(), ends.len(), "{name}: {found:?}");
        for (found, value) in found.iter().zip(&ends) {
            assert!((found - value).abs() < half, "{name}: {found} is not {value}");
        }
        assert_eq!(joins(row), joined, "{name}");
    }
    let cuts = layout.lines(LineRole::Break).count();
    assert_eq!(cuts, 1, "a break stands between the two marks of 地级");
    let note = texts(&layout, TextRole::Note).concat();
    for part in [
        "菱形为2015年，圆点为2018年",
        "两期之间口径中断，不可比，不连线：地级",
        "缺一期的数：基金会（2015年）",
        "没有数：联合会",
    ] {
        assert!(note.contains(part), "{part}: {note}");
    }
    let description = &layout.description;
    assert!(description.contains("口径中断") && description.contains("共7项"), "{description}");
}

#[test]
fn dumbbells_stand_by_their_change_where_that_is_asked() {
    let mut chart = series_chart(row_samples::years(SeriesForm::Dumbbell, Language::English, 1200.0));
    chart.order = RowOrder::Change;
    let layout = laid(&Chart::Series(chart));
    let names: Vec<String> = rows(&layout).into_iter().map(name).collect();
    assert_eq!(names[..4], ["Provincial", "Volunteer organisations", "Learned societies", "County"]);
}

#[test]
fn grouped_bars_say_their_period_and_a_break() {
    let layout = laid(&row_samples::years(SeriesForm::GroupedBars, Language::English, 1200.0));
    let details = texts(&layout, TextRole::RowDetail);
    assert_eq!(details[..4], ["2015", "2016", "2017", "2018"]);
    assert_eq!(rows(&layout).len(), 8 * 4);
    let half = pixel(&layout) / 2.0;
    let provincial = rows(&layout).into_iter().position(|row| name(row) == "Provincial").unwrap();
    let mut colours = Vec::new();
    for (row, value) in rows(&layout)[provincial..].iter().zip([240.0, 260.0, 310.0, 420.0]) {
        let (left, right) = bars(row, BarRole::Certain)[0];
        assert!(value_at(&layout, left).abs() < half && (value_at(&layout, right) - value).abs() < half);
        colours.extend(row.elements.iter().filter_map(|element| match element {
            Element::Bar(bar) => Some(bar.colour.luminance()),
            _ => None,
        }));
    }
    assert!(colours.is_sorted_by(|one, two| one > two), "the latest is the darkest: {colours:?}");
    assert!(texts(&layout, TextRole::Value).contains(&"900 (break in the series)"));
    let borders: Vec<_> = layout.lines(LineRole::Break).collect();
    assert!(
        !borders.is_empty()
            && borders.iter().all(|line| line.dashed && (line.points[0].y - line.points[1].y).abs() < 1e-9)
    );
    assert!(layout.description.contains("Broken between the periods"), "{}", layout.description);
    let parts = laid(&row_samples::parts(900.0));
    assert_eq!(texts(&parts, TextRole::RowName), ["北京市", "上海市", "广东省"]);
    assert_eq!(texts(&parts, TextRole::RowDetail).len(), 9);
}

#[test]
fn dots_are_ranked_with_ties_and_may_have_an_axis_of_their_own() {
    let mut chart = series_chart(row_samples::mixed(SeriesForm::DotStrip, Language::English, 1200.0));
    chart.ranks = true;
    let layout = laid(&Chart::Series(chart.clone()));
    let half = pixel(&layout) / 2.0;
    for (name, value) in [("Guangdong", 1840.0), ("Sichuan", 900.0), ("Gansu", 420.0), ("Hainan", 0.0)] {
        assert!((value_at(&layout, marks(row(&layout, name))[0]) - value).abs() < half, "{name}");
    }
    let ranks: Vec<&str> = texts(&layout, TextRole::RowDetail);
    assert_eq!(ranks, ["1–2", "2–3", "3–4", "1–4", "5", "6", "7"], "another period has none");
    chart.axis = tierstat_chart::ValueAxis::Fitted;
    chart.series.truncate(2);
    let layout = laid(&Chart::Series(chart));
    assert_ne!(texts(&layout, TextRole::ValueTick)[0], "0");
    assert!(texts(&layout, TextRole::Note).join(" ").contains("does not begin at zero"));
}

#[test]
fn parts_are_stacked_where_they_sum_to_the_total_and_nowhere_else() {
    let chart = row_samples::whole(SeriesForm::StackedBars, Language::Chinese, 1200.0);
    let layout = laid(&chart);
    let half = pixel(&layout) / 2.0;
    let ends: Vec<Vec<f64>> = rows(&layout)
        .into_iter()
        .map(|row| {
            bars(row, BarRole::Certain).into_iter().map(|(_, right)| value_at(&layout, right)).collect()
        })
        .collect();
    for (found, expected) in ends.iter().zip([
        vec![24.0, 121.0, 289.0],
        vec![],
        vec![30.0, 159.0, 455.0],
        vec![28.0, 178.0, 518.0],
    ]) {
        assert_eq!(found.len(), expected.len());
        assert!(found.iter().zip(&expected).all(|(one, two)| (one - two).abs() < half), "{found:?}");
    }
    assert_eq!(texts(&layout, TextRole::Suppressed), ["部分缺数"]);
    assert_eq!(texts(&layout, TextRole::Value), ["289", "455", "518"]);
    let said: Vec<&str> =
        layout.texts().map(|text| text.tooltip.as_str()).filter(|said| !said.is_empty()).collect();
    assert!(said[0].starts_with("合计，2015年：289"), "a total can be pointed at: {said:?}");
    assert!(said[1].starts_with("2016年：部分缺数\n没有数："), "{said:?}");
    let within = texts(&layout, TextRole::PartValue);
    assert_eq!(within, ["24", "97", "168", "30", "129", "296", "28", "150", "340"], "where they have room");
    assert_eq!(texts(&layout, TextRole::SeriesName), ["省级", "地级", "县级"]);
    assert!(texts(&layout, TextRole::Note).concat().contains("有部分缺数而未堆叠：2016年"));
    assert!(layout.description.contains("合计：2015年为289，2018年为518"), "{}", layout.description);
}

#[test]
fn what_is_no_whole_is_refused_with_the_form_that_can_show_it() {
    let refused = |form: SeriesForm, change: &dyn Fn(&mut SeriesChart)| {
        let mut chart = series_chart(row_samples::whole(form, Language::English, 1200.0));
        change(&mut chart);
        let error = layout(&Chart::Series(chart), &Fonts::bundled()).unwrap_err();
        assert!(error.hint().en.contains("grouped-bars") && error.hint().zh.contains("grouped-bars"));
        match error {
            ChartError::NotAWhole { reason } => *reason,
            other => panic!("{other}"),
        }
    };
    for form in [SeriesForm::StackedBars, SeriesForm::Contributions] {
        assert_eq!(refused(form, &|chart| chart.total = None), NotAWhole::NoTotal);
        let wrong = refused(form, &|chart| {
            let point = &mut chart.total.as_mut().unwrap().points[3];
            (point.bounds, point.value) = (tierstat_model::Bounds::point(519.0).ok(), Some(519.0));
            point.printed = "519".to_owned();
        });
        let [period, sum, total] = ["2018", "518", "519"].map(str::to_owned);
        assert_eq!(wrong, NotAWhole::Sum { period, sum, total });
        let rough = refused(form, &|chart| {
            let bounds = tierstat_model::Bounds::half_open(300.0, 400.0).unwrap();
            chart.series[2].points[3] = samples::within(row_samples::LAST, "2018", bounds, "over 300");
        });
        assert!(matches!(rough, NotAWhole::Rough { .. }));
    }
    let broken = refused(SeriesForm::Contributions, &|chart| {
        chart.series[1].points[2].link = tierstat_chart::Link::Break(Status::B);
    });
    assert_eq!(broken, NotAWhole::Broken { series: "Prefecture organisations".to_owned() });
    let once = refused(SeriesForm::Contributions, &|chart| chart.total.as_mut().unwrap().points.truncate(1));
    assert_eq!(once, NotAWhole::Incomplete);
}

#[test]
fn contributions_lead_from_the_first_total_to_the_latest() {
    let layout = laid(&row_samples::whole(SeriesForm::Contributions, Language::Chinese, 1200.0));
    let half = pixel(&layout) / 2.0;
    let found: Vec<(String, f64, f64)> = rows(&layout)
        .into_iter()
        .map(|row| {
            let (left, right) = bars(row, BarRole::Certain)[0];
            (name(row), value_at(&layout, left), value_at(&layout, right))
        })
        .collect();
    let expected = [
        ("2015年合计", 0.0, 289.0),
        ("县级", 289.0, 461.0),
        ("地级", 461.0, 514.0),
        ("省级", 514.0, 518.0),
        ("2018年合计", 0.0, 518.0),
    ];
    for ((name, from, to), (wanted, start, end)) in found.iter().zip(expected) {
        assert_eq!(name, wanted);
        assert!((from - start).abs() < half && (to - end).abs() < half, "{name}: {from} to {to}");
    }
    assert_eq!(texts(&layout, TextRole::Value), ["289", "+172", "+53", "+4", "518"]);
}

#[test]
fn what_contradicts_its_series_is_in_no_row_and_the_note_names_it() {
    let point = |year: i16, value: f64, strand| SeriesPoint {
        bounds: Bounds::point(value).ok(),
        value: Some(value),
        printed: value.to_string(),
        mark_text: value.to_string(),
        strand,
        ..SeriesPoint::empty(Period::Year(year), year.to_string())
    };
    let one = vec![point(2017, 10.0, 0), point(2018, 90.0, 1)];
    let two = vec![point(2016, 70.0, 1), point(2017, 12.0, 0), point(2018, 14.0, 0)];
    let three = vec![point(2017, 9.0, 0), point(2018, 11.0, 0)];
    let series: Vec<ChartSeries> = [("One", one), ("Two", two), ("Three", three)]
        .map(|(name, points)| ChartSeries::new(name.to_owned(), points))
        .to_vec();
    for form in [SeriesForm::Bars, SeriesForm::DotStrip, SeriesForm::GroupedBars, SeriesForm::Dumbbell] {
        let chart = SeriesChart { form, ..SeriesChart::of(Language::English, series.clone()) };
        let said = "Not drawn, since they contradict the other figures of their series: One (2018: 90).";
        for chart in [chart.clone(), chart.as_shown()] {
            assert_eq!(chart.clone().as_shown().set_apart(), ["One (2018: 90)"], "{form:?}");
            let layout = laid(&Chart::Series(chart));
            let note = texts(&layout, TextRole::Note).join(" ");
            assert!(note.contains(said) && layout.description.contains(said), "{form:?}: {note}");
        }
    }
}
