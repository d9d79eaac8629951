//! What happened in one period, as a row of a table.

use super::answer::Adoption;
use crate::estimate::Estimate;
use crate::row::{Field, Row};
use tierstat_model::{Bounds, Language, Ratio};
use tierstat_numerics::hazard::SurvivalStep;
use tierstat_words as words;

/// The level of the intervals.
const LEVEL: f64 = 0.95;

/// What happened in one period, and what the hazard expects of it.
#[derive(Debug, Clone, Copy)]
pub struct StepRow<'a> {
    of: &'a Adoption,
    step: &'a SurvivalStep,
}

impl<'a> StepRow<'a> {
    /// One row for each period in which something happened.
    pub fn of_adoption(adoption: &'a Adoption) -> impl Iterator<Item = Self> {
        adoption.curve.steps.iter().map(move |step| Self { of: adoption, step })
    }

    /// The share that has none after the period, with its interval.
    fn survival(&self) -> Estimate {
        let interval = self.step.interval(LEVEL).ok().flatten();
        Estimate {
            value: self.step.survival,
            lower: interval.map(|interval| interval.lower),
            upper: interval.map(|interval| interval.upper),
        }
    }

    /// The share of those who waited that got one in the period.
    fn hazard(&self) -> f64 {
        self.step.events as f64 / self.step.at_risk as f64
    }

    /// The same by the model, with its interval.
    fn model_hazard(&self) -> Option<Estimate> {
        let model = self.of.model.as_ref().ok()?;
        let found = model.fit.prediction(&[1.0, self.step.time.ln()], 0.0, LEVEL).ok()?;
        Some(Estimate {
            value: found.mean,
            lower: Some(found.interval.lower),
            upper: Some(found.interval.upper),
        })
    }

    /// The share that has one, with its interval.
    fn said_share(&self, language: Language) -> String {
        let Estimate { value, lower, upper } = self.survival();
        let share = percent(1.0 - value, 1.0 - value, language);
        match upper.zip(lower) {
            Some((upper, lower)) => format!("{share} ({})", percent(1.0 - upper, 1.0 - lower, language)),
            None => share,
        }
    }

    fn said_model_hazard(&self, language: Language) -> String {
        let Some(Estimate { value, lower: Some(lower), upper: Some(upper) }) = self.model_hazard() else {
            return String::new();
        };
        format!("{} ({})", percent(value, value, language), percent(lower, upper, language))
    }
}

fn percent(lower: f64, upper: f64, language: Language) -> String {
    Bounds::closed(lower, upper)
        .map_or_else(|_| String::new(), |bounds| words::ratio(&Ratio(bounds), language))
}

impl Row for StepRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::words("period", ["时期", "period"], |row: &Self, voice| {
                row.of.units.said(row.step.time, voice.language)
            }),
            Field::period("period", ["", ""], |row: &Self| row.of.units.period(row.step.time)).for_programs(),
            Field::measure("time", ["", ""], |row: &Self| Some(row.of.units.at(row.step.time)))
                .for_programs(),
            Field::how_many("at_risk", ["期初尚无", "without at first"], |row| Some(row.step.at_risk)),
            Field::how_many("adopted", ["本期首次", "first ones"], |row| Some(row.step.events)),
            Field::how_many("censored", ["最后所见仍无", "last seen without"], |row| {
                Some(row.step.censored)
            }),
            Field::words(
                "share",
                ["已有比例（95%）", "share that has one (95%)"],
                |row: &Self, voice| row.said_share(voice.language),
            ),
            Field::words("hazard", ["本期风险", "hazard"], |row: &Self, voice| {
                percent(row.hazard(), row.hazard(), voice.language)
            }),
            Field::words(
                "model_hazard",
                ["模型风险（95%）", "hazard of the model (95%)"],
                |row: &Self, voice| row.said_model_hazard(voice.language),
            ),
            Field::estimate("survival", ["", ""], |row: &Self| Some(row.survival()), |_, _| String::new())
                .for_programs(),
            Field::measure("survival_standard_error", ["", ""], |row: &Self| Some(row.step.standard_error()))
                .for_programs(),
            Field::measure("hazard", ["", ""], |row: &Self| Some(row.hazard())).for_programs(),
            Field::measure("cumulative_hazard", ["", ""], |row: &Self| Some(row.step.cumulative_hazard))
                .for_programs(),
            Field::estimate("model_hazard", ["", ""], Self::model_hazard, |_, _| String::new())
                .for_programs(),
        ]
    }
}
