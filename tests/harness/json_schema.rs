//! Values held against a JSON schema: the keywords that the schemas of this repository use, by JSON Schema 2020-12. Any other keyword
//! ends the test, so that none is passed over.

use regex_lite::Regex;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Keywords that say nothing of a value.
const SILENT: [&str; 5] = ["$schema", "$id", "$defs", "title", "description"];

/// A schema with the parts that it refers to.
pub(crate) struct JsonSchema(Value);

impl JsonSchema {
    pub(crate) fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).expect("a schema is JSON"))
    }

    /// The parts that others refer to, by name.
    pub(crate) fn parts(&self) -> &Map<String, Value> {
        self.0["$defs"].as_object().expect("parts")
    }

    /// What is wrong with a value, each with its place; nothing where it is as the schema says.
    pub(crate) fn faults(&self, value: &Value) -> Vec<String> {
        self.of(&self.0, value, "$")
    }

    /// The same by one of the parts.
    pub(crate) fn faults_by(&self, part: &str, value: &Value) -> Vec<String> {
        self.of(&self.parts()[part], value, "$")
    }

    /// Whether a part is an object of such keys, which need not have some of them.
    pub(crate) fn has_keys(&self, part: &str, keys: &BTreeSet<&str>, optional: &[&str]) -> bool {
        let Some(schema) = self.parts()[part].as_object().filter(|schema| schema.contains_key("properties"))
        else {
            return false;
        };
        let is_known = |key: &&str| of_key("additionalProperties", schema, key).is_empty();
        let named = schema["properties"].as_object().into_iter().flat_map(Map::keys);
        keys.iter().all(is_known)
            && named.map(String::as_str).all(|name| optional.contains(&name) || keys.contains(name))
    }

    fn of(&self, schema: &Value, value: &Value, place: &str) -> Vec<String> {
        let schema = schema.as_object().unwrap_or_else(|| panic!("{place}: no schema: {schema}"));
        let mut faults = Vec::new();
        for (keyword, says) in schema {
            match keyword.as_str() {
                "$ref" => faults.extend(self.of(self.referred(says), value, place)),
                "type" => {
                    let holds = match says {
                        Value::Array(types) => types.iter().any(|name| is_of_type(value, name)),
                        name => is_of_type(value, name),
                    };
                    if !holds {
                        faults.push(format!("{place}: {value} is no {says}"));
                    }
                }
                "const" if says != value => faults.push(format!("{place}: {value} is not {says}")),
                "enum" if !list(says).contains(value) => {
                    faults.push(format!("{place}: {value} is none of {says}"));
                }
                "anyOf" => {
                    let of_each: Vec<_> = list(says).iter().map(|one| self.of(one, value, place)).collect();
                    if let Some(nearest) = of_each.iter().min_by_key(|faults| faults.len())
                        && !nearest.is_empty()
                    {
                        faults.push(format!("{place}: none of {} kinds", of_each.len()));
                        faults.extend(nearest.iter().take(3).cloned());
                    }
                }
                "allOf" => faults.extend(list(says).iter().flat_map(|one| self.of(one, value, place))),
                "if" => {
                    if self.of(says, value, place).is_empty() {
                        faults.extend(self.of(&schema["then"], value, place));
                    }
                }
                "minimum" => {
                    if let Some(number) = value.as_f64()
                        && number < says.as_f64().expect("a number")
                    {
                        faults.push(format!("{place}: {value} is under {says}"));
                    }
                }
                "pattern" | "minLength" | "minItems" | "maxItems" => {
                    faults.extend(sized(keyword, says, value).map(|fault| format!("{place}: {fault}")));
                }
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        faults.extend(self.of(says, item, &format!("{place}[{index}]")));
                    }
                }
                "required" => {
                    let absent = list(says).iter().filter(|key| {
                        value.as_object().is_some_and(|object| !object.contains_key(text(key)))
                    });
                    faults.extend(absent.map(|key| format!("{place}: there is no {key}")));
                }
                "properties" | "patternProperties" | "additionalProperties" => {
                    for (key, inner) in value.as_object().into_iter().flatten() {
                        for schema in of_key(keyword, schema, key) {
                            faults.extend(match schema {
                                Value::Bool(true) => Vec::new(),
                                Value::Bool(false) => vec![format!("{place}: {key} is no key of it")],
                                schema => self.of(schema, inner, &format!("{place}.{key}")),
                            });
                        }
                    }
                }
                "const" | "enum" | "then" => {}
                silent if SILENT.contains(&silent) => {}
                unknown => panic!("{place}: the harness knows no keyword `{unknown}`"),
            }
        }
        faults
    }

    /// What a reference inside the schema leads to.
    fn referred(&self, reference: &Value) -> &Value {
        let pointer = text(reference).strip_prefix('#').expect("a reference leads into the same schema");
        self.0.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"))
    }
}

/// What a keyword of a schema says of a key.
fn of_key<'a>(keyword: &str, schema: &'a Map<String, Value>, key: &str) -> Vec<&'a Value> {
    let named = schema.get("properties").and_then(|properties| properties.get(key));
    let patterns = schema.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
    let matching: Vec<&Value> =
        patterns.filter(|(pattern, _)| matches(pattern, key)).map(|(_, schema)| schema).collect();
    match keyword {
        "properties" => named.into_iter().collect(),
        "patternProperties" => matching,
        _ if named.is_none() && matching.is_empty() => schema.get(keyword).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// What is wrong with the length of a value or with the signs of a text.
fn sized(keyword: &str, says: &Value, value: &Value) -> Option<String> {
    let count = || usize::try_from(says.as_u64().expect("a count")).expect("a small one");
    let holds = match (keyword, value) {
        ("pattern", Value::String(found)) => matches(text(says), found),
        ("minLength", Value::String(found)) => found.chars().count() >= count(),
        ("minItems", Value::Array(items)) => items.len() >= count(),
        ("maxItems", Value::Array(items)) => items.len() <= count(),
        _ => true,
    };
    (!holds).then(|| format!("{value} is not of {keyword} {says}"))
}

fn matches(pattern: &str, text: &str) -> bool {
    Regex::new(pattern).expect("a pattern").is_match(text)
}

fn is_of_type(value: &Value, name: &Value) -> bool {
    match text(name) {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        unknown => panic!("there is no type `{unknown}`"),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_else(|| panic!("no list: {value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}
