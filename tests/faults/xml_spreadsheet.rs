//! XML Spreadsheet 2003.

use super::{Fault, Right};

fn workbook(name: &'static str, right: Right, inside: &str) -> Fault {
    let head = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">";
    Fault::new(name, right, format!("{head}{inside}</Workbook>").into_bytes())
}

fn table(name: &'static str, right: Right, rows: &str) -> Fault {
    workbook(name, right, &format!("<Worksheet ss:Name=\"s\"><Table>{rows}</Table></Worksheet>"))
}

pub(super) fn faults() -> Vec<Fault> {
    let cell = |attributes: &str, number: u32| {
        format!("<Cell {attributes}><Data ss:Type=\"Number\">{number}</Data></Cell>")
    };
    let two = format!("<Row>{}{}</Row>", cell("", 1), cell("", 2));
    let sheet = format!("<Worksheet ss:Name=\"s\"><Table>{two}</Table></Worksheet>");
    vec![
        table(
            "a-row-of-number-four-billion.xml",
            Right::Refused,
            &format!("{two}<Row ss:Index=\"4294967295\">{}</Row>", cell("", 1)),
        ),
        table(
            "a-column-of-number-four-billion.xml",
            Right::Refused,
            &format!("{two}<Row>{}</Row>", cell("ss:Index=\"4294967295\"", 1)),
        ),
        table(
            "cells-merged-over-everything.xml",
            Right::Read,
            &format!(
                "{two}{}",
                format!(
                    "<Row ss:Index=\"1\">{}</Row>",
                    cell("ss:MergeAcross=\"16383\" ss:MergeDown=\"1048575\"", 1)
                )
                .repeat(20_000)
            ),
        ),
        table(
            "columns-that-span-everything.xml",
            Right::Read,
            &format!(
                "{}{two}",
                "<Column ss:Index=\"1\" ss:Span=\"4294967295\" ss:Hidden=\"1\"/>".repeat(50_000)
            ),
        ),
        table(
            "rows-that-span-everything.xml",
            Right::Read,
            &format!("{two}{}", "<Row ss:Span=\"4294967295\"/>".repeat(50_000)),
        ),
        table(
            "elements-without-end.xml",
            Right::Read,
            &format!(
                "{two}<Row><Cell><Data ss:Type=\"String\">{}a{}</Data></Cell></Row>",
                "<B>".repeat(200_000),
                "</B>".repeat(200_000)
            ),
        ),
        table(
            "fifty-thousand-attributes.xml",
            Right::Read,
            &format!(
                "{two}<Row {}></Row>",
                (0..50_000).map(|number| format!("a{number}=\"1\" ")).collect::<String>()
            ),
        ),
        table(
            "a-text-of-a-million-references.xml",
            Right::Read,
            &format!(
                "{two}<Row><Cell><Data ss:Type=\"String\">{}</Data></Cell></Row>",
                "&#10;".repeat(1_000_000)
            ),
        ),
        workbook("three-thousand-sheets.xml", Right::Refused, &sheet.repeat(3000)),
        workbook(
            "styles-by-the-hundred-thousand.xml",
            Right::Read,
            &format!(
                "<Styles>{}</Styles>{sheet}",
                (0..60_000)
                    .map(|number| format!(
                        "<Style ss:ID=\"s{number}\"><NumberFormat ss:Format=\"0\"/></Style>"
                    ))
                    .collect::<String>()
            ),
        ),
    ]
}
