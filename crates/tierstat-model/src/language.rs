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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Localized {
    /// The text in Chinese.
    #[serde(rename = "zh-CN", alias = "zh")]
    pub zh: String,
    /// The text in English.
    pub en: String,
}

impl Localized {
    /// Pairs a Chinese text with the English text that says the same.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
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
