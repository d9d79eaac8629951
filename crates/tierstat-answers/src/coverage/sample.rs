//! The coverage that a random sample tells of: the intervals that a sample has, and a complete count does not.

use crate::error::AnswerError;
use crate::estimate::Estimate;
use crate::explanation::Explanation;
use crate::row::{Field, Row, Voice};
use tierstat_model::{Bounds, Language, Localized, PointChange, Ratio};
use tierstat_numerics::coverage::{
    Sample, SamplingDifference, SamplingInterval, SamplingMethod, difference_interval, sampling_interval,
};
use tierstat_words::method_note::MethodNote;
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

/// The methods in the order in which they are told; the first is the one to use.
const METHODS: [(SamplingMethod, &str); 5] = [
    (SamplingMethod::Wilson, "wilson"),
    (SamplingMethod::WilsonCorrected, "wilson-corrected"),
    (SamplingMethod::ClopperPearson, "clopper-pearson"),
    (SamplingMethod::Jeffreys, "jeffreys"),
    (SamplingMethod::AgrestiCoull, "agresti-coull"),
];

/// The intervals of a sample, or of the difference of two.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleCoverage {
    /// The sample as it was written, or both.
    pub sample: String,
    /// The intervals, each with the code of its method.
    pub intervals: Vec<(&'static str, SampleInterval)>,
}

/// An interval that a sample has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SampleInterval {
    /// Of the covered share.
    Share(SamplingInterval),
    /// Of the difference of two shares.
    Difference(SamplingDifference),
}

/// One interval, as a row of a table.
#[derive(Debug, Clone, Copy)]
pub struct SampleRow<'a> {
    of: &'a SampleCoverage,
    method: &'static str,
    interval: &'a SampleInterval,
}

/// The intervals of samples that are written as covered/asked, and of two samples that of their difference.
///
/// ```
/// let found = tierstat_answers::coverage::of_samples(&["37/120".to_owned()], 0.95)?;
/// let share = found[0].intervals[0].1.estimate();
/// assert!(share.lower.is_some_and(|lower| (lower - 0.2327).abs() < 1e-4));
/// # Ok::<(), tierstat_answers::AnswerError>(())
/// ```
///
/// # Errors
/// [`AnswerError::Question`] for what is no sample, or a level that is not above 0 and below 1.
pub fn of_samples(samples: &[String], level: f64) -> Result<Vec<SampleCoverage>, AnswerError> {
    if !(level > 0.0 && level < 1.0) {
        return Err(AnswerError::question(
            Localized::new(
                format!("置信水平应在 0 与 1 之间；现为 {level}"),
                format!("the level lies between 0 and 1; it is {level}"),
            ),
            Localized::new("例如 --level 0.95", "as --level 0.95"),
        ));
    }
    let read = samples.iter().map(|text| read(text)).collect::<Result<Vec<_>, _>>()?;
    let mut found = Vec::new();
    for (sample, text) in read.iter().zip(samples) {
        let intervals = METHODS.map(|(method, code)| {
            Ok::<_, AnswerError>((code, SampleInterval::Share(sampling_interval(*sample, level, method)?)))
        });
        let intervals = intervals.into_iter().collect::<Result<_, _>>()?;
        found.push(SampleCoverage { sample: text.clone(), intervals });
    }
    if let [earlier, later] = read.as_slice() {
        let interval = SampleInterval::Difference(difference_interval(*earlier, *later, level)?);
        let sample = samples.iter().rev().map(String::as_str).collect::<Vec<_>>().join(" − ");
        found.push(SampleCoverage { sample, intervals: vec![("newcombe", interval)] });
    }
    Ok(found)
}

/// A sample that is written as covered/asked.
fn read(text: &str) -> Result<Sample, AnswerError> {
    let refused = |message: Localized| {
        let hint = Localized::new(
            "写作 已有/所问，如 --sample 37/120；两次给出前后两个样本之差",
            "write covered/asked, as --sample 37/120; twice for the difference of two samples",
        );
        AnswerError::question(message, hint)
    };
    let numbers = text.split_once('/').and_then(|(covered, asked)| {
        Some((covered.trim().parse::<u64>().ok()?, asked.trim().parse::<u64>().ok()?))
    });
    let Some((covered, asked)) = numbers else {
        return Err(refused(Localized::new(format!("“{text}”不是样本"), format!("`{text}` is no sample"))));
    };
    // A sample that cannot be is a slip of the pen, not of a file.
    Sample::new(covered, asked).map_err(|error| refused(error.localized()))
}

/// What must be said beside every interval of a sample.
#[must_use]
pub fn sample_remark() -> Localized {
    Localized::new(
        "这些区间只用于随机样本；全数清点的结果没有抽样误差，不需要区间",
        "these intervals are for random samples; a complete count has no sampling error and needs none",
    )
}

impl SampleInterval {
    /// The share or the difference, with the ends of its interval.
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        let (value, lower, upper) = match self {
            Self::Share(found) => (found.share, found.lower, found.upper),
            Self::Difference(found) => (found.difference, found.lower, found.upper),
        };
        Estimate { value, lower: Some(lower), upper: Some(upper) }
    }

    fn level(&self) -> f64 {
        match self {
            Self::Share(found) => found.level,
            Self::Difference(found) => found.level,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Share(_) => "share",
            Self::Difference(_) => "difference",
        }
    }

    /// Numbers of its kind in words: percent, or percentage points.
    fn said(&self, lower: f64, upper: f64, language: Language) -> String {
        let Ok(bounds) = Bounds::closed(lower, upper) else { return String::new() };
        match self {
            Self::Share(_) => words::ratio(&Ratio(bounds), language),
            Self::Difference(_) => words::point_change(&PointChange(bounds), language),
        }
    }
}

impl SampleCoverage {
    /// One row for each method.
    pub fn rows(&self) -> impl Iterator<Item = SampleRow<'_>> {
        self.intervals.iter().map(|(method, interval)| SampleRow { of: self, method, interval })
    }

    /// How the intervals were made, with the sentence of the first.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let language = voice.language;
        let words = Words { language };
        let name = Localized::new("这一项", "one");
        let subject = Subject { name: name.get(language), ..Subject::default() };
        let statement = self.intervals.first().map(|(_, interval)| match interval {
            SampleInterval::Share(found) => found.statement(&subject, language, &words),
            SampleInterval::Difference(found) => found.statement(&subject, language, &words),
        });
        Explanation {
            subject: self.sample.clone(),
            statement: statement.unwrap_or_default(),
            methods: self.intervals.iter().map(|(method, _)| *method).collect(),
            used: vec![self.sample.clone()],
            left_out: Vec::new(),
            remarks: vec![sample_remark()],
        }
    }
}

impl Row for SampleRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("sample", ["样本（已有/所问）", "sample (covered/asked)"], |row: &Self| {
                row.of.sample.clone()
            }),
            Field::code("kind", ["", ""], |row: &Self| row.interval.code(), |_| Localized::default())
                .for_programs(),
            Field::code(
                "method",
                ["方法", "method"],
                |row: &Self| row.method,
                |row| MethodNote::of(row.method).map(MethodNote::name).unwrap_or_default(),
            ),
            Field::words("coverage", ["覆盖率", "coverage"], |row: &Self, voice| {
                let value = row.interval.estimate().value;
                row.interval.said(value, value, voice.language)
            }),
            Field::words("interval", ["区间", "interval"], |row: &Self, voice| {
                let Estimate { value, lower, upper } = row.interval.estimate();
                row.interval.said(lower.unwrap_or(value), upper.unwrap_or(value), voice.language)
            }),
            Field::estimate(
                "share",
                ["", ""],
                |row: &Self| Some(row.interval.estimate()),
                |_, _| String::new(),
            )
            .for_programs(),
            Field::measure("level", ["", ""], |row: &Self| Some(row.interval.level())).for_programs(),
            Field::explanation(|row, voice| Some(row.of.explanation(voice))),
        ]
    }
}
