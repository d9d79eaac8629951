//! Origins as JSON: every number of a report for other programs.

use crate::Manuscript;
use serde::Serialize;
use tierstat_model::{Bounds, Figure, Reading, ReadingRule, Upper};

#[derive(Serialize)]
struct Sidecar<'a> {
    schema_version: u32,
    report: &'a str,
    language: &'a str,
    numbers: Vec<Stated<'a>>,
}

#[derive(Serialize)]
struct Stated<'a> {
    id: String,
    label: &'a str,
    text: &'a str,
    lower: Option<f64>,
    upper: Option<f64>,
    upper_is_open: bool,
    formula: Option<&'a str>,
    readings: Vec<Stand<'a>>,
}

#[derive(Serialize)]
struct Stand<'a> {
    rule: ReadingRule,
    figure: &'a Figure,
    preferred_over: Vec<&'a str>,
}

/// Every number of a manuscript with what it stands on, as JSON for other programs.
#[must_use]
pub fn origins(manuscript: &Manuscript) -> String {
    let numbers = manuscript.numbers.iter().enumerate().map(|(place, number)| Stated {
        id: id(place),
        label: &number.label,
        text: &number.text,
        lower: number.bounds.and_then(|bounds| bounds.lower_value()),
        upper: number.bounds.and_then(|bounds| bounds.upper_value()),
        upper_is_open: number.bounds.is_some_and(is_open),
        formula: number.formula.as_deref(),
        readings: number.readings.iter().map(stand).collect(),
    });
    let sidecar = Sidecar {
        schema_version: 1,
        report: &manuscript.name,
        language: manuscript.language.tag(),
        numbers: numbers.collect(),
    };
    // Numbers are finite and keys are texts, so nothing here fails to serialize.
    let mut text = serde_json::to_string_pretty(&sidecar).unwrap_or_default();
    text.push('\n');
    text
}

/// The id of a number, by its place.
pub(crate) fn id(place: usize) -> String {
    format!("n{}", place + 1)
}

fn is_open(bounds: Bounds) -> bool {
    matches!(bounds.upper(), Upper::Open(_) | Upper::Unbounded)
}

fn stand(reading: &Reading) -> Stand<'_> {
    Stand {
        rule: reading.rule,
        figure: &reading.figure,
        preferred_over: reading.behind.iter().map(|figure| figure.id.0.as_str()).collect(),
    }
}
