//! What is asked of the figures, and what is said where nothing answers.

use crate::breakdowns::{BreakdownText, Limits, Parts};
use crate::error::AnswerError;
use crate::instead::{no_such_part, nothing_there};
use crate::names;
use crate::selection::{Selection, SelectionText};
use std::collections::BTreeSet;
use tierstat_model::{
    Breakdown, CodeLists, Figure, FigureLookup, FigureQuery, IndicatorId, Language, Localized, Period,
    Reading, SeriesKey,
};
use tierstat_words as words;

/// Which figures are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct FiguresQuestion {
    /// By what they are about.
    pub query: FigureQuery,
    /// By a text that their document, publisher or file holds.
    pub origin: Option<String>,
    /// The look-ups of indicators that stand for a part of what is asked for.
    beside: Vec<FigureQuery>,
    limits: Limits,
    /// The parts that are asked for, by name; `None` where the question says nothing of parts.
    part: Option<AskedPart>,
}

#[derive(Debug, Clone, PartialEq)]
struct AskedPart {
    said: Localized,
    indicators: Vec<IndicatorId>,
}

impl From<FigureQuery> for FiguresQuestion {
    fn from(query: FigureQuery) -> Self {
        Self { query, origin: None, beside: Vec::new(), limits: Limits::new(), part: None }
    }
}

/// The question that a person means; what is not written asks for all, but where nothing is written of breakdowns for wholes only.
///
/// # Errors
/// [`AnswerError::Question`] where a name is unknown or means several things, or one question would mean two.
pub fn question(
    lists: &CodeLists,
    text: SelectionText<'_>,
    part: BreakdownText<'_>,
    period: Option<Period>,
) -> Result<FiguresQuestion, AnswerError> {
    let Selection { indicators, tiers, areas, known_on, .. } = Selection::anything(lists, text)?;
    let Parts { parts, limits } = Parts::of(lists, indicators.clone(), part)?;
    let mut queries = parts.into_iter().map(|part| FigureQuery {
        breakdowns: part.breakdowns,
        indicators: part.indicators,
        tiers: tiers.clone(),
        areas: areas.clone(),
        from: period,
        to: period,
        known_on,
    });
    let query = queries.next().unwrap_or_else(FigureQuery::of_wholes);
    let part = part.said(lists)?.map(|said| AskedPart { said, indicators });
    Ok(FiguresQuestion { beside: queries.collect(), limits, part, ..query.into() })
}

impl FiguresQuestion {
    /// The look-ups that answer it.
    pub fn queries(&self) -> impl Iterator<Item = &FigureQuery> {
        std::iter::once(&self.query).chain(&self.beside)
    }

    /// Whether it says which parts of indicators it means.
    #[must_use]
    pub fn names_parts(&self) -> bool {
        self.part.is_some()
    }

    /// What an indicator that stands for a part of another one is limited to in this question.
    pub(super) fn limit(&self, indicator: &IndicatorId) -> Option<&Breakdown> {
        self.limits.get(indicator).map(|(_, limit)| limit)
    }

    /// The readings that answer it: by question, and where it asks for parts by what they are parts of, in the order of the lists.
    ///
    /// # Errors
    /// [`AnswerError::Stats`] where the figures cannot be looked up.
    pub fn readings(
        &self,
        lookup: &dyn FigureLookup,
        lists: &CodeLists,
    ) -> Result<Vec<Reading>, AnswerError> {
        let mut found = lookup.readings(&self.query)?;
        for query in &self.beside {
            found.extend(lookup.readings(query)?);
        }
        if self.names_parts() {
            found.sort_by_cached_key(|reading| self.place(&reading.key, lists));
            found.dedup_by(|one, other| one.key == other.key);
        }
        Ok(found)
    }

    /// Where a number stands among those that answer.
    pub(super) fn place(&self, key: &SeriesKey, lists: &CodeLists) -> impl Ord + use<> {
        let SeriesKey { indicator, tier, area, breakdown, period } = key.clone();
        let (base, place) = (self.limits.get(&indicator), self.shown(&indicator, &breakdown));
        let base = base.map_or_else(|| indicator.clone(), |(base, _)| base.clone());
        (base, tier, area, lists.place(&place), indicator, period)
    }

    /// The breakdown that stands beside an indicator: its own, with what the indicator is limited to.
    #[must_use]
    pub fn shown(&self, indicator: &IndicatorId, breakdown: &Breakdown) -> Breakdown {
        let mut shown = breakdown.clone();
        if let Some(limit) = self.limit(indicator) {
            shown.fill(limit);
        }
        shown
    }

    /// The same for all areas.
    pub(super) fn everywhere(&self) -> Self {
        let everywhere = |query: &FigureQuery| FigureQuery { areas: Vec::new(), ..query.clone() };
        let beside = self.beside.iter().map(everywhere).collect();
        Self { query: everywhere(&self.query), beside, ..self.clone() }
    }

    /// Whether a figure is from the origin that is asked for.
    pub(super) fn is_from(&self, figure: &Figure) -> bool {
        let origin = &figure.origin;
        self.origin.as_deref().is_none_or(|text| {
            let names = [&origin.document.title, &origin.document.publisher, &origin.cell.file];
            names.iter().any(|name| name.contains(text))
        })
    }

    /// What is asked for, by name; empty where all is.
    pub(crate) fn asked(&self, lists: &CodeLists, language: Language) -> String {
        let FigureQuery { indicators, tiers, areas, from, known_on, .. } = &self.query;
        let indicators = self.part.as_ref().map_or(indicators, |part| &part.indicators);
        let join = |names: Vec<String>| {
            Some(names.join(if language == Language::Chinese { "、" } else { ", " }))
                .filter(|names| !names.is_empty())
        };
        let known = known_on.map(|day| match language {
            Language::Chinese => format!("{day} 所知"),
            Language::English => format!("as known on {day}"),
        });
        let origin = self.origin.as_deref().map(|text| match language {
            Language::Chinese => format!("来源含“{text}”"),
            Language::English => format!("from `{text}`"),
        });
        let parts = [
            join(indicators.iter().map(|id| words::indicator_name(lists, id, language)).collect()),
            join(tiers.iter().map(|id| words::tier_name(lists, id, language)).collect()),
            join(areas.iter().map(|code| words::area_name(lists, code, language)).collect()),
            self.part.as_ref().map(|part| part.said.get(language).to_owned()),
            from.map(|period| words::period(period, language)),
            known,
            origin,
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// That nothing answers, with what there is instead.
    pub(super) fn unanswered(&self, lookup: &dyn FigureLookup, lists: &CodeLists) -> AnswerError {
        let [zh, en] = [Language::Chinese, Language::English].map(|language| self.asked(lists, language));
        let message = match en.is_empty() {
            true => Localized::new("账本里没有数据", "the ledger has no figure"),
            false => {
                Localized::new(format!("没有这样的数据：{zh}"), format!("there is no such figure: {en}"))
            }
        };
        if let Some(text) = &self.origin {
            match self.readings(lookup, lists) {
                Ok(readings) if readings.is_empty() => {}
                Ok(readings) => {
                    let figures = readings
                        .iter()
                        .flat_map(|reading| std::iter::once(&reading.figure).chain(&reading.behind));
                    return AnswerError::question(message, other_origins(text, figures, lists));
                }
                Err(error) => return error,
            }
        }
        let FigureQuery { indicators, tiers, areas, known_on, .. } = self.query.clone();
        let indicators = self.part.as_ref().map_or(indicators, |part| part.indicators.clone());
        let selection = Selection { indicators, tiers, areas, known_on, ..Selection::default() };
        match self.names_parts() {
            true => no_such_part(lookup, lists, &selection, message),
            false => nothing_there(lookup, lists, &selection, message),
        }
    }
}

/// The publishers and files that there are in place of those asked for.
fn other_origins<'a>(text: &str, figures: impl Iterator<Item = &'a Figure>, lists: &CodeLists) -> Localized {
    let names: BTreeSet<&str> = figures
        .flat_map(|figure| [figure.origin.document.publisher.as_str(), figure.origin.cell.file.as_str()])
        .filter(|name| !name.is_empty())
        .collect();
    let near = names::alike(text, names.iter().map(|name| (*name, *name)));
    let [zh, en] = [Language::Chinese, Language::English].map(|language| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        crate::instead::listed(names, &crate::voice::Voice { lists, language })
    });
    if near.is_empty() {
        return Localized::new(format!("有数据的来源是：{zh}"), format!("there are figures from: {en}"));
    }
    Localized::new(format!("您是不是要：{}？", near.join("、")), format!("did you mean {}?", near.join(", ")))
}
