//! What is odd about a sheet as a reader sees it is said, and not passed over.

use crate::small_project::SmallProject;

/// The findings of one rule: their cells and English messages.
fn found(name: &str, content: &str, rule: &str) -> Vec<(String, String)> {
    let findings = SmallProject::with(name, content.as_bytes()).import().unwrap().findings;
    let of_rule = findings.into_iter().filter(|finding| finding.rule == rule);
    of_rule.map(|finding| (finding.cells[0].a1(), finding.message.en)).collect()
}

#[test]
fn a_quote_that_is_never_closed_is_named_with_its_line() {
    let rows = "天津市,25\n".repeat(40);
    let open = found("t.csv", &format!("地区,2015\n\"北京市,24\n{rows}"), "text.open-quote");
    assert_eq!(open.len(), 1, "{open:?}");
    assert_eq!(open[0].0, "A2");
    assert!(open[0].1.starts_with("the quote on line 2 is never closed: `\"北京市`"), "{}", open[0].1);
    // A cell in quotes that holds a line end is one record and two lines.
    let quoted =
        format!("地区,备注,2015\n\"天津市\",\"一\n二\",25\n\"上海市\",\"三\",26\n\"北京市,,24\n{rows}");
    let open = found("t.csv", &quoted, "text.open-quote");
    assert_eq!(open.len(), 1, "{open:?}");
    assert_eq!(open[0].0, "A4");
    assert!(open[0].1.starts_with("the quote on line 5 "), "{}", open[0].1);
    for sound in ["地区,2015\n\"北京市\",24\n天津市,25\n", "地区,2015\n\"北京\"市,24\n天津市,25\n"]
    {
        assert_eq!(found("t.csv", sound, "text.open-quote"), [], "{sound}");
    }
}

#[test]
fn merged_regions_that_are_not_looked_up_are_named() {
    let workbook = || {
        let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
        format!(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"s\"><Table><Row>\
             <Cell ss:MergeAcross=\"1\" ss:MergeDown=\"599999\"><Data ss:Type=\"String\">a</Data></Cell></Row>\
             <Row ss:Index=\"600001\">{}{}</Row></Table></Worksheet></Workbook>",
            cell("b"),
            cell("c")
        )
    };
    let merged = found("t.xml", &workbook(), "cell.merged");
    assert_eq!(merged.len(), 1, "{merged:?}");
    assert!(merged[0].1.contains("from A1:B600000 on"), "{}", merged[0].1);
}
