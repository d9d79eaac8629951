//! The axes of a line chart: unit, gridlines with their values, the foot of the plot, the periods.

use super::plot::Plot;
use crate::layout::element::{Anchor, Element, Group, GroupRole, Line, LineRole, Point, Text, TextRole};
use crate::layout::frame::Frame;
use crate::layout::printable::{one_line, printable};
use crate::layout::time_scale::{TickLabel, labels_that_fit};
use crate::palette::{BASELINE, Colour, FAINT_INK, GRIDLINE};
use crate::{SeriesChart, SeriesForm, Weight};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{Language, Period};

pub(in crate::layout) fn axes(frame: &Frame<'_>, chart: &SeriesChart, plot: &Plot) -> Group {
    let mut elements: Vec<Element> = Vec::new();
    elements.extend(unit(frame, chart, plot).map(Element::Text));
    elements.extend(values(frame, plot, chart.form));
    elements.extend(periods(frame, chart, plot));
    Group { role: GroupRole::Axes, title: None, elements }
}

fn plain(frame: &Frame<'_>, role: TextRole, content: String, at: Point, anchor: Anchor) -> Text {
    frame.text(role, content, at, anchor, frame.scale.axis, Weight::Regular, FAINT_INK)
}

/// The unit, once, at the top of the axis.
fn unit(frame: &Frame<'_>, chart: &SeriesChart, plot: &Plot) -> Option<Text> {
    let unit = printable(&one_line(&chart.unit), chart.language);
    let unit = match chart.language {
        _ if unit.is_empty() => return None,
        Language::Chinese => format!("单位：{unit}"),
        Language::English => unit,
    };
    let room = frame.right() - frame.left();
    let is_wide = frame.fonts.width(&unit, Weight::Regular, frame.scale.axis) > room;
    let unit = if is_wide { frame.cut(&unit, room, frame.scale.axis, Weight::Regular) } else { unit };
    let at = Point { x: frame.left(), y: plot.area.top - frame.scale.space * 1.75 - frame.scale.axis * 0.5 };
    Some(plain(frame, TextRole::Unit, unit, at, Anchor::Start))
}

/// The base of an index, where its rule stands.
const BASE: f64 = 100.0;

fn values(frame: &Frame<'_>, plot: &Plot, form: SeriesForm) -> Vec<Element> {
    let scale = frame.scale;
    let across = |role, y: f64, width, colour: Colour| {
        let points = vec![Point { x: plot.area.left, y }, Point { x: plot.area.right, y }];
        Element::Line(Line { role, points, width, dashed: false, colour })
    };
    let mut elements = Vec::new();
    let base = (form == SeriesForm::Index).then_some(BASE);
    let mut ticks = plot.values.ticks();
    let is_near =
        |value: f64, other: f64| (plot.values.y(value) - plot.values.y(other)).abs() < scale.axis * 1.2;
    if let Some(base) = base {
        ticks.retain(|(value, _)| !is_near(*value, base));
        ticks.push((base, BASE.to_string()));
    }
    for (value, text) in ticks {
        let y = plot.values.y(value);
        let is_base = base.is_some_and(|base| (value - base).abs() < f64::EPSILON);
        elements.push(if is_base || (value.abs() < f64::EPSILON) {
            across(LineRole::Baseline, y, 1.5, BASELINE)
        } else {
            across(LineRole::Gridline, y, 1.0, GRIDLINE)
        });
        let at = Point { x: plot.area.left - scale.space * 1.25, y: y + scale.axis * 0.36 };
        elements.push(Element::Text(plain(frame, TextRole::ValueTick, text, at, Anchor::End)));
    }
    elements
}

/// A tick for every period, and the names of as many as fit.
fn periods(frame: &Frame<'_>, chart: &SeriesChart, plot: &Plot) -> Vec<Element> {
    let scale = frame.scale;
    // The period of a day is printed as the first series that has it prints it.
    let mut periods: BTreeMap<Date, String> = BTreeMap::new();
    for point in chart.series.iter().flat_map(|series| &series.points) {
        periods.entry(point.day()).or_insert_with(|| printable(&one_line(&point.label), chart.language));
    }
    for target in &chart.targets {
        if let Some(due) = target.due {
            let label = || printable(&one_line(&target.due_label), chart.language);
            periods.entry(due.last_day()).or_insert_with(label);
        }
    }
    // Years and days are round at the end of a year, months in January, quarters in the first.
    let kinds = chart.series.iter().flat_map(|series| &series.points).map(|point| point.period);
    let anchor = kinds
        .map(|period| match period {
            Period::Month(..) => 1,
            Period::Quarter(..) => 3,
            Period::Half(..) => 6,
            Period::Year(_) | Period::Day(_) => 12,
            Period::YearFrom(_) => period.last_day().month(),
        })
        .max()
        .unwrap_or(12);
    let labels: Vec<TickLabel> = periods
        .iter()
        .map(|(day, text)| {
            let width = frame.fonts.width(text, Weight::Regular, scale.axis);
            let (leftmost, rightmost) = (4.0 + width / 2.0, frame.width - 4.0 - width / 2.0);
            let x = plot.time.x(*day).min(rightmost).max(leftmost);
            TickLabel { x, width, month: i32::from(day.year()) * 12 + i32::from(day.month() - anchor) }
        })
        .collect();
    let shown = labels_that_fit(&labels, scale.axis);
    let foot = plot.area.bottom;
    let mut elements = Vec::new();
    for (((day, text), label), shown) in periods.into_iter().zip(&labels).zip(shown) {
        let x = plot.time.x(day);
        let length = if shown { scale.space } else { scale.space * 0.6 };
        let points = vec![Point { x, y: foot }, Point { x, y: foot + length }];
        elements.push(Element::Line(Line {
            role: LineRole::Tick,
            points,
            width: 1.5,
            dashed: false,
            colour: BASELINE,
        }));
        if shown && label.width < frame.width - 8.0 {
            let at = Point { x: label.x, y: foot + scale.space * 1.5 + scale.axis };
            elements.push(Element::Text(plain(frame, TextRole::TimeTick, text, at, Anchor::Middle)));
        }
    }
    elements
}
