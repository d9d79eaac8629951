//! What sources say otherwise of the numbers of a report, in one reader's sentence each.

use std::collections::BTreeSet;
use tierstat_document::source_name;
use tierstat_model::{CodeLists, Figure, Language, Localized, Reading};
use tierstat_words as words;

/// A sentence for each number of which another source says what cannot be the same, and for each that was corrected.
pub(crate) fn sentences<'a>(
    readings: impl Iterator<Item = &'a Reading>,
    lists: &CodeLists,
    language: Language,
) -> Vec<String> {
    let mut told = BTreeSet::new();
    let mut sentences = Vec::new();
    for reading in readings {
        if !told.insert(&reading.figure.id) {
            continue;
        }
        let corrected = reading.figure.correction.is_some();
        let others: Vec<&Figure> = others(reading).collect();
        if corrected || !others.is_empty() {
            sentences.push(sentence(reading, &others, lists, language));
        }
    }
    sentences
}

/// What sources say otherwise of a number that a report prints.
pub(crate) fn others(reading: &Reading) -> impl Iterator<Item = &Figure> {
    reading.behind.iter().filter(|other| is_of_another(&reading.figure, other))
}

/// Whether another cell says what cannot be the same; the print behind a correction is of the same cell.
fn is_of_another(used: &Figure, other: &Figure) -> bool {
    if used.origin.cell == other.origin.cell {
        return false;
    }
    match (used.quantity.bounds, other.quantity.bounds) {
        (Some(used), Some(other)) => !used.overlaps(&other),
        _ => false,
    }
}

fn sentence(reading: &Reading, others: &[&Figure], lists: &CodeLists, language: Language) -> String {
    let key = &reading.key;
    let number = |figure: &Figure| {
        let unit = words::unit_word(lists, &key.indicator, language);
        format!("{}{unit}", words::quantity(&figure.quantity, language))
    };
    let source = |figure: &Figure| source_name(&figure.origin.document, language);
    let area = words::area_name(lists, &key.area, language);
    let indicator = words::part_of_indicator(lists, &key.indicator, &key.breakdown, language);
    let name = if lists.tiers.total().is_some_and(|total| total.id == key.tier) {
        words::subject_of_all(&indicator, &area, language)
    } else {
        words::subject(&indicator, &area, &words::tier_name(lists, &key.tier, language), language)
    };
    let period = words::period(key.period, language);
    let used = number(&reading.figure);
    let mut clauses: Vec<Localized> = Vec::new();
    if reading.figure.correction.is_some() {
        let printed = &reading.figure.quantity.printed;
        clauses.push(Localized::new(
            format!("{}印作“{printed}”，应有误，本报告更正为{used}", source(&reading.figure)),
            format!(
                "{} prints “{printed}”, which cannot be right; this report reads {used}",
                source(&reading.figure)
            ),
        ));
    }
    if !others.is_empty() {
        let all = |language: Language| -> Vec<String> {
            others
                .iter()
                .map(|other| match language {
                    Language::Chinese => format!("{}为{}", source(other), number(other)),
                    Language::English => format!("{} has {}", source(other), number(other)),
                })
                .collect()
        };
        let reason = reading.rule.reason();
        clauses.push(Localized::new(
            format!(
                "本报告取{used}（{}），因为{}；{}",
                source(&reading.figure),
                reason.zh,
                all(Language::Chinese).join("，")
            ),
            format!(
                "this report uses {used} ({}), because {}; {}",
                source(&reading.figure),
                reason.en,
                all(Language::English).join(", ")
            ),
        ));
    }
    let clauses: Vec<&str> = clauses.iter().map(|clause| clause.get(language)).collect();
    match language {
        Language::Chinese => format!("{period}{name}：{}。", clauses.join("；")),
        Language::English => format!("{name}, {period}: {}.", clauses.join("; ")),
    }
}
