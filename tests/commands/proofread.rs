//! `report check`: the numbers of a text that a person has edited.

use crate::harness::Project;
use serde_json::Value;

/// What was found of each number of a text: print, verdict, what it should be, the rule.
fn checked(text: &str, code: i32) -> Vec<[String; 4]> {
    let project = Project::of_repository().with("draft.txt", text);
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project
        .run(["report", "check", "draft.txt", "--format", "json", "--language", "en"])
        .expect_code(code);
    let answer = run.json();
    let cell = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let rows = answer.as_array().expect("a list").iter();
    rows.map(|row| ["printed", "verdict", "expected", "rule"].map(|name| cell(row, name))).collect()
}

#[test]
fn a_level_called_a_rate_and_percent_for_points_are_caught_with_the_right_numbers() {
    let found = checked(
        "2019年，全国持证社会工作者为53.1万人，增长20.96%，较2018年全国持证社会工作者增长率（43.9%）下降13.29%。\n",
        4,
    );
    let expected = [
        ["53.1万人", "rounded-right", "", ""],
        ["20.96%", "rounded-right", "", ""],
        ["43.9%", "wrong", "34.43% (34.27% to 34.58%)", "text.level-as-rate"],
        ["13.29%", "wrong", "13.47 percentage points", "text.percent-for-points"],
    ];
    assert_eq!(found, expected.map(|row| row.map(str::to_owned)));
}

#[test]
fn the_same_is_caught_however_it_is_put() {
    let found = checked(
        "2018年全国持证社会工作者增长率为43.9%，2019年为20.96%，下降了13.29%。\n\
         近年来全国持证社会工作者总量呈上升趋势，2018年增长率达43.9%，2019年增长率为20.96%，较2018年下降13.29%。\n\
         Licensed social workers grew by 43.9% in 2018 and by 20.96% in 2019, a decline of 13.29%.\n",
        4,
    );
    let rules: Vec<&str> = found.iter().map(|row| row[3].as_str()).collect();
    assert_eq!(rules, ["text.level-as-rate", "", "text.percent-for-points"].repeat(3), "{found:?}");
    let sound = checked(
        "2019年，全国持证社工增长20.96%，增速比上年下降13.47个百分点。\n\
         In 2019 the number of licensed social workers in China rose 20.96% to 531,000, 13.47 percentage points less than in 2018.\n",
        0,
    );
    assert!(sound.iter().all(|row| row[1] == "right" || row[1] == "rounded-right"), "{sound:?}");
}

#[test]
fn right_numbers_in_chinese_and_english_are_right() {
    let found = checked(
        "截至2015年6月，全国已有24个省级、97个地市级和168个县级社会工作行业组织，有3500多家民办社会工作服务机构。\n\
         2015年底，全国社会工作行业组织455家，比2015年6月增加166家，增长57.4%，其中县级296家。\n\
         2015年6月，333个地级行政区划中有97个成立了社会工作行业组织，覆盖率为29.1%。\n\
         As of the end of 2015 there were 455 social work industry organisations, 166 more than in June 2015.\n",
        0,
    );
    let doubtful: Vec<&[String; 4]> =
        found.iter().filter(|row| row[1] != "right" && row[1] != "rounded-right").collect();
    // Which of several counts of districts is meant, the text does not say.
    assert!(doubtful.iter().all(|row| row[0] == "333个" && row[1] == "unknown"), "{doubtful:?}");
    assert_eq!(found.len(), 13, "{found:?}");
}

#[test]
fn a_wrong_number_another_sources_number_and_one_of_another_year() {
    let found = checked(
        "2015年底全国社会工作行业组织466家。\n2018年底全国民办社会工作服务机构7500多家。\n2016年底全国持证社会工作者326,574人。\n",
        4,
    );
    let expected = [
        ["466家", "wrong", "455", "text.wrong"],
        ["7500多家", "other-source", "more than 9,700", "text.other-source"],
        ["326,574人", "wrong", "287,367", "text.other-period"],
    ];
    assert_eq!(found, expected.map(|row| row.map(str::to_owned)));
}

#[test]
fn growth_in_words() {
    let found = checked(
        "2018年底，全国持证社会工作者比上年翻了一番。\n截至2019年底，全国持证社会工作者连续三年增长。\n\
         截至2019年底，全国持证社会工作者连续九年增长。\n",
        4,
    );
    let verdicts: Vec<&str> = found.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(verdicts, ["wrong", "right", "wrong"], "{found:?}");
}

#[test]
fn without_a_file_it_says_what_to_write() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["report", "check", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("report check"), "{}", run.stderr);
}

#[test]
fn each_of_several_tiers_in_one_sentence_has_its_own_number() {
    let found = checked(
        "2015年底，全国社会工作行业组织455家，其中省级30家、地级129家、县级306家。\n\
         As of the end of 2015 there were 439,000 licensed social workers in 2018 and 531,000 licensed social workers in 2019.\n",
        4,
    );
    let verdicts: Vec<&str> = found.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(verdicts, ["right", "right", "right", "wrong", "rounded-right", "rounded-right"], "{found:?}");
}

#[test]
fn ranks_rows_yearly_rates_and_prints_of_documents_are_held_against_the_ledger() {
    let found = checked(
        "2022年底，广东省社会团体在全国6个有数据的地区中居第1位。\n2022年底，北京市社会团体在全国6个有数据的地区中居第4位。\n\
         By the end of 2022, social associations in Guangdong ranked number 2 among the 7 areas of China with a figure.\n\
         全国民办社会工作服务机构由2021年11月5日的13000多家增至2022年底的1.9万家，年均增长27.4%–42.2%。\n\
         2018年底全国民办社会工作服务机构：《我国持证社工达44万人 社工机构7500多家》（2019-02-22）为7,500多个。\n\
         2018年底全国民办社会工作服务机构：《我国持证社工达44万人 社工机构7500多家》（2019-02-22）为8,500多个。\n\
         全国民办社会工作服务机构五年间增长153%，2022年底达1.9万家。\n\
         Private social work service agencies in China grew by 133% in five years to 19,000 at the end of 2022.\n\
         2010年底至2022年底，全国民办社会工作服务机构（各级合计）按12个数据点的趋势年均变动33.7个百分点。\n",
        4,
    );
    let expected = [
        ("6个", "right"),
        ("第1位", "right"),
        ("6个", "right"),
        ("第4位", "wrong"),
        ("number 2", "wrong"),
        ("7", "wrong"),
        ("13000多家", "right"),
        ("1.9万家", "right"),
        ("27.4%–42.2%", "rounded-right"),
        ("7,500多个", "right"),
        ("8,500多个", "wrong"),
        ("153%", "rounded-right"),
        ("1.9万家", "right"),
        ("133%", "wrong"),
        ("19,000", "rounded-right"),
        ("12个", "right"),
        ("33.7个百分点", "wrong"),
    ];
    let found: Vec<(&str, &str)> =
        found.iter().filter(|row| row[1] != "apart").map(|row| (row[0].as_str(), row[1].as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_word_document_is_checked_by_paragraph_and_cell_and_a_finding_names_both_places() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |cells: [&str; 2]| format!("<w:tr>{}{}</w:tr>", cell(cells[0]), cell(cells[1]));
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(["时期", "社会工作行业组织"]),
        row(["2015年6月", "289"]),
        row(["2015年底", "544"])
    );
    let body = [
        paragraph("2015年底，全国社会工作行业组织455家。"),
        paragraph("2015年底，全国社会工作行业组织466家。"),
        table,
    ];
    let body = body.concat();
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    std::io::Write::write_all(&mut writer, document.as_bytes()).expect("a part");
    let bytes = writer.finish().expect("an archive").into_inner();
    let project = Project::of_repository().with("draft.docx", bytes);
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["report", "check", "draft.docx", "--language", "en"]).expect_code(4);
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(said.contains("draft.docx, paragraph 2, `466家`"), "{said}");
    assert!(said.contains("draft.docx, table 1, row 3, column 2, `544`"), "{said}");
    assert!(said.contains("industry-organisations-2015.xlsx › 行业协会 › B3"), "{said}");
    let run = project.run(["report", "check", "draft.docx", "--language", "zh-CN"]).expect_code(4);
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(said.contains("draft.docx 第2段“466家”"), "{said}");
    assert!(said.contains("draft.docx 表1第3行第2列“544”"), "{said}");
}

#[test]
fn a_report_as_a_word_document_is_borne_whole_as_its_markdown_is() {
    for layout in ["plain", "gongwen-body"] {
        let project = Project::of_repository();
        let path = "reports/annual/report.toml";
        let description = project.read(path);
        project.write(
            path,
            description.replacen("formats = ", &format!("layout = \"{layout}\"\nformats = "), 1),
        );
        project.run(["import", "--quiet"]).expect_code(0);
        project.run(["report", "annual", "--quiet"]).expect_code(0);
        for language in ["zh-CN", "en"] {
            let right = |ending: &str| -> usize {
                let name = format!("out/reports/annual/annual.{language}.{ending}");
                let run = project.run(["report", "check", &name, "--format", "json"]).expect_code(0);
                let answer = run.json();
                let verdicts: Vec<&str> = answer
                    .as_array()
                    .expect("rows")
                    .iter()
                    .filter_map(|row| row["verdict"].as_str())
                    .collect();
                let count =
                    |known: &[&str]| verdicts.iter().filter(|verdict| known.contains(verdict)).count();
                assert_eq!(count(&["wrong", "unknown", "other-source"]), 0, "{name}");
                count(&["right", "rounded-right"])
            };
            // The Markdown has an appendix of all numbers too.
            let (of_word, of_markdown) = (right("docx"), right("md"));
            assert!(of_word > 150 && of_word <= of_markdown, "{language}: {of_word} of {of_markdown}");
        }
    }
}

#[test]
fn a_plain_text_is_checked_by_line() {
    let project = Project::of_repository().with(
        "draft.txt",
        "说明\n\n2015年底，全国社会工作行业组织455家。\n2015年底，全国社会工作行业组织40多家。\n",
    );
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["report", "check", "draft.txt", "--language", "zh-CN"]).expect_code(4);
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(said.contains("draft.txt 第4行“40多家”") && !said.contains("第3行“"), "{said}");
}
