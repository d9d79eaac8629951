//! Passages: what stands in a text, part by part, with all that its words name, before anybody asks what is claimed.

use crate::{AreaCode, CellRef, IndicatorId, Period, Quantity, TierId};

/// A heading, paragraph, item of a list, caption or cell of a table, with the sentences that it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Where it stands: the line of a text, the paragraph of a page or document; the column of a table's cell.
    pub place: CellRef,
    /// What it is in the text.
    pub form: PassageForm,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
}

/// What a passage is in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageForm {
    /// A heading of a level; 1 is that of the whole text.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// The caption of a picture or table.
    Caption,
    /// A cell of a table.
    Cell {
        /// Which table of the text, counted from 1.
        table: usize,
        /// The row, counted from 1; the first has the heads of the columns.
        row: u32,
        /// The column, counted from 1.
        column: u32,
    },
}

/// A sentence with what it mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// As it is printed.
    pub printed: String,
    /// Its characters, folded, with single spaces between Latin words only; the places of mentions are places of these.
    pub characters: Vec<char>,
    /// What it mentions, in order of place.
    pub mentions: Vec<Mention>,
}

/// A number, period or name inside a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where it begins.
    pub start: usize,
    /// The place behind it.
    pub end: usize,
    /// What it is.
    pub meant: Meant,
}

/// What a mention is of.
#[derive(Debug, Clone, PartialEq)]
pub enum Meant {
    /// An indicator.
    Indicator(IndicatorId),
    /// A tier.
    Tier(TierId),
    /// The areas that are called so.
    Area(Vec<AreaCode>),
    /// A period.
    Period(Period),
    /// A number.
    Number {
        /// The number with its bounds.
        quantity: Quantity,
        /// What stands right behind the number and belongs to it: 家, %, 个百分点.
        unit: Option<String>,
    },
}
