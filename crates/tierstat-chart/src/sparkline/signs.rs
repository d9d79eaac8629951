//! A series as a row of signs, for whatever holds text alone.

use crate::layout::in_order;
use crate::{ChartSeries, Link};
use std::collections::BTreeSet;
use tierstat_model::{Localized, Status};

/// The heights of a row of signs, from the lowest figure of a series to its highest.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A sign of a drawing in text that is explained beside it where it occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlotSign {
    /// No figure is known.
    Gap,
    /// A figure is known and not published.
    Suppressed,
    /// Only bounds are known.
    Rough,
    /// What stands before and what stands behind count differently.
    Break,
    /// What follows is forecast.
    Forecast,
    /// A bar of what may be.
    Possible,
    /// A bar without an upper end.
    Open,
    /// There are earlier periods than those that are drawn.
    Earlier,
}

impl PlotSign {
    /// The sign.
    #[must_use]
    pub fn character(self) -> char {
        match self {
            Self::Gap => '·',
            Self::Suppressed => '※',
            Self::Rough => '≈',
            Self::Break => '╎',
            Self::Forecast => '→',
            Self::Possible => '░',
            Self::Open => '▸',
            Self::Earlier => '…',
        }
    }

    /// What it stands for, in words.
    #[must_use]
    pub fn meaning(self) -> Localized {
        match self {
            Self::Gap => Localized::new("没有数据", "no figure"),
            Self::Suppressed => Localized::new("有数而不公布", "a figure exists but is not published"),
            Self::Rough => Localized::new("约数，只知上下限", "rough: only bounds are known"),
            Self::Break => {
                Localized::new("口径中断，前后不能比较", "a break: before and after do not compare")
            }
            Self::Forecast => Localized::new("其后为预测", "forecasts from here on"),
            Self::Possible => Localized::new("可能的范围", "what it may be"),
            Self::Open => Localized::new("没有上限", "no upper bound"),
            Self::Earlier => Localized::new("更早的时期未画", "earlier periods are not drawn"),
        }
    }
}

/// A series as a row of heights, from its own lowest to its own highest figure, with the signs in it that are no heights; of more than so
/// many periods the latest.
#[must_use]
pub fn sparkline_signs(series: &ChartSeries, most: usize) -> (String, BTreeSet<PlotSign>) {
    let (mut text, mut signs) = (String::new(), BTreeSet::new());
    let mut put = |text: &mut String, sign: PlotSign| {
        signs.insert(sign);
        text.push(sign.character());
    };
    let points = in_order(series);
    let (lowest, highest) = points
        .iter()
        .filter_map(|point| point.position())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let shown = points.get(points.len().saturating_sub(most)..).unwrap_or_default();
    if shown.len() < points.len() {
        put(&mut text, PlotSign::Earlier);
    }
    let mut is_ahead = false;
    for point in shown {
        let Some(position) = point.position() else {
            let is_suppressed = point.status == Status::Q;
            put(&mut text, if is_suppressed { PlotSign::Suppressed } else { PlotSign::Gap });
            continue;
        };
        if matches!(point.link, Link::Break(_)) {
            put(&mut text, PlotSign::Break);
        }
        if point.status == Status::F && !is_ahead {
            put(&mut text, PlotSign::Forecast);
        }
        is_ahead = point.status == Status::F;
        if point.is_rough() {
            put(&mut text, PlotSign::Rough);
            continue;
        }
        let share = if highest > lowest { (position - lowest) / (highest - lowest) } else { 0.5 };
        let place = (share * (HEIGHTS.len() - 1) as f64).round() as usize;
        text.push(HEIGHTS.get(place).copied().unwrap_or('█'));
    }
    (text, signs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeriesPoint;
    use tierstat_model::{Bounds, Period};

    fn point(year: i16, value: f64) -> SeriesPoint {
        let bounds = Bounds::point(value).ok();
        SeriesPoint { bounds, value: Some(value), ..SeriesPoint::empty(Period::Year(year), year.to_string()) }
    }

    fn signs(points: Vec<SeriesPoint>, most: usize) -> (String, Vec<PlotSign>) {
        let (text, signs) = sparkline_signs(&ChartSeries::new("a".to_owned(), points), most);
        (text, signs.into_iter().collect())
    }

    #[test]
    fn heights_run_from_the_lowest_to_the_highest_and_what_is_no_point_has_its_sign() {
        let gap = SeriesPoint::empty(Period::Year(2021), "2021".to_owned());
        let rough =
            SeriesPoint { value: None, bounds: Bounds::closed(150.0, 199.0).ok(), ..point(2023, 0.0) };
        let broken = SeriesPoint { link: Link::Break(Status::B), ..point(2024, 170.0) };
        let ahead = SeriesPoint { status: Status::F, ..point(2025, 200.0) };
        let points = vec![point(2020, 100.0), gap, point(2022, 200.0), rough, broken, ahead];
        let (text, seen) = signs(points.clone(), 60);
        assert_eq!(text, "▁·█≈╎▆→█");
        assert_eq!(seen, [PlotSign::Gap, PlotSign::Rough, PlotSign::Break, PlotSign::Forecast]);
        assert_eq!(signs(points, 2).0, "…╎▆→█");
        assert_eq!(signs(vec![point(2020, 5.0)], 60).0, "▅", "one height is the middle one");
    }
}
