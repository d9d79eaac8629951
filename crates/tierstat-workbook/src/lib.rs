#![doc = include_str!("../README.md")]

mod accessible;
mod cells;
mod fault;
pub mod lint;
mod package;
mod workbook;
mod yearbook;

pub use fault::WorkbookFault;
pub use workbook::{Workbook, WorkbookText, workbook};
