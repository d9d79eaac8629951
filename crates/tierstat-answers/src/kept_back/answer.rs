//! The numbers that are kept back and asked for by the values that are assumed of them.

use super::row::KeptBackRow;
use crate::error::AnswerError;
use crate::figures::FiguresQuestion;
use crate::instead::listed;
use crate::voice::Voice;
use std::collections::BTreeSet;
use tierstat_model::{CodeLists, FigureQuery, KeptBack, Language, Localized, Part, Period};
use tierstat_words as words;

/// The numbers that are kept back and asked for, a row for each; no row where nothing is kept back at all.
///
/// # Errors
/// [`AnswerError::Question`] where numbers are kept back, and none of those that are asked for: with what they are.
pub fn kept_back(
    kept: Vec<KeptBack>,
    lists: &CodeLists,
    question: &FiguresQuestion,
) -> Result<Vec<KeptBackRow>, AnswerError> {
    let all: Vec<KeptBackRow> = kept.into_iter().map(KeptBackRow::of).collect();
    let (asked, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|row| is_asked_for(row, question));
    if asked.is_empty() && !others.is_empty() {
        return Err(none_of_these(&others, lists, question));
    }
    Ok(asked)
}

/// That nothing is kept back.
#[must_use]
pub fn nothing() -> Localized {
    Localized::new("没有暂缓的数据", "nothing is kept back")
}

/// Whether a question would be answered by the values that are assumed.
fn is_asked_for(row: &KeptBackRow, question: &FiguresQuestion) -> bool {
    let query = &question.query;
    let day = row.part(Part::Period).parse::<Period>().ok().map(Period::last_day);
    let in_time = |wanted: Option<Period>, holds: &dyn Fn(Period, jiff::civil::Date) -> bool| {
        wanted.is_none_or(|wanted| day.is_some_and(|day| holds(wanted, day)))
    };
    let is_of =
        |query: &FigureQuery| query.indicators.is_empty() || query.indicators.contains(&row.indicator);
    // What waits is listed with its parts, unless some are asked for.
    let is_counted = match question.names_parts() {
        true => question.queries().any(|query| is_of(query) && query.breakdowns.accepts(&row.breakdown())),
        false => is_of(query),
    };
    is_counted
        && (query.tiers.is_empty() || query.tiers.contains(&row.tier))
        && (query.areas.is_empty() || query.areas.contains(&row.area))
        && in_time(query.from, &|from, day| day >= from.first_day())
        && in_time(query.to, &|to, day| day <= to.last_day())
        && question.origin.as_deref().is_none_or(|text| row.kept.cell.file.contains(text))
}

/// That none is kept back of what is asked for, with what is kept back of other things.
fn none_of_these(others: &[KeptBackRow], lists: &CodeLists, question: &FiguresQuestion) -> AnswerError {
    let [(asked_zh, zh), (asked_en, en)] = [Language::Chinese, Language::English].map(|language| {
        let voice = Voice { lists, language };
        let names = |name: &dyn Fn(&KeptBackRow) -> String| {
            let names: BTreeSet<String> = others.iter().map(name).filter(|name| !name.is_empty()).collect();
            listed(names.into_iter().collect(), &voice)
        };
        let indicators = names(&|row| words::indicator_name(lists, &row.indicator, language));
        let tiers = names(&|row| words::tier_name(lists, &row.tier, language));
        let areas = names(&|row| words::area_name(lists, &row.area, language));
        let periods = names(&|row| row.part(Part::Period).to_owned());
        let files = names(&|row| row.kept.cell.file.clone());
        let said = match language {
            Language::Chinese => format!(
                "暂缓的有 {} 条：指标 {indicators}；层级 {tiers}；地区 {areas}；时期 {periods}；文件 {files}",
                others.len()
            ),
            Language::English => format!(
                "kept back ({}): indicators: {indicators}; tiers: {tiers}; areas: {areas}; periods: {periods}; files: {files}",
                others.len()
            ),
        };
        (question.asked(lists, language), said)
    });
    AnswerError::question(
        Localized::new(
            format!("没有暂缓这样的数：{asked_zh}"),
            format!("no such number is kept back: {asked_en}"),
        ),
        Localized::new(zh, en),
    )
}
