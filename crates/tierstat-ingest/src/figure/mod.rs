//! From a cell to a figure: the number, the labels around it, and what they mean.

pub(crate) mod axis;
pub(crate) mod doubt;
pub(crate) mod label_sense;
pub(crate) mod long_table;
pub(crate) mod mapped_cells;
pub(crate) mod meaning;
pub(crate) mod naming;
pub(crate) mod raw_figure;
pub(crate) mod recognised;
pub(crate) mod resolver;
pub(crate) mod seen;
pub(crate) mod settle_indicator;
pub(crate) mod statement;
pub(crate) mod table_says;
pub(crate) mod unnamed;
