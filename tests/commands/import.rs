//! Taking files in, twice, and with the power cut.

use crate::harness::Project;
use std::process::Stdio;

#[test]
fn the_same_bytes_twice_change_nothing() {
    let project = Project::of_repository();
    project.run(["import"]).expect_code(0);
    let before = std::fs::read(project.path().join("out/ledger.sqlite")).expect("a ledger");
    let run = project.run(["import", "--language", "en"]).expect_code(0);
    assert!(run.stdout.contains("known already") && !run.stdout.contains("imported"), "{}", run.stdout);
    assert!(run.stderr.contains("0 files taken in"), "{}", run.stderr);
    assert_eq!(std::fs::read(project.path().join("out/ledger.sqlite")).expect("a ledger"), before);
}

#[test]
fn people_read_words_and_programs_read_codes() {
    let project = Project::of_repository();
    project.run(["import"]).expect_code(0);
    let chinese = project.run(["import", "--language", "zh-CN"]).expect_code(0);
    assert!(
        chinese.stdout.contains("此前已读入") && !chinese.stdout.contains("already"),
        "{}",
        chinese.stdout
    );
    let codes = project.run(["import", "--language", "zh-CN", "--format", "csv"]).expect_code(0);
    assert!(codes.stdout.contains(",already-known,"), "{}", codes.stdout);
}

#[test]
fn a_changed_mapping_reads_the_same_bytes_again() {
    let table = "机构数,\n地区,2020年底\n全国,12\n";
    let project = Project::with_code_lists().with("datasets/a/1/t.csv", table);
    let first = project.run(["import", "--format", "json", "--language", "en"]).expect_code(0);
    assert_eq!(first.json()[0]["figures"], 0, "{}", first.stdout);
    assert!(first.stderr.contains("indicator.unknown"), "{}", first.stderr);
    project.write("datasets/a/1/t.csv.mapping.toml", "[defaults]\nindicator = \"service-agencies\"\n");
    let second = project.run(["import", "--format", "json"]).expect_code(0);
    assert_eq!(second.json()[0]["outcome"], "imported", "{}", second.stdout);
    assert_eq!(second.json()[0]["figures"], 1);
}

#[test]
fn a_resent_file_with_another_value_is_a_revision() {
    let project = Project::with_code_lists();
    let origin = |day: &str| {
        format!(
            "publisher = \"p\"\ntitle = \"t\"\nedition = \"{day}\"\npublished-on = {day}\nblank = \"unknown\"\n"
        )
    };
    let table = |value: u32| format!("社会工作行业组织,\n地区,2020年底\n全国,{value}\n");
    project.write("datasets/a/1/t.csv", table(12));
    project.write("datasets/a/1/t.csv.origin.toml", origin("2021-01-01"));
    project.run(["import"]).expect_code(0);
    project.write("datasets/a/2/t.csv", table(13));
    project.write("datasets/a/2/t.csv.origin.toml", origin("2022-01-01"));
    let run = project.run(["import", "datasets/a/2", "--format", "json"]).expect_code(0);
    assert_eq!(run.json()[0]["revised"], 1, "{}", run.stdout);
    let value = |arguments: &[&str]| {
        let all = ["figures", "--format", "json"].iter().chain(arguments).copied();
        project.run(all).expect_code(0).json()[0]["value"].as_f64()
    };
    assert_eq!(value(&[]), Some(13.0));
    assert_eq!(value(&["--known-on", "2021-06-01"]), Some(12.0));
}

#[test]
fn a_figure_that_vanishes_is_asked_for_and_answered_for_earlier_days_only() {
    let table = |rows: &str| format!("2015年底社会工作行业组织\n地区,县级\n{rows}");
    let project =
        Project::with_code_lists().with("datasets/a/1/t.csv", table("北京市,7\n广东省,14\n浙江省,9\n")).with(
            "datasets/a/1/t.csv.origin.toml",
            "publisher = \"甲\"\ntitle = \"乙\"\nedition = \"1\"\npublished-on = 2016-03-01\n",
        );
    project.run(["import", "--quiet"]).expect_code(0);
    project.write("datasets/a/1/t.csv", table("北京市,7\n浙江省,9\n"));
    let run = project.run(["import", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("figure.vanished") && run.stderr.contains("Guangdong"), "{}", run.stderr);
    assert!(run.stderr.contains("withdrawn, not reported yet, or merged?"), "{}", run.stderr);
    let ask = ["figures", "--area", "广东省", "--format", "json"];
    let now = project.run(ask.into_iter().chain(["--language", "en"])).expect_code(2);
    assert!(
        now.stderr.contains("there is no such figure: Guangdong"),
        "the file does not say it: {}",
        now.stderr
    );
    let then = ["--known-on", "2016-06-30"];
    let run = project.run(ask.into_iter().chain(then)).expect_code(0);
    assert_eq!(run.json()[0]["value"], 14.0, "what was known then");
}

#[test]
#[expect(clippy::print_stdout, reason = "a test of faults says how many there were")]
fn cut_off_at_any_moment_the_ledger_holds_whole_imports_only() {
    const CUTS: u64 = 50;
    let whole = Project::of_repository();
    let complete = whole.run(["import", "--format", "json"]).expect_code(0).json();
    let counts: std::collections::BTreeMap<String, u64> = complete
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| (line["file"].to_string(), line["figures"].as_u64().unwrap_or(0)))
        .collect();
    let all_figures = figure_count(&whole);

    // The moments are spread evenly over the time that a whole import takes on this machine.
    let trial = Project::of_repository();
    let watch = std::time::Instant::now();
    trial.run(["import", "--quiet"]).expect_code(0);
    let duration = watch.elapsed();

    let mut cut_short = 0;
    for cut in 0..CUTS {
        let project = Project::of_repository();
        let mut child = project
            .command(["import", "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(duration.mul_f64((cut as f64 + 0.5) / CUTS as f64));
        child.kill().expect("killed");
        if !child.wait().expect("ended").success() {
            cut_short += 1;
        }
        // What stands in the ledger is a number of whole files, in order; the rest is taken in by the next run.
        let again = project.run(["import", "--format", "json"]).expect_code(0).json();
        for line in again.as_array().expect("a list") {
            let known = line["outcome"] == "already-known";
            let same = line["figures"].as_u64() == counts.get(&line["file"].to_string()).copied();
            assert!(known || same, "cut {cut}: {line}");
        }
        assert_eq!(figure_count(&project), all_figures, "cut {cut}");
        project.run(["doctor"]).expect_code(0);
    }
    println!(
        "{CUTS} imports killed, {cut_short} of them before their end; every ledger held whole imports only"
    );
    assert!(cut_short > CUTS / 4, "only {cut_short} of {CUTS} were cut short: the moments miss the work");
}

fn figure_count(project: &Project) -> usize {
    let run = project.run(["figures", "--all", "--format", "json"]);
    if run.code == 2 && run.stderr.contains("the ledger has no figure") {
        return 0;
    }
    run.expect_code(0).json().as_array().expect("a list").len()
}

#[test]
fn a_table_that_names_no_area_is_kept_back_until_a_mapping_says_it() {
    // Two areas and the root that holds them: whose members these are stands nowhere.
    let project = Project::of_fixture("members");
    std::fs::remove_dir_all(project.path().join("datasets/example")).expect("the example goes");
    project.write("datasets/branch/1/members.csv", "Year,Members\n2022,310\n2023,325\n2024,341\n");
    project.write(
        "datasets/branch/1/members.csv.origin.toml",
        "publisher = \"p\"\ntitle = \"t\"\nedition = \"1\"\npublished-on = 2025-03-01\n",
    );
    let doubt = |stderr: &str| -> Vec<String> {
        stderr.lines().filter(|line| line.contains("area.doubtful")).map(str::to_owned).collect()
    };
    let dry = project.run(["import", "--dry-run", "--format", "json", "--language", "en"]).expect_code(0);
    assert_eq!((&dry.json()[0]["figures"], &dry.json()[0]["kept_back"]), (&0.into(), &3.into()));
    let run = project.run(["import", "--format", "json", "--language", "en"]).expect_code(0);
    assert_eq!((&run.json()[0]["figures"], &run.json()[0]["kept_back"]), (&0.into(), &3.into()));
    let said = doubt(&run.stderr);
    assert_eq!(said, doubt(&dry.stderr));
    assert_eq!(said.len(), 1, "said once, in one line:\n{}", run.stderr);
    for words in ["  3 [area.doubtful]", "members.csv › B2 and 2 more", "members.csv.mapping.toml: ", "area"]
    {
        assert!(said[0].contains(words), "{words}: {}", said[0]);
    }

    let listed = project.run(["figures", "--kept-back", "--format", "json"]).expect_code(0).json();
    assert_eq!(listed.as_array().map(Vec::len), Some(3));
    assert_eq!((&listed[0]["printed"], &listed[0]["rule"]), (&"310".into(), &"area.doubtful".into()));
    assert_eq!(figure_count(&project), 0);
    let build = project.run(["build", "--language", "en"]);
    assert!(build.stderr.contains("3 numbers are kept back"), "{}", build.stderr);

    project.write("datasets/branch/1/members.csv.mapping.toml", "[defaults]\narea = \"10\"\n");
    let settled = project.run(["import", "--format", "json", "--language", "en"]).expect_code(0);
    assert_eq!((&settled.json()[0]["figures"], &settled.json()[0]["kept_back"]), (&3.into(), &0.into()));
    assert!(!settled.stderr.contains("kept back"), "{}", settled.stderr);
    assert_eq!(figure_count(&project), 3);
    let listed = project.run(["figures", "--kept-back", "--format", "json"]).expect_code(0).json();
    assert_eq!(listed, serde_json::json!([]));
}
