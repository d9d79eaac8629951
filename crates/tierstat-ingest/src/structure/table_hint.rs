//! What is known of a table before looking.

/// What is known of a table before looking: a line of the mapping file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct TableHint {
    /// The first and last row and column, counted from 1.
    pub(crate) range: Option<((u32, u32), (u32, u32))>,
    /// The first and last header row.
    pub(crate) header_rows: Option<(u32, u32)>,
    /// The first and last data row.
    pub(crate) data_rows: Option<(u32, u32)>,
    /// Whether the header rows were found by what they print, so that the data stand below them.
    pub(crate) is_anchored: bool,
    /// How many columns hold row labels.
    pub(crate) stub_columns: Option<u32>,
}
