//! Coverage of areas and tiers over time.

use super::Builder;
use crate::binding::{Binding, Known};
use crate::error::ReportError;
use crate::scope::Scope;
use crate::spec::TableSpec;
use crate::text::ask;
use tierstat_answers::coverage::{self, SeriesCoverage};
use tierstat_answers::{AnswerError, Members, Selection};
use tierstat_document::Cell;
use tierstat_model::{AreaCode, IndicatorId, Localized, TierId};
use tierstat_words as words;

/// The coverage of an indicator in areas over time, or why there is none at all.
pub(crate) fn coverage_over_time(
    scope: &Scope,
    indicator: &IndicatorId,
    tiers: &[TierId],
    areas: &[AreaCode],
) -> Result<Result<Vec<SeriesCoverage>, Localized>, ReportError> {
    let selection = Selection {
        indicators: vec![indicator.clone()],
        tiers: tiers.to_vec(),
        areas: areas.to_vec(),
        ..Selection::default()
    };
    match coverage::over_time(scope, &scope.lists, &selection, Members::Tiers, None) {
        Ok(found) => Ok(Ok(found)),
        Err(AnswerError::Question { message, .. }) => Ok(Err(message)),
        Err(error) => Err(error.into()),
    }
}

impl Builder<'_> {
    /// One row for each area, tier and period whose units were counted.
    pub(super) fn coverage(&mut self, spec: &TableSpec, areas: &[AreaCode]) -> Result<(), ReportError> {
        self.names(&[("地区", "area"), ("层级", "tier"), ("时期", "period")]);
        self.numbers(&[("已覆盖", "covered"), ("单位数", "units"), ("覆盖率", "coverage")]);
        let language = self.scope.language;
        let found = match coverage_over_time(self.scope, self.indicator, &spec.named_tiers(), areas)? {
            Ok(found) => found,
            Err(reason) => {
                self.refused = Some(reason);
                return Ok(());
            }
        };
        for (series, point) in found
            .iter()
            .flat_map(|found| found.covered().into_iter().map(move |point| (&found.series, point)))
        {
            let Ok(of) = &point.found else { continue };
            let Some(coverage) = ask::coverage_of(self.scope, series, point) else { continue };
            let [covered, units] =
                [&of.covered, &of.units].map(|number| Known::of(self.scope, number.clone()));
            let said = covered.period;
            let label = ask::label(self.scope, series, &covered);
            self.push_row(vec![
                Cell::Name(words::area_name(&self.scope.lists, &series.area, language)),
                Cell::Name(words::tier_name(&self.scope.lists, &series.tier, language)),
                Cell::Period(words::period_heading(covered.period, language)),
                self.bound(Binding::of_known(label, covered)),
                self.bound(ask::units_of(self.scope, series, units, said)),
                self.bound(coverage),
            ]);
        }
        Ok(())
    }
}
