//! What the table says where its labels do not: corner, title, sheet name, defaults; and where it contradicts them.

use crate::figure::axis::within;
use crate::figure::axis::{AxisSays, Voice};
use crate::figure::doubt::{Doubt, DoubtKind};
use crate::figure::label_sense::Unused;
use crate::figure::meaning::{Known, Meaning};
use crate::figure::naming_context::NamingContext;
use crate::figure::statement::Statement;
use crate::figure::title_sense::TitleSense;
use crate::names::unit_text::unit_id;
use tierstat_model::{AreaCode, Basis, Indicator, IndicatorId, Part, Period};

impl NamingContext<'_> {
    /// Fills what the labels leave open: corner, title, sheet name, the mapping's defaults, the name of the file, the total
    /// tier, the area that holds all. Doubts what contradicts a title, and what nothing says.
    pub(super) fn fill_from_table(
        &self,
        meaning: &mut Meaning,
        axes: [&AxisSays; 3],
        names_open_area: bool,
        doubts: &mut Vec<Doubt>,
    ) {
        let says = self.says;
        let top = (self.table.rows.0, self.table.columns.0);
        // A month without its year is no reason to take the period of the title instead.
        let is_in_pieces = meaning.period.value.is_none()
            && axes.iter().any(|axis| {
                axis.part_of_year.is_some() || axis.relative_year.is_some() || axis.has_open_year
            });
        for sense in &says.corners {
            // What heads the labels (地级市, 指标) names their kind; only a period there holds for the table.
            meaning.period.fill(sense.mapped.period.or(sense.named.period), Basis::Header);
        }
        let indicator_by_label = meaning.indicator.value.clone();
        let tier_by_label = meaning.tier.value.is_some();
        let from_mapping = meaning.indicator.basis == Basis::Mapping;
        for (basis, text, sense) in &says.titles {
            meaning.fill(&without_unit(&sense.mapped, names_open_area), Basis::Mapping);
            let mut named = without_unit(&sense.named, names_open_area);
            if let Some(tier) = named.tier.take()
                && sense.mapped.is_empty()
            {
                let rows_are_of_it = says.area_tier() == Some(&tier);
                if sense.tier_is_counted {
                    if tier_by_label
                        && meaning.tier.value.as_ref() != Some(&tier)
                        && meaning.tier.basis != Basis::Mapping
                    {
                        meaning.rivals.push((Part::Tier, tier.0.clone()));
                        doubts.push(Doubt { at: top, kind: DoubtKind::Rivals(Part::Tier) });
                    }
                    named.tier = Some(tier);
                } else if meaning.tier.value.is_none() && !rows_are_of_it && !parts_rows(text) {
                    doubts.push(Doubt { at: top, kind: DoubtKind::TierWord(text.clone()) });
                }
            }
            if sense.tiers.len() > 1 && sense.mapped.is_empty() && meaning.tier.value.is_none() {
                let unused = Unused::Tiers(sense.tiers.clone());
                let kind = DoubtKind::LabelInPart { label: text.as_str().into(), unused };
                doubts.push(Doubt { at: top, kind });
            }
            self.doubt_title(meaning, axes, (text, sense), indicator_by_label.as_ref(), from_mapping, doubts);
            meaning.fill(&named, *basis);
        }
        let mut defaults = without_unit(&says.defaults, names_open_area);
        defaults.ignored = false;
        meaning.fill(&defaults, Basis::Mapping);
        if is_in_pieces && meaning.period.basis != Basis::Mapping {
            meaning.period = Known::default();
        }
        if meaning.tier.value.is_none() {
            meaning.tier.fill(self.lists.tiers.total().map(|tier| tier.id.clone()), Basis::Default);
        }
        if meaning.area.value.is_none() && !names_open_area {
            if let Some((whole, true)) = &says.whole {
                meaning.area.fill(Some(whole.clone()), Basis::Default);
            } else if let Some(area) = &says.area_of_file {
                meaning.area.fill(Some(area.clone()), Basis::FileName);
            } else if let Some((root, false)) = &says.whole {
                meaning.area.fill(Some(root.clone()), Basis::Default);
                doubts.push(Doubt { at: top, kind: DoubtKind::NoArea(says.area_beside.clone()) });
            }
        }
    }

    /// Doubts what the labels say where a title says something else.
    pub(super) fn doubt_title(
        &self,
        meaning: &mut Meaning,
        axes: [&AxisSays; 3],
        (text, title): (&str, &TitleSense),
        by_label: Option<&IndicatorId>,
        from_mapping: bool,
        doubts: &mut Vec<Doubt>,
    ) {
        let top = (self.table.rows.0, self.table.columns.0);
        let says = self.says;
        if let (Some(titled), Some(own), false) = (&title.mapped.indicator, by_label, from_mapping) {
            self.title_says_indicator(meaning, axes, titled, own, doubts);
        }
        if !title.mapped.is_empty() {
            return;
        }
        // A change, a rate or a part in the title, of which no label speaks.
        let names_level =
            by_label.or(title.named.indicator.as_ref()).and_then(|id| self.lists.indicators.get(id));
        let is_level =
            names_level.is_some_and(|found| found.change_of.is_none() && found.growth_of.is_none());
        let measures =
            title.measures.iter().any(|kind| !says.labels_measure.contains(kind)) || title.part.is_some();
        if measures && is_level && !from_mapping && !self.says_so_itself(names_level, text) {
            doubts.push(Doubt { at: top, kind: DoubtKind::TitleMeasures(text.to_owned()) });
        }
        if let (Some(word), Some(own), false) = (title.counts, by_label, from_mapping)
            && !says.labels_count.contains(word)
            && !self.unit_is_stated(own, axes)
            && !self.is_called(own, word)
        {
            let kind = DoubtKind::TitleCounts { title: text.to_owned(), word };
            doubts.push(Doubt { at: top, kind });
        }
        if let (Some(own), false) = (by_label, from_mapping)
            && !title.left.is_empty()
            && title.names_indicator
            && !says.labels_say(&title.left)
            && !self.is_called(own, &title.left)
            && !doubts.iter().any(|doubt| matches!(doubt.kind, DoubtKind::TitleCounts { .. }))
            && !self.title_relates_areas(title)
        {
            let kind = DoubtKind::TitleLeaves { title: text.to_owned(), left: title.left.clone() };
            doubts.push(Doubt { at: top, kind });
        }
        // The members that the title names hold for all numbers, and contradict others of their dimension.
        for (dimension, member) in title.named.breakdown.members() {
            let voice = Voice { value: (dimension.clone(), member.clone()), at: top };
            self.take_member(meaning, &voice, Basis::Title, doubts);
        }
        // The measure stands in the title and its kinds in the header: 社会工作人才数 by 社会团体, 基金会.
        let titled = [title.indicators.as_slice()].into_iter().find_map(|all| match all {
            [only] if !says.indicators.contains(only) && by_label.is_some() && !from_mapping => Some(only),
            _ => None,
        });
        let categories = titled.map(|titled| self.category_under(axes, titled)).unwrap_or_default();
        if let (Some(titled), false) = (titled, categories.is_empty()) {
            let measure = Voice { value: titled.clone(), at: top };
            if !measures && self.unit_is_not_another(&measure, axes) {
                meaning.indicator = Known { value: Some(titled.clone()), basis: Basis::Title };
                for (member, basis) in &categories {
                    self.take_member(meaning, member, *basis, doubts);
                }
            } else {
                meaning.rivals.push((Part::Indicator, titled.0.clone()));
                doubts.push(Doubt { at: top, kind: DoubtKind::Category });
            }
        } else if let (Some(own), false) = (by_label, from_mapping) {
            let related = |other: &IndicatorId| {
                other == own
                    || self.is_part_of(own, other)
                    || self.is_part_of(other, own)
                    || self.unit_of(other) == self.unit_of(own)
            };
            let stated = self.unit_is_stated(own, axes);
            // A title may name the first of several columns.
            let is_column = title.indicators.iter().any(|id| says.indicators.contains(id));
            let is_related = title.indicators.is_empty() || title.indicators.iter().any(related);
            if !is_related && !is_column && !stated {
                meaning.rivals.extend(title.indicators.iter().map(|id| (Part::Indicator, id.0.clone())));
                doubts.push(Doubt { at: top, kind: DoubtKind::Category });
            }
        }
        // Some of the areas lie in that of the title and this one does not.
        if let (Some(outer), Some(own)) = (&title.named.area, &meaning.area.value)
            && meaning.area.basis != Basis::Mapping
        {
            let fits = |inner: &AreaCode| {
                inner == outer
                    || self.lists.areas.lies_in(inner, outer)
                    || self.lists.areas.lies_in(outer, inner)
            };
            if !fits(own) && says.areas.iter().any(fits) {
                meaning.rivals.push((Part::Area, outer.0.clone()));
                doubts.push(Doubt { at: top, kind: DoubtKind::Rivals(Part::Area) });
            }
        }
        if let (Some(stated), Some(own)) = (title.named.period, meaning.period.value)
            && meaning.period.basis != Basis::Mapping
            && axes.iter().all(|axis| axis.relative_year.is_none())
            && !self.title_period_fits(stated, own)
        {
            meaning.rivals.push((Part::Period, stated.to_string()));
            doubts.push(Doubt { at: top, kind: DoubtKind::Rivals(Part::Period) });
        }
    }

    /// Takes the indicator that the mapping gives a title over that of the labels, which are its categories then, or parts of it.
    fn title_says_indicator(
        &self,
        meaning: &mut Meaning,
        axes: [&AxisSays; 3],
        titled: &IndicatorId,
        own: &IndicatorId,
        doubts: &mut Vec<Doubt>,
    ) {
        if own == titled || self.is_part_of(own, titled) || self.is_part_of(titled, own) {
            return;
        }
        let categories = self.category_under(axes, titled);
        if categories.is_empty() {
            meaning.rivals.push((Part::Indicator, titled.0.clone()));
            let top = (self.table.rows.0, self.table.columns.0);
            doubts.push(Doubt { at: top, kind: DoubtKind::Rivals(Part::Indicator) });
            return;
        }
        meaning.indicator = Known { value: Some(titled.clone()), basis: Basis::Mapping };
        for (member, basis) in &categories {
            self.take_member(meaning, member, *basis, doubts);
        }
    }

    /// Whether the area of a title is none of those of the rows: what it says more tells how they go together.
    fn title_relates_areas(&self, title: &TitleSense) -> bool {
        let Some(outer) = &title.named.area else { return false };
        let areas = &self.says.areas;
        let lies_in = |inner: &AreaCode| inner == outer || self.lists.areas.lies_in(inner, outer);
        !areas.is_empty() && !areas.iter().any(lies_in)
    }

    /// Whether the labels or the unit line name the unit of an indicator.
    fn unit_is_stated(&self, id: &IndicatorId, axes: [&AxisSays; 3]) -> bool {
        let own = self.unit_of(id);
        let of_labels = axes.iter().flat_map(|axis| &axis.units).map(|unit| &unit.value);
        of_labels.chain(self.says.units.iter().filter_map(unit_id)).any(|unit| Some(unit) == own)
    }

    /// Whether some name of an indicator has a word in it.
    fn is_called(&self, id: &IndicatorId, word: &str) -> bool {
        let Some(known) = self.lists.indicators.get(id) else { return false };
        let mut names = [&known.name.zh, &known.name.en].into_iter().chain(&known.aliases);
        names.any(|name| name.to_lowercase().contains(word))
    }

    /// Whether the indicator is one of a change, a rate or a plan by its own names, of which the title speaks.
    pub(super) fn says_so_itself(&self, indicator: Option<&Indicator>, title: &str) -> bool {
        let Some(indicator) = indicator else { return false };
        let wanted = crate::text::measure_words::measure_words(title);
        let names = [&indicator.name.zh, &indicator.name.en].into_iter().chain(&indicator.aliases);
        names
            .flat_map(|name| crate::text::measure_words::measure_words(name))
            .any(|own| wanted.contains(&own))
    }

    /// Whether the period of a title and that of a label go together: one in the other, or a title of the edition, which is
    /// later than all that the table tells of.
    pub(super) fn title_period_fits(&self, title: Period, own: Period) -> bool {
        let nested = |one: Period, other: Period| one == other || within(one, other) || within(other, one);
        let periods = &self.says.periods;
        nested(title, own)
            || periods.iter().any(|period| nested(title, *period))
            || (matches!(title, Period::Year(_))
                && !periods.is_empty()
                && periods.iter().all(|period| period.last_day() < title.first_day()))
    }
}

/// Whether a text says how rows are parted: by province, 分省, 各县.
fn parts_rows(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["各", "分", "按"].iter().any(|word| text.contains(word))
        || ["by ", "each ", "every "].iter().any(|word| lower.contains(word))
}

/// A statement about the whole table without its unit, which is chosen with the indicator in view.
fn without_unit(said: &Statement, names_open_area: bool) -> Statement {
    let area = said.area.clone().filter(|_| !names_open_area);
    Statement { unit: None, factor: None, area, ..said.clone() }
}
