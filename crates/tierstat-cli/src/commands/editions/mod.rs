//! `tierstat report lock`, `--edition` and `editions`: reports that stay as they were published.

mod list;
mod lock;
mod rebuild;
mod rendered;

#[cfg(test)]
pub(super) use list::EditionRow;
pub(super) use list::run as list;
pub(super) use lock::run as lock;
pub(super) use rebuild::run as rebuild;
