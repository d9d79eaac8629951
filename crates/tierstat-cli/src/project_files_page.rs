//! The page of all keys of the project's files, held equal to the code: a test reads both.

use crate::commands::manifest::Manifest;
use crate::documentation_page::{names, page, rows};
use crate::report_inputs::ReportInputs;
use crate::settings::{Folders, Settings, SourceRank, TrustedKey};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use tierstat_ingest::{
    BlankMeaning, ColumnRole, CorrectionAction, CorrectionRecord, FiscalYearRule, FolderDefaults,
    IgnoredParts, Limits, MappedTable, Mapping, NamedAfter, OriginFile, ProviderStatus, mapping,
};
use tierstat_model::{Dimension, DocumentLayout, Indicator, Measure, Member, PeriodStep, Status};

#[test]
fn the_page_has_every_key_and_no_other() {
    let page = page("project-files.md");
    let sections: [(&str, BTreeSet<String>); 19] = [
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
        ("## manifest.json", names::<Manifest>()),
        ("### inputs", names::<ReportInputs>()),
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
    let page = page("project-files.md");
    let choices = [
        ("## FILE.origin.toml", "layout", names::<DocumentLayout>()),
        ("## FILE.origin.toml", "blank", names::<BlankMeaning>()),
        ("## FILE.corrections.toml", "action", names::<CorrectionAction>()),
        ("## FILE.corrections.toml", "provider-status", names::<ProviderStatus>()),
        ("### [fiscal-year]", "named-after", names::<NamedAfter>()),
        ("## ID.toml", "measure", names::<Measure>()),
        ("## ID.toml", "step", names::<PeriodStep>()),
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
    let page = page("project-files.md");
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
