//! Fits: a model through the observations of series, with parameters, standard errors and the residual sum of squares.

mod details;
mod fitted;
mod model;
mod plan;
mod points;
mod row;
mod saturation;
mod schema;
mod series_fit;

pub use details::{
    AllButAHalf, CountDetails, FitDetails, FormulaDetails, IntervalKind, PolynomialDetails, RobustDetails,
    SaturationDetails,
};
pub use fitted::Parameter;
pub use plan::{FitModel, FitPlan, FitRequest};
pub use points::{Observation, Observations};
pub use row::ParameterRow;
pub use schema::document_schema;
pub use series_fit::SeriesFit;

use crate::error::AnswerError;
use model::fitted;
use points::Points;
use tierstat_model::{Finding, Localized, Severity};
use tierstat_numerics::NumericsError;

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

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{Bounds, Language, SeriesTime};
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
        assert!(fit.statement(Language::English).contains(" (95%: "), "{}", fit.statement(Language::English));
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
