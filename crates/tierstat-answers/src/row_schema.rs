//! The JSON schema of rows (JSON Schema 2020-12), made from the same fields as the rows themselves.

use crate::fill::Fill;
use crate::row::{Audience, Field, Row};
use serde_json::{Map, Value, json};

/// The schema of what programs read of a row: every key with its type, and no other key.
///
/// What it refers to stands in [`row_definitions`].
#[must_use]
pub fn row_schema<R: Row>() -> Value {
    let (mut always, mut asked_for) = (Map::new(), Map::new());
    for field in R::fields().iter().filter(|field| field.audience() != Audience::People) {
        let is_asked_for = matches!(field.fill, Fill::Explanation(_) | Fill::Breakdown(_));
        let columns = field.columns().into_iter().zip(field.schemas());
        if is_asked_for { asked_for.extend(columns) } else { always.extend(columns) }
    }
    object_schema(always.into(), asked_for.into())
}

/// The parts of rows that several schemas refer to under `#/$defs/`.
#[must_use]
pub fn row_definitions() -> Map<String, Value> {
    let text = || json!({"type": "string"});
    let texts = || json!({"type": "array", "items": {"type": "string"}});
    let object = |properties: Value| object_schema(properties, json!({}));
    let list = |item: Value| json!({"type": "array", "items": item});
    let parts = [
        ("id", json!({"description": "An id or code of the code lists", "type": "string", "minLength": 1})),
        (
            "code",
            json!({
                "description": "A code, the same in every language; one capital letter is a status of SDMX",
                "type": "string", "pattern": "^([A-Z]|[a-z0-9]+(-[a-z0-9]+)*)$"
            }),
        ),
        (
            "period",
            json!({
                "description": "A period in SDMX form; twelve months from a day as 2014-04-01/P1Y",
                "type": "string", "pattern": "^[0-9]{4}(-H[12]|-Q[1-4]|-[0-9]{2}(-[0-9]{2}(/P1Y)?)?)?$"
            }),
        ),
        (
            "explanation",
            object(json!({
                "statement": text(),
                "methods": list(object(json!({"method": text(), "formula": text(), "source": text()}))),
                "points_used": texts(),
                "points_left_out": list(object(json!({"point": text(), "reason": text()}))),
                "remarks": texts(),
            })),
        ),
    ];
    parts.into_iter().map(|(name, part)| (name.to_owned(), part)).collect()
}

/// The schema of an object with keys that it always has, keys that it may have, and no others.
pub(crate) fn object_schema(always: Value, at_times: Value) -> Value {
    let keys = |value: Value| if let Value::Object(keys) = value { keys } else { Map::new() };
    let mut properties = keys(always);
    let required: Vec<String> = properties.keys().cloned().collect();
    properties.extend(keys(at_times));
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

/// A number or null.
pub(crate) fn number() -> Value {
    json!({"type": ["number", "null"]})
}

/// How many there are.
pub(crate) fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

/// What [`row_definitions`] calls so.
pub(crate) fn defined(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

/// The same, or null.
pub(crate) fn or_null(schema: Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}]})
}

impl<R> Field<R> {
    /// The schema of each of [`Field::columns`].
    #[must_use]
    pub fn schemas(&self) -> Vec<Value> {
        match &self.fill {
            Fill::Indicator(_) | Fill::Area(_) | Fill::Tier(_) => vec![defined("id")],
            Fill::Period(_) => vec![or_null(defined("period"))],
            Fill::Span(_) => vec![defined("period"); 2],
            Fill::Code(..) => vec![or_null(defined("code"))],
            // The number where it is one, and its ends where there are any.
            Fill::Count(_)
            | Fill::Index(_)
            | Fill::Ratio(_)
            | Fill::GrowthRate(_)
            | Fill::Points(_)
            | Fill::Coefficient(_)
            | Fill::Estimate(..) => vec![number(); 3],
            Fill::Effect(_) | Fill::Measure(_) | Fill::Significant(_) | Fill::Computed(_) => vec![number()],
            Fill::Places(_) => vec![json!({"type": ["integer", "null"], "minimum": 0})],
            Fill::Time(_) | Fill::TextOrNone(_) => vec![json!({"type": ["string", "null"]})],
            Fill::Series(_) => {
                let mut columns = vec![json!({"type": "string"})];
                columns.extend(vec![or_null(defined("id")); 3]);
                columns
            }
            Fill::Localized(_) => vec![json!({"type": "string"}); 2],
            Fill::Lines(..) => vec![json!({"type": "array", "items": {"type": "string"}})],
            // A code, or several, by name.
            Fill::Named(..) => {
                let codes = json!({"type": ["string", "array"], "items": {"type": "string"}});
                vec![json!({"type": "object", "additionalProperties": codes})]
            }
            Fill::Breakdown(_) => {
                let member = json!({"type": "string", "minLength": 1});
                vec![
                    json!({"description": "Member by dimension; empty for the whole", "type": "object", "additionalProperties": member}),
                ]
            }
            Fill::Cell(..) | Fill::Text(_) | Fill::Told(_) | Fill::Said(_) => vec![json!({"type": "string"})],
            Fill::Codes(_) => vec![json!({"type": ["array", "null"], "items": {"type": "string"}})],
            Fill::Remarks(_) => vec![json!({"type": "array", "items": defined("code")})],
            Fill::Explanation(_) => vec![or_null(defined("explanation"))],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explanation::Explanation;
    use crate::growth::GrowthRow;
    use tierstat_model::Language;

    #[test]
    fn a_schema_names_the_columns_of_its_row() {
        let schema = row_schema::<GrowthRow>();
        let names: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        let fields = GrowthRow::fields().into_iter().filter(|field| field.audience() != Audience::People);
        let mut columns: Vec<String> = fields.flat_map(|field| field.columns()).collect();
        columns.sort();
        assert_eq!(names, columns.iter().collect::<Vec<_>>());
        assert_eq!(schema["properties"]["growth_rate_lower"], json!({"type": ["number", "null"]}));
        assert!(!schema["required"].as_array().unwrap().contains(&json!("explanation")));
    }

    #[test]
    fn the_schema_of_an_explanation_names_its_keys() {
        let value = Explanation::default().value(Language::English);
        let schema = &row_definitions()["explanation"];
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&value), keys(&schema["properties"]));
    }

    /// A row with every kind of field: each has as many schemas as columns.
    #[test]
    fn every_column_has_a_schema() {
        fn agree<R: Row>() {
            for field in R::fields() {
                assert_eq!(field.schemas().len(), field.columns().len(), "{}", field.name());
            }
        }
        agree::<GrowthRow>();
        agree::<crate::trend::SeriesTrend>();
        agree::<crate::forecast::ForecastRow<'_>>();
        agree::<crate::balance::QuotientRow<'_>>();
        agree::<crate::revision::ChangeRow<'_>>();
    }
}
