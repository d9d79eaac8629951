//! What the bytes of a file are, before there are cells: its kind, its encoding, its records and its parts.

pub(crate) mod archive;
pub(crate) mod attribute;
pub(crate) mod bad_bytes;
mod cell_worth;
pub(crate) mod compound;
pub(crate) mod dialect;
mod dialect_choice;
pub(crate) mod encoding;
pub(crate) mod hash;
pub(crate) mod hidden;
pub(crate) mod old_workbook;
pub(crate) mod records;
pub(crate) mod sniff;
mod western;
