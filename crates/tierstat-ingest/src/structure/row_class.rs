//! What one row of a sheet is.

use serde::Serialize;

/// What one row of a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowClass {
    /// A title above a table.
    Title,
    /// The line that names the unit.
    Unit,
    /// A header row, one of several where they are stacked.
    Header,
    /// One label over the rows below it.
    Group,
    /// A row of figures.
    Data,
    /// A row of figures that is the total of others.
    Total,
    /// A note or the source.
    Note,
    /// Nothing.
    Blank,
}
