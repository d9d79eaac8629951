//! A font that a person adds for characters that the bundled fonts lack.

use crate::fingerprint::fingerprint;
use crate::font_fault::FontFault;
use resvg::usvg::fontdb::{FaceInfo, ID, Language, Source, Stretch, Style, Weight};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::tables::glyf::{Glyf, Glyph};
use skrifa::raw::tables::loca::Loca;
use skrifa::raw::types::Tag;
use skrifa::raw::{FileRef, TableProvider};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The characters that are looked for: those that are assigned or private. Control characters are none.
const CHARACTERS: [RangeInclusive<u32>; 2] = [0x20..=0x3_FFFF, 0xF_0000..=0x10_FFFF];

/// The units for each em that outlines may have.
const UNITS_PER_EM: RangeInclusive<u16> = 16..=16384;

/// The widest that a character may be, in em. No script in use has wider ones.
const WIDEST: f64 = 4.0;

/// The parts of which a glyph may be composed, those of its parts among them.
const MOST_PARTS: usize = 256;

/// The part of an em above the line of writing, as in the bundled fonts.
const ASCENT: f64 = 0.88;

/// What is kept of the file beside its character map: outlines and widths.
const OUTLINE_TABLES: [[&[u8; 4]; 2]; 2] = [[b"glyf", b"loca"], [b"CFF ", b"CFF "]];

/// The outlines of an added font with a map of the characters that no font before it has.
///
/// All else of the file is left out: without its features, kerning and vertical metrics a text is drawn exactly as wide as it is
/// measured, and a text that the font could write as a whole still has its other characters from the bundled fonts.
pub(crate) struct AddedFont {
    bytes: Arc<Vec<u8>>,
    fingerprint: u64,
    characters: usize,
}

impl AddedFont {
    /// Reads a font file, of a collection the first font; characters that other fonts have already are not taken from it.
    pub(crate) fn of(bytes: &[u8], is_taken: impl Fn(char) -> bool) -> Result<Self, FontFault> {
        if bytes.len() as u64 > FontFault::MOST_BYTES {
            return Err(FontFault::TooLarge { most: FontFault::MOST_BYTES });
        }
        let font = match FileRef::new(bytes) {
            Ok(FileRef::Font(font)) => font,
            Ok(FileRef::Collection(fonts)) => fonts.get(0).map_err(|_| FontFault::NoFont)?,
            Err(_) => return Err(FontFault::NoFont),
        };
        let head = font.head().map_err(|_| FontFault::NoFont)?;
        let is_whole = font.hhea().is_ok() && font.hmtx().is_ok() && font.maxp().is_ok();
        if !is_whole || !UNITS_PER_EM.contains(&head.units_per_em()) || font.cmap().is_err() {
            return Err(FontFault::NoFont);
        }
        let outlines = outline_tables(&font).ok_or(FontFault::NoOutlines)?;
        let mapped = mapped(&font, is_taken);
        let tables = tables(&font, outlines, bytes.len()).ok_or(FontFault::NoFont)?;
        let tables = [(Tag::new(b"cmap"), character_map(&mapped))].into_iter().chain(tables);
        let bytes = Arc::new(written(outlines.contains(&b"CFF "), &tables.collect::<BTreeMap<_, _>>()));
        FontRef::new(&bytes).map_err(|_| FontFault::NoFont)?;
        let fingerprint = fingerprint(bytes.iter().copied());
        Ok(Self { bytes, fingerprint, characters: mapped.len() })
    }

    /// How many characters it has that no font before it has.
    pub(crate) fn characters(&self) -> usize {
        self.characters
    }

    /// Another one where what is drawn with it may be another.
    pub(crate) fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Whether it has a glyph for a character, be it an empty one.
    pub(crate) fn has(&self, character: char) -> bool {
        self.font().is_some_and(|font| font.charmap().map(character).is_some())
    }

    /// The advance of a character in em, where it has a glyph.
    pub(crate) fn advance(&self, character: char) -> Option<f64> {
        advance(&self.font()?, self.font()?.charmap().map(character)?)
    }

    /// Whether something is seen of a character.
    pub(crate) fn draws(&self, character: char) -> bool {
        let seen = self.font().and_then(|font| {
            let glyph = font.outline_glyphs().get(font.charmap().map(character)?)?;
            let mut pen = Seen(false);
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            glyph.draw(settings, &mut pen).ok()?;
            Some(pen.0)
        });
        seen.unwrap_or_default()
    }

    /// What the database of fonts knows of it. No drawing names its family: it is asked for characters that others lack.
    pub(crate) fn face(&self, place: usize) -> FaceInfo {
        FaceInfo {
            id: ID::dummy(),
            source: Source::Binary(Arc::clone(&self.bytes) as Arc<dyn AsRef<[u8]> + Sync + Send>),
            index: 0,
            families: vec![(format!("added font {place}"), Language::English_UnitedStates)],
            post_script_name: format!("added-font-{place}"),
            style: Style::Normal,
            weight: Weight::NORMAL,
            stretch: Stretch::Normal,
            monospaced: false,
        }
    }

    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::new(&self.bytes).ok()
    }
}

/// A pen that only sees whether something is drawn.
struct Seen(bool);

impl OutlinePen for Seen {
    fn move_to(&mut self, _: f32, _: f32) {}

    fn line_to(&mut self, _: f32, _: f32) {
        self.0 = true;
    }

    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }

    fn close(&mut self) {}
}

/// The tables that hold the outlines of a font.
fn outline_tables(font: &FontRef<'_>) -> Option<[&'static [u8; 4]; 2]> {
    let has = |name: &&[u8; 4]| font.table_data(Tag::new(name)).is_some();
    OUTLINE_TABLES.into_iter().find(|tables| tables.iter().all(has))
}

/// The advance of a glyph in em, where it is one that a text can have.
fn advance(font: &FontRef<'_>, glyph: GlyphId) -> Option<f64> {
    let advance = font.hmtx().ok()?.advance(glyph)?;
    let advance = f64::from(advance) / f64::from(font.head().ok()?.units_per_em());
    (0.0..=WIDEST).contains(&advance).then_some(advance)
}

/// The characters that no font before this one has, in order, each with its glyph.
fn mapped(font: &FontRef<'_>, is_taken: impl Fn(char) -> bool) -> Vec<(char, GlyphId)> {
    let charmap = font.charmap();
    let glyphs = font.maxp().map_or(0, |maxp| u32::from(maxp.num_glyphs()));
    let glyf = font.loca(None).ok().zip(font.glyf().ok());
    let is_sound = |glyph: GlyphId| {
        let few =
            |(loca, glyf): &(Loca<'_>, Glyf<'_>)| has_few_parts(glyph, loca, glyf, &mut MOST_PARTS.clone());
        glyph != GlyphId::NOTDEF
            && glyph.to_u32() < glyphs
            && advance(font, glyph).is_some()
            && glyf.as_ref().is_none_or(few)
    };
    CHARACTERS
        .into_iter()
        .flatten()
        .filter_map(char::from_u32)
        .filter_map(|character| Some((character, charmap.map(character)?)))
        .filter(|(character, glyph)| is_sound(*glyph) && !is_taken(*character))
        .collect()
}

/// Whether a glyph is composed of no more parts than are left; one that holds itself never is.
fn has_few_parts(glyph: GlyphId, loca: &Loca<'_>, glyf: &Glyf<'_>, left: &mut usize) -> bool {
    let Some(fewer) = left.checked_sub(1) else { return false };
    *left = fewer;
    match loca.get_glyf(glyph, glyf) {
        Ok(Some(Glyph::Composite(composite))) => {
            composite.components().all(|part| has_few_parts(part.glyph.into(), loca, glyf, left))
        }
        // The library that draws looks for the flags of a point where there is none.
        Ok(Some(Glyph::Simple(simple))) => simple.num_points() > 0 || simple.glyph_data().is_empty(),
        Ok(None) => true,
        Err(_) => false,
    }
}

/// The tables that are kept of a file of so many bytes.
fn tables(
    font: &FontRef<'_>,
    outlines: [&'static [u8; 4]; 2],
    length: usize,
) -> Option<BTreeMap<Tag, Vec<u8>>> {
    let names = [b"head", b"hhea", b"hmtx", b"maxp"].into_iter().chain(outlines).map(Tag::new);
    let found = names.map(|name| Some((name, font.table_data(name)?.as_bytes())));
    let found = found.collect::<Option<BTreeMap<Tag, &[u8]>>>()?;
    // Tables that lie over one another would make much of little.
    if found.values().map(|table| table.len()).sum::<usize>() > length {
        return None;
    }
    let mut tables: BTreeMap<Tag, Vec<u8>> =
        found.into_iter().map(|(name, table)| (name, table.to_vec())).collect();
    // Ascent and descent of the bundled fonts, so that nothing hangs on those of the file.
    let units = i16::try_from(font.head().ok()?.units_per_em()).ok()?;
    let ascent = (f64::from(units) * ASCENT).round() as i16;
    let line = tables.get_mut(&Tag::new(b"hhea"))?.get_mut(4..8)?;
    line.copy_from_slice(&[ascent.to_be_bytes(), (ascent - units).to_be_bytes()].concat());
    Some(tables)
}

/// A character map of the 32-bit format, whose runs of characters have runs of glyphs.
fn character_map(mapped: &[(char, GlyphId)]) -> Vec<u8> {
    let mut runs: Vec<[u32; 3]> = Vec::new();
    for (character, glyph) in mapped {
        let (character, glyph) = (u32::from(*character), glyph.to_u32());
        match runs.last_mut() {
            Some([first, last, from]) if character == *last + 1 && glyph == *from + (character - *first) => {
                *last = character;
            }
            Some(_) | None => runs.push([character, character, glyph]),
        }
    }
    let count = runs.len() as u32;
    let mut bytes = Vec::new();
    // Version 0, one table: of Windows, all of Unicode, 12 bytes from here.
    [0_u16, 1, 3, 10].iter().for_each(|part| bytes.extend(part.to_be_bytes()));
    bytes.extend(12_u32.to_be_bytes());
    [12_u16, 0].iter().for_each(|part| bytes.extend(part.to_be_bytes()));
    [16 + 12 * count, 0, count].iter().for_each(|part| bytes.extend(part.to_be_bytes()));
    runs.iter().flatten().for_each(|part| bytes.extend(part.to_be_bytes()));
    bytes
}

/// A font file of tables. Readers of outlines do not ask its sums and its search hints, which are left 0.
fn written(is_cff: bool, tables: &BTreeMap<Tag, Vec<u8>>) -> Vec<u8> {
    let mut bytes = if is_cff { b"OTTO".to_vec() } else { vec![0, 1, 0, 0] };
    bytes.extend((tables.len() as u16).to_be_bytes());
    bytes.extend([0; 6]);
    let mut offset = 12 + 16 * tables.len();
    for (tag, table) in tables {
        bytes.extend(tag.to_be_bytes());
        [0, offset as u32, table.len() as u32].iter().for_each(|part| bytes.extend(part.to_be_bytes()));
        offset += table.len().next_multiple_of(4);
    }
    for table in tables.values() {
        bytes.extend(table);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    }
    bytes
}
