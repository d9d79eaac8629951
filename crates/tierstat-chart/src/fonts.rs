//! The fonts: what they can write, and how wide it is.

use crate::added_font::AddedFont;
use crate::fingerprint::fingerprint;
use crate::font_fault::FontFault;
use resvg::usvg::FontResolver;
use resvg::usvg::fontdb::{Database, ID};
use serde::{Deserialize, Serialize};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

static REGULAR: &[u8] = include_bytes!("../assets/NotoSansCJKsc-Regular.subset.otf");
static BOLD: &[u8] = include_bytes!("../assets/NotoSansCJKsc-Bold.subset.otf");

/// The fonts by which text is measured and pictures are drawn, the same on every machine: two bundled ones, and those that a
/// person adds for characters that the bundled ones lack.
pub struct Fonts {
    regular: Face,
    bold: Face,
    /// None of them has a character that a font before it has.
    added: Vec<(ID, Arc<AddedFont>)>,
    database: Arc<Database>,
}

/// The tables of one font by which text is measured.
struct Face {
    characters: Charmap<'static>,
    /// In the units of the font, so that no scaling rounds them.
    metrics: GlyphMetrics<'static>,
    units_per_em: f64,
}

impl Face {
    fn of(bytes: &'static [u8]) -> Self {
        let font = FontRef::new(bytes).expect("the bundled fonts are sound: a test reads them");
        let (size, location) = (Size::unscaled(), LocationRef::default());
        Self {
            characters: font.charmap(),
            metrics: font.glyph_metrics(size, location),
            units_per_em: f64::from(font.metrics(size, location).units_per_em),
        }
    }

    /// The glyph of a character; glyph 0 stands for those that have none.
    fn glyph(&self, character: char) -> Option<GlyphId> {
        self.characters.map(character).filter(|glyph| *glyph != GlyphId::NOTDEF)
    }

    /// The advance of a character in em, where it has a glyph.
    fn advance(&self, character: char) -> Option<f64> {
        let advance = self.metrics.advance_width(self.glyph(character)?)?;
        Some(f64::from(advance) / self.units_per_em)
    }
}

/// The weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

impl Fonts {
    /// A fingerprint of the fonts: another one where their bytes are others.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        // They are compiled in, so that it is made once.
        static MADE: LazyLock<u64> = LazyLock::new(|| fingerprint(REGULAR.iter().chain(BOLD).copied()));
        self.added.iter().fold(*MADE, |before, (_, font)| {
            fingerprint([before, font.fingerprint()].into_iter().flat_map(u64::to_le_bytes))
        })
    }

    /// The family of the bundled fonts.
    pub const FAMILY: &'static str = "Noto Sans CJK SC";

    /// The families that a drawing asks for, the bundled one first, so that a reader without it gets a near
    /// one.
    pub const STACK: &'static str =
        "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif";

    /// The two subsets that are compiled in.
    #[must_use]
    pub fn bundled() -> Self {
        let mut database = Database::new();
        database.load_font_data(REGULAR.to_vec());
        database.load_font_data(BOLD.to_vec());
        database.set_sans_serif_family(Self::FAMILY);
        Self {
            regular: Face::of(REGULAR),
            bold: Face::of(BOLD),
            added: Vec::new(),
            database: Arc::new(database),
        }
    }

    /// The same fonts and that of a file, which draws the characters that no font before it has, in both weights.
    ///
    /// # Errors
    /// [`FontFault`] where the bytes are no font with outlines.
    pub fn with_file(mut self, bytes: &[u8]) -> Result<Self, FontFault> {
        let is_taken = |character| self.is_bundled(character) || self.added_for(character).is_some();
        let font = Arc::new(AddedFont::of(bytes, is_taken)?);
        let id = Arc::make_mut(&mut self.database).push_face_info(font.face(self.added.len()));
        self.added.push((id, font));
        Ok(self)
    }

    /// How many characters each added font has that no font before it has, in the order in which they were added.
    #[must_use]
    pub fn added(&self) -> Vec<usize> {
        self.added.iter().map(|(_, font)| font.characters()).collect()
    }

    /// The bytes of the bundled font files: regular, then bold.
    #[must_use]
    pub fn files() -> [&'static [u8]; 2] {
        [REGULAR, BOLD]
    }

    /// Whether a character can be written in both weights. Spaces and line breaks always can.
    #[must_use]
    pub fn has_glyph(&self, character: char) -> bool {
        character.is_whitespace()
            || self.is_bundled(character)
            || self.added_for(character).is_some_and(|font| font.draws(character))
    }

    fn is_bundled(&self, character: char) -> bool {
        [&self.regular, &self.bold].iter().all(|face| face.glyph(character).is_some())
    }

    /// The added font by which a character is measured and drawn where no bundled one has it.
    fn added_for(&self, character: char) -> Option<&AddedFont> {
        self.added.iter().map(|(_, font)| &**font).find(|font| font.has(character))
    }

    /// The characters of a text that cannot be written.
    #[must_use]
    pub fn missing(&self, text: &str) -> BTreeSet<char> {
        text.chars().filter(|character| !self.has_glyph(*character)).collect()
    }

    /// The width of a text in the unit of its size: the sum of the advances, without kerning. A character
    /// without a glyph counts as one em.
    #[must_use]
    pub fn width(&self, text: &str, weight: Weight, size: f64) -> f64 {
        text.chars().map(|character| self.advance(character, weight)).sum::<f64>() * size
    }

    /// The advance of one character in em.
    fn advance(&self, character: char, weight: Weight) -> f64 {
        let face = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        let added = || self.added_for(character)?.advance(character);
        face.advance(character).or_else(added).unwrap_or(1.0)
    }

    /// Which font draws what the bundled ones lack: the added one that has it, as it is measured.
    pub(crate) fn resolver(&self) -> FontResolver<'static> {
        let added = self.added.clone();
        FontResolver {
            select_font: FontResolver::default_font_selector(),
            select_fallback: Box::new(move |character, used, _| {
                let has = |(id, font): &&(ID, Arc<AddedFont>)| !used.contains(id) && font.has(character);
                added.iter().find(has).map(|(id, _)| *id)
            }),
        }
    }

    pub(crate) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts")
            .field("family", &Self::FAMILY)
            .field("added", &self.added())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_character_has_a_glyph_in_both_weights() {
        let fonts = Fonts::bundled();
        for character in include_str!("../assets/characters.txt").chars().filter(|listed| *listed != '\n') {
            assert!(fonts.has_glyph(character), "{character}");
        }
    }

    #[test]
    fn the_signs_that_we_print_are_there() {
        let fonts = Fonts::bundled();
        let signs = "−∞–—…›×±≥≤%‰①②③④⑤⑥⑦⑧⑨⑩→←↑↓亳濮黟鄄（）【】《》、。，：；“”‘’·";
        assert_eq!(fonts.missing(signs), BTreeSet::new());
        assert_eq!(fonts.missing("a\u{1F600}b"), BTreeSet::from(['\u{1F600}']));
    }

    #[test]
    fn an_ideograph_is_one_em_wide_and_digits_are_equal() {
        let fonts = Fonts::bundled();
        assert!((fonts.width("县级", Weight::Regular, 20.0) - 40.0).abs() < 1e-9);
        let digits: Vec<f64> = "0123456789".chars().map(|digit| fonts.advance(digit, Weight::Bold)).collect();
        assert!(digits.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 1e-12), "{digits:?}");
    }
}
