//! What a title or header mentions: each kind of name at most once, or none.

use super::areas::narrowed;
use super::phrases::{Kind, Match, Phrases, spaced_once};
use super::units::UnitNames;
use super::{AreaHint, Mentions};
use crate::text::characters::is_chinese;
use crate::text::period::find_period;
use std::collections::BTreeSet;
use tierstat_model::{AreaCode, CodeLists, Period, UnitId};

pub(super) fn mentions(lists: &CodeLists, phrases: &Phrases, units: &UnitNames, text: &str) -> Mentions {
    // A text that is longer is no title but prose, which mentions everything.
    const LONGEST: usize = 600;
    if text.len() > LONGEST {
        return Mentions::default();
    }
    let characters = spaced_once(text);
    let matches = phrases.matches(&characters);
    let period = find_period(text);
    let indicators = matches
        .iter()
        .filter(|found| found.kind == Kind::Indicator && is_whole_name(&characters, found, &matches))
        .map(|found| found.places.as_slice());
    let tiers = matches.iter().filter(|found| found.kind == Kind::Tier).map(|found| found.places.as_slice());
    let (area, area_candidates) = area_mentioned(lists, &matches, period);
    Mentions {
        indicator: only(indicators)
            .and_then(|place| lists.indicators.indicators.get(place))
            .map(|indicator| indicator.id.clone()),
        tier: only(tiers).and_then(|place| lists.tiers.tiers.get(place)).map(|tier| tier.id.clone()),
        area,
        area_candidates,
        period,
        unit: unit_mentioned(units, text),
    }
}

/// The one place that all matches name.
fn only<'a>(mut matches: impl Iterator<Item = &'a [usize]>) -> Option<usize> {
    let first = matches.next()?;
    let [place] = first else { return None };
    matches.all(|other| other == first).then_some(*place)
}

/// Whether an indicator's name ends where the notion ends: 社会组织情况 and 社会组织（个）, but not 社会组织从业人员.
pub(super) fn is_whole_name(text: &[char], found: &Match, matches: &[Match]) -> bool {
    const NARROWER_BEFORE: &str = "性非新原副准类";
    const NEUTRAL: [&str; 34] = [
        "总数", "数量", "个数", "数", "总量", "统计", "情况", "表", "一览", "概况", "分布", "发展", "名单",
        "基本", "按", "分", "及", "与", "和", "或", "在", "的", "构成", "规模", "汇总", "报告", "变化",
        "合计", "总计", "共", "达", "有", "为", "历年",
    ];
    const NEUTRAL_WORDS: [&str; 20] = [
        "by",
        "in",
        "at",
        "as",
        "on",
        "of",
        "from",
        "and",
        "or",
        "for",
        "per",
        "total",
        "registered",
        "were",
        "was",
        "are",
        "is",
        "to",
        "since",
        "the",
    ];
    let before = found.start.checked_sub(1).and_then(|place| text.get(place));
    if before.is_some_and(|sign| NARROWER_BEFORE.contains(*sign)) {
        return false;
    }
    let rest = text.get(found.end..).unwrap_or_default();
    let Some(next) = rest.first() else { return true };
    if matches.iter().any(|other| other.start == found.end) {
        return true;
    }
    if is_chinese(*next) {
        let rest: String = rest.iter().take(4).collect();
        return NEUTRAL.iter().any(|word| rest.starts_with(word));
    }
    if *next != ' ' {
        return true;
    }
    if matches.iter().any(|other| other.start == found.end + 1) {
        return true;
    }
    let word: String = rest.iter().skip(1).take_while(|sign| sign.is_alphanumeric()).collect();
    word.chars().all(|sign| sign.is_ascii_digit()) || NEUTRAL_WORDS.contains(&word.as_str())
}

/// The area that a text mentions, or the areas between which it leaves open.
fn area_mentioned(
    lists: &CodeLists,
    matches: &[Match],
    period: Option<Period>,
) -> (Option<AreaCode>, Vec<AreaCode>) {
    let list = &lists.areas;
    let code = |place: &usize| list.all().get(*place).map(|area| area.code.clone());
    let hint = AreaHint { on: period.map(Period::last_day), ..AreaHint::default() };
    let named: Vec<Vec<usize>> = matches
        .iter()
        .filter(|found| found.kind == Kind::Area)
        .map(|found| narrowed(list, found.places.clone(), &hint))
        .collect();
    // A name that is certain settles one that is not: 辽宁朝阳 lies in 辽宁.
    let certain: BTreeSet<AreaCode> =
        named.iter().filter(|places| places.len() == 1).flatten().filter_map(code).collect();
    let mut settled: BTreeSet<AreaCode> = BTreeSet::new();
    let mut is_open = false;
    for places in &named {
        let codes: BTreeSet<AreaCode> = places.iter().filter_map(code).collect();
        let inside: BTreeSet<AreaCode> = codes
            .iter()
            .filter(|inner| {
                certain.iter().any(|outer| {
                    list.lies_in(inner, outer) && list.get(outer).is_some_and(|area| area.parent.is_some())
                })
            })
            .cloned()
            .collect();
        let chosen = if codes.len() > 1 && inside.len() == 1 { inside } else { codes };
        is_open |= chosen.len() > 1;
        settled.extend(chosen);
    }
    let innermost = settled
        .iter()
        .find(|inner| settled.iter().all(|outer| outer == *inner || list.lies_in(inner, outer)));
    match innermost {
        Some(area) if !is_open => (Some(area.clone()), vec![]),
        _ => (None, settled.into_iter().collect()),
    }
}

/// The unit in brackets, or behind the word for unit.
fn unit_mentioned(units: &UnitNames, text: &str) -> Option<(UnitId, f64)> {
    let mut found: Option<(UnitId, f64)> = None;
    let mut rest = text;
    let mut parts: Vec<&str> = Vec::new();
    while let Some(open) = rest.find(['(', '（', '[']) {
        let inner = rest.get(open..).unwrap_or_default();
        let inner = inner.get(inner.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        let close = inner.find([')', '）', ']']).unwrap_or(inner.len());
        parts.push(inner.get(..close).unwrap_or_default());
        rest = inner;
    }
    if let Some(place) = text.find("单位：").or_else(|| text.find("单位:")) {
        parts.push(text.get(place..).unwrap_or_default());
    }
    for part in parts {
        let Some(unit) = units.unit(part) else { continue };
        if found.as_ref().is_some_and(|other| other.0 != unit.0) {
            return None;
        }
        found = Some(unit);
    }
    found
}
