//! The page that asks an association to look at its cells again.

use crate::harness::Project;

const ORIGIN: &str =
    "publisher = \"甲省协会\"\ntitle = \"统计表\"\nedition = \"1\"\npublished-on = 2016-07-12\n";

#[test]
fn each_association_gets_its_own_page_with_its_own_cells() {
    let wrong = "社工机构（2015年底）\n地区,数量\n北京市,5\n天津市,7\n河北省,9\n合计,23\n";
    let project = Project::with_code_lists()
        .with("datasets/jia/1/t.csv", wrong)
        .with("datasets/jia/1/t.csv.origin.toml", ORIGIN)
        .with("datasets/yi/1/t.csv", "社工机构（2014年底）\n地区,数量\n北京市,6\n天津市,暂|缓\n河北省,8\n")
        .with("datasets/bing/1/t.csv", "社工机构（2013年底）\n地区,数量\n北京市,4\n天津市,6\n");
    // That no area is said is for us to settle; that a count is below zero only the sender can mend.
    project.write("datasets/ding/1/t.csv", "社工机构\n年份,数量\n2014年底,4\n2015年底,6\n");
    project.write("datasets/wu/1/t.csv", "社工机构（2013年底）\n地区,数量\n北京市,4\n天津市,-6\n河北省,5\n");
    let run = project.run(["import", "--letter", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("[area.doubtful]"), "{}", run.stderr);
    assert!(run.stderr.contains("written: out/letters/jia.en.md"), "{}", run.stderr);
    let read = |name: &str| std::fs::read_to_string(project.path().join("out/letters").join(name));
    let jia = read("jia.zh-CN.md").expect("a letter");
    assert!(jia.starts_with("# 请核对这些单元格\n\n甲省协会\n"), "{jia}");
    assert!(jia.contains("| B6 | 23 |") && jia.contains("21") && !jia.contains("暂"), "{jia}");
    assert!(!jia.contains("[labels]") && !jia.contains("[cells]"), "{jia}");
    let yi = read("yi.en.md").expect("a letter");
    assert!(yi.contains("| B4 |") && yi.contains("\\`暂\\|缓\\` is no number"), "{yi}");
    assert!(read("ding.en.md").is_err(), "what we doubt is no question to the sender");
    let wu = read("wu.en.md").expect("a letter");
    assert!(wu.contains("| B4 |") && wu.contains("cannot be negative"), "{wu}");
    assert!(read("bing.en.md").is_err(), "an association without a question gets no letter");
}
