//! One panel: its plot, its title and its axes.

use super::grid::Grid;
use crate::layout::element::{ASCENT, Anchor, Element, Line, LineRole, Point, Rectangle, TextRole};
use crate::layout::frame::{Frame, LINE_HEIGHT};
use crate::layout::line::plot::{Plot, Rough, Series};
use crate::layout::printable::{one_line, printable};
use crate::layout::time_scale::TimeScale;
use crate::layout::value_scale::ValueScale;
use crate::palette::{BASELINE, FAINT_INK, GRIDLINE, INK};
use crate::{SeriesChart, Weight};
use jiff::civil::Date;
use tierstat_model::Language;

/// A series of more points than this is read by its line.
const MANY_POINTS: usize = 12;

pub(super) struct Panel {
    pub(super) plot: Plot,
    /// Where its values may stand.
    pub(super) inside: Rectangle,
    index: usize,
    top: f64,
    has_numbers: bool,
    days: (Date, Date),
}

impl Panel {
    pub(super) fn of<'a>(
        frame: &Frame<'_>,
        grid: &Grid,
        index: usize,
        days: (Date, Date),
        scale_of: &impl Fn(&Series<'a>, (f64, f64)) -> ValueScale,
        series: &Series<'a>,
        rough: Rough,
    ) -> Self {
        let scale = frame.scale;
        let (left, place, has_numbers) = grid.place(index);
        let top = place + grid.title_lines as f64 * scale.axis * LINE_HEIGHT + scale.space * 1.5;
        let (right, bottom) = (left + grid.plot_width, top + grid.plot_height);
        let aside = scale.mark_radius + 2.0;
        let is_long = series.points().count() > MANY_POINTS;
        let plot = Plot {
            area: Rectangle { left, top, right, bottom },
            time: TimeScale::new(days.0, days.1, left + aside, right - aside),
            values: scale_of(series, (top, bottom)),
            mark_radius: if is_long { scale.mark_radius * 0.45 } else { scale.mark_radius },
            rough,
        };
        let aside = grid.gap() * 0.4;
        let inside =
            Rectangle { left, top: top - scale.space * 1.5, right: right + aside, bottom: bottom - 1.0 };
        Self { plot, inside, index, top: place, has_numbers, days }
    }

    /// The title, and that the axis is its own where it is.
    pub(super) fn heading(&self, frame: &Frame<'_>, chart: &SeriesChart, grid: &Grid) -> Vec<Element> {
        let size = frame.scale.axis;
        let x = grid.title_left(self.plot.area.left);
        let lines = grid.titles.get(self.index).map_or(&[][..], Vec::as_slice);
        let said = chart.free_values.then_some(match chart.language {
            Language::Chinese => "纵轴与他幅不同",
            Language::English => "own axis",
        });
        let room = self.plot.area.right - x;
        let said = said.map(|words| {
            let size = frame.scale.footer;
            (TextRole::PanelNote, frame.cut_to(words, room, size), size, Weight::Regular, FAINT_INK)
        });
        let titles = lines.iter().map(|line| (TextRole::PanelTitle, line.clone(), size, Weight::Bold, INK));
        // Titles of fewer lines stand at the plot, not over it.
        let count = lines.len() + usize::from(chart.free_values);
        let first = grid.title_lines.saturating_sub(count);
        let texts = titles.chain(said).enumerate().map(|(line, (role, content, size, weight, colour))| {
            let y = self.top + (first + line) as f64 * frame.scale.axis * LINE_HEIGHT + size * ASCENT;
            Element::Text(frame.text(role, content, Point { x, y }, Anchor::Start, size, weight, colour))
        });
        texts.collect()
    }

    /// Gridlines, with their values where the panel has them, and the first and the last period.
    pub(super) fn axes(&self, frame: &Frame<'_>, chart: &SeriesChart, grid: &Grid) -> Vec<Element> {
        let (scale, area) = (frame.scale, self.plot.area);
        let mut elements = Vec::new();
        let number = |role, text, at, anchor| {
            Element::Text(frame.text(role, text, at, anchor, scale.axis, Weight::Regular, FAINT_INK))
        };
        let line = |role, from: Point, to: Point, width, colour| {
            Element::Line(Line { role, points: vec![from, to], width, dashed: false, colour })
        };
        for (value, text) in self.plot.values.ticks() {
            let y = self.plot.values.y(value);
            let (from, to) = (Point { x: area.left, y }, Point { x: area.right, y });
            elements.push(if value.abs() < f64::EPSILON {
                line(LineRole::Baseline, from, to, 1.5, BASELINE)
            } else {
                line(LineRole::Gridline, from, to, 1.0, GRIDLINE)
            });
            if self.has_numbers {
                let at = Point { x: area.left - scale.space * 0.75, y: y + scale.axis * 0.36 };
                elements.push(number(TextRole::ValueTick, text, at, Anchor::End));
            }
        }
        let label = |day: Date| {
            let points = chart.series.iter().flat_map(|series| &series.points);
            let label = points.filter(|point| point.day() == day).map(|point| one_line(&point.label)).next();
            printable(&label.unwrap_or_default(), chart.language)
        };
        let width = |text: &str| frame.fonts.width(text, Weight::Regular, scale.axis);
        let (first, last) = (label(self.days.0), label(self.days.1));
        let room = grid.plot_width + grid.gap() * 0.5;
        let both = self.days.0 != self.days.1 && width(&first) + width(&last) + scale.axis <= room;
        let mut shown = vec![(self.days.1, last)];
        if both {
            shown.insert(0, (self.days.0, first));
        }
        for (day, text) in shown {
            let x = self.plot.time.x(day);
            let (from, to) = (Point { x, y: area.bottom }, Point { x, y: area.bottom + scale.space * 0.75 });
            elements.push(line(LineRole::Tick, from, to, 1.5, BASELINE));
            let half = width(&text) / 2.0;
            let (leftmost, rightmost) = (area.left + half, area.left + room - half);
            if width(&text) <= room {
                let y = area.bottom + scale.space + scale.axis;
                let at = Point { x: x.max(leftmost).min(rightmost), y };
                elements.push(number(TextRole::TimeTick, text, at, Anchor::Middle));
            }
        }
        elements
    }
}
