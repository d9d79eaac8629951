//! Typed rows of answers, printed: names and words in an aligned table; ids, codes and both bounds for programs.

use crate::args::Format;
use crate::output::{Answer, Column, Output};
use serde_json::{Value, json};
use tierstat_answers::{Audience, Explanation, Field, Row, Voice};
use tierstat_model::{CodeLists, Localized, seen_line};

/// The column that holds how a row was made, which is printed where it is asked for.
const EXPLANATION: &str = "explanation";

impl Output {
    /// Writes the rows of an answer in the format that was asked for.
    pub(crate) fn rows<R: Row>(&self, rows: &[R], lists: &CodeLists, explain: bool) {
        // Parts have a column only where a row is of one.
        let is_of_part = |field: &Field<R>| rows.iter().any(|row| field.is_of_part(row));
        let fields = R::fields()
            .into_iter()
            .filter(|field| explain || field.name() != EXPLANATION)
            .filter(|field| !field.is_of_parts() || is_of_part(field));
        self.rows_of(&fields.collect::<Vec<_>>(), rows, lists);
    }

    /// Writes rows in columns that are named by data.
    pub(crate) fn rows_of<R>(&self, fields: &[Field<R>], rows: &[R], lists: &CodeLists) {
        let voice = Voice { lists, language: self.language() };
        self.answer(&if self.format() == Format::Table {
            for_people(fields, rows, &voice)
        } else {
            for_programs(fields, rows, &voice)
        });
    }

    /// A row as lines under a title: each column that says something with its heading.
    pub(crate) fn block<R: Row>(&self, title: &str, row: &R, lists: &CodeLists) -> String {
        let voice = Voice { lists, language: self.language() };
        let mut block = format!("{title}\n");
        let is_told = |field: &&Field<R>| !field.is_of_parts() || field.is_of_part(row);
        for field in R::fields().iter().filter(|field| field.audience() != Audience::Programs).filter(is_told)
        {
            let heading = field.heading(voice.language);
            for line in field.lines_said(row, &voice) {
                // Texts of files are one line each, so that none passes for another line of the answer.
                block.push_str(&format!("  {heading}: {}\n", seen_line(&line)));
            }
        }
        block
    }

    /// Prints explanations under an aligned table; beside CSV they are talk, and JSON carries them itself.
    pub(crate) fn explanations(&self, explanations: &[Explanation]) {
        for explanation in explanations {
            let text = explanation.text(self.language());
            match self.format() {
                Format::Table => self.data(&format!("\n{text}")),
                Format::Csv => self.say(&Localized::new(text.trim_end(), text.trim_end())),
                Format::Json | Format::Jsonl => {}
            }
        }
    }
}

fn for_people<R>(fields: &[Field<R>], rows: &[R], voice: &Voice<'_>) -> Answer {
    let seen: Vec<&Field<R>> = fields.iter().filter(|field| field.is_seen(rows, voice)).collect();
    let columns = seen
        .iter()
        .map(|field| Column { name: field.heading(voice.language).to_owned(), right: field.is_number() });
    let cells = |row: &R| seen.iter().map(|field| json!(field.said(row, voice))).collect();
    Answer { columns: columns.collect(), rows: rows.iter().map(cells).collect() }
}

fn for_programs<R>(fields: &[Field<R>], rows: &[R], voice: &Voice<'_>) -> Answer {
    let kept: Vec<&Field<R>> = fields.iter().filter(|field| field.audience() != Audience::People).collect();
    let columns = kept.iter().flat_map(|field| field.columns()).map(|name| Column { name, right: false });
    let cells = |row: &R| -> Vec<Value> { kept.iter().flat_map(|field| field.values(row, voice)).collect() };
    Answer { columns: columns.collect(), rows: rows.iter().map(cells).collect() }
}
