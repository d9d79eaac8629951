//! Against plan: how far a series is towards a target, at which pace, and when it is reached at this pace.

mod aim;
mod declared;
mod explained;
mod progress;
mod refusal;
mod row;
mod sources;
#[cfg(test)]
mod tests;

pub use aim::{Aim, AimBasis};
pub use declared::with_targets;
pub use progress::{Standing, TargetProgress, When};
pub use sources::Counted;

use crate::error::AnswerError;
use crate::selection::{Members, Selection};
use crate::series::types_of;
use jiff::civil::Date;
use refusal::no_target;
use sources::Sources;
use tierstat_model::{AreaCode, Breakdown, CodeLists, FigureLookup, IndicatorId, Period};
use tierstat_stats::known_number::SeriesId;

/// How far the series of a selection are towards their targets: a row for each series and target, by due period.
///
/// An indicator of the selection may be what is counted or a target of it, which then stands alone. Where no source prints a target, and
/// the code list says what the indicator covers, the aim is all units. Without an indicator all that have a target are asked for.
/// `since` leaves earlier numbers out of the pace.
///
/// # Errors
/// [`AnswerError::Question`] where there is no target, with what there is instead.
pub fn against_plan(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    members: Members,
    since: Option<Period>,
) -> Result<Vec<TargetProgress>, AnswerError> {
    let mut found = Vec::new();
    for (indicator, only) in asked(lists, &selection.indicators, members)? {
        for area in areas(lists, &selection.areas, members) {
            let sources = Sources::of(lookup, lists, (&indicator, &area), selection.known_on)?;
            let tiers = if selection.tiers.is_empty() && members == Members::Tiers {
                sources.tiers(&indicator)
            } else {
                selection.tiers_or_total(lists)
            };
            for tier in tiers {
                let (indicator, area) = (indicator.clone(), area.clone());
                let series = SeriesId { indicator, tier, area, breakdown: Breakdown::whole() };
                found.extend(of_series(&sources, &series, only.as_ref(), since));
            }
        }
    }
    if found.is_empty() {
        return Err(no_target(lookup, lists, selection));
    }
    Ok(found)
}

/// How far one series is towards its targets, by due period: what a report binds, and the same as rows of [`against_plan`].
///
/// # Errors
/// [`AnswerError::Question`] where it has no target, with what there is instead.
pub fn of_one(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    series: &SeriesId,
    known_on: Option<Date>,
) -> Result<Vec<TargetProgress>, AnswerError> {
    let selection = Selection {
        indicators: vec![series.indicator.clone()],
        tiers: vec![series.tier.clone()],
        areas: vec![series.area.clone()],
        known_on,
        ..Selection::default()
    };
    against_plan(lookup, lists, &selection, Members::Tiers, None)
}

fn of_series(
    sources: &Sources<'_>,
    series: &SeriesId,
    only: Option<&IndicatorId>,
    since: Option<Period>,
) -> Vec<TargetProgress> {
    let counted = Counted::of(sources, series);
    let mut aims = Aim::all(sources, series, only);
    if let (true, None, Some(latest)) = (aims.is_empty(), only, counted.numbers.last()) {
        aims.extend(Aim::all_units(sources, series, latest.period));
    }
    aims.into_iter().map(|aim| TargetProgress::of(series.clone(), aim, counted.clone(), since)).collect()
}

/// What is counted, each with the one target that was asked for by its own id.
fn asked(
    lists: &CodeLists,
    indicators: &[IndicatorId],
    members: Members,
) -> Result<Vec<(IndicatorId, Option<IndicatorId>)>, AnswerError> {
    let mut all = Vec::new();
    for id in indicators {
        match lists.indicators.get(id).and_then(|indicator| indicator.target_of.clone()) {
            Some(counted) => all.push((counted, Some(id.clone()))),
            None if members == Members::Types => {
                all.extend(types_of(lists, id)?.into_iter().map(|part| (part.id.clone(), None)));
            }
            None => all.push((id.clone(), None)),
        }
    }
    Ok(all)
}

/// The areas, or those that lie in them.
fn areas(lists: &CodeLists, areas: &[AreaCode], members: Members) -> Vec<AreaCode> {
    if members != Members::Areas {
        return areas.to_vec();
    }
    let is_inside =
        |inner: &&tierstat_model::Area| inner.parent.as_ref().is_some_and(|outer| areas.contains(outer));
    let mut inside: Vec<AreaCode> =
        lists.areas.all().iter().filter(is_inside).map(|inner| inner.code.clone()).collect();
    inside.dedup();
    inside
}
