//! All code lists of a project together.

use crate::{
    AreaList, Breakdown, DimensionId, DimensionList, Indicator, IndicatorId, IndicatorList, MemberId,
    TierList, TileGrid, Unit, UnitKind, UnitList,
};
use std::collections::BTreeSet;

/// The code lists by which printed names are resolved.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CodeLists {
    /// Administrative divisions.
    pub areas: AreaList,
    /// The board on which areas have their tiles.
    pub tiles: TileGrid,
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

    /// To what an indicator is limited by itself: the members by which it is another one, all the way up; whole where it is none.
    #[must_use]
    pub fn limits_of(&self, indicator: &IndicatorId) -> Breakdown {
        let mut limits = Breakdown::whole();
        let mut own = self.indicators.get(indicator).and_then(|found| found.is.as_ref());
        for _ in 0..self.indicators.indicators.len() {
            let Some(limit) = own else { break };
            limits = limits.with(limit.dimension.clone(), limit.member.clone());
            own = self.indicators.get(&limit.indicator).and_then(|found| found.is.as_ref());
        }
        limits
    }

    /// The indicators that count what others cover: they say how many there can be.
    #[must_use]
    pub fn units_covered(&self) -> BTreeSet<IndicatorId> {
        let whole = Breakdown::whole();
        let covered = |indicator: &Indicator| self.covered_by(&indicator.id, &whole).map(|(units, _)| units);
        self.indicators.indicators.iter().filter_map(covered).collect()
    }

    /// What counts the units that a part of an indicator can cover, and which part of them; an indicator that is another one, limited
    /// to a member, covers what that one does, limited alike, unless it says itself what it covers.
    #[must_use]
    pub fn covered_by(
        &self,
        indicator: &IndicatorId,
        breakdown: &Breakdown,
    ) -> Option<(IndicatorId, Breakdown)> {
        let (mut indicator, mut breakdown) = self.folded(indicator.clone(), breakdown.clone());
        for _ in 0..=self.indicators.indicators.len() {
            let found = self.indicators.get(&indicator)?;
            if let Some(units) = &found.covers {
                return Some(self.folded(units.clone(), breakdown));
            }
            let limit = found.is.as_ref()?;
            breakdown = breakdown.with(limit.dimension.clone(), limit.member.clone());
            indicator = limit.indicator.clone();
        }
        None
    }

    /// The indicators that are members of a dimension within a part of an indicator: each as it is kept, and the member for which it stands.
    #[must_use]
    pub fn kept_members(
        &self,
        indicator: &IndicatorId,
        dimension: &DimensionId,
        within: &Breakdown,
    ) -> Vec<(IndicatorId, Breakdown, MemberId)> {
        let limits = self.indicators.limited(indicator).into_iter().map(|(_, limit)| limit);
        let kept = limits.filter(|limit| limit.dimension == *dimension).map(|limit| {
            let whole = within.clone().with(dimension.clone(), limit.member.clone());
            let (indicator, rest) = self.folded(indicator.clone(), whole);
            (indicator, rest, limit.member.clone())
        });
        kept.collect()
    }

    /// The dimension of which the types of an indicator are members: that by which others are it, limited to one; `None` where there
    /// is none, or more than one.
    #[must_use]
    pub fn dimension_of_types(&self, indicator: &IndicatorId) -> Option<&DimensionId> {
        let limits = self.indicators.limited(indicator);
        let (_, first) = limits.first()?;
        let all_alike = limits.iter().all(|(_, limit)| limit.dimension == first.dimension);
        all_alike.then_some(&first.dimension)
    }

    /// The indicators that are types of an indicator, in list order: those that are it, limited to members of one dimension, else those
    /// that are declared its parts. Never both, which would count things twice.
    #[must_use]
    pub fn types_of(&self, indicator: &IndicatorId) -> Vec<&Indicator> {
        match self.dimension_of_types(indicator) {
            Some(_) => self.indicators.limited(indicator).into_iter().map(|(found, _)| found).collect(),
            None => self.indicators.parts_of(indicator),
        }
    }

    /// Where a breakdown stands: wholes first, then dimensions and members in the order of the lists, those that no list knows last.
    #[must_use]
    pub fn place(&self, breakdown: &Breakdown) -> Vec<(usize, usize, MemberId)> {
        let dimensions = &self.dimensions.dimensions;
        let places = breakdown.members().map(|(id, member)| {
            let dimension =
                dimensions.iter().position(|dimension| dimension.id == *id).unwrap_or(dimensions.len());
            let place = self.dimensions.get(id).map_or(0, |dimension| dimension.place_of(member));
            (dimension, place, member.clone())
        });
        places.collect()
    }
}
