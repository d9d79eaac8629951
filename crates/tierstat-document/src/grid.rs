//! A table as other programs compute with it: what is printed, and the values behind it.

use crate::{Cell, Manuscript, Number, Table};
use tierstat_model::Language;

/// A table in columns of one kind each.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The columns.
    pub columns: Vec<GridColumn>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<GridCell>>,
}

/// A column of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridColumn {
    /// What it says.
    pub heading: String,
    /// The column of the table that it comes from.
    pub of: usize,
    /// What its cells hold.
    pub kind: GridKind,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridKind {
    /// Words.
    Words,
    /// Numbers as printed; each that says its value has it.
    Numbers,
    /// The values of the column before.
    Values,
    /// The lower bounds of what is printed.
    LowerBounds,
    /// The upper bounds of what is printed.
    UpperBounds,
}

/// A cell of a grid.
#[derive(Debug, Clone, PartialEq)]
pub enum GridCell {
    /// Words.
    Words(String),
    /// A number as printed, and its value where the print says it.
    Number {
        /// As printed.
        printed: String,
        /// The value; `None` where it is missing or rough, or where the print says less.
        value: Option<f64>,
    },
    /// A value that stands beside its print.
    Value(Option<f64>),
}

impl Grid {
    /// A table as programs compute with it; `says` tells whether the print of a number says its value.
    ///
    /// Beside a column of prints that do not all say their values stand the values, and where some are rough, both bounds.
    #[must_use]
    pub fn of(table: &Table, manuscript: &Manuscript, says: impl Fn(&Number) -> bool) -> Self {
        let language = manuscript.language;
        let mut columns = Vec::new();
        for (of, heading) in table.headings.iter().enumerate() {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(of));
            let numbers = cells.filter_map(|cell| number(manuscript, cell));
            let numbers: Vec<&Number> = numbers.filter(|number| !number.is_missing()).collect();
            let mut add = |heading: String, kind| columns.push(GridColumn { heading, of, kind });
            let is_rough = |number: &&Number| number.bounds.is_some_and(|bounds| bounds.as_point().is_none());
            add(heading.text.clone(), if numbers.is_empty() { GridKind::Words } else { GridKind::Numbers });
            if numbers.iter().any(is_rough) {
                let [lower, upper] = bounds_of(&heading.text, language);
                add(lower, GridKind::LowerBounds);
                add(upper, GridKind::UpperBounds);
            } else if !numbers.iter().all(|number| says(number)) {
                add(value_of(&heading.text, language), GridKind::Values);
            }
        }
        let rows = table.rows.iter().map(|row| {
            let cells = columns.iter().map(|column: &GridColumn| {
                let cell = row.cells.get(column.of);
                let found = cell.and_then(|cell| number(manuscript, cell));
                let bounds = found.and_then(|number| number.bounds);
                let value = bounds.and_then(|bounds| bounds.as_point());
                match (column.kind, cell, found) {
                    (GridKind::Values, ..) => GridCell::Value(value),
                    (GridKind::LowerBounds, ..) => {
                        GridCell::Value(bounds.and_then(|bounds| bounds.lower_value()))
                    }
                    (GridKind::UpperBounds, ..) => {
                        GridCell::Value(bounds.and_then(|bounds| bounds.upper_value()))
                    }
                    (_, _, Some(number)) => {
                        let value = value.filter(|_| says(number));
                        GridCell::Number { printed: number.text.clone(), value }
                    }
                    (_, Some(Cell::Name(text) | Cell::Text(text) | Cell::Period(text)), _) => {
                        GridCell::Words(text.clone())
                    }
                    (_, Some(Cell::Sparkline(line)), _) => GridCell::Words(line.description.clone()),
                    _ => GridCell::Words(String::new()),
                }
            });
            cells.collect()
        });
        let rows = rows.collect();
        Self { columns, rows }
    }

    /// The rows as text, under the headings.
    #[must_use]
    pub fn records(&self) -> Vec<Vec<String>> {
        let head = self.columns.iter().map(|column| column.heading.clone()).collect();
        let rows = self.rows.iter().map(|row| row.iter().map(GridCell::text).collect());
        std::iter::once(head).chain(rows).collect()
    }
}

impl GridCell {
    /// What the cell says, as text: a value with all its digits.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Words(words) | Self::Number { printed: words, .. } => words.clone(),
            Self::Value(value) => value.map_or_else(String::new, |value| value.to_string()),
        }
    }
}

fn number<'a>(manuscript: &'a Manuscript, cell: &Cell) -> Option<&'a Number> {
    match cell {
        Cell::Number(place) => manuscript.number(*place),
        Cell::Name(_) | Cell::Text(_) | Cell::Period(_) | Cell::Sparkline(_) | Cell::Empty => None,
    }
}

/// The name of the column of values beside a column of prints.
fn value_of(heading: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{heading}（数值）"),
        Language::English => format!("{heading} (value)"),
    }
}

/// The names of the columns of bounds beside a column of prints.
fn bounds_of(heading: &str, language: Language) -> [String; 2] {
    match language {
        Language::Chinese => [format!("{heading}（下限）"), format!("{heading}（上限）")],
        Language::English => [format!("{heading} (lower bound)"), format!("{heading} (upper bound)")],
    }
}
