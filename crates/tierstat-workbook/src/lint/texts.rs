//! The texts of cells, shared ones and those that stand in a sheet, with what is raised in them.

use super::caps;
use super::fault::LintFault;
use super::note_marks::{NoteMark, is_note, marks};
use super::package::{Element, PartReader};
use super::powers::is_power;
use super::printed_width::text_width;

/// The text of a cell, with what checks ask of it: it may stand in many cells, and is read once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    /// Without blanks around it, and no longer than checks read: more than that is no label.
    pub(crate) text: Box<str>,
    /// The first piece that is raised and no power of a unit.
    pub(crate) raised: Option<Box<str>>,
    /// Its width in one line.
    pub(crate) width: f64,
    /// How often it goes on in a line of its own.
    pub(crate) line_ends: u32,
    /// The marks of notes in it.
    pub(crate) marks: Box<[NoteMark]>,
    /// Whether it is a note.
    pub(crate) is_note: bool,
    /// Whether it speaks of empty cells.
    pub(crate) is_of_blanks: bool,
}

/// So much of a text is read. In characters.
const LONGEST: usize = 1000;
/// Words for cells in which nothing stands.
const BLANK: [&str; 6] = ["blank", "empty", "空格", "空单元格", "空白", "空缺"];

impl Text {
    /// A text with what was raised in it.
    pub(crate) fn new(text: &str, raised: Option<Box<str>>) -> Self {
        let text = text.trim();
        let text = text.char_indices().nth(LONGEST).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
        let lower = text.to_lowercase();
        let mut marks = marks(text);
        marks.sort();
        marks.dedup();
        Self {
            text: text.into(),
            raised,
            width: text_width(text),
            line_ends: u32::try_from(text.matches('\n').count()).unwrap_or(0),
            marks: marks.into(),
            is_note: is_note(&lower),
            is_of_blanks: BLANK.iter().any(|word| lower.contains(word)),
        }
    }

    /// Whether something is written in it.
    pub(crate) fn is_filled(&self) -> bool {
        !self.text.is_empty()
    }

    /// The numbers of notes that it names with the word.
    pub(crate) fn notes(&self) -> impl Iterator<Item = u32> {
        self.marks.iter().filter_map(|mark| match mark {
            NoteMark::Word(number) => Some(*number),
            NoteMark::Bare(_) | NoteMark::Sign(_) => None,
        })
    }
}

/// All texts of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    all: Vec<Text>,
    bytes: u64,
}

impl Texts {
    /// The text of a number.
    pub(crate) fn get(&self, number: u32) -> Option<&Text> {
        self.all.get(usize::try_from(number).ok()?)
    }

    /// Takes a text, and gives its number back.
    pub(crate) fn push(&mut self, text: Text) -> Result<u32, LintFault> {
        self.bytes = self.bytes.saturating_add(text.text.len() as u64).saturating_add(64);
        let limit = 2 * caps::PART_BYTES;
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        if self.bytes > limit || number == u32::MAX {
            return Err(LintFault::oversized("文字的字节数", "bytes of text", self.bytes, limit));
        }
        self.all.push(text);
        Ok(number)
    }
}

/// Puts a text together from its runs.
#[derive(Debug, Default)]
pub(crate) struct TextBuilder {
    text: String,
    raised: Option<Box<str>>,
    run: String,
    is_raised: bool,
    is_text: bool,
    /// Whether it is how a text is pronounced, which is no part of it.
    is_spoken: bool,
}

impl TextBuilder {
    /// An element of a text begins.
    pub(crate) fn start(&mut self, element: &Element<'_>) {
        match element.name() {
            "r" => self.is_raised = false,
            "vertAlign" => self.is_raised = element.value("val").as_deref() == Some("superscript"),
            "rPh" => self.is_spoken = true,
            "t" => self.is_text = !self.is_spoken,
            _ => {}
        }
    }

    /// An element of a text ends.
    pub(crate) fn end(&mut self, name: &str) {
        match name {
            "t" => {
                self.is_text = false;
                let run = std::mem::take(&mut self.run);
                if self.is_raised
                    && self.raised.is_none()
                    && !run.trim().is_empty()
                    && !is_power(&self.text, run.trim())
                {
                    self.raised = Some(run.trim().into());
                }
                self.text.push_str(&run);
            }
            "r" => self.is_raised = false,
            "rPh" => self.is_spoken = false,
            _ => {}
        }
    }

    /// A piece of text.
    pub(crate) fn text(&mut self, text: &str) {
        if self.is_text {
            self.run.push_str(text);
        }
    }

    /// The text that was put together.
    pub(crate) fn take(&mut self) -> Text {
        let text = Text::new(&self.text, self.raised.take());
        *self = Self::default();
        text
    }
}

/// Reads the part of shared texts.
#[derive(Default)]
pub(crate) struct TextsReader {
    /// What was read.
    pub(crate) texts: Texts,
    builder: TextBuilder,
}

impl PartReader for TextsReader {
    fn start(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        self.builder.start(element);
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), LintFault> {
        if name == "si" {
            let text = self.builder.take();
            self.texts.push(text)?;
        } else {
            self.builder.end(name);
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), LintFault> {
        self.builder.text(text);
        Ok(())
    }
}
