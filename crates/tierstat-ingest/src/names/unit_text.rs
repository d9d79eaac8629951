//! Units as texts outside a cell print them: 单位：万人, (in thousands), £m; and several in one line: 单位：个、人.

use crate::Names;
use crate::names::units::scale_of;
use tierstat_model::UnitId;

/// What a text says of the unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum UnitText {
    /// A unit of the project with the factor that stands before it.
    Unit(UnitId, f64),
    /// A factor alone.
    Factor(f64),
    /// A unit, by its looks, that the project does not have; with the factor that stands before it.
    Unknown(String, f64),
}

/// The unit that a text names, where the project has it.
pub(crate) fn unit_id(text: &UnitText) -> Option<&UnitId> {
    match text {
        UnitText::Unit(unit, _) => Some(unit),
        UnitText::Factor(_) | UnitText::Unknown(..) => None,
    }
}

/// The units that a unit line names, in order.
pub(crate) fn units_of_line(names: &Names<'_>, text: &str) -> Vec<UnitText> {
    if let Some(known) = known(names, text) {
        return vec![known];
    }
    let parts: Vec<&str> = text
        .split([',', '，', '、', ';', '；', '/', '／', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    parts.iter().map(|part| known(names, part).unwrap_or_else(|| unknown(part))).collect()
}

/// What a text in brackets says of the unit; `None` where it does not look like one.
pub(crate) fn unit_in_brackets(names: &Names<'_>, text: &str) -> Option<UnitText> {
    known(names, text).or_else(|| looks_like_unit(text).then(|| unknown(text)))
}

fn unknown(text: &str) -> UnitText {
    UnitText::Unknown(text.trim().to_owned(), scale_of(text).unwrap_or(1.0))
}

fn known(names: &Names<'_>, text: &str) -> Option<UnitText> {
    let unit = names.unit(text).map(|(unit, factor)| UnitText::Unit(unit, factor));
    unit.or_else(|| names.factor(text).map(UnitText::Factor))
}

/// Whether a short text begins as a scaled unit or an amount of money does: 万元, £m, '000 t, million tonnes, US$ bn.
fn looks_like_unit(text: &str) -> bool {
    const LONGEST: usize = 24;
    const MONEY: [&str; 12] = ["£", "$", "€", "¥", "￥", "us$", "usd", "eur", "gbp", "rmb", "cny", "hk$"];
    const SCALES: [&str; 12] = [
        "thousand",
        "million",
        "billion",
        "hundred",
        "'000",
        "’000",
        "000",
        "mn ",
        "bn ",
        "mio",
        "tsd",
        "in thousands",
    ];
    const CHINESE: [&str; 12] =
        ["元", "万元", "亿元", "公斤", "千克", "吨", "公里", "平方米", "平方公里", "小时", "美元", "公顷"];
    let lower = text.trim().to_lowercase();
    let scaled = |rest: &str| rest.chars().next().is_some_and(|first| "百千万亿".contains(first));
    lower.chars().count() <= LONGEST
        && (MONEY.iter().chain(&SCALES).any(|start| lower.starts_with(start))
            || CHINESE.contains(&lower.as_str())
            || (scaled(&lower) && lower.chars().count() <= 6))
}
