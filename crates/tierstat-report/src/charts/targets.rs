//! What the series of a chart are to reach: what a plan prints, else all units.

use super::split::Line;
use crate::error::ReportError;
use crate::scope::Scope;
use tierstat_answers::AnswerError;
use tierstat_answers::plan::{self, AimBasis, TargetProgress};
use tierstat_chart::SeriesTarget;
use tierstat_model::{Language, Reading};
use tierstat_stats::known_number::SeriesId;
use tierstat_words::{self as words, Notation};

/// The targets of the lines, as `target` answers them, with the readings that they stand on.
///
/// # Errors
/// Where figures cannot be looked up.
pub(super) fn of(scope: &Scope, lines: &[Line]) -> Result<Vec<(usize, TargetProgress)>, ReportError> {
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(series) = &line.series else { continue };
        match plan::of_one(scope, &scope.lists, series, None) {
            Ok(progress) => found.extend(progress.into_iter().map(|progress| (index, progress))),
            // That one of several series has no target is for `left_out` to say.
            Err(AnswerError::Question { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(found)
}

/// What a plan prints as the targets of one series, by due period.
///
/// # Errors
/// Where figures cannot be looked up.
pub(super) fn planned(scope: &Scope, series: &SeriesId) -> Result<Vec<TargetProgress>, ReportError> {
    match plan::of_one(scope, &scope.lists, series, None) {
        Ok(progress) => {
            Ok(progress.into_iter().filter(|progress| progress.aim.basis == AimBasis::Printed).collect())
        }
        // That one of several series has no target is for `left_out` to say.
        Err(AnswerError::Question { .. }) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// The target of a series by name, as what has none is said.
pub(super) fn of_name(series: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{series}的目标"),
        Language::English => format!("the target of {series}"),
    }
}

/// A target as a chart draws it.
pub(super) fn drawn(
    scope: &Scope,
    (series, progress): &(usize, TargetProgress),
    notation: &Notation,
) -> SeriesTarget {
    let number = &progress.aim.number;
    let stated = match number.readings.as_slice() {
        [Reading { figure, .. }] => Some(&figure.quantity),
        _ => None,
    };
    let bounds = number.bounds;
    SeriesTarget {
        series: *series,
        bounds,
        value: stated.and_then(|quantity| quantity.value),
        due: progress.aim.due,
        due_label: progress
            .aim
            .due
            .map_or_else(String::new, |due| words::period_heading(due, scope.language)),
        printed: stated.map_or_else(
            || words::bounds(&bounds, scope.language),
            |quantity| words::quantity(quantity, scope.language),
        ),
        mark_text: stated.map_or_else(|| notation.bounds(&bounds), |quantity| notation.quantity(quantity)),
    }
}
