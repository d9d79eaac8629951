//! The two languages in which everything is said.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A language in which the program speaks, with its BCP 47 tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Chinese in simplified characters, `zh-CN`.
    #[serde(rename = "zh-CN", alias = "zh", alias = "zh-Hans")]
    Chinese,
    /// English, `en`.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both languages, in the order in which outputs are written.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The BCP 47 tag, as used in file names and in the `lang` attribute.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "zh" | "zh-CN" | "zh-Hans" => Ok(Self::Chinese),
            "en" => Ok(Self::English),
            other => Err(format!("unknown language `{other}`; write zh-CN or en")),
        }
    }
}

/// One text in both languages.
///
/// What is read in one language alone stands for the other too: a project of one language has nothing else to say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(try_from = "WrittenText")]
pub struct Localized {
    /// The text in Chinese.
    #[serde(rename = "zh-CN")]
    pub zh: String,
    /// The text in English.
    pub en: String,
}

/// Parts a message that a reader hands on in both languages, Chinese first.
const BETWEEN: char = '\u{1f}';

/// A message in both languages as the one text that a reader of files can hand on.
#[must_use]
pub fn in_both(zh: &str, en: &str) -> String {
    format!("{zh}{BETWEEN}{en}")
}

/// One text as it is written, in one language or both.
#[derive(Deserialize)]
struct WrittenText {
    #[serde(rename = "zh-CN", alias = "zh")]
    zh: Option<String>,
    en: Option<String>,
}

impl TryFrom<WrittenText> for Localized {
    type Error = String;

    fn try_from(written: WrittenText) -> Result<Self, Self::Error> {
        match (written.zh, written.en) {
            (Some(zh), Some(en)) => Ok(Self { zh, en }),
            (Some(only), None) | (None, Some(only)) => Ok(Self { zh: only.clone(), en: only }),
            (None, None) => Err(in_both(
                "文字要写 `zh-CN` 或 `en`，例：{ zh-CN = \"…\", en = \"…\" }",
                "a text needs `zh-CN` or `en`, as { zh-CN = \"…\", en = \"…\" }",
            )),
        }
    }
}

impl Localized {
    /// Pairs a Chinese text with the English text that says the same.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The message that [`in_both`] handed on; `None` where it is none of those.
    #[must_use]
    pub fn out_of_both(text: &str) -> Option<Self> {
        text.split_once(BETWEEN).map(|(zh, en)| Self::new(zh, en))
    }

    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_one_language_stands_for_both() {
        let read = serde_json::from_str::<Localized>;
        assert_eq!(read(r#"{"zh-CN":"题","en":"Title"}"#).unwrap(), Localized::new("题", "Title"));
        assert_eq!(read(r#"{"en":"Title"}"#).unwrap(), Localized::new("Title", "Title"));
        assert_eq!(read(r#"{"zh":"题"}"#).unwrap(), Localized::new("题", "题"));
        assert_eq!(
            read(r#"{"zh-CN":"个","en":""}"#).unwrap(),
            Localized::new("个", ""),
            "empty words are words"
        );
        assert!(read("{}").unwrap_err().to_string().contains("`zh-CN` or `en`"));
    }
}
