//! All that the ledger knew on a day: read once, and found again by indicator and area.

use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{
    AreaCode, Figure, FigureId, FigureLookup, FigureQuery, IndicatorId, LookupError, Reading,
};

/// The readings of a day with an index of theirs.
pub(super) struct KnownFigures<'a> {
    lookup: &'a dyn FigureLookup,
    known_on: Option<Date>,
    readings: Vec<Reading>,
    /// The places of the readings of an indicator in an area, in order.
    places: BTreeMap<IndicatorId, BTreeMap<AreaCode, Vec<usize>>>,
    /// The reading that a figure stands in, before or behind others.
    figures: BTreeMap<FigureId, usize>,
}

impl<'a> KnownFigures<'a> {
    /// Reads all that was known on a day.
    pub(super) fn on(lookup: &'a dyn FigureLookup, known_on: Option<Date>) -> Result<Self, LookupError> {
        let readings = lookup.readings(&FigureQuery { known_on, ..FigureQuery::of_all() })?;
        let mut places: BTreeMap<IndicatorId, BTreeMap<AreaCode, Vec<usize>>> = BTreeMap::new();
        let mut figures = BTreeMap::new();
        for (place, reading) in readings.iter().enumerate() {
            let of_indicator = places.entry(reading.key.indicator.clone()).or_default();
            of_indicator.entry(reading.key.area.clone()).or_default().push(place);
            for figure in std::iter::once(&reading.figure).chain(&reading.behind) {
                figures.entry(figure.id.clone()).or_insert(place);
            }
        }
        Ok(Self { lookup, known_on, readings, places, figures })
    }

    /// All readings, ordered by key.
    pub(super) fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// A figure by its id.
    pub(super) fn figure(&self, id: &FigureId) -> Option<&Figure> {
        let reading = self.readings.get(*self.figures.get(id)?)?;
        std::iter::once(&reading.figure).chain(&reading.behind).find(|figure| figure.id == *id)
    }

    /// The readings of an indicator, in one area or in all, of wholes and of parts.
    pub(super) fn of(
        &self,
        indicator: &IndicatorId,
        area: Option<&AreaCode>,
    ) -> impl Iterator<Item = &Reading> {
        let areas = self.places.get(indicator);
        let of_all = areas.filter(|_| area.is_none()).into_iter().flat_map(|areas| areas.values().flatten());
        let of_one = areas
            .zip(area)
            .and_then(|(areas, area)| areas.get(area))
            .into_iter()
            .flat_map(|places| places.iter());
        of_all.chain(of_one).filter_map(|place| self.readings.get(*place))
    }
}

impl FigureLookup for KnownFigures<'_> {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        if query.known_on != self.known_on || query.indicators.is_empty() {
            return self.lookup.readings(query);
        }
        let mut found: Vec<&Reading> = Vec::new();
        for indicator in &query.indicators {
            if query.areas.is_empty() {
                found.extend(self.of(indicator, None));
            }
            for area in &query.areas {
                found.extend(self.of(indicator, Some(area)));
            }
        }
        found.retain(|reading| query.accepts(&reading.figure));
        found.sort_by(|one, other| one.key.cmp(&other.key));
        found.dedup_by(|one, other| one.key == other.key);
        Ok(found.into_iter().cloned().collect())
    }
}
