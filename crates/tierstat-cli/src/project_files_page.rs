//! The page of all keys of the project's files, held equal to the code: a test reads both.

use crate::settings::{Folders, Settings, SourceRank, TrustedKey};
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};
use std::collections::BTreeSet;
use tierstat_ingest::{
    BlankMeaning, ColumnRole, CorrectionAction, CorrectionRecord, FiscalYearRule, FolderDefaults,
    IgnoredParts, Limits, MappedTable, Mapping, NamedAfter, OriginFile, ProviderStatus, mapping,
};
use tierstat_model::{Dimension, DocumentLayout, Indicator, Measure, Member, Status};

/// Asks a type for the names of its fields or variants, and for nothing else.
struct Asked<'a>(&'a mut Vec<&'static str>);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Error> {
        Err(Error::custom("no names"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.extend(fields);
        Err(Error::custom("asked"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.extend(variants);
        Err(Error::custom("asked"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// The names of the fields or variants of a type, as they are written in files.
fn names<'de, T: Deserialize<'de>>() -> BTreeSet<String> {
    let mut names = Vec::new();
    let asked = T::deserialize(Asked(&mut names));
    assert!(asked.is_err() && !names.is_empty(), "a type that has names");
    names.into_iter().map(str::to_owned).collect()
}

fn page() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/project-files.md");
    std::fs::read_to_string(path).expect("the page")
}

/// What stands under a heading, up to the next one.
fn under<'a>(page: &'a str, heading: &str) -> &'a str {
    let start = page.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let text = &page[start + heading.len() + 2..];
    text.find("\n#").map_or(text, |end| &text[..end])
}

/// The rows of the table under a heading, by key.
fn rows<'a>(page: &'a str, heading: &str) -> Vec<(String, &'a str)> {
    let lines = under(page, heading).lines().filter_map(|line| {
        let (key, rest) = line.strip_prefix("| `")?.split_once('`')?;
        Some((key.to_owned(), rest))
    });
    lines.collect()
}

#[test]
fn the_page_has_every_key_and_no_other() {
    let page = page();
    let sections: [(&str, BTreeSet<String>); 17] = [
        ("## FILE.origin.toml", names::<OriginFile>()),
        ("## FILE.mapping.toml", names::<Mapping>()),
        ("### [defaults], [labels], [cells]", names::<mapping::Meaning>()),
        ("### [columns]", names::<ColumnRole>()),
        ("### [status]", names::<Status>()),
        ("### [[tables]]", names::<MappedTable>()),
        ("### [[ignore]]", names::<IgnoredParts>()),
        ("### [fiscal-year]", names::<FiscalYearRule>()),
        ("## FILE.corrections.toml", names::<CorrectionRecord>()),
        ("## defaults.toml", names::<FolderDefaults>()),
        ("## ID.toml", names::<Indicator>()),
        ("## dimensions/ID.toml", names::<Dimension>()),
        ("### [[members]]", names::<Member>()),
        ("## tierstat.toml", names::<Settings>()),
        ("### [folders]", names::<Folders>()),
        ("### [[sources]]", names::<SourceRank>()),
        ("### [[exchange]]", names::<TrustedKey>()),
    ];
    for (heading, expected) in sections.into_iter().chain([("### [limits]", names::<Limits>())]) {
        let found: Vec<(String, &str)> = rows(&page, heading);
        let keys: BTreeSet<String> = found.iter().map(|(key, _)| key.clone()).collect();
        assert_eq!(keys, expected, "{heading}");
        assert_eq!(found.len(), keys.len(), "{heading}: a key stands twice");
        for (key, row) in found {
            let columns = row.trim_end_matches('|').split(" | ").count();
            assert_eq!(columns, 4, "{heading} {key}: Chinese, English and an example");
        }
    }
}

#[test]
fn the_page_names_every_value_of_a_choice() {
    let page = page();
    let choices = [
        ("## FILE.origin.toml", "layout", names::<DocumentLayout>()),
        ("## FILE.origin.toml", "blank", names::<BlankMeaning>()),
        ("## FILE.corrections.toml", "action", names::<CorrectionAction>()),
        ("## FILE.corrections.toml", "provider-status", names::<ProviderStatus>()),
        ("### [fiscal-year]", "named-after", names::<NamedAfter>()),
        ("## ID.toml", "measure", names::<Measure>()),
    ];
    for (heading, key, values) in choices {
        let rows = rows(&page, heading);
        let (_, row) = rows.iter().find(|(found, _)| found == key).expect("the key");
        for value in values {
            assert!(row.contains(&format!("`{value}`")), "{heading} {key}: {value}");
        }
    }
}

#[test]
fn every_example_of_the_page_reads() {
    /// The examples of one file, each read as what it is.
    fn read<T: DeserializeOwned>(page: &str, heading: &str) {
        let start = page.find(&format!("\n{heading}\n")).expect("the heading");
        let text = &page[start + 1..];
        let text = text[3..].find("\n## ").map_or(text, |end| &text[..end + 3]);
        let mut examples =
            text.split("```toml\n").skip(1).filter_map(|part| part.split("```").next()).peekable();
        assert!(examples.peek().is_some(), "{heading} has an example");
        for example in examples {
            if let Err(error) = toml::from_str::<T>(example) {
                panic!("{heading}: {error}");
            }
        }
    }
    #[derive(Deserialize)]
    struct Corrections {
        corrections: Vec<CorrectionRecord>,
    }
    let page = page();
    read::<OriginFile>(&page, "## FILE.origin.toml");
    read::<Mapping>(&page, "## FILE.mapping.toml");
    read::<Corrections>(&page, "## FILE.corrections.toml");
    read::<FolderDefaults>(&page, "## defaults.toml");
    read::<Indicator>(&page, "## ID.toml");
    read::<Dimension>(&page, "## dimensions/ID.toml");
    read::<Settings>(&page, "## tierstat.toml");
    let one: Corrections = toml::from_str("corrections = []").expect("none");
    assert!(one.corrections.is_empty());
}
