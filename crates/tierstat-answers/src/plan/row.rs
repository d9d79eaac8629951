//! How far a series is towards a target, as a row of a table.

use super::aim::AimBasis;
use super::progress::{TargetProgress, When};
use crate::estimate::Estimate;
use crate::remark::Remark;
use crate::row::{Field, Row, Voice};
use tierstat_model::{Bounds, Language, Localized};
use tierstat_stats::known_number::KnownNumber;
use tierstat_words as words;

impl TargetProgress {
    /// When it is reached, as a time in years with its ends: those of the line, or of what was seen.
    #[must_use]
    pub fn time(&self) -> Option<Estimate> {
        match self.when.as_ref()? {
            When::Known { seen, before } => Some(Estimate {
                value: seen.in_years(),
                lower: before.map(|before| before.in_years()),
                upper: Some(seen.in_years()),
            }),
            When::Line { time, .. } => Some(*time),
            When::CannotBeSaid { .. } => None,
        }
    }

    /// The code of what the time stands on: `seen`, `line` or `cannot-be-said`.
    #[must_use]
    pub fn basis(&self) -> &'static str {
        match self.when {
            Some(When::Known { .. }) => "seen",
            Some(When::Line { .. }) => "line",
            Some(When::CannotBeSaid { .. }) => "cannot-be-said",
            None => "",
        }
    }

    /// The time in words.
    #[must_use]
    pub fn time_said(&self, language: Language) -> String {
        let chinese = language == Language::Chinese;
        match &self.when {
            None => String::new(),
            Some(When::Known { seen, before }) => {
                let seen = words::period(*seen, language);
                match before.map(|before| words::period(before, language)) {
                    Some(before) if chinese => format!("在{before}与{seen}之间"),
                    Some(before) => format!("between {before} and {seen}"),
                    None if chinese => format!("不晚于{seen}"),
                    None => format!("by {seen}"),
                }
            }
            Some(When::Line { time, .. }) => {
                // A period is over at its end: 2012.3 falls into the year 2013.
                let year = |time: f64| time.ceil().to_string();
                let [lower, upper] = [time.lower, time.upper].map(|end| end.map_or_else(String::new, year));
                let time = year(time.value);
                if chinese {
                    format!("约 {time} 年（95% 区间 {lower}–{upper} 年）")
                } else {
                    format!("about {time} (95%: {lower} to {upper})")
                }
            }
            Some(When::CannotBeSaid { .. }) if chinese => "无从判断".to_owned(),
            Some(When::CannotBeSaid { .. }) => "cannot be said".to_owned(),
        }
    }

    /// The pace in words: that of the line with its interval, else that between the ends.
    pub(super) fn pace_said(&self, language: Language) -> String {
        match (self.line_pace(), self.pace()) {
            (Some(pace), _) => pace.said(language, |pace| words::count(nearest(pace))),
            (None, Some(pace)) => words::bounds(&readable(&pace), language),
            (None, None) => String::new(),
        }
    }

    /// What a reader of the row must know.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        let told = |code, zh: &str, en: &str| Remark::Told { code, words: Localized::new(zh, en) };
        let mut remarks = Vec::new();
        if self.aim.basis == AimBasis::AllUnits {
            remarks.push(told(
                "no-target-printed",
                "没有印出的目标，以全部单位（全覆盖）为目标",
                "no target is printed: the aim is all units there were",
            ));
        }
        if !self.aim.superseded.is_empty() {
            let count = self.aim.superseded.len();
            remarks.push(Remark::Told {
                code: "target-told-again",
                words: Localized::new(
                    format!("同一期限此前还有 {count} 个目标数，见 --explain"),
                    format!("told before for the same due period: {count}; --explain lists them"),
                ),
            });
        }
        match self.latest() {
            None => remarks.push(told("no-figure", "没有实际的数", "nothing was counted")),
            Some(latest) if latest.is_sum => {
                remarks.push(told(
                    "number-is-sum-of-tiers",
                    "实际数为各级之和",
                    "the number is the sum of the tiers",
                ));
            }
            Some(_) => {}
        }
        if let (Some(When::Known { .. }), Some(_), None) = (&self.when, self.aim.due, self.in_time()) {
            remarks.push(told(
                "in-time-unknown",
                "是否如期达到，由已有的数不能断定",
                "whether in time cannot be told from the numbers there are",
            ));
        }
        if self.is_pace_of_less_than_a_year() {
            remarks.push(told(
                "pace-of-less-than-a-year",
                "进度由不足一年的增减折算为一年",
                "the pace is that of less than a year, told as one of a year",
            ));
        }
        if let Some(When::CannotBeSaid { code, reason, .. }) = &self.when {
            remarks.push(Remark::Refused { code, words: reason.clone() });
        }
        remarks
    }
}

impl TargetProgress {
    /// The pace of the line that reaches it and the year in which it does, as sentences tell them.
    #[must_use]
    pub fn line_as_told(&self) -> Option<(f64, f64)> {
        match self.when.as_ref()? {
            When::Line { time, line } => Some((nearest(line.slope), year_of(time.value))),
            When::Known { .. } | When::CannotBeSaid { .. } => None,
        }
    }
}

/// The year of a time: a period is over at its end, so that 2012.3 falls into 2013.
pub(super) fn year_of(time: f64) -> f64 {
    time.ceil()
}

/// A pace with no more digits than people need: whole from a hundred on, else with two decimals.
pub(super) fn nearest(pace: f64) -> f64 {
    at_scale(pace, f64::round)
}

fn at_scale(pace: f64, rounded: fn(f64) -> f64) -> f64 {
    const WHOLE_FROM: f64 = 100.0;
    let scale = if pace.abs() >= WHOLE_FROM { 1.0 } else { 100.0 };
    rounded(pace * scale) / scale
}

/// A pace within bounds with no more digits than people need: rounded outwards where it is a range.
pub(super) fn readable(pace: &Bounds) -> Bounds {
    let found = match (pace.as_point(), pace.lower_value(), pace.upper_value()) {
        (Some(point), ..) => Bounds::point(nearest(point)),
        (None, Some(lower), Some(upper)) => {
            Bounds::closed(at_scale(lower, f64::floor), at_scale(upper, f64::ceil))
        }
        (None, Some(lower), None) => Bounds::at_least(at_scale(lower, f64::floor)),
        (None, None, Some(upper)) => Bounds::closed(pace.lower(), at_scale(upper, f64::ceil)),
        (None, None, None) => Ok(*pace),
    };
    found.unwrap_or(*pace)
}

/// The ids of the figures that a number stands on.
fn figures(number: &KnownNumber) -> Vec<String> {
    number.readings.iter().map(|reading| reading.figure.id.0.clone()).collect()
}

impl Row for TargetProgress {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.series.indicator),
            Field::area(|row| &row.series.area),
            Field::tier(|row| &row.series.tier),
            Field::text("target_indicator", ["", ""], |row: &Self| row.aim.indicator.0.clone())
                .for_programs(),
            Field::code(
                "target_basis",
                ["", ""],
                |row: &Self| row.aim.basis.code(),
                |_| Localized::default(),
            )
            .for_programs(),
            Field::count("target", ["目标", "target"], |row: &Self| Some(row.aim.number.bounds)),
            Field::period("due", ["期限", "due"], |row: &Self| row.aim.due),
            Field::count("number", ["实际", "number"], |row: &Self| {
                row.latest().map(|latest| latest.bounds)
            }),
            Field::period("period", ["时期", "as of"], |row: &Self| {
                row.latest().map(|latest| latest.period)
            }),
            Field::ratio("share", ["完成", "reached"], Self::share),
            Field::count("missing", ["尚差", "missing"], Self::gap),
            Field::count("pace_needed", ["", ""], Self::pace_needed).for_programs(),
            Field::words(
                "pace_needed_in_words",
                ["每年还需", "needed a year"],
                |row: &Self, voice: &Voice<'_>| {
                    row.pace_needed()
                        .map_or_else(String::new, |pace| words::bounds(&readable(&pace), voice.language))
                },
            )
            .where_there_is_one(),
            Field::count("pace", ["", ""], Self::pace).for_programs(),
            Field::estimate("line_pace", ["", ""], Self::line_pace, |_, _| String::new()).for_programs(),
            Field::words(
                "pace_in_words",
                ["至今每年", "pace a year"],
                |row: &Self, voice: &Voice<'_>| row.pace_said(voice.language),
            )
            .where_there_is_one(),
            Field::code(
                "standing",
                ["结果", "standing"],
                |row: &Self| row.standing.map_or("", |standing| standing.code()),
                |row| row.standing.map(|standing| standing.said()).unwrap_or_default(),
            ),
            Field::estimate("when_reached", ["何时达到", "when reached"], Self::time, |row, voice| {
                row.time_said(voice.language)
            }),
            Field::code("when_reached_basis", ["", ""], Self::basis, |_| Localized::default()).for_programs(),
            Field::codes("target_figures", |row: &Self| Some(figures(&row.aim.number))),
            Field::codes("figures", |row: &Self| row.latest().map(figures)),
            Field::remarks(Self::remarks).where_there_is_one(),
            Field::explanation(|row, voice| Some(row.explanation(voice))),
        ]
    }
}
