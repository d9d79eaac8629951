//! When the last units will be covered, by a curve towards a ceiling.

use super::point::CoveragePoint;
use crate::estimate::Estimate;
use tierstat_model::{Language, Localized};
use tierstat_numerics::saturation::{Curve, Reached, fit_saturation, profile_intervals, when_reached};
use tierstat_stats::comparability::Comparability;

/// The level of the interval of a ceiling.
const LEVEL: f64 = 0.95;

/// Where a curve ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ceiling {
    /// At the latest number of units.
    Units,
    /// At this number.
    Given(f64),
    /// Where the data say.
    Free,
}

/// The curve that a person chose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurveChoice {
    /// Its form.
    pub curve: Curve,
    /// Where it ends.
    pub ceiling: Ceiling,
}

/// When all units but a half will be covered.
#[derive(Debug, Clone, PartialEq)]
pub struct WhenCovered {
    /// The curve that was asked for.
    pub choice: CurveChoice,
    /// The ceiling; an estimated one has its interval. `None` where no curve was needed, none could be fitted, or the data set the
    /// ceiling no end.
    pub ceiling: Option<Estimate>,
    /// The time in years, or why it cannot be said.
    pub reached: Reached,
}

impl WhenCovered {
    /// When all will be covered, from the periods whose coverage is known.
    pub(super) fn of(points: &[&CoveragePoint], choice: CurveChoice) -> Self {
        let silent = |code: &'static str, reason: Localized| Self {
            choice,
            ceiling: None,
            reached: Reached::CannotBeSaid { points: points.len(), code, reason },
        };
        let Some(latest) = points.last().and_then(|point| point.found.as_ref().ok()) else {
            return silent("no-coverage", Localized::new("没有覆盖率", "there is no coverage"));
        };
        let Some(units) = latest.coverage.units.as_point() else {
            return silent(
                "units-within-bounds",
                Localized::new("单位数只知界限", "the units are known within bounds only"),
            );
        };
        if latest.coverage.ratio.0.lower() > 1.0 {
            return silent(
                "more-covered-than-units",
                Localized::new(
                    "已覆盖的多于单位数，两者所数不同",
                    "more are covered than there are units: the two count different things",
                ),
            );
        }
        // No curve runs across a break.
        let is_break = |point: &&CoveragePoint| point.comparability != Comparability::Same;
        let from = points.iter().rposition(is_break).unwrap_or(0);
        let known: Vec<(f64, f64)> = points
            .iter()
            .skip(from)
            .filter_map(|point| Some((point.period.in_years(), point.covered.bounds.as_point()?)))
            .collect();
        if let Some((time, _)) = known.iter().find(|(_, covered)| *covered >= units) {
            let reached = Reached::At { time: *time, lower: *time, upper: *time };
            return Self { choice, ceiling: None, reached };
        }
        let origin = known.first().map_or(0.0, |(time, _)| time - 1.0);
        let (times, values): (Vec<f64>, Vec<f64>) =
            known.iter().map(|(time, value)| (time - origin, *value)).unzip();
        let known = match choice.ceiling {
            Ceiling::Units => Some(units),
            Ceiling::Given(number) => Some(number),
            Ceiling::Free => None,
        };
        let fit = match fit_saturation(choice.curve, &times, &values, known) {
            Ok(fit) => fit,
            Err(error) => return silent(error.code(), error.localized()),
        };
        let ceiling = match known {
            Some(known) => Some(Estimate::given(known)),
            None => profile_intervals(&fit, &times, &values, LEVEL)
                .ok()
                .and_then(|mut intervals| intervals.pop())
                .filter(|ceiling| ceiling.lower.is_some() || ceiling.upper.is_some())
                .map(|found| Estimate { value: found.estimate, lower: found.lower, upper: found.upper }),
        };
        let reached = match when_reached(&fit, units - 0.5) {
            Reached::At { time, lower, upper } => {
                Reached::At { time: time + origin, lower: lower + origin, upper: upper + origin }
            }
            silent @ Reached::CannotBeSaid { .. } => silent,
        };
        Self { choice, ceiling, reached }
    }

    /// The code of what it stands on: `curve`, `reached` or `cannot-be-said`.
    #[must_use]
    pub fn basis(&self) -> &'static str {
        match self.reached {
            Reached::CannotBeSaid { .. } => "cannot-be-said",
            Reached::At { lower, upper, .. } if upper <= lower => "reached",
            Reached::At { .. } => "curve",
        }
    }

    /// The code of the reason for which it cannot be said; empty where it can.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self.reached {
            Reached::CannotBeSaid { code, .. } => code,
            Reached::At { .. } => "",
        }
    }

    /// The time with its interval.
    #[must_use]
    pub fn time(&self) -> Option<Estimate> {
        match self.reached {
            Reached::At { time, lower, upper } => {
                Some(Estimate { value: time, lower: Some(lower), upper: Some(upper) })
            }
            Reached::CannotBeSaid { .. } => None,
        }
    }

    /// The time in words.
    #[must_use]
    pub fn said(&self, language: Language) -> String {
        // A period is over at its end: 2012.3 falls into the year 2013.
        let year = |time: f64| time.ceil().to_string();
        let found = match &self.reached {
            Reached::At { lower, upper, .. } if upper <= lower => Localized::new("已达到", "reached"),
            Reached::At { time, lower, upper } => {
                let [time, lower, upper] = [time, lower, upper].map(|time| year(*time));
                Localized::new(
                    format!("约 {time} 年（95% 区间 {lower}–{upper} 年）"),
                    format!("about {time} (95%: {lower} to {upper})"),
                )
            }
            Reached::CannotBeSaid { points, reason, .. } => Localized::new(
                format!("无从判断（{points} 个数据点）：{}", reason.zh),
                format!(
                    "cannot be said ({points} point{}): {}",
                    if *points == 1 { "" } else { "s" },
                    reason.en
                ),
            ),
        };
        found.get(language).to_owned()
    }

    /// The ceiling in words, with its interval where it was estimated.
    #[must_use]
    pub fn ceiling_said(&self, language: Language) -> String {
        match (self.ceiling, self.choice.ceiling) {
            (Some(ceiling), Ceiling::Free) => ceiling.said(language, |value| format!("{value:.1}")),
            _ => String::new(),
        }
    }

    /// What must be known of the curve.
    pub(super) fn remark(&self) -> Localized {
        match (self.choice.ceiling, &self.ceiling) {
            (Ceiling::Units, _) => Localized::new(
                "上限取最近的单位数；到只差半个单位时算作全部覆盖",
                "the ceiling is the latest number of units; all are covered when half a unit is missing",
            ),
            (Ceiling::Given(number), _) => Localized::new(
                format!("上限为给定的 {number}；到最近的单位数只差半个时算作全部覆盖"),
                format!(
                    "the ceiling is {number}, as given; all are covered when half a unit of the latest number is missing"
                ),
            ),
            (Ceiling::Free, Some(_)) => Localized::new(
                format!(
                    "上限由数据估计，为 {}；到最近的单位数只差半个时算作全部覆盖",
                    self.ceiling_said(Language::Chinese)
                ),
                format!(
                    "the ceiling is estimated from the data, {}; all are covered when half a unit of the latest number is missing",
                    self.ceiling_said(Language::English)
                ),
            ),
            (Ceiling::Free, None) => Localized::new(
                "上限由数据估计，而数据不足以定其界，故不给出",
                "the ceiling is estimated from the data, which set it no end, so that none is given",
            ),
        }
    }

    /// The code of the curve, as methods are called.
    #[must_use]
    pub fn method(&self) -> &'static str {
        match self.choice.curve {
            Curve::Logistic => "logistic",
            Curve::Gompertz => "gompertz",
            Curve::Richards => "richards",
            Curve::Bass | Curve::BassIncrement => "bass",
        }
    }
}
