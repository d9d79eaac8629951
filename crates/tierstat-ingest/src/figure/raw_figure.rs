//! A raw figure: a number with the labels printed around it, before anything is named.

use crate::sheet::ShownIn;
use crate::structure::Label;
use crate::text::numerals::PrintedNumber;
use std::rc::Rc;

/// One cell of a table that prints a number, or should.
#[derive(Debug, Clone)]
pub(crate) struct RawFigure {
    /// The row and column of the cell.
    pub(crate) place: (u32, u32),
    /// The number as printed; missing where the cell prints none.
    pub(crate) number: PrintedNumber,
    /// The group labels above the row.
    pub(crate) groups: Rc<[Label]>,
    /// The stub labels of the row, from left to right.
    pub(crate) row_labels: Rc<[Label]>,
    /// The header labels of the column, from top to bottom.
    pub(crate) column_labels: Rc<[Label]>,
    /// Whether the row is a total.
    pub(crate) is_total: bool,
    /// How the number format of the cell shows the number smaller than it is stored.
    pub(crate) shown_in: ShownIn,
    /// Whether nothing in the column tells whether its mark groups digits or begins the decimals: 1.234.
    pub(crate) sign_is_open: bool,
}
