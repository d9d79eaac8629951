//! Usage, help and did-you-mean.

use crate::harness::Project;

#[test]
fn no_verb_shows_the_help() {
    let run = Project::empty().run([]).expect_code(2);
    assert!(run.stderr.contains("build"), "{}", run.stderr);
}

#[test]
fn help_names_every_verb_and_the_exit_codes() {
    let run = Project::empty().run(["--help"]).expect_code(0);
    for verb in [
        "init", "inspect", "table", "import", "figures", "check", "growth", "chart", "report", "build",
        "trace", "doctor",
    ] {
        assert!(run.stdout.contains(&format!("  {verb} ")), "{verb} is missing:\n{}", run.stdout);
    }
    assert!(run.stdout.contains("Exit codes"));
}

#[test]
fn a_misspelt_verb_gets_a_suggestion() {
    let run = Project::empty().run(["improt"]).expect_code(2);
    assert!(run.stderr.contains("import"), "{}", run.stderr);
}

#[test]
fn misspelt_indicators_and_areas_get_suggestions() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["figures", "--indicator", "service-agencys", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("did you mean service-agencies"), "{}", run.stderr);
    let run = project.run(["figures", "--area", "广东自治区", "--language", "zh-CN"]).expect_code(2);
    assert!(run.stderr.contains("您是不是要：广东省"), "{}", run.stderr);
}

#[test]
fn outside_a_project_it_says_how_to_start_one() {
    let run = Project::empty().run(["build"]).expect_code(3);
    assert!(run.stderr.contains("tierstat.toml") && run.stderr.contains("tierstat init"), "{}", run.stderr);
}

#[test]
fn a_misspelt_setting_names_the_file_and_the_line() {
    let project = Project::empty()
        .with("tierstat.toml", "title = { zh-CN = \"甲\", en = \"A\" }\nlanguage = [\"en\"]\n");
    let run = project.run(["doctor"]).expect_code(3);
    assert!(run.stderr.contains("tierstat.toml") && run.stderr.contains("language"), "{}", run.stderr);
}

#[test]
fn a_closed_pipe_is_no_error() {
    use std::io::Read;
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let mut child = project
        .command(["figures", "--all"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = [0_u8; 1];
    child.stdout.take().expect("a pipe").read_exact(&mut first).expect("a byte");
    assert!(child.wait().expect("ended").success());
}

#[test]
fn help_is_chinese_where_chinese_is_asked_for() {
    let project = Project::empty();
    let help = project.run(["figures", "--help", "--language", "zh-CN"]).expect_code(0);
    assert!(help.stdout.contains("用法：") && help.stdout.contains("由大到小排序"), "{}", help.stdout);
    let of_locale =
        project.command(["--help"]).env("LANG", "zh_CN.UTF-8").output().expect("the program starts");
    assert!(String::from_utf8_lossy(&of_locale.stdout).contains("退出码"));
}

#[test]
fn messages_follow_the_locale_and_else_the_project() {
    let project = Project::of_repository();
    let said = |locale: &str| {
        let run = project.command(["figures"]).env("LANG", locale).output().expect("the program starts");
        String::from_utf8_lossy(&run.stderr).into_owned()
    };
    assert!(said("en_GB.UTF-8").contains("hint:"));
    assert!(said("zh_CN.UTF-8").contains("提示："));
    assert!(said("C").contains("提示："), "the project's first language is Chinese");
}
