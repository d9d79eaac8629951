//! The table of arrows, and what a library may not do.

// The importer inside: files and stations.
mod stations;

use crate::harness::repository;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Which crates of ours a crate may stand on.
const ARROWS: [(&str, &[&str]); 14] = [
    ("tierstat-model", &[]),
    ("tierstat-ingest", &["tierstat-model"]),
    ("tierstat-store", &["tierstat-model"]),
    ("tierstat-settle", &["tierstat-model"]),
    ("tierstat-numerics", &["tierstat-model"]),
    ("tierstat-stats", &["tierstat-model", "tierstat-numerics"]),
    ("tierstat-words", &["tierstat-model", "tierstat-numerics", "tierstat-stats"]),
    ("tierstat-chart", &["tierstat-model"]),
    ("tierstat-document", &["tierstat-model", "tierstat-numerics", "tierstat-stats", "tierstat-words"]),
    ("tierstat-answers", &["tierstat-model", "tierstat-numerics", "tierstat-stats", "tierstat-words"]),
    ("tierstat-workbook", &["tierstat-model", "tierstat-document"]),
    ("tierstat-pdf", &["tierstat-model", "tierstat-document"]),
    (
        "tierstat-report",
        &[
            "tierstat-model",
            "tierstat-numerics",
            "tierstat-stats",
            "tierstat-words",
            "tierstat-answers",
            "tierstat-chart",
            "tierstat-document",
        ],
    ),
    (
        "tierstat-cli",
        &[
            "tierstat-model",
            "tierstat-ingest",
            "tierstat-store",
            "tierstat-numerics",
            "tierstat-stats",
            "tierstat-words",
            "tierstat-answers",
            "tierstat-chart",
            "tierstat-document",
            "tierstat-report",
            "tierstat-settle",
            "tierstat-workbook",
            "tierstat-pdf",
        ],
    ),
];

/// The one home of each fixed package.
const HOMES: [(&str, &str); 11] = [
    ("calamine", "tierstat-ingest"),
    ("polars", "tierstat-store"),
    ("rusqlite", "tierstat-store"),
    ("statrs", "tierstat-numerics"),
    ("plotters", "tierstat-chart"),
    ("resvg", "tierstat-chart"),
    ("rust_xlsxwriter", "tierstat-workbook"),
    ("typst", "tierstat-pdf"),
    ("minijinja", "tierstat-report"),
    ("clap", "tierstat-cli"),
    ("indicatif", "tierstat-cli"),
];

fn dependencies(name: &str) -> BTreeSet<String> {
    let path = repository().join("crates").join(name).join("Cargo.toml");
    let manifest: toml::Table = std::fs::read_to_string(path).expect("a manifest").parse().expect("TOML");
    let table = manifest.get("dependencies").and_then(toml::Value::as_table).expect("dependencies");
    table.keys().cloned().collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn the_folder_holds_the_crates_of_the_table() {
    let mut found: Vec<String> = std::fs::read_dir(repository().join("crates"))
        .expect("crates")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    found.sort();
    let mut listed: Vec<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    listed.sort_unstable();
    assert_eq!(found, listed);
    let map = std::fs::read_to_string(repository().join("crates/README.md")).expect("the map");
    for name in listed {
        assert!(map.contains(&format!("`{name}`")), "crates/README.md does not name {name}");
    }
}

#[test]
fn arrows_run_one_way() {
    for (name, allowed) in ARROWS {
        for dependency in dependencies(name).iter().filter(|dependency| dependency.starts_with("tierstat-")) {
            assert!(allowed.contains(&dependency.as_str()), "{name} may not depend on {dependency}");
        }
    }
}

#[test]
fn each_fixed_package_has_one_home_and_is_used_there() {
    for (package, home) in HOMES {
        for (name, _) in ARROWS {
            assert_eq!(dependencies(name).contains(package), name == home, "{package} in {name}");
        }
        let used = rust_files(&repository().join("crates").join(home).join("src")).iter().any(|file| {
            let text = std::fs::read_to_string(file).expect("a source file");
            text.contains(&format!("{package}::"))
        });
        assert!(used, "{package} is not used in {home}");
    }
}

#[test]
fn every_dependency_has_its_line_in_the_map() {
    let map = std::fs::read_to_string(repository().join("crates/README.md")).expect("the map");
    let all: BTreeSet<String> = ARROWS.iter().flat_map(|(name, _)| dependencies(name)).collect();
    for dependency in all.iter().filter(|dependency| !dependency.starts_with("tierstat-")) {
        assert!(map.contains(&format!("| {dependency} |")), "{dependency} has no line in crates/README.md");
    }
}

#[test]
fn a_library_does_not_print_exit_or_read_clock_and_environment() {
    const BANNED: [&str; 9] = [
        "println!(",
        "eprintln!(",
        "print!(",
        "eprint!(",
        "dbg!(",
        "process::exit",
        "env::var",
        "SystemTime::now",
        "Instant::now",
    ];
    let mut seen: BTreeMap<PathBuf, Vec<&str>> = BTreeMap::new();
    for (name, _) in ARROWS.iter().filter(|(name, _)| *name != "tierstat-cli") {
        for file in rust_files(&repository().join("crates").join(name).join("src")) {
            let text = std::fs::read_to_string(&file).expect("a source file");
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                for banned in BANNED.iter().filter(|banned| line.contains(**banned)) {
                    seen.entry(file.clone()).or_default().push(banned);
                }
            }
        }
    }
    assert!(seen.is_empty(), "{seen:#?}");
}

#[test]
fn one_place_writes_to_the_streams_and_one_to_each_format() {
    // What would pass by a door, and the files behind which the doors are.
    const DOORS: [(&str, &[&str]); 11] = [
        ("stdout()", &["streams.rs"]),
        ("stderr()", &["streams.rs"]),
        (".print()", &["streams.rs"]),
        ("println!(", &[]),
        ("eprintln!(", &[]),
        ("print!(", &[]),
        ("dbg!(", &[]),
        ("csv::Writer", &["comma_separated.rs"]),
        ("serde_json::to_writer", &[]),
        ("Serializer::", &["json_text.rs"]),
        ("ProgressBar", &["progress.rs", "sign_of_life.rs"]),
    ];
    let mut seen = Vec::new();
    let folder = repository().join("crates/tierstat-cli/src");
    for file in rust_files(&folder) {
        let text = std::fs::read_to_string(&file).expect("a source file");
        let name = file.strip_prefix(&folder).expect("it lies below").display().to_string();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for (way, homes) in DOORS.iter().filter(|(way, _)| line.contains(way)) {
                if !homes.contains(&name.as_str()) {
                    seen.push(format!("{name}: {way}"));
                }
            }
        }
    }
    assert!(seen.is_empty(), "these pass by a door: {seen:#?}");
}

#[test]
fn a_public_noun_has_one_meaning() {
    let mut homes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in
        rust_files(&repository().join("crates")).iter().filter(|file| file.iter().any(|part| part == "src"))
    {
        for line in std::fs::read_to_string(file).expect("a source file").lines() {
            let kinds = ["pub struct ", "pub enum ", "pub trait "];
            let Some(rest) = kinds.iter().find_map(|kind| line.strip_prefix(kind)) else { continue };
            let name = rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
            homes.entry(name.to_owned()).or_default().push(file.display().to_string());
        }
    }
    assert!(homes.len() > 300, "the public types are not found");
    homes.retain(|_, files| files.len() > 1);
    assert!(homes.is_empty(), "one word for several things: {homes:#?}");
}

/// Every word of the glossary has both languages and a meaning of its own, and stands once.
#[test]
fn the_glossary_has_a_word_once() {
    let text =
        std::fs::read_to_string(repository().join("crates/tierstat-model/README.md")).expect("a readme");
    let (_, glossary) = text.split_once("## Glossary").expect("a glossary");
    let mut words = BTreeSet::new();
    for line in glossary.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [word, chinese, meaning] = cells[..] else { panic!("{line}") };
        assert!(!meaning.is_empty() && !chinese.is_ascii(), "{line}");
        for word in word.split(", ").map(str::to_owned).chain(chinese.split('、').map(str::to_owned)) {
            assert!(words.insert(word.clone()), "{word} stands twice");
        }
    }
    assert!(words.len() > 60, "{words:?}");
}

/// Whether a whole file belongs to tests, by what declares it.
fn is_of_tests(file: &Path) -> bool {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let declaration = format!("#[cfg(test)]\nmod {name};");
    ["main.rs", "mod.rs"].iter().any(|declaring| {
        std::fs::read_to_string(file.with_file_name(declaring)).unwrap_or_default().contains(&declaration)
    })
}

#[test]
fn a_verb_is_short() {
    let folder = repository().join("crates/tierstat-cli/src/commands");
    let lines = |file: &Path| std::fs::read_to_string(file).expect("a source file").lines().count();
    let verbs = rust_files(&folder).into_iter().filter(|file| !is_of_tests(file));
    let long: Vec<_> = verbs.filter(|file| lines(file) > 150).collect();
    assert!(
        long.is_empty(),
        "what is more than reading arguments, calling and printing belongs elsewhere: {long:?}"
    );
}

#[test]
fn one_place_of_the_command_line_writes_files() {
    const WRITES: [&str; 10] = [
        "fs::write",
        "fs::rename",
        "fs::copy",
        "fs::hard_link",
        "fs::create_dir",
        "fs::remove",
        "File::create",
        "File::options",
        "OpenOptions",
        ".set_len(",
    ];
    let source = repository().join("crates/tierstat-cli/src");
    let mut writes_somewhere = false;
    for file in rust_files(&source).iter().filter(|file| !is_of_tests(file)) {
        let text = std::fs::read_to_string(file).expect("a source file");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let found: Vec<&&str> = WRITES.iter().filter(|write| code.contains(**write)).collect();
        if file.starts_with(source.join("output_files")) {
            writes_somewhere |= !found.is_empty();
        } else {
            assert!(found.is_empty(), "{} writes past output_files: {found:?}", file.display());
        }
    }
    assert!(writes_somewhere, "the one place is where this test looks for it");
}

#[test]
fn nothing_in_the_libraries_knows_the_sector() {
    // Words of the home sector and its publishers; language such as 年 or 合计 is not among them.
    const SECTOR: [&str; 5] = ["社会工作", "社工机构", "民政部", "industry-organisations", "440000"];
    for (name, _) in ARROWS {
        for file in rust_files(&repository().join("crates").join(name).join("src")) {
            let text = std::fs::read_to_string(&file).expect("a source file");
            // Tests and documentation may show real examples; code may not know them.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let is_test_file = file.file_name().is_some_and(|file_name| file_name == "tests.rs")
                || file.components().any(|part| part.as_os_str() == "tests");
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//") && !is_test_file) {
                for word in SECTOR {
                    let in_help = name == "tierstat-cli" && line.contains("--indicator");
                    assert!(!line.contains(word) || in_help, "{}: {line}", file.display());
                }
            }
        }
    }
}
