//! Numbers as the sentences of results print them.

use crate::number;
use crate::statement::NumberWords;
use tierstat_model::{Bounds, Language, PointChange, Ratio};

/// The numbers of a language, as every report prints them.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// The language.
    pub language: Language,
}

impl NumberWords for Words {
    fn count(&self, number: &Bounds) -> String {
        number::bounds(number, self.language)
    }

    fn ratio(&self, ratio: &Ratio) -> String {
        number::ratio(ratio, self.language)
    }

    fn point_change(&self, change: &PointChange) -> String {
        number::point_change(change, self.language)
    }

    fn measure(&self, value: f64) -> String {
        number::measure(value)
    }
}
