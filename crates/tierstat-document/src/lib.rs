#![doc = include_str!("../README.md")]

mod block;
mod caption;
mod escape;
mod html;
mod illustration;
mod inline;
mod manuscript;
mod markdown;
mod notice;
mod number;
mod origins;
mod right_to_left;
mod sources;
mod table;

pub use block::{Alignment, Block, TypedTable};
pub use escape::{html_text, markdown_text, may_be_followed};
pub use html::html;
pub use illustration::{Drawing, Illustration, Spot};
pub use inline::Inline;
pub use manuscript::Manuscript;
pub use markdown::markdown;
pub use notice::{Notice, Notices};
pub use number::Number;
pub use origins::origins;
pub use sources::{documents, line as source_line, named as source_name};
pub use table::{Cell, Heading, RowKind, Table, TableRow};
