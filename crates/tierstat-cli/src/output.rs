//! The one place that prints: answers to stdout, talk to stderr.

use crate::args::Format;
use crate::exit::Failure;
use crate::world::World;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use std::borrow::Cow;
use std::io::Write;
use tierstat_model::{Finding, Language, Localized, Severity};

/// An answer of rows and columns, not yet in any format.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    /// Column names for machines (csv and json), with their headings for people.
    pub(crate) columns: Vec<Column>,
    /// The rows; every row has as many cells as there are columns.
    pub(crate) rows: Vec<Vec<serde_json::Value>>,
}

/// One column of an [`Answer`].
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: Cow<'static, str>,
    pub(crate) heading: Localized,
    pub(crate) right: bool,
    pub(crate) audience: Audience,
    /// What an aligned table says in place of a code; a code without words stays as it is.
    words: Option<fn(&str) -> Option<Localized>>,
}

/// Who wants to see a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    Everyone,
    /// Only aligned tables show it.
    People,
    /// Only CSV and JSON hold it.
    Machines,
}

impl Column {
    pub(crate) fn text(name: &'static str, zh: &str, en: &str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            heading: Localized::new(zh, en),
            right: false,
            audience: Audience::Everyone,
            words: None,
        }
    }

    pub(crate) fn number(name: &'static str, zh: &str, en: &str) -> Self {
        Self { right: true, ..Self::text(name, zh, en) }
    }

    /// A column of codes, for which people read words.
    pub(crate) fn code(name: &'static str, zh: &str, en: &str, words: fn(&str) -> Option<Localized>) -> Self {
        Self { words: Some(words), ..Self::text(name, zh, en) }
    }

    /// A column that is named by data, such as a period.
    pub(crate) fn named(name: &str) -> Self {
        Self { name: Cow::Owned(name.to_owned()), ..Self::number("", name, name) }
    }

    /// The column for aligned tables only.
    pub(crate) fn for_people(self) -> Self {
        Self { audience: Audience::People, ..self }
    }

    /// A column for CSV and JSON only.
    pub(crate) fn for_machines(name: &'static str) -> Self {
        Self { audience: Audience::Machines, ..Self::text(name, "", "") }
    }
}

impl Answer {
    /// The same answer without the columns that one audience wants and the other does not.
    fn without(&self, audience: Audience) -> Self {
        let keeps: Vec<bool> = self.columns.iter().map(|column| column.audience != audience).collect();
        let kept = |index: &usize| keeps.get(*index).copied().unwrap_or(false);
        let columns = self.columns.iter().enumerate().filter(|(index, _)| kept(index));
        let rows = self.rows.iter().map(|row| {
            let cells = row.iter().enumerate().filter(|(index, _)| kept(index));
            cells.map(|(_, cell)| cell.clone()).collect()
        });
        Self { columns: columns.map(|(_, column)| column.clone()).collect(), rows: rows.collect() }
    }
}

/// Where a run prints.
#[derive(Debug)]
pub(crate) struct Output {
    language: Language,
    format: Format,
    quiet: bool,
    watched: bool,
}

impl Output {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            language: world.asked_language.or(world.locale_language).unwrap_or(Language::English),
            format: world.format,
            quiet: world.quiet,
            watched: world.watched && !world.quiet,
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

    /// Writes text to stdout; a reader who closed the pipe has read enough.
    pub(crate) fn data(&self, text: &str) {
        let mut stdout = std::io::stdout().lock();
        // A closed pipe is no error, and there is nowhere else to report one.
        let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    }

    /// Writes one JSON document to stdout, part by part as it serializes.
    pub(crate) fn json(&self, document: &impl serde::Serialize) {
        let mut stdout = std::io::BufWriter::new(std::io::stdout().lock());
        // Every document has a form in JSON; a closed pipe is no error, and there is nowhere else to report one.
        let _ = serde_json::to_writer_pretty(&mut stdout, document);
        let _ = stdout.write_all(b"\n").and_then(|()| stdout.flush());
    }

    /// Writes an answer in the format that was asked for.
    pub(crate) fn answer(&self, answer: &Answer) {
        match self.format {
            Format::Table => self.data(&self.aligned(&answer.without(Audience::Machines))),
            Format::Csv => self.data(&comma_separated(&answer.without(Audience::People))),
            Format::Json => self.json(&objects(&answer.without(Audience::People))),
        }
    }

    /// Says something on stderr.
    #[expect(clippy::print_stderr, reason = "talk goes to stderr, from here only")]
    pub(crate) fn say(&self, message: &Localized) {
        if !self.quiet {
            eprintln!("{}", message.get(self.language));
        }
    }

    /// Says what ended the run.
    #[expect(clippy::print_stderr, reason = "talk goes to stderr, from here only")]
    pub(crate) fn error(&self, failure: &Failure) {
        let (heading, advice) = match self.language {
            Language::Chinese => ("错误：", "提示："),
            Language::English => ("error: ", "hint: "),
        };
        eprintln!("{heading}{}", failure.message(self.language));
        let hint = failure.hint(self.language);
        if !hint.is_empty() {
            eprintln!("{advice}{hint}");
        }
    }

    /// Says findings on stderr, equal ones grouped; returns whether one has level error.
    #[expect(clippy::print_stderr, reason = "talk goes to stderr, from here only")]
    pub(crate) fn findings(&self, findings: &[Finding]) -> bool {
        if !self.quiet {
            let text = self.findings_text(findings);
            if !text.is_empty() {
                eprint!("{text}");
            }
        }
        findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Findings as text: severity, rule, message, cells and what to do.
    pub(crate) fn findings_text(&self, findings: &[Finding]) -> String {
        const MOST_CELLS: usize = 4;
        let mut text = String::new();
        for group in Finding::group(findings.to_vec()) {
            let finding = &group.finding;
            let severity = severity_name(finding.severity).get(self.language).to_owned();
            let times = if group.count > 1 { format!(" ×{}", group.count) } else { String::new() };
            text.push_str(&format!(
                "{severity} [{}]{times} {}\n",
                finding.rule,
                finding.message.get(self.language)
            ));
            for cell in finding.cells.iter().take(MOST_CELLS) {
                text.push_str(&format!("    {cell}\n"));
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
                text.push_str(&format!("    → {hint}\n"));
            }
        }
        text
    }

    /// An answer in columns, as text.
    pub(crate) fn aligned(&self, answer: &Answer) -> String {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(answer.columns.iter().map(|column| column.heading.get(self.language)));
        for row in &answer.rows {
            let cells = answer.columns.iter().zip(row).map(|(column, value)| {
                let words = column.words.zip(value.as_str()).and_then(|(words, code)| words(code));
                words.map_or_else(|| plain(value), |words| words.get(self.language).to_owned())
            });
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

/// The name of a severity.
pub(crate) fn severity_name(severity: Severity) -> Localized {
    match severity {
        Severity::Error => Localized::new("错误", "error"),
        Severity::Warning => Localized::new("警告", "warning"),
        Severity::Information => Localized::new("信息", "information"),
    }
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        // 121 and not 121.0: the shortest form that reads back as the same number.
        serde_json::Value::Number(number) if number.is_f64() => {
            number.as_f64().map_or_else(String::new, |number| number.to_string())
        }
        other => other.to_string(),
    }
}

fn comma_separated(answer: &Answer) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = writer.write_record(answer.columns.iter().map(|column| column.name.as_ref()));
    for row in &answer.rows {
        let _ = writer.write_record(row.iter().map(plain));
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// The rows of an answer as objects, for a document that holds more than them.
pub(crate) fn objects_for_machines(answer: &Answer) -> serde_json::Value {
    objects(&answer.without(Audience::People))
}

fn objects(answer: &Answer) -> serde_json::Value {
    let rows = answer.rows.iter().map(|row| {
        let pairs =
            answer.columns.iter().zip(row).map(|(column, value)| (column.name.to_string(), value.clone()));
        serde_json::Value::Object(pairs.collect())
    });
    serde_json::Value::Array(rows.collect())
}
