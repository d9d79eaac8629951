//! Returns as associations fill them in: who sends them, what they speak of, how many of it.

use crate::small_project::{Imported, SmallProject};

fn import(name: &str, text: &str) -> Imported {
    SmallProject::with(name, text.as_bytes()).import().unwrap()
}

/// What is taken in: cell, indicator, area and period.
fn taken(imported: &Imported) -> Vec<String> {
    let line = |figure: &tierstat_model::Figure| {
        format!("{} {} {} {}", figure.origin.cell.a1(), figure.indicator, figure.area, figure.period)
    };
    imported.figures.iter().map(line).collect()
}

#[test]
fn the_body_that_sends_a_table_is_not_what_it_counts() {
    for title in [
        "北京市心理咨询协会2015年社会工作者统计表",
        "附件2：北京市心理咨询联合会社会工作者情况（2015年）",
        "2015年社会工作者统计表\n填报单位（盖章）：北京市心理咨询中心",
        "北京市心理咨询研究会2015年社会工作者情况",
    ] {
        let imported = import("a.csv", &format!("{title}\n地区,社会工作者\n北京市,24\n"));
        let row = 2 + title.lines().count();
        let expected = format!("B{row} workers 110000 2015");
        assert_eq!(taken(&imported), [expected], "{title}: {:?}", imported.findings);
    }
    // What the project has a name for is counted, and so is what stands in a row or as a number.
    for title in ["北京市持证2015年社会工作者统计表", "北京市心理协会数及社会工作者2015年"]
    {
        let imported = import("a.csv", &format!("{title}\n地区,社会工作者\n北京市,24\n"));
        assert_eq!(taken(&imported), [""; 0], "{title}");
        assert_eq!(imported.kept_back[0].rule, "indicator.doubtful", "{title}");
    }
}

#[test]
fn a_head_over_others_that_only_speaks_of_something_is_no_indicator_beside_theirs() {
    let table =
        "2015年统计表\n地区,社会工作者情况,社会工作者情况\n,社会工作者（人）,行业协会（个）\n北京市,24,30\n";
    let imported = import("a.csv", table);
    assert_eq!(
        taken(&imported),
        ["B4 workers 110000 2015", "C4 associations 110000 2015"],
        "{:?}",
        imported.findings
    );
    // Where nothing else names one, it is that one.
    let imported = import("a.csv", "2015年统计表\n地区,社会工作者情况\n北京市,24\n");
    assert_eq!(taken(&imported), ["B3 workers 110000 2015"], "{:?}", imported.findings);
    // A head that counts is one: the number may be only a kind of it.
    let imported = import("a.csv", &table.replace("情况", ""));
    assert!(imported.kept_back.iter().any(|kept| kept.cell.a1() == "C4"), "{:?}", imported.findings);
}

#[test]
fn a_number_of_units_is_that_of_what_the_title_names_and_not_of_other_units() {
    let imported = import("a.csv", "2015年社会工作者\n地区,人数（人）\n北京市,24\n");
    assert_eq!(taken(&imported), ["B3 workers 110000 2015"], "{:?}", imported.findings);
    let imported = import("a.csv", "2015年行业协会\n地区,家数\n北京市,24\n");
    assert_eq!(taken(&imported), ["B3 associations 110000 2015"], "{:?}", imported.findings);
    // Persons of associations are no associations.
    let imported = import("a.csv", "2015年行业协会\n地区,人数\n北京市,24\n");
    assert_eq!(taken(&imported), [""; 0], "{:?}", imported.findings);
}

#[test]
fn a_year_and_its_last_day_are_one_period_of_a_title() {
    let imported = import("a.csv", "2015年社会工作者统计表 截至2015年12月31日\n地区,社会工作者\n北京市,24\n");
    assert_eq!(taken(&imported), ["B3 workers 110000 2015"], "{:?}", imported.findings);
    let imported = import("a.csv", "2015年社会工作者统计表 截至2015年6月30日\n地区,社会工作者\n北京市,24\n");
    assert_eq!(taken(&imported), [""; 0], "a year and another day of it differ");
}

#[test]
fn the_line_before_a_table_of_a_page_is_its_title() {
    let page = |line: &str| {
        format!(
            "<html><body><p>{line}</p><table><tr><td>地区</td><td>社会工作者</td></tr><tr><td>北京市</td><td>24</td></tr><tr><td>广东省</td><td>30</td></tr></table></body></html>"
        )
    };
    let imported = import("a.xls", &page("2015年社会工作者统计表"));
    assert_eq!(
        taken(&imported),
        ["B2 workers 110000 2015", "B3 workers 440000 2015"],
        "{:?}",
        imported.findings
    );
    // A sentence speaks of more than the table.
    let imported = import("a.xls", &page("我们于2015年成立。"));
    assert_eq!(taken(&imported), [""; 0], "{:?}", imported.findings);
}
