//! What is asked of the figures, and what is said where nothing answers.

use crate::error::AnswerError;
use crate::instead::nothing_there;
use crate::names;
use crate::selection::{Selection, SelectionText};
use std::collections::BTreeSet;
use tierstat_model::{Breakdowns, CodeLists, Figure, FigureLookup, FigureQuery, Language, Localized, Period};
use tierstat_words as words;

/// Which figures are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct FiguresQuestion {
    /// By what they are about.
    pub query: FigureQuery,
    /// By a text that their document, publisher or file holds.
    pub origin: Option<String>,
}

/// The question that a person means; what is not written asks for all.
///
/// # Errors
/// [`AnswerError::Question`] where a name is unknown or means several things.
pub fn query(
    lists: &CodeLists,
    text: SelectionText<'_>,
    period: Option<Period>,
) -> Result<FigureQuery, AnswerError> {
    let SelectionText { indicators, tiers, areas, known_on } = text;
    Ok(FigureQuery {
        breakdowns: Breakdowns::Whole,
        indicators: indicators.iter().map(|text| names::indicator(lists, text)).collect::<Result<_, _>>()?,
        tiers: tiers.iter().map(|text| names::tier(lists, text)).collect::<Result<_, _>>()?,
        areas: areas.iter().map(|text| names::area(lists, text)).collect::<Result<_, _>>()?,
        from: period,
        to: period,
        known_on,
    })
}

impl FiguresQuestion {
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
            match lookup.readings(&self.query) {
                Ok(readings) if readings.is_empty() => {}
                Ok(readings) => {
                    let figures = readings
                        .iter()
                        .flat_map(|reading| std::iter::once(&reading.figure).chain(&reading.behind));
                    return AnswerError::question(message, other_origins(text, figures, lists));
                }
                Err(error) => return error.into(),
            }
        }
        let FigureQuery { indicators, tiers, areas, known_on, .. } = self.query.clone();
        nothing_there(lookup, lists, &Selection { indicators, tiers, areas, known_on }, message)
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
