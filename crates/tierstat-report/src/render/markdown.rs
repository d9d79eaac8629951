//! Markdown: for review, tests and version control.

use super::content::Content;
use crate::binding::Binding;
use crate::escape::{markdown_link, markdown_text};
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
                    text.push_str(&markdown_text(printed(binding, unsigned)));
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
                    text.push_str(&format!("![{}]({path})", markdown_text(&chart.title)));
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

fn table(table: &Table, content: &Content<'_>) -> String {
    let unit = match content.language {
        _ if table.unit.is_empty() => String::new(),
        Language::Chinese => format!("（单位：{}）", table.unit),
        Language::English => format!(" (unit: {})", table.unit),
    };
    let mut lines =
        vec![format!("**{}**{}", markdown_text(&table.title), markdown_text(&unit)), String::new()];
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    lines.push(row(table.headings.iter().map(|heading| markdown_text(&heading.text)).collect()));
    let rules = table.headings.iter().map(|heading| if heading.numbers { "--:" } else { ":--" }.to_owned());
    lines.push(row(rules.collect()));
    for cells in &table.rows {
        lines.push(row(cells.iter().map(|cell| cell_text(cell, &content.bindings)).collect()));
    }
    let source = Localized::new("资料来源：", "Source: ");
    lines.push(String::new());
    lines.push(format!("{}{}", source.get(content.language), markdown_text(&table.source)));
    lines.join("\n")
}

fn cell_text(cell: &Cell, bindings: &[Binding]) -> String {
    match cell {
        Cell::Name(text) | Cell::Text(text) => markdown_text(text),
        Cell::Number(place) => {
            bindings.get(*place).map_or_else(String::new, |binding| markdown_text(&binding.text))
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
                finding.rule.replace('`', ""),
                markdown_text(finding.message.get(content.language)),
                markdown_text(finding.hint.get(content.language)),
                markdown_text(&cells(&finding.cells, content.language)),
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
        let mut line = format!("- {}", markdown_text(&sources::named(document, content.language)));
        if let Some(url) = &document.url {
            line.push_str(&format!(" {}", markdown_link(url)));
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
            markdown_text(&binding.label),
            markdown_text(&binding.text),
            markdown_text(&formula)
        ));
        for reading in &binding.readings {
            let origin = &reading.figure.origin;
            lines.push(format!(
                "    - “{}” — {} — {} — {}",
                markdown_text(&reading.figure.quantity.printed),
                markdown_text(&sources::named(&origin.document, content.language)),
                markdown_text(&origin.cell.to_string()),
                origin.known_on
            ));
        }
    }
    lines.join("\n") + "\n"
}
