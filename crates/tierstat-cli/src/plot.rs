//! `--plot`: a statistic drawn to a file.

use crate::exit::Failure;
use crate::font_files;
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project_folder::ProjectFolder;
use crate::terminal_plot;
use std::collections::BTreeSet;
use std::path::Path;
use tierstat_chart::{Chart, ChartSeries, ChartText, ChartWarning, Fonts, SeriesChart, SeriesPoint};
use tierstat_model::{Bounds, Finding, Language, Localized, Period, PeriodStep, Severity, Status};
use tierstat_stats::period_grid::PeriodGrid;
use tierstat_words::{self as words, Notation};

/// The most lines that one chart can hold apart.
pub(crate) const MOST_SERIES: usize = 6;

/// The lines that go furthest up or down, where there are more than a chart can hold, and a subtitle that says so.
pub(crate) fn widest(mut series: Vec<ChartSeries>, language: Language) -> (Vec<ChartSeries>, String) {
    let all = series.len();
    if all <= MOST_SERIES {
        return (series, String::new());
    }
    let span = |line: &ChartSeries| {
        let ends = line.points.iter().filter_map(|point| point.bounds.map(|bounds| bounds.lower()));
        let (least, most) =
            ends.fold((f64::MAX, f64::MIN), |(least, most), end| (least.min(end), most.max(end)));
        if line.points.len() > 1 { most - least } else { f64::MIN }
    };
    // A stable sort: of lines that go as far the first ones stay.
    series.sort_by(|one, other| span(other).total_cmp(&span(one)));
    series.truncate(MOST_SERIES);
    let subtitle = match language {
        Language::Chinese => format!("{all} 个序列中变动最大的 {MOST_SERIES} 个"),
        Language::English => format!("the {MOST_SERIES} of {all} series that changed most"),
    };
    (series, subtitle)
}

/// Of indicator, area and tier the last, which tells the lines of one chart apart.
pub(crate) fn line_name(series: &str) -> &str {
    series.rsplit(" · ").next().unwrap_or(series)
}

/// A number as a point of a line.
pub(crate) fn point(period: Period, bounds: Option<Bounds>, language: Language) -> SeriesPoint {
    let printed = bounds.map_or_else(String::new, |bounds| words::bounds(&bounds, language));
    SeriesPoint {
        bounds,
        value: bounds.and_then(|bounds| bounds.as_point()),
        mark_text: printed.clone(),
        printed,
        ..SeriesPoint::empty(period, words::period(period, language))
    }
}

/// An index as a point of a line.
pub(crate) fn index_point(period: Period, index: Option<Bounds>, language: Language) -> SeriesPoint {
    let printed = index.map_or_else(String::new, |index| words::index(&index, language));
    SeriesPoint { mark_text: printed.clone(), printed, ..point(period, index, language) }
}

/// A period as an axis has room for it: the last day of a year as that year.
pub(crate) fn axis_label(period: Period) -> String {
    let last = period.last_day();
    if (last.month(), last.day()) == (12, 31) { last.year().to_string() } else { period.to_string() }
}

/// Adds the periods of the grid at which a series has no figure, which are gaps and no bridges; the grid is that of the step, where
/// one is declared for all.
pub(crate) fn with_gaps(series: &mut [ChartSeries], step: Option<PeriodStep>, language: Language) {
    let periods =
        |line: &ChartSeries| -> BTreeSet<Period> { line.points.iter().map(|point| point.period).collect() };
    let guessed = || PeriodGrid::of(series.iter().map(periods));
    let grid = step.map_or_else(guessed, PeriodGrid::declared);
    for line in series {
        // As the others of its line are labelled.
        let is_short = line.points.first().is_some_and(|first| first.label == axis_label(first.period));
        let label = |period| if is_short { axis_label(period) } else { words::period(period, language) };
        let missing = grid.missing(&periods(line), None).into_iter();
        line.points.extend(
            missing
                .map(|period| SeriesPoint { status: Status::O, ..SeriesPoint::empty(period, label(period)) }),
        );
    }
}

/// Writes the numbers of all marks in one notation, and says which.
pub(crate) fn in_notation(series: &mut [ChartSeries], is_ratio: bool, language: Language) -> Notation {
    let numbers = |point: &SeriesPoint| {
        let ends = point.bounds.map(|bounds| [bounds.lower_value(), bounds.upper_value()]);
        ends.into_iter().flatten().flatten().chain(point.value).collect::<Vec<f64>>()
    };
    let points = series.iter().flat_map(|line| &line.points);
    let notation = Notation::fitting(points.flat_map(numbers), is_ratio, language);
    for point in series.iter_mut().flat_map(|line| &mut line.points) {
        point.mark_text = match (point.value, point.bounds) {
            (Some(value), _) => notation.number(value),
            (None, Some(bounds)) => notation.bounds(&bounds),
            (None, None) => String::new(),
        };
    }
    notation
}

/// What stands for the terminal in place of a file.
const TERMINAL: &str = "-";

/// Where a statistic is drawn to.
#[derive(Clone, Copy)]
pub(crate) struct PlotTo<'a> {
    /// The file, or what stands for the terminal.
    pub(crate) path: &'a Path,
    pub(crate) output: &'a Output,
    /// The project whose fonts draw it; the bundled ones alone where what is drawn is of none.
    pub(crate) project: Option<&'a ProjectFolder>,
}

/// Writes a line chart to a file that ends in .svg or .png, or to the terminal.
pub(crate) fn lines(
    to: PlotTo<'_>,
    title: String,
    subtitle: String,
    series: Vec<ChartSeries>,
) -> Result<(), Failure> {
    let text = ChartText { title, subtitle, ..ChartText::default() };
    lines_in(to, text, (String::new(), 1.0), series)
}

/// Writes a line chart with all that is said around it, its numbers in a unit of so many.
pub(crate) fn lines_in(
    to: PlotTo<'_>,
    text: ChartText,
    (unit, unit_size): (String, f64),
    series: Vec<ChartSeries>,
) -> Result<(), Failure> {
    if to.path.as_os_str() == TERMINAL {
        terminal_plot::print(&series, to.output);
        return Ok(());
    }
    if series.len() > MOST_SERIES {
        return Err(Failure::Usage {
            message: Localized::new(
                format!("一张图最多画 {MOST_SERIES} 个序列；这里有 {} 个", series.len()),
                format!("a chart holds {MOST_SERIES} series at most; there are {}", series.len()),
            ),
            hint: Localized::new("缩小范围后再画", "narrow the selection and draw again"),
        });
    }
    let chart = SeriesChart { text, unit, unit_size, ..SeriesChart::of(to.output.language(), series) };
    write(to, &Chart::Series(chart))
}

fn write(to: PlotTo<'_>, chart: &Chart) -> Result<(), Failure> {
    let path = to.path;
    let fonts = to.project.map_or_else(|| Ok(Fonts::bundled()), font_files::fonts)?;
    let refused = |error: tierstat_chart::ChartError| Failure::Usage {
        message: error.localized(),
        hint: Localized::new("换一个范围再画", "choose another selection and draw again"),
    };
    let layout = tierstat_chart::layout(chart, &fonts).map_err(refused)?;
    let drawing = tierstat_chart::svg(&layout).map_err(refused)?;
    let content = match path.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => drawing.into_bytes(),
        Some("png") => tierstat_chart::png(&drawing, &fonts, 2.0).map_err(refused)?,
        _ => {
            return Err(Failure::Usage {
                message: Localized::new(
                    format!("不知如何画成 {}", path.display()),
                    format!("no way is known to draw {}", path.display()),
                ),
                hint: Localized::new("文件名应以 .svg 或 .png 结尾", "end the name in .svg or .png"),
            });
        }
    };
    OutputFiles::write(path, &content)?;
    // That a statistic of a file has no source need not be said.
    let is_told = |warning: &&ChartWarning| !matches!(warning, ChartWarning::NoSource);
    let findings = layout.warnings.iter().filter(is_told).map(|warning| Finding {
        severity: Severity::Warning,
        rule: "chart.layout".to_owned(),
        cells: Vec::new(),
        message: warning.localized(),
        hint: warning.hint(),
    });
    to.output.findings(&findings.collect::<Vec<_>>());
    Ok(())
}
