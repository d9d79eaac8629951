//! Small lines of series, which stand in a cell.

use tierstat_model::{Bounds, Period};

/// The course of a series in a cell, for every format: as a drawing, in words, in signs and as numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Sparkline {
    /// The drawing, as SVG that needs nothing around it and has no ids.
    pub svg: String,
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// What the marks and lines of the drawing say, as `a solid dot is the latest figure`.
    pub marks: Vec<String>,
    /// The series as a row of heights and other signs, for text alone.
    pub signs: String,
    /// What the other signs stand for, as `≈ rough`.
    pub meanings: Vec<String>,
    /// The number of each period, in order; `None` is a gap.
    pub values: Vec<(Period, Option<Bounds>)>,
}
