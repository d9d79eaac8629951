//! What a chart does not show, as findings: nothing is left out in silence.

use tierstat_chart::{Chart, LineChart, LinePoint, LineSeries};
use tierstat_model::{Finding, Localized, Severity};

/// So many periods are named in a finding; the data of the chart have all.
const MOST_NAMED: usize = 6;

pub(super) fn findings(name: &str, chart: &Chart) -> Vec<Finding> {
    match chart {
        Chart::Line(chart) => gaps(name, chart),
        Chart::Coverage(_) => Vec::new(),
    }
}

/// The periods between figures that have none.
fn gaps(name: &str, chart: &LineChart) -> Vec<Finding> {
    let of_series = |series: &LineSeries| {
        let gaps: Vec<&LinePoint> = series.gaps();
        let named: Vec<&str> = gaps.iter().take(MOST_NAMED).map(|gap| gap.label.as_str()).collect();
        let more = gaps.len() - named.len();
        (!named.is_empty()).then(|| Finding {
            severity: Severity::Information,
            rule: "chart.gap".to_owned(),
            cells: Vec::new(),
            message: Localized::new(
                format!(
                    "图 {name}：“{}”在{}{}没有数据，线在此断开",
                    series.name,
                    named.join("、"),
                    if more > 0 { format!("等{}个时期", gaps.len()) } else { String::new() }
                ),
                format!(
                    "chart {name}: `{}` has no figure for {}{}; its line breaks there",
                    series.name,
                    named.join(", "),
                    if more > 0 { format!(" and {more} more") } else { String::new() }
                ),
            ),
            hint: Localized::new(
                "导入含有这些时期的文件；原因见图旁 CSV 的 reason 列",
                "import a file that has them; the column reason of the CSV beside the chart says why",
            ),
        })
    };
    chart.series.iter().filter_map(of_series).collect()
}
