//! A file read as far as it can be: its sheets, their tables, the figures with their meaning, and everything odd.

use crate::figure::doubt::Doubts;
use crate::figure::long_table::LongColumns;
use crate::figure::mapped_cells::mapped_cells;
use crate::figure::naming::{Notes, cell_line, name_figures, name_row};
use crate::figure::raw_figure::RawFigure;
use crate::figure::raw_figures::RawFigures;
use crate::figure::recognised::Recognised;
use crate::figure::resolver::Resolver;
use crate::figure::seen::SeenFigure;
use crate::figure::seen_figures::SeenFigures;
use crate::figure::table_figures::read_figures;
use crate::figure::unnamed::Unnamed;
use crate::findings::additions::{self, Own};
use crate::findings::bad_bytes::bad_bytes;
use crate::findings::inside_areas::inside_areas;
use crate::findings::missing_codes::missing_codes;
use crate::findings::remarks::remark_findings;
use crate::findings::same_question::same_questions;
use crate::limits::LONGEST_SHEET_NAME;
use crate::open::hidden::HiddenParts;
use crate::places::{Places, parse_range};
use crate::project::label_key::label_key;
use crate::project::mapping::{MappedTable, Mapping};
use crate::prose::read_article;
use crate::reading::balance::Balance;
use crate::reading::mapping_effects::{
    MappingEffects, WithoutEffect, ignored_figures, is_about_left_out, is_lent,
};
use crate::reading::unread::unread_numbers;
use crate::sheet::{OpenedFile, SheetCells, open};
use crate::structure::{Reason, SheetStructure, Table, TableHint, analyse, long_table};
use crate::{AreaHint, EarlierFile, FileContext, FileLayout, IngestError, Names, Resolution};
use std::collections::BTreeSet;
use tierstat_model::{Finding, Localized, Severity, column_letters};

/// What the importer sees in a file.
#[derive(Debug)]
pub(crate) struct ReadFile {
    pub(crate) opened: OpenedFile,
    /// One for each sheet.
    pub(crate) structures: Vec<SheetStructure>,
    /// One for each sheet.
    pub(crate) balances: Vec<Balance>,
    /// What the labels were recognised as, for each table of each sheet.
    pub(crate) recognised: Vec<Vec<Vec<Recognised>>>,
    pub(crate) figures: SeenFigures,
    pub(crate) findings: Vec<Finding>,
    /// The keys of the file's own mapping that have no effect.
    pub(crate) without_effect: Vec<WithoutEffect>,
}

/// Opens a file, finds its tables and names its figures.
pub(crate) fn read_file(context: &FileContext<'_>) -> Result<ReadFile, IngestError> {
    let mut opened = open(context.path, context.limits)?;
    for name in opened.sheets.iter().filter_map(|sheet| sheet.name.as_deref()) {
        let found = name.chars().count();
        if found > LONGEST_SHEET_NAME {
            return Err(IngestError::TooLarge {
                path: context.path.to_owned(),
                what: "characters in the name of a sheet",
                found: found as u64,
                limit: LONGEST_SHEET_NAME as u64,
            });
        }
    }
    let mut resolver = Resolver::of(context);
    let mut unnamed = Unnamed::new(context.lists);
    let mut doubts = Doubts::default();
    let (mut structures, mut balances, mut recognised) = (Vec::new(), Vec::new(), Vec::new());
    let (mut figures, mut findings) = (SeenFigures::default(), Vec::new());
    let mut effects = MappingEffects::default();
    for (index, sheet) in opened.sheets.iter().enumerate() {
        let places = Places { file: context.name, sheet: sheet.name.as_deref() };
        if sheet.hidden && sheet.filled() > 0 {
            findings.push(hidden_sheet(&places));
        }
        findings.extend(hidden_rows_and_columns(sheet, &places));
        findings.extend(sheet.code_page_mended.then(|| wrong_code_page(&places)));
        findings.extend(remark_findings(sheet, &places));
        let dialect = opened.dialect.as_ref();
        findings.extend(dialect.and_then(|dialect| bad_bytes(sheet, &dialect.encoding, &places)));
        let long = context.mapping.and_then(|mapping| LongColumns::find(sheet, &mapping.columns));
        let hints = match &long {
            Some(_) => Vec::new(),
            None => hints(sheet, context.mapping, &mut effects),
        };
        let mut structure = match &long {
            Some(columns) => {
                effects.see_long_table(sheet, columns);
                long_table(sheet, columns.header_row, columns.value_columns())
            }
            None => analyse(sheet, &hints),
        };
        if long.is_none() && hints.is_empty() {
            structure
                .find_bare_records(sheet, |one, other| are_areas_of_one_tier(&resolver.names, one, other));
        }
        let mut recognised_here = Vec::new();
        for table in &structure.tables {
            // A list without figures has nothing that a doubt could change.
            let reasons = table.reasons.iter().filter(|_| !table.figure_columns.is_empty());
            findings.extend(reasons.filter_map(|reason| doubt(reason, table, &places)));
            if let Some(columns) = &long {
                let raw = columns.figures(sheet, table, &places, &mut findings);
                let (left_out, raw) = part_left_out(context, &places, raw);
                figures.push_each(raw, |raw, give| {
                    for figure in raw.iter() {
                        let row = figure.place.0;
                        let meaning = columns.meaning(context, &resolver, &places, sheet, row, &mut unnamed);
                        let mut notes = Notes { unnamed: &mut unnamed, doubts: &mut doubts };
                        let named = name_row(context, &resolver, &places, table, figure, meaning, &mut notes);
                        let origin = Some(Box::new(columns.origin(context, sheet, row)));
                        give(SeenFigure { sheet: index, named, origin });
                    }
                });
                left_out.into_iter().for_each(|raw| figures.push(SeenFigure::left_out(index, raw)));
                // What its columns say is what the mapping says of them.
                recognised_here.push(Vec::new());
            } else {
                let raw = read_figures(sheet, table, &places, &mut findings);
                let (left_out, raw) = part_left_out(context, &places, raw);
                let first = figures.len();
                let at = (sheet, table);
                let mut notes = Notes { unnamed: &mut unnamed, doubts: &mut doubts };
                let lines = figures.push_each(raw, |raw, give| {
                    name_figures(context, &mut resolver, &places, at, raw, &mut notes, |named| {
                        give(SeenFigure { sheet: index, named, origin: None });
                    })
                });
                recognised_here.push(lines);
                let own = Own { figures: &figures, first };
                findings.extend(additions::duplicate_rows(&own, &places));
                findings.extend(additions::wrong_totals(context, &own, &places));
                left_out.into_iter().for_each(|raw| figures.push(SeenFigure::left_out(index, raw)));
            }
        }
        let known = places_of(&figures, index);
        let mut notes = Notes { unnamed: &mut unnamed, doubts: &mut doubts };
        let mapped =
            mapped_cells(context, &resolver, &places, (sheet, &structure.tables), &known, &mut notes);
        let mapped = mapped.into_iter().map(|named| SeenFigure { sheet: index, named, origin: None });
        mapped.for_each(|seen| figures.push(seen));
        let balance = Balance::new(
            sheet,
            &structure,
            &places_of(&figures, index),
            &long.as_ref().map(LongColumns::labelling).unwrap_or_default(),
        );
        findings.extend(unread_numbers(&balance, &places));
        balances.push(balance);
        structures.push(structure);
        recognised.push(recognised_here);
    }
    if let Some(earlier) = &context.earlier {
        let layout = FileLayout::new(&opened.sheets, &structures);
        findings.extend(layout.drift(earlier, context.name));
        findings.extend(earlier.lends_mapping.then(|| lent_mapping(context, earlier)));
    }
    if !opened.lines.is_empty() {
        let article = read_article(context, &resolver, &opened.lines, &mut doubts);
        let sheet = opened.sheets.len();
        for (named, origin) in article.figures {
            figures.push(SeenFigure { sheet, named, origin: Some(Box::new(origin)) });
        }
        findings.extend(article.findings);
        balances.push(Balance::new(
            &article.sheet,
            &article.structure,
            &places_of(&figures, sheet),
            &BTreeSet::new(),
        ));
        structures.push(article.structure);
        recognised.push(Vec::new());
        opened.sheets.push(article.sheet);
    }
    missing_codes(context, &opened.sheets, &mut figures, &mut doubts);
    same_questions(context, &opened.sheets, &mut figures, &mut doubts);
    inside_areas(context, &opened.sheets, &mut figures, &mut doubts);
    findings.extend(doubts.into_findings());
    findings.extend(unnamed.into_findings());
    let without_effect = effects.without_effect(context, &resolver, &opened, &figures);
    findings.retain(|finding| !is_about_left_out(context, finding));
    findings.extend(ignored_figures(context, &opened, &figures));
    findings.extend(without_effect.iter().map(|key| key.finding(context)));
    // What an earlier edition needed and this one does not is no fault of this file.
    let without_effect = if is_lent(context) { Vec::new() } else { without_effect };
    Ok(ReadFile { opened, structures, balances, recognised, figures, findings, without_effect })
}

/// The cells of a sheet that are figures; the figures of the last sheet stand last.
fn places_of(figures: &SeenFigures, sheet: usize) -> BTreeSet<(u32, u32)> {
    let own = (0..figures.len()).rev().take_while(|index| figures.sheet(*index) == sheet);
    own.map(|index| figures.raw().place(index)).collect()
}

/// Whether two labels name two areas of one tier; in a short name that areas of several tiers share, any of them.
fn are_areas_of_one_tier(names: &Names<'_>, one: &str, other: &str) -> bool {
    let areas = |text: &str| match names.area(text, &AreaHint::default()) {
        Resolution::Found(area) => vec![(area.tier.clone(), area.code.clone())],
        Resolution::Ambiguous(areas) => {
            areas.iter().map(|area| (area.tier.clone(), area.code.clone())).collect()
        }
        Resolution::Unknown { .. } => Vec::new(),
    };
    let others = areas(other);
    !others.is_empty()
        && areas(one)
            .iter()
            .any(|(tier, code)| others.iter().any(|(other_tier, other)| tier == other_tier && code != other))
}

/// What the mapping says of the tables on a sheet.
fn hints(sheet: &SheetCells, mapping: Option<&Mapping>, effects: &mut MappingEffects) -> Vec<TableHint> {
    let tables = mapping.map(|mapping| mapping.tables.as_slice()).unwrap_or_default();
    let mut hints: Vec<TableHint> = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        if let Some(hint) = hint(sheet, table, &hints) {
            effects.see_table(index);
            hints.push(hint);
        }
    }
    hints
}

/// One table of the mapping on a sheet; `None` where it is not there. The second table with the same header is the second
/// that prints it.
fn hint(sheet: &SheetCells, table: &MappedTable, before: &[TableHint]) -> Option<TableHint> {
    if table.sheet.is_some() && table.sheet != sheet.name {
        return None;
    }
    let rows = |rows: Option<[u32; 2]>, from: u32| {
        rows.map(|[first, last]| (first.saturating_add(from), last.saturating_add(from)))
    };
    let hint = match &table.header {
        Some(header) => {
            let wanted = label_key(header);
            let taken = |row: u32| {
                before
                    .iter()
                    .any(|hint| hint.is_anchored && hint.header_rows.is_some_and(|(_, last)| last >= row))
            };
            let row = (1..=sheet.rows()).find(|row| {
                !taken(*row) && sheet.row(*row).any(|(_, cell)| label_key(cell.text) == wanted)
            })?;
            TableHint {
                range: None,
                header_rows: rows(table.header_rows, row - 1).or(Some((row, row))),
                data_rows: rows(table.data_rows, row - 1),
                is_anchored: true,
                stub_columns: table.stub_columns,
            }
        }
        None => TableHint {
            range: table.range.as_deref().and_then(parse_range),
            header_rows: rows(table.header_rows, 0),
            data_rows: rows(table.data_rows, 0),
            is_anchored: false,
            stub_columns: table.stub_columns,
        },
    };
    let is_there = match hint.range {
        Some(((first_row, first), (last_row, last))) => (first_row..=last_row.min(sheet.rows()))
            .any(|row| sheet.row(row).any(|(column, _)| (first..=last).contains(&column))),
        None => sheet.filled() > 0,
    };
    let ends = [hint.header_rows.map(|(_, last)| last), hint.data_rows.map(|(first, _)| first)];
    let is_there = is_there && ends.into_iter().flatten().all(|row| row <= sheet.rows());
    is_there.then_some(hint)
}

/// The figures that the mapping leaves out by row or column, and the others; a line for the cell itself stands above.
fn part_left_out(
    context: &FileContext<'_>,
    places: &Places<'_>,
    figures: RawFigures,
) -> (Vec<RawFigure>, RawFigures) {
    let ignored = context.mapping.map(|mapping| mapping.ignore.as_slice()).unwrap_or_default();
    if ignored.is_empty() {
        return (Vec::new(), figures);
    }
    let is_left_out = |raw: &RawFigure| {
        let about = ignored.iter().filter(|ignored| ignored.is_about(places.sheet));
        let mut parts = about.flat_map(|ignored| ignored.parts());
        parts.any(|(.., part)| part.holds(raw.place, &raw.column_labels, [&raw.row_labels, &raw.groups]))
            && cell_line(context, places, raw.place).is_none_or(|line| line.ignore)
    };
    let (mut left_out, mut others) = (Vec::new(), RawFigures::default());
    for raw in figures.iter() {
        if is_left_out(&raw) {
            left_out.push(raw);
        } else {
            others.push(raw);
        }
    }
    (left_out, others)
}

fn lent_mapping(context: &FileContext<'_>, earlier: &EarlierFile<'_>) -> Finding {
    let places = Places { file: context.name, sheet: None };
    Finding {
        severity: Severity::Information,
        rule: "mapping.lent".to_owned(),
        cells: vec![places.cell((1, 1))],
        message: Localized::new(
            format!("按 {} 的对照文件读取，因为表头相同", earlier.name),
            format!("read by the mapping of {}, since the headers are the same", earlier.name),
        ),
        hint: Localized::new(
            "如不应如此，请为本文件另写一个对照文件。",
            "If it should not be, write a mapping of its own for this file.",
        ),
    }
}

/// What was taken for something by less than its looks, with its reason.
fn doubt(reason: &Reason, table: &Table, places: &Places<'_>) -> Option<Finding> {
    let at = reason.doubtful_at?;
    let range = table.range();
    Some(Finding {
        severity: Severity::Information,
        rule: "structure.doubtful".to_owned(),
        cells: vec![places.cell(at)],
        message: Localized::new(
            format!("{range}：{}", reason.text.zh),
            format!("{range}: {}", reason.text.en),
        ),
        hint: Localized::new(
            "如认定有误，请在对照文件的 [[tables]] 中写明表头行、数据行。",
            "If this is wrong, write header-rows and data-rows under [[tables]] in the mapping file.",
        ),
    })
}

fn wrong_code_page(places: &Places<'_>) -> Finding {
    Finding {
        severity: Severity::Warning,
        rule: "text.code-page".to_owned(),
        cells: vec![places.cell((1, 1))],
        message: Localized::new(
            "文件声明的代码页与文字不符；文字已按中文（GB18030）读取",
            "the file names a code page that is not that of its texts, which were read as Chinese (GB18030)",
        ),
        hint: Localized::new(
            "请核对读出的文字；如不对，请用新版表格软件打开并另存为 .xlsx。",
            "See whether the texts are right; if not, open the file in a newer program and save it as .xlsx.",
        ),
    }
}

/// So many hidden rows and columns are named in a message; its cells are all of them.
const HIDDEN_SAID: usize = 20;

/// Hidden rows and columns that hold something: they are read, and said.
fn hidden_rows_and_columns(sheet: &SheetCells, places: &Places<'_>) -> Option<Finding> {
    let HiddenParts { rows, columns } = &sheet.hidden_parts;
    let columns_that_hold = match columns.is_empty() {
        true => BTreeSet::new(),
        false => sheet.iter().map(|((_, column), _)| column).collect::<BTreeSet<u32>>(),
    };
    let filled_rows: Vec<&(u32, u32)> = rows
        .iter()
        .filter(|(first, last)| {
            (*first..=(*last).min(sheet.rows())).any(|row| sheet.row(row).next().is_some())
        })
        .collect();
    let filled_columns: Vec<(u32, u32)> = columns
        .iter()
        .map(|(first, last)| (*first, (*last).min(sheet.columns())))
        .filter(|(first, last)| first <= last && columns_that_hold.range(*first..=*last).next().is_some())
        .collect();
    if filled_rows.is_empty() && filled_columns.is_empty() {
        return None;
    }
    let run = |first: String, last: String| if first == last { first } else { format!("{first}:{last}") };
    let mut parts: Vec<String> =
        filled_rows.iter().map(|(first, last)| run(first.to_string(), last.to_string())).collect();
    parts.extend(
        filled_columns.iter().map(|(first, last)| run(column_letters(*first), column_letters(*last))),
    );
    let (more_zh, more_en) = match parts.len().saturating_sub(HIDDEN_SAID) {
        0 => (String::new(), String::new()),
        more => (format!("等{}处", parts.len()), format!(" and {more} more places")),
    };
    parts.truncate(HIDDEN_SAID);
    let cells = filled_rows.iter().map(|(row, _)| places.cell((*row, 1)));
    let cells = cells.chain(filled_columns.iter().map(|(column, _)| places.cell((1, *column))));
    Some(Finding {
        severity: Severity::Information,
        rule: "rows.hidden".to_owned(),
        cells: cells.collect(),
        message: Localized::new(
            format!("隐藏或筛选掉的行、列也已读取：{}{more_zh}", parts.join("、")),
            format!("hidden or filtered rows and columns were read too: {}{more_en}", parts.join(", ")),
        ),
        hint: Localized::new(
            "如不应读取，请在对照文件的 [cells] 中写 ignore = true。",
            "If they should not be read, write ignore = true for their cells under [cells] in the mapping file.",
        ),
    })
}

fn hidden_sheet(places: &Places<'_>) -> Finding {
    let name = places.sheet.unwrap_or_default();
    Finding {
        severity: Severity::Information,
        rule: "sheet.hidden".to_owned(),
        cells: vec![places.cell((1, 1))],
        message: Localized::new(
            format!("工作表“{name}”是隐藏的，也已读取"),
            format!("sheet `{name}` is hidden, and was read too"),
        ),
        hint: Localized::new(
            "如不应读取，请在对照文件的 [cells] 中写 ignore = true。",
            "If it should not be read, write ignore = true for its cells under [cells] in the mapping file.",
        ),
    }
}
