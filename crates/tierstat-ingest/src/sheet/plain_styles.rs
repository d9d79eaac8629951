//! The styles of an .xlsx with no more than its cells print by: number formats, and which of them each style has (Office
//! Open XML, ECMA-376 part 1, sections 18.8.30 and 18.8.10).
//!
//! The reader gives each style a copy of its font, fill, borders and format, however large they are.

use crate::IngestError;
use crate::limits::MemoryBudget;
use crate::open::attribute::raw_attribute;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Smaller parts cannot hold enough to matter.
const SMALL: usize = 32 << 10;

/// The styles part with its number formats alone; `None` where it is small.
///
/// # Errors
/// [`IngestError::TooLarge`] where even these would take more memory than the file may.
pub(super) fn plain_styles(xml: &str, memory: &mut MemoryBudget<'_>) -> Result<Option<String>, IngestError> {
    if xml.len() < SMALL {
        return Ok(None);
    }
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut written = String::from("<styleSheet>");
    // The lengths of the formats by their numbers.
    let mut lengths: BTreeMap<String, usize> = BTreeMap::new();
    let mut in_styles = false;
    // Where the part ends early, so does what is written, for the reader to report.
    while let Ok(event) = reader.read_event() {
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let number = raw_attribute(&element, "numFmtId").unwrap_or_default();
                    let code = raw_attribute(&element, "formatCode").unwrap_or_default();
                    let _ = write!(
                        written,
                        "<numFmts><numFmt numFmtId={} formatCode={}/></numFmts>",
                        quoted(&number),
                        quoted(&code)
                    );
                    lengths.insert(number, code.len());
                }
                "cellXfs" if !is_empty => {
                    in_styles = true;
                    written.push_str("<cellXfs>");
                }
                "xf" if in_styles => {
                    let number = raw_attribute(&element, "numFmtId");
                    let length = number.as_ref().and_then(|number| lengths.get(number)).copied();
                    // The list of them grows by doubling.
                    let size = 2 * size_of::<calamine::Style>() + length.unwrap_or_default();
                    memory.take(size as u64)?;
                    match number {
                        Some(number) => {
                            let _ = write!(written, "<xf numFmtId={}/>", quoted(&number));
                        }
                        None => written.push_str("<xf/>"),
                    }
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "cellXfs" if in_styles => {
                    in_styles = false;
                    written.push_str("</cellXfs>");
                }
                "styleSheet" => {
                    written.push_str("</styleSheet>");
                    break;
                }
                _ => {}
            },
            _ => {}
        }
    }
    Ok(Some(written))
}

/// A value as it was written stands in the other quotes where it holds one kind of them.
fn quoted(value: &str) -> String {
    let quote = if value.contains('"') { '\'' } else { '"' };
    format!("{quote}{value}{quote}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use std::path::Path;

    #[test]
    fn formats_stay_and_fonts_go() {
        let font = "x".repeat(SMALL);
        let xml = format!(
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode='0\"a\"'/></numFmts><fonts><font><name val=\"{font}\"/></font></fonts>\
             <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"164\" fontId=\"0\"><alignment/></xf><xf/></cellXfs></styleSheet>"
        );
        let mut memory = MemoryBudget::new(Path::new("表.xlsx"), &Limits::default(), 0);
        let plain = plain_styles(&xml, &mut memory).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            plain.as_deref(),
            Some(
                "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode='0\"a\"'/></numFmts>\
                 <cellXfs><xf numFmtId=\"164\"/><xf/></cellXfs></styleSheet>"
            )
        );
    }
}
