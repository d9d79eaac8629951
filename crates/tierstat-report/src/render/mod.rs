//! Rendering: one report in one language, in every format. One format, one file.

mod content;
mod html;
mod markdown;
mod origins;

use self::content::Content;
use crate::binding::Bindings;
use crate::charts::{self, PreparedChart, RenderedChart};
use crate::error::ReportError;
use crate::report::{Report, ReportContext};
use crate::scope::Scope;
use crate::table;
use crate::text::{self, Part};
use std::collections::BTreeMap;
use std::sync::Arc;
use tierstat_chart::ChartError;
use tierstat_model::{Finding, Language, Localized, Severity};

/// A report in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct RenderedReport {
    /// For review and for version control.
    pub markdown: String,
    /// One self-contained page, in which every number shows its origin.
    pub html: String,
    /// Every number with what it stands on, as JSON.
    pub origins: String,
    /// The charts.
    pub charts: Vec<RenderedChart>,
    /// What writing saw.
    pub findings: Vec<Finding>,
}

/// Writes one report in one language, in every format.
///
/// The same report, figures and findings give the same bytes.
///
/// # Errors
/// [`ReportError`] where a template is wrong, where a text prints a number that is missing and does not say what then, or
/// where the figures cannot be looked up. A cell of a table or a chart that has no figures is no error: it is said in its
/// place and found in the findings.
pub fn render(
    report: &Report,
    context: &ReportContext<'_>,
    language: Language,
) -> Result<RenderedReport, ReportError> {
    let scope = Arc::new(Scope::gather(report, context, language)?);
    let bindings = Bindings::default();
    let template = report.texts.get(&language).map(String::as_str).unwrap_or_default();
    let text = text::render(&format!("{}/text.{language}.md", report.name()), template, &scope, &bindings)?;
    let mut findings = Vec::new();
    let mut tables = BTreeMap::new();
    for spec in &report.spec.tables {
        tables.insert(spec.name.clone(), table::table(&scope, spec, &report.spec, &bindings)?);
    }
    if let Some(error) = report.broken_charts.keys().find_map(|name| report.fault_of_chart(name)) {
        return Err(error);
    }
    let mut prepared = Vec::new();
    for (name, chart) in &report.charts {
        match charts::prepare(&scope, name, chart, &bindings) {
            Ok(chart) => prepared.push(chart),
            Err(ReportError::Chart { source, .. }) if *source == ChartError::NoFigures => {
                findings.push(no_figures(report, name));
            }
            // Figures that another form could show, or none yet: the report says so and is written.
            Err(ReportError::Chart { source, .. }) if is_of_figures(&source) => {
                let (said, hint) = (source.localized(), source.hint());
                let message = Localized::new(
                    format!("报告 {} 的图 {name} 未画：{}", report.name(), said.zh),
                    format!("the chart {name} of the report {} is not drawn: {}", report.name(), said.en),
                );
                findings.push(Finding { message, hint, ..no_figures(report, name) });
            }
            // A report says what it can: such a chart has no figures either.
            Err(ReportError::ChartName { source, .. }) => {
                let mut finding = no_figures(report, name);
                finding.hint = Localized::new(
                    format!("{}；{}", source.localized().zh, source.hint().zh),
                    format!("{}; {}", source.localized().en, source.hint().en),
                );
                findings.push(finding);
            }
            Err(error) => return Err(error),
        }
    }
    let mut charts = BTreeMap::new();
    for painted in charts::paint(&prepared, context.fonts, None) {
        match painted {
            Ok(chart) => {
                findings.extend(chart.findings.clone());
                charts.insert(chart.name.clone(), chart);
            }
            Err(ReportError::Chart { source, name, .. }) if *source == ChartError::NoFigures => {
                findings.push(no_figures(report, &name));
            }
            Err(error) => return Err(error),
        }
    }
    let bindings = bindings.all();
    findings.extend(bindings.iter().filter_map(|binding| binding.missing_finding(report.name())));
    findings.extend(misplaced(report, &text));
    let content = Content {
        name: report.name(),
        title: report.spec.title.get(language),
        language,
        text,
        bindings,
        tables,
        charts,
        all_findings: context.findings,
    };
    Ok(RenderedReport {
        markdown: markdown::render(&content),
        html: html::render(&content),
        origins: origins::render(&content),
        findings,
        charts: content.charts.into_values().collect(),
    })
}

/// Resolves the figures and words of one chart of a report in one language; [`paint`](crate::paint) draws it.
///
/// # Errors
/// [`ReportError::NoSuchChart`], or as [`render`]; here a chart without figures is an error.
pub fn prepare_chart(
    report: &Report,
    name: &str,
    context: &ReportContext<'_>,
    language: Language,
) -> Result<PreparedChart, ReportError> {
    if let Some(error) = report.fault_of_chart(name) {
        return Err(error);
    }
    let Some(chart) = report.charts.get(name) else {
        return Err(ReportError::NoSuchChart { report: report.name().to_owned(), name: name.to_owned() });
    };
    let scope = Arc::new(Scope::gather(report, context, language)?);
    charts::prepare(&scope, name, chart, &Bindings::default())
}

/// Whether it is the figures of the day that a form cannot show, and no fault of the description.
fn is_of_figures(error: &ChartError) -> bool {
    matches!(
        error,
        ChartError::NotAWhole { .. }
            | ChartError::NoCommonBase { .. }
            | ChartError::OnePeriod
            | ChartError::NotAboveZero { .. }
    )
}

fn no_figures(report: &Report, chart: &str) -> Finding {
    let name = report.name();
    Finding {
        severity: Severity::Warning,
        rule: "chart.no-figures".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("报告 {name} 的图 {chart} 没有可画的数据"),
            format!("the chart {chart} of the report {name} has no figures to draw"),
        ),
        hint: Localized::new("导入含有这些数据的文件", "import a file that has them"),
    }
}

/// Tables and charts that the text places but the report does not have.
fn misplaced(report: &Report, text: &str) -> Vec<Finding> {
    let known_table = |name: &str| report.spec.tables.iter().any(|table| table.name == name);
    text::parts(text)
        .into_iter()
        .filter_map(|part| match part {
            Part::Table(name) if !known_table(name) => Some(name),
            Part::Chart(name) if !report.charts.contains_key(name) => Some(name),
            _ => None,
        })
        .map(|name| Finding {
            severity: Severity::Warning,
            rule: "text.unknown-name".to_owned(),
            cells: Vec::new(),
            message: Localized::new(
                format!("报告 {} 的文字引用了没有的表或图：{name}", report.name()),
                format!(
                    "the text of the report {} places a table or chart that it does not have: {name}",
                    report.name()
                ),
            ),
            hint: Localized::new(
                "改正名称，或在 report.toml、charts/ 中加上",
                "mend the name, or add it to report.toml or charts/",
            ),
        })
        .collect()
}
