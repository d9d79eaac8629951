//! What one source says of a number: a label, a title, a sentence, a line of the mapping.

use crate::Mentions;
use crate::project::mapping::Meaning as MappedMeaning;
use tierstat_model::{AreaCode, Breakdown, IndicatorId, Period, TierId, UnitId};

/// What one source says of each part of a meaning; every part may be left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Statement {
    pub(crate) indicator: Option<IndicatorId>,
    pub(crate) tier: Option<TierId>,
    pub(crate) area: Option<AreaCode>,
    pub(crate) period: Option<Period>,
    pub(crate) unit: Option<UnitId>,
    /// What the printed number is multiplied by to get to base units.
    pub(crate) factor: Option<f64>,
    /// The members of dimensions, those that are totals among them.
    pub(crate) breakdown: Breakdown,
    /// Whether the mapping says that this is no figure.
    pub(crate) ignored: bool,
}

impl Statement {
    /// Fills what is open from another statement.
    pub(crate) fn fill(&mut self, other: &Self) {
        fill(&mut self.indicator, &other.indicator);
        fill(&mut self.tier, &other.tier);
        fill(&mut self.area, &other.area);
        fill(&mut self.period, &other.period);
        fill(&mut self.unit, &other.unit);
        fill(&mut self.factor, &other.factor);
        self.breakdown.fill(&other.breakdown);
        self.ignored |= other.ignored;
    }

    pub(crate) fn is_empty(&self) -> bool {
        let Self { indicator, tier, area, period, unit, factor, breakdown, ignored } = self;
        indicator.is_none()
            && tier.is_none()
            && area.is_none()
            && period.is_none()
            && unit.is_none()
            && factor.is_none()
            && breakdown.is_whole()
            && !ignored
    }

    /// What a line of the mapping says.
    pub(crate) fn mapped(line: &MappedMeaning) -> Self {
        Self {
            indicator: line.indicator.clone(),
            tier: line.tier.clone(),
            area: line.area.clone(),
            period: line.period,
            unit: line.unit.clone(),
            factor: line.scale,
            breakdown: line.breakdown(),
            ignored: line.ignore,
        }
    }

    /// What names and periods inside a text say.
    pub(crate) fn mentioned(mentions: Mentions) -> Self {
        let (unit, factor) = mentions.unit.unzip();
        Self {
            indicator: mentions.indicator,
            tier: mentions.tier,
            area: mentions.area,
            period: mentions.period,
            unit,
            factor,
            breakdown: Breakdown::whole(),
            ignored: false,
        }
    }
}

fn fill<T: Clone>(part: &mut Option<T>, other: &Option<T>) {
    if part.is_none() {
        part.clone_from(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_part_stays() {
        let mut first = Statement { area: Some(AreaCode("1".into())), ..Statement::default() };
        let second = Statement {
            area: Some(AreaCode("2".into())),
            tier: Some(TierId("t".into())),
            ..Statement::default()
        };
        first.fill(&second);
        assert_eq!(first.area, Some(AreaCode("1".into())));
        assert_eq!(first.tier, Some(TierId("t".into())));
    }
}
