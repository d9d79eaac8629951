//! Comma-separated values, for programs that take cells for formulas.

use crate::exit::Failure;
use crate::streams::Answers;
use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::ControlFlow;
use tierstat_model::{guarded, seen_line};

/// Records as comma-separated values. Cells of text are guarded: none is run as a formula, and reading the file again gives
/// back every one as it was.
pub(crate) fn comma_separated<Cell: AsRef<str>>(
    records: impl IntoIterator<Item = impl IntoIterator<Item = Cell>>,
) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        for cell in record {
            // Writing into memory cannot fail.
            let _ = writer.write_field(guarded(cell.as_ref()).as_bytes());
        }
        let _ = writer.write_record(None::<&[u8]>);
    }
    writer.into_inner().unwrap_or_default()
}

/// What takes records one by one, and says whether it takes more.
pub(crate) type Visit<'a> = &'a mut dyn FnMut(&[Cow<'_, str>]) -> ControlFlow<()>;

/// Whether cells of text are changed where a program would run them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Formulas {
    /// Cells are written exactly as they are printed.
    AsPrinted,
    /// Cells are guarded.
    Guarded,
}

/// Writes records one by one to stdout, however many, until it is full or nobody reads on.
pub(crate) fn write_records(
    answers: &Answers,
    formulas: Formulas,
    records: impl FnOnce(Visit<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let is_terminal = answers.is_terminal();
    let mut found = Ok(());
    answers.write(|stdout: &mut dyn Write| {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(stdout);
        let mut ended = Ok(());
        found = records(&mut |record| {
            let mut cells = record.iter().map(|cell| {
                let cell = match formulas {
                    Formulas::AsPrinted => Cow::Borrowed(cell.as_ref()),
                    Formulas::Guarded => guarded(cell),
                };
                // A terminal acts on what a program would read.
                if is_terminal { Cow::Owned(seen_line(&cell).into_owned()) } else { cell }
            });
            let written = cells
                .try_for_each(|cell| writer.write_field(cell.as_bytes()))
                .and_then(|()| writer.write_record(None::<&[u8]>));
            ended = written.map_err(io::Error::from);
            if ended.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        ended.and_then(|()| writer.flush())
    });
    found
}
