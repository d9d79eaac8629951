//! A report in the formats that it is written in.

use crate::exit::Failure;
use tierstat_document::{Format, Manuscript, docx, html, markdown};
use tierstat_model::{Finding, Localized};
use tierstat_report::ReportSpec;

/// The content of a report in one format, and what its writing saw.
pub(crate) fn content(
    format: Format,
    manuscript: &Manuscript,
    description: &ReportSpec,
) -> Result<(Vec<u8>, Vec<Finding>), Failure> {
    match format {
        Format::Html => Ok((html(manuscript).into_bytes(), Vec::new())),
        Format::Markdown => Ok((markdown(manuscript).into_bytes(), Vec::new())),
        Format::Docx => {
            let written = docx(manuscript, description.layout);
            if written.bytes.is_empty() {
                return Err(Failure::Usage {
                    message: Localized::new(
                        "报告超出一个 docx 文件能容纳的大小",
                        "the report is larger than a docx file can be",
                    ),
                    hint: Localized::new(
                        "减少其中的图和表，或从 formats 中去掉它",
                        "give it fewer charts and tables, or take it out of formats",
                    ),
                });
            }
            Ok((written.bytes, written.findings))
        }
        Format::Xlsx | Format::Pdf => Err(Failure::Usage {
            message: Localized::new(
                format!("这个版本还不能写 {} 格式", format.ending()),
                format!("this version does not write {} yet", format.ending()),
            ),
            hint: Localized::new("从 formats 中去掉它", "take it out of formats"),
        }),
    }
}
