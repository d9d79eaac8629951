//! The checks, by what they look at.

pub(super) mod colours;
pub(super) mod fitting;
pub(super) mod format;
pub(super) mod notes;
pub(super) mod publishing;
pub(super) mod structure;
pub(super) mod tables;
