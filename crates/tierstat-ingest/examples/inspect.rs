//! Prints what the importer sees in a file, without a project: `inspect FILE`, as the command line's verb does.

#![expect(clippy::print_stderr, reason = "an example is a program")]

use std::path::Path;
use std::process::ExitCode;
use tierstat_ingest::{FileContext, Limits, inspect};
use tierstat_model::{CodeLists, Language};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "inspect").collect();
    let Some(file) = arguments.first() else {
        eprintln!("usage: inspect FILE");
        return ExitCode::from(2);
    };
    let (lists, limits) = (CodeLists::default(), Limits::default());
    let context = FileContext {
        path: Path::new(file),
        name: file,
        lists: &lists,
        origin: None,
        mapping: None,
        corrections: &[],
        limits: &limits,
        source_rank: 0,
        imported_on: None,
    };
    match inspect(&context) {
        Ok(inspection) => {
            let output = std::io::stdout().lock();
            // A reader that closes early has seen what it wanted.
            let _ = serde_json::to_writer_pretty(output, &inspection.document(Language::English));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}\n{}", error.hint().en);
            ExitCode::from(3)
        }
    }
}
