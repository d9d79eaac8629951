//! A drawn chart read back: texts, lines, marks, and the values that its axis gives them.

use std::collections::BTreeMap;

/// A chart as its SVG says it, in CSS pixels.
pub(crate) struct Drawing {
    pub(crate) title: String,
    pub(crate) description: String,
    /// Every text with its place and size, in the order of drawing.
    pub(crate) texts: Vec<DrawnText>,
    /// The groups of the series or of the rows, in order.
    pub(crate) series: Vec<DrawnSeries>,
    /// Lines of the axes group: gridlines, ticks, rules, shading.
    pub(crate) axes: Vec<DrawnLine>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DrawnText {
    pub(crate) content: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) size: f64,
    pub(crate) anchor: String,
    /// The class of the group that holds it.
    pub(crate) group: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DrawnLine {
    pub(crate) points: Vec<(f64, f64)>,
    pub(crate) width: f64,
    pub(crate) is_area: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DrawnSeries {
    pub(crate) name: String,
    pub(crate) lines: Vec<DrawnLine>,
    /// The tooltip of each mark, with the middle of its first shape and the number of its shapes.
    pub(crate) marks: Vec<DrawnMark>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DrawnMark {
    pub(crate) tooltip: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// The SVG of its shapes, by which one look is told from another.
    pub(crate) look: String,
}

impl Drawing {
    pub(crate) fn read(svg: &str) -> Self {
        let mut drawing = Self {
            title: between(svg, "-title\">", "</title>").unwrap_or_default(),
            description: between(svg, "-description\">", "</desc>").unwrap_or_default(),
            texts: Vec::new(),
            series: Vec::new(),
            axes: Vec::new(),
        };
        let (mut group, mut is_mark, mut is_named) = (String::new(), false, false);
        for line in svg.lines() {
            if let Some(class) = attribute(line, "class").filter(|_| line.starts_with("<g class")) {
                is_mark = class == "mark";
                if is_mark {
                    let tooltip = between(line, "<title>", "</title>").unwrap_or_default();
                    let mark = DrawnMark { tooltip, x: f64::NAN, y: f64::NAN, look: String::new() };
                    drawing.series.last_mut().expect("a mark is of a series").marks.push(mark);
                } else {
                    if class == "series" || class == "row" {
                        let (lines, marks) = (Vec::new(), Vec::new());
                        drawing.series.push(DrawnSeries { name: String::new(), lines, marks });
                    }
                    (group, is_named) = (class, false);
                }
            } else if line.starts_with("</g>") {
                // The end of the shapes, then that of the mark; the texts of a series follow its marks.
            } else if line.starts_with("<title>") && (group == "series" || group == "row") && !is_named {
                is_named = true;
                drawing.series.last_mut().expect("a series").name =
                    between(line, "<title>", "</title>").unwrap_or_default();
            } else if line.starts_with("<text") {
                is_mark = false;
                drawing.texts.push(text(line, &group));
            } else if is_mark && line.starts_with('<') && !line.starts_with("<g") {
                let mark = drawing.series.last_mut().and_then(|series| series.marks.last_mut());
                let mark = mark.expect("a shape of a mark");
                let (x, y) = middle(line);
                if mark.x.is_nan() {
                    (mark.x, mark.y) = (x, y);
                }
                // Relative to the middle, so that two marks of one look say the same.
                mark.look.push_str(&relative(line, mark.x, mark.y));
            } else if let Some(drawn) = path(line) {
                match drawing.series.last_mut() {
                    Some(series) if group == "series" || group == "row" => series.lines.push(drawn),
                    _ => drawing.axes.push(drawn),
                }
            }
        }
        drawing
    }

    /// The contents of all texts of a group.
    pub(crate) fn texts_of(&self, group: &str) -> Vec<&str> {
        self.texts.iter().filter(|text| text.group == group).map(|text| text.content.as_str()).collect()
    }

    /// The ticks of the axis of values: the place and the number as printed.
    pub(crate) fn value_ticks(&self) -> Vec<(f64, String)> {
        let ticks = self.texts.iter().filter(|text| text.group == "axes" && text.anchor == "end");
        ticks.map(|text| (text.y - text.size * 0.36, text.content.clone())).collect()
    }

    /// The value at a height, in the unit of the axis: by two of its ticks.
    pub(crate) fn value_at(&self, y: f64) -> f64 {
        let ticks = self.value_ticks();
        let number = |text: &str| text.replace(',', "").replace('−', "-").parse::<f64>().expect("a number");
        let (first, last) = (&ticks[0], &ticks[ticks.len() - 1]);
        let share = (y - first.0) / (last.0 - first.0);
        number(&first.1) + share * (number(&last.1) - number(&first.1))
    }

    /// The value at a place from the left, in the unit of the axis that runs along the foot of rows.
    pub(crate) fn value_across(&self, x: f64) -> f64 {
        let number = |text: &DrawnText| text.content.replace(',', "").replace('−', "-").parse::<f64>().ok();
        let is_tick = |text: &&DrawnText| text.group == "axes" && text.anchor == "middle";
        let ticks = self.texts.iter().filter(is_tick);
        let ticks: Vec<(f64, f64)> = ticks.filter_map(|text| Some((text.x, number(text)?))).collect();
        let (first, last) = (ticks[0], ticks[ticks.len() - 1]);
        first.1 + (x - first.0) / (last.0 - first.0) * (last.1 - first.1)
    }

    /// Where the texts under the axis of time stand, by their contents.
    pub(crate) fn time_ticks(&self) -> BTreeMap<String, f64> {
        let ticks = self.texts.iter().filter(|text| text.group == "axes" && text.anchor == "middle");
        ticks.map(|text| (text.content.clone(), text.x)).collect()
    }

    pub(crate) fn series(&self, name: &str) -> &DrawnSeries {
        let found = self.series.iter().find(|series| series.name == name);
        found.unwrap_or_else(|| {
            panic!("{name}: {:?}", self.series.iter().map(|series| &series.name).collect::<Vec<_>>())
        })
    }
}

impl DrawnSeries {
    /// The mark of a period, by its tooltip.
    pub(crate) fn mark(&self, part: &str) -> &DrawnMark {
        let found = self.marks.iter().find(|mark| mark.tooltip.contains(part));
        found.unwrap_or_else(|| {
            panic!("{part}: {:?}", self.marks.iter().map(|mark| &mark.tooltip).collect::<Vec<_>>())
        })
    }

    /// Whether one of its lines leads from one mark to another, dashed or not.
    pub(crate) fn joins(&self, one: &DrawnMark, other: &DrawnMark) -> bool {
        let near =
            |(x, y): (f64, f64), mark: &DrawnMark| (x - mark.x).abs() < 1.0 && (y - mark.y).abs() < 1.0;
        self.lines.iter().filter(|line| !line.is_area).any(|line| {
            let at = |mark| line.points.iter().position(|point| near(*point, mark));
            at(one).zip(at(other)).is_some_and(|(one, other)| one.abs_diff(other) == 1)
        })
    }
}

fn between(text: &str, from: &str, to: &str) -> Option<String> {
    let (_, rest) = text.split_once(from)?;
    let (found, _) = rest.split_once(to)?;
    Some(found.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

fn attribute(line: &str, name: &str) -> Option<String> {
    between(line, &format!(" {name}=\""), "\"")
}

fn number(line: &str, name: &str) -> f64 {
    attribute(line, name).and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

fn text(line: &str, group: &str) -> DrawnText {
    DrawnText {
        content: between(line, ">", "</text>").unwrap_or_default(),
        x: number(line, "x"),
        y: number(line, "y"),
        size: number(line, "font-size"),
        anchor: attribute(line, "text-anchor").unwrap_or_default(),
        group: group.to_owned(),
    }
}

/// Shapes are drawn a hundred times as large.
const UNITS: f64 = 100.0;

fn points(line: &str) -> Vec<(f64, f64)> {
    let Some(points) = attribute(line, "points") else { return Vec::new() };
    let pairs = points.split_whitespace().filter_map(|pair| pair.split_once(','));
    pairs
        .filter_map(|(x, y)| Some((x.parse::<f64>().ok()? / UNITS, y.parse::<f64>().ok()? / UNITS)))
        .collect()
}

fn path(line: &str) -> Option<DrawnLine> {
    let is_area = line.starts_with("<polygon") || line.starts_with("<rect");
    if line.starts_with("<rect") && attribute(line, "x").is_some() {
        let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| number(line, name) / UNITS);
        return Some(DrawnLine { points: vec![(x, y), (x + width, y + height)], width: 0.0, is_area });
    }
    let points = points(line);
    let width = number(line, "stroke-width") / UNITS;
    (points.len() > 1).then_some(DrawnLine { points, width, is_area })
}

/// The middle of a shape: its centre, or that of the box around it.
fn middle(line: &str) -> (f64, f64) {
    if line.starts_with("<circle") {
        return (number(line, "cx") / UNITS, number(line, "cy") / UNITS);
    }
    let points = points(line);
    let ends = |pick: fn(&(f64, f64)) -> f64| {
        let all = || points.iter().map(pick);
        f64::midpoint(all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max))
    };
    (ends(|point| point.0), ends(|point| point.1))
}

fn relative(line: &str, x: f64, y: f64) -> String {
    let kind = line.split_whitespace().next().unwrap_or_default();
    let style = ["fill", "stroke", "stroke-width", "r", "opacity"]
        .map(|name| attribute(line, name).unwrap_or_default());
    let places = points(line).into_iter().map(|(px, py)| format!("{:.1},{:.1}", px - x, py - y));
    format!("{kind} {} {}\n", style.join(" "), places.collect::<Vec<_>>().join(" "))
}
