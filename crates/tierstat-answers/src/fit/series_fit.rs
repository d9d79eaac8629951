//! A model through one series.

use super::details::FitDetails;
use super::fitted::{Fitted, Parameter};
use super::points::Points;
use crate::explanation::Explanation;
use crate::row::Voice;
use serde_json::{Value, json};
use tierstat_model::{Bounds, Language, SeriesTime, Upper};
use tierstat_words::Words;
use tierstat_words::statement::{SaturationPeriods, Statement, Subject};

/// A model through one series.
pub struct SeriesFit {
    /// The name of the series.
    pub name: String,
    pub(super) points: Points,
    pub(super) fitted: Fitted,
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
