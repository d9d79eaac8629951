//! What a table says of its numbers that are marked as of low reliability.

use super::Builder;
use crate::low_reliability::marked;
use tierstat_document::Cell;
use tierstat_model::{Localized, Reading};
use tierstat_stats::known_number::SeriesId;
use tierstat_words as words;

/// So many numbers are named; of more the note says how many.
const MOST_NAMED: usize = 6;

impl Builder<'_> {
    /// A note that names the numbers of the table, printed or behind what is computed, that are marked as of low reliability.
    pub(super) fn note_low_reliability(&mut self) {
        let (scope, language) = (self.scope, self.scope.language);
        let of_table: Vec<Reading> = self.bindings.with(|known| {
            let cells = self.rows.iter().flat_map(|row| &row.cells);
            let bindings = cells.filter_map(|cell| match cell {
                Cell::Number(place) => known.get(*place),
                Cell::Name(_) | Cell::Text(_) | Cell::Period(_) | Cell::Sparkline(_) | Cell::Empty => None,
            });
            marked(bindings.flat_map(|binding| &binding.readings))
        });
        let several_areas = of_table.windows(2).any(|pair| pair[0].key.area != pair[1].key.area);
        let named = of_table.iter().take(MOST_NAMED).map(|reading| {
            let key = &reading.key;
            let series = SeriesId::of_question(key);
            let name = self.series_name(&series);
            let name = if several_areas {
                words::subject_of_all(&name, &words::area_name(&scope.lists, &key.area, language), language)
            } else {
                name
            };
            let number = words::quantity(&reading.figure.quantity, language);
            let period = words::period(reading.figure.period, language);
            let number = Localized::new(format!("{period}的{number}"), format!("{number} as of {period}"));
            (name, number.get(language).to_owned())
        });
        // What is of one name stands under it.
        let mut named_once: Vec<(String, Vec<String>)> = Vec::new();
        for (name, number) in named {
            match named_once.last_mut().filter(|(last, _)| *last == name) {
                Some((_, numbers)) => numbers.push(number),
                None => named_once.push((name, vec![number])),
            }
        }
        let named: Vec<String> = named_once
            .into_iter()
            .map(|(name, numbers)| {
                Localized::new(
                    format!("{name}{}", numbers.join("、")),
                    format!("{name}: {}", numbers.join(", ")),
                )
                .get(language)
                .to_owned()
            })
            .collect();
        if named.is_empty() {
            return;
        }
        let others = of_table.len().saturating_sub(MOST_NAMED);
        let (and_zh, and_en) = match others {
            0 => (String::new(), String::new()),
            _ => (format!("等{}个数", of_table.len()), format!(", and {others} others")),
        };
        let note = Localized::new(
            format!("标为可靠性低：{}{and_zh}", named.join("，")),
            format!("marked as of low reliability: {}{and_en}", named.join(", ")),
        );
        self.notes.push(note.get(language).to_owned());
    }
}
