//! Indicators: what is counted, as a code list.

use crate::{DimensionId, Localized, MemberId, Period, PeriodStep, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The id of an indicator in the project's indicator list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IndicatorId(pub String);

impl fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether an indicator is counted at a day or during a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Counted at a day: how many there are.
    Stock,
    /// Counted during a period: how many were added.
    Flow,
}

impl Measure {
    /// The name used in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stock => "stock",
            Self::Flow => "flow",
        }
    }
}

/// One indicator with its meaning and all the ways it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Indicator {
    /// The id.
    pub id: IndicatorId,
    /// The name.
    pub name: Localized,
    /// The unit its figures are in.
    pub unit: UnitId,
    /// Stock or flow.
    pub measure: Measure,
    /// What is counted and what is not, in words.
    pub definition: Localized,
    /// Other ways it is written in a source.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The indicator that this one is a part of: parts sum to the whole, tier by tier and area by area.
    #[serde(default)]
    pub part_of: Option<IndicatorId>,
    /// The indicator that this one is, limited to one member of a dimension: its figures are the same as those of the other one
    /// with that breakdown, and are kept under this id.
    #[serde(default)]
    pub is: Option<Limit>,
    /// The stock whose growth rate over the year before this one prints.
    #[serde(default)]
    pub growth_of: Option<IndicatorId>,
    /// The stock whose net change during a period this one counts.
    #[serde(default)]
    pub change_of: Option<IndicatorId>,
    /// The indicator that counts the units which can have one of these: the denominator of coverage, tier by tier.
    #[serde(default)]
    pub covers: Option<IndicatorId>,
    /// The indicator whose numbers a plan wants to be at the numbers of this one: a target, which joins no sum.
    #[serde(default)]
    pub target_of: Option<IndicatorId>,
    /// When the target is due; without it each figure of the target is due at the period that it is printed for.
    #[serde(default)]
    pub due: Option<Period>,
    /// How often it is counted; without it that is told by its figures.
    #[serde(default)]
    pub step: Option<PeriodStep>,
}

/// An indicator limited to one member of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The indicator that is limited.
    pub indicator: IndicatorId,
    /// The dimension.
    pub dimension: DimensionId,
    /// Its member.
    pub member: MemberId,
}

/// The project's indicators.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IndicatorList {
    /// The indicators, by id.
    pub indicators: Vec<Indicator>,
}

impl IndicatorList {
    /// The indicator with an id.
    #[must_use]
    pub fn get(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == *id)
    }

    /// The indicators written this way: by id, name or alias, without regard to case or white space.
    #[must_use]
    pub fn named(&self, text: &str) -> Vec<&Indicator> {
        let key = |name: &str| -> String {
            name.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase).collect()
        };
        let wanted = key(text);
        self.indicators
            .iter()
            .filter(|indicator| {
                key(&indicator.id.0) == wanted
                    || key(&indicator.name.zh) == wanted
                    || key(&indicator.name.en) == wanted
                    || indicator.aliases.iter().any(|alias| key(alias) == wanted)
            })
            .collect()
    }

    /// How often indicators are counted, where all of them declare the same step.
    #[must_use]
    pub fn common_step<'a>(&self, ids: impl IntoIterator<Item = &'a IndicatorId>) -> Option<PeriodStep> {
        let mut steps = ids.into_iter().map(|id| self.get(id)?.step);
        let first = steps.next()??;
        steps.all(|step| step == Some(first)).then_some(first)
    }

    /// The indicators whose numbers are what a plan aims at, and not what was counted: they join no sum and no series of those.
    #[must_use]
    pub fn targets(&self) -> BTreeSet<&IndicatorId> {
        let targets = self.indicators.iter().filter(|indicator| indicator.target_of.is_some());
        targets.map(|indicator| &indicator.id).collect()
    }

    /// The targets of an indicator, in list order.
    #[must_use]
    pub fn targets_of(&self, actual: &IndicatorId) -> Vec<&Indicator> {
        self.indicators.iter().filter(|indicator| indicator.target_of.as_ref() == Some(actual)).collect()
    }

    /// The indicators that are this one limited to a member of a dimension, in list order.
    #[must_use]
    pub fn limited(&self, base: &IndicatorId) -> Vec<(&Indicator, &Limit)> {
        let limits = self.indicators.iter().filter_map(|indicator| Some((indicator, indicator.is.as_ref()?)));
        limits.filter(|(_, limit)| limit.indicator == *base).collect()
    }

    /// The indicator of which one is a part: declared so, or limited to a member.
    #[must_use]
    pub fn whole_of(&self, part: &IndicatorId) -> Option<&IndicatorId> {
        let part = self.get(part)?;
        part.part_of.as_ref().or(part.is.as_ref().map(|limit| &limit.indicator))
    }

    /// The indicators that are declared parts of an indicator, in list order.
    #[must_use]
    pub fn parts_of(&self, whole: &IndicatorId) -> Vec<&Indicator> {
        self.indicators.iter().filter(|part| part.part_of.as_ref() == Some(whole)).collect()
    }
}
