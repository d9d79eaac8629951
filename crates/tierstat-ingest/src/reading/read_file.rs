//! A file read as far as it can be: its sheets, their tables, the figures with their meaning, and everything odd.

use crate::figure::doubt::Doubts;
use crate::figure::long_table::LongColumns;
use crate::figure::mapped_cells::mapped_cells;
use crate::figure::naming::{Notes, name_figures, name_row};
use crate::figure::raw_figure::read_figures;
use crate::figure::resolver::Resolver;
use crate::figure::seen::SeenFigure;
use crate::figure::unnamed::Unnamed;
use crate::findings::additions;
use crate::findings::bad_bytes::bad_bytes;
use crate::findings::remarks::remark_findings;
use crate::findings::same_question::same_questions;
use crate::open::hidden::HiddenParts;
use crate::places::{Places, parse_range};
use crate::project::mapping::Mapping;
use crate::prose::read_article;
use crate::reading::balance::Balance;
use crate::reading::unread::unread_numbers;
use crate::sheet::{OpenedFile, SheetCells, open};
use crate::structure::{Reason, SheetStructure, Table, TableHint, analyse, long_table};
use crate::{EarlierFile, FileContext, IngestError, Layout};
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
    pub(crate) figures: Vec<SeenFigure>,
    pub(crate) findings: Vec<Finding>,
}

/// Opens a file, finds its tables and names its figures.
pub(crate) fn read_file(context: &FileContext<'_>) -> Result<ReadFile, IngestError> {
    let mut opened = open(context.path, context.limits)?;
    let mut resolver = Resolver::new(context.lists, context.mapping, context.fiscal_year_rule());
    let mut unnamed = Unnamed::new(context.lists);
    let mut doubts = Doubts::default();
    let (mut structures, mut balances) = (Vec::new(), Vec::new());
    let (mut figures, mut findings) = (Vec::new(), Vec::new());
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
        let structure = match &long {
            Some(columns) => long_table(sheet, columns.header_row, columns.value_columns()),
            None => analyse(sheet, &hints(sheet, context.mapping)),
        };
        for table in &structure.tables {
            // A list without figures has nothing that a doubt could change.
            let reasons = table.reasons.iter().filter(|_| !table.figure_columns.is_empty());
            findings.extend(reasons.filter_map(|reason| doubt(reason, table, &places)));
            if let Some(columns) = &long {
                for raw in columns.figures(sheet, table, &places, &mut findings) {
                    let row = raw.place.0;
                    let meaning = columns.meaning(context, &resolver, &places, sheet, row, &mut unnamed);
                    let mut notes = Notes { unnamed: &mut unnamed, doubts: &mut doubts };
                    let named = name_row(context, &resolver, &places, table, raw, meaning, &mut notes);
                    let origin = Some(Box::new(columns.origin(context, sheet, row)));
                    figures.push(SeenFigure { sheet: index, named, origin });
                }
            } else {
                let raw = read_figures(sheet, table, &places, &mut findings);
                let first = figures.len();
                let at = (sheet, table);
                let mut notes = Notes { unnamed: &mut unnamed, doubts: &mut doubts };
                name_figures(context, &mut resolver, &places, at, raw, &mut notes, |named| {
                    figures.push(SeenFigure { sheet: index, named, origin: None });
                });
                let own = figures.get(first..).unwrap_or_default();
                findings.extend(additions::duplicate_rows(own, &places));
                findings.extend(additions::wrong_totals(context, own, &places));
            }
        }
        let known = places_of(&figures, index);
        let mut notes = Notes { unnamed: &mut unnamed, doubts: &mut doubts };
        let mapped =
            mapped_cells(context, &resolver, &places, (sheet, &structure.tables), &known, &mut notes);
        figures.extend(mapped.into_iter().map(|named| SeenFigure { sheet: index, named, origin: None }));
        let balance = Balance::new(
            sheet,
            &structure,
            &places_of(&figures, index),
            &long.as_ref().map(LongColumns::labelling).unwrap_or_default(),
        );
        findings.extend(unread_numbers(&balance, &places));
        balances.push(balance);
        structures.push(structure);
    }
    if let Some(earlier) = &context.earlier {
        let layout = Layout::new(&opened.sheets, &structures);
        findings.extend(layout.drift(earlier, context.name));
        findings.extend(earlier.lends_mapping.then(|| lent_mapping(context, earlier)));
    }
    if !opened.lines.is_empty() {
        let article = read_article(context, &resolver, &opened.lines);
        let sheet = opened.sheets.len();
        figures.extend(article.figures.into_iter().map(|(named, origin)| SeenFigure {
            sheet,
            named,
            origin: Some(Box::new(origin)),
        }));
        findings.extend(article.findings);
        balances.push(Balance::new(
            &article.sheet,
            &article.structure,
            &places_of(&figures, sheet),
            &BTreeSet::new(),
        ));
        structures.push(article.structure);
        opened.sheets.push(article.sheet);
    }
    same_questions(context, &opened.sheets, &mut figures, &mut doubts);
    findings.extend(doubts.into_findings());
    findings.extend(unnamed.into_findings());
    Ok(ReadFile { opened, structures, balances, figures, findings })
}

/// The cells of a sheet that are figures; the figures of the last sheet stand last.
fn places_of(figures: &[SeenFigure], sheet: usize) -> BTreeSet<(u32, u32)> {
    let own = figures.iter().rev().take_while(|seen| seen.sheet == sheet);
    own.map(|seen| seen.named.raw.place).collect()
}

/// What the mapping says of the tables on a sheet.
fn hints(sheet: &SheetCells, mapping: Option<&Mapping>) -> Vec<TableHint> {
    let tables = mapping.map(|mapping| mapping.tables.as_slice()).unwrap_or_default();
    tables
        .iter()
        .filter(|table| table.sheet.is_none() || table.sheet == sheet.name)
        .map(|table| TableHint {
            range: table.range.as_deref().and_then(parse_range),
            header_rows: table.header_rows.map(|[first, last]| (first, last)),
            data_rows: table.data_rows.map(|[first, last]| (first, last)),
            stub_columns: table.stub_columns,
        })
        .collect()
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

/// Hidden rows and columns that hold something: they are read, and said.
fn hidden_rows_and_columns(sheet: &SheetCells, places: &Places<'_>) -> Option<Finding> {
    let HiddenParts { rows, columns } = &sheet.hidden_parts;
    let holds = |row: u32, column: u32| !sheet.text(row, column).is_empty();
    let filled_rows: Vec<&(u32, u32)> = rows
        .iter()
        .filter(|(first, last)| {
            (*first..=(*last).min(sheet.rows())).any(|row| sheet.row(row).next().is_some())
        })
        .collect();
    let filled_columns: Vec<(u32, u32)> = columns
        .iter()
        .map(|(first, last)| (*first, (*last).min(sheet.columns())))
        .filter(|(first, last)| {
            (*first..=*last).any(|column| (1..=sheet.rows()).any(|row| holds(row, column)))
        })
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
    let cells = filled_rows.iter().map(|(row, _)| places.cell((*row, 1)));
    let cells = cells.chain(filled_columns.iter().map(|(column, _)| places.cell((1, *column))));
    Some(Finding {
        severity: Severity::Information,
        rule: "rows.hidden".to_owned(),
        cells: cells.collect(),
        message: Localized::new(
            format!("隐藏或筛选掉的行、列也已读取：{}", parts.join("、")),
            format!("hidden or filtered rows and columns were read too: {}", parts.join(", ")),
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
