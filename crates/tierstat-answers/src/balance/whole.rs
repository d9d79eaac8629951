//! The wholes that a question of balance is about: each of one indicator and one area, with its name.

use crate::row::Voice;
use crate::selection::Selection;
use crate::series::names_of;
use tierstat_model::{CodeLists, IndicatorId, Language, Localized};
use tierstat_stats::known_number::SeriesId;
use tierstat_words as words;

/// The selection, indicator by indicator and area by area.
pub(super) fn one_by_one(selection: &Selection) -> impl Iterator<Item = Selection> {
    selection.indicators.iter().flat_map(move |indicator| {
        selection.areas.iter().map(move |area| Selection {
            indicators: vec![indicator.clone()],
            areas: vec![area.clone()],
            ..selection.clone()
        })
    })
}

/// The whole of a selection of one indicator and one area, where no series says which tier it is of.
pub(super) fn of_nothing(selection: &Selection, lists: &CodeLists) -> Option<SeriesId> {
    Some(SeriesId {
        indicator: selection.indicators.first()?.clone(),
        tier: selection.tiers_or_total(lists).first()?.clone(),
        area: selection.areas.first()?.clone(),
        breakdown: selection.breakdown.clone(),
    })
}

/// What is counted and where, as a sentence says it.
pub(super) fn name(whole: &SeriesId, per: Option<&IndicatorId>, voice: &Voice<'_>) -> String {
    let [indicator, area, tier] = names_of(whole, voice.lists, voice.language);
    let per = per.map(|per| words::indicator_name(voice.lists, per, voice.language));
    match (voice.language, per) {
        (Language::Chinese, Some(per)) => format!("{area}{indicator}（{tier}，按{per}计）"),
        (_, None) => words::subject(&indicator, &area, &tier, voice.language),
        (Language::English, Some(per)) => format!("{indicator} ({area}, {tier}, per {per})"),
    }
}

/// What must be said of rates.
pub(super) fn remark_on_residents(per: &IndicatorId) -> Localized {
    Localized::new(
        format!("居民数取 {per} 在该期或此前最近一期的数，按所印之数计；每万人为单位"),
        format!(
            "residents are {per} at that period or the latest before it, as printed; rates are for each 10,000"
        ),
    )
}
