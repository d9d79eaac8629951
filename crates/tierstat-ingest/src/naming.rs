//! From raw figures to named ones: the labels around each number are put together into one meaning.

use crate::FileContext;
use crate::mapping::Meaning as LabelMeaning;
use crate::meaning::{LabelSense, Meaning, Resolver, settle_indicator};
use crate::period_text::{parse_fiscal_year, parse_period};
use crate::places::{Places, a1};
use crate::raw_figure::RawFigure;
use crate::sheet::SheetCells;
use crate::structure::{Label, Table};
use crate::unnamed::Unnamed;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use tierstat_model::{AreaCode, Precision, Quantity, TierId, UnitId, UnitKind};

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
    /// Whether indicator, tier, area, period and unit are all known and agree.
    pub(crate) is_complete: bool,
}

impl NamedFigure {
    /// The number in base units.
    pub(crate) fn quantity(&self) -> &Quantity {
        self.scaled.as_deref().unwrap_or(&self.raw.number.quantity)
    }
}

/// A column, and the label over all columns that stands first over it.
type ColumnHead = (u32, Option<(u32, u32)>);

/// Names the figures of one table and gives each away as soon as it is named, since there may be millions; what stays
/// open is noted.
pub(crate) fn name_figures(
    context: &FileContext<'_>,
    resolver: &mut Resolver<'_>,
    places: &Places<'_>,
    (sheet, table): (&SheetCells, &Table),
    figures: Vec<RawFigure>,
    unnamed: &mut Unnamed,
    mut give: impl FnMut(NamedFigure),
) {
    let surroundings = Surroundings::new(context, resolver, places, (sheet, table), &figures);
    let mut row: Option<(Rc<[Label]>, Vec<LabelSense>)> = None;
    // The labels of a column change only with what stands over all columns.
    let mut columns: BTreeMap<ColumnHead, Vec<LabelSense>> = BTreeMap::new();
    for raw in figures {
        if row.as_ref().is_none_or(|(labels, _)| !Rc::ptr_eq(labels, &raw.row_labels)) {
            let senses = surroundings.senses(resolver, &raw.row_labels);
            row = Some((Rc::clone(&raw.row_labels), senses));
        }
        let row_senses: &[LabelSense] = row.as_ref().map_or(&[], |(_, senses)| senses);
        let column = (raw.place.1, raw.column_labels.first().map(|label| label.place));
        let column_senses: &[LabelSense] =
            columns.entry(column).or_insert_with(|| surroundings.senses(resolver, &raw.column_labels));
        let settled = settle_indicator(row_senses, column_senses);
        let (row_senses, column_senses) =
            settled.as_ref().map_or((row_senses, column_senses), |(rows, columns)| (rows, columns));
        let groups = surroundings.senses(resolver, &raw.groups);
        let cell = cell_line(context, places, raw.place);
        let mut meaning = cell.map(Meaning::mapped).unwrap_or_default();
        let is_settled = meaning.indicator.is_some() && meaning.area.is_some();
        let labels = || row_senses.iter().rev().chain(column_senses.iter().rev()).chain(groups.iter().rev());
        for sense in labels() {
            meaning.fill(&sense.mapped);
        }
        for sense in labels() {
            meaning.fill(&sense.named);
        }
        // A row that names a place nobody knows must not be counted for the whole.
        let names_open_area = row_senses.iter().any(|sense| surroundings.may_be_area(sense))
            || labels().any(|sense| !sense.ambiguous.is_empty());
        surroundings.complete(context, &mut meaning, names_open_area);
        let kind_of_rows = surroundings.kind_of_rows;
        // What a label leaves open is noted at the label, and not once more for the table.
        let mut noted: Vec<&str> = Vec::new();
        if !is_settled {
            if !unnamed.check_labels(places, &raw.row_labels, row_senses, kind_of_rows, &raw) {
                noted.push(kind_of_rows);
            }
            if !unnamed.check_labels(places, &raw.column_labels, column_senses, "indicator", &raw) {
                noted.push("indicator");
            }
        }
        let (scaled, factor) = surroundings.in_base_units(resolver, &raw, &mut meaning);
        if raw.shown_in.power > 0 && !raw.shown_in.is_printed && meaning.unit.as_ref().is_none_or(is_base) {
            unnamed.note_shown_in(places, &raw);
        }
        let is_complete = !meaning.ignored
            && unnamed.check_meaning(context, resolver.lists, places, table, &raw, &meaning, &noted)
            && noted.is_empty();
        give(NamedFigure { raw, meaning, scaled, factor, is_complete });
    }
}

/// What holds for a whole table: its title, unit line, sheet name, and the kind of its rows.
#[derive(Default)]
struct Surroundings {
    base: Meaning,
    on: Option<Date>,
    area_tier: Option<TierId>,
    /// What the rows of the table mostly name: area, tier, indicator.
    kind_of_rows: &'static str,
    /// Whether some labels are fiscal years and cannot be months, so that 2010-11 beside them is none either.
    has_fiscal_years: bool,
    /// The area that a row without one counts: the parent of all that are named, or the one root.
    whole: Option<AreaCode>,
}

impl Surroundings {
    fn new(
        context: &FileContext<'_>,
        resolver: &mut Resolver<'_>,
        places: &Places<'_>,
        (sheet, table): (&SheetCells, &Table),
        figures: &[RawFigure],
    ) -> Self {
        let mut base = Meaning::default();
        if let Some(title) = &table.title {
            base.fill(&resolver.title(title));
        }
        if let Some(sheet) = places.sheet {
            base.fill(&resolver.title(sheet));
        }
        // The unit line outranks a unit that happens to stand in the title.
        if let Some(unit) = table.unit.as_deref().and_then(|unit| resolver.names.unit(unit)) {
            base.unit = Some(unit);
        }
        let defaults = context.mapping.map(|mapping| Meaning::mapped(&mapping.defaults)).unwrap_or_default();
        base.fill(&defaults);
        let on = base.period.map(|period| period.last_day()).or_else(|| {
            let periods = figures.iter().flat_map(|figure| figure.column_labels.iter()).take(200);
            periods.filter_map(|label| resolver.period(&label.text)).max().map(|period| period.last_day())
        });
        let rows: BTreeSet<&str> = figures
            .iter()
            .filter(|figure| !figure.is_total)
            .flat_map(|figure| figure.row_labels.iter())
            .map(|label| label.text.as_str())
            .collect();
        let (mut tiers, mut kinds) =
            (BTreeMap::<TierId, usize>::new(), BTreeMap::<&'static str, usize>::new());
        let mut parents: BTreeSet<Option<AreaCode>> = BTreeSet::new();
        for label in rows {
            let sense = resolver.label(label, on, None);
            let mut meaning = sense.mapped.clone();
            meaning.fill(&sense.named);
            if let Some(area) = meaning.area.as_ref().and_then(|code| resolver.lists.areas.get(code)) {
                *tiers.entry(area.tier.clone()).or_default() += 1;
                if area.parent.is_some() {
                    parents.insert(area.parent.clone());
                }
            }
            let kinds_of_label = [
                ("area", meaning.area.is_some() || !sense.ambiguous.is_empty()),
                ("tier", meaning.tier.is_some()),
                ("indicator", meaning.indicator.is_some()),
                ("period", meaning.period.is_some()),
            ];
            for (kind, _) in kinds_of_label.into_iter().filter(|(_, is_kind)| *is_kind) {
                *kinds.entry(kind).or_default() += 1;
            }
        }
        let most = |counts: &BTreeMap<TierId, usize>| {
            counts.iter().max_by_key(|(_, count)| **count).map(|(tier, _)| tier.clone())
        };
        let most_named = kinds.iter().max_by_key(|(_, count)| **count).map(|(kind, _)| *kind);
        let kind = match most_named {
            _ if table.stub_names_areas(sheet) => "area",
            Some(kind) => kind,
            None => "indicator",
        };
        let mut roots = resolver.lists.areas.roots();
        let root = roots.next().filter(|_| roots.next().is_none()).map(|area| area.code.clone());
        let whole = match parents.len() {
            0 => root,
            1 => parents.into_iter().next().flatten(),
            _ => None,
        };
        let mut labels = figures.iter().flat_map(|figure| figure.column_labels.iter()).take(200);
        let has_fiscal_years = labels
            .any(|label| parse_fiscal_year(&label.text).is_some() && parse_period(&label.text).is_none());
        Self { base, on, area_tier: most(&tiers), kind_of_rows: kind, has_fiscal_years, whole }
    }

    fn senses(&self, resolver: &mut Resolver<'_>, labels: &[Label]) -> Vec<LabelSense> {
        labels
            .iter()
            .map(|label| {
                let mut sense = resolver.label(&label.text, self.on, None);
                let fiscal = parse_fiscal_year(&label.text).filter(|_| self.has_fiscal_years);
                if fiscal.is_some() && resolver.fiscal_year.is_none() {
                    sense.named.period = None;
                }
                // A name that two areas share is settled by the tier of its neighbours.
                match &self.area_tier {
                    Some(tier) if !sense.ambiguous.is_empty() => {
                        resolver.label(&label.text, self.on, Some(tier))
                    }
                    _ => sense,
                }
            })
            .collect()
    }

    /// Whether a row label that is not understood stands where the others name areas.
    fn may_be_area(&self, sense: &LabelSense) -> bool {
        self.kind_of_rows == "area" && !sense.is_understood()
    }

    /// Fills what the labels leave open: title, unit line, defaults, the total tier, the one area that holds all.
    fn complete(&self, context: &FileContext<'_>, meaning: &mut Meaning, names_open_area: bool) {
        let mut base = self.base.clone();
        if names_open_area {
            base.area = None;
        }
        meaning.fill(&base);
        if meaning.tier.is_none() {
            meaning.tier = context.lists.tiers.total().map(|tier| tier.id.clone());
        }
        if meaning.area.is_none() && !names_open_area {
            meaning.area = self.whole.clone();
        }
    }

    /// The quantity in base units, with the factor that took it there; fills the unit: the printed one, else the
    /// label's or unit line's, else the indicator's.
    fn in_base_units(
        &self,
        resolver: &Resolver<'_>,
        raw: &RawFigure,
        meaning: &mut Meaning,
    ) -> (Option<Box<Quantity>>, f64) {
        let printed = raw.number.unit_text.as_deref().and_then(|unit| resolver.names.unit(unit));
        let base_unit = self.base.unit.clone();
        let factor = match (&printed, &meaning.unit, base_unit) {
            (Some((_, factor)), _, _) => *factor,
            (None, Some((unit, _)), Some((line, factor))) if *unit == line => factor,
            (None, Some((_, factor)), _) => *factor,
            (None, None, _) => 1.0,
        };
        let is_share = raw.number.quantity.precision == Precision::Share;
        let percent = ratio_unit(resolver);
        let unit = printed.map(|(unit, _)| unit).or(if is_share { percent } else { None });
        let indicator = meaning.indicator.as_ref().and_then(|id| resolver.lists.indicators.get(id));
        let unit = unit
            .or_else(|| meaning.unit.take().map(|(unit, _)| unit))
            .or_else(|| indicator.map(|indicator| indicator.unit.clone()));
        let is_ratio = unit
            .as_ref()
            .and_then(|unit| resolver.lists.units.get(unit))
            .is_some_and(|unit| unit.kind == UnitKind::Ratio);
        meaning.unit = unit.map(|unit| (unit, factor));
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
}

fn is_base((_, factor): &(UnitId, f64)) -> bool {
    (factor - 1.0).abs() < f64::EPSILON
}

/// The unit in which shares are printed, where the project has exactly one.
fn ratio_unit(resolver: &Resolver<'_>) -> Option<UnitId> {
    let mut ratios = resolver.lists.units.units.iter().filter(|unit| unit.kind == UnitKind::Ratio);
    ratios.next().filter(|_| ratios.next().is_none()).map(|unit| unit.id.clone())
}

/// The line that the mapping has for a cell, with or without the sheet's name.
fn cell_line<'a>(
    context: &FileContext<'a>,
    places: &Places<'_>,
    place: (u32, u32),
) -> Option<&'a LabelMeaning> {
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
    unnamed: &mut Unnamed,
) -> NamedFigure {
    let surroundings = Surroundings::default();
    let mut meaning = cell_line(context, places, raw.place).map(Meaning::mapped).unwrap_or_default();
    meaning.fill(&row_meaning);
    if meaning.tier.is_none() {
        meaning.tier = context.lists.tiers.total().map(|tier| tier.id.clone());
    }
    let (scaled, factor) = surroundings.in_base_units(resolver, &raw, &mut meaning);
    let is_complete = !meaning.ignored
        && unnamed.check_meaning(context, resolver.lists, places, table, &raw, &meaning, &said);
    NamedFigure { raw, meaning, scaled, factor, is_complete }
}
