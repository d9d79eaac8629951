//! `tierstat table`: the main table of a messy file as clean CSV.

use crate::args::{Format, TableArguments};
use crate::exit::{Failure, Outcome};
use crate::output::Output;

pub(crate) fn run(arguments: &TableArguments, output: &Output) -> Result<Outcome, Failure> {
    let limits = tierstat_ingest::Limits::default();
    let rows = tierstat_ingest::clean_table(&arguments.file, arguments.sheet.as_deref(), &limits)?;
    match output.format() {
        Format::Json => output.json(&serde_json::json!(rows)),
        // The records are the answer whatever their width, so the table of this verb is its CSV.
        Format::Csv | Format::Table => {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                // Writing into memory cannot fail.
                let _ = writer.write_record(row);
            }
            let bytes = writer.into_inner().unwrap_or_default();
            output.data(&String::from_utf8_lossy(&bytes));
        }
    }
    Ok(Outcome::default())
}
