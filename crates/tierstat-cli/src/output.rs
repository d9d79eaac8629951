//! What is said, and how: answers to stdout in the format that was asked for, talk to stderr.

use crate::args::Format;
use crate::comma_separated::{Formulas, Visit, comma_separated, write_records};
use crate::exit::Failure;
use crate::json_text;
use crate::streams::{self, Answers};
use crate::world::World;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use console::measure_text_width;
use serde_json::json;
use std::ops::ControlFlow;
use tierstat_model::{Finding, Language, Localized, Severity, seen_line, seen_text};

/// The version of what answers print as JSON; `inspect` has a contract of its own.
const SCHEMA_VERSION: u8 = 2;

/// An answer of rows and columns, not yet in any format.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    /// The columns.
    pub(crate) columns: Vec<Column>,
    /// The rows; every row has as many cells as there are columns.
    pub(crate) rows: Vec<Vec<serde_json::Value>>,
}

/// One column of an [`Answer`].
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its name for programs, or its heading for people.
    pub(crate) name: String,
    /// Whether it stands at the right.
    pub(crate) right: bool,
}

/// Where a run prints.
#[derive(Debug)]
pub(crate) struct Output {
    language: Language,
    format: Format,
    quiet: bool,
    watched: bool,
    /// The verb that answers, as machine-readable output names it.
    answer: &'static str,
    answers: Answers,
}

impl Output {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            language: world.asked_language().or(world.locale_language).unwrap_or(Language::English),
            format: world.format,
            quiet: world.quiet,
            watched: world.watched && !world.quiet,
            answer: "",
            answers: Answers::open(),
        }
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    pub(crate) fn set_language(&mut self, language: Language) {
        self.language = language;
    }

    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// Whether a progress bar would be seen.
    pub(crate) fn watched(&self) -> bool {
        self.watched
    }

    /// Ends the run: an error where an answer could not be written, in whole or in part.
    pub(crate) fn close(self) -> Result<(), Failure> {
        self.answers.close().map_err(|source| Failure::Answer { source })
    }

    /// Writes text that people read to stdout.
    pub(crate) fn data(&self, text: &str) {
        self.answers.write(|stdout| stdout.write_all(seen_text(text).as_bytes()));
    }

    /// Writes comma-separated values, which are not changed where a program reads them.
    pub(crate) fn comma_separated(&self, values: &[u8]) {
        if self.answers.is_terminal() {
            self.data(&String::from_utf8_lossy(values));
        } else {
            self.answers.write(|stdout| stdout.write_all(values));
        }
    }

    /// Writes records as comma-separated values while they are found.
    pub(crate) fn records(
        &self,
        formulas: Formulas,
        records: impl FnOnce(Visit<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        write_records(&self.answers, formulas, records)
    }

    /// Writes records as one JSON array of arrays while they are found.
    pub(crate) fn json_records(
        &self,
        records: impl FnOnce(Visit<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut found = Ok(());
        self.answers.write(|stdout| {
            let (mut before, mut ended) = ("[", Ok(()));
            found = records(&mut |record| {
                let written = stdout.write_all(before.as_bytes());
                before = ",";
                ended = written.and_then(|()| json_text::write_value(stdout, &record));
                if ended.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            if found.is_err() {
                return ended;
            }
            ended.and_then(|()| stdout.write_all(if before == "[" { b"[]\n" } else { b"]\n" }))
        });
        found
    }

    /// Writes records as JSON arrays, one on each line, while they are found.
    pub(crate) fn json_record_lines(
        &self,
        records: impl FnOnce(Visit<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut found = Ok(());
        self.answers.write(|stdout| {
            let mut ended = Ok(());
            found = records(&mut |record| {
                ended = json_text::write_value(stdout, &record).and_then(|()| stdout.write_all(b"\n"));
                if ended.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            ended
        });
        found
    }

    /// Writes one JSON document to stdout, part by part as it serializes.
    pub(crate) fn json(&self, document: &impl serde::Serialize) {
        self.answers.write(|stdout| json_text::write_document(stdout, document));
    }

    /// Writes values as JSON, one on each line.
    pub(crate) fn lines(&self, values: &[serde_json::Value]) {
        self.answers.write(|stdout| {
            for value in values {
                json_text::write_value(stdout, value)?;
                stdout.write_all(b"\n")?;
            }
            Ok(())
        });
    }

    /// Writes records that are documents of their own: as one JSON document, or one on each line.
    pub(crate) fn documents(&self, documents: &[serde_json::Value]) {
        match self.format {
            Format::Jsonl => self.lines(documents),
            _ => self
                .json(&json!({"schema_version": SCHEMA_VERSION, "answer": self.answer, "rows": documents})),
        }
    }

    /// Says which verb answers.
    pub(crate) fn set_answer(&mut self, verb: &'static str) {
        self.answer = verb;
    }

    /// Writes an answer in the format that was asked for.
    pub(crate) fn answer(&self, answer: &Answer) {
        match self.format {
            Format::Table => self.data(&self.aligned(answer)),
            Format::Csv => self.comma_separated(&records(answer)),
            Format::Json => {
                let rows = objects(answer);
                self.json(&json!({"schema_version": SCHEMA_VERSION, "answer": self.answer, "rows": rows}));
            }
            Format::Jsonl => self.lines(&objects(answer)),
        }
    }

    /// Says something on stderr.
    pub(crate) fn say(&self, message: &Localized) {
        if !self.quiet {
            streams::say(message.get(self.language));
        }
    }

    /// Writes lines to stderr as they are laid out.
    pub(crate) fn talk(&self, lines: &str) {
        if !self.quiet {
            streams::talk(lines);
        }
    }

    /// Says what ended the run.
    pub(crate) fn error(&self, failure: &Failure) {
        failure.say(self.language);
    }

    /// Says findings on stderr, equal ones grouped; returns whether one has level error.
    pub(crate) fn findings(&self, findings: &[Finding]) -> bool {
        if !self.quiet {
            streams::talk(&self.findings_text(findings));
        }
        findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Findings as text: severity, rule, message, cells and what to do.
    pub(crate) fn findings_text(&self, findings: &[Finding]) -> String {
        const MOST_CELLS: usize = 4;
        let mut text = String::new();
        for group in Finding::group(findings.to_vec()) {
            let finding = &group.finding;
            let severity = finding.severity.words().get(self.language).to_owned();
            let times = if group.count > 1 { format!(" ×{}", group.count) } else { String::new() };
            text.push_str(&format!(
                "{severity} [{}]{times} {}\n",
                finding.rule,
                seen_line(finding.message.get(self.language))
            ));
            for cell in finding.cells.iter().take(MOST_CELLS) {
                text.push_str(&format!("    {}\n", seen_line(&cell.to_string())));
            }
            if finding.cells.len() > MOST_CELLS {
                let more = finding.cells.len() - MOST_CELLS;
                text.push_str(&match self.language {
                    Language::Chinese => format!("    …… 另有 {more} 处\n"),
                    Language::English => format!("    … and {more} more\n"),
                });
            }
            let hint = finding.hint.get(self.language);
            if !hint.is_empty() {
                text.push_str(&format!("    → {}\n", seen_line(hint)));
            }
        }
        text
    }

    /// An answer in columns, as text; on a terminal that is too narrow for them its rows as records.
    pub(crate) fn aligned(&self, answer: &Answer) -> String {
        let text = in_columns(answer);
        let widest = text.lines().map(measure_text_width).max().unwrap_or_default();
        match self.answers.columns() {
            Some(columns) if widest > columns => in_records(answer),
            _ => text,
        }
    }
}

/// An answer in columns, however wide.
pub(crate) fn in_columns(answer: &Answer) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    // A cell is one line: no text of a file passes for a row.
    table.set_header(answer.columns.iter().map(|column| seen_line(&column.name)));
    for row in &answer.rows {
        let cells = row.iter().map(|value| seen_line(&plain(value)).into_owned());
        table.add_row(cells);
    }
    for (index, column) in answer.columns.iter().enumerate() {
        if let (true, Some(found)) = (column.right, table.column_mut(index)) {
            found.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text = String::new();
    for line in table.to_string().lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The rows of an answer one below the other: each cell that holds something with the name of its column.
fn in_records(answer: &Answer) -> String {
    let mut text = String::new();
    for row in &answer.rows {
        if !text.is_empty() {
            text.push('\n');
        }
        for (column, value) in answer.columns.iter().zip(row) {
            let value = plain(value);
            if !value.trim().is_empty() {
                text.push_str(&format!("{}: {}\n", seen_line(&column.name), seen_line(&value)));
            }
        }
    }
    text
}

/// A text as far as it helps to tell what it stands for, with a sign where it is cut.
pub(crate) fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// How many things, in English: 1 file, 2 files.
pub(crate) fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join("; "),
        // 121 and not 121.0: the shortest form that reads back as the same number.
        serde_json::Value::Number(number) if number.is_f64() => {
            number.as_f64().map_or_else(String::new, |number| number.to_string())
        }
        serde_json::Value::Object(entries) if entries.values().all(is_of_codes) => {
            let said = entries.iter().map(|(name, codes)| match codes {
                serde_json::Value::Array(codes) => {
                    format!("{name}={}", codes.iter().map(plain).collect::<Vec<_>>().join("|"))
                }
                code => format!("{name}={}", plain(code)),
            });
            said.collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

/// Whether it is a code, or several.
fn is_of_codes(value: &serde_json::Value) -> bool {
    value.is_string()
        || value
            .as_array()
            .is_some_and(|codes| !codes.is_empty() && codes.iter().all(|code| code.is_string()))
}

fn records(answer: &Answer) -> Vec<u8> {
    let header = answer.columns.iter().map(|column| column.name.clone()).collect::<Vec<String>>();
    let rows = answer.rows.iter().map(|row| row.iter().map(plain).collect());
    comma_separated(std::iter::once(header).chain(rows))
}

fn objects(answer: &Answer) -> Vec<serde_json::Value> {
    let rows = answer.rows.iter().map(|row| {
        let pairs =
            answer.columns.iter().zip(row).map(|(column, value)| (column.name.clone(), value.clone()));
        serde_json::Value::Object(pairs.collect())
    });
    rows.collect()
}
