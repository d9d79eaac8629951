//! Layouts: where everything stands, as numbers, before anything is drawn.

mod bars;
mod contributions;
mod coverage;
mod dot_strip;
mod drawing;
mod dumbbell;
mod element;
mod frame;
mod grouped_bars;
mod horizontal_scale;
mod line;
mod printable;
mod revisions;
mod rows;
mod slope;
mod small_multiples;
mod sparkline;
mod stacked_bars;
mod stretch;
mod tile_grid;
mod time_scale;
mod value_scale;
mod warning;

pub use drawing::Layout;
pub use element::{
    Anchor, Band, Bar, BarRole, Element, Group, GroupRole, Line, LineRole, Mark, MarkFill, Point, Rectangle,
    Text, TextRole,
};
pub use warning::ChartWarning;

pub(crate) use line::plot::{Rough, has_whisker};
pub(crate) use line::runs::in_order;
pub(crate) use sparkline::sparkline_elements;

use printable::one_line;

use crate::{Chart, ChartError, ChartSize, Fonts, SeriesForm, description};
use std::collections::BTreeSet;

/// No text fits a chart from so many characters on: that is a page full of nothing but them.
const MOST_CHARACTERS: usize = 20_000;
/// The largest area of a chart, in CSS pixels: that of the largest size that can be asked for.
const LARGEST_AREA: f64 = 4000.0 * 4000.0;

/// Lays a chart out.
///
/// # Errors
/// [`ChartError`] where there is no figure, there are too many series, a text is too long, or the size leaves no room.
pub fn layout(chart: &Chart, fonts: &Fonts) -> Result<Layout, ChartError> {
    for text in chart.texts() {
        let found = text.chars().count();
        if found > MOST_CHARACTERS {
            return Err(ChartError::TextTooLong { found, limit: MOST_CHARACTERS });
        }
    }
    let mut layout = match placed(chart, fonts) {
        Err(ChartError::NoRoom { what, needed, room, .. }) => {
            return Err(ChartError::NoRoom { what, needed, room, enough: enough(chart, fonts) });
        }
        other => other?,
    };
    layout.title = one_line(&chart.text().title);
    let described = one_line(&chart.text().description);
    layout.description = if described.is_empty() { one_line(&description::of(chart)) } else { described };
    if chart.text().source.trim().is_empty() {
        layout.warnings.push(ChartWarning::NoSource);
    }
    let written: BTreeSet<char> = layout.texts().flat_map(|text| fonts.missing(&text.content)).collect();
    layout.warnings.extend(written.into_iter().map(|character| ChartWarning::NoGlyph { character }));
    layout.warnings.sort();
    layout.warnings.dedup();
    Ok(layout)
}

/// Everything with its place, without the words for those who cannot see it.
fn placed(chart: &Chart, fonts: &Fonts) -> Result<Layout, ChartError> {
    let layout = match chart {
        Chart::Series(chart) => match chart.form {
            SeriesForm::Bars => bars::layout(chart, fonts)?,
            SeriesForm::GroupedBars => grouped_bars::layout(chart, fonts)?,
            SeriesForm::Dumbbell => dumbbell::layout(chart, fonts)?,
            SeriesForm::DotStrip => dot_strip::layout(chart, fonts)?,
            SeriesForm::TileGrid => tile_grid::layout(chart, fonts)?,
            SeriesForm::StackedBars => stacked_bars::layout(chart, fonts)?,
            SeriesForm::Contributions => contributions::layout(chart, fonts)?,
            SeriesForm::Line | SeriesForm::Index => line::layout(chart, fonts)?,
            SeriesForm::Slope => slope::layout(chart, fonts)?,
            SeriesForm::SmallMultiples => small_multiples::layout(chart, fonts)?,
        },
        Chart::Coverage(chart) => coverage::layout(chart, fonts)?,
        Chart::Revisions(chart) => revisions::layout(chart, fonts)?,
    };
    if layout.width * layout.height > LARGEST_AREA {
        return Err(ChartError::Size { width: layout.width, height: layout.height });
    }
    Ok(layout)
}

/// A size that leaves room: the same width without a height, else the least usual one of those that are wider.
fn enough(chart: &Chart, fonts: &Fonts) -> Option<ChartSize> {
    const USUAL: [f64; 7] = [400.0, 480.0, 600.0, 800.0, 1200.0, 1600.0, 2400.0];
    let size = chart.size();
    let wider = USUAL.into_iter().filter(|width| *width > size.width).map(ChartSize::of_width);
    let own = size.height.map(|_| ChartSize::of_width(size.width));
    let mut chart = chart.clone();
    own.into_iter().chain(wider).find(|size| {
        chart.set_size(*size);
        placed(&chart, fonts).is_ok()
    })
}
