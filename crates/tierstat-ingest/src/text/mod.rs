//! What a printed text says: its characters, the numbers and the periods in it.

pub(crate) mod characters;
pub(crate) mod cursor;
pub(crate) mod excerpt;
pub(crate) mod label_pieces;
pub(crate) mod measure_words;
pub(crate) mod numerals;
pub(crate) mod parting_clause;
pub(crate) mod period;
