//! A report in one language, before any format.

use crate::{Block, Number};
use jiff::civil::Date;
use tierstat_model::Language;

/// A report in one language, before any format: its blocks in order, and the numbers that they print.
///
/// Every format is written from the same manuscript, so that numbers, captions, numbering, notes and sources are the same in all.
#[derive(Debug, Clone, PartialEq)]
pub struct Manuscript {
    /// The name of the report, which names its files.
    pub name: String,
    /// The title.
    pub title: String,
    /// The language.
    pub language: Language,
    /// The parts, in order.
    pub blocks: Vec<Block>,
    /// The numbers, by the place at which blocks name them.
    pub numbers: Vec<Number>,
    /// The style rules that all drawings share, for formats that hold drawings.
    pub drawing_style: String,
}

impl Manuscript {
    /// The number at a place.
    #[must_use]
    pub fn number(&self, place: usize) -> Option<&Number> {
        self.numbers.get(place)
    }

    /// What the marks and lines of all sparklines say, each once: the key that stands at the first table with one.
    #[must_use]
    pub fn marks_of_sparklines(&self) -> Vec<&str> {
        let (mut marks, mut open) = (Vec::new(), self.blocks.iter().rev().collect::<Vec<&Block>>());
        while let Some(block) = open.pop() {
            match block {
                Block::Table(table) => {
                    for line in table.sparklines() {
                        for mark in &line.marks {
                            if !marks.contains(&mark.as_str()) {
                                marks.push(mark);
                            }
                        }
                    }
                }
                Block::List { items, .. } => open.extend(items.iter().flatten().rev()),
                Block::Quote(inside) => open.extend(inside.iter().rev()),
                _ => {}
            }
        }
        marks
    }

    /// The latest day on which a figure of the report became known: the day of its files, since no clock is asked.
    #[must_use]
    pub fn known_on(&self) -> Option<Date> {
        let readings = self.numbers.iter().flat_map(|number| &number.readings);
        readings.map(|reading| reading.figure.origin.known_on).max()
    }
}
