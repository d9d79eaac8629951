//! The figures that answer a question, with the sums of tiers that no source prints.

use super::panel::Panel;
use super::question::FiguresQuestion;
use super::row::{FigureRow, FigureRule};
use super::totals::totals;
use crate::error::AnswerError;
use crate::row::{Field, Row};
use std::collections::BTreeSet;
use tierstat_model::{
    Breakdown, CodeLists, DimensionId, FigureId, FigureLookup, Localized, MemberId, Reading,
};
use tierstat_stats::derived::DerivedTotal;

/// What answers a question: one reading for each question that it holds, and the totals that no source prints.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The readings, each with the figures that stand behind it, in order of what they are about.
    pub readings: Vec<Reading>,
    /// The sums of tiers; none where figures of one origin are asked for, since no source prints them.
    pub totals: Vec<DerivedTotal>,
    question: FiguresQuestion,
}

/// The figures that answer a question.
///
/// # Errors
/// [`AnswerError::Question`] where nothing does, with what there is instead.
pub fn figures(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    question: FiguresQuestion,
) -> Result<Figures, AnswerError> {
    let mut readings = question.readings(lookup, lists)?;
    readings.retain(|reading| {
        question.is_from(&reading.figure) || reading.behind.iter().any(|figure| question.is_from(figure))
    });
    let totals = match question.origin {
        None => sums(lookup, lists, &question)?,
        Some(_) => Vec::new(),
    };
    if readings.is_empty() && totals.is_empty() {
        return Err(question.unanswered(lookup, lists));
    }
    Ok(Figures { readings, totals, question })
}

/// The sums of tiers that a question asks for, each within one breakdown.
fn sums(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    question: &FiguresQuestion,
) -> Result<Vec<DerivedTotal>, AnswerError> {
    let mut found = Vec::new();
    for query in question.queries() {
        found.extend(totals(lookup, lists, query)?);
    }
    if question.names_parts() {
        found.sort_by_cached_key(|total| question.place(&total.key, lists));
        found.dedup_by(|one, other| one.key == other.key);
    }
    Ok(found)
}

impl Figures {
    /// The columns of its rows; those of parts only where the question asks for them.
    #[must_use]
    pub fn fields<'a>(&self) -> Vec<Field<FigureRow<'a>>> {
        let names_parts = self.question.names_parts();
        FigureRow::fields().into_iter().filter(|field| names_parts || !field.is_of_parts()).collect()
    }

    /// The same with its readings put in another order, whose key has the breakdown by its place among those of the lists.
    ///
    /// # Errors
    /// That of the order.
    pub fn reordered<E>(
        mut self,
        lists: &CodeLists,
        order: impl FnOnce(Vec<Reading>) -> Result<Vec<Reading>, E>,
    ) -> Result<Self, E> {
        let place = |reading: &Reading| {
            lists.place(&self.question.shown(&reading.key.indicator, &reading.figure.breakdown))
        };
        if self.question.names_parts() {
            let mut places: Vec<_> = self.readings.iter().map(place).collect();
            places.sort();
            places.dedup();
            let ranks: Vec<usize> = self
                .readings
                .iter()
                .map(|reading| places.partition_point(|other| *other < place(reading)))
                .collect();
            for (reading, rank) in self.readings.iter_mut().zip(ranks) {
                let rank = MemberId(format!("{rank:09}"));
                reading.key.breakdown = Breakdown::whole().with(DimensionId(String::new()), rank);
            }
        }
        self.readings = order(self.readings)?;
        for reading in &mut self.readings {
            reading.key.breakdown = reading.figure.breakdown.clone();
        }
        Ok(self)
    }

    /// A table of the readings with a row for each series, which has its columns and rows from `table`.
    ///
    /// # Errors
    /// That of the table.
    pub fn panel<E>(
        &self,
        lists: &CodeLists,
        table: impl FnOnce(&[Reading]) -> Result<(Vec<String>, Vec<Vec<String>>), E>,
    ) -> Result<Panel, E> {
        let mut readings = self.readings_of_origin();
        for reading in &mut readings {
            reading.key.breakdown = self.question.shown(&reading.key.indicator, &reading.key.breakdown);
        }
        let (columns, rows) = table(&readings)?;
        let mut panel = Panel::of_table(columns, rows);
        if self.question.names_parts() {
            panel.has_parts = true;
            panel.rows.sort_by_cached_key(|row| row.place(&self.question, lists));
        }
        Ok(panel)
    }

    /// A row for each figure that is preferred and each sum; with the figures behind them where they are asked for, and always
    /// where those of one origin are.
    #[must_use]
    pub fn rows(&self, behind: bool) -> Vec<FigureRow<'_>> {
        let is_wanted = |row: &FigureRow<'_>| row.figure().is_none_or(|figure| self.question.is_from(figure));
        let shows_behind = behind || self.question.origin.is_some();
        let of_readings = self.readings.iter().flat_map(|reading| {
            let others = reading.behind.iter().filter(move |_| shows_behind);
            std::iter::once(FigureRow::of_figure(&reading.figure, FigureRule::Preferred(reading.rule)))
                .chain(others.map(|figure| FigureRow::of_figure(figure, FigureRule::Behind)))
        });
        let of_totals = self.totals.iter().map(|total| FigureRow::of_sum(total, FigureRule::SumOfTiers));
        let rows = of_readings.filter(is_wanted).chain(of_totals);
        rows.map(|row| row.limited(self.question.limit(row.indicator()))).collect()
    }

    /// The ids of the figures that are preferred and of the parts of the sums, each once.
    #[must_use]
    pub fn ids(&self) -> Vec<FigureId> {
        let parts = self.totals.iter().flat_map(|total| &total.parts);
        let mut seen = BTreeSet::new();
        let all = self.readings.iter().chain(parts).map(|reading| &reading.figure.id);
        all.filter(|id| seen.insert(*id)).cloned().collect()
    }

    /// The readings alone, as they are printed, for an order or a shape that holds no sums; and what is left out by that.
    ///
    /// # Errors
    /// [`AnswerError::Question`] where there are sums alone.
    pub fn printed(self) -> Result<(Self, Option<Localized>), AnswerError> {
        let left_out = self.totals.len();
        if self.readings.is_empty() {
            return Err(AnswerError::question(
                Localized::new(
                    format!("只有 {left_out} 个各级之和作答，没有来源印出它们"),
                    format!("only sums of tiers answer, which no source prints ({left_out})"),
                ),
                Localized::new(
                    "去掉 --wide 或 --sort 即列出；或用 --tier 问各级",
                    "ask without --wide and --sort to list them, or for the tiers by --tier",
                ),
            ));
        }
        let said = (left_out > 0).then(|| {
            Localized::new(
                format!("未列 {left_out} 个没有来源印出的各级之和；不带 --wide、--sort 时列出"),
                format!(
                    "not among these: sums of tiers that no source prints ({left_out}); without --wide and --sort they are"
                ),
            )
        });
        Ok((Self { totals: Vec::new(), ..self }, said))
    }

    /// The readings with the figure of the origin that is asked for in place of the preferred one.
    #[must_use]
    pub fn readings_of_origin(&self) -> Vec<Reading> {
        let of_origin = |reading: &Reading| {
            let mut figures = std::iter::once(&reading.figure).chain(&reading.behind);
            let figure = figures.find(|figure| self.question.is_from(figure))?;
            Some(Reading { figure: figure.clone(), ..reading.clone() })
        };
        self.readings.iter().filter_map(of_origin).collect()
    }
}
