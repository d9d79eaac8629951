//! PNG, by resvg from the SVG, with the bundled fonts and no other.

use crate::{ChartError, Fonts};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// More than an A0 page at 300 dots per inch.
const MOST_PIXELS: f64 = 150e6;

/// The pixels of a picture, which is held twice as it is made: 128 MiB. A chart of 2000 by 2000 at scale 2 has as many.
const HELD_PIXELS: f64 = 16e6;

/// Makes a picture of a drawing, `scale` pixels for each of its CSS pixels; 2 is sharp on any screen. A larger drawing than
/// 2000 by 2000 gets fewer, so that no picture takes more than 16 million pixels.
///
/// # Errors
/// [`ChartError::Picture`] where the drawing is no SVG, or the picture would have no pixel or too many.
pub fn png(svg: &str, fonts: &Fonts, scale: f32) -> Result<Vec<u8>, ChartError> {
    let failed = |message: String| ChartError::Picture { message };
    let options =
        Options { fontdb: fonts.database(), font_family: Fonts::FAMILY.to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let pixels = |length: f32| f64::from(length) * f64::from(scale);
    let (width, height) = (pixels(tree.size().width()).round(), pixels(tree.size().height()).round());
    if !(width >= 1.0 && height >= 1.0 && width * height <= MOST_PIXELS) {
        return Err(failed(format!("{width} by {height} pixels at scale {scale}")));
    }
    let fewer = (HELD_PIXELS / (width * height)).sqrt().min(1.0);
    let (width, height, scale) = ((width * fewer).floor(), (height * fewer).floor(), scale * fewer as f32);
    let mut picture = Pixmap::new(width as u32, height as u32)
        .ok_or_else(|| failed(format!("{width} by {height} pixels at scale {scale}")))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture.encode_png().map_err(|error| failed(error.to_string()))
}
