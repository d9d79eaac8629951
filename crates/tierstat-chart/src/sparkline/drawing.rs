//! A sparkline as SVG of its own: a few hundred bytes, without ids, in the colour of the text around it.

use super::words::sparkline_words;
use crate::ChartSeries;
use crate::layout::{Element, Line, LineRole, Mark, MarkFill, Point, sparkline_elements};
use jiff::civil::Date;
use std::fmt::Write as _;
use tierstat_model::{Language, seen_line};

pub(super) const WIDTH: f64 = 96.0;
pub(super) const HEIGHT: f64 = 24.0;

/// A line of a series over some days, which all lines of a column may share; `None` where no figure lies in them.
///
/// Gaps are gaps, whiskers are bounds, an upright dashed line is a break, a disc is the latest figure, and the marks of other figures are
/// those of charts. The same series gives the same bytes. Who cannot see it hears [`sparkline_words`].
#[must_use]
pub fn sparkline_svg(
    series: &ChartSeries,
    (first, last): (Date, Date),
    language: Language,
) -> Option<String> {
    let elements = sparkline_elements(series, language, (WIDTH, HEIGHT), (first, last));
    if elements.is_empty() {
        return None;
    }
    let words = escaped(&sparkline_words(series, language));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sparkline\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{words}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" \
         stroke-linejoin=\"round\"><title>{words}</title>"
    );
    let lines = |role: LineRole, dashed: bool| {
        elements.iter().filter_map(move |element| match element {
            Element::Line(line) if line.role == role && line.dashed == dashed => Some(line),
            _ => None,
        })
    };
    let paths = [
        (path(lines(LineRole::Break, true)), " stroke-width=\"1\" stroke-dasharray=\"2 2\""),
        (path(lines(LineRole::Figures, true)), " stroke-dasharray=\"3 2\""),
        (path(lines(LineRole::Figures, false).chain(lines(LineRole::Whisker, false))), ""),
    ];
    for (path, look) in paths.iter().filter(|(path, _)| !path.is_empty()) {
        let _ = write!(svg, "<path{look} d=\"{path}\"/>");
    }
    for element in &elements {
        if let Element::Mark(mark) = element {
            svg.push_str(&drawn(mark));
        }
    }
    svg.push_str("</svg>");
    Some(svg)
}

/// Several lines as one path.
fn path<'a>(lines: impl Iterator<Item = &'a Line>) -> String {
    let mut path = String::new();
    for line in lines {
        for (place, point) in line.points.iter().enumerate() {
            path.push(if place == 0 { 'M' } else { 'L' });
            let _ = write!(path, "{} {}", tenths(point.x), tenths(point.y));
        }
    }
    path
}

/// A mark as charts have it, in the least of markup: within all but a solid one is the paper.
fn drawn(mark: &Mark) -> String {
    let (Point { x, y }, radius) = (mark.at, mark.radius);
    let disc = |radius: f64, look: &str| {
        format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {look}/>", tenths(x), tenths(y), tenths(radius))
    };
    let within = "fill=\"currentColor\" stroke=\"none\"";
    let half = |turn: u8| {
        let (left, right) = (tenths(x - radius), tenths(x + radius));
        let (y, radius) = (tenths(y), tenths(radius));
        format!("<path d=\"M{left} {y}A{radius} {radius} 0 0 {turn} {right} {y}\" {within}/>")
    };
    let rim = disc(radius, "class=\"paper\" fill=\"#fff\"");
    match mark.fill {
        MarkFill::Solid => disc(radius, within),
        MarkFill::Hollow => rim,
        MarkFill::UpperHalf => rim + &half(1),
        MarkFill::LowerHalf => rim + &half(0),
        MarkFill::Pale => rim + &disc(radius, "fill=\"currentColor\" fill-opacity=\".35\""),
        MarkFill::Dotted => rim + &disc(radius * 0.35, within),
        MarkFill::Crossed => {
            rim + &format!("<path d=\"M{} {}H{}\"/>", tenths(x - radius), tenths(y), tenths(x + radius))
        }
    }
}

/// A number with at most one decimal.
fn tenths(value: f64) -> String {
    let printed = format!("{value:.1}");
    let printed = printed.strip_suffix(".0").unwrap_or(&printed);
    if printed == "-0" { "0".to_owned() } else { printed.to_owned() }
}

fn escaped(text: &str) -> String {
    seen_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Link, SeriesPoint};
    use tierstat_model::{Bounds, Period, Status};

    fn point(year: i16, value: f64) -> SeriesPoint {
        let bounds = Bounds::point(value).ok();
        let empty = SeriesPoint::empty(Period::Year(year), year.to_string());
        SeriesPoint { bounds, value: Some(value), printed: value.to_string(), ..empty }
    }

    fn drawn(points: Vec<SeriesPoint>) -> String {
        let days = (Period::Year(2018).last_day(), Period::Year(2028).last_day());
        sparkline_svg(&ChartSeries::new("a".to_owned(), points), days, Language::English).unwrap()
    }

    #[test]
    fn a_gap_and_a_break_cut_the_line_and_the_latest_figure_has_a_mark() {
        let plain = drawn(vec![point(2018, 1.0), point(2023, 3.0), point(2028, 2.0)]);
        assert!(plain.contains("d=\"M4 20L48 4L92 12\""), "{plain}");
        assert_eq!(plain.matches("<circle").count(), 1, "{plain}");
        assert!(plain.contains("<circle cx=\"92\" cy=\"12\""), "{plain}");
        let gap = SeriesPoint::empty(Period::Year(2020), "2020".to_owned());
        let cut = drawn(vec![point(2018, 1.0), point(2019, 3.0), gap, point(2021, 2.0), point(2022, 1.0)]);
        assert_eq!(cut.matches('M').count(), 2, "{cut}");
        let broken = SeriesPoint { link: Link::Break(Status::B), ..point(2020, 2.0) };
        let cut = drawn(vec![point(2018, 1.0), point(2019, 3.0), broken, point(2021, 2.0)]);
        assert!(cut.contains("stroke-dasharray=\"2 2\"") && cut.matches('M').count() == 3, "{cut}");
    }

    #[test]
    fn bounds_are_a_whisker_and_no_line_leads_to_them() {
        let rough = SeriesPoint { value: None, bounds: Bounds::closed(2.0, 4.0).ok(), ..point(2023, 0.0) };
        let svg = drawn(vec![point(2018, 1.0), point(2019, 2.0), rough]);
        assert_eq!(svg.matches('M').count(), 3, "the line, the whisker and the half of the mark: {svg}");
    }

    #[test]
    fn a_sparkline_is_small_says_what_it_shows_and_has_no_ids() {
        let svg = drawn((2018..=2028).map(|year| point(year, f64::from(year % 7) * 1234.5)).collect());
        assert!(svg.len() < 900, "{}", svg.len());
        assert!(svg.contains("role=\"img\"") && svg.contains("aria-label=\"from 2469 in 2018 to"), "{svg}");
        assert!(!svg.contains(" id=\"") && svg.contains("currentColor") && !svg.contains("NaN"), "{svg}");
        let nothing = ChartSeries::new("a".to_owned(), Vec::new());
        let day = Period::Year(2020).last_day();
        assert_eq!(sparkline_svg(&nothing, (day, day), Language::Chinese), None);
    }
}
