//! Why a selection has no target, and what there is instead.

use super::declared::with_targets;
use crate::error::AnswerError;
use crate::instead::{listed, nothing_there};
use crate::row::Voice;
use crate::selection::Selection;
use tierstat_model::{CodeLists, FigureLookup, IndicatorId, Language, Localized};
use tierstat_words as words;

/// What is missing: the declaration of a target, or a figure of one.
pub(super) fn no_target(lookup: &dyn FigureLookup, lists: &CodeLists, selection: &Selection) -> AnswerError {
    let voices = [Language::Chinese, Language::English].map(|language| Voice { lists, language });
    let [zh, en] = voices.map(|voice| selection.title(&voice));
    let is_target = |id: &IndicatorId| lists.indicators.targets().contains(id);
    let declared: Vec<IndicatorId> = selection
        .indicators
        .iter()
        .flat_map(|id| {
            let own = is_target(id).then(|| id.clone());
            let targets = lists.indicators.targets_of(id).into_iter().map(|target| target.id.clone());
            own.into_iter().chain(targets)
        })
        .collect();
    if declared.is_empty() {
        let [known_zh, known_en] = voices.map(|voice| {
            let known = with_targets(lists);
            listed(known.iter().map(|id| words::indicator_name(lists, id, voice.language)).collect(), &voice)
        });
        let covers = selection
            .indicators
            .iter()
            .any(|id| lists.indicators.get(id).is_some_and(|indicator| indicator.covers.is_some()));
        if covers {
            let message = Localized::new(
                format!("{zh}没有目标；以全部单位为目标也不成，因为没有数，或不知当时的单位数"),
                format!(
                    "{en} has no target, and all units cannot be the aim: there is no number, or the units of the time are not known"
                ),
            );
            return nothing_there(lookup, lists, selection, message);
        }
        return AnswerError::question(
            Localized::new(
                format!("指标表里没有{zh}的目标"),
                format!("the list of indicators has no target of {en}"),
            ),
            Localized::new(
                if known_zh.is_empty() {
                    "为目标数建一个指标，写明 target-of".to_owned()
                } else {
                    format!("为目标数建一个指标，写明 target-of；有目标的指标：{known_zh}")
                },
                if known_en.is_empty() {
                    "make an indicator of the target's figures, with target-of".to_owned()
                } else {
                    format!(
                        "make an indicator of the target's figures, with target-of; these have one: {known_en}"
                    )
                },
            ),
        );
    }
    let message =
        Localized::new(format!("{zh}的目标没有数"), format!("there is no number of a target of {en}"));
    nothing_there(lookup, lists, &Selection { indicators: declared, ..selection.clone() }, message)
}
