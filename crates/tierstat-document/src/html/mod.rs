//! HTML: one self-contained page, in which every number can be clicked or focused and shows its origin.

mod card;
mod figure;
mod flow;
mod table;
mod words;

use self::words::Words;
use crate::Manuscript;
use crate::escape::html_text;

const STYLE: &str = include_str!("page.css");

/// What the page may load and run: its own styles, and pictures that stand beside it; no script, no form, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/// The manuscript as one HTML page that needs nothing beside it.
#[must_use]
pub fn html(manuscript: &Manuscript) -> String {
    let words = Words::of(manuscript.language);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}{}</style>\n\
         </head>\n<body>\n<header class=\"how\">{}</header>\n<main>\n{}\n{}</main>\n</body>\n</html>\n",
        manuscript.language,
        html_text(&manuscript.title),
        manuscript.drawing_style,
        words.how,
        flow::blocks(manuscript, &manuscript.blocks),
        appendix(manuscript),
    )
}

/// Every number with what it stands on, for print and for those who read on.
fn appendix(manuscript: &Manuscript) -> String {
    let words = Words::of(manuscript.language);
    let items: String = manuscript
        .numbers
        .iter()
        .filter(|number| !number.is_missing())
        .map(|number| {
            format!(
                "<li><b class=\"value\">{}</b> {}</li>\n",
                html_text(&number.text),
                card::card(manuscript, number)
            )
        })
        .collect();
    format!(
        "<details class=\"appendix\"><summary>{}</summary>\n<ol>\n{items}</ol>\n</details>\n",
        words.appendix
    )
}
