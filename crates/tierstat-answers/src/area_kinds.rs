//! A table of areas by kinds at one period: the types or the tiers of what is counted, in each area that lies in an area.

use crate::error::AnswerError;
use crate::selection::Selection;
use crate::series::{LedgerSeries, series, types_of};
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    AreaCode, Breakdown, Breakdowns, CodeLists, DimensionId, FigureLookup, FigureQuery, IndicatorId,
    Language, Localized, Period, Reading, Status, TierId,
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
    pub fn name(self, kind: &Kind, lists: &CodeLists, language: Language) -> String {
        match self {
            Self::Types if kind.member.is_whole() => words::indicator_name(lists, &kind.indicator, language),
            Self::Types => words::breakdown_name(lists, &kind.member, language),
            Self::Tiers => words::tier_name(lists, &kind.tier, language),
        }
    }

    /// The id of a kind.
    #[must_use]
    pub fn id(self, kind: &Kind) -> String {
        match self {
            Self::Types if kind.member.is_whole() => kind.indicator.0.clone(),
            Self::Types => kind.member.to_string(),
            Self::Tiers => kind.tier.0.clone(),
        }
    }
}

/// What a kind is: one of the types or one of the tiers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    indicator: IndicatorId,
    tier: TierId,
    /// Of a type that no indicator stands for, which member of the dimension it is.
    member: Breakdown,
}

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
    /// The types that the lists know, whether or not they have a number.
    listed: Vec<Listed>,
}

/// A type that the lists know.
#[derive(Debug)]
struct Listed {
    /// Each way in which it may be kept.
    kept: Vec<(IndicatorId, Breakdown)>,
    name: Localized,
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
    /// The kinds that are no columns, by name, because no area has a number of them.
    pub absent: Vec<Localized>,
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
        let dimension = lists.dimension_of_types(&indicator).filter(|_| kinds_are == Kinds::Types);
        let mut found = series(lookup, selection, &indicators, &areas)?
            .into_iter()
            .map(|found| (found, Breakdown::whole()))
            .collect::<Vec<_>>();
        let mut unnamed_apart: BTreeSet<Breakdown> = BTreeSet::new();
        if let Some(dimension) = dimension {
            for (unnamed, member) in unnamed_types(lookup, selection, &indicator, &areas, dimension)? {
                if joins_types(lists, &indicator, &indicator, &member) {
                    found.push((unnamed, member));
                } else {
                    unnamed_apart.insert(member);
                }
            }
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
        for (found, member) in found.into_iter().filter(|(found, _)| wanted(found)) {
            let kind = Kind { indicator: found.indicator, tier: found.tier, member };
            known.insert(kind.clone());
            readings.insert((found.area, kind), found.readings);
        }
        // A kind is in the table where any area has a number of it; its order is that of the lists.
        let tiers = lists.tiers.tiers.iter();
        let mut tiers: Vec<_> = tiers.map(|tier| (tier.rank, tier.id.clone())).collect();
        tiers.sort();
        let place = |kind: &Kind| {
            let tier = tiers.iter().position(|(_, tier)| *tier == kind.tier);
            let indicator = indicators.iter().position(|indicator| *indicator == kind.indicator);
            (indicator.unwrap_or(indicators.len()), lists.place(&kind.member), tier.unwrap_or(tiers.len()))
        };
        let mut kinds: Vec<Kind> = known.into_iter().collect();
        kinds.sort_by_cached_key(place);
        // Cells without any number stand in no series; what their source says of them still counts.
        if let Some(missing) = missing(lookup, selection, &kinds, &areas)? {
            for reading in missing {
                let of = &reading.key;
                let member =
                    dimension.and_then(|dimension| Some((dimension, of.breakdown.member(dimension)?)));
                let member = member
                    .filter(|_| of.indicator == indicator)
                    .map_or_else(Breakdown::whole, |of| Breakdown::whole().with(of.0.clone(), of.1.clone()));
                let kind = Kind { indicator: of.indicator.clone(), tier: of.tier.clone(), member };
                let key = (of.area.clone(), kind);
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
            let members = unnamed_apart.iter().map(|member| words::breakdown_name(lists, member, language));
            names.chain(members).collect::<Vec<_>>().join(if language == Language::Chinese {
                "、"
            } else {
                ", "
            })
        };
        let apart = Localized::new(in_language(Language::Chinese), in_language(Language::English));
        let listed = match kinds_are {
            Kinds::Types => listed_types(lists, &indicator, &indicators, dimension),
            Kinds::Tiers => Vec::new(),
        };
        Ok(Self { area, kinds_are, areas, kinds, readings, apart, listed })
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

    /// The kinds that stand on a list or have a number at some other period, and none at these: what the shares are of lacks them.
    fn absent(&self, kinds: &[Kind], lists: &CodeLists) -> Vec<Localized> {
        let is_there = |kept: &(IndicatorId, Breakdown)| {
            kinds.iter().any(|kind| kind.indicator == kept.0 && kind.member == kept.1)
        };
        let types = self.listed.iter().filter(|of| !of.kept.iter().any(is_there)).map(|of| of.name.clone());
        let is_listed = |kind: &Kind| {
            let kept = |of: &(IndicatorId, Breakdown)| kind.indicator == of.0 && kind.member == of.1;
            self.listed.iter().any(|of| of.kept.iter().any(kept))
        };
        let others = self.kinds.iter().filter(|kind| !kinds.contains(kind) && !is_listed(kind));
        let name = |kind: &Kind| {
            let said = |language| self.kinds_are.name(kind, lists, language);
            Localized::new(said(Language::Chinese), said(Language::English))
        };
        types.chain(others.map(name)).collect()
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
        let absent = self.absent(&kinds, lists);
        let mut tables: [AreaKindTable; N] = std::array::from_fn(|_| AreaKindTable {
            kinds: kinds.clone(),
            absent: absent.clone(),
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
        self.lacks()
            .into_iter()
            .chain(told.into_iter().filter(|(is_told, _)| *is_told).map(|(_, remark)| remark))
            .collect()
    }

    /// That some kinds have no number, so that the shares are of the others alone.
    pub fn lacks(&self) -> Option<Localized> {
        let names = |pick: fn(&Localized) -> &str, between: &str| {
            self.absent.iter().map(pick).collect::<Vec<_>>().join(between)
        };
        let said = || {
            let (zh, en) = (names(|name| &name.zh, "、"), names(|name| &name.en, ", "));
            Localized::new(
                format!("没有数，不在表中：{zh}；各比重只占其余各类之和"),
                format!("no area has a number of {en}: the shares are of the sum of the others alone"),
            )
        };
        (!self.absent.is_empty() && !self.kinds.is_empty()).then(said)
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

/// The types that the lists know of an indicator: those that join the sum, and the members into which all falls.
fn listed_types(
    lists: &CodeLists,
    whole: &IndicatorId,
    types: &[IndicatorId],
    dimension: Option<&DimensionId>,
) -> Vec<Listed> {
    let indicator_name = |id: &IndicatorId| {
        let said = |language| words::indicator_name(lists, id, language);
        Localized::new(said(Language::Chinese), said(Language::English))
    };
    let named =
        |id: &IndicatorId| Listed { kept: vec![(id.clone(), Breakdown::whole())], name: indicator_name(id) };
    let mut listed: Vec<Listed> = types.iter().map(named).collect();
    let of = dimension.and_then(|id| Some((id, lists.dimensions.get(id)?.parts()?)));
    let Some((dimension, parts)) = of else { return listed };
    let limits = lists.indicators.limited(whole);
    for part in parts.into_iter().filter(|part| limits.iter().all(|(_, limit)| limit.member != part.id)) {
        let member = Breakdown::whole().with(dimension.clone(), part.id.clone());
        let said = |language| words::breakdown_name(lists, &member, language);
        let name = Localized::new(said(Language::Chinese), said(Language::English));
        listed.push(Listed { kept: vec![(whole.clone(), member)], name });
    }
    listed
}

/// The types that no indicator stands for, in some areas: the members of the dimension, each with what it is limited to.
fn unnamed_types(
    lookup: &dyn FigureLookup,
    selection: &Selection,
    indicator: &IndicatorId,
    areas: &[AreaCode],
    dimension: &DimensionId,
) -> Result<Vec<(LedgerSeries, Breakdown)>, AnswerError> {
    if areas.is_empty() {
        return Ok(Vec::new());
    }
    let within = Breakdowns::By { dimension: dimension.clone(), within: selection.breakdown.clone() };
    let query = FigureQuery {
        indicators: vec![indicator.clone()],
        areas: areas.to_vec(),
        known_on: selection.known_on,
        ..FigureQuery::of(within)
    };
    let mut found: BTreeMap<(AreaCode, TierId, Breakdown), Vec<Reading>> = BTreeMap::new();
    for reading in lookup.readings(&query)? {
        let Some(member) = reading.key.breakdown.member(dimension) else { continue };
        let member = Breakdown::whole().with(dimension.clone(), member.clone());
        found.entry((reading.key.area.clone(), reading.key.tier.clone(), member)).or_default().push(reading);
    }
    found.retain(|_, readings| readings.iter().any(|reading| reading.figure.quantity.bounds.is_some()));
    let series = found.into_iter().map(|((area, tier, member), mut readings)| {
        readings.sort_by_key(|reading| reading.key.period);
        let breakdown = selection.breakdown.clone();
        (LedgerSeries { indicator: indicator.clone(), area, tier, breakdown, readings }, member)
    });
    Ok(series.collect())
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
    let members: BTreeSet<&Breakdown> = kinds.iter().map(|kind| &kind.member).collect();
    let mut found = Vec::new();
    for member in members {
        let mut breakdown = selection.breakdown.clone();
        breakdown.fill(member);
        let of_it = || kinds.iter().filter(|kind| kind.member == *member);
        let query = FigureQuery {
            indicators: of_it().map(|kind| kind.indicator.clone()).collect(),
            tiers: of_it().map(|kind| kind.tier.clone()).collect(),
            areas: areas.to_vec(),
            known_on: selection.known_on,
            ..FigureQuery::of(breakdown.into())
        };
        let readings = lookup.readings(&query)?.into_iter();
        found.extend(readings.filter(|reading| reading.figure.quantity.bounds.is_none()));
    }
    Ok(Some(found))
}
