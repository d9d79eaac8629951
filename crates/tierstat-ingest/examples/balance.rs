//! Reads files and prints how many tables, figures and findings there are: for timings and memory of whole processes.
//!
//! `cargo run --release -p tierstat-ingest --example balance -- [--tables] FILE…`; with `--tables` the tables alone are
//! found, without a figure for each cell.

use std::path::{Path, PathBuf};
use tierstat_ingest::{FileContext, IngestError, Limits, inspect, layout};
use tierstat_model::CodeLists;

#[allow(clippy::print_stdout, reason = "an example that measures prints what it found")]
fn main() -> Result<(), IngestError> {
    let mut arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let tables_only = arguments.first().is_some_and(|first| first.as_path() == Path::new("--tables"));
    if tables_only {
        arguments.remove(0);
    }
    let (lists, limits) = (CodeLists::default(), Limits::default());
    for path in &arguments {
        let name = path.display().to_string();
        if tables_only {
            println!("{name}: layout {}", layout(path, &limits)?.fingerprint());
            continue;
        }
        let seen = inspect(&FileContext::new(path, &name, &lists, &limits))?;
        println!(
            "{name}: {} tables, {} figures, {} findings",
            seen.tables(),
            seen.figures(),
            seen.findings().len()
        );
    }
    Ok(())
}
