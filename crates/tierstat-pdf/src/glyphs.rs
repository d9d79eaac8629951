//! The fonts that pages are set in, and what they can write.

use crate::fault::PdfFault;
use std::collections::BTreeSet;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

/// The fonts, in the order in which they are asked for a character.
pub(crate) struct Glyphs {
    pub(crate) fonts: Vec<Font>,
    pub(crate) book: FontBook,
}

impl Glyphs {
    pub(crate) fn of(files: &[&[u8]]) -> Result<Self, PdfFault> {
        let fonts: Vec<Font> = files.iter().flat_map(|file| Font::iter(Bytes::new(file.to_vec()))).collect();
        if fonts.is_empty() {
            return Err(PdfFault::NoFont);
        }
        let book = FontBook::from_fonts(&fonts);
        Ok(Self { fonts, book })
    }

    /// The families, each once, in order.
    pub(crate) fn families(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let families = self.fonts.iter().map(|font| font.info().family.as_str().to_owned());
        families.filter(|family| seen.insert(family.clone())).collect()
    }

    /// Whether some font has a character in a face that is upright.
    pub(crate) fn has(&self, sign: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(sign)))
    }
}
