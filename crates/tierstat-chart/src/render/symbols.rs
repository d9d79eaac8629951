//! The shapes of marks: each look is drawn once, and used wherever a mark has it.

use super::shapes;
use crate::ChartError;
use crate::layout::{Layout, Mark, MarkFill};
use crate::palette::MarkShape;
use std::collections::BTreeMap;

/// What a mark looks like but for its place and colour; the radius in hundredths.
type Look = (MarkShape, MarkFill, u32);

/// The looks of all marks of a drawing, each with its number and its shapes.
#[derive(Debug)]
pub(super) struct Symbols {
    drawing: String,
    looks: BTreeMap<Look, (usize, String)>,
}

impl Symbols {
    /// The looks of a layout's marks, numbered in the order in which they first appear.
    pub(super) fn of(layout: &Layout, drawing: &str) -> Result<Self, ChartError> {
        let mut looks = BTreeMap::new();
        for mark in layout.marks() {
            let number = looks.len();
            if let std::collections::btree_map::Entry::Vacant(place) = looks.entry(look(mark)) {
                place.insert((number, shapes::symbol(mark)?));
            }
        }
        Ok(Self { drawing: drawing.to_owned(), looks })
    }

    /// The definitions, a line each; empty where there are no marks.
    pub(super) fn defined(&self) -> String {
        let mut in_order: Vec<&(usize, String)> = self.looks.values().collect();
        in_order.sort();
        let shapes: String = in_order
            .iter()
            .map(|(number, shapes)| {
                format!("<g id=\"{}{number}\">{}</g>\n", self.drawing, shapes.replace('\n', ""))
            })
            .collect();
        if shapes.is_empty() { shapes } else { format!("<defs>\n{shapes}</defs>\n") }
    }

    /// The id of what a mark looks like.
    pub(super) fn id_of(&self, mark: &Mark) -> String {
        let number = self.looks.get(&look(mark)).map_or(0, |(number, _)| *number);
        format!("{}{number}", self.drawing)
    }
}

fn look(mark: &Mark) -> Look {
    (mark.shape, mark.fill, (mark.radius * 100.0).round() as u32)
}
