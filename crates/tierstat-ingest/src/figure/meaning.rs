//! What the labels around a number mean: indicator, tier, area, period and unit, by the mapping and the code lists.

use crate::project::mapping::Mapping;
use crate::project::mapping::Meaning as LabelMeaning;
use crate::text::period::{FiscalYearRule, find_fiscal_year, parse_fiscal_year, parse_period};
use crate::{AreaHint, Mentions, Names, Resolution};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{Area, AreaCode, CodeLists, IndicatorId, Period, TierId, UnitId};

/// What is known about a number; every part may still be open.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Meaning {
    pub(crate) indicator: Option<IndicatorId>,
    pub(crate) tier: Option<TierId>,
    pub(crate) area: Option<AreaCode>,
    pub(crate) period: Option<Period>,
    /// The unit with the factor by which printed numbers are multiplied.
    pub(crate) unit: Option<(UnitId, f64)>,
    /// Whether the mapping says that this is no figure.
    pub(crate) ignored: bool,
}

impl Meaning {
    /// Fills what is open from another meaning.
    pub(crate) fn fill(&mut self, other: &Self) {
        self.indicator = self.indicator.take().or_else(|| other.indicator.clone());
        self.tier = self.tier.take().or_else(|| other.tier.clone());
        self.area = self.area.take().or_else(|| other.area.clone());
        self.period = self.period.or(other.period);
        self.unit = self.unit.take().or_else(|| other.unit.clone());
        self.ignored |= other.ignored;
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What a line of the mapping says.
    pub(crate) fn mapped(line: &LabelMeaning) -> Self {
        Self {
            indicator: line.indicator.clone(),
            tier: line.tier.clone(),
            area: line.area.clone(),
            period: line.period,
            unit: line.unit.clone().map(|unit| (unit, 1.0)),
            ignored: line.ignore,
        }
    }

    fn mentioned(mentions: Mentions) -> Self {
        Self {
            indicator: mentions.indicator,
            tier: mentions.tier,
            area: mentions.area,
            period: mentions.period,
            unit: mentions.unit,
            ignored: false,
        }
    }
}

/// What one label means, and where that was learnt.
#[derive(Debug, Clone, Default)]
pub(crate) struct LabelSense {
    /// What the mapping says of the label.
    pub(crate) mapped: Meaning,
    /// What the code lists say of it.
    pub(crate) named: Meaning,
    /// The tier that the label names where it is the name of an indicator too: 地级市 is both.
    pub(crate) or_tier: Option<TierId>,
    /// Whether the label says nothing by itself: 数量, number.
    pub(crate) is_generic: bool,
    /// The areas it may be, where it is more than one.
    pub(crate) ambiguous: Vec<AreaCode>,
    /// The areas of the nearest names, where it is none: code and name.
    pub(crate) areas_like: Vec<String>,
    /// The indicators of the nearest names, where it is none: id and name.
    pub(crate) indicators_like: Vec<String>,
}

impl LabelSense {
    /// The indicator that the label names, by the mapping or the code lists.
    pub(crate) fn indicator(&self) -> Option<&IndicatorId> {
        self.mapped.indicator.as_ref().or(self.named.indicator.as_ref())
    }

    /// The same label read as the name of a tier, where it may be one.
    fn as_tier(&self) -> Option<Self> {
        let tier = self.or_tier.clone().filter(|_| self.mapped.indicator.is_none())?;
        let named = Meaning { tier: Some(tier), indicator: None, ..self.named.clone() };
        Some(Self { named, or_tier: None, ..self.clone() })
    }

    /// Whether anything at all is known of the label.
    pub(crate) fn is_understood(&self) -> bool {
        self.is_generic || !self.mapped.is_empty() || !self.named.is_empty()
    }
}

/// Settles what rows and columns both claim to name: where one of them names the indicator, the other's 地级市 is a tier.
///
/// Within one axis nothing is settled so: an inner label refines the outer one.
///
/// `None` where there is nothing to settle, as almost always.
pub(crate) fn settle_indicator(
    rows: &[LabelSense],
    columns: &[LabelSense],
) -> Option<(Vec<LabelSense>, Vec<LabelSense>)> {
    if rows.iter().chain(columns).all(|sense| sense.or_tier.is_none()) {
        return None;
    }
    let settled = |senses: &[LabelSense], across: &[LabelSense]| -> Vec<LabelSense> {
        let names_another = |sense: &LabelSense| {
            let mut certain = across.iter().filter(|other| other.or_tier.is_none());
            certain.any(|other| other.indicator().is_some_and(|id| Some(id) != sense.indicator()))
        };
        let tier = |sense: &LabelSense| sense.as_tier().filter(|_| names_another(sense));
        senses.iter().map(|sense| tier(sense).unwrap_or_else(|| sense.clone())).collect()
    };
    Some((settled(rows, columns), settled(columns, rows)))
}

/// Resolves labels, remembering each text it has met.
pub(crate) struct Resolver<'a> {
    pub(crate) names: Names<'a>,
    pub(crate) lists: &'a CodeLists,
    mapped: BTreeMap<String, &'a LabelMeaning>,
    pub(crate) fiscal_year: Option<FiscalYearRule>,
    known: BTreeMap<(String, Option<Date>, Option<TierId>), LabelSense>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(
        lists: &'a CodeLists,
        mapping: Option<&'a Mapping>,
        fiscal_year: Option<FiscalYearRule>,
    ) -> Self {
        let mapped = mapping
            .map(|mapping| mapping.labels.iter().map(|(label, meaning)| (key(label), meaning)).collect())
            .unwrap_or_default();
        Self { names: Names::new(lists), lists, mapped, fiscal_year, known: BTreeMap::new() }
    }

    /// What a row or column label means. Areas are those that existed on the day, of the tier where one is given.
    pub(crate) fn label(&mut self, text: &str, on: Option<Date>, area_tier: Option<&TierId>) -> LabelSense {
        let remembered = (text.to_owned(), on, area_tier.cloned());
        if let Some(sense) = self.known.get(&remembered) {
            return sense.clone();
        }
        let sense = self.resolve(text, on, area_tier);
        self.known.insert(remembered, sense.clone());
        sense
    }

    /// What the mapping says of a label or title, alone.
    pub(crate) fn mapped(&self, text: &str) -> Meaning {
        self.mapped.get(&key(text)).map(|line| Meaning::mapped(line)).unwrap_or_default()
    }

    /// What a title or sheet name says: by the mapping, else by the names inside it.
    pub(crate) fn title(&self, text: &str) -> Meaning {
        let mut meaning = self.mapped(text);
        meaning.fill(&Meaning::mentioned(self.names.mentions(text)));
        let fiscal = || self.fiscal_year?.period(find_fiscal_year(text)?);
        meaning.period = meaning.period.or_else(fiscal);
        meaning
    }

    /// The period that a text is: by the mapping's rule where it may be a fiscal year, as 2014-15 and 2010-11.
    pub(crate) fn period(&self, text: &str) -> Option<Period> {
        let fiscal = self.fiscal_year.zip(parse_fiscal_year(text)).and_then(|(rule, year)| rule.period(year));
        fiscal.or_else(|| parse_period(text))
    }

    fn resolve(&self, text: &str, on: Option<Date>, area_tier: Option<&TierId>) -> LabelSense {
        let mut sense = LabelSense { mapped: self.mapped(text), ..LabelSense::default() };
        let plain = plain_label(text);
        if plain.is_empty() || is_generic(plain) {
            sense.is_generic = true;
            return sense;
        }
        let hint = AreaHint { tier: area_tier.cloned(), within: None, on };
        let indicator = self.names.indicator(plain);
        if let Resolution::Ambiguous(near) | Resolution::Unknown { candidates: near } = &indicator {
            sense.indicators_like = near.iter().map(|near| format!("{} {}", near.id, near.name.zh)).collect();
        }
        if let Resolution::Found(indicator) = indicator {
            sense.named.indicator = Some(indicator.id.clone());
            if let Resolution::Found(tier) = self.names.tier(plain) {
                sense.or_tier = Some(tier.id.clone());
            }
        } else if let Resolution::Found(tier) = self.names.tier(plain) {
            sense.named.tier = Some(tier.id.clone());
        } else if let Some(period) = self.period(plain) {
            sense.named.period = Some(period);
        } else {
            match self.names.area(plain, &hint) {
                Resolution::Found(area) => sense.named.area = Some(area.code.clone()),
                Resolution::Ambiguous(areas) => {
                    sense.ambiguous = areas.iter().map(|area| area.code.clone()).collect();
                }
                Resolution::Unknown { candidates } => {
                    sense.areas_like = candidates.iter().map(|area| name(area)).collect();
                }
            }
        }
        if sense.named.is_empty() && sense.ambiguous.is_empty() {
            sense.named.unit = self.names.unit(plain);
        }
        // A comparison names a period and an indicator and is neither: it must be named as a whole.
        if sense.named.is_empty() && sense.ambiguous.is_empty() && !is_comparison(plain) {
            sense.named = Meaning::mentioned(self.names.mentions(plain));
        }
        sense
    }
}

fn name(area: &Area) -> String {
    format!("{} {}", area.code, area.name)
}

/// A label without what stands before and after its name: 其中：, #, of which, note marks.
pub(crate) fn plain_label(text: &str) -> &str {
    let mut plain = text.trim();
    for start in ["其中：", "其中:", "其中", "of which:", "of which", "Of which:", "Of which", "#", "＃"]
    {
        if let Some(rest) = plain.strip_prefix(start) {
            plain = rest.trim_start();
        }
    }
    plain.trim_end_matches(|mark: char| mark == '*' || "①②③④⑤⑥⑦⑧⑨".contains(mark)).trim_end()
}

/// Labels that say only that a number stands there.
fn is_generic(text: &str) -> bool {
    let text = text.to_lowercase();
    ["数量", "数值", "数目", "个数", "数", "number", "value", "count", "figure", "no."]
        .contains(&text.as_str())
}

fn is_comparison(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "增长",
        "增加",
        "同比",
        "环比",
        "比上年",
        "增幅",
        "增速",
        "占比",
        "比重",
        "change",
        "growth",
        "increase",
        "per cent of",
        "share of",
    ]
    .iter()
    .any(|word| text.contains(word))
}

/// The form in which labels are compared: without white space, in lower case.
fn key(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_name_is_no_part_of_it() {
        assert_eq!(plain_label("其中：省级"), "省级");
        assert_eq!(plain_label("# 市辖区①"), "市辖区");
        assert_eq!(plain_label("of which: district"), "district");
    }

    #[test]
    fn a_filled_part_stays() {
        let mut first = Meaning { area: Some(AreaCode("1".into())), ..Meaning::default() };
        let second = Meaning {
            area: Some(AreaCode("2".into())),
            tier: Some(TierId("t".into())),
            ..Meaning::default()
        };
        first.fill(&second);
        assert_eq!(first.area, Some(AreaCode("1".into())));
        assert_eq!(first.tier, Some(TierId("t".into())));
    }
}
