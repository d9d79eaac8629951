//! Any text as a printed number: no panic, and a value lies within its bounds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tierstat_ingest::{find_period, parse_number, parse_period};

fuzz_target!(|text: &str| {
    if let Some(number) = parse_number(text) {
        let quantity = number.clone().scaled(10_000.0).quantity;
        for quantity in [number.quantity, quantity] {
            if let (Some(value), Some(bounds)) = (quantity.value, quantity.bounds) {
                assert!(bounds.contains(value), "{text:?}: {value} is not in {bounds}");
            }
        }
    }
    if let Some(period) = parse_period(text) {
        assert!(period.first_day() <= period.last_day(), "{text:?}");
    }
    let _ = find_period(text);
});
