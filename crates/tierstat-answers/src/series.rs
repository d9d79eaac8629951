//! The series of the ledger that a statistic is about: each with its readings in order of time.

use crate::error::AnswerError;
use crate::selection::{Members, Selection};
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    AreaCode, Breakdown, CodeLists, DimensionId, FigureLookup, FigureQuery, Indicator, IndicatorId, Language,
    Localized, Period, Reading, TierId,
};
use tierstat_stats::comparability::comparability;
use tierstat_stats::known_number::SeriesId;
use tierstat_stats::panel::{self, default_tiers};
use tierstat_words as words;

/// One series of the ledger.
#[derive(Debug, Clone)]
pub struct LedgerSeries {
    /// What is counted.
    pub indicator: IndicatorId,
    /// Where.
    pub area: AreaCode,
    /// Of which tier.
    pub tier: TierId,
    /// Which part of what is counted, with what the indicator is limited to where it stands for a member.
    pub breakdown: Breakdown,
    /// One for each period, from the first to the latest; also those without a number.
    pub readings: Vec<Reading>,
}

impl LedgerSeries {
    fn of((series, readings): (SeriesId, Vec<Reading>)) -> Self {
        let SeriesId { indicator, tier, area, breakdown } = series;
        Self { indicator, area, tier, breakdown, readings }
    }

    /// Which series it is.
    #[must_use]
    pub fn id(&self) -> SeriesId {
        SeriesId {
            indicator: self.indicator.clone(),
            tier: self.tier.clone(),
            area: self.area.clone(),
            breakdown: self.breakdown.clone(),
        }
    }

    /// Indicator, area and tier by name.
    #[must_use]
    pub fn names(&self, lists: &CodeLists, language: Language) -> [String; 3] {
        names_of(&self.id(), lists, language)
    }
}

/// Indicator, area and tier of a series by name; the indicator with the part of it.
#[must_use]
pub fn names_of(series: &SeriesId, lists: &CodeLists, language: Language) -> [String; 3] {
    [
        words::part_of_indicator(lists, &series.indicator, &series.breakdown, language),
        words::area_name(lists, &series.area, language),
        words::tier_name(lists, &series.tier, language),
    ]
}

/// A whole with the series that are its members.
#[derive(Debug, Clone)]
pub struct SeriesGroup {
    /// What the members add up to, as it is printed; `None` where no source prints it.
    pub whole: Option<LedgerSeries>,
    /// The members, in the order of the lists.
    pub members: Vec<LedgerSeries>,
    /// Types that join no sum: each lies in another one, or may.
    pub apart: Vec<LedgerSeries>,
    /// What members of a dimension are of, or types, which they do not say themselves.
    pub of: Option<SeriesId>,
}

impl SeriesGroup {
    /// What the members are of, by name: the whole, also where no source prints its number.
    #[must_use]
    pub fn names(&self, members: Members, lists: &CodeLists, language: Language) -> Option<[String; 3]> {
        Some(names_of(&self.whole_id(members, lists)?, lists, language))
    }

    /// What the members are of, also where no source prints its number.
    #[must_use]
    pub fn whole_id(&self, members: Members, lists: &CodeLists) -> Option<SeriesId> {
        if let Some(whole) = &self.whole {
            return Some(whole.id());
        }
        if self.of.is_some() {
            return self.of.clone();
        }
        let mut whole = self.members.first()?.id();
        match members {
            Members::Areas => {
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
            Members::Types | Members::Dimension => {}
            Members::Tiers => {
                whole.tier = lists.tiers.total().map_or(whole.tier, |total| total.id.clone());
            }
        }
        Some(whole)
    }

    /// Takes out the members whose series breaks between two periods, by area, with the reason.
    pub fn take_broken(&mut self, [from, to]: [Period; 2]) -> Vec<(AreaCode, Localized)> {
        let mut broken = Vec::new();
        self.members.retain(|series| {
            let note = comparability(&series.readings, from, to).note();
            let is_whole = note.is_none();
            broken.extend(note.map(|note| (series.area.clone(), note)));
            is_whole
        });
        broken
    }
}

/// The groups that a selection names: one for each indicator and area (and tier, where the tiers are not the members).
///
/// # Errors
/// Where the figures cannot be looked up.
pub fn groups(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    by: Members,
) -> Result<Vec<SeriesGroup>, AnswerError> {
    let asked = selection.tiers.clone();
    let total = lists.tiers.total().map(|tier| tier.id.clone());
    let mut groups = Vec::new();
    for indicator in &selection.indicators {
        for area in &selection.areas {
            if by == Members::Tiers {
                let found =
                    series(lookup, selection, std::slice::from_ref(indicator), std::slice::from_ref(area))?;
                groups.push(by_tier(lists, found, &asked, total.as_ref()));
                continue;
            }
            if let (Members::Dimension, Some(dimension)) = (by, &selection.by) {
                groups.extend(by_dimension(lookup, lists, selection, (indicator, area), dimension)?);
                continue;
            }
            let (member_indicators, member_areas): (Vec<IndicatorId>, Vec<AreaCode>) = if by == Members::Areas
            {
                let inside = lists.areas.all().iter().filter(|inner| inner.parent.as_ref() == Some(area));
                (vec![indicator.clone()], inside.map(|inner| inner.code.clone()).collect())
            } else {
                let parts = types_of(lists, indicator)?;
                (parts.into_iter().map(|part| part.id.clone()).collect(), vec![area.clone()])
            };
            let whole =
                series(lookup, selection, std::slice::from_ref(indicator), std::slice::from_ref(area))?;
            let mut members = series(lookup, selection, &member_indicators, &member_areas)?;
            let mut apart = Vec::new();
            if by == Members::Types {
                members.extend(unnamed_types(lookup, lists, selection, (indicator, area))?);
                (members, apart) = members.into_iter().partition(|series| {
                    panel::joins_types(lists, indicator, &series.indicator, &series.breakdown)
                });
            }
            let tiers = if asked.is_empty() { total.iter().cloned().collect() } else { asked.clone() };
            for tier in tiers {
                let of_tier = |series: &&LedgerSeries| series.tier == tier;
                let members: Vec<LedgerSeries> = members.iter().filter(of_tier).cloned().collect();
                let of = (by == Members::Types && !members.is_empty()).then(|| SeriesId {
                    indicator: indicator.clone(),
                    tier: tier.clone(),
                    area: area.clone(),
                    breakdown: selection.breakdown.clone(),
                });
                groups.push(SeriesGroup {
                    whole: whole.iter().find(of_tier).cloned(),
                    apart: apart.iter().filter(of_tier).cloned().collect(),
                    members,
                    of,
                });
            }
        }
    }
    Ok(groups)
}

/// The groups whose members lie one level further down: in the areas that lie in the area.
///
/// # Errors
/// Where the figures cannot be looked up.
pub fn groups_one_further_down(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
) -> Result<Vec<SeriesGroup>, AnswerError> {
    let asked = selection.tiers.clone();
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
    for indicator in &selection.indicators {
        for area in &selection.areas {
            let inner: Vec<AreaCode> = inside(area).iter().flat_map(inside).collect();
            let indicator = std::slice::from_ref(indicator);
            let whole = series(lookup, selection, indicator, std::slice::from_ref(area))?;
            let members = series(lookup, selection, indicator, &inner)?;
            for tier in &tiers {
                let of_tier = |series: &&LedgerSeries| series.tier == *tier;
                groups.push(SeriesGroup {
                    whole: whole.iter().find(of_tier).cloned(),
                    members: members.iter().filter(of_tier).cloned().collect(),
                    apart: Vec::new(),
                    of: None,
                });
            }
        }
    }
    Ok(groups)
}

/// The members of a dimension, tier by tier.
fn by_dimension(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    (indicator, area): (&IndicatorId, &AreaCode),
    dimension: &DimensionId,
) -> Result<Vec<SeriesGroup>, AnswerError> {
    let wholes = series(lookup, selection, std::slice::from_ref(indicator), std::slice::from_ref(area))?;
    let of_tier = |tier: TierId| -> Result<SeriesGroup, AnswerError> {
        let breakdown = selection.breakdown.clone();
        let of = SeriesId { indicator: indicator.clone(), tier, area: area.clone(), breakdown };
        let tiers = std::slice::from_ref(&of.tier);
        let members = panel::member_series(lookup, lists, &of, dimension, tiers, selection.known_on)?;
        let whole = wholes.iter().find(|whole| whole.tier == of.tier).cloned();
        let members = members.into_iter().map(LedgerSeries::of).collect();
        Ok(SeriesGroup { whole, members, apart: Vec::new(), of: Some(of) })
    };
    selection.tiers_or_total(lists).into_iter().map(of_tier).collect()
}

/// The indicators that are types of an indicator.
///
/// # Errors
/// [`AnswerError::Question`] where they are members of several dimensions, each of which is one way to count all.
pub(crate) fn types_of<'a>(
    lists: &'a CodeLists,
    indicator: &IndicatorId,
) -> Result<Vec<&'a Indicator>, AnswerError> {
    let types = lists.types_of(indicator);
    let limited = lists.indicators.limited(indicator).into_iter();
    let dimensions: BTreeSet<&str> = limited.map(|(_, limit)| limit.dimension.0.as_str()).collect();
    if !types.is_empty() || dimensions.is_empty() {
        return Ok(types);
    }
    let dimensions: Vec<&str> = dimensions.into_iter().collect();
    let ways: Vec<String> = dimensions.iter().map(|dimension| format!("--by {dimension}")).collect();
    Err(AnswerError::question(
        Localized::new(
            format!("指标 {indicator} 的类型分属几个维度：{}", dimensions.join("、")),
            format!("the types of {indicator} are members of several dimensions: {}", dimensions.join(", ")),
        ),
        Localized::new(
            format!("写明按哪一个：{}", ways.join("、")),
            format!("say which one is meant: {}", ways.join(", ")),
        ),
    ))
}

/// The types that no indicator stands for, of an indicator whose types are members of a dimension.
fn unnamed_types(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    (indicator, area): (&IndicatorId, &AreaCode),
) -> Result<Vec<LedgerSeries>, AnswerError> {
    let Some(dimension) = lists.dimension_of_types(indicator) else { return Ok(Vec::new()) };
    let breakdown = selection.breakdown.clone();
    let tier = TierId(String::new());
    let of = SeriesId { indicator: indicator.clone(), tier, area: area.clone(), breakdown };
    let members = panel::member_series(lookup, lists, &of, dimension, &[], selection.known_on)?;
    let unnamed = members.into_iter().filter(|(series, _)| series.indicator == *indicator);
    Ok(unnamed.map(LedgerSeries::of).collect())
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
    SeriesGroup { whole, members, apart: Vec::new(), of: None }
}

/// The series that have a number, by indicator, area and tier.
///
/// # Errors
/// Where the figures cannot be looked up.
pub fn series(
    lookup: &dyn FigureLookup,
    selection: &Selection,
    indicators: &[IndicatorId],
    areas: &[AreaCode],
) -> Result<Vec<LedgerSeries>, AnswerError> {
    if indicators.is_empty() || areas.is_empty() {
        return Ok(Vec::new());
    }
    let query = FigureQuery {
        indicators: indicators.to_vec(),
        areas: areas.to_vec(),
        known_on: selection.known_on,
        ..FigureQuery::of(selection.breakdown.clone().into())
    };
    let readings = lookup.readings(&query)?;
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
            LedgerSeries { indicator, area, tier, breakdown: selection.breakdown.clone(), readings }
        })
        .collect())
}

/// The series that a selection names, whether or not a source prints them: the tiers, the areas in an area, or the parts of an indicator.
///
/// # Errors
/// Where the figures cannot be looked up.
pub fn member_series(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    members: Members,
) -> Result<Vec<SeriesId>, AnswerError> {
    let mut found = Vec::new();
    for indicator in &selection.indicators {
        for area in &selection.areas {
            let (indicators, areas): (Vec<IndicatorId>, Vec<AreaCode>) = match members {
                // Members of a dimension are known by their figures alone.
                Members::Tiers | Members::Dimension => (vec![indicator.clone()], vec![area.clone()]),
                Members::Areas => {
                    let inside = lists.areas.all().iter().filter(|inner| inner.parent.as_ref() == Some(area));
                    let mut inside: Vec<AreaCode> = inside.map(|inner| inner.code.clone()).collect();
                    inside.dedup();
                    (vec![indicator.clone()], inside)
                }
                Members::Types => {
                    let parts = types_of(lists, indicator)?;
                    (parts.into_iter().map(|part| part.id.clone()).collect(), vec![area.clone()])
                }
            };
            let tiers = match members {
                Members::Tiers if selection.tiers.is_empty() => {
                    default_tiers(lookup, lists, indicator, area, &selection.breakdown, selection.known_on)?
                }
                _ => selection.tiers_or_total(lists),
            };
            for (indicator, area) in
                indicators.iter().flat_map(|one| areas.iter().map(move |area| (one, area)))
            {
                found.extend(tiers.iter().map(|tier| SeriesId {
                    indicator: indicator.clone(),
                    tier: tier.clone(),
                    area: area.clone(),
                    breakdown: selection.breakdown.clone(),
                }));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area_kinds::{AreaKinds, Kinds};
    use crate::growth::by_member;
    use crate::testing::{limit, limited, lists_by_size, readings, selection};
    use tierstat_stats::growth_by::Membership;

    #[test]
    fn types_are_one_partition() {
        // Clubs fall into chess and ball by `part-of`, and into large and small by `is`.
        let mut lines = Vec::new();
        for (year, [chess, ball, large, small]) in [(2014, [4, 6, 3, 7]), (2015, [5, 7, 4, 8])] {
            for area in 0..3 {
                lines.extend([
                    format!("clubs|all|{area}|{year}|{}", chess + ball),
                    format!("chess-clubs|all|{area}|{year}|{chess}"),
                    format!("ball-clubs|all|{area}|{year}|{ball}"),
                    format!("large-clubs|all|{area}|{year}|{large}"),
                    format!("clubs[size=small]|all|{area}|{year}|{small}"),
                ]);
            }
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let (ledger, lists, clubs) = (readings(&lines), lists_by_size(), selection("clubs"));
        let rows = by_member(&ledger, &lists, &clubs, &Membership::Types, None, None).unwrap();
        let to = |row: &crate::growth::GrowthRow| row.growth.to.as_ref().map(|to| to.bounds.to_string());
        let named: Vec<String> = rows
            .iter()
            .map(|row| format!("{} {} {:?}", row.series.indicator, row.series.breakdown, to(row)))
            .collect();
        assert_eq!(rows.len(), 4, "{named:#?}");
        assert!(
            rows[2].growth.to.as_ref().is_some_and(|to| to.bounds.as_point() == Some(12.0)),
            "{named:#?}"
        );
        let of = |lists: &CodeLists| -> Vec<String> {
            let groups = groups(&ledger, lists, &clubs, Members::Types).unwrap();
            groups[0]
                .members
                .iter()
                .map(|member| format!("{} {}", member.indicator, member.breakdown))
                .collect()
        };
        assert_eq!(of(&lists), ["large-clubs ", "clubs size=small"]);
        let area = tierstat_model::AreaCode("0".into());
        let kinds = AreaKinds::of(&ledger, &lists, &clubs, Kinds::Types, (clubs.indicators[0].clone(), area));
        let [table] = kinds.unwrap().tables(["2015".parse().unwrap()], &lists);
        let ids: Vec<String> = table.kinds.iter().map(|kind| Kinds::Types.id(kind)).collect();
        assert_eq!(ids, ["large-clubs", "size=small"], "also the type that no indicator stands for");
        assert_eq!(table.lacks(), None);
        // What no area has a number of is said: the shares are of the others alone.
        let large: Vec<&str> = lines.iter().copied().filter(|line| !line.starts_with("clubs[")).collect();
        let area = tierstat_model::AreaCode("0".into());
        let id = clubs.indicators[0].clone();
        let kinds = AreaKinds::of(&readings(&large), &lists, &clubs, Kinds::Types, (id, area)).unwrap();
        let [table] = kinds.tables(["2015".parse().unwrap()], &lists);
        let lacks = table.lacks().unwrap();
        assert!(lacks.en.contains("number of size=small") && lacks.zh.contains("size=small"), "{lacks:?}");
        // Nor are two dimensions one.
        let mut crossed = lists.clone();
        let female = limited(&crossed, "womens-clubs", limit("clubs", "sex", "female"));
        crossed.indicators.indicators.push(female);
        assert_eq!(of(&crossed), ["ball-clubs ", "chess-clubs "]);
        crossed.indicators.indicators.retain(|indicator| indicator.part_of.is_none());
        let refused = groups(&ledger, &crossed, &clubs, Members::Types);
        let Err(AnswerError::Question { hint, .. }) = refused else { panic!("{refused:?}") };
        assert_eq!(hint.en, "say which one is meant: --by sex, --by size");
        assert!(by_member(&ledger, &crossed, &clubs, &Membership::Types, None, None).is_err());
        // Where no indicator is limited to a member, the declared parts are the types.
        assert_eq!(of(&crate::testing::lists()), ["ball-clubs ", "chess-clubs "]);
    }
}
