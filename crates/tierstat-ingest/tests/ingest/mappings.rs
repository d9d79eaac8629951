//! Mappings that cannot lie: names in place of codes, keys without effect, rows and columns that are left out.

use crate::small_project::{SmallProject, line};
use crate::workbook_builder::{SheetXml, xlsx};
use tierstat_ingest::IngestError;
use tierstat_model::{Finding, Severity};

const TABLE: &str = "2015年底\n地区,行业协会,备考数\n全国,70,910\n北京市,30,205\n广东省,40,705\n";

/// The lines of the figures of a file that is taken in.
fn lines(project: &SmallProject) -> Vec<String> {
    project.import().unwrap().figures.iter().map(line).collect()
}

/// Why a file is not taken in: line and English text.
fn refusal(project: &SmallProject) -> (Option<usize>, String) {
    match project.import() {
        Err(IngestError::ProjectFile { line, reason, .. }) => (line, reason.en),
        other => panic!("{other:?}"),
    }
}

fn finding(project: &SmallProject, rule: &str) -> Option<Finding> {
    project.import().unwrap().findings.into_iter().find(|finding| finding.rule == rule)
}

#[test]
fn names_stand_for_codes() {
    let project = SmallProject::with("t.csv", "行业协会数量,人员\n7,1.2\n".as_bytes()).mapping(
        "[defaults]\narea = \"广东\"\nperiod = \"2015\"\ntier = \"合计\"\n\
         [labels]\n\"行业协会数量\" = { indicator = \"行业协会数\", unit = \"家\" }\n\
         \"人员\" = { indicator = \"social workers\", unit = \"万人\" }\n",
    );
    assert_eq!(
        lines(&project),
        ["A2 associations all 440000 2015 [7, 7]", "B2 workers all 440000 2015 [11500, 12500)"],
        "{:?}",
        project.import().unwrap().kept_back
    );
}

#[test]
fn an_unknown_or_ambiguous_name_is_named_with_its_line_and_what_is_near() {
    let cases = [
        ("[defaults]\nperiod = \"2015\"\narea = \"广东市\"\n", 3, "440000 广东省"),
        ("[defaults]\narea = \"吉林\"\n", 2, "may be any of these: 220000 吉林省, 220200 吉林市"),
        ("[labels]\n\"行业协会\" = { indicator = \"asociations\" }\n", 2, "associations (行业协会)"),
        ("[cells]\nB3 = {\n  tier = \"provinse\" }\n", 3, "province"),
        ("[labels]\n\"行业协会\" = { unit = \"头\" }\n", 2, "persons"),
        ("[defaults]\nunit = \"万人\"\nscale = 1000\n", 3, "contradicts"),
        ("[defaults]\nscale = 0\n", 2, "above 0"),
    ];
    for (text, expected_line, part) in cases {
        match SmallProject::with("t.csv", TABLE.as_bytes()).try_mapping(text) {
            Err(IngestError::ProjectFile { line, reason, .. }) => {
                assert_eq!(line, Some(expected_line), "{text}");
                assert!(reason.en.contains(part), "{}", reason.en);
            }
            other => panic!("{text}: {:?}", other.map(|_| ())),
        }
    }
}

#[test]
fn a_key_without_effect_keeps_the_file_out() {
    let cases = [
        (
            "[labels]\n\"行业协会\" = { indicator = \"associations\" }\n\"行业协会总量\" = { tier = \"all\" }\n",
            3,
            "行业协会总量",
        ),
        ("[cells]\nB3 = { area = \"000000\" }\nF9 = { ignore = true }\n", 3, "holds nothing"),
        ("[cells]\nB2 = { unit = \"number\" }\n", 2, "is no figure"),
        ("[cells]\n\"表2!B3\" = { ignore = true }\n", 2, "no such sheet"),
        ("[columns]\n\"行业协会\" = \"value\"\n\"区域\" = \"area\"\n\"地区\" = \"area\"\n", 3, "区域"),
        ("[columns]\n\"数\" = \"value\"\n", 2, "does nothing"),
        (
            "[columns]\n\"行业协会\" = \"value\"\n\"地区\" = \"area\"\n\"备考数\" = \"status\"\n[status]\n910 = \"A\"\n9 = \"U\"\n",
            7,
            "`9`",
        ),
        ("[[tables]]\nrange = \"H9:K20\"\n", 2, "H9:K20"),
        ("[[tables]]\nheader = \"区域\"\n", 2, "区域"),
        ("[[tables]]\nsheet = \"表2\"\nstub-columns = 1\n", 1, "no sheet `表2`"),
        ("[[tables]]\nheader-rows = [30, 31]\n", 1, "beyond the sheet"),
        ("[[ignore]]\nrows = [3, \"40:50\"]\n", 2, "rows"),
        ("[[ignore]]\nrow-label = \"上海市\"\n", 2, "row-label"),
    ];
    for (text, expected_line, part) in cases {
        let project = SmallProject::with("t.csv", TABLE.as_bytes()).mapping(text);
        let (line, reason) = refusal(&project);
        assert_eq!(line, Some(expected_line), "{text}: {reason}");
        assert!(reason.contains(part), "{text}: {reason}");
        // Whoever looks into the file sees it as a finding.
        let seen = project.inspect().to_string();
        assert!(seen.contains("mapping.without-effect"), "{text}");
    }
}

#[test]
fn all_keys_without_effect_are_named_at_once() {
    let mapping = "[labels]\n\"甲\" = { tier = \"all\" }\n[[tables]]\nheader = \"乙\"\n";
    let (line, reason) = refusal(&SmallProject::with("t.csv", TABLE.as_bytes()).mapping(mapping));
    assert_eq!(line, Some(2));
    assert!(reason.contains("`甲`") && reason.contains("line 4, ") && reason.contains("`乙`"), "{reason}");
}

#[test]
fn a_label_that_labels_nothing_is_a_warning_at_its_cell() {
    let text = "单位说明\n\n2015年底\n地区,行业协会\n全国,70\n北京市,30\n";
    let project =
        SmallProject::with("t.csv", text.as_bytes()).mapping("[labels]\n\"单位说明\" = { tier = \"all\" }\n");
    let found = finding(&project, "mapping.without-effect").expect("the line has no effect");
    assert_eq!((found.severity, found.cells[0].a1()), (Severity::Warning, "A1".to_owned()));
    assert_eq!(lines(&project).len(), 2, "the rest of the file is taken in");
}

#[test]
fn lines_that_cannot_be_are_refused_before_reading() {
    let cases = [
        ("[defaults]\nignore = true\n", 2, "[[ignore]]"),
        ("[labels]\n\"甲\" = {}\n", 2, "says nothing"),
        ("[labels]\n\"甲 A\" = { tier = \"all\" }\n\"甲a\" = { tier = \"all\" }\n", 3, "are one label"),
        ("[[ignore]]\nsheet = \"x\"\n", 1, "wants rows"),
        ("[[tables]]\nsheet = \"x\"\n", 2, "wants header"),
        ("[[tables]]\nheader = \"x\"\nrange = \"A1:B2\"\n", 2, "exclude each other"),
        ("[[ignore]]\ncolumns = [\"7\"]\n", 2, "is no column"),
    ];
    for (text, expected_line, part) in cases {
        match SmallProject::with("t.csv", TABLE.as_bytes()).try_mapping(text) {
            Err(IngestError::ProjectFile { line, reason, .. }) => {
                assert_eq!(line, Some(expected_line), "{text}: {}", reason.en);
                assert!(reason.en.contains(part), "{}", reason.en);
            }
            other => panic!("{text}: {:?}", other.map(|_| ())),
        }
    }
}

#[test]
fn rows_and_columns_are_left_out_and_it_is_said_which() {
    let cases = [
        "[[ignore]]\ncolumns = [\"C\"]\nrows = [3]\n",
        "[[ignore]]\ncolumn-header = \"备考数\"\n[[ignore]]\nrow-label = \"全国\"\n",
        "[labels]\n\"备考数\" = { ignore = true }\n\"全国\" = { ignore = true }\n",
    ];
    for text in cases {
        let project = SmallProject::with("t.csv", TABLE.as_bytes()).mapping(text);
        assert_eq!(
            lines(&project),
            [
                "B4 associations all 110000 2015-12-31 [30, 30]",
                "B5 associations all 440000 2015-12-31 [40, 40]"
            ],
            "{text}"
        );
        let found = finding(&project, "mapping.ignored").unwrap();
        assert_eq!(found.severity, Severity::Information);
        let cells: Vec<String> = found.cells.iter().map(|cell| cell.a1()).collect();
        assert_eq!(cells, ["B3", "C3", "C4", "C5"], "{text}");
        assert!(found.message.en.contains("4 numbers are"), "{}", found.message.en);
    }
}

#[test]
fn a_cell_that_is_no_number_and_left_out_is_no_finding() {
    let text = "2015年底\n地区,行业协会\n全国,70\n北京市,另报\n广东省,40\n";
    let open = SmallProject::with("t.csv", text.as_bytes());
    assert!(finding(&open, "number.unreadable").is_some());
    for mapping in ["[cells]\nB4 = { ignore = true }\n", "[[ignore]]\nrows = [4]\n"] {
        let project = SmallProject::with("t.csv", text.as_bytes()).mapping(mapping);
        assert!(finding(&project, "number.unreadable").is_none(), "{mapping}");
    }
}

#[test]
fn a_table_is_found_by_what_its_header_prints() {
    let sheet = "备忘,A,B\n上报,1,2\n地区,行业协会,社会工作者\n,2015,2015\n北京市,30,5\n广东省,40,6\n";
    let mapping = "[defaults]\nperiod = \"2015\"\n[[tables]]\nheader = \"地区\"\nheader-rows = [1, 2]\n";
    let project = SmallProject::with("t.csv", sheet.as_bytes()).mapping(mapping);
    let expected = [
        "B5 associations all 110000 2015 [30, 30]",
        "C5 workers all 110000 2015 [5, 5]",
        "B6 associations all 440000 2015 [40, 40]",
        "C6 workers all 440000 2015 [6, 6]",
    ];
    assert_eq!(lines(&project), expected);
    // Two rows further down it is the same table.
    let lower = format!("x\ny\n{sheet}");
    let project = SmallProject::with("t.csv", lower.as_bytes()).mapping(mapping);
    assert_eq!(
        lines(&project),
        expected.map(|line| line
            .replace("5 a", "7 a")
            .replace("6 a", "8 a")
            .replace("C5", "C7")
            .replace("C6", "C8"))
    );
}

#[test]
fn a_scale_is_kept_where_the_mapping_says_only_the_unit_and_a_unit_that_nobody_knows_stays_in_doubt() {
    let printed = "2015年底\n地区,社会工作者（万人）\n全国,1.5\n北京市,0.5\n";
    let mapping = "[labels]\n\"社会工作者（万人）\" = { unit = \"persons\" }\n";
    let project = SmallProject::with("t.csv", printed.as_bytes()).mapping(mapping);
    assert_eq!(lines(&project)[0], "B3 workers all 000000 2015-12-31 [14500, 15500)");
    let unknown = "2015年底\n地区,社会工作者（£m）\n全国,15\n北京市,5\n";
    let mapping = "[labels]\n\"社会工作者（£m）\" = { indicator = \"workers\" }\n";
    let project = SmallProject::with("t.csv", unknown.as_bytes()).mapping(mapping);
    assert_eq!(lines(&project), [""; 0]);
    let settled =
        "[labels]\n\"社会工作者（£m）\" = { indicator = \"workers\", unit = \"persons\", scale = 110 }\n";
    let project = SmallProject::with("t.csv", unknown.as_bytes()).mapping(settled);
    assert_eq!(lines(&project)[0], "B3 workers all 000000 2015-12-31 [1650, 1650]");
}

#[test]
fn letters_and_headers_name_columns_together() {
    let text = "谁,数目,何时\n110000,30,2015\n440000,40,2015\n";
    let mapping = "[defaults]\nindicator = \"associations\"\n[columns]\n\"数目\" = \"value\"\nA = \"area-code\"\nC = \"period\"\n";
    let project = SmallProject::with("t.csv", text.as_bytes()).mapping(mapping);
    assert_eq!(
        lines(&project),
        ["B2 associations all 110000 2015 [30, 30]", "B3 associations all 440000 2015 [40, 40]"]
    );
}

/// A sheet whose cells are written as text between commas.
fn rows(text: &str) -> String {
    let cell = |row: usize, (column, text): (usize, &str)| {
        let place = format!("{}{row}", char::from(b'A' + u8::try_from(column).unwrap()));
        match text.parse::<f64>() {
            Ok(number) => format!("<c r=\"{place}\"><v>{number}</v></c>"),
            Err(_) => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        }
    };
    (1..)
        .zip(text.lines())
        .map(|(row, line)| {
            let cells: String = line.split(',').enumerate().map(|found| cell(row, found)).collect();
            format!("<row r=\"{row}\">{cells}</row>")
        })
        .collect()
}

#[test]
fn what_is_left_out_on_one_sheet_stays_on_the_others() {
    let rows = rows("2015年底,,\n地区,行业协会,社会工作者\n北京市,30,1\n广东省,40,2\n");
    let sheet = |name| SheetXml { name, rows: &rows, dimension: "A1:C4", ..SheetXml::default() };
    let book = xlsx(&[sheet("甲"), sheet("乙")]);
    let mapping = "[[ignore]]\nsheet = \"乙\"\ncolumns = [\"B:C\"]\n";
    let project = SmallProject::with("t.xlsx", &book).mapping(mapping);
    let sheets: Vec<Option<String>> =
        project.import().unwrap().figures.into_iter().map(|figure| figure.origin.cell.sheet).collect();
    assert_eq!(sheets, vec![Some("甲".to_owned()); 4]);
    let mapping = "[cells]\n\"丙!B3\" = { ignore = true }\n";
    let (_, reason) = refusal(&SmallProject::with("t.xlsx", &book).mapping(mapping));
    assert!(reason.contains("no such sheet"), "{reason}");
}
