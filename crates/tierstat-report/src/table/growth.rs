//! Growth of tiers, or of the members of a dimension, between two periods.

use super::Builder;
use super::sparklines::CourseColumn;
use crate::error::ReportError;
use crate::scope::{NamedMember, Scope};
use crate::spec::TableSpec;
use crate::text::ask;
use tierstat_document::{Cell, Heading, RowKind, TableRow};
use tierstat_model::{AreaCode, Breakdown, DimensionId, IndicatorId, Localized, TierId};
use tierstat_stats::known_number::SeriesId;
use tierstat_stats::panel::default_tiers;
use tierstat_words as words;

fn tiers_of(
    scope: &Scope,
    indicator: &IndicatorId,
    breakdown: &Breakdown,
    tiers: &[TierId],
    area: &AreaCode,
) -> Result<Vec<TierId>, ReportError> {
    if tiers.is_empty() {
        return Ok(default_tiers(scope, &scope.lists, indicator, area, breakdown, None)?);
    }
    Ok(tiers.to_vec())
}

impl Builder<'_> {
    /// One row for each tier and one for all together; the first and the latest period of the scope.
    pub(super) fn growth(&mut self, spec: &TableSpec, areas: &[AreaCode]) -> Result<(), ReportError> {
        let span = ("first".to_owned(), "latest".to_owned());
        let period = |word: &str| match self.scope.period_of(word) {
            Ok(Some(period)) => words::period_heading(self.scope.printed_period(period), self.scope.language),
            _ => words::not_available(self.scope.language).to_owned(),
        };
        // Without a period in which all the tiers have a number there is nothing to compare.
        if !matches!(self.scope.period_of("latest"), Ok(Some(_))) {
            return Ok(());
        }
        let (first, latest) = (period("first"), period("latest"));
        self.names(&[("地区", "area"), ("层级", "tier")]);
        self.name_members(spec);
        if areas.len() == 1 {
            self.headings.remove(0);
        }
        self.headings.push(Heading { text: first.clone(), numbers: true });
        self.headings.push(Heading { text: latest.clone(), numbers: true });
        self.numbers(&[("增减", "change"), ("增长率", "growth rate"), ("贡献率", "share of change")]);
        let with_coverage = self.covers_something();
        if with_coverage {
            let heading =
                |period: &str| Localized::new(format!("覆盖率，{period}"), format!("coverage: {period}"));
            for period in [&first, &latest] {
                let text = heading(period).get(self.scope.language).to_owned();
                self.headings.push(Heading { text, numbers: true });
            }
        }
        let mut rows = Vec::new();
        for area in areas {
            if let Some(dimension) = &spec.by {
                rows.extend(self.growth_by(spec, area, dimension, (areas.len() > 1, with_coverage))?);
                continue;
            }
            let tiers = tiers_of(self.scope, self.indicator, &self.breakdown, &spec.named_tiers(), area)?;
            let total =
                self.scope.lists.tiers.total().filter(|_| tiers.len() > 1).map(|tier| tier.id.clone());
            for tier in tiers.iter().chain(&total) {
                // All tiers together have no share of themselves, also where they stand alone.
                let is_total = self.scope.lists.tiers.total().is_some_and(|whole| whole.id == *tier);
                let question = SeriesId {
                    indicator: self.indicator.clone(),
                    tier: tier.clone(),
                    area: area.clone(),
                    breakdown: self.breakdown.clone(),
                };
                let mut row = Vec::new();
                if areas.len() > 1 {
                    row.push(Cell::Name(words::area_name(&self.scope.lists, area, self.scope.language)));
                }
                row.push(Cell::Name(words::tier_name(&self.scope.lists, tier, self.scope.language)));
                row.push(self.bound(ask::figure(self.scope, &question, "first")?));
                row.push(self.bound(ask::figure(self.scope, &question, "latest")?));
                row.push(self.bound(ask::change(self.scope, &question, &span)?));
                row.push(self.bound(ask::rate(self.scope, &question, &span)?));
                row.push(if is_total {
                    Cell::Empty
                } else {
                    self.bound(ask::contribution(self.scope, &question, &span)?)
                });
                if with_coverage {
                    for at in ["first", "latest"] {
                        let coverage = ask::coverage(self.scope, &question, at)?;
                        row.push(if is_total { Cell::Empty } else { self.bound(coverage) });
                    }
                }
                let kind = if is_total { RowKind::Total } else { RowKind::Part };
                self.rows.push(TableRow { kind, cells: row });
                rows.push(question);
            }
        }
        if let Some(latest) = self.scope.period_of("latest").ok().flatten().filter(|_| spec.sparklines) {
            let rows = rows.into_iter().map(|series| Some((series, latest.last_day()))).collect();
            self.sparklines(vec![CourseColumn { name: String::new(), rows }]);
        }
        Ok(())
    }

    /// One row for each member of a dimension, and the series of each.
    fn growth_by(
        &mut self,
        spec: &TableSpec,
        area: &AreaCode,
        dimension: &DimensionId,
        (with_area, with_coverage): (bool, bool),
    ) -> Result<Vec<SeriesId>, ReportError> {
        let span = ("first".to_owned(), "latest".to_owned());
        let mut shown = Vec::new();
        let Some(whole) = self.one_tier(spec, area) else { return Ok(shown) };
        let rows = ask::growth_of_members(self.scope, &whole, dimension, &span)?;
        for NamedMember { name, series, .. } in self.scope.members(&whole, dimension)? {
            let mut row = Vec::new();
            if with_area {
                row.push(Cell::Name(words::area_name(&self.scope.lists, area, self.scope.language)));
            }
            row.push(Cell::Name(name));
            row.push(self.bound(ask::figure(self.scope, &series, "first")?));
            row.push(self.bound(ask::figure(self.scope, &series, "latest")?));
            row.push(self.bound(ask::change(self.scope, &series, &span)?));
            row.push(self.bound(ask::rate(self.scope, &series, &span)?));
            row.push(self.bound(ask::share_of_member(self.scope, &series, &rows, &span)?));
            if with_coverage {
                for at in ["first", "latest"] {
                    row.push(self.bound(ask::coverage(self.scope, &series, at)?));
                }
            }
            self.push_row(row);
            shown.push(series);
        }
        Ok(shown)
    }

    fn covers_something(&self) -> bool {
        self.scope.lists.covered_by(self.indicator, &self.breakdown).is_some()
    }
}
