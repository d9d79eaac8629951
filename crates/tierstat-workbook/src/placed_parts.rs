//! The tables and charts that a text places.

use std::collections::BTreeSet;
use std::sync::Arc;
use tierstat_document::{Block, Illustration, Table};

/// The tables and charts that the text places, each once, in order.
#[derive(Default)]
pub(crate) struct PlacedParts {
    pub(crate) tables: Vec<Arc<Table>>,
    pub(crate) figures: Vec<Arc<Illustration>>,
}

impl PlacedParts {
    pub(crate) fn of(blocks: &[Block]) -> Self {
        let (mut parts, mut seen) = (Self::default(), BTreeSet::new());
        parts.gather(blocks, &mut seen);
        parts
    }

    fn gather(&mut self, blocks: &[Block], seen: &mut BTreeSet<(bool, String)>) {
        for block in blocks {
            match block {
                Block::Table(table) if seen.insert((true, table.name.clone())) => {
                    self.tables.push(Arc::clone(table));
                }
                Block::Illustration(figure) if seen.insert((false, figure.name.clone())) => {
                    self.figures.push(Arc::clone(figure));
                }
                Block::List { items, .. } => items.iter().for_each(|item| self.gather(item, seen)),
                Block::Quote(inside) => self.gather(inside, seen),
                _ => {}
            }
        }
    }
}
