//! What a reader saw in a file that a person should know of, before it is said as a finding.

/// Something odd in a sheet or in the file that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Remark {
    /// A cell that stands twice with different contents: its place, what was passed over, what was read.
    RepeatedCell {
        /// Row and column, counted from 1.
        place: (u32, u32),
        /// The text that was passed over.
        other: String,
        /// The text that was read.
        read: String,
    },
    /// A part of the archive that stands twice; its last content was read.
    RepeatedPart(String),
    /// A sheet that could not be read, with the reason; the others were.
    UnreadableSheet(String),
    /// A quote that opens a cell and never closes: where the cell stands, and on which line.
    OpenQuote {
        /// Row and column, counted from 1.
        place: (u32, u32),
        /// The line of the text, counted from 1.
        line: usize,
    },
    /// A number with more digits than the workbook can hold: its place and the text that was read.
    LongNumber {
        /// Row and column, counted from 1.
        place: (u32, u32),
        /// The number as it was read.
        read: String,
    },
}
