//! What a reader has to know of a line chart: which periods have no figure and why. Note and description say the same.

use crate::LineChart;
use tierstat_model::{Language, Status};

/// So many places are named; of more the number.
const MOST_NAMED: usize = 6;

/// The remarks of a chart, a sentence each.
pub(crate) fn of(chart: &LineChart) -> Vec<String> {
    gaps(chart).into_iter().collect()
}

/// The word of a status; empty for figures as they are.
#[must_use]
pub fn status_word(status: Status, language: Language) -> &'static str {
    let (zh, en) = match status {
        Status::A => ("", ""),
        Status::B => ("口径中断", "break in the series"),
        Status::D => ("口径不同", "another definition"),
        Status::E => ("估计数", "estimated"),
        Status::F => ("预测数", "forecast"),
        Status::I => ("插补数", "imputed"),
        Status::L => ("未收集", "not collected"),
        Status::M => ("不可能有数", "cannot exist"),
        Status::O => ("缺", "missing"),
        Status::P => ("暂定数", "provisional"),
        Status::Q => ("有数而不公布", "not published"),
        Status::U => ("可靠性低", "of low reliability"),
        Status::V => ("未经核实", "not validated"),
    };
    if language == Language::Chinese { zh } else { en }
}

fn gaps(chart: &LineChart) -> Option<String> {
    let is_one = chart.series.len() == 1;
    let mut parts = Vec::new();
    for series in &chart.series {
        let gaps = series.gaps();
        let named: Vec<&str> = gaps.iter().take(MOST_NAMED).map(|point| point.label.as_str()).collect();
        if named.is_empty() {
            continue;
        }
        let name = if is_one { "" } else { series.name.as_str() };
        let more = gaps.len() - named.len();
        parts.push(match (chart.language, more) {
            (Language::Chinese, 0) => format!("{name}{}", named.join("、")),
            (Language::Chinese, _) => format!("{name}{}等{}个时期", named.join("、"), gaps.len()),
            (Language::English, 0) => format!("{name} {}", named.join(", ")).trim().to_owned(),
            (Language::English, _) => {
                format!("{name} {} and {more} more", named.join(", ")).trim().to_owned()
            }
        });
    }
    if parts.is_empty() {
        return None;
    }
    Some(match chart.language {
        Language::Chinese => format!("线段中断处没有数据：{}。", parts.join("；")),
        Language::English => format!("Where a line breaks, there is no figure: {}.", parts.join("; ")),
    })
}
