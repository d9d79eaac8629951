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
    LinePoint, LineSeries, LineSpec,
};
use tierstat_model::{AreaCode, Finding, Localized, Period, Reading, Severity, Status, TierId};
use tierstat_stats::known_number::SeriesId;
use tierstat_stats::panel::default_tiers;
use tierstat_words as words;

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
        let of = |tier: &TierId| SeriesId {
            indicator: spec.indicator.clone(),
            tier: tier.clone(),
            area: area.clone(),
            breakdown: spec.breakdown.clone(),
        };
        let readings_of = |series: &SeriesId| -> BTreeMap<Date, Reading> {
            let dated = |reading: &Reading| (reading.key.period.last_day(), reading.clone());
            scope.series(series).map(dated).collect()
        };
        if let Some(dimension) = &spec.by {
            let total = scope.lists.tiers.total().map(|tier| tier.id.clone());
            if let Some(tier) = spec.tiers.first().or(total.as_ref()) {
                for (name, series) in scope.members(&kept(scope, of(tier)), dimension)? {
                    let area = words::area_name(&scope.lists, area, scope.language);
                    let name = if areas.len() > 1 { format!("{area} {name}") } else { name };
                    lines.push((name, readings_of(&series)));
                }
            }
            continue;
        }
        let tiers = if spec.tiers.is_empty() {
            let kept = kept(scope, of(&TierId(String::new())));
            default_tiers(scope, &scope.lists, &kept.indicator, area, &kept.breakdown, None)?
        } else {
            spec.tiers.clone()
        };
        for tier in &tiers {
            let series = kept(scope, of(tier));
            lines.push((
                series_name(scope, tier, area, tiers.len() > 1, areas.len() > 1),
                readings_of(&series),
            ));
        }
    }
    let days: BTreeSet<Date> = lines.iter().flat_map(|(_, readings)| readings.keys().copied()).collect();
    let series = lines.iter().map(|(name, readings)| LineSeries {
        name: name.clone(),
        points: days.iter().map(|day| point(scope, *day, readings.get(day))).collect(),
    });
    let chart = LineChart {
        language: scope.language,
        text: ChartText::default(),
        unit: unit(scope, spec),
        series: series.collect(),
        size: spec.size,
        axis: spec.axis,
    };
    let readings = lines.into_iter().flat_map(|(_, readings)| readings.into_values()).collect();
    Ok((Chart::Line(chart), readings))
}

/// A series as it is kept.
fn kept(scope: &Scope, series: SeriesId) -> SeriesId {
    let (indicator, breakdown) = scope.lists.folded(series.indicator.clone(), series.breakdown.clone());
    SeriesId { indicator, breakdown, ..series }
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

fn unit(scope: &Scope, spec: &LineSpec) -> String {
    let indicator = scope.lists.indicators.get(&spec.indicator);
    let unit = indicator.and_then(|indicator| scope.lists.units.get(&indicator.unit));
    unit.map_or_else(String::new, |unit| unit.name.get(scope.language).to_owned())
}

/// A point of a line; a period without a number of this line is a gap, never a bridge and never a zero.
fn point(scope: &Scope, day: Date, reading: Option<&Reading>) -> LinePoint {
    let Some(reading) = reading else {
        return LinePoint {
            day,
            label: words::period_heading(Period::Day(day), scope.language),
            bounds: None,
            value: None,
            provisional: false,
            printed: String::new(),
        };
    };
    let figure = &reading.figure;
    LinePoint {
        day,
        label: words::period_heading(figure.period, scope.language),
        bounds: figure.quantity.bounds,
        value: figure.quantity.value,
        provisional: matches!(figure.status, Status::P | Status::E | Status::F),
        printed: words::quantity(&figure.quantity, scope.language),
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
                        point.day.to_string(),
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
