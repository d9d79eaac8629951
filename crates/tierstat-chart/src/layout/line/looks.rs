//! How each series looks: in a colour and with a mark of its own, or grey behind those that a reader shall look at.

use crate::palette::{Colour, MUTED, MarkShape, SERIES};
use crate::{ChartError, ChartSeries, Emphasis, SeriesChart};

/// The most series of one chart, those that are grey included.
pub(in crate::layout) const MOST_SERIES: usize = 40;
/// The width of a grey line, as a share of a coloured one.
const MUTED_WIDTH: f64 = 0.4;

/// How one series looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::layout) struct Look {
    pub(in crate::layout) colour: Colour,
    pub(in crate::layout) shape: MarkShape,
    /// Whether it is grey and thin, with marks only where a line does not say all.
    pub(in crate::layout) is_muted: bool,
}

impl Look {
    /// The grey one.
    pub(in crate::layout) const MUTED: Self =
        Self { colour: MUTED, shape: MarkShape::Circle, is_muted: true };

    /// The width of its line, where a coloured one is so wide.
    pub(in crate::layout) fn line_width(self, coloured: f64) -> f64 {
        if self.is_muted { (coloured * MUTED_WIDTH).max(1.0) } else { coloured }
    }
}

/// The look of each series: colours in order for those that are not muted.
///
/// # Errors
/// [`ChartError::TooManyLines`] where more have a colour than can be told apart, [`ChartError::TooManySeries`] where there are more in all
/// than a chart can hold.
pub(in crate::layout) fn looks(chart: &SeriesChart) -> Result<Vec<Look>, ChartError> {
    let is_muted = |series: &ChartSeries| series.emphasis == Emphasis::Muted;
    let coloured = chart.series.iter().filter(|series| !is_muted(series)).count();
    if coloured > SERIES.len() {
        let code = chart.series.iter().find(|series| !is_muted(series)).map(|series| series.code.clone());
        let (found, limit) = (coloured, SERIES.len());
        return Err(ChartError::TooManyLines { found, limit, code: code.unwrap_or_default() });
    }
    if chart.series.len() > MOST_SERIES {
        return Err(ChartError::TooManySeries { found: chart.series.len(), limit: MOST_SERIES });
    }
    let mut colours = SERIES.into_iter();
    let mut next = || colours.next().map(|(colour, shape)| Look { colour, shape, is_muted: false });
    let look = |series: &ChartSeries| if is_muted(series) { None } else { next() }.unwrap_or(Look::MUTED);
    Ok(chart.series.iter().map(look).collect())
}
