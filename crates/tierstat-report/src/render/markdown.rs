//! Markdown: for review, tests and version control.

use super::Content;
use crate::binding::Binding;
use crate::findings::{more, severity};
use crate::sources;
use crate::table::{Cell, Table};
use crate::text::{Part, parts, printed};
use tierstat_model::{CellRef, Language, Localized};

pub(super) fn render(content: &Content<'_>) -> String {
    let mut text = String::new();
    for part in parts(&content.text) {
        match part {
            Part::Text(plain) => text.push_str(plain),
            Part::Number { place, unsigned } => {
                if let Some(binding) = content.bindings.get(place) {
                    text.push_str(&escaped(printed(binding, unsigned)));
                }
            }
            Part::Table(name) => {
                if let Some(found) = content.tables.get(name) {
                    text.push_str(&table(found, content));
                }
            }
            Part::Chart(name) => {
                if let Some(chart) = content.charts.get(name) {
                    let path = format!("charts/{name}.{}.svg", content.language);
                    text.push_str(&format!("![{}]({path})", escaped(&chart.title)));
                }
            }
            Part::Findings(most) => text.push_str(&findings(content, most)),
            Part::Sources => text.push_str(&sources_list(content)),
        }
    }
    let mut text = text.trim_end().to_owned();
    text.push_str(&origins(content));
    text
}

/// A text in which nothing is read as Markdown or as a table's border.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            escaped.push('\\');
        }
        escaped.push(if character.is_control() { ' ' } else { character });
    }
    escaped
}

fn table(table: &Table, content: &Content<'_>) -> String {
    let unit = match content.language {
        _ if table.unit.is_empty() => String::new(),
        Language::Chinese => format!("（单位：{}）", table.unit),
        Language::English => format!(" (unit: {})", table.unit),
    };
    let mut lines = vec![format!("**{}**{}", escaped(&table.title), escaped(&unit)), String::new()];
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    lines.push(row(table.headings.iter().map(|heading| escaped(&heading.text)).collect()));
    let rules = table.headings.iter().map(|heading| if heading.numbers { "--:" } else { ":--" }.to_owned());
    lines.push(row(rules.collect()));
    for cells in &table.rows {
        lines.push(row(cells.iter().map(|cell| cell_text(cell, &content.bindings)).collect()));
    }
    let source = Localized::new("资料来源：", "Source: ");
    lines.push(String::new());
    lines.push(format!("{}{}", source.get(content.language), escaped(&table.source)));
    lines.join("\n")
}

fn cell_text(cell: &Cell, bindings: &[Binding]) -> String {
    match cell {
        Cell::Name(text) | Cell::Text(text) => escaped(text),
        Cell::Number(place) => {
            bindings.get(*place).map_or_else(String::new, |binding| escaped(&binding.text))
        }
        Cell::Empty => String::new(),
    }
}

fn findings(content: &Content<'_>, most: usize) -> String {
    let chosen = content.findings(most);
    if chosen.groups.is_empty() {
        return Localized::new("没有发现问题。", "Nothing was found.").get(content.language).to_owned();
    }
    let mut lines: Vec<String> = chosen
        .groups
        .iter()
        .map(|group| {
            let finding = &group.finding;
            format!(
                "- **{}** `{}` {} {} ({})",
                severity(finding.severity, content.language),
                finding.rule,
                escaped(finding.message.get(content.language)),
                escaped(finding.hint.get(content.language)),
                escaped(&cells(&finding.cells, content.language)),
            )
        })
        .collect();
    if let Some(words) = more(chosen.left_out, content.language) {
        lines.push(format!("\n{words}"));
    }
    lines.join("\n")
}

/// The first cells of a finding, and how many more there are.
fn cells(cells: &[CellRef], language: Language) -> String {
    const MOST: usize = 2;
    let mut named: Vec<String> = cells.iter().take(MOST).map(ToString::to_string).collect();
    if cells.len() > MOST {
        let others = cells.len() - MOST;
        named.push(match language {
            Language::Chinese => format!("等另外 {others} 处"),
            Language::English => format!("and {others} more"),
        });
    }
    named.join("; ")
}

fn sources_list(content: &Content<'_>) -> String {
    let documents = sources::documents(content.bindings.iter().flat_map(|binding| &binding.readings));
    let lines = documents.iter().map(|document| {
        let mut line = format!("- {}", escaped(&sources::named(document, content.language)));
        if let Some(url) = &document.url {
            line.push_str(&format!(" <{url}>"));
        }
        line
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Every number with what it stands on.
fn origins(content: &Content<'_>) -> String {
    let heading = Localized::new("数字来源", "Where each number comes from");
    let mut lines =
        vec![String::new(), String::new(), format!("## {}", heading.get(content.language)), String::new()];
    for (place, binding) in content.bindings.iter().enumerate() {
        if binding.bounds.is_none() {
            continue;
        }
        let formula = binding.formula.as_ref().map(|formula| format!(" = {formula}")).unwrap_or_default();
        lines.push(format!(
            "{}. {}: {}{}",
            place + 1,
            escaped(&binding.label),
            escaped(&binding.text),
            escaped(&formula)
        ));
        for reading in &binding.readings {
            let origin = &reading.figure.origin;
            lines.push(format!(
                "    - “{}” — {} — {} — {}",
                escaped(&reading.figure.quantity.printed),
                escaped(&sources::named(&origin.document, content.language)),
                escaped(&origin.cell.to_string()),
                origin.known_on
            ));
        }
    }
    lines.join("\n") + "\n"
}
