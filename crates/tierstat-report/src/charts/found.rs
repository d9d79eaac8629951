//! What a chart found: its series with how many figures each has, and from when to when.

use tierstat_chart::{Chart, SeriesPoint};

/// One series of a chart, or one row of a coverage chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSeries {
    /// The name.
    pub name: String,
    /// The code of what tells it from the others, by which `highlight` names it; empty where nothing does.
    pub code: String,
    /// How many figures are drawn.
    pub figures: usize,
    /// The first and the last period of which there is one, as printed.
    pub periods: [String; 2],
}

pub(super) fn series(chart: &Chart) -> Vec<FoundSeries> {
    match chart {
        Chart::Series(chart) => {
            let found = chart.series.iter().map(|series| {
                let mut points: Vec<&SeriesPoint> =
                    series.points.iter().filter(|point| point.position().is_some()).collect();
                points.sort_by_key(|point| point.day());
                let labels: Vec<&str> = points.iter().map(|point| point.label.as_str()).collect();
                of(series.name.clone(), series.code.clone(), &labels)
            });
            found.collect()
        }
        Chart::Coverage(chart) => {
            let name = |bar: &tierstat_chart::CoverageBar| match &bar.group {
                Some(group) => format!("{group} {}", bar.name),
                None => bar.name.clone(),
            };
            let rows = chart.rows.chunk_by(|one, other| name(one) == name(other));
            let found = rows.filter_map(|rows| {
                let covered = rows.iter().filter(|row| !row.is_target());
                let labels: Vec<&str> = covered.map(|row| row.detail.as_str()).collect();
                rows.first().map(|row| of(name(row), String::new(), &labels))
            });
            found.collect()
        }
        Chart::Revisions(chart) => {
            let found = chart.rows.iter().map(|row| {
                let days = chart.columns.iter().zip(&row.cells).filter(|(_, cell)| cell.is_some());
                let labels: Vec<&str> = days.map(|(day, _)| day.as_str()).collect();
                of(format!("{} {}", row.group, row.name).trim().to_owned(), String::new(), &labels)
            });
            found.collect()
        }
    }
}

fn of(name: String, code: String, labels: &[&str]) -> FoundSeries {
    let end = |label: Option<&&str>| label.map_or_else(String::new, |label| (*label).to_owned());
    FoundSeries { name, code, figures: labels.len(), periods: [end(labels.first()), end(labels.last())] }
}
