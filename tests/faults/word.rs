//! Word documents (ECMA-376 part 1, section 17).

use super::archive::zipped;
use super::{Fault, Right};

fn document(name: &'static str, right: Right, inside: &str) -> Fault {
    let whole = format!("<w:document><w:body>{inside}</w:body></w:document>");
    part(name, right, &whole)
}

fn part(name: &'static str, right: Right, whole: &str) -> Fault {
    let parts = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", whole)];
    let parts = parts.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    Fault::new(name, right, zipped(&parts)).unpacking_to(whole.len())
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
}

fn two() -> String {
    let row = |first: &str, second: &str| format!("<w:tr>{}{}</w:tr>", cell("", first), cell("", second));
    format!("<w:tbl>{}{}</w:tbl>", row("a", "7"), row("b", "8"))
}

pub(super) fn faults() -> Vec<Fault> {
    let nested =
        format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(30_000), "</w:tc></w:tr></w:tbl>".repeat(30_000));
    let wide = cell("<w:gridSpan w:val=\"4294967295\"/>", "1").repeat(10_000);
    vec![
        document("tables-in-tables.docx", Right::Read, &format!("{}{nested}", two())),
        document(
            "one-row-of-ten-million-columns.docx",
            Right::Refused,
            &format!("{}<w:tbl><w:tr>{wide}</w:tr></w:tbl>", two()),
        ),
        document(
            "elements-without-end.docx",
            Right::Read,
            &format!("{}{}{}", two(), "<w:sdt>".repeat(100_000), "</w:sdt>".repeat(100_000)),
        ),
        document(
            "fifty-thousand-attributes.docx",
            Right::Read,
            &format!(
                "{}<w:vertAlign {}/>",
                two(),
                (0..50_000).map(|number| format!("a{number}=\"1\" ")).collect::<String>()
            ),
        ),
        part("cut-in-a-cell.docx", Right::Refused, "<w:document><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a"),
        document(
            "cells-merged-downwards-from-nowhere.docx",
            Right::Read,
            &format!("{}<w:tbl><w:tr>{}</w:tr></w:tbl>", two(), cell("<w:vMerge/>", "").repeat(500)),
        ),
        document(
            "a-text-in-a-hundred-thousand-runs.docx",
            Right::Read,
            &format!("{}<w:p>{}</w:p>", two(), "<w:r><w:t>1</w:t></w:r>".repeat(100_000)),
        ),
        document(
            "boxes-in-boxes.docx",
            Right::Read,
            &format!(
                "{}{}{}",
                two(),
                "<w:p><w:r><w:txbxContent>".repeat(20_000),
                "</w:txbxContent></w:r></w:p>".repeat(20_000)
            ),
        ),
        document(
            "columns-before-a-row-without-end.docx",
            Right::Read,
            &format!(
                "{}<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"4294967295\"/></w:trPr>{}</w:tr></w:tbl>",
                two(),
                cell("", "7")
            ),
        ),
        document("ten-thousand-tables.docx", Right::Refused, &two().repeat(10_000)),
    ]
}
