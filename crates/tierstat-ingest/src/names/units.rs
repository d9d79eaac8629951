//! Units and the factors printed with them: 万人, 单位：千元, in thousands of persons, %.

use super::forms::{forms, index};
use crate::text::characters::{folded, name_key};
use std::collections::BTreeMap;
use tierstat_model::{UnitId, UnitKind, UnitList};

/// Units by the keys of their names.
#[derive(Debug, Clone)]
pub(super) struct UnitNames {
    by_key: BTreeMap<String, Vec<usize>>,
    ids: Vec<(UnitId, UnitKind)>,
}

impl UnitNames {
    pub(super) fn new(list: &UnitList) -> Self {
        Self {
            by_key: index(list.units.iter().map(|unit| forms(&unit.id.0, &unit.name, &unit.aliases))),
            ids: list.units.iter().map(|unit| (unit.id.clone(), unit.kind)).collect(),
        }
    }

    /// The unit that a text names, with its factor.
    pub(super) fn unit(&self, text: &str) -> Option<(UnitId, f64)> {
        let text = unit_text(text);
        if let Some(found) = self.named(&text) {
            return Some(found);
        }
        let (factor, rest) = split_factor(&text);
        let (unit, own) = self.named(&rest)?;
        Some((unit, factor? * own))
    }

    /// The factor of a text that names no unit.
    pub(super) fn factor(&self, text: &str) -> Option<f64> {
        let text = unit_text(text);
        let (factor, rest) = split_factor(&text);
        factor.filter(|_| self.named(&text).is_none() && name_key(&rest).is_empty())
    }

    fn named(&self, text: &str) -> Option<(UnitId, f64)> {
        let places = self.by_key.get(&name_key(text))?;
        let [place] = places.as_slice() else { return None };
        let (id, kind) = self.ids.get(*place)?;
        let factor = match (kind, name_key(text).as_str()) {
            (UnitKind::Ratio, "‰" | "千分比" | "permille" | "perthousand") => 0.001,
            (UnitKind::Ratio, "ratio" | "比率" | "比") => 1.0,
            // A ratio is printed in percent unless its unit says otherwise.
            (UnitKind::Ratio, _) => 0.01,
            (UnitKind::Count | UnitKind::Amount, _) => 1.0,
        };
        Some((id.clone(), factor))
    }
}

/// The text of a unit line without its word and brackets, folded.
fn unit_text(text: &str) -> String {
    // No unit line is longer.
    const LONGEST: usize = 60;
    let folded: String = folded(text).into_iter().take(LONGEST).collect();
    let mut rest = folded.trim();
    loop {
        let before = rest;
        for (open, close) in [('(', ')'), ('[', ']'), ('【', '】')] {
            let inner = rest.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
            rest = inner.unwrap_or(rest).trim();
        }
        for word in ["计量单位", "单位", "units", "unit"] {
            if let Some(behind) =
                rest.strip_prefix(word).map(str::trim_start).and_then(|rest| rest.strip_prefix([':', '(']))
            {
                rest = behind.trim_end_matches(')').trim();
            }
        }
        rest = rest.strip_prefix("人民币").filter(|unit| !unit.is_empty()).unwrap_or(rest);
        for word in ["in ", "expressed in ", "measured in ", "number of "] {
            rest = rest.strip_prefix(word).map_or(rest, str::trim);
        }
        if rest == before {
            return rest.to_owned();
        }
    }
}

/// The factor that stands before a unit, whatever unit it is: 万平方米, 亿元, £m, US$ bn, '000 t.
pub(super) fn scale_of(text: &str) -> Option<f64> {
    // Units whose names begin as a scale word does, and measures of a hundred.
    const UNSCALED: [&str; 11] =
        ["千克", "千米", "千瓦", "千卡", "千伏", "千帕", "千焦", "千赫", "千字节", "百分", "万分"];
    let text = unit_text(text);
    // What a number is divided by scales nothing: 元/万人.
    let counted = text.split(['/', '每']).next().unwrap_or_default().trim();
    let counted = counted.split(" per ").next().unwrap_or_default();
    if UNSCALED.iter().any(|unit| counted.starts_with(unit)) {
        return None;
    }
    let is_money = |sign: char| "£$€¥￥".contains(sign);
    let short = counted.split(is_money).map(str::trim).find_map(|part| match part {
        "k" | "tsd" => Some(1e3),
        "m" | "mio" => Some(1e6),
        "b" => Some(1e9),
        _ => None,
    });
    short.filter(|_| counted.contains(is_money)).or_else(|| {
        let words: String = counted.chars().map(|sign| if is_money(sign) { ' ' } else { sign }).collect();
        split_factor(words.trim()).0
    })
}

/// The factor that a unit text prints, and the rest of it.
fn split_factor(text: &str) -> (Option<f64>, String) {
    let chinese: String = text.chars().take_while(|character| "十百千万亿".contains(*character)).collect();
    if let Some(rest) = text.strip_prefix(chinese.as_str()).filter(|_| !chinese.is_empty()) {
        let power: i32 = chinese.chars().map(power_of).sum();
        return (Some(10f64.powi(power)), rest.trim().to_owned());
    }
    let mut factor = None;
    let mut rest: Vec<&str> = Vec::new();
    let is_parting = |sign: char| sign == ' ' || "(),;'’`".contains(sign);
    for word in text.split(is_parting).filter(|word| !word.is_empty()) {
        let value = match word {
            "hundred" | "hundreds" => Some(1e2),
            "thousand" | "thousands" | "000" | "000s" => Some(1e3),
            "million" | "millions" | "mn" => Some(1e6),
            "billion" | "billions" | "bn" => Some(1e9),
            _ => None,
        };
        match value {
            Some(value) if factor.is_none() => factor = Some(value),
            _ if matches!(word, "of" | "in" | "the") => {}
            _ => rest.push(word),
        }
    }
    (factor, rest.join(" "))
}

fn power_of(character: char) -> i32 {
    match character {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_before_any_unit() {
        for (text, scale) in [
            ("亿元", Some(1e8)),
            ("百万美元", Some(1e6)),
            ("万平方米", Some(1e4)),
            ("万元/人", Some(1e4)),
            ("元/万人", None),
            ("千瓦时", None),
            ("百分点", None),
            ("£m", Some(1e6)),
            ("£ millions", Some(1e6)),
            ("US$ bn", Some(1e9)),
            ("'000 t", Some(1e3)),
            ("€k", Some(1e3)),
            ("m", None),
            ("kg", None),
            ("trips per thousand", None),
        ] {
            assert_eq!(scale_of(text), scale, "{text}");
        }
    }
}
