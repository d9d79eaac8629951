//! From raw figures to named ones: the labels around each number are put together into one meaning.

use crate::FileContext;
use crate::figure::axis::AxisSays;
use crate::figure::doubt::{Doubt, DoubtKind, Doubts};
use crate::figure::label_sense::LabelSense;
use crate::figure::meaning::Meaning;
use crate::figure::named_figure::NamedFigure;
use crate::figure::naming_context::NamingContext;
use crate::figure::nested_rows::NestedRows;
use crate::figure::raw_figure::RawFigure;
use crate::figure::raw_figures::RawFigures;
use crate::figure::recognised::{Recognised, Recognition};
use crate::figure::resolver::Resolver;
use crate::figure::settle_area::settle_areas;
use crate::figure::settle_indicator::settle_indicator;
use crate::figure::statement::Statement;
use crate::figure::table_says::TableSays;
use crate::figure::unnamed::{NameOfArea, Unnamed};
use crate::places::{Places, a1};
use crate::project::mapping::Meaning as MappedMeaning;
use crate::sheet::SheetCells;
use crate::structure::{Label, Table};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::rc::Rc;
use tierstat_model::{AreaCode, Basis, Part, Period, Precision, Status};

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
    figures: &RawFigures,
    notes: &mut Notes<'_>,
    mut give: impl FnMut(NamedFigure),
) -> Vec<Recognised> {
    let mut recognition = Recognition::default();
    let says = TableSays::new(context, resolver, places, (sheet, table), figures);
    let nested = if says.names_members() { NestedRows::of(resolver, figures) } else { NestedRows::default() };
    let naming = NamingContext { context, places, table, says: &says, lists: context.lists, nested: &nested };
    let mut row: Option<Axis> = None;
    // The labels of a column change only with what stands over all columns.
    let mut columns: BTreeMap<(u32, Option<(u32, u32)>), Axis> = BTreeMap::new();
    let mut groups: Option<Axis> = None;
    for raw in figures.iter() {
        if row.as_ref().is_none_or(|axis| !Rc::ptr_eq(&axis.labels, &raw.row_labels)) {
            let groups = groups.insert(naming.axis(resolver, &raw.groups, true, &[]));
            let outer: Vec<AreaCode> = groups.says.areas.iter().map(|voice| voice.value.clone()).collect();
            let row = row.insert(naming.axis(resolver, &raw.row_labels, true, &outer));
            recognition.see_row(&row.labels, &row.senses);
            recognition.see_row(&groups.labels, &groups.senses);
        }
        let column = (raw.place.1, raw.column_labels.first().map(|label| label.place));
        let column =
            columns.entry(column).or_insert_with(|| naming.axis(resolver, &raw.column_labels, false, &[]));
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

impl NamingContext<'_> {
    fn axis(
        &self,
        resolver: &mut Resolver<'_>,
        labels: &Rc<[Label]>,
        is_row: bool,
        outer: &[AreaCode],
    ) -> Axis {
        let mut senses = self.says.senses(resolver, labels, is_row, None);
        // The areas of a row are those of its own period: 巢湖市 of 2010 is not that of 2012.
        let period = senses.iter().rev().find_map(|sense| sense.mapped.period.or(sense.named.period));
        let on: Option<Date> = period.map(Period::last_day).filter(|_| is_row);
        if on.is_some()
            && senses.iter().any(|sense| sense.named.area.is_some() || !sense.ambiguous.is_empty())
        {
            senses = self.says.senses(resolver, labels, is_row, on);
        }
        settle_areas(&self.lists.areas, labels, &mut senses, outer);
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
        let said = axes.iter().find_map(|axis| axis.status);
        let is_missing = raw.number.quantity.precision == Precision::Missing;
        // Of a missing number only why it is missing is said.
        let said = said.filter(|status| !is_missing || says_missing(*status));
        raw.number.status = raw.number.status.or(said);
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
        self.fill_from_row_above(&mut meaning, raw.place, &mut doubts);
        // A row that names a place nobody knows must not be counted for the whole.
        let names_open_area = row.labels.iter().zip(&row.senses).any(|named| self.says.may_be_area(named))
            || axes.iter().any(|axis| axis.is_ambiguous);
        self.fill_from_table(&mut meaning, axes, names_open_area, &mut doubts);
        let labels = [&raw.row_labels, &raw.column_labels, &raw.groups].into_iter();
        let labels = labels.flat_map(|labels| labels.iter()).map(|label| (label.text.as_ref(), label.place));
        let top = (self.table.rows.0, self.table.columns.0);
        let titles = self.says.titles.iter().map(|(_, title, _)| (title.as_str(), top));
        resolver.take_own_tier(&mut meaning, labels.chain(titles), &self.says.tiers, &mut doubts);
        self.fold(&mut meaning, &mut doubts);
        let (scaled, factor) = self.in_base_units(resolver, &raw, &mut meaning, axes, &mut doubts);
        // What a label leaves open is noted at the label, and not once more for the table.
        let mut noted: Vec<&str> = Vec::new();
        if !is_settled {
            let kind_of_rows = self.says.kind_of_rows;
            let area = NameOfArea {
                is_mapped: meaning.area.basis == Basis::Mapping && meaning.area.value.is_some(),
                has_no_period: meaning.period.value.is_none(),
                mixed: &self.says.mixed_names,
                whole: self.whole_of_tiers(&meaning, &raw),
                keys: &self.table.key_columns,
                heads: &self.says.heads,
            };
            let unnamed = &mut *notes.unnamed;
            let names = &resolver.names;
            let of_row = (raw.row_labels.as_ref(), row.senses.as_slice());
            let of_column = (raw.column_labels.as_ref(), column.senses.as_slice());
            noted.extend(unnamed.check_labels(names, self.places, of_row, kind_of_rows, (&raw, area)));
            noted.extend(unnamed.check_labels(names, self.places, of_column, "indicator", (&raw, area)));
        }
        if meaning.period.value.is_none() {
            for axis in [row, column, groups] {
                let open = axis.labels.iter().zip(&axis.senses).find(|(_, sense)| sense.is_open_year);
                if let Some((label, _)) = open {
                    notes.unnamed.note_calendar(self.places, label, std::ptr::eq(axis, column));
                    noted.push("period");
                }
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
                (self.table, self.says.area_beside.as_ref()),
                &raw,
                &meaning,
                &noted,
            )
            && noted.is_empty();
        let quantity = scaled.as_deref().unwrap_or(&raw.number.quantity);
        self.doubt_number(&meaning, quantity, &raw, &mut doubts);
        self.doubt_structure(raw.place, &mut doubts);
        if self.says.dates_jump && meaning.period.basis == Basis::Header {
            doubts.push(Doubt { at: (self.table.rows.0, raw.place.1), kind: DoubtKind::DatesJump });
        }
        // A line for the cell is a person's word on it.
        let mut kept = None;
        if is_complete && line.is_none() {
            doubts.retain(|doubt| !is_settled_by_default(doubt, &meaning));
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
}

impl NamingContext<'_> {
    /// The label of a total among rows of tiers that says all of the area by what its name ends with: 全省 of 湖南省.
    fn whole_of_tiers<'r>(&self, meaning: &Meaning, raw: &'r RawFigure) -> Option<&'r str> {
        let total = self.lists.tiers.total();
        let is_all = meaning.tier.value.as_ref() == total.map(|tier| &tier.id);
        if self.says.kind_of_rows != "tier" || !raw.is_total || !is_all {
            return None;
        }
        let area = self.lists.areas.get(meaning.area.value.as_ref()?)?;
        let says_it = |text: &str| {
            let kind = text.strip_prefix('全').filter(|kind| !kind.is_empty());
            kind.is_some_and(|kind| area.name.ends_with(kind))
        };
        raw.row_labels.iter().map(|label| label.text.as_ref()).find(|text| says_it(text))
    }
}

/// Whether a status is one of numbers that are missing.
fn says_missing(status: Status) -> bool {
    matches!(status, Status::L | Status::M | Status::O | Status::Q)
}

/// Whether a default of the mapping has settled what nothing printed says: it holds where the cells do not say, and is no
/// judge between two places that do.
fn is_settled_by_default(doubt: &Doubt, meaning: &Meaning) -> bool {
    let is_mapped = |part: Part| meaning.basis_of(part) == Basis::Mapping;
    match &doubt.kind {
        DoubtKind::NoArea(_) => is_mapped(Part::Area),
        DoubtKind::TierWord(_) => is_mapped(Part::Tier),
        DoubtKind::UnknownUnit(_) | DoubtKind::FractionalCount | DoubtKind::UnreadScale(_) => {
            is_mapped(Part::Factor)
        }
        _ => false,
    }
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
    let nested = NestedRows::default();
    let naming = NamingContext { context, places, table, says: &says, lists: context.lists, nested: &nested };
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
    naming.fold(&mut meaning, &mut doubts);
    let (scaled, factor) = naming.in_base_units(resolver, &raw, &mut meaning, [&nothing; 3], &mut doubts);
    let is_complete = !meaning.ignored
        && notes.unnamed.check_meaning(context, resolver.lists, places, (table, None), &raw, &meaning, &said);
    let quantity = scaled.as_deref().unwrap_or(&raw.number.quantity);
    let bases = [Part::Area, Part::Tier, Part::Unit].map(|part| (part, meaning.basis_of(part)));
    for (part, basis) in bases {
        if meaning.rivals.iter().any(|(of, _)| *of == part) && basis != Basis::Mapping {
            doubts.push(Doubt { at: raw.place, kind: DoubtKind::Rivals(part) });
        }
    }
    naming.doubt_number(&meaning, quantity, &raw, &mut doubts);
    doubts.retain(|doubt| !(unit_is_stated && doubt.kind == DoubtKind::FractionalCount));
    let mut kept = None;
    if is_complete && line.is_none() {
        kept = notes.doubts.keep_back(context.lists, places, raw.place, &meaning, &doubts);
    }
    NamedFigure {
        raw,
        meaning,
        scaled,
        factor,
        open_year: None,
        is_complete,
        kept,
        is_settled: line.is_some(),
    }
}
