//! Charts: descriptions resolved against the readings, then laid out and drawn side by side.

mod coverage;
mod data;
mod found;
mod grid;
mod index;
mod left_out;
mod origin;
mod painted;
mod reporting;
mod revisions;
mod rows;
mod series;
mod slope;
mod split;
mod spots;
mod targets;
mod tiles;
mod whole;

pub use self::found::FoundSeries;
pub use painted::{PreparedChart, RenderedChart, paint};

use crate::binding::Bindings;
use crate::error::{ReportError, chart_file};
use crate::report::DescribedChart;
use crate::scope::Scope;
use crate::text;
use std::sync::Arc;
use tierstat_answers::names;
use tierstat_chart::{Chart, ChartError, ChartKind, ChartText, SeriesForm};
use tierstat_model::Localized;

/// Resolves one chart: its figures and words.
pub(crate) fn prepare(
    scope: &Arc<Scope>,
    name: &str,
    described: &DescribedChart,
    bindings: &Bindings,
) -> Result<PreparedChart, ReportError> {
    let spec = &described.spec;
    check_names(scope, name, described)?;
    let failure = |source: ChartError| {
        let is_size = matches!(source, ChartError::Size { .. });
        let line = is_size.then(|| described.line_of("size").or(described.line_of("width"))).flatten();
        let line = line.or_else(|| source.is_of_form().then(|| described.line_of("kind")).flatten());
        ReportError::Chart {
            report: scope.report.clone(),
            name: name.to_owned(),
            line,
            source: Box::new(source),
        }
    };
    let of_form = |form| series::chart(scope, spec, form, &failure);
    let (mut chart, readings) = match spec.kind {
        ChartKind::Line => of_form(SeriesForm::Line)?,
        ChartKind::SmallMultiples => of_form(SeriesForm::SmallMultiples)?,
        ChartKind::Index => index::chart(scope, spec, &failure)?,
        ChartKind::Slope => slope::chart(scope, spec, &failure)?,
        ChartKind::Coverage => coverage::chart(scope, spec)?,
        ChartKind::Bars => of_form(SeriesForm::Bars)?,
        ChartKind::GroupedBars => of_form(SeriesForm::GroupedBars)?,
        ChartKind::Dumbbell => of_form(SeriesForm::Dumbbell)?,
        ChartKind::DotStrip => of_form(SeriesForm::DotStrip)?,
        ChartKind::StackedBars => of_form(SeriesForm::StackedBars)?,
        ChartKind::Contributions => of_form(SeriesForm::Contributions)?,
        ChartKind::TileGrid => tiles::chart(scope, spec, &failure)?,
        ChartKind::Revisions => revisions::chart(scope, spec)?,
    };
    // Nothing is drawn, so that no title has to be told.
    if readings.is_empty() {
        return Err(ReportError::Chart {
            report: scope.report.clone(),
            name: name.to_owned(),
            line: described.line_of(&spec.indicator.0),
            source: Box::new(ChartError::NoFigures),
        });
    }
    let words = |what: &str, template: &Localized| -> Result<String, ReportError> {
        let source = template.get(scope.language);
        let rendered =
            text::render(&format!("{}, {what}", chart_file(&scope.report, name)), source, scope, bindings)?;
        Ok(bindings.with(|known| text::plain(&rendered, known)))
    };
    let found = ChartText {
        title: words("title", &spec.title)?,
        subtitle: words("subtitle", &spec.subtitle)? + &chart.text().subtitle,
        note: spec.note.as_ref().map(|note| words("note", note)).transpose()?,
        source: tierstat_document::source_line(&readings, scope.language),
        description: String::new(),
    };
    match &mut chart {
        Chart::Series(chart) => chart.text = found,
        Chart::Coverage(chart) => chart.text = found,
        Chart::Revisions(chart) => chart.text = found,
    }
    let size_line = ["size", "width", "target"].into_iter().find_map(|word| described.line_of(word));
    let (report, name, kind_line) = (scope.report.clone(), name.to_owned(), described.line_of("kind"));
    let described = described.fingerprint();
    let documents = tierstat_document::documents(&readings).into_iter().cloned().collect();
    let language = scope.language;
    Ok(PreparedChart { report, name, language, chart, documents, described, size_line, kind_line })
}

/// What a description names stands in the code lists.
fn check_names(scope: &Scope, name: &str, described: &DescribedChart) -> Result<(), ReportError> {
    let (spec, lists) = (&described.spec, &scope.lists);
    let failure = |word: &str, source| ReportError::ChartName {
        report: scope.report.clone(),
        name: name.to_owned(),
        line: described.line_of(&format!("\"{word}\"")).or_else(|| described.line_of(word)),
        source: Box::new(source),
    };
    let indicator = &spec.indicator.0;
    if lists.indicators.get(&spec.indicator).is_none() {
        let offered = lists.indicators.indicators.iter().flat_map(|known| {
            let forms = [&known.id.0, &known.name.zh, &known.name.en].into_iter().chain(&known.aliases);
            forms.map(|form| (form.as_str(), known.id.0.as_str()))
        });
        return Err(failure(indicator, names::unknown("指标", "indicator", indicator, offered)));
    }
    for tier in &spec.tiers {
        if !lists.tiers.tiers.iter().any(|known| known.id == *tier) {
            let offered = lists.tiers.tiers.iter().flat_map(|known| {
                [&known.id.0, &known.name.zh, &known.name.en].map(|form| (form.as_str(), known.id.0.as_str()))
            });
            return Err(failure(&tier.0, names::unknown("层级", "tier", &tier.0, offered)));
        }
    }
    if let Some(unknown) = split::unknown_highlight(scope, spec)? {
        let forms =
            |(code, name): &'_ (String, String)| [(code.clone(), code.clone()), (name.clone(), code.clone())];
        let offered: Vec<(String, String)> = unknown.offered.iter().flat_map(forms).collect();
        let offered = offered.iter().map(|(form, code)| (form.as_str(), code.as_str()));
        let source = names::unknown("要突出的序列", "series to highlight", &unknown.asked, offered);
        return Err(failure(&unknown.asked, source));
    }
    for area in spec.named_areas() {
        if !lists.areas.all().iter().any(|known| known.code == *area) {
            let offered = lists.areas.all().iter().flat_map(|known| {
                let forms =
                    [Some(&known.code.0), Some(&known.name), Some(&known.short_name), known.name_en.as_ref()];
                forms.into_iter().flatten().map(|form| (form.as_str(), known.code.0.as_str()))
            });
            return Err(failure(&area.0, names::unknown("地区", "area", &area.0, offered)));
        }
    }
    Ok(())
}
