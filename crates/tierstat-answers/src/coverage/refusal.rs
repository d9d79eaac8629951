//! Why a selection has no coverage at all, and what there is instead.

use super::series::SeriesCoverage;
use crate::error::AnswerError;
use crate::instead::{listed, nothing_there};
use crate::row::Voice;
use crate::selection::Selection;
use tierstat_model::{CodeLists, FigureLookup, Language, Localized};
use tierstat_words as words;

/// What is missing: the declaration of what is covered, the numbers, or those of the units.
pub(super) fn no_coverage(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    found: &[SeriesCoverage],
) -> AnswerError {
    let units: Vec<_> = selection
        .indicators
        .iter()
        .filter_map(|indicator| lists.covered_by(indicator, &selection.breakdown))
        .collect();
    let names = |voice: &Voice<'_>| selection.title(voice);
    let voices = [Language::Chinese, Language::English].map(|language| Voice { lists, language });
    let [zh, en] = voices.map(|voice| names(&voice));
    if units.is_empty() {
        let known = |voice: &Voice<'_>| {
            let covering = lists.indicators.indicators.iter().filter(|found| found.covers.is_some());
            listed(covering.map(|found| found.name.get(voice.language).to_owned()).collect(), voice)
        };
        let [known_zh, known_en] = voices.map(|voice| known(&voice));
        return AnswerError::question(
            Localized::new(
                format!("指标表没有写明{zh}覆盖什么"),
                format!("the list of indicators does not say what {en} covers"),
            ),
            Localized::new(
                format!("在指标表中写明 covers（哪个指标数的是可覆盖的单位）；已写明的有：{known_zh}"),
                format!("write `covers` (what counts the units) in its list; these have it: {known_en}"),
            ),
        );
    }
    if found.is_empty() {
        let message = Localized::new(format!("{zh}没有数"), format!("there is no number of {en}"));
        return nothing_there(lookup, lists, selection, message);
    }
    let [of_zh, of_en] = voices.map(|voice| {
        let names: Vec<String> = units
            .iter()
            .map(|(units, part)| words::part_of_indicator(lists, units, part, voice.language))
            .collect();
        names.join(if voice.language == Language::Chinese { "、" } else { ", " })
    });
    let message = Localized::new(
        format!("{zh}有数，而当时的单位数（{of_zh}）都不知道，算不出覆盖率"),
        format!(
            "there are numbers of {en}, but of no time are the units ({of_en}) known that would be covered"
        ),
    );
    let units = units.into_iter().map(|(units, _)| units).collect();
    nothing_there(lookup, lists, &Selection { indicators: units, ..selection.clone() }, message)
}
