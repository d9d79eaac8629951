//! What a column takes from a row, and how people and programs read it.

use crate::breakdowns::part_name;
use crate::estimate::Estimate;
use crate::explanation::Explanation;
use crate::remark::Remark;
use crate::series_of::SeriesOf;
use crate::voice::Voice;
use serde_json::{Map, Value, json};
use tierstat_model::{
    AreaCode, Bounds, Breakdown, IndicatorId, Language, Localized, Period, PointChange, Ratio, SeriesTime,
    TierId,
};
use tierstat_words as words;

/// What a column takes from a row.
pub(crate) enum Fill<R> {
    Indicator(fn(&R) -> &IndicatorId),
    Area(fn(&R) -> &AreaCode),
    Tier(fn(&R) -> &TierId),
    Period(fn(&R) -> Option<Period>),
    Span(fn(&R) -> [Period; 2]),
    Code(fn(&R) -> &'static str, fn(&R) -> Localized),
    Count(fn(&R) -> Option<Bounds>),
    Index(fn(&R) -> Option<Bounds>),
    Ratio(fn(&R) -> Option<Ratio>),
    GrowthRate(fn(&R) -> Option<Ratio>),
    Points(fn(&R) -> Option<PointChange>),
    Effect(fn(&R) -> Option<f64>),
    Measure(fn(&R) -> Option<f64>),
    Coefficient(fn(&R) -> Option<Bounds>),
    Significant(fn(&R) -> Option<f64>),
    Places(fn(&R) -> Option<usize>),
    Computed(fn(&R) -> Option<f64>),
    Time(fn(&R) -> Option<SeriesTime>),
    Series(fn(&R) -> &SeriesOf),
    Text(fn(&R) -> String),
    TextOrNone(fn(&R) -> Option<String>),
    Told(fn(&R, &Voice<'_>) -> String),
    Said(fn(&R, &Voice<'_>) -> String),
    Codes(fn(&R) -> Option<Vec<String>>),
    Estimate(fn(&R) -> Option<Estimate>, fn(&R, &Voice<'_>) -> String),
    Remarks(fn(&R) -> Vec<Remark>),
    Explanation(fn(&R, &Voice<'_>) -> Option<Explanation>),
    Cell(usize, fn(&R, usize) -> String),
    Localized(fn(&R) -> Localized),
    Lines(fn(&R) -> Vec<String>, fn(&R, &Voice<'_>) -> Vec<String>),
    Named(fn(&R) -> Map<String, Value>, fn(&R, &Voice<'_>) -> String),
    Breakdown(fn(&R) -> Breakdown),
}

impl<R> Fill<R> {
    /// Whether people compare it digit by digit.
    pub(crate) fn is_number(&self) -> bool {
        matches!(
            self,
            Self::Count(_)
                | Self::Index(_)
                | Self::Ratio(_)
                | Self::GrowthRate(_)
                | Self::Points(_)
                | Self::Effect(_)
                | Self::Measure(_)
                | Self::Computed(_)
                | Self::Coefficient(_)
                | Self::Significant(_)
                | Self::Places(_)
                | Self::Said(_)
        )
    }

    /// What people read of a row where each thing has a line of its own.
    pub(crate) fn lines(&self, row: &R, voice: &Voice<'_>) -> Vec<String> {
        match self {
            Self::Lines(_, said) => said(row, voice),
            _ => Some(self.said(row, voice)).filter(|said| !said.is_empty()).into_iter().collect(),
        }
    }

    /// What people read of a row; empty where there is nothing.
    pub(crate) fn said(&self, row: &R, voice: &Voice<'_>) -> String {
        let Voice { lists, language } = *voice;
        match self {
            Self::Indicator(take) => words::indicator_name(lists, take(row), language),
            Self::Area(take) => words::area_name(lists, take(row), language),
            Self::Tier(take) => words::tier_name(lists, take(row), language),
            Self::Period(take) => {
                take(row).map_or_else(String::new, |period| words::period(period, language))
            }
            Self::Span(take) => take(row).map(|period| words::period(period, language)).join(" → "),
            Self::Code(_, said) => said(row).get(language).to_owned(),
            Self::Count(take) => {
                take(row).map_or_else(String::new, |bounds| words::bounds(&bounds, language))
            }
            Self::Index(take) => take(row).map_or_else(String::new, |index| words::index(&index, language)),
            Self::Ratio(take) => take(row).map_or_else(String::new, |ratio| words::ratio(&ratio, language)),
            Self::GrowthRate(take) => take(row)
                .map_or_else(String::new, |rate| words::ratio(&words::growth_limits(&rate), language)),
            Self::Points(take) => {
                take(row).map_or_else(String::new, |points| words::point_change(&points, language))
            }
            Self::Effect(take) => take(row).map_or_else(String::new, words::hundredths),
            Self::Measure(take) => take(row).map_or_else(String::new, words::measure),
            Self::Coefficient(take) => take(row).map_or_else(String::new, |bounds| {
                let lower = words::significant(bounds.lower());
                match bounds.upper_value().map(words::significant) {
                    Some(upper) if upper != lower => format!("{lower}–{upper}"),
                    _ => lower,
                }
            }),
            Self::Significant(take) => take(row).map_or_else(String::new, words::significant),
            Self::Places(take) => take(row).map_or_else(String::new, |count| count.to_string()),
            Self::Computed(take) => take(row).map_or_else(String::new, readable),
            Self::Time(take) => match take(row) {
                Some(SeriesTime::Period(period)) => words::period(period, language),
                Some(SeriesTime::Number(number)) => number.to_string(),
                None => String::new(),
            },
            Self::Series(take) => take(row).name(voice),
            Self::Estimate(_, said) | Self::Told(said) | Self::Said(said) => said(row, voice),
            Self::Codes(take) => take(row).unwrap_or_default().join("; "),
            Self::Text(take) => take(row),
            Self::TextOrNone(take) => take(row).unwrap_or_default(),
            Self::Remarks(take) => {
                let remarks = take(row);
                let said: Vec<String> =
                    remarks.iter().map(|remark| remark.said().get(language).to_owned()).collect();
                said.join(if language == Language::Chinese { "；" } else { "; " })
            }
            Self::Explanation(_) => String::new(),
            Self::Cell(place, take) => take(row, *place),
            Self::Localized(take) => take(row).get(language).to_owned(),
            Self::Lines(_, said) => said(row, voice).join("; "),
            Self::Named(_, said) => said(row, voice),
            Self::Breakdown(take) => part_name(lists, &take(row), language),
        }
    }

    /// The names of its columns for programs, under the name of the whole.
    pub(crate) fn columns(&self, name: &str) -> Vec<String> {
        let with = |endings: &[&str]| endings.iter().map(|ending| format!("{}{ending}", name)).collect();
        match self {
            Self::Count(_)
            | Self::Index(_)
            | Self::Ratio(_)
            | Self::GrowthRate(_)
            | Self::Points(_)
            | Self::Coefficient(_)
            | Self::Estimate(..) => with(&["", "_lower", "_upper"]),
            Self::Span(_) => with(&["_from", "_to"]),
            Self::Localized(_) => with(&["_zh", "_en"]),
            Self::Series(_) => ["series", "indicator", "area", "tier"].map(str::to_owned).to_vec(),
            _ => with(&[""]),
        }
    }

    /// What programs read of a row, one value for each column.
    pub(crate) fn values(&self, row: &R, voice: &Voice<'_>) -> Vec<Value> {
        let period = |period: Period| json!(period.to_string());
        match self {
            Self::Indicator(take) => vec![json!(take(row).0)],
            Self::Area(take) => vec![json!(take(row).0)],
            Self::Tier(take) => vec![json!(take(row).0)],
            Self::Period(take) => vec![json!(take(row).map(|period| period.to_string()))],
            Self::Span(take) => take(row).map(period).to_vec(),
            Self::Code(code, _) => vec![json!(Some(code(row)).filter(|code| !code.is_empty()))],
            Self::Count(take) | Self::Index(take) | Self::Coefficient(take) => ends(take(row)),
            Self::Ratio(take) | Self::GrowthRate(take) => ends(take(row).map(|ratio| ratio.0)),
            Self::Points(take) => ends(take(row).map(|points| points.0)),
            Self::Effect(take) | Self::Measure(take) | Self::Significant(take) | Self::Computed(take) => {
                vec![json!(take(row))]
            }
            Self::Time(take) => vec![json!(take(row).map(|time| time.to_string()))],
            Self::Series(take) => {
                let of = take(row);
                let id = of.ledger();
                vec![
                    json!(of.key()),
                    json!(id.map(|series| &series.indicator.0)),
                    json!(id.map(|series| &series.area.0)),
                    json!(id.map(|series| &series.tier.0)),
                ]
            }
            Self::Places(take) => vec![json!(take(row))],
            Self::Codes(take) => vec![json!(take(row))],
            Self::Estimate(take, _) => {
                let found = take(row);
                vec![
                    json!(found.map(|found| found.value)),
                    json!(found.and_then(|found| found.lower)),
                    json!(found.and_then(|found| found.upper)),
                ]
            }
            Self::Text(take) => vec![json!(take(row))],
            Self::TextOrNone(take) => vec![json!(take(row))],
            Self::Told(said) | Self::Said(said) => vec![json!(said(row, voice))],
            Self::Remarks(take) => {
                vec![json!(take(row).iter().map(Remark::code).collect::<Vec<_>>())]
            }
            Self::Explanation(take) => {
                let found = take(row, voice);
                vec![found.map_or(Value::Null, |explanation| explanation.value(voice.language))]
            }
            Self::Cell(place, take) => vec![json!(take(row, *place))],
            Self::Localized(take) => {
                let found = take(row);
                vec![json!(found.zh), json!(found.en)]
            }
            Self::Lines(codes, _) => vec![json!(codes(row))],
            Self::Named(take, _) => vec![Value::Object(take(row))],
            Self::Breakdown(take) => vec![json!(take(row))],
        }
    }
}

/// A computed number as a person reads it: whole from a thousand on, else with two decimals.
fn readable(value: f64) -> String {
    const WHOLE_FROM: f64 = 1_000.0;
    words::count(if value.abs() >= WHOLE_FROM { value.round() } else { (value * 100.0).round() / 100.0 })
}

/// The number where it is one, and its ends where there are any.
fn ends(bounds: Option<Bounds>) -> Vec<Value> {
    vec![
        json!(bounds.and_then(|bounds| bounds.as_point())),
        json!(bounds.and_then(|bounds| bounds.lower_value())),
        json!(bounds.and_then(|bounds| bounds.upper_value())),
    ]
}
