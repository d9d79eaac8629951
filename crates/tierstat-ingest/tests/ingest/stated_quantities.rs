//! The printed numbers of the figures to start from: where their files state value and precision, both must come out.

use std::path::PathBuf;
use tierstat_ingest::parse_number;
use tierstat_model::{Precision, Quantity};

/// What is printed and is no one number: two numbers at once.
const NO_NUMBER: [&str; 1] = ["100个/6000个左右"];

/// The folder of the figures to start from, which stands beside the project and is no part of it.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data")
}

/// One printed number with what its file states.
struct Stated {
    printed: String,
    value: Option<f64>,
    precision: Option<String>,
}

fn stated() -> Vec<Stated> {
    let Ok(entries) = std::fs::read_dir(folder()) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
    paths.sort();
    let mut stated = Vec::new();
    for path in paths {
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let headers = reader.headers().unwrap().clone();
        let column = |name: &str| headers.iter().position(|header| header == name);
        let Some(printed) = column("value_raw") else { continue };
        for record in reader.records() {
            let record = record.unwrap();
            let cell = |name: &str| {
                let cell = column(name).and_then(|column| record.get(column));
                cell.filter(|text| !text.is_empty()).map(str::to_owned)
            };
            stated.push(Stated {
                printed: record[printed].to_owned(),
                value: cell("value_num").map(|value| value.parse().unwrap()),
                precision: cell("precision"),
            });
        }
    }
    stated
}

/// Whether a precision is the one that a file states; what it calls approximate has two rows in the table.
fn agrees(stated: &str, quantity: &Quantity) -> bool {
    match (stated, quantity.precision) {
        ("approx", Precision::About | Precision::Almost) => true,
        // A printed percentage is exact to the file and a share here.
        ("exact", Precision::Share) => true,
        (stated, found) => stated.replace('_', "-") == found.name(),
    }
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn every_printed_number_parses_to_its_stated_value_and_precision() {
    let stated = stated();
    if stated.is_empty() {
        eprintln!("skipped: there are no figures at {}", folder().display());
        return;
    }
    let mut wrong = Vec::new();
    for Stated { printed, value, precision } in &stated {
        let Some(number) = parse_number(printed) else {
            if !NO_NUMBER.contains(&printed.as_str()) {
                wrong.push(format!("{printed}: no number"));
            }
            continue;
        };
        let quantity = number.quantity;
        // The files state percentages, the quantity is a ratio.
        let scale = if quantity.precision == Precision::Share { 100.0 } else { 1.0 };
        let found = quantity.value.map(|value| value * scale);
        let same = |stated: f64| found.is_some_and(|found| (found - stated).abs() <= 1e-12 * stated.abs());
        if value.is_some_and(|value| !same(value)) {
            wrong.push(format!("{printed}: {value:?} is stated, {found:?} read"));
        }
        if precision.as_deref().is_some_and(|precision| !agrees(precision, &quantity)) {
            wrong.push(format!("{printed}: {precision:?} is stated, {} read", quantity.precision.name()));
        }
        if quantity.bounds.is_none() {
            wrong.push(format!("{printed}: no bounds"));
        }
    }
    assert!(stated.len() > 300 && wrong.is_empty(), "of {}:\n{}", stated.len(), wrong.join("\n"));
}

#[test]
fn a_share_of_a_whole_goes_from_nothing_to_all() {
    let text =
        "地区,年份,协会占比\n北京市,2019,0.0%\n吉林省,2019,50.0%\n广东省,2019,100.0%\n北京市,2018,99.98%\n";
    let project = crate::small_project::SmallProject::with("t.csv", text.as_bytes()).share();
    let bounds: Vec<String> = project
        .import()
        .unwrap()
        .figures
        .iter()
        .filter_map(|figure| Some(figure.quantity.bounds?.to_string()))
        .collect();
    assert_eq!(bounds, ["[0, 0.0005)", "[0.4995, 0.5005)", "[0.9995, 1]", "[0.99975, 0.99985)"]);
}
