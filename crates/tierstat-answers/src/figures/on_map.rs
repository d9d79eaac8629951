//! Figures for areas as they stand on the map of a day: what merged since is summed, what was divided is refused.

use super::question::FiguresQuestion;
use super::row::{FigureRow, FigureRule};
use crate::error::AnswerError;
use crate::row::{Field, Row};
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_model::{CellRef, CodeLists, FigureLookup, Finding, Localized, Reading};
use tierstat_stats::boundaries::on_map;
use tierstat_stats::derived::DerivedTotal;

/// The figures that answer a question on the map of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct FiguresOnMap {
    numbers: Vec<NumberOnMap>,
    /// What cannot be told there exactly.
    pub findings: Vec<Finding>,
    question: FiguresQuestion,
}

#[derive(Debug, Clone, PartialEq)]
enum NumberOnMap {
    AsPrinted(Box<Reading>),
    Sum(DerivedTotal),
}

/// The figures that answer a question, for areas as they stand on the map of a day.
///
/// # Errors
/// [`AnswerError::Question`] where nothing does: with what cannot be told there, or with what there is instead.
pub fn figures_on_map(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    question: &FiguresQuestion,
    day: Date,
) -> Result<FiguresOnMap, AnswerError> {
    let areas = &question.query.areas;
    // Figures of areas that merged stand under other codes than those asked for.
    let mut readings = question.everywhere().readings(lookup, lists)?;
    readings.retain(|reading| question.is_from(&reading.figure));
    let (mut found, mut findings) = on_map(&readings, lists, day);
    if question.names_parts() {
        found.sort_by_cached_key(|number| question.place(&number.key, lists));
    }
    if !areas.is_empty() {
        found.retain(|number| areas.contains(&number.key.area));
        let asked: BTreeSet<&CellRef> = readings
            .iter()
            .filter(|reading| areas.contains(&reading.key.area))
            .map(|reading| &reading.figure.origin.cell)
            .collect();
        findings.retain(|finding| finding.cells.iter().any(|cell| asked.contains(cell)));
    }
    if found.is_empty() {
        return Err(match findings.first() {
            Some(first) => AnswerError::question(
                Localized::new(
                    format!("{day} 的地图上没有可说的数：{}", first.message.zh),
                    format!("no figure can be told on the map of {day}: {}", first.message.en),
                ),
                first.hint.clone(),
            ),
            None => question.unanswered(lookup, lists),
        });
    }
    let numbers = found.into_iter().map(|number| match number.parts.as_slice() {
        [only] if only.key.area == number.key.area => NumberOnMap::AsPrinted(Box::new(only.clone())),
        _ => NumberOnMap::Sum(DerivedTotal { key: number.key, bounds: number.bounds, parts: number.parts }),
    });
    Ok(FiguresOnMap { numbers: numbers.collect(), findings, question: question.clone() })
}

impl FiguresOnMap {
    /// A row for each number.
    #[must_use]
    pub fn rows(&self) -> Vec<FigureRow<'_>> {
        let numbers = self.numbers.iter().map(|number| match number {
            NumberOnMap::AsPrinted(reading) => {
                FigureRow::of_figure(&reading.figure, FigureRule::Preferred(reading.rule))
            }
            NumberOnMap::Sum(sum) => FigureRow::of_sum(sum, FigureRule::SumOnMap),
        });
        numbers.map(|row| row.limited(self.question.limit(row.indicator()))).collect()
    }

    /// The columns of its rows; those of parts only where the question asks for them.
    #[must_use]
    pub fn fields<'a>(&self) -> Vec<Field<FigureRow<'a>>> {
        let names_parts = self.question.names_parts();
        FigureRow::fields().into_iter().filter(|field| names_parts || !field.is_of_parts()).collect()
    }
}
