//! A backend of plotters that writes what it is told to draw as short SVG: relative paths, shapes of one look as one.

use super::number::number;
use crate::palette::{BACKGROUND, Colour};
use crate::theme::PAPER_CLASS;
use plotters::prelude::DrawingBackend;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingErrorKind};
use std::convert::Infallible;
use std::fmt::Write as _;

/// How many of plotters' units a CSS pixel has: its coordinates are whole numbers, and steps of a pixel would be seen.
pub(super) const UNITS: f64 = 100.0;

/// How far the canvas reaches in CSS pixels, to the right and down: further than any chart.
pub(super) const FAR: f64 = 10_000.0;

/// Where symbols are drawn, in CSS pixels from both edges.
pub(super) const MIDDLE: f64 = FAR / 2.0;

/// What is drawn, in order.
#[derive(Debug, Default)]
pub(super) struct Paths {
    shapes: Vec<Shape>,
    /// The colour that stands for that of whoever uses the shapes.
    own: Option<Colour>,
    /// The place that is written as the origin: plotters draws nothing to the left of its own, or above it.
    origin: BackendCoord,
}

#[derive(Debug)]
struct Shape {
    attributes: String,
    geometry: Geometry,
    /// Whether it may be one path with its neighbour of the same attributes.
    joins: bool,
}

#[derive(Debug)]
enum Geometry {
    Path(String),
    Circle { middle: BackendCoord, radius: u32 },
}

type Failure = DrawingErrorKind<Infallible>;

impl Paths {
    /// Shapes that are used in several places and colours: one colour stands for all, and [`MIDDLE`] for the place.
    pub(super) fn of_symbol(colour: Colour) -> Self {
        let units = (MIDDLE * UNITS) as i32;
        Self { shapes: Vec::new(), own: Some(colour), origin: (units, units) }
    }

    fn place(&self, (x, y): BackendCoord) -> BackendCoord {
        (x.saturating_sub(self.origin.0), y.saturating_sub(self.origin.1))
    }

    /// The shapes as elements, a line each.
    pub(super) fn written(&self, further: &str) -> String {
        let mut out = String::new();
        let mut shapes = self.shapes.iter().peekable();
        while let Some(shape) = shapes.next() {
            match &shape.geometry {
                Geometry::Path(data) => {
                    let _ = write!(out, "<path{}{further} d=\"{data}", shape.attributes);
                    while let Some(Shape { geometry: Geometry::Path(data), .. }) = shapes
                        .next_if(|next| shape.joins && next.joins && next.attributes == shape.attributes)
                    {
                        out.push_str(data);
                    }
                    out.push_str("\"/>\n");
                }
                Geometry::Circle { middle: (x, y), radius } => {
                    let _ = write!(out, "<circle{}{further}", shape.attributes);
                    for (name, value) in [("cx", *x), ("cy", *y)] {
                        if value != 0 {
                            let _ = write!(out, " {name}=\"{}\"", short(value));
                        }
                    }
                    let _ = writeln!(out, " r=\"{}\"/>", short(i32::try_from(*radius).unwrap_or(i32::MAX)));
                }
            }
        }
        out
    }

    fn fill(&self, colour: BackendColor) -> String {
        let paint = Colour(colour.rgb.0, colour.rgb.1, colour.rgb.2);
        let opacity = if colour.alpha < 1.0 {
            format!(" fill-opacity=\"{}\"", number(colour.alpha))
        } else {
            String::new()
        };
        match self.own {
            Some(own) if own == paint => format!(" fill=\"currentColor\"{opacity}"),
            Some(_) if paint == BACKGROUND => format!(" class=\"{PAPER_CLASS}\" fill=\"{paint}\"{opacity}"),
            _ => format!(" fill=\"{paint}\"{opacity}"),
        }
    }

    fn stroke<S: BackendStyle>(&self, style: &S) -> String {
        let (red, green, blue) = style.color().rgb;
        let paint = Colour(red, green, blue);
        let width = i32::try_from(style.stroke_width()).unwrap_or(i32::MAX);
        let paint = if self.own == Some(paint) { "currentColor".to_owned() } else { paint.to_string() };
        format!(" fill=\"none\" stroke=\"{paint}\" stroke-width=\"{}\"", short(width))
    }

    fn add(&mut self, attributes: String, geometry: Geometry, joins: bool) {
        self.shapes.push(Shape { attributes, geometry, joins });
    }
}

/// A number of units in pixels, as short as SVG allows.
fn short(units: i32) -> String {
    let (whole, part) = (units.unsigned_abs() / 100, units.unsigned_abs() % 100);
    let mut text = String::from(if units < 0 { "-" } else { "" });
    if whole > 0 || part == 0 {
        let _ = write!(text, "{whole}");
    }
    match (part / 10, part % 10) {
        (0, 0) => {}
        (tens, 0) => {
            let _ = write!(text, ".{tens}");
        }
        _ => {
            let _ = write!(text, ".{part:02}");
        }
    }
    text
}

/// A path through points: the first where it is, the others from the one before.
fn data(points: impl IntoIterator<Item = BackendCoord>, is_closed: bool) -> String {
    let mut out = String::new();
    let mut before: Option<BackendCoord> = None;
    // A command that follows its like is left out.
    let mut command = ' ';
    for (x, y) in points {
        let Some((from_x, from_y)) = before.replace((x, y)) else {
            let _ = write!(out, "M{}", short(x));
            push_number(&mut out, y);
            continue;
        };
        let (right, down) = (x.saturating_sub(from_x), y.saturating_sub(from_y));
        let (next, numbers) = match (right, down) {
            (_, 0) => ('h', [Some(right), None]),
            (0, _) => ('v', [Some(down), None]),
            _ => ('l', [Some(right), Some(down)]),
        };
        let mut is_first = next != command;
        if is_first {
            out.push(next);
            command = next;
        }
        for number in numbers.into_iter().flatten() {
            if is_first {
                out.push_str(&short(number));
            } else {
                push_number(&mut out, number);
            }
            is_first = false;
        }
    }
    if is_closed {
        out.push('z');
    }
    out
}

/// A number behind another: a sign parts them, else a space.
fn push_number(out: &mut String, units: i32) {
    if units >= 0 {
        out.push(' ');
    }
    out.push_str(&short(units));
}

impl DrawingBackend for &mut Paths {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((FAR * UNITS) as u32, (FAR * UNITS) as u32)
    }

    fn ensure_prepared(&mut self) -> Result<(), Failure> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), Failure> {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Result<(), Failure> {
        let attributes = self.fill(colour);
        let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)].map(|corner| self.place(corner));
        self.add(attributes, Geometry::Path(data(corners, true)), false);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), Failure> {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Failure> {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        let corners = corners.map(|corner| self.place(corner));
        let attributes = if fill { self.fill(style.color()) } else { self.stroke(style) };
        self.add(attributes, Geometry::Path(data(corners, true)), false);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Failure> {
        let attributes = self.stroke(style);
        let path: Vec<BackendCoord> = path.into_iter().map(|point| self.place(point)).collect();
        self.add(attributes, Geometry::Path(data(path, false)), true);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), Failure> {
        let attributes = self.fill(style.color());
        let corners: Vec<BackendCoord> = corners.into_iter().map(|corner| self.place(corner)).collect();
        self.add(attributes, Geometry::Path(data(corners, true)), false);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        middle: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), Failure> {
        let attributes = if fill { self.fill(style.color()) } else { self.stroke(style) };
        self.add(attributes, Geometry::Circle { middle: self.place(middle), radius }, false);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_svg_allows() {
        for (units, expected) in
            [(0, "0"), (5, ".05"), (-50, "-.5"), (100, "1"), (-12_345, "-123.45"), (1230, "12.3")]
        {
            assert_eq!(short(units), expected);
        }
    }

    #[test]
    fn a_path_goes_on_from_where_it_is() {
        let corners = [(1000, 2000), (1050, 1990), (1000, 2000), (1200, 2000), (1200, 1900)];
        assert_eq!(data(corners, true), "M10 20l.5-.1-.5 .1h2v-1z");
    }
}
