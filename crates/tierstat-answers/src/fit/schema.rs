//! The JSON schema of the document of a fit.

use crate::row_schema::{count, defined, number, object_schema};
use serde_json::{Value, json};

/// The JSON schema of [`SeriesFit::document`](super::SeriesFit::document): which numbers there are beside the parameters depends on the model.
#[must_use]
pub fn document_schema() -> Value {
    let text = || json!({"type": "string"});
    let parameter = json!({
        "name": text(), "estimate": number(), "standard_error": number(), "lower95": number(), "upper95": number(),
    });
    let reached = [
        json!({"time": number(), "lower95": number(), "upper95": number()}),
        json!({"points": count(), "cannot_be_said": {"const": true}}),
    ];
    let reached = reached.map(|keys| object_schema(keys, json!({})));
    object_schema(
        json!({
            "series": text(),
            "model": defined("code"),
            "points_used": count(),
            "points_left_out": count(),
            "time_origin": number(),
            "parameters": {"type": "array", "items": object_schema(parameter, json!({}))},
            "residual_sum_of_squares": number(),
        }),
        json!({
            "all_but_a_half_reached": {"anyOf": reached},
            "ceiling": number(),
            "ceiling_fitted": {"type": "boolean"},
            "ceiling_lower95": number(),
            "ceiling_upper95": number(),
            "degrees_of_freedom": count(),
            "determination": number(),
            "deviance": number(),
            "dispersion": number(),
            "explanation": defined("explanation"),
            "growth_rate": number(),
            "information_criterion": number(),
            "interval": {"enum": ["wald", "profile"]},
            "null_deviance": number(),
            "peak_time": number(),
            "residual_standard_deviation": number(),
            "robust": defined("code"),
            "scale": number(),
            "starts": count(),
            "time_at_half": number(),
            "time_at_nine_tenths": number(),
            "weighted": {"type": "boolean"},
            "weights": {"type": "array", "items": number()},
        }),
    )
}
