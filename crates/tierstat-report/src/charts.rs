//! Charts: descriptions resolved against the readings, then laid out and drawn.

use crate::binding::{Bindings, Known};
use crate::error::ReportError;
use crate::scope::Scope;
use crate::sources;
use crate::table::coverage_over_time;
use crate::text::{self, ask};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tierstat_answers::coverage::CoveragePoint;
use tierstat_chart::{
    Chart, ChartError, ChartSpec, ChartText, CoverageBar, CoverageChart, CoverageSpec, Fonts, LineChart,
    LinePoint, LineSeries, LineSpec, NamedEnd,
};
use tierstat_model::{
    AreaCode, Finding, Localized, Period, Precision, Quantity, Reading, Severity, Status, TierId, UnitKind,
};
use tierstat_stats::known_number::SeriesId;
use tierstat_stats::panel::default_tiers;
use tierstat_words::{self as words, Notation};

/// The scale of pictures: pixels for each unit of the drawing.
const PICTURE_SCALE: f32 = 2.0;

/// A drawn chart.
#[derive(Debug, Clone, PartialEq)]
pub struct RenderedChart {
    /// The name.
    pub name: String,
    /// The title, as drawn.
    pub title: String,
    /// What the chart shows, for those who cannot see it.
    pub description: String,
    /// The drawing.
    pub svg: String,
    /// The picture of the drawing.
    pub png: Vec<u8>,
    /// The data as rows of cells; the first row names the columns.
    pub data: Vec<Vec<String>>,
    /// What drawing saw.
    pub findings: Vec<Finding>,
}

/// Resolves, lays out and draws one chart.
pub(crate) fn draw(
    scope: &Arc<Scope>,
    name: &str,
    spec: &ChartSpec,
    bindings: &Bindings,
    fonts: &Fonts,
) -> Result<RenderedChart, ReportError> {
    let (mut chart, readings) = match spec {
        ChartSpec::Line(spec) => line(scope, spec)?,
        ChartSpec::Coverage(spec) => coverage(scope, spec)?,
    };
    // Nothing is drawn, so that no title has to be told.
    if readings.is_empty() {
        return Err(ReportError::Chart {
            report: scope.report.clone(),
            name: name.to_owned(),
            source: ChartError::NoFigures,
        });
    }
    let words = |what: &str, template: &Localized| -> Result<String, ReportError> {
        let source = template.get(scope.language);
        let rendered =
            text::render(&format!("{}/charts/{name}.toml, {what}", scope.report), source, scope, bindings)?;
        Ok(text::plain(&rendered, &bindings.all()))
    };
    let found = ChartText {
        title: words("title", spec.title())?,
        subtitle: words("subtitle", spec.subtitle())?,
        note: spec.note().map(|note| words("note", note)).transpose()?,
        source: sources::line(&readings, scope.language),
        description: String::new(),
    };
    match &mut chart {
        Chart::Line(chart) => chart.text = found,
        Chart::Coverage(chart) => chart.text = found,
    }
    let failure = |source| ReportError::Chart { report: scope.report.clone(), name: name.to_owned(), source };
    let layout = tierstat_chart::layout(&chart, fonts).map_err(failure)?;
    let svg = tierstat_chart::svg(&layout).map_err(failure)?;
    let png = tierstat_chart::png(&svg, fonts, PICTURE_SCALE).map_err(failure)?;
    let findings = layout.warnings.iter().map(|warning| Finding {
        severity: Severity::Warning,
        rule: "chart.layout".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("图 {name}：{}", warning.localized().zh),
            format!("chart {name}: {}", warning.localized().en),
        ),
        hint: warning.hint(),
    });
    Ok(RenderedChart {
        name: name.to_owned(),
        title: chart.text().title.clone(),
        description: layout.description.clone(),
        findings: findings.collect(),
        data: data(&chart),
        svg,
        png,
    })
}

fn line(scope: &Scope, spec: &LineSpec) -> Result<(Chart, Vec<Reading>), ReportError> {
    let areas: Vec<AreaCode> = if spec.areas.is_empty() {
        vec![spec.area.clone().unwrap_or_else(|| scope.area.clone())]
    } else {
        spec.areas.clone()
    };
    let mut lines: Vec<(String, BTreeMap<Date, Reading>)> = Vec::new();
    for area in &areas {
        let tiers = if spec.tiers.is_empty() {
            default_tiers(scope, &scope.lists, &spec.indicator, area, None)?
        } else {
            spec.tiers.clone()
        };
        for tier in &tiers {
            let readings: BTreeMap<Date, Reading> = scope
                .series(&spec.indicator, tier, area)
                .map(|reading| (reading.key.period.last_day(), reading.clone()))
                .collect();
            lines.push((series_name(scope, tier, area, tiers.len() > 1, areas.len() > 1), readings));
        }
    }
    let days: BTreeSet<Date> = lines.iter().flat_map(|(_, readings)| readings.keys().copied()).collect();
    let drawn = lines.iter().flat_map(|(_, readings)| readings.values());
    let (unit, is_ratio) = unit(scope, spec);
    let notation = Notation::fitting(drawn.flat_map(numbers), is_ratio, scope.language);
    let series = lines.iter().map(|(name, readings)| LineSeries {
        name: name.clone(),
        points: days.iter().map(|day| point(scope, *day, readings.get(day), &notation)).collect(),
    });
    let chart = LineChart {
        language: scope.language,
        text: ChartText::default(),
        unit: notation.unit(&unit),
        unit_size: notation.size(),
        series: series.collect(),
        size: spec.size,
        axis: spec.axis,
    };
    let readings = lines.into_iter().flat_map(|(_, readings)| readings.into_values()).collect();
    Ok((Chart::Line(chart), readings))
}

fn series_name(scope: &Scope, tier: &TierId, area: &AreaCode, by_tier: bool, by_area: bool) -> String {
    let tier = words::tier_name(&scope.lists, tier, scope.language);
    let area = words::area_name(&scope.lists, area, scope.language);
    match (by_tier, by_area) {
        (true, true) => format!("{area} {tier}"),
        (false, true) => area,
        (true, false) | (false, false) => tier,
    }
}

/// The numbers that a reading puts on the axis.
fn numbers(reading: &Reading) -> Vec<f64> {
    let quantity = &reading.figure.quantity;
    let ends = quantity.bounds.map(|bounds| [bounds.lower_value(), bounds.upper_value()]);
    ends.into_iter().flatten().chain([quantity.value]).flatten().collect()
}

/// The unit of an indicator, and whether its numbers are shares.
fn unit(scope: &Scope, spec: &LineSpec) -> (String, bool) {
    let indicator = scope.lists.indicators.get(&spec.indicator);
    let unit = indicator.and_then(|indicator| scope.lists.units.get(&indicator.unit));
    unit.map_or_else(Default::default, |unit| {
        (unit.name.get(scope.language).to_owned(), unit.kind == UnitKind::Ratio)
    })
}

/// A point of a line; a period without a number of this line is a gap, never a bridge and never a zero.
fn point(scope: &Scope, day: Date, reading: Option<&Reading>, notation: &Notation) -> LinePoint {
    let Some(figure) = reading.map(|reading| &reading.figure) else {
        let period = Period::Day(day);
        return LinePoint::empty(period, words::period_heading(period, scope.language));
    };
    LinePoint {
        bounds: figure.quantity.bounds,
        value: figure.quantity.value,
        named: named_end(&figure.quantity),
        provisional: matches!(figure.status, Status::P | Status::E | Status::F),
        printed: words::quantity(&figure.quantity, scope.language),
        mark_text: notation.quantity(&figure.quantity),
        ..LinePoint::empty(figure.period, words::period_heading(figure.period, scope.language))
    }
}

/// The end of its bounds that a rough number names.
fn named_end(quantity: &Quantity) -> NamedEnd {
    match quantity.precision {
        Precision::AtLeast | Precision::Floor => NamedEnd::Lower,
        Precision::Almost => NamedEnd::Upper,
        _ => NamedEnd::Both,
    }
}

fn coverage(scope: &Scope, spec: &CoverageSpec) -> Result<(Chart, Vec<Reading>), ReportError> {
    let mut rows = Vec::new();
    let mut readings = Vec::new();
    // What has no coverage at all is no chart, which is said as of any chart without figures.
    let found = coverage_over_time(scope, &spec.indicator, &spec.tiers, &spec.areas)?.unwrap_or_default();
    for series in &found {
        let covered = series.covered();
        // The first and the latest period tell the change; what lies between is in the table.
        let (first, rest) =
            covered.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
        for point in first.into_iter().chain(rest.last()) {
            if let Some(row) = coverage_row(scope, &series.series, point) {
                rows.push(row);
                readings.extend(point.readings().cloned());
            }
        }
    }
    let chart = CoverageChart { language: scope.language, text: ChartText::default(), rows, size: spec.size };
    Ok((Chart::Coverage(chart), readings))
}

fn coverage_row(scope: &Scope, series: &SeriesId, point: &CoveragePoint) -> Option<CoverageBar> {
    let found = point.found.as_ref().ok()?;
    let ratio = ask::coverage_of(scope, series, point)?;
    let [covered, units] = [&found.covered, &found.units].map(|number| Known::of(scope, number.clone()));
    Some(CoverageBar {
        name: words::tier_name(&scope.lists, &series.tier, scope.language),
        detail: words::period_heading(covered.period, scope.language),
        covered: covered.bounds,
        units: units.bounds,
        label: format!("{} / {} = {}", covered.text, units.text, ratio.text),
        group: Some(words::area_name(&scope.lists, &series.area, scope.language)),
    })
}

/// The data of a chart as rows under a row of names, bounds and all.
fn data(chart: &Chart) -> Vec<Vec<String>> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let mut rows = Vec::new();
    match chart {
        Chart::Line(chart) => {
            rows.push(names(&["series", "day", "period", "printed", "value", "lower", "upper"]));
            for series in &chart.series {
                rows.extend(series.points.iter().map(|point| {
                    vec![
                        series.name.clone(),
                        point.day().to_string(),
                        point.label.clone(),
                        point.printed.clone(),
                        number(point.value),
                        number(point.bounds.map(|bounds| bounds.lower())),
                        number(point.bounds.and_then(|bounds| bounds.upper_value())),
                    ]
                }));
            }
        }
        Chart::Coverage(chart) => {
            rows.push(names(&[
                "group",
                "name",
                "period",
                "covered_lower",
                "covered_upper",
                "units_lower",
                "units_upper",
                "label",
            ]));
            rows.extend(chart.rows.iter().map(|row| {
                vec![
                    row.group.clone().unwrap_or_default(),
                    row.name.clone(),
                    row.detail.clone(),
                    number(Some(row.covered.lower())),
                    number(row.covered.upper_value()),
                    number(Some(row.units.lower())),
                    number(row.units.upper_value()),
                    row.label.clone(),
                ]
            }));
        }
    }
    rows
}
