//! The texts of cells, shared ones and those that stand in a sheet, with what is raised in them.

use super::caps;
use super::fault::LintFault;
use super::package::{Element, PartReader};

/// The text of a cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    pub(crate) text: Box<str>,
    /// The first piece that is raised and no power of a unit.
    pub(crate) raised: Option<Box<str>>,
}

impl Text {
    /// Whether something is written in it.
    pub(crate) fn is_filled(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Its beginning, as far as checks read: more than that is no label, and much of it may stand in many cells.
    pub(crate) fn head(&self) -> &str {
        let text = self.text.trim();
        text.char_indices().nth(HEAD).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
    }
}

/// So much of a text is read by checks. In characters.
const HEAD: usize = 1000;

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
        self.bytes = self.bytes.saturating_add(text.text.len() as u64).saturating_add(40);
        let limit = 4 * caps::PART_BYTES;
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
        let text = Text { text: std::mem::take(&mut self.text).into(), raised: self.raised.take() };
        *self = Self::default();
        text
    }
}

/// Whether a raised 2 or 3 stands behind a metre, or any number behind a number, as a power.
pub(crate) fn is_power(before: &str, raised: &str) -> bool {
    let mut letters = before.chars().rev();
    let Some(last) = letters.next() else { return false };
    if last.is_ascii_digit() {
        return raised.starts_with(['-', '−', '+']) || before.ends_with("10");
    }
    if !matches!(raised, "2" | "3" | "²" | "³" | "-1" | "-2" | "-3") || !matches!(last, 'm' | '米' | 's') {
        return false;
    }
    let word: String = letters.take_while(|letter| letter.is_alphabetic() && letter.is_ascii()).collect();
    last == '米' || matches!(word.as_str(), "" | "k" | "c" | "m" | "d" | "h")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_of_a_unit_is_no_mark() {
        for (before, raised) in
            [("km", "2"), ("per m", "3"), ("平方米", "2"), ("10", "6"), ("2.1 × 10", "-3")]
        {
            assert!(is_power(before, raised), "{before} {raised}");
        }
        for (before, raised) in [("Total", "1"), ("Farm", "2"), ("2015", "1"), ("", "2"), ("会员", "2")] {
            assert!(!is_power(before, raised), "{before} {raised}");
        }
    }
}
