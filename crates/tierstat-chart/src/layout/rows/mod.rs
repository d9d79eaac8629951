//! Forms with a row for each thing: names to the left, values along a horizontal axis; the height grows with the rows.

mod columns;
mod figure;
mod heads;
mod row;

pub(super) use super::line::shapes::tooltip;
pub(super) use figure::{Look, bar, dot, missing};
pub(super) use row::{Block, Clear, Label, Row, Rows, Shape, Side};

use self::row::Names;

use self::columns::Columns;
use super::drawing::Layout;
use super::element::{
    Anchor, Bar, Element, Group, GroupRole, Line, LineRole, Mark, Point, Rectangle, TextRole,
};
use super::frame::{self, Frame, LINE_HEIGHT, centred};
use super::printable::{one_line, printable};
use super::stretch::{LEAST_STRETCH, largest_stretch};
use crate::palette::{
    BACKGROUND, BAR, Colour, FAINT_INK, INK, LEADER, MUTED_BAR, POSSIBLE_BAR, POSSIBLE_MUTED_BAR, SOFT_INK,
};
use crate::{ChartError, Fonts, SeriesChart, SeriesPoint, ValueAxis, Weight, row_remarks};
use tierstat_model::Language;

/// So many things can be read; more are a table.
const MOST_BLOCKS: usize = 80;
/// So many rows, where a thing has several.
const MOST_ROWS: usize = 160;
/// A narrower chart has names over their rows where there is little room beside them.
const NARROW: f64 = 480.0;
/// From so many rows on they stand closer, with smaller names.
const MANY_ROWS: usize = 24;

/// The measures of the rows of one chart.
#[derive(Debug, Clone, Copy)]
struct Measure {
    /// The size of names and values.
    size: f64,
    /// The height of a row of one line, unstretched.
    pitch: f64,
    /// The space under a block, unstretched.
    space: f64,
    /// Whether names stand over their rows, not beside them.
    names: Names,
}

impl Measure {
    fn of(frame: &Frame<'_>, rows: &Rows, names: Names) -> Self {
        let count: usize = rows.blocks.iter().map(|block| block.rows.len()).sum();
        let has_details = rows.blocks.iter().any(|block| block.rows.len() > 1);
        let is_long = count > MANY_ROWS;
        let size = if is_long { frame.scale.axis } else { frame.scale.label };
        let pitch = size * if is_long || has_details { 1.5 } else { 1.85 };
        let pitch = if names == Names::Above { size * 1.4 } else { pitch };
        let space = if has_details || names == Names::Above { frame.scale.space * 1.25 } else { 0.0 };
        Self { size, pitch, space, names }
    }

    /// The height of the lines of a name that stands over its rows.
    fn heading(&self, block: &row::LaidBlock) -> f64 {
        if self.names == Names::Above { block.name.len() as f64 * self.size * LINE_HEIGHT } else { 0.0 }
    }

    /// From the top of a block down to the middle of its first row.
    fn first_middle(&self, block: &row::LaidBlock, stretch: f64) -> f64 {
        match self.names {
            Names::Above => {
                let row = block.rows.first().map_or(0.0, |row| self.row(row, stretch));
                self.heading(block) + row / 2.0
            }
            Names::Beside => (self.block(block, stretch) - self.space * stretch) / 2.0,
        }
    }

    fn row(&self, row: &row::LaidRow, stretch: f64) -> f64 {
        let label = row.labels.iter().map(Vec::len).max().unwrap_or_default();
        let lines = row.detail.len().max(label).max(1) as f64;
        (self.pitch * stretch).max(lines * self.size * LINE_HEIGHT)
    }

    /// The height of a block: its rows, or its name where that is higher.
    fn block(&self, block: &row::LaidBlock, stretch: f64) -> f64 {
        let rows: f64 = block.rows.iter().map(|row| self.row(row, stretch)).sum();
        if self.names == Names::Above {
            return self.heading(block) + rows + self.space * stretch;
        }
        let name = block.name.len() as f64 * self.size * LINE_HEIGHT;
        // Names of several lines would run into each other without a space.
        let between = if block.name.len() > 1 { self.size * 0.35 } else { 0.0 };
        rows.max(name + between) + self.space * stretch
    }
}

impl Block {
    /// A block of a single row.
    pub(super) fn of_one(name: &str, look: Look, row: Row) -> Self {
        Self { rows: vec![row], ..Self::of_none(name, look) }
    }

    /// A block without rows: they are added to it.
    pub(super) fn of_none(name: &str, look: Look) -> Self {
        let (name, weight, colour) = (name.to_owned(), look.weight, look.ink);
        Self { name, weight, colour, rank: None, is_named_at_first: false, rows: Vec::new() }
    }
}

/// The value at which the word for a figure that is missing stands: zero, or the lower end of the axis.
pub(super) fn foot(numbers: &[f64], axis: ValueAxis) -> f64 {
    match axis {
        ValueAxis::FromZero => 0.0,
        ValueAxis::Fitted => numbers.iter().copied().fold(f64::INFINITY, f64::min),
    }
}

/// Every number of some figures that needs a place on the axis: positions and ends of bounds.
pub(super) fn numbers<'a>(points: impl Iterator<Item = &'a SeriesPoint>) -> Vec<f64> {
    let ends = |point: &SeriesPoint| {
        let bounds = point.bounds.map(|bounds| [bounds.lower_value(), bounds.upper_value()]);
        bounds.into_iter().flatten().chain([point.position()]).flatten().collect::<Vec<f64>>()
    };
    points.flat_map(ends).collect()
}

/// Two hundredths of what the axis has to hold: nearer bounds cannot be told from a point.
pub(super) fn apart(numbers: &[f64]) -> f64 {
    let furthest = |from: f64, pick: fn(f64, f64) -> f64| numbers.iter().copied().fold(from, pick);
    (furthest(0.0, f64::max) / 50.0 - furthest(0.0, f64::min) / 50.0).abs()
}

/// Lays rows out under each other.
pub(super) fn lay(chart: &SeriesChart, rows: &Rows, fonts: &Fonts) -> Result<Layout, ChartError> {
    let count: usize = rows.blocks.iter().map(|block| block.rows.len()).sum();
    if count == 0 || rows.numbers.is_empty() {
        return Err(ChartError::NoFigures);
    }
    for (found, limit) in [(rows.blocks.len(), MOST_BLOCKS), (count, MOST_ROWS)] {
        if found > limit {
            return Err(ChartError::TooManySeries { found, limit });
        }
    }
    let mut frame = Frame::new(&chart.text, chart.language, chart.size, fonts)?;
    let scale = frame.scale;
    let footer = frame.footer(&rows.notes);
    let (measure, laid, columns) = arranged(&mut frame, chart, rows)?;
    // The round number below all others may be zero.
    let footer = if columns.scale.holds_zero() {
        frame.footer(&row_remarks::from_zero(rows.notes.clone()))
    } else {
        footer
    };

    let over = over(&frame, chart, rows);
    let line = scale.axis * LINE_HEIGHT + scale.space * 0.5;
    let over_end = frame.top + if over.is_empty() { 0.0 } else { line };
    let (heads, heads_height) = heads::lay(&mut frame, rows, &columns, over_end);
    let top = over_end + heads_height + scale.space * 0.5;
    let below = scale.axis * LINE_HEIGHT + scale.space * 3.0 + footer.height + scale.margin * 0.7;
    let needed = |stretch| laid.iter().map(|block| measure.block(block, stretch)).sum::<f64>();
    let height = chart.size.height.unwrap_or_else(|| (top + needed(1.0) + below).ceil());
    let room = frame::room_between(top, height - below, needed(LEAST_STRETCH), "the rows")?;
    let stretch = if chart.size.height.is_some() { largest_stretch(room, needed) } else { 1.0 };

    let mut groups = Vec::new();
    let mut y = top;
    let following = &laid;
    for (place_of_block, (block, laid)) in rows.blocks.iter().zip(&laid).enumerate() {
        let block_top = y;
        let middle = if block.is_named_at_first && measure.names == Names::Beside {
            block_top + laid.rows.first().map_or(0.0, |row| measure.row(row, stretch)) / 2.0
        } else {
            block_top + measure.first_middle(laid, stretch)
        };
        y += measure.heading(laid);
        let next = following.get(place_of_block + 1);
        let to_next = next.map_or(0.0, |next| measure.first_middle(next, stretch));
        for (index, (row, texts)) in block.rows.iter().zip(&laid.rows).enumerate() {
            let row_height = measure.row(texts, stretch);
            let mut place = Place {
                frame: &frame,
                columns: &columns,
                measure,
                middle: y + row_height / 2.0,
                height: measure.pitch * stretch,
                next: block_top + measure.block(laid, stretch) + to_next,
                elements: Vec::new(),
            };
            // A lone row is centred beside a name of several lines.
            if laid.rows.len() == 1 {
                place.middle = middle;
            }
            place.shapes(row);
            if index == 0 {
                match measure.names {
                    Names::Beside => place.name(block, &laid.name, middle),
                    Names::Above => place.heading(block, &laid.name, block_top),
                }
            }
            place.detail(row, &texts.detail);
            place.labels(row, &texts.labels);
            let title = Some(one_line(&row.title));
            groups.push(Group { role: GroupRole::Row, title, elements: place.elements });
            y += row_height;
        }
        y = block_top + measure.block(laid, stretch);
    }
    let mut axes = columns.scale.axis(&frame, top, y);
    axes.extend(over);
    axes.extend(heads);
    groups.insert(0, Group { role: GroupRole::Axes, title: None, elements: axes });
    Ok(frame.finish(height, groups, footer))
}

/// Names beside their rows, or over them where a narrow chart has no room beside them.
fn arranged(
    frame: &mut Frame<'_>,
    chart: &SeriesChart,
    rows: &Rows,
) -> Result<(Measure, Vec<row::LaidBlock>, Columns), ChartError> {
    let warnings = frame.warnings.len();
    let with = |frame: &mut Frame<'_>, names| {
        let measure = Measure::of(frame, rows, names);
        let lay = |block| row::laid(frame, block, measure.size, names);
        let laid: Vec<row::LaidBlock> = rows.blocks.iter().map(lay).collect();
        let columns = Columns::fit(frame, chart, rows, &laid, measure.size, names)?;
        Ok((measure, laid, columns))
    };
    let beside = with(frame, Names::Beside);
    let is_well = match &beside {
        Ok((_, _, columns)) => {
            let (plot, inner) = (columns.scale.right - columns.scale.left, frame.right() - frame.left());
            frame.width >= NARROW || (frame.warnings.len() == warnings && plot >= inner * 0.4)
        }
        Err(_) => false,
    };
    if is_well {
        return beside;
    }
    let of_beside = frame.warnings.split_off(warnings);
    let above = with(frame, Names::Above);
    if above.is_err() && beside.is_ok() {
        frame.warnings.truncate(warnings);
        frame.warnings.extend(of_beside);
        return beside;
    }
    above
}

/// The unit, and the period of all figures, over the rows.
fn over(frame: &Frame<'_>, chart: &SeriesChart, rows: &Rows) -> Vec<Element> {
    let size = frame.scale.axis;
    let unit = printable(&one_line(&chart.unit), chart.language);
    let unit = match chart.language {
        _ if unit.is_empty() => unit,
        Language::Chinese => format!("单位：{unit}"),
        Language::English => unit,
    };
    let period = printable(&one_line(&rows.period), chart.language);
    let room = frame.right() - frame.left();
    let mut left = room;
    let mut elements = Vec::new();
    for (role, text, x, anchor, weight, share) in [
        (TextRole::TimeTick, period, frame.right(), Anchor::End, Weight::Bold, 0.6),
        (TextRole::Unit, unit, frame.left(), Anchor::Start, Weight::Regular, 1.0),
    ] {
        if text.is_empty() {
            continue;
        }
        let room = (room * share).min(left - frame.scale.space);
        let is_wide = frame.fonts.width(&text, weight, size) > room;
        let text = if is_wide { frame.cut(&text, room, size, weight) } else { text };
        let at = Point { x, y: frame.top + size };
        let colour = if role == TextRole::Unit { FAINT_INK } else { SOFT_INK };
        let text = frame.text(role, text, at, anchor, size, weight, colour);
        left -= text.width + frame.scale.space;
        elements.push(Element::Text(text));
    }
    elements
}

/// One row while it is laid.
struct Place<'a, 'b> {
    frame: &'b Frame<'a>,
    columns: &'b Columns,
    measure: Measure,
    middle: f64,
    /// The height that bars are a share of.
    height: f64,
    /// The middle of the next row, where blocks have one row each.
    next: f64,
    elements: Vec<Element>,
}

impl Place<'_, '_> {
    fn radius(&self) -> f64 {
        self.frame.scale.mark_radius.min(self.height * 0.3)
    }

    fn shapes(&mut self, row: &Row) {
        let scale = self.columns.scale;
        let (middle, radius, stroke) = (self.middle, self.radius(), self.frame.scale.line_width);
        let line =
            |role, points, width, colour| Element::Line(Line { role, points, width, dashed: false, colour });
        for shape in &row.shapes {
            match shape {
                Shape::Bar { role, from, to, colour, tooltip } => {
                    let (one, two) = (scale.x(*from), scale.x(*to));
                    let half = self.height * 0.36;
                    let area = Rectangle {
                        left: one.min(two),
                        top: middle - half,
                        right: one.max(two),
                        bottom: middle + half,
                    };
                    self.elements.push(Element::Bar(Bar {
                        role: *role,
                        area,
                        colour: *colour,
                        tooltip: tooltip.clone(),
                    }));
                    self.rim(&area, *colour);
                }
                Shape::Mark { value, fill, shape, colour, tooltip } => {
                    let at = Point { x: scale.x(*value), y: middle };
                    let (shape, fill, colour) = (*shape, *fill, *colour);
                    let tooltip = tooltip.clone();
                    self.elements.push(Element::Mark(Mark { at, radius, shape, fill, colour, tooltip }));
                }
                Shape::Span { role, from, to, colour } => {
                    let points = [*from, *to].map(|value| Point { x: scale.x(value), y: middle }).to_vec();
                    let share = if *role == LineRole::Whisker { 0.55 } else { 1.0 };
                    self.elements.push(line(*role, points, stroke * share, *colour));
                }
                Shape::Inside { text, from, to, colour } => {
                    let (one, two, size) = (scale.x(*from), scale.x(*to), self.frame.scale.axis);
                    let width = self.frame.fonts.width(text, Weight::Regular, size);
                    if width + self.frame.scale.space * 1.5 <= (two - one).abs() && size <= self.height * 0.72
                    {
                        let at = Point { x: f64::midpoint(one, two), y: centred(middle, size) };
                        let ink = colour.of_text_on();
                        let (role, weight) = (TextRole::PartValue, Weight::Regular);
                        let text = self.frame.text(role, text.clone(), at, Anchor::Middle, size, weight, ink);
                        self.elements.push(Element::Text(text));
                    }
                }
                Shape::Seam { value } => {
                    let (x, half) = (scale.x(*value), self.height * 0.36);
                    let points = [-half, half].map(|side| Point { x, y: middle + side }).to_vec();
                    self.elements.push(line(LineRole::Tick, points, 1.5, BACKGROUND));
                }
                Shape::Drop { value } => {
                    let (x, half) = (scale.x(*value), self.height * 0.36);
                    let points = vec![
                        Point { x, y: middle + half },
                        Point { x, y: (self.next - half).max(middle + half) },
                    ];
                    self.elements.push(line(LineRole::Leader, points, 1.0, LEADER));
                }
                Shape::Cut { value } => {
                    let (x, half) = (scale.x(*value), self.height * 0.36);
                    let points = [-half, half].map(|side| Point { x, y: middle + side }).to_vec();
                    self.elements.push(dashed_break(points));
                }
                Shape::Border { to } => {
                    let y = middle - self.height * 0.5;
                    let points = [0.0, *to].map(|value| Point { x: scale.x(value), y }).to_vec();
                    self.elements.push(dashed_break(points));
                }
                Shape::Cap { value, colour } => {
                    let x = scale.x(*value);
                    let points = [-0.8, 0.8].map(|side| Point { x, y: middle + side * radius }).to_vec();
                    self.elements.push(line(LineRole::Whisker, points, stroke * 0.55, *colour));
                }
                Shape::Arrow { value, side, colour } => {
                    let from = scale.x(*value);
                    let towards = side.sign();
                    let tip = from + towards * radius * Clear::Arrow.radii();
                    let barb = |side: f64| Point {
                        x: tip - towards * radius * 0.9,
                        y: middle + side * radius * 0.7,
                    };
                    let shaft = vec![Point { x: from, y: middle }, Point { x: tip, y: middle }];
                    let head = vec![barb(-1.0), Point { x: tip, y: middle }, barb(1.0)];
                    for points in [shaft, head] {
                        self.elements.push(line(LineRole::Whisker, points, stroke * 0.55, *colour));
                    }
                }
            }
        }
    }

    /// A pale bar does not stand out from the paper by itself.
    fn rim(&mut self, area: &Rectangle, colour: Colour) {
        let colour = match colour {
            POSSIBLE_BAR => BAR,
            POSSIBLE_MUTED_BAR => MUTED_BAR,
            _ => return,
        };
        let width = 1.0;
        let inner = area.grown(-width / 2.0);
        let corner = |x, y| Point { x, y };
        let corners = vec![
            corner(inner.left, inner.top),
            corner(inner.right.max(inner.left), inner.top),
            corner(inner.right.max(inner.left), inner.bottom),
            corner(inner.left, inner.bottom),
            corner(inner.left, inner.top),
        ];
        let line = Line { role: LineRole::Rim, points: corners, width, dashed: false, colour };
        self.elements.push(Element::Line(line));
    }

    fn lines(&mut self, lines: &[String], role: TextRole, x: f64, anchor: Anchor, look: &TextLook) {
        let size = self.measure.size;
        let first = look.middle - (lines.len().max(1) - 1) as f64 * size * LINE_HEIGHT / 2.0;
        for (index, line) in lines.iter().enumerate() {
            let at = Point { x, y: centred(first + index as f64 * size * LINE_HEIGHT, size) };
            let text = self.frame.text(role, line.clone(), at, anchor, size, look.weight, look.colour);
            self.elements.push(Element::Text(text));
        }
    }

    fn name(&mut self, block: &Block, name: &[String], middle: f64) {
        let size = self.measure.size;
        // A name at the first of several rows hangs from it.
        let middle = if block.is_named_at_first {
            middle + (name.len().max(1) - 1) as f64 * size * LINE_HEIGHT / 2.0
        } else {
            middle
        };
        let look = TextLook { weight: block.weight, colour: block.colour, middle };
        self.lines(name, TextRole::RowName, self.columns.name_end, Anchor::End, &look);
        if let Some(rank) = &block.rank {
            let look = TextLook { weight: Weight::Regular, colour: FAINT_INK, middle };
            let (role, x) = (TextRole::RowDetail, self.columns.rank_end);
            self.lines(std::slice::from_ref(rank), role, x, Anchor::End, &look);
        }
    }

    /// The name over the rows, from `top` down.
    fn heading(&mut self, block: &Block, name: &[String], top: f64) {
        let size = self.measure.size;
        let middle = top + name.len().max(1) as f64 * size * LINE_HEIGHT / 2.0;
        let look = TextLook { weight: block.weight, colour: block.colour, middle };
        self.lines(name, TextRole::RowName, self.columns.name_start, Anchor::Start, &look);
        if let Some(rank) = &block.rank {
            let middle = top + size * LINE_HEIGHT / 2.0;
            let look = TextLook { weight: Weight::Regular, colour: FAINT_INK, middle };
            let (role, x) = (TextRole::RowDetail, self.columns.rank_end);
            self.lines(std::slice::from_ref(rank), role, x, Anchor::End, &look);
        }
    }

    fn detail(&mut self, row: &Row, detail: &[String]) {
        let colour = if row.is_latest { INK } else { SOFT_INK };
        let look = TextLook { weight: Weight::Regular, colour, middle: self.middle };
        self.lines(detail, TextRole::RowDetail, self.columns.detail_start, Anchor::Start, &look);
    }

    fn labels(&mut self, row: &Row, labels: &[Vec<String>]) {
        for (label, lines) in row.labels.iter().zip(labels) {
            let aside = row::clearance(self.frame, label.clear);
            let (anchor, x) = match label.side {
                Side::Left => (Anchor::End, self.columns.scale.x(label.value) - aside),
                Side::Right => (Anchor::Start, self.columns.scale.x(label.value) + aside),
            };
            let look = TextLook { weight: Weight::Regular, colour: label.colour, middle: self.middle };
            let before = self.elements.len();
            self.lines(lines, label.role, x, anchor, &look);
            for element in self.elements.iter_mut().skip(before) {
                if let Element::Text(text) = element {
                    text.tooltip.clone_from(&row.said);
                }
            }
        }
    }
}

fn dashed_break(points: Vec<Point>) -> Element {
    Element::Line(Line { role: LineRole::Break, points, width: 1.5, dashed: true, colour: LEADER })
}

/// How lines of text look, and where their middle is.
struct TextLook {
    weight: Weight,
    colour: Colour,
    middle: f64,
}
