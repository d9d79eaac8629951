//! All code lists of a project together.

use crate::{AreaList, IndicatorId, IndicatorList, TierList, Unit, UnitKind, UnitList};

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

impl CodeLists {
    /// The unit of an indicator; `None` where the lists do not know one of the two.
    #[must_use]
    pub fn unit_of(&self, indicator: &IndicatorId) -> Option<&Unit> {
        self.units.get(&self.indicators.get(indicator)?.unit)
    }

    /// Whether an indicator counts things, so that nothing below zero can be.
    #[must_use]
    pub fn is_count(&self, indicator: &IndicatorId) -> bool {
        self.unit_of(indicator).is_some_and(|unit| unit.kind == UnitKind::Count)
    }
}
