//! Small multiples: a panel for each series over time, all with the same axes unless each is to have its own values.

mod grid;
mod panel;

use self::grid::Grid;
use self::panel::Panel;
use super::drawing::Layout;
use super::element::{ASCENT, Anchor, Element, Group, GroupRole, Point, TextRole};
use super::frame::Frame;
use super::line::looks::{Look, MOST_SERIES};
use super::line::plot::{Rough, Series, days, plotted_numbers};
use super::line::{events, notes, shapes, signs, values};
use super::printable::{one_line, printable};
use super::value_scale::ValueScale;
use crate::palette::{FAINT_INK, SERIES};
use crate::{ChartError, Fonts, SeriesChart, Weight};
use tierstat_model::Language;

/// A line in a panel, as a share of one in a chart of its own.
const LINE_SHARE: f64 = 0.65;
/// A mark in a panel, as a share of one in a chart of its own.
const MARK_SHARE: f64 = 0.6;

pub(super) fn layout(chart: &SeriesChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    if chart.series.len() > MOST_SERIES {
        return Err(ChartError::TooManySeries { found: chart.series.len(), limit: MOST_SERIES });
    }
    let [(colour, shape), ..] = SERIES;
    let look = Look { colour, shape, is_muted: false };
    let series: Vec<Series<'_>> =
        chart.series.iter().map(|series| Series::of(series, look, chart.language)).collect();
    let days = days(&chart.series, &series).ok_or(ChartError::NoFigures)?;
    let mut frame = Frame::new(&chart.text, chart.language, chart.size, fonts)?;
    frame.scale.line_width *= LINE_SHARE;
    frame.scale.mark_radius *= MARK_SHARE;
    let numbers = plotted_numbers(&series);
    let mut notes = notes::of(chart, &series, &numbers);
    if chart.free_values {
        notes.push(each_its_own(chart.language).to_owned());
    }
    let of_panel = |series: &Series<'_>| {
        if chart.free_values { plotted_numbers(std::slice::from_ref(series)) } else { numbers.clone() }
    };
    let scale_of = |series: &Series<'_>, ends: (f64, f64)| {
        ValueScale::fit(&of_panel(series), chart.unit_size, chart.axis, ends)
    };
    // A panel is no lower than that.
    let least = |series: &Series<'_>| scale_of(series, (0.0, grid::LEAST_HEIGHT));
    let beside_zero = series.iter().map(least).find(|values| !values.holds_zero());
    notes.extend(beside_zero.and_then(|values| notes::of_axis(chart, &values)));
    let footer = frame.footer(&notes);
    let grid = Grid::fit(&mut frame, chart, &series, &scale_of, footer.height)?;

    let mut axes = Group { role: GroupRole::Axes, title: None, elements: Vec::new() };
    axes.elements.extend(unit(&frame, chart).map(Element::Text));
    let mut groups = Vec::new();
    let mut one = SeriesChart { series: Vec::new(), ..chart.clone() };
    for (index, (described, series)) in chart.series.iter().zip(&series).enumerate() {
        let numbers = of_panel(series);
        let panel =
            Panel::of(&frame, &grid, index, days, &scale_of, series, Rough::of(&numbers, chart.scale));
        one.series = vec![described.clone()];
        let slice = std::slice::from_ref(series);
        axes.elements.extend(panel.axes(&frame, chart, &grid));
        let (mut behind, words) = events::lay(&one, slice, &panel.plot);
        let mut group = [shapes::shapes(&frame, series, &panel.plot)];
        group[0].elements.extend(panel.heading(&frame, chart, &grid));
        let axes_here = Group { role: GroupRole::Axes, title: None, elements: Vec::new() };
        let mut obstacles = values::Obstacles::of([&axes_here, &behind].into_iter().chain(&group));
        values::print_ends(&frame, series, &panel.plot, &panel.inside, &mut group[0], &mut obstacles);
        events::print(&frame, &words, &panel.plot, &mut behind, &mut obstacles);
        signs::print(&frame, slice, &panel.plot, &mut group, &mut obstacles);
        axes.elements.extend(behind.elements);
        groups.extend(group);
    }
    groups.insert(0, axes);
    Ok(frame.finish(grid.height, groups, footer))
}

fn each_its_own(language: Language) -> &'static str {
    match language {
        Language::Chinese => "各小幅的纵轴各不相同，幅与幅之间不能比较高低。",
        Language::English => {
            "Each panel has an axis of values of its own: heights cannot be compared between panels."
        }
    }
}

/// The unit, once, over all panels.
fn unit(frame: &Frame<'_>, chart: &SeriesChart) -> Option<super::element::Text> {
    let unit = printable(&one_line(&chart.unit), chart.language);
    let unit = match chart.language {
        _ if unit.is_empty() => return None,
        Language::Chinese => format!("单位：{unit}"),
        Language::English => unit,
    };
    let size = frame.scale.axis;
    let unit = frame.cut_to(&unit, frame.right() - frame.left(), size);
    let at = Point { x: frame.left(), y: frame.top + size * ASCENT };
    Some(frame.text(TextRole::Unit, unit, at, Anchor::Start, size, Weight::Regular, FAINT_INK))
}
