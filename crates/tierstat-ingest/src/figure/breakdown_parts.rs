//! What labels and titles say of the breakdown, and which of two known indicators is the measure and which a category.

use crate::figure::axis::{AxisSays, Voice};
use crate::figure::doubt::{Doubt, DoubtKind};
use crate::figure::meaning::Meaning;
use crate::figure::naming_context::NamingContext;
use crate::names::OfDimension;
use tierstat_model::{Basis, Breakdown, IndicatorId, Limit, MemberId, Part};

/// The members that labels name, each with how it was come by.
type Categories = Vec<(Voice<OfDimension>, Basis)>;

/// A category needs so many members beside it to be one: a lone kind may be what is counted.
const FEWEST: usize = 2;

impl NamingContext<'_> {
    /// Takes the members that labels name; two of one dimension contradict each other unless one lies in the other.
    ///
    /// A label that is a member and an indicator too, such as a kind of organisation, stays the indicator here.
    pub(super) fn breakdown_of_labels(
        &self,
        meaning: &mut Meaning,
        axes: [&AxisSays; 3],
        doubts: &mut Vec<Doubt>,
    ) {
        for (place, axis) in axes.iter().enumerate() {
            let basis = if place == 1 { Basis::Header } else { Basis::Label };
            for voice in &axis.members {
                let is_limit = |other: &Voice<IndicatorId>| {
                    let (dimension, member) = &voice.value;
                    let limit = self.limit_of(&other.value);
                    limit.is_some_and(|limit| limit.dimension == *dimension && limit.member == *member)
                };
                let is_indicator =
                    axis.indicators.iter().any(|other| other.at == voice.at && is_limit(other));
                if !is_indicator {
                    self.take_member(meaning, voice, basis, doubts);
                }
            }
        }
    }

    /// Takes the area or the member of the row under which the row of a number stands; doubts the number where that is open.
    pub(super) fn fill_from_row_above(
        &self,
        meaning: &mut Meaning,
        place: (u32, u32),
        doubts: &mut Vec<Doubt>,
    ) {
        let row = place.0;
        let is_named = meaning.indicator.basis == Basis::Mapping && meaning.indicator.value.is_some();
        if let Some((indicator, is_column)) = self.nested.indicator(place) {
            let basis = if is_column { Basis::Header } else { Basis::Label };
            meaning.indicator.fill(Some(indicator.clone()), basis);
        }
        meaning.area.fill(self.nested.area(row).cloned(), Basis::Label);
        if let Some((dimension, member)) = self.nested.member(row) {
            let said = Breakdown::whole().with(dimension.clone(), member.clone());
            meaning.fill_breakdown(&said, Basis::Label);
        }
        if self.nested.is_open(place) && meaning.area.basis != Basis::Mapping && !is_named {
            doubts.push(Doubt { at: place, kind: DoubtKind::RowAbove });
        }
    }

    /// Takes one member, or doubts it where another one of its dimension is said.
    pub(super) fn take_member(
        &self,
        meaning: &mut Meaning,
        voice: &Voice<OfDimension>,
        basis: Basis,
        doubts: &mut Vec<Doubt>,
    ) {
        let (dimension, member) = &voice.value;
        let own = meaning.breakdown.value.as_ref().and_then(|own| own.member(dimension)).cloned();
        let said = Breakdown::whole().with(dimension.clone(), member.clone());
        let Some(own) = own.filter(|_| meaning.breakdown.basis != Basis::Mapping) else {
            meaning.fill_breakdown(&said, basis);
            return;
        };
        let lies_in = |inner: &MemberId, outer: &MemberId| {
            let of = self.lists.dimensions.get(dimension);
            let is_total = of.and_then(|of| of.member(outer)).is_some_and(|outer| outer.total);
            is_total
                || of
                    .and_then(|of| of.member(inner))
                    .is_some_and(|inner| inner.of_which.as_ref() == Some(outer))
        };
        if own == *member || lies_in(&own, member) {
            return;
        }
        if lies_in(member, &own) {
            if let Some(breakdown) = &mut meaning.breakdown.value {
                *breakdown = std::mem::take(breakdown).with(dimension.clone(), member.clone());
            }
            return;
        }
        meaning.rivals.push((Part::Breakdown, said.to_string()));
        doubts.push(Doubt { at: voice.at, kind: DoubtKind::Rivals(Part::Breakdown) });
    }

    /// Of two indicators that the labels of a number name, the measure, with the member that the other is; `None` where the table
    /// leaves open which is which.
    ///
    /// A category varies along its line: every label there is a member of one dimension, and there are several.
    pub(super) fn measure_and_category<'v>(
        &self,
        axes: [&'v AxisSays; 3],
    ) -> Option<(&'v Voice<IndicatorId>, Categories)> {
        let mut measures: Vec<&Voice<IndicatorId>> = Vec::new();
        let mut categories = Categories::new();
        for (place, axis) in axes.iter().enumerate() {
            for voice in &axis.indicators {
                match self.category_of(axis, voice, place != 1) {
                    Some(member) => {
                        let basis = if place == 1 { Basis::Header } else { Basis::Label };
                        categories.push((Voice { value: member, at: voice.at }, basis));
                    }
                    None if measures.iter().all(|known| known.value != voice.value) => measures.push(voice),
                    None => {}
                }
            }
        }
        let ([measure], false) = (measures.as_slice(), categories.is_empty()) else { return None };
        let is_apart = categories.iter().all(|(voice, _)| self.is_apart(&measure.value, &voice.value));
        is_apart.then_some((*measure, categories))
    }

    /// The member that an indicator is on a line of members.
    fn category_of(&self, axis: &AxisSays, voice: &Voice<IndicatorId>, is_row: bool) -> Option<OfDimension> {
        let (dimension, parts) = self.says.category(is_row, voice.at)?;
        let own = axis.members.iter().find(|member| member.at == voice.at && member.value.0 == *dimension)?;
        let limit = self.limit_of(&voice.value)?;
        let is_it = limit.dimension == own.value.0 && limit.member == own.value.1;
        (is_it && *parts >= FEWEST).then(|| own.value.clone())
    }

    /// Whether an indicator counts something else than what a dimension limits: workers, and not organisations of a kind.
    fn is_apart(&self, measure: &IndicatorId, (dimension, _): &OfDimension) -> bool {
        let all = &self.lists.indicators;
        let of_dimension =
            all.indicators.iter().filter_map(|known| known.is.as_ref().map(|limit| (known, limit)));
        let mut bases = of_dimension.filter(|(_, limit)| limit.dimension == *dimension);
        bases.all(|(part, limit)| {
            let base = &limit.indicator;
            part.id != *measure
                && base != measure
                && !self.is_part_of(measure, base)
                && !self.is_part_of(base, measure)
        })
    }

    fn limit_of(&self, id: &IndicatorId) -> Option<&Limit> {
        self.lists.indicators.get(id)?.is.as_ref()
    }

    /// The members that the indicator of a label is, where the title names what is counted: 社会工作人才 by 社会团体, 基金会.
    pub(super) fn category_under(&self, axes: [&AxisSays; 3], titled: &IndicatorId) -> Categories {
        let mut categories = Categories::new();
        for (place, axis) in axes.iter().enumerate() {
            for voice in &axis.indicators {
                let Some(member) = self.category_of(axis, voice, place != 1) else { return Vec::new() };
                if !self.is_apart(titled, &member) {
                    return Vec::new();
                }
                let basis = if place == 1 { Basis::Header } else { Basis::Label };
                categories.push((Voice { value: member, at: voice.at }, basis));
            }
        }
        categories
    }

    /// Puts indicator and breakdown in the one form in which they are kept, and doubts a member that the indicator excludes.
    pub(super) fn fold(&self, meaning: &mut Meaning, doubts: &mut Vec<Doubt>) {
        let (Some(indicator), Some(breakdown)) = (&meaning.indicator.value, &meaning.breakdown.value) else {
            return;
        };
        let (indicator, folded) = self.lists.folded(indicator.clone(), breakdown.clone());
        if let Some(limit) = self.limit_of(&indicator)
            && folded.member(&limit.dimension).is_some()
        {
            meaning.rivals.push((Part::Breakdown, format!("{}={}", limit.dimension, limit.member)));
            doubts.push(Doubt {
                at: (self.table.rows.0, self.table.columns.0),
                kind: DoubtKind::Rivals(Part::Breakdown),
            });
        }
        meaning.indicator.value = Some(indicator);
        meaning.breakdown.value = Some(folded).filter(|folded| !folded.is_whole());
    }
}
