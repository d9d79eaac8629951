//! PNG, by resvg from the SVG, with the fonts that measured it and no other.

use crate::{ChartError, Fonts};
use png::{
    BitDepth, ColorType, DeflateCompression, Encoder, Filter, PixelDimensions, SrgbRenderingIntent, Unit,
};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// More than an A0 page at 300 dots per inch.
const MOST_PIXELS: f64 = 150e6;

/// The pixels of a picture that are held while it is made: 128 MiB. A chart of 2000 by 2000 at 270 dots per inch has as many.
const HELD_PIXELS: f64 = 32e6;

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
        let mut held = std::mem::take(&mut self.pixels);
        held.resize(wide as usize * high as usize * 4, 0);
        let pixmap = size.and_then(|size| Pixmap::from_vec(held, size));
        let mut pixmap = pixmap.ok_or_else(|| failed(format!("{width} by {height} pixels")))?;
        // Opaque from the start: what is drawn on paper is of paper where nothing is drawn.
        pixmap.fill(Color::WHITE);
        resvg::render(tree, Transform::from_scale(scale as f32, scale as f32), &mut pixmap.as_mut());
        self.pixels = pixmap.take();
        encoded(opaque(&mut self.pixels, wide as usize), (wide, high), scale)
    }
}

/// Pixels without their opacity, row by row where they are: a second picture beside the first would take as much memory again.
fn opaque(pixels: &mut [u8], width: usize) -> &[u8] {
    let rows = pixels.len().checked_div(width * 4).unwrap_or_default();
    let mut row = vec![0; width * 3];
    for index in 0..rows {
        let from = pixels.get(index * width * 4..(index + 1) * width * 4).unwrap_or_default();
        for (opaque, pixel) in row.chunks_exact_mut(3).zip(from.chunks_exact(4)) {
            if let ([red, green, blue], [r, g, b, _]) = (opaque, pixel) {
                (*red, *green, *blue) = (*r, *g, *b);
            }
        }
        // Rows of three bytes each pixel end before the row of four begins that is read next.
        if let Some(to) = pixels.get_mut(index * width * 3..(index + 1) * width * 3) {
            to.copy_from_slice(&row);
        }
    }
    pixels.get(..rows * width * 3).unwrap_or_default()
}

fn failed(message: impl Into<String>) -> ChartError {
    ChartError::Picture { message: message.into() }
}

/// Opaque pixels as PNG. Most of a chart is one colour for long, which packing alone finds: a filter would cost more time than it saves
/// bytes, and more thorough packing four times the time for a third of them.
fn encoded(opaque: &[u8], (width, height): (u32, u32), scale: f64) -> Result<Vec<u8>, ChartError> {
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
        writer.write_image_data(opaque)?;
        writer.finish()
    });
    written.map_err(|error| failed(error.to_string()))?;
    Ok(bytes)
}
