//! Charts of a report, drawn.

use crate::ChartData;
use crate::caption::{numbered, of_charts};
use std::sync::Arc;
use tierstat_model::Language;

/// A chart with its caption, drawings and data.
#[derive(Debug, Clone, PartialEq)]
pub struct Illustration {
    /// The name by which the text places it, unique in the report.
    pub name: String,
    /// Its number among the charts of the report, from 1.
    pub ordinal: usize,
    /// Which placing of the same chart this is, from 1.
    pub placing: usize,
    /// The finding, as drawn.
    pub title: String,
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// The drawing.
    pub wide: Drawing,
    /// The same for a telephone, where the drawing is too wide for one and there is room.
    pub narrow: Option<Drawing>,
    /// The wide drawing as pixels, for formats that hold no drawing.
    pub picture: Arc<Picture>,
    /// The publishers and editions of its figures; the drawing says them too.
    pub source: String,
    /// The data.
    pub data: ChartData,
}

/// A drawing as pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The picture, as PNG.
    pub png: Vec<u8>,
    /// How wide it is meant to be, in units of the drawing: 96 an inch.
    pub width: u32,
    /// How high it is meant to be, in units of the drawing.
    pub height: u32,
}

/// A drawing with what a reader can point at.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The drawing, as SVG.
    pub svg: String,
    /// What can be pointed at or focused, in the order of drawing.
    pub spots: Vec<Spot>,
}

/// A place in a drawing with what it says, in shares of the drawing's width and height.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// The left side.
    pub left: f64,
    /// The upper side.
    pub top: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// Whether it is a rectangle, not the middle of one.
    pub is_bar: bool,
    /// The first line says what it is and the value, further ones its bounds and origin.
    pub words: Vec<String>,
}

impl Illustration {
    /// The caption with its number: 图1　…, Figure 1: ….
    #[must_use]
    pub fn caption(&self, language: Language) -> String {
        numbered(&of_charts(), self.ordinal, &self.title, language)
    }
}
