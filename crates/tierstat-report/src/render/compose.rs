//! The text of a report becomes blocks: its tokens become numbers, tables, charts and lists.

use super::parts::Parts;
use crate::text::{Part, parts};
use pulldown_cmark::{Alignment as Column, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use tierstat_document::{Alignment, Block, Inline, TypedTable, may_be_followed};

/// The blocks of a text, in order.
pub(super) fn blocks(text: &str, parts: &mut Parts<'_>) -> Vec<Block> {
    let mut composer = Composer { parts, ids: BTreeSet::new(), aside: Vec::new(), depth: 0 };
    let mut events = Parser::new_ext(text, Options::ENABLE_TABLES);
    composer.blocks(&mut events)
}

/// How deep blocks and emphasis may stand in each other; what stands deeper stands at this depth, and nothing of it is lost.
const DEEPEST: usize = 24;

struct Composer<'a, 'b> {
    parts: &'a mut Parts<'b>,
    /// The ids of headings so far.
    ids: BTreeSet<String>,
    /// What a line places that no line can hold: it stands behind the block of the line.
    aside: Vec<Block>,
    /// How many blocks and emphases hold the present one.
    depth: usize,
}

impl Composer<'_, '_> {
    /// Blocks up to the end of what holds them.
    fn blocks<'e>(&mut self, events: &mut impl Iterator<Item = Event<'e>>) -> Vec<Block> {
        self.depth += 1;
        let mut blocks = Vec::new();
        // How many blocks that stand too deep are open.
        let mut open = 0_usize;
        // In the items of a list words may stand without a paragraph.
        let mut loose: Vec<Inline> = Vec::new();
        while let Some(event) = events.next() {
            let is_block = match &event {
                Event::Start(tag) => !is_inline(tag),
                Event::Rule => true,
                _ => false,
            };
            if is_block {
                self.flush(&mut loose, &mut blocks);
            }
            match event {
                Event::End(_) if open == 0 => break,
                Event::End(_) => {
                    open -= 1;
                    self.flush(&mut loose, &mut blocks);
                }
                Event::Rule => blocks.push(Block::Rule),
                Event::Start(tag) if is_block && self.depth > DEEPEST && holds_blocks(&tag) => open += 1,
                Event::Start(tag) if is_block => self.block(tag, events, &mut blocks),
                other => self.piece(other, events, &mut loose),
            }
        }
        self.flush(&mut loose, &mut blocks);
        self.depth -= 1;
        blocks
    }

    /// The words so far as a paragraph, with what they place behind it.
    fn flush(&mut self, line: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
        let line = trimmed(std::mem::take(line));
        if !line.is_empty() {
            blocks.push(Block::Paragraph(line));
        }
        blocks.append(&mut self.aside);
    }

    fn block<'e>(
        &mut self,
        tag: Tag<'e>,
        events: &mut impl Iterator<Item = Event<'e>>,
        blocks: &mut Vec<Block>,
    ) {
        match tag {
            Tag::Heading { level, .. } => {
                let text = self.line(events);
                let id = self.id(&text);
                blocks.push(Block::Heading { level: depth(level), id, text });
                blocks.append(&mut self.aside);
            }
            Tag::Paragraph => {
                let mut line = self.line(events);
                self.flush(&mut line, blocks);
            }
            Tag::BlockQuote(_) => blocks.push(Block::Quote(self.blocks(events))),
            Tag::CodeBlock(_) => {
                let mut code = String::new();
                for event in events.by_ref() {
                    match event {
                        Event::End(TagEnd::CodeBlock) => break,
                        Event::Text(text) => code.push_str(&self.parts.plain(&text)),
                        _ => {}
                    }
                }
                blocks.push(Block::Code(code));
            }
            Tag::List(start) => {
                let mut items = Vec::new();
                while let Some(event) = events.next() {
                    match event {
                        Event::Start(Tag::Item) => items.push(self.blocks(events)),
                        Event::End(TagEnd::List(_)) => break,
                        _ => {}
                    }
                }
                // An item for which the figures of the day have nothing is none.
                items.retain(|item: &Vec<Block>| !item.is_empty());
                if !items.is_empty() {
                    blocks.push(Block::List { start, items });
                }
            }
            Tag::Table(alignments) => {
                blocks.push(Block::TypedTable(self.typed_table(&alignments, events)));
                blocks.append(&mut self.aside);
            }
            // What nothing here asks the reader of Markdown for: its blocks stand where it would.
            _ => blocks.extend(self.blocks(events)),
        }
    }

    fn typed_table<'e>(
        &mut self,
        alignments: &[Column],
        events: &mut impl Iterator<Item = Event<'e>>,
    ) -> TypedTable {
        let (mut head, mut rows, mut row) = (Vec::new(), Vec::new(), Vec::new());
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.line(events)),
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let alignments = alignments.iter().map(|alignment| match alignment {
            Column::Right => Alignment::Right,
            Column::Center => Alignment::Centre,
            Column::Left | Column::None => Alignment::Left,
        });
        TypedTable { alignments: alignments.collect(), head, rows }
    }

    /// A line up to the end of what holds it.
    fn line<'e>(&mut self, events: &mut impl Iterator<Item = Event<'e>>) -> Vec<Inline> {
        self.depth += 1;
        let (mut line, mut open) = (Vec::new(), 0_usize);
        while let Some(event) = events.next() {
            match event {
                Event::End(_) if open == 0 => break,
                Event::End(_) => open -= 1,
                Event::Start(_) if self.depth > 2 * DEEPEST => open += 1,
                event => self.piece(event, events, &mut line),
            }
        }
        self.depth -= 1;
        trimmed(line)
    }

    fn piece<'e>(
        &mut self,
        event: Event<'e>,
        events: &mut impl Iterator<Item = Event<'e>>,
        line: &mut Vec<Inline>,
    ) {
        match event {
            // Markup of HTML is shown as text: a report reaches nothing outside the page.
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.words(&text, line),
            Event::Code(text) => line.push(Inline::Code(self.parts.plain(&text))),
            Event::SoftBreak => line.push(Inline::Text("\n".to_owned())),
            Event::HardBreak => line.push(Inline::LineBreak),
            Event::Start(Tag::Strong) => line.push(Inline::Strong(self.line(events))),
            Event::Start(Tag::Emphasis) => line.push(Inline::Emphasis(self.line(events))),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let address = self.address(&dest_url);
                line.push(Inline::Link { address, text: self.line(events) });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let address = self.address(&dest_url);
                line.push(Inline::Picture { address, text: self.line(events) });
            }
            Event::Start(_) => line.extend(self.line(events)),
            _ => {}
        }
    }

    fn address(&self, target: &str) -> Option<String> {
        let target = self.parts.plain(target);
        may_be_followed(&target).then_some(target)
    }

    /// Words with their tokens.
    fn words(&mut self, text: &str, line: &mut Vec<Inline>) {
        for part in parts(text) {
            match part {
                Part::Text(words) => match line.last_mut() {
                    Some(Inline::Text(before)) => before.push_str(words),
                    _ => line.push(Inline::Text(words.to_owned())),
                },
                Part::Number { place, unsigned } => line.push(Inline::Number { place, unsigned }),
                Part::Table(name) => self.aside.extend(self.parts.table(name)),
                Part::Chart(name) => self.aside.extend(self.parts.figure(name)),
                Part::Findings(most) => self.aside.push(self.parts.notices(most)),
                Part::Sources => self.aside.push(self.parts.sources()),
                Part::Disputes => self.aside.extend(self.parts.disputes()),
                Part::Definitions => self.aside.extend(self.parts.definitions()),
            }
        }
    }

    /// An id made of the words of a heading, unique among the headings.
    fn id(&mut self, text: &[Inline]) -> String {
        let mut id = String::new();
        for character in words_of(text).chars().flat_map(char::to_lowercase) {
            match character {
                letter if letter.is_alphanumeric() => id.push(letter),
                _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
                _ => {}
            }
        }
        let id = match id.trim_end_matches('-') {
            "" => "section".to_owned(),
            id => id.to_owned(),
        };
        let free = std::iter::once(id.clone())
            .chain((2..).map(|number: usize| format!("{id}-{number}")))
            .find(|id| !self.ids.contains(id))
            .unwrap_or(id);
        self.ids.insert(free.clone());
        free
    }
}

/// The words of a line without its numbers, which the next year's data change.
fn words_of(line: &[Inline]) -> String {
    let words = line.iter().map(|piece| match piece {
        Inline::Text(words) | Inline::Code(words) => words.clone(),
        Inline::Strong(inside)
        | Inline::Emphasis(inside)
        | Inline::Link { text: inside, .. }
        | Inline::Picture { text: inside, .. } => words_of(inside),
        Inline::Number { .. } | Inline::LineBreak => " ".to_owned(),
    });
    words.collect()
}

/// A line without blanks at its ends, in which a line end of the file is a blank between words, and nothing between signs that are
/// written without blanks.
fn trimmed(line: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for piece in line {
        match (joined.last_mut(), piece) {
            (Some(Inline::Text(before)), Inline::Text(words)) => before.push_str(&words),
            (_, piece) => joined.push(piece),
        }
    }
    for piece in &mut joined {
        if let Inline::Text(words) = piece {
            *words = without_line_ends(words);
        }
    }
    if let Some(Inline::Text(first)) = joined.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Inline::Text(last)) = joined.last_mut() {
        *last = last.trim_end().to_owned();
    }
    joined.retain(|piece| !matches!(piece, Inline::Text(words) if words.is_empty()));
    joined
}

fn without_line_ends(words: &str) -> String {
    let mut joined = String::with_capacity(words.len());
    let mut lines = words.split('\n');
    joined.push_str(lines.next().unwrap_or_default());
    for line in lines {
        let is_wide = |sign: Option<char>| sign.is_some_and(|sign| sign >= '\u{2E80}');
        if !(is_wide(joined.chars().last()) && is_wide(line.chars().next())) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

fn holds_blocks(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::Item)
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Strong
            | Tag::Emphasis
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
