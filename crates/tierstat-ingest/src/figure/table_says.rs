//! What holds for a whole table: its title, unit line and sheet name, the kind of its rows, and the areas it names.

use crate::FileContext;
use crate::figure::calendars::Calendars;
use crate::figure::label_sense::LabelSense;
use crate::figure::line_of_labels::LineOfLabels;
use crate::figure::raw_figures::RawFigures;
use crate::figure::resolver::Resolver;
use crate::figure::statement::Statement;
use crate::figure::table_units::{scale_in_words, scaled_columns, unit_of_label, unit_over_one_column};
use crate::figure::title_sense::TitleSense;
use crate::names::unit_text::{UnitText, units_of_line};
use crate::places::Places;
use crate::sheet::SheetCells;
use crate::structure::words::names_under;
use crate::structure::{Label, Table};
use crate::text::characters::folded;
use crate::text::excerpt::is_no_name;
use crate::text::label_pieces::LabelPieces;
use crate::text::measure_words::{MeasureWord, counted_word, measure_words};
use crate::text::numerals::written_status;
use crate::text::period::{is_everyday_month, parse_fiscal_year, parse_period};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use tierstat_model::{AreaCode, Basis, DimensionId, IndicatorId, Period, TierId};

/// What is said of a whole table.
#[derive(Debug, Default)]
pub(crate) struct TableSays {
    /// The title, and the name of the sheet, each with how it is called as a basis.
    pub(crate) titles: Vec<(Basis, String, TitleSense)>,
    /// What the unit line says.
    pub(crate) units: Vec<UnitText>,
    /// What the mapping supposes where the cells do not say.
    pub(crate) defaults: Statement,
    /// What stands over the row labels.
    pub(crate) corners: Vec<LabelSense>,
    /// The units that stand over the row labels.
    pub(crate) corner_units: Vec<UnitText>,
    /// A scale that a title, a note or the name of the sheet says in words that were not read as a unit: 以万元计.
    pub(crate) unread_scale: Option<String>,
    /// The columns in which some cells print a scale of their own: 52万元.
    pub(crate) scaled_columns: BTreeSet<u32>,
    /// Whether the months or days over the columns go neither up nor down: size classes that a program made dates of.
    pub(crate) dates_jump: bool,
    /// The fiscal year that a corner or the title is, where nobody has said when it begins.
    pub(crate) open_year: Option<Rc<str>>,
    /// The one area that a cell over the row labels names, else the name of the sheet: it may be that of the table.
    pub(crate) area_beside: Option<AreaCode>,
    /// What the heads of the columns of row labels say that they name: indicator, tier, area, unit.
    pub(crate) heads: BTreeMap<u32, &'static str>,
    /// The area that the name of the file names.
    pub(crate) area_of_file: Option<AreaCode>,
    /// What the rows of the table mostly name: area, tier, indicator, period.
    pub(crate) kind_of_rows: &'static str,
    /// The area that a row without one counts, and whether the named rows say so: the parent of all that are named.
    pub(crate) whole: Option<(AreaCode, bool)>,
    /// The periods that labels name.
    pub(crate) periods: BTreeSet<Period>,
    /// The areas that labels name.
    pub(crate) areas: BTreeSet<AreaCode>,
    /// The names that several areas share and that stand in rows which may be of different ones.
    pub(crate) mixed_names: BTreeSet<Rc<str>>,
    /// The indicators that labels name.
    pub(crate) indicators: BTreeSet<IndicatorId>,
    /// The tiers that labels name.
    pub(crate) tiers: BTreeSet<TierId>,
    /// The kinds of measure words that labels use.
    pub(crate) labels_measure: BTreeSet<MeasureWord>,
    /// The words by which labels count something: 职工 in 年末职工人数.
    pub(crate) labels_count: BTreeSet<&'static str>,
    /// What labels print, folded, where they are few.
    label_texts: BTreeSet<String>,
    /// The lines whose labels are members of one dimension, with how many of them there are.
    pub(super) categories: BTreeMap<(bool, u32), (DimensionId, usize)>,
    /// The dimension of lines that name some members of it.
    pub(super) line_dimensions: BTreeMap<(bool, u32), DimensionId>,
    /// Whether some label names a member of a dimension.
    names_members: bool,
    /// The lines in which some label names an indicator or a member.
    pub(super) naming_lines: BTreeSet<(bool, u32)>,
    /// The columns of row labels that are headed as members of a dimension.
    dimension_columns: BTreeMap<u32, DimensionId>,
    /// The columns that say how sure a figure is, and those that say a power of ten.
    status_columns: Vec<u32>,
    multiplier_columns: Vec<u32>,
    /// The years of other calendars.
    calendars: Calendars,
    on: Option<Date>,
    area_tier: Option<TierId>,
    /// Lines of labels (columns of the stub, rows of the header) in which areas are named by everyday words only.
    everyday: BTreeSet<(bool, u32)>,
    /// The tier of most areas of each line.
    line_tiers: BTreeMap<(bool, u32), TierId>,
    /// Whether some labels are fiscal years and cannot be months, so that 2010-11 beside them is none either.
    has_fiscal_years: bool,
    /// How many labels are months by names that are no other words.
    months: usize,
}

/// So many labels are looked at for what is left of a title.
const MOST_TEXTS: usize = 200;

/// So many months show that a short name beside them (set, out) is one too.
const FEWEST_MONTHS: usize = 3;

impl TableSays {
    pub(crate) fn new(
        context: &FileContext<'_>,
        resolver: &mut Resolver<'_>,
        places: &Places<'_>,
        (sheet, table): (&SheetCells, &Table),
        figures: &RawFigures,
    ) -> Self {
        let mut says = Self::default();
        let titles = [(Basis::Title, table.title.as_deref()), (Basis::SheetName, places.sheet)];
        for (basis, text) in titles {
            if let Some(text) = text {
                says.titles.push((basis, text.to_owned(), resolver.title(text)));
            }
        }
        says.units =
            table.unit.as_deref().map(|unit| units_of_line(&resolver.names, unit)).unwrap_or_default();
        says.defaults =
            context.mapping.map(|mapping| Statement::mapped(&mapping.defaults)).unwrap_or_default();
        let file_name = context.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = file_name.split('.').next().unwrap_or_default();
        says.area_of_file = resolver.names.mentions(stem).area;
        let corners = table.corners(sheet);
        let texts = corners.iter().map(|label| &*label.text).chain(table.title.as_deref());
        // A unit or a remark may stand in brackets behind it.
        let cores = texts.map(|text| LabelPieces::of(text).core);
        says.open_year = cores.filter(|core| parse_fiscal_year(core).is_some()).map(Rc::from).next();
        for label in &corners {
            let core = LabelPieces::of(&label.text).core;
            if let Some(dimension) = resolver.names.dimension_named(&core) {
                says.dimension_columns.insert(label.place.1, dimension.clone());
            }
        }
        says.heads = corners
            .iter()
            .filter_map(|label| Some((label.place.1, names_under(&LabelPieces::of(&label.text).core)?)))
            .collect();
        says.corners = corners.iter().map(|label| resolver.label(&label.text, None, None)).collect();
        let of_sheet = places.sheet.map(|sheet| resolver.label(sheet, None, None));
        says.area_beside = only_area(&says.corners).or_else(|| only_area(of_sheet.as_slice()));
        let units = corners.iter().zip(&says.corners);
        let units = units.filter_map(|(label, sense)| {
            let mapped = &sense.mapped;
            let settled = mapped.unit.clone().map(|unit| UnitText::Unit(unit, mapped.factor.unwrap_or(1.0)));
            settled.or_else(|| unit_of_label(resolver, &label.text))
        });
        says.corner_units = units.collect();
        if says.units.is_empty() {
            says.units = unit_over_one_column(resolver, figures);
        }
        let texts = table.title.as_deref().into_iter().chain(table.notes.iter().map(String::as_str));
        let texts = texts.chain(table.unit.as_deref()).chain(corners.iter().map(|label| &*label.text));
        says.unread_scale = texts.filter_map(scale_in_words).next();
        says.scaled_columns = scaled_columns(figures);
        says.dates_jump = dates_jump(resolver, figures);
        let titled = says.titled_period();
        says.on = titled.map(Period::last_day).or_else(|| {
            let periods = columns_of(figures).take(200);
            periods.filter_map(|label| resolver.period(&label.text)).max().map(Period::last_day)
        });
        let side = table.label_columns.iter().flat_map(|column| table.column_labels(sheet, *column));
        let heads: Vec<Label> = corners.iter().cloned().chain(side).collect();
        let said = table.title.as_deref().into_iter().chain(table.unit.as_deref()).chain(places.sheet);
        let said = said.chain(table.notes.iter().map(String::as_str));
        says.calendars = Calendars::new(figures, &heads, said);
        let rows = table.data_rows.0..=table.data_rows.1;
        let are_flags = |column: &&u32| rows.clone().all(|row| is_flag(sheet.text(row, **column)));
        says.status_columns = table.status_columns.iter().filter(are_flags).copied().collect();
        says.multiplier_columns.clone_from(&table.multiplier_columns);
        says.look_at_labels(resolver, figures);
        if table.stub_names_areas(sheet) {
            says.kind_of_rows = "area";
        }
        let mut labels = columns_of(figures).take(200);
        says.has_fiscal_years = labels
            .any(|label| parse_fiscal_year(&label.text).is_some() && parse_period(&label.text).is_none());
        says
    }

    /// The period of the title, of the sheet's name or by the mapping, in this order.
    pub(crate) fn titled_period(&self) -> Option<Period> {
        let of = |sense: &TitleSense| sense.mapped.period.or(sense.named.period);
        self.titles.iter().find_map(|(_, _, sense)| of(sense)).or(self.defaults.period)
    }

    /// Counts what the labels of the table name, each text once a line.
    fn look_at_labels(&mut self, resolver: &mut Resolver<'_>, figures: &RawFigures) {
        let mut rows: BTreeSet<(bool, u32, &str)> = BTreeSet::new();
        let mut wholes: BTreeSet<&str> = BTreeSet::new();
        // The figures of a row share its labels, and those of a column too: each list is seen once.
        let mut row: Option<(u32, u32, bool)> = None;
        let mut columns: BTreeMap<u32, u32> = BTreeMap::new();
        for index in 0..figures.len() {
            let [of_groups, of_row, of_column] = figures.label_marks(index);
            let [groups, row_labels, column_labels] = figures.labels(index);
            let is_total = figures.is_total(index);
            if row != Some((of_groups, of_row, is_total)) {
                row = Some((of_groups, of_row, is_total));
                if is_total {
                    wholes.extend(row_labels.iter().map(|label| &*label.text));
                } else {
                    let rows_of = row_labels.iter().chain(groups);
                    rows.extend(rows_of.map(|label| (true, label.place.1, &*label.text)));
                }
            }
            if columns.insert(figures.place(index).1, of_column) != Some(of_column) {
                rows.extend(column_labels.iter().map(|label| (false, label.place.0, &*label.text)));
            }
        }
        let mut tiers = BTreeMap::<TierId, usize>::new();
        let mut kinds = BTreeMap::<&'static str, usize>::new();
        let mut lines = BTreeMap::<(bool, u32), LineOfLabels>::new();
        let mut parents: BTreeSet<Option<AreaCode>> = BTreeSet::new();
        let mut has_shared_names = false;
        let mut unit_columns: BTreeSet<u32> = BTreeSet::new();
        for (is_row, line, text) in rows {
            let sense = resolver.label(text, self.on, None);
            has_shared_names |= !sense.ambiguous.is_empty();
            let mut said = sense.mapped.clone();
            said.fill(&sense.named);
            if let Some(year) = self.calendars.year((is_row, line), text) {
                said.period = said.period.or(year);
            }
            self.labels_measure.extend(measure_words(text));
            self.labels_count.extend(counted_word(text));
            if is_row && sense.named.unit.is_some() {
                unit_columns.insert(line);
            }
            if self.label_texts.len() < MOST_TEXTS && !is_no_name(text) {
                self.label_texts.insert(folded(text).into_iter().collect());
            }
            let counts = lines.entry((is_row, line)).or_default();
            self.names_members |= !resolver.parts_named(&sense).is_empty();
            counts.count_members(&sense, resolver.lists);
            counts.not_understood += usize::from(!sense.is_understood() && sense.ambiguous.is_empty());
            if let Some(area) = said.area.as_ref().and_then(|code| resolver.lists.areas.get(code)) {
                counts.areas += 1;
                *counts.tiers.entry(area.tier.clone()).or_default() += 1;
                counts.everyday_areas += usize::from(sense.is_weak_area);
                if !sense.is_weak_area {
                    *tiers.entry(area.tier.clone()).or_default() += 1;
                    if area.parent.is_some() && is_row {
                        parents.insert(area.parent.clone());
                    }
                    self.areas.insert(area.code.clone());
                }
            }
            self.periods.extend(said.period);
            self.months += usize::from(sense.part_of_year.is_some() && !is_everyday_month(text));
            self.indicators.extend(said.indicator.clone());
            self.tiers.extend(said.tier.clone());
            let kinds_of_label = [
                ("area", said.area.is_some() || !sense.ambiguous.is_empty()),
                ("tier", said.tier.is_some()),
                ("indicator", said.indicator.is_some()),
                ("period", said.period.is_some()),
            ];
            for (kind, _) in kinds_of_label.into_iter().filter(|(_, is_kind)| *is_kind && is_row) {
                *kinds.entry(kind).or_default() += 1;
            }
        }
        // 单位 heads organisations too.
        self.heads.retain(|column, kind| *kind != "unit" || unit_columns.contains(column));
        if has_shared_names {
            self.look_at_shared_names(resolver, figures);
        }
        for text in wholes {
            self.labels_measure.extend(measure_words(text));
        }
        // 南部 among 东部 and 北部 is the south; among counties it is 南部县.
        let is_everyday = |counts: &LineOfLabels| {
            counts.everyday_areas > 0
                && counts.areas == counts.everyday_areas
                && counts.everyday_areas <= counts.not_understood
        };
        self.everyday =
            lines.iter().filter(|(_, counts)| is_everyday(counts)).map(|(line, _)| *line).collect();
        let most = |tiers: &BTreeMap<TierId, usize>| {
            tiers.iter().max_by_key(|(_, count)| **count).map(|(tier, _)| tier.clone())
        };
        let everyday_tiers =
            lines.values().max_by_key(|counts| counts.areas).and_then(|counts| most(&counts.tiers));
        self.area_tier = most(&tiers).or(everyday_tiers);
        self.line_tiers =
            lines.iter().filter_map(|(line, counts)| Some((*line, most(&counts.tiers)?))).collect();
        self.naming_lines =
            lines.iter().filter(|(_, counts)| counts.name_something).map(|(line, _)| *line).collect();
        for (line, counts) in &lines {
            let Some(dimension) = counts.dimension() else { continue };
            self.line_dimensions.insert(*line, dimension.clone());
            let (members, parts) = counts.dimensions.get(dimension).copied().unwrap_or_default();
            if members == counts.labels {
                self.categories.insert(*line, (dimension.clone(), parts));
            }
        }
        self.kind_of_rows =
            kinds.iter().max_by_key(|(_, count)| **count).map_or("indicator", |(kind, _)| *kind);
        let mut roots = resolver.lists.areas.roots();
        let root = roots.next().filter(|_| roots.next().is_none()).map(|area| area.code.clone());
        self.whole = match parents.len() {
            0 => root.map(|root| (root, false)),
            1 => parents.into_iter().next().flatten().map(|parent| (parent, true)),
            _ => None,
        };
    }

    /// Notes which names of several areas come with different codes or outer areas, or twice with the same labels.
    fn look_at_shared_names(&mut self, resolver: &mut Resolver<'_>, figures: &RawFigures) {
        let mut beside: BTreeMap<Rc<str>, BTreeSet<String>> = BTreeMap::new();
        let mut seen: BTreeSet<Vec<Rc<str>>> = BTreeSet::new();
        let mut last = None;
        for index in 0..figures.len() {
            let [of_groups, of_row, _] = figures.label_marks(index);
            if last.replace((of_groups, of_row)) == Some((of_groups, of_row)) {
                continue;
            }
            let [groups, row_labels, _] = figures.labels(index);
            let shared = |label: &&Label, resolver: &mut Resolver<'_>| {
                !resolver.label(&label.text, self.on, None).ambiguous.is_empty()
            };
            let names: Vec<&Label> = row_labels.iter().filter(|label| shared(label, resolver)).collect();
            if names.is_empty() {
                continue;
            }
            let all: Vec<Rc<str>> =
                groups.iter().chain(row_labels).map(|label| Rc::clone(&label.text)).collect();
            let is_again = !seen.insert(all.clone());
            for name in names {
                let mut others = String::new();
                for text in all.iter().filter(|text| **text != name.text) {
                    let sense = resolver.label(text, self.on, None);
                    if sense.named.area.is_some() || !sense.is_understood() {
                        others.push_str(text);
                        others.push('\n');
                    }
                }
                let contexts = beside.entry(Rc::clone(&name.text)).or_default();
                contexts.insert(others);
                if is_again || contexts.len() > 1 {
                    self.mixed_names.insert(Rc::clone(&name.text));
                }
            }
        }
    }

    /// The senses of labels, with what the table knows: the day of the areas, the tier of the neighbours.
    pub(crate) fn senses(
        &self,
        resolver: &mut Resolver<'_>,
        labels: &[Label],
        is_row: bool,
        on: Option<Date>,
    ) -> Vec<LabelSense> {
        let on = on.or(self.on);
        let mut senses: Vec<LabelSense> = labels
            .iter()
            .map(|label| {
                let mut sense = resolver.label(&label.text, on, None);
                if let Some(own) = self.of_export(label, is_row).filter(|_| sense.mapped.is_empty()) {
                    return own;
                }
                // A mapping may name the label as it is printed, mark and all.
                if let Some(printed) = &label.printed {
                    sense.mapped.fill(&resolver.mapped(printed));
                }
                let fiscal = parse_fiscal_year(&label.text).filter(|_| self.has_fiscal_years);
                if fiscal.is_some() && resolver.fiscal_year.is_none() {
                    sense.named.period = None;
                }
                if sense.part_of_year.is_some()
                    && self.months < FEWEST_MONTHS
                    && is_everyday_month(&label.text)
                {
                    sense.part_of_year = None;
                    sense.is_open = true;
                }
                // A name that two areas share is settled by the tier of its neighbours.
                if let (Some(tier), false) = (&self.area_tier, sense.ambiguous.is_empty()) {
                    let mapped = sense.mapped;
                    sense = resolver.label(&label.text, on, Some(tier));
                    sense.mapped.fill(&mapped);
                }
                let line = if is_row { label.place.1 } else { label.place.0 };
                let headed = if is_row {
                    self.dimension_columns.get(&label.place.1).cloned()
                } else {
                    let over = labels.iter().filter(|other| other.place.0 < label.place.0);
                    over.filter_map(|other| resolver.names.dimension_named(&other.text)).next().cloned()
                };
                self.choose_member(&mut sense, (is_row, line), headed.as_ref());
                if let (None, None, Some(year)) = (
                    sense.mapped.period,
                    sense.named.period,
                    self.calendars.year((is_row, line), &label.text),
                ) {
                    sense.named.period = year;
                    sense.is_open_year = year.is_none() && sense.mapped.is_empty();
                    sense.is_open &= year.is_none();
                    sense.part_of_year = None;
                }
                match self.everyday_area(resolver, &label.text, &sense, (is_row, line)) {
                    Some(area) => sense.without_weak_area(area),
                    None => sense,
                }
            })
            .collect();
        // A unit of single things in thousands is counted in thousands.
        let is_multiplier = |label: &Label| is_row && self.multiplier_columns.contains(&label.place.1);
        if labels
            .iter()
            .zip(&senses)
            .any(|(label, sense)| is_multiplier(label) && sense.named.factor.is_some())
        {
            for (_, sense) in labels.iter().zip(&mut senses).filter(|(label, _)| !is_multiplier(label)) {
                sense.named.factor = sense.named.factor.filter(|factor| factor.total_cmp(&1.0).is_ne());
            }
        }
        senses
    }

    /// What a label is in a column of an export that says how sure a figure is, or a power of ten.
    fn of_export(&self, label: &Label, is_row: bool) -> Option<LabelSense> {
        let column = label.place.1;
        if is_row && self.status_columns.contains(&column) {
            return Some(LabelSense {
                is_generic: true,
                status: written_status(&label.text),
                ..LabelSense::default()
            });
        }
        if is_row && self.multiplier_columns.contains(&column) {
            let power: i32 = label.text.trim().parse().ok().filter(|power| (0..=12).contains(power))?;
            let factor = Some(10_f64.powi(power)).filter(|_| power > 0);
            let named = Statement { factor, ..Statement::default() };
            return Some(LabelSense { is_generic: true, named, ..LabelSense::default() });
        }
        None
    }

    /// Whether some label prints a text that is left of a title.
    pub(crate) fn labels_say(&self, left: &str) -> bool {
        left.split(' ').all(|word| self.label_texts.iter().any(|text| text.contains(word)))
    }

    /// Whether some labels name members of a dimension.
    pub(crate) fn names_members(&self) -> bool {
        self.names_members
    }

    /// The area that a label names by an everyday word among labels that name none, or none of its tier: code and name.
    fn everyday_area(
        &self,
        resolver: &Resolver<'_>,
        text: &str,
        sense: &LabelSense,
        line: (bool, u32),
    ) -> Option<String> {
        let code = sense.named.area.as_ref().filter(|_| sense.is_weak_area)?;
        let area = resolver.lists.areas.get(code)?;
        // A large city stands among the provinces by its short name; a part of the country by where it lies is none.
        let parent = area.parent.as_ref().and_then(|parent| resolver.lists.areas.get(parent));
        let is_next_to = |tier: &TierId| parent.is_some_and(|parent| parent.tier == *tier);
        let is_other = self
            .line_tiers
            .get(&line)
            .is_some_and(|tier| *tier != area.tier && (!is_next_to(tier) || names_direction(text)));
        (self.everyday.contains(&line) || is_other).then(|| format!("{} {}", area.code, area.name))
    }

    /// Whether a row label that is not understood stands where the others name areas.
    pub(crate) fn may_be_area(&self, (label, sense): (&Label, &LabelSense)) -> bool {
        let is_headed_otherwise = self.heads.get(&label.place.1).is_some_and(|kind| *kind != "area");
        self.kind_of_rows == "area" && !is_headed_otherwise && !sense.is_understood()
    }

    /// The tier of the areas that the labels name.
    pub(crate) fn area_tier(&self) -> Option<&TierId> {
        self.area_tier.as_ref()
    }
}

/// The one area that labels name by more than an everyday word.
fn only_area(senses: &[LabelSense]) -> Option<AreaCode> {
    let areas =
        senses.iter().filter(|sense| !sense.is_weak_area).filter_map(|sense| sense.named.area.clone());
    let areas: BTreeSet<AreaCode> = areas.collect();
    areas.first().filter(|_| areas.len() == 1).cloned()
}

/// Whether a text says how sure a figure is, and nothing of what it counts: p, E, 初步, nothing at all.
fn is_flag(text: &str) -> bool {
    const NORMAL: [&str; 8] = ["正常", "normal", "终值", "最终", "final", "修订", "revised", "r"];
    let text = text.trim().to_lowercase();
    let is_letters = text.len() <= 2 && text.bytes().all(|sign| sign.is_ascii_alphabetic());
    is_letters || NORMAL.contains(&text.as_str()) || written_status(&text).is_some()
}

/// Whether a text names a part of a country by where it lies: 南部, 中部, North.
fn names_direction(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let is_chinese = text.chars().all(|sign| "东南西北中部区方".contains(sign));
    is_chinese || ["north", "south", "east", "west", "central"].iter().any(|word| text.starts_with(word))
}

/// The labels over each figure, one figure after the other.
fn columns_of(figures: &RawFigures) -> impl Iterator<Item = &Label> {
    (0..figures.len()).flat_map(|index| figures.labels(index)[2])
}

/// Whether three or more months or days over the columns, in the order in which they first appear, go neither up nor down.
fn dates_jump(resolver: &Resolver<'_>, figures: &RawFigures) -> bool {
    let mut columns: BTreeMap<u32, &[Label]> = BTreeMap::new();
    for index in 0..figures.len() {
        let [_, _, labels] = figures.labels(index);
        columns.entry(figures.place(index).1).or_insert(labels);
    }
    let mut dates: Vec<Period> = Vec::new();
    for label in columns.values().copied().flatten() {
        match resolver.period(&label.text) {
            Some(date @ (Period::Month(..) | Period::Day(_))) if !dates.contains(&date) => dates.push(date),
            _ => {}
        }
    }
    let goes = |up: bool| {
        dates.windows(2).all(|pair| match pair {
            [one, next] => (one.last_day() < next.last_day()) == up,
            _ => true,
        })
    };
    dates.len() >= 3 && !goes(true) && !goes(false)
}
