//! Rows that stand under another one without saying so: 男, 女 below each area, or the areas below each of them.

use crate::figure::raw_figures::RawFigures;
use crate::figure::resolver::Resolver;
use crate::names::OfDimension;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::AreaCode;

/// What rows without an area or without a member take over from the row that they stand under.
#[derive(Debug, Default)]
pub(crate) struct NestedRows {
    areas: BTreeMap<u32, AreaCode>,
    members: BTreeMap<u32, OfDimension>,
    /// Rows of which nothing tells what they stand under.
    open: BTreeSet<u32>,
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
        let mut nested = Self::default();
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
            if let ([first, ..], None, None) =
                (sense.members.as_slice(), &sense.named.indicator, &sense.named.tier)
            {
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

/// Whether a label says that it is a part of the row above.
fn says_so(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    ["其中", "of which", "#", "＃"].iter().any(|start| text.starts_with(start))
}
