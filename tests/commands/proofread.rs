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
        ["53.1万人", "right", "", ""],
        ["20.96%", "rounded-right", "", ""],
        ["43.9%", "wrong", "34.25 % (33.89–34.61 %)", "text.level-as-rate"],
        ["13.29%", "wrong", "13.29 percentage points", "text.percent-for-points"],
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
        "2019年，全国持证社工增长20.96%，增速比上年下降13.29个百分点。\n\
         In 2019 the number of licensed social workers in China rose 20.96% to 531,000, 13.29 percentage points less than in 2018.\n",
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
        "2015年底全国社会工作行业组织466家。\n2018年底全国民办社会工作服务机构7500多家。\n2016年底全国持证社会工作者32.7万人。\n",
        4,
    );
    let expected = [
        ["466家", "wrong", "455家", "text.wrong"],
        ["7500多家", "other-source", "9700余家", "text.other-source"],
        ["32.7万人", "wrong", "28.8万", "text.other-period"],
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
