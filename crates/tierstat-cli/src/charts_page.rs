//! The page about descriptions of charts, held equal to the code: a test reads both.

use crate::documentation_page::{names, page, rows, under};
use std::collections::BTreeSet;
use tierstat_chart::{
    ChartKind, ChartSize, ChartSpec, ChartTarget, RowOrder, SPEC_KEYS, ScaleKind, ValueAxis,
};

const KEYS: &str = "## 键 keys";

fn heading(kind: ChartKind) -> String {
    format!("### {}", kind.name())
}

/// The words between grave accents, in order.
fn named(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The examples of the page, each with the heading that it stands under.
fn examples(page: &str) -> Vec<(String, String)> {
    let sections = page.split("\n### ").skip(1);
    let of_section = |section: &str| {
        let name = section.lines().next().unwrap_or_default().to_owned();
        let parts = section.split("```toml\n").skip(1).filter_map(|part| part.split("```").next());
        parts.map(|part| (name.clone(), part.to_owned())).collect::<Vec<_>>()
    };
    sections.flat_map(of_section).collect()
}

#[test]
fn the_page_has_every_key_and_no_other() {
    let page = page("charts.md");
    let found = rows(&page, KEYS);
    let keys: BTreeSet<String> = found.iter().map(|(key, _)| key.clone()).collect();
    assert_eq!(keys, names::<ChartSpec>());
    assert_eq!(found.len(), keys.len(), "a key stands twice");
    for (key, row) in &found {
        let columns = row.trim_end_matches('|').split(" | ").count();
        assert_eq!(columns, 4, "{key}: Chinese, English and an example");
    }
}

#[test]
fn the_page_names_every_value_of_a_choice() {
    let page = page("charts.md");
    let rows = rows(&page, KEYS);
    for (key, values) in [
        ("axis", names::<ValueAxis>()),
        ("scale", names::<ScaleKind>()),
        ("order", names::<RowOrder>()),
        ("size", names::<ChartSize>()),
        ("target", names::<ChartTarget>()),
    ] {
        let (_, row) = rows.iter().find(|(found, _)| found == key).expect("the key");
        for value in values {
            assert!(row.contains(&format!("`{value}`")), "{key}: {value}");
        }
    }
}

#[test]
fn the_page_has_every_kind_with_its_keys_and_no_other() {
    let page = page("charts.md");
    let found: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    assert_eq!(found, ChartKind::ALL.map(ChartKind::name), "in the order of the code");
    for kind in ChartKind::ALL {
        let heading = heading(kind);
        let section = under(&page, &heading);
        let line = section.lines().find(|line| line.starts_with("键 keys: "));
        let line = line.unwrap_or_else(|| panic!("{heading} says which keys it has"));
        let keys = SPEC_KEYS.iter().filter(|key| key.kinds.contains(&kind)).map(|key| key.name);
        assert_eq!(named(line), keys.collect::<Vec<_>>(), "{heading}");
        let refused = section.lines().filter(|line| line.starts_with("| ") && !line.starts_with("|--"));
        assert!(refused.count() > 1, "{heading} says what it refuses and what to write instead");
    }
}

/// What a page advises can be written.
#[test]
fn the_page_advises_nothing_that_there_is_not() {
    let page = page("charts.md");
    let mut known: BTreeSet<String> = names::<ChartSpec>();
    known.extend(names::<ChartKind>());
    for kind in ChartKind::ALL {
        for word in named(under(&page, &heading(kind)).split("```").next().unwrap_or_default()) {
            let key = word.split(" = ").next().unwrap_or_default();
            assert!(known.contains(key), "{}: {word}", kind.name());
        }
    }
}

#[test]
fn every_example_of_the_page_reads() {
    let examples = examples(&page("charts.md"));
    assert!(examples.len() >= ChartKind::ALL.len());
    for (kind, example) in &examples {
        let spec: ChartSpec = toml::from_str(example).unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_eq!(spec.kind.name(), kind, "an example of the kind that it stands under");
        assert!(spec.key_without_effect().is_none() && !spec.has_two_sizes(), "{kind}");
    }
    for kind in ChartKind::ALL {
        assert!(examples.iter().any(|(of, _)| of == kind.name()), "{}: an example", kind.name());
    }
}

#[test]
fn every_example_of_a_key_reads() {
    let page = page("charts.md");
    for (key, row) in rows(&page, KEYS) {
        let kinds = SPEC_KEYS.iter().find(|known| known.name == key).map(|known| known.kinds);
        let kind = kinds.and_then(<[ChartKind]>::first).copied().unwrap_or(ChartKind::Line);
        let example = row.trim_end_matches([' ', '|']).rsplit(" | ").next().unwrap_or_default();
        let mut lines = vec![format!("{key} = {}", example.trim_matches('`'))];
        for (name, value) in [
            ("kind", format!("\"{}\"", kind.name())),
            ("indicator", "\"members\"".to_owned()),
            ("title", "{ zh-CN = \"题\", en = \"Title\" }".to_owned()),
            ("subtitle", "{ zh-CN = \"人\", en = \"persons\" }".to_owned()),
        ] {
            if name != key {
                lines.push(format!("{name} = {value}"));
            }
        }
        let spec: Result<ChartSpec, _> = toml::from_str(&lines.join("\n"));
        let spec = spec.unwrap_or_else(|error| panic!("{key}: {error}"));
        assert!(spec.key_without_effect().is_none(), "{key}");
    }
}
