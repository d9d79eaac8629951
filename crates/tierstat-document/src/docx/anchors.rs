//! Anchors: the bookmarks of headings, tables and charts, by which contents and links lead to them.

use crate::{Block, Manuscript};
use std::collections::BTreeMap;

/// The bookmarks of a document by the ids of a manuscript's parts.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    names: BTreeMap<String, String>,
}

impl Anchors {
    pub(super) fn of(manuscript: &Manuscript) -> Self {
        let mut anchors = Self::default();
        anchors.walk(&manuscript.blocks);
        anchors
    }

    fn walk(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { id, .. } => self.add(id.clone(), "_Toc"),
                Block::Table(table) => self.add(format!("table-{}", table.name), "_Table"),
                Block::Illustration(chart) => self.add(format!("chart-{}", chart.name), "_Chart"),
                Block::List { items, .. } => items.iter().for_each(|item| self.walk(item)),
                Block::Quote(inside) => self.walk(inside),
                Block::Paragraph(_)
                | Block::Code(_)
                | Block::Rule
                | Block::TypedTable(_)
                | Block::Notices(_)
                | Block::Sources(_) => {}
            }
        }
    }

    fn add(&mut self, id: String, kind: &str) {
        let next = format!("{kind}{:06}", self.names.len() + 1);
        self.names.entry(id).or_insert(next);
    }

    /// The bookmark of a part by its id.
    pub(super) fn name(&self, id: &str) -> Option<&str> {
        self.names.get(id).map(String::as_str)
    }
}
