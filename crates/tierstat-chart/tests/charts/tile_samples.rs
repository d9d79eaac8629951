//! Tile grids that the tests lay out and draw: a board of 34 areas with what can happen to their figures.

use crate::samples::{missing, point, series, text, within};
use jiff::civil::{Date, date};
use tierstat_chart::{
    Chart, ChartSeries, ChartSize, ChartTile, Link, SeriesChart, SeriesForm, SeriesPoint, TileBoard, TileOf,
    TileShow,
};
use tierstat_model::{Bounds, Language, Status};

/// Row, column, the name in both languages, its label, and a number of the size that such areas have.
pub(crate) const BOARD: [(u16, u16, &str, &str, &str, f64); 34] = [
    (2, 5, "北京", "Beijing", "BJ", 7.4),
    (3, 6, "天津", "Tianjin", "TJ", 1.9),
    (3, 5, "河北", "Hebei", "HE", 2.6),
    (4, 4, "山西", "Shanxi", "SX", 1.4),
    (3, 4, "内蒙古", "Inner Mongolia", "NM", 1.2),
    (2, 6, "辽宁", "Liaoning", "LN", 2.1),
    (2, 7, "吉林", "Jilin", "JL", 1.3),
    (1, 7, "黑龙江", "Heilongjiang", "HL", 0.98),
    (5, 7, "上海", "Shanghai", "SH", 4.1),
    (4, 7, "江苏", "Jiangsu", "JS", 12.7),
    (5, 6, "浙江", "Zhejiang", "ZJ", 9.6),
    (5, 5, "安徽", "Anhui", "AH", 3.2),
    (6, 6, "福建", "Fujian", "FJ", 2.9),
    (6, 5, "江西", "Jiangxi", "JX", 1.1),
    (4, 6, "山东", "Shandong", "SD", 6.3),
    (4, 5, "河南", "Henan", "HA", 2.2),
    (5, 4, "湖北", "Hubei", "HB", 2.8),
    (6, 4, "湖南", "Hunan", "HN", 2.4),
    (7, 4, "广东", "Guangdong", "GD", 15.2),
    (7, 3, "广西", "Guangxi", "GX", 1.0),
    (8, 3, "海南", "Hainan", "HI", 0.31),
    (5, 3, "重庆", "Chongqing", "CQ", 2.0),
    (5, 2, "四川", "Sichuan", "SC", 4.4),
    (6, 3, "贵州", "Guizhou", "GZ", 0.84),
    (7, 2, "云南", "Yunnan", "YN", 1.6),
    (4, 1, "西藏", "Tibet", "XZ", 0.02),
    (4, 3, "陕西", "Shaanxi", "SN", 1.7),
    (3, 2, "甘肃", "Gansu", "GS", 0.66),
    (4, 2, "青海", "Qinghai", "QH", 0.14),
    (3, 3, "宁夏", "Ningxia", "NX", 0.29),
    (3, 1, "新疆", "Xinjiang", "XJ", 0.71),
    (7, 6, "台湾", "Taiwan", "TW", 0.0),
    (7, 5, "香港", "Hong Kong", "HK", 2.5),
    (8, 4, "澳门", "Macao", "MO", 0.05),
];

const LAST: Date = date(2018, 12, 31);

fn label(year: i16, language: Language) -> String {
    if language == Language::Chinese { format!("{year}年") } else { year.to_string() }
}

/// The figures of one area over years, the last of them as it is; some have gaps, breaks, signs, other years or nothing.
fn figures(place: usize, last: f64, language: Language, years: i16) -> Vec<SeriesPoint> {
    let at = |year: i16| date(year, 12, 31);
    let mut points: Vec<SeriesPoint> = (2019 - years..=2018)
        .map(|year| {
            let age = f64::from(2018 - year);
            let wave = ((place as f64) * 1.3 + age).sin() * 0.04;
            let value = last * 1e4 * (0.86_f64.powf(age) + if age > 0.0 { wave } else { 0.0 });
            let value = value.max(0.0).round();
            let mark_text =
                format!("{:.2}", value / 1e4).trim_end_matches('0').trim_end_matches('.').to_owned();
            SeriesPoint { mark_text, ..point(at(year), &label(year, language), value) }
        })
        .collect();
    let last = label(2018, language);
    let Some(end) = points.last_mut() else { return points };
    match place {
        3 => {
            *end = within(LAST, &last, Bounds::half_open(14_000.0, 15_000.0).unwrap(), "1.4万多");
            end.mark_text = "1.4".to_owned();
        }
        19 => {
            *end = within(LAST, &last, Bounds::at_least(10_000.0).unwrap(), "1万以上");
            end.mark_text = "1".to_owned();
        }
        4 => end.status = Status::P,
        9 => end.status = Status::E,
        25 => *end = SeriesPoint { status: Status::Q, printed: "…".to_owned(), ..missing(LAST, &last) },
        31 => points = vec![SeriesPoint { status: Status::O, ..missing(LAST, &last) }],
        33 => points.truncate(points.len() - 1),
        7 if points.len() > 2 => points[1] = missing(points[1].day(), &points[1].label.clone()),
        18 if points.len() > 2 => points[2].link = Link::Break(Status::B),
        _ => {}
    }
    points
}

/// The board with everything that can happen; two areas are not in the survey.
pub(crate) fn board(language: Language, show: TileShow, width: f64, years: i16) -> Chart {
    let chinese = language == Language::Chinese;
    let (mut all, mut tiles): (Vec<ChartSeries>, Vec<ChartTile>) = (Vec::new(), Vec::new());
    for (place, (row, column, zh, en, short, last)) in BOARD.into_iter().enumerate() {
        let name = if chinese { zh } else { en };
        let of = if matches!(place, 28 | 32) {
            TileOf::Outside
        } else {
            all.push(series(name, figures(place, last, language, years)));
            TileOf::Series(all.len() - 1)
        };
        tiles.push(ChartTile { of, name: name.to_owned(), label: short.to_owned(), row, column });
    }
    let name = if chinese { "全国" } else { "China" };
    tiles.push(ChartTile {
        of: TileOf::Total,
        name: name.to_owned(),
        label: String::new(),
        row: 1,
        column: 1,
    });
    let total = Some(series(name, figures(0, 103.5, language, years)));
    let text = if chinese {
        text(language, "三成以上的持证社工在广东、江苏和浙江", "持证社会工作者，按地区，万人", None)
    } else {
        text(
            language,
            "A third of all licensed social workers are in Guangdong, Jiangsu and Zhejiang",
            "Licensed social workers by area, ten thousand persons",
            None,
        )
    };
    let unit = if chinese { "万人" } else { "ten thousand persons" };
    Chart::Series(SeriesChart {
        form: SeriesForm::TileGrid,
        text,
        unit: unit.to_owned(),
        unit_size: 1e4,
        size: ChartSize::of_width(width),
        board: Box::new(TileBoard {
            tiles,
            show,
            without_tile: vec![if chinese { "新疆兵团" } else { "Xinjiang Corps" }.to_owned()],
        }),
        total,
        ..SeriesChart::of(language, all)
    })
}

/// Changes, some of them below zero, one of them none, one that cannot be told.
pub(crate) fn changes(language: Language, width: f64) -> Chart {
    let Chart::Series(mut chart) = board(language, TileShow::Change, width, 1) else { unreachable!() };
    let last = label(2018, language);
    for (place, series) in chart.series.iter_mut().enumerate() {
        let change = ((place as f64 * 37.0) % 61.0 - 14.0) / 100.0 + place as f64 * 0.001;
        let change = if place == 6 { 0.0 } else { (change * 1000.0).round() / 1000.0 };
        let text = format!("{:+.1}", change * 100.0).replace('-', "−").replace("+0.0", "0");
        series.points =
            vec![SeriesPoint { mark_text: text.clone(), printed: text + "%", ..point(LAST, &last, change) }];
        if place == 18 {
            series.points = vec![SeriesPoint { status: Status::B, ..missing(LAST, &last) }];
        }
    }
    (chart.unit, chart.unit_size, chart.total) = ("%".to_owned(), 0.01, None);
    chart.board.tiles.retain(|tile| tile.of != TileOf::Total);
    Chart::Series(chart)
}

pub(crate) fn all() -> Vec<(&'static str, Chart)> {
    let (chinese, english) = (Language::Chinese, Language::English);
    vec![
        ("tiles.zh-CN", board(chinese, TileShow::Value, 1200.0, 1)),
        ("tiles.en", board(english, TileShow::Value, 1200.0, 2)),
        ("tiles-narrow.zh-CN", board(chinese, TileShow::Value, 400.0, 2)),
        ("tiles-narrow.en", board(english, TileShow::Value, 400.0, 2)),
        ("tiles-change.zh-CN", changes(chinese, 1200.0)),
        ("tiles-change-narrow.en", changes(english, 400.0)),
        ("tiles-lines.zh-CN", board(chinese, TileShow::Sparkline, 1200.0, 8)),
        ("tiles-lines.en", board(english, TileShow::Sparkline, 600.0, 8)),
        ("tiles-lines-narrow.zh-CN", board(chinese, TileShow::Sparkline, 400.0, 8)),
        ("tiles-lines-narrow.en", board(english, TileShow::Sparkline, 400.0, 8)),
    ]
}
