//! Rows and columns that count something else than the whole, and totals.

use super::super::lists::{area_name, parent, subject};
use super::super::sheet::{Cell, Column, ColumnKind, Content, Row, RowKind, Sense, Sheet, Side, text};
use crate::synthetic::random::Random;
use std::collections::BTreeSet;

/// A part of a number.
fn part(cell: &Cell) -> Cell {
    match cell.content {
        Content::Number(number) => Content::Number((number * 2 / 5).max(1)).into(),
        _ => cell.clone(),
    }
}

/// The words for a part of an indicator: women where persons are counted, what is urban elsewhere.
///
/// Without a name they hold for several indicators.
fn words(unit: &str, name: Option<&str>, is_chinese: bool, random: &mut Random) -> String {
    let named = name.is_some() && random.chance(35);
    let said = match (unit, is_chinese, named) {
        ("persons", true, false) => random.of(&["其中：女", "其中:女性", "#女", "女"]),
        ("persons", true, true) => random.of(&["其中：女{}", "女{}"]),
        ("persons", false, false) => random.of(&["of which women", "of which: women", "Women"]),
        ("persons", false, true) => random.of(&["Female {}", "of which: female {}"]),
        (_, true, false) => random.of(&["其中：城镇", "#城镇"]),
        (_, true, true) => random.of(&["城镇{}", "其中：城镇{}"]),
        (_, false, false) => random.of(&["of which urban", "of which: urban"]),
        (_, false, true) => random.of(&["Urban {}", "of which urban {}"]),
    };
    said.replace("{}", &name.unwrap_or_default().to_lowercase())
}

pub(super) fn subgroup_column(sheet: &mut Sheet, random: &mut Random) -> bool {
    if !sheet.is_single() {
        return false;
    }
    let whole = sheet.sense.indicator;
    let named = |place: &usize| {
        let side = &sheet.columns[*place].side;
        let id =
            side.sense.indicator.or(whole).filter(|id| subject(id).unit != "percent" && !side.is_other)?;
        Some((*place, id))
    };
    let places: Vec<_> = sheet.figure_columns().iter().filter_map(named).collect();
    if places.is_empty() {
        return false;
    }
    let (place, id) = random.of(&places);
    let subject = subject(id);
    let said = words(subject.unit, Some(subject.name(sheet.is_chinese, 0)), sheet.is_chinese, random);
    let mut column = sheet.columns[place].clone();
    column.heads = sheet.headed(column.kind, &said).heads;
    column.side.is_other = true;
    column.side.labels = vec![said];
    sheet.columns.insert(place + 1, column);
    for row in &mut sheet.rows {
        let cell = part(&row.cells[place]);
        row.cells.insert(place + 1, cell);
    }
    true
}

pub(super) fn subgroup_row(sheet: &mut Sheet, random: &mut Random) -> bool {
    if !sheet.is_single() {
        return false;
    }
    let at = random.of(&sheet.data_rows());
    let mut row = sheet.rows[at].clone();
    let columns = sheet.columns.iter().filter_map(|column| column.side.sense.indicator);
    let ids: BTreeSet<&str> = match row.sides[0].sense.indicator.or(sheet.sense.indicator) {
        Some(id) => [id].into(),
        None => columns.collect(),
    };
    let units: BTreeSet<&str> = ids.iter().map(|id| subject(id).unit).collect();
    let unit = units.first().filter(|_| units.len() == 1).copied().unwrap_or_default();
    let name = ids.first().filter(|_| ids.len() == 1).map(|id| subject(id).name(sheet.is_chinese, 0));
    let said = words(unit, name, sheet.is_chinese, random);
    let is_label = |column: &Column| column.kind == ColumnKind::Label;
    let last = sheet.columns.iter().rposition(is_label).unwrap();
    row.cells = row.cells.iter().map(part).collect();
    for (place, cell) in row.cells.iter_mut().enumerate() {
        if let Content::Text(_) | Content::Key(_) = cell.content {
            *cell = text(if place == last { &said } else { "" });
        }
    }
    row.sides[0].is_other = true;
    row.sides[0].labels = vec![said];
    sheet.rows.insert(at + 1, row);
    true
}

pub(super) fn growth_column(sheet: &mut Sheet, random: &mut Random) -> bool {
    if !sheet.is_single() {
        return false;
    }
    let said = if sheet.is_chinese {
        random.of(&["比上年增长（%）", "比上年增长%", "增长率（%）", "同比增长"])
    } else {
        random.of(&["Change on year (%)", "Growth, %", "% change"])
    };
    let mut column = sheet.headed(ColumnKind::Figures, said);
    column.side.is_other = true;
    column.side.decimals = 2;
    let at = sheet.figure_columns().last().unwrap() + 1;
    sheet.insert_column(at, column, |row| match row.kind {
        RowKind::Data | RowKind::Total => Content::Number(i64::try_from(random.below(1_900)).unwrap() - 300),
        RowKind::Group | RowKind::Blank => Content::Blank,
    });
    true
}

pub(super) fn bands(sheet: &mut Sheet, random: &mut Random) -> bool {
    let rows = sheet.data_rows();
    if !sheet.is_single() || sheet.lines.is_empty() {
        return false;
    }
    let (heading, labels) = if sheet.is_chinese {
        ("按规模分", random.of(&[["10人以下", "10-49人", "50人及以上"], ["0-9", "10-49", "50+"]]))
    } else {
        ("By size", random.of(&[["0 to 9", "10 to 49", "50 or more"], ["1-9", "10-49", "50+"]]))
    };
    let model = sheet.rows[rows[0]].clone();
    sheet.rows.push(sheet.text_row(RowKind::Group, heading));
    for label in labels {
        let mut row = sheet.text_row(RowKind::Data, label);
        for (place, cell) in model.cells.iter().enumerate() {
            if let Content::Number(_) = cell.content {
                row.cells[place] = part(cell);
            }
        }
        row.sides[0].is_other = true;
        row.sides[0].labels = vec![label.to_owned()];
        sheet.rows.push(row);
    }
    true
}

pub(super) fn total_row(sheet: &mut Sheet, random: &mut Random) -> bool {
    let areas: Vec<&str> = sheet.rows.iter().filter_map(|row| row.sides[0].sense.area).collect();
    let distinct: BTreeSet<&str> = areas.iter().copied().collect();
    let parents: BTreeSet<&'static str> = distinct.iter().map(|code| parent(code)).collect();
    let has_other = sheet.rows.iter().any(|row| row.kind != RowKind::Data || row.sides[0].is_other);
    let has_share = sheet.units().contains("percent");
    if !sheet.is_single() || has_other || has_share || areas.len() != sheet.rows.len() || parents.len() != 1 {
        return false;
    }
    if distinct.len() != areas.len() || sheet.columns.iter().any(|column| column.side.is_other) {
        return false;
    }
    let said = if sheet.is_chinese {
        random.of(&["合计", "总计"])
    } else {
        random.of(&["Total", "All regions"])
    };
    let whole = parents.into_iter().next().unwrap();
    let mut row: Row = sheet.text_row(RowKind::Total, said);
    let sense = Sense { area: Some(whole), ..Sense::default() };
    row.sides = vec![Side::new(sense, &[said])];
    let at = if random.chance(50) { 0 } else { sheet.rows.len() };
    sheet.rows.insert(at, row);
    sheet.add_up();
    true
}

/// Nothing says where: the whole country would be an assumption.
pub(super) fn no_area(sheet: &mut Sheet, _: &mut Random) -> bool {
    let is_named = sheet
        .sense
        .area
        .is_some_and(|code| sheet.title.area.as_deref() == Some(area_name(code, sheet.is_chinese)));
    if is_named {
        sheet.title.area = None;
        sheet.sense.area = None;
    }
    is_named
}
