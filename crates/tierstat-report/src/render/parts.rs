//! What a text may place: tables, charts, findings and sources, numbered in the order in which they stand.

use crate::binding::Binding;
use crate::charts::RenderedChart;
use crate::disputes;
use crate::findings::choose;
use crate::text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tierstat_document::{Block, Illustration, Inline, Notice, Notices, Table, each_once};
use tierstat_model::{CodeLists, Document, Finding, IndicatorId, Language, Localized};

/// The parts of a report that its text may place.
pub(super) struct Parts<'a> {
    pub(super) language: Language,
    pub(super) lists: &'a CodeLists,
    pub(super) bindings: &'a [Binding],
    /// The tables by name; each is numbered where it is placed first.
    pub(super) tables: BTreeMap<String, Arc<Table>>,
    pub(super) charts: &'a BTreeMap<String, RenderedChart>,
    pub(super) findings: &'a [Finding],
    /// The documents that stand behind what the text places and behind no number of it: what charts show, what is disputed.
    pub(super) beside: Vec<&'a Document>,
    pub(super) placed_tables: usize,
    /// The number of each chart placed so far, and how often it is placed.
    pub(super) placed_charts: BTreeMap<String, (usize, usize)>,
}

impl Parts<'_> {
    /// A text with its numbers printed.
    pub(super) fn plain(&self, text: &str) -> String {
        text::plain_words(text, self.bindings)
    }

    pub(super) fn table(&mut self, name: &str) -> Option<Block> {
        let table = self.tables.get_mut(name)?;
        if table.ordinal == 0 {
            self.placed_tables += 1;
            *table = Arc::new(Table { ordinal: self.placed_tables, ..table.as_ref().clone() });
        }
        Some(Block::Table(Arc::clone(table)))
    }

    pub(super) fn figure(&mut self, name: &str) -> Option<Block> {
        let chart = self.charts.get(name)?;
        let next = self.placed_charts.len() + 1;
        let (ordinal, placing) = self.placed_charts.entry(name.to_owned()).or_insert((next, 0));
        *placing += 1;
        Some(Block::Illustration(Arc::new(Illustration {
            name: name.to_owned(),
            ordinal: *ordinal,
            placing: *placing,
            title: chart.title.clone(),
            description: chart.description.clone(),
            wide: chart.wide.clone(),
            narrow: chart.narrow.clone(),
            picture: Arc::clone(&chart.picture),
            source: chart.source.clone(),
            data: chart.data.clone(),
        })))
    }

    pub(super) fn notices(&self, most: usize) -> Block {
        let chosen = choose(self.findings, self.bindings, most);
        let notices = chosen.groups.into_iter().map(|group| {
            let finding = group.finding;
            Notice {
                severity: finding.severity,
                message: finding.message.get(self.language).to_owned(),
                hint: finding.hint.get(self.language).to_owned(),
                rule: finding.rule,
                cells: finding.cells,
            }
        });
        Block::Notices(Notices { notices: notices.collect(), left_out: chosen.left_out })
    }

    /// What sources say otherwise of the numbers of the report, a sentence for each number; nothing where they agree.
    pub(super) fn disputes(&self) -> Option<Block> {
        let readings = self.bindings.iter().flat_map(|binding| &binding.readings);
        let sentences = disputes::sentences(readings, self.lists, self.language);
        if sentences.is_empty() {
            return None;
        }
        let items =
            sentences.into_iter().map(|sentence| vec![Block::Paragraph(vec![Inline::Text(sentence)])]);
        Some(Block::List { start: None, items: items.collect() })
    }

    /// What the indicators are whose figures the report prints, in the order of the code lists.
    pub(super) fn definitions(&self) -> Option<Block> {
        let readings = self.bindings.iter().flat_map(|binding| &binding.readings);
        let used: BTreeSet<&IndicatorId> = readings.map(|reading| &reading.key.indicator).collect();
        let items: Vec<Vec<Block>> = self
            .lists
            .indicators
            .indicators
            .iter()
            .filter(|indicator| used.contains(&indicator.id))
            .map(|indicator| {
                let name = indicator.name.get(self.language).to_owned();
                let colon = Localized::new("：", ": ").get(self.language).to_owned();
                let definition = indicator.definition.get(self.language);
                let text = vec![Inline::Strong(vec![Inline::Text(name)]), Inline::Text(colon + definition)];
                vec![Block::Paragraph(text)]
            })
            .collect();
        (!items.is_empty()).then_some(Block::List { start: None, items })
    }

    pub(super) fn sources(&self) -> Block {
        let readings = self.bindings.iter().flat_map(|binding| &binding.readings);
        let printed = readings.map(|reading| &reading.figure.origin.document);
        let all = each_once(printed.chain(self.beside.iter().copied()));
        Block::Sources(all.into_iter().cloned().collect())
    }
}
