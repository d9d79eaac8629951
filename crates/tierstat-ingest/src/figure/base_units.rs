//! From the printed number to base units: the unit and the factor of cell, label, corner, unit line and title.

use crate::figure::axis::{AxisSays, settle};
use crate::figure::doubt::{Doubt, DoubtKind};
use crate::figure::label_parts::take;
use crate::figure::meaning::{Known, Meaning};
use crate::figure::naming_context::NamingContext;
use crate::figure::raw_figure::RawFigure;
use crate::figure::resolver::Resolver;
use crate::names::unit_text::{UnitText, unit_id};
use tierstat_model::{Basis, CodeLists, Part, Precision, Quantity, UnitId, UnitKind};

impl NamingContext<'_> {
    /// The quantity in base units, with the factor that took it there; fills the unit: the printed one, else that of the
    /// label, the corner, the unit line or the title, else the indicator's.
    pub(super) fn in_base_units(
        &self,
        resolver: &Resolver<'_>,
        raw: &RawFigure,
        meaning: &mut Meaning,
        axes: [&AxisSays; 3],
        doubts: &mut Vec<Doubt>,
    ) -> (Option<Box<Quantity>>, f64) {
        let indicators_unit = meaning.indicator.value.as_ref().and_then(|id| self.unit_of(id)).cloned();
        let printed = raw.number.unit_text.as_deref().and_then(|unit| resolver.names.unit(unit));
        let is_share = raw.number.quantity.precision == Precision::Share;
        if let Some((unit, factor)) = printed {
            meaning.unit.fill(Some(unit), Basis::Cell);
            meaning.factor.fill(Some(factor), Basis::Cell);
        } else if is_share {
            meaning.unit.fill(ratio_unit(self.lists), Basis::Cell);
        } else if let Some(unit) = &raw.number.unit_text
            && !(meaning.unit.value.is_some() && meaning.unit.basis == Basis::Mapping)
            && !self.is_of_indicator(resolver, unit, meaning)
        {
            let at = (self.table.data_rows.0, raw.place.1);
            doubts.push(Doubt { at, kind: DoubtKind::UnknownUnitOfCell(unit.clone()) });
        }
        self.units_of_labels(meaning, axes, doubts);
        self.units_of_table(meaning, indicators_unit.as_ref(), doubts);
        meaning.unit.fill(indicators_unit, Basis::Default);
        meaning.factor.fill(Some(1.0), Basis::Default);
        self.doubt_scale(meaning, raw, doubts);
        let factor = meaning.factor.value.unwrap_or(1.0);
        let is_ratio = meaning
            .unit
            .value
            .as_ref()
            .and_then(|unit| self.lists.units.get(unit))
            .is_some_and(|unit| unit.kind == UnitKind::Ratio);
        // What the format divides by and the unit line multiplies by is the same thousand.
        let factor = match raw.shown_in.power {
            0 => factor,
            _ if factor <= 1.0 => factor,
            power => factor / 10_f64.powi(i32::from(power)),
        };
        // A share prints its own sign; a bare number under a unit line of percent is a hundredth.
        let factor = match (is_share, is_ratio) {
            (true, _) => 1.0,
            (false, true) if factor >= 1.0 => factor / 100.0,
            (false, _) => factor,
        };
        if (factor - 1.0).abs() < f64::EPSILON {
            (None, 1.0)
        } else {
            let quantity = raw.number.clone().scaled(factor).quantity;
            // A number that prints its own factor keeps it.
            if quantity == raw.number.quantity { (None, 1.0) } else { (Some(Box::new(quantity)), factor) }
        }
    }

    /// Whether what stands behind a number says no more than its indicator does: 24个 of what is counted, 24家行业协会.
    fn is_of_indicator(&self, resolver: &Resolver<'_>, unit: &str, meaning: &Meaning) -> bool {
        let Some(indicator) = meaning.indicator.value.as_ref().and_then(|id| self.lists.indicators.get(id))
        else {
            return false;
        };
        let own = self.lists.units.get(&indicator.unit);
        let is_count = own.is_some_and(|own| own.kind == UnitKind::Count);
        let counted =
            |text: &str| resolver.names.indicators_named(text).iter().any(|named| named.id == indicator.id);
        let mut rest = unit.chars();
        let measure = rest.next();
        let is_measure = measure == Some('个')
            || measure.is_some_and(|sign| resolver.names.unit(&sign.to_string()).is_some());
        is_count && (unit == "个" || counted(unit) || is_measure && counted(rest.as_str()))
    }

    /// Whether the title of this kind names several indicators.
    fn names_several(&self, basis: Basis) -> bool {
        self.says.titles.iter().any(|(own, _, sense)| *own == basis && sense.indicators.len() > 1)
    }

    /// Doubts the factor 1 where a scale stands in words that nobody could read, or in other cells of the column.
    fn doubt_scale(&self, meaning: &Meaning, raw: &RawFigure, doubts: &mut Vec<Doubt>) {
        if meaning.factor.basis != Basis::Default || raw.number.quantity.bounds.is_none() {
            return;
        }
        let top = (self.table.rows.0, self.table.columns.0);
        let printed = &raw.number.quantity.printed;
        if self.says.scaled_columns.contains(&raw.place.1) && !printed.contains(['万', '亿', '萬', '億'])
        {
            doubts.push(Doubt { at: raw.place, kind: DoubtKind::UnreadScale(printed.clone()) });
        } else if let Some(scale) = &self.says.unread_scale
            && !printed.contains(['万', '亿', '萬', '億'])
        {
            doubts.push(Doubt { at: top, kind: DoubtKind::UnreadScale(scale.clone()) });
        }
    }

    /// Units and factors of the labels: they belong together where one label says both.
    pub(super) fn units_of_labels(
        &self,
        meaning: &mut Meaning,
        axes: [&AxisSays; 3],
        doubts: &mut Vec<Doubt>,
    ) {
        if meaning.unit.value.is_none() {
            let (chosen, rivals) = settle(axes.iter().flat_map(|axis| &axis.units), |_, _| false);
            take(meaning, doubts, Part::Unit, axes, chosen, &rivals, |axis| &axis.units, |id| id.0.clone());
        }
        if meaning.factor.value.is_none() {
            let (chosen, rivals) = settle(axes.iter().flat_map(|axis| &axis.factors), |_, _| false);
            take(
                meaning,
                doubts,
                Part::Factor,
                axes,
                chosen,
                &rivals,
                |axis| &axis.factors,
                |factor| factor.to_string(),
            );
        }
    }

    /// Units and factors of corner, unit line and title: the one of several that the indicator is counted in.
    pub(super) fn units_of_table(
        &self,
        meaning: &mut Meaning,
        own: Option<&UnitId>,
        doubts: &mut Vec<Doubt>,
    ) {
        let top = (self.table.rows.0, self.table.columns.0);
        let mut sources: Vec<(Basis, &[UnitText])> = Vec::new();
        sources.push((Basis::Header, &self.says.corner_units));
        sources.push((Basis::UnitLine, &self.says.units));
        sources.extend(self.says.titles.iter().map(|(basis, _, sense)| (*basis, sense.units.as_slice())));
        let wanted = meaning.unit.value.clone().or_else(|| own.cloned());
        for (basis, units) in sources.into_iter().filter(|(_, units)| !units.is_empty()) {
            let fitting =
                units.iter().find(|text| unit_id(text).is_some() && unit_id(text) == wanted.as_ref());
            // 元/万元 leaves open which of the two it is.
            let factors =
                units.iter().filter(|text| unit_id(text).is_some() && unit_id(text) == wanted.as_ref());
            let mut factors = factors.filter_map(|text| match text {
                UnitText::Unit(_, factor) => Some(*factor),
                UnitText::Factor(_) | UnitText::Unknown(..) => None,
            });
            let first = factors.next();
            if let Some(other) = factors.find(|other| Some(*other) != first)
                && meaning.factor.value.is_none()
            {
                meaning.rivals.push((Part::Factor, other.to_string()));
                doubts.push(Doubt { at: top, kind: DoubtKind::Rivals(Part::Factor) });
            }
            match (fitting, units) {
                (Some(UnitText::Unit(unit, factor)), _) => {
                    meaning.unit.fill(Some(unit.clone()), basis);
                    self.fill_factor(meaning, *factor, basis, doubts);
                }
                (None, [UnitText::Unit(unit, factor)]) => {
                    // The one unit of the table is not that of the indicator: said as an unknown unit.
                    if meaning.unit.value.is_none() {
                        meaning.unit.fill(Some(unit.clone()), basis);
                        meaning.factor.fill(Some(*factor), basis);
                    }
                }
                (None, [UnitText::Factor(factor)]) => {
                    // Members (thousand) and agencies: a scale behind one of several names may not be that of the others.
                    if self.names_several(basis) && meaning.factor.value.is_none() {
                        doubts.push(Doubt { at: top, kind: DoubtKind::UnreadScale(factor.to_string()) });
                    }
                    self.fill_factor(meaning, *factor, basis, doubts);
                }
                (None, _) if meaning.unit.value.is_none() => {
                    let text = units.iter().find_map(|unit| match unit {
                        UnitText::Unknown(text, _) => Some(text.clone()),
                        UnitText::Unit(..) | UnitText::Factor(_) => None,
                    });
                    let text = text.or_else(|| self.table.unit.clone()).unwrap_or_default();
                    // How much a number counts is said, though not what; a label that says a unit of its own has said both.
                    let has_own = doubts.iter().any(|doubt| doubt.kind.part() == Some(Part::Unit));
                    if let ([UnitText::Unknown(_, factor)], false) = (units, has_own)
                        && *factor > 1.0
                    {
                        meaning.factor.fill(Some(*factor), basis);
                    }
                    doubts.push(Doubt { at: top, kind: DoubtKind::UnknownUnit(text) });
                }
                (Some(_) | None, _) => {}
            }
        }
        let defaults = &self.says.defaults;
        meaning.unit.fill(defaults.unit.clone(), Basis::Mapping);
        match defaults.factor {
            // A default settles a factor that nothing else says, and one that is in doubt.
            Some(factor)
                if meaning.factor.value.is_none()
                    || doubts
                        .iter()
                        .any(|doubt| matches!(doubt.kind.part(), Some(Part::Factor | Part::Unit))) =>
            {
                meaning.factor = Known { value: Some(factor), basis: Basis::Mapping };
            }
            _ => {}
        }
    }

    pub(super) fn fill_factor(
        &self,
        meaning: &mut Meaning,
        factor: f64,
        basis: Basis,
        doubts: &mut Vec<Doubt>,
    ) {
        match meaning.factor.value {
            None => meaning.factor.fill(Some(factor), basis),
            Some(known)
                if (known - factor).abs() > f64::EPSILON
                    && !matches!(meaning.factor.basis, Basis::Mapping | Basis::Cell)
                    && (factor - 1.0).abs() > f64::EPSILON
                    && !matches!(meaning.unit.basis, Basis::Label | Basis::Header) =>
            {
                meaning.rivals.push((Part::Factor, factor.to_string()));
                let top = (self.table.rows.0, self.table.columns.0);
                doubts.push(Doubt { at: top, kind: DoubtKind::Rivals(Part::Factor) });
            }
            Some(_) => {}
        }
    }
}

/// The unit in which shares are printed, where the project has exactly one.
fn ratio_unit(lists: &CodeLists) -> Option<UnitId> {
    let mut ratios = lists.units.units.iter().filter(|unit| unit.kind == UnitKind::Ratio);
    ratios.next().filter(|_| ratios.next().is_none()).map(|unit| unit.id.clone())
}
