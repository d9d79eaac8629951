//! Rendering: one report in one language becomes a manuscript, from which every format is written.

mod compose;
mod parts;
mod sections;
mod wide_table;

use self::parts::Parts;
use crate::binding::{Binding, Bindings};
use crate::charts::{self, PreparedChart, RenderedChart};
use crate::disputes;
use crate::error::ReportError;
use crate::report::{Report, ReportContext};
use crate::scope::Scope;
use crate::table;
use crate::text::{self, Part};
use std::collections::BTreeMap;
use std::sync::Arc;
use tierstat_document::{Inline, Manuscript, Number};
use tierstat_model::{Finding, Language, Localized, Severity};

/// A report in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct RenderedReport {
    /// The report before any format; every format is written from it.
    pub manuscript: Manuscript,
    /// The charts.
    pub charts: Vec<RenderedChart>,
    /// What writing saw.
    pub findings: Vec<Finding>,
}

/// Composes one report in one language; every format is written from its manuscript.
///
/// The same report, figures and findings give the same manuscript.
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
    composed(report, context, language, None)
}

/// A report whose words are read only: the pictures of its charts are too coarse to be shown, and so cost little.
///
/// # Errors
/// Those of [`render`].
pub fn render_words(
    report: &Report,
    context: &ReportContext<'_>,
    language: Language,
) -> Result<RenderedReport, ReportError> {
    const COARSE: u32 = 8;
    composed(report, context, language, Some(COARSE))
}

fn composed(
    report: &Report,
    context: &ReportContext<'_>,
    language: Language,
    dots_per_inch: Option<u32>,
) -> Result<RenderedReport, ReportError> {
    let scope = Arc::new(Scope::gather(report, context, language)?);
    let bindings = Bindings::default();
    let template = report.texts.get(&language).map(String::as_str).unwrap_or_default();
    let text = text::render(&format!("{}/text.{language}.md", report.name()), template, &scope, &bindings)?;
    let mut findings = Vec::new();
    let placed = text::parts(&text);
    let (mut tables, mut in_sparklines) = (BTreeMap::new(), Vec::new());
    for spec in &report.spec.tables {
        match table::table(&scope, spec, &report.spec, context, &bindings)? {
            Ok((table, drawn)) => {
                findings.extend(wide_table::finding(report, &table));
                if placed.contains(&Part::Table(&spec.name)) {
                    in_sparklines.extend(drawn);
                }
                tables.insert(spec.name.clone(), Arc::new(table));
            }
            Err(reason) => findings.push(without_rows(report, &spec.name, &reason)),
        }
    }
    if let Some(error) = report.broken_charts.keys().find_map(|name| report.fault_of_chart(name)) {
        return Err(error);
    }
    let mut prepared = Vec::new();
    for (name, chart) in &report.charts {
        match charts::prepare(&scope, name, chart, &bindings) {
            Ok(chart) => prepared.push(chart),
            Err(error) => findings.push(not_drawn(report, error)?),
        }
    }
    let mut charts = BTreeMap::new();
    for painted in charts::paint(&prepared, context.fonts, dots_per_inch) {
        match painted {
            Ok(chart) => {
                findings.extend(chart.findings.clone());
                charts.insert(chart.name.clone(), chart);
            }
            Err(error) => findings.push(not_drawn(report, error)?),
        }
    }
    let bindings = bindings.all();
    findings.extend(bindings.iter().filter_map(|binding| binding.missing_finding(report.name())));
    findings.extend(misplaced(report, &text, language));
    let is_drawn = |chart: &&PreparedChart| {
        charts.contains_key(&chart.name) && placed.contains(&Part::Chart(&chart.name))
    };
    let shown = prepared.iter().filter(is_drawn).flat_map(|chart| &chart.documents);
    let disputed = bindings.iter().filter(|_| placed.contains(&Part::Disputes));
    let disputed = disputed.flat_map(|binding| &binding.readings).flat_map(disputes::others);
    let beside = shown.chain(disputed.map(|other| &other.origin.document)).chain(&in_sparklines).collect();
    let mut parts = Parts {
        language,
        lists: context.lists,
        bindings: &bindings,
        tables,
        charts: &charts,
        findings: context.findings,
        beside,
        placed_tables: 0,
        placed_charts: BTreeMap::new(),
    };
    let (blocks, dropped) = sections::without_empty(compose::blocks(&text, &mut parts));
    let numbers: Vec<Number> = bindings.iter().map(Binding::number).collect();
    findings.extend(dropped.iter().map(|heading| empty_section(report, &Inline::plain(heading, &numbers))));
    let manuscript = Manuscript {
        name: report.name().to_owned(),
        title: report.spec.title.get(language).to_owned(),
        language,
        blocks,
        numbers,
        drawing_style: if charts.is_empty() { String::new() } else { tierstat_chart::chart_style() },
    };
    Ok(RenderedReport { manuscript, findings, charts: charts.into_values().collect() })
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

/// What is said of a chart that the figures of the day leave undrawn: a report says what it can, and is written. Any other fault stays one.
fn not_drawn(report: &Report, error: ReportError) -> Result<Finding, ReportError> {
    let (name, said, hint) = match &error {
        ReportError::Chart { source, name, .. } if source.is_of_figures() => {
            (name, source.localized(), source.hint())
        }
        // What is named and not in the code lists has no figures.
        ReportError::ChartName { source, name, .. } => (name, source.localized(), source.hint()),
        _ => return Err(error),
    };
    let report = report.name();
    Ok(Finding {
        severity: Severity::Warning,
        rule: "chart.no-figures".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("报告 {report} 的图 {name} 未画：{}", said.zh),
            format!("the chart {name} of the report {report} is not drawn: {}", said.en),
        ),
        hint,
    })
}

/// A table that has nothing to tell is not placed.
fn without_rows(report: &Report, name: &str, reason: &Localized) -> Finding {
    let report = report.name();
    let behind = |sign: &str, reason: &str| match reason {
        "" => String::new(),
        reason => format!("{sign}{reason}"),
    };
    Finding {
        severity: Severity::Information,
        rule: "table.no-figures".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("报告 {report} 的表 {name} 没有可列的数据，已略去{}", behind("：", &reason.zh)),
            format!(
                "the table {name} of the report {report} has no figures and is left out{}",
                behind(": ", &reason.en)
            ),
        ),
        hint: Localized::new("导入含有这些数据的文件", "import a file that has them"),
    }
}

/// A section under which the figures of the day put nothing is left out.
fn empty_section(report: &Report, heading: &str) -> Finding {
    let report = report.name();
    Finding {
        severity: Severity::Information,
        rule: "section.empty".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("报告 {report} 的“{heading}”一节没有内容，已略去"),
            format!("the section `{heading}` of the report {report} has nothing in it and is left out"),
        ),
        hint: Localized::new(
            "导入含有这些数据的文件，或从文字中去掉这一节",
            "import a file that has its figures, or take the section out of the text",
        ),
    }
}

/// Tables and charts that the text places but the report does not have.
fn misplaced(report: &Report, text: &str, language: Language) -> Vec<Finding> {
    let known_table = |name: &str| report.spec.tables.iter().any(|table| table.name == name);
    text::parts(text)
        .into_iter()
        .filter_map(|part| match part {
            Part::Table(name) if !known_table(name) => Some(name),
            Part::Chart(name) if !report.charts.contains_key(name) => Some(name),
            _ => None,
        })
        .map(|name| {
            let file = format!("{}/text.{language}.md", report.name());
            let line = report.line_of_text(language, name);
            let (line_zh, line_en) = line
                .map_or_else(Default::default, |line| (format!(" 第 {line} 行"), format!(", line {line}")));
            Finding {
                severity: Severity::Warning,
                rule: "text.unknown-name".to_owned(),
                cells: Vec::new(),
                message: Localized::new(
                    format!("{file}{line_zh}：报告没有这个表或图：{name}"),
                    format!("{file}{line_en}: the report has no such table or chart: {name}"),
                ),
                hint: Localized::new(
                    "改正名称，或在 report.toml、charts/ 中加上",
                    "mend the name, or add it to report.toml or charts/",
                ),
            }
        })
        .collect()
}
