//! Names of series at the ends of their lines, each with its last value.

use super::plot::{Plot, Series};
use super::spread::spread;
use super::values::Obstacles;
use crate::layout::element::{Anchor, Element, Group, Line, LineRole, Point, TextRole};
use crate::layout::frame::{Frame, LINE_HEIGHT, centred};
use crate::layout::printable::{one_line, printable};
use crate::layout::value_scale::ValueScale;
use crate::layout::warning::ChartWarning;
use crate::palette::{FAINT_INK, LEADER};
use crate::{ChartError, Weight};
use tierstat_model::Language;

/// The names of all series that have a figure, broken into lines and with their heights settled.
pub(in crate::layout) struct Names {
    labels: Vec<Label>,
    /// The names of grey series that have room.
    muted: Vec<Muted>,
    size: f64,
    /// The width of the column of names.
    pub(in crate::layout) width: f64,
    /// From the last marks to the column: wider where leaders need it.
    pub(in crate::layout) gap: f64,
}

/// The name of one series.
struct Label {
    /// The index of the series.
    series: usize,
    lines: Vec<Vec<(TextRole, String)>>,
    /// Where the last mark stands.
    end: f64,
    /// Where the middle of the label stands.
    middle: f64,
}

/// The name of a grey series, at the height of its end.
struct Muted {
    series: usize,
    name: String,
    end: f64,
}

/// Space between a name and its value, in em.
const BETWEEN: f64 = 0.4;
/// A label whose middle is nearer to its mark than this, in em, needs no leader.
const BESIDE: f64 = 0.3;

impl Names {
    /// Finds a size, lines and heights for all names. They reach a little above the plot, but not beside the
    /// unit.
    pub(in crate::layout) fn fit(
        frame: &mut Frame<'_>,
        series: &[Series<'_>],
        values: &ValueScale,
        (top, bottom): (f64, f64),
    ) -> Result<Self, ChartError> {
        let with_figures: Vec<usize> = (0..series.len())
            .filter(|index| !series[*index].runs.is_empty() && !series[*index].look.is_muted)
            .collect();
        let last_day = series.iter().flat_map(Series::points).map(|(point, _)| point.day()).max();
        let (top, bottom) = (top - frame.scale.space * 2.2, bottom + frame.scale.label * 0.3);
        let count = with_figures.len().max(1) as f64;
        let sizes = [frame.scale.label, frame.scale.axis, frame.scale.footer];
        let lines_each = |size: f64| ((bottom - top) / count / (size * LINE_HEIGHT)).floor();
        let Some(size) = sizes.into_iter().find(|size| lines_each(*size) >= 1.0) else {
            let needed = count * frame.scale.footer * LINE_HEIGHT;
            return Err(ChartError::NoRoom { enough: None, what: "the plot", needed, room: bottom - top });
        };
        let most_lines = lines_each(size) as usize;

        let mut labels = Vec::new();
        for index in with_figures {
            let series = &series[index];
            let Some((last, value)) = series.end() else { continue };
            let mut printed = printable(&one_line(&last.mark_text), frame.language);
            if last_day.is_some_and(|day| last.day() < day) {
                let period = printable(&one_line(&last.label), frame.language);
                printed = match frame.language {
                    Language::Chinese => format!("{printed}（{period}）"),
                    Language::English => format!("{printed} ({period})"),
                };
            }
            let (lines, was_cut) = lines(frame, &series.name, &printed, size, most_lines);
            if was_cut {
                frame.warnings.push(ChartWarning::NameCut { name: series.name.clone() });
            }
            let end = values.y(value);
            labels.push(Label { series: index, lines, end, middle: end });
        }
        labels.sort_by(|one, two| one.end.total_cmp(&two.end).then(one.series.cmp(&two.series)));
        let wanted: Vec<f64> = labels.iter().map(|label| label.end).collect();
        let heights: Vec<f64> = labels.iter().map(|label| label.height(size)).collect();
        for (label, middle) in labels.iter_mut().zip(spread(&wanted, &heights, 0.0, top, bottom)) {
            label.middle = middle;
        }
        let moved = labels.iter().map(|label| (label.middle - label.end).abs()).fold(0.0, f64::max);
        let gap = if moved < size * BESIDE { frame.scale.space * 1.5 } else { frame.scale.space * 5.0 };
        let width = labels.iter().map(|label| label.width(frame, size)).fold(0.0, f64::max);
        let room = width.max((frame.right() - frame.left()) * 0.2);
        let taken = labels.iter().map(|label| (label.middle, label.height(size)));
        let muted = muted(frame, series, values, (top, bottom), taken.collect(), room);
        let muted_width = |one: &Muted| frame.fonts.width(&one.name, Weight::Regular, frame.scale.footer);
        let width = muted.iter().map(muted_width).fold(width, f64::max);
        Ok(Self { labels, muted, size, width, gap: frame.scale.mark_radius + gap })
    }

    /// Sets each name beside the end of its line and `beyond` what is drawn further on, with a leader where it could not stand there.
    pub(in crate::layout) fn place(
        &self,
        frame: &Frame<'_>,
        series: &[Series<'_>],
        (plot, beyond): (&Plot, f64),
        groups: &mut [Group],
        obstacles: &mut Obstacles,
    ) {
        let end = |index: usize| series.get(index)?.end().map(|(last, _)| plot.time.x(last.day()));
        let end_of = |label: &Label| end(label.series);
        let named =
            self.labels.iter().map(|label| label.series).chain(self.muted.iter().map(|one| one.series));
        let column = named.filter_map(end).fold(beyond, f64::max) + self.gap;
        for one in &self.muted {
            let Some(group) = groups.get_mut(one.series) else { continue };
            let size = frame.scale.footer;
            let at = Point { x: column, y: centred(one.end, size) };
            let name = one.name.clone();
            let text =
                frame.text(TextRole::SeriesName, name, at, Anchor::Start, size, Weight::Regular, FAINT_INK);
            obstacles.boxes.push(text.bounding_box());
            group.elements.push(Element::Text(text));
        }
        for label in &self.labels {
            let (Some(end), Some(group), Some(series)) =
                (end_of(label), groups.get_mut(label.series), series.get(label.series))
            else {
                continue;
            };
            let beside =
                (label.middle - label.end).abs() < self.size * BESIDE && column - end < self.gap * 1.5;
            if !beside {
                let from = Point { x: end + frame.scale.mark_radius + 3.0, y: label.end };
                let to = Point { x: column - 5.0, y: label.middle };
                obstacles.segments.push((from, to));
                let leader = Line {
                    role: LineRole::Leader,
                    points: vec![from, to],
                    width: 1.0,
                    dashed: false,
                    colour: LEADER,
                };
                group.elements.insert(0, Element::Line(leader));
            }
            let line_height = self.size * LINE_HEIGHT;
            let first = label.middle - label.height(self.size) / 2.0 + line_height / 2.0;
            for (index, line) in label.lines.iter().enumerate() {
                let mut x = column;
                for (role, content) in line {
                    let at = Point { x, y: centred(first + index as f64 * line_height, self.size) };
                    let (weight, colour) = (weight(*role), series.look.colour.for_text());
                    let text =
                        frame.text(*role, content.clone(), at, Anchor::Start, self.size, weight, colour);
                    x += text.width + self.size * BETWEEN;
                    obstacles.boxes.push(text.bounding_box());
                    group.elements.push(Element::Text(text));
                }
            }
        }
    }
}

/// The names of the grey series that end on the last day at a height that no other name takes, the first series first.
fn muted(
    frame: &Frame<'_>,
    series: &[Series<'_>],
    values: &ValueScale,
    (top, bottom): (f64, f64),
    mut taken: Vec<(f64, f64)>,
    room: f64,
) -> Vec<Muted> {
    let size = frame.scale.footer;
    let height = size * LINE_HEIGHT;
    let last_day = series.iter().flat_map(Series::points).map(|(point, _)| point.day()).max();
    let mut found = Vec::new();
    for (index, series) in series.iter().enumerate().filter(|(_, series)| series.look.is_muted) {
        let Some((last, value)) = series.end().filter(|(last, _)| Some(last.day()) == last_day) else {
            continue;
        };
        let end = values.y(value);
        let is_inside =
            end - height / 2.0 >= top && end + height / 2.0 <= bottom && last.position().is_some();
        let is_free = taken.iter().all(|(middle, taken)| (middle - end).abs() >= (taken + height) / 2.0);
        let is_short = frame.fonts.width(&series.name, Weight::Regular, size) <= room;
        if is_inside && is_free && is_short {
            taken.push((end, height));
            found.push(Muted { series: index, name: series.name.clone(), end });
        }
    }
    found
}

impl Label {
    fn height(&self, size: f64) -> f64 {
        self.lines.len() as f64 * size * LINE_HEIGHT
    }

    fn width(&self, frame: &Frame<'_>, size: f64) -> f64 {
        let of_line = |line: &Vec<(TextRole, String)>| {
            let texts =
                line.iter().map(|(role, text)| frame.fonts.width(text, weight(*role), size)).sum::<f64>();
            texts + size * BETWEEN * line.len().saturating_sub(1) as f64
        };
        self.lines.iter().map(of_line).fold(0.0, f64::max)
    }
}

fn weight(role: TextRole) -> Weight {
    if role == TextRole::SeriesName { Weight::Bold } else { Weight::Regular }
}

/// A name broken into lines with the value after it where it fits, else below; and whether the name had to be
/// cut. A value is never cut.
fn lines(
    frame: &Frame<'_>,
    name: &str,
    value: &str,
    size: f64,
    most_lines: usize,
) -> (Vec<Vec<(TextRole, String)>>, bool) {
    let widest = (frame.right() - frame.left()) * 0.32;
    let bold = |text: &str| frame.fonts.width(text, Weight::Bold, size);
    let value_width = frame.fonts.width(value, Weight::Regular, size) + size * BETWEEN;
    let mut names = frame.wrapped(name, widest, size, Weight::Bold);
    let last_fits = names.last().is_some_and(|last| bold(last) + value_width <= widest);
    // Beside the name if there is no line to spare: then the name gives way.
    let beside = last_fits || (names.len() >= most_lines && value_width < widest * 0.6);
    let most_names = if beside { most_lines } else { most_lines.saturating_sub(1) };
    let mut was_cut = names.len() > most_names;
    names.truncate(most_names);
    let has_more = names.len() > 1;
    if let Some(last) = names.last_mut() {
        let room = if beside { widest - value_width } else { widest };
        was_cut |= bold(last) > room;
        if was_cut {
            let cut = frame.cut(last, room, size, Weight::Bold);
            // A word that is alone on its line and does not fit goes, as long as lines before it say what is meant.
            let kept = cut.trim_end_matches(frame.dots());
            let rest = last.get(kept.len()..).and_then(|rest| rest.chars().next());
            let is_in_word = kept.is_ascii() && rest.is_some_and(|next| next.is_ascii_alphanumeric());
            *last = if is_in_word && has_more { frame.dots().to_owned() } else { cut };
        }
    }
    let mut lines: Vec<Vec<(TextRole, String)>> =
        names.into_iter().map(|name| vec![(TextRole::SeriesName, name)]).collect();
    let value = (TextRole::EndValue, value.to_owned());
    match lines.last_mut() {
        _ if value.1.is_empty() => {}
        Some(line) if beside => line.push(value),
        _ => lines.push(vec![value]),
    }
    (lines, was_cut)
}
