//! How large a workbook may be before it is refused: the numbers under which files are imported.

/// The bytes of the file itself.
pub(crate) const FILE_BYTES: u64 = 256 << 20;
/// The bytes of all parts after unpacking, each as often as it is read.
pub(crate) const UNPACKED_BYTES: u64 = 1 << 30;
/// The bytes of a part that is held, of one piece of a part that is streamed, and of all texts.
pub(crate) const PART_BYTES: u64 = 96 << 20;
/// Parts smaller than this are never suspicious.
pub(crate) const SMALL_PART: u64 = 16 << 20;
/// How many times larger than its packed form a larger part may be.
pub(crate) const UNPACKING_RATIO: u64 = 300;
/// The parts of a package.
pub(crate) const PARTS: usize = 20_000;
/// The sheets of a workbook.
pub(crate) const SHEETS: usize = 1000;
/// The cells that hold something, and the runs of cells that only have a format, of all sheets.
pub(crate) const CELLS: usize = 2_000_000;
/// How deep elements stand in each other.
pub(crate) const DEPTH: usize = 256;
/// The rows of the largest sheet (ECMA-376 part 1, section 18.3.1.73).
pub(crate) const ROWS: u32 = 1_048_576;
/// The columns of the largest sheet, A to XFD.
pub(crate) const COLUMNS: u32 = 16_384;
/// The things of one kind that a sheet lists beside its cells: merges, links, drawings, comments, conditions.
pub(crate) const LISTED: usize = 200_000;
