//! What a chart does not show, as findings: nothing is left out in silence.

use super::rows;
use tierstat_chart::{Chart, ChartSeries, Link, SeriesChart, SeriesForm, SeriesPoint, status_word};
use tierstat_model::{Finding, Language, Localized, Severity, Status};

/// So many periods or names are named in a finding; the data of the chart have all.
const MOST_NAMED: usize = 6;

pub(super) fn findings(name: &str, chart: &Chart) -> Vec<Finding> {
    let mut found: Vec<Finding> = without_figures(name, chart).into_iter().collect();
    if let Chart::Series(chart) = chart {
        found.extend(off_step(name, chart));
        if matches!(chart.form, SeriesForm::StackedBars | SeriesForm::Contributions) {
            found.extend(breaks(name, chart));
            found.extend(rows::set_apart(name, chart));
        } else if chart.form.has_rows() {
            found.extend(rows::findings(name, chart));
            // A form of one period shows nothing that lies before a break.
            let has_parts = chart.series.iter().any(|series| !series.group.is_empty());
            if matches!(chart.form, SeriesForm::GroupedBars | SeriesForm::Dumbbell) && !has_parts {
                found.extend(breaks(name, chart));
            }
            found.extend(rows::set_apart(name, chart));
            found.extend(without_tile(name, chart));
        } else {
            found.extend(gaps(name, chart));
            found.extend(ended(name, chart));
            found.extend(breaks(name, chart));
            found.extend(apart(name, chart));
            found.extend(cut(name, chart));
        }
    }
    found
}

/// What was asked for and has no figure at all.
fn without_figures(name: &str, chart: &Chart) -> Option<Finding> {
    let left_out = chart.left_out();
    let named = left_out.get(..left_out.len().min(MOST_NAMED)).unwrap_or_default();
    let more = left_out.len() - named.len();
    (!left_out.is_empty()).then(|| Finding {
        severity: Severity::Warning,
        rule: "chart.left-out".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!(
                "图 {name}：没有数据而未画：{}{}",
                named.join("、"),
                if more > 0 { format!("等{}个", left_out.len()) } else { String::new() }
            ),
            format!(
                "chart {name}: not drawn, for want of figures: {}{}",
                named.join(", "),
                if more > 0 { format!(" and {more} more") } else { String::new() }
            ),
        ),
        hint: Localized::new(
            "用 tierstat figures 查看有哪些层级、地区和时期的数据",
            "see with `tierstat figures` which tiers, areas and periods have figures",
        ),
    })
}

/// What has figures, but no tile to stand in.
fn without_tile(name: &str, chart: &SeriesChart) -> Option<Finding> {
    let names = &chart.board.without_tile;
    (!names.is_empty()).then(|| Finding {
        severity: Severity::Warning,
        rule: "chart.no-tile".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("图 {name}：有数而没有格位，未画：{}", names.join("、")),
            format!("chart {name}: not drawn, for want of a tile: {}", names.join(", ")),
        ),
        hint: Localized::new(
            "在 datasets/areas/tiles.csv 中给它一行：代码、行、列",
            "give it a line in datasets/areas/tiles.csv: code, row, column",
        ),
    })
}

/// The periods between figures that have none.
fn gaps(name: &str, chart: &SeriesChart) -> Vec<Finding> {
    let of_series = |series: &ChartSeries| {
        let gaps: Vec<&SeriesPoint> = series.gaps();
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

/// The series that have no figure for the latest period of the chart.
fn ended(name: &str, chart: &SeriesChart) -> Option<Finding> {
    let figures = |series: &'_ ChartSeries| {
        series
            .points
            .iter()
            .filter(|point| point.position().is_some())
            .max_by_key(|point| point.day())
            .cloned()
    };
    let latest = chart.series.iter().filter_map(figures).max_by_key(SeriesPoint::day)?;
    let ended = chart.series.iter().filter_map(|series| Some((&series.name, figures(series)?)));
    let ended = ended.filter(|(_, last)| chart.form != SeriesForm::Slope && last.day() < latest.day());
    let (zh, en): (Vec<String>, Vec<String>) = ended
        .map(|(name, last)| (format!("{name}（至{}）", last.label), format!("{name} (until {})", last.label)))
        .unzip();
    let label = &latest.label;
    (!zh.is_empty()).then(|| Finding {
        severity: Severity::Information,
        rule: "chart.ended".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("图 {name}：最新一期{label}没有数的：{}", zh.join("、")),
            format!("chart {name}: without a figure for {label}, the latest period: {}", en.join(", ")),
        ),
        hint: Localized::new(
            "导入含有该时期的文件；已不存在的，在行政区划代码表中写明 valid_until",
            "import a file that has the period; of an area that is no more, write `valid_until` in the list of areas",
        ),
    })
}

/// Figures beside the periods at which the indicator declares to be counted.
fn off_step(name: &str, chart: &SeriesChart) -> Vec<Finding> {
    let of_series = |series: &ChartSeries| {
        let labels = series.points.iter().filter(|point| point.off_step).map(|point| point.label.as_str());
        let labels: Vec<&str> = labels.collect();
        let named = labels.get(..labels.len().min(MOST_NAMED)).unwrap_or_default();
        let more = labels.len() - named.len();
        (!labels.is_empty()).then(|| Finding {
            severity: Severity::Information,
            rule: "chart.off-step".to_owned(),
            cells: Vec::new(),
            message: Localized::new(
                format!(
                    "图 {name}：“{}”的这些数不在指标写明的期次上，照画：{}{}",
                    series.name,
                    named.join("、"),
                    if more > 0 { format!("等{}个时期", labels.len()) } else { String::new() }
                ),
                format!(
                    "chart {name}: figures of `{}` beside the periods that the indicator declares, drawn all the same: {}{}",
                    series.name,
                    named.join(", "),
                    if more > 0 { format!(" and {more} more") } else { String::new() }
                ),
            ),
            hint: Localized::new(
                "核对时期；确是另一期次的，改写指标的 step，或去掉它",
                "see whether the period is right; where it is counted more often, mend `step` of the indicator or take it out",
            ),
        })
    };
    chart.series.iter().filter_map(of_series).collect()
}

/// Figures that contradict the others of their series.
fn apart(name: &str, chart: &SeriesChart) -> Vec<Finding> {
    let found = chart.series.iter().filter_map(|series| {
        let apart = series.points.iter().filter(|point| point.strand != 0);
        let named: Vec<[&str; 2]> = apart.map(|point| [point.label.as_str(), point.printed.as_str()]).collect();
        let listed = |lead: &str, between: &str| {
            named.iter().map(|[label, printed]| format!("{label}{lead}{printed}")).collect::<Vec<_>>().join(between)
        };
        (!named.is_empty()).then(|| Finding {
            severity: Severity::Warning,
            rule: "chart.contradiction".to_owned(),
            cells: Vec::new(),
            message: Localized::new(
                format!("图 {name}：“{}”的数不能相合，不连线：{}", series.name, listed("：", "；")),
                format!(
                    "chart {name}: figures of `{}` contradict the others and no line joins them: {}",
                    series.name,
                    listed(": ", "; ")
                ),
            ),
            hint: Localized::new(
                "核对来源是否口径不同；是则在映射中写明状态 B 或 D，误印则写更正",
                "see whether their source counts something else: then give them the status B or D in the mapping, or correct a misprint",
            ),
        })
    });
    found.collect()
}

/// What an index cannot compare with its base, and the end of a slope that has no figure.
fn cut(name: &str, chart: &SeriesChart) -> Vec<Finding> {
    let of_series = |series: &ChartSeries| {
        let is_cut = |point: &&SeriesPoint| {
            let is_broken = matches!(point.status, Status::B | Status::D);
            point.position().is_none()
                && match chart.form {
                    SeriesForm::Index => is_broken,
                    SeriesForm::Slope => true,
                    _ => false,
                }
        };
        let cut: Vec<&str> = series.points.iter().filter(is_cut).map(|point| point.label.as_str()).collect();
        let is_slope = chart.form == SeriesForm::Slope;
        let (rule, zh, en) = if is_slope {
            ("chart.gap", "没有数据，只画另一端", "has no figure there; only its other end is drawn")
        } else {
            ("chart.break", "与基期不可比，不画", "cannot be compared with its base there and is not drawn")
        };
        let named = cut.get(..cut.len().min(MOST_NAMED)).unwrap_or_default();
        let more = cut.len() - named.len();
        (!cut.is_empty()).then(|| Finding {
            severity: Severity::Information,
            rule: rule.to_owned(),
            cells: Vec::new(),
            message: Localized::new(
                format!(
                    "图 {name}：“{}”{}{}{zh}",
                    series.name,
                    named.join("、"),
                    if more > 0 { format!("等{}个时期", cut.len()) } else { String::new() }
                ),
                format!(
                    "chart {name}: `{}` {en}: {}{}",
                    series.name,
                    named.join(", "),
                    if more > 0 { format!(" and {more} more") } else { String::new() }
                ),
            ),
            hint: if is_slope {
                Localized::new(
                    "导入含有该时期的文件，或用 periods 另选时期",
                    "import a file that has the period, or choose others by `periods`",
                )
            } else {
                Localized::new(
                    "导入同一发布者在中断时期的旧口径数，两段即可衔接",
                    "import the old number that the same publisher has for the period of the break: it joins the two levels",
                )
            },
        })
    };
    chart.series.iter().filter_map(of_series).collect()
}

/// Where a series breaks, so that no line joins what lies before and after.
fn breaks(name: &str, chart: &SeriesChart) -> Vec<Finding> {
    let said = match chart.form {
        SeriesForm::Bars | SeriesForm::GroupedBars | SeriesForm::StackedBars => {
            Localized::new("前后的数不可比", "figures before and after it cannot be compared")
        }
        _ => Localized::new("前后不连线", "no line joins what lies before and after"),
    };
    let broken = chart.series.iter().flat_map(|series| {
        let points = series.points.iter().filter(|point| point.position().is_some());
        points.filter_map(move |point| match point.link {
            Link::Break(status) => Some((&series.name, &point.label, status)),
            Link::Line | Link::Spliced => None,
        })
    });
    let found = broken.map(|(series, label, status)| Finding {
        severity: Severity::Information,
        rule: "chart.break".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("图 {name}：“{series}”在{label}{}，{}", status_word(status, Language::Chinese), said.zh),
            format!(
                "chart {name}: `{series}` has {} at {label}; {}",
                if status == Status::D { "another definition" } else { "a break" },
                said.en
            ),
        ),
        hint: if status == Status::D {
            Localized::new(
                "口径不同的数不能比较，可分成两幅图",
                "figures of two definitions cannot be compared; two charts can show them",
            )
        } else {
            Localized::new(
                "导入同一发布者在该时期的旧口径数，新旧两数即可衔接",
                "import the old number that the same publisher has for that period: it joins the two levels",
            )
        },
    });
    found.collect()
}
