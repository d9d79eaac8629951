//! The datasets of the repository: every file has its origin, every hash holds, every label resolves.

use crate::harness::{Project, repository};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn data_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() && !["areas", "indicators", "retyped"].contains(&name.as_str()) {
            files.extend(data_files(&path));
        } else if path.is_file() && !name.ends_with(".toml") && !name.ends_with(".md") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_publication_has_an_origin_with_its_hash() {
    let files = data_files(&repository().join("datasets"));
    assert!(files.len() >= 10, "{files:?}");
    for file in files {
        let origin = PathBuf::from(format!("{}.origin.toml", file.display()));
        let text =
            std::fs::read_to_string(&origin).unwrap_or_else(|_| panic!("{} is missing", origin.display()));
        let table: toml::Table = text.parse().expect("TOML");
        for key in ["publisher", "title", "edition", "sha256", "blank", "layout"] {
            assert!(table.contains_key(key), "{} has no {key}", origin.display());
        }
    }
}

#[test]
fn a_dry_run_finds_every_hash_intact_and_reads_every_file() {
    let project = Project::of_repository();
    let run = project.run(["import", "--dry-run", "--format", "json"]).expect_code(0);
    let lines = run.json();
    for line in lines.as_array().expect("a list") {
        assert_eq!(line["outcome"], "would-import", "{line}");
        assert!(line["figures"].as_u64().is_some_and(|figures| figures > 0), "{line}");
    }
    assert!(!run.stderr.contains("origin.hash"), "{}", run.stderr);
    assert!(!project.path().join("out").exists(), "a dry run writes nothing");
}

/// An id is a hash over the file, the cell and what its number means: where one changes, a figure of the repository was read
/// otherwise than before. New files and mended mappings change this list; a mended importer does not.
#[test]
fn every_figure_of_the_repository_is_read_as_ever_and_none_is_kept_back() {
    const IDS: &str = "500228d427d2752c9a4fe443c7983b04bf5f858369f41c834251b82c2c7fcc2b";
    let project = Project::of_repository();
    let imported = project.run(["import", "--format", "json"]).expect_code(0);
    for line in imported.json().as_array().expect("a list") {
        assert_eq!(line["kept_back"], 0, "{line}");
    }
    let figures = project.run(["figures", "--all", "--format", "json"]).expect_code(0).json();
    let ids: BTreeSet<&str> =
        figures.as_array().expect("a list").iter().filter_map(|figure| figure["id"].as_str()).collect();
    // Totals that are derived from their tiers have no id.
    let ids: Vec<&str> = ids.into_iter().filter(|id| !id.is_empty()).collect();
    assert_eq!(ids.len(), 771);
    let digest = Sha256::digest(ids.join("\n"));
    assert_eq!(digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), IDS);
    let kept_back = project.run(["figures", "--kept-back", "--format", "json"]).expect_code(0).json();
    assert_eq!(kept_back, serde_json::json!([]));
}

/// Full, short, one character, traditional, spaced, English, and what no code book lists.
#[test]
fn areas_resolve_in_all_their_written_forms() {
    let forms = [
        ("广东省", "440000"),
        ("广东", "440000"),
        ("粤", "440000"),
        ("廣東", "440000"),
        ("广　东", "440000"),
        ("Guangdong Province", "440000"),
        ("内蒙", "150000"),
        ("內蒙古自治區", "150000"),
        ("Inner Mongolia Autonomous Region", "150000"),
        ("臺灣", "710000"),
        ("Xizang", "540000"),
        ("新疆兵团", "660000"),
        ("新疆生产建设兵团", "660000"),
        ("新疆", "650000"),
        ("大连", "210200"),
        ("Ningbo", "330200"),
        ("陕西", "610000"),
        ("Shaanxi", "610000"),
        ("Shanxi", "140000"),
        ("襄樊市", "420600"),
    ];
    let rows: String = forms.iter().map(|(form, _)| format!("{form},1\n")).collect();
    let project =
        Project::with_code_lists().with("t.csv", format!("社工机构（2009年底）\n地区,数量\n{rows}"));
    let document = project.run(["inspect", "t.csv", "--format", "json"]).expect_code(0).json();
    let found: Vec<&str> = document["figures"]
        .as_array()
        .expect("figures")
        .iter()
        .map(|figure| figure["area_code"].as_str().unwrap_or("none"))
        .collect();
    let expected: Vec<&str> = forms.iter().map(|(_, code)| *code).collect();
    assert_eq!(found, expected);
}

/// The provincial divisions of the mainland, by code, with the divisions each of them borders on.
fn borders() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(repository().join("datasets/areas/neighbours.csv")).expect("a file");
    let mut borders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("area,neighbour"));
    for line in lines {
        let (one, other) = line.split_once(',').expect("two columns");
        assert!(one < other, "{line}: each pair stands once, the smaller code first");
        for (from, to) in [(one, other), (other, one)] {
            assert!(borders.entry(from.to_owned()).or_default().insert(to.to_owned()), "{line} stands twice");
        }
    }
    borders
}

/// The codes of the living provincial divisions that lie in the nation and report in every table of divisions.
fn provinces() -> BTreeSet<String> {
    let text = std::fs::read_to_string(repository().join("datasets/areas/areas.csv")).expect("a file");
    let rows = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let provinces = rows.filter(|row| row[5] == "province" && row[0] < "660000");
    provinces.map(|row| row[0].to_owned()).collect()
}

#[test]
fn neighbours_are_provinces_that_hang_together_apart_from_the_island() {
    let (borders, provinces) = (borders(), provinces());
    assert_eq!(provinces.len(), 31);
    let alone: Vec<&String> = provinces.iter().filter(|code| !borders.contains_key(*code)).collect();
    assert_eq!(alone, ["460000"], "the island alone has no neighbour");
    assert!(borders.keys().all(|code| provinces.contains(code)));
    assert!(borders.values().all(|known| (2..=8).contains(&known.len())), "{borders:?}");
    // From any province all others can be reached over land.
    let (mut reached, mut open) = (BTreeSet::new(), vec!["110000".to_owned()]);
    while let Some(code) = open.pop() {
        if reached.insert(code.clone()) {
            open.extend(borders[&code].iter().cloned());
        }
    }
    assert_eq!(reached.len(), 30);
}

#[test]
fn every_province_lies_in_one_region() {
    let text = std::fs::read_to_string(repository().join("datasets/areas/regions.csv")).expect("a file");
    let rows: BTreeMap<&str, &str> = text.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
    assert_eq!(rows.len(), text.lines().count() - 1, "no province stands twice");
    assert_eq!(rows.keys().map(|code| (*code).to_owned()).collect::<BTreeSet<_>>(), provinces());
    let regions: BTreeSet<&&str> = rows.values().collect();
    assert_eq!(regions.len(), 4);
}

#[test]
fn every_province_has_a_tile_and_most_neighbours_touch() {
    let text = std::fs::read_to_string(repository().join("datasets/areas/tiles.csv")).expect("a file");
    let tiles: BTreeMap<&str, (i32, i32)> = text
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let place = |index: usize| cells[index].parse().expect("a number");
            (cells[0], (place(1), place(2)))
        })
        .collect();
    let expected =
        provinces().into_iter().chain(["000000", "660000", "710000", "810000", "820000"].map(str::to_owned));
    assert_eq!(tiles.keys().map(|code| (*code).to_owned()).collect::<BTreeSet<_>>(), expected.collect());
    let pairs: Vec<(String, String)> = borders()
        .into_iter()
        .flat_map(|(one, others)| others.into_iter().map(move |other| (one.clone(), other)))
        .filter(|(one, other)| one < other)
        .collect();
    let touch = |(one, other): &&(String, String)| {
        let ((row, column), (other_row, other_column)) = (tiles[one.as_str()], tiles[other.as_str()]);
        (row - other_row).abs() <= 1 && (column - other_column).abs() <= 1
    };
    let touching = pairs.iter().filter(touch).count();
    assert!(touching * 100 >= pairs.len() * 80, "{touching} of {}", pairs.len());
}
