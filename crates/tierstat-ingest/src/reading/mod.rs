//! The doors: what a caller asks of a file.

mod balance;
pub(crate) mod clean_table;
pub(crate) mod import;
pub(crate) mod inspection;
mod mapping_draft;
mod mapping_effects;
pub(crate) mod origin_draft;
pub(crate) mod passages;
mod ranges;
mod read_file;
pub(crate) mod rules;
pub(crate) mod surroundings;
mod unread;
