//! Numbers as the sentences of results print them.

use crate::wording;
use tierstat_model::{Bounds, Language, PointChange, Ratio};
use tierstat_stats::statement::NumberWords;

/// The numbers of a language, as every report prints them.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// The language.
    pub language: Language,
}

impl NumberWords for Words {
    fn count(&self, number: &Bounds) -> String {
        wording::bounds(number, self.language)
    }

    fn ratio(&self, ratio: &Ratio) -> String {
        wording::ratio(ratio, self.language)
    }

    fn point_change(&self, change: &PointChange) -> String {
        wording::point_change(change, self.language)
    }

    fn measure(&self, value: f64) -> String {
        wording::measure(value)
    }
}
