//! Reads files and prints how many tables, figures and findings there are: for timings and memory of whole processes.
//!
//! `cargo run --release -p tierstat-ingest --example balance -- [--tables|--records] FILE…`; with `--tables` the tables
//! alone are found, without a figure for each cell; with `--records` the records pass by and their numbers are read.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tierstat_ingest::{FileContext, IngestError, Limits, for_each_clean_record, inspect, layout};
use tierstat_model::CodeLists;

#[allow(clippy::print_stdout, reason = "an example that measures prints what it found")]
fn main() -> Result<(), IngestError> {
    let mut arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mode = arguments.first().map(|first| first.display().to_string()).unwrap_or_default();
    if mode.starts_with("--") {
        arguments.remove(0);
    }
    let limits = Limits::default();
    for path in &arguments {
        let found = match mode.as_str() {
            "--tables" => format!("layout {}", layout(path, &limits)?.fingerprint()),
            "--records" => numbers_in_records(path, &limits)?,
            _ => figures(path, &limits)?,
        };
        println!("{}: {found}", path.display());
    }
    Ok(())
}

fn figures(path: &Path, limits: &Limits) -> Result<String, IngestError> {
    let lists = CodeLists::default();
    let seen = inspect(&FileContext::new(path, "file", &lists, limits))?;
    let (tables, figures, findings) = (seen.tables(), seen.figures(), seen.findings().len());
    Ok(format!("{tables} tables, {figures} figures, {findings} findings"))
}

fn numbers_in_records(path: &Path, limits: &Limits) -> Result<String, IngestError> {
    let (mut records, mut numbers, mut sum) = (0_u64, 0_u64, 0.0);
    let visit = |record: &[Cow<'_, str>]| {
        records += 1;
        for number in record.iter().filter_map(|cell| cell.parse::<f64>().ok()) {
            numbers += 1;
            sum += number;
        }
        ControlFlow::Continue(())
    };
    for_each_clean_record(path, None, limits, visit)?;
    Ok(format!("{records} records, {numbers} numbers that sum to {sum:e}"))
}
