//! Eighty charts of every form over figures that are hard to draw: drawn, well-formed, all texts within, every mark its number.

use crate::harness::drawing::{Drawing, DrawnLine, DrawnSeries};
use crate::harness::{Project, quick_or_long};
use crate::stress;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use tierstat_chart::{ChartKind, Fonts, Weight};

/// So many charts of each kind are drawn where there is no time for all: each fourth.
const EACH: usize = 4;

/// The project with both editions of its figures in the ledger.
fn project() -> Project {
    let project = Project::empty();
    stress::files().into_iter().for_each(|(name, text)| project.write(&name, text));
    for (edition, day) in stress::EDITIONS.iter().enumerate() {
        stress::figures(edition).into_iter().for_each(|(name, text)| project.write(&name, text));
        project.run(["import", "--quiet", "--known-on", day]).expect_code(0);
    }
    project
}

/// The charts that are drawn: name, kind, description.
fn charts() -> Vec<stress::Described> {
    let mut of_kind: BTreeMap<&str, usize> = BTreeMap::new();
    let chosen = stress::descriptions().into_iter().filter(|chart| {
        let count = of_kind.entry(chart.kind).or_default();
        *count += 1;
        (*count - 1).is_multiple_of(quick_or_long(EACH, 1))
    });
    chosen.collect()
}

#[test]
fn every_form_draws_figures_that_are_hard_to_draw() {
    let (project, charts) = (project(), charts());
    let names = charts.iter().map(|chart| chart.name.as_str());
    let run = project.run(["chart", "--language", "en"].into_iter().chain(names)).expect_code(0);
    assert!(!run.stderr.contains("error"), "{}", run.stderr);
    let faults = faults(&charts, &|file| project.read(&format!("out/charts/{file}")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wrong with the drawings and their data, which are read by the name of their file.
fn faults(charts: &[stress::Described], read: &dyn Fn(&str) -> String) -> Vec<String> {
    let fonts = Fonts::bundled();
    let mut faults = Vec::new();
    for chart in charts {
        for language in ["zh-CN", "en"] {
            let name = format!("{}.{language}", chart.name);
            let svg = read(&format!("{name}.svg"));
            is_well_formed(&name, &svg);
            let drawing = Drawing::read(&svg);
            let mut found = texts_that_leave(&drawing, &svg, &fonts);
            found.extend(marks_that_lie(chart, &drawing, &rows(&read(&format!("{name}.csv")))));
            faults.extend(found.into_iter().map(|text| format!("{name}: {text}")));
        }
    }
    faults
}

#[test]
fn every_form_has_a_chart_that_is_hard_to_draw() {
    let described = stress::descriptions();
    for kind in ChartKind::ALL {
        let count = described.iter().filter(|chart| chart.kind == kind.name()).count();
        assert!(count > 1, "{} has {count} charts", kind.name());
    }
    assert!(described.len() >= 80);
}

#[test]
fn the_project_is_the_same_on_every_run() {
    let all = || {
        let figures = (0..stress::EDITIONS.len()).flat_map(stress::figures);
        stress::files().into_iter().chain(figures).collect::<Vec<_>>()
    };
    assert!(all() == all());
}

#[track_caller]
fn is_well_formed(name: &str, svg: &str) {
    let mut reader = Reader::from_str(svg);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
    for number in ["NaN", "=\"inf", "=\"-inf", " inf"] {
        let is_drawn = svg.lines().any(|line| line.contains(number) && !line.contains("</t"));
        assert!(!is_drawn, "{name}: {number}");
    }
}

/// The texts of which a part lies outside the drawing.
fn texts_that_leave(drawing: &Drawing, svg: &str, fonts: &Fonts) -> Vec<String> {
    let box_of = |svg: &str| -> Option<[f64; 2]> {
        let (_, rest) = svg.split_once("viewBox=\"0 0 ")?;
        let (sides, _) = rest.split_once('"')?;
        let (width, height) = sides.split_once(' ')?;
        Some([width.parse().ok()?, height.parse().ok()?])
    };
    let [width, height] = box_of(svg).expect("a box");
    let leaves = drawing.texts.iter().filter(|text| {
        let weight = if text.is_bold { Weight::Bold } else { Weight::Regular };
        let wide = fonts.width(&text.content, weight, text.size);
        let from = match text.anchor.as_str() {
            "end" => text.x - wide,
            "middle" => text.x - wide / 2.0,
            _ => text.x,
        };
        let is_within = from >= -0.5
            && from + wide <= width + 0.5
            && text.y - text.size >= -0.5
            && text.y + text.size * 0.3 <= height + 0.5;
        // A number that is none is within nothing.
        !is_within
    });
    leaves.map(|text| format!("`{}` leaves the drawing at {} {}", text.content, text.x, text.y)).collect()
}

/// A figure of the data.
struct Row {
    series: String,
    label: String,
    printed: String,
    value: f64,
}

/// The figures of which a value is stated.
fn rows(data: &str) -> Vec<Row> {
    let cells = data.lines().skip(1).map(super::charts::cells);
    let row = |cells: Vec<String>| {
        let [series, _, label, printed, value, ..] = cells.as_slice() else { return None };
        let value: f64 = value.parse().ok()?;
        let (series, label, printed) = (series.clone(), label.clone(), printed.clone());
        Some(Row { series, label, printed, value })
    };
    cells.filter_map(row).collect()
}

/// A number and where it is drawn.
type Placed = (f64, f64);

/// What is not where its number is, within half a pixel.
fn marks_that_lie(chart: &stress::Described, drawing: &Drawing, rows: &[Row]) -> Vec<String> {
    let is_log = chart.text.contains("scale = \"log\"");
    let scales: Vec<Vec<Placed>> = match chart.kind {
        "line" | "index" | "slope" => vec![marks(drawing, rows, |mark| mark.1)],
        "small-multiples" => {
            let of = |series: &DrawnSeries| {
                let own = rows.iter().filter(|row| row.series == series.name);
                own.filter_map(|row| Some((row.value, mark(series, row)?.1))).collect()
            };
            drawing.series.iter().map(of).collect()
        }
        "dumbbell" | "dot-strip" => vec![marks(drawing, rows, |mark| mark.0)],
        "bars" | "grouped-bars" => vec![bars(drawing, rows)],
        "stacked-bars" => vec![parts(drawing, rows)],
        "contributions" => vec![changes(drawing, rows)],
        _ => return Vec::new(),
    };
    let count: usize = scales.iter().map(Vec::len).sum();
    let is_rough = chart.text.contains("\"rough\"");
    let mut faults = Vec::new();
    if count == 0 && !is_rough {
        faults.push("no mark was found for any figure".to_owned());
    }
    for mut places in scales {
        if is_log {
            places.iter_mut().for_each(|(value, _)| *value = value.log10());
        }
        faults.extend(off_the_scale(&places));
        if matches!(chart.kind, "line" | "index") && !is_log {
            faults.extend(off_the_ticks(drawing, &places));
        }
    }
    faults
}

/// The places that no straight scale gives: that through the least and the greatest number.
fn off_the_scale(places: &[Placed]) -> Vec<String> {
    let by_value = |one: &&Placed, other: &&Placed| one.0.total_cmp(&other.0);
    let Some((least, most)) = places.iter().min_by(by_value).zip(places.iter().max_by(by_value)) else {
        return Vec::new();
    };
    let off = places.iter().filter(|(value, at)| {
        let expected = if most.0 > least.0 {
            least.1 + (value - least.0) / (most.0 - least.0) * (most.1 - least.1)
        } else {
            least.1
        };
        (at - expected).abs() > 0.5
    });
    off.map(|(value, at)| format!("{value} stands at {at}")).collect()
}

/// The places that the ticks of the axis do not give, in one of the units that an axis can have.
fn off_the_ticks(drawing: &Drawing, places: &[Placed]) -> Option<String> {
    const UNITS: [f64; 8] = [0.01, 1.0, 1e3, 1e4, 1e6, 1e8, 1e9, 1e12];
    let pixel = (drawing.value_at(0.0) - drawing.value_at(1.0)).abs();
    let agree = |unit: &f64| {
        places.iter().all(|(value, at)| (drawing.value_at(*at) - value / unit).abs() <= pixel / 2.0)
    };
    (!UNITS.iter().any(agree)).then(|| format!("the axis gives other numbers: {:?}", drawing.value_ticks()))
}

/// Where the mark of a figure stands in its group.
fn mark(group: &DrawnSeries, row: &Row) -> Option<(f64, f64)> {
    let is_of = |tooltip: &str| tooltip.contains(&row.label) && tooltip.contains(&row.printed);
    let found = group.marks.iter().find(|mark| is_of(&mark.tooltip))?;
    Some((found.x, found.y))
}

/// Whether a group is of a series: by its name, or by that with more behind it.
fn is_of(group: &DrawnSeries, row: &Row) -> bool {
    let rest = group.name.strip_prefix(row.series.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['，', ',', '：', ':', ' ', '（']))
}

fn marks(drawing: &Drawing, rows: &[Row], pick: fn((f64, f64)) -> f64) -> Vec<Placed> {
    let place = |row: &Row| {
        let groups = drawing.series.iter().filter(|group| is_of(group, row));
        groups.filter_map(|group| mark(group, row)).next()
    };
    rows.iter().filter_map(|row| Some((row.value, pick(place(row)?)))).collect()
}

/// The left and the right end of a bar.
fn ends(bar: &DrawnLine) -> [f64; 2] {
    let across = bar.points.iter().map(|point| point.0);
    across.fold([f64::INFINITY, f64::NEG_INFINITY], |[left, right], x| [left.min(x), right.max(x)])
}

fn areas(row: &DrawnSeries) -> Vec<[f64; 2]> {
    row.lines.iter().filter(|line| line.is_area).map(ends).collect()
}

fn bars(drawing: &Drawing, rows: &[Row]) -> Vec<Placed> {
    let place = |row: &Row| {
        let mut groups = drawing.series.iter().filter(|group| is_of(group, row));
        let group =
            groups.find(|group| group.name.contains(&row.label) && group.name.contains(&row.printed))?;
        let [left, right] = *areas(group).first()?;
        Some((row.value, if row.value < 0.0 { left } else { right }))
    };
    rows.iter().filter_map(place).collect()
}

/// Each part of a period at its end, as the sum so far.
fn parts(drawing: &Drawing, rows: &[Row]) -> Vec<Placed> {
    let mut placed = Vec::new();
    for group in &drawing.series {
        let is_here = |row: &&Row| {
            let said = [
                format!("{}, {}: {}", row.series, row.label, row.printed),
                format!("{}，{}：{}", row.series, row.label, row.printed),
            ];
            said.iter().any(|said| group.name.contains(said.as_str()))
        };
        let mut sum = 0.0;
        for (row, [_, right]) in rows.iter().filter(is_here).zip(areas(group)) {
            sum += row.value;
            placed.push((sum, right));
        }
    }
    placed
}

/// Each change as the width of its bar.
fn changes(drawing: &Drawing, rows: &[Row]) -> Vec<Placed> {
    let place = |group: &DrawnSeries| {
        let is_total = |row: &Row| ["合计", "Total"].contains(&row.series.as_str());
        let own: Vec<&Row> = rows.iter().filter(|row| is_of(group, row) && !is_total(row)).collect();
        let [left, right] = *areas(group).first()?;
        match own.as_slice() {
            [first, last] => Some(((last.value - first.value).abs(), right - left)),
            _ => None,
        }
    };
    drawing.series.iter().filter_map(place).collect()
}
