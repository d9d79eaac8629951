//! Words on their way to pages: every character is one that a font has, and every literal is nothing but words.

use crate::glyphs::Glyphs;
use crate::markup::literal;
use std::collections::BTreeMap;
use tierstat_document::{Inline, Manuscript, Sparkline, language_runs};
use tierstat_model::{Finding, Language};

/// What lines and tables of a manuscript are written with, and what was seen meanwhile.
pub(crate) struct Writing<'a> {
    pub(crate) manuscript: &'a Manuscript,
    glyphs: &'a Glyphs,
    /// The drawings by the name that the text calls them.
    pub(crate) drawings: BTreeMap<String, Vec<u8>>,
    /// Characters that no font has, with the words that they stand among.
    pub(crate) lacking: Vec<(char, String)>,
    /// What a reader of the pages should know of them.
    pub(crate) findings: Vec<Finding>,
    /// How many half signs of the type of tables a page is wide.
    pub(crate) half_signs: usize,
    /// The key of the sparklines, until it stands at the first table that has some.
    pub(crate) key: Vec<&'a str>,
}

impl<'a> Writing<'a> {
    pub(crate) fn new(manuscript: &'a Manuscript, half_signs: usize, glyphs: &'a Glyphs) -> Self {
        let (drawings, lacking, findings) = (BTreeMap::new(), Vec::new(), Vec::new());
        let key = manuscript.marks_of_sparklines();
        Self { manuscript, glyphs, drawings, lacking, findings, half_signs, key }
    }

    /// A small line in a cell.
    pub(crate) fn sparkline(&mut self, line: &Sparkline) -> String {
        let name = format!("course-{}.svg", self.drawings.len());
        self.drawings.insert(name.clone(), line.svg.clone().into_bytes());
        format!("image({}, alt: {}, height: 11pt)", literal(&name), literal(&line.description))
    }

    /// A line as an expression.
    pub(crate) fn inlines(&mut self, pieces: &[Inline]) -> String {
        let pieces: Vec<String> = pieces.iter().map(|piece| self.inline(piece)).collect();
        joined(&pieces)
    }

    fn inline(&mut self, piece: &Inline) -> String {
        match piece {
            Inline::Text(words) => self.words(words),
            Inline::Number { place, unsigned } => {
                let manuscript = self.manuscript;
                let words = manuscript.number(*place).map_or("", |number| number.printed(*unsigned));
                self.words(words)
            }
            Inline::Strong(text) => format!("strong({})", self.inlines(text)),
            // The fonts have no slanted face: what is stressed is underlined.
            Inline::Emphasis(text) => format!("underline({})", self.inlines(text)),
            Inline::Code(text) => format!("raw({})", literal(&self.written(text))),
            Inline::Link { address, text } => match address {
                Some(address) if address.contains("://") || address.starts_with("mailto:") => {
                    format!("link({}, {})", literal(address), self.inlines(text))
                }
                _ => self.inlines(text),
            },
            Inline::Picture { text, .. } => self.inlines(text),
            Inline::LineBreak => "linebreak()".to_owned(),
        }
    }

    /// Words as an expression, of which those of another language say so.
    pub(crate) fn words(&mut self, words: &str) -> String {
        let written = self.written(words);
        let runs: Vec<String> = language_runs(&written, self.manuscript.language)
            .into_iter()
            .map(|(language, run)| match language {
                Some(Language::Chinese) => format!("text(lang: \"zh\", region: \"cn\", {})", literal(run)),
                Some(Language::English) => format!("text(lang: \"en\", region: none, {})", literal(run)),
                None => literal(run),
            })
            .collect();
        joined(&runs)
    }

    /// Words in which each character that no font can write stands as its code.
    pub(crate) fn written(&mut self, words: &str) -> String {
        let mut written = String::with_capacity(words.len());
        for sign in words.chars() {
            match sign {
                sign if self.glyphs.has(sign) && !sign.is_control() => written.push(sign),
                sign if sign.is_whitespace() => written.push(' '),
                sign if prints_nothing(sign) => {}
                sign => {
                    written.push_str(&format!("[U+{:04X}]", u32::from(sign)));
                    self.lacking.push((sign, words.chars().take(24).collect()));
                }
            }
        }
        written
    }
}

/// Expressions behind each other as one.
fn joined(pieces: &[String]) -> String {
    match pieces {
        [] => "\"\"".to_owned(),
        [one] => one.clone(),
        pieces => format!("{{ {} }}", pieces.join("; ")),
    }
}

/// Joiners, marks of direction and selectors of variants, which print nothing of their own.
pub(crate) fn prints_nothing(sign: char) -> bool {
    matches!(
        sign,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}
