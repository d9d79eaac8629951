//! Where a cell stands: file, sheet, row and column.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A cell, printed as `浙江省_2024.xlsx › 表2 › C17`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellRef {
    /// The file, as a path inside the project.
    pub file: String,
    /// The sheet; `None` in a text file.
    pub sheet: Option<String>,
    /// The row, counted from 1.
    pub row: u32,
    /// The column, counted from 1.
    pub column: u32,
}

impl CellRef {
    /// The address inside the sheet in A1 notation.
    #[must_use]
    pub fn a1(&self) -> String {
        format!("{}{}", column_letters(self.column), self.row)
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} › ", self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, "{sheet} › ")?;
        }
        f.write_str(&self.a1())
    }
}

/// The letters of a column counted from 1: 1 is A, 27 is AA, 16384 is XFD; 0 gives an empty text.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_like_a_spreadsheet() {
        for (column, letters) in
            [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD"), (0, "")]
        {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn prints_file_sheet_and_cell() {
        let mut cell = CellRef { file: "表.xlsx".into(), sheet: Some("表2".into()), row: 17, column: 3 };
        assert_eq!(cell.to_string(), "表.xlsx › 表2 › C17");
        cell.sheet = None;
        assert_eq!(cell.to_string(), "表.xlsx › C17");
    }
}
