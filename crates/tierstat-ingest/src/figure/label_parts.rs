//! What the labels say of each part of a meaning, and where they contradict each other.

use crate::figure::axis::{AxisSays, Voice, settle, within};
use crate::figure::doubt::{Doubt, DoubtKind};
use crate::figure::label_sense::Unused;
use crate::figure::meaning::{Known, Meaning};
use crate::figure::naming_context::NamingContext;
use crate::names::unit_text::unit_id;
use crate::text::period::parse_period_in_year;
use tierstat_model::{AreaCode, Basis, IndicatorId, Part, Period, TierId, UnitId};

impl NamingContext<'_> {
    /// Fills from the labels: an inner label refines an outer one, and what contradicts is a rival.
    pub(super) fn fill_from_labels(
        &self,
        meaning: &mut Meaning,
        axes: [&AxisSays; 3],
        is_total: bool,
        doubts: &mut Vec<Doubt>,
    ) {
        let areas = &self.lists.areas;
        let lies_in = |inner: &AreaCode, outer: &AreaCode| areas.lies_in(inner, outer);
        if meaning.area.value.is_none() {
            let (chosen, rivals) = settle(axes.iter().flat_map(|axis| &axis.areas), lies_in);
            take(
                meaning,
                doubts,
                Part::Area,
                axes,
                chosen,
                &rivals,
                |axis| &axis.areas,
                |code| code.0.clone(),
            );
        }
        if meaning.tier.value.is_none() {
            let total = self.lists.tiers.total().map(|tier| &tier.id);
            let (chosen, rivals) =
                settle(axes.iter().flat_map(|axis| &axis.tiers), |_, outer| Some(outer) == total);
            take(meaning, doubts, Part::Tier, axes, chosen, &rivals, |axis| &axis.tiers, |id| id.0.clone());
        }
        if meaning.period.value.is_none() {
            let (chosen, rivals) =
                settle(axes.iter().flat_map(|axis| &axis.periods), |inner, outer| within(*inner, *outer));
            take(
                meaning,
                doubts,
                Part::Period,
                axes,
                chosen,
                &rivals,
                |axis| &axis.periods,
                |period| period.to_string(),
            );
            self.period_in_pieces(meaning, axes);
        }
        self.breakdown_of_labels(meaning, axes, doubts);
        if meaning.indicator.value.is_none() {
            self.indicator_of_labels(meaning, axes, doubts);
        }
        for (label, unused) in axes.iter().flat_map(|axis| &axis.unused) {
            // All regions, 全省合计: what the label of a total says beside its area is that it is one.
            let is_of_total = is_total && axes[0].unused.iter().any(|(own, _)| own == label);
            if is_of_total && axes[0].indicators.is_empty() && matches!(unused, Unused::Narrower(_)) {
                continue;
            }
            doubts.push(Doubt {
                at: label.at,
                kind: DoubtKind::LabelInPart { label: label.value.clone(), unused: unused.clone() },
            });
        }
    }

    /// A month of a row in the year of a column; this year and the last, by the year of the title.
    pub(super) fn period_in_pieces(&self, meaning: &mut Meaning, axes: [&AxisSays; 3]) {
        let titled = self.says.titled_period();
        let relative = axes.iter().find_map(|axis| axis.relative_year.as_ref());
        let mut year = meaning.period.value;
        let mut basis = meaning.period.basis;
        if let (None, Some(relative), Some(titled)) = (year, relative, titled) {
            year = years_from(titled, relative.value);
            basis = Basis::Header;
        }
        let part = axes.iter().find_map(|axis| axis.part_of_year.as_ref());
        if let Some(part) = part {
            let in_year = year.or(titled).filter(|year| matches!(year, Period::Year(_)));
            year = in_year.and_then(|year| parse_period_in_year(&part.value, year.year()));
            basis = Basis::Label;
        }
        if year.is_some() || part.is_some() {
            meaning.period = Known { value: year, basis };
        }
    }

    /// The indicator of the labels. Where two meet on one number, the unit decides which is counted; the number is then
    /// only a part of it, and stays back.
    pub(super) fn indicator_of_labels(
        &self,
        meaning: &mut Meaning,
        axes: [&AxisSays; 3],
        doubts: &mut Vec<Doubt>,
    ) {
        if let Some((measure, categories)) = self.measure_and_category(axes)
            && self.unit_is_not_another(measure, axes)
        {
            let basis = basis_of(axes, |axis| &axis.indicators, measure);
            meaning.indicator.fill(Some(measure.value.clone()), basis);
            for (member, basis) in &categories {
                self.take_member(meaning, member, *basis, doubts);
            }
            return;
        }
        let is_part = |inner: &IndicatorId, outer: &IndicatorId| self.is_part_of(inner, outer);
        let (chosen, rivals) = settle(axes.iter().flat_map(|axis| &axis.indicators), is_part);
        let Some(mut chosen) = chosen else { return };
        let mut kind = DoubtKind::Rivals(Part::Indicator);
        if !rivals.is_empty() {
            let unit_of = |voice: &Voice<IndicatorId>| self.unit_of(&voice.value);
            let printed = axes.iter().flat_map(|axis| &axis.units).map(|voice| &voice.value).next();
            let lines: Vec<&UnitId> = self.says.units.iter().filter_map(unit_id).collect();
            let stated = printed.or(match lines.as_slice() {
                [only] => Some(*only),
                _ => None,
            });
            let differ = rivals.iter().any(|rival| unit_of(rival) != unit_of(chosen));
            if let (Some(stated), true) = (stated, differ) {
                let fitting = rivals.iter().chain([&chosen]).find(|voice| unit_of(voice) == Some(stated));
                chosen = fitting.copied().unwrap_or(chosen);
            }
            if differ {
                kind = DoubtKind::Category;
            }
        }
        let all: Vec<&Voice<IndicatorId>> = axes
            .iter()
            .flat_map(|axis| &axis.indicators)
            .filter(|voice| voice.value != chosen.value)
            .collect();
        let rivals: Vec<&Voice<IndicatorId>> = if rivals.is_empty() { vec![] } else { all };
        if let Some(rival) = rivals.first() {
            doubts.push(Doubt { at: rival.at, kind });
        }
        meaning.rivals.extend(rivals.iter().map(|rival| (Part::Indicator, rival.value.0.clone())));
        let basis = basis_of(axes, |axis| &axis.indicators, chosen);
        meaning.indicator.fill(Some(chosen.value.clone()), basis);
    }
}

impl NamingContext<'_> {
    /// Whether no unit that is printed says that something else than the measure is counted.
    pub(super) fn unit_is_not_another(&self, measure: &Voice<IndicatorId>, axes: [&AxisSays; 3]) -> bool {
        let own = self.unit_of(&measure.value);
        let printed = axes.iter().flat_map(|axis| &axis.units).map(|voice| &voice.value);
        let stated = self.says.units.iter().filter_map(unit_id);
        printed.chain(stated).all(|unit| Some(unit) == own)
    }
}

/// Takes the value on which the labels agree, and notes its rivals.
#[expect(clippy::too_many_arguments, reason = "one part of a meaning, said in eight ways")]
pub(super) fn take<T: Clone>(
    meaning: &mut Meaning,
    doubts: &mut Vec<Doubt>,
    part: Part,
    axes: [&AxisSays; 3],
    chosen: Option<&Voice<T>>,
    rivals: &[&Voice<T>],
    voices: impl for<'a> Fn(&'a AxisSays) -> &'a Vec<Voice<T>>,
    written: impl Fn(&T) -> String,
) where
    Meaning: Fill<T>,
{
    let Some(chosen) = chosen else { return };
    let basis = basis_of(axes, voices, chosen);
    Fill::fill_part(meaning, part, chosen.value.clone(), basis);
    if let Some(rival) = rivals.first() {
        doubts.push(Doubt { at: rival.at, kind: DoubtKind::Rivals(part) });
    }
    meaning.rivals.extend(rivals.iter().map(|rival| (part, written(&rival.value))));
}

/// A part of a meaning that is filled by its type.
pub(super) trait Fill<T> {
    fn fill_part(&mut self, part: Part, value: T, basis: Basis);
}

macro_rules! fill {
    ($kind:ty, $field:ident) => {
        impl Fill<$kind> for Meaning {
            fn fill_part(&mut self, _part: Part, value: $kind, basis: Basis) {
                self.$field.fill(Some(value), basis);
            }
        }
    };
}
fill!(AreaCode, area);
fill!(TierId, tier);
fill!(Period, period);
fill!(UnitId, unit);
fill!(f64, factor);

/// Whether a voice is one of a label or of a header.
fn basis_of<T>(
    axes: [&AxisSays; 3],
    voices: impl for<'a> Fn(&'a AxisSays) -> &'a Vec<Voice<T>>,
    chosen: &Voice<T>,
) -> Basis {
    let is_header = voices(axes[1]).iter().any(|voice| std::ptr::eq(voice, chosen));
    if is_header { Basis::Header } else { Basis::Label }
}

/// The same period some years off, where a title names a year or its end: this year under a title of June is not the year.
fn years_from(titled: Period, years: i16) -> Option<Period> {
    let year = titled.year().checked_add(years)?;
    match titled {
        Period::Year(_) => Some(Period::Year(year)),
        Period::Day(day) if day == Period::Year(titled.year()).last_day() => {
            Some(Period::Day(Period::Year(year).last_day()))
        }
        _ => None,
    }
}
