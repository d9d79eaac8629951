//! What a sentence says of the numbers it stands on that are marked as of low reliability.

use crate::binding::Binding;
use crate::course::is_of_low_reliability;
use std::collections::BTreeSet;
use tierstat_model::{Language, Period};
use tierstat_words as words;

/// A sentence that names the periods whose numbers are marked, to stand behind what is claimed of them; empty where there are none.
pub(super) fn remark(stands_on: &[Binding], language: Language) -> String {
    let readings = stands_on.iter().flat_map(|binding| &binding.readings);
    let marked = readings.filter(|reading| is_of_low_reliability(reading)).map(|reading| {
        let period: Period = reading.figure.period;
        (period.last_day(), words::period(period, language))
    });
    let marked: BTreeSet<_> = marked.collect();
    let periods: Vec<String> = marked.into_iter().map(|(_, period)| period).collect();
    match (language, periods.as_slice()) {
        (_, []) => String::new(),
        (Language::Chinese, _) => format!("其中{}的数标为可靠性低。", periods.join("、")),
        (Language::English, [one]) => format!(" The number for {one} is marked as of low reliability."),
        (Language::English, [earlier @ .., last]) => {
            format!(" The numbers for {} and {last} are marked as of low reliability.", earlier.join(", "))
        }
    }
}
