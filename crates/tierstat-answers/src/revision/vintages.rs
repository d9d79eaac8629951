//! How far first numbers are usually off, and how long until they are stable: a row for each indicator.

use crate::error::AnswerError;
use crate::instead::nothing_there;
use crate::row::{Field, Row};
use crate::selection::Selection;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Bounds, CodeLists, FigureLookup, FigureQuery, IndicatorId, Localized, SeriesKey};
use tierstat_stats::revision::{RevisionStatistics, revision_statistics};
use tierstat_words as words;

/// The revisions of the figures of one indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Revisions {
    /// The indicator.
    pub indicator: IndicatorId,
    /// How many questions of it were answered on some day.
    pub questions: usize,
    /// How far first numbers were off; `None` where no question was answered by two.
    pub found: Option<RevisionStatistics>,
}

/// The revisions of the figures of a selection, over the days on which something became known.
///
/// # Errors
/// [`AnswerError::Question`] where there is no figure, with what there is instead.
pub fn revisions(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    days: &BTreeSet<Date>,
) -> Result<Vec<Revisions>, AnswerError> {
    // What was said of each question on each of the days.
    let mut vintages: BTreeMap<IndicatorId, BTreeMap<SeriesKey, Vec<(Date, Bounds)>>> = BTreeMap::new();
    for day in days {
        let known = FigureQuery { known_on: Some(*day), ..selection.query() };
        for reading in lookup.readings(&known)? {
            let Some(bounds) = reading.figure.quantity.bounds else { continue };
            let of_indicator = vintages.entry(reading.key.indicator.clone()).or_default();
            let vintage = of_indicator.entry(reading.key).or_default();
            // A vintage is a day on which another figure answers.
            if vintage.last().is_none_or(|(_, last)| *last != bounds) {
                vintage.push((*day, bounds));
            }
        }
    }
    if vintages.is_empty() {
        let message = Localized::new("没有可查其修订的数据", "there is no figure that could be revised");
        return Err(nothing_there(lookup, lists, selection, message));
    }
    let rows = vintages.into_iter().map(|(indicator, questions)| {
        let all: Vec<_> = questions.into_values().collect();
        Revisions { indicator, questions: all.len(), found: revision_statistics(&all) }
    });
    Ok(rows.collect())
}

impl Revisions {
    fn of(&self, take: fn(&RevisionStatistics) -> f64) -> Option<f64> {
        self.found.as_ref().map(take)
    }

    /// A ratio in percent, as people read it.
    fn percent(&self, take: fn(&RevisionStatistics) -> f64) -> String {
        self.of(take).map_or_else(String::new, |ratio| words::hundredths(ratio * 100.0))
    }
}

impl Row for Revisions {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.indicator),
            Field::how_many("questions", ["数据", "figures"], |row| Some(row.questions)),
            Field::how_many("with_vintages", ["有先后两说", "with vintages"], |row| {
                Some(row.found.as_ref().map_or(0, |found| found.questions))
            }),
            Field::how_many("revised", ["有修订", "revised"], |row| {
                Some(row.found.as_ref().map_or(0, |found| found.revised))
            }),
            Field::words("mean_revision", ["平均修订 %", "mean revision %"], |row, _| {
                row.percent(|found| found.mean_revision)
            }),
            Field::measure("mean_revision", ["", ""], |row: &Self| row.of(|found| found.mean_revision))
                .for_programs(),
            Field::words(
                "mean_absolute_revision",
                ["平均修订幅度 %", "mean absolute revision %"],
                |row, _| row.percent(|found| found.mean_absolute_revision),
            ),
            Field::measure("mean_absolute_revision", ["", ""], |row: &Self| {
                row.of(|found| found.mean_absolute_revision)
            })
            .for_programs(),
            Field::words(
                "median_days_to_stable",
                ["稳定天数（中位）", "days until stable (median)"],
                |row, _| {
                    row.of(|found| found.median_days_to_stable)
                        .map_or_else(String::new, |days| days.to_string())
                },
            ),
            Field::measure("median_days_to_stable", ["", ""], |row: &Self| {
                row.of(|found| found.median_days_to_stable)
            })
            .for_programs(),
        ]
    }
}
