//! Shapes, drawn by plotters into paths.

use super::paths::{FAR, MIDDLE, Paths, UNITS};
use crate::ChartError;
use crate::layout::{Band, Bar, Element, Line, Mark, MarkFill, Point};
use crate::palette::{BACKGROUND, Colour, MarkShape};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::{DrawingArea, IntoDrawingArea};
use plotters::style::{RGBAColor, ShapeStyle};

type Canvas<'a> = DrawingArea<&'a mut Paths, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Draws the shapes of some elements, a line of SVG each or several; texts and marks are left out. `further` are attributes of all.
pub(super) fn draw<'a>(
    elements: impl Iterator<Item = &'a Element>,
    further: &str,
) -> Result<String, ChartError> {
    let mut paths = Paths::default();
    {
        let canvas = canvas(&mut paths);
        for element in elements {
            match element {
                Element::Text(_) | Element::Mark(_) => {}
                Element::Line(line) => draw_line(&canvas, line)?,
                Element::Bar(bar) => draw_bar(&canvas, bar)?,
                Element::Band(band) => draw_band(&canvas, band)?,
            }
        }
        canvas.present().map_err(failed)?;
    }
    Ok(paths.written(further))
}

/// Draws a mark around the origin, its colour that of whoever uses it.
pub(super) fn symbol(mark: &Mark) -> Result<String, ChartError> {
    let mut paths = Paths::of_symbol(mark.colour);
    {
        let canvas = canvas(&mut paths);
        draw_mark(&canvas, &Mark { at: Point { x: MIDDLE, y: MIDDLE }, ..mark.clone() })?;
        canvas.present().map_err(failed)?;
    }
    Ok(paths.written(""))
}

/// A canvas on which a pixel is a pixel.
fn canvas(paths: &mut Paths) -> Canvas<'_> {
    let root: DrawingArea<&mut Paths, Shift> = paths.into_drawing_area();
    let units = 0..(FAR * UNITS) as i32;
    let range = || 0.0..FAR;
    root.apply_coord_spec(Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
        range(),
        range(),
        (units.clone(), units),
    ))
}

fn failed(error: impl std::fmt::Display) -> ChartError {
    ChartError::Drawing { message: error.to_string() }
}

fn style(colour: Colour, opacity: f64, stroke: Option<f64>) -> ShapeStyle {
    ShapeStyle {
        color: RGBAColor(colour.0, colour.1, colour.2, opacity),
        filled: stroke.is_none(),
        stroke_width: stroke.map_or(0, |width| (width * UNITS).round() as u32),
    }
}

fn pairs(points: &[Point]) -> Vec<(f64, f64)> {
    points.iter().map(|point| (point.x, point.y)).collect()
}

fn draw_line(canvas: &Canvas<'_>, line: &Line) -> Result<(), ChartError> {
    canvas
        .draw(&PathElement::new(pairs(&line.points), style(line.colour, 1.0, Some(line.width))))
        .map_err(failed)
}

fn draw_band(canvas: &Canvas<'_>, band: &Band) -> Result<(), ChartError> {
    canvas.draw(&Polygon::new(pairs(&band.points), style(band.colour, band.opacity, None))).map_err(failed)
}

fn draw_bar(canvas: &Canvas<'_>, bar: &Bar) -> Result<(), ChartError> {
    let corners = [(bar.area.left, bar.area.top), (bar.area.right, bar.area.bottom)];
    canvas.draw(&Rectangle::new(corners, style(bar.colour, 1.0, None))).map_err(failed)
}

/// A white rim sets a mark off from lines beneath it; all but a solid one are white within.
fn draw_mark(canvas: &Canvas<'_>, mark: &Mark) -> Result<(), ChartError> {
    let stroke = mark.radius * 0.4;
    if mark.fill == MarkFill::Solid {
        fill(canvas, mark, mark.radius * 1.2, BACKGROUND)?;
        return fill(canvas, mark, mark.radius, mark.colour);
    }
    fill(canvas, mark, mark.radius, BACKGROUND)?;
    if let MarkFill::UpperHalf | MarkFill::LowerHalf = mark.fill {
        let half = half_of(&corners(mark, mark.radius), mark.at.y, mark.fill == MarkFill::UpperHalf);
        canvas.draw(&Polygon::new(half, style(mark.colour, 1.0, None))).map_err(failed)?;
    }
    if mark.fill == MarkFill::Pale {
        fill_with(canvas, mark, mark.radius, style(mark.colour, 0.35, None))?;
    }
    outline(canvas, mark, mark.radius - stroke / 2.0, stroke)?;
    match mark.fill {
        MarkFill::Dotted => {
            let dot = Mark { shape: MarkShape::Circle, ..mark.clone() };
            fill(canvas, &dot, mark.radius * 0.35, mark.colour)
        }
        MarkFill::Crossed => {
            let end = |side: f64| (mark.at.x + side * mark.radius * 0.8, mark.at.y);
            let across = style(mark.colour, 1.0, Some(stroke));
            canvas.draw(&PathElement::new(vec![end(-1.0), end(1.0)], across)).map_err(failed)
        }
        _ => Ok(()),
    }
}

/// The part of a shape above a height, or below it.
fn half_of(corners: &[(f64, f64)], y: f64, is_upper: bool) -> Vec<(f64, f64)> {
    let inside = |corner: &(f64, f64)| if is_upper { corner.1 <= y } else { corner.1 >= y };
    let mut half = Vec::new();
    for (index, corner) in corners.iter().enumerate() {
        let Some(next) = corners.get((index + 1) % corners.len()) else { continue };
        if inside(corner) {
            half.push(*corner);
        }
        if inside(corner) != inside(next) {
            let share = (y - corner.1) / (next.1 - corner.1);
            half.push((corner.0 + share * (next.0 - corner.0), y));
        }
    }
    half
}

fn fill(canvas: &Canvas<'_>, mark: &Mark, radius: f64, colour: Colour) -> Result<(), ChartError> {
    fill_with(canvas, mark, radius, style(colour, 1.0, None))
}

fn fill_with(canvas: &Canvas<'_>, mark: &Mark, radius: f64, style: ShapeStyle) -> Result<(), ChartError> {
    if mark.shape == MarkShape::Circle {
        return circle(canvas, mark, radius, style);
    }
    canvas.draw(&Polygon::new(corners(mark, radius), style)).map_err(failed)
}

fn outline(canvas: &Canvas<'_>, mark: &Mark, radius: f64, stroke: f64) -> Result<(), ChartError> {
    let style = style(mark.colour, 1.0, Some(stroke));
    if mark.shape == MarkShape::Circle {
        return circle(canvas, mark, radius, style);
    }
    let mut closed = corners(mark, radius);
    // Once more along the first side, so that the corner at which the path begins is joined like the others.
    closed.extend_from_within(..2);
    canvas.draw(&PathElement::new(closed, style)).map_err(failed)
}

fn circle(canvas: &Canvas<'_>, mark: &Mark, radius: f64, style: ShapeStyle) -> Result<(), ChartError> {
    let radius = (radius * UNITS).round() as i32;
    canvas.draw(&Circle::new((mark.at.x, mark.at.y), radius, style)).map_err(failed)
}

/// A disc as a polygon, for the half of one: cosine and sine of each sixteenth of the way around.
const CIRCLE: [(f64, f64); 16] = {
    const S: f64 = std::f64::consts::FRAC_1_SQRT_2;
    const C1: f64 = 0.923_879_532_511_286_7;
    const S1: f64 = 0.382_683_432_365_089_8;
    [
        (1.0, 0.0),
        (C1, S1),
        (S, S),
        (S1, C1),
        (0.0, 1.0),
        (-S1, C1),
        (-S, S),
        (-C1, S1),
        (-1.0, 0.0),
        (-C1, -S1),
        (-S, -S),
        (-S1, -C1),
        (0.0, -1.0),
        (S1, -C1),
        (S, -S),
        (C1, -S1),
    ]
};

/// The corners of a mark, of about the area of a disc with the same radius.
fn corners(mark: &Mark, radius: f64) -> Vec<(f64, f64)> {
    let unit: &[(f64, f64)] = match mark.shape {
        MarkShape::Circle => &CIRCLE,
        MarkShape::Square => &[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
        MarkShape::Triangle => &[(0.0, -1.2), (1.15, 0.8), (-1.15, 0.8)],
        MarkShape::InvertedTriangle => &[(0.0, 1.2), (1.15, -0.8), (-1.15, -0.8)],
        MarkShape::Diamond => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
        MarkShape::Hexagon => {
            &[(-1.1, 0.0), (-0.55, -0.95), (0.55, -0.95), (1.1, 0.0), (0.55, 0.95), (-0.55, 0.95)]
        }
    };
    unit.iter().map(|(x, y)| (mark.at.x + x * radius, mark.at.y + y * radius)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::LineRole;

    #[test]
    fn a_line_is_drawn_where_the_layout_says() {
        let points = vec![Point { x: 10.25, y: 3999.5 }, Point { x: 4000.0, y: 20.0 }];
        let colour = Colour(1, 2, 3);
        let line = Line { role: LineRole::Figures, points, width: 2.5, dashed: false, colour };
        let drawn = draw([Element::Line(line)].iter(), "").unwrap();
        assert_eq!(
            drawn,
            "<path fill=\"none\" stroke=\"#010203\" stroke-width=\"2.5\" d=\"M10.25 3999.5l3989.75-3979.5\"/>\n"
        );
    }

    #[test]
    fn a_symbol_stands_around_the_origin() {
        let (at, colour) = (Point { x: 7.0, y: 8.0 }, Colour(1, 2, 3));
        let (shape, fill) = (MarkShape::Square, MarkFill::Solid);
        let drawn = symbol(&Mark { at, radius: 5.0, shape, fill, colour, tooltip: String::new() }).unwrap();
        assert!(drawn.contains("fill=\"currentColor\" d=\"M-4.4-4.4h8.8v8.8h-8.8z\""), "{drawn}");
    }
}
