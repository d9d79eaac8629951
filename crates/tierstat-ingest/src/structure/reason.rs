//! Why a table was read as it was: one sentence for each decision.

use super::grid::Grid;
use super::words::{is_total_label, unit_line};
use super::{Reason, RowClass, Shape, Table, totals};
use crate::text::excerpt::excerpt;
use std::collections::BTreeMap;
use tierstat_model::{Localized, column_letters};

/// The reasons for one table, in the order in which its parts were found.
pub(super) fn reasons(
    grid: &Grid<'_>,
    table: &Table,
    above: &[(u32, RowClass)],
    sums: &totals::Sums,
) -> Vec<Reason> {
    let mut reasons = vec![data(grid, table), stub(grid, table), header(grid, table)];
    reasons.extend(headings(grid, above));
    reasons.extend(rows_inside(grid, table, sums));
    reasons
}

fn data(grid: &Grid<'_>, table: &Table) -> Reason {
    let (first, last) = table.data_rows;
    let numbers = grid.count(first, Shape::Number);
    Reason::new(
        "data_rows",
        rows(table.data_rows),
        format!("第{first}行是第一个有数值的行（{numbers}个数值），其下各行大多也有；第{last}行之后不再有"),
        format!(
            "row {first} is the first with numbers ({numbers} of them) over rows that mostly hold numbers too; after row {last} none does"
        ),
    )
}

fn stub(grid: &Grid<'_>, table: &Table) -> Reason {
    let Some(last) = table.stub_columns.checked_sub(1).map(|more| table.columns.0 + more) else {
        return Reason::new(
            "stub_columns",
            column_letters(table.columns.0),
            "最左一列就是数值，没有行标题列".to_owned(),
            "the leftmost column holds numbers, so no column labels the rows".to_owned(),
        );
    };
    let labelled = (table.data_rows.0..=table.data_rows.1)
        .filter(|row| !grid.sheet.text(*row, table.columns.0).is_empty())
        .count();
    let place = columns((table.columns.0, last));
    let figures = column_letters(table.first_figure_column());
    Reason::new(
        "stub_columns",
        place,
        format!("数据行中有{labelled}行在此有标签；自{figures}列起是数值"),
        format!("{labelled} of the data rows have a label here; from column {figures} on there are numbers"),
    )
}

fn header(grid: &Grid<'_>, table: &Table) -> Reason {
    let Some((first, last)) = table.header_rows else {
        return Reason::new(
            "header_rows",
            String::new(),
            "数据行之上没有横跨数值列的标签".to_owned(),
            "no labels over the columns of figures stand above the data".to_owned(),
        )
        .doubtful((table.data_rows.0, table.columns.0));
    };
    let merged = (first..=last).any(|row| {
        (table.columns.0..=table.columns.1).any(|column| grid.sheet.merged.origin(row, column).is_some())
    });
    let mut zh = "紧接数据行之上、标签横跨数值列的各行".to_owned();
    let mut en = "the rows right above the data whose labels span the columns of figures".to_owned();
    if last > first {
        zh.push_str("；上层标签空着的右邻沿用它");
        en.push_str("; a label of an upper row holds for the blank cells to its right");
    }
    if merged {
        zh.push_str("；合并单元格的值用于整个区域");
        en.push_str("; a merged cell holds for its whole region");
    }
    if let Some(row) = table.numbering_row {
        zh.push_str(&format!("；第{row}行只给各列编号，不作标签"));
        en.push_str(&format!("; row {row} only numbers the columns and labels nothing"));
    }
    Reason::new("header_rows", rows((first, last)), zh, en)
}

fn headings(grid: &Grid<'_>, above: &[(u32, RowClass)]) -> Vec<Reason> {
    let reason = |(row, class): &(u32, RowClass)| match class {
        RowClass::Title => Some(Reason::new(
            "title",
            rows((*row, *row)),
            "表头之上的文字".to_owned(),
            "text above the header".to_owned(),
        )),
        RowClass::Unit => {
            let text =
                grid.row(*row).iter().find_map(|(column, _)| unit_line(grid.sheet.text(*row, *column)));
            let unit = text.unwrap_or_default();
            let unit = excerpt(unit);
            Some(Reason::new(
                "unit",
                rows((*row, *row)),
                format!("写明单位“{unit}”"),
                format!("names the unit `{unit}`"),
            ))
        }
        _ => None,
    };
    above.iter().filter_map(reason).collect()
}

/// Group rows, totals and repeated headers, equal reasons together.
fn rows_inside(grid: &Grid<'_>, table: &Table, sums: &totals::Sums) -> Vec<Reason> {
    let mut found: BTreeMap<(&'static str, Localized), Vec<u32>> = BTreeMap::new();
    let is_doubtful =
        |row: u32| table.class(row) == Some(RowClass::Total) && !is_total_label(grid.first_text(row));
    for row in table.data_rows.0..=table.data_rows.1 {
        let label = grid.first_text(row);
        let (part, zh, en) = match table.class(row) {
            Some(RowClass::Group) => (
                "group",
                "只有一个标签而没有数值，统领其下各行".to_owned(),
                "one label and no number; it holds for the rows below".to_owned(),
            ),
            Some(RowClass::Header) => (
                "header_rows",
                "又印了一次表头，如换页之后".to_owned(),
                "the header printed again, as after a page break".to_owned(),
            ),
            Some(RowClass::Total) if is_total_label(label) => {
                let label = excerpt(label);
                ("total", format!("标签“{label}”说的是合计"), format!("the label `{label}` names a total"))
            }
            Some(RowClass::Total) => {
                let Some((first, last)) = sums.get(&row) else { continue };
                (
                    "total",
                    format!("等于第{first}–{last}行之和，标签没有这样说"),
                    format!("it equals the sum of rows {first}–{last}, though its label does not say so"),
                )
            }
            _ => continue,
        };
        found.entry((part, Localized::new(zh, en))).or_default().push(row);
    }
    let reason = |((part, text), several): ((&'static str, Localized), Vec<u32>)| {
        let place = several.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let doubtful_at = several.first().filter(|row| is_doubtful(**row)).map(|row| (*row, table.columns.0));
        Reason { part, place, text, doubtful_at }
    };
    found.into_iter().map(reason).collect()
}

fn rows((first, last): (u32, u32)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

fn columns((first, last): (u32, u32)) -> String {
    if first == last {
        column_letters(first)
    } else {
        format!("{}–{}", column_letters(first), column_letters(last))
    }
}
