//! Tables on pages: a thick rule above and below, a thin one under the head, which stands again on every page.

use crate::markup::{arguments, literal};
use crate::writing::Writing;
use tierstat_document::{
    Alignment, Cell, Format, RowKind, Table, TypedTable, column_parts, table_words, wide_table,
};
use tierstat_model::Localized;

/// A table of figures with its caption, unit, notes and sources.
pub(crate) fn of_figures(writing: &mut Writing<'_>, table: &Table) -> String {
    let language = writing.manuscript.language;
    let align =
        table.headings.iter().map(|heading| if heading.numbers { "right" } else { "left" }.to_owned());
    let align: Vec<String> = align.collect();
    let head: Vec<String> = table
        .headings
        .iter()
        .map(|heading| {
            format!("pdf.header-cell(scope: \"column\", strong({}))", writing.words(&heading.text))
        })
        .collect();
    let mut rows = Vec::new();
    for row in &table.rows {
        let is_total = row.kind == RowKind::Total;
        let cells: Vec<String> = row.cells.iter().map(|cell| self::cell(writing, cell, is_total)).collect();
        rows.push(cells);
    }
    let groups = column_parts(table, &writing.manuscript.numbers, writing.half_signs);
    if groups.len() > 1 {
        let (name, columns) = (table.caption(language), table.headings.len());
        writing.findings.push(wide_table(&name, columns, groups.len(), Format::Pdf));
    }
    let body: Vec<String> = groups
        .iter()
        .enumerate()
        .map(|(place, columns)| {
            let part = ruled(columns, &align, &head, &rows);
            if groups.len() == 1 {
                return part;
            }
            let (number, all) = (place + 1, groups.len());
            let said = Localized::new(format!("（{number}/{all}）"), format!("(part {number} of {all})"));
            let said = literal(said.get(language));
            format!("block(sticky: true, above: 1em, below: 0.5em, text(size: 8.5pt, {said})); {part}")
        })
        .collect();
    let body = body.join("; ");
    let mut parts = String::new();
    if !table.unit.is_empty() {
        let unit = writing.words(&format!("{}{}", table_words::unit(language), table.unit));
        parts.push_str(&format!(
            "block(width: 100%, above: 0.4em, below: 0.4em, sticky: true, align(right, text(size: 8.5pt, {unit}))); "
        ));
    }
    parts.push_str(&body);
    let caption = writing.words(&table.caption(language));
    let below: Vec<String> = table
        .notes
        .iter()
        .map(|note| (table_words::note(language), note))
        .chain(Some((table_words::source(language), &table.source)).filter(|(_, source)| !source.is_empty()))
        .map(|(kind, words)| {
            let words = writing.words(&format!("{kind}{words}"));
            format!(
                "block(width: 100%, above: 0.7em, below: 0.7em, {{ set text(size: 8.5pt); \
                 set par(first-line-indent: 0pt, justify: false, leading: 0.6em); set align(left); par({words}) }})"
            )
        })
        .collect();
    let below: String = below.iter().map(|line| format!("; {line}")).collect();
    format!(
        "figure(kind: table, supplement: none, numbering: none, caption: {caption}, {{ {parts}{below} }})"
    )
}

/// A table that a person typed.
pub(crate) fn typed(writing: &mut Writing<'_>, typed: &TypedTable) -> String {
    let align: Vec<String> = typed
        .alignments
        .iter()
        .map(|alignment| match alignment {
            Alignment::Left => "left",
            Alignment::Centre => "center",
            Alignment::Right => "right",
        })
        .map(str::to_owned)
        .collect();
    let columns: Vec<usize> = (0..typed.head.len()).collect();
    let head: Vec<String> =
        typed.head.iter().map(|cell| format!("strong({})", writing.inlines(cell))).collect();
    let rows: Vec<Vec<String>> =
        typed.rows.iter().map(|row| row.iter().map(|cell| writing.inlines(cell)).collect()).collect();
    format!("block(width: 100%, align(center, {}))", ruled(&columns, &align, &head, &rows))
}

/// The columns of a table between its rules.
fn ruled(columns: &[usize], align: &[String], head: &[String], rows: &[Vec<String>]) -> String {
    let pick = |cells: &[String]| -> String {
        let cells = columns.iter().map(|place| cells.get(*place).map_or("[]", String::as_str));
        cells.collect::<Vec<_>>().join(", ")
    };
    let align = arguments(
        columns.iter().map(|place| align.get(*place).cloned().unwrap_or_else(|| "left".to_owned())),
    );
    let rows: String = rows.iter().map(|row| format!("{}, ", pick(row))).collect();
    format!(
        "table(columns: {}, align: {align}, table.hline(stroke: 1.2pt), table.header({}, table.hline(stroke: 0.5pt)), \
         {rows}table.hline(stroke: 1.2pt))",
        columns.len(),
        pick(head)
    )
}

fn cell(writing: &mut Writing<'_>, cell: &Cell, is_total: bool) -> String {
    let weighed = |words: String| if is_total { format!("strong({words})") } else { words };
    match cell {
        Cell::Name(text) => format!("pdf.header-cell(scope: \"row\", {})", weighed(writing.words(text))),
        Cell::Text(text) => weighed(writing.words(text)),
        Cell::Number(place) => {
            let manuscript = writing.manuscript;
            let words = manuscript.number(*place).map_or("", |number| number.text.as_str());
            weighed(writing.words(words))
        }
        Cell::Sparkline(line) => writing.sparkline(line),
        Cell::Empty => literal(""),
    }
}
