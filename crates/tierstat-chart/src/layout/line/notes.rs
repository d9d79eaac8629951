//! The note of a chart of lines: what its marks mean, where it has such marks, and what a reader has to know.

use super::plot::{Rough, Series, has_whisker};
use crate::layout::value_scale::ValueScale;
use crate::{ScaleKind, SeriesChart, SeriesPoint, remarks};
use tierstat_model::Language;

/// The sentences that explain what the chart's marks mean, where it has such marks.
pub(in crate::layout) fn of(chart: &SeriesChart, series: &[Series<'_>], numbers: &[f64]) -> Vec<String> {
    let points = || series.iter().flat_map(Series::points).map(|(point, _)| point);
    let rough = Rough::of(numbers, chart.scale);
    let unbounded = |point: &SeriesPoint| {
        point.bounds.is_some_and(|bounds| bounds.lower_value().is_none() || bounds.upper_value().is_none())
    };
    let mut notes = Vec::new();
    let mut say = |zh: &str, en: &str| {
        notes.push(if chart.language == Language::Chinese { zh.to_owned() } else { en.to_owned() });
    };
    if points().any(SeriesPoint::is_rough) {
        say(
            "半实心标记为约数，只知竖线所示的上下限，不与他数连线。",
            "Half-filled marks are rough: only the bounds that the upright bar shows are known, and no line leads to them.",
        );
    }
    if points().any(|point| !point.is_rough() && has_whisker(point, rough)) {
        if points().any(SeriesPoint::is_rough) {
            say("其余竖线为该数的上下限。", "Other upright bars are the bounds of their figure.");
        } else {
            say("竖线为该数的上下限。", "Upright bars are the bounds of their figure.");
        }
    }
    if points().any(unbounded) {
        say("箭头表示该方向没有界限。", "An arrow stands where no bound is known.");
    }
    if series.iter().any(|series| !series.suppressed.is_empty()) {
        say("※ 为有数而不公布的时期。", "※ marks periods of which a figure exists but is not published.");
    }
    let muted = series.iter().filter(|series| series.look.is_muted && !series.runs.is_empty()).count();
    if muted > 0 {
        say(
            &format!("灰线为其余{muted}个，有空处才写名称。"),
            &format!("Grey lines are the other {muted}, named where there is room."),
        );
    }
    notes.extend(remarks::of(chart));
    let mut say = |zh: &str, en: &str| {
        notes.push(if chart.language == Language::Chinese { zh.to_owned() } else { en.to_owned() });
    };
    if chart.scale == ScaleKind::Log {
        say(
            "纵轴为对数刻度，同样的距离表示同样的倍数。",
            "The axis of values has a log scale: equal distances are equal ratios.",
        );
    }
    notes
}

/// What is said of an axis that does not begin at zero.
pub(in crate::layout) fn of_axis(chart: &SeriesChart, values: &ValueScale) -> Option<String> {
    let said = match chart.language {
        Language::Chinese => "纵轴不从零开始。",
        Language::English => "The axis of values does not begin at zero.",
    };
    (chart.scale == ScaleKind::Linear && !values.holds_zero()).then(|| said.to_owned())
}
