//! The survival of units without one, and the hazard under which they wait.

use super::units::{AdoptingUnit, Observed, UnitsAtRisk};
use crate::error::AnswerError;
use crate::explanation::Explanation;
use tierstat_model::{Language, Localized};
use tierstat_numerics::NumericsError;
use tierstat_numerics::hazard::{
    DiscreteHazard, SurvivalCurve, discrete_hazard, survival_curve, when_adopted,
};
use tierstat_numerics::saturation::Reached;
use tierstat_words::Words;
use tierstat_words::statement::{AdoptionPeriods, Statement, Subject};

/// When units got their first one, and when those that wait will.
#[derive(Debug)]
pub struct Adoption {
    /// What the units are of, by name.
    pub name: String,
    /// The units that were at risk.
    pub units: UnitsAtRisk,
    /// The share of them that had none, period by period.
    pub curve: SurvivalCurve,
    /// The hazard by the time that was waited, or why it cannot be told.
    pub model: Result<DiscreteHazard, NumericsError>,
    /// When nine in ten will have one; `None` without a hazard.
    pub nine_tenths: Option<Reached>,
    /// When all but a half will have one; `None` without a hazard.
    pub all: Option<Reached>,
}

/// When units got their first one, from a table of them, and when those that wait will.
///
/// ```
/// use tierstat_answers::adoption::{AdoptingUnit, Observed, adoption};
/// use tierstat_model::SeriesTime;
///
/// let unit = |name: &str, first: Option<f64>| AdoptingUnit { name: name.to_owned(), first: first.map(SeriesTime::Number) };
/// let units = [unit("a", Some(1.0)), unit("b", Some(2.0)), unit("c", None)];
/// let found = adoption("clubs", &units, Observed::default())?;
/// assert_eq!((found.curve.units, found.curve.events), (3, 2));
/// # Ok::<(), tierstat_answers::AnswerError>(())
/// ```
///
/// # Errors
/// [`AnswerError::Question`] where no period is known, the periods cannot be, or no unit was at risk; [`AnswerError::Stats`] where times
/// are no whole periods.
pub fn adoption(name: &str, units: &[AdoptingUnit], observed: Observed) -> Result<Adoption, AnswerError> {
    let units = UnitsAtRisk::of(units, observed)?;
    let times: Vec<f64> = units.periods.iter().copied().map(f64::from).collect();
    let curve = survival_curve(&times, &units.adopted)?;
    let model = discrete_hazard(&units.periods, &units.adopted);
    let reached = |left: f64| {
        let model = model.as_ref().ok()?;
        Some(when_adopted(model, &units.periods, &units.adopted, left))
    };
    let nine_tenths = reached(0.1 * units.periods.len() as f64).transpose()?;
    // As for curves: all have one when half a unit is missing.
    let all = reached(0.5).transpose()?;
    Ok(Adoption { name: name.to_owned(), units, curve, model, nine_tenths, all })
}

impl Adoption {
    /// Median, model, and when those that wait will have one, a line each.
    #[must_use]
    pub fn summary(&self, language: Language) -> Vec<String> {
        let word = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
        let (units, events) = (self.curve.units, self.curve.events);
        let median = self.curve.median.map(|median| self.units.said(median, language));
        let mut lines = vec![match median {
            Some(median) => word(
                format!("{units} 个单位中 {events} 个已有；半数在 {median} 已有"),
                format!("{events} of {units} units have one; half had one by {median}"),
            ),
            None => word(
                format!("{units} 个单位中 {events} 个已有；尚未到半数"),
                format!("{events} of {units} units have one; half is not reached yet"),
            ),
        }];
        match &self.model {
            Ok(model) => {
                let ([intercept, slope], [first, second]) = (model.coefficients, model.standard_errors);
                lines.push(word(
                    format!("离散风险：截距 {intercept:.4}（标准误 {first:.4}），ln t 的系数 {slope:.4}（标准误 {second:.4}）"),
                    format!(
                        "discrete hazard: intercept {intercept:.4} (standard error {first:.4}), slope on ln t {slope:.4} ({second:.4})"
                    ),
                ));
            }
            Err(error) => {
                let reason = error.localized();
                lines.push(word(
                    format!("离散风险无从估计：{}", reason.zh),
                    format!("the discrete hazard cannot be told: {}", reason.en),
                ));
            }
        }
        let nine_tenths = (Localized::new("九成已有", "nine in ten have one"), &self.nine_tenths);
        let all = (Localized::new("全部已有（只差半个）", "all have one (but for a half)"), &self.all);
        for (what, reached) in [nine_tenths, all] {
            let what = what.get(language);
            lines.extend(reached.as_ref().map(|reached| match reached {
                Reached::At { time, .. } if self.is_past(reached) => {
                    let period = self.units.said(*time, language);
                    word(format!("{what}：{period}已达到"), format!("{what}: reached in {period}"))
                }
                Reached::At { time, lower, upper } => {
                    let [time, lower, upper] =
                        [time, lower, upper].map(|time| self.units.said(*time, language));
                    word(
                        format!("{what}：预期在 {time}（95% 区间 {lower}–{upper}）"),
                        format!("{what}: expected in {time} (95%: {lower} to {upper})"),
                    )
                }
                Reached::CannotBeSaid { reason, .. } => word(
                    format!("{what}：无从判断，{}", reason.zh),
                    format!("{what}: cannot be said, {}", reason.en),
                ),
            }));
        }
        lines
    }

    /// Whether what is reached has come about in the periods that were observed.
    pub(super) fn is_past(&self, reached: &Reached) -> bool {
        match reached {
            Reached::At { time, lower, upper } => upper - lower <= 0.0 && *time <= self.units.latest(),
            Reached::CannotBeSaid { .. } => false,
        }
    }

    /// How it was found.
    #[must_use]
    pub fn explanation(&self, language: Language) -> Explanation {
        let said = |time: f64| self.units.said(time, language);
        let to = said(self.units.latest());
        let what = Localized::new("这一项", "one");
        let subject = Subject { name: what.get(language), unit: "", from: "", to: &to };
        let median = self.curve.median.map(said);
        let all = self.all.as_ref().map(|all| match all {
            Reached::At { time, lower, upper } => Ok([time, lower, upper].map(|time| said(*time))),
            Reached::CannotBeSaid { reason, .. } => Err(reason.clone()),
        });
        let statement = AdoptionPeriods { curve: &self.curve, median: median.as_deref(), all: all.as_ref() };
        let mut remarks = self.units.remarks.clone();
        remarks.extend(self.model.as_ref().err().map(NumericsError::localized));
        remarks.push(Localized::new(
            "风险的区间逐期计算；预期假定尚无的单位按模型的风险继续",
            "the interval of the hazard is that of each period; what is expected holds if units that wait go on under the hazard of the model",
        ));
        Explanation {
            subject: self.name.clone(),
            statement: statement.statement(&subject, language, &Words { language }),
            methods: vec!["kaplan-meier", "nelson-aalen", "discrete-hazard"],
            used: vec![match language {
                Language::Chinese => format!("{} 个单位", self.units.periods.len()),
                Language::English => format!("{} units", self.units.periods.len()),
            }],
            left_out: self.units.left_out.clone(),
            remarks,
        }
    }
}
