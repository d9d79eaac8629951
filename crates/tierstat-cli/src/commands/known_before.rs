//! What the ledger knew before an import.

use crate::exit::Failure;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::Figure;
use tierstat_store::{Snapshot, Withdrawal};

/// What an import is held against.
#[derive(Debug)]
pub(crate) struct KnownBefore {
    /// The files that were forgotten, each with the day.
    pub(crate) forgotten: BTreeMap<String, Date>,
    /// The content that stands for each file.
    pub(crate) standing: BTreeMap<String, String>,
    /// The first day of each content.
    first_days: BTreeMap<String, Date>,
}

impl KnownBefore {
    pub(crate) fn of(ledger: &Snapshot) -> Result<Self, Failure> {
        let withdrawn = ledger.withdrawn_sources()?.into_iter();
        let forgotten = withdrawn.filter(|source| source.withdrawal == Withdrawal::Forgotten);
        let mut first_days = BTreeMap::new();
        for import in ledger.imports()? {
            let day = first_days.entry(import.content_hash).or_insert(import.imported_on);
            *day = import.imported_on.min(*day);
        }
        let standing = ledger.sources()?.into_iter().map(|source| source.import);
        Ok(Self {
            forgotten: forgotten.map(|source| (source.file, source.since)).collect(),
            standing: standing.map(|import| (import.file, import.content_hash)).collect(),
            first_days,
        })
    }

    /// The day on which some bytes first came, under whatever name and however they were read.
    pub(crate) fn first_day(&self, content_hash: &str) -> Option<Date> {
        self.first_days.get(content_hash).copied()
    }
}

/// What states no day of its own was known since its bytes first came.
pub(crate) fn date_back(figure: &mut Figure, first_day: Option<Date>) {
    let origin = &mut figure.origin;
    if let Some(first_day) = first_day
        && origin.document.published_on.is_none()
        && origin.document.received_on.is_none()
    {
        origin.known_on = origin.known_on.min(first_day);
    }
}
