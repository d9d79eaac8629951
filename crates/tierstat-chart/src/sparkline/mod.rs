//! Sparklines: a series in the height of a line of text, as a drawing of its own, in words and in signs.

mod drawing;
mod marks;
mod signs;
mod words;

pub use drawing::sparkline_svg;
pub use marks::{SparklineMark, sparkline_marks};
pub use signs::{PlotSign, sparkline_signs};
pub use words::sparkline_words;
