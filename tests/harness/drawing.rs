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
    pub(crate) is_bold: bool,
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
    /// The tooltip of each mark, its middle and its look.
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
        let (mut group, mut is_named) = (String::new(), false);
        // What several texts have in common stands around them.
        let mut around = String::new();
        let mut looks: BTreeMap<String, String> = BTreeMap::new();
        for line in svg.lines() {
            if let Some(id) = attribute(line, "id").filter(|_| line.starts_with("<g id")) {
                looks.insert(id, between(line, ">", "</g>").unwrap_or_default());
            } else if let Some(class) = attribute(line, "class").filter(|_| line.starts_with("<g class")) {
                if class == "series" || class == "row" {
                    let (lines, marks) = (Vec::new(), Vec::new());
                    drawing.series.push(DrawnSeries { name: String::new(), lines, marks });
                }
                (group, is_named) = (class, false);
            } else if line.starts_with("<g ") {
                around = line.to_owned();
            } else if line.starts_with("</g>") {
                around.clear();
            } else if line.starts_with("<title>") && (group == "series" || group == "row") && !is_named {
                is_named = true;
                drawing.series.last_mut().expect("a series").name =
                    between(line, "<title>", "</title>").unwrap_or_default();
            } else if line.starts_with("<text") {
                drawing.texts.push(text(line, &around, &group));
            } else if line.starts_with("<use") {
                let id = attribute(line, "href").unwrap_or_default();
                let look = looks.get(id.trim_start_matches('#')).expect("the shape of a mark").clone();
                let tooltip = between(line, "<title>", "</title>").unwrap_or_default();
                let mark = DrawnMark { tooltip, x: number(line, "x"), y: number(line, "y"), look };
                drawing.series.last_mut().expect("a mark is of a series").marks.push(mark);
            } else {
                for drawn in paths(line) {
                    match drawing.series.last_mut() {
                        Some(series) if group == "series" || group == "row" => series.lines.push(drawn),
                        _ => drawing.axes.push(drawn),
                    }
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
        let number = |text: &str| text.replace(',', "").replace('−', "-").parse::<f64>().ok();
        // The words of a break end at its rule, as numbers end at the axis.
        let ticks = self.value_ticks().into_iter();
        let ticks: Vec<(f64, f64)> = ticks.filter_map(|(y, text)| Some((y, number(&text)?))).collect();
        let (first, last) = (ticks[0], ticks[ticks.len() - 1]);
        let share = (y - first.0) / (last.0 - first.0);
        first.1 + share * (last.1 - first.1)
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
    Some(
        found
            .replace("&#10;", "\n")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&"),
    )
}

fn attribute(line: &str, name: &str) -> Option<String> {
    between(line, &format!(" {name}=\""), "\"")
}

fn number(line: &str, name: &str) -> f64 {
    attribute(line, name).and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

fn text(line: &str, around: &str, group: &str) -> DrawnText {
    let of_either = |name: &str| attribute(line, name).or_else(|| attribute(around, name));
    DrawnText {
        content: between(line, ">", "</text>").unwrap_or_default(),
        x: number(line, "x"),
        y: number(line, "y"),
        size: of_either("font-size").and_then(|size| size.parse().ok()).unwrap_or(f64::NAN),
        anchor: of_either("text-anchor").unwrap_or_default(),
        is_bold: of_either("font-weight").is_some_and(|weight| weight == "700"),
        group: group.to_owned(),
    }
}

/// The lines or areas of one path, which may be several of one look.
fn paths(line: &str) -> Vec<DrawnLine> {
    let Some(data) = attribute(line, "d").filter(|_| line.starts_with("<path")) else { return Vec::new() };
    let is_area = attribute(line, "fill").is_some_and(|fill| fill != "none");
    let width = if is_area { 0.0 } else { number(line, "stroke-width") };
    let parts = data.split('M').filter(|part| !part.is_empty());
    parts.map(|part| DrawnLine { points: points(part), width, is_area }).collect()
}

/// The points of a path behind its `M`, whose further commands are `l`, `h`, `v` and `z`.
fn points(data: &str) -> Vec<(f64, f64)> {
    let is_command = |character: char| character.is_ascii_lowercase();
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut rest = data;
    let mut command = 'M';
    while !rest.is_empty() {
        let end = rest.find(is_command).unwrap_or(rest.len());
        let numbers = numbers(&rest[..end]);
        let (mut x, mut y) = points.last().copied().unwrap_or_default();
        let mut numbers = numbers.into_iter();
        while let Some(next) = numbers.next() {
            match command {
                'h' => x += next,
                'v' => y += next,
                _ => (x, y) = (x + next, y + numbers.next().expect("a pair")),
            }
            points.push((x, y));
        }
        command = rest[end..].chars().next().unwrap_or(' ');
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    points
}

/// Numbers, parted by spaces or by the sign of the next.
fn numbers(text: &str) -> Vec<f64> {
    let parted = text.replace('-', " -");
    parted.split_whitespace().map(|number| number.parse().expect("a number")).collect()
}
