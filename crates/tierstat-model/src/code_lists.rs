//! All code lists of a project together.

use crate::{
    AreaList, Breakdown, DimensionList, IndicatorId, IndicatorList, TierList, Unit, UnitKind, UnitList,
};

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
    /// Dimensions by which indicators are broken down.
    pub dimensions: DimensionList,
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

    /// The one way in which an indicator with a breakdown is kept: members that are totals limit nothing, and an indicator that is
    /// another one limited to a member stands for both.
    ///
    /// Social organisations limited to kind = association are social associations.
    #[must_use]
    pub fn folded(&self, mut indicator: IndicatorId, breakdown: Breakdown) -> (IndicatorId, Breakdown) {
        if breakdown.is_whole() {
            return (indicator, breakdown);
        }
        let mut folded = Breakdown::whole();
        for (dimension, member) in breakdown.members() {
            let known = self.dimensions.get(dimension).and_then(|dimension| dimension.member(member));
            if !known.is_some_and(|member| member.total) {
                folded = folded.with(dimension.clone(), member.clone());
            }
        }
        // An indicator that is limited already needs not be limited once more.
        let mut own = self.indicators.get(&indicator).and_then(|found| found.is.as_ref());
        for _ in 0..self.indicators.indicators.len() {
            let Some(limit) = own else { break };
            if folded.member(&limit.dimension) == Some(&limit.member) {
                folded = folded.without(&limit.dimension);
            }
            own = self.indicators.get(&limit.indicator).and_then(|found| found.is.as_ref());
        }
        // Each step takes a dimension away, so it ends.
        while let Some((of_member, limit)) = self
            .indicators
            .limited(&indicator)
            .into_iter()
            .find(|(_, limit)| folded.member(&limit.dimension) == Some(&limit.member))
        {
            indicator = of_member.id.clone();
            folded = folded.without(&limit.dimension);
        }
        (indicator, folded)
    }
}
