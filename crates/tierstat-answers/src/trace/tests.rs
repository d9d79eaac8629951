//! The origin of figures and sums, and ids that name none.

use super::{Absence, Receipt, TraceRow, TracedFigure, only_one};
use crate::Voice;
use crate::figures::{FiguresQuestion, figures};
use crate::row::Row;
use crate::testing::{for_programs, lists, readings};
use serde_json::{Value, json};
use tierstat_model::{Language, Localized};

fn said(row: &TraceRow<'_>) -> Vec<String> {
    let lists = lists();
    let voice = Voice { lists: &lists, language: Language::English };
    let fields = TraceRow::fields().into_iter().filter(|field| field.audience() != crate::Audience::Programs);
    fields.flat_map(|field| field.lines_said(row, &voice)).collect()
}

#[test]
fn a_figure_that_is_not_used_names_the_one_that_is() {
    let mut found = readings(&["clubs|all|0|2010|24", "clubs|all|0|2011|40~50"]).0;
    let (other, figure) = (found.remove(1).figure, found[0].figure.clone());
    let mut reading = found.remove(0);
    reading.behind = vec![other.clone(), figure.clone()];
    reading.figure = other;
    reading.figure.id.0 = "another".into();
    let receipt =
        Receipt { file: "a.csv".into(), imported_on: "2021-01-01".parse().unwrap(), stored_bytes: 7 };
    let traced = TracedFigure { figure, reading, receipt };
    let row = TraceRow::of_figure(&traced);
    let lines = said(&row);
    assert!(lines.contains(&"not used; another is".to_owned()), "{lines:?}");
    assert!(lines.contains(&"[24, 24] (exact)".to_owned()), "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.contains("clubs|all|0|2011|40~50 40~50 — ")).count(), 1);
    let row = for_programs(&row, &lists());
    assert_eq!((&row["rule"], &row["preferred"]), (&json!("behind"), &json!("another")));
    assert_eq!((&row["behind"], &row["parts"]), (&json!(["clubs|all|0|2011|40~50"]), &json!([])));
    assert_eq!((&row["stored_bytes"], &row["url"]), (&json!(7), &Value::Null));
}

#[test]
fn a_sum_is_traced_to_its_parts() {
    let ledger = readings(&["clubs|province|0|2010|24", "clubs|county|0|2010|97"]);
    let found =
        figures(&ledger, &lists(), FiguresQuestion::from(tierstat_model::FigureQuery::of_wholes())).unwrap();
    let row = TraceRow::of_sum(&found.totals[0]);
    let lines = said(&row);
    assert_eq!(lines[0], "24 + 97 = 121 (no source prints a total; sum of the tiers)");
    assert_eq!(lines[1], "24  province  clubs|province|0|2010|24 — a.csv › A1");
    let row = for_programs(&row, &lists());
    assert_eq!(
        (&row["value"], &row["id"], &row["rule"]),
        (&json!(121.0), &Value::Null, &json!("sum-of-tiers"))
    );
    assert_eq!(row["parts"].as_array().map(Vec::len), Some(2));
}

#[test]
fn an_id_that_names_none_or_several_is_refused_with_what_to_do() {
    let figures: Vec<_> = readings(&["clubs|all|0|2010|24", "clubs|all|0|2011|25"])
        .0
        .into_iter()
        .map(|found| found.figure)
        .collect();
    assert_eq!(only_one("clubs", &figures[..1], None).unwrap(), Some(&figures[0]));
    assert_eq!(only_one("clubs", &[], None).unwrap(), None);
    let several = only_one("clubs", &figures, None).unwrap_err();
    assert!(several.localized().zh.contains("、"), "{}", several.localized().zh);
    let since = "2020-05-01".parse().unwrap();
    let gone =
        Absence::SourceGone { file: "a.csv".into(), since, why: Localized::new("已不在", "it is gone") };
    assert!(gone.refusal("ab").hint().en.ends_with("--known-on a day before 2020-05-01"));
    let early = only_one("clubs", &figures[..1], "2019-01-01".parse().ok()).unwrap_err();
    assert!(early.localized().en.contains("not known yet on 2019-01-01"), "{}", early.localized().en);
    assert!(early.hint().zh.contains("2020-01-01"), "{}", early.hint().zh);
    assert!(Absence::KeptBack.refusal("ab").hint().en.contains("--kept-back"));
    assert_ne!(Absence::Unknown.refusal("ab").hint(), Absence::KeptBack.refusal("ab").hint());
}
