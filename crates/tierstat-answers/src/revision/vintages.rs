//! How far first numbers are usually off, and how long until they are stable: a row for each indicator.

use crate::error::AnswerError;
use crate::instead::nothing_there;
use crate::row::{Field, Row};
use crate::selection::Selection;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    Bounds, CodeLists, FigureLookup, FigureQuery, IndicatorId, Localized, Reading, SeriesKey,
};
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

/// What was said of one question from one day on.
#[derive(Debug, Clone, PartialEq)]
pub struct Vintage {
    /// The day.
    pub day: Date,
    /// The reading that answers it; `None` where none does any more.
    pub reading: Option<Reading>,
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
    let said = vintages(lookup, &selection.query(), days)?;
    if said.is_empty() {
        let message = Localized::new("没有可查其修订的数据", "there is no figure that could be revised");
        return Err(nothing_there(lookup, lists, selection, message));
    }
    let mut questions: BTreeMap<IndicatorId, Vec<Vec<(Date, Bounds)>>> = BTreeMap::new();
    for (key, vintages) in said {
        let numbers = vintages.iter().filter_map(|vintage| Some((vintage.day, vintage.bounds()?)));
        let mut numbers: Vec<(Date, Bounds)> = numbers.collect();
        // What came back as it was is no other number.
        numbers.dedup_by(|later, earlier| later.1 == earlier.1);
        questions.entry(key.indicator).or_default().push(numbers);
    }
    let rows = questions.into_iter().map(|(indicator, all)| Revisions {
        indicator,
        questions: all.len(),
        found: revision_statistics(&all),
    });
    Ok(rows.collect())
}

/// What was said of each question on each of the days, in order: a vintage is a day on which another number answers, or none any more.
///
/// # Errors
/// Where the figures cannot be looked up.
pub fn vintages(
    lookup: &dyn FigureLookup,
    query: &FigureQuery,
    days: &BTreeSet<Date>,
) -> Result<BTreeMap<SeriesKey, Vec<Vintage>>, AnswerError> {
    let mut all: BTreeMap<SeriesKey, Vec<Vintage>> = BTreeMap::new();
    for day in days {
        let readings = lookup.readings(&FigureQuery { known_on: Some(*day), ..query.clone() })?;
        let has_number = |reading: &Reading| reading.figure.quantity.bounds.is_some();
        let known = readings.into_iter().filter(has_number).map(|reading| (reading.key.clone(), reading));
        let mut known: BTreeMap<SeriesKey, Reading> = known.collect();
        for (key, vintages) in &mut all {
            let now = known.remove(key);
            let before = vintages.last().and_then(Vintage::bounds);
            if now.as_ref().and_then(|reading| reading.figure.quantity.bounds) != before {
                vintages.push(Vintage { day: *day, reading: now });
            }
        }
        for (key, reading) in known {
            all.insert(key, vec![Vintage { day: *day, reading: Some(reading) }]);
        }
    }
    Ok(all)
}

impl Vintage {
    /// The number.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.reading.as_ref().and_then(|reading| reading.figure.quantity.bounds)
    }
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
