#![doc = include_str!("../README.md")]

mod doubts;
mod line;
mod origins;
mod question;
mod record;
mod totals;

pub use doubts::{Doubts, questions_of_doubts};
pub use line::MappingLine;
pub use origins::{SupposedOrigin, questions_of_origins};
pub use question::{Choice, OpenQuestion, together};
pub use record::{Content, NoToml, OriginRecord, Record};
pub use totals::{WrongTotal, questions_of_totals};
