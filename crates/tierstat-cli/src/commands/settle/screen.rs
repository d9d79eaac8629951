//! A question as a person sees it: what is in doubt, the cell among its neighbours, the answers and their keys.

use crate::commands::cell_picture::cell_picture;
use crate::output::Output;
use tierstat_model::{Language, Localized};
use tierstat_settle::OpenQuestion;
use tierstat_store::Snapshot;

/// So many reasons and places are shown of a question about many.
const SHOWN_REASONS: usize = 40;
const SHOWN_PLACES: usize = 3;

/// The question with its answers, and the line of keys.
pub(super) fn shown(
    question: &OpenQuestion,
    (number, count): (usize, usize),
    ledger: &Snapshot,
    output: &Output,
) -> String {
    let language = output.language();
    let say = |words: Localized| words.get(language).to_owned();
    let mut lines = vec![say(Localized::new(
        format!("问题 {number}／{count} [{}]", question.rule),
        format!("Question {number} of {count} [{}]", question.rule),
    ))];
    lines.extend(
        question.reasons.iter().take(SHOWN_REASONS).map(|reason| format!("  {}", reason.get(language))),
    );
    if let Some(more) = question.reasons.len().checked_sub(SHOWN_REASONS).filter(|more| *more > 0) {
        lines.push(say(Localized::new(format!("  …… 另有 {more} 处"), format!("  … and {more} more"))));
    }
    if question.rule != "origin.missing" {
        let places: Vec<String> = question.cells.iter().take(SHOWN_PLACES).map(ToString::to_string).collect();
        let more = question.cells.len().saturating_sub(SHOWN_PLACES);
        let (zh, en) = match more {
            0 => (String::new(), String::new()),
            more => (format!("，另有 {more} 格"), format!(" and {more} more cells")),
        };
        lines.push(say(Localized::new(
            format!("  在 {}{zh}", places.join("、")),
            format!("  in {}{en}", places.join(", ")),
        )));
        lines.extend(question.cells.first().and_then(|cell| {
            let import = ledger.last_import(&cell.file).ok()??;
            Some(cell_picture(ledger, &import.content_hash, cell).trim_end().to_owned())
        }));
    }
    for (number, choice) in (1..).zip(&question.choices) {
        lines.push(format!("  {number}  {}", choice.words.get(language)));
        if let Some(record) = choice.records.first() {
            let more = choice.records.len() - 1;
            let (zh, en) = match more {
                0 => (String::new(), String::new()),
                more => (format!("（另有 {more} 条）"), format!(" (and {more} more)")),
            };
            let more = say(Localized::new(zh, en));
            lines.push(format!("     {} ← {}{more}", record.file, record.written()));
        }
    }
    lines.join("\n") + "\n"
}

/// The line of the keys that may be pressed.
pub(super) fn keys(question: &OpenQuestion, can_undo: bool, language: Language) -> String {
    let each = !question.parts.is_empty();
    let count = question.choices.len();
    let words = match language {
        Language::Chinese => [
            match count {
                0 => String::new(),
                1 => "1 如此".to_owned(),
                count => format!("1–{count} 选择"),
            },
            if each { "e 逐个问".to_owned() } else { String::new() },
            "s 跳过".to_owned(),
            if can_undo { "u 撤销上一个".to_owned() } else { String::new() },
            "q 结束".to_owned(),
        ],
        Language::English => [
            match count {
                0 => String::new(),
                1 => "1 do so".to_owned(),
                count => format!("1–{count} choose"),
            },
            if each { "e one by one".to_owned() } else { String::new() },
            "s skip".to_owned(),
            if can_undo { "u undo the last".to_owned() } else { String::new() },
            "q quit".to_owned(),
        ],
    };
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let between = if language == Language::Chinese { "，" } else { ", " };
    format!("{} › ", words.join(between))
}
