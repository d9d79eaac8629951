//! Counts that look like years, units behind numbers, and numbers that became no figures.

use crate::small_project::SmallProject;
use serde_json::Value;

/// The figures of a text file: cell, number, row labels and column labels.
fn figures(text: &str) -> Vec<String> {
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    let labels = |labels: &Value| -> String {
        let texts = labels.as_array().into_iter().flatten();
        texts.filter_map(Value::as_str).collect::<Vec<_>>().join("/")
    };
    let line = |figure: &Value| {
        let (cell, printed) = (figure["cell"].as_str().unwrap(), figure["printed"].as_str().unwrap());
        format!("{cell} {printed} {} {}", labels(&figure["row_labels"]), labels(&figure["column_labels"]))
    };
    document["figures"].as_array().unwrap().iter().map(line).collect()
}

/// Checks what stands in some cells, and how many figures there are.
fn check(text: &str, count: usize, expected: &[&str]) {
    let found = figures(text);
    assert_eq!(found.len(), count, "{found:#?}");
    for line in expected {
        assert!(found.iter().any(|figure| figure == line), "{line} is not among {found:#?}");
    }
}

#[test]
fn a_table_of_nothing_but_counts_like_years_keeps_its_first_row() {
    let text = "Area,Clubs,Posts\nAston,2007,1991\nBirch,1988,2003\nCrane,2011,1996\n";
    check(text, 6, &["B2 2007 Aston Clubs", "C4 1996 Crane Posts"]);
}

#[test]
fn counts_like_years_below_a_group_are_no_header() {
    let text = "Area,2011,2012,2013\nNorth,,,\nAston,2003,1987,1999\nBirch,1990,2008,1994\nSouth,,,\nCrane,2016,1989,1997\nDale,2001,2006,1986\n";
    check(text, 12, &["B3 2003 North/Aston 2011", "D7 1986 South/Dale 2013"]);
}

#[test]
fn counts_like_years_under_headers_that_come_again() {
    let text = ",读者,,藏书,\n地区,2011年,2012年,2011年,2012年\n甲县,2004,1987,1995,2010\n乙县,1993,2008,2001,1986\n";
    check(text, 8, &["B3 2004 甲县 读者/2011年", "E4 1986 乙县 藏书/2012年"]);
}

#[test]
fn counts_like_years_behind_serial_numbers_and_months() {
    let text = "No.,Area,Clubs,Posts\n1,Aston,2007,1991\n2,Birch,1988,2003\n3,Crane,2011,1996\n";
    check(text, 6, &["C2 2007 1/Aston Clubs"]);
    let text =
        "年份,月份,读者,藏书\n2012年,1月,2004,1987\n,2月,1993,2008\n2013年,1月,2001,1986\n,2月,1990,2010\n";
    check(text, 8, &["C2 2004 2012年/1月 读者", "D5 2010 2013年/2月 藏书"]);
}

#[test]
fn years_in_a_second_header_row_stay_header() {
    let text = "Area,Clubs,Posts\nRegion,2011,2012\nAston,41,77\nBirch,38,60\n";
    check(text, 4, &["B3 41 Aston Clubs/2011", "C4 60 Birch Posts/2012"]);
}

#[test]
fn numbers_with_a_long_unit_behind_them_are_figures() {
    let text = "Area,2011,2012\nAston,412 readers,503 readers\nBirch,98 readers,77 readers\n";
    check(text, 4, &["B2 412 readers Aston 2011", "C3 77 readers Birch 2012"]);
    // What comes again for each group tells its rows apart.
    let text =
        "Area,Term,Clubs\nAston,12 months,4\nAston,24 months,7\nBirch,12 months,5\nBirch,24 months,9\n";
    check(text, 4, &["C3 7 Aston/24 months Clubs"]);
}

#[test]
fn blocks_whose_headers_differ_by_a_note_mark_stand_side_by_side() {
    let text = "地区,读者[1],地区,读者\n甲县,41,丙县,77\n乙县,38,丁县,60\n";
    check(text, 4, &["B2 41 甲县 读者[1]", "D3 60 丁县 读者"]);
}

#[test]
fn a_number_that_is_no_figure_is_named() {
    let text = "Clubs by area\n9,14\n\n\n\n\n\n\n\nArea,Clubs,Posts\nAston,41,77\nBirch,38,60\n";
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    let figures = document["figures"].as_array().unwrap();
    let is_figure = figures.iter().any(|figure| figure["cell"] == "B2");
    let findings = document["findings"].as_array().unwrap();
    let is_named = findings.iter().any(|finding| {
        finding["rule"] == "cell.unread" && finding["message"].as_str().unwrap().contains("A2:B2")
    });
    assert!(is_figure || is_named, "{document:#}");
    // One number in a column of words is no figure of a table that has none.
    let text = "Club,Kind\nAston,old\nBirch,new\nCrane,7\nDale,old\nEly,new\n";
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    assert!(document["figures"].as_array().unwrap().is_empty(), "{document:#}");
    let findings = document["findings"].as_array().unwrap().iter();
    let named: Vec<&Value> =
        findings.filter(|finding| finding["rule"] == "cell.unread").map(|finding| &finding["cell"]).collect();
    assert_eq!(named, ["B4"], "{document:#}");
}

#[test]
fn a_count_like_a_year_in_a_table_of_one_row() {
    let content = "2020年全国情况\n地区,行业协会,社会工作者\n全国,2000,60\n";
    let imported = crate::small_project::SmallProject::with("a.csv", content.as_bytes()).import().unwrap();
    let lines: Vec<String> = imported.figures.iter().map(crate::small_project::line).collect();
    assert_eq!(
        lines,
        ["B3 associations all 000000 2020 [2000, 2000]", "C3 workers all 000000 2020 [60, 60]"]
    );
    // Under a head of years it is one.
    let content = "地区,年份,行业协会\n全国,2000,60\n";
    let imported = crate::small_project::SmallProject::with("a.csv", content.as_bytes()).import().unwrap();
    let lines: Vec<String> = imported.figures.iter().map(crate::small_project::line).collect();
    assert_eq!(lines, ["C2 associations all 000000 2000 [60, 60]"]);
}
