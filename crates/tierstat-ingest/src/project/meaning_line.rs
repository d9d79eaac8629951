//! One line of a mapping that says what something means.

use serde::Deserialize;
use tierstat_model::{AreaCode, Breakdown, DimensionId, IndicatorId, MemberId, Period, TierId, UnitId};

/// What a label, a cell or a whole file means; what is `None` is not said here.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Meaning {
    /// What is counted.
    pub indicator: Option<IndicatorId>,
    /// The tier of what is counted.
    pub tier: Option<TierId>,
    /// The area.
    pub area: Option<AreaCode>,
    /// The period.
    pub period: Option<Period>,
    /// The unit.
    pub unit: Option<UnitId>,
    /// What the printed numbers are multiplied by to get to base units: 10000 where they are printed in 万.
    pub scale: Option<f64>,
    /// The dimension of which it names a member.
    pub dimension: Option<DimensionId>,
    /// That member; of a label without it the one that it names, or the label as it is printed.
    pub member: Option<MemberId>,
    /// Whether figures under it are left out.
    pub ignore: bool,
}

impl Meaning {
    /// The member that it names.
    pub(crate) fn breakdown(&self) -> Breakdown {
        match (&self.dimension, &self.member) {
            (Some(dimension), Some(member)) => Breakdown::whole().with(dimension.clone(), member.clone()),
            _ => Breakdown::whole(),
        }
    }

    /// Takes what is open from another line.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        // A scale belongs to the unit beside it.
        let member = if self.dimension.is_some() { self.member } else { other.member };
        let scale = if self.unit.is_some() { self.scale } else { self.scale.or(other.scale) };
        Self {
            indicator: self.indicator.or(other.indicator),
            tier: self.tier.or(other.tier),
            area: self.area.or(other.area),
            period: self.period.or(other.period),
            unit: self.unit.or(other.unit),
            scale,
            dimension: self.dimension.or(other.dimension),
            member,
            ignore: self.ignore || other.ignore,
        }
    }
}
