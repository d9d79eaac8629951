//! From a cell to a figure: the number, the labels around it, and what they mean.

pub(crate) mod long_table;
pub(crate) mod mapped_cells;
pub(crate) mod meaning;
pub(crate) mod naming;
pub(crate) mod raw_figure;
pub(crate) mod seen;
pub(crate) mod unnamed;
