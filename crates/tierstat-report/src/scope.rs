//! What a report can ask: the readings it may need, and what `first`, `previous` and `latest` mean in it.

use crate::error::ReportError;
use crate::report::{Report, ReportContext};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tierstat_answers::revision::{self, Vintage};
use tierstat_chart::{ChartKind, ChartSpec};
use tierstat_model::{
    AreaCode, Breakdown, CodeLists, DimensionId, FigureLookup, FigureQuery, IndicatorId, Language,
    LookupError, Period, Reading, SeriesKey, TierId,
};
use tierstat_stats::known_number::{SeriesId, known_number};
use tierstat_stats::panel::{default_tiers, member_series, panel_periods};
use tierstat_words as words;

/// A member of a dimension with its series.
#[derive(Debug, Clone)]
pub(crate) struct NamedMember {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) series: SeriesId,
}

/// The readings of one report in one language, with the meaning of its words for periods.
///
/// Templates outlive no borrow, so the readings that the report names are gathered before it is rendered.
#[derive(Debug)]
pub(crate) struct Scope {
    /// The name of the report.
    pub(crate) report: String,
    /// Its title.
    pub(crate) title: String,
    pub(crate) lists: Arc<CodeLists>,
    pub(crate) language: Language,
    pub(crate) indicator: IndicatorId,
    pub(crate) area: AreaCode,
    pub(crate) tiers: Vec<TierId>,
    /// The reference periods in which all tiers of the scope have a number.
    panel: Vec<Period>,
    readings: Vec<Reading>,
    /// What was said of each question on each day, where a chart shows it.
    pub(crate) vintages: BTreeMap<SeriesKey, Vec<Vintage>>,
}

impl Scope {
    pub(crate) fn gather(
        report: &Report,
        context: &ReportContext<'_>,
        language: Language,
    ) -> Result<Self, ReportError> {
        let spec = &report.spec.scope;
        let query = FigureQuery {
            indicators: named_indicators(report, context.lists).into_iter().collect(),
            known_on: context.known_on,
            ..FigureQuery::of_all()
        };
        let mut scope = Self {
            report: report.name().to_owned(),
            title: report.spec.title.get(language).to_owned(),
            lists: Arc::clone(context.lists),
            language,
            indicator: spec.indicator.clone(),
            area: spec.area.clone(),
            tiers: spec.tiers.clone(),
            panel: Vec::new(),
            readings: context.lookup.readings(&query)?,
            vintages: vintages(report, context)?,
        };
        if scope.tiers.is_empty() {
            scope.tiers = default_tiers(
                &scope,
                context.lists,
                &scope.indicator,
                &scope.area,
                &Breakdown::whole(),
                None,
            )?;
        }
        if !scope.tiers.is_empty() {
            scope.panel = panel_periods(
                &scope,
                &scope.indicator,
                &scope.area,
                &scope.tiers,
                &Breakdown::whole(),
                None,
            )?;
        }
        Ok(scope)
    }

    /// The period that a word or a text stands for; `None` where the panel has no such period.
    pub(crate) fn period_of(&self, at: &str) -> Result<Option<Period>, String> {
        let position = match at {
            "first" => self.panel.first(),
            "latest" => self.panel.last(),
            "previous" => self.panel.len().checked_sub(2).and_then(|index| self.panel.get(index)),
            period => {
                return period
                    .parse::<Period>()
                    .map(Some)
                    .map_err(|error| format!("{error}, or first, previous, latest"));
            }
        };
        Ok(position.copied())
    }

    /// The readings that the report may need.
    pub(crate) fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// A period as the figures of the scope print it, where they agree.
    pub(crate) fn printed_period(&self, at: Period) -> Period {
        let series = |tier: &TierId| SeriesId {
            indicator: self.indicator.clone(),
            tier: tier.clone(),
            area: self.area.clone(),
            breakdown: Breakdown::whole(),
        };
        let found = self.tiers.iter().filter_map(|tier| {
            known_number(&self.readings, &self.lists, &series(tier), at).map(|number| number.period)
        });
        let periods: BTreeSet<Period> = found.collect();
        let mut periods = periods.into_iter();
        match (periods.next(), periods.next()) {
            (Some(only), None) => only,
            _ => at,
        }
    }

    /// The indicators that have a number in one of some areas, in the order of the code lists, without those that only say how many
    /// there can be: units that others cover, their kinds, and targets.
    pub(crate) fn indicators_of(&self, areas: &[AreaCode]) -> Vec<IndicatorId> {
        let with_numbers: BTreeSet<&IndicatorId> = self
            .readings
            .iter()
            .filter(|reading| areas.contains(&reading.key.area) && reading.figure.quantity.bounds.is_some())
            .map(|reading| &reading.key.indicator)
            .collect();
        let list = &self.lists.indicators;
        let units = self.lists.units_covered();
        let targets = list.targets();
        let is_told = |id: &&IndicatorId| {
            let is_unit = |id: &IndicatorId| units.contains(id);
            with_numbers.contains(id)
                && !is_unit(id)
                && !list.whole_of(id).is_some_and(is_unit)
                && !targets.contains(id)
        };
        list.indicators.iter().map(|indicator| &indicator.id).filter(is_told).cloned().collect()
    }

    /// The names of the indicators that have no number anywhere.
    pub(crate) fn without_figures(&self) -> String {
        let has_number = |indicator: &IndicatorId| {
            let is_one = |reading: &&Reading| reading.key.indicator == *indicator;
            self.readings.iter().filter(is_one).any(|reading| reading.figure.quantity.bounds.is_some())
        };
        let all = self.lists.indicators.indicators.iter().filter(|indicator| !has_number(&indicator.id));
        let names: Vec<&str> = all.map(|indicator| indicator.name.get(self.language)).collect();
        match self.language {
            Language::Chinese => names.join("、"),
            Language::English => names.join(", "),
        }
    }

    /// All numbers of one series, in order of period.
    pub(crate) fn series<'a>(&'a self, series: &'a SeriesId) -> impl Iterator<Item = &'a Reading> {
        let has_number = |reading: &&Reading| reading.figure.quantity.bounds.is_some();
        self.readings.iter().filter(|reading| series.holds(reading)).filter(has_number)
    }

    /// A question in words: indicator, tier, area, period.
    pub(crate) fn question(&self, series: &SeriesId, period: Period) -> String {
        let SeriesId { indicator, tier, area, breakdown } = series;
        [
            words::part_of_indicator(&self.lists, indicator, breakdown, self.language),
            words::tier_name(&self.lists, tier, self.language),
            words::area_name(&self.lists, area, self.language),
            words::period(period, self.language),
        ]
        .join(" · ")
    }

    /// The members of a dimension, each by its name with its series as it is kept.
    ///
    /// # Errors
    /// [`ReportError::Template`] where no list has the dimension.
    pub(crate) fn members(
        &self,
        whole: &SeriesId,
        dimension: &DimensionId,
    ) -> Result<Vec<NamedMember>, ReportError> {
        if self.lists.dimensions.get(dimension).is_none() {
            let message = format!("no dimension has the id `{dimension}`");
            return Err(ReportError::Template { template: self.report.clone(), line: 0, message });
        }
        let tiers = std::slice::from_ref(&whole.tier);
        let found = member_series(self, &self.lists, whole, dimension, tiers, None)?;
        let named = found.into_iter().filter_map(|(shown, _)| {
            let member = shown.breakdown.member(dimension)?;
            let name = self.lists.dimensions.member_name(dimension, member).get(self.language).to_owned();
            let (indicator, breakdown) = self.lists.folded(shown.indicator.clone(), shown.breakdown.clone());
            Some(NamedMember {
                code: member.0.clone(),
                name,
                series: SeriesId { indicator, breakdown, ..shown },
            })
        });
        Ok(named.collect())
    }
}

/// The gathered readings answer questions as the place they came from would.
impl FigureLookup for Scope {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        Ok(self.readings.iter().filter(|reading| query.accepts(&reading.figure)).cloned().collect())
    }
}

/// What was said of the indicators whose revisions a report shows, on each day up to the one on which it asks.
fn vintages(
    report: &Report,
    context: &ReportContext<'_>,
) -> Result<BTreeMap<SeriesKey, Vec<Vintage>>, ReportError> {
    let shown =
        report.charts.values().map(|chart| &chart.spec).filter(|spec| spec.kind == ChartKind::Revisions);
    let kept = |spec: &ChartSpec| context.lists.folded(spec.indicator.clone(), spec.breakdown.clone()).0;
    let indicators: BTreeSet<IndicatorId> = shown.map(kept).collect();
    if indicators.is_empty() {
        return Ok(BTreeMap::new());
    }
    let query = FigureQuery { indicators: indicators.into_iter().collect(), ..FigureQuery::of_all() };
    let mut days = context.lookup.days_of_change(&query)?;
    days.retain(|day| context.known_on.is_none_or(|last| *day <= last));
    Ok(revision::vintages(context.lookup, &query, &days)?)
}

/// The indicators that a report names anywhere, with those that count what they cover, and their targets.
fn named_indicators(report: &Report, lists: &CodeLists) -> BTreeSet<IndicatorId> {
    let mut named = BTreeSet::from([report.spec.scope.indicator.clone()]);
    for indicator in &lists.indicators.indicators {
        let forms = [&indicator.id.0, &indicator.name.zh, &indicator.name.en];
        if report.is_of_all_indicators()
            || forms.into_iter().chain(&indicator.aliases).any(|form| report.names_in_words(form))
        {
            named.insert(indicator.id.clone());
            named.extend(lists.covered_by(&indicator.id, &Breakdown::whole()).map(|(units, _)| units));
        }
    }
    let scope_covers = lists.covered_by(&report.spec.scope.indicator, &Breakdown::whole());
    named.extend(scope_covers.map(|(units, _)| units));
    let targets =
        |id: &IndicatorId| lists.indicators.targets_of(id).into_iter().map(|target| target.id.clone());
    let targets: Vec<IndicatorId> = named.iter().flat_map(targets).collect();
    named.extend(targets);
    // An indicator that is one of these limited to a member stands for a part of it.
    for _ in 0..lists.indicators.indicators.len() {
        let limited = named.iter().flat_map(|id| lists.indicators.limited(id));
        let limited: Vec<IndicatorId> = limited.map(|(indicator, _)| indicator.id.clone()).collect();
        let known = named.len();
        named.extend(limited);
        if named.len() == known {
            break;
        }
    }
    named
}
