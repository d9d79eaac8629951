//! A category beside the measure: members of dimensions, and indicators that are one limited to a member.

use crate::small_project::{Imported, SmallProject};

pub(crate) const KIND: &str = r#"
id = "kind"
name = { zh-CN = "类别", en = "kind" }
exhaustive = true
exclusive = true
[[members]]
id = "total"
name = { zh-CN = "总计", en = "total" }
total = true
[[members]]
id = "trade"
name = { zh-CN = "行业协会", en = "trade" }
[[members]]
id = "science"
name = { zh-CN = "学会", en = "science" }
"#;
pub(crate) const SEX: &str = r#"
id = "sex"
name = { zh-CN = "性别", en = "sex" }
exhaustive = true
exclusive = true
[[members]]
id = "both"
name = { zh-CN = "男女计", en = "both" }
total = true
[[members]]
id = "male"
name = { zh-CN = "男", en = "male" }
[[members]]
id = "female"
name = { zh-CN = "女", en = "female" }
aliases = ["女性"]
"#;
const SIZE: &str = r#"
id = "size"
name = { zh-CN = "规模", en = "size" }
exclusive = true
[[members]]
id = "s"
name = { zh-CN = "小", en = "small" }
numbers = { from = 1, to = 9 }
[[members]]
id = "l"
name = { zh-CN = "大", en = "large" }
numbers = { from = 10 }
"#;
const SINCE: &str = r#"
id = "since"
name = { zh-CN = "成立年份", en = "since" }
[[members]]
id = "old"
name = { zh-CN = "2000年以前", en = "before 2000" }
periods = { to = "1999" }
[[members]]
id = "new"
name = { zh-CN = "2000年", en = "2000" }
periods = { from = "2000" }
"#;

pub(crate) fn indicator(id: &str, name: &str, more: &str) -> String {
    format!(
        "id = \"{id}\"\nname = {{ zh-CN = \"{name}\", en = \"{id}\" }}\nunit = \"number\"\nmeasure = \"stock\"\n\
         definition = {{ zh-CN = \"。\", en = \".\" }}\n{more}\n"
    )
}

/// That an indicator is the bodies of one kind.
pub(crate) fn is(member: &str) -> String {
    format!("is = {{ indicator = \"bodies\", dimension = \"kind\", member = \"{member}\" }}")
}

/// Bodies of two kinds, of which one is the indicator `associations`.
fn project(content: &str) -> SmallProject {
    SmallProject::with("a.csv", content.as_bytes())
        .list("dimensions/kind.toml", KIND)
        .list("dimensions/sex.toml", SEX)
        .list("dimensions/size.toml", SIZE)
        .list("dimensions/since.toml", SINCE)
        .list("indicators/bodies.toml", &indicator("bodies", "团体", ""))
        .list("indicators/societies.toml", &indicator("societies", "学会", &is("science")))
        .list("indicators/associations.toml", &indicator("associations", "行业协会", &is("trade")))
        .list("indicators/branches.toml", &indicator("branches", "分支机构", ""))
}

/// What is taken in: cell, indicator, breakdown, area and number.
fn taken(imported: &Imported) -> Vec<String> {
    let line = |figure: &tierstat_model::Figure| {
        let (cell, area) = (figure.origin.cell.a1(), &figure.area);
        let value = figure.quantity.value.unwrap_or(f64::NAN);
        format!("{cell} {} [{}] {area} {value}", figure.indicator, figure.breakdown)
    };
    imported.figures.iter().map(line).collect()
}

#[track_caller]
fn expect(content: &str, lines: &[&str]) {
    let imported = project(content).import().unwrap();
    assert_eq!(taken(&imported), lines, "{:#?} {:#?}", imported.kept_back, imported.findings);
}

#[test]
fn members_are_read_from_labels_headers_and_titles() {
    expect(
        "年份,地区,性别,社会工作者\n2023,北京市,男,5\n2023,北京市,女,7\n2023,北京市,男女计,12\n",
        &["D2 workers [sex=male] 110000 5", "D3 workers [sex=female] 110000 7", "D4 workers [] 110000 12"],
    );
    expect(
        "2023年女社会工作者（人）\n地区,1-9人,10人以上\n北京市,5,7\n",
        &["B3 workers [sex=female,size=s] 110000 5", "C3 workers [sex=female,size=l] 110000 7"],
    );
    expect(
        "2023年,社会工作者,女社会工作者,女性社会工作者,female social workers\n北京市,12,7,7,7\n",
        &[
            "B2 workers [] 110000 12",
            "C2 workers [sex=female] 110000 7",
            "D2 workers [sex=female] 110000 7",
            "E2 workers [sex=female] 110000 7",
        ],
    );
    expect("2023年女性社会工作者\n地区,数量\n北京市,7\n", &["B3 workers [sex=female] 110000 7"]);
    expect(
        "2023年,社会工作者\n北京市,12\n其中：女,7\n",
        &["B2 workers [] 110000 12", "B3 workers [sex=female] 110000 7"],
    );
}

#[test]
fn a_kind_is_a_category_where_something_else_is_counted() {
    // Social workers by kind of body, and not bodies.
    expect(
        "年份,地区,类别,社会工作者\n2023,北京市,行业协会,5\n2023,北京市,学会,7\n",
        &["D2 workers [kind=trade] 110000 5", "D3 workers [kind=science] 110000 7"],
    );
    expect(
        "2023年社会工作者\n地区,行业协会,学会,总计\n北京市,5,7,12\n",
        &[
            "B3 workers [kind=trade] 110000 5",
            "C3 workers [kind=science] 110000 7",
            "D3 workers [] 110000 12",
        ],
    );
    // In the same unit as the bodies, of which they are no part.
    expect(
        "2023年分支机构\n地区,行业协会,学会\n北京市,5,7\n",
        &["B3 branches [kind=trade] 110000 5", "C3 branches [kind=science] 110000 7"],
    );
    // Of the bodies themselves the kinds are indicators of their own.
    expect(
        "2023年团体\n地区,行业协会,学会,总计\n北京市,5,7,12\n",
        &["B3 associations [] 110000 5", "C3 societies [] 110000 7", "D3 bodies [] 110000 12"],
    );
}

#[test]
fn what_may_be_the_measure_or_a_category_is_kept_back() {
    // One kind alone, and a unit that counts the bodies.
    for content in [
        "年份,地区,类别,社会工作者\n2023,北京市,行业协会,5\n2023,吉林省,行业协会,7\n",
        "2023年社会工作者\n单位：个\n地区,行业协会,学会\n北京市,5,7\n",
    ] {
        let imported = project(content).import().unwrap();
        assert_eq!(taken(&imported), Vec::<String>::new(), "{content}");
        assert!(!imported.kept_back.is_empty() || !imported.findings.is_empty(), "{content}");
    }
}

#[test]
fn a_title_that_counts_what_no_list_names_is_kept_back_until_a_mapping_says_it() {
    let table = "2023年社会组织从业人员\n地区,行业协会,学会\n北京市,5,7\n";
    let imported = project(table).import().unwrap();
    assert_eq!(taken(&imported), Vec::<String>::new());
    assert!(
        imported.kept_back.iter().all(|kept| kept.rule == "indicator.doubtful"),
        "{:#?}",
        imported.kept_back
    );
    // The line that the doubt proposes is followed: the labels are categories of what the title counts.
    let settled = project(table)
        .mapping("[labels]\n\"2023年社会组织从业人员\" = { indicator = \"workers\" }\n")
        .import()
        .unwrap();
    assert_eq!(taken(&settled), ["B3 workers [kind=trade] 110000 5", "C3 workers [kind=science] 110000 7"]);
    // What is named in full, in a label too, or in the unit of the labels is what they count.
    expect(
        "2023年社会工作者和行业协会\n地区,行业协会,社会工作者\n北京市,5,7\n",
        &["B3 associations [] 110000 5", "C3 workers [] 110000 7"],
    );
}

#[test]
fn a_title_and_a_label_that_the_mapping_makes_contradict_are_kept_back() {
    let imported = project("2023年甲\n地区,分支机构\n北京市,5\n")
        .mapping("[labels]\n\"2023年甲\" = { indicator = \"workers\" }\n")
        .import()
        .unwrap();
    assert_eq!(taken(&imported), Vec::<String>::new());
    assert_eq!(
        imported.kept_back.iter().map(|kept| kept.rule.as_str()).collect::<Vec<_>>(),
        ["indicator.doubtful"]
    );
}

#[test]
fn a_member_that_contradicts_the_title_is_kept_back() {
    let imported = project("2023年女社会工作者\n地区,男,女\n北京市,5,7\n").import().unwrap();
    assert_eq!(taken(&imported), ["C3 workers [sex=female] 110000 7"]);
    assert_eq!(
        imported.kept_back.iter().map(|kept| kept.rule.as_str()).collect::<Vec<_>>(),
        ["breakdown.doubtful"]
    );
}

#[test]
fn rows_that_stand_under_another_take_over_what_it_says() {
    expect(
        "2023年,社会工作者\n北京市,12\n男,5\n女,7\n吉林省,3\n男,1\n女,2\n",
        &[
            "B2 workers [] 110000 12",
            "B3 workers [sex=male] 110000 5",
            "B4 workers [sex=female] 110000 7",
            "B5 workers [] 220000 3",
            "B6 workers [sex=male] 220000 1",
            "B7 workers [sex=female] 220000 2",
        ],
    );
    expect(
        "2023年,社会工作者\n男,6\n北京市,5\n吉林省,1\n女,9\n北京市,7\n吉林省,2\n",
        &[
            "B2 workers [sex=male] 000000 6",
            "B3 workers [sex=male] 110000 5",
            "B4 workers [sex=male] 220000 1",
            "B5 workers [sex=female] 000000 9",
            "B6 workers [sex=female] 110000 7",
            "B7 workers [sex=female] 220000 2",
        ],
    );
    // Kinds that are indicators of their own stand below areas too.
    expect(
        "2023年,团体\n北京市,12\n行业协会,5\n学会,7\n吉林省,3\n行业协会,1\n学会,2\n",
        &[
            "B2 bodies [] 110000 12",
            "B3 associations [] 110000 5",
            "B4 societies [] 110000 7",
            "B5 bodies [] 220000 3",
            "B6 associations [] 220000 1",
            "B7 societies [] 220000 2",
        ],
    );
    let imported =
        project("2023年,社会工作者\n北京市,12\n男,5\n女,7\n吉林省,3\n男,1\n女,2\n").import().unwrap();
    assert!(
        imported.findings.iter().all(|finding| finding.rule != "row.duplicate"),
        "{:#?}",
        imported.findings
    );
    // Below the last area, of which they may be parts, or of all.
    let imported = project("2023年,社会工作者\n北京市,12\n吉林省,3\n男,6\n女,9\n").import().unwrap();
    assert_eq!(taken(&imported), ["B2 workers [] 110000 12", "B3 workers [] 220000 3"]);
    assert_eq!(imported.kept_back.len(), 2);
}

#[test]
fn a_total_that_a_dimension_lists_is_the_whole_of_the_rows() {
    for (label, at) in [("总计", 4), ("总计", 2)] {
        let rows = ["北京市,12", "吉林省,3"];
        let total = format!("{label},15");
        let rows = if at == 4 { [rows[0], rows[1], &total] } else { [&total, rows[0], rows[1]] };
        let imported = project(&format!("2023年,社会工作者\n{}\n", rows.join("\n"))).import().unwrap();
        assert_eq!(imported.kept_back, [], "{rows:?}");
        assert!(taken(&imported).contains(&format!("B{at} workers [] 000000 15")), "{:?}", taken(&imported));
    }
}

#[test]
fn when_something_was_founded_is_no_period_of_the_figures() {
    expect(
        "2023年行业协会（按成立年份）\n地区,2000年以前,2000年\n北京市,5,7\n",
        &["B3 associations [since=old] 110000 5", "C3 associations [since=new] 110000 7"],
    );
}

#[test]
fn a_category_that_no_list_knows_is_named_with_the_line_that_keeps_it_as_it_is_printed() {
    let table = "2023年社会工作者\n地区,男,女,不详\n北京市,5,7,1\n";
    let imported = project(table).import().unwrap();
    assert_eq!(taken(&imported).len(), 2);
    let [finding] = imported.findings.as_slice() else { panic!("{:#?}", imported.findings) };
    assert_eq!(finding.rule, "breakdown.unknown");
    assert!(finding.hint.en.contains("[labels] \"不详\" = { dimension = \"sex\" }"), "{}", finding.hint.en);
    let settled = project(table).mapping("[labels]\n\"不详\" = { dimension = \"sex\" }\n").import().unwrap();
    assert_eq!(taken(&settled)[2], "D3 workers [sex=不详] 110000 1");
}

#[test]
fn what_a_label_was_recognised_as_is_told_with_its_dimension() {
    let document = project("2023年女社会工作者\n地区,1-9人,10人以上\n北京市,5,7\n").inspect();
    let labels = document["sheets"][0]["tables"][0]["labels"].as_array().unwrap();
    let told: Vec<&str> = labels.iter().filter_map(|label| label["recognised"].as_str()).collect();
    assert!(told.iter().any(|told| told.contains("member sex=female")), "{told:?}");
    assert!(told.iter().any(|told| told.contains("members size=l, size=s")), "{told:?}");
}

#[test]
fn a_mapping_names_members_that_no_list_knows() {
    let imported = project("年份,地区,备注,社会工作者\n2023,北京市,兼职,5\n2023,北京市,专职,7\n")
        .mapping("[labels]\n\"兼职\" = { dimension = \"kind\" }\n\"专职\" = { dimension = \"类别\", member = \"科学\" }\n")
        .import()
        .unwrap();
    assert_eq!(taken(&imported), ["D2 workers [kind=兼职] 110000 5", "D3 workers [kind=科学] 110000 7"]);
    let long = project("area,sex,kind,value\n北京市,F,行业协会,5\n北京市,_T,,7\n")
        .mapping(
            "[defaults]\nindicator = \"workers\"\nperiod = \"2023\"\n[columns]\narea = \"area\"\nvalue = \"value\"\n\
             sex = { dimension = \"sex\" }\nkind = { dimension = \"kind\" }\n[labels]\nF = { dimension = \"sex\", member = \"female\" }\n",
        )
        .import()
        .unwrap();
    assert_eq!(taken(&long), ["D2 workers [kind=trade,sex=female] 110000 5", "D3 workers [] 110000 7"]);
    // The kind of the bodies themselves is the indicator that is limited to it.
    let folded = project("地区,类别,团体\n北京市,学会,5\n")
        .mapping(
            "[defaults]\nperiod = \"2023\"\n[columns]\n\"地区\" = \"area\"\n\"团体\" = \"value\"\n\"类别\" = { dimension = \"kind\" }\n\
             [cells]\nC2 = { indicator = \"bodies\" }\n",
        )
        .import()
        .unwrap();
    assert_eq!(taken(&folded), ["C2 societies [] 110000 5"]);
    for (mapping, part) in [
        ("[labels]\n\"兼职\" = { dimension = \"age\" }\n", "age"),
        ("[labels]\n\"兼职\" = { member = \"female\" }\n", "member wants dimension"),
        ("[cells]\nD2 = { dimension = \"sex\" }\n", "dimension wants member"),
    ] {
        let error = project("地区,社会工作者\n北京市,5\n").try_mapping(mapping).err().unwrap();
        assert!(error.localized().en.contains(part), "{}", error.localized().en);
    }
}

#[test]
fn indicators_that_limit_one_another_wrongly_are_named_with_their_line() {
    let is = |member: &str, dimension: &str| {
        format!("is = {{ indicator = \"bodies\", dimension = \"{dimension}\", member = \"{member}\" }}")
    };
    let cases = [
        (is("total", "kind"), "which is its total"),
        (is("art", "kind"), "names the member `art`"),
        (is("trade", "class"), "names the dimension `class`"),
        (is("female", "sex"), "by another dimension"),
        (is("science", "kind"), "is the member `science`"),
        (is("trade", "kind").replace("bodies", "body"), "is names `body`"),
    ];
    for (line, part) in cases {
        let text = indicator("zeros", "零", &line);
        let error = project("").try_list("indicators/zeros.toml", &text).err().unwrap().localized().en;
        assert!(error.contains(part) && error.contains("line 6"), "{part}: {error}");
    }
}

/// What is neither taken in nor passed over without a word.
#[track_caller]
fn expect_held(content: &str, cells: &[&str]) {
    let imported = project(content).import().unwrap();
    for cell in cells {
        let is_taken = imported.figures.iter().any(|figure| figure.origin.cell.a1() == *cell);
        assert!(!is_taken, "{cell} of {content}: {:?}", taken(&imported));
    }
    assert!(!imported.kept_back.is_empty() || !imported.findings.is_empty(), "{content}");
}

#[test]
fn what_follows_a_year_word_is_not_swallowed() {
    for label in ["当年新增", "本年注销", "本年净增", "上年结转", "本年登记团体"] {
        expect_held(&format!("2023年团体\n地区,{label}\n北京市,7\n吉林省,3\n"), &["B3", "B4"]);
    }
    expect("2023年团体\n地区,本年,上年\n北京市,7,6\n", &["B3 bodies [] 110000 7", "C3 bodies [] 110000 6"]);
}

#[test]
fn a_total_among_bands_of_years_makes_no_periods_of_them() {
    expect(
        "2024年行业协会\n地区,合计,2000年以前,2000年\n北京市,12,5,7\n",
        &[
            "B3 associations [] 110000 12",
            "C3 associations [since=old] 110000 5",
            "D3 associations [since=new] 110000 7",
        ],
    );
    // Years under the name of the dimension that no band is.
    expect_held("2024年行业协会\n成立年份,北京市\n2018,5\n2019,7\n", &["B3", "B4"]);
}

#[test]
fn a_title_that_takes_a_member_back_or_makes_another_word_of_it_names_none() {
    for title in ["不分男女", "男女", "子女", "非女", "除女", "少男少女"] {
        let imported = project(&format!("2023年{title}社会工作者\n地区,数量\n北京市,7\n")).import().unwrap();
        assert!(
            imported.figures.iter().all(|figure| figure.breakdown.is_whole()),
            "{title}: {:?}",
            taken(&imported)
        );
    }
    for title in
        ["male and female social workers", "non-female social workers", "tradesfemale social workers"]
    {
        let imported = project(&format!("2023 {title}\n地区,数量\n北京市,7\n")).import().unwrap();
        assert!(
            imported.figures.iter().all(|figure| figure.breakdown.is_whole()),
            "{title}: {:?}",
            taken(&imported)
        );
    }
}

#[test]
fn ages_are_no_sizes() {
    expect_held("2023年社会工作者\n地区,1-9岁\n北京市,7\n", &["B3"]);
}

#[test]
fn what_a_title_leaves_may_change_what_is_counted() {
    for title in ["受处罚团体", "3A级团体", "团体抽查情况", "团体党员", "团体女性比例"]
    {
        expect_held(&format!("2023年{title}\n地区,行业协会,学会\n北京市,5,7\n"), &["B3", "C3"]);
    }
    for title in ["各地区团体情况", "团体基本情况统计表", "团体（按类别分）", "团体按类别分", "全国团体数量"]
    {
        let imported = project(&format!("2023年{title}\n地区,行业协会,学会\n北京市,5,7\n")).import().unwrap();
        assert_eq!(imported.figures.len(), 2, "{title}: {:#?}", imported.findings);
    }
}

#[test]
fn what_a_title_says_the_table_is_parted_by_is_not_what_it_counts() {
    let size =
        SIZE.replace("zh-CN = \"规模\", en = \"size\" }", "zh-CN = \"人员规模\", en = \"size of staff\" }");
    let read = |title: &str| {
        let text = format!("{title}\nsize,associations\n1-9,5\n10 or more,7\n");
        let project = SmallProject::with("a.csv", text.as_bytes());
        project.list("dimensions/size.toml", &size).import().unwrap()
    };
    let taken_in = |imported: &Imported| (imported.figures.len(), imported.kept_back.len());
    for title in [
        "Associations in Jilin by size of staff 2015",
        "Associations by size of staff in Jilin at the end of 2015",
        "2015年吉林省行业协会（按人员规模分）",
        "2015年吉林省行业协会按人员规模分",
    ] {
        let imported = read(title);
        assert_eq!(taken_in(&imported), (2, 0), "{title}: {:#?}", imported.kept_back);
    }
    // What nobody knows may change what is counted, and what is said beside the clause still does.
    for title in [
        "Associations in Jilin by size of organisation 2015",
        "Staff of associations in Jilin by size of staff 2015",
        "Income of associations by size of staff in Jilin 2015",
        "2015年吉林省行业协会收入按人员规模分",
    ] {
        let imported = read(title);
        assert_eq!(imported.figures.len(), 0, "{title}");
    }
}

#[test]
fn a_title_of_two_names_is_that_of_neither() {
    let table = "2023年学会—行业协会\n地区,北京市,吉林省\n北京市,9,4\n吉林省,2,5\n";
    assert_eq!(taken(&project(table).import().unwrap()), Vec::<String>::new());
}

#[test]
fn a_number_of_persons_is_named_with_or_without_its_word() {
    expect(
        "2023年社会工作者人数\n地区,行业协会,学会\n北京市,5,7\n",
        &["B3 workers [kind=trade] 110000 5", "C3 workers [kind=science] 110000 7"],
    );
    expect_held("2023年团体人数\n地区,行业协会,学会\n北京市,5,7\n", &["B3", "C3"]);
    expect("年份,地区,社会工作者人数\n2023,北京市,5\n", &["C2 workers [] 110000 5"]);
}

#[test]
fn a_part_behind_something_that_nobody_knows_is_none_of_the_title() {
    for content in [
        "2023年团体\n地区,数量,职工,女\n北京市,50,900,400\n",
        "2023年团体\n地区,数量,人,其中：女\n北京市,50,900,400\n",
        "北京市2023年团体\n指标,数量\n团体,50\n行业协会,30\n社会工作者,900\n女,400\n",
    ] {
        let imported = project(content).import().unwrap();
        let is_wrong = |figure: &&tierstat_model::Figure| !figure.breakdown.is_whole();
        assert_eq!(imported.figures.iter().filter(is_wrong).count(), 0, "{content}: {:?}", taken(&imported));
    }
}

#[test]
fn a_label_that_is_a_unit_elsewhere_is_not_passed_over_beside_what_is_counted() {
    expect_held("2023年团体\n地区,家,学会\n北京市,5,7\n", &["B3"]);
}

#[test]
fn a_sheet_and_a_title_of_two_years_contradict_each_other() {
    use crate::workbook_builder::{SheetXml, row, xlsx};
    let sheet = |name| {
        let rows =
            [row(1, &["2024年社会工作者"]), row(2, &["地区", "数量"]), row(3, &["北京市", "7"])].concat();
        let sheets = [SheetXml { name, rows: &rows, ..SheetXml::default() }];
        SmallProject::with("a.xlsx", &xlsx(&sheets)).import().unwrap()
    };
    assert_eq!(sheet("2024").figures.len(), 1);
    let other = sheet("2023");
    assert!(other.figures.is_empty(), "{:?}", taken(&other));
    assert_eq!(other.kept_back[0].rule, "period.doubtful");
}
