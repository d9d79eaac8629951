//! Tables: rows and columns of bindings, which know no format.

mod answer;
mod areas;
mod comparison;
mod coverage;
mod figures;
mod growth;
mod indicators;
mod low_reliability;
mod periods;
mod sparklines;

use crate::binding::{Binding, Bindings, Known};
use crate::course::{common_tier, natural_tier};
use crate::error::ReportError;
use crate::report::ReportContext;
use crate::scope::Scope;
use crate::spec::{ReportSpec, TableKind, TableSpec};
pub(crate) use coverage::coverage_over_time;
use tierstat_document::{Cell, Heading, RowKind, Table, TableRow, documents, source_line};
use tierstat_model::{AreaCode, Breakdown, Document, IndicatorId, Localized, Reading};
use tierstat_stats::known_number::{KnownNumber, SeriesId};
use tierstat_words as words;

/// The table that a description asks for, with the documents behind its sparklines; or why there is nothing to tell in it.
pub(crate) fn table(
    scope: &Scope,
    spec: &TableSpec,
    report: &ReportSpec,
    context: &ReportContext<'_>,
    bindings: &Bindings,
) -> Result<Result<(Table, Vec<Document>), Localized>, ReportError> {
    let areas = spec.all_areas(&report.scope, &scope.lists);
    let (indicator, breakdown) =
        scope.lists.folded(spec.one_indicator(&report.scope), spec.breakdown.clone());
    let mut builder = Builder {
        scope,
        bindings,
        indicator: &indicator,
        breakdown,
        headings: Vec::new(),
        rows: Vec::new(),
        notes: Vec::new(),
        unit: None,
        refused: None,
        drawn: Vec::new(),
    };
    match spec.kind {
        TableKind::Growth => builder.growth(spec, &areas)?,
        TableKind::Coverage => builder.coverage(spec, &areas)?,
        TableKind::Figures => builder.figures(spec, &areas)?,
        TableKind::Indicators => builder.indicators(spec, &areas)?,
        TableKind::Areas => builder.areas(spec, &areas),
        TableKind::Periods => builder.periods(spec, &areas),
        TableKind::Comparison => builder.comparison(spec, &areas),
        _ => builder.answer(spec, &areas, context)?,
    }
    builder.note_low_reliability();
    let Builder { headings, rows, notes, unit, refused, drawn, .. } = builder;
    if rows.is_empty() {
        return Ok(Err(refused.unwrap_or_default()));
    }
    let (headings, rows) = without_empty_columns(headings, rows);
    let source = bindings.with(|all| {
        let cells = rows.iter().flat_map(|row: &TableRow| &row.cells);
        let of_table = cells.filter_map(|cell| match cell {
            Cell::Number(place) => all.get(*place),
            Cell::Name(_) | Cell::Text(_) | Cell::Period(_) | Cell::Sparkline(_) | Cell::Empty => None,
        });
        source_line(of_table.flat_map(|binding| &binding.readings).chain(&drawn), scope.language)
    });
    let unit = unit.unwrap_or_else(|| unit_name(scope, &indicator));
    let title = spec.title.get(scope.language).to_owned();
    // Several notes are one line under the table.
    let separator = Localized::new("；", "; ");
    let notes = match notes.as_slice() {
        [] => Vec::new(),
        notes => vec![notes.join(separator.get(scope.language))],
    };
    let drawn = documents(&drawn).into_iter().cloned().collect();
    let table = Table { name: spec.name.clone(), ordinal: 0, title, unit, headings, rows, notes, source };
    Ok(Ok((table, drawn)))
}

/// A column of which no row has anything is none: where a total stands alone nothing has a share.
fn without_empty_columns(headings: Vec<Heading>, rows: Vec<TableRow>) -> (Vec<Heading>, Vec<TableRow>) {
    let holds =
        |place: usize| rows.iter().any(|row| row.cells.get(place).is_some_and(|cell| *cell != Cell::Empty));
    let kept: Vec<bool> = (0..headings.len()).map(|place| place == 0 || holds(place)).collect();
    let is_kept = |place: usize| kept.get(place).copied().unwrap_or(true);
    let rows = rows.into_iter().map(|row| {
        let cells = row.cells.into_iter().enumerate().filter(|(place, _)| is_kept(*place));
        TableRow { kind: row.kind, cells: cells.map(|(_, cell)| cell).collect() }
    });
    let rows = rows.collect();
    let headings = headings.into_iter().enumerate().filter(|(place, _)| is_kept(*place));
    (headings.map(|(_, heading)| heading).collect(), rows)
}

/// The unit of an indicator in words.
fn unit_name(scope: &Scope, indicator: &IndicatorId) -> String {
    let unit = scope.lists.unit_of(indicator);
    unit.map_or_else(String::new, |unit| unit.name.get(scope.language).to_owned())
}

struct Builder<'a> {
    scope: &'a Scope,
    bindings: &'a Bindings,
    indicator: &'a IndicatorId,
    breakdown: Breakdown,
    headings: Vec<Heading>,
    rows: Vec<TableRow>,
    notes: Vec<String>,
    /// The unit of all figures, where it is not that of the indicator; empty where each has its own.
    unit: Option<String>,
    /// Why what was asked cannot be answered.
    refused: Option<Localized>,
    /// The readings that sparklines show.
    drawn: Vec<Reading>,
}

impl Builder<'_> {
    /// The series of an area of the one tier that a table has: the total where none is named.
    fn one_tier(&self, spec: &TableSpec, area: &AreaCode) -> Option<SeriesId> {
        let total = self.scope.lists.tiers.total().map(|tier| &tier.id);
        let tier = spec.tier.as_ref().or(spec.tiers.first()).or(total)?.clone();
        let (indicator, breakdown) = (self.indicator.clone(), self.breakdown.clone());
        Some(SeriesId { indicator, tier, area: area.clone(), breakdown })
    }

    /// The series of an indicator in an area by the tier that the table names, or by which the indicator is told where it names none.
    fn series_of(&self, spec: &TableSpec, indicator: &IndicatorId, area: &AreaCode) -> Option<SeriesId> {
        let (indicator, breakdown) = self.scope.lists.folded(indicator.clone(), spec.breakdown.clone());
        let named = spec.tier.as_ref().or(spec.tiers.first()).cloned();
        let tier = named.or_else(|| natural_tier(self.scope, &indicator, area, &breakdown))?;
        Some(SeriesId { indicator, tier, area: area.clone(), breakdown })
    }

    /// The series of an indicator in each of several areas, all of one tier.
    fn series_of_areas(
        &self,
        spec: &TableSpec,
        indicator: &IndicatorId,
        areas: &[AreaCode],
    ) -> Vec<SeriesId> {
        let (indicator, breakdown) = self.scope.lists.folded(indicator.clone(), spec.breakdown.clone());
        let named = spec.tier.as_ref().or(spec.tiers.first()).cloned();
        let Some(tier) = named.or_else(|| common_tier(self.scope, &indicator, areas, &breakdown)) else {
            return Vec::new();
        };
        let series = areas.iter().map(|area| SeriesId {
            indicator: indicator.clone(),
            tier: tier.clone(),
            area: area.clone(),
            breakdown: breakdown.clone(),
        });
        series.collect()
    }

    /// What a series has that is not compared, where there is any.
    fn note_apart(&mut self, series: &SeriesId, apart: &[KnownNumber]) {
        if apart.is_empty() {
            return;
        }
        let (scope, language) = (self.scope, self.scope.language);
        let told = apart.iter().map(|number| {
            let period = words::period(number.period, language);
            let text = Known::of(scope, number.clone()).text;
            Localized::new(format!("{period}的{text}"), format!("{text} as of {period}"))
                .get(language)
                .to_owned()
        });
        let told: Vec<String> = told.collect();
        let name = self.series_name(series);
        let note = Localized::new(
            format!("{name}：{}与其余各数不合，未列入也未比较", told.join("、")),
            format!(
                "{name}: {} contradicts the other numbers and is neither listed nor compared",
                told.join(", ")
            ),
        );
        self.notes.push(note.get(language).to_owned());
    }

    /// A name with its unit, where there is one: 会员（人）, members (persons).
    fn with_unit(&self, name: &str, indicator: &IndicatorId) -> String {
        let unit = unit_name(self.scope, indicator);
        if unit.is_empty() {
            return name.to_owned();
        }
        Localized::new(format!("{name}（{unit}）"), format!("{name} ({unit})"))
            .get(self.scope.language)
            .to_owned()
    }

    /// The indicators of a table of several: those it names, else all that have figures in its areas, in the order of the code lists.
    fn several(&self, spec: &TableSpec, areas: &[AreaCode]) -> Vec<IndicatorId> {
        if !spec.is_of_all() {
            return spec.named_indicators().cloned().collect();
        }
        self.scope.indicators_of(areas)
    }

    /// An indicator with its tier, where that is not the total of all.
    fn series_name(&self, series: &SeriesId) -> String {
        let (lists, language) = (&self.scope.lists, self.scope.language);
        let name = words::part_of_indicator(lists, &series.indicator, &series.breakdown, language);
        if lists.tiers.total().is_some_and(|total| total.id == series.tier) {
            return name;
        }
        let tier = words::tier_name(lists, &series.tier, language);
        Localized::new(format!("{name}（{tier}）"), format!("{name}, {tier}")).get(language).to_owned()
    }

    fn words(&self, zh: &str, en: &str) -> String {
        Localized::new(zh, en).get(self.scope.language).to_owned()
    }

    /// The heading of the last column by the name of the dimension, where its members stand in it.
    fn name_members(&mut self, spec: &TableSpec) {
        let dimension = spec.by.as_ref().and_then(|by| self.scope.lists.dimensions.get(by));
        if let (Some(dimension), Some(heading)) = (dimension, self.headings.last_mut()) {
            dimension.name.get(self.scope.language).clone_into(&mut heading.text);
        }
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
