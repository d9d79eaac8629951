//! The JSON schema of what answers print, made from the fields of their rows and held equal to the one in `docs` by a test.
//!
//! A new answer has its rows in [`answers`], and nothing else to write.

use super::{
    build, chart, doctor, editions, file_outcome, import, inspect, lint, proofread, settle, written_file,
};
use serde_json::{Map, Value, json};
use tierstat_answers::{
    Row, adoption, balance, check, coverage, figures, fit, forecast, growth, kept_back, plan, revision,
    roll_up, row_definitions, row_schema, trace, trend,
};

/// One kind of rows that a verb answers with.
struct Rows {
    name: &'static str,
    schema: Value,
    /// Whether they stand in CSV alone, where JSON has documents of their own.
    is_csv: bool,
}

/// Rows of columns.
fn rows<R: Row>(name: &'static str) -> Rows {
    Rows { name, schema: row_schema::<R>(), is_csv: false }
}

/// Rows of columns where JSON has documents.
fn csv<R: Row>(name: &'static str) -> Rows {
    Rows { is_csv: true, ..rows::<R>(name) }
}

/// Documents.
fn documents(name: &'static str, schema: Value) -> Rows {
    Rows { name, schema, is_csv: false }
}

/// Every verb that answers in rows, with all kinds of them.
fn answers() -> Vec<(&'static str, Vec<Rows>)> {
    vec![
        (
            "balance",
            vec![
                rows::<balance::SpreadRow>("balance"),
                rows::<balance::ConvergenceRow>("balance-convergence"),
                rows::<balance::QuotientRow<'_>>("balance-quotients"),
            ],
        ),
        ("build", vec![rows::<build::Step>("build")]),
        (
            "chart",
            vec![
                rows::<written_file::WrittenFile>("written-file"),
                rows::<chart::ListedChart>("listed-chart"),
                rows::<chart::ExplainedLine>("explained-chart"),
                rows::<chart::ComparedRow>("compared-chart"),
            ],
        ),
        ("check", vec![rows::<check::FindingRow>("check"), rows::<check::RuleRow>("check-rules")]),
        (
            "coverage",
            vec![
                rows::<coverage::CoverageRow<'_>>("coverage"),
                rows::<coverage::SampleRow<'_>>("coverage-sample"),
                documents("coverage-hazard", adoption::document_schema()),
                csv::<adoption::StepRow<'_>>("coverage-hazard-steps"),
            ],
        ),
        ("diff", vec![rows::<revision::ChangeRow<'_>>("diff")]),
        ("doctor", vec![rows::<doctor::Line>("doctor")]),
        ("errata", vec![rows::<revision::Erratum>("errata")]),
        (
            "figures",
            vec![
                rows::<figures::FigureRow<'_>>("figures"),
                documents("figures-wide", figures::Panel::row_schema()),
                rows::<kept_back::KeptBackRow>("figures-kept-back"),
            ],
        ),
        (
            "fit",
            vec![documents("fit", fit::document_schema()), csv::<fit::ParameterRow<'_>>("fit-parameters")],
        ),
        ("forecast", vec![rows::<forecast::ForecastRow<'_>>("forecast")]),
        ("forget", vec![rows::<file_outcome::FileOutcome>("file-outcome")]),
        (
            "growth",
            vec![
                rows::<growth::GrowthRow>("growth"),
                rows::<growth::IndexRow<'_>>("growth-index"),
                rows::<growth::ShiftRow<'_>>("growth-shift-share"),
                rows::<growth::DecompositionRow>("growth-decomposition"),
            ],
        ),
        ("import", vec![rows::<import::line::Line>("import")]),
        ("init", vec![rows::<file_outcome::FileOutcome>("file-outcome")]),
        // As JSON it is a document that has a schema of its own.
        ("inspect", vec![rows::<inspect::FigureRow<'_>>("inspect-figures")]),
        ("lint", vec![rows::<lint::CheckedRow>("lint"), rows::<lint::CheckRow>("lint-checks")]),
        ("new", vec![rows::<written_file::WrittenFile>("written-file")]),
        (
            "report",
            vec![
                rows::<written_file::WrittenFile>("written-file"),
                rows::<proofread::ClaimRow<'_>>("report-check"),
                rows::<editions::EditionRow>("report-editions"),
            ],
        ),
        ("revisions", vec![rows::<revision::Revisions>("revisions")]),
        ("roll-up", vec![rows::<roll_up::RollUp>("roll-up")]),
        ("settle", vec![rows::<settle::WouldWrite>("settle")]),
        ("target", vec![rows::<plan::TargetProgress>("target")]),
        ("trace", vec![rows::<trace::TraceRow<'_>>("trace")]),
        ("trend", vec![rows::<trend::SeriesTrend>("trend")]),
    ]
}

/// The schema as text.
fn schema() -> String {
    let answers = answers();
    let verbs: Vec<&str> = answers.iter().map(|(verb, _)| *verb).collect();
    let by_verb = answers.iter().map(|(verb, kinds)| {
        let kinds = kinds
            .iter()
            .filter(|rows| !rows.is_csv)
            .map(|rows| json!({"type": "array", "items": {"$ref": format!("#/$defs/{}", rows.name)}}));
        json!({
            "if": {"properties": {"answer": {"const": verb}}},
            "then": {"properties": {"rows": {"anyOf": kinds.collect::<Vec<Value>>()}}},
        })
    });
    let by_verb: Vec<Value> = by_verb.collect();
    let mut definitions: Map<String, Value> = row_definitions();
    for rows in answers.into_iter().flat_map(|(_, kinds)| kinds) {
        definitions.insert(rows.name.to_owned(), rows.schema);
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:tierstat:answers:2",
        "title": "Answers of tierstat in rows",
        "description": "What verbs print with --format json. A line of --format jsonl is one of the rows. CSV has the columns of the rows of $defs.",
        "type": "object",
        "required": ["answer", "rows", "schema_version"],
        "properties": {
            "schema_version": {"const": 2},
            "answer": {"description": "The verb that answers", "enum": verbs},
            "rows": {"type": "array"},
        },
        "additionalProperties": false,
        "allOf": by_verb,
        "$defs": definitions,
    });
    serde_json::to_string_pretty(&schema).expect("JSON") + "\n"
}

#[test]
fn the_schema_of_answers_is_that_of_their_rows() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/answers.schema.json");
    let expected = schema();
    if std::env::var_os("TIERSTAT_BLESS").is_some() {
        std::fs::write(&path, &expected).expect("written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{} is out of date: run `just bless` and read the diff", path.display());
}
