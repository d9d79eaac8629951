//! What a sentence says of the numbers it stands on that are marked as of low reliability.

use crate::binding::{Binding, Bindings, Known};
use crate::low_reliability::marked;
use crate::scope::Scope;
use crate::text::token;
use tierstat_model::{Language, Reading};
use tierstat_stats::known_number::{KnownNumber, SeriesId};
use tierstat_words as words;

/// A sentence that names the numbers among those bound since a place that are marked, to stand behind what is claimed of them; empty where
/// there are none.
pub(super) fn remark(scope: &Scope, bindings: &Bindings, since: usize) -> String {
    let marked: Vec<Reading> = bindings.with(|known| {
        let stands_on = known.get(since..).unwrap_or_default();
        marked(stands_on.iter().flat_map(|binding| &binding.readings))
    });
    let named = marked.iter().filter_map(|reading| {
        let key = &reading.key;
        let series = SeriesId::of_question(key);
        let number = Known::of(scope, KnownNumber::printed(reading)?);
        let label = scope.question(&series, reading.figure.period);
        let number = token::number(bindings.add(Binding::of_known(label, number)));
        let language = scope.language;
        let indicator = words::part_of_indicator(&scope.lists, &key.indicator, &key.breakdown, language);
        let area = words::area_name(&scope.lists, &key.area, language);
        let name = if scope.lists.tiers.total().is_some_and(|total| total.id == key.tier) {
            words::subject_of_all(&indicator, &area, language)
        } else {
            words::subject(&indicator, &area, &words::tier_name(&scope.lists, &key.tier, language), language)
        };
        let period = words::period(reading.figure.period, language);
        Some(match language {
            Language::Chinese => format!("{name}{period}的{number}"),
            Language::English => format!("{name}: {number} as of {period}"),
        })
    });
    let named: Vec<String> = named.collect();
    match scope.language {
        _ if named.is_empty() => String::new(),
        Language::Chinese => format!("标为可靠性低：{}。", named.join("、")),
        Language::English => format!(" Marked as of low reliability: {}.", named.join(", ")),
    }
}
