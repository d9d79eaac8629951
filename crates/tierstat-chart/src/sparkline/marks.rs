//! What stands in the drawing of a sparkline, with what it says: a reader has no other key.

use super::drawing::{HEIGHT, WIDTH};
use crate::ChartSeries;
use crate::layout::{Element, LineRole, MarkFill, in_order, sparkline_elements};
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_model::{Language, Localized};

/// A sign of the drawing of a sparkline, which a key explains where it occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SparklineMark {
    /// The latest figure, and each that no line reaches.
    Solid,
    /// No line leads over periods without a figure, or to a rough one.
    Gap,
    /// From the lower to the upper bound.
    Whisker,
    /// The end of its bounds that a rough figure names.
    Half,
    /// What stands before and what stands behind count differently.
    Break,
    /// A provisional figure.
    Hollow,
    /// An estimated figure.
    Dotted,
    /// An imputed figure.
    Crossed,
    /// A forecast, and the line that leads to it.
    Forecast,
}

impl SparklineMark {
    /// What it looks like and what it says.
    #[must_use]
    pub fn meaning(self) -> Localized {
        match self {
            Self::Solid => Localized::new(
                "实心圆点为最新数，或没有线相连的数",
                "a solid dot is the latest figure, or one that no line reaches",
            ),
            Self::Gap => Localized::new(
                "线断开处没有数据，或只有约数",
                "where the line is interrupted there is no figure, or a rough one",
            ),
            Self::Whisker => {
                Localized::new("竖线为约数的上下限", "an upright line is the bounds of a rough figure")
            }
            Self::Half => Localized::new(
                "半实心圆点为约数写明的一端",
                "a half-filled dot is the end that a rough figure names",
            ),
            Self::Break => Localized::new(
                "竖虚线为口径中断，前后不能比较",
                "an upright dashed line is a break: before and after do not compare",
            ),
            Self::Hollow => Localized::new("空心圆点为暂定数", "a hollow dot is provisional"),
            Self::Dotted => {
                Localized::new("中有小点的圆点为估计数", "a hollow dot with a point within is estimated")
            }
            Self::Crossed => {
                Localized::new("中有横线的圆点为插补数", "a hollow dot with a stroke is imputed")
            }
            Self::Forecast => {
                Localized::new("虚线和淡色圆点为预测数", "a dashed line and a pale dot are forecasts")
            }
        }
    }
}

/// The signs in the drawing of a series over some days.
#[must_use]
pub fn sparkline_marks(
    series: &ChartSeries,
    days: (Date, Date),
    language: Language,
) -> BTreeSet<SparklineMark> {
    let elements = sparkline_elements(series, language, (WIDTH, HEIGHT), days);
    let mut marks: BTreeSet<SparklineMark> = elements
        .iter()
        .filter_map(|element| match element {
            Element::Line(line) if line.role == LineRole::Break => Some(SparklineMark::Break),
            Element::Line(line) if line.role == LineRole::Whisker => Some(SparklineMark::Whisker),
            Element::Line(line) if line.role == LineRole::Figures && line.dashed => {
                Some(SparklineMark::Forecast)
            }
            Element::Mark(mark) => Some(match mark.fill {
                MarkFill::Solid => SparklineMark::Solid,
                MarkFill::Hollow => SparklineMark::Hollow,
                MarkFill::Dotted => SparklineMark::Dotted,
                MarkFill::Crossed => SparklineMark::Crossed,
                MarkFill::Pale => SparklineMark::Forecast,
                MarkFill::UpperHalf | MarkFill::LowerHalf => SparklineMark::Half,
            }),
            _ => None,
        })
        .collect();
    let is_rough = in_order(series).iter().any(|point| point.is_rough());
    if !elements.is_empty() && (is_rough || !series.gaps().is_empty()) {
        marks.insert(SparklineMark::Gap);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Link, SeriesPoint};
    use tierstat_model::{Bounds, Period, Status};

    fn point(year: i16, value: f64) -> SeriesPoint {
        let bounds = Bounds::point(value).ok();
        SeriesPoint { bounds, value: Some(value), ..SeriesPoint::empty(Period::Year(year), year.to_string()) }
    }

    fn marks(points: Vec<SeriesPoint>) -> Vec<SparklineMark> {
        let days = (Period::Year(2018).last_day(), Period::Year(2028).last_day());
        let series = ChartSeries::new("a".to_owned(), points);
        sparkline_marks(&series, days, Language::English).into_iter().collect()
    }

    #[test]
    fn a_key_has_what_is_drawn_and_nothing_else() {
        assert_eq!(marks(vec![point(2018, 1.0), point(2019, 2.0)]), [SparklineMark::Solid]);
        let rough = SeriesPoint { value: None, bounds: Bounds::closed(2.0, 4.0).ok(), ..point(2023, 0.0) };
        let broken = SeriesPoint { link: Link::Break(Status::B), ..point(2024, 2.0) };
        let found = marks(vec![point(2018, 1.0), point(2019, 2.0), rough, broken, point(2025, 2.0)]);
        assert!(found.starts_with(&[SparklineMark::Solid, SparklineMark::Gap, SparklineMark::Whisker]));
        assert!(
            found.contains(&SparklineMark::Break) && !found.contains(&SparklineMark::Forecast),
            "{found:?}"
        );
        assert_eq!(marks(Vec::new()), []);
    }
}
