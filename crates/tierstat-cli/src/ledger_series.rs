//! The series of the ledger that a statistic is about: each with its readings in order of time.

use crate::args::{By, SelectionArguments};
use crate::commands::growth::{areas, indicators};
use crate::exit::Failure;
use crate::names;
use std::collections::BTreeMap;
use tierstat_model::{
    AreaCode, CodeLists, FigureLookup, FigureQuery, IndicatorId, Language, Localized, Period, Reading, TierId,
};
use tierstat_stats::comparability::comparability;
use tierstat_words as words;

/// One series of the ledger.
#[derive(Debug, Clone)]
pub(crate) struct LedgerSeries {
    pub(crate) indicator: IndicatorId,
    pub(crate) area: AreaCode,
    pub(crate) tier: TierId,
    /// One for each period, from the first to the latest; also those without a number.
    pub(crate) readings: Vec<Reading>,
}

impl LedgerSeries {
    /// Indicator, area and tier by name.
    pub(crate) fn names(&self, lists: &CodeLists, language: Language) -> [String; 3] {
        [
            words::indicator_name(lists, &self.indicator, language),
            words::area_name(lists, &self.area, language),
            words::tier_name(lists, &self.tier, language),
        ]
    }
}

/// A whole with the series that are its members.
#[derive(Debug, Clone)]
pub(crate) struct SeriesGroup {
    /// What the members add up to, as it is printed; `None` where no source prints it.
    pub(crate) whole: Option<LedgerSeries>,
    /// The members, in the order of the lists.
    pub(crate) members: Vec<LedgerSeries>,
}

impl SeriesGroup {
    /// What the members are of, by name: the whole, also where no source prints its number.
    pub(crate) fn names(&self, by: By, lists: &CodeLists, language: Language) -> Option<[String; 3]> {
        if let Some(whole) = &self.whole {
            return Some(whole.names(lists, language));
        }
        let mut whole = self.members.first()?.clone();
        match by {
            By::Area => {
                // Members may lie more than one level down: their first common area.
                let lies_around = |outer: &AreaCode| {
                    self.members.iter().all(|member| lists.areas.lies_in(&member.area, outer))
                };
                let mut outer = lists.areas.get(&whole.area).and_then(|area| area.parent.clone());
                for _ in 0..lists.tiers.tiers.len() {
                    let Some(code) = outer.take() else { break };
                    if lies_around(&code) {
                        whole.area = code;
                        break;
                    }
                    outer = lists.areas.get(&code).and_then(|area| area.parent.clone());
                }
            }
            By::Type => {
                let part_of = lists.indicators.get(&whole.indicator).and_then(|part| part.part_of.clone());
                whole.indicator = part_of.unwrap_or(whole.indicator);
            }
            By::Tier => {
                whole.tier = lists.tiers.total().map_or(whole.tier, |total| total.id.clone());
            }
        }
        Some(whole.names(lists, language))
    }

    /// Takes out the members whose series breaks between two periods, by area, with the reason.
    pub(crate) fn take_broken(
        &mut self,
        [from, to]: [Period; 2],
        lists: &CodeLists,
        language: Language,
    ) -> Vec<(String, Localized)> {
        let mut broken = Vec::new();
        self.members.retain(|series| {
            let note = comparability(&series.readings, from, to).note();
            let is_whole = note.is_none();
            broken.extend(note.map(|note| (words::area_name(lists, &series.area, language), note)));
            is_whole
        });
        broken
    }
}

/// The groups that a selection names: one for each indicator and area (and tier, where the tiers are not the members).
pub(crate) fn groups(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &SelectionArguments,
    by: By,
) -> Result<Vec<SeriesGroup>, Failure> {
    let asked: Vec<TierId> =
        selection.tier.iter().map(|text| names::tier(lists, text)).collect::<Result<_, _>>()?;
    let total = lists.tiers.total().map(|tier| tier.id.clone());
    let mut groups = Vec::new();
    for indicator in indicators(lists, &selection.indicator)? {
        for area in areas(lists, &selection.area)? {
            if by == By::Tier {
                let found =
                    series(lookup, selection, std::slice::from_ref(&indicator), std::slice::from_ref(&area))?;
                groups.push(by_tier(lists, found, &asked, total.as_ref()));
                continue;
            }
            let (member_indicators, member_areas): (Vec<IndicatorId>, Vec<AreaCode>) = if by == By::Area {
                let inside = lists.areas.all().iter().filter(|inner| inner.parent.as_ref() == Some(&area));
                (vec![indicator.clone()], inside.map(|inner| inner.code.clone()).collect())
            } else {
                let parts = lists.indicators.parts_of(&indicator);
                (parts.into_iter().map(|part| part.id.clone()).collect(), vec![area.clone()])
            };
            let whole =
                series(lookup, selection, std::slice::from_ref(&indicator), std::slice::from_ref(&area))?;
            let members = series(lookup, selection, &member_indicators, &member_areas)?;
            let tiers = if asked.is_empty() { total.iter().cloned().collect() } else { asked.clone() };
            for tier in tiers {
                let of_tier = |series: &&LedgerSeries| series.tier == tier;
                groups.push(SeriesGroup {
                    whole: whole.iter().find(of_tier).cloned(),
                    members: members.iter().filter(of_tier).cloned().collect(),
                });
            }
        }
    }
    Ok(groups)
}

/// The groups whose members lie one level further down: in the areas that lie in the area.
pub(crate) fn groups_one_further_down(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &SelectionArguments,
) -> Result<Vec<SeriesGroup>, Failure> {
    let asked: Vec<TierId> =
        selection.tier.iter().map(|text| names::tier(lists, text)).collect::<Result<_, _>>()?;
    let tiers = if asked.is_empty() {
        lists.tiers.total().map(|tier| tier.id.clone()).into_iter().collect()
    } else {
        asked
    };
    let inside = |outer: &AreaCode| -> Vec<AreaCode> {
        let inner = lists.areas.all().iter().filter(|inner| inner.parent.as_ref() == Some(outer));
        inner.map(|inner| inner.code.clone()).collect()
    };
    let mut groups = Vec::new();
    for indicator in indicators(lists, &selection.indicator)? {
        for area in areas(lists, &selection.area)? {
            let inner: Vec<AreaCode> = inside(&area).iter().flat_map(inside).collect();
            let indicator = std::slice::from_ref(&indicator);
            let whole = series(lookup, selection, indicator, std::slice::from_ref(&area))?;
            let members = series(lookup, selection, indicator, &inner)?;
            for tier in &tiers {
                let of_tier = |series: &&LedgerSeries| series.tier == *tier;
                groups.push(SeriesGroup {
                    whole: whole.iter().find(of_tier).cloned(),
                    members: members.iter().filter(of_tier).cloned().collect(),
                });
            }
        }
    }
    Ok(groups)
}

fn by_tier(
    lists: &CodeLists,
    mut found: Vec<LedgerSeries>,
    asked: &[TierId],
    total: Option<&TierId>,
) -> SeriesGroup {
    let rank = |tier: &TierId| lists.tiers.get(tier).map_or(u8::MAX, |tier| tier.rank);
    found.sort_by_key(|series| rank(&series.tier));
    let (whole, mut members): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|series| Some(&series.tier) == total);
    members.retain(|series| asked.is_empty() || asked.contains(&series.tier));
    let mut whole = whole.into_iter().next();
    let total_is_asked = total.is_some_and(|total| asked.contains(total));
    if members.is_empty() || (total_is_asked && asked.len() == 1) {
        // Nothing but the total is there or asked for: it stands for itself.
        members = whole.take().into_iter().collect();
    }
    SeriesGroup { whole, members }
}

/// The series that have a number, by indicator, area and tier.
pub(crate) fn series(
    lookup: &dyn FigureLookup,
    selection: &SelectionArguments,
    indicators: &[IndicatorId],
    areas: &[AreaCode],
) -> Result<Vec<LedgerSeries>, Failure> {
    if indicators.is_empty() || areas.is_empty() {
        return Ok(Vec::new());
    }
    let query = FigureQuery {
        indicators: indicators.to_vec(),
        areas: areas.to_vec(),
        known_on: selection.known_on,
        ..FigureQuery::default()
    };
    let readings = lookup.readings(&query).map_err(tierstat_stats::StatsError::from)?;
    let mut found: BTreeMap<(IndicatorId, AreaCode, TierId), Vec<Reading>> = BTreeMap::new();
    for reading in readings {
        let key = &reading.key;
        let key = (key.indicator.clone(), key.area.clone(), key.tier.clone());
        found.entry(key).or_default().push(reading);
    }
    Ok(found
        .into_iter()
        .filter(|(_, readings)| readings.iter().any(|reading| reading.figure.quantity.bounds.is_some()))
        .map(|((indicator, area, tier), mut readings)| {
            readings.sort_by_key(|reading| reading.key.period);
            LedgerSeries { indicator, area, tier, readings }
        })
        .collect())
}
