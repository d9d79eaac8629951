//! Blocks and lines of a manuscript as the typesetter reads them.

use crate::markup::literal;
use crate::table;
use crate::writing::{Writing, prints_nothing};
use std::collections::BTreeSet;
use tierstat_document::{Block, Illustration, Inline, Notices, source_name};
use tierstat_model::Localized;

/// So many headings below the title make a list of contents of use.
const WORTH_CONTENTS: usize = 6;

/// A paragraph of more bytes is broken into lines one by one.
const LONG_PARAGRAPH: usize = 10_000;

/// A manuscript on its way to pages.
pub(crate) struct Flow<'a> {
    pub(crate) writing: Writing<'a>,
    /// The level of the heading before, so that none is skipped.
    level: u8,
    /// The words of the charts that stand at the top of a page, wherever the text places them.
    leaving: &'a BTreeSet<String>,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(writing: Writing<'a>, leaving: &'a BTreeSet<String>) -> Self {
        Self { writing, level: 0, leaving }
    }

    /// The whole text.
    pub(crate) fn document(&mut self) -> String {
        let blocks = &self.writing.manuscript.blocks;
        let (title, rest) = match blocks.split_first() {
            Some((Block::Heading { level: 1, text, .. }, rest)) if !self.says_nothing(text) => {
                (self.writing.inlines(text), rest)
            }
            _ => (self.writing.words(&self.writing.manuscript.title), blocks.as_slice()),
        };
        let mut text = format!("#title({title})\n");
        let headings = rest.iter().filter(|block| matches!(block, Block::Heading { .. })).count();
        if headings >= WORTH_CONTENTS {
            let words = Localized::new("目录", "Contents");
            let words = literal(words.get(self.writing.manuscript.language));
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
                let (level, text) = (self.level, self.writing.inlines(text));
                format!("heading(level: {level}, {text})")
            }
            Block::Paragraph(text) => {
                let length: usize = Inline::plain(text, &self.writing.manuscript.numbers).len();
                // The best line breaks of a very long paragraph take very long to find.
                let breaks = if length > LONG_PARAGRAPH { "linebreaks: \"simple\", " } else { "" };
                format!("par({breaks}{})", self.writing.inlines(text))
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
                let lines =
                    text.trim_end_matches('\n').lines().map(|line| literal(&self.writing.written(line)));
                let lines = lines.collect::<Vec<_>>().join(" + \"\\n\" + ");
                format!("raw(block: true, {})", if lines.is_empty() { "\"\"".to_owned() } else { lines })
            }
            Block::Rule => "line(length: 100%, stroke: 0.5pt)".to_owned(),
            Block::TypedTable(typed) => table::typed(&mut self.writing, typed),
            Block::Table(found) => table::of_figures(&mut self.writing, found),
            Block::Illustration(figure) => self.illustration(figure),
            Block::Notices(found) => self.notices(found),
            Block::Sources(documents) => {
                let items = documents.iter().map(|document| {
                    let name = self.writing.words(&source_name(document, self.writing.manuscript.language));
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
        let plain = Inline::plain(text, &self.writing.manuscript.numbers);
        plain.chars().all(|sign| sign.is_whitespace() || prints_nothing(sign))
    }

    /// Blocks inside another.
    fn inside(&mut self, blocks: &[Block]) -> String {
        match blocks {
            [Block::Paragraph(text)] => self.writing.inlines(text),
            blocks => {
                let blocks: Vec<String> = blocks.iter().map(|block| self.block(block)).collect();
                format!("{{ {} }}", blocks.join("; "))
            }
        }
    }

    fn illustration(&mut self, figure: &Illustration) -> String {
        let name = format!("chart-{}-{}.svg", figure.ordinal, figure.placing);
        self.writing.drawings.insert(name.clone(), figure.wide.svg.clone().into_bytes());
        let caption = self.writing.words(&figure.caption(self.writing.manuscript.language));
        let placement = if self.leaving.contains(&figure.description) { "placement: top, " } else { "" };
        format!(
            "figure(kind: image, {placement} supplement: none, numbering: none, caption: {caption}, \
             image({}, alt: {}, width: 100%))",
            literal(&name),
            literal(&figure.description)
        )
    }

    fn notices(&mut self, found: &Notices) -> String {
        let language = self.writing.manuscript.language;
        if found.notices.is_empty() {
            return format!("par({})", literal(Notices::none(language)));
        }
        let mut items: Vec<String> = found
            .notices
            .iter()
            .map(|notice| {
                let words = format!("{} {}", notice.message, notice.hint);
                format!("[#strong({}) #{}]", literal(notice.severity(language)), self.writing.words(&words))
            })
            .collect();
        items.extend(found.more(language).map(|words| self.writing.words(&words.replace('`', ""))));
        format!("list({})", items.join(", "))
    }
}
