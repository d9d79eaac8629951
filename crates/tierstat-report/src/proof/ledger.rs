//! What the ledger says to a claim: every answer to the question that the claim's words may put.

use super::claim::{Claim, Subject};
use super::history::{Derived, History, Number};
use super::statistic::Statistic;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::rc::Rc;
use tierstat_answers::{coverage, trend};
use tierstat_model::{
    AreaCode, Bounds, Breakdown, CodeLists, FigureId, FigureLookup, FigureQuery, IndicatorId, Localized,
    LookupError, Period, TierId,
};
use tierstat_numerics::trend::GrowthTrend;
use tierstat_stats::known_number::{KnownNumber, SeriesId};

/// One thing that the ledger says, and of what.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) bounds: Bounds,
    /// The point, where there is one.
    pub(super) value: Option<f64>,
    /// The number as it is printed or computed.
    pub(super) printed: Localized,
    /// Whether the print behind it is exact.
    pub(super) is_exact: bool,
    /// Of what it is said, in words.
    pub(super) of: Localized,
    /// The figures that it stands on.
    pub(super) figures: Vec<FigureId>,
    /// What other sources print.
    pub(super) others: Vec<(Bounds, FigureId)>,
}

type Name = (IndicatorId, Option<TierId>, AreaCode);

/// The ledger, as claims are held against it.
pub(super) struct Ledger<'a> {
    lookup: &'a dyn FigureLookup,
    pub(super) lists: &'a CodeLists,
    known_on: Option<Date>,
    histories: BTreeMap<Name, History>,
    names: BTreeMap<IndicatorId, Vec<(TierId, AreaCode)>>,
    coverages: BTreeMap<(Name, Period), Option<(Answer, Answer)>>,
    /// All that is said of an indicator anywhere, for each statistic that was asked for.
    elsewhere: BTreeMap<(IndicatorId, Statistic), Rc<Vec<Answer>>>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(lookup: &'a dyn FigureLookup, lists: &'a CodeLists, known_on: Option<Date>) -> Self {
        Self {
            lookup,
            lists,
            known_on,
            histories: BTreeMap::new(),
            names: BTreeMap::new(),
            coverages: BTreeMap::new(),
            elsewhere: BTreeMap::new(),
        }
    }

    /// The indicator whose numbers are asked for: of a rate that is one itself, the stock that grows.
    pub(super) fn indicator(&self, subject: &Subject, statistic: Statistic) -> Option<IndicatorId> {
        let named = subject.indicator.as_ref()?;
        let declared = self.lists.indicators.get(named);
        let stock = declared
            .and_then(|declared| declared.growth_of.clone())
            .filter(|_| statistic != Statistic::Level);
        Some(stock.unwrap_or_else(|| named.clone()))
    }

    fn history(&mut self, name: &Name) -> Result<&History, LookupError> {
        if !self.histories.contains_key(name) {
            let found =
                History::of(self.lookup, self.lists, (&name.0, name.1.as_ref(), &name.2), self.known_on)?;
            self.histories.insert(name.clone(), found);
        }
        Ok(self.histories.entry(name.clone()).or_default())
    }

    /// The series that a subject may mean.
    fn names_of(&self, indicator: &IndicatorId, subject: &Subject) -> Vec<Name> {
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
        pairs.collect()
    }

    /// All series of an indicator that have a figure.
    fn all_names(&mut self, indicator: &IndicatorId) -> Result<Vec<Name>, LookupError> {
        if !self.names.contains_key(indicator) {
            let query = FigureQuery {
                indicators: vec![indicator.clone()],
                known_on: self.known_on,
                ..FigureQuery::of_wholes()
            };
            let readings = self.lookup.readings(&query)?;
            let mut names: Vec<(TierId, AreaCode)> =
                readings.iter().map(|reading| (reading.key.tier.clone(), reading.key.area.clone())).collect();
            if let Some(total) = self.lists.tiers.total() {
                let areas: Vec<AreaCode> = names.iter().map(|(_, area)| area.clone()).collect();
                names.extend(areas.into_iter().map(|area| (total.id.clone(), area)));
            }
            names.sort();
            names.dedup();
            self.names.insert(indicator.clone(), names);
        }
        let names = self.names.get(indicator).cloned().unwrap_or_default();
        Ok(names.into_iter().map(|(tier, area)| (indicator.clone(), Some(tier), area)).collect())
    }

    /// What the ledger says to a claim, the likeliest first.
    pub(super) fn answers(&mut self, claim: &Claim) -> Result<Vec<Answer>, LookupError> {
        let Some(indicator) = self.indicator(&claim.subject, claim.statistic) else { return Ok(Vec::new()) };
        let names = self.names_of(&indicator, &claim.subject);
        let mut found = Vec::new();
        if claim.subject.together && !self.are_all(&indicator, &claim.subject.tiers)? {
            return Ok(found);
        }
        for name in names {
            found.extend(self.answers_of(&name, claim, &claim.subject.periods, &claim.subject.since)?);
        }
        Ok(found)
    }

    /// Whether tiers are all those of which an indicator has a figure somewhere.
    fn are_all(&mut self, indicator: &IndicatorId, tiers: &[TierId]) -> Result<bool, LookupError> {
        let total = self.lists.tiers.total().map(|total| total.id.clone());
        let names = self.all_names(indicator)?;
        let mut known = names
            .iter()
            .filter_map(|(_, tier, _)| tier.as_ref())
            .filter(|tier| Some(*tier) != total.as_ref());
        Ok(known.all(|tier| tiers.contains(tier)))
    }

    /// What the ledger says of the same indicator anywhere else: at other tiers, in other areas, for other periods.
    pub(super) fn elsewhere(&mut self, claim: &Claim) -> Result<Rc<Vec<Answer>>, LookupError> {
        let Some(indicator) = self.indicator(&claim.subject, claim.statistic) else {
            return Ok(Rc::default());
        };
        let mut claim = claim.clone();
        claim.subject.together = false;
        if matches!(claim.statistic, Statistic::Trend | Statistic::TrendInterval | Statistic::TrendPoints) {
            claim.subject.periods = Vec::new();
            claim.subject.since = Vec::new();
        }
        let claim = &claim;
        let key = (indicator.clone(), claim.statistic);
        if let Some(found) = self.elsewhere.get(&key) {
            return Ok(Rc::clone(found));
        }
        let names = self.all_names(&indicator)?;
        let mut found = Vec::new();
        for name in names {
            let days = self.history(&name)?.periods.clone();
            if claim.statistic.is_of_span() {
                for to in days.values() {
                    let since: Vec<Period> =
                        days.values().filter(|from| from.last_day() < to.last_day()).copied().collect();
                    for from in since {
                        found.extend(self.answers_of(&name, claim, &[*to], &[from])?);
                    }
                }
            } else {
                let periods: Vec<Period> = days.values().copied().collect();
                found.extend(self.answers_of(&name, claim, &periods, &[])?);
            }
        }
        let found = Rc::new(found);
        self.elsewhere.insert(key, Rc::clone(&found));
        Ok(found)
    }

    fn answers_of(
        &mut self,
        name: &Name,
        claim: &Claim,
        periods: &[Period],
        since: &[Period],
    ) -> Result<Vec<Answer>, LookupError> {
        match claim.statistic {
            Statistic::Level => self.levels(name, periods),
            Statistic::Change | Statistic::Rate | Statistic::Contribution => {
                self.moves(name, claim.statistic, periods, since)
            }
            Statistic::Points => self.points(name, periods),
            Statistic::Coverage | Statistic::Units => {
                let mut found = Vec::new();
                for period in periods {
                    let both = self.coverage(name, *period)?;
                    found.extend(both.map(
                        |(ratio, units)| if claim.statistic == Statistic::Units { units } else { ratio },
                    ));
                }
                Ok(found)
            }
            Statistic::Trend | Statistic::TrendInterval | Statistic::TrendPoints => self.trend(name, claim),
            Statistic::YearsInRow | Statistic::Share | Statistic::Rank | Statistic::Apart => Ok(Vec::new()),
        }
    }

    fn levels(&mut self, name: &Name, periods: &[Period]) -> Result<Vec<Answer>, LookupError> {
        let of = |ledger: &Self, period: Period| ledger.said_of(name, None, period);
        let numbers: Vec<(Period, Number)> = {
            let history = self.history(name)?;
            periods
                .iter()
                .filter_map(|period| Some((*period, history.numbers.get(&period.last_day())?.clone())))
                .collect()
        };
        Ok(numbers
            .into_iter()
            .map(|(period, number)| Answer {
                bounds: number.bounds,
                value: number.value.or(number.bounds.as_point()),
                printed: Localized::new(number.printed.clone(), number.printed),
                is_exact: number.bounds.as_point().is_some(),
                of: of(self, period),
                figures: number.figures,
                others: number.others.into_iter().map(|(bounds, _, figure)| (bounds, figure)).collect(),
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
        let whole: Name = (name.0.clone(), None, name.2.clone());
        let whole = self.history(&whole)?.clone();
        let history = self.history(name)?.clone();
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
                    Statistic::Change => history.change(from, day),
                    _ => share_of_change(&history, &whole, (from, day)),
                };
                let from = history.periods.get(&from).copied().unwrap_or(Period::Day(from));
                found.extend(derived.map(|derived| {
                    let is_percent = statistic != Statistic::Change;
                    self.derived(&derived, is_percent, self.said_of(name, Some(from), *to))
                }));
            }
            // What was newly registered is counted as a flow, not as a difference of stocks.
            if statistic == Statistic::Change && history.is_flow {
                found.extend(self.levels(name, &[*to])?);
            }
        }
        Ok(found)
    }

    fn derived(&self, derived: &Derived, is_percent: bool, of: Localized) -> Answer {
        let printed = if is_percent { percent(derived) } else { plain_change(derived) };
        Answer {
            bounds: derived.bounds,
            value: derived.value,
            printed: Localized::new(printed.clone(), printed),
            is_exact: derived.bounds.as_point().is_some(),
            of,
            figures: derived.figures.clone(),
            others: Vec::new(),
        }
    }

    fn points(&mut self, name: &Name, periods: &[Period]) -> Result<Vec<Answer>, LookupError> {
        let history = self.history(name)?.clone();
        let mut found = Vec::new();
        for period in periods {
            let day = period.last_day();
            found.extend(history.rate_moves(day).map(|moved| {
                let points = in_points(&moved);
                Answer { printed: points, ..self.derived(&moved, true, self.said_of(name, None, *period)) }
            }));
        }
        Ok(found)
    }

    fn coverage(&mut self, name: &Name, period: Period) -> Result<Option<(Answer, Answer)>, LookupError> {
        let key = (name.clone(), period);
        if let Some(found) = self.coverages.get(&key) {
            return Ok(found.clone());
        }
        let total = self.lists.tiers.total().map(|total| total.id.clone());
        let Some(tier) = name.1.clone().or(total) else { return Ok(None) };
        let series = SeriesId {
            indicator: name.0.clone(),
            tier,
            area: name.2.clone(),
            breakdown: Breakdown::default(),
        };
        let point = coverage::at(self.lookup, self.lists, &series, period, self.known_on).ok().flatten();
        let found = point.and_then(|point| {
            let reading = point.found.as_ref().ok()?;
            let figures = |number: &KnownNumber| -> Vec<FigureId> {
                number.readings.iter().map(|reading| reading.figure.id.clone()).collect()
            };
            let mut all = figures(&point.covered);
            all.extend(figures(&reading.units));
            let ratio = reading.coverage.ratio.0;
            let derived = Derived {
                bounds: ratio,
                value: point
                    .covered
                    .bounds
                    .as_point()
                    .zip(reading.units.bounds.as_point())
                    .map(|(part, whole)| part / whole),
                figures: all,
            };
            let mut of = self.said_of(name, None, period);
            of = Localized::new(format!("{}的覆盖率", of.zh), format!("the coverage of {}", of.en));
            let answer = self.derived(&derived, true, of);
            let units = reading.units.bounds;
            let printed = units.as_point().map_or_else(|| units.to_string(), |point| point.to_string());
            let of = self.said_of(name, None, period);
            let units = Answer {
                bounds: units,
                value: units.as_point(),
                printed: Localized::new(printed.clone(), printed),
                is_exact: true,
                of: Localized::new(
                    format!("{}可覆盖的单位", of.zh),
                    format!("the units that {} could cover", of.en),
                ),
                figures: figures(&reading.units),
                others: Vec::new(),
            };
            Some((answer, units))
        });
        self.coverages.insert(key, found.clone());
        Ok(found)
    }

    /// What the trend of a series says, where the text has its first and last period.
    fn trend(&mut self, name: &Name, claim: &Claim) -> Result<Vec<Answer>, LookupError> {
        let total = self.lists.tiers.total().map(|total| total.id.clone());
        let Some(tier) = name.1.clone().or(total) else { return Ok(Vec::new()) };
        let series = SeriesId {
            indicator: name.0.clone(),
            tier,
            area: name.2.clone(),
            breakdown: Breakdown::default(),
        };
        let Ok(found) = trend::of_one(self.lookup, self.lists, &series, self.known_on) else {
            return Ok(Vec::new());
        };
        let Some(GrowthTrend::Fitted { rate, interval, fit }) = found.growth else { return Ok(Vec::new()) };
        let ends =
            [found.known.first(), found.known.last()].map(|end| end.and_then(|(time, _)| time.period()));
        let [Some(first), Some(last)] = ends else { return Ok(Vec::new()) };
        let says = |periods: &[Period], own: Period| {
            periods.iter().any(|period| period.last_day() == own.last_day())
        };
        let names_ends = !claim.subject.periods.is_empty() || !claim.subject.since.is_empty();
        if !names_ends {
            // The line of origin of a trend does not name its ends.
        } else if !says(&claim.subject.periods, last) || !says(&claim.subject.since, first) {
            return Ok(Vec::new());
        }
        let figures: Vec<FigureId> = found.readings.iter().map(|reading| reading.figure.id.clone()).collect();
        let point = |value: f64| Bounds::point(value).ok();
        let (bounds, value) = match claim.statistic {
            Statistic::TrendInterval => (Some(interval.0), None),
            Statistic::TrendPoints => {
                let count = u32::try_from(fit.points_used).unwrap_or(u32::MAX);
                (point(f64::from(count)), Some(f64::from(count)))
            }
            _ => (point(rate), Some(rate)),
        };
        let Some(bounds) = bounds else { return Ok(Vec::new()) };
        let derived = Derived { bounds, value, figures };
        let is_percent = claim.statistic != Statistic::TrendPoints;
        let of = self.said_of(name, Some(first), last);
        Ok(vec![self.derived(
            &derived,
            is_percent,
            Localized::new(format!("{}的趋势", of.zh), format!("the trend of {}", of.en)),
        )])
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

    fn said_of(&self, name: &Name, from: Option<Period>, to: Period) -> Localized {
        let indicator = self.lists.indicators.get(&name.0).map(|found| found.name.clone());
        let indicator = indicator.unwrap_or_else(|| Localized::new(name.0.0.clone(), name.0.0.clone()));
        let tier = name.1.as_ref().and_then(|id| self.lists.tiers.tiers.iter().find(|tier| tier.id == *id));
        let tier = tier.or(self.lists.tiers.total()).map(|tier| tier.name.clone()).unwrap_or_default();
        let area = self.lists.areas.get(&name.2);
        let area_zh = area.map_or_else(|| name.2.0.clone(), |area| area.name.clone());
        let area_en = area.and_then(|area| area.name_en.clone()).unwrap_or_else(|| area_zh.clone());
        let time = from.map_or_else(|| to.to_string(), |from| format!("{from} → {to}"));
        Localized::new(
            format!("{} · {} · {area_zh} · {time}", indicator.zh, tier.zh),
            format!("{} · {} · {area_en} · {time}", indicator.en, tier.en),
        )
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

/// A rate in percent with two digits; its bounds where the prints are rough.
pub(super) fn percent(found: &Derived) -> String {
    let range = |bounds: &Bounds| match bounds.upper_value() {
        Some(upper) => format!("{:.2}–{:.2} %", bounds.lower() * 100.0, upper * 100.0),
        None => format!("≥ {:.2} %", bounds.lower() * 100.0),
    };
    match (found.value, found.bounds.as_point()) {
        (Some(value), Some(_)) => format!("{:.2} %", value * 100.0),
        (Some(value), None) => format!("{:.2} % ({})", value * 100.0, range(&found.bounds)),
        (None, _) => range(&found.bounds),
    }
}

fn plain_change(found: &Derived) -> String {
    found.value.map_or_else(|| found.bounds.to_string(), |value| value.to_string())
}

/// A difference of rates, as a text writes it: its size, since 下降 and fell say the sign.
pub(super) fn in_points(found: &Derived) -> Localized {
    let points = found.value.map_or_else(
        || {
            let (least, most) =
                (found.bounds.lower() * 100.0, found.bounds.upper_value().map(|upper| upper * 100.0));
            most.map_or_else(|| format!("≥ {least:.2}"), |most| format!("{least:.2}–{most:.2}"))
        },
        |value| format!("{:.2}", value.abs() * 100.0),
    );
    Localized::new(format!("{points} 个百分点"), format!("{points} percentage points"))
}
