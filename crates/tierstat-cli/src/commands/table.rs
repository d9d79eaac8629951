//! `tierstat table`: the main table of a messy file as clean CSV.

use crate::args::{Format, TableArguments};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use std::borrow::Cow;
use std::io::Write;
use std::ops::ControlFlow;

pub(crate) fn run(arguments: &TableArguments, output: &Output) -> Result<Outcome, Failure> {
    let limits = tierstat_ingest::Limits::default();
    let mut stdout = std::io::BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let visit = |visit: &mut dyn FnMut(&[Cow<'_, str>]) -> std::io::Result<()>| {
        tierstat_ingest::for_each_clean_record(
            &arguments.file,
            arguments.sheet.as_deref(),
            &limits,
            // A closed pipe is no error, but there is nobody to write for.
            |record| if visit(record).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) },
        )
    };
    match output.format() {
        Format::Json => {
            let mut before = "[";
            visit(&mut |record| {
                stdout.write_all(before.as_bytes())?;
                before = ",";
                Ok(serde_json::to_writer(&mut stdout, record)?)
            })?;
            let end = if before == "[" { "[]\n" } else { "]\n" };
            let _ = stdout.write_all(end.as_bytes());
        }
        // The records are the answer whatever their width, so the table of this verb is its CSV.
        Format::Csv | Format::Table => {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(&mut stdout);
            visit(&mut |record| Ok(writer.write_record(record.iter().map(|cell| cell.as_bytes()))?))?;
        }
    }
    let _ = stdout.flush();
    Ok(Outcome::default())
}
