//! Charts that the tests lay out and draw: the typical ones, and the ones with something odd.

use jiff::civil::{Date, date};
use tierstat_chart::{
    Chart, ChartSeries, ChartSize, ChartText, CoverageBar, CoverageBarKind, CoverageChart, NamedEnd,
    SeriesChart, SeriesPoint,
};
use tierstat_model::{Bounds, Language, Period, Status};

pub(crate) fn text(language: Language, title: &str, subtitle: &str, note: Option<&str>) -> ChartText {
    let source = match language {
        Language::Chinese => "公益时报，2015年第32期；中国社会工作联合会，2016年",
        Language::English => "Gongyi Times, 2015, no. 32; China Association of Social Work, 2016",
    };
    ChartText {
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        source: source.to_owned(),
        note: note.map(str::to_owned),
        description: String::new(),
    }
}

pub(crate) fn point(day: Date, label: &str, value: f64) -> SeriesPoint {
    SeriesPoint {
        bounds: Bounds::point(value).ok(),
        value: Some(value),
        printed: format!("{value}"),
        mark_text: format!("{value}"),
        ..SeriesPoint::empty(Period::Day(day), label.to_owned())
    }
}

pub(crate) fn missing(day: Date, label: &str) -> SeriesPoint {
    SeriesPoint::empty(Period::Day(day), label.to_owned())
}

pub(crate) fn within(day: Date, label: &str, bounds: Bounds, printed: &str) -> SeriesPoint {
    SeriesPoint {
        bounds: Some(bounds),
        value: None,
        named: NamedEnd::Lower,
        printed: printed.to_owned(),
        mark_text: printed.to_owned(),
        ..point(day, label, 0.0)
    }
}

pub(crate) fn series(name: &str, points: Vec<SeriesPoint>) -> ChartSeries {
    ChartSeries::new(name.to_owned(), points)
}

pub(crate) fn line(
    language: Language,
    text: ChartText,
    unit: &str,
    series: Vec<ChartSeries>,
    width: f64,
) -> Chart {
    let size = ChartSize::of_width(width);
    Chart::Series(SeriesChart { text, unit: unit.to_owned(), size, ..SeriesChart::of(language, series) })
}

pub(crate) fn row(
    group: &str,
    name: &str,
    detail: &str,
    covered: f64,
    units: f64,
    label: &str,
) -> CoverageBar {
    CoverageBar {
        kind: CoverageBarKind::Covered,
        name: name.to_owned(),
        detail: detail.to_owned(),
        covered: Bounds::point(covered).unwrap(),
        units: Bounds::point(units).unwrap(),
        label: label.to_owned(),
        origin: String::new(),
        group: Some(group.to_owned()).filter(|group| !group.is_empty()),
    }
}

const JUNE: Date = date(2015, 6, 30);
const DECEMBER: Date = date(2015, 12, 31);

/// Three tiers at two days half a year apart.
pub(crate) fn tiers(language: Language, width: f64) -> Chart {
    let chinese = language == Language::Chinese;
    let (june, december) =
        if chinese { ("2015年6月", "2015年12月") } else { ("June 2015", "December 2015") };
    let names = if chinese { ["省级", "地级", "县级"] } else { ["Provincial", "Prefecture", "County"] };
    let values = [(24.0, 30.0), (97.0, 129.0), (168.0, 296.0)];
    let series = names.iter().zip(values).map(|(name, (first, last))| {
        series(name, vec![point(JUNE, june, first), point(DECEMBER, december, last)])
    });
    let text = if chinese {
        text(
            language,
            "各级行业组织由289家增至455家，新增的多半在县级",
            "社会工作行业组织数，按登记层级，个",
            None,
        )
    } else {
        text(
            language,
            "Organisations grew from 289 to 455, and most of the new ones are county organisations",
            "Social work industry organisations by tier of registration, number",
            None,
        )
    };
    line(language, text, if chinese { "个" } else { "organisations" }, series.collect(), width)
}

/// One series with two close periods, a gap and two years.
pub(crate) fn total(width: f64) -> Chart {
    let points = vec![
        point(JUNE, "2015年6月", 289.0),
        point(DECEMBER, "2015年12月", 455.0),
        missing(date(2016, 12, 31), "2016年"),
        point(date(2017, 12, 31), "2017年", 750.0),
        SeriesPoint { status: Status::P, ..point(date(2018, 12, 31), "2018年", 867.0) },
    ];
    let text = text(Language::Chinese, "行业组织三年半增至三倍", "社会工作行业组织数，各级合计，个", None);
    line(Language::Chinese, text, "个", vec![series("合计", points)], width)
}

/// Agencies: known only within bounds at first.
pub(crate) fn agencies(width: f64) -> Chart {
    let points = vec![
        within(JUNE, "2015年6月", Bounds::half_open(3500.0, 3600.0).unwrap(), "3500多"),
        point(DECEMBER, "2015年12月", 4686.0),
        within(date(2016, 12, 31), "2016年", Bounds::half_open(6000.0, 7000.0).unwrap(), "6000余"),
        within(date(2017, 12, 31), "2017年", Bounds::at_least(7500.0).unwrap(), "7500以上"),
        point(date(2018, 12, 31), "2018年", 9793.0),
    ];
    let text = text(
        Language::Chinese,
        "民办社会工作服务机构在三年半中由3500多家增至近万家，年末数多为约数",
        "民办社会工作服务机构数，全国，个",
        Some("年末数由各省上报汇总。"),
    );
    line(Language::Chinese, text, "个", vec![series("民办社会工作服务机构", points)], width)
}

/// Six series over ten years, close at the end, long names.
pub(crate) fn ten_years(language: Language, width: f64) -> Chart {
    let names = [
        "North China and the adjoining autonomous region",
        "Northeast",
        "East China",
        "Central and South",
        "Southwest",
        "Northwest",
    ];
    let all = names.iter().enumerate().map(|(index, name)| {
        let points = (2009..=2018_i16).map(|year| {
            let age = f64::from(year - 2009);
            let value = (100.0 + age * age * 9.0 + index as f64 * 40.0 * (1.0 - age / 9.5)).round();
            point(date(year, 12, 31), &year.to_string(), value)
        });
        series(name, points.collect())
    });
    let text = text(
        language,
        "All six regions have grown, and the distance between them has almost gone",
        "Service agencies by region, number at the end of the year",
        None,
    );
    line(language, text, "agencies", all.collect(), width)
}

/// Single figures.
pub(crate) fn one_day(width: f64) -> Chart {
    let all = [("省级", 24.0), ("地级", 97.0), ("县级", 168.0)]
        .map(|(name, value)| series(name, vec![point(JUNE, "2015年6月", value)]));
    let text = text(Language::Chinese, "县级组织最多", "社会工作行业组织数，按登记层级，个", None);
    line(Language::Chinese, text, "个", all.to_vec(), width)
}

/// Two tiers of the nation and one of a province.
pub(crate) fn coverage(language: Language, width: f64) -> Chart {
    let size = ChartSize::of_width(width);
    let chart = if language == Language::Chinese {
        let rows = vec![
            row("全国", "地级", "2015年6月", 97.0, 333.0, "97 / 333 = 29.1%"),
            row("全国", "地级", "2015年12月", 129.0, 334.0, "129 / 334 = 38.6%"),
            row("全国", "县级", "2015年6月", 168.0, 2853.0, "168 / 2,853 = 5.9%"),
            row("全国", "县级", "2015年12月", 296.0, 2850.0, "296 / 2,850 = 10.4%"),
            row("广东省", "地级", "2015年6月", 14.0, 21.0, "14 / 21 = 66.7%"),
        ];
        let text = text(
            language,
            "38.6%的地级区划已有行业组织，县级只有一成",
            "有社会工作行业组织的行政区划占同级行政区划的比重",
            None,
        );
        CoverageChart { language, text, rows, left_out: Vec::new(), size }
    } else {
        let rows = vec![
            row("China", "Prefectures", "June 2015", 97.0, 333.0, "97 / 333 = 29.1 %"),
            row("China", "Prefectures", "December 2015", 129.0, 334.0, "129 / 334 = 38.6 %"),
            row("China", "Counties", "June 2015", 168.0, 2853.0, "168 / 2,853 = 5.9 %"),
            CoverageBar {
                kind: CoverageBarKind::Covered,
                covered: Bounds::half_open(300.0, 400.0).unwrap(),
                ..row("China", "Counties", "December 2015", 0.0, 2850.0, "300+ / 2,850 = 10.5–14.0 %")
            },
            row("Guangdong", "Prefectures", "June 2015", 14.0, 21.0, "14 / 21 = 66.7 %"),
        ];
        let text = text(
            language,
            "38.6 % of China’s prefectures have an industry organisation, but only one county in ten",
            "Share of the administrative divisions of a tier that have a social work industry organisation",
            None,
        );
        CoverageChart { language, text, rows, left_out: Vec::new(), size }
    };
    Chart::Coverage(chart)
}

/// Two tiers with what is planned of them: for the end of 2018, and for a day that has passed.
pub(crate) fn coverage_towards_targets(language: Language, width: f64) -> Chart {
    let Chart::Coverage(mut chart) = coverage(language, width) else { panic!("a coverage chart") };
    let chinese = language == Language::Chinese;
    let say = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
    let target = |place: usize, detail: String, covered: f64, label: &str, kind| CoverageBar {
        detail,
        covered: Bounds::point(covered).unwrap(),
        label: label.to_owned(),
        kind,
        ..chart.rows[place].clone()
    };
    let later = say("目标（2018年底）", "target (end of 2018)");
    let past = say("目标（2014年底）", "target (end of 2014)");
    let rows = [
        target(1, later, 300.0, "300 / 334 = 89.8%", CoverageBarKind::TargetAhead),
        target(3, past, 800.0, "800 / 2,850 = 28.1%", CoverageBarKind::Target),
    ];
    let [prefectures, counties] = rows;
    chart.rows.insert(4, counties);
    chart.rows.insert(2, prefectures);
    Chart::Coverage(chart)
}

/// Every sample with its name.
pub(crate) fn all() -> Vec<(&'static str, Chart)> {
    let mut all = vec![
        ("tiers.zh-CN", tiers(Language::Chinese, 1200.0)),
        ("tiers.en", tiers(Language::English, 1200.0)),
        ("tiers-half.zh-CN", tiers(Language::Chinese, 600.0)),
        ("tiers-half.en", tiers(Language::English, 600.0)),
        ("gap-and-provisional.zh-CN", total(1200.0)),
        ("bounds.zh-CN", agencies(1200.0)),
        ("bounds-half.zh-CN", agencies(600.0)),
        ("ten-years-six-series.en", ten_years(Language::English, 1200.0)),
        ("ten-years-six-series-half.en", ten_years(Language::English, 600.0)),
        ("one-day.zh-CN", one_day(1200.0)),
        ("coverage.zh-CN", coverage(Language::Chinese, 1200.0)),
        ("coverage.en", coverage(Language::English, 1200.0)),
        ("coverage-half.en", coverage(Language::English, 600.0)),
        ("coverage-targets.zh-CN", coverage_towards_targets(Language::Chinese, 1200.0)),
        ("coverage-targets-half.en", coverage_towards_targets(Language::English, 600.0)),
    ];
    all.extend(crate::over_time::all());
    all.extend(crate::row_samples::all());
    all
}

/// As many series as can be told apart, forty years each: what makes a drawing large.
pub(crate) fn forty_years(language: Language, width: f64) -> Chart {
    let all = (0..6_i16).map(|index| {
        let points = (1979..=2018_i16).map(|year| {
            let age = f64::from(year - 1979);
            let value =
                (1000.0 + age * 311.0 + f64::from(index) * 2900.0 + (age * 1.7).sin() * 800.0).round();
            point(date(year, 12, 31), &format!("{year}年"), value)
        });
        series(&format!("第{}区", index + 1), points.collect())
    });
    let text = text(language, "六区四十年来都在增长", "社会工作行业组织数，按区，个", None);
    line(language, text, "个", all.collect(), width)
}
