//! Blocks and lines of a manuscript as the typesetter reads them.

use crate::glyphs::Glyphs;
use crate::markup::literal;
use crate::table;
use std::collections::BTreeMap;
use tierstat_document::{
    Block, Illustration, Inline, Manuscript, Notices, Sparkline, language_runs, source_name,
};
use tierstat_model::{Language, Localized};

/// So many headings below the title make a list of contents of use.
const WORTH_CONTENTS: usize = 6;

/// A paragraph of more bytes is broken into lines one by one.
const LONG_PARAGRAPH: usize = 10_000;

/// A manuscript on its way to pages.
pub(crate) struct Flow<'a> {
    pub(crate) manuscript: &'a Manuscript,
    glyphs: &'a Glyphs,
    /// The drawings by the name that the text calls them.
    pub(crate) drawings: BTreeMap<String, Vec<u8>>,
    /// Characters that no font has, with the words that they stand among.
    pub(crate) lacking: Vec<(char, String)>,
    /// The tables that are wider than a page, with the number of their parts.
    pub(crate) parted: Vec<(String, usize)>,
    /// How many half signs of the type of tables a page is wide.
    pub(crate) half_signs: usize,
    /// The level of the heading before, so that none is skipped.
    level: u8,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(manuscript: &'a Manuscript, half_signs: usize, glyphs: &'a Glyphs) -> Self {
        let (drawings, lacking, parted) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { manuscript, glyphs, drawings, lacking, parted, half_signs, level: 0 }
    }

    /// The whole text.
    pub(crate) fn document(&mut self) -> String {
        let blocks = &self.manuscript.blocks;
        let (title, rest) = match blocks.split_first() {
            Some((Block::Heading { level: 1, text, .. }, rest)) if !self.says_nothing(text) => {
                (self.inlines(text), rest)
            }
            _ => (self.words(&self.manuscript.title), blocks.as_slice()),
        };
        let mut text = format!("#title({title})\n");
        let headings = rest.iter().filter(|block| matches!(block, Block::Heading { .. })).count();
        if headings >= WORTH_CONTENTS {
            let words = Localized::new("目录", "Contents");
            let words = literal(words.get(self.manuscript.language));
            text.push_str(&format!("#outline(title: {words}, depth: 2, indent: 1.2em)\n"));
        }
        text.push_str(&self.blocks(rest));
        text
    }

    fn blocks(&mut self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| format!("#{}\n\n", self.block(block))).collect()
    }

    /// A block as an expression.
    fn block(&mut self, block: &Block) -> String {
        match block {
            // A heading that says nothing is none: who listens would hear of a section without a name.
            Block::Heading { text, .. } if self.says_nothing(text) => "[]".to_owned(),
            Block::Heading { level, text, .. } => {
                // The title stands above all; a level may go down by any step, and up by one.
                self.level = level.saturating_sub(1).clamp(1, self.level + 1);
                let (level, text) = (self.level, self.inlines(text));
                format!("heading(level: {level}, {text})")
            }
            Block::Paragraph(text) => {
                let length: usize = Inline::plain(text, &self.manuscript.numbers).len();
                // The best line breaks of a very long paragraph take very long to find.
                let breaks = if length > LONG_PARAGRAPH { "linebreaks: \"simple\", " } else { "" };
                format!("par({breaks}{})", self.inlines(text))
            }
            Block::List { start, items } => {
                let items = items.iter().map(|item| self.inside(item)).collect::<Vec<_>>().join(", ");
                match start {
                    Some(start) => format!("enum(start: {start}, {items})"),
                    None => format!("list({items})"),
                }
            }
            Block::Quote(inside) => format!("quote(block: true, {})", self.inside(inside)),
            Block::Code(text) => {
                let lines = text.trim_end_matches('\n').lines().map(|line| literal(&self.written(line)));
                let lines = lines.collect::<Vec<_>>().join(" + \"\\n\" + ");
                format!("raw(block: true, {})", if lines.is_empty() { "\"\"".to_owned() } else { lines })
            }
            Block::Rule => "line(length: 100%, stroke: 0.5pt)".to_owned(),
            Block::TypedTable(typed) => table::typed(self, typed),
            Block::Table(found) => table::of_figures(self, found),
            Block::Illustration(figure) => self.illustration(figure),
            Block::Notices(found) => self.notices(found),
            Block::Sources(documents) => {
                let items = documents.iter().map(|document| {
                    let name = self.words(&source_name(document, self.manuscript.language));
                    match document.url.as_deref().filter(|url| tierstat_document::may_be_followed(url)) {
                        Some(url) => format!("link({}, {name})", literal(url)),
                        None => name,
                    }
                });
                format!("list({})", items.collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn says_nothing(&self, text: &[Inline]) -> bool {
        let plain = Inline::plain(text, &self.manuscript.numbers);
        plain.chars().all(|sign| sign.is_whitespace() || prints_nothing(sign))
    }

    /// Blocks inside another.
    fn inside(&mut self, blocks: &[Block]) -> String {
        match blocks {
            [Block::Paragraph(text)] => self.inlines(text),
            blocks => {
                let blocks: Vec<String> = blocks.iter().map(|block| self.block(block)).collect();
                format!("{{ {} }}", blocks.join("; "))
            }
        }
    }

    fn illustration(&mut self, figure: &Illustration) -> String {
        let name = format!("chart-{}-{}.svg", figure.ordinal, figure.placing);
        self.drawings.insert(name.clone(), figure.wide.svg.clone().into_bytes());
        let caption = self.words(&figure.caption(self.manuscript.language));
        format!(
            "figure(kind: image, supplement: none, numbering: none, caption: {caption}, \
             image({}, alt: {}, width: 100%))",
            literal(&name),
            literal(&figure.description)
        )
    }

    /// A small line in a cell.
    pub(crate) fn sparkline(&mut self, line: &Sparkline) -> String {
        let name = format!("course-{}.svg", self.drawings.len());
        self.drawings.insert(name.clone(), line.svg.clone().into_bytes());
        format!("image({}, alt: {}, height: 11pt)", literal(&name), literal(&line.description))
    }

    fn notices(&mut self, found: &Notices) -> String {
        let language = self.manuscript.language;
        if found.notices.is_empty() {
            return format!("par({})", literal(Notices::none(language)));
        }
        let mut items: Vec<String> = found
            .notices
            .iter()
            .map(|notice| {
                let words = format!("{} {}", notice.message, notice.hint);
                format!("[#strong({}) #{}]", literal(notice.severity(language)), self.words(&words))
            })
            .collect();
        items.extend(found.more(language).map(|words| self.words(&words.replace('`', ""))));
        format!("list({})", items.join(", "))
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
                Some(Language::English) => format!("text(lang: \"en\", {})", literal(run)),
                None => literal(run),
            })
            .collect();
        joined(&runs)
    }

    /// Words in which each character that no font can write stands as its code.
    fn written(&mut self, words: &str) -> String {
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
fn prints_nothing(sign: char) -> bool {
    matches!(
        sign,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}
