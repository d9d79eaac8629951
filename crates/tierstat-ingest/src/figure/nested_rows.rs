//! Rows that stand under another one without saying so: 男, 女 below each area, or the areas below each of them.

use crate::figure::raw_figures::RawFigures;
use crate::figure::resolver::Resolver;
use crate::names::OfDimension;
use crate::structure::Label;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use tierstat_model::{AreaCode, IndicatorId};

/// What rows without an area or without a member take over from the row that they stand under.
#[derive(Debug, Default)]
pub(crate) struct NestedRows {
    areas: BTreeMap<u32, AreaCode>,
    members: BTreeMap<u32, OfDimension>,
    /// Rows of which nothing tells what they stand under.
    open: BTreeSet<u32>,
    /// What rows and columns are parts of.
    of_which: OfWhich,
}

/// What a row names of areas and members.
enum Row {
    Area(AreaCode),
    /// A member, and whether its label says that it is a part of the row above.
    Member(OfDimension, bool),
    /// Both, or neither.
    Other,
}

impl NestedRows {
    /// Looks for areas and members in one column of labels: what repeats is inside, what stands once is outside.
    pub(crate) fn of(resolver: &mut Resolver<'_>, figures: &RawFigures) -> Self {
        let rows = rows(resolver, figures);
        let mut nested = Self { of_which: OfWhich::of(resolver, figures), ..Self::default() };
        let mut areas: BTreeMap<&AreaCode, usize> = BTreeMap::new();
        let mut members: BTreeMap<&OfDimension, usize> = BTreeMap::new();
        for (_, row) in &rows {
            match row {
                Row::Area(area) => *areas.entry(area).or_default() += 1,
                Row::Member(member, _) => *members.entry(member).or_default() += 1,
                Row::Other => {}
            }
        }
        if areas.is_empty() || members.is_empty() {
            return nested;
        }
        let areas_are_inside = areas.values().any(|count| *count > 1);
        let members_are_inside = members.values().any(|count| *count > 1);
        let mut above: Option<&Row> = None;
        for (number, row) in &rows {
            match (row, above) {
                (Row::Area(_), Some(Row::Member(member, _))) if areas_are_inside && !members_are_inside => {
                    nested.members.insert(*number, member.clone());
                }
                (Row::Member(_, says_so), Some(Row::Area(area)))
                    if !areas_are_inside && (members_are_inside || *says_so) =>
                {
                    nested.areas.insert(*number, area.clone());
                }
                (Row::Member(..), _) if areas_are_inside && !members_are_inside => above = Some(row),
                (Row::Member(..), _) => {
                    nested.open.insert(*number);
                }
                (Row::Area(_), _) if areas_are_inside && members_are_inside => {
                    nested.open.insert(*number);
                }
                (Row::Area(_), _) if !areas_are_inside => above = Some(row),
                (Row::Area(_) | Row::Other, _) => {}
            }
        }
        nested
    }

    /// The area that a row without one stands under.
    pub(crate) fn area(&self, row: u32) -> Option<&AreaCode> {
        self.areas.get(&row)
    }

    /// The member that a row without one stands under.
    pub(crate) fn member(&self, row: u32) -> Option<&OfDimension> {
        self.members.get(&row)
    }

    /// The indicator of which a number is a part by where it stands, and whether its column says so.
    pub(crate) fn indicator(&self, place: (u32, u32)) -> Option<(&IndicatorId, bool)> {
        self.of_which.indicator(place)
    }

    /// Whether nothing tells what a row stands under, or of what a number is a part.
    pub(crate) fn is_open(&self, place: (u32, u32)) -> bool {
        self.open.contains(&place.0) || self.of_which.is_open(place)
    }
}

/// The rows in their order, each once.
fn rows(resolver: &mut Resolver<'_>, figures: &RawFigures) -> Vec<(u32, Row)> {
    let mut rows: Vec<(u32, Row)> = Vec::new();
    for index in 0..figures.len() {
        let number = figures.place(index).0;
        if rows.last().is_some_and(|(last, _)| *last == number) {
            continue;
        }
        let [groups, labels, _] = figures.labels(index);
        let (mut area, mut member) = (None, None);
        for label in groups.iter().chain(labels) {
            let sense = resolver.label(&label.text, None, None);
            area = area.or_else(|| sense.mapped.area.clone().or(sense.named.area.clone()));
            if let (Some(part), None) = (resolver.parts_named(&sense).into_iter().next(), &sense.named.tier) {
                member = member.or(Some((part, says_so(&label.text))));
            }
        }
        let row = match (area, member) {
            (Some(area), None) => Row::Area(area),
            (None, Some((member, says_so))) => Row::Member(member, says_so),
            _ => Row::Other,
        };
        rows.push((number, row));
    }
    rows
}

/// Parts of an indicator that stand behind it, in a row or a column of their own, and do not name it again: 其中：女.
#[derive(Debug, Default)]
pub(crate) struct OfWhich {
    rows: Lines,
    columns: Lines,
}

/// What rows or columns are parts of, and those of which nothing tells it.
#[derive(Debug, Default)]
struct Lines {
    taken: BTreeMap<u32, IndicatorId>,
    open: BTreeSet<u32>,
}

impl OfWhich {
    pub(crate) fn of(resolver: &mut Resolver<'_>, figures: &RawFigures) -> Self {
        let (mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new());
        for index in 0..figures.len() {
            let (row, column) = figures.place(index);
            let [groups, of_row, of_column] = figures.labels(index);
            rows.entry(row).or_insert_with(|| line_of(resolver, groups.iter().chain(of_row)));
            columns.entry(column).or_insert_with(|| line_of(resolver, of_column.iter()));
        }
        Self { rows: taken_over(&rows), columns: taken_over(&columns) }
    }

    /// The indicator of which a number is a part by where it stands, and whether its column says so.
    pub(crate) fn indicator(&self, (row, column): (u32, u32)) -> Option<(&IndicatorId, bool)> {
        let of_column = self.columns.taken.get(&column).map(|id| (id, true));
        of_column.or(self.rows.taken.get(&row).map(|id| (id, false)))
    }

    /// Whether nothing tells of what a number is a part.
    fn is_open(&self, (row, column): (u32, u32)) -> bool {
        self.rows.open.contains(&row) || self.columns.open.contains(&column)
    }
}

/// What the labels of one row or column say.
struct Line {
    indicator: Option<IndicatorId>,
    members: Vec<OfDimension>,
    /// Whether they say to be a part of what stands before.
    says_so: bool,
    /// Whether nothing knows the innermost one, or it is a unit alone.
    is_open: bool,
    /// The labels over or before the innermost one.
    outer: Vec<Rc<str>>,
}

fn line_of<'l>(resolver: &mut Resolver<'_>, labels: impl Iterator<Item = &'l Label>) -> Line {
    let labels: Vec<&Label> = labels.collect();
    let mut line =
        Line { indicator: None, members: Vec::new(), says_so: false, is_open: false, outer: Vec::new() };
    for (place, label) in labels.iter().enumerate() {
        let sense = resolver.label(&label.text, None, None);
        let members = resolver.parts_named(&sense);
        line.says_so |= says_so(&label.text) && !members.is_empty();
        if place + 1 == labels.len() {
            line.is_open = sense.mapped.is_empty()
                && sense.members.is_empty()
                && (sense.is_unit_alone() || !sense.is_understood() && sense.ambiguous.is_empty());
        } else {
            line.outer.push(Rc::clone(&label.text));
        }
        if sense.indicator().is_none() {
            line.members.extend(members);
        }
        line.indicator = sense.indicator().cloned().or(line.indicator);
    }
    line
}

/// The indicator of the line before for each that is a part and names none. A part behind something that nobody knows may be one of
/// that; a part behind an indicator that does not say so may be one of it, or of what the title counts, unless parts repeat.
fn taken_over(lines: &BTreeMap<u32, Line>) -> Lines {
    let mut seen: BTreeSet<&OfDimension> = BTreeSet::new();
    let parts = lines.values().filter(|line| line.indicator.is_none());
    let repeat = parts.flat_map(|line| &line.members).any(|member| !seen.insert(member));
    let mut found = Lines::default();
    let (mut last, mut last_is_open): (Option<&IndicatorId>, bool) = (None, false);
    let mut outer: Option<&[Rc<str>]> = None;
    for (number, line) in lines {
        if outer.is_some_and(|outer| outer != line.outer.as_slice()) {
            (last, last_is_open) = (None, false);
        }
        outer = Some(&line.outer);
        match (&line.indicator, last) {
            (Some(indicator), _) => (last, last_is_open) = (Some(indicator), false),
            (None, _) if line.members.is_empty() => (last, last_is_open) = (None, line.is_open),
            (None, Some(last)) if line.says_so || repeat => {
                found.taken.insert(*number, last.clone());
            }
            (None, last) if last.is_some() || last_is_open => {
                found.open.insert(*number);
            }
            (None, _) => {}
        }
    }
    found
}

/// Whether a label says that it is a part of what stands before it.
fn says_so(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    ["其中", "of which", "#", "＃"].iter().any(|start| text.starts_with(start))
}
