//! Numbers that are marked as of low reliability: claims stand on others where there are any, and what stands on them says so.

use std::collections::BTreeSet;
use tierstat_model::{Reading, Status};

/// Whether a reading is of a figure that is marked as of low reliability.
pub(crate) fn is_marked(reading: &Reading) -> bool {
    reading.figure.status == Status::U
}

/// The readings that are marked, each once, in order.
pub(crate) fn marked<'a>(readings: impl Iterator<Item = &'a Reading>) -> Vec<Reading> {
    let mut told = BTreeSet::new();
    let marked = readings.filter(|reading| is_marked(reading));
    marked.filter(|reading| told.insert(&reading.figure.id)).cloned().collect()
}
