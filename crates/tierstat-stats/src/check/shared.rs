//! What several rules look at, put together once from the evidence.

use super::evidence::{DocumentKey, Evidence, document_key};
use super::series::Series;
use std::collections::BTreeMap;
use tierstat_model::{CodeLists, DimensionId, Figure, IndicatorId, Limit, MemberId, SeriesKey};

/// What several rules look at, put together once.
#[derive(Debug)]
pub(super) struct Shared<'a> {
    /// The stocks, each in order of time.
    pub(super) series: Vec<Series<'a>>,
    /// The printed figures by the document that prints them.
    pub(super) documents: Vec<Document<'a>>,
}

impl<'a> Shared<'a> {
    pub(super) fn of(evidence: &'a Evidence<'_>) -> Self {
        let mut documents: BTreeMap<DocumentKey<'_>, Vec<&Figure>> = BTreeMap::new();
        for figure in evidence.printed() {
            documents.entry(document_key(figure)).or_default().push(figure);
        }
        let limits = Limits::of(evidence.lists);
        let documents = documents.into_values().map(|figures| Document::of(figures, &limits)).collect();
        Self { series: Series::all(evidence), documents }
    }
}

/// The printed figures of one document.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// In order of question.
    pub(super) figures: Vec<&'a Figure>,
    /// The first figure that it prints for each question.
    questions: BTreeMap<SeriesKey, &'a Figure>,
    /// The members of each dimension by the question of what they part.
    members: BTreeMap<(SeriesKey, DimensionId), Vec<(MemberId, &'a Figure)>>,
}

/// The indicators that are another one limited to a member.
struct Limits<'l>(BTreeMap<&'l IndicatorId, &'l Limit>);

impl<'l> Limits<'l> {
    fn of(lists: &'l CodeLists) -> Self {
        let limits = lists.indicators.indicators.iter();
        Self(limits.filter_map(|known| Some((&known.id, known.is.as_ref()?))).collect())
    }
}

impl<'a> Document<'a> {
    fn of(figures: Vec<&'a Figure>, limits: &Limits<'_>) -> Self {
        let mut questions = BTreeMap::new();
        for figure in &figures {
            questions.entry(figure.key()).or_insert(*figure);
        }
        let mut members: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (key, figure) in &questions {
            let key: &SeriesKey = key;
            for (dimension, member) in key.breakdown.members() {
                let whole = SeriesKey { breakdown: key.breakdown.clone().without(dimension), ..key.clone() };
                members.entry((whole, dimension.clone())).or_default().push((member.clone(), *figure));
            }
            if let Some(limit) = limits.0.get(&key.indicator) {
                let whole = SeriesKey { indicator: limit.indicator.clone(), ..key.clone() };
                let of = members.entry((whole, limit.dimension.clone())).or_default();
                of.push((limit.member.clone(), *figure));
            }
        }
        Self { figures, questions, members }
    }

    /// The members of each dimension that it prints, by the question of what they part.
    pub(super) fn members(
        &self,
    ) -> impl Iterator<Item = ((&SeriesKey, &DimensionId), &[(MemberId, &'a Figure)])> {
        self.members.iter().map(|((whole, dimension), members)| ((whole, dimension), members.as_slice()))
    }

    /// The first figure that it prints for a question.
    pub(super) fn figure(&self, key: &SeriesKey) -> Option<&'a Figure> {
        self.questions.get(key).copied()
    }
}
