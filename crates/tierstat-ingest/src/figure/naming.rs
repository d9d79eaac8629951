//! From raw figures to named ones: the labels around each number are put together into one meaning.

use crate::FileContext;
use crate::figure::axis::{AxisSays, Voice, settle};
use crate::figure::doubt::{Doubt, DoubtKind, Doubts, Kept};
use crate::figure::label_sense::{LabelSense, Unused};
use crate::figure::meaning::{Known, Meaning};
use crate::figure::raw_figure::RawFigure;
use crate::figure::recognised::{Recognised, Recognition};
use crate::figure::resolver::Resolver;
use crate::figure::settle_indicator::settle_indicator;
use crate::figure::statement::Statement;
use crate::figure::table_says::TableSays;
use crate::figure::unnamed::Unnamed;
use crate::names::unit_text::UnitText;
use crate::places::{Places, a1};
use crate::project::mapping::Meaning as MappedMeaning;
use crate::sheet::SheetCells;
use crate::structure::{Label, Table};
use crate::text::period::parse_period_in_year;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::rc::Rc;
use tierstat_model::{
    AreaCode, Basis, CodeLists, IndicatorId, Part, Period, Precision, Quantity, UnitId, UnitKind,
};

/// A raw figure with what is known of its meaning.
#[derive(Debug, Clone)]
pub(crate) struct NamedFigure {
    /// The figure as printed.
    pub(crate) raw: RawFigure,
    /// What it means, as far as it is known.
    pub(crate) meaning: Meaning,
    /// The number in base units, where they are not those that it prints.
    pub(crate) scaled: Option<Box<Quantity>>,
    /// What the printed number was multiplied by to get there, for a unit that stands outside the cell.
    pub(crate) factor: f64,
    /// The fiscal year of its whole table, where nobody has said when it begins.
    pub(crate) open_year: Option<Rc<str>>,
    /// Whether indicator, tier, area, period and unit are all known and agree.
    pub(crate) is_complete: bool,
    /// Why it is kept back, where one of its parts is in doubt.
    pub(crate) kept: Option<Rc<Kept>>,
    /// Whether a person has settled what the cell is.
    pub(crate) is_settled: bool,
}

impl NamedFigure {
    /// A figure that the mapping leaves out.
    pub(crate) fn left_out(raw: RawFigure) -> Self {
        let meaning = Meaning { ignored: true, ..Meaning::default() };
        Self {
            raw,
            meaning,
            scaled: None,
            factor: 1.0,
            open_year: None,
            is_complete: false,
            kept: None,
            is_settled: true,
        }
    }

    /// The number in base units.
    pub(crate) fn quantity(&self) -> &Quantity {
        self.scaled.as_deref().unwrap_or(&self.raw.number.quantity)
    }

    /// Whether it goes into the ledger: every part is known, and none in doubt.
    pub(crate) fn is_taken(&self) -> bool {
        self.is_complete && self.kept.is_none()
    }
}

/// What could not be named, and what is in doubt.
pub(crate) struct Notes<'n> {
    pub(crate) unnamed: &'n mut Unnamed,
    pub(crate) doubts: &'n mut Doubts,
}

/// Names the figures of one table and gives each away as soon as it is named, since there may be millions; what stays
/// open or is doubtful is noted. Returns what the labels of the table were recognised as.
pub(crate) fn name_figures(
    context: &FileContext<'_>,
    resolver: &mut Resolver<'_>,
    places: &Places<'_>,
    (sheet, table): (&SheetCells, &Table),
    figures: Vec<RawFigure>,
    notes: &mut Notes<'_>,
    mut give: impl FnMut(NamedFigure),
) -> Vec<Recognised> {
    let mut recognition = Recognition::default();
    let says = TableSays::new(context, resolver, places, (sheet, table), &figures);
    let naming = Naming { context, places, table, says: &says, lists: context.lists };
    let mut row: Option<Axis> = None;
    // The labels of a column change only with what stands over all columns.
    let mut columns: BTreeMap<(u32, Option<(u32, u32)>), Axis> = BTreeMap::new();
    let mut groups: Option<Axis> = None;
    for raw in figures {
        if row.as_ref().is_none_or(|axis| !Rc::ptr_eq(&axis.labels, &raw.row_labels)) {
            let row = row.insert(naming.axis(resolver, &raw.row_labels, true));
            let groups = groups.insert(naming.axis(resolver, &raw.groups, true));
            recognition.see_row(&row.labels, &row.senses);
            recognition.see_row(&groups.labels, &groups.senses);
        }
        let column = (raw.place.1, raw.column_labels.first().map(|label| label.place));
        let column =
            columns.entry(column).or_insert_with(|| naming.axis(resolver, &raw.column_labels, false));
        if let (Some(row), Some(groups)) = (&row, &groups) {
            give(naming.name(resolver, [row, column, groups], raw, notes));
        }
    }
    for column in columns.values() {
        recognition.see_column(&column.labels, &column.senses);
    }
    recognition.into_lines(context.lists, table, &says, &table.corners(sheet))
}

/// One line of labels with their senses and what they say together.
struct Axis {
    labels: Rc<[Label]>,
    senses: Vec<LabelSense>,
    says: AxisSays,
}

/// What is at hand while the figures of one table are named.
struct Naming<'n> {
    context: &'n FileContext<'n>,
    places: &'n Places<'n>,
    table: &'n Table,
    says: &'n TableSays,
    lists: &'n CodeLists,
}

impl Naming<'_> {
    fn axis(&self, resolver: &mut Resolver<'_>, labels: &Rc<[Label]>, is_row: bool) -> Axis {
        let mut senses = self.says.senses(resolver, labels, is_row, None);
        // The areas of a row are those of its own period: 巢湖市 of 2010 is not that of 2012.
        let period = senses.iter().rev().find_map(|sense| sense.mapped.period.or(sense.named.period));
        let on: Option<Date> = period.map(Period::last_day).filter(|_| is_row);
        if on.is_some()
            && senses.iter().any(|sense| sense.named.area.is_some() || !sense.ambiguous.is_empty())
        {
            senses = self.says.senses(resolver, labels, is_row, on);
        }
        let says = AxisSays::of(labels, &senses);
        Axis { labels: Rc::clone(labels), senses, says }
    }

    fn name(
        &self,
        resolver: &Resolver<'_>,
        [row, column, groups]: [&Axis; 3],
        mut raw: RawFigure,
        notes: &mut Notes<'_>,
    ) -> NamedFigure {
        let settled = (row.says.has_or_tier || column.says.has_or_tier)
            .then(|| settle_indicator(&row.senses, &column.senses))
            .flatten()
            .map(|(rows, columns)| {
                (AxisSays::of(&raw.row_labels, &rows), AxisSays::of(&raw.column_labels, &columns))
            });
        let (row_says, column_says) =
            settled.as_ref().map_or((&row.says, &column.says), |(rows, columns)| (rows, columns));
        let axes = [row_says, column_says, &groups.says];
        if raw.number.quantity.precision != Precision::Missing {
            let of_period = axes.iter().find_map(|axis| axis.status);
            raw.number.status = raw.number.status.or(of_period);
        }
        let line = cell_line(self.context, self.places, raw.place);
        let mut meaning = Meaning::default();
        if let Some(line) = line {
            meaning.fill(&Statement::mapped(line), Basis::Mapping);
        }
        let is_settled = meaning.indicator.value.is_some() && meaning.area.value.is_some();
        for axis in axes {
            meaning.fill(&axis.mapped, Basis::Mapping);
        }
        let mut doubts: Vec<Doubt> = Vec::new();
        self.fill_from_labels(&mut meaning, axes, raw.is_total, &mut doubts);
        // A row that names a place nobody knows must not be counted for the whole.
        let names_open_area = row.senses.iter().any(|sense| self.says.may_be_area(sense))
            || axes.iter().any(|axis| axis.is_ambiguous);
        self.fill_from_table(&mut meaning, axes, names_open_area, &mut doubts);
        let (scaled, factor) = self.in_base_units(resolver, &raw, &mut meaning, axes, &mut doubts);
        // What a label leaves open is noted at the label, and not once more for the table.
        let mut noted: Vec<&str> = Vec::new();
        if !is_settled {
            let kind_of_rows = self.says.kind_of_rows;
            let unnamed = &mut *notes.unnamed;
            if !unnamed.check_labels(self.places, &raw.row_labels, &row.senses, kind_of_rows, &raw) {
                noted.push(kind_of_rows);
            }
            if !unnamed.check_labels(self.places, &raw.column_labels, &column.senses, "indicator", &raw) {
                noted.push("indicator");
            }
        }
        if raw.shown_in.power > 0
            && !raw.shown_in.is_printed
            && meaning.factor.value.is_none_or(|factor| (factor - 1.0).abs() < f64::EPSILON)
        {
            notes.unnamed.note_shown_in(self.places, &raw);
        }
        let is_complete = !meaning.ignored
            && notes.unnamed.check_meaning(
                self.context,
                self.lists,
                self.places,
                self.table,
                &raw,
                &meaning,
                &noted,
            )
            && noted.is_empty();
        let quantity = scaled.as_deref().unwrap_or(&raw.number.quantity);
        self.doubt_number(&meaning, quantity, &raw, &mut doubts);
        self.doubt_structure(raw.place, &mut doubts);
        // A line for the cell is a person's word on it; a default of the mapping settles a part that is in doubt.
        let by_default = |doubt: &Doubt| doubt.kind.part().is_some_and(|part| self.default_of(part));
        let mut kept = None;
        if is_complete && line.is_none() {
            doubts.retain(|doubt| !by_default(doubt));
            kept = notes.doubts.keep_back(self.lists, self.places, raw.place, &meaning, &doubts);
        } else if !is_complete && !meaning.ignored {
            // What a number says is doubtful whether or not it is named.
            doubts.retain(|doubt| {
                matches!(doubt.kind, DoubtKind::DecimalSign(_) | DoubtKind::Structure { .. })
            });
            notes.doubts.keep_back(self.lists, self.places, raw.place, &meaning, &doubts);
        }
        let open_year = self.says.open_year.clone().filter(|_| meaning.period.value.is_none());
        if let Some(year) = &open_year {
            notes.unnamed.note_open_year(self.places, self.table, year);
        }
        let is_settled = line.is_some();
        NamedFigure { raw, meaning, scaled, factor, open_year, is_complete, kept, is_settled }
    }

    /// Whether the mapping's defaults say a part.
    fn default_of(&self, part: Part) -> bool {
        let defaults = &self.says.defaults;
        match part {
            Part::Indicator => defaults.indicator.is_some(),
            Part::Tier => defaults.tier.is_some(),
            Part::Area => defaults.area.is_some(),
            Part::Period => defaults.period.is_some(),
            Part::Unit | Part::Factor => defaults.factor.is_some(),
        }
    }

    /// Fills from the labels: an inner label refines an outer one, and what contradicts is a rival.
    fn fill_from_labels(
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
    fn period_in_pieces(&self, meaning: &mut Meaning, axes: [&AxisSays; 3]) {
        let titled = self.says.titled_period();
        let relative = axes.iter().find_map(|axis| axis.relative_year.as_ref());
        let mut year = meaning.period.value;
        let mut basis = meaning.period.basis;
        if let (None, Some(relative), Some(titled)) = (year, relative, titled) {
            year = Some(Period::Year(titled.year().saturating_add(relative.value)));
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
    fn indicator_of_labels(&self, meaning: &mut Meaning, axes: [&AxisSays; 3], doubts: &mut Vec<Doubt>) {
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

    fn is_part_of(&self, inner: &IndicatorId, outer: &IndicatorId) -> bool {
        let whole = |id: &IndicatorId| self.lists.indicators.get(id).and_then(|found| found.part_of.clone());
        let mut next = whole(inner);
        // Bounded, so that a circle in the data ends.
        for _ in 0..16 {
            match next {
                Some(id) if id == *outer => return true,
                Some(id) => next = whole(&id),
                None => return false,
            }
        }
        false
    }

    fn unit_of(&self, id: &IndicatorId) -> Option<&UnitId> {
        self.lists.indicators.get(id).map(|indicator| &indicator.unit)
    }

    /// Fills what the labels leave open: corner, title, sheet name, the mapping's defaults, the name of the file, the total
    /// tier, the area that holds all. Doubts what contradicts a title, and what nothing says.
    fn fill_from_table(
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
            && axes.iter().any(|axis| axis.part_of_year.is_some() || axis.relative_year.is_some());
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
                doubts.push(Doubt { at: top, kind: DoubtKind::NoArea });
            }
        }
    }

    /// Doubts what the labels say where a title says something else.
    fn doubt_title(
        &self,
        meaning: &mut Meaning,
        axes: [&AxisSays; 3],
        (text, title): (&str, &crate::figure::resolver::TitleSense),
        by_label: Option<&IndicatorId>,
        from_mapping: bool,
        doubts: &mut Vec<Doubt>,
    ) {
        if !title.mapped.is_empty() {
            return;
        }
        let top = (self.table.rows.0, self.table.columns.0);
        let says = self.says;
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
        // The measure stands in the title and its kinds in the header: 社会工作人才数 by 社会团体, 基金会.
        if let (Some(own), false) = (by_label, from_mapping) {
            let related = |other: &IndicatorId| {
                other == own
                    || self.is_part_of(own, other)
                    || self.is_part_of(other, own)
                    || self.unit_of(other) == self.unit_of(own)
            };
            let stated =
                axes.iter().flat_map(|axis| &axis.units).any(|unit| Some(&unit.value) == self.unit_of(own));
            let stated =
                stated || says.units.iter().filter_map(unit_id).any(|unit| Some(unit) == self.unit_of(own));
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
            && !self.title_period_fits(stated, own)
        {
            meaning.rivals.push((Part::Period, stated.to_string()));
            doubts.push(Doubt { at: top, kind: DoubtKind::Rivals(Part::Period) });
        }
    }

    /// Whether the indicator is one of a change, a rate or a plan by its own names, of which the title speaks.
    fn says_so_itself(&self, indicator: Option<&tierstat_model::Indicator>, title: &str) -> bool {
        let Some(indicator) = indicator else { return false };
        let wanted = crate::text::measure_words::measure_words(title);
        let names = [&indicator.name.zh, &indicator.name.en].into_iter().chain(&indicator.aliases);
        names
            .flat_map(|name| crate::text::measure_words::measure_words(name))
            .any(|own| wanted.contains(&own))
    }

    /// Whether the period of a title and that of a label go together: one in the other, or a title of the edition, which is
    /// later than all that the table tells of.
    fn title_period_fits(&self, title: Period, own: Period) -> bool {
        let nested = |one: Period, other: Period| one == other || within(one, other) || within(other, one);
        let periods = &self.says.periods;
        nested(title, own)
            || periods.iter().any(|period| nested(title, *period))
            || (matches!(title, Period::Year(_))
                && periods.iter().all(|period| period.last_day() < title.first_day()))
    }

    /// The quantity in base units, with the factor that took it there; fills the unit: the printed one, else that of the
    /// label, the corner, the unit line or the title, else the indicator's.
    fn in_base_units(
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
        }
        self.units_of_labels(meaning, axes, doubts);
        self.units_of_table(meaning, indicators_unit.as_ref(), doubts);
        meaning.unit.fill(indicators_unit, Basis::Default);
        meaning.factor.fill(Some(1.0), Basis::Default);
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

    /// Units and factors of the labels: they belong together where one label says both.
    fn units_of_labels(&self, meaning: &mut Meaning, axes: [&AxisSays; 3], doubts: &mut Vec<Doubt>) {
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
    fn units_of_table(&self, meaning: &mut Meaning, own: Option<&UnitId>, doubts: &mut Vec<Doubt>) {
        let top = (self.table.rows.0, self.table.columns.0);
        let said = |statement: &Statement| match (&statement.unit, statement.factor) {
            (Some(unit), factor) => Some(UnitText::Unit(unit.clone(), factor.unwrap_or(1.0))),
            (None, Some(factor)) => Some(UnitText::Factor(factor)),
            (None, None) => None,
        };
        let corners: Vec<UnitText> = self
            .says
            .corners
            .iter()
            .filter_map(|sense| said(&sense.mapped).or_else(|| said(&sense.named)))
            .collect();
        let mut sources: Vec<(Basis, &[UnitText])> = Vec::new();
        sources.push((Basis::Header, &corners));
        sources.push((Basis::UnitLine, &self.says.units));
        sources.extend(self.says.titles.iter().map(|(basis, _, sense)| (*basis, sense.units.as_slice())));
        let wanted = meaning.unit.value.clone().or_else(|| own.cloned());
        for (basis, units) in sources.into_iter().filter(|(_, units)| !units.is_empty()) {
            let fitting =
                units.iter().find(|text| unit_id(text).is_some() && unit_id(text) == wanted.as_ref());
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
                (None, [UnitText::Factor(factor)]) => self.fill_factor(meaning, *factor, basis, doubts),
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

    fn fill_factor(&self, meaning: &mut Meaning, factor: f64, basis: Basis, doubts: &mut Vec<Doubt>) {
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

    /// Doubts a count with decimals and a count below zero.
    fn doubt_number(&self, meaning: &Meaning, quantity: &Quantity, raw: &RawFigure, doubts: &mut Vec<Doubt>) {
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
    fn doubt_structure(&self, place: (u32, u32), doubts: &mut Vec<Doubt>) {
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

/// Takes the value on which the labels agree, and notes its rivals.
#[expect(clippy::too_many_arguments, reason = "one part of a meaning, said in eight ways")]
fn take<T: Clone>(
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
trait Fill<T> {
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
fill!(tierstat_model::TierId, tier);
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

/// Whether a period lies inside a longer one.
fn within(inner: Period, outer: Period) -> bool {
    inner != outer && outer.first_day() <= inner.first_day() && inner.last_day() <= outer.last_day()
}

/// Whether a text says how rows are parted: by province, 分省, 各县.
fn parts_rows(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["各", "分", "按"].iter().any(|word| text.contains(word))
        || ["by ", "each ", "every "].iter().any(|word| lower.contains(word))
}

fn unit_id(text: &UnitText) -> Option<&UnitId> {
    match text {
        UnitText::Unit(unit, _) => Some(unit),
        UnitText::Factor(_) | UnitText::Unknown(..) => None,
    }
}

/// A statement about the whole table without its unit, which is chosen with the indicator in view.
fn without_unit(said: &Statement, names_open_area: bool) -> Statement {
    let area = said.area.clone().filter(|_| !names_open_area);
    Statement { unit: None, factor: None, area, ..said.clone() }
}

/// The unit in which shares are printed, where the project has exactly one.
fn ratio_unit(lists: &CodeLists) -> Option<UnitId> {
    let mut ratios = lists.units.units.iter().filter(|unit| unit.kind == UnitKind::Ratio);
    ratios.next().filter(|_| ratios.next().is_none()).map(|unit| unit.id.clone())
}

/// The line that the mapping has for a cell, with or without the sheet's name.
pub(crate) fn cell_line<'a>(
    context: &FileContext<'a>,
    places: &Places<'_>,
    place: (u32, u32),
) -> Option<&'a MappedMeaning> {
    let cells = &context.mapping?.cells;
    if cells.is_empty() {
        return None;
    }
    let address = a1(place);
    let with_sheet = places.sheet.and_then(|sheet| cells.get(&format!("{sheet}!{address}")));
    with_sheet.or_else(|| cells.get(&address))
}

/// Names one figure of a long table, whose meaning its row says; what the row says and nobody knows is noted already.
pub(crate) fn name_row(
    context: &FileContext<'_>,
    resolver: &Resolver<'_>,
    places: &Places<'_>,
    table: &Table,
    raw: RawFigure,
    (row_meaning, said): (Meaning, Vec<&'static str>),
    notes: &mut Notes<'_>,
) -> NamedFigure {
    let says = TableSays::default();
    let naming = Naming { context, places, table, says: &says, lists: context.lists };
    let line = cell_line(context, places, raw.place);
    let mut meaning = row_meaning;
    // The mapping names the column that says the unit of each number, so that none is left to be said elsewhere.
    let unit_is_stated = meaning.unit.value.is_some() && meaning.factor.value.is_some();
    if let Some(line) = line {
        let mut own = Meaning::default();
        own.fill(&Statement::mapped(line), Basis::Mapping);
        let row = std::mem::replace(&mut meaning, own);
        meaning.fill_from(row);
    }
    meaning.tier.fill(context.lists.tiers.total().map(|tier| tier.id.clone()), Basis::Default);
    let nothing = AxisSays::default();
    let mut doubts = Vec::new();
    let (scaled, factor) = naming.in_base_units(resolver, &raw, &mut meaning, [&nothing; 3], &mut doubts);
    let is_complete = !meaning.ignored
        && notes.unnamed.check_meaning(context, resolver.lists, places, table, &raw, &meaning, &said);
    let quantity = scaled.as_deref().unwrap_or(&raw.number.quantity);
    naming.doubt_number(&meaning, quantity, &raw, &mut doubts);
    doubts.retain(|doubt| !(unit_is_stated && doubt.kind == DoubtKind::FractionalCount));
    let mut kept = None;
    if is_complete && line.is_none() {
        kept = notes.doubts.keep_back(context.lists, places, raw.place, &meaning, &doubts);
    }
    // What its columns say was settled by the mapping that names them.
    NamedFigure { raw, meaning, scaled, factor, open_year: None, is_complete, kept, is_settled: true }
}
