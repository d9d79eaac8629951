//! Everything of a report that its formats are made from.

use crate::binding::Binding;
use crate::charts::RenderedChart;
use crate::findings::{self, Chosen};
use crate::table::Table;
use std::collections::BTreeMap;
use tierstat_model::{Finding, Language};

/// Everything of a report that formats are made from.
pub(crate) struct Content<'a> {
    pub(crate) name: &'a str,
    pub(crate) title: &'a str,
    pub(crate) language: Language,
    /// The text with its tokens.
    pub(crate) text: String,
    pub(crate) bindings: Vec<Binding>,
    pub(crate) tables: BTreeMap<String, Table>,
    pub(crate) charts: BTreeMap<String, RenderedChart>,
    pub(crate) all_findings: &'a [Finding],
}

impl Content<'_> {
    pub(crate) fn findings(&self, most: usize) -> Chosen {
        findings::choose(self.all_findings, &self.bindings, most)
    }
}
