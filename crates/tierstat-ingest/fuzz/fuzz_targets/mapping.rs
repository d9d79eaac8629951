//! Any bytes as the records that a person writes beside a file: no panic, and a mapping that can be read reads a table.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::path::{Path, PathBuf};
use tierstat_ingest::{FileContext, Limits, corrections, folder_defaults, inspect, mapping, origin_file};
use tierstat_model::CodeLists;

const TABLE: &str = "地区,社会组织数,年份\n北京市,12,2015\n广东省,30,2016\n合计,42,\n";

fn put(folder: &Path, name: &str, content: &[u8]) -> PathBuf {
    let path = folder.join(format!("{}-{name}", std::process::id()));
    std::fs::write(&path, content).expect("the folder for files can be written");
    path
}

fuzz_target!(|content: &[u8]| {
    let folder = std::env::var_os("TIERSTAT_FUZZ_FOLDER").map_or_else(std::env::temp_dir, PathBuf::from);
    let record = put(&folder, "record.toml", content);
    let table = put(&folder, "table.csv", TABLE.as_bytes());
    let (lists, limits) = (CodeLists::default(), Limits::default());
    let _ = origin_file::read_of(&record, None);
    let _ = corrections::read(&record);
    let _ = folder_defaults::read(&record);
    if let Ok(mapping) = mapping::read(&record).and_then(|mapping| mapping.resolved(&lists)) {
        let context = FileContext::new(&table, "table.csv", &lists, &limits);
        let _ = inspect(&FileContext { mapping: Some(&mapping), ..context });
    }
});
