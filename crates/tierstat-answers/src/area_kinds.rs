//! A table of areas by kinds at one period: the types or the tiers of what is counted, in each area that lies in an area.

use crate::error::AnswerError;
use crate::selection::Selection;
use crate::series::{LedgerSeries, series, types_of};
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    AreaCode, Breakdown, CodeLists, FigureLookup, IndicatorId, Language, Localized, Period, Reading, Status,
    TierId,
};
use tierstat_stats::comparability::comparability;
use tierstat_stats::panel::joins_types;
use tierstat_words as words;

/// The kinds that what is counted in an area falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinds {
    /// The indicators that are parts of the indicator.
    Types,
    /// The tiers.
    Tiers,
}

impl Kinds {
    /// What a kind is called.
    #[must_use]
    pub fn name(self, (indicator, tier): &Kind, lists: &CodeLists, language: Language) -> String {
        match self {
            Self::Types => words::indicator_name(lists, indicator, language),
            Self::Tiers => words::tier_name(lists, tier, language),
        }
    }

    /// The id of a kind.
    #[must_use]
    pub fn id(self, (indicator, tier): &Kind) -> String {
        match self {
            Self::Types => indicator.0.clone(),
            Self::Tiers => tier.0.clone(),
        }
    }
}

/// What a kind is: one of the types or one of the tiers.
pub type Kind = (IndicatorId, TierId);

/// The series of all areas and kinds.
#[derive(Debug)]
pub struct AreaKinds {
    /// The area that the areas lie in.
    pub area: AreaCode,
    kinds_are: Kinds,
    areas: Vec<AreaCode>,
    kinds: Vec<Kind>,
    readings: BTreeMap<(AreaCode, Kind), Vec<Reading>>,
    /// The types that join no sum, by name.
    apart: Localized,
}

/// The numbers at one period.
#[derive(Debug, Clone, Default)]
pub struct AreaKindTable {
    /// The areas, in order of the list.
    pub areas: Vec<AreaCode>,
    /// The kinds, in order of the lists.
    pub kinds: Vec<Kind>,
    /// A row for each area, a number for each kind.
    pub values: Vec<Vec<f64>>,
    /// Areas that are left out, with the reason.
    pub left_out: Vec<(AreaCode, Localized)>,
    /// How many cells count nothing because, as their source says, nothing can be there.
    pub cannot_exist: usize,
    /// The types that are no columns, by name: each lies in another one, or may.
    pub apart: Localized,
}

/// One cell as the ledger knows it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Cell {
    Number(f64),
    CannotExist,
    Bounded,
    Unknown,
}

impl AreaKinds {
    /// The series of the areas in an area, kind by kind.
    pub fn of(
        lookup: &dyn FigureLookup,
        lists: &CodeLists,
        selection: &Selection,
        kinds_are: Kinds,
        (indicator, area): (IndicatorId, AreaCode),
    ) -> Result<Self, AnswerError> {
        let inside = lists.areas.all().iter().filter(|inner| inner.parent.as_ref() == Some(&area));
        let mut areas: Vec<AreaCode> = inside.map(|inner| inner.code.clone()).collect();
        areas.dedup();
        let asked = &selection.tiers;
        let total = lists.tiers.total().map(|tier| tier.id.clone());
        let (mut indicators, mut apart) = (vec![indicator.clone()], Vec::new());
        if kinds_are == Kinds::Types {
            // Shares are of a sum, which a type that lies in another one joins no more than one that may.
            let types = types_of(lists, &indicator)?.into_iter().map(|part| part.id.clone());
            let joins = |part: &IndicatorId| joins_types(lists, &indicator, part, &Breakdown::whole());
            (indicators, apart) = types.partition(joins);
        }
        if indicators.is_empty() && !apart.is_empty() {
            return Err(AnswerError::question(
                Localized::new(
                    format!("指标 {indicator} 的类型不能相加：其维度未写 exclusive，或各类在其他类之内"),
                    format!(
                        "the indicator {indicator} has no types that add up: its dimension is not `exclusive`, or each lies in another one"
                    ),
                ),
                Localized::new(
                    "若各类不重叠，在 dimensions/ 中写明 exclusive；或按层级：tier",
                    "if nothing is counted in two of them, write `exclusive` in dimensions/; or take the tiers: tier",
                ),
            ));
        }
        if indicators.is_empty() {
            let name = indicator.to_string();
            return Err(AnswerError::Question {
                message: Localized::new(
                    format!("指标 {name} 没有组成指标"),
                    format!("the indicator {name} has no parts"),
                ),
                hint: Localized::new(
                    "换一个指标：其他指标写明是它的 part-of，或 `is` 它并限于一类；或按层级：tier",
                    "choose an indicator that others are `part-of`, or `is` limited to a member; or take the tiers: tier",
                ),
            });
        }
        let wanted = |found: &LedgerSeries| match (kinds_are, asked.is_empty()) {
            (_, false) => asked.contains(&found.tier),
            (Kinds::Types, true) => total.as_ref() == Some(&found.tier),
            (Kinds::Tiers, true) => total.as_ref() != Some(&found.tier),
        };
        let mut readings = BTreeMap::new();
        let mut known = BTreeSet::new();
        for found in series(lookup, selection, &indicators, &areas)?.into_iter().filter(wanted) {
            let kind = (found.indicator, found.tier);
            known.insert(kind.clone());
            readings.insert((found.area, kind), found.readings);
        }
        // A kind is in the table where any area has a number of it; its order is that of the lists.
        let tiers = lists.tiers.tiers.iter();
        let mut tiers: Vec<_> = tiers.map(|tier| (tier.rank, tier.id.clone())).collect();
        tiers.sort();
        let all = indicators
            .iter()
            .flat_map(|indicator| tiers.iter().map(move |(_, tier)| (indicator.clone(), tier.clone())));
        let kinds: Vec<Kind> = all.filter(|kind| known.contains(kind)).collect();
        // Cells without any number stand in no series; what their source says of them still counts.
        if let Some(missing) = missing(lookup, selection, &kinds, &areas)? {
            for reading in missing {
                let kind = (reading.key.indicator.clone(), reading.key.tier.clone());
                let key = (reading.key.area.clone(), kind);
                if kinds.contains(&key.1) {
                    let known: &mut Vec<Reading> = readings.entry(key).or_default();
                    if !known.iter().any(|other| other.key == reading.key) {
                        known.push(reading);
                    }
                }
            }
        }
        let in_language = |language| {
            let names = apart.iter().map(|part| words::indicator_name(lists, part, language));
            names.collect::<Vec<_>>().join(if language == Language::Chinese { "、" } else { ", " })
        };
        let apart = Localized::new(in_language(Language::Chinese), in_language(Language::English));
        Ok(Self { area, kinds_are, areas, kinds, readings, apart })
    }

    /// The periods at which two areas or more have a number, in order.
    pub fn periods(&self) -> Vec<Period> {
        let mut areas: BTreeMap<Period, BTreeSet<&AreaCode>> = BTreeMap::new();
        for ((area, _), readings) in &self.readings {
            for reading in readings.iter().filter(|reading| reading.figure.quantity.bounds.is_some()) {
                areas.entry(reading.key.period).or_default().insert(area);
            }
        }
        areas.into_iter().filter(|(_, areas)| areas.len() > 1).map(|(period, _)| period).collect()
    }

    fn cell(&self, area: &AreaCode, kind: &Kind, period: Period) -> Cell {
        let readings = self.readings.get(&(area.clone(), kind.clone()));
        let found =
            readings.into_iter().flatten().find(|reading| reading.key.period.last_day() == period.last_day());
        let Some(figure) = found.map(|reading| &reading.figure) else { return Cell::Unknown };
        match (figure.quantity.value, figure.quantity.bounds, figure.status) {
            (Some(value), ..) => Cell::Number(value),
            (None, Some(bounds), _) => bounds.as_point().map_or(Cell::Bounded, Cell::Number),
            (None, None, Status::M) => Cell::CannotExist,
            (None, None, _) => Cell::Unknown,
        }
    }

    /// The tables at several periods over the same areas and kinds: the areas that have all numbers at each of them.
    ///
    /// A kind of which no area has a number at one of the periods is in none of the tables.
    pub fn tables<const N: usize>(&self, periods: [Period; N], lists: &CodeLists) -> [AreaKindTable; N] {
        let has_number = |kind: &&Kind| {
            periods.iter().all(|period| {
                self.areas.iter().any(|area| matches!(self.cell(area, kind, *period), Cell::Number(_)))
            })
        };
        let kinds: Vec<Kind> = self.kinds.iter().filter(has_number).cloned().collect();
        let mut tables: [AreaKindTable; N] = std::array::from_fn(|_| AreaKindTable {
            kinds: kinds.clone(),
            apart: self.apart.clone(),
            ..AreaKindTable::default()
        });
        for area in self.areas.iter().filter(|area| self.readings.keys().any(|(known, _)| known == *area)) {
            let rows = periods.map(|period| -> Vec<Cell> {
                kinds.iter().map(|kind| self.cell(area, kind, period)).collect()
            });
            let name = |place: usize| {
                let kind = kinds.get(place % kinds.len().max(1));
                let said = |language| {
                    kind.map_or_else(String::new, |kind| self.kinds_are.name(kind, lists, language))
                };
                Localized::new(said(Language::Chinese), said(Language::English))
            };
            let is_gap = |cell: &Cell| matches!(cell, Cell::Unknown | Cell::Bounded);
            let gap = rows.iter().flatten().enumerate().find(|(_, cell)| is_gap(cell));
            let sums = rows.iter().map(|row| row.iter().map(number).sum::<f64>());
            let broken = kinds.iter().find_map(|kind| {
                let readings = self.readings.get(&(area.clone(), kind.clone()))?;
                comparability(readings, *periods.first()?, *periods.last()?).note()
            });
            let reason = match gap {
                None if broken.is_some() => broken,
                Some((place, Cell::Bounded)) => {
                    let name = name(place);
                    Some(Localized::new(
                        format!("{}只知界限", name.zh),
                        format!("{} is known within bounds only", name.en),
                    ))
                }
                Some((place, _)) => {
                    let name = name(place);
                    Some(Localized::new(
                        format!("{}没有数", name.zh),
                        format!("there is no number of {}", name.en),
                    ))
                }
                None if sums.into_iter().any(|sum| sum <= 0.0) => Some(Localized::new(
                    "一个也没有，无从算比重",
                    "it has none at all, so that there are no shares",
                )),
                None => None,
            };
            for (table, row) in tables.iter_mut().zip(&rows) {
                if let Some(reason) = &reason {
                    table.left_out.push((area.clone(), reason.clone()));
                    continue;
                }
                table.areas.push(area.clone());
                table.cannot_exist += row.iter().filter(|cell| **cell == Cell::CannotExist).count();
                table.values.push(row.iter().map(number).collect());
            }
        }
        tables
    }
}

impl AreaKindTable {
    /// What must be known of it beside the numbers.
    pub fn remarks(&self) -> Vec<Localized> {
        let cells = self.cannot_exist;
        let remark = Localized::new(
            format!("来源注明不可能有数的 {cells} 格按没有计"),
            format!("{cells} cells of which the source says that nothing can be there count as none"),
        );
        let Localized { zh, en } = &self.apart;
        let apart = Localized::new(
            format!("{zh}：与其他类型重叠，或可能重叠，不在表中"),
            format!("not in the table, as each lies in another type, or may: {en}"),
        );
        let told = [(cells > 0, remark), (!en.is_empty(), apart)];
        told.into_iter().filter(|(is_told, _)| *is_told).map(|(_, remark)| remark).collect()
    }

    /// The areas that are left out, by name.
    pub fn left_out(&self, lists: &CodeLists, language: Language) -> Vec<(String, Localized)> {
        let named = |(area, reason): &(AreaCode, Localized)| {
            (words::area_name(lists, area, language), reason.clone())
        };
        self.left_out.iter().map(named).collect()
    }
}

/// The number of a cell; where nothing can be there, there is none.
fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Number(value) => *value,
        Cell::CannotExist | Cell::Bounded | Cell::Unknown => 0.0,
    }
}

/// The readings without a number, of series that have none at all.
fn missing(
    lookup: &dyn FigureLookup,
    selection: &Selection,
    kinds: &[Kind],
    areas: &[AreaCode],
) -> Result<Option<Vec<Reading>>, AnswerError> {
    if kinds.is_empty() || areas.is_empty() {
        return Ok(None);
    }
    let query = tierstat_model::FigureQuery {
        indicators: kinds.iter().map(|(indicator, _)| indicator.clone()).collect(),
        tiers: kinds.iter().map(|(_, tier)| tier.clone()).collect(),
        areas: areas.to_vec(),
        known_on: selection.known_on,
        ..tierstat_model::FigureQuery::of_wholes()
    };
    let readings = lookup.readings(&query)?;
    Ok(Some(readings.into_iter().filter(|reading| reading.figure.quantity.bounds.is_none()).collect()))
}
