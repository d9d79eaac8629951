//! Why a report could not be written as pages.

use std::error::Error;
use std::fmt;
use tierstat_model::Localized;

/// Why a report could not be written as pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfFault {
    /// None of the fonts can be read.
    NoFont,
    /// The pages could not be laid out.
    Layout(String),
    /// The pages do not keep to PDF/UA-1 and PDF/A-2a.
    Standard(String),
}

impl PdfFault {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        match self {
            Self::NoFont => Localized::new("没有可用的字体", "no font can be read"),
            Self::Layout(what) => {
                Localized::new(format!("无法排版：{what}"), format!("the pages cannot be laid out: {what}"))
            }
            Self::Standard(what) => Localized::new(
                format!("不符合 PDF/UA-1 与 PDF/A-2a：{what}"),
                format!("the pages do not keep to PDF/UA-1 and PDF/A-2a: {what}"),
            ),
        }
    }
}

impl fmt::Display for PdfFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized().en)
    }
}

impl Error for PdfFault {}
