//! PNG, by resvg from the SVG, with the fonts that measured it and no other.

use crate::{ChartError, Fonts};
use png::{
    BitDepth, ColorType, DeflateCompression, Encoder, Filter, PixelDimensions, SrgbRenderingIntent, Unit,
};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::io::Write;

/// More than an A0 page at 300 dots per inch.
const MOST_PIXELS: f64 = 150e6;

/// The pixels of a picture that are held while it is made: 128 MiB. A chart of 2000 by 2000 at 270 dots per inch has as many.
const HELD_PIXELS: f64 = 32e6;

/// The bytes of a picture that stand in one part of its file.
const CHUNK: usize = 1 << 16;

/// The CSS pixels of an inch.
const INCH: f64 = 96.0;

/// Makes a picture of a drawing, `scale` pixels for each of its CSS pixels; 2 is sharp on any screen. A larger drawing than
/// 2800 by 2800 gets fewer, so that no picture takes more than 32 million pixels.
///
/// Who makes several goes on with one [`Pictures`].
///
/// # Errors
/// [`ChartError::Picture`] where the drawing is no SVG, or the picture would have no pixel or too many.
pub fn png(svg: &str, fonts: &Fonts, scale: f32) -> Result<Vec<u8>, ChartError> {
    Pictures::new(fonts).png(svg, scale)
}

/// Makes pictures one after the other, of which each takes the memory of the one before.
pub struct Pictures<'a> {
    options: Options<'a>,
    pixels: Vec<u8>,
}

impl std::fmt::Debug for Pictures<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pictures").field("held", &self.pixels.len()).finish_non_exhaustive()
    }
}

impl Pictures<'_> {
    /// Pictures in which texts have these fonts.
    #[must_use]
    pub fn new(fonts: &Fonts) -> Self {
        let options = Options {
            fontdb: fonts.database(),
            font_resolver: fonts.resolver(),
            font_family: Fonts::FAMILY.to_owned(),
            ..Options::default()
        };
        Self { options, pixels: Vec::new() }
    }

    /// Makes a picture of a drawing, as [`png()`] does.
    ///
    /// # Errors
    /// [`ChartError::Picture`] where the drawing is no SVG, or the picture would have no pixel or too many.
    pub fn png(&mut self, svg: &str, scale: f32) -> Result<Vec<u8>, ChartError> {
        let tree = self.tree(svg)?;
        let pixels = |length: f32| f64::from(length) * f64::from(scale);
        let (width, height) = (pixels(tree.size().width()).round(), pixels(tree.size().height()).round());
        if !(width >= 1.0 && height >= 1.0 && width * height <= MOST_PIXELS) {
            return Err(failed(format!("{width} by {height} pixels at scale {scale}")));
        }
        let fewer = (HELD_PIXELS / (width * height)).sqrt().min(1.0);
        self.picture(&tree, ((width * fewer).floor(), (height * fewer).floor()), f64::from(scale) * fewer)
    }

    /// Makes a picture for print, so many dots for each inch of 96 CSS pixels: never fewer than asked for.
    ///
    /// # Errors
    /// [`ChartError::TooSharp`] where that is more than a picture can hold, [`ChartError::Picture`] where the drawing is no SVG.
    pub fn png_for_print(&mut self, svg: &str, dots_per_inch: u32) -> Result<Vec<u8>, ChartError> {
        let tree = self.tree(svg)?;
        let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
        let scale = f64::from(dots_per_inch) / INCH;
        let (wide, high) = ((width * scale).round(), (height * scale).round());
        let most = ((HELD_PIXELS / (width * height)).sqrt() * INCH).floor() as u32;
        if !(wide >= 1.0 && high >= 1.0) || dots_per_inch > most {
            return Err(ChartError::TooSharp { dots_per_inch, most });
        }
        self.picture(&tree, (wide, high), scale)
    }

    fn tree(&self, svg: &str) -> Result<Tree, ChartError> {
        Tree::from_str(svg, &self.options).map_err(|error| failed(error.to_string()))
    }

    fn picture(
        &mut self,
        tree: &Tree,
        (width, height): (f64, f64),
        scale: f64,
    ) -> Result<Vec<u8>, ChartError> {
        let (wide, high) = (width as u32, height as u32);
        let size = resvg::tiny_skia::IntSize::from_wh(wide, high);
        // Opaque from the start: what is drawn on paper is of paper where nothing is drawn. Each byte of white is the same.
        let mut held = std::mem::take(&mut self.pixels);
        held.clear();
        held.resize(wide as usize * high as usize * 4, u8::MAX);
        let pixmap = size.and_then(|size| Pixmap::from_vec(held, size));
        let mut pixmap = pixmap.ok_or_else(|| failed(format!("{width} by {height} pixels")))?;
        resvg::render(tree, Transform::from_scale(scale as f32, scale as f32), &mut pixmap.as_mut());
        self.pixels = pixmap.take();
        encoded(&self.pixels, (wide, high), scale)
    }
}

/// Pixels without their opacity, four at a time as numbers: byte by byte that takes longer than drawing them.
fn without_opacity(pixels: &[u8], opaque: &mut [u8]) {
    let (fours, rest) = pixels.as_chunks::<16>();
    let (twelves, last) = opaque.as_chunks_mut::<12>();
    for (four, twelve) in fours.iter().zip(twelves) {
        let [one, two, three, four] = words(four);
        let packed = [
            (one & 0xFF_FFFF) | (two << 24),
            ((two >> 8) & 0xFFFF) | (three << 16),
            ((three >> 16) & 0xFF) | (four << 8),
        ];
        for (bytes, word) in twelve.as_chunks_mut::<4>().0.iter_mut().zip(packed) {
            *bytes = word.to_le_bytes();
        }
    }
    for (pixel, opaque) in rest.as_chunks::<4>().0.iter().zip(last.as_chunks_mut::<3>().0) {
        let [red, green, blue, _] = *pixel;
        *opaque = [red, green, blue];
    }
}

/// The four numbers of sixteen bytes.
fn words(bytes: &[u8; 16]) -> [u32; 4] {
    let mut words = [0; 4];
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks::<4>().0) {
        *word = u32::from_le_bytes(*bytes);
    }
    words
}

fn failed(message: impl Into<String>) -> ChartError {
    ChartError::Picture { message: message.into() }
}

/// Pixels as an opaque PNG, row by row. Most of a chart is one colour for long, which packing alone finds: a filter would cost more time than it saves
/// bytes, and more thorough packing four times the time for a third of them.
fn encoded(pixels: &[u8], (width, height): (u32, u32), scale: f64) -> Result<Vec<u8>, ChartError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_source_srgb(SrgbRenderingIntent::Perceptual);
    encoder.set_filter(Filter::NoFilter);
    encoder.set_deflate_compression(DeflateCompression::Level(1));
    // So that it is as large on paper as the drawing.
    let each_metre = (scale * INCH / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: each_metre, yppu: each_metre, unit: Unit::Meter }));
    let written = encoder.write_header().and_then(|mut writer| {
        let mut rows = writer.stream_writer_with_size(CHUNK)?;
        let mut opaque = vec![0; width as usize * 3];
        for row in pixels.chunks_exact(width as usize * 4) {
            without_opacity(row, &mut opaque);
            rows.write_all(&opaque)?;
        }
        rows.finish()?;
        writer.finish()
    });
    written.map_err(|error| failed(error.to_string()))?;
    Ok(bytes)
}
