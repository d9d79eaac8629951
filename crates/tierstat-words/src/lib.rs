#![doc = include_str!("../README.md")]

pub mod method_note;
mod names;
mod notation;
mod number;
mod period;
pub mod statement;
mod words;

pub use names::{
    area_name, breakdown_name, indicator_name, not_available, part_of_indicator, subject, subject_of_all,
    tier_name, unit_word,
};
pub use notation::Notation;
pub use number::{
    bounds, count, growth_limits, hundredths, index, measure, point_change, quantity, ratio, significant,
};
pub use period::{period, period_heading};
pub use words::Words;
