//! What the checks found, on a page.

use crate::escape::html_text;
use crate::language::html_words;
use crate::{Notice, Notices};
use std::fmt::Write;
use tierstat_model::{Language, Localized};

/// The findings as a list: how grave, what is so, what can be done, and where.
pub(super) fn findings(language: Language, found: &Notices) -> String {
    if found.notices.is_empty() {
        return format!("<p>{}</p>", Notices::none(language));
    }
    let mut markup = String::from("<ul class=\"findings\">\n");
    for notice in &found.notices {
        let _ = writeln!(markup, "{}", item(language, notice));
    }
    markup.push_str("</ul>");
    if let Some(words) = found.more(language) {
        let words = words.replace("`tierstat check`", "<code>tierstat check</code>");
        markup.push_str(&format!("\n<p>{words}</p>"));
    }
    markup
}

fn item(language: Language, notice: &Notice) -> String {
    let cells: String =
        notice.cells.iter().map(|cell| format!("<li>{}</li>", html_text(&cell.to_string()))).collect();
    let count = notice.cells.len();
    let count = Localized::new(
        format!("{count} 个单元格"),
        if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") },
    );
    let cells = if cells.is_empty() {
        String::new()
    } else {
        format!("<details><summary>{}</summary><ul>{cells}</ul></details>", count.get(language))
    };
    format!(
        "<li class=\"{}\"><p class=\"rule\"><code>{}</code></p><p class=\"what\"><b>{}</b> {}</p><p class=\"hint\">{}</p>{cells}</li>",
        notice.severity.name(),
        html_text(&notice.rule),
        notice.severity(language),
        html_words(&notice.message, language),
        html_words(&notice.hint, language),
    )
}
