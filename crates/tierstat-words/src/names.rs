//! What things are called in a language: indicators, tiers, areas, and what a sentence is about.

use tierstat_model::{AreaCode, Breakdown, CodeLists, IndicatorId, Language, TierId, UnitKind};

/// The name of an indicator, or its id where the list does not know it.
#[must_use]
pub fn indicator_name(lists: &CodeLists, id: &IndicatorId, language: Language) -> String {
    lists.indicators.get(id).map_or_else(|| id.0.clone(), |indicator| indicator.name.get(language).to_owned())
}

/// The name of a tier, or its id where the list does not know it.
#[must_use]
pub fn tier_name(lists: &CodeLists, id: &TierId, language: Language) -> String {
    lists.tiers.get(id).map_or_else(|| id.0.clone(), |tier| tier.name.get(language).to_owned())
}

/// The name of an area, or its code where the list does not know it.
#[must_use]
pub fn area_name(lists: &CodeLists, code: &AreaCode, language: Language) -> String {
    lists.areas.get(code).map_or_else(|| code.0.clone(), |area| area.name_in(language).to_owned())
}

/// What a breakdown is called: its dimensions with their members by name; empty for the whole.
#[must_use]
pub fn breakdown_name(lists: &CodeLists, breakdown: &Breakdown, language: Language) -> String {
    let names = breakdown.members().map(|(dimension, member)| {
        let name =
            lists.dimensions.get(dimension).map_or(dimension.0.as_str(), |found| found.name.get(language));
        format!("{name}={}", lists.dimensions.member_name(dimension, member).get(language))
    });
    names.collect::<Vec<_>>().join(if language == Language::Chinese { "、" } else { ", " })
}

/// The name of an indicator, with the part of it where it is one.
///
/// What the indicator itself is limited to is not said once more.
#[must_use]
pub fn part_of_indicator(
    lists: &CodeLists,
    indicator: &IndicatorId,
    breakdown: &Breakdown,
    language: Language,
) -> String {
    let (indicator, rest) = lists.folded(indicator.clone(), breakdown.clone());
    let name = indicator_name(lists, &indicator, language);
    match (rest.is_whole(), language) {
        (true, _) => name,
        (false, Language::Chinese) => format!("{name}（{}）", breakdown_name(lists, &rest, language)),
        (false, Language::English) => format!("{name} ({})", breakdown_name(lists, &rest, language)),
    }
}

/// The unit behind a number of an indicator, where the language says one.
#[must_use]
pub fn unit_word<'a>(lists: &'a CodeLists, indicator: &IndicatorId, language: Language) -> &'a str {
    match (language, lists.unit_of(indicator)) {
        // A ratio is printed in percent, with its sign.
        (_, Some(unit)) if unit.kind == UnitKind::Ratio => "",
        (Language::Chinese, Some(unit)) => unit.name.get(language),
        _ => "",
    }
}

/// What is counted and where, as a sentence says it.
#[must_use]
pub fn subject(indicator: &str, area: &str, tier: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{area}{indicator}（{tier}）"),
        Language::English => format!("{indicator} ({area}, {tier})"),
    }
}

/// What is counted in all tiers together and where, as a sentence says it.
#[must_use]
pub fn subject_of_all(indicator: &str, area: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{area}{indicator}"),
        Language::English => format!("{indicator} in {area}"),
    }
}

/// The words for no figure, which is never a zero.
#[must_use]
pub fn not_available(language: Language) -> &'static str {
    match language {
        Language::Chinese => "无数据",
        Language::English => "not available",
    }
}
