//! What a series is to reach, and by when: what a plan prints, or all units where nothing is printed.

use super::sources::Sources;
use tierstat_model::{Bounds, IndicatorId, Period};
use tierstat_stats::known_number::{KnownNumber, SeriesId};

/// Where a target comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AimBasis {
    /// A source prints it.
    Printed,
    /// No source prints one; the aim is one for each unit that can have one (全覆盖).
    AllUnits,
}

impl AimBasis {
    /// The code for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::AllUnits => "all-units",
        }
    }
}

/// What a series is to reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// The target's indicator, or the one that counts the units.
    pub indicator: IndicatorId,
    /// When it is due; `None` where nobody says.
    pub due: Option<Period>,
    /// The number to be reached.
    pub number: KnownNumber,
    /// Where it comes from.
    pub basis: AimBasis,
    /// What was printed for the same target and due period before.
    pub superseded: Vec<KnownNumber>,
}

impl Aim {
    /// The aims of a series, by the period at which they are due; those of one target alone where `only` names it.
    pub(super) fn all(sources: &Sources<'_>, series: &SeriesId, only: Option<&IndicatorId>) -> Vec<Self> {
        let mut aims = Vec::new();
        for target in sources.lists.indicators.targets_of(&series.indicator) {
            if only.is_some_and(|only| *only != target.id) {
                continue;
            }
            let own = SeriesId { indicator: target.id.clone(), ..series.clone() };
            let mut printed: Vec<_> = sources.readings.iter().filter(|reading| own.holds(reading)).collect();
            printed.sort_by_key(|reading| reading.key.period);
            let mut numbers: Vec<KnownNumber> =
                printed.into_iter().filter_map(KnownNumber::printed).collect();
            let aim = |number: KnownNumber, due, superseded| Self {
                indicator: target.id.clone(),
                due: Some(due),
                number,
                basis: AimBasis::Printed,
                superseded,
            };
            match target.due {
                // Told again later, a target is the one that was told last.
                Some(due) => aims.extend(numbers.pop().map(|latest| aim(latest, due, numbers))),
                None => aims.extend(numbers.into_iter().map(|number| {
                    let due = number.period;
                    aim(number, due, Vec::new())
                })),
            }
        }
        aims.sort_by_key(|aim| aim.due);
        aims
    }

    /// All units as the aim of a series, as many as there were on the last day of a period.
    pub(super) fn all_units(sources: &Sources<'_>, series: &SeriesId, at: Period) -> Option<Self> {
        // An aim has one name: some of the units without one of their own are none.
        let (indicator, _) = (sources.lists.covered_by(&series.indicator, &series.breakdown))
            .filter(|(_, part)| part.is_whole())?;
        let number = sources.units.at(&series.tier, at.last_day())?;
        Some(Self { indicator, due: None, number, basis: AimBasis::AllUnits, superseded: Vec::new() })
    }

    /// Whether a number has surely reached it, surely not, or cannot be told, since one of the two is rough.
    #[must_use]
    pub fn is_reached_by(&self, number: &Bounds) -> Option<bool> {
        let aim = &self.number.bounds;
        if number.lower() >= aim.upper_value().unwrap_or(aim.lower()) {
            return Some(true);
        }
        // Every number that the bounds allow lies below every one of the aim.
        let is_below = number
            .upper_value()
            .is_some_and(|upper| upper < aim.lower() || (upper <= aim.lower() && !number.contains(upper)));
        is_below.then_some(false)
    }
}
