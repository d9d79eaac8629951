//! A rectangle of cells.

use super::caps;
use std::fmt;
use tierstat_model::column_letters;

/// Cells from one row and column to others, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area {
    pub(crate) first_row: u32,
    pub(crate) first_column: u32,
    pub(crate) last_row: u32,
    pub(crate) last_column: u32,
}

impl Area {
    /// One cell.
    pub(crate) fn cell(row: u32, column: u32) -> Self {
        Self { first_row: row, first_column: column, last_row: row, last_column: column }
    }

    /// Whole rows.
    pub(crate) fn rows(first_row: u32, last_row: u32) -> Self {
        Self { first_row, first_column: 1, last_row, last_column: caps::COLUMNS }
    }

    /// Whole columns.
    pub(crate) fn columns(first_column: u32, last_column: u32) -> Self {
        Self { first_row: 1, first_column, last_row: caps::ROWS, last_column }
    }

    /// Reads A1 notation: `B4` or `B4:C9`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let ((first_row, first_column), (last_row, last_column)) = (cell_of(first)?, cell_of(last)?);
        Some(Self {
            first_row: first_row.min(last_row),
            first_column: first_column.min(last_column),
            last_row: first_row.max(last_row),
            last_column: first_column.max(last_column),
        })
    }

    /// Whether a cell lies inside.
    pub(crate) fn holds(&self, row: u32, column: u32) -> bool {
        self.has_row(row) && (self.first_column..=self.last_column).contains(&column)
    }

    /// Whether a row goes through it.
    pub(crate) fn has_row(&self, row: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row)
    }

    /// Whether two have a cell in common.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.first_row <= other.last_row
            && other.first_row <= self.last_row
            && self.first_column <= other.last_column
            && other.first_column <= self.last_column
    }

    /// How many cells it has.
    pub(crate) fn size(&self) -> u64 {
        u64::from(self.last_row - self.first_row + 1) * u64::from(self.last_column - self.first_column + 1)
    }
}

/// Row and column of an address such as `$B$4`.
pub(crate) fn cell_of(text: &str) -> Option<(u32, u32)> {
    let (mut row, mut column) = (0_u32, 0_u32);
    for sign in text.bytes().filter(|sign| *sign != b'$') {
        match sign {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let letter = u32::from(sign.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' if column > 0 => row = row.checked_mul(10)?.checked_add(u32::from(sign - b'0'))?,
            _ => return None,
        }
    }
    ((1..=caps::ROWS).contains(&row) && (1..=caps::COLUMNS).contains(&column)).then_some((row, column))
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, last] = [self.first_column, self.last_column].map(column_letters);
        if self.first_column == 1 && self.last_column == caps::COLUMNS {
            write!(f, "{}:{}", self.first_row, self.last_row)
        } else if self.first_row == 1 && self.last_row == caps::ROWS {
            write!(f, "{first}:{last}")
        } else if self.size() == 1 {
            write!(f, "{first}{}", self.first_row)
        } else {
            write!(f, "{first}{}:{last}{}", self.first_row, self.last_row)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_read_and_printed_as_spreadsheets_do() {
        for text in ["A1", "B4:C9", "XFD1048576", "3:5", "H:XFD"] {
            let area = match text {
                "3:5" => Area::rows(3, 5),
                "H:XFD" => Area::columns(8, 16_384),
                _ => Area::parse(text).unwrap(),
            };
            assert_eq!(area.to_string(), text);
        }
        for text in ["", "1", "A", "A0", "XFE1", "A1048577", "1A", "A99999999999"] {
            assert_eq!(Area::parse(text), None, "{text}");
        }
    }
}
