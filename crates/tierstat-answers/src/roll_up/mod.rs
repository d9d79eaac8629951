//! Roll-up: an area as the sum of the areas that lie in it, with what is missing and the number that a source prints beside it.

mod explained;
mod found;
mod places;
mod refusal;
mod row;
#[cfg(test)]
mod tests;

pub use found::{Apart, Missing, RollUpPart};

use crate::error::AnswerError;
use crate::selection::Selection;
use found::{Counts, Found, Question, sum_of};
use places::Inside;
use refusal::{no_sum, not_additive, nothing_inside};
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{AreaCode, Bounds, CodeLists, FigureLookup, FigureQuery, Period, Reading, TierId};
use tierstat_numerics::growth::change;
use tierstat_stats::derived::derived_totals;
use tierstat_stats::known_number::{KnownNumber, SeriesId};

/// How the sum of the areas stands to the number of the area around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// All are there, and the sum is what is printed.
    Agrees,
    /// Some are missing, and the sum of the others is what is printed: those that are missing are none of it, or have nothing.
    WithoutMissing,
    /// The sum is not what is printed.
    Differs,
    /// Some are missing, and what is missing may be the difference.
    CannotBeSaid,
}

impl Agreement {
    /// The code for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::WithoutMissing => "agrees-without-missing",
            Self::Differs => "differs",
            Self::CannotBeSaid => "cannot-be-said",
        }
    }
}

/// An area as the sum of the areas that lie in it, at one period.
#[derive(Debug, Clone, PartialEq)]
pub struct RollUp {
    /// What is summed, of which tier, of which area.
    pub series: SeriesId,
    /// The period that all numbers are of.
    pub period: Period,
    /// How many places lie directly in it.
    pub places: usize,
    /// Of how many the number is known whole.
    pub whole: usize,
    /// The numbers that are added.
    pub parts: Vec<RollUpPart>,
    /// What is missing.
    pub missing: Vec<Missing>,
    /// Numbers of areas inside that are not added, with the reason.
    pub apart: Vec<(AreaCode, Apart)>,
    /// Areas that ended in the year and are counted beside those that they merged into.
    pub beside: Vec<AreaCode>,
    /// The number of the area itself, as a source prints it or as the sum of its tiers.
    pub printed: Option<KnownNumber>,
    /// Whether no number of it can be below zero.
    is_count: bool,
}

impl RollUp {
    /// The sum of what is known, with its bounds.
    #[must_use]
    pub fn known(&self) -> Option<Bounds> {
        sum_of(&self.parts)
    }

    /// Whether nothing is missing.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// What the sum can be: of a count that lacks some, no less than what is known; `None` where it may be anything.
    #[must_use]
    pub fn sum(&self) -> Option<Bounds> {
        let known = self.known()?;
        if self.is_complete() {
            return Some(known);
        }
        let is_above_zero = self.is_count && known.lower() >= 0.0;
        is_above_zero.then(|| Bounds::at_least(known.lower()).ok()).flatten()
    }

    /// How it stands to the number of the area itself, where there is one.
    #[must_use]
    pub fn agreement(&self) -> Option<Agreement> {
        let (known, printed) = (self.known()?, self.printed.as_ref()?.bounds);
        let is_above = printed.upper_value().is_some_and(|most| known.lower() > most);
        Some(match (self.is_complete(), known.overlaps(&printed)) {
            (true, true) => Agreement::Agrees,
            (true, false) => Agreement::Differs,
            (false, true) => Agreement::WithoutMissing,
            (false, false) if self.is_count && is_above => Agreement::Differs,
            (false, false) => Agreement::CannotBeSaid,
        })
    }

    /// How much more the area itself has than the sum of what is known.
    #[must_use]
    pub fn difference(&self) -> Option<Bounds> {
        Some(change(&self.known()?, &self.printed.as_ref()?.bounds))
    }

    /// The readings that the sum stands on.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        self.parts.iter().filter_map(|part| part.number.as_ref()).flat_map(|number| &number.readings)
    }
}

/// Each area of a selection as the sum of the areas of the next level: a row for each indicator, tier and period.
///
/// An area without a number of its own is summed from those that lie in it, and so on down; one that has a number is never looked into, so
/// that nothing counts twice. All numbers are of one period. Without a period, all at which two areas or more inside have a number,
/// else those at which one has.
///
/// # Errors
/// [`AnswerError::Question`] where the indicator does not add up, nothing lies in the area, or nothing inside has a number, with what there is
/// instead.
pub fn roll_up(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    period: Option<Period>,
) -> Result<Vec<RollUp>, AnswerError> {
    let mut found = Vec::new();
    for indicator in &selection.indicators {
        if let Some(refused) = not_additive(lists, indicator) {
            return Err(refused);
        }
        let query = FigureQuery {
            indicators: vec![indicator.clone()],
            known_on: selection.known_on,
            ..FigureQuery::of_wholes()
        };
        let mut readings: BTreeMap<AreaCode, Vec<Reading>> = BTreeMap::new();
        for reading in lookup.readings(&query)? {
            readings.entry(reading.key.area.clone()).or_default().push(reading);
        }
        let counts = Counts { lists, indicator, inside: Inside::of(lists), readings };
        for area in &selection.areas {
            let inside = counts.inside.all(area);
            if inside.is_empty() {
                return Err(nothing_inside(lists, area));
            }
            for (tier, period) in asked(&counts, &inside, &selection.tiers, period) {
                found.extend(counts.roll_up(area, &inside, Question { tier: &tier, period }));
            }
        }
    }
    if found.is_empty() {
        return Err(no_sum(lookup, lists, selection, period));
    }
    Ok(found)
}

impl Counts<'_> {
    fn roll_up(&self, area: &AreaCode, inside: &[&AreaCode], asked: Question<'_>) -> Option<RollUp> {
        let day = asked.period.last_day();
        let (mut sum, mut whole) = (Found::default(), 0);
        let places = self.inside.places(area, day);
        for place in &places {
            let found = self.place(place, asked, 1);
            whole += usize::from(found.is_complete());
            sum.add(found);
        }
        sum.add(self.own_level(area, asked));
        // Not even a sign that nothing can be there.
        if !sum.parts.iter().any(|part| part.area != *area && part.number.is_some()) {
            return None;
        }
        let told: BTreeSet<&AreaCode> =
            sum.parts.iter().map(|part| &part.area).chain(sum.apart.iter().map(|(area, _)| area)).collect();
        let others = inside.iter().filter(|code| !told.contains(**code) && self.own(code, asked).is_some());
        let others: Vec<(AreaCode, Apart)> = others
            .map(|code| {
                let lived =
                    self.lists.areas.all().iter().any(|area| area.code == **code && area.existed_on(day));
                ((*code).clone(), if lived { Apart::HeldByOuter } else { Apart::NotThere })
            })
            .collect();
        sum.apart.extend(others);
        let changes =
            self.lists.indicators.get(self.indicator).is_some_and(|found| found.change_of.is_some());
        let series = SeriesId {
            indicator: self.indicator.clone(),
            tier: asked.tier.clone(),
            area: area.clone(),
            breakdown: tierstat_model::Breakdown::whole(),
        };
        Some(RollUp {
            series,
            period: asked.period,
            places: places.len(),
            whole,
            parts: sum.parts,
            missing: sum.missing,
            apart: sum.apart,
            beside: sum.beside,
            printed: self.own(area, asked),
            is_count: !changes,
        })
    }
}

/// The tiers and periods to be summed, in order of tier and time.
fn asked(
    counts: &Counts<'_>,
    inside: &[&AreaCode],
    tiers: &[TierId],
    period: Option<Period>,
) -> Vec<(TierId, Period)> {
    // How many areas have a number, by tier and period; tiers that are printed one by one make a total.
    let mut reporting: BTreeMap<(u8, TierId), BTreeMap<Period, BTreeSet<&AreaCode>>> = BTreeMap::new();
    let rank = |tier: &TierId| counts.lists.tiers.get(tier).map_or(u8::MAX, |tier| tier.rank);
    for code in inside {
        let readings = counts.of_area(code);
        let printed = readings.iter().filter(|reading| reading.figure.quantity.bounds.is_some());
        let sums = derived_totals(readings, counts.lists);
        for key in printed.map(|reading| &reading.key).chain(sums.iter().map(|sum| &sum.key)) {
            let by_period = reporting.entry((rank(&key.tier), key.tier.clone())).or_default();
            by_period.entry(key.period).or_default().insert(code);
        }
    }
    let mut questions = Vec::new();
    for ((_, tier), by_period) in reporting {
        if !tiers.is_empty() && !tiers.contains(&tier) {
            continue;
        }
        let chosen: Vec<Period> = match period {
            Some(asked) => {
                let answered = by_period.keys().filter(|period| period.last_day() == asked.last_day());
                answered.copied().collect()
            }
            None => {
                let most = by_period.values().map(BTreeSet::len).max().unwrap_or(0);
                let needed = most.min(2);
                by_period
                    .iter()
                    .filter(|(_, areas)| areas.len() >= needed)
                    .map(|(period, _)| *period)
                    .collect()
            }
        };
        questions.extend(chosen.into_iter().map(|period| (tier.clone(), period)));
    }
    questions
}
