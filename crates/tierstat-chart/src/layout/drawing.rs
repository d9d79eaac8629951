//! A chart laid out: what is drawn, each thing with its place.

use super::element::{Bar, BarRole, Element, Group, Line, LineRole, Mark, Text};
use super::warning::ChartWarning;
use serde::{Deserialize, Serialize};
use tierstat_model::Language;

/// A chart laid out: every text, line, mark and bar with its place in CSS pixels, origin at the top left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// The language of the texts.
    pub language: Language,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// The title as one line, for those who cannot see the chart.
    pub title: String,
    /// What the chart shows, for those who cannot see it.
    pub description: String,
    /// What is drawn, in order.
    pub groups: Vec<Group>,
    /// What the drawing is made from, as `word=fingerprint` and white space between; empty where nobody asks.
    #[serde(default)]
    pub made_from: String,
    /// What could not be drawn as asked.
    pub warnings: Vec<ChartWarning>,
}

impl Layout {
    /// All elements, in the order of drawing.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.groups.iter().flat_map(|group| &group.elements)
    }

    /// All texts, in the order of drawing.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.elements().filter_map(|element| match element {
            Element::Text(text) => Some(text),
            Element::Line(_) | Element::Mark(_) | Element::Bar(_) | Element::Band(_) => None,
        })
    }

    /// All lines of a role.
    pub fn lines(&self, role: LineRole) -> impl Iterator<Item = &Line> {
        self.elements().filter_map(move |element| match element {
            Element::Line(line) if line.role == role => Some(line),
            Element::Line(_) | Element::Text(_) | Element::Mark(_) | Element::Bar(_) | Element::Band(_) => {
                None
            }
        })
    }

    /// All marks.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.elements().filter_map(|element| match element {
            Element::Mark(mark) => Some(mark),
            Element::Text(_) | Element::Line(_) | Element::Bar(_) | Element::Band(_) => None,
        })
    }

    /// All bars of a role.
    pub fn bars(&self, role: BarRole) -> impl Iterator<Item = &Bar> {
        self.elements().filter_map(move |element| match element {
            Element::Bar(bar) if bar.role == role => Some(bar),
            Element::Bar(_) | Element::Text(_) | Element::Line(_) | Element::Mark(_) | Element::Band(_) => {
                None
            }
        })
    }
}
