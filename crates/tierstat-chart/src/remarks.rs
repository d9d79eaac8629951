//! What a reader has to know of a line chart: which periods have no figure, where a series breaks, what is provisional or forecast. Note and description say the same.

use crate::{ChartSeries, Link, SeriesChart, SeriesForm, SeriesPoint};
use tierstat_model::{Language, Status};

/// So many places are named; of more the number.
const MOST_NAMED: usize = 6;

/// So many series are named in a sentence, all of which a chart of colours alone has; of more the number.
const MOST_SERIES: usize = 6;

/// The remarks of a chart, a sentence each.
pub(crate) fn of(chart: &SeriesChart) -> Vec<String> {
    let looks = [
        (Status::P, "空心标记为暂定数", "Hollow marks are provisional"),
        (Status::E, "空心带点的标记为估计数", "Marks with a dot are estimates"),
        (Status::I, "空心带横线的标记为插补数", "Marks with a stroke across are imputed"),
        (Status::F, "虚线和浅色标记为预测", "Dashed lines and pale marks are forecasts"),
        (Status::U, "可靠性低的数", "Figures of low reliability"),
        (Status::V, "未经核实的数", "Figures that are not validated"),
    ];
    let of_status = looks.into_iter().filter_map(|(status, zh, en)| {
        let is_of = |point: &&SeriesPoint| point.status == status && point.position().is_some();
        sentence(chart, zh, en, |series| series.points.iter().filter(is_of).collect())
    });
    let is_slope = chart.form == SeriesForm::Slope;
    let said = |slope: &'static str, rule: &'static str| if is_slope { slope } else { rule };
    let breaks = [
        sentence(
            chart,
            said("其间口径中断，两期的数不可比，不连线", "竖虚线处口径中断，前后的数不可比，不连线"),
            said(
                "The series breaks on the way, the two figures cannot be compared and no line joins them",
                "The series breaks at the upright rule, before and after it figures cannot be compared and no line joins them",
            ),
            |series| linked(series, Link::Break(Status::B)),
        ),
        sentence(
            chart,
            said("两期口径不同，不可比，不连线", "竖虚线处口径不同，两侧的数不可比，不连线"),
            said(
                "The two figures have different definitions and no line joins them",
                "On the two sides of the upright rule figures have different definitions and no line joins them",
            ),
            |series| linked(series, Link::Break(Status::D)),
        ),
        sentence(
            chart,
            "口径更换，竖直的线段连接同一发布者的新旧两数",
            "The definition changes, and an upright line joins the old and the new figure of one publisher",
            |series| linked(series, Link::Spliced),
        ),
    ];
    let apart = sentence(
        chart,
        "与该序列其余的数不能相合，不连线",
        "These contradict the other figures of their series and no line joins them",
        |series| {
            series.points.iter().filter(|point| point.strand != 0 && point.position().is_some()).collect()
        },
    );
    let off_step = sentence(
        chart,
        "不在该指标写明的期次上，照画",
        "Beside the periods at which the indicator is said to be counted, and drawn all the same",
        |series| series.points.iter().filter(|point| point.off_step && point.position().is_some()).collect(),
    );
    let at_one_end = sentence(chart, "没有数据", "No figure", |series| {
        let has_none = |point: &&SeriesPoint| is_slope && point.position().is_none();
        series.points.iter().filter(has_none).collect()
    });
    let gaps =
        sentence(chart, "线段中断处没有数据", "Where a line breaks, there is no figure", ChartSeries::gaps);
    let cut = sentence(
        chart,
        "与基期不可比而未画",
        "Not drawn, since they cannot be compared with the base",
        |series| {
            let is_cut = |point: &&SeriesPoint| {
                chart.form == SeriesForm::Index
                    && point.position().is_none()
                    && matches!(point.status, Status::B | Status::D)
            };
            series.points.iter().filter(is_cut).collect()
        },
    );
    let window = chart.shown_from.as_ref().map(|from| match chart.language {
        Language::Chinese => format!("只画{from}起的各期，此前另有数据。"),
        Language::English => format!("Shown from {from} on; there are earlier figures."),
    });
    of_status
        .chain(window)
        .chain(targets(chart))
        .chain(reporting(chart))
        .chain(cut)
        .chain(breaks.into_iter().flatten())
        .chain(apart)
        .chain(off_step)
        .chain(gaps)
        .chain(at_one_end)
        .chain(left_out(&chart.left_out, chart.language))
        .collect()
}

/// How many of the units below have a figure, at first, at last, and where the fewest have.
fn reporting(chart: &SeriesChart) -> Option<String> {
    let (first, last) = (chart.reporting.first()?, chart.reporting.last()?);
    let fewest = chart.reporting.iter().min_by(|one, two| {
        (one.reporters * two.expected.max(1)).cmp(&(two.reporters * one.expected.max(1)))
    })?;
    let mut named = vec![first];
    for one in [fewest, last] {
        if !named.contains(&one) {
            named.push(one);
        }
    }
    let said = named.into_iter().map(|one| match chart.language {
        Language::Chinese => format!("{}{}", one.label, one.printed()),
        Language::English => format!("{} {}", one.label, one.printed()),
    });
    let said: Vec<String> = said.collect();
    Some(match chart.language {
        Language::Chinese => format!("有数的单位与应有的单位：{}。", said.join("、")),
        Language::English => format!("Units with a figure of those that there are: {}.", said.join(", ")),
    })
}

/// What the series are to reach and by when.
fn targets(chart: &SeriesChart) -> Option<String> {
    let said = chart.targets.iter().filter_map(|target| {
        let series = chart.series.get(target.series)?;
        let (name, printed, due) = (&series.name, &target.printed, &target.due_label);
        Some(match (chart.language, due.is_empty()) {
            (Language::Chinese, true) => format!("{name}{printed}"),
            (Language::Chinese, false) => format!("{name}{printed}（{due}）"),
            (Language::English, true) => format!("{name} {printed}"),
            (Language::English, false) => format!("{name} {printed} ({due})"),
        })
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| match chart.language {
        Language::Chinese => {
            format!("细横线为目标，斜虚线为由最近的数如期达到目标的直线：{}。", said.join("；"))
        }
        Language::English => format!(
            "Thin level lines are targets, dashed ones the straight way from the latest figure to reach them in time: {}.",
            said.join("; ")
        ),
    })
}

/// What was asked for and has no figure, so that it is not drawn.
pub(crate) fn left_out(names: &[String], language: Language) -> Option<String> {
    /// So many are named; of more the number, and the data name all.
    const MOST_NAMED: usize = 8;
    let named = names.get(..names.len().min(MOST_NAMED)).unwrap_or_default();
    let more = names.len() - named.len();
    (!names.is_empty()).then(|| match language {
        Language::Chinese => {
            let all = if more > 0 { format!("等{}个", names.len()) } else { String::new() };
            format!("没有数据而未画：{}{all}。", named.join("、"))
        }
        Language::English => {
            let all = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("Not drawn, for want of figures: {}{all}.", named.join(", "))
        }
    })
}

/// The figures to which a line comes in one way.
fn linked(series: &ChartSeries, link: Link) -> Vec<&SeriesPoint> {
    series.points.iter().filter(|point| point.link == link && point.position().is_some()).collect()
}

/// What holds for some points, with the periods of each series; nothing where it holds for none.
fn sentence<'a>(
    chart: &'a SeriesChart,
    zh: &str,
    en: &str,
    points: impl Fn(&'a ChartSeries) -> Vec<&'a SeriesPoint>,
) -> Option<String> {
    let is_one = chart.series.len() == 1;
    let mut parts = Vec::new();
    let mut unnamed = 0_usize;
    for series in &chart.series {
        let points = points(series);
        let named: Vec<&str> = points.iter().take(MOST_NAMED).map(|point| point.label.as_str()).collect();
        if named.is_empty() {
            continue;
        }
        if parts.len() == MOST_SERIES {
            unnamed += 1;
            continue;
        }
        let name = if is_one { "" } else { series.name.as_str() };
        let ends_in_digit = name.ends_with(|last: char| last.is_ascii_alphanumeric());
        let between = if ends_in_digit { " " } else { "" };
        let more = points.len() - named.len();
        parts.push(match (chart.language, more) {
            (Language::Chinese, 0) => format!("{name}{between}{}", named.join("、")),
            (Language::Chinese, _) => format!("{name}{between}{}等{}个时期", named.join("、"), points.len()),
            (Language::English, 0) => format!("{name} {}", named.join(", ")).trim().to_owned(),
            (Language::English, _) => {
                format!("{name} {} and {more} more", named.join(", ")).trim().to_owned()
            }
        });
    }
    if unnamed > 0 {
        parts.push(match chart.language {
            Language::Chinese => format!("另有{unnamed}个序列"),
            Language::English => format!("{unnamed} more series"),
        });
    }
    let said = !parts.is_empty();
    said.then(|| match chart.language {
        Language::Chinese => format!("{zh}：{}。", parts.join("；")),
        Language::English => format!("{en}: {}.", parts.join("; ")),
    })
}

/// The word of a status; empty for figures as they are.
#[must_use]
pub fn status_word(status: Status, language: Language) -> &'static str {
    status.word(language)
}
