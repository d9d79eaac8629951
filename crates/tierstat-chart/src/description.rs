//! What a chart shows in words, for those who cannot see it. Every number in it is printed in the chart's
//! data.

use crate::{
    Chart, CoverageChart, Emphasis, RevisionChart, RevisionKind, SeriesChart, SeriesForm, SeriesPoint,
    remarks,
};
use tierstat_model::Language;

/// The form, the measure, and the first and last value of each series, or the label of each row.
pub(crate) fn of(chart: &Chart) -> String {
    match chart {
        Chart::Series(chart) => of_line(chart),
        Chart::Coverage(chart) => of_coverage(chart),
        Chart::Revisions(chart) => of_revisions(chart),
    }
}

fn of_line(chart: &SeriesChart) -> String {
    let chinese = chart.language == Language::Chinese;
    let series: Vec<String> = chart
        .series
        .iter()
        .filter(|series| series.emphasis != Emphasis::Muted)
        .filter_map(|series| {
            let mut points: Vec<&SeriesPoint> =
                series.points.iter().filter(|point| point.position().is_some()).collect();
            points.sort_by_key(|point| point.day());
            let (first, last) = (points.first()?, points.last()?);
            let ends = match (chinese, points.len()) {
                (true, 1) => format!("{}：{}为{}", series.name, first.label, first.printed),
                (true, _) => {
                    format!(
                        "{}：{}为{}，{}为{}",
                        series.name, first.label, first.printed, last.label, last.printed
                    )
                }
                (false, 1) => format!("{}: {} ({})", series.name, first.printed, first.label),
                (false, _) => {
                    format!(
                        "{}: {} ({}) to {} ({})",
                        series.name, first.printed, first.label, last.printed, last.label
                    )
                }
            };
            Some(ends + &extremes(&points, chinese))
        })
        .chain(muted(chart))
        .collect();
    let remarks = remarks::of(chart);
    let form = match (chart.form, chinese) {
        (SeriesForm::Line, true) => "折线图",
        (SeriesForm::Line, false) => "Line chart",
        (SeriesForm::Index, true) => "指数折线图",
        (SeriesForm::Index, false) => "Line chart of an index",
        (SeriesForm::Slope, true) => "坡度图，比较两个时期",
        (SeriesForm::Slope, false) => "Slope chart of two periods",
        (SeriesForm::SmallMultiples, true) => "小幅折线图，每个序列一幅",
        (SeriesForm::SmallMultiples, false) => "Small line charts, a panel for each series",
    };
    if chinese {
        format!("{form}。{}。{}。{}", chart.text.subtitle, series.join("；"), remarks.concat())
    } else {
        let remarks: String = remarks.iter().map(|remark| format!(" {remark}")).collect();
        format!("{form}. {}. {}.{remarks}", chart.text.subtitle, series.join("; "))
    }
}

/// How many series are grey, and which of them stand lowest and highest at their ends.
fn muted(chart: &SeriesChart) -> Option<String> {
    let muted = chart.series.iter().filter(|series| series.emphasis == Emphasis::Muted);
    let ends = muted.filter_map(|series| {
        let with_figure = series.points.iter().filter(|point| point.position().is_some());
        Some((series.name.as_str(), with_figure.max_by_key(|point| point.day())?))
    });
    let mut ends: Vec<(&str, &SeriesPoint)> = ends.collect();
    ends.sort_by(|(_, one), (_, two)| {
        one.position().unwrap_or_default().total_cmp(&two.position().unwrap_or_default())
    });
    let ((lowest, low), (highest, high)) = (ends.first()?, ends.last()?);
    let count = ends.len();
    Some(match chart.language {
        Language::Chinese => format!(
            "其余{count}个为灰线，最后的数由{lowest}的{}（{}）到{highest}的{}（{}）",
            low.printed, low.label, high.printed, high.label
        ),
        Language::English => format!(
            "{count} others in grey, which end between {lowest} at {} ({}) and {highest} at {} ({})",
            low.printed, low.label, high.printed, high.label
        ),
    })
}

/// The highest and the lowest figure of a series in words, where they stand between its ends.
fn extremes(points: &[&SeriesPoint], chinese: bool) -> String {
    let Some(inner) = points.get(1..points.len().saturating_sub(1)) else { return String::new() };
    let at = |point: &SeriesPoint| point.position().unwrap_or_default();
    let ends = || points.first().into_iter().chain(points.last()).map(|point| at(point));
    let highest = inner.iter().max_by(|one, two| at(one).total_cmp(&at(two)));
    let lowest = inner.iter().min_by(|one, two| at(one).total_cmp(&at(two)));
    let highest = highest.filter(|point| ends().all(|end| at(point) > end));
    let lowest = lowest.filter(|point| ends().all(|end| at(point) < end));
    let said = [(highest, "最高", "highest"), (lowest, "最低", "lowest")].map(|(point, zh, en)| {
        point.map_or_else(String::new, |point| match chinese {
            true => format!("，{zh}为{}的{}", point.label, point.printed),
            false => format!(", {en} {} ({})", point.printed, point.label),
        })
    });
    said.concat()
}

fn of_coverage(chart: &CoverageChart) -> String {
    let chinese = chart.language == Language::Chinese;
    let rows: Vec<String> = chart
        .rows
        .iter()
        .map(|row| {
            let parts = [row.group.as_deref().unwrap_or_default(), &row.name, &row.detail];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            if chinese {
                format!("{}：{}", parts.join("，"), row.label)
            } else {
                format!("{}: {}", parts.join(", "), row.label)
            }
        })
        .collect();
    let left_out = remarks::left_out(&chart.left_out, chart.language).unwrap_or_default();
    if chinese {
        format!("条形图。{}。{}。{left_out}", chart.text.subtitle, rows.join("；"))
    } else {
        format!("Bar chart. {}. {}. {left_out}", chart.text.subtitle, rows.join("; ")).trim_end().to_owned()
    }
}

/// How many numbers were revised, and the largest change.
fn of_revisions(chart: &RevisionChart) -> String {
    let is_changed =
        |row: &&crate::RevisionRow| row.cells.iter().flatten().any(|cell| cell.kind != RevisionKind::First);
    let (rows, changed) = (chart.rows.len(), chart.rows.iter().filter(is_changed).count());
    let changes = chart.rows.iter().flat_map(|row| {
        let cells = row.cells.iter().zip(&chart.columns);
        cells.filter_map(move |(cell, day)| Some((row, day, cell.as_ref()?.share?, cell.as_ref()?)))
    });
    let largest = changes.max_by(|one, two| one.2.abs().total_cmp(&two.2.abs()));
    let ends = chart.columns.first().zip(chart.columns.last());
    let (first, last) = ends.map_or(("", ""), |(first, last)| (first.as_str(), last.as_str()));
    let subtitle = &chart.text.subtitle;
    let left_out = remarks::left_out(&chart.left_out, chart.language).unwrap_or_default();
    let described = if chart.language == Language::Chinese {
        let largest = largest.map_or_else(String::new, |(row, day, _, cell)| {
            format!("变动最大的是{}{}：{day}改动{}，成为{}。", row.group, row.name, cell.text, cell.printed)
        });
        format!("修订表。{subtitle}。{rows}个数，{first}至{last}间有{changed}个改动过。{largest}{left_out}")
    } else {
        let largest = largest.map_or_else(String::new, |(row, day, _, cell)| {
            format!(
                "The largest change is {} of {} {} on {day}, to {}. ",
                cell.text, row.group, row.name, cell.printed
            )
        });
        format!(
            "Table of revisions. {subtitle}. Of {rows} numbers {changed} were changed between {first} and {last}. {largest}{left_out}"
        )
    };
    described.replace("  ", " ").trim_end().to_owned()
}
