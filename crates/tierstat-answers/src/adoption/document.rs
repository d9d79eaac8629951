//! An adoption as one document for programs: numbers with the ends of their intervals, and codes.

use super::answer::Adoption;
use super::step::StepRow;
use crate::row::{Voice, object};
use crate::row_schema::{count, defined, number, object_schema, or_null, row_schema};
use serde_json::{Value, json};
use tierstat_numerics::saturation::Reached;

impl Adoption {
    /// The document; with how it was found where that is asked for.
    #[must_use]
    pub fn document(&self, voice: &Voice<'_>, explain: bool) -> Value {
        let at = |time: f64| self.units.at(time);
        let reached = |reached: &Option<Reached>| {
            reached.as_ref().map(|found| match found {
                Reached::At { time, lower, upper } => json!({
                    "basis": if self.is_past(found) { "reached" } else { "hazard" },
                    "time": at(*time), "time_lower": at(*lower), "time_upper": at(*upper),
                }),
                Reached::CannotBeSaid { points, code, .. } => {
                    json!({"basis": "cannot-be-said", "reason": code, "points": points})
                }
            })
        };
        let model = match &self.model {
            Ok(model) => json!({
                "intercept": model.coefficients[0],
                "intercept_standard_error": model.standard_errors[0],
                "slope": model.coefficients[1],
                "slope_standard_error": model.standard_errors[1],
                "deviance": model.deviance,
                "null_deviance": model.null_deviance,
                "unit_periods": model.rows,
            }),
            Err(error) => json!({"refused": error.code()}),
        };
        let steps: Vec<Value> = StepRow::of_adoption(self).map(|row| object(&row, voice)).collect();
        let mut document = json!({
            "name": self.name,
            "units": self.curve.units,
            "adopted": self.curve.events,
            "first_period": at(1.0),
            "last_period": self.units.last,
            "median": self.curve.median.map(at),
            "steps": steps,
            "discrete_hazard": model,
            "nine_tenths": reached(&self.nine_tenths),
            "all": reached(&self.all),
        });
        if let (true, Value::Object(map)) = (explain, &mut document) {
            map.insert("explanation".into(), self.explanation(voice.language).value(voice.language));
        }
        document
    }
}

/// The JSON schema of [`Adoption::document`].
#[must_use]
pub fn document_schema() -> Value {
    let reached = || {
        let at = json!({"basis": {"enum": ["reached", "hazard"]}, "time": number(), "time_lower": number(), "time_upper": number()});
        let cannot_be_said =
            json!({"basis": {"const": "cannot-be-said"}, "reason": defined("code"), "points": count()});
        let [at, cannot_be_said] = [at, cannot_be_said].map(|keys| object_schema(keys, json!({})));
        json!({"anyOf": [at, cannot_be_said, {"type": "null"}]})
    };
    let model = json!({
        "intercept": number(), "intercept_standard_error": number(), "slope": number(),
        "slope_standard_error": number(), "deviance": number(), "null_deviance": number(), "unit_periods": count(),
    });
    let model = [model, json!({"refused": defined("code")})].map(|keys| object_schema(keys, json!({})));
    object_schema(
        json!({
            "name": {"type": "string"},
            "units": count(),
            "adopted": count(),
            "first_period": number(),
            "last_period": number(),
            "median": number(),
            "steps": {"type": "array", "items": row_schema::<StepRow<'_>>()},
            "discrete_hazard": {"anyOf": model},
            "nine_tenths": reached(),
            "all": reached(),
        }),
        json!({"explanation": or_null(defined("explanation"))}),
    )
}
