//! Tables: rows and columns of bindings, which know no format.

use crate::binding::{Binding, Bindings, Known};
use crate::error::ReportError;
use crate::scope::{NamedMember, Scope};
use crate::spec::{ReportSpec, TableKind, TableSpec};
use crate::text::ask;
use tierstat_answers::coverage::{self, SeriesCoverage};
use tierstat_answers::{AnswerError, Members, Selection};
use tierstat_document::{Cell, Heading, RowKind, Table, TableRow, source_line};
use tierstat_model::{AreaCode, Breakdown, DimensionId, IndicatorId, Localized, TierId};
use tierstat_stats::known_number::{KnownNumber, SeriesId};
use tierstat_stats::panel::default_tiers;
use tierstat_words as words;

/// The table that a description asks for.
pub(crate) fn table(
    scope: &Scope,
    spec: &TableSpec,
    report: &ReportSpec,
    bindings: &Bindings,
) -> Result<Table, ReportError> {
    let areas = spec.all_areas(&report.scope);
    let (indicator, breakdown) = scope.lists.folded(spec.indicator.clone(), spec.breakdown.clone());
    let mut builder =
        Builder { scope, bindings, indicator: &indicator, breakdown, headings: Vec::new(), rows: Vec::new() };
    let is_of_parts = spec.by.is_some() || !spec.breakdown.is_whole();
    match spec.kind {
        TableKind::Coverage if is_of_parts => {
            let message = format!("the table `{}` of coverage has no breakdown and no by", spec.name);
            return Err(ReportError::Template { template: scope.report.clone(), line: 0, message });
        }
        TableKind::Growth => builder.growth(spec, &areas)?,
        TableKind::Coverage => builder.coverage(spec, &areas)?,
        TableKind::Figures => builder.figures(spec, &areas)?,
    }
    let Builder { headings, rows, .. } = builder;
    let all = bindings.all();
    let cells = rows.iter().flat_map(|row: &TableRow| &row.cells);
    let of_table = cells.filter_map(|cell| match cell {
        Cell::Number(place) => all.get(*place),
        Cell::Name(_) | Cell::Text(_) | Cell::Line { .. } | Cell::Empty => None,
    });
    let source = source_line(of_table.flat_map(|binding| &binding.readings), scope.language);
    let unit = scope.lists.indicators.get(&spec.indicator).and_then(|indicator| {
        let unit = scope.lists.units.get(&indicator.unit)?;
        Some(unit.name.get(scope.language).to_owned())
    });
    Ok(Table {
        name: spec.name.clone(),
        ordinal: 0,
        title: spec.title.get(scope.language).to_owned(),
        unit: unit.unwrap_or_default(),
        headings,
        rows,
        notes: Vec::new(),
        source,
    })
}

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

struct Builder<'a> {
    scope: &'a Scope,
    bindings: &'a Bindings,
    indicator: &'a IndicatorId,
    breakdown: Breakdown,
    headings: Vec<Heading>,
    rows: Vec<TableRow>,
}

impl Builder<'_> {
    /// One row for each tier and one for all together; the first and the latest period of the scope.
    fn growth(&mut self, spec: &TableSpec, areas: &[AreaCode]) -> Result<(), ReportError> {
        let span = ("first".to_owned(), "latest".to_owned());
        let period = |word: &str| match self.scope.period_of(word) {
            Ok(Some(period)) => words::period_heading(self.scope.printed_period(period), self.scope.language),
            _ => words::not_available(self.scope.language).to_owned(),
        };
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
        for area in areas {
            if let Some(dimension) = &spec.by {
                self.growth_by(spec, area, dimension, (areas.len() > 1, with_coverage))?;
                continue;
            }
            let tiers = tiers_of(self.scope, self.indicator, &self.breakdown, &spec.tiers, area)?;
            let total =
                self.scope.lists.tiers.total().filter(|_| tiers.len() > 1).map(|tier| tier.id.clone());
            for tier in tiers.iter().chain(&total) {
                let is_total = Some(tier) == total.as_ref();
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
            }
        }
        Ok(())
    }

    /// One row for each area, tier and period whose units were counted.
    fn coverage(&mut self, spec: &TableSpec, areas: &[AreaCode]) -> Result<(), ReportError> {
        self.names(&[("地区", "area"), ("层级", "tier"), ("时期", "period")]);
        self.numbers(&[("已覆盖", "covered"), ("单位数", "units"), ("覆盖率", "coverage")]);
        let language = self.scope.language;
        let found = match coverage_over_time(self.scope, self.indicator, &spec.tiers, areas)? {
            Ok(found) => found,
            Err(reason) => {
                // A table of which nothing can be told says so, and is found.
                let indicator = words::indicator_name(&self.scope.lists, self.indicator, language);
                let cell = || self.bound(Binding::refused(self.scope, indicator.clone(), reason.clone()));
                let row = vec![Cell::Empty, Cell::Empty, Cell::Empty, cell(), cell(), cell()];
                self.push_row(row);
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
            let label = ask::label(self.scope, series, &covered);
            self.push_row(vec![
                Cell::Name(words::area_name(&self.scope.lists, &series.area, language)),
                Cell::Name(words::tier_name(&self.scope.lists, &series.tier, language)),
                Cell::Text(words::period_heading(covered.period, language)),
                self.bound(Binding::of_known(label, covered)),
                self.bound(ask::units_of(self.scope, series, units)),
                self.bound(coverage),
            ]);
        }
        Ok(())
    }

    /// One row for each period of a series, with the document that prints it.
    fn figures(&mut self, spec: &TableSpec, areas: &[AreaCode]) -> Result<(), ReportError> {
        if spec.by.is_some() {
            self.names(&[("层级", "tier")]);
            self.name_members(spec);
        }
        self.names(&[("时期", "period")]);
        self.numbers(&[("数值", "figure")]);
        self.names(&[("原文", "printed"), ("文献", "document")]);
        let mut all: Vec<(Option<String>, SeriesId)> = Vec::new();
        for area in areas {
            let Some(whole) = self.one_tier(spec, area) else { continue };
            match &spec.by {
                Some(dimension) => {
                    let members = self.scope.members(&whole, dimension)?;
                    all.extend(members.into_iter().map(|member| (Some(member.name), member.series)));
                }
                None => all.push((None, whole)),
            }
        }
        for (name, series) in &all {
            let readings: Vec<_> = self.scope.series(series).cloned().collect();
            for reading in readings {
                let period = reading.figure.period;
                let Some(number) = KnownNumber::printed(&reading) else { continue };
                let known = Known::of(self.scope, number);
                let label = self.scope.question(series, period);
                let origin = &reading.figure.origin;
                let mut row: Vec<Cell> = name.iter().map(|name| Cell::Name(name.clone())).collect();
                row.extend([
                    Cell::Name(words::period_heading(period, self.scope.language)),
                    self.bound(Binding::of_known(label, known)),
                    Cell::Text(reading.figure.quantity.printed.clone()),
                    Cell::Text(origin.document.title.clone()),
                ]);
                self.push_row(row);
            }
        }
        Ok(())
    }

    /// The series of an area of the one tier that a table has: the total where none is named.
    fn one_tier(&self, spec: &TableSpec, area: &AreaCode) -> Option<SeriesId> {
        let total = self.scope.lists.tiers.total().map(|tier| &tier.id);
        let tier = spec.tier.as_ref().or(spec.tiers.first()).or(total)?.clone();
        let (indicator, breakdown) = (self.indicator.clone(), self.breakdown.clone());
        Some(SeriesId { indicator, tier, area: area.clone(), breakdown })
    }

    /// The heading of the last column by the name of the dimension, where its members stand in it.
    fn name_members(&mut self, spec: &TableSpec) {
        let dimension = spec.by.as_ref().and_then(|by| self.scope.lists.dimensions.get(by));
        if let (Some(dimension), Some(heading)) = (dimension, self.headings.last_mut()) {
            dimension.name.get(self.scope.language).clone_into(&mut heading.text);
        }
    }

    /// One row for each member of a dimension.
    fn growth_by(
        &mut self,
        spec: &TableSpec,
        area: &AreaCode,
        dimension: &DimensionId,
        (with_area, with_coverage): (bool, bool),
    ) -> Result<(), ReportError> {
        let span = ("first".to_owned(), "latest".to_owned());
        let Some(whole) = self.one_tier(spec, area) else { return Ok(()) };
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
        }
        Ok(())
    }

    fn covers_something(&self) -> bool {
        self.scope.lists.covered_by(self.indicator, &self.breakdown).is_some()
    }

    fn push_row(&mut self, cells: Vec<Cell>) {
        self.rows.push(TableRow { kind: RowKind::Part, cells });
    }

    fn bound(&self, binding: Binding) -> Cell {
        Cell::Number(self.bindings.add(binding))
    }

    fn names(&mut self, headings: &[(&str, &str)]) {
        self.push(headings, false);
    }

    fn numbers(&mut self, headings: &[(&str, &str)]) {
        self.push(headings, true);
    }

    fn push(&mut self, headings: &[(&str, &str)], numbers: bool) {
        let language = self.scope.language;
        self.headings.extend(
            headings
                .iter()
                .map(|(zh, en)| Heading { text: Localized::new(*zh, *en).get(language).to_owned(), numbers }),
        );
    }
}
