//! Reference values computed elsewhere, and how close a result comes to them.
#![allow(dead_code, reason = "each test file uses what it needs")]

pub(crate) mod forecast_metrics;
pub(crate) mod one_way;

use serde_json::Value;
use std::path::PathBuf;

/// One worked case: `{id, description, reference, inputs, outputs, rtol, note}`.
pub(crate) struct Case(Value);

impl Case {
    /// The case of this name, from the file of this name in `tests/oracles`.
    pub(crate) fn load(file: &str, id: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/oracles").join(file);
        let text = std::fs::read_to_string(path).expect("a file of cases");
        let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
        Self(cases.into_iter().find(|case| case["id"] == id).expect("a case of this name"))
    }

    /// An input or an output by its JSON pointer, such as `/inputs/y`.
    pub(crate) fn at(&self, pointer: &str) -> &Value {
        self.0.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is not in the case"))
    }

    /// A number.
    pub(crate) fn number(&self, pointer: &str) -> f64 {
        self.at(pointer).as_f64().expect("a number")
    }

    /// A list of numbers; null is NaN.
    pub(crate) fn numbers(&self, pointer: &str) -> Vec<f64> {
        let list = self.at(pointer).as_array().expect("a list");
        list.iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect()
    }

    /// A list of lists of numbers.
    pub(crate) fn table(&self, pointer: &str) -> Vec<Vec<f64>> {
        let rows = self.at(pointer).as_array().expect("a list");
        rows.iter()
            .map(|row| row.as_array().expect("a list").iter().map(|v| v.as_f64().unwrap()).collect())
            .collect()
    }

    /// The relative tolerance of the case.
    pub(crate) fn tolerance(&self) -> f64 {
        self.number("/rtol")
    }

    /// Asserts that a number is the one at the pointer within the tolerance of the case.
    pub(crate) fn assert(&self, pointer: &str, found: f64) {
        assert_close(pointer, found, self.number(pointer), self.tolerance());
    }

    /// Asserts that a list is the one at the pointer within the tolerance of the case.
    pub(crate) fn assert_all(&self, pointer: &str, found: &[f64]) {
        let expected = self.numbers(pointer);
        assert_eq!(found.len(), expected.len(), "{pointer}");
        for (found, expected) in found.iter().zip(expected) {
            assert_close(pointer, *found, expected, self.tolerance());
        }
    }
}

/// Asserts closeness in relation to the expected number (in absolute terms where that is zero).
pub(crate) fn assert_close(what: &str, found: f64, expected: f64, relative: f64) {
    let scale = if expected == 0.0 { 1.0 } else { expected.abs() };
    assert!((found - expected).abs() <= relative * scale, "{what}: {found} is not {expected}");
}

/// A folder of data that is run against but not part of the project; says so and is `None` where it is absent.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is absent", path.display());
    None
}

/// Digits that agree: the negative logarithm of the relative error, 15 at most (NIST's log relative error).
pub(crate) fn log_relative_error(found: f64, certified: f64) -> f64 {
    if found == certified {
        return 15.0;
    }
    let error = if certified == 0.0 { found.abs() } else { ((found - certified) / certified).abs() };
    (-error.log10()).clamp(0.0, 15.0)
}
