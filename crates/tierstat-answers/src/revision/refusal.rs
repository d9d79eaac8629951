//! Why there is nothing to compare, with the days from which there is.

use crate::error::AnswerError;
use crate::instead::nothing_there;
use crate::selection::Selection;
use jiff::civil::Date;
use tierstat_model::{CodeLists, FigureLookup, Localized};

/// Two days, the earlier one first.
///
/// # Errors
/// [`AnswerError::Question`] where the later one comes first.
pub(super) fn in_order([earlier, later]: [Date; 2]) -> Result<(), AnswerError> {
    if earlier <= later {
        return Ok(());
    }
    Err(AnswerError::question(
        Localized::new(format!("{later} 早于 {earlier}"), format!("{later} is before {earlier}")),
        Localized::new("先写较早的一天", "write the earlier day first"),
    ))
}

/// The refusal where no figure was known on a day: from which day on there are some, else what there is instead.
pub(super) fn nothing_known(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    day: Date,
) -> AnswerError {
    let message =
        Localized::new(format!("{day} 尚不知任何数据"), format!("no figure of it was known on {day}"));
    let ever = Selection { known_on: None, ..selection.clone() };
    match lookup.readings(&ever.query()) {
        Err(error) => error.into(),
        Ok(readings) => match readings.iter().map(|reading| reading.figure.origin.known_on).min() {
            Some(first) => AnswerError::question(
                message,
                Localized::new(
                    format!("今所采用者最早知于 {first}：写其后的一天"),
                    format!("what is answered today was first known on {first}: name a day from then on"),
                ),
            ),
            None => nothing_there(lookup, lists, &ever, message),
        },
    }
}
