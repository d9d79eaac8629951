//! Questions where nobody can be asked: what each answer would write.

use crate::args::Format;
use crate::output::Output;
use crate::project::Project;
use tierstat_answers::{Field, Row};
use tierstat_model::{Language, Localized};
use tierstat_settle::{OpenQuestion, Record};

/// One record that one answer of one question would write.
pub(in crate::commands) struct WouldWrite {
    question: usize,
    rule: String,
    reason: Localized,
    cells: usize,
    answer: usize,
    words: Localized,
    file: String,
    record: String,
}

impl Row for WouldWrite {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::how_many("question", ["问题", "question"], |row: &Self| Some(row.question)),
            Field::text("rule", ["规则", "rule"], |row: &Self| row.rule.clone()),
            Field::localized("reason", ["疑点", "reason"], |row: &Self| row.reason.clone()),
            Field::how_many("cells", ["格数", "cells"], |row: &Self| Some(row.cells)),
            Field::how_many("answer", ["答复", "answer"], |row: &Self| Some(row.answer)),
            Field::localized("words", ["答复之意", "words"], |row: &Self| row.words.clone()),
            Field::text("file", ["写入", "file"], |row: &Self| row.file.clone()),
            Field::text("record", ["内容", "record"], |row: &Self| row.record.clone()),
        ]
    }
}

/// Prints what each answer would write; nothing is written.
pub(super) fn print(questions: &[OpenQuestion], project: &Project, output: &Output) {
    let mut rows = Vec::new();
    for (number, question) in (1..).zip(questions) {
        for (answer, choice) in (1..).zip(&question.choices) {
            let row = |record: &Record| WouldWrite {
                question: number,
                rule: question.rule.clone(),
                reason: question.reasons.first().cloned().unwrap_or_default(),
                cells: question.cells.len(),
                answer,
                words: choice.words.clone(),
                file: record.file.clone(),
                record: record.written(),
            };
            rows.extend(choice.records.iter().map(row));
        }
    }
    if output.format() != Format::Table {
        output.rows(&rows, &project.lists, false);
        return;
    }
    output.data(&text(questions, output.language()));
}

/// The questions as people read them.
fn text(questions: &[OpenQuestion], language: Language) -> String {
    let say = |words: Localized| words.get(language).to_owned();
    if questions.is_empty() {
        return say(Localized::new("没有待定的问题\n", "nothing is to be settled\n"));
    }
    let mut text = String::new();
    for (number, question) in (1..).zip(questions) {
        let count = question.cells.len();
        text.push_str(&say(Localized::new(
            format!("{number}. [{}] {count} 格\n", question.rule),
            format!("{number}. [{}] cells: {count}\n", question.rule),
        )));
        question.reasons.iter().for_each(|reason| text.push_str(&format!("   {}\n", reason.get(language))));
        for (answer, choice) in (1..).zip(&question.choices) {
            text.push_str(&format!("   {answer}) {}\n", choice.words.get(language)));
            for record in &choice.records {
                text.push_str(&format!("      {} ← {}\n", record.file, record.written()));
            }
        }
    }
    text.push_str(&say(Localized::new(
        "在终端上运行 tierstat settle 逐个作答；这里什么也没有写。\n",
        "Run tierstat settle on a terminal to answer them; nothing was written here.\n",
    )));
    text
}
