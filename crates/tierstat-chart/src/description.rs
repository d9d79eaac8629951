//! What a chart shows in words, for those who cannot see it. Every number in it is printed in the chart's
//! data.

use crate::{
    Chart, CoverageChart, Emphasis, RevisionChart, RevisionKind, SeriesChart, SeriesForm, SeriesPoint,
    TileShow, remarks, row_remarks,
};
use tierstat_model::Language;

/// The form, the measure, and the first and last value of each series, or the label of each row.
pub(crate) fn of(chart: &Chart) -> String {
    match chart {
        Chart::Series(chart) => match chart.form {
            SeriesForm::Line => of_lines(chart, ["折线图", "Line chart"]),
            SeriesForm::Index => of_lines(chart, ["指数折线图", "Line chart of an index"]),
            SeriesForm::Slope => of_lines(chart, ["坡度图，比较两个时期", "Slope chart of two periods"]),
            SeriesForm::SmallMultiples => {
                of_lines(chart, ["小幅折线图，每个序列一幅", "Small line charts, a panel for each series"])
            }
            SeriesForm::Bars => of_one_period(chart, ["条形图", "Bar chart"]),
            SeriesForm::TileGrid if chart.board.show == TileShow::Sparkline => of_several_periods(
                chart,
                ["格位示意图，每格一条折线", "Schematic tile grid with a line in each tile"],
                &row_remarks::of_tiles(chart),
            ),
            SeriesForm::TileGrid => of_one_period(chart, ["格位示意图", "Schematic tile grid"]),
            SeriesForm::DotStrip => of_one_period(chart, ["点图", "Dot chart"]),
            SeriesForm::GroupedBars if chart.has_parts() => {
                of_one_period(chart, ["分组条形图", "Grouped bar chart"])
            }
            SeriesForm::GroupedBars => of_several_periods(
                &chart.of_few_periods(),
                ["分组条形图", "Grouped bar chart"],
                &row_remarks::of_breaks(&chart.of_few_periods()),
            ),
            SeriesForm::StackedBars => of_several_periods(
                &with_total(chart.clone()),
                ["堆叠条形图", "Stacked bar chart"],
                &row_remarks::of_stacked_bars(chart),
            ),
            SeriesForm::Contributions => of_several_periods(
                &with_total(chart.of_two_wholes()),
                ["增减构成图", "Chart of contributions"],
                &row_remarks::of_contributions(&chart.of_two_wholes()),
            ),
            SeriesForm::Dumbbell => of_several_periods(
                &chart.of_two_periods(),
                ["哑铃图", "Dumbbell chart"],
                &row_remarks::of_breaks(&chart.of_two_periods()),
            ),
        },
        Chart::Coverage(chart) => of_coverage(chart),
        Chart::Revisions(chart) => of_revisions(chart),
    }
}

/// The form, the measure, and the first and the last figure of each series, with its extremes.
fn of_lines(chart: &SeriesChart, [zh, en]: [&str; 2]) -> String {
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
    let form = if chinese { zh } else { en };
    if chinese {
        format!("{form}。{}。{}。{}", chart.text.subtitle, series.join("；"), remarks.concat())
    } else {
        let remarks: String = remarks.iter().map(|remark| format!(" {remark}")).collect();
        format!("{form}. {}. {}.{remarks}", chart.text.subtitle, series.join("; "))
    }
}

/// So many rows are said one by one; of more the highest and the lowest.
const MOST_SAID: usize = 6;

/// The form, the measure, the period, and the rows from the highest, or the highest and the lowest of many.
fn of_one_period(chart: &SeriesChart, form: [&str; 2]) -> String {
    let chinese = chart.language == Language::Chinese;
    let chart = chart.of_one_period();
    let period = chart.common_label().unwrap_or_default();
    let mut rows: Vec<(&str, &SeriesPoint, f64)> = chart
        .series
        .iter()
        .filter_map(|series| {
            let point = series.points.first()?;
            Some((series.name.as_str(), point, point.position()?))
        })
        .collect();
    rows.sort_by(|one, two| two.2.total_cmp(&one.2));
    let said = |(name, point, _): &(&str, &SeriesPoint, f64)| match (chinese, point.label == period) {
        (true, true) => format!("{name}{}", point.printed),
        (true, false) => format!("{name}{}（{}）", point.printed, point.label),
        (false, true) => format!("{name} {}", point.printed),
        (false, false) => format!("{name} {} ({})", point.printed, point.label),
    };
    let (between, rows) = match (rows.as_slice(), chinese) {
        (rows, true) if rows.len() <= MOST_SAID => ("、", rows.iter().map(said).collect::<Vec<_>>()),
        (rows, false) if rows.len() <= MOST_SAID => (", ", rows.iter().map(said).collect()),
        ([first, .., last], true) => (
            "，",
            vec![
                format!("共{}项", rows.len()),
                format!("最高{}", said(first)),
                format!("最低{}", said(last)),
            ],
        ),
        ([first, .., last], false) => (
            ", ",
            vec![
                format!("{} rows", rows.len()),
                format!("highest {}", said(first)),
                format!("lowest {}", said(last)),
            ],
        ),
        _ => ("", Vec::new()),
    };
    let remarks = if chart.form == SeriesForm::TileGrid {
        row_remarks::of_tiles(&chart)
    } else {
        row_remarks::of_one_period(&chart)
    };
    let [zh, en] = form;
    if chinese {
        format!("{zh}。{}。{period}：{}。{}", chart.text.subtitle, rows.join(between), remarks.concat())
    } else {
        let remarks: String = remarks.iter().map(|remark| format!(" {remark}")).collect();
        format!("{en}. {}. {period}: {}.{remarks}", chart.text.subtitle, rows.join(between))
    }
}

/// The total among the series, so that it is said with them.
fn with_total(mut chart: SeriesChart) -> SeriesChart {
    chart.series.extend(chart.total.clone());
    chart
}

/// The form, the measure, and the first and the latest figure of each row, or of the highest and the lowest of many.
fn of_several_periods(chart: &SeriesChart, [zh, en]: [&str; 2], remarks: &[String]) -> String {
    let chinese = chart.language == Language::Chinese;
    let mut rows: Vec<(&str, &SeriesPoint, &SeriesPoint)> = chart
        .series
        .iter()
        .filter_map(|series| {
            let points: Vec<&SeriesPoint> = series.own_figures().collect();
            Some((series.name.as_str(), *points.first()?, *points.last()?))
        })
        .collect();
    let value = |point: &SeriesPoint| point.position().unwrap_or_default();
    rows.sort_by(|one, two| value(two.2).total_cmp(&value(one.2)));
    let said = |(name, first, last): &(&str, &SeriesPoint, &SeriesPoint)| match (chinese, first == last) {
        (true, true) => format!("{name}：{}为{}", first.label, first.printed),
        (true, false) => {
            format!("{name}：{}为{}，{}为{}", first.label, first.printed, last.label, last.printed)
        }
        (false, true) => format!("{name}: {} ({})", first.printed, first.label),
        (false, false) => {
            format!("{name}: {} ({}) to {} ({})", first.printed, first.label, last.printed, last.label)
        }
    };
    let count = rows.len();
    let shown: Vec<String> = match rows.as_slice() {
        [first, .., last] if count > MOST_SAID => [first, last].map(said).to_vec(),
        rows => rows.iter().map(said).collect(),
    };
    let lead = match (count > MOST_SAID, chinese) {
        (false, _) => String::new(),
        (true, true) => format!("共{count}项，最高与最低为："),
        (true, false) => format!("{count} rows, the highest and the lowest: "),
    };
    if chinese {
        format!("{zh}。{}。{lead}{}。{}", chart.text.subtitle, shown.join("；"), remarks.concat())
    } else {
        let remarks: String = remarks.iter().map(|remark| format!(" {remark}")).collect();
        format!("{en}. {}. {lead}{}.{remarks}", chart.text.subtitle, shown.join("; "))
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
