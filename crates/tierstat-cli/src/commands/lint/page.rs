//! What people read of the checks of a workbook: what failed with its cells, what is for a person, and the count.

use tierstat_model::{Language, Localized, seen_line};
use tierstat_workbook::lint::{CheckLevel, CheckOutcome, CheckPlace, CheckResult};

/// So many places are shown of what is seen alike.
const MOST_PLACES: usize = 5;

/// The results of one workbook as text.
pub(super) fn page(file: &str, results: &[CheckResult], language: Language) -> String {
    let mut page = format!("{}\n", seen_line(file));
    let said = |text: &Localized| seen_line(text.get(language)).into_owned();
    for level in [CheckLevel::Essential, CheckLevel::Desirable] {
        let heading = match level {
            CheckLevel::Essential => Localized::new("未通过，必须改正", "Failed, essential"),
            CheckLevel::Desirable => Localized::new("未通过，建议改正", "Failed, desirable"),
        };
        let failed = results.iter().filter(|result| result.check.level == level);
        let lines: String = failed
            .filter_map(|result| match &result.outcome {
                CheckOutcome::Failed { places, count, more } => {
                    Some(failure(result, places, *count, *more, language))
                }
                CheckOutcome::Passed { .. }
                | CheckOutcome::NotApplicable { .. }
                | CheckOutcome::ForAPerson => None,
            })
            .collect();
        if !lines.is_empty() {
            page.push_str(&format!("\n{}\n{lines}", heading.get(language)));
        }
    }
    let not_applicable = results.iter().filter_map(|result| match &result.outcome {
        CheckOutcome::NotApplicable { reason } => Some(line(result, &said(reason), language)),
        CheckOutcome::Passed { .. } | CheckOutcome::Failed { .. } | CheckOutcome::ForAPerson => None,
    });
    let for_a_person = results.iter().filter_map(|result| match &result.outcome {
        CheckOutcome::ForAPerson => Some(line(result, &said(&result.check.tests()), language)),
        CheckOutcome::Passed { remark } if !remark.en.is_empty() => {
            Some(line(result, &said(remark), language))
        }
        CheckOutcome::Passed { .. } | CheckOutcome::Failed { .. } | CheckOutcome::NotApplicable { .. } => {
            None
        }
    });
    for (zh, en, lines) in [
        ("不适用", "Not applicable", not_applicable.collect::<String>()),
        ("由人判断", "For a person", for_a_person.collect::<String>()),
    ] {
        if !lines.is_empty() {
            page.push_str(&format!("\n{}\n{lines}", Localized::new(zh, en).get(language)));
        }
    }
    page.push_str(&format!("\n{}\n\n", counts(results).get(language)));
    page
}

fn line(result: &CheckResult, rest: &str, language: Language) -> String {
    let asks = result.check.asks();
    match language {
        Language::Chinese => format!("  {} {}：{rest}\n", result.check.number, asks.zh),
        Language::English => format!("  {} {}: {rest}\n", result.check.number, asks.en),
    }
}

/// A check that failed, and under it what is seen, with the places at which it is.
fn failure(
    result: &CheckResult,
    places: &[CheckPlace],
    count: u64,
    more: usize,
    language: Language,
) -> String {
    let check = &result.check;
    let times = if count > 1 { format!(" ×{count}") } else { String::new() };
    let mut text = format!("  {} {} [{}]{times}\n", check.number, check.asks().get(language), check.rule);
    let mut kinds: Vec<(&Localized, Vec<String>)> = Vec::new();
    for place in places {
        let address = seen_line(&place.to_string()).into_owned();
        match kinds.iter_mut().find(|(seen, _)| **seen == place.seen) {
            Some((_, addresses)) => addresses.push(address),
            None => kinds.push((&place.seen, vec![address])),
        }
    }
    for (seen, mut addresses) in kinds {
        let beyond = addresses.len().saturating_sub(MOST_PLACES);
        addresses.truncate(MOST_PLACES);
        addresses.retain(|address| !address.is_empty());
        let seen = seen_line(seen.get(language));
        let [colon, comma] = match language {
            Language::Chinese => ["：", "，"],
            Language::English => [": ", ", "],
        };
        let colon = if addresses.is_empty() { "" } else { colon };
        let others = if beyond > 0 { others(beyond).get(language).to_owned() } else { String::new() };
        text.push_str(&format!("      {seen}{colon}{}{others}\n", addresses.join(comma)));
    }
    if more > 0 {
        let rest = Localized::new(
            format!("      …… 另有 {more} 处未列出"),
            format!("      … {more} more places are not listed"),
        );
        text.push_str(&format!("{}\n", rest.get(language)));
    }
    text
}

fn others(count: usize) -> Localized {
    Localized::new(format!("，另 {count} 处"), format!(" and {count} more"))
}

/// How many checks passed, and how many did not.
fn counts(results: &[CheckResult]) -> Localized {
    let count = |name: &str| results.iter().filter(|result| result.outcome.name() == name).count();
    let [passed, failed, none, person] = ["passed", "failed", "not-applicable", "for-a-person"].map(count);
    let essential = results.iter().filter(|result| result.is_essential_failure()).count();
    let all = results.len() - person;
    Localized::new(
        format!(
            "{all} 项检查：通过 {passed}，不适用 {none}，未通过 {failed}（其中必须改正 {essential}）；另有 {person} 项由人判断"
        ),
        format!(
            "{passed} of {all} passed, {none} not applicable, {failed} failed ({essential} of them essential); {person} are for a person"
        ),
    )
}
