//! Mappings that learn: a draft from what was found, lent to the next file with the same headers.

use crate::harness::Project;

const ORIGIN: &str = "publisher = \"甲\"\ntitle = \"乙\"\nedition = \"1\"\npublished-on = 2016-07-12\n";
const FIRST: &str = "2014年底\n地区,甲类,乙类\n全国,12,30\n北京市,5,7\n";

#[test]
fn a_draft_is_written_beside_the_file_and_never_over_one() {
    let project = Project::with_code_lists().with("datasets/a/1/t.csv", FIRST);
    let run =
        project.run(["inspect", "datasets/a/1/t.csv", "--write-mapping", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("written: datasets/a/1/t.csv.mapping.toml"), "{}", run.stderr);
    let path = project.path().join("datasets/a/1/t.csv.mapping.toml");
    let draft = std::fs::read_to_string(&path).expect("the draft");
    assert!(draft.contains("\"北京市\" = { area = \"110000\" }"), "{draft}");
    assert!(draft.contains("# \"甲类\" = { indicator = \"…\" }"), "{draft}");
    std::fs::write(&path, "# mine\n").expect("a file");
    let run = project
        .run(["inspect", "datasets/a/1/t.csv", "--write-mapping", "--language", "zh-CN"])
        .expect_code(0);
    assert!(run.stderr.contains("已存在，未改动"), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), "# mine\n");
}

#[test]
fn the_next_file_with_the_same_headers_is_read_the_same_way() {
    let mapping = "[labels]\n\"甲类\" = { indicator = \"service-agencies\" }\n\
                   \"乙类\" = { indicator = \"industry-organisations\" }\n";
    let project = Project::with_code_lists()
        .with("datasets/a/1/t.csv", FIRST)
        .with("datasets/a/1/t.csv.origin.toml", ORIGIN)
        .with("datasets/a/1/t.csv.mapping.toml", mapping)
        .with("datasets/a/2/next.csv", "2015年底\n地区,甲类,乙类\n全国,14,33\n北京市,6,8\n上海市,1,1\n")
        .with("datasets/a/2/next.csv.origin.toml", ORIGIN);
    let run = project.run(["import", "--format", "json", "--language", "en"]).expect_code(0);
    let answer = run.json();
    assert_eq!((&answer[0]["figures"], &answer[1]["figures"]), (&4.into(), &6.into()), "{}", run.stdout);
    assert!(run.stderr.contains("[mapping.lent]"), "{}", run.stderr);
    assert!(run.stderr.contains("read by the mapping of datasets/a/1/t.csv"), "{}", run.stderr);
    // A changed mapping of the earlier file reads the later one again.
    project.write(
        "datasets/a/1/t.csv.mapping.toml",
        "[labels]\n\"甲类\" = { indicator = \"service-agencies\" }\n\"乙类\" = { ignore = true }\n",
    );
    let again = project.run(["import", "--format", "json"]).expect_code(0);
    assert_eq!(again.json()[1]["figures"], 3, "{}", again.stdout);
}

#[test]
fn a_layout_that_drifted_is_told_in_a1() {
    let project = Project::with_code_lists()
        .with("datasets/a/1/t.csv", "2014年底\n地区,社工机构,志愿者\n全国,12,30\n北京市,5,7\n")
        .with("datasets/a/2/t.csv", "2015年底\n地区,志愿者,社工机构\n全国,33,14\n北京市,8,6\n");
    let run = project.run(["inspect", "datasets/a/2/t.csv", "--language", "zh-CN"]).expect_code(0);
    assert!(run.stderr.contains("“社工机构”由B2移至C2"), "{}", run.stderr);
    assert!(run.stderr.contains("datasets/a/2/t.csv › B2"), "{}", run.stderr);
}

#[test]
fn an_id_that_the_code_lists_do_not_have_is_an_error_with_its_line() {
    let project = Project::with_code_lists().with("datasets/a/1/t.csv", FIRST).with(
        "datasets/a/1/t.csv.mapping.toml",
        "[labels]\n\"甲类\" = { indicator = \"社工机构\" }\n\"乙类\" = { indicator = \"service-agences\" }\n",
    );
    let run = project.run(["import", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("line 3: the code lists have no `service-agences`"), "{}", run.stderr);
    assert!(run.stderr.contains("service-agencies"), "{}", run.stderr);
    let run = project.run(["inspect", "datasets/a/1/t.csv", "--language", "zh-CN"]).expect_code(3);
    assert!(run.stderr.contains("第 3 行：代码表中没有“service-agences”；相近的有："), "{}", run.stderr);
}

#[test]
fn a_key_without_effect_keeps_its_file_out_and_no_other() {
    let project = Project::with_code_lists()
        .with("datasets/a/1/t.csv", FIRST)
        .with(
            "datasets/a/1/t.csv.mapping.toml",
            "[labels]\n\"甲类\" = { indicator = \"社工机构\" }\n\"丙类\" = { ignore = true }\n",
        )
        .with("datasets/b/1/t.csv", "2014年底\n地区,社工机构\n全国,12\n北京市,5\n");
    let run = project.run(["import", "--format", "json", "--language", "en"]).expect_code(3);
    assert_eq!(run.json()[0]["outcome"], "unreadable", "{}", run.stdout);
    assert_eq!(run.json()[1]["figures"], 2, "{}", run.stdout);
    assert!(run.stderr.contains("line 3: [labels] `丙类`: the file prints no such label"), "{}", run.stderr);
    // Looking into the file says it too, and shows the rest.
    let run = project.run(["inspect", "datasets/a/1/t.csv", "--language", "zh-CN"]).expect_code(0);
    assert!(run.stderr.contains("对照文件第 3 行，[labels]“丙类”：文件中没有这个标签"), "{}", run.stderr);
}

#[test]
fn what_a_folder_says_holds_for_its_files_and_the_nearest_folder_decides() {
    let text = "指标,数量\n社工机构,12\n";
    let project = Project::with_code_lists()
        .with("datasets/returns/defaults.toml", "publisher = \"甲会\"\narea = \"广东\"\nperiod = \"2014\"\n")
        .with("datasets/returns/2015/defaults.toml", "period = \"2015\"\n")
        .with("datasets/returns/2014/t.csv", text)
        .with("datasets/returns/2015/t.csv", text.replace("12", "14"))
        .with("datasets/returns/2015/t.csv.origin.toml", "title = \"乙\"\nedition = \"1\"\n");
    let run = project.run(["import", "--format", "json", "--language", "en"]).expect_code(0);
    let answer = run.json();
    assert_eq!(answer.as_array().map(Vec::len), Some(2), "{}", run.stdout);
    assert_eq!((&answer[0]["figures"], &answer[0]["kept_back"]), (&1.into(), &0.into()), "{}", run.stderr);
    let figures = project.run(["figures", "--format", "json"]).expect_code(0);
    for expected in ["440000", "\"2014\"", "\"2015\""] {
        assert!(figures.stdout.contains(expected), "{expected}: {}", figures.stdout);
    }
    // A folder that says something else is read again; one that errs is named.
    project.write(
        "datasets/returns/defaults.toml",
        "area = \"北京\"\nperiod = \"2014\"\npublisher = \"甲会\"\n",
    );
    let again = project.run(["import", "--format", "json"]).expect_code(0);
    assert_eq!(again.json()[0]["outcome"], "imported", "{}", again.stdout);
    project.write("datasets/returns/defaults.toml", "publisher = \"甲会\"\narea = \"广动省\"\n");
    let run = project.run(["import", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("defaults.toml") && run.stderr.contains("line 2: "), "{}", run.stderr);
}

#[test]
fn a_mapping_is_lent_by_publisher_and_headers_whatever_the_folder_is_called() {
    let mapping = "[labels]\n\"甲类\" = { indicator = \"社工机构\" }\n\"乙类\" = { ignore = true }\n\"北京市\" = { area = \"110000\" }\n";
    let later = ORIGIN.replace("2016-07-12", "2017-07-12");
    let next = "2015年底\n地区,甲类,乙类\n全国,14,33\n上海市,1,1\n";
    let project = Project::with_code_lists()
        .with("datasets/zz-spring/t.csv", FIRST)
        .with("datasets/zz-spring/t.csv.origin.toml", ORIGIN)
        .with("datasets/zz-spring/t.csv.mapping.toml", mapping)
        .with("datasets/inbox/new/next.csv", next)
        .with("datasets/inbox/new/next.csv.origin.toml", &later)
        .with("datasets/inbox/other/next.csv", next)
        .with("datasets/inbox/other/next.csv.origin.toml", later.replace("甲", "丁"));
    let run = project.run(["import", "--format", "json", "--language", "en"]).expect_code(0);
    let answer = run.json();
    assert_eq!(answer[0]["figures"], 2, "{}", run.stdout);
    assert_eq!(answer[1]["figures"], 0, "another publisher: {}", run.stdout);
    assert!(run.stderr.contains("read by the mapping of datasets/zz-spring/t.csv"), "{}", run.stderr);
    // What the new file does not print any more is news, and no fault of it.
    assert!(run.stderr.contains("[labels] `北京市`: the file prints no such label"), "{}", run.stderr);
    assert!(run.stderr.contains("[mapping.ignored]"), "{}", run.stderr);
}
