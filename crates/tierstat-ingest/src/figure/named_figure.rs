//! A number with what is known of its meaning.

use crate::figure::doubt::Kept;
use crate::figure::meaning::Meaning;
use crate::figure::raw_figure::RawFigure;
use std::rc::Rc;
use tierstat_model::Quantity;

/// A raw figure with what is known of its meaning.
#[derive(Debug, Clone)]
pub(crate) struct NamedFigure {
    /// The figure as printed.
    pub(crate) raw: RawFigure,
    /// What it means, as far as it is known.
    pub(crate) meaning: Meaning,
    /// The number in base units, where they are not those that it prints.
    pub(crate) scaled: Option<Box<Quantity>>,
    /// What the printed number was multiplied by to get there, for a unit that stands outside the cell.
    pub(crate) factor: f64,
    /// The fiscal year of its whole table, where nobody has said when it begins.
    pub(crate) open_year: Option<Rc<str>>,
    /// Whether indicator, tier, area, period and unit are all known and agree.
    pub(crate) is_complete: bool,
    /// Why it is kept back, where one of its parts is in doubt.
    pub(crate) kept: Option<Rc<Kept>>,
    /// Whether a person has settled what the cell is.
    pub(crate) is_settled: bool,
}

impl NamedFigure {
    /// A figure that the mapping leaves out.
    pub(crate) fn left_out(raw: RawFigure) -> Self {
        let meaning = Meaning { ignored: true, ..Meaning::default() };
        Self {
            raw,
            meaning,
            scaled: None,
            factor: 1.0,
            open_year: None,
            is_complete: false,
            kept: None,
            is_settled: true,
        }
    }

    /// The number in base units.
    pub(crate) fn quantity(&self) -> &Quantity {
        self.scaled.as_deref().unwrap_or(&self.raw.number.quantity)
    }
}
