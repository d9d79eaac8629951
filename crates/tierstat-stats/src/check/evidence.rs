//! What the rules look at: the readings, and every printed figure behind them.

use crate::error::StatsError;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{CodeLists, Figure, FigureLookup, FigureQuery, Language, Localized, Reading, SeriesKey};

/// The readings of everything known, with an index by question.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    pub(super) lists: &'a CodeLists,
    readings: BTreeMap<SeriesKey, Reading>,
}

impl<'a> Evidence<'a> {
    pub(super) fn gather(
        lookup: &dyn FigureLookup,
        lists: &'a CodeLists,
        known_on: Option<Date>,
    ) -> Result<Self, StatsError> {
        let query = FigureQuery { known_on, ..FigureQuery::default() };
        let readings = lookup.readings(&query)?;
        let readings = readings.into_iter().map(|reading| (reading.key.clone(), reading)).collect();
        Ok(Self { lists, readings })
    }

    /// A question as a message names it, by the names of the code lists.
    pub(super) fn question(&self, key: &SeriesKey) -> Localized {
        let in_language = |language: Language| {
            let indicator = self.lists.indicators.get(&key.indicator).map(|found| found.name.get(language));
            let tier = self.lists.tiers.get(&key.tier).map(|found| found.name.get(language));
            let area = self.lists.areas.get(&key.area).map(|found| found.name_in(language));
            format!(
                "{} · {} · {} · {}",
                indicator.unwrap_or(&key.indicator.0),
                tier.unwrap_or(&key.tier.0),
                area.unwrap_or(&key.area.0),
                key.period
            )
        };
        Localized::new(in_language(Language::Chinese), in_language(Language::English))
    }

    pub(super) fn readings(&self) -> impl Iterator<Item = &Reading> {
        self.readings.values()
    }

    pub(super) fn reading(&self, key: &SeriesKey) -> Option<&Reading> {
        self.readings.get(key)
    }

    /// The figures as printed: what corrections made is left out.
    pub(super) fn printed(&self) -> impl Iterator<Item = &Figure> {
        self.all().filter(|figure| figure.correction.is_none())
    }

    /// The printed figures by the document that prints them.
    pub(super) fn by_document(&self) -> BTreeMap<DocumentKey<'_>, Vec<&Figure>> {
        let mut documents: BTreeMap<DocumentKey<'_>, Vec<&Figure>> = BTreeMap::new();
        for figure in self.printed() {
            documents.entry(document_key(figure)).or_default().push(figure);
        }
        documents
    }

    /// The correction of a printed figure, where one was made.
    pub(super) fn correction_of(&self, printed: &Figure) -> Option<&Figure> {
        self.all().find(|figure| figure.correction.is_some() && figure.origin.cell == printed.origin.cell)
    }

    fn all(&self) -> impl Iterator<Item = &Figure> {
        self.readings.values().flat_map(|reading| std::iter::once(&reading.figure).chain(&reading.behind))
    }
}

/// What makes two figures come from one document: the same title, edition and address in the same file.
pub(super) type DocumentKey<'a> = (&'a str, &'a str, Option<&'a str>, &'a str);

pub(super) fn document_key(figure: &Figure) -> DocumentKey<'_> {
    let document = &figure.origin.document;
    (&document.title, &document.edition, document.url.as_deref(), &figure.origin.cell.file)
}

/// A figure as a message names it: what is printed, and where.
pub(super) fn named(figure: &Figure) -> String {
    format!("{} ({})", figure.quantity.printed, figure.origin.document.title)
}
