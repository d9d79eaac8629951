//! The meaning of a number: its parts, each with its value, how it was come by, and what it might be instead.

use crate::figure::statement::Statement;
use tierstat_model::{AreaCode, Basis, Breakdown, IndicatorId, KeptPart, Part, Period, TierId, UnitId};

/// One part of a meaning; its rivals stand with the meaning, since almost none has any.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Known<T> {
    /// The value, where anything says it.
    pub(crate) value: Option<T>,
    /// How the value was come by.
    pub(crate) basis: Basis,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { value: None, basis: Basis::Default }
    }
}

impl<T> Known<T> {
    /// Takes a value where there is none yet.
    pub(crate) fn fill(&mut self, value: Option<T>, basis: Basis) {
        if self.value.is_none() && value.is_some() {
            *self = Self { value, basis };
        }
    }
}

/// What a number means, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Meaning {
    pub(crate) indicator: Known<IndicatorId>,
    pub(crate) tier: Known<TierId>,
    pub(crate) area: Known<AreaCode>,
    pub(crate) period: Known<Period>,
    pub(crate) unit: Known<UnitId>,
    /// What the printed number is multiplied by to get to base units.
    pub(crate) factor: Known<f64>,
    /// Which part of the indicator is counted; nothing stands for the whole.
    pub(crate) breakdown: Known<Breakdown>,
    /// What a part might be instead, by other places of the file.
    pub(crate) rivals: Vec<(Part, String)>,
    /// Whether the mapping says that this is no figure.
    pub(crate) ignored: bool,
}

impl Meaning {
    /// Fills what is open from what a source says.
    pub(crate) fn fill(&mut self, said: &Statement, basis: Basis) {
        self.indicator.fill(said.indicator.clone(), basis);
        self.tier.fill(said.tier.clone(), basis);
        self.area.fill(said.area.clone(), basis);
        self.period.fill(said.period, basis);
        self.unit.fill(said.unit.clone(), basis);
        self.factor.fill(said.factor, basis);
        self.fill_breakdown(&said.breakdown, basis);
        self.ignored |= said.ignored;
    }

    /// Fills what is open from another meaning.
    pub(crate) fn fill_from(&mut self, other: Self) {
        self.indicator.fill(other.indicator.value, other.indicator.basis);
        self.tier.fill(other.tier.value, other.tier.basis);
        self.area.fill(other.area.value, other.area.basis);
        self.period.fill(other.period.value, other.period.basis);
        self.unit.fill(other.unit.value, other.unit.basis);
        self.factor.fill(other.factor.value, other.factor.basis);
        if let Some(breakdown) = &other.breakdown.value {
            self.fill_breakdown(breakdown, other.breakdown.basis);
        }
        self.rivals.extend(other.rivals);
        self.ignored |= other.ignored;
    }

    /// Takes the members of dimensions of which none is known yet.
    pub(crate) fn fill_breakdown(&mut self, said: &Breakdown, basis: Basis) {
        if said.is_whole() {
            return;
        }
        match &mut self.breakdown.value {
            Some(own) => own.fill(said),
            None => self.breakdown = Known { value: Some(said.clone()), basis },
        }
    }

    /// Each part with its value in words, its basis and its rivals, where it has a value.
    pub(crate) fn parts(&self) -> Vec<KeptPart> {
        Part::ALL
            .into_iter()
            .filter_map(|part| {
                let rivals = self.rivals.iter().filter(|(of, _)| *of == part);
                Some(KeptPart {
                    part,
                    value: self.value_of(part)?,
                    basis: self.basis_of(part),
                    rivals: rivals.map(|(_, rival)| rival.clone()).collect(),
                })
            })
            .collect()
    }

    /// How a part was come by.
    pub(crate) fn basis_of(&self, part: Part) -> Basis {
        match part {
            Part::Indicator => self.indicator.basis,
            Part::Tier => self.tier.basis,
            Part::Area => self.area.basis,
            Part::Period => self.period.basis,
            Part::Unit => self.unit.basis,
            Part::Factor => self.factor.basis,
            Part::Breakdown => self.breakdown.basis,
        }
    }

    /// The value of a part as it is written in files.
    pub(crate) fn value_of(&self, part: Part) -> Option<String> {
        match part {
            Part::Indicator => self.indicator.value.as_ref().map(|id| id.0.clone()),
            Part::Tier => self.tier.value.as_ref().map(|id| id.0.clone()),
            Part::Area => self.area.value.as_ref().map(|code| code.0.clone()),
            Part::Period => self.period.value.map(|period| period.to_string()),
            Part::Unit => self.unit.value.as_ref().map(|id| id.0.clone()),
            Part::Factor => self.factor.value.map(|factor| factor.to_string()),
            Part::Breakdown => self.breakdown.value.as_ref().map(ToString::to_string),
        }
    }
}
