//! Reads files as an import would and prints how many tables, figures and findings there are: for timings and memory.
//!
//! `cargo run --release -p tierstat-ingest --example balance -- FILE…`

use std::path::PathBuf;
use tierstat_ingest::{FileContext, IngestError, Limits, inspect};
use tierstat_model::CodeLists;

#[allow(clippy::print_stdout, reason = "an example that measures prints what it found")]
fn main() -> Result<(), IngestError> {
    let (lists, limits) = (CodeLists::default(), Limits::default());
    for argument in std::env::args_os().skip(1) {
        let path = PathBuf::from(argument);
        let name = path.display().to_string();
        let seen = inspect(&FileContext {
            path: &path,
            name: &name,
            lists: &lists,
            origin: None,
            mapping: None,
            earlier: None,
            corrections: &[],
            limits: &limits,
            source_rank: 1,
            imported_on: None,
        })?;
        println!(
            "{name}: {} tables, {} figures, {} findings",
            seen.tables(),
            seen.figures(),
            seen.findings().len()
        );
    }
    Ok(())
}
