//! An answer that is not written whole is an error; talk that nobody hears, and a reader who has read enough, are none.

#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

use crate::harness::{Project, Run, signal};
use std::fs::OpenOptions;
use std::process::Stdio;

/// A device that takes nothing, as a full disk does.
const FULL: &str = "/dev/full";

/// What each verb is asked for an answer on stdout with; `NEW` is another folder in each run.
pub(super) const QUESTIONS: [(&str, &[&str]); 31] = [
    ("init", &["NEW"]),
    ("new", &["indicator", "NEW"]),
    ("completions", &["bash"]),
    ("man", &[]),
    ("inspect", &["datasets/example/first/members.csv"]),
    ("table", &["datasets/example/first/members.csv"]),
    ("lint", &["--checks"]),
    ("import", &[]),
    ("settle", &[]),
    ("forget", &["given.csv"]),
    ("figures", &[]),
    ("check", &[]),
    ("growth", &["--indicator", "members"]),
    ("coverage", &["--sample", "37/120"]),
    ("target", &["--indicator", "members"]),
    ("roll-up", &["--indicator", "members"]),
    ("balance", &["--indicator", "members"]),
    ("forecast", &["--series", "series.csv", "--horizon", "1"]),
    ("trend", &["--series", "series.csv"]),
    ("fit", &["--model", "linear", "series.csv"]),
    ("chart", &[]),
    ("report", &["words"]),
    ("build", &[]),
    ("trace", &["--indicator", "members", "--area", "20"]),
    ("diff", &["2020-01-01", "2100-01-01"]),
    ("errata", &["2020-01-01", "2100-01-01"]),
    ("revisions", &[]),
    ("ledger", &["verify"]),
    ("exchange", &["key"]),
    ("export", &[]),
    ("doctor", &[]),
];

/// A small project in which every verb has something to say.
pub(super) fn project() -> Project {
    let project = Project::of_fixture("members");
    let one_language = |name: &str, text: &str| {
        project.write(name, text.replace("languages = [\"zh-CN\", \"en\"]", "languages = [\"en\"]"));
    };
    one_language("reports/members/report.toml", &project.read("reports/members/report.toml"));
    // Pictures take time; a report of words has none.
    project.write(
        "reports/words/report.toml",
        "title = { zh-CN = \"字\", en = \"Words\" }\nlanguages = [\"en\"]\n[scope]\nindicator = \"members\"\narea = \"1\"\n",
    );
    project.write("reports/words/text.en.md", "There were {{ figure(at='latest') }} members.\n");
    project.write("series.csv", "series,period,value\na,2010,1\na,2011,3\na,2012,4\na,2013,7\na,2014,9\n");
    project.write(
        "datasets/indicators/members-target.toml",
        "id = \"members-target\"\nname = { zh-CN = \"会员目标数\", en = \"target for members\" }\nunit = \"persons\"\nmeasure = \"stock\"\n\
         target-of = \"members\"\n[definition]\nzh-CN = \"规划的数。\"\nen = \"What a plan aims at.\"\n",
    );
    project.write("datasets/example/plan/plan.csv", "会员目标数,\n,单位：人\n地区,2030年底\n全国,2000\n");
    project.write(
        "datasets/example/plan/plan.csv.origin.toml",
        project.read("datasets/example/first/members.csv.origin.toml"),
    );
    // The parts do not add up.
    project.write(
        "datasets/example/second/members.csv",
        "会员数,,\n,,单位：人\n地区,2022年底,2021年底\n全国,1200,1350\n北区,7,780\n南区,5,570\n",
    );
    project.write(
        "datasets/example/second/members.csv.origin.toml",
        project.read("datasets/example/first/members.csv.origin.toml"),
    );
    // Given by name, so that it can be forgotten, and what other verbs answer stays.
    project.write("given.csv", "会员数,\n地区,2020年底\n全国,1100\n");
    project.run(["import", "given.csv", "--quiet"]).expect_code(0);
    project.run(["import", "--quiet"]).expect_code(0);
    project.run(["build", "--quiet"]);
    project
}

/// Every verb, as the program lists them.
pub(super) fn verbs(project: &Project) -> Vec<String> {
    let help = project.run(["--help"]).expect_code(0).stdout;
    let listed = help.split_once("Commands:\n").expect("commands").1;
    let lines = listed.lines().take_while(|line| !line.trim().is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    let verbs: Vec<String> =
        names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    verbs.into_iter().filter(|verb| verb != "help").collect()
}

/// The questions of every verb, each in some formats; drawing takes long and is asked once.
fn questions(project: &Project) -> Vec<Vec<String>> {
    let mut questions = Vec::new();
    for verb in verbs(project) {
        let known = QUESTIONS.iter().find(|(name, _)| *name == verb);
        let (_, arguments) =
            known.unwrap_or_else(|| panic!("write a question to which `{verb}` answers on stdout"));
        let formats: &[&str] = if verb == "chart" { &["table"] } else { &["table", "csv", "json"] };
        for format in formats {
            let words = [verb.as_str()].into_iter().chain(arguments.iter().copied());
            questions
                .push(words.chain(["--format", format, "--language", "en"]).map(str::to_owned).collect());
        }
    }
    questions
}

fn run(
    project: &Project,
    question: &[String],
    folder: &str,
    stdout: impl Into<Stdio>,
    stderr: impl Into<Stdio>,
) -> Run {
    let words = question.iter().map(|word| if word == "NEW" { folder } else { word });
    let mut command = project.command(words);
    let child = command.stdout(stdout).stderr(stderr).spawn().expect("the program starts");
    let output = child.wait_with_output().expect("it ends");
    Run {
        code: output.status.code().unwrap_or(-1),
        signal: signal(&output.status),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

fn full() -> Stdio {
    OpenOptions::new().write(true).open(FULL).expect("the device").into()
}

/// A pipe whose reader has gone before anything is written.
fn closed_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

#[test]
fn every_verb_says_that_its_answer_could_not_be_written() {
    if !std::path::Path::new(FULL).exists() {
        eprintln!("skipped: there is no {FULL} here");
        return;
    }
    let project = &project();
    let questions = questions(project);
    let faults: Vec<String> = std::thread::scope(|scope| {
        let half = questions.len().div_ceil(2);
        let work = questions.chunks(half).enumerate().map(|(half, questions)| {
            scope.spawn(move || {
                let faults = questions.iter().enumerate().flat_map(|(index, question)| {
                    faults_of(project, question, &format!("new-{half}-{index}"))
                });
                faults.collect::<Vec<String>>()
            })
        });
        let work: Vec<_> = work.collect();
        work.into_iter().flat_map(|thread| thread.join().expect("a result")).collect()
    });
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// What one question does wrong where its streams are full or closed.
fn faults_of(project: &Project, question: &[String], folder: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut hold = |what: &str, holds: bool, run: &Run| {
        if !holds {
            faults.push(format!(
                "{}: {what}: code {}, stderr {:?}",
                question.join(" "),
                run.code,
                run.stderr
            ));
        }
    };
    let heard = |name: &str, stdout: Stdio, stderr: Stdio| {
        run(project, question, &format!("{folder}-{name}"), stdout, stderr)
    };
    let found = heard("full", full(), Stdio::piped());
    let said = found.stderr.contains("cannot write the answer to standard output");
    hold("a full disk is an error", found.code == 1 && said, &found);
    let found = heard("closed", closed_pipe(), Stdio::piped());
    let quiet = !found.stderr.contains("standard output") && !found.stderr.contains("panic");
    // Findings are an outcome of the check, whoever reads them.
    let fine = [0, if question.iter().any(|word| word == "check") { 4 } else { 0 }].contains(&found.code);
    hold("a closed pipe is no error", fine && quiet, &found);
    let usual = found.code;
    if question.first().is_some_and(|verb| verb == "chart") {
        return faults;
    }
    let found = heard("talk", Stdio::piped(), full());
    hold("talk that is not heard changes nothing", found.code == usual, &found);
    hold("the question has an answer", !found.stdout.is_empty(), &found);
    faults
}

#[test]
fn help_is_an_answer_and_a_wrong_word_is_talk() {
    if !std::path::Path::new(FULL).exists() {
        eprintln!("skipped: there is no {FULL} here");
        return;
    }
    let project = Project::empty();
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<String>>();
    for question in ["--help", "--version", "help chart", "chart --help", "help"] {
        let question = words(question);
        let found = run(&project, &question, "", closed_pipe(), Stdio::piped());
        assert_eq!((found.code, found.stderr.as_str()), (0, ""), "{question:?} to a closed pipe");
        let found = run(&project, &question, "", full(), Stdio::piped());
        assert_eq!(found.code, 1, "{question:?} to a full disk");
        assert!(found.stderr.contains("cannot write the answer"), "{question:?}: {}", found.stderr);
    }
    // Outcomes of every kind stay what they are where nothing can be said of them.
    for (question, code) in [("improt", 2), ("inspect", 2), ("inspect nowhere.csv", 3), ("doctor", 3)] {
        let found = run(&project, &words(question), "", Stdio::piped(), full());
        assert_eq!(found.code, code, "{question} with a full stderr");
        let found = run(&project, &words(question), "", full(), closed_pipe());
        assert_eq!(found.code, code, "{question} with a closed stderr");
    }
}

#[test]
fn a_long_answer_that_ends_half_way_is_an_error() {
    if !cfg!(target_os = "linux") {
        eprintln!("skipped: files have no limit here");
        return;
    }
    let rows: String = (0..40_000).map(|row| format!("{row},1\n")).collect();
    let project = Project::empty().with("long.csv", format!("a,b\n{rows}"));
    for format in ["csv", "json"] {
        // A file that may not grow further stands for a disk that is full after 32 KiB.
        let program = project.command([]);
        let mut shell = std::process::Command::new("/bin/sh");
        let limited = "trap '' XFSZ; ulimit -f 64 && exec \"$0\" table long.csv --format \"$1\" > out";
        shell.args(["-c", limited]).arg(program.get_program()).arg(format);
        shell.current_dir(project.path()).env_clear().env("LANG", "en_GB.UTF-8");
        let output = shell.output().expect("the shell starts");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{format}: {stderr}");
        assert!(stderr.contains("cannot write the answer to standard output"), "{format}: {stderr}");
        assert_eq!(project.read("out").len(), 64 * 512, "{format}: a part was written");
    }
}
