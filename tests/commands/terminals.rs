//! What a person sees on a terminal: records where columns do not fit, colours unless they are declined.

use crate::harness::Project;
use std::process::{Command, Stdio};

/// What a command prints on a terminal of so many columns; none where no terminal can be had.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn on_terminal(
    project: &Project,
    columns: u32,
    environment: &[(&str, &str)],
    command: &str,
) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_tierstat");
    let line = format!("stty cols {columns} rows 40; '{program}' {command}");
    let mut script = Command::new("script");
    script.args(["-qec", &line, "/dev/null"]).current_dir(project.path()).stdin(Stdio::null());
    script.env_remove("NO_COLOR").env("TERM", "xterm");
    script.envs(environment.iter().copied());
    let Ok(output) = script.output() else {
        eprintln!("SKIPPED: there is no `script` to make a terminal with");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).replace('\r', ""))
}

#[test]
fn rows_that_do_not_fit_are_records_and_no_line_of_theirs_is_a_column() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let command = "growth --indicator industry-organisations --language en --quiet";
    let Some(narrow) = on_terminal(&project, 60, &[], command) else { return };
    let wide = on_terminal(&project, 400, &[], command).unwrap_or_default();
    assert!(narrow.lines().any(|line| line.starts_with("tier: ")), "{narrow}");
    assert!(!wide.contains("tier: "), "{wide}");
    let piped = project.run(command.split(' ')).stdout;
    assert_eq!(wide, piped, "what is piped is what fits");
}

#[test]
fn messages_are_coloured_on_a_terminal_only_and_never_where_that_is_declined() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let command = "growth --indicator nothing-such --language en";
    let Some(plain) = on_terminal(&project, 80, &[("NO_COLOR", "1")], command) else { return };
    let coloured = on_terminal(&project, 80, &[], command).unwrap_or_default();
    assert!(plain.contains("error: ") && !plain.contains('\u{1b}'), "{plain:?}");
    assert!(coloured.contains("\u{1b}[1;31merror\u{1b}[0m: "), "{coloured:?}");
    let never = on_terminal(&project, 80, &[], &format!("{command} --color never")).unwrap_or_default();
    assert!(!never.contains('\u{1b}'), "{never:?}");
    let piped = |color: &str| project.run(command.split(' ').chain(["--color", color])).stderr;
    assert!(piped("always").contains("\u{1b}[1;31merror") && !piped("auto").contains('\u{1b}'));
}
