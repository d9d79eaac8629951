//! What a name may turn out to be, and what may be known of it before.

use tierstat_model::{AreaCode, IndicatorId, Period, TierId, UnitId};

/// What a printed name turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolution<T> {
    /// Exactly one thing is called so.
    Found(T),
    /// Several things are called so, in list order; nothing says which is meant.
    Ambiguous(Vec<T>),
    /// Nothing is called so.
    Unknown {
        /// The things with the most similar names, the most similar first; at most three.
        candidates: Vec<T>,
    },
}

/// What is known about an area besides its printed name. A hint chooses between areas of one name and never refuses
/// the only one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AreaHint {
    /// The tier of the area itself, such as that of its neighbours in the table.
    pub tier: Option<TierId>,
    /// The area it lies in.
    pub within: Option<AreaCode>,
    /// A day on which it existed; without one, areas that live are preferred to those that ended.
    pub on: Option<jiff::civil::Date>,
}

/// What a longer text, such as a title, mentions. A part is `None` where the text mentions none or several that differ.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mentions {
    /// What is counted.
    pub indicator: Option<IndicatorId>,
    /// The tier of what is counted.
    pub tier: Option<TierId>,
    /// The area; where areas lie in each other (广东省广州市), the innermost.
    pub area: Option<AreaCode>,
    /// The areas that may be meant, where `area` is `None` although the text names areas.
    pub area_candidates: Vec<AreaCode>,
    /// The period.
    pub period: Option<Period>,
    /// The unit in brackets or behind 单位, with the factor by which numbers are multiplied.
    pub unit: Option<(UnitId, f64)>,
}
