//! Where numbers were read: a sheet of a file of a document, known on a day. Each stands on the page once.

use super::words::Words;
use crate::Manuscript;
use crate::escape::{html_link, html_text};
use crate::language::lang;
use crate::sources::named;
use std::collections::BTreeMap;
use tierstat_model::{Document, Figure, Language, seen_line};

/// A sheet of a file of a document, known on a day.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place<'a> {
    publisher: &'a str,
    title: &'a str,
    edition: &'a str,
    url: Option<&'a str>,
    file: &'a str,
    sheet: Option<&'a str>,
    known_on: String,
}

impl<'a> Place<'a> {
    fn of(figure: &'a Figure, language: Language) -> Self {
        let origin = &figure.origin;
        let Document { publisher, edition, url, .. } = &origin.document;
        Self {
            publisher,
            title: origin.document.title_in(language),
            edition,
            url: url.as_deref(),
            file: &origin.cell.file,
            sheet: origin.cell.sheet.as_deref(),
            known_on: origin.known_on.to_string(),
        }
    }
}

/// All places where the numbers of a manuscript were read, in order.
pub(super) struct Places<'a> {
    ordinals: BTreeMap<Place<'a>, usize>,
    language: Language,
    /// A figure of each place, in order.
    figures: Vec<&'a Figure>,
}

impl<'a> Places<'a> {
    pub(super) fn of(manuscript: &'a Manuscript) -> Self {
        let mut places =
            Self { ordinals: BTreeMap::new(), language: manuscript.language, figures: Vec::new() };
        for reading in manuscript.numbers.iter().flat_map(|number| &number.readings) {
            for figure in std::iter::once(&reading.figure).chain(&reading.behind) {
                let next = places.figures.len() + 1;
                places.ordinals.entry(Place::of(figure, manuscript.language)).or_insert_with(|| {
                    places.figures.push(figure);
                    next
                });
            }
        }
        places
    }

    /// The id of the place of a figure.
    pub(super) fn id(&self, figure: &Figure) -> String {
        format!("s{}", self.ordinals.get(&Place::of(figure, self.language)).copied().unwrap_or_default())
    }

    /// The list of places, to which cards lead.
    pub(super) fn list(&self, language: Language) -> String {
        let words = Words::of(language);
        let items = self.figures.iter().map(|figure| {
            let origin = &figure.origin;
            let name = named(&origin.document, language);
            let address = origin.document.url.as_deref().map_or_else(String::new, |url| {
                format!("<span class=\"line\">{}</span>", html_link(Some(url), &html_text(url)))
            });
            format!(
                "<li id=\"{}\"><span class=\"line\"{}>{}</span><span class=\"line\">{}</span>\
                 <span class=\"line\">{} {}</span>{address}</li>\n",
                self.id(figure),
                lang(&name, language),
                html_text(&name),
                html_text(&file_and_sheet(figure)),
                words.known_on,
                origin.known_on,
            )
        });
        format!("<ol class=\"places\">\n{}</ol>\n", items.collect::<String>())
    }

    /// The rules by which each card shows document, file and sheet before the cell, though the page holds them once.
    pub(super) fn style(&self, language: Language) -> String {
        let words = Words::of(language);
        let rules = self.figures.iter().map(|figure| {
            let origin = &figure.origin;
            let said = format!(
                "{} ({} {})\n{} › ",
                named(&origin.document, language),
                words.known_on,
                origin.known_on,
                file_and_sheet(figure)
            );
            format!("[href=\"#{}\"]{{--s:{}}}\n", self.id(figure), style_text(&said))
        });
        let formula = format!(".cards i::before{{content:{}}}\n", style_text(&format!("{} ", words.formula)));
        rules.chain(std::iter::once(formula)).collect()
    }
}

fn file_and_sheet(figure: &Figure) -> String {
    let cell = &figure.origin.cell;
    match &cell.sheet {
        Some(sheet) => format!("{} › {sheet}", cell.file),
        None => cell.file.clone(),
    }
}

/// A text as a string of a style sheet, in which nothing ends the string or the sheet; line ends stay.
pub(super) fn style_text(text: &str) -> String {
    let mut written = String::from("\"");
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            written.push_str("\\a ");
        }
        for sign in seen_line(line).chars() {
            match sign {
                '"' | '\\' | '<' | '>' | '&' | '{' | '}' | '\'' => {
                    written.push_str(&format!("\\{:x} ", u32::from(sign)));
                }
                other => written.push(other),
            }
        }
    }
    written.push('"');
    written
}
