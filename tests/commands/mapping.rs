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
