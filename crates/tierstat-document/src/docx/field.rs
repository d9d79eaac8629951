//! Fields: what a program may compute again, with what it is now.

use super::xml;

/// A field with its instruction and its result.
pub(super) fn field(instruction: &str, result: &str) -> String {
    format!("{}{result}{END}", opening(instruction))
}

/// A field up to its result, of which a part is wanting: a word processor offers to compute it again.
pub(super) fn opening_of_unfinished(instruction: &str) -> String {
    opening(instruction).replacen("\"begin\"/>", "\"begin\" w:dirty=\"true\"/>", 1)
}

/// A field up to its result, which may reach over paragraphs.
pub(super) fn opening(instruction: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {} </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
        xml::text(instruction)
    )
}

/// The end of a field.
pub(super) const END: &str = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
