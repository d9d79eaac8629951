//! How far a series is towards a target, at which pace, and when it is reached at this pace.

use super::aim::Aim;
use super::sources::Counted;
use crate::estimate::Estimate;
use tierstat_model::{Bounds, Localized, Period, Ratio};
use tierstat_numerics::coverage::coverage;
use tierstat_numerics::growth::change;
use tierstat_numerics::pace::yearly_pace;
use tierstat_numerics::trend::{LineReach, TrendFit, when_line_reaches};
use tierstat_stats::known_number::{KnownNumber, SeriesId};

/// How a series stands to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is reached.
    Reached,
    /// It was reached after it was due.
    ReachedLate,
    /// Numbers are too rough to tell whether it is reached.
    Unclear,
    /// It was due and not reached.
    Missed,
    /// At this pace it is reached in time, with its whole interval.
    OnCourse,
    /// At this pace it is reached too late, with its whole interval.
    OffCourse,
    /// It is not reached, and whether it will be in time cannot be said.
    Open,
}

impl Standing {
    /// The code for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::ReachedLate => "reached-late",
            Self::Unclear => "unclear",
            Self::Missed => "missed",
            Self::OnCourse => "on-course",
            Self::OffCourse => "off-course",
            Self::Open => "open",
        }
    }

    /// The words for people.
    #[must_use]
    pub fn said(self) -> Localized {
        match self {
            Self::Reached => Localized::new("已达到", "reached"),
            Self::ReachedLate => Localized::new("逾期达到", "reached late"),
            Self::Unclear => Localized::new("约数，不能断定", "too rough to tell"),
            Self::Missed => Localized::new("到期未达到", "missed"),
            Self::OnCourse => Localized::new("按此速度可如期", "on course"),
            Self::OffCourse => Localized::new("按此速度将逾期", "off course"),
            Self::Open => Localized::new("未达到", "not reached yet"),
        }
    }
}

/// When a target is reached.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// It is reached: first seen at one time, and last seen below it at another.
    Known {
        /// The first period whose number has surely reached it.
        seen: Period,
        /// The last period before whose number had surely not; `None` where none is known.
        before: Option<Period>,
    },
    /// The line through the numbers reaches it.
    Line {
        /// The time in years, with its interval of 95 %.
        time: Estimate,
        /// The line.
        line: TrendFit,
    },
    /// It cannot be said.
    CannotBeSaid {
        /// The code of the reason.
        code: &'static str,
        /// The reason.
        reason: Localized,
        /// The line, where there is one.
        line: Option<TrendFit>,
    },
}

/// How far a series is towards one target.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetProgress {
    /// Which series.
    pub series: SeriesId,
    /// What it is to reach.
    pub aim: Aim,
    /// Its numbers so far.
    pub counted: Counted,
    /// From when on they tell the pace; `None` takes all.
    pub since: Option<Period>,
    /// When the target is reached; `None` without any number.
    pub when: Option<When>,
    /// How it stands; `None` without any number.
    pub standing: Option<Standing>,
}

impl TargetProgress {
    pub(super) fn of(series: SeriesId, aim: Aim, counted: Counted, since: Option<Period>) -> Self {
        let mut progress = Self { series, aim, counted, since, when: None, standing: None };
        progress.when = progress.latest().map(|latest| progress.when_reached(latest));
        progress.standing = progress.latest().map(|latest| progress.standing(latest));
        progress
    }

    /// The latest number.
    #[must_use]
    pub fn latest(&self) -> Option<&KnownNumber> {
        self.counted.numbers.last()
    }

    /// The numbers that tell the pace.
    pub fn paced(&self) -> impl Iterator<Item = &KnownNumber> {
        let first = self.since.map(Period::first_day);
        self.counted
            .numbers
            .iter()
            .filter(move |number| first.is_none_or(|first| number.period.last_day() >= first))
    }

    /// The share of the target that is reached.
    #[must_use]
    pub fn share(&self) -> Option<Ratio> {
        coverage(&self.latest()?.bounds, &self.aim.number.bounds).ok().map(|found| found.ratio)
    }

    /// How much is missing; below zero where there is more than was aimed at.
    #[must_use]
    pub fn gap(&self) -> Option<Bounds> {
        Some(change(&self.latest()?.bounds, &self.aim.number.bounds))
    }

    /// The pace so far: the change a year between the first and the latest of the numbers that tell it.
    #[must_use]
    pub fn pace(&self) -> Option<Bounds> {
        let (first, latest) = (self.paced().next()?, self.paced().last()?);
        yearly_pace(&first.bounds, &latest.bounds, years(first.period, latest.period)).ok()
    }

    /// Whether the pace so far is one that was seen for less than a year.
    #[must_use]
    pub fn is_pace_of_less_than_a_year(&self) -> bool {
        let ends = self.paced().next().zip(self.paced().last());
        self.pace().is_some() && ends.is_some_and(|(first, latest)| years(first.period, latest.period) < 1.0)
    }

    /// The pace of the line that the time stands on, with its interval of 95 %.
    #[must_use]
    pub fn line_pace(&self) -> Option<Estimate> {
        let line = match self.when.as_ref()? {
            When::Line { line, .. } | When::CannotBeSaid { line: Some(line), .. } => line,
            When::Known { .. } | When::CannotBeSaid { line: None, .. } => return None,
        };
        Some(Estimate { value: line.slope, lower: Some(line.slope_lower), upper: Some(line.slope_upper) })
    }

    /// The pace that is needed from the latest number on to reach it in time; `None` where it is reached, due already, or has no due period.
    #[must_use]
    pub fn pace_needed(&self) -> Option<Bounds> {
        let latest = self.latest()?;
        let left = years(latest.period, self.aim.due?);
        if self.aim.is_reached_by(&latest.bounds) != Some(false) {
            return None;
        }
        yearly_pace(&latest.bounds, &self.aim.number.bounds, left).ok()
    }

    /// Whether it was reached by the end of the due period; `None` where that is not known.
    #[must_use]
    pub fn in_time(&self) -> Option<bool> {
        let (Some(When::Known { seen, before }), Some(due)) = (&self.when, self.aim.due) else { return None };
        if seen.last_day() <= due.last_day() {
            return Some(true);
        }
        before.filter(|before| before.last_day() >= due.last_day()).map(|_| false)
    }

    fn when_reached(&self, latest: &KnownNumber) -> When {
        let numbers = &self.counted.numbers;
        let reached = |number: &KnownNumber| self.aim.is_reached_by(&number.bounds);
        match reached(latest) {
            Some(true) => {
                // What was reached, lost and reached again counts from the last time.
                let lost = numbers.iter().rposition(|number| reached(number) == Some(false));
                let since = lost.map_or(numbers.as_slice(), |lost| &numbers[lost..]);
                let seen = since.iter().find(|number| reached(number) == Some(true)).unwrap_or(latest);
                let before = lost.and_then(|lost| numbers.get(lost)).map(|number| number.period);
                return When::Known { seen: seen.period, before };
            }
            None => {
                return When::CannotBeSaid {
                    code: "bounds-cross-target",
                    reason: Localized::new(
                        "最近的数或目标是约数，两者的界限相交",
                        "the latest number or the target is rough, and their bounds cross",
                    ),
                    line: None,
                };
            }
            Some(false) => {}
        }
        let series: Vec<(f64, Option<Bounds>)> =
            self.paced().map(|number| (number.period.in_years(), Some(number.bounds))).collect();
        let silent = |code, zh: &str, en: &str, line| When::CannotBeSaid {
            code,
            reason: Localized::new(zh, en),
            line: Some(line),
        };
        match when_line_reaches(&series, &self.aim.number.bounds) {
            Ok(LineReach::At { time, lower, upper, line }) => {
                // At the latest number it was not reached yet.
                let now = latest.period.in_years();
                let [time, lower, upper] = [time, lower, upper].map(|time| time.max(now));
                When::Line { time: Estimate { value: time, lower: Some(lower), upper: Some(upper) }, line }
            }
            Ok(LineReach::NotRising { line }) => {
                silent("not-rising", "由这些数看不出在增长", "these numbers do not show that it grows", line)
            }
            Ok(LineReach::TooWide { line }) => silent(
                "interval-too-wide",
                "区间过宽，超过观察期的三倍",
                "the interval is wider than three times what was observed",
                line,
            ),
            Err(error) => When::CannotBeSaid { code: error.code(), reason: error.localized(), line: None },
        }
    }

    fn standing(&self, latest: &KnownNumber) -> Standing {
        let is_due = self.aim.due.is_some_and(|due| latest.period.last_day() >= due.last_day());
        match self.aim.is_reached_by(&latest.bounds) {
            Some(true) if self.in_time() == Some(false) => Standing::ReachedLate,
            Some(true) => Standing::Reached,
            None => Standing::Unclear,
            Some(false) if is_due => Standing::Missed,
            Some(false) => match (&self.when, self.aim.due.map(Period::in_years)) {
                (Some(When::Line { time, .. }), Some(due)) => match (time.lower, time.upper) {
                    (_, Some(latest)) if latest <= due => Standing::OnCourse,
                    (Some(earliest), _) if earliest > due => Standing::OffCourse,
                    _ => Standing::Open,
                },
                _ => Standing::Open,
            },
        }
    }
}

/// Years from the end of one period to that of another.
fn years(from: Period, to: Period) -> f64 {
    to.in_years() - from.in_years()
}
