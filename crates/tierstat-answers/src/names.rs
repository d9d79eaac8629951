//! From what a person typed to ids of the code lists, with did-you-mean.

use crate::error::AnswerError;
use std::collections::BTreeMap;
use tierstat_model::{AreaCode, CodeLists, IndicatorId, Language, Localized, TierId};

/// How alike two names must be to be offered: the Jaro-Winkler similarity, from 0 to 1.
const ALIKE: f64 = 0.7;
/// How many names are offered at most.
const MOST_OFFERED: usize = 3;

/// The indicator that a person means.
///
/// # Errors
/// [`AnswerError::Question`] where nothing, or more than one thing, is called so.
pub fn indicator(lists: &CodeLists, text: &str) -> Result<IndicatorId, AnswerError> {
    let found = lists.indicators.named(text);
    let ids: Vec<&str> = found.iter().map(|indicator| indicator.id.0.as_str()).collect();
    if let Some(id) = one("指标", "indicator", text, &ids)? {
        return Ok(IndicatorId(id.to_owned()));
    }
    let offered = lists.indicators.indicators.iter().flat_map(|indicator| {
        let forms = [&indicator.id.0, &indicator.name.zh, &indicator.name.en];
        forms.into_iter().chain(&indicator.aliases).map(|form| (form.as_str(), indicator.id.0.as_str()))
    });
    Err(unknown("指标", "indicator", text, offered))
}

/// The tier that a person means.
///
/// # Errors
/// [`AnswerError::Question`] where nothing, or more than one thing, is called so.
pub fn tier(lists: &CodeLists, text: &str) -> Result<TierId, AnswerError> {
    let found = lists.tiers.named(text);
    let ids: Vec<&str> = found.iter().map(|tier| tier.id.0.as_str()).collect();
    if let Some(id) = one("层级", "tier", text, &ids)? {
        return Ok(TierId(id.to_owned()));
    }
    let offered = lists.tiers.tiers.iter().flat_map(|tier| {
        let forms = [&tier.id.0, &tier.name.zh, &tier.name.en];
        forms.into_iter().chain(&tier.aliases).map(|form| (form.as_str(), tier.id.0.as_str()))
    });
    Err(unknown("层级", "tier", text, offered))
}

/// The area that a person means: of several with one name the one of the highest tier, where there is only one such.
///
/// # Errors
/// [`AnswerError::Question`] where nothing, or more than one thing, is called so.
pub fn area(lists: &CodeLists, text: &str) -> Result<AreaCode, AnswerError> {
    let rank = |tier: &TierId| lists.tiers.get(tier).map_or(u8::MAX, |tier| tier.rank);
    let mut found = lists.areas.named(text);
    if let Some(highest) = found.iter().map(|area| rank(&area.tier)).min() {
        found.retain(|area| rank(&area.tier) == highest);
    }
    // A code that several divisions held one after the other is one answer.
    let mut codes: Vec<&str> = found.iter().map(|area| area.code.0.as_str()).collect();
    codes.dedup();
    if let Some(code) = one("地区", "area", text, &codes)? {
        return Ok(AreaCode(code.to_owned()));
    }
    let offered = lists.areas.all().iter().flat_map(|area| {
        let forms = [Some(&area.name), Some(&area.short_name), area.name_en.as_ref()];
        forms.into_iter().flatten().map(|form| (form.as_str(), area.name.as_str()))
    });
    Err(unknown("地区", "area", text, offered))
}

/// The names of code list entries in one language; the id or code itself where the list does not hold it.
#[derive(Debug, Clone, Copy)]
pub struct Spoken<'a> {
    /// The code lists that have the names.
    pub lists: &'a CodeLists,
    /// The language.
    pub language: Language,
}

impl<'a> Spoken<'a> {
    /// The name of the indicator.
    #[must_use]
    pub fn indicator(self, id: &'a str) -> &'a str {
        let found = self.lists.indicators.indicators.iter().find(|indicator| indicator.id.0 == id);
        found.map_or(id, |indicator| indicator.name.get(self.language))
    }

    /// The name of the tier.
    #[must_use]
    pub fn tier(self, id: &'a str) -> &'a str {
        let found = self.lists.tiers.tiers.iter().find(|tier| tier.id.0 == id);
        found.map_or(id, |tier| tier.name.get(self.language))
    }

    /// The name of the area.
    #[must_use]
    pub fn area(self, code: &'a str) -> &'a str {
        let found = self.lists.areas.all().iter().find(|area| area.code.0 == code);
        found.map_or(code, |area| area.name_in(self.language))
    }
}

/// The only candidate, none, or a failure that names them all.
pub(crate) fn one<'a>(
    zh: &str,
    en: &str,
    text: &str,
    ids: &[&'a str],
) -> Result<Option<&'a str>, AnswerError> {
    match ids {
        [] => Ok(None),
        [id] => Ok(Some(id)),
        several => Err(AnswerError::Question {
            message: Localized::new(
                format!("“{text}”对应多个{zh}：{}", several.join("、")),
                format!("`{text}` names more than one {en}: {}", several.join(", ")),
            ),
            hint: Localized::new("写其中一个的代码", "write the code of one of them"),
        }),
    }
}

/// A failure that says that nothing is called so, and what is called nearly so.
#[must_use]
pub fn unknown<'a>(
    zh: &str,
    en: &str,
    text: &str,
    forms: impl Iterator<Item = (&'a str, &'a str)>,
) -> AnswerError {
    let candidates = alike(text, forms);
    let hint = if candidates.is_empty() {
        Localized::new(
            format!("tierstat doctor 会说明{zh}表在哪里"),
            format!("tierstat doctor says where the list of {en}s stands"),
        )
    } else {
        Localized::new(
            format!("您是不是要：{}？", candidates.join("、")),
            format!("did you mean {}?", candidates.join(", ")),
        )
    };
    AnswerError::Question {
        message: Localized::new(format!("没有名为“{text}”的{zh}"), format!("no {en} is called `{text}`")),
        hint,
    }
}

/// The ids whose written forms are most like a text, best first.
#[must_use]
pub fn alike<'a>(text: &str, forms: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let wanted = text.to_lowercase();
    let mut best: BTreeMap<&str, f64> = BTreeMap::new();
    for (form, id) in forms {
        let form = form.to_lowercase();
        let contained = !wanted.is_empty()
            && (form.contains(&wanted) || wanted.contains(&form))
            && form.chars().count() > 1;
        let likeness = if contained { 0.95 } else { strsim::jaro_winkler(&wanted, &form) };
        let entry = best.entry(id).or_insert(0.0);
        *entry = entry.max(likeness);
    }
    let mut ranked: Vec<(&str, f64)> = best.into_iter().filter(|(_, likeness)| *likeness >= ALIKE).collect();
    ranked.sort_by(|first, second| second.1.total_cmp(&first.1).then(first.0.cmp(second.0)));
    ranked.into_iter().take(MOST_OFFERED).map(|(id, _)| id.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_alike_come_first_and_strangers_not_at_all() {
        let forms = [
            ("service-agencies", "service-agencies"),
            ("社工机构", "service-agencies"),
            ("banners", "banners"),
        ];
        assert_eq!(alike("service-agencys", forms.into_iter()), ["service-agencies"]);
        assert_eq!(alike("机构", forms.into_iter()), ["service-agencies"]);
        assert!(alike("zzz", forms.into_iter()).is_empty());
    }
}
