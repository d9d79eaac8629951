//! A workbook as far as the checks look at it.

use super::area::Area;
use super::beside_cells::{CommentReader, DrawingReader, PropertiesReader, TableReader};
use super::caps;
use super::colour::ThemeReader;
use super::fault::LintFault;
use super::package::{Element, Package, PartReader, Relation};
use super::sheet::{Floating, Sheet, SheetCell, Value};
use super::sheet_reader::SheetReader;
use super::styles::{Styles, StylesReader};
use super::tables::{TableArea, tables_of};
use super::texts::{Text, Texts, TextsReader};
use std::collections::BTreeMap;

/// A workbook.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<Sheet>,
    /// The tables of each sheet, marked up or not.
    pub(crate) tables: Vec<Vec<TableArea>>,
    pub(crate) styles: Styles,
    pub(crate) texts: Texts,
    /// The sheet that is shown first, counted from 0.
    pub(crate) active: usize,
    pub(crate) title: String,
    pub(crate) language: String,
    /// The part of macros, where there is one.
    pub(crate) macros: Option<String>,
}

impl Book {
    /// Reads a workbook.
    pub(crate) fn read(content: &[u8]) -> Result<Self, LintFault> {
        let mut package = Package::open(content)?;
        let roots = package.relations("")?;
        let target = |kind: &str| {
            roots.values().find(|relation| relation.kind == kind).map(|found| found.target.clone())
        };
        let place = target("officeDocument").unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let mut parts = WorkbookReader::default();
        package.read(&place, &mut parts)?;
        if !parts.is_workbook {
            return Err(LintFault::broken("没有工作簿的主部件", "there is no main part of a workbook"));
        }
        let relations = package.relations(&place)?;
        let of_kind = |kind: &str| {
            relations.values().find(|relation| relation.kind == kind).map(|found| found.target.clone())
        };
        let mut book = Self { active: parts.active, ..Self::default() };
        let mut texts = TextsReader::default();
        if let Some(part) = of_kind("sharedStrings") {
            package.read(&part, &mut texts)?;
        }
        book.texts = texts.texts;
        let (mut styles, mut theme) = (StylesReader::default(), ThemeReader::default());
        if let Some(part) = of_kind("theme") {
            package.read(&part, &mut theme)?;
        }
        if let Some(part) = of_kind("styles") {
            package.read(&part, &mut styles)?;
        }
        book.styles = styles.styles;
        book.styles.colours.theme = theme.colours;
        let mut properties = PropertiesReader::default();
        package.read(
            &target("core-properties").unwrap_or_else(|| "docProps/core.xml".to_owned()),
            &mut properties,
        )?;
        (book.title, book.language) = (properties.title, properties.language);
        let macros = |name: &&str| name.ends_with("vbaproject.bin") || name.contains("/macrosheets/");
        book.macros = package.names().find(macros).map(str::to_owned);
        book.read_sheets(&mut package, parts.sheets, &relations)?;
        book.tables = book.sheets.iter().map(tables_of).collect();
        Ok(book)
    }

    fn read_sheets(
        &mut self,
        package: &mut Package<'_>,
        listed: Vec<ListedSheet>,
        relations: &BTreeMap<String, Relation>,
    ) -> Result<(), LintFault> {
        let mut cells = 0;
        for ListedSheet { name, id, is_hidden } in listed {
            let relation = relations.get(&id);
            let part = relation.filter(|relation| relation.kind == "worksheet");
            let Some(Relation { target, .. }) = part else {
                self.sheets.push(Sheet { name, is_hidden, ..Sheet::default() });
                continue;
            };
            if !package.has(target) {
                let (zh, en) =
                    (format!("缺少工作表“{name}”的部件"), format!("the part of sheet `{name}` is missing"));
                return Err(LintFault::broken(zh, en));
            }
            let mut reader = SheetReader::new(&name, &mut self.texts, cells);
            package.read(target, &mut reader)?;
            let mut sheet;
            (sheet, cells) = reader.finish();
            sheet.is_hidden = is_hidden;
            self.read_beside(package, target, &mut sheet)?;
            self.sheets.push(sheet);
        }
        Ok(())
    }

    fn read_beside(
        &mut self,
        package: &mut Package<'_>,
        part: &str,
        sheet: &mut Sheet,
    ) -> Result<(), LintFault> {
        let relations = package.relations(part)?;
        for relation in relations.values() {
            match relation.kind.as_str() {
                "table" => {
                    let mut reader = TableReader::default();
                    package.read(&relation.target, &mut reader)?;
                    sheet.tables.extend(reader.table);
                }
                "drawing" => {
                    let mut reader = DrawingReader::default();
                    package.read(&relation.target, &mut reader)?;
                    sheet.floating.extend(reader.floating);
                }
                "comments" => {
                    let mut reader = CommentReader::default();
                    package.read(&relation.target, &mut reader)?;
                    sheet.floating.extend(reader.floating);
                }
                _ => {}
            }
        }
        sheet.tables.sort_by_key(|table| table.area);
        sheet.floating.sort();
        Ok(())
    }

    /// Every worksheet with its tables.
    pub(crate) fn worksheets(&self) -> impl Iterator<Item = (&Sheet, &[TableArea])> {
        let tables = self.tables.iter().map(Vec::as_slice);
        self.sheets.iter().zip(tables).filter(|(sheet, _)| sheet.is_worksheet)
    }

    /// Every table with its sheet.
    pub(crate) fn all_tables(&self) -> impl Iterator<Item = (&Sheet, &TableArea)> {
        self.worksheets().flat_map(|(sheet, tables)| tables.iter().map(move |table| (sheet, table)))
    }

    /// The text of a cell, where it is one.
    pub(crate) fn text(&self, cell: &SheetCell) -> Option<&Text> {
        match cell.value {
            Value::Text(number) => self.texts.get(number),
            Value::Nothing | Value::Number(_) | Value::Other => None,
        }
    }

    /// The text at a place; empty where there is none.
    pub(crate) fn text_at(&self, sheet: &Sheet, row: u32, column: u32) -> &str {
        sheet.cell(row, column).and_then(|cell| self.text(cell)).map_or("", |text| &text.text)
    }

    /// Every cell with something in it, with its sheet and row number.
    pub(crate) fn filled_cells(&self) -> impl Iterator<Item = (&Sheet, u32, &SheetCell)> {
        let sheets = self.sheets.iter();
        sheets.flat_map(|sheet| {
            let cells =
                sheet.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.number, cell)));
            cells.filter(|(_, cell)| cell.value != Value::Nothing).map(move |(row, cell)| (sheet, row, cell))
        })
    }

    /// Every text with its sheet, row number and cell.
    pub(crate) fn all_texts(&self) -> impl Iterator<Item = (&Sheet, u32, &SheetCell, &Text)> {
        self.filled_cells().filter_map(|(sheet, row, cell)| Some((sheet, row, cell, self.text(cell)?)))
    }

    /// What floats over sheets, of one kind.
    pub(crate) fn floating(&self, kind: Floating) -> impl Iterator<Item = (&Sheet, Option<Area>)> {
        self.sheets.iter().flat_map(move |sheet| {
            let found = sheet.floating.iter().filter(move |(found, _)| *found == kind);
            found.map(move |(_, area)| (sheet, *area))
        })
    }
}

struct ListedSheet {
    name: String,
    id: String,
    is_hidden: bool,
}

/// Reads the main part of a workbook.
#[derive(Default)]
struct WorkbookReader {
    sheets: Vec<ListedSheet>,
    active: usize,
    is_workbook: bool,
}

impl PartReader for WorkbookReader {
    fn start(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        match element.name() {
            "workbook" => self.is_workbook = true,
            "workbookView" if self.active == 0 => self.active = element.number("activeTab").unwrap_or(0),
            "sheet" => {
                if self.sheets.len() == caps::SHEETS {
                    let limit = caps::SHEETS as u64;
                    return Err(LintFault::oversized("工作表数", "sheets", limit + 1, limit));
                }
                let name: String = element.value("name").unwrap_or_default().chars().take(255).collect();
                let is_hidden = element.value("state").is_some_and(|state| state != "visible");
                self.sheets.push(ListedSheet {
                    name,
                    id: element.value("id").unwrap_or_default(),
                    is_hidden,
                });
            }
            _ => {}
        }
        Ok(())
    }
}
