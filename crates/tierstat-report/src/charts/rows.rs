//! What the rows of a chart do not show, as findings: rows without a figure, and figures of another period than the others.

use tierstat_chart::{ChartSeries, SeriesChart, SeriesForm, SeriesPoint};
use tierstat_model::{Finding, Localized, Severity};

pub(super) fn findings(name: &str, chart: &SeriesChart) -> Vec<Finding> {
    let without = without(name, chart);
    // A form of several periods shows none but those; a form of one shows what there is.
    let other = match chart.form {
        SeriesForm::GroupedBars | SeriesForm::Dumbbell => without_latest(name, chart),
        _ => of_another_period(name, chart),
    };
    without.into_iter().chain(other).collect()
}

/// What contradicts the others of its series, and is not drawn.
pub(super) fn set_apart(name: &str, chart: &SeriesChart) -> Option<Finding> {
    let apart = chart.set_apart();
    let message = Localized::new(
        format!("图 {name}：与该序列其余的数不能相合，未画：{}", apart.join("、")),
        format!(
            "chart {name}: not drawn, since they contradict the other figures of their series: {}",
            apart.join(", ")
        ),
    );
    let hint = Localized::new(
        "核对来源是否口径不同；是则在映射中写明状态 B 或 D，误印则写更正",
        "see whether their source counts something else: then give them the status B or D in the mapping, or correct a misprint",
    );
    (!apart.is_empty()).then(|| finding(Severity::Warning, "chart.contradiction", message, hint))
}

fn finding(severity: Severity, rule: &str, message: Localized, hint: Localized) -> Finding {
    Finding { severity, rule: rule.to_owned(), cells: Vec::new(), message, hint }
}

/// The rows that have no figure at all.
fn without(name: &str, chart: &SeriesChart) -> Option<Finding> {
    let has_none = |series: &&ChartSeries| series.points.iter().all(|point| point.position().is_none());
    let names: Vec<&str> = chart.series.iter().filter(has_none).map(|series| series.name.as_str()).collect();
    let message = Localized::new(
        format!("图 {name}：没有数的行：{}", names.join("、")),
        format!("chart {name}: rows without a figure: {}", names.join(", ")),
    );
    let hint = Localized::new(
        "用 tierstat figures 查看有哪些层级、地区和时期的数据",
        "see with `tierstat figures` which tiers, areas and periods have figures",
    );
    (!names.is_empty()).then(|| finding(Severity::Warning, "chart.left-out", message, hint))
}

/// The rows that have no figure of the latest period of the chart.
fn without_latest(name: &str, chart: &SeriesChart) -> Option<Finding> {
    let day = chart.common_day()?;
    let has = |series: &&ChartSeries| series.points.iter().any(|point| point.position().is_some());
    let has_latest = |series: &&ChartSeries| {
        series.points.iter().any(|point| point.position().is_some() && point.day() == day)
    };
    let names: Vec<&str> = chart
        .series
        .iter()
        .filter(|series| has(series) && !has_latest(series))
        .map(|series| series.name.as_str())
        .collect();
    let points = chart.series.iter().flat_map(|series| &series.points);
    let label = points.filter(|point| point.day() == day).map(|point| point.label.as_str()).next()?;
    let message = Localized::new(
        format!("图 {name}：最新一期{label}没有数的行：{}", names.join("、")),
        format!("chart {name}: rows without a figure for {label}, the latest period: {}", names.join(", ")),
    );
    let hint = Localized::new(
        "导入含有该时期的文件；已不存在的，在行政区划代码表中写明 valid_until",
        "import a file that has the period; of an area that is no more, write `valid_until` in the list of areas",
    );
    (!names.is_empty()).then(|| finding(Severity::Information, "chart.ended", message, hint))
}

/// The rows whose one figure is of another period than most.
fn of_another_period(name: &str, chart: &SeriesChart) -> Option<Finding> {
    let day = chart.common_day()?;
    let other = |series: &ChartSeries| -> Option<(String, String)> {
        let has_day = series.points.iter().any(|point| point.day() == day);
        let point = series.points.iter().find(|point| point.position().is_some()).filter(|_| !has_day)?;
        let SeriesPoint { label, .. } = point;
        Some((format!("{}（{label}）", series.name), format!("{} ({label})", series.name)))
    };
    let (zh, en): (Vec<String>, Vec<String>) = chart.series.iter().filter_map(other).unzip();
    let message = Localized::new(
        format!("图 {name}：以下为其他时期的数：{}", zh.join("、")),
        format!("chart {name}: figures of other periods: {}", en.join(", ")),
    );
    let hint = Localized::new(
        "导入含有该时期的文件；图中已在数旁写明时期",
        "import a file that has the period; the chart says theirs beside the figures",
    );
    (!zh.is_empty()).then(|| finding(Severity::Information, "chart.other-period", message, hint))
}
