//! What became of each number of a sheet, against what is true of it.

use super::file::{Fact, Place, Written};
use serde_json::Value;
use std::collections::BTreeMap;
use tierstat_model::{Figure, Finding};

/// What became of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// Taken as it is, or not taken where it must not or need not be.
    Right,
    /// Every part is as it is, and yet it was not taken.
    KeptThoughRight,
    /// A part is open, and it was not taken.
    Open,
    /// A part is wrong, and it was not taken.
    WrongAndKept,
    /// Taken with a part that is wrong.
    WrongInSilence,
    /// Not taken, and no finding speaks of it.
    LostInSilence,
}

impl Fate {
    pub(super) const ALL: [Self; 6] = [
        Self::Right,
        Self::KeptThoughRight,
        Self::Open,
        Self::WrongAndKept,
        Self::WrongInSilence,
        Self::LostInSilence,
    ];
}

/// A number with its fate, and in words what is wrong.
pub(super) struct Judged {
    pub(super) fate: Fate,
    pub(super) place: Place,
    pub(super) reason: String,
}

/// Judges every number of a file, and every figure that was taken from where none stands.
pub(super) fn judge(written: &Written, seen: &Value, taken: &[Figure], findings: &[Finding]) -> Vec<Judged> {
    let mut taken_at: BTreeMap<Place, Vec<&Figure>> = BTreeMap::new();
    for figure in taken.iter().filter(|figure| figure.quantity.bounds.is_some()) {
        taken_at.entry((figure.origin.cell.row, figure.origin.cell.column)).or_default().push(figure);
    }
    let mut seen_at: BTreeMap<Place, Vec<&Value>> = BTreeMap::new();
    for figure in seen["figures"].as_array().unwrap() {
        if let Some(place) = figure["cell"].as_str().and_then(place) {
            seen_at.entry(place).or_default().push(figure);
        }
    }
    let nothing = Vec::new();
    let mut judged: Vec<Judged> = written
        .facts
        .iter()
        .map(|(place, fact)| {
            let seen = seen_at.get(place).unwrap_or(&nothing);
            let is_said = findings.iter().any(|finding| covers(finding, *place))
                || seen.iter().any(|figure| figure["kept_back"].is_string());
            let (fate, reason) = match taken_at.get(place) {
                Some(figures) => of_taken(written, fact, figures, seen),
                None if !is_said => (Fate::LostInSilence, format!("{} is not spoken of", fact.printed)),
                None => of_kept(fact, seen),
            };
            Judged { fate, place: *place, reason }
        })
        .collect();
    for (place, figures) in taken_at.iter().filter(|(place, _)| !written.facts.contains_key(place)) {
        let reason = format!("no figure stands there, and {} was taken", figures[0].quantity.printed);
        judged.push(Judged { fate: Fate::WrongInSilence, place: *place, reason });
    }
    judged
}

fn of_taken(written: &Written, fact: &Fact, figures: &[&Figure], seen: &[&Value]) -> (Fate, String) {
    let [figure] = figures else {
        return (Fate::WrongInSilence, format!("{} figures for {}", figures.len(), fact.printed));
    };
    if fact.is_other {
        let reason = format!("{} is a part, growth or index, taken as {}", fact.printed, figure.indicator);
        return (Fate::WrongInSilence, reason);
    }
    let mut wrong = Vec::new();
    let value = figure.quantity.value;
    if !value.is_some_and(|value| same(value, fact.value)) {
        wrong.push(format!("{} is {}, not {value:?}", fact.printed, fact.value));
    }
    let tier = fact.sense.tier.unwrap_or("all");
    let parts = [
        ("area", fact.sense.area, figure.area.0.clone()),
        ("tier", Some(tier), figure.tier.0.clone()),
        ("indicator", fact.sense.indicator, figure.indicator.0.clone()),
        ("period", fact.sense.period.as_deref(), figure.period.to_string()),
    ];
    for (part, truth, found) in parts {
        match truth {
            Some(truth) if truth == found => {}
            Some(truth) => wrong.push(format!("{part} is {truth}, not {found}")),
            None => wrong.push(format!("{part} is said nowhere, taken as {found}")),
        }
    }
    wrong.extend(wrong_labels(written, fact, seen));
    if wrong.is_empty() {
        (Fate::Right, String::new())
    } else {
        (Fate::WrongInSilence, format!("{}: {}", fact.printed, wrong.join("; ")))
    }
}

/// Labels that do not stand with a figure, or stand with it and are another's.
fn wrong_labels(written: &Written, fact: &Fact, seen: &[&Value]) -> Option<String> {
    let figure = seen.first()?;
    let labels = ["row_labels", "column_labels"].map(|key| figure[key].as_array().unwrap());
    let labels: Vec<&str> = labels.into_iter().flatten().filter_map(Value::as_str).map(str::trim).collect();
    let absent =
        fact.labels.iter().find(|wanted| !labels.iter().any(|label| label.contains(wanted.as_str())));
    if let Some(absent) = absent {
        return Some(format!("label {absent:?} is not among {labels:?}"));
    }
    let is_foreign =
        |label: &&&str| written.labels.contains(**label) && !fact.labels.iter().any(|own| own == *label);
    labels.iter().find(is_foreign).map(|foreign| format!("label {foreign:?} is another's"))
}

fn of_kept(fact: &Fact, seen: &[&Value]) -> (Fate, String) {
    if fact.is_doubtful || !fact.can_be_taken() {
        return (Fate::Right, String::new());
    }
    let Some(figure) = seen.first() else {
        return (Fate::Open, format!("{} is no figure", fact.printed));
    };
    let value = figure["value"].as_f64().unwrap_or(f64::NAN) * figure["factor"].as_f64().unwrap_or(f64::NAN);
    let mut wrong = Vec::new();
    if !same(value, fact.value) {
        wrong.push(format!("{} is {}, not {value}", fact.printed, fact.value));
    }
    let mut open = Vec::new();
    let parts = [
        ("area_code", fact.sense.area),
        ("tier", Some(fact.sense.tier.unwrap_or("all"))),
        ("indicator", fact.sense.indicator),
        ("period", fact.sense.period.as_deref()),
    ];
    for (part, truth) in parts {
        match figure[part].as_str() {
            None => open.push(part),
            found if found == truth => {}
            Some(found) => wrong.push(format!("{part} is {}, not {found}", truth.unwrap_or_default())),
        }
    }
    match (wrong.is_empty(), open.is_empty()) {
        (false, _) => (Fate::WrongAndKept, wrong.join("; ")),
        (true, false) => (Fate::Open, format!("{} {} open", fact.printed, open.join(", "))),
        (true, true) => (Fate::KeptThoughRight, format!("{} is right", fact.printed)),
    }
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * other.abs().max(1.0)
}

/// Whether a finding speaks of a cell: it stands there, left of it, above it, or names a range that holds it.
fn covers(finding: &Finding, (row, column): Place) -> bool {
    if finding.rule.starts_with("origin.") {
        return false;
    }
    let stands = finding
        .cells
        .iter()
        .any(|cell| cell.row == row && cell.column <= column || cell.column == column && cell.row <= row);
    let words = finding.message.en.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != ':');
    let mut ranges = words.filter_map(|word| {
        let (first, last) = word.split_once(':')?;
        Some((place(first)?, place(last)?))
    });
    let is_in_range = |((top, left), (bottom, right)): (Place, Place)| {
        (top..=bottom).contains(&row) && (left..=right).contains(&column)
    };
    stands || ranges.any(is_in_range)
}

/// The place of an address such as `C17`.
fn place(address: &str) -> Option<Place> {
    let split = address.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = address.split_at(split);
    if letters.is_empty() || !letters.chars().all(|letter| letter.is_ascii_uppercase()) {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    Some((digits.parse().ok()?, column))
}
