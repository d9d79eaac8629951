//! Word documents: their tables become sheets, their paragraphs lines (Office Open XML, ECMA-376 part 1, section 17).

use super::Line;
use super::SheetCells;
use super::block::Block;
use super::flow::Flow;
use super::superscript;
use crate::limits::MemoryBudget;
use crate::open::attribute::attribute;
use crate::{FileForm, IngestError, Limits};
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};
use std::path::Path;
use tierstat_model::PassageForm;

/// Reads the main part of a document: text, tables and their merged cells. Notes, headers and text boxes are not read.
pub(super) fn read(
    path: &Path,
    content: &[u8],
    limits: &Limits,
) -> Result<(Vec<SheetCells>, Vec<Line>), IngestError> {
    Ok(flow(path, content, limits)?.finish())
}

/// The paragraphs and tables of a document in its order.
pub(super) fn blocks(path: &Path, content: &[u8], limits: &Limits) -> Result<Vec<Block>, IngestError> {
    let (.., blocks) = flow(path, content, limits)?.finish_in_order();
    Ok(blocks)
}

fn flow(path: &Path, content: &[u8], limits: &Limits) -> Result<Flow, IngestError> {
    let survey = crate::open::archive::check_archive(path, content, FileForm::WordDocument, limits)?;
    let mut memory = MemoryBudget::new(path, limits, survey.unpacked);
    let damaged = |reason: String| IngestError::Truncated { path: path.to_owned(), reason };
    let mut archive =
        zip::ZipArchive::new(Cursor::new(content)).map_err(|error| damaged(error.to_string()))?;
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .map_err(|error| damaged(error.to_string()))?
        .read_to_string(&mut xml)
        .map_err(|error| damaged(error.to_string()))?;
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut flow = Flow::default();
    let (mut is_open, mut reads_text, mut has_title) = (false, false, false);
    // Whether the run that is open is raised (section 17.3.2.42).
    let mut is_raised = false;
    // The cell that is about to open: its spans stand in properties inside it.
    let mut cell_spans: Option<(u32, u32)> = None;
    loop {
        match reader.read_event().map_err(|error| damaged(error.to_string()))? {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "w:gridSpan" => {
                if let Some((_, columns)) = cell_spans.as_mut() {
                    *columns = value(&element).and_then(|text| text.parse().ok()).unwrap_or(1);
                }
            }
            // The first cell of a row may stand further right (section 17.4.15).
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "w:gridBefore" => {
                let columns = value(&element).and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
                if columns > 0 {
                    flow.open_cell(1, columns);
                    flow.close_cell();
                }
            }
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "w:vertAlign" => {
                is_raised = value(&element).as_deref() == Some("superscript");
            }
            // What the paragraph is: the name of its style, or that it is numbered (section 17.3.1.27 and 19).
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "w:pStyle" => {
                let style = value(&element).unwrap_or_default().to_ascii_lowercase().replace(' ', "");
                if let Some(form) = form_of_style(&style, has_title) {
                    flow.form(form);
                }
                has_title |= style == "title";
                if is_of_contents(&style) {
                    flow.entry();
                }
            }
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "w:numPr" => {
                flow.numbered();
            }
            Event::Start(element) => match element.name().as_ref() {
                "w:document" => is_open = true,
                "w:r" => is_raised = false,
                "w:tbl" => flow.open_table(),
                "w:tr" => flow.open_row(),
                "w:tc" => cell_spans = Some((1, 1)),
                "w:p" => {
                    if let Some((rows, columns)) = cell_spans.take() {
                        flow.open_cell(rows, columns);
                    }
                }
                "w:t" => {
                    reads_text = true;
                    if is_raised {
                        flow.sign(superscript::OPEN);
                    }
                }
                _ => {}
            },
            Event::Empty(element) => match element.name().as_ref() {
                "w:tab" | "w:br" | "w:cr" => flow.text(" "),
                "w:p" => {
                    if let Some((rows, columns)) = cell_spans.take() {
                        flow.open_cell(rows, columns);
                    }
                }
                _ => {}
            },
            Event::Text(text) if reads_text => flow.text(&text.xml10_content()),
            Event::GeneralRef(reference) if reads_text => {
                let name: &str = &reference;
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let named = quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned);
                flow.text(&character.or(named).unwrap_or_default());
            }
            Event::End(element) => match element.name().as_ref() {
                "w:t" => {
                    reads_text = false;
                    if is_raised {
                        flow.sign(superscript::CLOSE);
                    }
                }
                "w:p" => flow.end_block(),
                "w:tc" => flow.close_cell(),
                "w:tbl" => flow.close_table(),
                "w:document" => is_open = false,
                _ => {}
            },
            _ => {}
        }
        flow.check(path, limits, &mut memory)?;
    }
    if is_open {
        return Err(damaged("the text ends inside the document".to_owned()));
    }
    flow.close_tables();
    flow.end_block();
    if flow.is_empty() {
        return Err(IngestError::Empty { path: path.to_owned() });
    }
    Ok(flow)
}

/// What a paragraph of a style is; Word names its own styles in English whatever language it speaks.
///
/// Under a title, which is the heading of the whole text, the first level of headings is the second.
fn form_of_style(style: &str, has_title: bool) -> Option<PassageForm> {
    let level = style.strip_prefix("heading").unwrap_or(style).parse().ok();
    let level = level.map(|level: u8| level.saturating_add(u8::from(has_title)));
    match style {
        "title" => Some(PassageForm::Heading(1)),
        "caption" => Some(PassageForm::Caption),
        name if name.starts_with("list") => Some(PassageForm::Item),
        _ => level.map(PassageForm::Heading),
    }
}

/// Whether a paragraph of a style is an entry of a list of contents, tables or figures.
fn is_of_contents(style: &str) -> bool {
    let level = style.strip_prefix("toc");
    level.is_some_and(|level| level.parse::<u8>().is_ok()) || style == "tableoffigures"
}

fn value(element: &BytesStart<'_>) -> Option<String> {
    attribute(element, "w:val")
}
