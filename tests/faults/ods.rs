//! OpenDocument spreadsheets (OpenDocument 1.2, part 1, section 9).

use super::archive::zipped;
use super::{Fault, Right};

const CELL: &str =
    "<table:table-cell office:value-type=\"float\" office:value=\"7\"><text:p>7</text:p></table:table-cell>";

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn text(inside: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\">{inside}</table:table-cell>")
}

fn content(name: &'static str, right: Right, tables: &str) -> Fault {
    document(
        name,
        right,
        &format!(
            "<office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
        ),
    )
}

fn document(name: &'static str, right: Right, content: &str) -> Fault {
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", content),
    ];
    let parts = parts.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    Fault::new(name, right, zipped(&parts)).unpacking_to(content.len())
}

fn table(rows: &str) -> String {
    format!("<table:table table:name=\"t\">{rows}</table:table>")
}

fn rows(name: &'static str, right: Right, rows: &str) -> Fault {
    content(name, right, &table(rows))
}

pub(super) fn faults() -> Vec<Fault> {
    let two = row(&[text("<text:p>a</text:p>"), CELL.to_owned()].concat());
    let cut = |name, inside: &str| {
        document(
            name,
            Right::Refused,
            &format!(
                "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"t\">{two}{inside}"
            ),
        )
    };
    let repeated = |attribute: &str| CELL.replacen(' ', &format!(" {attribute} "), 1);
    let tables: String =
        (0..5000).map(|number| table(&two).replace("\"t\"", &format!("\"t{number}\""))).collect();
    let nested = format!(
        "{}{two}{}",
        "<table:table-row><table:table-cell><table:table>".repeat(50_000),
        "</table:table></table:table-cell></table:table-row>".repeat(50_000)
    );
    let blanks = "<text:s text:c=\"65535\"/>".repeat(20_000);
    let spanned =
        repeated("table:number-columns-spanned=\"4294967295\" table:number-rows-spanned=\"4294967295\"");
    vec![
        cut("cut-behind-a-row.ods", ""),
        cut("cut-in-a-row.ods", "<table:table-row>"),
        cut("cut-in-a-cell.ods", "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>b"),
        cut(
            "cut-in-a-remark.ods",
            "<table:table-row><table:table-cell office:value-type=\"string\"><office:annotation><text:p>b",
        ),
        cut("cut-in-an-empty-cell.ods", "<table:table-row><table:table-cell><office:annotation>"),
        cut("cut-in-a-tag.ods", "<table:table-row><table:table-cell office:value-type=\"str"),
        content("cut-in-the-names.ods", Right::Refused, &format!("{}<table:named-expressions>", table(&two))),
        rows(
            "a-run-of-two-billion-blanks.ods",
            Right::Refused,
            &row(&text("<text:p>a<text:s text:c=\"2000000000\"/></text:p>")),
        ),
        rows(
            "twenty-thousand-runs-of-blanks.ods",
            Right::Refused,
            &row(&text(&format!("<text:p>a{blanks}</text:p>"))),
        ),
        rows(
            "a-cell-two-billion-times.ods",
            Right::Refused,
            &row(&repeated("table:number-columns-repeated=\"2147483647\"")),
        ),
        rows(
            "a-row-two-billion-times.ods",
            Right::Refused,
            &row(CELL).replacen('>', " table:number-rows-repeated=\"2147483647\">", 1),
        ),
        rows(
            "blank-rows-without-end.ods",
            Right::Read,
            &format!(
                "{two}<table:table-row table:number-rows-repeated=\"99999999999999999999\"><table:table-cell table:number-columns-repeated=\"99999999999999999999\"/></table:table-row>"
            ),
        ),
        rows(
            "a-cell-behind-a-billion-blanks.ods",
            Right::Refused,
            &format!(
                "{two}{}",
                row(&format!("<table:table-cell table:number-columns-repeated=\"1000000000\"/>{CELL}"))
            ),
        ),
        rows(
            "covered-cells-without-end.ods",
            Right::Read,
            &format!(
                "{two}{}",
                row(&format!(
                    "{CELL}<table:covered-table-cell table:number-columns-repeated=\"4294967295\"/>"
                ))
            ),
        ),
        rows(
            "a-cell-that-spans-everything.ods",
            Right::Read,
            &row(&[text("<text:p>a</text:p>"), spanned].concat()),
        ),
        rows("fifty-thousand-cells-that-span-a-million.ods", Right::Read, &{
            let cell = CELL.replacen(
                ' ',
                " table:number-columns-spanned=\"1000\" table:number-rows-spanned=\"1000\" ",
                1,
            );
            (0..250).map(|_| row(&cell.repeat(200))).collect::<String>()
        }),
        rows("tables-in-tables.ods", Right::Refused, &format!("{two}{nested}")),
        content("five-thousand-tables.ods", Right::Refused, &tables),
        rows(
            "fifty-thousand-attributes.ods",
            Right::Read,
            &format!(
                "{two}<table:table-row {}>{CELL}</table:table-row>",
                (0..50_000).map(|number| format!("a{number}=\"1\" ")).collect::<String>()
            ),
        ),
        rows(
            "a-deep-text.ods",
            Right::Read,
            &row(&text(&format!(
                "<text:p>{}b{}</text:p>",
                "<text:span>".repeat(100_000),
                "</text:span>".repeat(100_000)
            ))),
        ),
    ]
}
