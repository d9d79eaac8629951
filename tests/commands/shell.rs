//! What a shell and `man` are told.

use crate::harness::Project;

#[test]
fn each_shell_gets_completions_of_every_verb() {
    let folder = Project::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.run(["completions", shell]).expect_code(0).stdout;
        // What an argument without a name may be, bash and zsh alone are told.
        let names_values = ["bash", "zsh"].contains(&shell);
        for word in ["roll-up", "known-on"].into_iter().chain(names_values.then_some("area-list")) {
            assert!(script.contains(word), "{shell} does not complete {word}");
        }
    }
    folder.write("c.bash", folder.run(["completions", "bash", "--language", "zh-CN"]).expect_code(0).stdout);
    let checked = std::process::Command::new("bash").args(["-n"]).arg(folder.path().join("c.bash")).status();
    assert!(checked.map_or(true, |status| status.success()), "bash reads its script");
    folder.run(["completions", "cmd", "--language", "en"]).expect_code(2);
}

#[test]
fn the_manual_has_a_page_for_the_program_and_each_verb_in_both_languages() {
    let folder = Project::empty();
    let page = folder.run(["man"]).expect_code(0).stdout;
    assert!(page.contains(".TH") && page.contains("Turn the spreadsheets"), "{page}");
    let verb = folder.run(["man", "import", "--language", "zh-CN"]).expect_code(0).stdout;
    assert!(verb.contains(".TH") && verb.contains("把文件读入账本"), "{verb}");
    let run = folder.run(["man", "improt", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("import"), "{}", run.stderr);
}
