//! What a mapping came to: its keys without effect, and the figures that it leaves out.

use crate::figure::long_table::LongColumns;
use crate::figure::resolver::Resolver;
use crate::figure::seen_figures::SeenFigures;
use crate::places::{Places, parse_a1};
use crate::project::ignored_parts::IgnoredPart;
use crate::project::label_key::label_key;
use crate::project::mapping::{MappedTable, Mapping};
use crate::project::project_file::fault;
use crate::sheet::{OpenedFile, SheetCells};
use crate::text::excerpt::excerpt;
use crate::{FileContext, IngestError};
use std::collections::BTreeSet;
use tierstat_model::{CellRef, Finding, Localized, Severity, Status};

/// How many names one message lists.
const MOST_NAMED: usize = 8;

/// The keys of a mapping that were of use while a file was read.
#[derive(Debug, Default)]
pub(crate) struct MappingEffects {
    tables: BTreeSet<usize>,
    columns: BTreeSet<String>,
    statuses: BTreeSet<String>,
}

/// A key of a mapping that has no effect.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WithoutEffect {
    /// The line, counted from 1.
    line: Option<usize>,
    reason: Localized,
    /// Whether the file prints what the key names, though not as what it is named for.
    is_printed: Option<CellRef>,
}

impl MappingEffects {
    /// Notes that a table of the mapping is there.
    pub(crate) fn see_table(&mut self, index: usize) {
        self.tables.insert(index);
    }

    /// Notes the columns and statuses of a long table.
    pub(crate) fn see_long_table(&mut self, sheet: &SheetCells, columns: &LongColumns) {
        self.columns.extend(columns.used().iter().cloned());
        self.statuses.extend(columns.statuses(sheet).into_iter().map(str::to_owned));
    }

    /// The keys of the mapping that have no effect, in the order of their lines.
    pub(crate) fn without_effect(
        &self,
        context: &FileContext<'_>,
        resolver: &Resolver<'_>,
        opened: &OpenedFile,
        figures: &SeenFigures,
    ) -> Vec<WithoutEffect> {
        let Some(mapping) = context.mapping else { return Vec::new() };
        let look = Look { context, mapping, opened, figures };
        let mut found = Vec::new();
        look.labels(resolver, &mut found);
        for name in mapping.columns.keys().filter(|name| !self.columns.contains(*name)) {
            found.push(look.key(&["columns", name], look.unused_column(name, !self.columns.is_empty())));
        }
        // The words of a publisher need not all stand in one file; but one that is written otherwise than in the column is wrong.
        let is_word_open =
            |text: &String| !mapping.status.contains_key(text) && Status::from_code(text).is_none();
        let is_wrong = self.statuses.is_empty() || self.statuses.iter().any(is_word_open);
        let unused = mapping.status.keys().filter(|text| is_wrong && !self.statuses.contains(*text));
        for text in unused {
            let reason = Localized::new(
                format!("[status]“{text}”：状态列中没有这个词"),
                format!("[status] `{text}`: no cell of a status column reads so"),
            );
            found.push(look.key(&["status", text], reason));
        }
        for (index, table) in mapping.tables.iter().enumerate() {
            if !self.tables.contains(&index) {
                let key = if table.header.is_some() { "header" } else { "range" };
                found.push(look.key(&["tables", &index.to_string(), key], look.unused_table(table)));
            }
        }
        look.cells(&mut found);
        look.ignored(&mut found);
        found.sort_by_key(|key| key.line);
        found
    }
}

/// What is looked at for one mapping.
struct Look<'a> {
    context: &'a FileContext<'a>,
    mapping: &'a Mapping,
    opened: &'a OpenedFile,
    figures: &'a SeenFigures,
}

impl Look<'_> {
    fn key(&self, keys: &[&str], reason: Localized) -> WithoutEffect {
        WithoutEffect { line: self.mapping.written.line(keys), reason, is_printed: None }
    }

    fn labels(&self, resolver: &Resolver<'_>, found: &mut Vec<WithoutEffect>) {
        let unmet: Vec<&String> =
            self.mapping.labels.keys().filter(|label| !resolver.has_met(label)).collect();
        if unmet.is_empty() {
            return;
        }
        let mut open: Vec<(String, &String)> = unmet.iter().map(|label| (label_key(label), *label)).collect();
        for sheet in &self.opened.sheets {
            let places = Places { file: self.context.name, sheet: sheet.name.as_deref() };
            for (place, cell) in sheet.iter() {
                if open.is_empty() {
                    return;
                }
                let text = label_key(cell.text);
                if let Some(at) = open.iter().position(|(key, _)| *key == text) {
                    let (_, label) = open.swap_remove(at);
                    let reason = Localized::new(
                        format!("[labels]“{label}”：文件印有它，但没有数据以它为标签"),
                        format!("[labels] `{label}`: the file prints it, but it labels no figure"),
                    );
                    let mut key = self.key(&["labels", label], reason);
                    key.is_printed = Some(places.cell(place));
                    found.push(key);
                }
            }
        }
        for (_, label) in open {
            let reason = Localized::new(
                format!("[labels]“{label}”：文件中没有这个标签"),
                format!("[labels] `{label}`: the file prints no such label"),
            );
            found.push(self.key(&["labels", label], reason));
        }
    }

    fn unused_column(&self, name: &str, others_are_there: bool) -> Localized {
        if others_are_there {
            Localized::new(
                format!("[columns]“{name}”：没有这一表头，也没有这一列"),
                format!("[columns] `{name}`: no header reads so, and there is no such column"),
            )
        } else {
            Localized::new(
                format!("[columns]“{name}”：没有一张工作表印有标为 value 的列，[columns] 未起作用"),
                format!(
                    "[columns] `{name}`: no sheet prints the column that is named `value`, so [columns] does nothing"
                ),
            )
        }
    }

    fn unused_table(&self, table: &MappedTable) -> Localized {
        let names: Vec<&str> = self.opened.sheets.iter().filter_map(|sheet| sheet.name.as_deref()).collect();
        if let Some(sheet) = &table.sheet
            && !names.contains(&sheet.as_str())
        {
            let names: Vec<&str> = names.into_iter().take(MOST_NAMED).collect();
            return Localized::new(
                format!("[[tables]]：没有工作表“{sheet}”；有：{}", names.join("、")),
                format!("[[tables]]: there is no sheet `{sheet}`; there are: {}", names.join(", ")),
            );
        }
        match (&table.header, &table.range) {
            (Some(header), _) => Localized::new(
                format!("[[tables]] header：没有一行印有“{header}”，或其行数超出了工作表"),
                format!("[[tables]] header: no row prints `{header}`, or its rows lie beyond the sheet"),
            ),
            (None, Some(range)) => Localized::new(
                format!("[[tables]] range：{range} 中没有内容，或其行数超出了工作表"),
                format!(
                    "[[tables]] range: no cell of {range} holds anything, or its rows lie beyond the sheet"
                ),
            ),
            (None, None) => Localized::new(
                "[[tables]]：所写的行超出了工作表，或该表由 [columns] 读取",
                "[[tables]]: its rows lie beyond the sheet, or the sheet is read by [columns]",
            ),
        }
    }

    fn cells(&self, found: &mut Vec<WithoutEffect>) {
        if self.mapping.cells.is_empty() {
            return;
        }
        let figures: BTreeSet<(usize, (u32, u32))> = (0..self.figures.len())
            .map(|at| (self.figures.sheet(at), self.figures.raw().place(at)))
            .collect();
        for (name, line) in &self.mapping.cells {
            let Some((wanted, place)) = parse_a1(name) else { continue };
            let about =
                |(_, sheet): &(usize, &SheetCells)| wanted.is_none() || sheet.name.as_deref() == wanted;
            let sheets: Vec<(usize, &SheetCells)> =
                self.opened.sheets.iter().enumerate().filter(about).collect();
            let printed =
                sheets.iter().map(|(_, sheet)| sheet.text(place.0, place.1)).find(|text| !text.is_empty());
            let is_figure = sheets.iter().any(|(index, _)| figures.contains(&(*index, place)));
            if is_figure || (line.ignore && printed.is_some()) {
                continue;
            }
            let reason = match (sheets.is_empty(), printed) {
                (true, _) => Localized::new(
                    format!("[cells]“{name}”：没有这个工作表"),
                    format!("[cells] `{name}`: there is no such sheet"),
                ),
                (false, None) => Localized::new(
                    format!("[cells]“{name}”：该单元格是空的"),
                    format!("[cells] `{name}`: the cell holds nothing"),
                ),
                (false, Some(text)) => {
                    let text = excerpt(text);
                    Localized::new(
                        format!(
                            "[cells]“{name}”：该单元格（“{text}”）不是数据；如应为数据，请写明 indicator"
                        ),
                        format!(
                            "[cells] `{name}`: the cell (`{text}`) is no figure; to make it one, say its indicator"
                        ),
                    )
                }
            };
            found.push(self.key(&["cells", name], reason));
        }
    }

    fn ignored(&self, found: &mut Vec<WithoutEffect>) {
        for (index, ignored) in self.mapping.ignore.iter().enumerate() {
            for (key, at, part) in ignored.parts() {
                let about = self.opened.sheets.iter().filter(|sheet| ignored.is_about(sheet.name.as_deref()));
                let holds = about.into_iter().any(|sheet| is_printed(sheet, part));
                if !holds {
                    let reason = Localized::new(
                        format!("[[ignore]] {key}：所指之处没有内容"),
                        format!("[[ignore]] {key}: nothing is printed there"),
                    );
                    found.push(self.key(&["ignore", &index.to_string(), key, &at.to_string()], reason));
                }
            }
        }
    }
}

impl WithoutEffect {
    /// The key as a finding: an error in the file's own mapping, and news where the mapping is lent.
    pub(crate) fn finding(&self, context: &FileContext<'_>) -> Finding {
        let places = Places { file: context.name, sheet: None };
        let severity = match (is_lent(context), &self.is_printed) {
            (true, _) => Severity::Information,
            (false, Some(_)) => Severity::Warning,
            (false, None) => Severity::Error,
        };
        let (zh, en) = match self.line {
            Some(line) => (format!("对照文件第 {line} 行，"), format!("line {line} of the mapping, ")),
            None => (String::new(), String::new()),
        };
        let hint = if is_lent(context) {
            Localized::new(
                "如表头改了名，请为本文件另写对照文件。",
                "If something was renamed, write a mapping of its own for this file.",
            )
        } else {
            Localized::new(
                "请改正或删去该行；在此之前文件不会入账。",
                "Mend the line or delete it; until then the file is not taken in.",
            )
        };
        let hint = if self.is_printed.is_some() && !is_lent(context) {
            Localized::new("请改正或删去该行。", "Mend the line or delete it.")
        } else {
            hint
        };
        Finding {
            severity,
            rule: "mapping.without-effect".to_owned(),
            cells: vec![self.is_printed.clone().unwrap_or_else(|| places.cell((1, 1)))],
            message: Localized::new(format!("{zh}{}", self.reason.zh), format!("{en}{}", self.reason.en)),
            hint,
        }
    }
}

/// Whether a sheet prints what is to be left out.
fn is_printed(sheet: &SheetCells, part: IgnoredPart<'_>) -> bool {
    match part {
        IgnoredPart::Rows(first, last) => {
            (first..=last.min(sheet.rows())).any(|row| sheet.row(row).next().is_some())
        }
        IgnoredPart::Columns(first, last) => {
            sheet.iter().any(|((_, column), _)| (first..=last).contains(&column))
        }
        IgnoredPart::ColumnHeader(text) | IgnoredPart::RowLabel(text) => {
            let wanted = label_key(text);
            sheet.iter().any(|(_, cell)| label_key(cell.text) == wanted)
        }
    }
}

/// Whether the mapping is that of an earlier file.
pub(crate) fn is_lent(context: &FileContext<'_>) -> bool {
    context.earlier.is_some_and(|earlier| earlier.lends_mapping)
}

/// Why a file is not taken in, where its own mapping speaks of what it does not print.
pub(crate) fn refusal(context: &FileContext<'_>, keys: &[WithoutEffect]) -> Option<IngestError> {
    let mut lies = keys.iter().filter(|key| key.is_printed.is_none());
    let first = lies.next()?;
    let mut reason = first.reason.clone();
    for other in lies {
        let (zh, en) = match other.line {
            Some(line) => (format!("第 {line} 行，"), format!("line {line}, ")),
            None => (String::new(), String::new()),
        };
        reason.zh.push_str(&format!("；{zh}{}", other.reason.zh));
        reason.en.push_str(&format!("; {en}{}", other.reason.en));
    }
    let path = context.mapping.map(|mapping| mapping.written.path()).unwrap_or(context.path);
    Some(fault(path, first.line, reason))
}

/// The numbers that a mapping leaves out: one finding a sheet.
pub(crate) fn ignored_figures(
    context: &FileContext<'_>,
    opened: &OpenedFile,
    figures: &SeenFigures,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, sheet) in opened.sheets.iter().enumerate() {
        let places = Places { file: context.name, sheet: sheet.name.as_deref() };
        let mut cells: Vec<(u32, u32)> = (0..figures.len())
            .filter(|at| figures.sheet(*at) == index && figures.is_ignored(*at))
            .map(|at| figures.raw().get(at))
            .filter(|raw| raw.number.quantity.bounds.is_some())
            .map(|raw| raw.place)
            .collect();
        cells.sort_unstable();
        if cells.is_empty() {
            continue;
        }
        let count = cells.len();
        let numbers = if count == 1 { "number is" } else { "numbers are" };
        findings.push(Finding {
            severity: Severity::Information,
            rule: "mapping.ignored".to_owned(),
            cells: cells.into_iter().map(|place| places.cell(place)).collect(),
            message: Localized::new(
                format!("按对照文件有 {count} 个数不采用"),
                format!("{count} {numbers} left out by the mapping"),
            ),
            hint: Localized::new(
                "如应采用，请在对照文件中删去相应的 ignore。",
                "If they should be taken in, delete their ignore in the mapping file.",
            ),
        });
    }
    findings
}

/// Whether a finding says that a cell is no number which the mapping leaves out anyway.
pub(crate) fn is_about_left_out(context: &FileContext<'_>, finding: &Finding) -> bool {
    let rules = ["number.unreadable", "cell.error", "formula.no-value"];
    let Some(mapping) = context.mapping.filter(|_| rules.contains(&finding.rule.as_str())) else {
        return false;
    };
    !finding.cells.is_empty() && finding.cells.iter().all(|cell| is_left_out(mapping, cell))
}

fn is_left_out(mapping: &Mapping, cell: &CellRef) -> bool {
    let (sheet, place) = (cell.sheet.as_deref(), (cell.row, cell.column));
    let mut lines = mapping.cells.iter().filter(|(_, line)| line.ignore).filter_map(|(key, _)| parse_a1(key));
    let mut about = mapping.ignore.iter().filter(|ignored| ignored.is_about(sheet));
    lines.any(|(wanted, at)| at == place && (wanted.is_none() || wanted == sheet))
        || about.any(|ignored| ignored.parts().any(|(.., part)| part.holds(place, &[], [&[], &[]])))
}
