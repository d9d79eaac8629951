//! Any bytes as a text file: no panic, and every cell is accounted for.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "inspected.rs"]
mod inspected;

fuzz_target!(|content: &[u8]| inspected::check("fuzz.csv", content));
