//! What the rules look at: the readings, and every printed figure behind them.

use crate::error::StatsError;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    CellRef, CodeLists, Figure, FigureLookup, FigureQuery, IndicatorId, Language, Localized, Reading, Series,
    SeriesKey,
};

/// The readings of everything known, in order of question, so that a question and a series are found without looking at all.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    pub(super) lists: &'a CodeLists,
    readings: Vec<Reading>,
    /// The indicators that are targets of a plan.
    targets: BTreeSet<&'a IndicatorId>,
    /// The corrections by the cell that they correct: the place of the reading, and of the figure in it.
    corrections: BTreeMap<CellRef, (usize, usize)>,
}

impl<'a> Evidence<'a> {
    pub(super) fn gather(
        lookup: &dyn FigureLookup,
        lists: &'a CodeLists,
        known_on: Option<Date>,
    ) -> Result<Self, StatsError> {
        let query = FigureQuery { known_on, ..FigureQuery::of_all() };
        let mut readings = lookup.readings(&query)?;
        readings.sort_by(|one, other| one.key.cmp(&other.key));
        let mut corrections = BTreeMap::new();
        for (place, reading) in readings.iter().enumerate() {
            for (within, figure) in figures_of(reading).enumerate() {
                if figure.correction.is_some() {
                    corrections.entry(figure.origin.cell.clone()).or_insert((place, within));
                }
            }
        }
        Ok(Self { lists, readings, targets: lists.indicators.targets(), corrections })
    }

    /// A question as a message names it, by the names of the code lists.
    pub(super) fn question(&self, key: &SeriesKey) -> Localized {
        let in_language = |language: Language| {
            let indicator = self.lists.indicators.get(&key.indicator).map(|found| found.name.get(language));
            let tier = self.lists.tiers.get(&key.tier).map(|found| found.name.get(language));
            let area = self.lists.areas.get(&key.area).map(|found| found.name_in(language));
            let mut members = String::new();
            for (dimension, member) in key.breakdown.members() {
                members.push_str(" · ");
                members.push_str(self.lists.dimensions.member_name(dimension, member).get(language));
            }
            format!(
                "{}{members} · {} · {} · {}",
                indicator.unwrap_or(&key.indicator.0),
                tier.unwrap_or(&key.tier.0),
                area.unwrap_or(&key.area.0),
                key.period
            )
        };
        Localized::new(in_language(Language::Chinese), in_language(Language::English))
    }

    pub(super) fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// The readings of what was counted, without what plans aim at: targets add up to nothing and follow on nothing.
    pub(super) fn counted(&self) -> impl Iterator<Item = &Reading> {
        self.readings.iter().filter(|reading| !self.is_target(&reading.key.indicator))
    }

    /// Whether an indicator is what a plan aims at.
    pub(super) fn is_target(&self, indicator: &IndicatorId) -> bool {
        self.targets.contains(indicator)
    }

    /// A series as it is kept: an indicator that stands for the part is asked for instead.
    pub(super) fn kept(&self, series: Series) -> Series {
        let (indicator, breakdown) = self.lists.folded(series.indicator, series.breakdown);
        Series { indicator, breakdown, ..series }
    }

    /// The reading of a question, by whichever name its part is kept.
    pub(super) fn reading(&self, key: &SeriesKey) -> Option<&Reading> {
        let key = self.kept(key.series()).at(key.period);
        let place = self.readings.binary_search_by(|reading| reading.key.cmp(&key)).ok()?;
        self.readings.get(place)
    }

    /// The readings of one series, by whichever name its part is kept, in order of period.
    pub(super) fn series(&self, series: &Series) -> &[Reading] {
        let series = self.kept(series.clone());
        let asked = (&series.indicator, &series.tier, &series.area, &series.breakdown);
        let of = |reading: &Reading| {
            let key = &reading.key;
            (&key.indicator, &key.tier, &key.area, &key.breakdown).cmp(&asked)
        };
        let first = self.readings.partition_point(|reading| of(reading).is_lt());
        let rest = self.readings.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|reading| of(reading).is_eq())).unwrap_or_default()
    }

    /// The figures as printed: what corrections made is left out.
    pub(super) fn printed(&self) -> impl Iterator<Item = &Figure> {
        self.readings.iter().flat_map(figures_of).filter(|figure| figure.correction.is_none())
    }

    /// The correction of a printed figure, where one was made.
    pub(super) fn correction_of(&self, printed: &Figure) -> Option<&Figure> {
        let (place, within) = self.corrections.get(&printed.origin.cell)?;
        figures_of(self.readings.get(*place)?).nth(*within)
    }
}

/// The preferred figure of a reading and those behind it.
pub(super) fn figures_of(reading: &Reading) -> impl Iterator<Item = &Figure> {
    std::iter::once(&reading.figure).chain(&reading.behind)
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
