//! Where things stand, and how the file is written.

use super::super::sheet::{
    Cell, Column, ColumnKind, Content, LineKind, Row, RowKind, Sense, Sheet, Side, text,
};
use crate::synthetic::random::Random;

fn has_title(sheet: &Sheet) -> bool {
    sheet.lines.iter().any(|line| line.kind == LineKind::Title)
}

pub(super) fn blank_rows(sheet: &mut Sheet, random: &mut Random) -> bool {
    for _ in 0..1 + random.below(2) {
        let at = random.of(&sheet.data_rows());
        if at > 0 {
            sheet.rows.insert(at, sheet.text_row(RowKind::Blank, ""));
        }
    }
    true
}

pub(super) fn header_far_above(sheet: &mut Sheet, random: &mut Random) -> bool {
    sheet.header_gap = 1 + random.below(2);
    true
}

pub(super) fn title_in_another_column(sheet: &mut Sheet, random: &mut Random) -> bool {
    if !has_title(sheet) || sheet.title_everywhere || sheet.title_merged {
        return false;
    }
    sheet.title_column = 1 + random.below(sheet.columns.len() - 1);
    true
}

pub(super) fn title_over_every_column(sheet: &mut Sheet, _: &mut Random) -> bool {
    sheet.title_everywhere = has_title(sheet) && sheet.title_column == 0 && !sheet.title_merged;
    sheet.title_everywhere
}

pub(super) fn merged_title(sheet: &mut Sheet, _: &mut Random) -> bool {
    sheet.title_merged =
        sheet.is_workbook && has_title(sheet) && sheet.title_column == 0 && !sheet.title_everywhere;
    sheet.title_merged
}

/// Rows become columns, where the sheet is a plain one.
pub(super) fn transposed(sheet: &mut Sheet, _: &mut Random) -> bool {
    let is_plain = sheet.rows.iter().all(|row| matches!(row.kind, RowKind::Data | RowKind::Total))
        && sheet.columns.iter().skip(1).all(|column| column.kind == ColumnKind::Figures)
        && sheet.columns.iter().all(|column| column.heads.len() == 1)
        && sheet.columns[0].kind == ColumnKind::Label
        && sheet.is_single()
        && !sheet.rows.iter().any(|row| row.kind == RowKind::Total);
    if !is_plain {
        return false;
    }
    let corner = match sheet.columns[1].side.sense {
        Sense { period: Some(_), .. } => sheet.say("年份", "Year"),
        Sense { indicator: Some(_), .. } => sheet.say("指标", "Indicator"),
        _ => sheet.say("项目", "Item"),
    };
    let columns = std::mem::take(&mut sheet.columns);
    let rows = std::mem::take(&mut sheet.rows);
    let side = Side::new(Sense::default(), &[]);
    // A scale or a base that stands in the corner stays there.
    let first = &columns[0].heads[0];
    let is_plain_corner = matches!(&first.content, Content::Text(label)
        if ["地区", "Region", "年份", "Year", "指标", "Indicator", "级别", "Level"].contains(&label.as_str()));
    let heads = vec![if is_plain_corner { text(corner) } else { first.clone() }];
    sheet.columns.push(Column { kind: ColumnKind::Label, heads, side, block: 0 });
    for row in &rows {
        let heads = vec![row.cells[0].clone()];
        sheet.columns.push(Column { kind: ColumnKind::Figures, heads, side: row.sides[0].clone(), block: 0 });
    }
    for (place, column) in columns.iter().enumerate().skip(1) {
        let mut cells: Vec<Cell> = column.heads.clone();
        cells.extend(rows.iter().map(|row| row.cells[place].clone()));
        sheet.rows.push(Row { kind: RowKind::Data, cells, sides: vec![column.side.clone()] });
    }
    true
}

pub(super) fn encoding(sheet: &mut Sheet, random: &mut Random) -> bool {
    if sheet.is_workbook {
        return false;
    }
    sheet.encoding = random.of(&["UTF-8 with mark", "GB18030", "UTF-16LE", "UTF-16BE"]);
    true
}

pub(super) fn delimiter(sheet: &mut Sheet, random: &mut Random) -> bool {
    if sheet.is_workbook {
        return false;
    }
    sheet.delimiter = random.of(&[';', '\t', '|']);
    true
}
