//! `tierstat coverage`: how many of the units that can have one do have one, and when all will.

mod hazard;
mod sample;

use crate::args::CoverageArguments;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::plot::{self, PlotTo};
use crate::project::Project;
use crate::world::World;
use std::collections::BTreeSet;
use tierstat_answers::coverage::{self, Ceiling, CoverageRow, CurveChoice, SeriesCoverage};
use tierstat_answers::{Selection, Voice};
use tierstat_chart::{ChartSeries, ChartText, SeriesPoint};
use tierstat_model::{Language, Localized};
use tierstat_words as words;

pub(crate) fn run(
    arguments: &CoverageArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    if !arguments.sample.is_empty() {
        return sample::run(arguments, output);
    }
    if let Some(path) = &arguments.hazard {
        return hazard::run(arguments, path, output);
    }
    let curve =
        CurveChoice { curve: arguments.curve.into(), ceiling: ceiling(arguments.ceiling.as_deref())? };
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let lists = &project.lists;
    let selection = Selection::named(lists, arguments.selection.text())?;
    let found = coverage::over_time(&ledger, lists, &selection, arguments.by.into(), Some(curve))?;
    let rows: Vec<_> = found.iter().flat_map(CoverageRow::of_series).collect();
    output.rows(&rows, lists, arguments.presentation.explain);
    let voice = Voice { lists, language: output.language() };
    if arguments.presentation.explain {
        let told: Vec<_> = found.iter().map(|series| series.explanation(&voice)).collect();
        output.explanations(&told);
    }
    if let Some(path) = &arguments.presentation.plot {
        let language = voice.language;
        let lines = found.iter().map(|series| line(series, &voice)).collect();
        let (mut lines, which) = plot::widest(lines, language);
        plot::with_gaps(&mut lines, lists.indicators.common_step(&selection.indicators), language);
        let notation = plot::in_notation(&mut lines, true, language);
        let readings =
            found.iter().flat_map(|series| series.points.iter().flat_map(|point| point.readings()));
        let areas: BTreeSet<String> = found.iter().map(|series| series.names(&voice)[1].clone()).collect();
        let measure = Localized::new("已覆盖的单位占全部单位的比重", "Share of the units that are covered");
        let parts =
            [measure.get(language).to_owned(), areas.into_iter().collect::<Vec<_>>().join("、"), which];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let text = ChartText {
            title: selection.title(&voice),
            subtitle: parts.join(if language == Language::Chinese { "，" } else { ", " }),
            source: tierstat_document::source_line(readings, language),
            ..ChartText::default()
        };
        let to = PlotTo { path, output, project: Some(&project) };
        plot::lines_in(to, text, (notation.unit("%"), notation.size()), lines)?;
    }
    Ok(Outcome::default())
}

/// Where the curve ends, as a person writes it.
fn ceiling(text: Option<&str>) -> Result<Ceiling, Failure> {
    let Some(text) = text.map(str::trim) else { return Ok(Ceiling::Units) };
    if text.eq_ignore_ascii_case("free") {
        return Ok(Ceiling::Free);
    }
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0);
    number.map(Ceiling::Given).ok_or_else(|| Failure::Usage {
        message: Localized::new(format!("“{text}”不是上限"), format!("`{text}` is no ceiling")),
        hint: Localized::new("写一个大于零的数，或 free", "write a number above zero, or free"),
    })
}

/// The coverage of a series as a line.
fn line(series: &SeriesCoverage, voice: &Voice<'_>) -> ChartSeries {
    let points = CoverageRow::of_series(series).filter_map(|row| {
        let ratio = row.coverage()?.ratio;
        let printed = words::ratio(&ratio, voice.language);
        Some(SeriesPoint { printed, ..plot::point(row.point.covered.period, Some(ratio.0), voice.language) })
    });
    let [.., tier] = series.names(voice);
    ChartSeries::new(tier, points.collect())
}
