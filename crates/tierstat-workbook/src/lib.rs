#![doc = include_str!("../README.md")]

mod accessible;
mod cells;
mod fault;
pub mod lint;
mod package;
mod placed_parts;
mod workbook;
mod workbook_text;
mod yearbook;

pub use fault::WorkbookFault;
pub use workbook::{Workbook, workbook};
pub use workbook_text::WorkbookText;
