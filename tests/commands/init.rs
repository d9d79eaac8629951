//! A new project.

use crate::harness::Project;

#[test]
fn a_new_project_builds_at_once() {
    let project = Project::empty();
    project.run(["init", "members"]).expect_code(0);
    let run = project.run(["build", "--project", "members"]).expect_code(0);
    assert!(run.stdout.contains("members.zh-CN.html"), "{}", run.stdout);
    let english = project.read("members/out/reports/members/members.en.md");
    assert!(english.contains("1,350 members, a growth of 12.5%"), "{english}");
}

#[test]
fn what_is_there_is_kept() {
    let project = Project::empty().with("tierstat.toml", "title = { zh-CN = \"甲\", en = \"A\" }\n");
    let run = project.run(["init"]).expect_code(0);
    assert!(run.stdout.contains("kept"), "{}", run.stdout);
    assert!(project.read("tierstat.toml").contains("\"A\""));
}
