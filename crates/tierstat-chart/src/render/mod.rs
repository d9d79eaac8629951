//! Drawing a layout.

mod number;
mod paths;
mod png;
mod shapes;
mod svg;
mod symbols;

pub use png::{Pictures, png};
pub use svg::svg;
