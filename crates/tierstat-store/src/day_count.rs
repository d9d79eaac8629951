//! Days as the ledger counts them.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The day from which days are counted.
const EPOCH: Date = date(1970, 1, 1);

/// A day as the ledger counts it: days since 1970-01-01.
pub(crate) fn day_number(day: Date) -> i64 {
    EPOCH.until(day).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// The day that the ledger counts as a number; `None` beyond all calendars.
pub(crate) fn day_of_number(days: i64) -> Option<Date> {
    i32::try_from(days).ok().and_then(|days| EPOCH.checked_add(days.days()).ok())
}
