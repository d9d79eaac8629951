//! Drawing a layout.

mod png;
mod shapes;
mod svg;

pub use png::png;
pub use svg::svg;
