//! A report in the formats that it is written in.

use crate::exit::Failure;
use crate::font_files;
use crate::project::Project;
use tierstat_chart::{Fonts, Weight};
use tierstat_document::{Format, Manuscript, docx, html, markdown};
use tierstat_model::{Finding, Localized};
use tierstat_report::Report;
use tierstat_workbook::WorkbookText;

/// A report in all its languages, on its way to files.
pub(crate) struct ReportFormats<'a> {
    pub(crate) project: &'a Project,
    pub(crate) report: &'a Report,
    pub(crate) fonts: &'a Fonts,
    pub(crate) manuscripts: Vec<&'a Manuscript>,
}

/// A report in one format, with what writing saw.
pub(crate) struct Content {
    pub(crate) bytes: Vec<u8>,
    pub(crate) findings: Vec<Finding>,
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self { bytes: text.into_bytes(), findings: Vec::new() }
    }
}

impl ReportFormats<'_> {
    /// The content of a report in one format and language.
    pub(crate) fn content(&self, format: Format, manuscript: &Manuscript) -> Result<Content, Failure> {
        match format {
            Format::Html => Ok(html(manuscript).into()),
            Format::Markdown => Ok(markdown(manuscript).into()),
            Format::Xlsx => self.workbook(manuscript),
            Format::Pdf => self.pages(manuscript),
            Format::Docx => {
                let document = docx(manuscript, self.report.description().layout).ok_or_else(|| {
                    let what = Localized::new(
                        "超出一个 docx 文件能容纳的大小",
                        "it is larger than a docx file can be",
                    );
                    self.failure(format, &what)
                })?;
                Ok(Content { bytes: document.bytes, findings: document.findings })
            }
        }
    }

    fn pages(&self, manuscript: &Manuscript) -> Result<Content, Failure> {
        let added = font_files::paths(self.project);
        let added: Vec<Vec<u8>> =
            added.iter().map(|path| font_files::bytes(self.project, path)).collect::<Result<_, _>>()?;
        let fonts: Vec<&[u8]> = Fonts::files().into_iter().chain(added.iter().map(Vec::as_slice)).collect();
        let layout = self.report.description().layout;
        let pages = tierstat_pdf::pages(manuscript, layout, &fonts)
            .map_err(|fault| self.failure(Format::Pdf, &fault.localized()))?;
        Ok(Content { bytes: pages.bytes, findings: pages.findings })
    }

    fn workbook(&self, manuscript: &Manuscript) -> Result<Content, Failure> {
        let figure = self.fonts.width("0", Weight::Regular, 1.0);
        let width_of = |text: &str| self.fonts.width(text, Weight::Regular, 1.0) / figure;
        let beside = self.manuscripts.iter().find(|other| other.language != manuscript.language).copied();
        let text = WorkbookText { manuscript, beside, width_of: &width_of };
        let workbook = tierstat_workbook::workbook(text, self.report.description().workbook)
            .map_err(|fault| self.failure(Format::Xlsx, &fault.localized()))?;
        Ok(Content { bytes: workbook.bytes, findings: workbook.findings })
    }

    fn failure(&self, format: Format, what: &Localized) -> Failure {
        let (name, ending) = (self.report.name(), format.ending());
        Failure::Usage {
            message: Localized::new(
                format!("报告 {name} 不能写成 {ending}：{}", what.zh),
                format!("the report {name} cannot be written as {ending}: {}", what.en),
            ),
            hint: Localized::new(
                format!("改正上面所说的，或从 report.toml 的 formats 中去掉 {ending}"),
                format!("mend what is said above, or take {ending} out of `formats` in report.toml"),
            ),
        }
    }
}
