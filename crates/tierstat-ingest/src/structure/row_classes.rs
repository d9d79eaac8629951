//! The classes of the rows of one part of a sheet.

use super::RowClass;
use super::grid::Grid;

/// One class for each row of a grid, which holds for the columns of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowClasses {
    first_row: u32,
    columns: (u32, u32),
    classes: Vec<RowClass>,
}

impl RowClasses {
    /// Every filled row is a note until it is known to be more.
    pub(super) fn new(grid: &Grid<'_>) -> Self {
        let class = |row| if grid.is_blank(row) { RowClass::Blank } else { RowClass::Note };
        let classes = (grid.first_row()..=grid.last_row()).map(class).collect();
        Self { first_row: grid.first_row(), columns: grid.columns(), classes }
    }

    /// The class of a row; blank outside the rows.
    pub(super) fn get(&self, row: u32) -> RowClass {
        let index = row.checked_sub(self.first_row);
        index.and_then(|index| self.classes.get(index as usize)).copied().unwrap_or(RowClass::Blank)
    }

    pub(super) fn set(&mut self, row: u32, class: RowClass) {
        let index = row.checked_sub(self.first_row);
        if let Some(place) = index.and_then(|index| self.classes.get_mut(index as usize)) {
            *place = class;
        }
    }

    /// The rows with their classes.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, RowClass)> {
        (self.first_row..).zip(self.classes.iter().copied())
    }

    /// The class that holds for a cell; `None` where the cell stands outside.
    pub(super) fn at(&self, row: u32, column: u32) -> Option<RowClass> {
        let index = row.checked_sub(self.first_row)?;
        let within = (self.columns.0..=self.columns.1).contains(&column);
        self.classes.get(index as usize).copied().filter(|_| within)
    }
}
