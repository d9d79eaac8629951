//! The grid of the panels: how many stand beside each other, and how large each is.

use crate::layout::frame::{self, Frame, LINE_HEIGHT};
use crate::layout::line::plot::Series;
use crate::layout::value_scale::ValueScale;
use crate::layout::warning::ChartWarning;
use crate::{ChartError, SeriesChart, Weight};

/// A panel narrower than this shows nothing, in em of the axis.
const LEAST_WIDTH: f64 = 9.0;
/// A plot lower than this shows nothing.
pub(super) const LEAST_HEIGHT: f64 = 56.0;
/// The height of a plot, as a share of its width, where no height is asked for.
const RATIO: f64 = 0.55;
/// The most lines of a title.
const MOST_LINES: usize = 2;

/// Where the panels stand.
pub(super) struct Grid {
    pub(super) columns: usize,
    /// The height of the chart.
    pub(super) height: f64,
    /// The height of one plot.
    pub(super) plot_height: f64,
    /// The width of one plot.
    pub(super) plot_width: f64,
    /// From the left end of a panel's place to its plot: the numbers of the axis.
    pub(super) ticks: f64,
    /// The titles, broken into lines.
    pub(super) titles: Vec<Vec<String>>,
    /// The lines of the longest title, with the one that says that the axis is its own.
    pub(super) title_lines: usize,
    top: f64,
    left: f64,
    gap: f64,
    row_height: f64,
    is_free: bool,
}

impl Grid {
    pub(super) fn fit<'a>(
        frame: &mut Frame<'_>,
        chart: &SeriesChart,
        series: &[Series<'a>],
        scale_of: &impl Fn(&Series<'a>, (f64, f64)) -> ValueScale,
        footer: f64,
    ) -> Result<Self, ChartError> {
        let scale = frame.scale;
        let gap = scale.space * 3.0;
        let room = frame.right() - frame.left();
        // The numbers of an axis take the same room in every panel that has them.
        let tick_width = |series: &Series<'a>| {
            let ticks = scale_of(series, (0.0, room * RATIO * 0.5)).ticks();
            ticks
                .iter()
                .map(|(_, text)| frame.fonts.width(text, Weight::Regular, scale.axis))
                .fold(0.0, f64::max)
        };
        let ticks = series.iter().map(tick_width).fold(0.0, f64::max) + scale.space * 1.5;
        let (first, each) = if chart.free_values { (0.0, ticks) } else { (ticks, 0.0) };
        let least = scale.axis * LEAST_WIDTH + each;
        let most = (((room - first + gap) / (least + gap)).floor() as usize).clamp(1, series.len().max(1));
        let most = if series.len() <= 2 { most.min(2) } else { most.min(8) };
        let rows = series.len().div_ceil(most).max(1);
        let columns = series.len().div_ceil(rows).max(1);
        let plot_width = (room - first - gap * (columns as f64 - 1.0)) / columns as f64 - each;

        let widest = plot_width + each;
        let mut titles = Vec::new();
        for one in series {
            let mut lines = frame.wrapped(&one.name, widest, scale.axis, Weight::Bold);
            if lines.len() > MOST_LINES {
                let rest = lines.split_off(MOST_LINES - 1).concat();
                lines.push(frame.cut(&rest, widest, scale.axis, Weight::Bold));
                frame.warnings.push(ChartWarning::NameCut { name: one.name.clone() });
            }
            titles.push(lines);
        }
        let own = usize::from(chart.free_values);
        let title_lines = titles.iter().map(Vec::len).max().unwrap_or(1) + own;
        let around = title_lines as f64 * scale.axis * LINE_HEIGHT
            + scale.space * 1.5
            + scale.axis * (LINE_HEIGHT + 0.5)
            + scale.space * 2.5;
        let top = frame.top + scale.axis * LINE_HEIGHT + scale.space;
        let below = footer + scale.margin * 0.7 + scale.space;
        let count = rows as f64;
        let own_height = (plot_width * RATIO).clamp(LEAST_HEIGHT * 1.4, frame.width * 0.42).round();
        let height = chart.size.height.unwrap_or(top + count * (own_height + around) + below);
        let least = count * (LEAST_HEIGHT + around);
        let left_over = frame::room_between(top, height - below, least, "the plot")?;
        let row_height = left_over / count;
        let (left, is_free) = (frame.left() + first, chart.free_values);
        let plot_height = row_height - around;
        Ok(Self {
            columns,
            height,
            plot_height,
            plot_width,
            ticks,
            titles,
            title_lines,
            top,
            left,
            gap,
            row_height,
            is_free,
        })
    }

    /// The left end of the plot of a panel, the top of its place, and whether its axis has its numbers.
    pub(super) fn place(&self, index: usize) -> (f64, f64, bool) {
        let (row, column) = (index / self.columns, index % self.columns);
        let each = if self.is_free { self.ticks } else { 0.0 };
        let left = self.left + column as f64 * (self.plot_width + each + self.gap) + each;
        (left, self.top + row as f64 * self.row_height, self.is_free || column == 0)
    }

    /// Where the title of a panel begins.
    pub(super) fn title_left(&self, left: f64) -> f64 {
        if self.is_free { left - self.ticks } else { left }
    }

    /// The space between two panels.
    pub(super) fn gap(&self) -> f64 {
        self.gap
    }
}
