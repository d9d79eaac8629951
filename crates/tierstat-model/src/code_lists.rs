//! All code lists of a project together.

use crate::{AreaList, IndicatorList, TierList, UnitList};

/// The code lists by which printed names are resolved.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CodeLists {
    /// Administrative divisions.
    pub areas: AreaList,
    /// Tiers.
    pub tiers: TierList,
    /// Indicators.
    pub indicators: IndicatorList,
    /// Units.
    pub units: UnitList,
}
