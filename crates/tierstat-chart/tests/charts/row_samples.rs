//! Charts with a row for each thing that the tests lay out: typical ones and ones with something odd.

use crate::samples::{missing, point, series, text, within};
use jiff::civil::{Date, date};
use tierstat_chart::{Chart, ChartSeries, ChartSize, Emphasis, SeriesChart, SeriesForm, SeriesPoint};
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
    use SeriesForm::Bars;
    let (chinese, english) = (Language::Chinese, Language::English);
    vec![
        ("bars.zh-CN", mixed(Bars, chinese, 1200.0)),
        ("bars-half.en", mixed(Bars, english, 600.0)),
        ("bars-narrow.en", mixed(Bars, english, 480.0)),
        ("bars-60.zh-CN", many(Bars, 60, 1200.0)),
        ("bars-1.zh-CN", many(Bars, 1, 600.0)),
        ("bars-wide.en", wide(Bars, 1200.0)),
    ]
}
