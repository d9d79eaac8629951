//! What figures say of each other: totals that do not add up, rows that stand twice.

pub(crate) mod additions;
pub(crate) mod bad_bytes;
pub(crate) mod inside_areas;
pub(crate) mod missing_codes;
pub(crate) mod remarks;
pub(crate) mod same_question;
