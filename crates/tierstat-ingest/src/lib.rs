#![doc = include_str!("../README.md")]

mod error;
mod limits;
mod sheet;
mod sniff;

pub use error::IngestError;
pub use limits::Limits;
