//! `tierstat table`: the main table of a messy file as clean CSV.

use crate::args::{Format, TableArguments};
use crate::comma_separated::{Formulas, Visit};
use crate::exit::{Failure, Outcome};
use crate::output::Output;

pub(crate) fn run(arguments: &TableArguments, output: &Output) -> Result<Outcome, Failure> {
    let limits = tierstat_ingest::Limits::default();
    let records = |visit: Visit<'_>| {
        let sheet = arguments.sheet.as_deref();
        Ok(tierstat_ingest::for_each_clean_record(&arguments.file, sheet, &limits, visit)?)
    };
    let formulas = if arguments.guard_formulas { Formulas::Guarded } else { Formulas::AsPrinted };
    match output.format() {
        Format::Json => output.json_records(records)?,
        Format::Jsonl => output.json_record_lines(records)?,
        // The records are the answer whatever their width, so the table of this verb is its CSV.
        Format::Csv | Format::Table => output.records(formulas, records)?,
    }
    Ok(Outcome::default())
}
