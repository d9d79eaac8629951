//! `FILE.origin.toml`: who published the file beside it, and when.

use super::project_file::{fault, read_toml};
use crate::IngestError;
use jiff::civil::Date;
use serde::Deserialize;
use std::path::Path;
use tierstat_model::in_both;
use tierstat_model::{Document, DocumentLayout, Localized};

/// What a project says about where one of its files comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OriginFile {
    /// Who published the document. May be left out where the `defaults.toml` of the folder says it.
    #[serde(default)]
    pub publisher: String,
    /// The title of the document.
    pub title: String,
    /// The title in Chinese, where it is in another language.
    #[serde(default, rename = "title-zh-CN")]
    pub title_zh: Option<String>,
    /// The title in English, where it is in another language.
    #[serde(default)]
    pub title_en: Option<String>,
    /// Which published state of the document this is, such as a year or a day.
    pub edition: String,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<String>,
    /// The day it was published.
    #[serde(default, deserialize_with = "local_date")]
    pub published_on: Option<Date>,
    /// The day it was received.
    #[serde(default, deserialize_with = "local_date")]
    pub received_on: Option<Date>,
    /// Whether the file is the one that was received or its figures were typed again.
    #[serde(default)]
    pub layout: DocumentLayout,
    /// The SHA-256 of the file in hexadecimal, as it was when it came.
    #[serde(default)]
    pub sha256: Option<String>,
    /// What an empty cell of the file means.
    #[serde(default)]
    pub blank: BlankMeaning,
    /// Anything a reader of the origin should know.
    #[serde(default)]
    pub note: Option<String>,
}

/// What a source means by an empty cell or a sign in place of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlankMeaning {
    /// The source does not say: the number is missing.
    #[default]
    Unknown,
    /// There are none.
    Zero,
    /// The question does not apply there.
    NotApplicable,
    /// There are some, but fewer than the unit shows.
    BelowUnit,
}

impl OriginFile {
    /// The document that figures of the file name as their origin.
    #[must_use]
    pub fn document(&self) -> Document {
        Document {
            publisher: self.publisher.clone(),
            title: self.title.clone(),
            title_zh: self.title_zh.clone(),
            title_en: self.title_en.clone(),
            edition: self.edition.clone(),
            url: self.url.clone(),
            published_on: self.published_on,
            received_on: self.received_on,
            layout: self.layout,
        }
    }
}

/// Reads an origin file.
///
/// # Errors
/// [`IngestError`] naming the file and the line where it cannot be read or says what cannot be.
pub fn read(path: &Path) -> Result<OriginFile, IngestError> {
    read_of(path, None)
}

/// Reads an origin file in a folder whose publisher is known; the file itself outranks the folder.
///
/// # Errors
/// [`IngestError`] naming the file and the line where it cannot be read or says what cannot be, and where neither names
/// the publisher.
pub fn read_of(path: &Path, publisher: Option<&str>) -> Result<OriginFile, IngestError> {
    let mut origin: OriginFile = read_toml(path)?;
    if origin.publisher.trim().is_empty() {
        origin.publisher = publisher.unwrap_or_default().to_owned();
    }
    if origin.publisher.is_empty() {
        let reason = Localized::new(
            "缺少 publisher：请写在这里，或写在该文件夹的 defaults.toml 中",
            "missing field `publisher`: write it here or in the defaults.toml of the folder",
        );
        return Err(fault(path, None, reason));
    }
    Ok(origin)
}

/// Reads a TOML local date, or the same date written as a text.
///
/// # Errors
/// That of the deserializer, where neither is a day.
pub fn local_date<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Toml(toml::value::Datetime),
        Text(String),
    }
    let text = match Written::deserialize(deserializer)? {
        Written::Toml(datetime) => datetime.to_string(),
        Written::Text(text) => text,
    };
    // A day with a time of day parses as a date too; a document is published on a day.
    let day = text.parse().ok().filter(|_| text.len() == "2016-07-12".len());
    day.map(Some).ok_or_else(|| {
        serde::de::Error::custom(in_both(
            &format!("`{text}` 不是日期；例：2016-07-12"),
            &format!("`{text}` is no day; write it as 2016-07-12"),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use tierstat_model::Language;

    #[test]
    fn reads_dates_with_and_without_quotes() {
        let text = "publisher = \"民政部\"\ntitle = \"公报\"\nedition = \"2016\"\npublished-on = 2016-07-12\n\
                    received-on = \"2016-08-01\"\nlayout = \"retyped\"\nblank = \"below-unit\"\n\
                    title-en = \"Bulletin\"\n";
        let origin: OriginFile = toml::from_str(text).unwrap();
        assert_eq!(origin.published_on, Some(date(2016, 7, 12)));
        assert_eq!(origin.received_on, Some(date(2016, 8, 1)));
        assert_eq!(origin.blank, BlankMeaning::BelowUnit);
        assert_eq!(origin.document().layout, DocumentLayout::Retyped);
        assert_eq!(origin.url, None);
        assert_eq!(origin.document().title_in(Language::English), "Bulletin");
        assert_eq!(origin.document().title_in(Language::Chinese), "公报");
    }

    #[test]
    fn a_day_with_a_time_is_refused() {
        let text = "publisher = \"p\"\ntitle = \"t\"\nedition = \"e\"\npublished-on = 2016-07-12T10:00:00\n";
        assert!(toml::from_str::<OriginFile>(text).unwrap_err().message().contains("is no day"));
    }

    #[test]
    fn the_three_names_of_a_document_are_required() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.origin.toml");
        for missing in ["publisher", "title", "edition"] {
            let text: String = ["publisher", "title", "edition"]
                .iter()
                .filter(|key| **key != missing)
                .map(|key| format!("{key} = \"x\"\n"))
                .collect();
            std::fs::write(&path, text).unwrap();
            assert!(read(&path).unwrap_err().localized().en.contains(missing));
        }
    }

    #[test]
    fn the_folder_may_name_the_publisher() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.origin.toml");
        std::fs::write(&path, "title = \"t\"\nedition = \"1\"\n").unwrap();
        assert_eq!(read_of(&path, Some("湘")).unwrap().publisher, "湘");
        std::fs::write(&path, "publisher = \"粤\"\ntitle = \"t\"\nedition = \"1\"\n").unwrap();
        assert_eq!(read_of(&path, Some("湘")).unwrap().publisher, "粤");
    }
}
