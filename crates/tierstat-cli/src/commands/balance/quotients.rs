//! `tierstat balance --quotients`: what each area has more of than the whole.

use super::Asked;
use crate::args::{Format, Kinds};
use crate::exit::Failure;
use tierstat_answers::Field;
use tierstat_answers::balance::{self, QuotientTable};
use tierstat_model::AreaCode;

impl Asked<'_> {
    pub(super) fn quotients(&self, kinds: Kinds) -> Result<(), Failure> {
        let (lists, explain) = (&self.project.lists, self.arguments.presentation.explain);
        let period = self.arguments.period;
        let found = balance::quotients(self.lookup, lists, &self.selection, kinds.into(), period)?;
        for refusal in found.iter().filter_map(|table| table.refusal(lists)) {
            self.output.say(&refusal);
        }
        for lacks in found.iter().filter_map(|table| table.lacks(lists)) {
            self.output.say(&lacks);
        }
        if self.output.format() == Format::Table {
            for (place, table) in found.iter().filter(|table| table.found.is_ok()).enumerate() {
                let gap = if place > 0 { "\n" } else { "" };
                self.output.data(&format!("{gap}{}\n", table.subject(&self.voice())));
                self.output.rows_of(&columns(&table.kind_names(&self.voice())), &wide(table), lists);
            }
        } else {
            let rows: Vec<_> = found.iter().flat_map(QuotientTable::rows).collect();
            self.output.rows(&rows, lists, explain);
        }
        if explain {
            let told: Vec<_> = found.iter().map(|table| table.explanation(&self.voice())).collect();
            self.output.explanations(&told);
        }
        Ok(())
    }
}

/// An area in a table for people, with a column for each kind.
struct WideRow {
    area: AreaCode,
    quotients: Vec<String>,
    specialisation: String,
}

fn wide(table: &QuotientTable) -> Vec<WideRow> {
    let rows = table.areas().map(|(area, quotients, specialisation)| WideRow {
        area: area.clone(),
        quotients: quotients.iter().map(|quotient| format!("{quotient:.2}")).collect(),
        specialisation: format!("{specialisation:.3}"),
    });
    rows.collect()
}

fn columns(kinds: &[String]) -> Vec<Field<WideRow>> {
    let cell = |row: &WideRow, place: usize| row.quotients.get(place).cloned().unwrap_or_default();
    let mut columns = vec![Field::area(|row: &WideRow| &row.area)];
    columns.extend(kinds.iter().enumerate().map(|(place, kind)| Field::cell(kind, place, cell)));
    columns.push(Field::words("specialisation", ["专业化指数", "specialisation"], |row, _| {
        row.specialisation.clone()
    }));
    columns
}
