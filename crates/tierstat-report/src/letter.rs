//! The page that asks a sender to look at its cells again.

use std::fmt::Write;
use std::path::Path;
use tierstat_answers::letter::{Letter, Question};
use tierstat_document::markdown_text;
use tierstat_model::{CellRef, Language};

/// A letter as Markdown, to whoever published the first of its files, else to the name that is given.
#[must_use]
pub fn letter_page(letter: &Letter, name: &str, language: Language) -> String {
    let say = |zh: &'static str, en: &'static str| match language {
        Language::Chinese => zh,
        Language::English => en,
    };
    let publisher = letter.files.values().find_map(|file| file.publisher.as_deref());
    let mut text = format!("# {}\n\n", say("请核对这些单元格", "Please check these cells"));
    let _ = writeln!(text, "{}\n", cell_text(publisher.unwrap_or(name)));
    text.push_str(say(
        "我们读取贵处的文件时，以下各处不能同时成立，或无法读出。原文照录，未作改动。\n",
        "When we read your files, the following could not be read, or cannot all be right. Nothing was changed.\n",
    ));
    for (file, asked) in &letter.files {
        let file_name =
            Path::new(file).file_name().map(|name| cell_text(&name.to_string_lossy())).unwrap_or_default();
        let _ = match &asked.title {
            Some(title) => writeln!(text, "\n## {}\n\n{file_name}\n", cell_text(title)),
            None => writeln!(text, "\n## {file_name}\n"),
        };
        text.push_str(say(
            "| 工作表 | 单元格 | 原文 | 请核对 |\n| :-- | :-- | :-- | :-- |\n",
            "| sheet | cell | printed | please check |\n| :-- | :-- | :-- | :-- |\n",
        ));
        asked.questions.iter().for_each(|question| text.push_str(&row(question, language)));
    }
    text.push_str(say(
        "\n如原文有误，请寄来更正后的文件，或写明单元格和正确的数；如原文无误，也请告知，我们会照此记录。\n",
        "\nIf a cell is wrong, please send the corrected file, or name the cell and the right number; if it is right, please\nsay so, and we shall record that.\n",
    ));
    text
}

/// One question as a row of a table.
fn row(question: &Question, language: Language) -> String {
    let joined = |mut parts: Vec<String>| {
        parts.dedup();
        cell_text(&parts.join(", "))
    };
    let sheets = joined(question.cells.iter().map(|cell| cell.sheet.clone().unwrap_or_default()).collect());
    let cells = joined(question.cells.iter().map(CellRef::a1).collect());
    let prints = joined(question.printed.clone());
    format!("| {sheets} | {cells} | {prints} | {} |\n", cell_text(question.message.get(language)))
}

/// A text on one line, in which nothing is read as markup.
fn cell_text(text: &str) -> String {
    markdown_text(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
