//! Numbers that cannot be what they would be taken for: counts with decimals or below zero, open decimal signs.

use crate::figure::doubt::{Doubt, DoubtKind};
use crate::figure::meaning::Meaning;
use crate::figure::naming_context::NamingContext;
use crate::figure::raw_figure::RawFigure;
use tierstat_model::{Basis, Precision, Quantity, UnitKind};

impl NamingContext<'_> {
    /// Doubts a count with decimals and a count below zero.
    pub(super) fn doubt_number(
        &self,
        meaning: &Meaning,
        quantity: &Quantity,
        raw: &RawFigure,
        doubts: &mut Vec<Doubt>,
    ) {
        let place = raw.place;
        if raw.sign_is_open {
            let at = (self.table.data_rows.0, place.1);
            let printed = raw.number.quantity.printed.clone();
            doubts.push(Doubt { at, kind: DoubtKind::DecimalSign(printed) });
        }
        let Some(indicator) = meaning.indicator.value.as_ref().and_then(|id| self.lists.indicators.get(id))
        else {
            return;
        };
        let kind =
            meaning.unit.value.as_ref().and_then(|unit| self.lists.units.get(unit)).map(|unit| unit.kind);
        if kind != Some(UnitKind::Count) || indicator.growth_of.is_some() {
            return;
        }
        let is_fraction = quantity.value.is_some_and(|value| value.fract() != 0.0);
        if is_fraction && quantity.precision == Precision::Exact && meaning.factor.basis != Basis::Mapping {
            doubts.push(Doubt { at: place, kind: DoubtKind::FractionalCount });
        }
        let is_negative = quantity.bounds.is_some_and(|bounds| bounds.lower() < 0.0);
        if is_negative && indicator.change_of.is_none() {
            doubts.push(Doubt { at: place, kind: DoubtKind::NegativeCount });
        }
    }

    /// Doubts what stands in a part of the table whose structure is in doubt.
    pub(super) fn doubt_structure(&self, place: (u32, u32), doubts: &mut Vec<Doubt>) {
        for found in &self.table.doubts {
            let rows = (found.first.0..=found.last.0).contains(&place.0);
            let columns = (found.first.1..=found.last.1).contains(&place.1);
            if rows && columns {
                let kind = DoubtKind::Structure { rule: found.rule, reason: found.reason.clone() };
                doubts.push(Doubt { at: found.first, kind });
            }
        }
    }
}
