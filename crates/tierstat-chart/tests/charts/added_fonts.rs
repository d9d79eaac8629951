//! Fonts that a person adds: what they draw, how wide it is, and which files are refused.

use crate::samples;
use proptest::prelude::*;
use std::path::Path;
use tierstat_chart::{Chart, ChartWarning, FontFault, Fonts, Weight, layout, png, svg};
use tierstat_model::Language;

/// A character that the bundled fonts lack, as in names of places and persons.
const RARE: char = '\u{20BB7}';
/// One that the font maps to a glyph without a shape.
const EMPTY: char = '\u{20BB8}';
/// One whose glyph is composed of itself.
const ENDLESS: char = '\u{20BB9}';
/// Half an em, so that its width is not that of a character without a glyph.
const ADVANCE: u16 = 500;

fn be(parts: &[u16]) -> Vec<u8> {
    parts.iter().flat_map(|part| part.to_be_bytes()).collect()
}

/// A font file of tables.
fn file(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut bytes = [0x0001_0000_u32.to_be_bytes().to_vec(), be(&[tables.len() as u16, 0, 0, 0])].concat();
    let mut offset = (12 + 16 * tables.len()) as u32;
    for (name, table) in tables {
        bytes.extend_from_slice(*name);
        [0, offset, table.len() as u32].iter().for_each(|part| bytes.extend(part.to_be_bytes()));
        offset += table.len().next_multiple_of(4) as u32;
    }
    for (_, table) in tables {
        bytes.extend(table);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    }
    bytes
}

/// The tables of a font that draws a square for a rare character and for `a`, which the bundled fonts have.
fn tables() -> Vec<(&'static [u8; 4], Vec<u8>)> {
    let mut head = vec![0; 54];
    head[0..4].copy_from_slice(&0x0001_0000_u32.to_be_bytes());
    head[12..16].copy_from_slice(&0x5F0F_3CF5_u32.to_be_bytes());
    head[18..20].copy_from_slice(&1000_u16.to_be_bytes());
    let mut hhea = vec![0; 36];
    hhea[0..4].copy_from_slice(&0x0001_0000_u32.to_be_bytes());
    hhea[34..36].copy_from_slice(&4_u16.to_be_bytes());
    let mut maxp = vec![0; 32];
    maxp[0..4].copy_from_slice(&0x0001_0000_u32.to_be_bytes());
    maxp[4..6].copy_from_slice(&4_u16.to_be_bytes());
    // A square from the line of writing on: one contour of four points, their flags, then their steps across and up.
    let square = [be(&[1, 0, 0, 400, 700, 3, 0]), vec![1; 4]].concat();
    let square = [square, be(&[0, 400, 0, 400_u16.wrapping_neg()]), be(&[0, 0, 700, 0])].concat();
    let square = [square, vec![0, 0]].concat();
    let endless = be(&[u16::MAX, 0, 0, 400, 700, 3, 3, 0, 0]);
    let ends = [0, 0, square.len(), square.len(), square.len() + endless.len()];
    let loca = be(&ends.map(|end| (end / 2) as u16));
    let groups = [[u32::from('a'), u32::from('a'), 1], [RARE.into(), ENDLESS.into(), 1]];
    let mut cmap = [be(&[0, 1, 3, 10]), 12_u32.to_be_bytes().to_vec(), be(&[12, 0])].concat();
    [16 + 12 * 2, 0, 2_u32].iter().for_each(|part| cmap.extend(part.to_be_bytes()));
    groups.as_flattened().iter().for_each(|part| cmap.extend(part.to_be_bytes()));
    vec![
        (b"cmap", cmap),
        (b"glyf", [square, endless].concat()),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", be(&[ADVANCE, 0].repeat(4))),
        (b"loca", loca),
        (b"maxp", maxp),
    ]
}

fn font() -> Vec<u8> {
    file(&tables())
}

fn without(name: &[u8; 4]) -> Vec<u8> {
    file(&tables().into_iter().filter(|(known, _)| *known != name).collect::<Vec<_>>())
}

fn titled(title: &str) -> Chart {
    let mut chart = samples::tiers(Language::Chinese, 600.0);
    if let Chart::Series(line) = &mut chart {
        line.text.title = title.to_owned();
    }
    chart
}

#[test]
fn the_file_that_other_tests_name_is_this_font() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts/rare.ttf");
    #[expect(clippy::disallowed_methods, reason = "how accepted files are renewed")]
    if std::env::var("TIERSTAT_BLESS").is_ok() {
        std::fs::write(&path, font()).unwrap();
    }
    assert!(std::fs::read(&path).unwrap() == font());
}

#[test]
fn a_character_that_the_bundled_fonts_lack_is_measured_and_drawn_by_the_file() {
    let (bundled, fonts) = (Fonts::bundled(), Fonts::bundled().with_file(&font()).unwrap());
    let chart = titled(&format!("行业组织{RARE}"));
    assert_eq!(layout(&chart, &bundled).unwrap().warnings, [ChartWarning::NoGlyph { character: RARE }]);
    let laid = layout(&chart, &fonts).unwrap();
    assert_eq!(laid.warnings, []);
    let title = laid.texts().next().unwrap().bounding_box();
    let pixels = png(&svg(&laid).unwrap(), &fonts, 2.0).unwrap();
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&pixels).unwrap();
    let ink = |from: f64, to: f64| {
        let columns = || ((from * 2.0).ceil() as u32)..((to * 2.0) as u32);
        let rows = ((title.top * 2.0) as u32)..((title.bottom * 2.0) as u32);
        rows.flat_map(|y| columns().map(move |x| (x, y)))
            .filter(|(x, y)| pixels.pixel(*x, *y).is_some_and(|pixel| pixel.red() < 80))
            .count()
    };
    // The square is 0.4 em wide and 0.7 em high, at the left of half an em.
    let em = (title.right - title.left) / 4.5;
    let expected = (0.4 * em * 2.0) * (0.7 * em * 2.0);
    let found = ink(title.right - 0.5 * em, title.right) as f64;
    assert!((found - expected).abs() < 0.15 * expected, "{found} dark pixels of {expected}");
    assert_eq!(ink(title.right - 0.09 * em, title.right), 0, "where the square ends");
    assert!(ink(title.left, title.left + em) > 20, "the others are drawn by the bundled font");
}

#[test]
fn a_file_changes_nothing_of_what_the_bundled_fonts_draw() {
    let (bundled, fonts) = (Fonts::bundled(), Fonts::bundled().with_file(&font()).unwrap());
    // Each character of it stands in the file's own map.
    let (drawing, other) =
        [&bundled, &fonts].map(|fonts| svg(&layout(&titled("a"), fonts).unwrap()).unwrap()).into();
    assert_eq!(drawing, other);
    assert!(png(&drawing, &bundled, 1.0).unwrap() == png(&drawing, &fonts, 1.0).unwrap());
    for weight in [Weight::Regular, Weight::Bold] {
        assert!((fonts.width("a", weight, 10.0) - bundled.width("a", weight, 10.0)).abs() < 1e-12);
        assert!((fonts.width(&RARE.to_string(), weight, 10.0) - 5.0).abs() < 1e-12);
    }
}

#[test]
fn what_a_file_maps_to_nothing_or_without_end_is_missing() {
    let fonts = Fonts::bundled().with_file(&font()).unwrap();
    assert!(fonts.has_glyph(RARE) && !fonts.has_glyph(EMPTY) && !fonts.has_glyph(ENDLESS));
    assert_eq!(fonts.added(), [2], "the rare one, and the one without a shape");
    let laid = layout(&titled(&format!("组织{EMPTY}{ENDLESS}")), &fonts).unwrap();
    let missing = [EMPTY, ENDLESS].map(|character| ChartWarning::NoGlyph { character });
    assert_eq!(laid.warnings, missing);
    assert!(png(&svg(&laid).unwrap(), &fonts, 1.0).is_ok());
}

#[test]
fn the_fingerprint_tells_the_files_and_their_order() {
    let mut other = tables();
    other[4].1[0..2].copy_from_slice(&600_u16.to_be_bytes());
    let (one, other) = (font(), file(&other));
    let of = |files: &[&Vec<u8>]| {
        let with = |fonts: Fonts, file: &&Vec<u8>| fonts.with_file(file).unwrap();
        files.iter().fold(Fonts::bundled(), with).fingerprint()
    };
    assert_eq!(of(&[&one]), of(&[&one]));
    let all = [of(&[]), of(&[&one]), of(&[&other]), of(&[&one, &other]), of(&[&other, &one])];
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len());
}

#[test]
fn a_second_file_draws_only_what_the_first_lacks() {
    let fonts = Fonts::bundled().with_file(&font()).unwrap().with_file(&font()).unwrap();
    assert_eq!(fonts.added(), [2, 0]);
}

#[test]
fn a_bundled_font_as_a_file_is_taken_and_adds_nothing() {
    let [regular, _] = Fonts::files();
    let fonts = Fonts::bundled().with_file(regular).unwrap();
    assert_eq!(fonts.added(), [0]);
}

#[test]
fn what_is_no_font_is_refused() {
    let refused = |bytes: &[u8]| Fonts::bundled().with_file(bytes).map(|fonts| fonts.added()).unwrap_err();
    for bytes in
        [b"".as_slice(), b"garbage", b"wOF2\0\x01\0\0", b"<svg/>", &[0; 5000], b"ttcf\0\x01\0\0\0\0\0\x01"]
    {
        assert_eq!(refused(bytes), FontFault::NoFont);
    }
    assert_eq!(
        refused(&vec![0; (FontFault::MOST_BYTES + 1) as usize]),
        FontFault::TooLarge { most: 64 << 20 }
    );
    for name in [b"glyf", b"loca"] {
        assert_eq!(refused(&without(name)), FontFault::NoOutlines);
    }
    for name in [b"cmap", b"head", b"hhea", b"hmtx", b"maxp"] {
        assert_eq!(refused(&without(name)), FontFault::NoFont);
    }
    let mut unmeasured = tables();
    unmeasured[2].1[18..20].fill(0);
    assert_eq!(refused(&file(&unmeasured)), FontFault::NoFont, "no units for each em");
    for fault in [FontFault::NoFont, FontFault::NoOutlines, refused(&vec![0; (64 << 20) + 1])] {
        assert!(!fault.localized().zh.is_empty() && !fault.hint().en.is_empty());
    }
}

#[test]
fn a_font_whose_tables_lie_over_one_another_is_refused() {
    let mut bytes = font();
    let whole = bytes.len() as u32;
    for table in 0..7 {
        let place = 12 + 16 * table + 8;
        bytes[place + 4..place + 8].copy_from_slice(&(whole - 200).to_be_bytes());
        bytes[place..place + 4].copy_from_slice(&0_u32.to_be_bytes());
    }
    assert!(Fonts::bundled().with_file(&bytes).is_err());
}

#[test]
fn a_glyph_of_no_contours_that_has_flags_of_points_is_missing() {
    let mut pointless = tables();
    pointless[1].1[0..2].copy_from_slice(&0_u16.to_be_bytes());
    let fonts = Fonts::bundled().with_file(&file(&pointless)).unwrap();
    assert!(!fonts.has_glyph(RARE));
    assert!(layout(&titled(&RARE.to_string()), &fonts).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_damaged_font_is_refused_or_drawn(place in 0_usize..600, byte: u8, cut in 0_usize..600) {
        let mut bytes = font();
        if let Some(damaged) = bytes.get_mut(place) {
            *damaged = byte;
        }
        bytes.truncate(bytes.len().max(cut) - cut / 8);
        if let Ok(fonts) = Fonts::bundled().with_file(&bytes) {
            let title: String = [RARE, EMPTY, ENDLESS, 'a'].iter().collect();
            let width = fonts.width(&title, Weight::Bold, 10.0);
            prop_assert!(width.is_finite() && width <= 160.0, "{}", width);
            let laid = layout(&titled(&title), &fonts).unwrap();
            prop_assert!(png(&svg(&laid).unwrap(), &fonts, 0.5).is_ok());
        }
    }
}
