//! Years that stand elsewhere than in the title, and years that are no period.

use super::super::sheet::{Cell, ColumnKind, Content, Line, LineKind, RowKind, Sheet, text};
use crate::synthetic::random::Random;

/// Takes the year out of the title, where one holds for the whole sheet.
fn take_year(sheet: &mut Sheet) -> Option<String> {
    sheet.sense.period.as_ref()?;
    sheet.title.year.take()
}

pub(super) fn in_sheet_name(sheet: &mut Sheet, random: &mut Random) -> bool {
    if !sheet.is_workbook {
        return false;
    }
    let Some(year) = take_year(sheet) else { return false };
    sheet.name = if random.chance(50) { sheet.year(&year) } else { year };
    true
}

pub(super) fn over_header(sheet: &mut Sheet, _: &mut Random) -> bool {
    if !sheet.is_single() {
        return false;
    }
    let Some(year) = take_year(sheet) else { return false };
    let label = sheet.year(&year);
    let first = sheet.figure_columns()[0];
    for (place, column) in sheet.columns.iter_mut().enumerate() {
        column.heads.insert(0, text(if place == first { &label } else { "" }));
        if column.kind == ColumnKind::Figures {
            column.side.labels.insert(0, label.clone());
        }
    }
    true
}

pub(super) fn on_row(sheet: &mut Sheet, _: &mut Random) -> bool {
    let Some(year) = take_year(sheet) else { return false };
    let row = sheet.text_row(RowKind::Group, &sheet.year(&year));
    sheet.rows.insert(0, row);
    true
}

pub(super) fn in_column(sheet: &mut Sheet, random: &mut Random) -> bool {
    if !sheet.is_single() {
        return false;
    }
    let Some(year) = take_year(sheet) else { return false };
    let label = if random.chance(50) { sheet.year(&year) } else { year };
    let column = sheet.headed(ColumnKind::Label, sheet.say("年份", "Year"));
    let at = sheet.first_label() + random.below(2);
    sheet.insert_column(at, column, |row| match row.kind {
        RowKind::Data | RowKind::Total => Content::Text(label.clone()),
        RowKind::Group | RowKind::Blank => Content::Blank,
    });
    true
}

pub(super) fn at_right_edge(sheet: &mut Sheet, _: &mut Random) -> bool {
    let Some(year) = take_year(sheet) else { return false };
    let cells = vec![(sheet.columns.len() - 1, sheet.year(&year))];
    sheet.lines.push(Line { kind: LineKind::Other, cells });
    true
}

/// Nothing says when: no figure may be taken.
pub(super) fn none(sheet: &mut Sheet, _: &mut Random) -> bool {
    let is_taken = take_year(sheet).is_some();
    if is_taken {
        sheet.sense.period = None;
    }
    is_taken
}

/// An index is none of the indicators.
pub(super) fn index(sheet: &mut Sheet, random: &mut Random) -> bool {
    if sheet.is_scaled || !sheet.title.suffix.is_empty() || !sheet.is_single() {
        return false;
    }
    let base = (2004 + random.below(5)).to_string();
    let chinese = format!("指数（{base}年=100）");
    let english = format!(" (index, {base} = 100)");
    let said = sheet.say(&chinese, &english).to_owned();
    sheet.lines.retain(|line| line.kind != LineKind::Unit);
    if sheet.sense.indicator.is_some() && sheet.lines.iter().any(|line| line.kind == LineKind::Title) {
        sheet.title.suffix = said.trim().to_owned();
        for column in &mut sheet.columns {
            column.side.is_other = true;
        }
        return true;
    }
    let named =
        sheet.figure_columns().into_iter().find(|place| sheet.columns[*place].side.sense.indicator.is_some());
    let Some(column) = named.map(|place| &mut sheet.columns[place]) else { return false };
    match column.heads.last_mut() {
        Some(Cell { content: Content::Text(label), .. }) if column.side.sense.period.is_none() => {
            label.push_str(&said);
            column.side.is_other = true;
            column.side.decimals = 1;
            column.side.factor = 1.0;
            true
        }
        _ => false,
    }
}

/// The boundaries of a year are not the year that is counted.
pub(super) fn boundaries(sheet: &mut Sheet, random: &mut Random) -> bool {
    let year = 2003 + random.below(5);
    let said = if sheet.is_chinese {
        format!("（按{year}年行政区划）")
    } else {
        format!(" ({year} boundaries)")
    };
    let names_areas = sheet.rows.iter().any(|row| row.sides[0].sense.area.is_some());
    if random.chance(50)
        && sheet.title.suffix.is_empty()
        && sheet.lines.iter().any(|line| line.kind == LineKind::Title)
    {
        sheet.title.suffix = said.trim().to_owned();
    } else if names_areas && sheet.is_single() {
        let place = sheet.first_label();
        match sheet.columns[place].heads.last_mut() {
            Some(Cell { content: Content::Text(label), .. }) => label.push_str(&said),
            _ => return false,
        }
    } else {
        return false;
    }
    sheet.is_doubtful = true;
    true
}

pub(super) fn in_footers(sheet: &mut Sheet, random: &mut Random) -> bool {
    let year = 2004 + random.below(4);
    let (source, note) = if sheet.is_chinese {
        (format!("资料来源：《统计年鉴{}》", year + 16), format!("注：{year}年以前的数据口径不同。"))
    } else {
        (
            format!("Source: Yearbook {}", year + 16),
            format!("Note: figures before {year} are not comparable."),
        )
    };
    if random.chance(50) {
        sheet.below.push(String::new());
    }
    sheet.below.extend([source, note]);
    true
}

pub(super) fn form_lines(sheet: &mut Sheet, random: &mut Random) -> bool {
    let day = 1 + random.below(27);
    let cells = if sheet.is_chinese {
        let date = random.of(&["填报日期", "报送日期", "填表日期"]);
        vec![(0, "填报单位：云海联合会".to_owned()), (2, format!("{date}：2024年3月{day}日"))]
    } else {
        let date = random.of(&["Submitted", "Date of return", "Completed on"]);
        vec![(0, "Submitted by: Lowland Federation".to_owned()), (2, format!("{date}: 2024-03-{day:02}"))]
    };
    let line = Line { kind: LineKind::Other, cells };
    let at = if random.chance(50) { 0 } else { sheet.lines.len() };
    sheet.lines.insert(at, line);
    true
}
