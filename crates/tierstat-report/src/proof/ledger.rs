//! What the ledger says to a claim: every answer to the question that the claim's words may put.

use super::answer::{Answer, Aspect, Form, Of};
use super::claim::{Claim, ClaimSubject, Name};
use super::elsewhere::Elsewhere;
use super::history::{Derived, History};
use super::known_figures::KnownFigures;
use super::models::Models;
use super::standing::Standings;
use super::statistic::Statistic;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::rc::Rc;
use tierstat_model::{
    AreaCode, Bounds, CodeLists, Figure, FigureId, IndicatorId, Localized, LookupError, Period, TierId,
};

/// The ledger, as claims are held against it.
pub(super) struct Ledger<'a> {
    figures: &'a KnownFigures<'a>,
    pub(super) lists: &'a CodeLists,
    known_on: Option<Date>,
    histories: BTreeMap<Name, Rc<History>>,
    names: BTreeMap<IndicatorId, Rc<Vec<Name>>>,
    pub(super) models: Models<'a>,
    standings: Standings<'a>,
    /// All that is said of an indicator anywhere, for each statistic that was asked for.
    elsewhere: BTreeMap<(IndicatorId, Statistic), Rc<Elsewhere>>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(figures: &'a KnownFigures<'a>, lists: &'a CodeLists, known_on: Option<Date>) -> Self {
        Self {
            figures,
            lists,
            known_on,
            histories: BTreeMap::new(),
            names: BTreeMap::new(),
            models: Models::of(figures, lists, known_on),
            standings: Standings::of(figures, lists),
            elsewhere: BTreeMap::new(),
        }
    }

    /// A figure by its id.
    pub(super) fn figure(&self, id: &FigureId) -> Option<&Figure> {
        self.figures.figure(id)
    }

    /// Of what an answer is said, in words.
    pub(super) fn said_of(&self, answer: &Answer) -> Localized {
        answer.of.words(self.lists)
    }

    /// Whether two answers are of the same series, so that only their periods differ.
    pub(super) fn are_of_one_series(&self, one: &Answer, other: &Answer) -> bool {
        let total = self.lists.tiers.total().map(|total| &total.id);
        let [one, other] = [one, other].map(|answer| {
            let (indicator, tier, area) = &answer.of.name;
            (indicator, tier.as_ref().or(total), area)
        });
        one == other
    }

    /// The indicator whose numbers are asked for: of a rate that is one itself, the stock that grows.
    pub(super) fn indicator(&self, subject: &ClaimSubject, statistic: Statistic) -> Option<IndicatorId> {
        let named = subject.indicator.as_ref()?;
        let declared = self.lists.indicators.get(named);
        let stock = declared
            .and_then(|declared| declared.growth_of.clone())
            .filter(|_| statistic != Statistic::Level);
        Some(stock.unwrap_or_else(|| named.clone()))
    }

    fn history(&mut self, name: &Name) -> Result<Rc<History>, LookupError> {
        if let Some(known) = self.histories.get(name) {
            return Ok(Rc::clone(known));
        }
        let subject = (&name.0, name.1.as_ref(), &name.2);
        let found = Rc::new(History::of(self.figures, self.lists, subject, self.known_on)?);
        self.histories.insert(name.clone(), Rc::clone(&found));
        Ok(found)
    }

    /// The series that a subject may mean.
    fn names_of(&self, indicator: &IndicatorId, subject: &ClaimSubject) -> Vec<Name> {
        let roots: Vec<AreaCode> = self.lists.areas.roots().map(|area| area.code.clone()).collect();
        let areas = if subject.areas.is_empty() { &roots } else { &subject.areas };
        // All tiers that the indicator has a figure of, together, are its total.
        let tiers: Vec<Option<TierId>> = if subject.tiers.is_empty() || subject.together {
            vec![None]
        } else {
            subject.tiers.iter().cloned().map(Some).collect()
        };
        let pairs = areas
            .iter()
            .flat_map(|area| tiers.iter().map(move |tier| (indicator.clone(), tier.clone(), area.clone())));
        let mut names: Vec<Name> = pairs.collect();
        if subject.tiers.is_empty() {
            names.extend(areas.iter().filter_map(|area| self.only_tier(indicator, area)));
        }
        names
    }

    /// The one tier in which an indicator is counted in an area, where it is counted in no other and for none together.
    fn only_tier(&self, indicator: &IndicatorId, area: &AreaCode) -> Option<Name> {
        let mut readings = self.figures.of(indicator, Some(area));
        let tier = &readings.next()?.key.tier;
        let total = self.lists.tiers.total().map(|total| &total.id);
        (Some(tier) != total && readings.all(|reading| reading.key.tier == *tier))
            .then(|| (indicator.clone(), Some(tier.clone()), area.clone()))
    }

    /// All series of an indicator that have a figure.
    fn all_names(&mut self, indicator: &IndicatorId) -> Rc<Vec<Name>> {
        if let Some(known) = self.names.get(indicator) {
            return Rc::clone(known);
        }
        let readings = self.figures.of(indicator, None).filter(|reading| reading.key.breakdown.is_whole());
        let mut names: Vec<Name> = readings
            .map(|reading| (indicator.clone(), Some(reading.key.tier.clone()), reading.key.area.clone()))
            .collect();
        if let Some(total) = self.lists.tiers.total() {
            let areas: Vec<AreaCode> = names.iter().map(|(_, _, area)| area.clone()).collect();
            names.extend(areas.into_iter().map(|area| (indicator.clone(), Some(total.id.clone()), area)));
        }
        names.sort();
        names.dedup();
        let names = Rc::new(names);
        self.names.insert(indicator.clone(), Rc::clone(&names));
        names
    }

    /// What the ledger says to a claim, the likeliest first.
    pub(super) fn answers(&mut self, claim: &Claim) -> Result<Vec<Answer>, LookupError> {
        let Some(indicator) = self.indicator(&claim.subject, claim.statistic) else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        if claim.subject.together && !self.are_all(&indicator, &claim.subject.tiers) {
            return Ok(found);
        }
        for name in self.names_of(&indicator, &claim.subject) {
            if !claim.subject.of_any_period {
                found.extend(self.answers_of(&name, claim)?);
                continue;
            }
            found.extend(self.answers_at_any(&name, claim)?);
            // A line of origin calls a growth a year a growth rate, and its place a place among so many.
            let other = match claim.statistic {
                Statistic::Rate => Statistic::YearlyRate,
                Statistic::Rank => Statistic::Among,
                Statistic::Level => Statistic::Target,
                _ => continue,
            };
            found.extend(self.answers_at_any(&name, &Claim { statistic: other, ..claim.clone() })?);
        }
        if claim.subject.of_any_period && claim.statistic == Statistic::Rank {
            found = found.iter().flat_map(Answer::ends).collect();
        }
        Ok(found)
    }

    /// Whether tiers are all those of which an indicator has a figure somewhere.
    fn are_all(&mut self, indicator: &IndicatorId, tiers: &[TierId]) -> bool {
        let total = self.lists.tiers.total().map(|total| total.id.clone());
        let names = self.all_names(indicator);
        let mut known = names
            .iter()
            .filter_map(|(_, tier, _)| tier.as_ref())
            .filter(|tier| Some(*tier) != total.as_ref());
        known.all(|tier| tiers.contains(tier))
    }

    /// What the ledger says of the same indicator anywhere else: at other tiers, in other areas, for other periods.
    pub(super) fn elsewhere(&mut self, claim: &Claim) -> Result<Rc<Elsewhere>, LookupError> {
        let Some(indicator) = self.indicator(&claim.subject, claim.statistic) else {
            return Ok(Rc::default());
        };
        let key = (indicator.clone(), claim.statistic);
        if let Some(found) = self.elsewhere.get(&key) {
            return Ok(Rc::clone(found));
        }
        let mut found = Vec::new();
        for name in self.all_names(&indicator).iter() {
            found.extend(self.answers_at_any(name, claim)?);
        }
        let found = Rc::new(Elsewhere::of(found));
        self.elsewhere.insert(key, Rc::clone(&found));
        Ok(found)
    }

    /// What the ledger says of a series at all its periods, and between any two of them.
    fn answers_at_any(&mut self, name: &Name, claim: &Claim) -> Result<Vec<Answer>, LookupError> {
        let mut asked = Claim { subject: ClaimSubject::default(), ..claim.clone() };
        let mut periods: Vec<Period> = self.history(name)?.periods.values().copied().collect();
        if claim.statistic == Statistic::Forecast {
            periods = self.models.years_ahead(name);
        }
        if !claim.statistic.is_between() {
            asked.subject.periods = if claim.statistic.is_of_trend() { Vec::new() } else { periods };
            return self.answers_of(name, &asked);
        }
        let mut found = Vec::new();
        for (place, to) in periods.iter().enumerate() {
            asked.subject.periods = vec![*to];
            for from in periods.get(..place).unwrap_or_default() {
                asked.subject.since = vec![*from];
                found.extend(self.answers_of(name, &asked)?);
            }
        }
        Ok(found)
    }

    fn answers_of(&mut self, name: &Name, claim: &Claim) -> Result<Vec<Answer>, LookupError> {
        let ClaimSubject { periods, since, .. } = &claim.subject;
        Ok(match claim.statistic {
            Statistic::Level => self.levels(name, periods)?,
            Statistic::Change | Statistic::Rate | Statistic::YearlyRate | Statistic::Contribution => {
                self.moves(name, claim.statistic, periods, since)?
            }
            Statistic::Points => self.points(name, periods)?,
            Statistic::Coverage => {
                let found = periods.iter().filter_map(|period| self.models.coverage(name, *period));
                found.map(|(ratio, _)| ratio).collect()
            }
            Statistic::Units => {
                periods.iter().filter_map(|period| self.models.units(name, *period)).collect()
            }
            Statistic::Trend | Statistic::TrendInterval | Statistic::TrendPoints => {
                self.models.trend(name, claim.statistic, (periods, since)).into_iter().collect()
            }
            Statistic::Forecast | Statistic::ForecastPoints => {
                self.models.forecasts(name, (claim.statistic, claim.words.part), periods)
            }
            Statistic::TrendConfidence | Statistic::ForecastConfidence => self.confidences(name, claim),
            Statistic::Target | Statistic::TargetShare => self.models.targets(name, claim.statistic),
            Statistic::Rank | Statistic::Among => {
                let mut found = Vec::new();
                for period in periods {
                    found.extend(self.standings.place(name, *period, claim.statistic));
                }
                found
            }
            Statistic::Steps => self.standings.steps(name, periods),
            Statistic::YearsInRow | Statistic::Share | Statistic::Words | Statistic::Apart => Vec::new(),
        })
    }

    fn levels(&mut self, name: &Name, periods: &[Period]) -> Result<Vec<Answer>, LookupError> {
        let history = self.history(name)?;
        let known =
            periods.iter().filter_map(|period| Some((*period, history.numbers.get(&period.last_day())?)));
        Ok(known
            .map(|(period, number)| Answer {
                bounds: number.bounds,
                value: number.value.or(number.bounds.as_point()),
                form: Form::Print(number.printed.clone()),
                is_exact: number.bounds.as_point().is_some(),
                of: Of { name: name.clone(), from: None, to: period, aspect: Aspect::Number },
                figures: number.figures.clone(),
                others: number.others.iter().map(|(bounds, _, figure)| (*bounds, figure.clone())).collect(),
            })
            .collect())
    }

    fn moves(
        &mut self,
        name: &Name,
        statistic: Statistic,
        periods: &[Period],
        since: &[Period],
    ) -> Result<Vec<Answer>, LookupError> {
        let whole = self.history(&(name.0.clone(), None, name.2.clone()))?;
        let history = self.history(name)?;
        let form = if statistic == Statistic::Change { Form::Count } else { Form::Percent };
        let mut found = Vec::new();
        for to in periods {
            let day = to.last_day();
            let bases: Vec<Date> = if since.is_empty() {
                history.spans(day, &[]).into_iter().map(|(from, _)| from).collect()
            } else {
                since.iter().map(|from| from.last_day()).collect()
            };
            for from in bases {
                let derived = match statistic {
                    Statistic::Rate => history.rate(from, day),
                    Statistic::YearlyRate => history.rate_a_year(from, day),
                    Statistic::Change => history.change(from, day),
                    _ => share_of_change(&history, &whole, (from, day)),
                };
                let from = history.periods.get(&from).copied().unwrap_or(Period::Day(from));
                let of = Of { name: name.clone(), from: Some(from), to: *to, aspect: Aspect::Number };
                found.extend(derived.map(|derived| Answer::derived(derived, form.clone(), of)));
            }
            // What was newly registered is counted as a flow, not as a difference of stocks.
            if statistic == Statistic::Change && history.is_flow {
                found.extend(self.levels(name, &[*to])?);
            }
        }
        Ok(found)
    }

    fn points(&mut self, name: &Name, periods: &[Period]) -> Result<Vec<Answer>, LookupError> {
        let history = self.history(name)?;
        let moved =
            periods.iter().filter_map(|period| Some((*period, history.rate_moves(period.last_day())?)));
        let of = |to| Of { name: name.clone(), from: None, to, aspect: Aspect::Number };
        Ok(moved.map(|(period, moved)| Answer::derived(moved, Form::Points, of(period))).collect())
    }

    /// The years in a row up to the periods of a claim.
    pub(super) fn years_in_row(
        &mut self,
        claim: &Claim,
    ) -> Result<Option<(i32, Vec<FigureId>)>, LookupError> {
        let Some(indicator) = self.indicator(&claim.subject, claim.statistic) else { return Ok(None) };
        for name in self.names_of(&indicator, &claim.subject) {
            let history = self.history(&name)?;
            let latest = history.numbers.keys().next_back().copied();
            let day = claim.subject.periods.first().map(|period| period.last_day()).or(latest);
            if let Some(found) = day.and_then(|day| history.years_in_row(day)) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Whether the ledger has the number go down (-1) or up (1) between the ends of a claim; 0 where it cannot say.
    pub(super) fn went(&mut self, claim: &Claim) -> Result<i8, LookupError> {
        let moved = Claim { statistic: Statistic::Change, ..claim.clone() };
        let answers = self.answers(&moved)?;
        let sign = |answer: &Answer| {
            if answer.bounds.lower() > 0.0 {
                1
            } else if answer.bounds.upper_value().is_some_and(|most| most < 0.0) {
                -1
            } else {
                0
            }
        };
        Ok(answers.first().map_or(0, sign))
    }

    /// The rate of a claim's own period, its move, and its levels: what a wrong rate may have been taken from.
    pub(super) fn beside(&mut self, claim: &Claim, statistic: Statistic) -> Result<Vec<Answer>, LookupError> {
        let mut other = claim.clone();
        other.statistic = statistic;
        if statistic == Statistic::Level {
            let since = other.subject.since.clone();
            other.subject.periods.extend(since);
        }
        self.answers(&other)
    }
}

/// Which share of the change of the whole a part makes.
fn share_of_change(part: &History, whole: &History, (from, to): (Date, Date)) -> Option<Derived> {
    let (own, all) = (part.change(from, to)?, whole.change(from, to)?);
    let value = own.value.zip(all.value).filter(|(_, all)| *all != 0.0).map(|(own, all)| own / all);
    let bounds = value.and_then(|value| Bounds::point(value).ok())?;
    let is_exact = own.bounds.as_point().is_some() && all.bounds.as_point().is_some();
    let mut figures = own.figures;
    figures.extend(all.figures);
    is_exact.then_some(Derived { bounds, value, figures })
}
