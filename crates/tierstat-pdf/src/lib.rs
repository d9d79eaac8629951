#![doc = include_str!("../README.md")]

mod fault;
mod flow;
mod glyphs;
mod markup;
mod pages;
mod placement;
mod style;
mod table;
mod world;
mod writing;

pub use fault::PdfFault;
pub use pages::{Pages, pages};
