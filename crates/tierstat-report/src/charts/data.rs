//! The data of a chart, beside it as CSV.

use tierstat_chart::{Chart, RevisionKind, SeriesPoint, status_word};
use tierstat_document::{ChartData, DataColumn};
use tierstat_model::{Language, Status};

/// The data of a chart, bounds and all.
pub(super) fn data(chart: &Chart, language: Language) -> ChartData {
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let mut rows: Vec<Vec<String>> = Vec::new();
    let said = match language {
        Language::Chinese => "没有数据",
        Language::English => "no figures",
    };
    match chart {
        Chart::Series(chart) => {
            for series in chart.series.iter().chain(&chart.total) {
                rows.extend(series.points.iter().map(|point| {
                    vec![
                        series.name.clone(),
                        point.day().to_string(),
                        point.label.clone(),
                        point.printed.clone(),
                        number(point.value),
                        number(point.bounds.and_then(|bounds| bounds.lower_value())),
                        number(point.bounds.and_then(|bounds| bounds.upper_value())),
                        point.status.code().to_owned(),
                        reason(point, language),
                    ]
                }));
            }
            let aim = match language {
                Language::Chinese => "目标",
                Language::English => "target",
            };
            let units = match language {
                Language::Chinese => ("有数的单位", "应有"),
                Language::English => ("units with a figure", "of"),
            };
            rows.extend(chart.reporting.iter().map(|one| {
                let count = one.reporters.to_string();
                vec![
                    units.0.to_owned(),
                    one.period.last_day().to_string(),
                    one.label.clone(),
                    one.printed(),
                    count.clone(),
                    count.clone(),
                    count,
                    String::new(),
                    format!("{} {}", units.1, one.expected),
                ]
            }));
            rows.extend(chart.targets.iter().map(|target| {
                let series = chart.series.get(target.series).map(|series| series.name.clone());
                vec![
                    series.unwrap_or_default(),
                    target.due.map_or_else(String::new, |due| due.last_day().to_string()),
                    target.due_label.clone(),
                    target.printed.clone(),
                    number(target.value),
                    number(target.bounds.lower_value()),
                    number(target.bounds.upper_value()),
                    String::new(),
                    aim.to_owned(),
                ]
            }));
            rows.extend(chart.left_out.iter().map(|name| {
                let mut row = vec![name.clone()];
                row.resize(7, String::new());
                row.extend([Status::O.code().to_owned(), said.to_owned()]);
                row
            }));
        }
        Chart::Revisions(chart) => {
            for row in &chart.rows {
                for (cell, day) in row.cells.iter().zip(&chart.columns) {
                    let Some(cell) = cell else { continue };
                    let (kind, change) = match cell.kind {
                        RevisionKind::First => ("first", ""),
                        RevisionKind::Changed => ("changed", cell.text.as_str()),
                        RevisionKind::Withdrawn => ("withdrawn", ""),
                    };
                    rows.push(vec![
                        row.group.clone(),
                        row.name.clone(),
                        day.clone(),
                        kind.to_owned(),
                        cell.printed.clone(),
                        number(cell.bounds.and_then(|bounds| bounds.lower_value())),
                        number(cell.bounds.and_then(|bounds| bounds.upper_value())),
                        change.to_owned(),
                    ]);
                }
            }
            rows.extend(chart.left_out.iter().map(|name| {
                let mut row = vec![name.clone()];
                row.resize(7, String::new());
                row.push(said.to_owned());
                row
            }));
        }
        Chart::Coverage(chart) => {
            rows.extend(chart.rows.iter().map(|row| {
                vec![
                    row.group.clone().unwrap_or_default(),
                    row.name.clone(),
                    row.detail.clone(),
                    number(row.covered.lower_value()),
                    number(row.covered.upper_value()),
                    number(row.units.lower_value()),
                    number(row.units.upper_value()),
                    row.label.clone(),
                ]
            }));
            rows.extend(chart.left_out.iter().map(|name| {
                let mut row = vec![name.clone()];
                row.resize(7, String::new());
                row.push(said.to_owned());
                row
            }));
        }
    }
    ChartData { columns: columns(chart), rows }
}

/// What stands in the cells of the rows of [`data`].
fn columns(chart: &Chart) -> Vec<DataColumn> {
    use DataColumn as Of;
    match chart {
        Chart::Series(_) => vec![
            Of::Series,
            Of::Day,
            Of::Period,
            Of::Printed,
            Of::Value,
            Of::Lower,
            Of::Upper,
            Of::Status,
            Of::Reason,
        ],
        Chart::Revisions(_) => {
            vec![Of::Series, Of::Period, Of::KnownOn, Of::Kind, Of::Printed, Of::Lower, Of::Upper, Of::Change]
        }
        Chart::Coverage(_) => vec![
            Of::Group,
            Of::Name,
            Of::Period,
            Of::CoveredLower,
            Of::CoveredUpper,
            Of::UnitsLower,
            Of::UnitsUpper,
            Of::Label,
        ],
    }
}

/// Why a period has no figure, or what its figure is.
fn reason(point: &SeriesPoint, language: Language) -> String {
    let status = status_word(point.status, language);
    let told = if point.reason.is_empty() { status } else { point.reason.as_str() };
    let off_step = match language {
        _ if !point.off_step => "",
        Language::Chinese => "不在写明的期次上",
        Language::English => "beside the declared periods",
    };
    let parts = [told, off_step].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(if language == Language::Chinese { "；" } else { "; " })
}
