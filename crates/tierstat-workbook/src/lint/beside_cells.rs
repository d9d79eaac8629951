//! Readers of what lies beside the cells of a sheet: tables, drawings, comments; and of the properties of the document.

use super::area::Area;
use super::caps;
use super::fault::LintFault;
use super::package::{Element, PartReader};
use super::sheet::{Floating, MarkedTable};

/// Reads the part of a table.
#[derive(Default)]
pub(crate) struct TableReader {
    /// What was read.
    pub(crate) table: Option<MarkedTable>,
}

impl PartReader for TableReader {
    fn start(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        match (element.name(), &mut self.table) {
            ("table", none @ None) => {
                let area = element.value("ref").and_then(|area| Area::parse(&area));
                *none = area.map(|area| MarkedTable {
                    name: element.value("displayName").or(element.value("name")).unwrap_or_default(),
                    area,
                    header_rows: element.number("headerRowCount").unwrap_or(1),
                    columns: Vec::new(),
                    has_filter: false,
                    style: None,
                    has_stripes: false,
                });
            }
            ("tableColumn", Some(table)) => table.columns.push(element.value("name").unwrap_or_default()),
            ("autoFilter", Some(table)) => table.has_filter = true,
            ("tableStyleInfo", Some(table)) => {
                table.style = element.value("name");
                table.has_stripes = element.flag("showRowStripes").unwrap_or(false)
                    || element.flag("showColumnStripes").unwrap_or(false);
            }
            _ => {}
        }
        Ok(())
    }
}

/// Reads the part of drawings.
#[derive(Default)]
pub(crate) struct DrawingReader {
    /// What stands over the sheet, with the cell under its upper left corner.
    pub(crate) floating: Vec<(Floating, Option<Area>)>,
    column: Option<u32>,
    row: Option<u32>,
    is_from: bool,
    reads: Option<bool>,
    /// Inside of what is only shown where a program does not know what stands before it.
    fallback: bool,
    /// Whether the anchor has what it anchors; a group is one thing.
    is_told: bool,
}

impl DrawingReader {
    fn tell(&mut self, kind: Floating) {
        if !self.is_told && !self.fallback && self.floating.len() < caps::LISTED {
            let place = self.row.zip(self.column);
            let place = place.filter(|(row, column)| *row < caps::ROWS && *column < caps::COLUMNS);
            self.floating.push((kind, place.map(|(row, column)| Area::cell(row + 1, column + 1))));
            self.is_told = true;
        }
    }
}

impl PartReader for DrawingReader {
    fn start(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        match element.name() {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                (self.column, self.row, self.is_told) = (None, None, false);
            }
            "from" => self.is_from = true,
            "col" if self.is_from => self.reads = Some(true),
            "row" if self.is_from => self.reads = Some(false),
            "pic" => self.tell(Floating::Picture),
            "graphicFrame" => self.tell(Floating::Chart),
            "sp" | "cxnSp" | "grpSp" | "contentPart" => self.tell(Floating::Shape),
            "Fallback" => self.fallback = true,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), LintFault> {
        match name {
            "from" => self.is_from = false,
            "col" | "row" => self.reads = None,
            "Fallback" => self.fallback = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), LintFault> {
        match self.reads {
            Some(true) => self.column = text.trim().parse().ok(),
            Some(false) => self.row = text.trim().parse().ok(),
            None => {}
        }
        Ok(())
    }
}

/// Reads the part of comments.
#[derive(Default)]
pub(crate) struct CommentReader {
    /// The cells with comments.
    pub(crate) floating: Vec<(Floating, Option<Area>)>,
}

impl PartReader for CommentReader {
    fn start(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        if element.name() == "comment" && self.floating.len() < caps::LISTED {
            self.floating.push((Floating::Comment, element.value("ref").and_then(|area| Area::parse(&area))));
        }
        Ok(())
    }
}

/// Reads the properties of the document (ECMA-376 part 2, section 11).
#[derive(Debug, Default)]
pub(crate) struct PropertiesReader {
    /// Its title.
    pub(crate) title: String,
    /// Its language.
    pub(crate) language: String,
    reads: Option<bool>,
}

impl PartReader for PropertiesReader {
    fn start(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        self.reads = match element.name() {
            "title" => Some(true),
            "language" => Some(false),
            _ => None,
        };
        Ok(())
    }

    fn end(&mut self, _name: &str) -> Result<(), LintFault> {
        self.reads = None;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), LintFault> {
        match self.reads {
            Some(true) => self.title.push_str(text),
            Some(false) => self.language.push_str(text),
            None => {}
        }
        Ok(())
    }
}
