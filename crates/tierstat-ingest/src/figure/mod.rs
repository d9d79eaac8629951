//! From a cell to a figure: the number, the labels around it, and what they mean.

pub(crate) mod axis;
mod base_units;
mod calendars;
pub(crate) mod doubt;
mod label_parts;
pub(crate) mod label_sense;
pub(crate) mod long_table;
pub(crate) mod mapped_cells;
pub(crate) mod meaning;
pub(crate) mod named_figure;
pub(crate) mod naming;
mod naming_context;
mod number_doubts;
pub(crate) mod raw_figure;
pub(crate) mod raw_figures;
pub(crate) mod recognised;
pub(crate) mod resolver;
pub(crate) mod seen;
pub(crate) mod seen_figures;
mod settle_area;
pub(crate) mod settle_indicator;
pub(crate) mod statement;
pub(crate) mod table_figures;
mod table_parts;
pub(crate) mod table_says;
pub(crate) mod unnamed;
