//! What is kept back: said after an import and by a build, and listed by `tierstat figures --kept-back`.

use crate::args::Format;
use crate::exit::Failure;
use crate::output::Output;
use tierstat_answers::figures::FiguresQuestion;
use tierstat_answers::kept_back;
pub(crate) use tierstat_answers::kept_back::{Told, waiting};
use tierstat_model::{CodeLists, KeptBack};

/// Lists what is kept back and asked for.
pub(crate) fn list(
    kept: Vec<KeptBack>,
    question: &FiguresQuestion,
    lists: &CodeLists,
    output: &Output,
) -> Result<(), Failure> {
    let rows = kept_back::kept_back(kept, lists, question)?;
    if rows.is_empty() && output.format() == Format::Table {
        let nothing = kept_back::nothing();
        output.data(&format!("{}\n", nothing.get(output.language())));
    } else {
        output.rows(&rows, lists, false);
    }
    Ok(())
}
