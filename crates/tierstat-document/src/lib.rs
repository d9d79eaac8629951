#![doc = include_str!("../README.md")]

mod block;
mod caption;
mod docx;
mod escape;
mod format;
mod grid;
mod html;
mod illustration;
mod inline;
mod language;
mod layouts;
mod manuscript;
mod markdown;
mod notice;
mod number;
mod origins;
mod scripts;
mod sources;
mod table;

pub use block::{Alignment, Block, TypedTable};
pub use docx::{Docx, docx};
pub use escape::{html_text, markdown_text, may_be_followed};
pub use format::Format;
pub use grid::{Grid, GridCell, GridColumn, GridKind};
pub use html::html;
pub use illustration::{Drawing, Illustration, Picture, Spot};
pub use inline::Inline;
pub use language::language_runs;
pub use layouts::{PageLayout, WorkbookLayout};
pub use manuscript::Manuscript;
pub use markdown::markdown;
pub use notice::{Notice, Notices};
pub use number::Number;
pub use origins::origins;
pub use sources::{documents, line as source_line, named as source_name};
pub use table::{Cell, Heading, RowKind, Table, TableRow};
