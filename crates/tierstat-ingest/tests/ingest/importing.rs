//! From files to figures: what is named, what is kept back, what is corrected, what does not add up.

use crate::small_project::{SmallProject, line};
use crate::workbook_builder::{SheetXml, row, xlsx};
use tierstat_model::{CellRef, Finding, Precision, Status};

fn lines(project: &SmallProject) -> Vec<String> {
    project.import().unwrap().figures.iter().map(line).collect()
}

fn rules(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {}", finding.rule, finding.cells[0].a1())).collect()
}

const BY_AREA: &str =
    "2015年底行业协会数\n单位：个,,\n地区,省级,地级\n全国,3,5\n北京市,1,2\n广东省,2,3\n注：甲。\n";

#[test]
fn a_table_of_areas_by_tiers() {
    let project = SmallProject::with("t.csv", BY_AREA.as_bytes());
    assert_eq!(
        lines(&project),
        [
            "B4 associations province 000000 2015-12-31 [3, 3]",
            "C4 associations prefecture 000000 2015-12-31 [5, 5]",
            "B5 associations province 110000 2015-12-31 [1, 1]",
            "C5 associations prefecture 110000 2015-12-31 [2, 2]",
            "B6 associations province 440000 2015-12-31 [2, 2]",
            "C6 associations prefecture 440000 2015-12-31 [3, 3]",
        ]
    );
    let imported = project.import().unwrap();
    assert_eq!(imported.findings, []);
    let origin = &imported.figures[0].origin;
    assert_eq!(origin.cell.to_string(), "datasets/file › B4");
    assert_eq!(origin.known_on.to_string(), "2016-07-12");
    assert_eq!(imported.figures[0].id.0.len(), 12);
}

#[test]
fn the_same_bytes_give_the_same_ids() {
    let ids = || {
        let imported = SmallProject::with("t.csv", BY_AREA.as_bytes()).import().unwrap();
        imported.figures.into_iter().map(|figure| figure.id.0).collect::<Vec<_>>()
    };
    assert_eq!(ids(), ids());
}

#[test]
fn a_workbook_with_merged_headers_and_years() {
    let rows = [
        row(1, &["行业协会数"]),
        row(2, &["地区", "省级", "", "地级", ""]),
        row(3, &["", "2014", "2015", "2014", "2015"]),
        row(4, &["北京市", "1", "2", "3", "4"]),
        row(5, &["广东省", "5", "6", "7", "8"]),
    ]
    .concat();
    let sheet = SheetXml { rows: &rows, merged: &["A2:A3", "B2:C2", "D2:E2"], ..SheetXml::default() };
    let project = SmallProject::with("t.xlsx", &xlsx(&[sheet]));
    assert_eq!(
        lines(&project)[1..3],
        ["C4 associations province 110000 2015 [2, 2]", "D4 associations prefecture 110000 2014 [3, 3]"]
    );
    assert_eq!(lines(&project).len(), 8);
}

#[test]
fn a_name_two_areas_share_is_settled_by_its_neighbours() {
    let text = "行业协会数\n地区,2015年\n北京,1\n吉林,2\n广东,3\n";
    assert_eq!(
        lines(&SmallProject::with("t.csv", text.as_bytes()))[1],
        "B4 associations all 220000 2015 [2, 2]"
    );
}

#[test]
fn a_label_nobody_knows_keeps_its_figure_back() {
    let text = "2015年行业协会数\n地区,数量\n北京市,1\n乌有省,2\n";
    let project = SmallProject::with("t.csv", text.as_bytes());
    assert_eq!(lines(&project), ["B3 associations all 110000 2015 [1, 1]"]);
    let findings = project.import().unwrap().findings;
    assert_eq!(rules(&findings), ["area.unknown A4"]);
    assert!(findings[0].hint.en.contains("\"乌有省\" = { area ="), "{}", findings[0].hint.en);
    let settled = project.mapping("[labels]\n\"乌有省\" = { area = \"440000\" }\n");
    assert_eq!(lines(&settled)[1], "B4 associations all 440000 2015 [2, 2]");
}

#[test]
fn a_name_of_a_tier_and_an_indicator_is_what_the_other_axis_leaves_open() {
    let by_tier = "全国2015年\n层级,行业协会数\n省级,3\n地级市,5\n";
    assert_eq!(
        lines(&SmallProject::with("t.csv", by_tier.as_bytes()))[1],
        "B4 associations prefecture 000000 2015 [5, 5]"
    );
    let across = "全国2015年\n指标,省级,地级市\n行业协会数,3,5\n";
    assert_eq!(
        lines(&SmallProject::with("t.csv", across.as_bytes()))[1],
        "C3 associations prefecture 000000 2015 [5, 5]"
    );
    let cities = "2015年\n地区,地级市\n广东省,21\n";
    assert_eq!(
        lines(&SmallProject::with("t.csv", cities.as_bytes())),
        ["B3 cities all 440000 2015 [21, 21]"]
    );
}

#[test]
fn what_a_table_does_not_say_is_said_by_the_mapping() {
    let text = "地区,数量\n北京市,1\n广东省,2\n";
    let project = SmallProject::with("t.csv", text.as_bytes());
    assert_eq!(lines(&project), [""; 0]);
    let rules: Vec<String> = rules(&project.import().unwrap().findings);
    assert_eq!(rules, ["indicator.unknown A2", "period.unknown A2"]);
    let settled = project.mapping("[defaults]\nindicator = \"associations\"\nperiod = \"2015\"\n");
    assert_eq!(lines(&settled).len(), 2);
}

#[test]
fn cells_of_the_mapping_outrank_everything() {
    let project = SmallProject::with("t.csv", BY_AREA.as_bytes())
        .mapping("[cells]\nB4 = { ignore = true }\nC4 = { tier = \"all\", period = \"2014\" }\n");
    assert_eq!(lines(&project)[0], "C4 associations all 000000 2014 [5, 5]");
}

#[test]
fn a_unit_line_in_ten_thousands_multiplies() {
    let text = "2015年社会工作者\n单位：万人,\n地区,数量\n北京市,53.1\n广东省,2\n";
    let figures = SmallProject::with("t.csv", text.as_bytes()).import().unwrap().figures;
    assert_eq!(line(&figures[0]), "B4 workers all 110000 2015 [530500, 531500)");
    assert_eq!(figures[0].quantity.precision, Precision::Rounded);
}

#[test]
fn a_unit_that_is_not_the_indicators_keeps_the_figure_back() {
    let text = "2015年社会工作者\n单位：个,\n地区,数量\n北京市,53\n广东省,2\n";
    let imported = SmallProject::with("t.csv", text.as_bytes()).import().unwrap();
    assert_eq!(imported.figures, []);
    // One finding for all of them.
    assert_eq!(rules(&imported.findings), ["unit.unknown B4"]);
    assert_eq!(imported.findings[0].cells.len(), 2, "{:?}", imported.findings);
}

#[test]
fn what_a_blank_means_is_the_sources_to_say() {
    let text = "2015年行业协会数\n地区,省级,地级\n北京市,1,\n广东省,…,2\n";
    for (line, status, precision) in [
        ("", Status::O, Precision::Missing),
        ("blank = \"not-applicable\"", Status::M, Precision::Missing),
        ("blank = \"zero\"", Status::A, Precision::Exact),
    ] {
        let figures = SmallProject::with("t.csv", text.as_bytes()).origin(line).import().unwrap().figures;
        let blank = figures.iter().find(|figure| figure.origin.cell.a1() == "C3").unwrap();
        assert_eq!((blank.status, blank.quantity.precision), (status, precision), "{line}");
        assert_eq!(blank.quantity.printed, "");
        let sign = figures.iter().find(|figure| figure.origin.cell.a1() == "B4").unwrap();
        assert_eq!((sign.status, sign.quantity.precision), (Status::O, Precision::Missing), "{line}");
    }
}

#[test]
fn a_correction_stands_beside_the_printed_figure() {
    let project = SmallProject::with("t.csv", BY_AREA.as_bytes()).corrections(
        "[[corrections]]\ncell = \"B5\"\nexpected = \"1\"\naction = \"override\"\nvalue = \"10\"\nreason = \"误。\"\n",
    );
    let figures = project.import().unwrap().figures;
    let at: Vec<_> = figures.iter().filter(|figure| figure.origin.cell.a1() == "B5").collect();
    assert_eq!(at.len(), 2);
    assert_eq!((at[0].quantity.value, at[1].quantity.value), (Some(1.0), Some(10.0)));
    assert_eq!(at[1].quantity.printed, "1");
    assert_eq!(at[1].correction.as_ref().unwrap().reason, "误。");
    assert_ne!(at[0].id, at[1].id);
}

#[test]
fn a_correction_is_written_under_the_unit_of_its_cell() {
    let text = "2015年社会工作者\n单位：万人,\n地区,数量\n北京市,5.31\n广东省,2\n";
    let project = SmallProject::with("t.csv", text.as_bytes()).corrections(
        "[[corrections]]\ncell = \"B4\"\nexpected = \"5.31\"\naction = \"override\"\nvalue = \"53.1\"\nreason = \"误。\"\n",
    );
    let figures = project.import().unwrap().figures;
    assert_eq!(line(&figures[1]), "B4 workers all 110000 2015 [530500, 531500)");
}

#[test]
fn a_correction_whose_guard_fails_is_not_applied() {
    let project = SmallProject::with("t.csv", BY_AREA.as_bytes()).corrections(
        "[[corrections]]\ncell = \"B5\"\nexpected = \"9\"\naction = \"override\"\nvalue = \"10\"\nreason = \"误。\"\n",
    );
    let imported = project.import().unwrap();
    assert_eq!(rules(&imported.findings), ["correction.guard B5"]);
    assert_eq!(imported.figures.len(), 6);
}

#[test]
fn a_dropped_figure_is_said_to_be_dropped() {
    let project = SmallProject::with("t.csv", BY_AREA.as_bytes()).corrections(
        "[[corrections]]\ncell = \"B5\"\nexpected = \"1\"\naction = \"drop\"\nreason = \"误。\"\n",
    );
    let imported = project.import().unwrap();
    assert_eq!(rules(&imported.findings), ["correction.drop B5"]);
    assert_eq!(imported.figures.len(), 5);
}

#[test]
fn a_file_that_is_not_the_one_its_origin_describes() {
    let project = SmallProject::with("t.csv", BY_AREA.as_bytes()).origin("sha256 = \"00\"");
    assert_eq!(rules(&project.import().unwrap().findings), ["origin.hash A1"]);
}

#[test]
fn a_total_of_decimals_is_added_as_printed() {
    // In binary 1.1 and 2.2 are a little more than 3.3, 10.1 and 20.2 a little less than 30.3.
    for (total, other, first, second) in [("3.3", "3.7", "1.1", "2.2"), ("30.3", "33.3", "10.1", "20.2")] {
        let mismatches = |total: &str| {
            let text = format!(
                "2015年行业协会数\n地区,省级,地级\n全国,{total},60\n北京市,{first},20\n广东省,{second},40\n"
            );
            let findings = SmallProject::with("t.csv", text.as_bytes()).import().unwrap().findings;
            rules(&findings).into_iter().filter(|rule| rule.starts_with("total.mismatch")).count()
        };
        assert_eq!(mismatches(total), 0, "{first} + {second} = {total}");
        assert_eq!(mismatches(other), 1, "{first} + {second} = {other}");
    }
}

#[test]
fn a_part_whose_row_and_column_do_not_add_up_is_the_wrong_cell() {
    let head = "2015年行业协会数\n地区,省级,地级,合计\n";
    let text = format!("{head}全国,37,60,97\n北京市,10,28,30\n广东省,20,30,50\n浙江省,7,10,17\n");
    let findings = SmallProject::with("t.csv", text.as_bytes()).import().unwrap().findings;
    let totals: Vec<String> =
        rules(&findings).into_iter().filter(|rule| rule.starts_with("total.mismatch")).collect();
    assert_eq!(totals, ["total.mismatch C4"]);
}

#[test]
fn a_total_that_its_parts_do_not_sum_to() {
    let text = "2015年行业协会数\n地区,省级,地级\n全国,30,60\n北京市,10,20\n广东省,20,30\n";
    let findings = SmallProject::with("t.csv", text.as_bytes()).import().unwrap().findings;
    assert_eq!(rules(&findings), ["total.mismatch C3"]);
    assert!(findings[0].message.en.contains("60") && findings[0].message.en.contains("50"));
    assert_eq!(findings[0].cells.len(), 1);
}

#[test]
fn a_total_with_a_missing_part_is_not_judged() {
    let text = "2015年行业协会数\n地区,省级\n全国,30\n北京市,10\n广东省,…\n";
    assert_eq!(SmallProject::with("t.csv", text.as_bytes()).import().unwrap().findings, []);
}

#[test]
fn rough_parts_sum_to_a_rough_total() {
    let text = "2015年行业协会数\n地区,数量\n全国,3500多家\n北京市,1500家\n广东省,2050家\n";
    assert_eq!(SmallProject::with("t.csv", text.as_bytes()).import().unwrap().findings, []);
}

#[test]
fn the_same_row_twice() {
    let text = "2015年行业协会数\n地区,省级\n北京市,10\n广东省,20\n北京市,11\n";
    let imported = SmallProject::with("t.csv", text.as_bytes()).import().unwrap();
    // Which of the two numbers is that of Beijing only a person can say.
    assert_eq!(rules(&imported.findings), ["row.duplicate A3", "figure.duplicate.doubtful B3"]);
    assert_eq!(imported.findings[1].cells.iter().map(CellRef::a1).collect::<Vec<_>>(), ["B3", "B5"]);
    assert_eq!(
        imported.figures.iter().map(line).collect::<Vec<_>>(),
        ["B4 associations province 440000 2015 [20, 20]"]
    );
    assert_eq!(imported.kept_back.len(), 2);
    // Where both print one number, nothing is in doubt.
    let text = "2015年行业协会数\n地区,省级\n北京市,10\n广东省,20\n北京市,10\n";
    let imported = SmallProject::with("t.csv", text.as_bytes()).import().unwrap();
    assert_eq!(rules(&imported.findings), ["row.duplicate A3"]);
    assert_eq!((imported.figures.len(), imported.kept_back.len()), (3, 0));
}

#[test]
fn a_long_table_takes_its_meaning_from_its_columns() {
    let text = "indicator,tier,area,as_of,value_raw,unit,source,published,phrase,sure\n\
        行业协会,省级,全国,2015-12-31,3500多家,家,报一,2016-03,有3500多家,low\n\
        行业协会,各级合计,440000,2014,24,个,报二,,,high\n\
        没有的,省级,全国,2014,24,个,报二,,,high\n";
    let project = SmallProject::with("t.csv", text.as_bytes()).mapping(
        "[columns]\nindicator = \"indicator\"\ntier = \"tier\"\narea = \"area\"\nas_of = \"period\"\nvalue_raw = \"value\"\n\
         unit = \"unit\"\nsource = \"document\"\npublished = \"published-on\"\nphrase = \"phrase\"\nsure = \"status\"\n\
         [status]\nlow = \"U\"\nhigh = \"A\"\n",
    );
    let imported = project.import().unwrap();
    assert_eq!(
        imported.figures.iter().map(line).collect::<Vec<_>>(),
        [
            "E2 associations province 000000 2015-12-31 [3500, 3600)",
            "E3 associations all 440000 2014 [24, 24]",
        ]
    );
    let origin = &imported.figures[0].origin;
    assert_eq!((origin.document.title.as_str(), origin.phrase.as_deref()), ("报一", Some("有3500多家")));
    assert_eq!(origin.known_on.to_string(), "2016-03-31");
    assert_eq!(imported.figures[0].status, Status::U);
    assert_eq!(rules(&imported.findings), ["indicator.unknown A4"]);
}
