//! Prepared charts become drawings and pictures, several side by side: nothing but the chart and the fonts is needed.

use super::found::{self, FoundSeries};
use super::spots::spots;
use super::{data, left_out};
use crate::error::ReportError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tierstat_chart::{Chart, ChartError, ChartSize, ChartTarget, Fonts, Layout, Pictures};
use tierstat_document::{ChartData, Drawing, Picture};
use tierstat_model::{Document, Finding, Language, Localized, Severity};

/// The scale of pictures for screens: pixels for each unit of the drawing.
const PICTURE_SCALE: f32 = 2.0;

/// Pictures of more pixels are made one at a time, and nothing of them is held afterwards: several at once would take all memory.
const LARGE: f64 = 8e6;

/// A drawing narrower than this is shown as it is on a telephone too.
const NARROW: f64 = 640.0;

/// A chart whose figures and words are in place: what is left is to draw it.
#[derive(Debug, Clone, PartialEq)]
pub struct PreparedChart {
    pub(super) report: String,
    pub(crate) name: String,
    pub(super) language: Language,
    pub(super) chart: Chart,
    /// The documents that print its figures.
    pub(crate) documents: Vec<Document>,
    /// What the description says, as a fingerprint.
    pub(super) described: u64,
    /// The line of the description that says the size.
    pub(super) size_line: Option<usize>,
    /// The line of the description that says the form.
    pub(super) kind_line: Option<usize>,
}

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
    pub picture: Arc<Picture>,
    /// The data.
    pub data: ChartData,
    /// What it shows: each series with how many figures it has.
    pub found: Vec<FoundSeries>,
    /// The publishers and editions of its figures.
    pub source: String,
    /// What drawing saw.
    pub findings: Vec<Finding>,
    /// The drawing with what a page shows where a reader points at it.
    pub(crate) wide: Drawing,
    /// The same for a telephone, where the drawing is too wide for one and there is room.
    pub(crate) narrow: Option<Drawing>,
}

/// Draws charts on as many threads as there are processors; the same bytes in the same order on any number of them.
///
/// Pictures have two pixels for each unit of the drawing, or as many for each inch as are asked for.
#[must_use]
pub fn paint(
    prepared: &[PreparedChart],
    fonts: &Fonts,
    dots_per_inch: Option<u32>,
) -> Vec<Result<RenderedChart, ReportError>> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    paint_on(threads.min(prepared.len()), prepared, fonts, dots_per_inch)
}

fn paint_on(
    threads: usize,
    prepared: &[PreparedChart],
    fonts: &Fonts,
    dots_per_inch: Option<u32>,
) -> Vec<Result<RenderedChart, ReportError>> {
    let (next, large) = (AtomicUsize::new(0), Mutex::new(()));
    let painted = Mutex::new(Vec::with_capacity(prepared.len()));
    let work = || {
        let mut pictures = Pictures::new(fonts);
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(chart) = prepared.get(place) else { break };
            let one = painted_one(chart, fonts, (&mut pictures, &large), dots_per_inch);
            painted.lock().unwrap_or_else(PoisonError::into_inner).push((place, one));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut painted = painted.into_inner().unwrap_or_else(PoisonError::into_inner);
    painted.sort_by_key(|(place, _)| *place);
    painted.into_iter().map(|(_, one)| one).collect()
}

fn painted_one(
    prepared: &PreparedChart,
    fonts: &Fonts,
    (pictures, large): (&mut Pictures<'_>, &Mutex<()>),
    dots_per_inch: Option<u32>,
) -> Result<RenderedChart, ReportError> {
    let PreparedChart { name, chart, language, .. } = prepared;
    let failure = |source| {
        let line = match source {
            ChartError::Size { .. } => prepared.size_line,
            _ if source.is_of_form() => prepared.kind_line,
            _ => None,
        };
        ReportError::Chart {
            report: prepared.report.clone(),
            name: name.clone(),
            line,
            source: Box::new(source),
        }
    };
    let mut layout = tierstat_chart::layout(chart, fonts).map_err(failure)?;
    layout.made_from = made_from(prepared, fonts);
    let svg = tierstat_chart::svg(&layout).map_err(failure)?;
    let picture = |pictures: &mut Pictures<'_>| match dots_per_inch {
        Some(dots) => pictures.png_for_print(&svg, dots),
        None => pictures.png(&svg, PICTURE_SCALE),
    };
    let scale = dots_per_inch.map_or(f64::from(PICTURE_SCALE), |dots| f64::from(dots) / 96.0);
    let png = if layout.width * layout.height * scale * scale > LARGE {
        let _alone = large.lock().unwrap_or_else(PoisonError::into_inner);
        picture(&mut Pictures::new(fonts))
    } else {
        picture(pictures)
    };
    let warnings = layout.warnings.iter().map(|warning| Finding {
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
        name: name.clone(),
        title: chart.text().title.clone(),
        description: layout.description.clone(),
        findings: warnings.chain(left_out::findings(name, chart)).collect(),
        data: data::data(chart, *language),
        found: found::series(chart),
        source: chart.text().source.clone(),
        narrow: narrow(chart, &layout, fonts).map_err(failure)?,
        wide: Drawing { svg: svg.clone(), spots: spots(&layout) },
        svg,
        picture: Arc::new(Picture {
            png: png.map_err(failure)?,
            width: layout.width as u32,
            height: layout.height as u32,
        }),
    })
}

/// Where a later drawing differs, what made it differ can be told by this.
fn made_from(prepared: &PreparedChart, fonts: &Fonts) -> String {
    let (described, fonts) = (prepared.described, fonts.fingerprint());
    format!("description={described:016x} fonts={fonts:016x} program={}", env!("CARGO_PKG_VERSION"))
}

/// The chart for a telephone; none where it is narrow already, or where its words leave no room there.
fn narrow(chart: &Chart, wide: &Layout, fonts: &Fonts) -> Result<Option<Drawing>, ChartError> {
    if wide.width < NARROW {
        return Ok(None);
    }
    let mut chart = chart.clone();
    chart.set_size(ChartSize { height: None, ..ChartTarget::Phone.size() });
    match tierstat_chart::layout(&chart, fonts) {
        Ok(layout) => Ok(Some(Drawing { svg: tierstat_chart::svg(&layout)?, spots: spots(&layout) })),
        Err(error) if error.is_in_description() => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_chart::{ChartSeries, SeriesChart, SeriesForm, SeriesPoint};
    use tierstat_model::{Bounds, Period, Status};

    fn prepared(number: i16) -> PreparedChart {
        let points = (2010..2015_i16).map(|year| SeriesPoint {
            bounds: Bounds::point(f64::from(number * (year - 2000))).ok(),
            printed: format!("{}", number * (year - 2000)),
            ..SeriesPoint::empty(Period::Year(year), year.to_string())
        });
        let series = vec![ChartSeries::new(format!("series {number}"), points.collect())];
        let chart = Chart::Series(SeriesChart::of(Language::English, series));
        let (report, name) = ("book".to_owned(), format!("chart-{number}"));
        PreparedChart {
            report,
            name,
            language: Language::English,
            chart,
            documents: Vec::new(),
            described: 0,
            size_line: None,
            kind_line: None,
        }
    }

    #[test]
    fn charts_are_the_same_in_the_same_order_on_any_number_of_threads() {
        let fonts = Fonts::bundled();
        let book: Vec<PreparedChart> = (1..6).map(prepared).collect();
        let on = |threads: usize| -> Vec<RenderedChart> {
            paint_on(threads, &book, &fonts, None).into_iter().map(Result::unwrap).collect()
        };
        let alone = on(1);
        let names: Vec<&str> = alone.iter().map(|chart| chart.name.as_str()).collect();
        assert_eq!(names, ["chart-1", "chart-2", "chart-3", "chart-4", "chart-5"]);
        assert!(on(8) == alone);
    }

    #[test]
    fn a_row_without_a_figure_can_be_pointed_at_and_says_why() {
        let point = |year: i16, value: Option<f64>| SeriesPoint {
            bounds: value.and_then(|value| Bounds::point(value).ok()),
            value,
            status: if value.is_some() { Status::A } else { Status::Q },
            ..SeriesPoint::empty(Period::Year(year), year.to_string())
        };
        let series = [("one", Some(3.0)), ("two", Some(4.0)), ("three", None)]
            .map(|(name, value)| ChartSeries::new(name.to_owned(), vec![point(2020, value)]));
        let form = SeriesForm::Bars;
        let chart =
            Chart::Series(SeriesChart { form, ..SeriesChart::of(Language::English, series.to_vec()) });
        let painted = paint(&[PreparedChart { chart, ..prepared(1) }], &Fonts::bundled(), None).remove(0);
        let spots = painted.unwrap().wide.spots;
        let words: Vec<&str> = spots.iter().map(|spot| spot.words[0].as_str()).collect();
        assert_eq!(words.len(), 3, "{words:?}");
        assert!(words[2].starts_with("three: ※"), "{words:?}");
        assert!(spots.iter().all(|spot| spot.width > 0.0 && spot.height > 0.0));
    }

    #[test]
    fn a_wide_chart_has_a_narrow_one_and_each_figure_can_be_pointed_at() {
        let fonts = Fonts::bundled();
        let painted = paint(&[prepared(1)], &fonts, Some(300)).remove(0).unwrap();
        let narrow = painted.narrow.unwrap();
        assert!(narrow.svg.contains("width=\"400\"") && painted.svg.contains("width=\"1200\""));
        for drawing in [&painted.wide, &narrow] {
            assert_eq!(drawing.spots.len(), 5);
            assert!(drawing.spots[0].words[0].contains("2010"), "{:?}", drawing.spots[0]);
        }
    }
}
