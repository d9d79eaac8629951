//! What coverages, trends, forecasts and targets say of a series, each computed once.

use super::answer::{Answer, Aspect, Form, Of};
use super::claim::{Name, series_of};
use super::claim_words::ForecastPart;
use super::history::Derived;
use super::known_figures::KnownFigures;
use super::print_words::print_in_both;
use super::statistic::Statistic;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_answers::plan::TargetProgress;
use tierstat_answers::{coverage, forecast, plan, trend};
use tierstat_model::{Bounds, CodeLists, FigureId, Localized, Period, Reading};
use tierstat_numerics::trend::GrowthTrend;
use tierstat_stats::known_number::{KnownNumber, SeriesId};

/// Models of the series of the ledger.
pub(super) struct Models<'a> {
    figures: &'a KnownFigures<'a>,
    lists: &'a CodeLists,
    known_on: Option<Date>,
    coverages: BTreeMap<(Name, Period), Option<(Answer, Answer)>>,
    trends: BTreeMap<Name, Option<Trend>>,
    forecasts: BTreeMap<(Name, usize), Option<Forecast>>,
    targets: BTreeMap<Name, Vec<TargetProgress>>,
}

/// What a trend says.
#[derive(Debug, Clone)]
struct Trend {
    rate: f64,
    interval: Bounds,
    points: usize,
    first: Period,
    last: Period,
    figures: Vec<FigureId>,
}

/// What a forecast says.
#[derive(Debug, Clone)]
struct Forecast {
    points: usize,
    /// For each step: its period, the point, and the ends of both intervals.
    steps: Vec<(Period, [f64; 5])>,
    figures: Vec<FigureId>,
}

/// A line of origin that does not say its year is held against so many.
const AHEAD: i16 = 3;
/// A forecast reaches no further than so many years beyond what is known.
const FURTHEST: i16 = 30;

impl<'a> Models<'a> {
    pub(super) fn of(figures: &'a KnownFigures<'a>, lists: &'a CodeLists, known_on: Option<Date>) -> Self {
        Self {
            figures,
            lists,
            known_on,
            coverages: BTreeMap::new(),
            trends: BTreeMap::new(),
            forecasts: BTreeMap::new(),
            targets: BTreeMap::new(),
        }
    }

    /// The coverage of a series at a period, and the units that it could cover.
    pub(super) fn coverage(&mut self, name: &Name, period: Period) -> Option<(Answer, Answer)> {
        let key = (name.clone(), period);
        if let Some(found) = self.coverages.get(&key) {
            return found.clone();
        }
        let found = self.coverage_of(name, period);
        self.coverages.insert(key, found.clone());
        found
    }

    /// The units that a series could cover at a period, as far as they were counted until then.
    pub(super) fn units(&mut self, name: &Name, period: Period) -> Option<Answer> {
        if let Some((_, units)) = self.coverage(name, period) {
            return Some(units);
        }
        let series = series_of(self.lists, name)?;
        let units =
            coverage::units_at(self.figures, self.lists, &series, period, self.known_on).ok().flatten()?;
        let derived = Derived { bounds: units.bounds, value: units.bounds.as_point(), figures: ids(&units) };
        let of = Of { name: name.clone(), from: None, to: period, aspect: Aspect::Units };
        Some(Answer { is_exact: true, ..Answer::derived(derived, Form::Count, of) })
    }

    fn coverage_of(&self, name: &Name, period: Period) -> Option<(Answer, Answer)> {
        let series = series_of(self.lists, name)?;
        let point = coverage::at(self.figures, self.lists, &series, period, self.known_on).ok().flatten()?;
        let reading = point.found.as_ref().ok()?;
        let (covered, units) = (&point.covered, &reading.units);
        let of = |aspect| Of { name: name.clone(), from: None, to: period, aspect };
        let derived = Derived {
            bounds: reading.coverage.ratio.0,
            value: covered.bounds.as_point().zip(units.bounds.as_point()).map(|(part, whole)| part / whole),
            figures: ids(covered).into_iter().chain(ids(units)).collect(),
        };
        let answer = Answer::derived(derived, Form::Percent, of(Aspect::Coverage));
        let units = Derived { bounds: units.bounds, value: units.bounds.as_point(), figures: ids(units) };
        let units = Answer { is_exact: true, ..Answer::derived(units, Form::Count, of(Aspect::Units)) };
        Some((answer, units))
    }

    /// What the trend of a series says; where a text names its ends, only where they are its first and last period.
    pub(super) fn trend(
        &mut self,
        name: &Name,
        statistic: Statistic,
        (periods, since): (&[Period], &[Period]),
    ) -> Option<Answer> {
        if !self.trends.contains_key(name) {
            let found = self.trend_of(name);
            self.trends.insert(name.clone(), found);
        }
        let found = self.trends.get(name)?.as_ref()?;
        let says = |periods: &[Period], own: Period| {
            periods.iter().any(|period| period.last_day() == own.last_day())
        };
        // The line of origin of a trend does not name its ends.
        let names_ends = !periods.is_empty() || !since.is_empty();
        if names_ends && !(says(periods, found.last) && says(since, found.first)) {
            return None;
        }
        let count = u32::try_from(found.points).map_or(f64::INFINITY, f64::from);
        let (bounds, value, form) = match statistic {
            Statistic::TrendInterval => (found.interval, None, Form::Percent),
            Statistic::TrendPoints => (Bounds::point(count).ok()?, Some(count), Form::Count),
            _ => (Bounds::point(found.rate).ok()?, Some(found.rate), Form::Percent),
        };
        let derived = Derived { bounds, value, figures: found.figures.clone() };
        let of = Of { name: name.clone(), from: Some(found.first), to: found.last, aspect: Aspect::Trend };
        Some(Answer::derived(derived, form, of))
    }

    fn trend_of(&self, name: &Name) -> Option<Trend> {
        let series = series_of(self.lists, name)?;
        let found = trend::of_one(self.figures, self.lists, &series, self.known_on).ok()?;
        let GrowthTrend::Fitted { rate, interval, fit } = found.growth? else { return None };
        Some(Trend {
            rate,
            interval: interval.0,
            points: fit.points_used,
            first: found.known.first()?.0.period()?,
            last: found.known.last()?.0.period()?,
            figures: ids_of(&found.readings),
        })
    }

    /// What the forecast of a series says for some periods: the point, the ends of its intervals, and each interval.
    pub(super) fn forecasts(
        &mut self,
        name: &Name,
        (statistic, part): (Statistic, Option<ForecastPart>),
        periods: &[Period],
    ) -> Vec<Answer> {
        let Some(series) = series_of(self.lists, name) else { return Vec::new() };
        let Some(latest) = self.latest_year(name) else { return Vec::new() };
        let mut found = Vec::new();
        for period in periods {
            let ahead = period.last_day().year().saturating_sub(latest).clamp(0, FURTHEST);
            let Ok(horizon) = usize::try_from(ahead) else { continue };
            let key = (name.clone(), horizon.max(1));
            if !self.forecasts.contains_key(&key) {
                let made = self.forecast_of(&series, horizon.max(1));
                self.forecasts.insert(key.clone(), made);
            }
            let Some(Some(forecast)) = self.forecasts.get(&key) else { continue };
            let of = Of { name: name.clone(), from: None, to: *period, aspect: Aspect::Forecast };
            let answer = |bounds: Option<Bounds>, value: Option<f64>| {
                let figures = forecast.figures.clone();
                Some(Answer::derived(Derived { bounds: bounds?, value, figures }, Form::Count, of.clone()))
            };
            let number = |value: f64| answer(Bounds::point(value).ok(), Some(value));
            if statistic == Statistic::ForecastPoints {
                found.extend(number(u32::try_from(forecast.points).map_or(f64::INFINITY, f64::from)));
                continue;
            }
            let is_at = |(at, _): &&(Period, [f64; 5])| at.last_day() == period.last_day();
            let Some((_, values)) = forecast.steps.iter().find(is_at) else { continue };
            let [point, lower80, upper80, lower95, upper95] = *values;
            let parts = [
                (ForecastPart::Point, number(point)),
                (ForecastPart::Lower(80), number(lower80)),
                (ForecastPart::Upper(80), number(upper80)),
                (ForecastPart::Lower(95), number(lower95)),
                (ForecastPart::Upper(95), number(upper95)),
                (ForecastPart::Interval(95), answer(Bounds::closed(lower95, upper95).ok(), None)),
                (ForecastPart::Interval(80), answer(Bounds::closed(lower80, upper80).ok(), None)),
            ];
            let asked = parts.into_iter().filter(|(own, _)| part.is_none_or(|part| part == *own));
            found.extend(asked.filter_map(|(_, answer)| answer));
        }
        found
    }

    /// An answer that says how sure an interval is.
    pub(super) fn confidence(of: &Answer, percent: u8) -> Option<Answer> {
        let level = f64::from(percent) / 100.0;
        let printed = format!("{percent}%");
        Some(Answer {
            bounds: Bounds::point(level).ok()?,
            value: Some(level),
            form: Form::Print(Localized::new(printed.clone(), printed)),
            is_exact: true,
            ..of.clone()
        })
    }

    /// The year of the latest figure of a series.
    fn latest_year(&self, name: &Name) -> Option<i16> {
        let series = series_of(self.lists, name)?;
        let own = self.figures.of(&name.0, Some(&name.2)).filter(|reading| series.holds(reading));
        own.map(|reading| reading.key.period.last_day().year()).max()
    }

    /// The years after the latest figure of a series to which a line of origin may look ahead.
    pub(super) fn years_ahead(&self, name: &Name) -> Vec<Period> {
        let latest = self.latest_year(name);
        latest
            .into_iter()
            .flat_map(|latest| (1..=AHEAD).map(move |step| Period::Year(latest + step)))
            .collect()
    }

    fn forecast_of(&self, series: &SeriesId, horizon: usize) -> Option<Forecast> {
        let found = forecast::of_one(self.figures, self.lists, series, horizon, self.known_on).ok()?;
        let made = &found.forecast;
        let steps = (0..made.point.len()).filter_map(|step| {
            let at = |values: &[f64]| values.get(step).copied();
            let ends = [at(&made.lower80)?, at(&made.upper80)?, at(&made.lower95)?, at(&made.upper95)?];
            let [lower80, upper80, lower95, upper95] = ends;
            Some((found.time(step)?.period()?, [at(&made.point)?, lower80, upper80, lower95, upper95]))
        });
        Some(Forecast { points: made.points_used, steps: steps.collect(), figures: ids_of(&found.readings) })
    }

    /// The progress towards the target of an answer.
    pub(super) fn progress(&self, answer: &Answer) -> Option<TargetProgress> {
        let mut known = self.targets.get(&answer.of.name).into_iter().flatten();
        known.find(|progress| progress.aim.due.unwrap_or(progress.aim.number.period) == answer.of.to).cloned()
    }

    /// What the targets of a series say: the number aimed at, what of it is done, what is missing, and the pace.
    pub(super) fn targets(&mut self, name: &Name, statistic: Statistic) -> Vec<Answer> {
        if !self.targets.contains_key(name) {
            let made = series_of(self.lists, name)
                .and_then(|series| plan::of_one(self.figures, self.lists, &series, self.known_on).ok());
            self.targets.insert(name.clone(), made.unwrap_or_default());
        }
        let mut found = Vec::new();
        for progress in self.targets.get(name).into_iter().flatten() {
            let to = progress.aim.due.unwrap_or(progress.aim.number.period);
            let latest = progress.latest().map(ids).unwrap_or_default();
            let figures: Vec<FigureId> = ids(&progress.aim.number).into_iter().chain(latest).collect();
            let of = Of { name: name.clone(), from: None, to, aspect: Aspect::Target };
            let answer = |bounds: Bounds, form: Form| {
                let derived = Derived { bounds, value: bounds.as_point(), figures: figures.clone() };
                Answer::derived(derived, form, of.clone())
            };
            if statistic == Statistic::TargetShare {
                found.extend(progress.share().map(|share| answer(share.0, Form::Percent)));
                continue;
            }
            let aim = &progress.aim.number;
            let printed =
                aim.readings.first().map(|reading| &reading.figure.quantity).filter(|_| !aim.is_sum);
            let form = printed.map_or(Form::Count, |quantity| Form::Print(print_in_both(quantity)));
            let value = printed.and_then(|quantity| quantity.value).or(aim.bounds.as_point());
            found.push(Answer { value, ..answer(aim.bounds, form) });
            let told =
                progress.line_as_told().map(|(pace, year)| [pace, year].map(|told| Bounds::point(told).ok()));
            let [line, year] = told.unwrap_or_default();
            let others = [progress.gap(), progress.pace(), progress.pace_needed(), line, year];
            found.extend(others.into_iter().flatten().map(|bounds| answer(bounds, Form::Count)));
        }
        found
    }
}

fn ids(number: &KnownNumber) -> Vec<FigureId> {
    ids_of(&number.readings)
}

fn ids_of(readings: &[Reading]) -> Vec<FigureId> {
    readings.iter().map(|reading| reading.figure.id.clone()).collect()
}
