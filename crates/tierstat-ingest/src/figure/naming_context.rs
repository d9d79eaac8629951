//! What is at hand while the figures of one table are named.

use crate::FileContext;
use crate::figure::nested_rows::NestedRows;
use crate::figure::table_says::TableSays;
use crate::places::Places;
use crate::structure::Table;
use tierstat_model::{CodeLists, IndicatorId, UnitId};

/// What is at hand while the figures of one table are named.
pub(super) struct NamingContext<'n> {
    pub(super) context: &'n FileContext<'n>,
    pub(super) places: &'n Places<'n>,
    pub(super) table: &'n Table,
    pub(super) says: &'n TableSays,
    pub(super) lists: &'n CodeLists,
    pub(super) nested: &'n NestedRows,
}

impl NamingContext<'_> {
    pub(super) fn is_part_of(&self, inner: &IndicatorId, outer: &IndicatorId) -> bool {
        let whole = |id: &IndicatorId| self.lists.indicators.whole_of(id).cloned();
        let mut next = whole(inner);
        // Bounded, so that a circle in the data ends.
        for _ in 0..16 {
            match next {
                Some(id) if id == *outer => return true,
                Some(id) => next = whole(&id),
                None => return false,
            }
        }
        false
    }

    pub(super) fn unit_of(&self, id: &IndicatorId) -> Option<&UnitId> {
        self.lists.indicators.get(id).map(|indicator| &indicator.unit)
    }
}
