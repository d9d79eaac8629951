//! Why a report could not be written as a workbook.

use std::error::Error;
use std::fmt;
use tierstat_model::Localized;

/// Why a report could not be written as a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkbookFault(pub(crate) String);

impl WorkbookFault {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let what = &self.0;
        Localized::new(format!("无法写成工作簿：{what}"), format!("no workbook can be written: {what}"))
    }
}

impl fmt::Display for WorkbookFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized().en)
    }
}

impl Error for WorkbookFault {}

impl From<rust_xlsxwriter::XlsxError> for WorkbookFault {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self(error.to_string())
    }
}

impl From<zip::result::ZipError> for WorkbookFault {
    fn from(error: zip::result::ZipError) -> Self {
        Self(error.to_string())
    }
}

impl From<std::io::Error> for WorkbookFault {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}
