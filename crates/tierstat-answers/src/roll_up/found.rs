//! What is found of one area: its own number, or the sum of what lies in it, with what is missing.

use super::places::{Inside, Place};
use std::collections::BTreeMap;
use tierstat_model::{AreaCode, Bounds, CodeLists, IndicatorId, Period, Reading, Status, TierId};
use tierstat_stats::known_number::{KnownNumber, SeriesId, answers, known_number};

/// A number that stands in a sum.
#[derive(Debug, Clone, PartialEq)]
pub struct RollUpPart {
    /// Whose number it is.
    pub area: AreaCode,
    /// Of which tier; another than that of the sum where it is what an area itself counts at its own level.
    pub tier: TierId,
    /// The number; `None` where its source says that nothing can be there, which counts as nothing.
    pub number: Option<KnownNumber>,
}

/// Something that a sum lacks.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// Which area.
    pub area: AreaCode,
    /// Of which tier.
    pub tier: TierId,
    /// The nearest period of which there is a number; `None` where there is none at all.
    pub nearest: Option<Period>,
}

/// Why a number of an area inside stands in no sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Apart {
    /// An area around it has a number of its own, which holds it already.
    HeldByOuter,
    /// The area became another in that year, whose number is taken.
    Renamed,
    /// The area did not exist on that day.
    NotThere,
}

/// What is found of one area.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Found {
    pub(super) parts: Vec<RollUpPart>,
    pub(super) missing: Vec<Missing>,
    pub(super) apart: Vec<(AreaCode, Apart)>,
    /// Areas that ended in the year and are counted beside those that they merged into, since both have a number.
    pub(super) beside: Vec<AreaCode>,
}

impl Found {
    /// Whether there is anything to add.
    pub(super) fn has_number(&self) -> bool {
        !self.parts.is_empty()
    }

    pub(super) fn is_complete(&self) -> bool {
        self.has_number() && self.missing.is_empty()
    }

    pub(super) fn add(&mut self, other: Self) {
        self.parts.extend(other.parts);
        self.missing.extend(other.missing);
        self.apart.extend(other.apart);
        self.beside.extend(other.beside);
    }
}

/// The numbers of one indicator, by area, and how its areas lie in each other.
pub(super) struct Counts<'a> {
    pub(super) lists: &'a CodeLists,
    pub(super) indicator: &'a IndicatorId,
    pub(super) inside: Inside<'a>,
    pub(super) readings: BTreeMap<AreaCode, Vec<Reading>>,
}

/// One sum that is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) tier: &'a TierId,
    pub(super) period: Period,
}

/// No list of areas is deeper; one that is runs in a circle.
const DEEPEST: usize = 32;

impl<'a> Counts<'a> {
    pub(super) fn of_area(&self, area: &AreaCode) -> &[Reading] {
        self.readings.get(area).map_or(&[], Vec::as_slice)
    }

    /// The number of an area as its sources have it: printed, or for all tiers their sum.
    pub(super) fn own(&self, area: &AreaCode, asked: Question<'_>) -> Option<KnownNumber> {
        known_number(self.of_area(area), self.lists, &self.series(area, asked.tier), asked.period)
    }

    fn series(&self, area: &AreaCode, tier: &TierId) -> SeriesId {
        SeriesId {
            indicator: self.indicator.clone(),
            tier: tier.clone(),
            area: area.clone(),
            breakdown: tierstat_model::Breakdown::whole(),
        }
    }

    /// Whether a source says that an area can have none.
    fn can_have_none(&self, area: &AreaCode, asked: Question<'_>) -> bool {
        let series = self.series(area, asked.tier);
        self.of_area(area).iter().any(|reading| {
            series.holds(reading) && answers(reading, asked.period) && reading.figure.status == Status::M
        })
    }

    fn missing(&self, area: &AreaCode, asked: Question<'_>) -> Missing {
        let series = self.series(area, asked.tier);
        let day = asked.period.last_day();
        let distance = |period: &Period| {
            let days = day.until(period.last_day()).map_or(i64::MAX, |span| i64::from(span.get_days()));
            (days.abs(), days < 0)
        };
        let known = self
            .of_area(area)
            .iter()
            .filter(|reading| series.holds(reading) && reading.figure.quantity.bounds.is_some());
        let nearest = known.map(|reading| reading.figure.period).min_by_key(distance);
        Missing { area: area.clone(), tier: asked.tier.clone(), nearest }
    }

    /// An area's own number, else the sum of what lies in it.
    fn area(&self, area: &AreaCode, asked: Question<'_>, depth: usize) -> Found {
        let part = |number| Found {
            parts: vec![RollUpPart { area: area.clone(), tier: asked.tier.clone(), number }],
            ..Found::default()
        };
        if let Some(number) = self.own(area, asked) {
            return part(Some(number));
        }
        if self.can_have_none(area, asked) {
            return part(None);
        }
        let below = if depth < DEEPEST { self.below(area, asked, depth + 1) } else { Found::default() };
        if below.parts.iter().any(|part| part.number.is_some() && part.area != *area) {
            return below;
        }
        // Nothing lies below: the area is missing, and not each of the many in it.
        Found { missing: vec![self.missing(area, asked)], apart: below.apart, ..Found::default() }
    }

    /// The sum of what lies directly in an area; for all tiers with what the area itself counts at its own level.
    pub(super) fn below(&self, area: &AreaCode, asked: Question<'_>, depth: usize) -> Found {
        let mut found = Found::default();
        for place in self.inside.places(area, asked.period.last_day()) {
            found.add(self.place(&place, asked, depth));
        }
        found.add(self.own_level(area, asked));
        found
    }

    /// What an area counts at its own level (本级): its cities and counties do not have it.
    pub(super) fn own_level(&self, area: &AreaCode, asked: Question<'_>) -> Found {
        let is_total = self.lists.tiers.total().is_some_and(|total| total.id == *asked.tier);
        let Some(tier) = self.lists.areas.get(area).map(|area| &area.tier).filter(|_| is_total) else {
            return Found::default();
        };
        let own = Question { tier, ..asked };
        if let Some(number) = self.own(area, own) {
            let part = RollUpPart { area: area.clone(), tier: tier.clone(), number: Some(number) };
            return Found { parts: vec![part], ..Found::default() };
        }
        // Whoever never counts at its own level has nothing there.
        let missing = self.missing(area, own);
        let missing = missing.nearest.is_some().then_some(missing);
        Found { missing: missing.into_iter().collect(), ..Found::default() }
    }

    pub(super) fn place(&self, place: &Place<'_>, asked: Question<'_>, depth: usize) -> Found {
        let day = asked.period.last_day();
        let of = |area: &tierstat_model::Area| (area.code.clone(), self.area(&area.code, asked, depth));
        let heirs: Vec<(AreaCode, Found)> = place.heirs.iter().map(|area| of(area)).collect();
        let former: Vec<(AreaCode, Found)> = place.former.iter().map(|area| of(area)).collect();
        let mut sum = Found::default();
        let has_number = |side: &[(AreaCode, Found)]| side.iter().any(|(_, found)| found.has_number());
        if place.is_new(day) && !has_number(&heirs) && has_number(&former) {
            former.into_iter().for_each(|(_, found)| sum.add(found));
            return sum;
        }
        heirs.into_iter().for_each(|(_, found)| sum.add(found));
        for (code, found) in former.into_iter().filter(|(_, found)| found.has_number()) {
            if place.is_new(day) {
                sum.apart.push((code, Apart::Renamed));
            } else {
                // A source that tells apart what merged into an area that was there before counts each for itself.
                sum.beside.push(code);
                sum.add(found);
            }
        }
        sum
    }
}

/// The sum of parts, each with its bounds.
pub(super) fn sum_of(parts: &[RollUpPart]) -> Option<Bounds> {
    let known: Vec<Bounds> =
        parts.iter().filter_map(|part| part.number.as_ref().map(|number| number.bounds)).collect();
    if known.is_empty() && !parts.is_empty() {
        return Bounds::point(0.0).ok();
    }
    tierstat_numerics::contribution::sum(&known)
}
