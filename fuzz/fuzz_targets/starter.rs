//! The project that `tierstat init` starts: its code lists and some years of figures.
#![allow(dead_code, reason = "each target uses a part of it")]

use std::path::{Path, PathBuf};
use tierstat_ingest::{FileContext, Limits, import, load_code_lists, origin_file};
use tierstat_model::{CodeLists, Figure};

/// Its code lists, and an indicator of divisions that the members' bodies cover, so that a coverage can be asked for.
const LISTS: [(&str, &str); 5] = [
    ("areas/areas.csv", include_str!("../../crates/tierstat-cli/starter/areas/none.csv")),
    ("areas/tiers.toml", include_str!("../../crates/tierstat-cli/starter/areas/none.tiers.toml")),
    ("indicators/units.toml", include_str!("../../crates/tierstat-cli/starter/units.toml")),
    ("indicators/members.toml", include_str!("../../crates/tierstat-cli/starter/members.toml")),
    (
        "indicators/places.toml",
        "id = \"places\"\nname = { zh-CN = \"席位\", en = \"places\" }\nunit = \"persons\"\nmeasure = \"stock\"\n\
         covers = \"members\"\ndefinition = { zh-CN = \"。\", en = \".\" }\n",
    ),
];

const FIGURES: &str = "会员数,,,,,,\n,,,,,,单位：人\n地区,2019年底,2020年底,2021年底,2022年底,2023年底,2024年底\n\
                       全国,1000,1040,1100,1150,1200,1350\n北区,600,620,650,680,700,780\n南区,400,420,450,470,500,570\n";
const ORIGIN: &str = include_str!("../../crates/tierstat-cli/starter/members.zh-CN.origin.toml");

/// The folder of this process, which is made.
pub fn folder() -> PathBuf {
    let folder = std::env::var_os("TIERSTAT_FUZZ_FOLDER").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = folder.join(format!("tierstat-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for files can be written");
    folder
}

/// Writes a file of this process.
pub fn put(name: &str, content: &[u8]) -> PathBuf {
    let path = folder().join(name);
    std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
    std::fs::write(&path, content).expect("the folder for files can be written");
    path
}

/// The code lists.
pub fn lists() -> CodeLists {
    for (name, text) in LISTS {
        put(&format!("datasets/{name}"), text.as_bytes());
    }
    load_code_lists(&folder().join("datasets")).expect("the starter's code lists")
}

/// The figures of members, one for each area and year.
pub fn figures(lists: &CodeLists) -> Vec<Figure> {
    let path = put("members.csv", FIGURES.as_bytes());
    let origin = put("members.csv.origin.toml", ORIGIN.as_bytes());
    let origin = origin_file::read_of(Path::new(&origin), None).expect("the starter's origin");
    let limits = Limits::default();
    let context = FileContext::new(&path, "datasets/members.csv", lists, &limits);
    let context = FileContext { origin: Some(&origin), ..context };
    let figures: Vec<Figure> = import(&context).expect("a sound file").figures().collect();
    assert_eq!(figures.len(), 18, "three areas in six years");
    figures
}
