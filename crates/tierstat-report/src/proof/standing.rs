//! How numbers stand: the place of an area among those beside it, and how many steps in a row a series has gone one way.

use super::answer::{Answer, Aspect, Form, Of};
use super::claim::{Name, series_of};
use super::history::Derived;
use super::known_figures::KnownFigures;
use super::statistic::Statistic;
use crate::course::course_of;
use tierstat_model::{AreaCode, Bounds, CodeLists, FigureId, Localized, Period, Reading};
use tierstat_numerics::standing::{self, Course};
use tierstat_stats::known_number::{KnownNumber, SeriesId, known_number};

/// Places and steps of the series of the ledger.
pub(super) struct Standings<'a> {
    figures: &'a KnownFigures<'a>,
    lists: &'a CodeLists,
}

impl<'a> Standings<'a> {
    pub(super) fn of(figures: &'a KnownFigures<'a>, lists: &'a CodeLists) -> Self {
        Self { figures, lists }
    }

    fn readings(&self, series: &SeriesId, area: &AreaCode) -> Vec<Reading> {
        self.figures.of(&series.indicator, Some(area)).cloned().collect()
    }

    /// The place of a series at a period among the areas beside its own, or among how many it is.
    pub(super) fn place(&self, name: &Name, period: Period, statistic: Statistic) -> Option<Answer> {
        let series = series_of(self.lists, name)?;
        let within = self.lists.areas.get(&name.2)?.parent.as_ref()?;
        let number = |area: &AreaCode| {
            let beside = SeriesId { area: area.clone(), ..series.clone() };
            known_number(&self.readings(&series, area), self.lists, &beside, period)
        };
        let own = number(&name.2)?;
        let areas = self.lists.areas.all().iter();
        let beside = areas.filter(|area| area.parent.as_ref() == Some(within) && area.code != name.2);
        let others: Vec<KnownNumber> = beside.filter_map(|area| number(&area.code)).collect();
        let bounds: Vec<Bounds> = others.iter().map(|other| other.bounds).collect();
        let found = standing::place(&own.bounds, &bounds);
        let count = |number: usize| u32::try_from(number).map_or(f64::INFINITY, f64::from);
        let (least, most) =
            if statistic == Statistic::Among { (found.of, found.of) } else { (found.best, found.worst) };
        let bounds = Bounds::closed(count(least), count(most)).ok()?;
        let numbers = others.iter().chain([&own]);
        let figures: Vec<FigureId> = numbers
            .flat_map(|number| number.readings.iter().map(|reading| reading.figure.id.clone()))
            .collect();
        let of = Of { name: name.clone(), from: None, to: period, aspect: Aspect::Place };
        let derived = Derived { bounds, value: bounds.as_point(), figures };
        let form = if least == most {
            Form::Count
        } else {
            Form::Print(Localized::new(format!("{least}–{most}"), format!("{least} to {most}")))
        };
        Some(Answer::derived(derived, form, of))
    }

    /// The steps in a row up to some periods, falls as negative numbers: those that the last step goes on with, and those that
    /// it ended.
    pub(super) fn steps(&self, name: &Name, periods: &[Period]) -> Vec<Answer> {
        let Some(series) = series_of(self.lists, name) else { return Vec::new() };
        let numbers = course_of(&self.readings(&series, &name.2), self.lists, &series).since_last_break();
        let mut found = Vec::new();
        for period in periods {
            let known: Vec<&KnownNumber> =
                numbers.iter().filter(|number| number.period.last_day() <= period.last_day()).collect();
            let (Some(first), Some(last)) = (known.first(), known.last()) else { continue };
            if last.period.last_day() != period.last_day() {
                continue;
            }
            let bounds: Vec<Bounds> = known.iter().map(|number| number.bounds).collect();
            for streak in [standing::turn(&bounds), standing::streak(&bounds)].into_iter().flatten() {
                let steps = i32::try_from(streak.steps).unwrap_or(i32::MAX);
                let signed = f64::from(if streak.course == Course::Down { -steps } else { steps });
                let Ok(bounds) = Bounds::point(signed) else { continue };
                let figures = known
                    .iter()
                    .flat_map(|number| number.readings.iter().map(|reading| reading.figure.id.clone()));
                let derived = Derived { bounds, value: Some(signed), figures: figures.collect() };
                let of =
                    Of { name: name.clone(), from: Some(first.period), to: *period, aspect: Aspect::Number };
                found.push(Answer::derived(derived, Form::Count, of));
            }
        }
        found
    }
}
