//! Which columns and rows label figures: keys, bands, labels right of the figures and in the middle of their rows.

use crate::small_project::{SmallProject, line};
use crate::workbook_builder::{SheetXml, row, xlsx};

/// The figures of a file: cell, number, row labels and column labels.
fn figures(name: &str, content: &[u8]) -> Vec<String> {
    let document = SmallProject::with(name, content).inspect();
    let labels = |labels: &serde_json::Value| -> String {
        let texts = labels.as_array().into_iter().flatten();
        texts.filter_map(|label| label.as_str()).collect::<Vec<_>>().join("/")
    };
    let figures = document["figures"].as_array().unwrap().iter();
    let line = |figure: &serde_json::Value| {
        let cell = figure["cell"].as_str().unwrap();
        let printed = figure["printed"].as_str().unwrap();
        format!("{cell} {printed} {} {}", labels(&figure["row_labels"]), labels(&figure["column_labels"]))
    };
    figures.map(line).collect()
}

/// Checks what stands in some cells, and how many figures there are.
fn check(text: &str, count: usize, expected: &[&str]) {
    let found = figures("t.csv", text.as_bytes());
    assert_eq!(found.len(), count, "{found:#?}");
    for line in expected {
        assert!(found.iter().any(|figure| figure == line), "{line} is not among {found:#?}");
    }
}

#[test]
fn codes_between_the_labels_are_no_figures() {
    let text = "年度,地区编码,地名,行业协会\n2018,440000,广东省,7\n2018,220000,吉林省,3\n2019,440000,广东省,8\n2019,220000,吉林省,4\n";
    check(text, 4, &["D2 7 2018/440000/广东省 行业协会", "D5 4 2019/220000/吉林省 行业协会"]);
    let text = "day,orgcode,visits\n2018-03-01,771204,40\n2018-03-02,771204,52\n2018-03-03,771204,47\n";
    check(text, 3, &["C3 52 2018-03-02/771204 visits"]);
    let text =
        "Code,Area,Clubs,Posts\n4101,Aston,30,212\n4102,Birch,17,130\n4201,Crane,22,164\n4203,Dale,9,71\n";
    check(text, 8, &["C2 30 4101/Aston Clubs", "D5 71 4203/Dale Posts"]);
}

#[test]
fn counts_of_six_digits_are_no_codes() {
    let text = "年份,读者,女读者\n2011年,441203,210331\n2012年,441876,210502\n2013年,442019,210977\n";
    check(text, 6, &["B2 441203 2011年 读者", "C4 210977 2013年 女读者"]);
    let text = "Town,Readers,Loans\nAston,210331,901223\nBirch,120502,701004\nCrane,330977,650031\n";
    check(text, 6, &["B2 210331 Aston Readers", "C4 650031 Crane Loans"]);
}

#[test]
fn ages_months_and_serial_numbers_label_rows() {
    check("Age,Men,Women\n61,40,44\n62,38,41\n63,30,39\n64,22,31\n", 8, &["B2 40 61 Men", "C5 31 64 Women"]);
    let text = "年份,月份,场次\n2018,11,5\n2018,12,7\n2019,1,3\n2019,2,6\n";
    check(text, 4, &["C2 5 2018/11 场次", "C4 3 2019/1 场次"]);
    let text = "Rank,Town,Clubs,Posts\n1,Crane,50,212\n2,Aston,41,130\n3,Dale,22,164\n,All towns,113,506\n";
    check(text, 8, &["C2 50 1/Crane Clubs"]);
    let text = "序号,地名,协会\n1,甲镇,15\n2,乙镇,9\n3,丙镇,30\n,合计,54\n";
    check(text, 4, &["C5 54 合计 协会"]);
}

#[test]
fn a_number_that_varies_freely_is_a_figure_at_any_place() {
    check("Town,Mean age,Clubs\nAston,41.5,7\nBirch,39.2,5\n", 4, &["B2 41.5 Aston Mean age"]);
    check("Town,Number,Posts\nAston,12,7\nBirch,13,5\nCrane,14,6\n", 6, &["B3 13 Birch Number"]);
}

#[test]
fn bands_label_rows() {
    let text = "领域,规模,协会数\n助老,1-4人,12\n助老,5-19人,6\n助残,1-4人,9\n助残,20人以上,2\n";
    check(text, 4, &["C2 12 助老/1-4人 协会数", "C5 2 助残/20人以上 协会数"]);
    let text = "no,Field,Income band,Spent,Clubs\n0,Arts,Under 5k,811,40\n1,Arts,5k to 50k,6200,13\n2,Sport,Under 5k,700,35\n3,Sport,5k to 50k,5100,11\n";
    check(text, 8, &["D2 811 0/Arts/Under 5k Spent", "E5 11 3/Sport/5k to 50k Clubs"]);
    // Ranges that neither repeat nor adjoin are rough figures.
    check(
        "Town,Guests,Rooms\nAston,30-40,7\nBirch,1200-1500,90\nCrane,310-350,31\n",
        6,
        &["B2 30-40 Aston Guests"],
    );
}

#[test]
fn a_row_or_column_without_values_is_missing_figures() {
    let text = "Month,Clubs,Posts\n2018-03,7,12\n2018-04,,\n2018-05,8,14\n";
    check(text, 6, &["B3  2018-04 Clubs", "C4 14 2018-05 Posts"]);
    let text = "地名,2019年,2018年\n甲镇,,15\n乙镇,,9\n";
    check(text, 4, &["B2  甲镇 2019年", "C3 9 乙镇 2018年"]);
    // A label over rows of another kind is still a heading.
    check("Month,Clubs\n2018,\nMarch,7\nApril,8\n2019,\nMarch,9\nApril,4\n", 4, &[]);
}

#[test]
fn labels_right_of_the_figures_label_their_rows() {
    let text = "value,kind,place\n31,Clubs,Aston\n70,Halls,Aston\n12,Clubs,Birch\n";
    check(text, 3, &["A2 31 Clubs/Aston value", "A4 12 Clubs/Birch value"]);
    let text = "Kind,Held,Year\nClubs,31,2018\nHalls,70,2018\nClubs,29,2019\nHalls,66,2019\n";
    check(text, 4, &["B2 31 Clubs/2018 Held", "B5 66 Halls/2019 Held"]);
    // Marks and remarks label nothing.
    let text =
        "Town,Clubs,Flag,Remarks\nAston,31,r,counted twice\nBirch,70,p,see the annual report of the town\n";
    check(text, 2, &["B2 31 Aston Clubs"]);
}

#[test]
fn a_label_in_the_middle_of_its_rows_holds_for_all_of_them() {
    let text =
        "场馆,对象,男,女\n,成人,10,11\n东馆,儿童,12,13\n,计,22,24\n,成人,30,31\n西馆,儿童,14,15\n,计,44,46\n";
    check(text, 12, &["C2 10 东馆/成人 男", "D4 24 东馆/计 女", "C5 30 西馆/成人 男", "D7 46 西馆/计 女"]);
}

#[test]
fn blocks_side_by_side_keep_their_own_labels() {
    let rows = [
        row(1, &["Hall", "Guests", "Men", "Women", "", "Hall", "Guests", "Men", "Women"]),
        row(2, &["East", "adult", "10", "11", "", "West", "adult", "30", "31"]),
        row(3, &["East", "child", "12", "13", "", "West", "child", "32", "33"]),
        row(4, &["North", "adult", "20", "21", "", "South", "adult", "40", "41"]),
        row(5, &["North", "child", "22", "23", "", "South", "child", "42", "43"]),
    ];
    let sheet = SheetXml { name: "S", rows: &rows.concat(), ..SheetXml::default() };
    let found = figures("t.xlsx", &xlsx(&[sheet]));
    assert_eq!(found.len(), 16, "{found:#?}");
    assert!(found.contains(&"H2 30 West/adult Men".to_owned()), "{found:#?}");
    assert!(found.contains(&"I5 43 South/child Women".to_owned()), "{found:#?}");
}

#[test]
fn a_year_over_the_columns_holds_for_the_rows_below_it() {
    let text = "Hall,Men,Women\n,2011,\nEast,10,11\nWest,12,13\n,2016,\nEast,30,31\nWest,32,33\n";
    check(text, 8, &["B3 10 East 2011/Men", "C7 33 West 2016/Women"]);
}

#[test]
fn a_label_over_an_empty_first_column_spans_the_columns_to_its_right() {
    let text = "Day,Reason,FOOD,,,Sum\n,,Bread,Soup,Tea,\n02.05.17,visit,,3.70,,3.70\n09.05.17,visit,,4.10,2.00,6.10\n";
    let found = figures("t.csv", text.as_bytes());
    assert!(found.contains(&"D3 3.70 02.05.17/visit FOOD/Soup".to_owned()), "{found:#?}");
    assert!(found.contains(&"E4 2.00 09.05.17/visit FOOD/Tea".to_owned()), "{found:#?}");
}

#[test]
fn a_table_may_follow_another_without_a_blank_row() {
    let text = "Day,Sold,Ware\n03/05/2017,4,Tea\n04/05/2017,6,Soup\nDay,Sold,Ware,Shop\n03/06/2017,5,Tea,East\n04/06/2017,9,Soup,West\n";
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    assert_eq!(document["sheets"][0]["tables"].as_array().unwrap().len(), 2);
    let found = figures("t.csv", text.as_bytes());
    assert!(found.contains(&"B6 9 04/06/2017/Soup/West Sold".to_owned()), "{found:#?}");
}

#[test]
fn the_code_of_a_table_with_one_row_is_no_figure_and_decides() {
    let table = |name: &str| format!("区划代码,地区,年份,行业协会\n220200,{name},2023,7\n");
    let imported = SmallProject::with("a.csv", table("吉林").as_bytes()).import().unwrap();
    let lines: Vec<String> = imported.figures.iter().map(line).collect();
    assert_eq!(lines, ["D2 associations all 220200 2023 [7, 7]"], "{:#?}", imported.findings);
    // A code and a name that contradict each other.
    let imported = SmallProject::with("a.csv", table("北京市").as_bytes()).import().unwrap();
    assert!(imported.figures.is_empty() && imported.kept_back.len() == 1, "{:#?}", imported.figures);
}
