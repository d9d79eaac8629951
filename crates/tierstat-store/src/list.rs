//! A lookup over figures in memory.

use crate::reading::{Candidate, readings_of};
use tierstat_model::{Figure, FigureLookup, FigureQuery, LookupError, Reading};

/// Figures in memory that answer as a ledger would; for tests and for what was only inspected.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FigureList(pub Vec<Figure>);

impl FigureLookup for FigureList {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        let candidates = self.0.iter().map(|figure| Candidate { figure: figure.clone(), sequence: 0 });
        Ok(readings_of(candidates.collect(), query))
    }
}
