//! From a manuscript to pages.

use crate::fault::PdfFault;
use crate::flow::Flow;
use crate::glyphs::Glyphs;
use crate::placement;
use crate::style;
use crate::world::PageWorld;
use crate::writing::Writing;
use std::collections::BTreeSet;
use std::fmt::Write;
use tierstat_document::{Manuscript, PageLayout};
use tierstat_model::{Finding, Localized, Severity};
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// A report as pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// The file, as PDF 1.7 that keeps to PDF/UA-1 and PDF/A-2a.
    pub bytes: Vec<u8>,
    /// How many pages there are.
    pub count: usize,
    /// What writing saw.
    pub findings: Vec<Finding>,
}

/// Writes a manuscript as pages, with the bytes of the fonts that it is set in, in the order in which they are asked for a character.
///
/// The same manuscript and fonts give the same bytes.
///
/// # Errors
/// [`PdfFault`] where no font can be read, or where the pages cannot be laid out or do not keep to the two standards.
pub fn pages(manuscript: &Manuscript, layout: PageLayout, fonts: &[&[u8]]) -> Result<Pages, PdfFault> {
    let glyphs = Glyphs::of(fonts)?;
    let (document, findings) = laid_out(manuscript, layout, &glyphs)?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|error| PdfFault::Standard(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{}.{}", manuscript.name, manuscript.language)),
        creator: Smart::Custom(Some(format!("tierstat {}", env!("CARGO_PKG_VERSION")))),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| PdfFault::Standard(told(&errors)))?;
    // What was remembered between two documents is not needed again.
    typst::comemo::evict(0);
    Ok(Pages { bytes, count: document.pages().len(), findings })
}

/// So often at most pages are laid out again so that text stands where a chart leaves a blank.
const MOST_ROUNDS: usize = 3;

/// The pages, and what writing saw.
fn laid_out(
    manuscript: &Manuscript,
    layout: PageLayout,
    glyphs: &Glyphs,
) -> Result<(PagedDocument, Vec<Finding>), PdfFault> {
    let mut leaving: BTreeSet<String> = BTreeSet::new();
    loop {
        let mut flow = Flow::new(Writing::new(manuscript, style::half_signs(layout), glyphs), &leaving);
        let text = flow.document();
        let mut findings = lacking_findings(manuscript, &flow.writing.lacking);
        findings.append(&mut flow.writing.findings);
        let world = PageWorld::new(
            style::preamble(manuscript, layout, glyphs) + &text,
            flow.writing.drawings,
            glyphs,
        )?;
        let Warned { output, warnings: _ } = typst::compile::<PagedDocument>(&world);
        let document = output.map_err(|errors| PdfFault::Layout(told(&errors)))?;
        let next = placement::leaving(&document, style::text_area(layout), |words| leaving.contains(words));
        match next {
            Some(words) if leaving.len() < MOST_ROUNDS => leaving.insert(words),
            _ => return Ok((document, findings)),
        };
    }
}

/// What went wrong, each once.
fn told(errors: &[SourceDiagnostic]) -> String {
    let messages: BTreeSet<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    messages.into_iter().collect::<Vec<_>>().join("; ")
}

/// The characters that no font has, each with the first place that it stands at.
fn lacking_findings(manuscript: &Manuscript, lacking: &[(char, String)]) -> Vec<Finding> {
    let report = &manuscript.name;
    let (mut seen, mut named) = (BTreeSet::new(), String::new());
    for (sign, place) in lacking.iter().filter(|(sign, _)| seen.insert(*sign)) {
        let separator = if named.is_empty() { "" } else { "; " };
        let _ = write!(named, "{separator}U+{:04X} ({place})", u32::from(*sign));
    }
    if named.is_empty() {
        return Vec::new();
    }
    vec![Finding {
        severity: Severity::Warning,
        rule: "document.no-glyph".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("报告 {report} 的 PDF 中，有的字符没有一种字体能写，以其编号代替：{named}"),
            format!(
                "in the PDF of the report {report} characters that no font can write stand as their codes: {named}"
            ),
        ),
        hint: Localized::new(
            "在 tierstat.toml 的 fonts 中加上含有这些字符的字体文件",
            "name a font file that has them under `fonts` in tierstat.toml",
        ),
    }]
}
