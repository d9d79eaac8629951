//! How large a file may be before it is refused.

use crate::IngestError;
use serde::Deserialize;
use std::path::Path;

/// The limits under which a file is opened, so that no file can exhaust the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Limits {
    /// The bytes of the file itself. Default: 256 MiB.
    pub file_bytes: u64,
    /// Text files from this size on are not held but streamed, where that can be done. In bytes. Default: 16 MiB.
    pub streamed_bytes: u64,
    /// The bytes of all parts of an archive after unpacking. Default: 1 GiB; sheets are streamed, not held.
    pub unpacked_bytes: u64,
    /// The bytes of one part that the reader holds in memory, such as the shared strings. Default: 96 MiB.
    pub part_bytes: u64,
    /// How many times larger than its packed form a part over 16 MiB may be. Default: 300.
    pub unpacking_ratio: u64,
    /// The sheets of a workbook. Default: 1000.
    pub sheets: usize,
    /// The cells of all sheets that hold something. Default: 2 million.
    pub cells: u64,
    /// The cells of the rectangle from A1 to the last used cell, where few of them hold something. Default: 20 million.
    pub spanned_cells: u64,
    /// The bytes of memory that reading any file may take, however small it is. Default: 64 MiB.
    pub memory_bytes: u64,
    /// The bytes of memory that reading may take beside them for each byte of the file's parts, unpacked. Default: 40.
    pub memory_for_each_byte: u64,
}

/// The rows of the largest sheet a workbook can have (ECMA-376 part 1, section 18.3.1.73; OpenDocument programs agree).
pub(crate) const MOST_ROWS: u32 = 1_048_576;
/// The columns of the largest sheet, A to XFD.
pub(crate) const MOST_COLUMNS: u32 = 16_384;

/// The characters of the longest name of a sheet: each of its cells is named with it. Programs write at most 31 of them.
pub(crate) const LONGEST_SHEET_NAME: usize = 255;

/// What a cell takes until it is a figure with its labels. In bytes.
///
/// A cell that a file writes out has bytes of its own, which the budget counts; one that it only repeats has not.
pub(crate) const REPEATED_CELL: u64 = 1000;

/// The memory that one file may still take. A reader counts what a file makes it hold before it holds it, in bytes of what is
/// asked for and never by the clock, so that the same file always ends the same way.
#[derive(Debug)]
pub(crate) struct MemoryBudget<'a> {
    path: &'a Path,
    limit: u64,
    taken: u64,
}

impl<'a> MemoryBudget<'a> {
    /// The budget of a file whose parts unpack to so many bytes.
    pub(crate) fn new(path: &'a Path, limits: &Limits, unpacked: u64) -> Self {
        let limit = limits.memory_bytes.saturating_add(unpacked.saturating_mul(limits.memory_for_each_byte));
        Self { path, limit, taken: 0 }
    }

    /// Counts bytes that are to be held.
    pub(crate) fn take(&mut self, bytes: u64) -> Result<(), IngestError> {
        self.taken = self.taken.saturating_add(bytes);
        if self.taken <= self.limit {
            return Ok(());
        }
        Err(IngestError::TooLarge {
            path: self.path.to_owned(),
            what: "bytes of memory",
            found: self.taken,
            limit: self.limit,
        })
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            streamed_bytes: 16 << 20,
            unpacked_bytes: 1 << 30,
            part_bytes: 96 << 20,
            unpacking_ratio: 300,
            sheets: 1000,
            cells: 2_000_000,
            spanned_cells: 20_000_000,
            memory_bytes: 64 << 20,
            memory_for_each_byte: 40,
        }
    }
}

impl Limits {
    /// Whether a sheet whose last used cell is at (`rows`, `columns`) is stretched by a far cell: it spans more than
    /// [`Limits::spanned_cells`], and less than one cell in a thousand holds something; or the cell stands where no
    /// workbook has one.
    #[must_use]
    pub fn is_stretched(&self, rows: u32, columns: u32, filled: u64) -> bool {
        let spanned = u64::from(rows) * u64::from(columns);
        let is_outside = rows > MOST_ROWS || columns > MOST_COLUMNS;
        is_outside || (spanned > self.spanned_cells && filled.saturating_mul(1000) < spanned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_grows_with_the_file_and_says_what_it_was() {
        let (path, limits) = (Path::new("表.ods"), Limits::default());
        let mut budget = MemoryBudget::new(path, &limits, 1 << 20);
        assert_eq!(budget.take(104 << 20), Ok(()));
        let error = budget.take(1).unwrap_err();
        assert!(error.to_string().contains("109051905, at most 109051904"), "{error}");
        assert!(error.hint().en.contains("memory-bytes"), "{}", error.hint().en);
    }

    #[test]
    fn a_lone_far_cell_stretches_and_a_long_list_does_not() {
        let limits = Limits::default();
        assert!(limits.is_stretched(1_048_576, 16_384, 1));
        assert!(!limits.is_stretched(1_000_000, 20, 900_000));
        assert!(!limits.is_stretched(30, 8, 1));
        assert!(limits.is_stretched(2, 16_385, 30), "no sheet has a column behind XFD");
    }
}
