//! What a report can ask: the readings it may need, and what `first`, `previous` and `latest` mean in it.

use crate::error::ReportError;
use crate::report::{Report, ReportContext};
use std::collections::BTreeSet;
use std::sync::Arc;
use tierstat_model::{
    AreaCode, Breakdown, CodeLists, FigureLookup, FigureQuery, IndicatorId, Language, LookupError, Period,
    Reading, TierId,
};
use tierstat_stats::known_number::{SeriesId, known_number};
use tierstat_stats::panel::{default_tiers, panel_periods};
use tierstat_words as words;

/// The readings of one report in one language, with the meaning of its words for periods.
///
/// Templates outlive no borrow, so the readings that the report names are gathered before it is rendered.
#[derive(Debug)]
pub(crate) struct Scope {
    /// The name of the report.
    pub(crate) report: String,
    pub(crate) lists: Arc<CodeLists>,
    pub(crate) language: Language,
    pub(crate) indicator: IndicatorId,
    pub(crate) area: AreaCode,
    pub(crate) tiers: Vec<TierId>,
    /// The reference periods in which all tiers of the scope have a number.
    panel: Vec<Period>,
    readings: Vec<Reading>,
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
            ..FigureQuery::of_wholes()
        };
        let mut scope = Self {
            report: report.name().to_owned(),
            lists: Arc::clone(context.lists),
            language,
            indicator: spec.indicator.clone(),
            area: spec.area.clone(),
            tiers: spec.tiers.clone(),
            panel: Vec::new(),
            readings: context.lookup.readings(&query)?,
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

    /// All numbers of one indicator, tier and area, in order of period.
    pub(crate) fn series<'a>(
        &'a self,
        indicator: &'a IndicatorId,
        tier: &'a TierId,
        area: &'a AreaCode,
    ) -> impl Iterator<Item = &'a Reading> {
        self.readings.iter().filter(move |reading| is_number_of(reading, indicator, tier, area))
    }

    /// A question in words: indicator, tier, area, period.
    pub(crate) fn question(
        &self,
        indicator: &IndicatorId,
        tier: &TierId,
        area: &AreaCode,
        period: Period,
    ) -> String {
        [
            words::indicator_name(&self.lists, indicator, self.language),
            words::tier_name(&self.lists, tier, self.language),
            words::area_name(&self.lists, area, self.language),
            words::period(period, self.language),
        ]
        .join(" · ")
    }
}

fn is_number_of(reading: &Reading, indicator: &IndicatorId, tier: &TierId, area: &AreaCode) -> bool {
    reading.key.indicator == *indicator
        && reading.key.tier == *tier
        && reading.key.area == *area
        && reading.figure.quantity.bounds.is_some()
}

/// The gathered readings answer questions as the place they came from would.
impl FigureLookup for Scope {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        Ok(self.readings.iter().filter(|reading| query.accepts(&reading.figure)).cloned().collect())
    }
}

/// The indicators that a report names anywhere, with those that count what they cover, and their targets.
fn named_indicators(report: &Report, lists: &CodeLists) -> BTreeSet<IndicatorId> {
    let mut named = BTreeSet::from([report.spec.scope.indicator.clone()]);
    for indicator in &lists.indicators.indicators {
        let forms = [&indicator.id.0, &indicator.name.zh, &indicator.name.en];
        if forms.into_iter().chain(&indicator.aliases).any(|form| report.names_in_words(form)) {
            named.insert(indicator.id.clone());
            named.extend(indicator.covers.clone());
        }
    }
    let scope_covers =
        lists.indicators.get(&report.spec.scope.indicator).and_then(|found| found.covers.clone());
    named.extend(scope_covers);
    let targets =
        |id: &IndicatorId| lists.indicators.targets_of(id).into_iter().map(|target| target.id.clone());
    let targets: Vec<IndicatorId> = named.iter().flat_map(targets).collect();
    named.extend(targets);
    named
}
