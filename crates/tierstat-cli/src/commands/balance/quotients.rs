//! `tierstat balance --quotients`: what each area has more of than the whole.

use super::Asked;
use crate::args::{Format, Kinds};
use crate::exit::Failure;
use crate::output::{Answer, Column};
use serde_json::{Value, json};
use tierstat_answers::Voice;
use tierstat_answers::balance::{self, QuotientTable};
use tierstat_words as words;

impl Asked<'_> {
    pub(super) fn quotients(&self, kinds: Kinds) -> Result<(), Failure> {
        let (lists, explain) = (&self.project.lists, self.arguments.presentation.explain);
        let period = self.arguments.period;
        let found = balance::quotients(self.lookup, lists, &self.selection, kinds.into(), period)?;
        for refusal in found.iter().filter_map(|table| table.refusal(lists)) {
            self.output.say(&refusal);
        }
        if self.output.format() == Format::Table {
            for (place, table) in found.iter().filter(|table| table.found.is_ok()).enumerate() {
                let gap = if place > 0 { "\n" } else { "" };
                self.output.data(&format!("{gap}{}\n", table.subject(&self.voice())));
                self.output.answer(&wide(table, &self.voice()));
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

/// A table for people: a row for each area, a column for each kind.
fn wide(table: &QuotientTable, voice: &Voice<'_>) -> Answer {
    let mut columns = vec![Column::text("area", "地区", "area")];
    columns.extend(table.kind_names(voice).iter().map(|name| Column::named(name)));
    columns.push(Column::number("specialisation", "专业化指数", "specialisation"));
    let rows = table.areas().map(|(area, quotients, specialisation)| {
        let mut row: Vec<Value> = vec![json!(words::area_name(voice.lists, area, voice.language))];
        row.extend(quotients.iter().map(|quotient| json!(format!("{quotient:.2}"))));
        row.push(json!(format!("{specialisation:.3}")));
        row
    });
    Answer { columns, rows: rows.collect() }
}
