//! Forms with a row for each thing: what they show, what they say, and that every mark is its number.

use crate::{row_samples, rules, samples};
use tierstat_chart::{
    BarRole, Chart, ChartError, Colour, Element, Emphasis, Fonts, Group, GroupRole, Layout, MarkFill,
    RowOrder, SeriesChart, SeriesForm, SeriesPoint, TextRole, layout,
};
use tierstat_model::{Language, Status};

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
        Chart::Coverage(_) => unreachable!("a chart of series"),
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
fn all_samples_keep_all_rules() {
    for (sample, chart) in row_samples::all() {
        let layout = laid(&chart);

        rules::check_all(&chart, &layout);
        if let Ok(folder) = std::env::var("TIERSTAT_PICTURES") {
            let drawing = tierstat_chart::svg(&layout).unwrap();
            let picture = tierstat_chart::png(&drawing, &Fonts::bundled(), 1.0).unwrap();
            std::fs::write(format!("{folder}/{sample}.png"), picture).unwrap();
        }
    }
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
