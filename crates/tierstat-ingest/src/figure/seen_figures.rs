//! The named figures of a file in little memory: what many of them say is kept once.

use crate::figure::doubt::Kept;
use crate::figure::meaning::{Known, Meaning};
use crate::figure::named_figure::NamedFigure;
use crate::figure::raw_figure::RawFigure;
use crate::figure::raw_figures::{RawFigures, reserve};
use crate::figure::seen::{RowOrigin, SeenFigure};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::rc::Rc;
use tierstat_model::{AreaCode, Basis, Breakdown, IndicatorId, Part, Period, TierId, UnitId};

/// Indicator, tier, area and breakdown by mark, and first and last day; a year that may begin on any day is another than that of the calendar.
pub(crate) type Question = ([u32; 4], Option<(Date, Date, bool)>);

/// The figures of a file, by sheet; those of the last sheet stand last.
#[derive(Debug, Default)]
pub(crate) struct SeenFigures {
    raw: RawFigures,
    named: Vec<Packed>,
    indicators: Values<IndicatorId>,
    tiers: Values<TierId>,
    areas: Values<AreaCode>,
    units: Values<UnitId>,
    breakdowns: Values<Breakdown>,
}

/// What a figure is beside its print and its labels.
#[derive(Debug)]
struct Packed {
    sheet: u32,
    indicator: u32,
    tier: u32,
    area: u32,
    unit: u32,
    breakdown: u32,
    period: Option<Period>,
    /// The factor of the meaning; no number where nothing says it.
    said_factor: f64,
    factor: f64,
    bases: Bases,
    /// Whether the number in base units is the printed one times the factor.
    is_scaled: bool,
    ignored: bool,
    is_complete: bool,
    is_settled: bool,
    kept: Option<Rc<Kept>>,
    /// What almost no figure has.
    rest: Option<Box<Rest>>,
}

/// How each part was come by, four bits a part: there may be a million figures.
#[derive(Debug, Clone, Copy)]
struct Bases(u32);

impl Bases {
    fn of(bases: [Basis; 7]) -> Self {
        let place = |basis: &Basis| Basis::ALL.iter().position(|known| known == basis).unwrap_or_default();
        let packed = bases.iter().rev().fold(0, |packed, basis| packed << 4 | place(basis) as u32);
        Self(packed)
    }

    fn each(self) -> [Basis; 7] {
        let at = |part: usize| (self.0 >> (4 * part) & 15) as usize;
        std::array::from_fn(|part| Basis::ALL.get(at(part)).copied().unwrap_or(Basis::Default))
    }
}

#[derive(Debug)]
struct Rest {
    rivals: Vec<(Part, String)>,
    open_year: Option<Rc<str>>,
    origin: Option<Box<RowOrigin>>,
}

/// Values, each once; 0 stands for none.
#[derive(Debug)]
struct Values<T> {
    values: Vec<T>,
    known: BTreeMap<T, u32>,
    last: u32,
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self { values: Vec::new(), known: BTreeMap::new(), last: 0 }
    }
}

impl<T: Clone + Ord> Values<T> {
    fn mark(&mut self, value: Option<T>) -> u32 {
        let Some(value) = value else { return 0 };
        // Neighbours mostly say the same.
        if self.get(self.last).is_some_and(|last| *last == value) {
            return self.last;
        }
        let next = u32::try_from(self.values.len() + 1).unwrap_or(u32::MAX);
        let mark = *self.known.entry(value.clone()).or_insert(next);
        if mark == next {
            self.values.push(value);
        }
        self.last = mark;
        mark
    }

    fn get(&self, mark: u32) -> Option<&T> {
        self.values.get((mark as usize).checked_sub(1)?)
    }
}

impl SeenFigures {
    /// Puts a figure behind the others.
    pub(crate) fn push(&mut self, seen: SeenFigure) {
        let raw = self.push_named(seen);
        self.raw.push(raw);
    }

    /// Puts raw figures behind the others, of which each is named once and in its order; their prints and labels are taken over.
    pub(crate) fn push_each<T>(
        &mut self,
        raw: RawFigures,
        name: impl FnOnce(&RawFigures, &mut dyn FnMut(SeenFigure)) -> T,
    ) -> T {
        let mut statuses = Vec::with_capacity(raw.len());
        if self.named.capacity() - self.named.len() < raw.len() {
            self.named.reserve_exact(raw.len().max(self.named.len() / 4));
        }
        let named = name(&raw, &mut |seen| {
            statuses.push(seen.named.raw.number.status);
            self.push_named(seen);
        });
        debug_assert_eq!(statuses.len(), raw.len(), "each figure is named once");
        self.raw.append(raw, &statuses);
        named
    }

    fn push_named(&mut self, seen: SeenFigure) -> RawFigure {
        let SeenFigure { sheet, named, origin } = seen;
        let NamedFigure { raw, meaning, scaled, factor, open_year, is_complete, kept, is_settled } = named;
        let bases = Bases::of(Part::ALL.map(|part| meaning.basis_of(part)));
        let Meaning { indicator, tier, area, period, unit, factor: said_factor, breakdown, rivals, ignored } =
            meaning;
        let is_scaled = scaled.is_some();
        let has_rest = !rivals.is_empty() || open_year.is_some() || origin.is_some();
        let rest = has_rest.then(|| Box::new(Rest { rivals, open_year, origin }));
        reserve(&mut self.named);
        self.named.push(Packed {
            sheet: u32::try_from(sheet).unwrap_or(u32::MAX),
            indicator: self.indicators.mark(indicator.value),
            tier: self.tiers.mark(tier.value),
            area: self.areas.mark(area.value),
            unit: self.units.mark(unit.value),
            breakdown: self.breakdowns.mark(breakdown.value),
            period: period.value,
            said_factor: said_factor.value.unwrap_or(f64::NAN),
            factor,
            bases,
            is_scaled,
            ignored,
            is_complete,
            is_settled,
            kept,
            rest,
        });
        raw
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.named.len()
    }

    /// The figures as they are printed.
    pub(crate) fn raw(&self) -> &RawFigures {
        &self.raw
    }

    /// One figure as it was put.
    pub(crate) fn get(&self, index: usize) -> SeenFigure {
        let packed = &self.named[index];
        let raw = self.raw.get(index);
        let rest = packed.rest.as_deref();
        let scaled = packed.is_scaled.then(|| Box::new(raw.number.clone().scaled(packed.factor).quantity));
        let named = NamedFigure {
            raw,
            meaning: self.meaning(index),
            scaled,
            factor: packed.factor,
            open_year: rest.and_then(|rest| rest.open_year.clone()),
            is_complete: packed.is_complete,
            kept: packed.kept.clone(),
            is_settled: packed.is_settled,
        };
        SeenFigure { sheet: packed.sheet as usize, named, origin: rest.and_then(|rest| rest.origin.clone()) }
    }

    /// What a figure means.
    pub(crate) fn meaning(&self, index: usize) -> Meaning {
        let packed = &self.named[index];
        let [indicator, tier, area, period, unit, factor, breakdown] = packed.bases.each();
        Meaning {
            indicator: Known { value: self.indicators.get(packed.indicator).cloned(), basis: indicator },
            tier: Known { value: self.tiers.get(packed.tier).cloned(), basis: tier },
            area: Known { value: self.areas.get(packed.area).cloned(), basis: area },
            period: Known { value: packed.period, basis: period },
            unit: Known { value: self.units.get(packed.unit).cloned(), basis: unit },
            factor: Known {
                value: Some(packed.said_factor).filter(|factor| !factor.is_nan()),
                basis: factor,
            },
            breakdown: Known { value: self.breakdowns.get(packed.breakdown).cloned(), basis: breakdown },
            rivals: packed.rest.as_ref().map(|rest| rest.rivals.clone()).unwrap_or_default(),
            ignored: packed.ignored,
        }
    }

    /// The figures, one after the other.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = SeenFigure> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The index of the sheet of a figure.
    pub(crate) fn sheet(&self, index: usize) -> usize {
        self.named[index].sheet as usize
    }

    /// Whether the mapping says that it is no figure.
    pub(crate) fn is_ignored(&self, index: usize) -> bool {
        self.named[index].ignored
    }

    /// Whether a figure goes into the ledger.
    pub(crate) fn is_taken(&self, index: usize) -> bool {
        self.named[index].is_complete && self.named[index].kept.is_none()
    }

    /// Whether every part of its meaning but the factor has a value, the indicator one that is known.
    pub(crate) fn is_named(&self, index: usize, is_known: impl Fn(&IndicatorId) -> bool) -> bool {
        let Packed { tier, area, unit, period, indicator, .. } = &self.named[index];
        [tier, area, unit].into_iter().all(|mark| *mark > 0)
            && period.is_some()
            && self.indicators.get(*indicator).is_some_and(is_known)
    }

    /// Why a figure is kept back, where it is.
    pub(crate) fn kept(&self, index: usize) -> Option<&Rc<Kept>> {
        self.named[index].kept.as_ref()
    }

    /// Whether a person has settled what the cell is.
    pub(crate) fn is_settled(&self, index: usize) -> bool {
        self.named[index].is_settled
    }

    /// The document that the row of a figure names.
    pub(crate) fn origin(&self, index: usize) -> Option<&RowOrigin> {
        self.named[index].rest.as_ref().and_then(|rest| rest.origin.as_deref())
    }

    /// What tells the questions that figures answer apart: equal marks are one question.
    pub(crate) fn question(&self, index: usize) -> Question {
        let packed = &self.named[index];
        let period = packed
            .period
            .map(|period| (period.first_day(), period.last_day(), matches!(period, Period::YearFrom(_))));
        ([packed.indicator, packed.tier, packed.area, packed.breakdown], period)
    }

    /// Keeps a figure back, unless it is already.
    pub(crate) fn keep_back(&mut self, index: usize, kept: Option<Rc<Kept>>) {
        let own = &mut self.named[index].kept;
        if own.is_none() {
            *own = kept;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_parts_were_come_by_is_told_again() {
        for (turn, basis) in Basis::ALL.into_iter().enumerate() {
            let mut bases = [basis; 7];
            bases[turn % 7] = Basis::Header;
            assert_eq!(Bases::of(bases).each(), bases);
        }
    }

    #[test]
    fn a_figure_takes_no_more_room_than_nine_words() {
        assert!(size_of::<Packed>() <= 72, "{}", size_of::<Packed>());
    }
}
