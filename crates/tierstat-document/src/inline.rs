//! What stands in a line: words and numbers.

use crate::Number;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// A number, by its place in the manuscript.
    Number {
        /// The place.
        place: usize,
        /// Whether it is printed without its sign, since the verb before it says the direction.
        unsigned: bool,
    },
    /// What weighs.
    Strong(Vec<Inline>),
    /// What is stressed.
    Emphasis(Vec<Inline>),
    /// Text as it is typed.
    Code(String),
    /// A link.
    Link {
        /// Where it leads: a place that may be followed, or nowhere.
        address: Option<String>,
        /// What it says.
        text: Vec<Inline>,
    },
    /// A picture beside the report.
    Picture {
        /// Where it stands: a place that may be followed, or nowhere.
        address: Option<String>,
        /// What it shows.
        text: Vec<Inline>,
    },
    /// The end of a line.
    LineBreak,
}

impl Inline {
    /// The words and numbers without any emphasis, as a contents list has them.
    #[must_use]
    pub fn plain(pieces: &[Inline], numbers: &[Number]) -> String {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Self::Text(words) | Self::Code(words) => text.push_str(words),
                Self::Number { place, unsigned } => {
                    text.push_str(numbers.get(*place).map_or("", |number| number.printed(*unsigned)));
                }
                Self::Strong(inside)
                | Self::Emphasis(inside)
                | Self::Link { text: inside, .. }
                | Self::Picture { text: inside, .. } => text.push_str(&Self::plain(inside, numbers)),
                Self::LineBreak => text.push(' '),
            }
        }
        text
    }
}
