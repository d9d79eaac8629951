//! What there is instead: the periods, tiers, areas and indicators that have figures, where a question has no answer.

use crate::breakdowns::Parts;
use crate::error::AnswerError;
use crate::selection::Selection;
use crate::voice::Voice;
use std::collections::BTreeSet;
use tierstat_model::{
    Breakdown, CodeLists, FigureLookup, FigureQuery, IndicatorId, Language, Localized, Period, Reading,
};
use tierstat_words as words;

/// How many areas and tiers are named.
const MOST_NAMED: usize = 5;

/// A refusal that says what there is instead.
///
/// # Errors
/// Where the figures cannot be looked up, that.
pub fn nothing_there(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    message: Localized,
) -> AnswerError {
    if selection.by.is_some() {
        return no_such_part(lookup, lists, selection, message);
    }
    if !selection.breakdown.is_whole() {
        let part = FigureQuery { areas: Vec::new(), tiers: Vec::new(), ..selection.query() };
        match lookup.readings(&part) {
            Ok(readings) if readings.is_empty() => return no_such_part(lookup, lists, selection, message),
            Ok(_) => {}
            Err(error) => return error.into(),
        }
    }
    match what_there_is(lookup, lists, selection) {
        Ok(hint) => AnswerError::question(message, hint),
        Err(error) => error,
    }
}

/// A refusal that says of which parts there are figures, of an indicator asked for by parts.
///
/// # Errors
/// Where the figures cannot be looked up, that.
pub(crate) fn no_such_part(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    message: Localized,
) -> AnswerError {
    match parts_there_are(lookup, lists, selection) {
        Ok(Some(parts)) => AnswerError::question(
            message,
            Localized::new(
                format!("有数据的分组：{}", parts.zh),
                format!("there are figures of: {}", parts.en),
            ),
        ),
        Ok(None) => match what_there_is(lookup, lists, &selection.clone().whole()) {
            Ok(whole) => AnswerError::question(
                message,
                Localized::new(
                    format!("只有总体的数据，没有按类别细分的；不写 --breakdown 与 --by 时，{}", whole.zh),
                    format!(
                        "all figures are of the whole, and none are broken down; without --breakdown and --by, {}",
                        whole.en
                    ),
                ),
            ),
            Err(error) => error,
        },
        Err(error) => error,
    }
}

/// The dimensions by which the indicators of a selection have figures, each with its members; none where there are no such figures.
fn parts_there_are(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
) -> Result<Option<Localized>, AnswerError> {
    let Parts { parts, limits } = Parts::every(lists, &selection.indicators);
    let mut found: BTreeSet<Breakdown> = BTreeSet::new();
    for part in parts {
        let query = FigureQuery {
            indicators: part.indicators,
            known_on: selection.known_on,
            ..FigureQuery::of(part.breakdowns)
        };
        for reading in lookup.readings(&query)? {
            let mut breakdown = reading.key.breakdown;
            if let Some((_, limit)) = limits.get(&reading.key.indicator) {
                breakdown.fill(limit);
            }
            found.insert(breakdown);
        }
    }
    let mut found: Vec<Breakdown> = found.into_iter().filter(|breakdown| !breakdown.is_whole()).collect();
    found.sort_by_cached_key(|breakdown| lists.place(breakdown));
    Ok((!found.is_empty()).then(|| {
        let said = |language: Language| {
            let names = found.iter().map(|breakdown| words::breakdown_name(lists, breakdown, language));
            // Members of several dimensions at once have commas in their names.
            names.collect::<Vec<_>>().join(if language == Language::Chinese { "；" } else { "; " })
        };
        Localized::new(said(Language::Chinese), said(Language::English))
    }))
}

/// The periods, tiers and areas for which the indicators of a selection have figures.
fn what_there_is(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
) -> Result<Localized, AnswerError> {
    let query = FigureQuery { areas: Vec::new(), tiers: Vec::new(), ..selection.query() };
    let mut readings = lookup.readings(&query)?;
    readings.retain(|reading| reading.figure.quantity.bounds.is_some());
    let in_areas: Vec<_> =
        readings.iter().filter(|reading| selection.areas.contains(&reading.key.area)).cloned().collect();
    // Where the areas that were asked for have nothing, those that have something are told.
    let found = if in_areas.is_empty() { &readings } else { &in_areas };
    let (Some(first), Some(last)) = (
        found.iter().map(|reading| reading.figure.period).min_by_key(|period| period.last_day()),
        found.iter().map(|reading| reading.figure.period).max_by_key(|period| period.last_day()),
    ) else {
        return what_else_there_is(lookup, lists, selection);
    };
    let periods: BTreeSet<Period> = found.iter().map(|reading| reading.key.period).collect();
    let said = |language: Language| {
        let voice = Voice { lists, language };
        let tiers: BTreeSet<_> = found.iter().map(|reading| &reading.key.tier).collect();
        let areas: BTreeSet<_> = found.iter().map(|reading| &reading.key.area).collect();
        let tiers =
            listed(tiers.into_iter().map(|tier| words::tier_name(lists, tier, language)).collect(), &voice);
        let areas =
            listed(areas.into_iter().map(|area| words::area_name(lists, area, language)).collect(), &voice);
        let [first, last] = [first, last].map(|period| words::period(period, language));
        let indicators = indicators_of(found);
        // Which indicators they are is news only where several were asked for, or none.
        let indicators = match (indicators.len() > 1, language) {
            (false, _) => String::new(),
            (true, Language::Chinese) => format!("；指标 {}", indicator_names(&indicators, &voice)),
            (true, Language::English) => format!("; indicators: {}", indicator_names(&indicators, &voice)),
        };
        let said = match language {
            Language::Chinese if periods.len() == 1 => {
                format!("有数据的是：{first}；层级 {tiers}；地区 {areas}")
            }
            Language::Chinese => {
                format!("有数据的是：{first}至{last}的 {} 期；层级 {tiers}；地区 {areas}", periods.len())
            }
            Language::English if periods.len() == 1 => {
                format!("there are figures of {first}; tiers: {tiers}; areas: {areas}")
            }
            Language::English => format!(
                "there are figures of {} periods from {first} to {last}; tiers: {tiers}; areas: {areas}",
                periods.len()
            ),
        };
        said + &indicators
    };
    Ok(Localized::new(said(Language::Chinese), said(Language::English)))
}

/// Where the indicators of a selection have no figure: since when they have, or which have.
fn what_else_there_is(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
) -> Result<Localized, AnswerError> {
    if selection.known_on.is_some() {
        let ever = FigureQuery { indicators: selection.indicators.clone(), ..FigureQuery::of_wholes() };
        let known = lookup.readings(&ever)?;
        let figures =
            known.iter().flat_map(|reading| std::iter::once(&reading.figure).chain(&reading.behind));
        if let Some(first) = figures.map(|figure| figure.origin.known_on).min() {
            return Ok(Localized::new(
                format!("那天还没有数据；最早的数据自 {first} 起为人所知"),
                format!("nothing was known of it on that day; the first figure is known since {first}"),
            ));
        }
    }
    if !selection.indicators.is_empty()
        && let Some(parts) = parts_there_are(lookup, lists, selection)?
    {
        return Ok(Localized::new(
            format!(
                "总体没有数据，只有分组的数据：{}；用 tierstat figures --breakdown 或 --by 提问",
                parts.zh
            ),
            format!(
                "the whole has no figure, and only parts have: {}; ask by tierstat figures with --breakdown or --by",
                parts.en
            ),
        ));
    }
    let all = lookup.readings(&FigureQuery::of_wholes())?;
    let indicators = indicators_of(&all);
    if indicators.is_empty() {
        return Ok(Localized::new(
            "账本里还没有数据：tierstat import 读入文件；tierstat figures --kept-back 列出暂缓的数",
            "the ledger has no figure at all: tierstat import takes files in, and tierstat figures --kept-back lists \
             what waits for a mapping",
        ));
    }
    let [zh, en] = [Language::Chinese, Language::English]
        .map(|language| indicator_names(&indicators, &Voice { lists, language }));
    Ok(Localized::new(
        format!("账本里没有这个指标的数据；有数据的指标是：{zh}"),
        format!("the ledger has no figure of it; these have figures: {en}"),
    ))
}

/// The indicators that have figures, by id.
fn indicators_of(readings: &[Reading]) -> BTreeSet<&IndicatorId> {
    readings.iter().map(|reading| &reading.key.indicator).collect()
}

fn indicator_names(indicators: &BTreeSet<&IndicatorId>, voice: &Voice<'_>) -> String {
    let names = indicators.iter().map(|id| words::indicator_name(voice.lists, id, voice.language));
    listed(names.collect(), voice)
}

/// The first names, and how many more there are.
pub(crate) fn listed(names: Vec<String>, voice: &Voice<'_>) -> String {
    let more = names.len().saturating_sub(MOST_NAMED);
    let shown: Vec<String> = names.into_iter().take(MOST_NAMED).collect();
    match (voice.language, more) {
        (Language::Chinese, 0) => shown.join("、"),
        (Language::Chinese, more) => format!("{}等 {} 个", shown.join("、"), more + MOST_NAMED),
        (Language::English, 0) => shown.join(", "),
        (Language::English, more) => format!("{} and {more} more", shown.join(", ")),
    }
}
