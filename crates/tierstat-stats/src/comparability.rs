//! Whether two numbers of one series may be compared: not across a break, unless something joins its two sides.

use crate::known_number::answers;
use std::collections::BTreeMap;
use tierstat_model::{Bounds, Figure, Localized, Period, Reading, Status};
use tierstat_numerics::breaks::splice_all;

/// How two numbers of a series can be compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Comparability {
    /// As they are: nothing is said to break between them.
    #[default]
    Same,
    /// At the level of the later one: the series breaks, and some periods have an old and a new number.
    Spliced {
        /// The earlier number at the level of the later one.
        level: Bounds,
        /// The periods at which the series was joined.
        at: Vec<Period>,
    },
    /// Not at all.
    Broken {
        /// The period whose figure says so.
        at: Period,
        /// What it says: a break of the series, or another definition.
        status: Status,
    },
}

impl Comparability {
    /// Why there is no rate, or how it was made possible; `None` where nothing is to be said.
    #[must_use]
    pub fn note(&self) -> Option<Localized> {
        match self {
            Self::Same => None,
            Self::Spliced { level, at } => {
                let at: Vec<String> = at.iter().map(ToString::to_string).collect();
                let shown = level.as_point().map_or_else(|| level.to_string(), |level| level.to_string());
                Some(Localized::new(
                    format!("序列中断，按 {} 的新旧两数衔接；前一数折合新口径 {shown}", at.join("、")),
                    format!(
                        "the series breaks and is joined at {}, which has an old and a new number; the earlier number is {shown} at the new level",
                        at.join(", ")
                    ),
                ))
            }
            Self::Broken { at, status: Status::D } => Some(Localized::new(
                format!("{at} 的数据口径不同，不算增长率"),
                format!("the figure of {at} has another definition: no rate is given"),
            )),
            Self::Broken { at, .. } => Some(Localized::new(
                format!("序列在 {at} 中断，且没有同一发布者的新旧两数可供衔接，不算增长率"),
                format!(
                    "the series breaks at {at}, and no old number of the same publisher joins it: no rate is given"
                ),
            )),
        }
    }
}

/// Whether the readings of a series allow its numbers at two periods to be compared.
///
/// A figure with the status B begins a new level at its period; one with the status D counts by a definition of its own and can be
/// compared with others of that status only. Across a break the earlier number is brought to the later level by the ratio splice
/// ([`tierstat_numerics::breaks::splice`]) where the period of the break has, behind the new figure, an old one that its predecessor's publisher printed;
/// a number by someone else may count by either definition and joins nothing.
#[must_use]
pub fn comparability(readings: &[Reading], from: Period, to: Period) -> Comparability {
    let (earlier, later) = if from.last_day() <= to.last_day() { (from, to) } else { (to, from) };
    let at =
        |period: Period| readings.iter().find(|reading| answers(reading, period)).map(|found| &found.figure);
    let (Some(first), Some(last)) = (at(earlier), at(later)) else { return Comparability::Same };
    let differs = |figure: &Figure| figure.status == Status::D;
    if differs(first) != differs(last) {
        let own = if differs(first) { first } else { last };
        return Comparability::Broken { at: own.period, status: Status::D };
    }
    let mut between: Vec<&Reading> = readings
        .iter()
        .filter(|reading| {
            let day = reading.key.period.last_day();
            day > earlier.last_day() && day <= later.last_day()
        })
        .collect();
    between.sort_by_key(|reading| reading.key.period.last_day());
    // Each level as a series of its own: its first number, and its number at the break that ends it.
    let mut segments: Vec<BTreeMap<Period, Bounds>> = Vec::new();
    let Some(start) = first.quantity.bounds else { return Comparability::Same };
    let mut segment = BTreeMap::from([(first.reference_period(), start)]);
    let (mut before, mut joined) = (first, Vec::new());
    for reading in between {
        let figure = &reading.figure;
        if figure.status == Status::B {
            let broken = Comparability::Broken { at: figure.period, status: Status::B };
            let old = reading.behind.iter().find(|old| is_of_old_level(old, before));
            let (Some(old), Some(new)) = (old.and_then(|old| old.quantity.bounds), figure.quantity.bounds)
            else {
                return broken;
            };
            segment.insert(reading.key.period, old);
            segments.push(std::mem::replace(&mut segment, BTreeMap::from([(reading.key.period, new)])));
            joined.push(figure.period);
        }
        before = figure;
    }
    let Some(last_break) = joined.last().copied() else { return Comparability::Same };
    segments.push(segment);
    match splice_all(&segments) {
        Ok(linked) => linked
            .get(&first.reference_period())
            .map_or(Comparability::Broken { at: last_break, status: Status::B }, |level| {
                Comparability::Spliced { level: *level, at: joined }
            }),
        Err(_) => Comparability::Broken { at: last_break, status: Status::B },
    }
}

/// The first break of a series behind one period and no later than another, whether or not it has numbers at both.
#[must_use]
pub fn break_between(readings: &[Reading], from: Period, to: Period) -> Option<Comparability> {
    let (earlier, later) = if from.last_day() <= to.last_day() { (from, to) } else { (to, from) };
    let lies_between = |reading: &&Reading| {
        let day = reading.key.period.last_day();
        day > earlier.last_day() && day <= later.last_day()
    };
    let breaks = readings.iter().filter(lies_between).filter(|reading| reading.figure.status == Status::B);
    let first = breaks.min_by_key(|reading| reading.key.period.last_day())?;
    Some(Comparability::Broken { at: first.figure.period, status: Status::B })
}

/// The old number of a period at which a series breaks, by the publisher of the number before: what joins the two levels.
#[must_use]
pub fn old_level<'a>(at_break: &'a Reading, before: &Reading) -> Option<&'a Figure> {
    at_break.behind.iter().find(|old| is_of_old_level(old, &before.figure))
}

/// Whether a figure behind the first of a new level continues the old one.
fn is_of_old_level(figure: &Figure, before: &Figure) -> bool {
    let publisher = |figure: &Figure| figure.origin.document.publisher.clone();
    !matches!(figure.status, Status::B | Status::D)
        && figure.quantity.bounds.is_some()
        && publisher(figure) == publisher(before)
}

/// The readings that stand at the level of the latest one, in order, and those that do not: what lies before the last break, and what
/// counts by another definition than most.
///
/// Trends and forecasts run over the first alone; who asks tells the second with its reason.
#[must_use]
pub fn at_latest_level(readings: &[Reading]) -> (Vec<&Reading>, Vec<&Reading>) {
    let status = |reading: &Reading| reading.figure.status;
    let first = readings.iter().rposition(|reading| status(reading) == Status::B).unwrap_or(0);
    let (before, after) = readings.split_at(first);
    let differing = after.iter().filter(|reading| status(reading) == Status::D).count();
    let is_usual = differing * 2 <= after.len();
    let (kept, other): (Vec<&Reading>, Vec<&Reading>) =
        after.iter().partition(|reading| (status(reading) == Status::D) != is_usual);
    (kept, before.iter().chain(other).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{
        AreaCode, CellRef, Document, DocumentLayout, FigureId, IndicatorId, Measure, Origin, Quantity,
        ReadingRule, TierId, UnitId,
    };

    fn figure(period: &str, value: f64, status: Status, publisher: &str) -> Figure {
        Figure {
            id: FigureId(period.into()),
            indicator: IndicatorId("agencies".into()),
            tier: TierId("all".into()),
            area: AreaCode("000000".into()),
            breakdown: tierstat_model::Breakdown::whole(),
            period: period.parse().unwrap(),
            measure: Measure::Stock,
            quantity: Quantity::exact(value.to_string(), value).unwrap(),
            unit: UnitId("number".into()),
            status,
            origin: Origin {
                document: Document {
                    publisher: publisher.into(),
                    layout: DocumentLayout::AsReceived,
                    ..Document::default()
                },
                cell: CellRef { file: "a.csv".into(), sheet: None, row: 1, column: 1 },
                content_hash: String::new(),
                known_on: "2020-01-01".parse().unwrap(),
                source_rank: 1,
                phrase: None,
            },
            correction: None,
        }
    }

    fn reading(figures: &[Figure]) -> Reading {
        let (first, behind) = figures.split_first().unwrap();
        Reading {
            key: first.key(),
            figure: first.clone(),
            rule: ReadingRule::OnlyOne,
            behind: behind.to_vec(),
        }
    }

    fn between(readings: &[Reading], from: &str, to: &str) -> Comparability {
        comparability(readings, from.parse().unwrap(), to.parse().unwrap())
    }

    #[test]
    fn without_a_break_between_them_numbers_are_compared_as_they_are() {
        let readings = [
            reading(&[figure("2014", 9.0, Status::B, "office")]),
            reading(&[figure("2015", 10.0, Status::A, "office")]),
            reading(&[figure("2016", 12.0, Status::P, "office")]),
            reading(&[figure("2017", 30.0, Status::B, "office")]),
        ];
        // The break lies before the base, or after the end.
        assert_eq!(between(&readings, "2014", "2016"), Comparability::Same);
        assert!(between(&readings, "2014", "2016").note().is_none());
        assert_eq!(between(&readings, "2015", "2019"), Comparability::Same);
        let broken = between(&readings, "2015", "2017");
        assert_eq!(broken, Comparability::Broken { at: "2017".parse().unwrap(), status: Status::B });
        assert_eq!(between(&readings, "2017", "2015"), broken);
        assert!(broken.note().unwrap().en.contains("breaks at 2017"));
    }

    #[test]
    fn an_old_number_of_the_same_publisher_joins_the_levels_and_no_other() {
        let with_old = |publisher: &str| {
            [
                reading(&[figure("2015", 10.0, Status::A, "office")]),
                reading(&[
                    figure("2016", 30.0, Status::B, "office"),
                    figure("2016", 15.0, Status::A, publisher),
                ]),
                reading(&[figure("2017", 40.0, Status::A, "office")]),
            ]
        };
        let Comparability::Spliced { level, at } = between(&with_old("office"), "2015", "2017") else {
            panic!("it is joined")
        };
        assert_eq!((level.as_point(), at.len()), (Some(20.0), 1));
        assert!(matches!(between(&with_old("press"), "2015", "2017"), Comparability::Broken { .. }));
        let note = between(&with_old("office"), "2015", "2016").note().unwrap();
        assert!(note.zh.contains("2016") && note.en.contains("20 at the new level"), "{note:?}");
    }

    #[test]
    fn the_latest_level_begins_at_the_last_break_and_counts_by_one_definition() {
        let readings = [
            reading(&[figure("2014", 10.0, Status::A, "office")]),
            reading(&[figure("2015", 40.0, Status::B, "office")]),
            reading(&[figure("2016", 42.0, Status::A, "office")]),
            reading(&[figure("2017", 90.0, Status::D, "office")]),
            reading(&[figure("2018", 44.0, Status::A, "office")]),
        ];
        let years = |found: Vec<&Reading>| -> Vec<String> {
            found.iter().map(|reading| reading.key.period.to_string()).collect()
        };
        let (kept, apart) = at_latest_level(&readings);
        assert_eq!(years(kept).len(), 3);
        assert_eq!(years(apart).len(), 2);
        assert_eq!(at_latest_level(&[]).0.len(), 0);
    }

    #[test]
    fn two_breaks_are_joined_one_after_the_other() {
        let readings = [
            reading(&[figure("2015", 10.0, Status::A, "office")]),
            reading(&[figure("2016", 40.0, Status::B, "office"), figure("2016", 20.0, Status::A, "office")]),
            reading(&[figure("2017", 25.0, Status::B, "office"), figure("2017", 50.0, Status::A, "office")]),
        ];
        let Comparability::Spliced { level, at } = between(&readings, "2015", "2017") else {
            panic!("it is joined")
        };
        assert!((level.lower() - 10.0).abs() < 1e-12 && at.len() == 2, "{level}");
    }

    #[test]
    fn a_definition_of_its_own_is_compared_with_its_like_only() {
        let readings = [
            reading(&[figure("2015", 10.0, Status::D, "office")]),
            reading(&[figure("2016", 30.0, Status::D, "office")]),
            reading(&[figure("2017", 40.0, Status::A, "office")]),
        ];
        assert_eq!(between(&readings, "2015", "2016"), Comparability::Same);
        let broken = between(&readings, "2016", "2017");
        assert!(broken.note().unwrap().en.contains("the figure of 2016 has another definition"));
    }
}
