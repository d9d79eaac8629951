//! The places of one sheet, named as a person finds them.

use tierstat_model::{CellRef, column_letters};

/// The file and sheet in which places are named.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places<'a> {
    /// The file's path inside the project.
    pub(crate) file: &'a str,
    /// The sheet; `None` in a text file.
    pub(crate) sheet: Option<&'a str>,
}

impl Places<'_> {
    /// The reference to a row and column counted from 1.
    pub(crate) fn cell(&self, (row, column): (u32, u32)) -> CellRef {
        CellRef { file: self.file.to_owned(), sheet: self.sheet.map(str::to_owned), row, column }
    }
}

/// A place in A1 notation.
pub(crate) fn a1((row, column): (u32, u32)) -> String {
    format!("{}{row}", column_letters(column))
}

/// Reads an A1 address as row and column, with or without a sheet before it (`表2!C17`) and `$` signs.
pub(crate) fn parse_a1(address: &str) -> Option<(Option<&str>, (u32, u32))> {
    let (sheet, cell) = match address.rsplit_once('!') {
        Some((sheet, cell)) => (Some(sheet.trim_matches('\'')), cell),
        None => (None, address),
    };
    let cell = cell.trim();
    let mut column = 0_u32;
    let mut row = 0_u32;
    for character in cell.chars().filter(|character| *character != '$') {
        if character.is_ascii_alphabetic() && row == 0 {
            let letter = u32::from(character.to_ascii_uppercase()) - u32::from('A') + 1;
            column = column.checked_mul(26)?.checked_add(letter)?;
        } else {
            row = row.checked_mul(10)?.checked_add(character.to_digit(10)?)?;
        }
    }
    // No row begins with 0.
    let is_padded =
        cell.trim_start_matches('$').trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let is_padded = is_padded.trim_start_matches('$').starts_with('0');
    (row > 0 && column > 0 && !is_padded).then_some((sheet, (row, column)))
}

/// Reads a range such as `A1:K40` as its first and last place.
pub(crate) fn parse_range(range: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = range.split_once(':')?;
    Some((parse_a1(first)?.1, parse_a1(last)?.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_with_and_without_a_sheet() {
        assert_eq!(parse_a1("C17"), Some((None, (17, 3))));
        assert_eq!(parse_a1("'表 2'!$XFD$1048576"), Some((Some("表 2"), (1_048_576, 16_384))));
        assert_eq!(parse_range("A1:K40"), Some(((1, 1), (40, 11))));
        for text in ["", "C", "17", "17C", "C0", "C01", "A1B", "A-1", "Ａ1", "ZZZZZZZZZZ1", "C99999999999"] {
            assert_eq!(parse_a1(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(parse_a1(&a1((12, 703))), Some((None, (12, 703))));
    }

    proptest! {
        #[test]
        fn no_text_panics_as_an_address(text in "\\PC{0,12}") {
            let _ = parse_a1(&text);
        }

        #[test]
        fn an_address_reads_back(row in 1u32..=1_048_576, column in 1u32..=16_384) {
            let written = a1((row, column));
            prop_assert_eq!(parse_a1(&written), Some((None, (row, column))));
        }
    }
}
