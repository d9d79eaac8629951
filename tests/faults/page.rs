//! Web pages.

use super::{Fault, Right};

fn page(name: &'static str, right: Right, inside: &str) -> Fault {
    Fault::new(name, right, format!("<!DOCTYPE html><html><body>{inside}</body></html>").into_bytes())
}

pub(super) fn faults() -> Vec<Fault> {
    let two = "<table><tr><td>a</td><td>7</td></tr><tr><td>b</td><td>8</td></tr></table>";
    let spans =
        "<tr><td rowspan=4294967295 colspan=4294967295>1</td><td rowspan=65534 colspan=1000>2</td></tr>";
    let wide = "<td colspan=1000>1".repeat(20_000);
    vec![
        page("tables-in-tables.html", Right::Read, &format!("{}{two}", "<table><tr><td>".repeat(50_000))),
        page("elements-without-end.html", Right::Read, &format!("{two}{}", "<div><span>".repeat(200_000))),
        page(
            "spans-of-millions.html",
            Right::Refused,
            &format!("{two}<table>{}</table>", spans.repeat(2000)),
        ),
        page(
            "one-row-of-twenty-million-columns.html",
            Right::Refused,
            &format!("{two}<table><tr>{wide}</tr></table>"),
        ),
        page(
            "entities-by-the-ten-thousand.html",
            Right::Read,
            &format!("{two}<p>{}</p>", "&#x110000;&nosuch;&amp;".repeat(10_000)),
        ),
        page("a-remark-that-never-ends.html", Right::Read, &format!("{two}<!--{}", "-".repeat(1 << 20))),
        page("a-script-that-never-ends.html", Right::Read, &format!("{two}<script>{}", "<".repeat(1 << 20))),
        page(
            "an-element-of-fifty-thousand-attributes.html",
            Right::Read,
            &format!("{two}<p {}>", (0..50_000).map(|number| format!("a{number}=1 ")).collect::<String>()),
        ),
        page("lists-in-lists.html", Right::Read, &format!("{two}{}", "<ul><li>7".repeat(50_000))),
        page(
            "a-title-of-four-megabytes.html",
            Right::Read,
            &format!("<title>{}</title>{two}", "t".repeat(4 << 20)),
        ),
        page(
            "spans-of-nothing.html",
            Right::Read,
            &format!(
                "{two}<table><tr><td rowspan=0 colspan=0>1</td><td rowspan=-1 colspan=x>2</td></tr></table>"
            ),
        ),
        page("ten-thousand-tables.html", Right::Refused, &two.repeat(10_000)),
    ]
}
