//! The typical charts keep all rules and say what they should.

use crate::{rules, samples};
use jiff::civil::date;
use tierstat_chart::{
    BarRole, Chart, ChartError, ChartSize, ChartWarning, Fonts, Layout, LineRole, MarkFill, SeriesChart,
    TextRole, ValueAxis, layout,
};
use tierstat_model::{Bounds, Language};

fn laid(chart: &Chart) -> Layout {
    layout(chart, &Fonts::bundled()).unwrap()
}

fn texts(layout: &Layout, role: TextRole) -> Vec<&str> {
    layout.texts().filter(|text| text.role == role).map(|text| text.content.as_str()).collect()
}

#[test]
fn all_samples_keep_all_rules() {
    for (name, chart) in samples::all() {
        let layout = laid(&chart);
        rules::check_all(&chart, &layout);
        assert!(
            layout.warnings.iter().all(|warning| matches!(warning, ChartWarning::NameCut { .. })),
            "{name}"
        );
    }
}

#[test]
fn first_values_stand_at_their_marks_and_last_ones_beside_the_names() {
    let layout = laid(&samples::tiers(Language::Chinese, 1200.0));
    assert_eq!(texts(&layout, TextRole::Value), ["24", "97", "168"]);
    assert_eq!(texts(&layout, TextRole::SeriesName), ["省级", "地级", "县级"]);
    assert_eq!(texts(&layout, TextRole::EndValue), ["30", "129", "296"]);
    assert_eq!(texts(&layout, TextRole::ValueTick), ["0", "100", "200", "300"]);
    assert_eq!(texts(&layout, TextRole::TimeTick), ["2015年6月", "2015年12月"]);
    assert_eq!((layout.width, layout.height), (1200.0, 675.0));
}

#[test]
fn the_axis_begins_at_zero_unless_told_otherwise_and_then_the_note_says_so() {
    let mut chart = samples::total(1200.0);
    let zero_lines = |chart: &Chart| laid(chart).lines(LineRole::Baseline).count();
    assert_eq!(zero_lines(&chart), 1);
    if let Chart::Series(line) = &mut chart {
        line.axis = ValueAxis::Fitted;
    }
    assert_eq!(zero_lines(&chart), 0);
    assert!(texts(&laid(&chart), TextRole::Note).concat().contains("纵轴不从零开始"));
}

#[test]
fn a_missing_period_breaks_the_line_and_keeps_its_tick() {
    let layout = laid(&samples::total(1200.0));
    let lines: Vec<usize> = layout.lines(LineRole::Figures).map(|line| line.points.len()).collect();
    assert_eq!(lines, [2, 2]);
    assert!(texts(&layout, TextRole::TimeTick).contains(&"2016年"));
    assert!(texts(&layout, TextRole::Note).concat().contains("线段中断处没有数据"));
}

#[test]
fn each_kind_of_figure_has_its_look_and_is_explained() {
    use MarkFill::{Hollow, Solid, UpperHalf};
    let fills = |layout: &Layout| layout.marks().map(|mark| mark.fill).collect::<Vec<_>>();
    let provisional = laid(&samples::total(1200.0));
    assert_eq!(fills(&provisional), [Solid, Solid, Solid, Hollow]);
    let intervals = laid(&samples::agencies(1200.0));
    assert_eq!(fills(&intervals), [UpperHalf, Solid, UpperHalf, UpperHalf, Solid]);
    assert_eq!(intervals.lines(LineRole::Whisker).count(), 3 * 3, "bars, each with two caps or an arrow");
    assert_eq!(intervals.lines(LineRole::Figures).count(), 0, "no line leads to a bound");
    let note = texts(&intervals, TextRole::Note).concat();
    assert!(
        note.starts_with("注：年末数由各省上报汇总。半实心标记")
            && note.ends_with("箭头表示该方向没有界限。"),
        "{note}"
    );
}

#[test]
fn a_rounded_figure_with_a_value_is_solid() {
    let rounded = tierstat_chart::SeriesPoint {
        value: Some(531_000.0),
        ..samples::within(
            date(2015, 12, 31),
            "2015年",
            Bounds::half_open(530_500.0, 531_500.0).unwrap(),
            "53.1万",
        )
    };
    let text = samples::text(Language::Chinese, "题", "人", None);
    let chart =
        samples::line(Language::Chinese, text, "人", vec![samples::series("人员", vec![rounded])], 600.0);
    let layout = laid(&chart);
    assert!(layout.marks().all(|mark| mark.fill == MarkFill::Solid));
    assert_eq!(texts(&layout, TextRole::Note), Vec::<&str>::new());
}

#[test]
fn crowded_names_have_leaders_and_lonely_ones_do_not() {
    assert_eq!(laid(&samples::ten_years(Language::English, 1200.0)).lines(LineRole::Leader).count(), 6);
    assert_eq!(laid(&samples::tiers(Language::English, 1200.0)).lines(LineRole::Leader).count(), 0);
}

#[test]
fn a_series_that_ends_early_says_when() {
    let (june, december) = (date(2015, 6, 30), date(2015, 12, 31));
    let ends_early = samples::series("甲", vec![samples::point(june, "2015年6月", 5.0)]);
    let goes_on = samples::series(
        "乙",
        vec![samples::point(june, "2015年6月", 2.0), samples::point(december, "2015年12月", 9.0)],
    );
    let text = samples::text(Language::Chinese, "题", "个", None);
    let chart = samples::line(Language::Chinese, text, "个", vec![ends_early, goes_on], 1200.0);
    let layout = laid(&chart);
    rules::check_all(&chart, &layout);
    assert_eq!(texts(&layout, TextRole::EndValue), ["5（2015年6月）", "9"]);
    assert_eq!(layout.lines(LineRole::Leader).count(), 1);
}

#[test]
fn a_bar_is_as_long_as_its_share_of_the_track() {
    let layout = laid(&samples::coverage(Language::Chinese, 1200.0));
    let length = |role| layout.bars(role).map(|bar| bar.area.right - bar.area.left).collect::<Vec<f64>>();
    let shares = [97.0 / 333.0, 129.0 / 334.0, 168.0 / 2853.0, 296.0 / 2850.0, 14.0 / 21.0];
    let (tracks, bars) = (length(BarRole::Track), length(BarRole::Certain));
    assert_eq!((tracks.len(), bars.len()), (5, 5));
    for ((track, bar), share) in tracks.iter().zip(&bars).zip(shares) {
        assert!((bar / track - share).abs() < 1e-9);
    }
    assert_eq!(texts(&layout, TextRole::RowGroup), ["全国", "广东省"]);
    assert_eq!(texts(&layout, TextRole::RowName), ["地级", "县级", "地级"], "a name is written once");
    assert_eq!(texts(&layout, TextRole::ValueTick), ["0%", "25%", "50%", "75%", "100%"]);
}

#[test]
fn bars_of_one_period_have_one_colour() {
    let layout = laid(&samples::coverage(Language::Chinese, 1200.0));
    let colours: Vec<_> = layout.bars(BarRole::Certain).map(|bar| bar.colour).collect();
    assert!(colours[0] == colours[2] && colours[2] == colours[4], "June");
    assert!(colours[1] == colours[3] && colours[1] != colours[0], "December");
}

#[test]
fn a_target_is_an_outline_behind_the_latest_bar_and_a_way_leads_to_it_while_it_lies_ahead() {
    let layout = laid(&samples::coverage_towards_targets(Language::Chinese, 1200.0));
    let plain = laid(&samples::coverage(Language::Chinese, 1200.0));
    let colours = |layout: &Layout| layout.bars(BarRole::Certain).map(|bar| bar.colour).collect::<Vec<_>>();
    assert_eq!(colours(&layout), colours(&plain), "the latest period is still the latest");
    let track = layout.bars(BarRole::Track).next().unwrap().area;
    let share = |x: f64| (x - track.left) / (track.right - track.left);
    let outlines: Vec<f64> = layout.lines(LineRole::Rim).map(|line| share(line.points[1].x)).collect();
    assert_eq!(outlines.len(), 2);
    assert!((outlines[0] - 300.0 / 334.0).abs() < 0.002, "{outlines:?}");
    assert!((outlines[1] - 800.0 / 2850.0).abs() < 0.002, "{outlines:?}");
    let ways: Vec<_> = layout.lines(LineRole::Target).collect();
    assert_eq!(ways.len(), 1, "no way leads to a day that has passed");
    assert!(ways[0].dashed && (share(ways[0].points[0].x) - 129.0 / 334.0).abs() < 1e-9);
    assert!((share(ways[0].points[1].x) - 300.0 / 334.0).abs() < 1e-9);
    assert!(texts(&layout, TextRole::Note)[0].contains("空框为目标"));
    assert!(layout.description.contains("目标（2018年底）：300 / 334 = 89.8%"), "{}", layout.description);
}

#[test]
fn an_uncertain_share_is_pale_between_its_bounds() {
    let layout = laid(&samples::coverage(Language::English, 1200.0));
    let possible: Vec<_> = layout.bars(BarRole::Possible).collect();
    let track = layout.bars(BarRole::Track).next().unwrap().area;
    assert_eq!(possible.len(), 1);
    let share = (possible[0].area.right - track.left) / (track.right - track.left);
    assert!((share - 400.0 / 2850.0).abs() < 1e-9);
    assert!(texts(&layout, TextRole::Note)[0].contains("pale"));
}

#[test]
fn more_covered_than_there_are_is_a_warning_and_the_bar_ends_at_the_whole() {
    let mut chart = samples::coverage(Language::English, 1200.0);
    if let Chart::Coverage(coverage) = &mut chart {
        coverage.rows = vec![
            samples::row("", "Districts", "2015", 22.0, 21.0, "22 / 21"),
            samples::row("", "Nothing", "2015", 0.0, 0.0, "0 / 0"),
        ];
    }
    let layout = laid(&chart);
    assert_eq!(layout.warnings, [ChartWarning::AboveWhole { row: "Districts 2015".to_owned() }]);
    let (track, bar) =
        (layout.bars(BarRole::Track).next().unwrap(), layout.bars(BarRole::Certain).next().unwrap());
    assert!((bar.area.right - track.area.right).abs() < 1e-9);
    assert_eq!(layout.bars(BarRole::Certain).count(), 1, "no units, no share");
}

#[test]
fn the_description_is_written_from_the_data_where_there_is_none() {
    let layout = laid(&samples::tiers(Language::English, 1200.0));
    let expected = "Line chart. Social work industry organisations by tier of registration, number. \
                    Provincial: 24 (June 2015) to 30 (December 2015); Prefecture: 97 (June 2015) to 129 (December 2015); \
                    County: 168 (June 2015) to 296 (December 2015).";
    assert_eq!(layout.description, expected);
}

#[test]
fn a_character_without_a_glyph_is_named() {
    let mut chart = samples::tiers(Language::Chinese, 1200.0);
    if let Chart::Series(line) = &mut chart {
        line.text.title = "行业组织\u{1F600}".to_owned();
    }
    let layout = laid(&chart);
    assert_eq!(layout.warnings, [ChartWarning::NoGlyph { character: '\u{1F600}' }]);
    assert!(layout.warnings[0].localized().en.contains("U+1F600"));
}

#[test]
fn a_chart_without_a_source_is_drawn_with_a_warning() {
    let mut chart = samples::tiers(Language::Chinese, 1200.0);
    if let Chart::Series(line) = &mut chart {
        line.text.source = " ".to_owned();
    }
    assert_eq!(laid(&chart).warnings, [ChartWarning::NoSource]);
}

#[test]
fn what_cannot_be_drawn_is_an_error_that_says_what_to_do() {
    let fonts = Fonts::bundled();
    let check = |change: &dyn Fn(&mut tierstat_chart::SeriesChart), expected: ChartError| {
        let Chart::Series(mut line) = samples::tiers(Language::Chinese, 1200.0) else { unreachable!() };
        change(&mut line);
        let error = layout(&Chart::Series(line), &fonts).unwrap_err();
        assert_eq!(error, expected);
        assert!(!error.hint().zh.is_empty() && !error.localized().zh.is_empty());
    };
    check(&|line| line.series.clear(), ChartError::NoFigures);
    check(&|line| line.series.iter_mut().for_each(|series| series.points.clear()), ChartError::NoFigures);
    check(&|line| line.size = ChartSize::of_width(10.0), ChartError::Size { width: 10.0, height: 0.0 });
    check(
        &|line| line.series = vec![line.series[0].clone(); 7],
        ChartError::TooManyLines { found: 7, limit: 6, code: String::new() },
    );
    let Chart::Series(mut line) = samples::tiers(Language::Chinese, 1200.0) else { unreachable!() };
    line.size.width = f64::NAN;
    assert!(matches!(layout(&Chart::Series(line.clone()), &fonts), Err(ChartError::Size { .. })));
    line.size = ChartSize { width: 1200.0, height: Some(220.0) };
    assert!(matches!(layout(&Chart::Series(line), &fonts), Err(ChartError::NoRoom { .. })));
}

/// Texts that would be broken into tens of thousands of lines, or cut letter by letter.
#[test]
fn a_text_that_no_chart_can_show_is_refused_and_a_long_one_takes_no_time() {
    let with = |change: &dyn Fn(&mut SeriesChart)| {
        let mut chart = samples::tiers(Language::Chinese, 1200.0);
        if let Chart::Series(line) = &mut chart {
            change(line);
        }
        layout(&chart, &Fonts::bundled())
    };
    let long = "很长的副标题，".repeat(150_000);
    for (name, laid) in [
        ("subtitle", with(&|chart| chart.text.subtitle = long.clone())),
        ("title", with(&|chart| chart.text.title = "x".repeat(1 << 20))),
        ("note", with(&|chart| chart.text.note = Some(long.clone()))),
        ("series", with(&|chart| chart.series[0].name = long.clone())),
        ("printed", with(&|chart| chart.series[0].points[0].printed = long.clone())),
    ] {
        assert!(matches!(laid, Err(ChartError::TextTooLong { limit: 20_000, .. })), "{name}: {laid:?}");
    }
    let words = "words and words ".repeat(1200);
    let laid = with(&|chart| chart.text.subtitle = words.clone()).unwrap();
    assert!(texts(&laid, TextRole::Subtitle).len() > 100 && laid.height > 3000.0, "{}", laid.height);
    let laid = with(&|chart| chart.series[0].name = "名".repeat(19_000)).unwrap();
    assert!(laid.warnings.iter().any(|warning| matches!(warning, ChartWarning::NameCut { .. })));
}
