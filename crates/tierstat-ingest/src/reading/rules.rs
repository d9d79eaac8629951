//! The rules of reading as a whole, by number.

/// Which rules of reading these are. To be raised whenever a file may be read otherwise than before: files that a ledger
/// knows already are then read again.
pub const READING: u32 = 5;
