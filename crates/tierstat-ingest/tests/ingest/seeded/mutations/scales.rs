//! A scale, said in one place of the sheet.

use super::super::lists::subject;
use super::super::sheet::{Cell, ColumnKind, Content, Line, LineKind, Sheet, text};
use crate::synthetic::random::Random;

/// The words of a scale for a unit, with its factor.
fn words(unit: &str, is_chinese: bool, random: &mut Random) -> (&'static str, f64) {
    if is_chinese {
        match unit {
            "persons" => random.of(&[("万人", 1e4), ("千人", 1e3), ("百人", 1e2), ("万", 1e4)]),
            "number" => random.of(&[("万个", 1e4), ("千个", 1e3), ("百个", 1e2), ("千家", 1e3)]),
            "tonnes" => random.of(&[("万吨", 1e4), ("千吨", 1e3), ("亿吨", 1e8)]),
            _ => random.of(&[("万英镑", 1e4), ("亿英镑", 1e8), ("百万英镑", 1e6)]),
        }
    } else {
        match unit {
            "persons" => {
                random.of(&[("thousands", 1e3), ("000s", 1e3), ("thousand persons", 1e3), ("millions", 1e6)])
            }
            "number" => random.of(&[("thousands", 1e3), ("000s", 1e3), ("'000", 1e3), ("hundreds", 1e2)]),
            "tonnes" => random.of(&[("thousand tonnes", 1e3), ("million tonnes", 1e6)]),
            _ => random.of(&[("£m", 1e6), ("£ million", 1e6), ("£000", 1e3), ("£bn", 1e9)]),
        }
    }
}

/// Words in one of the brackets of the language.
fn bracketed(words: &str, is_chinese: bool, random: &mut Random) -> String {
    let (open, close) = if is_chinese {
        random.of(&[("（", "）"), ("（", "）"), ("(", ")"), ("【", "】"), ("[", "]")])
    } else {
        random.of(&[(" (", ")"), (" (", ")"), (" [", "]")])
    };
    format!("{open}{words}{close}")
}

/// The words and factor that hold for the whole sheet, where all it counts has one unit; it loses its unit line.
fn for_all(sheet: &mut Sheet, random: &mut Random) -> Option<(&'static str, f64)> {
    let units = sheet.units();
    let unit = units.first().filter(|_| units.len() == 1 && !sheet.is_scaled)?;
    if *unit == "percent" || has_other(sheet) {
        return None;
    }
    let (words, factor) = words(unit, sheet.is_chinese, random);
    sheet.lines.retain(|line| line.kind != LineKind::Unit);
    sheet.is_scaled = true;
    sheet.factor = factor;
    sheet.decimals = 1 + u32::from(random.chance(50));
    Some((words, factor))
}

/// Whether a part, a growth or an index stands in the sheet, for which a scale of the whole would be doubtful.
fn has_other(sheet: &Sheet) -> bool {
    sheet.columns.iter().any(|column| column.side.is_other)
        || sheet.rows.iter().any(|row| row.sides.iter().any(|side| side.is_other))
}

/// A unit line in the words of the language.
fn line(words: &str, is_chinese: bool, random: &mut Random) -> String {
    if is_chinese {
        match random.below(4) {
            0 => format!("单位：{words}"),
            1 => format!("计量单位：{words}"),
            2 => format!("（单位：{words}）"),
            _ => format!("单位:{words}"),
        }
    } else {
        match random.below(3) {
            0 => format!("Unit: {words}"),
            1 => format!("({words})"),
            _ => format!("Units: {words}"),
        }
    }
}

pub(super) fn in_unit_line(sheet: &mut Sheet, random: &mut Random) -> bool {
    let Some((words, _)) = for_all(sheet, random) else { return false };
    let cells = vec![(0, line(words, sheet.is_chinese, random))];
    sheet.lines.push(Line { kind: LineKind::Unit, cells });
    true
}

pub(super) fn at_right_edge(sheet: &mut Sheet, random: &mut Random) -> bool {
    let Some((words, _)) = for_all(sheet, random) else { return false };
    let said = if random.chance(50) {
        line(words, sheet.is_chinese, random)
    } else {
        bracketed(words, sheet.is_chinese, random).trim().to_owned()
    };
    let cells = vec![(sheet.columns.len() - 1, said)];
    sheet.lines.push(Line { kind: LineKind::Unit, cells });
    true
}

pub(super) fn in_title(sheet: &mut Sheet, random: &mut Random) -> bool {
    if sheet.lines.iter().all(|line| line.kind != LineKind::Title) || !sheet.title.suffix.is_empty() {
        return false;
    }
    let Some((words, _)) = for_all(sheet, random) else { return false };
    sheet.title.suffix = bracketed(words, sheet.is_chinese, random).trim().to_owned();
    true
}

pub(super) fn in_corner(sheet: &mut Sheet, random: &mut Random) -> bool {
    let place = sheet.first_label();
    if !sheet.is_single() || sheet.columns[place].kind != ColumnKind::Label {
        return false;
    }
    let Some((words, _)) = for_all(sheet, random) else { return false };
    let said = match random.below(3) {
        0 => line(words, sheet.is_chinese, random),
        1 => words.to_owned(),
        _ => bracketed(words, sheet.is_chinese, random).trim().to_owned(),
    };
    *sheet.columns[place].heads.last_mut().unwrap() = text(&said);
    true
}

/// Says a scale behind a label.
fn behind(cell: &mut Cell, said: &str) {
    if let Content::Text(label) = &mut cell.content {
        label.push_str(said);
    }
}

pub(super) fn in_headers(sheet: &mut Sheet, random: &mut Random) -> bool {
    let all = sheet.figure_columns();
    let whole = sheet.sense.indicator;
    let unit_of = |sheet: &Sheet, place: usize| {
        let side = &sheet.columns[place].side;
        let indicator = side.sense.indicator.or(whole).filter(|_| !side.is_other);
        indicator.map(|id| subject(id).unit).filter(|unit| *unit != "percent")
    };
    let places: Vec<usize> = all.into_iter().filter(|place| unit_of(sheet, *place).is_some()).collect();
    if places.is_empty() || sheet.is_scaled {
        return false;
    }
    // One scale for each unit; in some sheets only one of the columns has one.
    let only = (whole.is_none() && random.chance(30)).then(|| random.of(&places));
    let (is_chinese, seed) = (sheet.is_chinese, random.below(1_000));
    let bracket = |said: &str| {
        let mut random = Random::new(seed as u64);
        bracketed(said, is_chinese, &mut random)
    };
    for place in places.into_iter().filter(|place| only.is_none_or(|only| only == *place)) {
        let unit = unit_of(sheet, place).unwrap();
        let mut random = Random::new(seed as u64);
        let (said, factor) = words(unit, is_chinese, &mut random);
        let column = &mut sheet.columns[place];
        behind(column.heads.last_mut().unwrap(), &bracket(said));
        column.side.factor = factor;
        column.side.decimals = 1;
    }
    sheet.lines.retain(|line| line.kind != LineKind::Unit);
    sheet.is_scaled = true;
    true
}

pub(super) fn in_row_labels(sheet: &mut Sheet, random: &mut Random) -> bool {
    let named = sheet.rows.iter().any(|row| row.sides[0].sense.indicator.is_some());
    if !named || sheet.is_scaled {
        return false;
    }
    let place = sheet.columns.iter().rposition(|column| column.kind == ColumnKind::Label).unwrap();
    let (is_chinese, seed) = (sheet.is_chinese, random.below(1_000));
    for row in &mut sheet.rows {
        let Some(id) = row.sides[0].sense.indicator.filter(|_| !row.sides[0].is_other) else { continue };
        let mut random = Random::new(seed as u64);
        let (said, factor) = words(subject(id).unit, is_chinese, &mut random);
        let said = bracketed(said, is_chinese, &mut random);
        behind(&mut row.cells[place], &said);
        row.sides[0].factor = factor;
        row.sides[0].decimals = 1;
    }
    sheet.is_scaled = true;
    true
}
