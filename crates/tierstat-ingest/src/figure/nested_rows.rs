//! Rows that stand under another one without saying so: 男, 女 below each area, or the areas below each of them.

use crate::figure::raw_figures::RawFigures;
use crate::figure::resolver::Resolver;
use crate::names::OfDimension;
use crate::structure::Label;
use std::collections::{BTreeMap, BTreeSet};
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

    /// Whether nothing tells what a row stands under.
    pub(crate) fn is_open(&self, row: u32) -> bool {
        self.open.contains(&row)
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
            area = area.or(sense.mapped.area.or(sense.named.area));
            let mapped = sense.mapped.breakdown.members().next();
            let mapped = mapped.map(|(dimension, member)| (dimension.clone(), member.clone()));
            member = member.or(mapped.map(|member| (member, says_so(&label.text))));
            if let ([first, ..], None) = (sense.members.as_slice(), &sense.named.tier) {
                member = member.or(Some((first.clone(), says_so(&label.text))));
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
    rows: BTreeMap<u32, IndicatorId>,
    columns: BTreeMap<u32, IndicatorId>,
}

impl OfWhich {
    pub(crate) fn of(resolver: &mut Resolver<'_>, figures: &RawFigures) -> Self {
        let (mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new());
        for index in 0..figures.len() {
            let (row, column) = figures.place(index);
            let [groups, of_row, of_column] = figures.labels(index);
            rows.entry(row).or_insert_with(|| behind(resolver, groups.iter().chain(of_row)));
            columns.entry(column).or_insert_with(|| behind(resolver, of_column.iter()));
        }
        Self { rows: taken_over(rows), columns: taken_over(columns) }
    }

    /// The indicator of which a number is a part by where it stands, and whether its column says so.
    pub(crate) fn indicator(&self, (row, column): (u32, u32)) -> Option<(&IndicatorId, bool)> {
        let of_column = self.columns.get(&column).map(|id| (id, true));
        of_column.or(self.rows.get(&row).map(|id| (id, false)))
    }
}

/// The indicator that labels name, and whether they say to be a part of one.
fn behind<'l>(
    resolver: &mut Resolver<'_>,
    labels: impl Iterator<Item = &'l Label>,
) -> (Option<IndicatorId>, bool) {
    let (mut indicator, mut is_part) = (None, false);
    for label in labels {
        let sense = resolver.label(&label.text, None, None);
        is_part |= says_so(&label.text) && !(sense.members.is_empty() && sense.mapped.breakdown.is_whole());
        indicator = sense.indicator().cloned().or(indicator);
    }
    (indicator, is_part)
}

/// The indicator of the line before for each that says to be a part and names none.
fn taken_over(lines: BTreeMap<u32, (Option<IndicatorId>, bool)>) -> BTreeMap<u32, IndicatorId> {
    let mut last: Option<IndicatorId> = None;
    let mut taken = BTreeMap::new();
    for (line, (indicator, is_part)) in lines {
        match (indicator, &last) {
            (None, Some(last)) if is_part => {
                taken.insert(line, last.clone());
            }
            (Some(indicator), _) => last = Some(indicator),
            (None, _) => last = None,
        }
    }
    taken
}

/// Whether a label says that it is a part of what stands before it.
fn says_so(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    ["其中", "of which", "#", "＃"].iter().any(|start| text.starts_with(start))
}
