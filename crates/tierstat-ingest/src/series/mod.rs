//! Tables of records that name no indicator: long series, and units with their first one.

pub(crate) mod series_file;
pub(crate) mod series_levels;
pub(crate) mod unit_file;
