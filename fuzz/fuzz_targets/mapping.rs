//! Any bytes as the records that a person writes beside a file: no panic, and a mapping that can be read reads a table.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tierstat_ingest::{FileContext, Limits, corrections, folder_defaults, inspect, mapping, origin_file};
use tierstat_model::CodeLists;

#[path = "starter.rs"]
mod starter;

const TABLE: &str = "地区,会员数,年份\n北区,12,2015\n南区,30,2016\n合计,42,\n";

static LISTS: LazyLock<CodeLists> = LazyLock::new(starter::lists);

fuzz_target!(|content: &[u8]| {
    let record = starter::put("record.toml", content);
    let table = starter::put("table.csv", TABLE.as_bytes());
    let limits = Limits::default();
    let _ = origin_file::read_of(&record, None);
    let _ = corrections::read(&record);
    let _ = folder_defaults::read(&record, &LISTS);
    if let Ok(mapping) = mapping::read(&record).and_then(|mapping| mapping.resolved(&LISTS)) {
        let context = FileContext::new(&table, "table.csv", &LISTS, &limits);
        let _ = inspect(&FileContext { mapping: Some(&mapping), ..context });
    }
});
