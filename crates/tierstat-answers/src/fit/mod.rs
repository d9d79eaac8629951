//! Fits: a model through the observations of series, with parameters, standard errors and the residual sum of squares.

mod details;
mod model;
mod plan;
mod points;
mod row;
mod saturation;
mod schema;

pub use details::{
    AllButAHalf, CountDetails, FitDetails, FormulaDetails, IntervalKind, PolynomialDetails, RobustDetails,
    SaturationDetails,
};
pub use model::Parameter;
pub use plan::{FitModel, FitPlan, FitRequest};
pub use points::{Observation, Observations};
pub use row::ParameterRow;
pub use schema::document_schema;

use crate::error::AnswerError;
use crate::explanation::Explanation;
use crate::row::Voice;
use model::{Fitted, fitted};
use points::Points;
use serde_json::{Value, json};
use tierstat_model::{Bounds, Finding, Language, Localized, SeriesTime, Severity, Upper};
use tierstat_numerics::NumericsError;
use tierstat_words::Words;
use tierstat_words::statement::{SaturationPeriods, Statement, Subject};

/// A model through one series.
pub struct SeriesFit {
    /// The name of the series.
    pub name: String,
    points: Points,
    fitted: Fitted,
}

/// The fits of several series, with what was refused.
#[derive(Default)]
pub struct Fits {
    /// The fits, in the order of the series.
    pub series: Vec<SeriesFit>,
    /// The series that were refused.
    pub findings: Vec<Finding>,
    refused: Option<NumericsError>,
}

impl Fits {
    /// These fits, where there is one at least.
    ///
    /// # Errors
    /// [`AnswerError::Stats`] with the reason why the first series was refused, where none is fitted.
    pub fn answered(self) -> Result<Self, AnswerError> {
        match self.refused {
            Some(error) if self.series.is_empty() => Err(error.into()),
            refused => Ok(Self { refused, ..self }),
        }
    }
}

/// Fits what was asked for to each series.
///
/// ```
/// use tierstat_answers::fit::{FitModel, FitPlan, FitRequest, Observation, Observations, of_series};
/// use tierstat_model::{Bounds, SeriesTime};
///
/// let points = [1.0, 2.0, 3.0, 4.0].map(|time| Observation {
///     time: SeriesTime::Number(time),
///     bounds: Bounds::point(2.0 * time + 1.0).ok(),
///     weight: None,
/// });
/// let series = Observations { name: "line".into(), points: points.to_vec() };
/// let plan = FitPlan::of(&FitRequest { model: Some(FitModel::Linear), ..FitRequest::default() })?;
/// let found = of_series(&plan, &[series], false)?.answered()?;
/// assert!((found.series[0].parameters()[1].estimate - 2.0).abs() < 1e-12);
/// # Ok::<(), tierstat_answers::AnswerError>(())
/// ```
///
/// # Errors
/// [`AnswerError::Question`] where the observations are weighted and the model cannot use that.
pub fn of_series(plan: &FitPlan, series: &[Observations], is_weighted: bool) -> Result<Fits, AnswerError> {
    if is_weighted {
        plan.check_weights()?;
    }
    let mut found = Fits::default();
    for series in series {
        let points = Points::of(series, plan.origin, is_weighted);
        match fitted(&plan.form, &points) {
            Ok(fitted) => found.series.push(SeriesFit { name: series.name.clone(), points, fitted }),
            Err(error) => {
                let error = with_left_out(error, &points);
                found.findings.push(refusal(&series.name, &error));
                found.refused.get_or_insert(error);
            }
        }
    }
    Ok(found)
}

/// Too few points, with those that are there but are none.
fn with_left_out(error: NumericsError, points: &Points) -> NumericsError {
    match error {
        NumericsError::TooFewPoints { needed, found, left_out: 0 } => {
            NumericsError::TooFewPoints { needed, found, left_out: points.left_out.len() }
        }
        other => other,
    }
}

/// A series that cannot be fitted, while others can.
fn refusal(name: &str, error: &NumericsError) -> Finding {
    let reason = error.localized();
    Finding {
        severity: Severity::Warning,
        rule: "fit.refused".to_owned(),
        cells: Vec::new(),
        message: Localized::new(format!("{name}：{}", reason.zh), format!("{name}: {}", reason.en)),
        hint: Localized::new("这个序列未拟合", "this series is not fitted"),
    }
}

impl SeriesFit {
    /// The parameters, in the order of the model.
    #[must_use]
    pub fn parameters(&self) -> &[Parameter] {
        &self.fitted.parameters
    }

    /// What is known of the fit beside its parameters.
    #[must_use]
    pub fn details(&self) -> &FitDetails {
        &self.fitted.details
    }

    /// One row for each parameter.
    pub fn rows(&self) -> impl Iterator<Item = ParameterRow<'_>> {
        self.fitted.parameters.iter().map(|parameter| ParameterRow { of: self, parameter })
    }

    /// What was observed at each time that is used, and the value of the model there.
    pub fn points(&self) -> impl Iterator<Item = (SeriesTime, f64, f64)> {
        let points = self.points.at.iter().zip(self.points.times.iter().zip(&self.points.values));
        points.map(|(at, (time, value))| (*at, *value, (self.fitted.value_at)(*time)))
    }

    /// The fit in a sentence; empty where it is no curve towards a ceiling.
    #[must_use]
    pub fn statement(&self, language: Language) -> String {
        let Some(curve) = &self.fitted.curve else { return String::new() };
        let [from, to] = self.points.span(language);
        let half = curve.time_at_share(0.5).map(|time| self.points.period(time, language));
        let ceiling = self.parameters().iter().find(|parameter| parameter.name == curve.curve.ceiling_name());
        let interval = ceiling.and_then(|ceiling| ceiling.interval).and_then(bounds_of);
        let said = SaturationPeriods { fit: curve, half: half.as_deref(), ceiling: interval };
        let subject = Subject { name: &self.name, unit: "", from: &from, to: &to };
        said.statement(&subject, language, &Words { language })
    }

    /// How it was made.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        Explanation {
            subject: self.name.clone(),
            statement: self.statement(voice.language),
            methods: self.fitted.methods.clone(),
            used: self.points.used.clone(),
            left_out: self.points.left_out.clone(),
            remarks: self.fitted.remarks.clone(),
        }
    }

    /// The fit as one document for programs, with its explanation where a voice is given for it.
    #[must_use]
    pub fn document(&self, explained_in: Option<&Voice<'_>>) -> Value {
        let mut document = match json!(self.fitted.details) {
            Value::Object(details) => details,
            _ => serde_json::Map::new(),
        };
        let parameters = self.parameters().iter().map(|parameter| {
            let [lower, upper] = parameter.interval.unwrap_or_default();
            json!({
                "name": parameter.name,
                "estimate": parameter.estimate,
                "standard_error": parameter.standard_error,
                "lower95": lower,
                "upper95": upper,
            })
        });
        document.insert("series".into(), json!(self.name));
        document.insert("model".into(), json!(self.fitted.code));
        document.insert("points_used".into(), json!(self.points.values.len()));
        document.insert("points_left_out".into(), json!(self.points.left_out.len()));
        document.insert("time_origin".into(), json!(self.points.origin));
        document.insert("parameters".into(), parameters.collect());
        document.insert("residual_sum_of_squares".into(), json!(self.fitted.residual_sum_of_squares));
        if let Some(voice) = explained_in {
            document.insert("explanation".into(), self.explanation(voice).value(voice.language));
        }
        Value::Object(document)
    }
}

/// Ends as bounds, where an end that there is not limits nothing.
fn bounds_of([lower, upper]: [Option<f64>; 2]) -> Option<Bounds> {
    let lower = lower.unwrap_or(f64::MIN);
    match upper.map_or(Upper::Unbounded, Upper::Closed) {
        Upper::Closed(upper) | Upper::Open(upper) => Bounds::closed(lower, upper).ok(),
        Upper::Unbounded => Bounds::at_least(lower).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_numerics::saturation::Curve;

    fn logistic(values: &[f64]) -> Fits {
        let points = (1_i16..).zip(values).map(|(year, value)| Observation {
            time: SeriesTime::Number(f64::from(year)),
            bounds: Bounds::point(*value).ok(),
            weight: None,
        });
        let series = Observations { name: "clubs".into(), points: points.collect() };
        let model = Some(FitModel::Saturation(Curve::Logistic));
        let plan = FitPlan::of(&FitRequest { model, ..FitRequest::default() }).unwrap();
        of_series(&plan, &[series], false).unwrap()
    }

    #[test]
    fn a_ceiling_that_was_fitted_stands_with_its_interval() {
        let found = logistic(&[8.0, 19.0, 41.0, 62.0, 79.0, 91.0]);
        let fit = &found.series[0];
        assert!(
            fit.statement(Language::English).contains(" (95 %: "),
            "{}",
            fit.statement(Language::English)
        );
        assert!(fit.statement(Language::Chinese).contains("（95%区间"));
        let document = fit.document(None);
        let [lower, ceiling, upper] =
            ["ceiling_lower95", "ceiling", "ceiling_upper95"].map(|name| document[name].as_f64().unwrap());
        assert!(lower < ceiling && ceiling < upper, "{document}");
    }

    #[test]
    fn where_none_is_fitted_there_is_no_answer() {
        let found = logistic(&[8.0, 19.0]);
        assert_eq!(found.findings[0].rule, "fit.refused");
        assert!(found.answered().is_err());
    }
}
