//! Tables on pages: a thick rule above and below, a thin one under the head, which stands again on every page.

use crate::markup::{arguments, literal};
use crate::writing::Writing;
use tierstat_document::{
    Alignment, Cell, Format, RowKind, Table, TypedTable, column_parts, column_shares, table_words, wide_table,
};
use tierstat_model::Localized;

/// So many rows at the end of a table stand on one page.
const KEPT_ROWS: usize = 2;
/// A table of so few rows stands on one page.
const WHOLE_ROWS: usize = 6;
/// A cell that takes more markup may be longer than a page, and its row is parted as any other.
const LONGEST_KEPT: usize = 400;

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
    let ruled_part = |columns: &[usize]| {
        let shares = column_shares(table, &writing.manuscript.numbers, columns, writing.half_signs);
        ruled(columns, shares.as_deref(), &align, &head, &rows)
    };
    let first = groups.first().map(|columns| ruled_part(columns)).unwrap_or_default();
    let body: Vec<String> = groups
        .iter()
        .enumerate()
        .map(|(place, columns)| {
            let part = ruled_part(columns);
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
        // The unit ends where the first part of the table does, however wide that is.
        parts.push_str(&format!(
            "let first = {{ {first} }}; block(above: 0.4em, below: 0.4em, sticky: true, \
             layout(room => block(width: measure(width: room.width, first).width, align(right, text(size: 8.5pt, {unit}))))); "
        ));
    }
    parts.push_str(&body);
    let caption = writing.words(&table.caption(language));
    let has_key = !writing.key.is_empty() && table.sparklines().next().is_some();
    let key = has_key.then(|| table_words::marks(&std::mem::take(&mut writing.key), language));
    let below: Vec<String> = key
        .iter()
        .map(|key| ("", key))
        .chain(table.notes.iter().map(|note| (table_words::note(language), note)))
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
    format!("block(width: 100%, align(center, {}))", ruled(&columns, None, &align, &head, &rows))
}

/// The columns of a table between its rules.
fn ruled(
    columns: &[usize],
    shares: Option<&[usize]>,
    align: &[String],
    head: &[String],
    rows: &[Vec<String>],
) -> String {
    let pick = |cells: &[String]| -> String {
        let cells = columns.iter().map(|place| cells.get(*place).map_or("[]", String::as_str));
        cells.collect::<Vec<_>>().join(", ")
    };
    let align = arguments(
        columns.iter().map(|place| align.get(*place).cloned().unwrap_or_else(|| "left".to_owned())),
    );
    let is_short =
        |row: &&Vec<String>| row.iter().all(|cell| cell.len() < LONGEST_KEPT || cell.starts_with("image("));
    let short = rows.iter().rev().take_while(is_short).count();
    let is_whole = short == rows.len() && rows.len() <= WHOLE_ROWS;
    // What stands in a foot is never parted: the last rows stay together, so that no row is alone on a page.
    let kept = if is_whole { 0 } else { short.min(KEPT_ROWS).min(rows.len().saturating_sub(1)) };
    let (flowing, kept) = rows.split_at(rows.len() - kept);
    let listed = |rows: &[Vec<String>]| rows.iter().map(|row| format!("{}, ", pick(row))).collect::<String>();
    let foot = match listed(kept) {
        foot if foot.is_empty() => foot,
        foot => format!("table.footer(repeat: false, {foot}), "),
    };
    let rows = listed(flowing) + &foot;
    let widths = match shares {
        Some(shares) => arguments(shares.iter().map(|share| format!("{share}fr"))),
        None => columns.len().to_string(),
    };
    let table = format!(
        "table(columns: {widths}, align: {align}, table.hline(stroke: 1.2pt), table.header({}, table.hline(stroke: 0.5pt)), \
         {rows}table.hline(stroke: 1.2pt))",
        pick(head)
    );
    if is_whole { format!("block(breakable: false, {table})") } else { table }
}

fn cell(writing: &mut Writing<'_>, cell: &Cell, is_total: bool) -> String {
    let weighed = |words: String| if is_total { format!("strong({words})") } else { words };
    match cell {
        Cell::Name(text) => format!("pdf.header-cell(scope: \"row\", {})", weighed(writing.words(text))),
        Cell::Text(text) => weighed(writing.words(text)),
        // No line ends in a period.
        Cell::Period(text) => format!("box({})", weighed(writing.words(text))),
        Cell::Number(place) => {
            let manuscript = writing.manuscript;
            let words = manuscript.number(*place).map_or("", |number| number.text.as_str());
            weighed(writing.words(words))
        }
        Cell::Sparkline(line) => writing.sparkline(line),
        Cell::Empty => literal(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: usize, long: bool) -> String {
        let row = |place: usize| vec![literal(&format!("row {place}")), literal("1")];
        let mut rows: Vec<Vec<String>> = (1..=rows).map(row).collect();
        if let Some(last) = rows.last_mut().filter(|_| long) {
            last.push(literal(&"long".repeat(200)));
        }
        ruled(&[0, 1], None, &[], &[literal("name"), literal("number")], &rows)
    }

    #[test]
    fn the_last_rows_stay_together_but_one_that_may_be_longer_than_a_page() {
        let parted = written(9, false);
        let (flowing, foot) = parted.split_once("table.footer(repeat: false, ").unwrap_or_default();
        assert!(flowing.contains("row 7") && !flowing.contains("row 8"), "{parted}");
        assert!(foot.contains("row 8") && foot.contains("row 9"), "{parted}");
        assert!(!written(9, true).contains("table.footer"));
        assert!(
            written(3, false).starts_with("block(breakable: false, ") && !written(3, true).contains("block(")
        );
    }
}
