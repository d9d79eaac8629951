//! Charts with a row for each thing that the tests lay out: typical ones and ones with something odd.

use crate::samples::{missing, point, series, text, within};
use jiff::civil::{Date, date};
use tierstat_chart::{
    Chart, ChartSeries, ChartSize, Emphasis, Link, RowOrder, SeriesChart, SeriesForm, SeriesPoint,
};
use tierstat_model::{Bounds, Language, Status};

pub(crate) const LAST: Date = date(2018, 12, 31);

pub(crate) fn chart(
    form: SeriesForm,
    language: Language,
    unit: &str,
    series: Vec<ChartSeries>,
    width: f64,
) -> SeriesChart {
    let text = if language == Language::Chinese {
        text(language, "服务机构多在沿海，内陆六省不足其一成", "社会工作服务机构数，按省份，个", None)
    } else {
        text(
            language,
            "Most service agencies work on the coast, fewer than a tenth in six inland provinces",
            "Social work service agencies by province, number",
            None,
        )
    };
    let size = ChartSize::of_width(width);
    SeriesChart { form, text, unit: unit.to_owned(), size, ..SeriesChart::of(language, series) }
}

/// Ten rows with all that a row may be: rough, provisional, negative, zero, missing, suppressed, of another year.
pub(crate) fn mixed(form: SeriesForm, language: Language, width: f64) -> Chart {
    let chinese = language == Language::Chinese;
    let year = |year: i16| if chinese { format!("{year}年") } else { year.to_string() };
    let last = year(2018);
    let at = |value: f64| point(LAST, &last, value);
    let names = if chinese {
        [
            "广东省",
            "浙江省",
            "四川省",
            "宁夏回族自治区",
            "海南省",
            "西藏自治区",
            "青海省",
            "新疆生产建设兵团",
            "甘肃省",
            "上海市",
        ]
    } else {
        [
            "Guangdong",
            "Zhejiang",
            "Sichuan",
            "Ningxia Hui Autonomous Region",
            "Hainan",
            "Tibet",
            "Qinghai",
            "Xinjiang Production and Construction Corps",
            "Gansu",
            "Shanghai",
        ]
    };
    let points = [
        at(1_840.0),
        SeriesPoint { status: Status::P, ..at(1_320.0) },
        within(
            LAST,
            &last,
            Bounds::half_open(900.0, 1_000.0).unwrap(),
            if chinese { "900多" } else { "over 900" },
        ),
        at(-210.0),
        at(0.0),
        SeriesPoint { status: Status::Q, ..missing(LAST, &last) },
        SeriesPoint { status: Status::O, ..missing(LAST, &last) },
        within(
            LAST,
            &last,
            Bounds::at_least(500.0).unwrap(),
            if chinese { "500以上" } else { "500 or more" },
        ),
        SeriesPoint { status: Status::F, ..at(420.0) },
        point(date(2016, 12, 31), &year(2016), 1_105.0),
    ];
    let all = names.iter().zip(points).map(|(name, point)| series(name, vec![point]));
    Chart::Series(chart(form, language, if chinese { "个" } else { "agencies" }, all.collect(), width))
}

/// Rows of four years: plain, with a break, with another definition, rough at an end, without the first year, falling, without any figure.
pub(crate) fn years(form: SeriesForm, language: Language, width: f64) -> Chart {
    let chinese = language == Language::Chinese;
    let label = |year: i16| if chinese { format!("{year}年") } else { year.to_string() };
    let at = |year: i16, value: f64| point(date(year, 12, 31), &label(year), value);
    let rough = |year: i16, lower: f64, upper: f64| {
        let printed = if chinese { format!("{lower}多") } else { format!("over {lower}") };
        within(date(year, 12, 31), &label(year), Bounds::half_open(lower, upper).unwrap(), &printed)
    };
    let gap = |year: i16| SeriesPoint { status: Status::O, ..missing(date(year, 12, 31), &label(year)) };
    let names = if chinese {
        ["省级", "地级", "县级", "行业协会", "基金会", "志愿服务组织", "学会", "联合会"]
    } else {
        [
            "Provincial",
            "Prefecture",
            "County",
            "Industry associations",
            "Foundations",
            "Volunteer organisations",
            "Learned societies",
            "Federations",
        ]
    };
    let points = [
        vec![at(2015, 240.0), at(2016, 260.0), at(2017, 310.0), at(2018, 420.0)],
        vec![
            at(2015, 500.0),
            at(2016, 520.0),
            SeriesPoint { link: Link::Break(Status::B), status: Status::B, ..at(2017, 900.0) },
            at(2018, 960.0),
        ],
        vec![at(2015, 860.0), at(2016, 800.0), at(2017, 700.0), at(2018, 655.0)],
        vec![rough(2015, 300.0, 400.0), at(2016, 410.0), at(2017, 500.0), at(2018, 530.0)],
        vec![
            gap(2015),
            at(2016, 90.0),
            at(2017, 120.0),
            SeriesPoint { status: Status::P, ..at(2018, 150.0) },
        ],
        vec![at(2015, 200.0), at(2016, 200.0), at(2017, 200.0), at(2018, 200.0)],
        vec![at(2015, 60.0), gap(2016), at(2017, -10.0), at(2018, -45.0)],
        vec![gap(2015), gap(2016), gap(2017), gap(2018)],
    ];
    let all = names.iter().zip(points).map(|(name, points)| series(name, points));
    Chart::Series(chart(form, language, if chinese { "个" } else { "organisations" }, all.collect(), width))
}

/// Areas with three members each, of one year.
pub(crate) fn parts(width: f64) -> Chart {
    let mut all = Vec::new();
    for (area, values) in [
        ("北京市", [120.0, 340.0, 90.0]),
        ("上海市", [150.0, 410.0, 60.0]),
        ("广东省", [610.0, 940.0, 200.0]),
    ] {
        for (part, value) in ["社会团体", "民办非企业单位", "基金会"].into_iter().zip(values) {
            let name = format!("{area} {part}");
            let (group, part) = (area.to_owned(), part.to_owned());
            all.push(ChartSeries { group, part, ..series(&name, vec![point(LAST, "2018年", value)]) });
        }
    }
    Chart::Series(chart(SeriesForm::GroupedBars, Language::Chinese, "个", all, width))
}

/// Three tiers and their total over four years, of which the second lacks a part.
pub(crate) fn whole(form: SeriesForm, language: Language, width: f64) -> Chart {
    let chinese = language == Language::Chinese;
    let label = |year: i16| if chinese { format!("{year}年") } else { year.to_string() };
    let at = |year: i16, value: f64| point(date(year, 12, 31), &label(year), value);
    let names = if chinese {
        ["省级", "地级", "县级", "合计"]
    } else {
        ["Provincial organisations", "Prefecture organisations", "County organisations", "Total"]
    };
    let [one, two, three, total] = names;
    let all = vec![
        series(one, vec![at(2015, 24.0), at(2016, 27.0), at(2017, 30.0), at(2018, 28.0)]),
        series(
            two,
            vec![at(2015, 97.0), missing(date(2016, 12, 31), &label(2016)), at(2017, 129.0), at(2018, 150.0)],
        ),
        series(
            three,
            vec![
                at(2015, 168.0),
                at(2016, 200.0),
                SeriesPoint { status: Status::P, ..at(2017, 296.0) },
                at(2018, 340.0),
            ],
        ),
    ];
    let sums = vec![at(2015, 289.0), at(2016, 330.0), at(2017, 455.0), at(2018, 518.0)];
    let unit = if chinese { "个" } else { "organisations" };
    let total = Some(series(total, sums));
    Chart::Series(SeriesChart { total, ..chart(form, language, unit, all, width) })
}

fn with(chart: Chart, change: impl Fn(&mut SeriesChart)) -> Chart {
    let Chart::Series(mut chart) = chart else { unreachable!("a chart of series") };
    change(&mut chart);
    Chart::Series(chart)
}

/// So many rows of falling value, one of them highlighted.
pub(crate) fn many(form: SeriesForm, count: usize, width: f64) -> Chart {
    let all = (0..count).map(|index| {
        let value = (3_000.0 / (index + 1) as f64).round();
        let name = format!("地区{}", index + 1);
        let emphasis = if index == 7 { Emphasis::Highlighted } else { Emphasis::Muted };
        ChartSeries { emphasis, ..series(&name, vec![point(LAST, "2018年", value)]) }
    });
    Chart::Series(chart(form, Language::Chinese, "个", all.collect(), width))
}

/// Values over twelve orders of magnitude, and names that no row can hold.
pub(crate) fn wide(form: SeriesForm, width: f64) -> Chart {
    let all = (0..12_i32).map(|index| {
        let name = format!("The association of the {index}th tier of organisations with an exceptionally long registered name");
        series(&name, vec![point(LAST, "2018", 10_f64.powi(index))])
    });
    Chart::Series(chart(form, Language::English, "yuan", all.collect(), width))
}

/// Every sample of forms with rows, with its name.
pub(crate) fn all() -> Vec<(&'static str, Chart)> {
    use SeriesForm::{Bars, Contributions, DotStrip, Dumbbell, GroupedBars, StackedBars};
    let (chinese, english) = (Language::Chinese, Language::English);
    vec![
        ("bars.zh-CN", mixed(Bars, chinese, 1200.0)),
        ("bars-half.en", mixed(Bars, english, 600.0)),
        ("bars-narrow.en", mixed(Bars, english, 480.0)),
        ("bars-60.zh-CN", many(Bars, 60, 1200.0)),
        ("bars-1.zh-CN", many(Bars, 1, 600.0)),
        ("bars-wide.en", wide(Bars, 1200.0)),
        ("grouped.zh-CN", years(GroupedBars, chinese, 1200.0)),
        ("grouped-narrow.en", years(GroupedBars, english, 480.0)),
        ("grouped-parts.zh-CN", parts(900.0)),
        ("dumbbell.zh-CN", years(Dumbbell, chinese, 1200.0)),
        ("dumbbell-half.en", years(Dumbbell, english, 600.0)),
        (
            "dumbbell-change.en",
            with(years(Dumbbell, english, 1200.0), |chart| chart.order = RowOrder::Change),
        ),
        ("stacked.zh-CN", whole(StackedBars, chinese, 1200.0)),
        ("stacked-narrow.en", whole(StackedBars, english, 480.0)),
        ("contributions.zh-CN", whole(Contributions, chinese, 1200.0)),
        ("contributions-narrow.en", whole(Contributions, english, 480.0)),
        ("dots.zh-CN", with(mixed(DotStrip, chinese, 1200.0), |chart| chart.ranks = true)),
        ("dots-narrow.en", mixed(DotStrip, english, 480.0)),
        ("dots-60.zh-CN", with(many(DotStrip, 64, 600.0), |chart| chart.ranks = true)),
    ]
}
