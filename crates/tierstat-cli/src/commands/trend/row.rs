//! The row of a series: every number for machines, a few readable cells for people.

use super::series_trend::{Points, SeriesTrend};
use crate::output::Column;
use serde_json::{Value, json};
use tierstat_model::{Bounds, Language, Localized, Ratio};
use tierstat_numerics::breaks::TrendScale;
use tierstat_numerics::outlier::OutlierKind;
use tierstat_numerics::trend::GrowthTrend;
use tierstat_words as words;

/// Below this probability a trend or a break is said to be there.
const LEVEL: f64 = 0.05;

pub(super) fn columns(explain: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::text("series", "序列", "series"),
        Column::number("", "点数", "points").for_people(),
        Column::number("", "年均增长率（95%区间）", "growth a year (95 %)").for_people(),
        Column::number("", "每年稳健增减（95%区间）", "robust slope a year (95 %)").for_people(),
        Column::text("", "趋势检验", "trend test").for_people(),
        Column::text("", "断点检验", "break test").for_people(),
        Column::text("", "异常值", "outliers").for_people(),
    ];
    columns.extend(
        [
            "points_used",
            "points_bounded",
            "points_left_out",
            "growth_rate",
            "growth_rate_lower95",
            "growth_rate_upper95",
            "theil_sen_slope",
            "theil_sen_lower95",
            "theil_sen_upper95",
            "siegel_slope",
            "mann_kendall_tau",
            "mann_kendall_probability",
            "break_period",
            "break_statistic",
            "break_probability",
            "break_scale",
            "outliers",
        ]
        .map(Column::for_machines),
    );
    columns.push(Column::for_machines("note"));
    columns.push(Column::text("", "说明", "note").for_people());
    if explain {
        columns.push(Column::for_machines("explanation"));
    }
    columns
}

pub(super) fn row(name: &str, points: &Points, found: &SeriesTrend, language: Language) -> Vec<Value> {
    let mut row = vec![json!(name)];
    row.extend(for_people(points, found, language).map(|cell| json!(cell)));
    row.extend(for_machines(points, found));
    row.push(json!(note(points, found, language, false)));
    row.push(json!(note(points, found, language, true)));
    row
}

fn for_people(points: &Points, found: &SeriesTrend, language: Language) -> [String; 6] {
    let word = |zh: &str, en: &str| Localized::new(zh, en).get(language).to_owned();
    let ratio = |value: f64| {
        Bounds::point(value).map_or_else(|_| String::new(), |value| words::ratio(&Ratio(value), language))
    };
    let growth = match &found.growth {
        None => String::new(),
        Some(GrowthTrend::Fitted { rate, interval, .. }) => {
            format!("{} ({})", ratio(*rate), words::ratio(interval, language))
        }
        Some(GrowthTrend::Inside { rates, .. }) => words::ratio(rates, language),
    };
    let slope = found.slope.map_or_else(String::new, |slope| {
        let to = word("–", " to ");
        match slope.interval {
            Some((lower, upper)) => format!("{} ({}{to}{})", short(slope.slope), short(lower), short(upper)),
            None => short(slope.slope),
        }
    });
    let test = found.test.as_ref().map_or_else(String::new, |test| {
        let way = match (test.probability < LEVEL, test.score > 0) {
            (false, _) => word("不足认定", "none shown"),
            (true, true) => word("上升", "upward"),
            (true, false) => word("下降", "downward"),
        };
        format!("{way}, p {}", words::measure(test.probability))
    });
    let change = found.change.as_ref().map_or_else(String::new, |change| {
        let place = if change.test.probability < LEVEL {
            points.period(change.place(), language)
        } else {
            word("不足认定", "none shown")
        };
        format!("{place}, p {}", words::measure(change.test.probability))
    });
    let outliers = found.outliers.as_ref().map_or_else(String::new, |outliers| {
        if outliers.is_empty() {
            return word("无", "none");
        }
        let named = outliers.iter().map(|outlier| {
            let kind = match outlier.kind {
                OutlierKind::Number => word("数值", "number"),
                OutlierKind::Level => word("水平", "level"),
            };
            format!("{} ({kind})", points.period(outlier.place, language))
        });
        named.collect::<Vec<_>>().join(", ")
    });
    [count(points, language), growth, slope, test, change, outliers]
}

/// How many points, with what is not one.
fn count(points: &Points, language: Language) -> String {
    let mut more = Vec::new();
    if points.bounded > 0 {
        more.push(Localized::new(
            format!("其中 {} 个只知界限", points.bounded),
            format!("{} of them bounds", points.bounded),
        ));
    }
    if !points.left_out.is_empty() {
        let count = points.left_out.len();
        more.push(Localized::new(format!("另缺 {count} 个"), format!("{count} missing")));
    }
    let used = points.values.len() + points.bounded;
    if more.is_empty() {
        return used.to_string();
    }
    let more: Vec<&str> = more.iter().map(|part| part.get(language)).collect();
    format!("{used} ({})", more.join(", "))
}

/// A number with four significant digits, as more would promise more than a short series holds.
fn short(value: f64) -> String {
    const SMALL: f64 = 1e-3;
    let rounded: f64 = format!("{value:.3e}").parse().unwrap_or(value);
    if rounded.abs() > 0.0 && rounded.abs() < SMALL { format!("{rounded:e}") } else { words::count(rounded) }
}

fn for_machines(points: &Points, found: &SeriesTrend) -> [Value; 17] {
    let rates = match &found.growth {
        None => [None; 3],
        Some(GrowthTrend::Fitted { rate, interval, .. }) => {
            [Some(*rate), Some(interval.0.lower()), interval.0.upper_value()]
        }
        Some(GrowthTrend::Inside { rates, .. }) => [None, Some(rates.0.lower()), rates.0.upper_value()],
    };
    let change = found.change.as_ref();
    let outliers = found.outliers.as_ref().map(|outliers| {
        let named = outliers.iter().map(|outlier| {
            let kind = if outlier.kind == OutlierKind::Number { "number" } else { "level" };
            format!("{} {kind}", points.at.get(outlier.place).map_or_else(String::new, ToString::to_string))
        });
        named.collect::<Vec<_>>().join("; ")
    });
    [
        json!(points.values.len() + points.bounded),
        json!(points.bounded),
        json!(points.left_out.len()),
        json!(rates[0]),
        json!(rates[1]),
        json!(rates[2]),
        json!(found.slope.map(|slope| slope.slope)),
        json!(found.slope.and_then(|slope| slope.interval).map(|(lower, _)| lower)),
        json!(found.slope.and_then(|slope| slope.interval).map(|(_, upper)| upper)),
        json!(found.siegel),
        json!(found.test.as_ref().map(|test| test.tau)),
        json!(found.test.as_ref().map(|test| test.probability)),
        json!(change.and_then(|change| points.at.get(change.place())).map(ToString::to_string)),
        json!(change.map(|change| change.test.statistic)),
        json!(change.map(|change| change.test.probability)),
        json!(change.map(|change| match change.scale {
            TrendScale::Logarithm => "logarithm",
            TrendScale::Level => "level",
        })),
        json!(outliers),
    ]
}

/// What cannot be said, and why; in short, what only lacks points is said together.
fn note(points: &Points, found: &SeriesTrend, language: Language, is_short: bool) -> String {
    let (colon, joint) = match language {
        Language::Chinese => ("：", "、"),
        Language::English => (": ", ", "),
    };
    let mut notes = Vec::new();
    if matches!(found.growth, Some(GrowthTrend::Inside { .. })) {
        let note = Localized::new(
            "界限太宽：区间内每个增长率都有直线穿过全部界限",
            "the bounds are so wide that every rate between the two ends fits all of them",
        );
        notes.push(note.get(language).to_owned());
    }
    let joined =
        |names: &[Localized]| names.iter().map(|name| name.get(language)).collect::<Vec<_>>().join(joint);
    let mut lacking = Vec::new();
    for refusal in &found.refused {
        match refusal.needed.filter(|_| is_short) {
            Some(needed) => lacking.push(format!("{} ({needed})", joined(&refusal.names))),
            None => {
                notes.push(format!("{}{colon}{}", joined(&refusal.names), refusal.reason.get(language)));
            }
        }
    }
    if !lacking.is_empty() {
        let (count, lacking) = (points.values.len(), lacking.join(joint));
        notes.push(match language {
            Language::Chinese => format!("确定数值只有 {count} 个，不够（所需个数）：{lacking}"),
            Language::English => format!("{count} exact points, too few for (needed) {lacking}"),
        });
    }
    notes.join("; ")
}
