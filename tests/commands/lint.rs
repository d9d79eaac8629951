//! The checks of an accessible workbook.
