//! What series are to reach: a rule at the number, an upright stroke where it is due, and the straight way to it from the latest figure.

use super::plot::{Plot, Series};
use super::values::Obstacles;
use crate::layout::element::{Anchor, Element, Group, Line, LineRole, Point, TextRole};
use crate::layout::frame::Frame;
use crate::layout::printable::{one_line, printable};
use crate::palette::FAINT_INK;
use crate::{SeriesChart, SeriesTarget, Weight};
use tierstat_model::Language;

/// Draws the targets into the groups of their series, before anything is printed.
pub(in crate::layout) fn lay(
    frame: &Frame<'_>,
    chart: &SeriesChart,
    series: &[Series<'_>],
    plot: &Plot,
    groups: &mut [Group],
) {
    for target in &chart.targets {
        let (Some(series), Some(group)) = (series.get(target.series), groups.get_mut(target.series)) else {
            continue;
        };
        let colour = series.look.colour;
        let line = |points, width, dashed| {
            Element::Line(Line { role: LineRole::Target, points, width, dashed, colour })
        };
        let due = target.due.map(|due| plot.time.x(due.last_day()));
        let mut elements = Vec::new();
        for height in target.heights() {
            let y = plot.values.y(height);
            let end = due.unwrap_or(plot.area.right);
            elements.push(line(vec![Point { x: plot.area.left, y }, Point { x: end, y }], 1.5, false));
            if due.is_some() {
                let reach = frame.scale.mark_radius;
                let ends = [y - reach, y + reach].map(|y| Point { x: end, y });
                elements.push(line(ends.to_vec(), 2.5, false));
            }
        }
        elements.extend(path(target, series, plot).map(|points| line(points, 2.0, true)));
        group.elements.splice(0..0, elements);
    }
}

/// The straight way from the latest figure to the number where it is due; none where either is rough, or the day has passed.
fn path(target: &SeriesTarget, series: &Series<'_>, plot: &Plot) -> Option<Vec<Point>> {
    let due = target.due?.last_day();
    let (last, value) = series.end().filter(|(last, _)| !last.is_rough() && last.day() < due)?;
    Some(vec![plot.place(last.day(), value), plot.place(due, target.position()?)])
}

/// Prints what each rule is, over it or under it, where that touches nothing; the note says it in any case.
pub(in crate::layout) fn print(
    frame: &Frame<'_>,
    chart: &SeriesChart,
    series: &[Series<'_>],
    plot: &Plot,
    groups: &mut [Group],
    obstacles: &mut Obstacles,
) {
    let size = frame.scale.axis;
    for target in &chart.targets {
        let (Some(series), Some(group)) = (series.get(target.series), groups.get_mut(target.series)) else {
            continue;
        };
        let Some(height) = target.heights().into_iter().reduce(f64::max) else { continue };
        let colour = if series.look.is_muted { FAINT_INK } else { series.look.colour.for_text() };
        let words = printable(&one_line(&words(target, chart.language)), chart.language);
        let width = frame.fonts.width(&words, Weight::Regular, size);
        let y = plot.values.y(height);
        let steps = (0..12).map(|step| plot.area.left + 6.0 + f64::from(step) * size * 2.0);
        let places = steps.flat_map(|x| [y - size * 0.35, y + size * 1.15].map(|y| Point { x, y }));
        let texts = places.filter(|at| at.x + width < plot.area.right).map(|at| {
            frame.text(TextRole::Event, words.clone(), at, Anchor::Start, size, Weight::Regular, colour)
        });
        let mut free = texts.filter(|text| {
            let area = text.bounding_box();
            area.top > frame.top && area.bottom < plot.area.bottom && obstacles.is_free(&area)
        });
        if let Some(text) = free.next() {
            obstacles.boxes.push(text.bounding_box());
            group.elements.push(Element::Text(text));
        }
    }
}

fn words(target: &SeriesTarget, language: Language) -> String {
    let SeriesTarget { mark_text, due_label, .. } = target;
    match (language, due_label.is_empty()) {
        (Language::Chinese, true) => format!("目标 {mark_text}"),
        (Language::Chinese, false) => format!("目标 {mark_text}（{due_label}）"),
        (Language::English, true) => format!("Target {mark_text}"),
        (Language::English, false) => format!("Target {mark_text} ({due_label})"),
    }
}
