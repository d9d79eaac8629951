//! The coverage of a selection over time.

use super::point::Sources;
use super::refusal::no_coverage;
use super::series::SeriesCoverage;
use super::when_covered::{CurveChoice, WhenCovered};
use crate::error::AnswerError;
use crate::selection::{Members, Selection};
use crate::series::member_series;
use tierstat_model::{CodeLists, FigureLookup};

/// The coverage of every series of a selection over time, with when all will be covered where a curve is chosen.
///
/// # Errors
/// [`AnswerError::Question`] where no period has a coverage, with what is missing and what there is instead.
pub fn over_time(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    members: Members,
    curve: Option<CurveChoice>,
) -> Result<Vec<SeriesCoverage>, AnswerError> {
    let mut found = Vec::new();
    for series in member_series(lookup, lists, selection, members)? {
        let sources = Sources::of(lookup, lists, &series, selection.known_on)?;
        let (points, without_number) = sources.points(&series);
        if points.is_empty() {
            continue;
        }
        let mut coverage = SeriesCoverage { series, points, without_number, when: None };
        coverage.when = curve.map(|curve| WhenCovered::of(&coverage.covered(), curve));
        found.push(coverage);
    }
    if found.iter().all(|series| series.covered().is_empty()) {
        return Err(no_coverage(lookup, lists, selection, &found));
    }
    Ok(found)
}
