//! The ways in which sheets are laid out before anything is done to them.

use super::lists::{PREFECTURES, PROVINCES, ROOT, SUBJECTS, Subject, TIERS, area_name, subject};
use super::sheet::{
    Cell, ColumnKind, Content, Line, LineKind, Row, RowKind, Sense, Sheet, Side, count, text,
};
use crate::synthetic::random::Random;

/// A way to lay out a sheet, by name.
pub(super) type Shape = (&'static str, fn(&mut Sheet, &mut Random));

pub(super) const SHAPES: [Shape; 17] = [
    ("areas by years", areas_by_years),
    ("areas by indicators", areas_by_indicators),
    ("years by indicators", years_by_indicators),
    ("years by areas", years_by_areas),
    ("indicators by years", indicators_by_years),
    ("areas and kinds by years", areas_and_kinds),
    ("long table", long_table),
    ("years over indicators", years_over_indicators),
    ("indicators over years", indicators_over_years),
    ("months in columns", months_in_columns),
    ("year and month in columns", year_and_month),
    ("tiers in rows", tiers_in_rows),
    ("tiers in columns", tiers_in_columns),
    ("groups of provinces", groups_of_provinces),
    ("total at the top", total_at_the_top),
    ("total at the bottom", total_at_the_bottom),
    ("blocks side by side", side_by_side),
];

fn area(code: &'static str) -> Sense {
    Sense { area: Some(code), ..Sense::default() }
}

fn tier(id: &'static str) -> Sense {
    Sense { tier: Some(id), ..Sense::default() }
}

fn indicator(id: &'static str) -> Sense {
    Sense { indicator: Some(id), ..Sense::default() }
}

fn period(period: &str) -> Sense {
    Sense { period: Some(period.to_owned()), ..Sense::default() }
}

fn years(random: &mut Random) -> Vec<String> {
    let first = 2009 + random.below(8);
    (first..first + 3).map(|year| year.to_string()).collect()
}

/// An indicator that is no share, with one of its names.
fn one_subject(sheet: &Sheet, random: &mut Random) -> (&'static Subject, &'static str) {
    let subject = &SUBJECTS[random.below(6)];
    (subject, subject.name(sheet.is_chinese, random.below(2)))
}

/// Two or three indicators: of one unit or of several, and now and then a share.
fn several_subjects(sheet: &Sheet, random: &mut Random) -> Vec<(&'static Subject, &'static str)> {
    let ids: &[&'static str] = match random.below(4) {
        0 => &["members", "staff"],
        1 => &["associations", "branches"],
        2 => &["associations", "members", "income"],
        _ => &["members", "staff", "coverage"],
    };
    let mut named: Vec<_> =
        ids.iter().map(|id| (subject(id), subject(id).name(sheet.is_chinese, random.below(2)))).collect();
    if random.chance(50) {
        named.reverse();
    }
    named
}

/// The areas of the rows: all provinces, or all prefectures of one; with the province in the title in the second case.
fn areas(sheet: &mut Sheet, random: &mut Random) -> Vec<(&'static str, &'static str)> {
    let list = if random.chance(60) {
        PROVINCES.to_vec()
    } else {
        let which = random.below(3);
        sheet.title.area = Some(area_name(PROVINCES[which].0, sheet.is_chinese).to_owned());
        PREFECTURES[4 * which..4 * which + 4].to_vec()
    };
    list.into_iter().map(|(code, _, _)| (code, area_name(code, sheet.is_chinese))).collect()
}

/// One province in the title.
fn title_area(sheet: &mut Sheet, random: &mut Random) {
    let code = PROVINCES[random.below(5)].0;
    sheet.title.area = Some(area_name(code, sheet.is_chinese).to_owned());
    sheet.sense.area = Some(code);
}

/// One year in the title.
fn title_year(sheet: &mut Sheet, random: &mut Random) {
    let year = (2009 + random.below(10)).to_string();
    sheet.title.year = Some(year.clone());
    sheet.sense.period = Some(year);
}

/// One indicator in the title, with its unit on a line of its own in half of the sheets.
fn title_subject(sheet: &mut Sheet, by: (&str, &str), random: &mut Random) {
    let (subject, name) = one_subject(sheet, random);
    sheet.sense.indicator = Some(subject.id);
    sheet.title.subject =
        if sheet.is_chinese { format!("{}{name}", by.0) } else { format!("{name}{}", by.1) };
    let unit = match subject.unit {
        "persons" => sheet.say("单位：人", "Unit: persons"),
        "number" => sheet.say("单位：个", "Unit: number"),
        "tonnes" => sheet.say("单位：吨", "Unit: tonnes"),
        _ => sheet.say("单位：英镑", "Unit: £"),
    };
    if random.chance(50) {
        let cells = vec![(0, unit.to_owned())];
        sheet.lines.push(Line { kind: LineKind::Unit, cells });
    }
}

fn generic_title(sheet: &mut Sheet) {
    sheet.title.subject = sheet.say("基本情况", "Key figures").to_owned();
}

const BY_AREA: (&str, &str) = ("各地区", " by region");

fn year_columns(sheet: &mut Sheet, random: &mut Random) {
    let plain = random.chance(50);
    for year in years(random) {
        let label = if plain { year.clone() } else { sheet.year(&year) };
        sheet.figure_column(&[&label], period(&year));
    }
}

/// Columns of indicators; a share says so in its header.
fn indicator_columns(sheet: &mut Sheet, random: &mut Random) {
    for (subject, name) in several_subjects(sheet, random) {
        sheet.figure_column(&[name], indicator(subject.id));
        if subject.unit == "percent" {
            mark_share(sheet, name);
        }
    }
}

fn mark_share(sheet: &mut Sheet, name: &str) {
    let head = format!("{name}{}", sheet.say("（%）", " (%)"));
    let column = sheet.columns.last_mut().unwrap();
    *column.heads.last_mut().unwrap() = text(&head);
    column.side.factor = 0.01;
    column.side.decimals = 2;
}

fn area_rows(sheet: &mut Sheet, areas: &[(&'static str, &'static str)], random: &mut Random) {
    for (code, name) in areas {
        sheet.data_row(&[name], area(code), random);
    }
}

fn areas_by_years(sheet: &mut Sheet, random: &mut Random) {
    let areas = areas(sheet, random);
    title_subject(sheet, BY_AREA, random);
    sheet.label_column(&[sheet.say("地区", "Region")]);
    year_columns(sheet, random);
    area_rows(sheet, &areas, random);
}

fn areas_by_indicators(sheet: &mut Sheet, random: &mut Random) {
    let areas = areas(sheet, random);
    title_year(sheet, random);
    generic_title(sheet);
    sheet.label_column(&[sheet.say("地区", "Region")]);
    indicator_columns(sheet, random);
    area_rows(sheet, &areas, random);
}

fn years_by_indicators(sheet: &mut Sheet, random: &mut Random) {
    title_area(sheet, random);
    generic_title(sheet);
    sheet.label_column(&[sheet.say("年份", "Year")]);
    indicator_columns(sheet, random);
    let plain = random.chance(50);
    for year in years(random).into_iter().rev() {
        let label = if plain { year.clone() } else { sheet.year(&year) };
        sheet.data_row(&[&label], period(&year), random);
    }
}

fn years_by_areas(sheet: &mut Sheet, random: &mut Random) {
    title_subject(sheet, BY_AREA, random);
    sheet.label_column(&[sheet.say("年份", "Year")]);
    for (code, chinese, english) in PROVINCES {
        sheet.figure_column(&[sheet.say(chinese, english)], area(code));
    }
    for year in years(random) {
        sheet.data_row(&[&sheet.year(&year)], period(&year), random);
    }
}

fn indicators_by_years(sheet: &mut Sheet, random: &mut Random) {
    title_area(sheet, random);
    generic_title(sheet);
    sheet.label_column(&[sheet.say("指标", "Indicator")]);
    year_columns(sheet, random);
    for (subject, name) in several_subjects(sheet, random) {
        if subject.unit != "percent" {
            sheet.data_row(&[name], indicator(subject.id), random);
        }
    }
}

fn areas_and_kinds(sheet: &mut Sheet, random: &mut Random) {
    generic_title(sheet);
    sheet.label_column(&[sheet.say("地区", "Region")]);
    sheet.label_column(&[sheet.say("指标", "Indicator")]);
    year_columns(sheet, random);
    let subjects = several_subjects(sheet, random);
    for (code, chinese, english) in PROVINCES {
        let name = sheet.say(chinese, english);
        for (subject, label) in subjects.iter().filter(|(subject, _)| subject.unit != "percent") {
            sheet.data_row(&[name, label], area(code).or(&indicator(subject.id)), random);
        }
    }
}

fn long_table(sheet: &mut Sheet, random: &mut Random) {
    sheet.lines.clear();
    sheet.label_column(&[sheet.say("年份", "Year")]);
    sheet.column(ColumnKind::Key, &[sheet.say("代码", "Code")], Side::new(Sense::default(), &[]), 0);
    sheet.label_column(&[sheet.say("地区", "Region")]);
    let (subject, name) = one_subject(sheet, random);
    sheet.figure_column(&[name], indicator(subject.id));
    for year in &years(random)[..2] {
        for (code, chinese, english) in PROVINCES {
            sheet.data_row(&[year, code, sheet.say(chinese, english)], area(code).or(&period(year)), random);
            let row = sheet.rows.last_mut().unwrap();
            row.cells[0].content = Content::Text(year.clone());
            row.cells[1].content = Content::Key(code.to_owned());
            row.sides[0].labels.remove(1);
        }
    }
}

fn years_over_indicators(sheet: &mut Sheet, random: &mut Random) {
    let areas = areas(sheet, random);
    generic_title(sheet);
    sheet.label_column(&["", sheet.say("地区", "Region")]);
    let subjects = several_subjects(sheet, random);
    for year in &years(random)[..2] {
        let top = sheet.year(year);
        for (index, (subject, name)) in
            subjects.iter().filter(|(subject, _)| subject.unit != "percent").enumerate()
        {
            sheet.figure_column(
                &[if index == 0 { &top } else { "" }, name],
                period(year).or(&indicator(subject.id)),
            );
            sheet.columns.last_mut().unwrap().side.labels = vec![top.clone(), (*name).to_owned()];
        }
    }
    area_rows(sheet, &areas, random);
}

fn indicators_over_years(sheet: &mut Sheet, random: &mut Random) {
    let areas = areas(sheet, random);
    generic_title(sheet);
    sheet.label_column(&["", sheet.say("地区", "Region")]);
    let years = years(random);
    for (subject, name) in several_subjects(sheet, random) {
        if subject.unit == "percent" {
            continue;
        }
        for (index, year) in years[..2].iter().enumerate() {
            let label = sheet.year(year);
            sheet.figure_column(
                &[if index == 0 { name } else { "" }, &label],
                period(year).or(&indicator(subject.id)),
            );
            sheet.columns.last_mut().unwrap().side.labels = vec![name.to_owned(), label];
        }
    }
    area_rows(sheet, &areas, random);
}

const ENGLISH_MONTHS: [&str; 6] = ["January", "February", "March", "April", "May", "June"];

fn months_in_columns(sheet: &mut Sheet, random: &mut Random) {
    title_year(sheet, random);
    let year = sheet.sense.period.take().unwrap();
    title_subject(sheet, BY_AREA, random);
    sheet.label_column(&[sheet.say("地区", "Region")]);
    for (number, english) in (1..=4).zip(ENGLISH_MONTHS) {
        let chinese = format!("{number}月");
        let label = sheet.say(&chinese, english).to_owned();
        sheet.figure_column(&[&label], period(&format!("{year}-{number:02}")));
    }
    let provinces = PROVINCES.map(|(code, chinese, english)| (code, sheet.say(chinese, english)));
    area_rows(sheet, &provinces, random);
}

fn year_and_month(sheet: &mut Sheet, random: &mut Random) {
    title_area(sheet, random);
    generic_title(sheet);
    sheet.label_column(&[sheet.say("年份", "Year")]);
    sheet.label_column(&[sheet.say("月份", "Month")]);
    indicator_columns(sheet, random);
    let repeated = random.chance(50);
    for year in &years(random)[..2] {
        for (number, english) in (1..=3).zip(ENGLISH_MONTHS) {
            let shown = if number == 1 || repeated { sheet.year(year) } else { String::new() };
            let chinese = format!("{number}月");
            let month = sheet.say(&chinese, english).to_owned();
            sheet.data_row(&[&shown, &month], period(&format!("{year}-{number:02}")), random);
            sheet.rows.last_mut().unwrap().sides[0].labels = vec![sheet.year(year), month];
        }
    }
}

fn tiers_in_rows(sheet: &mut Sheet, random: &mut Random) {
    title_area(sheet, random);
    title_year(sheet, random);
    generic_title(sheet);
    sheet.label_column(&[sheet.say("级别", "Level")]);
    indicator_columns(sheet, random);
    for (id, chinese, english) in TIERS {
        sheet.data_row(&[sheet.say(chinese, english)], tier(id), random);
    }
}

fn tiers_in_columns(sheet: &mut Sheet, random: &mut Random) {
    title_year(sheet, random);
    title_subject(sheet, BY_AREA, random);
    sheet.label_column(&[sheet.say("地区", "Region")]);
    for (id, chinese, english) in TIERS {
        sheet.figure_column(&[sheet.say(chinese, english)], tier(id));
    }
    let provinces = PROVINCES.map(|(code, chinese, english)| (code, sheet.say(chinese, english)));
    area_rows(sheet, &provinces, random);
}

fn groups_of_provinces(sheet: &mut Sheet, random: &mut Random) {
    title_subject(sheet, BY_AREA, random);
    sheet.label_column(&[sheet.say("地区", "Region")]);
    year_columns(sheet, random);
    for (index, (_, chinese, english)) in PROVINCES.iter().take(3).enumerate() {
        let group = sheet.say(chinese, english);
        sheet.rows.push(sheet.text_row(RowKind::Group, group));
        for (code, chinese, english) in &PREFECTURES[4 * index..4 * index + 4] {
            let name = sheet.say(chinese, english);
            sheet.data_row(&[name], area(code), random);
            sheet.rows.last_mut().unwrap().sides[0].labels = vec![group.to_owned(), name.to_owned()];
        }
    }
}

/// A total of all provinces by a word or by the name of the country.
fn with_total(sheet: &mut Sheet, at: Option<usize>, random: &mut Random) {
    title_subject(sheet, BY_AREA, random);
    sheet.label_column(&[sheet.say("地区", "Region")]);
    year_columns(sheet, random);
    let provinces = PROVINCES.map(|(code, chinese, english)| (code, sheet.say(chinese, english)));
    area_rows(sheet, &provinces, random);
    let label = if sheet.is_chinese {
        random.of(&["合计", "总计", "全国"])
    } else {
        random.of(&["Total", "Lanmark"])
    };
    let mut row = sheet.text_row(RowKind::Total, label);
    row.sides = vec![Side::new(area(ROOT), &[label])];
    sheet.rows.insert(at.unwrap_or(sheet.rows.len()), row);
    sheet.add_up();
}

fn total_at_the_top(sheet: &mut Sheet, random: &mut Random) {
    with_total(sheet, Some(0), random);
}

fn total_at_the_bottom(sheet: &mut Sheet, random: &mut Random) {
    with_total(sheet, None, random);
}

fn side_by_side(sheet: &mut Sheet, random: &mut Random) {
    title_year(sheet, random);
    generic_title(sheet);
    let (subject, name) = one_subject(sheet, random);
    let region = sheet.say("地区", "Region");
    for block in 0..2 {
        sheet.column(ColumnKind::Label, &[region], Side::new(Sense::default(), &[]), block);
        sheet.column(ColumnKind::Figures, &[name], Side::new(indicator(subject.id), &[name]), block);
    }
    for (left, right) in PREFECTURES[..4].iter().zip(&PREFECTURES[4..8]) {
        let (mut cells, mut sides): (Vec<Cell>, Vec<Side>) = (Vec::new(), Vec::new());
        for (code, chinese, english) in [left, right] {
            let name = sheet.say(chinese, english);
            cells.extend([text(name), Content::Number(count(random)).into()]);
            sides.push(Side::new(area(code), &[name]));
        }
        sheet.rows.push(Row { kind: RowKind::Data, cells, sides });
    }
}
