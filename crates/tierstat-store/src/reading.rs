//! Readings: which of several figures answers a question, and why.

use crate::edition_order::edition_order;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Figure, FigureQuery, Precision, Reading, ReadingRule, SeriesKey, Status};

/// A figure with the order in which its file came.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The figure.
    pub figure: Figure,
    /// The number of the import that brought it; of two contents of one file the larger is the newer.
    pub sequence: i64,
}

/// One reading for each question among the candidates that a query asks for, ordered by question.
///
/// The order of preference: a correction, the smaller source rank, what is not marked as of low reliability, what a document
/// prints of which it is known when it came out or was received, the later day of knowledge (of two contents of one
/// file the newer, of two documents of one publisher the later edition), the more precise print, the first by origin. A number is preferred over a missing one before all
/// of these. The order of import of different files never matters.
///
/// A document without a day that a row of a collection names was known since the collection came, but may be of any time
/// before: that makes it no later edition. Where it says the same as the first one, and more closely, it answers all the same: the day
/// decides between documents that contradict each other.
#[must_use]
pub fn readings_of(candidates: Vec<Candidate>, query: &FigureQuery) -> Vec<Reading> {
    let mut questions: BTreeMap<SeriesKey, Vec<Candidate>> = BTreeMap::new();
    for candidate in candidates {
        if query.accepts(&candidate.figure) {
            questions.entry(candidate.figure.key()).or_default().push(candidate);
        }
    }
    questions.into_iter().filter_map(|(key, candidates)| reading(key, candidates)).collect()
}

fn reading(key: SeriesKey, mut candidates: Vec<Candidate>) -> Option<Reading> {
    candidates.sort_by(|first, second| compare(first, second).0);
    if candidates.len() > 1 {
        let mut seen = BTreeSet::new();
        candidates.retain(|candidate| seen.insert(candidate.figure.id.clone()));
    }
    let rule = match candidates.as_slice() {
        [first, second, ..] => compare(first, second).1,
        _ => ReadingRule::OnlyOne,
    };
    // A day is asked for where documents contradict each other; one without a day that says the same more closely contradicts none.
    let rule = match undated_that_says_it_more_closely(&candidates) {
        Some(place) => {
            let closer = candidates.remove(place);
            candidates.insert(0, closer);
            ReadingRule::MorePrecise
        }
        None => rule,
    };
    let mut figures = candidates.into_iter().map(|candidate| candidate.figure);
    let figure = figures.next()?;
    Some(Reading { key, figure, rule, behind: figures.collect() })
}

/// The place of a figure of an undated document that lies within the first one's bounds and is narrower; of several the narrowest.
fn undated_that_says_it_more_closely(candidates: &[Candidate]) -> Option<usize> {
    let (first, others) = candidates.split_first()?;
    let width = |figure: &Figure| {
        let bounds = figure.quantity.bounds?;
        Some(bounds.upper_value()? - bounds.lower())
    };
    let around = first.figure.quantity.bounds?;
    let widest = width(&first.figure)?;
    let is_closer = |other: &Figure| {
        is_undated(other)
            && !is_undated(&first.figure)
            && other.status != Status::U
            && other.correction.is_none() == first.figure.correction.is_none()
            && other.origin.source_rank == first.figure.origin.source_rank
            && other.quantity.bounds.is_some_and(|bounds| bounds.lies_within(&around))
    };
    let mut best: Option<(f64, usize)> = None;
    for (place, other) in others.iter().enumerate() {
        let Some(own) = width(&other.figure).filter(|own| *own < widest && is_closer(&other.figure)) else {
            continue;
        };
        if best.is_none_or(|(narrowest, _)| own < narrowest) {
            best = Some((own, place + 1));
        }
    }
    best.map(|(_, place)| place)
}

/// Whether nobody knows when the document of a figure came out or was received.
fn is_undated(figure: &Figure) -> bool {
    figure.origin.document.published_on.is_none() && figure.origin.document.received_on.is_none()
}

/// Of two documents of one publisher, known since the same day, the later edition comes first: 2025 (2) before 2025.
fn later_edition(one: &Figure, other: &Figure) -> Ordering {
    let (first, second) = (&one.origin.document, &other.origin.document);
    if first.publisher.is_empty() || first.publisher != second.publisher {
        return Ordering::Equal;
    }
    edition_order(&second.edition, &first.edition)
}

/// Which of two comes first, and the rule that says so.
fn compare(first: &Candidate, second: &Candidate) -> (Ordering, ReadingRule) {
    let (one, other) = (&first.figure, &second.figure);
    let is_missing = |figure: &Figure| figure.quantity.precision == Precision::Missing;
    let newer_content = if one.origin.cell.file == other.origin.cell.file {
        second.sequence.cmp(&first.sequence)
    } else {
        Ordering::Equal
    };
    let is_unreliable = |figure: &Figure| figure.status == Status::U;
    let place = |figure: &Figure| {
        let cell = &figure.origin.cell;
        (
            figure.origin.document.title.clone(),
            cell.file.clone(),
            cell.sheet.clone(),
            cell.row,
            cell.column,
            figure.id.clone(),
        )
    };
    [
        (is_missing(one).cmp(&is_missing(other)), ReadingRule::MorePrecise),
        (other.correction.is_some().cmp(&one.correction.is_some()), ReadingRule::Correction),
        (one.origin.source_rank.cmp(&other.origin.source_rank), ReadingRule::SourceRank),
        (is_unreliable(one).cmp(&is_unreliable(other)), ReadingRule::Reliability),
        (is_undated(one).cmp(&is_undated(other)), ReadingRule::DatedDocument),
        (other.origin.known_on.cmp(&one.origin.known_on), ReadingRule::LaterEdition),
        (newer_content, ReadingRule::LaterEdition),
        (later_edition(one, other), ReadingRule::LaterEdition),
        (one.quantity.precision.rank().cmp(&other.quantity.precision.rank()), ReadingRule::MorePrecise),
    ]
    .into_iter()
    .find(|(order, _)| *order != Ordering::Equal)
    .unwrap_or_else(|| (place(one).cmp(&place(other)), ReadingRule::FirstByOrigin))
}
