//! What a sparkline shows, in words: its ends, its lowest and its highest figure, and what cuts it.

use crate::layout::in_order;
use crate::{ChartSeries, Link, SeriesPoint};
use tierstat_model::Language;

/// So many periods without a figure, or with a break, are named; of more the number is told.
const MOST_NAMED: usize = 3;

/// What a line of a series shows, for those who cannot see it; empty where it has no figure.
///
/// A figure is told as the lowest or the highest only where the bounds of no other one leave a doubt.
#[must_use]
pub fn sparkline_words(series: &ChartSeries, language: Language) -> String {
    let points = in_order(series);
    let known: Vec<&SeriesPoint> = points.iter().copied().filter(|point| point.bounds.is_some()).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return String::new() };
    let said = |point: &SeriesPoint| match language {
        Language::Chinese => format!("{}{}", spaced(&point.label), point.printed),
        Language::English => format!("{} in {}", point.printed, point.label),
    };
    let is_one = known.len() == 1;
    let mut parts = vec![match language {
        _ if is_one => said(first),
        Language::Chinese => format!("{}，至{}", said(first), said(last)),
        Language::English => format!("from {} to {}", said(first), said(last)),
    }];
    if known.len() > 2 {
        let ends = [("最低", "lowest", extreme(&known, -1.0)), ("最高", "highest", extreme(&known, 1.0))];
        parts.extend(ends.into_iter().filter_map(|(zh, en, found)| {
            Some(match language {
                Language::Chinese => format!("{zh}：{}", said(found?)),
                Language::English => format!("{en}: {}", said(found?)),
            })
        }));
    }
    let gaps: Vec<&str> = series.gaps().iter().map(|point| point.label.as_str()).collect();
    let broken = points.iter().filter(|point| matches!(point.link, Link::Break(_)));
    let breaks: Vec<&str> = broken.map(|point| point.label.as_str()).collect();
    for (zh, en, labels) in [("无数据", "no figure", gaps), ("口径中断", "break", breaks)] {
        if !labels.is_empty() {
            parts.push(listed([zh, en], &labels, language));
        }
    }
    parts.join(if language == Language::Chinese { "；" } else { "; " })
}

/// A label that ends in a digit is set off from the number behind it.
fn spaced(label: &str) -> String {
    let is_digit = label.chars().last().is_some_and(|sign| sign.is_ascii_alphanumeric());
    if is_digit { format!("{label} ") } else { label.to_owned() }
}

fn listed([zh, en]: [&str; 2], labels: &[&str], language: Language) -> String {
    let count = labels.len();
    match language {
        Language::Chinese if count > MOST_NAMED => format!("{zh}：{count}期"),
        Language::English if count > MOST_NAMED => format!("{en}: {count} periods"),
        Language::Chinese => format!("{zh}：{}", labels.join("、")),
        Language::English => format!("{en}: {}", labels.join(", ")),
    }
}

/// The first figure that is surely no less than any other, or with -1 no more; `None` where bounds leave it open or all are alike.
fn extreme<'a>(points: &[&'a SeriesPoint], sign: f64) -> Option<&'a SeriesPoint> {
    let ends = |point: &SeriesPoint| {
        let bounds = point.bounds?;
        // A number that its source states counts as it states it, however it was rounded.
        let stated = point.value.filter(|value| value.is_finite() && !point.is_rough());
        let lower = stated.or(bounds.lower_value()).unwrap_or(f64::NEG_INFINITY);
        let upper = stated.or(bounds.upper_value()).unwrap_or(f64::INFINITY);
        Some(if sign > 0.0 { (lower, upper) } else { (-upper, -lower) })
    };
    let all: Vec<(f64, f64)> = points.iter().filter_map(|point| ends(point)).collect();
    let found = points.iter().find(|point| {
        ends(point).is_some_and(|(least, _)| {
            let others = points.iter().filter(|other| !std::ptr::eq(**other, **point));
            others.filter_map(|other| ends(other)).all(|(_, most)| least >= most)
        })
    })?;
    let is_flat = all.windows(2).all(|pair| matches!(pair, [one, other] if one == other));
    (!is_flat).then_some(*found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{Bounds, Period, Status};

    fn point(year: i16, value: f64) -> SeriesPoint {
        let bounds = Bounds::point(value).ok();
        let empty = SeriesPoint::empty(Period::Year(year), year.to_string());
        SeriesPoint { bounds, value: Some(value), printed: value.to_string(), ..empty }
    }

    fn words(points: Vec<SeriesPoint>) -> [String; 2] {
        let series = ChartSeries::new("a".to_owned(), points);
        [Language::Chinese, Language::English].map(|language| sparkline_words(&series, language))
    }

    #[test]
    fn ends_extremes_gaps_and_breaks_are_said() {
        let gap = SeriesPoint::empty(Period::Year(2021), "2021".to_owned());
        let broken = SeriesPoint { link: Link::Break(Status::B), ..point(2024, 17.0) };
        let [zh, en] = words(vec![point(2020, 12.0), gap, point(2022, 20.0), point(2023, 10.0), broken]);
        assert_eq!(zh, "2020 12，至2024 17；最低：2023 10；最高：2022 20；无数据：2021；口径中断：2024");
        assert_eq!(
            en,
            "from 12 in 2020 to 17 in 2024; lowest: 10 in 2023; highest: 20 in 2022; no figure: 2021; break: 2024"
        );
    }

    #[test]
    fn what_bounds_leave_open_is_not_told() {
        let rough = SeriesPoint {
            value: None,
            bounds: Bounds::closed(15.0, 25.0).ok(),
            printed: "some 20".to_owned(),
            ..point(2021, 0.0)
        };
        let [_, en] = words(vec![point(2020, 12.0), rough, point(2022, 20.0)]);
        assert_eq!(en, "from 12 in 2020 to 20 in 2022; lowest: 12 in 2020");
    }

    #[test]
    fn one_figure_stands_alone_and_none_says_nothing() {
        assert_eq!(words(vec![point(2020, 12.0)]), ["2020 12", "12 in 2020"]);
        assert_eq!(words(Vec::new()), ["", ""]);
        let [_, en] = words(vec![point(2020, 5.0), point(2021, 5.0), point(2022, 5.0)]);
        assert_eq!(en, "from 5 in 2020 to 5 in 2022", "of equal figures none is the lowest");
    }
}
