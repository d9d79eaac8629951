//! The chart that `tierstat forecast --plot` draws.

use crate::args::ForecastArguments;
use crate::exit::Failure;
use crate::plot::{self, PlotTo};
use std::collections::BTreeSet;
use tierstat_answers::Voice;
use tierstat_answers::forecast::{Forecasts, SeriesForecast};
use tierstat_answers::series::names_of;
use tierstat_chart::{ChartSeries, ChartText, SeriesPoint};
use tierstat_model::{Bounds, Language, Reading, SeriesTime, Status, UnitKind};
use tierstat_words as words;

/// Draws what is known and what is forecast: title, unit, area, interval and source as any chart has them.
pub(super) fn draw(
    to: PlotTo<'_>,
    arguments: &ForecastArguments,
    found: &Forecasts,
    voice: &Voice<'_>,
    readings: &[Reading],
) -> Result<(), Failure> {
    let language = voice.language;
    let (mut lines, which) =
        plot::widest(found.series.iter().map(|found| line(found, voice)).collect(), language);
    let of_ledger = || found.series.iter().filter_map(|series| series.of.ledger());
    let indicators = of_ledger().map(|series| &series.indicator);
    plot::with_gaps(&mut lines, voice.lists.indicators.common_step(indicators), language);
    let unit = of_ledger().next().and_then(|series| voice.lists.unit_of(&series.indicator));
    let is_ratio = unit.is_some_and(|unit| unit.kind == UnitKind::Ratio);
    let notation = plot::in_notation(&mut lines, is_ratio, language);
    let names = |part: usize| -> BTreeSet<String> {
        of_ledger().map(|series| names_of(series, voice.lists, language)[part].clone()).collect()
    };
    let joined = |names: BTreeSet<String>| -> String {
        names.into_iter().collect::<Vec<_>>().join(if language == Language::Chinese { "、" } else { ", " })
    };
    let about = match found.series.as_slice() {
        [only] => only.of.subject(voice),
        _ => joined(names(0)),
    };
    let ahead = arguments.horizon;
    let (title, interval) = match language {
        Language::Chinese => {
            (format!("{about}：今后{ahead}期的预测"), format!("最后{ahead}期为预测，竖线和浅色为其95%区间"))
        }
        Language::English => (
            format!("{about}: forecast of {ahead} more").trim_start_matches(": ").to_owned(),
            format!("forecasts for the last {ahead}, upright bars and shade their intervals of 95%"),
        ),
    };
    let parts = [joined(names(1)), interval, which];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let source = match &arguments.series {
        Some(file) => file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        None => tierstat_document::source_line(readings, language),
    };
    let subtitle = parts.join(if language == Language::Chinese { "；" } else { "; " });
    let text = ChartText { title, subtitle, source, ..ChartText::default() };
    let unit = unit.map_or_else(String::new, |unit| notation.unit(unit.name.get(language)));
    let unit = if unit.is_empty() { notation.unit("") } else { unit };
    plot::lines_in(to, text, (unit, notation.size()), lines)
}

/// What is known and what is forecast as one line; gaps are no points, and what is known within bounds stands as bounds.
fn line(found: &SeriesForecast, voice: &Voice<'_>) -> ChartSeries {
    let point = |time: SeriesTime, bounds: Option<Bounds>, value: Option<f64>, status: Status| {
        let period = time.period()?;
        let printed = match value {
            Some(value) => words::count(if value.abs() >= 100.0 { value.round() } else { value }),
            None => bounds.map_or_else(String::new, |bounds| words::bounds(&bounds, voice.language)),
        };
        Some(SeriesPoint {
            bounds,
            value,
            status,
            mark_text: printed.clone(),
            printed,
            ..SeriesPoint::empty(period, plot::axis_label(period))
        })
    };
    let known =
        found.known().filter_map(|(time, bounds)| point(time, Some(bounds), bounds.as_point(), Status::A));
    let forecast = &found.forecast;
    let ahead = forecast.point.iter().zip(&forecast.lower95).zip(&forecast.upper95).enumerate();
    let ahead = ahead.filter_map(|(step, ((value, lower), upper))| {
        point(found.time(step)?, Bounds::closed(*lower, *upper).ok(), Some(*value), Status::F)
    });
    let name = found.of.name(voice);
    ChartSeries::new(plot::line_name(&name).to_owned(), known.chain(ahead).collect())
}
