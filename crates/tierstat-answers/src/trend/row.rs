//! The row of a trend: every number for programs, a few readable cells for people.

use super::SeriesTrend;
use super::explained::said_time;
use crate::row::{Field, Row, Voice};
use tierstat_model::{Bounds, Language, Localized, Ratio};
use tierstat_numerics::breaks::TrendScale;
use tierstat_numerics::outlier::OutlierKind;
use tierstat_numerics::trend::GrowthTrend;
use tierstat_words as words;

/// Below this probability a trend or a break is said to be there.
const LEVEL: f64 = 0.05;

impl Row for SeriesTrend {
    fn fields() -> Vec<Field<Self>> {
        let programs = |name: &'static str, take: fn(&Self) -> Option<f64>| {
            Field::computed(name, ["", ""], take).for_programs()
        };
        let counted = |name: &'static str, take: fn(&Self) -> Option<usize>| {
            Field::how_many(name, ["", ""], take).for_programs()
        };
        vec![
            Field::series(|row: &Self| &row.of),
            Field::words("points", ["点数", "points"], points),
            Field::words("growth", ["年均增长率（95%区间）", "growth a year (95%)"], growth),
            Field::words("slope", ["每年稳健增减（95%区间）", "robust slope a year (95%)"], slope),
            Field::code("test", ["趋势检验", "trend test"], |_| "", test).for_people(),
            Field::code("break", ["断点检验", "break test"], |_| "", change).for_people(),
            Field::code("outlier", ["异常值", "outliers"], |_| "", outliers).for_people(),
            counted("points_used", |row| Some(row.known.len())),
            counted("points_bounded", |row| Some(row.bounded())),
            counted("points_left_out", |row| Some(row.left_out.len())),
            Field::text("growth_method", ["", ""], |row: &Self| row.growth_method().to_owned())
                .for_programs(),
            programs("growth_rate", |row| row.rates()[0]),
            programs("growth_rate_lower95", |row| row.rates()[1]),
            programs("growth_rate_upper95", |row| row.rates()[2]),
            programs("theil_sen_slope", |row| row.slope.map(|slope| slope.slope)),
            programs("theil_sen_lower95", |row| Some(row.slope?.interval?.0)),
            programs("theil_sen_upper95", |row| Some(row.slope?.interval?.1)),
            programs("siegel_slope", |row| row.siegel),
            programs("mann_kendall_tau", |row| Some(row.test.as_ref()?.tau)),
            programs("mann_kendall_probability", |row| Some(row.test.as_ref()?.probability)),
            Field::time("break_period", ["", ""], |row: &Self| row.time(row.change.as_ref()?.place()))
                .for_programs(),
            programs("break_statistic", |row| Some(row.change.as_ref()?.test.statistic)),
            programs("break_probability", |row| Some(row.change.as_ref()?.test.probability)),
            Field::code("break_scale", ["", ""], |row: &Self| row.scale(), |_| Localized::default())
                .for_programs(),
            Field::codes("outliers", Self::outlier_codes),
            Field::codes("refused", Self::refusal_codes),
            Field::code("note", ["说明", "note"], |_| "", note).for_people(),
            Field::explanation(|row, voice| Some(row.explanation(voice))),
        ]
    }
}

impl SeriesTrend {
    /// The rate, and the ends of its interval or of what the bounds allow.
    fn rates(&self) -> [Option<f64>; 3] {
        match &self.growth {
            None => [None; 3],
            Some(GrowthTrend::Fitted { rate, interval, .. }) => {
                [Some(*rate), interval.0.lower_value(), interval.0.upper_value()]
            }
            Some(GrowthTrend::Inside { rates, .. }) => [None, rates.0.lower_value(), rates.0.upper_value()],
        }
    }

    /// What the line goes through at which a break is looked for; empty where none is.
    fn scale(&self) -> &'static str {
        self.change.as_ref().map_or("", |change| match change.scale {
            TrendScale::Logarithm => "logarithm",
            TrendScale::Level => "level",
        })
    }

    fn outlier_codes(&self) -> Option<Vec<String>> {
        let outliers = self.outliers.as_ref()?.iter().filter_map(|outlier| {
            let kind = if outlier.kind == OutlierKind::Number { "number" } else { "level" };
            Some(format!("{} {kind}", self.time(outlier.place)?))
        });
        Some(outliers.collect())
    }

    fn refusal_codes(&self) -> Option<Vec<String>> {
        let all = self.refused.iter().flat_map(|refusal| {
            refusal.statistics.iter().map(move |statistic| format!("{statistic}:{}", refusal.code))
        });
        Some(all.collect())
    }
}

/// How many points, with what is not one.
fn points(row: &SeriesTrend, voice: &Voice<'_>) -> String {
    let (used, bounded, missing) = (row.known.len(), row.bounded(), row.left_out.len());
    let mut more = Vec::new();
    if bounded > 0 {
        more.push(Localized::new(format!("其中 {bounded} 个只知界限"), format!("{bounded} of them bounds")));
    }
    if missing > 0 {
        more.push(Localized::new(format!("另缺 {missing} 个"), format!("{missing} missing")));
    }
    if more.is_empty() {
        return used.to_string();
    }
    let more: Vec<&str> = more.iter().map(|part| part.get(voice.language)).collect();
    format!("{used} ({})", more.join(", "))
}

fn growth(row: &SeriesTrend, voice: &Voice<'_>) -> String {
    let language = voice.language;
    let said = |rates: &Ratio| words::ratio(rates, language);
    match &row.growth {
        None => String::new(),
        Some(GrowthTrend::Fitted { rate, interval, .. }) => {
            let rate = Bounds::point(*rate).map_or_else(|_| String::new(), |rate| said(&Ratio(rate)));
            format!("{rate} ({})", said(interval))
        }
        Some(GrowthTrend::Inside { rates, .. }) => said(rates),
    }
}

fn slope(row: &SeriesTrend, voice: &Voice<'_>) -> String {
    let Some(slope) = row.slope else { return String::new() };
    let to = if voice.language == Language::Chinese { "–" } else { " to " };
    match slope.interval {
        Some((lower, upper)) => format!("{} ({}{to}{})", short(slope.slope), short(lower), short(upper)),
        None => short(slope.slope),
    }
}

/// A number with four significant digits, as more would promise more than a short series holds.
fn short(value: f64) -> String {
    const SMALL: f64 = 1e-3;
    let rounded: f64 = format!("{value:.3e}").parse().unwrap_or(value);
    if rounded.abs() > 0.0 && rounded.abs() < SMALL { format!("{rounded:e}") } else { words::count(rounded) }
}

/// The words of both languages.
fn both(said: impl Fn(Language) -> String) -> Localized {
    Localized::new(said(Language::Chinese), said(Language::English))
}

fn test(row: &SeriesTrend) -> Localized {
    let Some(test) = &row.test else { return Localized::default() };
    let way = match (test.probability < LEVEL, test.score > 0) {
        (false, _) => Localized::new("不足认定", "none shown"),
        (true, true) => Localized::new("上升", "upward"),
        (true, false) => Localized::new("下降", "downward"),
    };
    both(|language| format!("{}, p {}", way.get(language), words::measure(test.probability)))
}

fn change(row: &SeriesTrend) -> Localized {
    let Some(change) = &row.change else { return Localized::default() };
    let unclear = Localized::new("不足认定", "none shown");
    both(|language| {
        let place = if change.test.probability < LEVEL {
            said_time(row.time(change.place()), language)
        } else {
            unclear.get(language).to_owned()
        };
        format!("{place}, p {}", words::measure(change.test.probability))
    })
}

fn outliers(row: &SeriesTrend) -> Localized {
    let Some(outliers) = &row.outliers else { return Localized::default() };
    if outliers.is_empty() {
        return Localized::new("无", "none");
    }
    both(|language| {
        let named = outliers.iter().map(|outlier| {
            let kind = match outlier.kind {
                OutlierKind::Number => Localized::new("数值", "number"),
                OutlierKind::Level => Localized::new("水平", "level"),
            };
            format!("{} ({})", said_time(row.time(outlier.place), language), kind.get(language))
        });
        named.collect::<Vec<_>>().join(", ")
    })
}

/// What cannot be said, and why; what only lacks points is said together.
fn note(row: &SeriesTrend) -> Localized {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    if matches!(row.growth, Some(GrowthTrend::Inside { .. })) {
        zh.push("界限太宽：区间内每个增长率都有直线穿过全部界限".to_owned());
        en.push("the bounds are so wide that every rate between the two ends fits all of them".to_owned());
    }
    let (mut lacking_zh, mut lacking_en) = (Vec::new(), Vec::new());
    for refusal in &row.refused {
        let names = refusal.names();
        match refusal.needed {
            Some(needed) => {
                lacking_zh.push(format!("{} ({needed})", names.zh));
                lacking_en.push(format!("{} ({needed})", names.en));
            }
            None => {
                zh.push(format!("{}：{}", names.zh, refusal.reason.zh));
                en.push(format!("{}: {}", names.en, refusal.reason.en));
            }
        }
    }
    if !lacking_zh.is_empty() {
        let count = row.exact();
        zh.push(format!("确定数值只有 {count} 个，不够（所需个数）：{}", lacking_zh.join("、")));
        en.push(format!("{count} exact points, too few for (needed) {}", lacking_en.join(", ")));
    }
    Localized::new(zh.join("; "), en.join("; "))
}
