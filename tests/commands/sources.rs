//! The same datasets give the same answers, whatever happened to them before.

use crate::harness::Project;
use std::path::Path;

const MEMBERS: &str = "datasets/example/first/members.csv";
const SETS: &str = "datasets/example";

/// One file, one report.
fn started() -> Project {
    Project::of_fixture("members")
}

/// The same without its chart, which takes most of the time.
fn without_chart() -> Project {
    let project = started();
    std::fs::remove_dir_all(project.path().join("reports/members/charts")).expect("it was there");
    for name in ["reports/members/text.en.md", "reports/members/text.zh-CN.md"] {
        project.write(name, project.read(name).replace("{{ chart(\"members\") }}", ""));
    }
    project
}

fn origin(edition: &str) -> String {
    format!(
        "publisher = \"Office\"\ntitle = \"Members\"\nedition = \"{edition}\"\npublished-on = {edition}-04-01\n"
    )
}

fn remove(project: &Project, name: &str) {
    std::fs::remove_file(project.path().join(name)).expect("it was there");
}

fn rename(project: &Project, from: &str, to: &str) {
    let to = project.path().join(to);
    std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
    std::fs::rename(project.path().join(from), to).expect("renamed");
}

fn values(project: &Project, arguments: &[&str]) -> Vec<String> {
    let all = ["figures", "--all", "--format", "json"].iter().chain(arguments).copied();
    let run = project.run(all);
    let has_none = ["the ledger has no figure", "there is no such figure"];
    if run.code == 2 && has_none.iter().any(|said| run.stderr.contains(said)) {
        return Vec::new();
    }
    let rows = run.expect_code(0).json();
    rows.as_array()
        .expect("a list")
        .iter()
        .map(|row| row["printed"].as_str().unwrap_or("").to_owned())
        .collect()
}

/// Everything that a project answers: figures, findings, what is kept back, and all that its build wrote.
fn answers(project: &Project) -> Vec<(String, Vec<u8>)> {
    let asked: [&[&str]; 4] = [
        &["figures", "--all", "--format", "csv"],
        &["figures", "--kept-back", "--format", "csv"],
        &["check", "--format", "json", "--language", "en"],
        &["growth", "--indicator", "members", "--format", "csv"],
    ];
    let mut answers: Vec<(String, Vec<u8>)> = asked
        .iter()
        .map(|arguments| (arguments.join(" "), project.run(arguments.iter().copied()).stdout.into_bytes()))
        .collect();
    // While an import is unfinished no report is written, and those that were there stay as they were.
    if !project.path().join("out/unfinished-imports.json").exists() {
        answers.extend(project.files_under("out/reports"));
    }
    answers
}

/// The same folder, built from nothing.
fn from_nothing(project: &Project) -> Project {
    let fresh = Project::empty();
    for (name, content) in project.files_under("") {
        if !name.starts_with("out/") {
            fresh.write(&name, content);
        }
    }
    fresh.run(["build", "--quiet"]);
    fresh
}

#[track_caller]
fn expect_equal(project: &Project, what: &str) {
    let (here, there) = (answers(project), answers(&from_nothing(project)));
    let names = |all: &[(String, Vec<u8>)]| all.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&here), names(&there), "{what}");
    for ((name, here), (_, there)) in here.iter().zip(&there) {
        assert!(
            here == there,
            "{what}: {name} differs from a build from nothing\n-- here\n{}\n-- from nothing\n{}",
            String::from_utf8_lossy(here),
            String::from_utf8_lossy(there)
        );
    }
}

#[test]
fn a_file_that_was_deleted_is_no_longer_answered_but_for_earlier_days() {
    let project = started().with("datasets/example/second/more.csv", "会员数,\n地区,2025年底\n全国,1999\n");
    project.write("datasets/example/second/more.csv.origin.toml", origin("2026"));
    project.run(["build", "--quiet"]).expect_code(0);
    assert!(values(&project, &[]).contains(&"1999".to_owned()));
    assert!(project.read("out/reports/members/members.en.md").contains("1,999"));
    remove(&project, "datasets/example/second/more.csv");
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(!run.stderr.contains("everything is up to date"), "{}", run.stderr);
    assert!(run.stdout.contains("1 file there no longer"), "{}", run.stdout);
    assert!(run.stderr.contains("[source.gone] datasets/example/second/more.csv"), "{}", run.stderr);
    assert!(!values(&project, &[]).contains(&"1999".to_owned()));
    assert!(!project.read("out/reports/members/members.en.md").contains("1,999"));
    expect_equal(&project, "deleted");
    assert!(
        values(&project, &["--known-on", "2026-05-01"]).contains(&"1999".to_owned()),
        "it was known then"
    );
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("everything is up to date"), "{}", run.stderr);
    project.run(["ledger", "verify"]).expect_code(0);
    // And it comes back.
    project.write("datasets/example/second/more.csv", "会员数,\n地区,2025年底\n全国,1999\n");
    let run = project.run(["import", "--format", "csv"]).expect_code(0);
    assert!(run.stdout.contains("more.csv,imported,1,"), "{}", run.stdout);
    assert!(values(&project, &[]).contains(&"1999".to_owned()));
}

#[test]
fn a_renamed_file_is_told_as_renamed_and_answered_under_its_new_name() {
    let project = without_chart();
    project.run(["build", "--quiet"]).expect_code(0);
    let to = "datasets/example/2025/members-2025.csv";
    rename(&project, MEMBERS, to);
    rename(&project, &format!("{MEMBERS}.origin.toml"), &format!("{to}.origin.toml"));
    let dry = project.run(["import", "--dry-run", "--format", "csv"]).expect_code(0);
    assert!(dry.stdout.contains(&format!("{MEMBERS},would-be-renamed,")), "{}", dry.stdout);
    let run = project.run(["import", "--format", "csv", "--language", "en"]).expect_code(0);
    assert!(run.stdout.contains(&format!("{MEMBERS},renamed,")), "{}", run.stdout);
    assert!(run.stderr.contains(&format!("{MEMBERS} is now {to}")), "{}", run.stderr);
    let cells = project.run(["figures", "--all", "--format", "csv"]).expect_code(0).stdout;
    assert!(cells.contains(to) && !cells.contains(MEMBERS), "{cells}");
    project.run(["build", "--quiet"]).expect_code(0);
    expect_equal(&project, "renamed");
}

#[test]
fn a_file_that_changed_says_what_it_says_now_also_when_it_changes_back() {
    let project = without_chart();
    let first = project.read(MEMBERS);
    for (content, value) in [(first.replace("1350", "1351"), "1351"), (first.clone(), "1350")] {
        project.run(["build", "--quiet"]).expect_code(0);
        project.write(MEMBERS, content);
        project.run(["build", "--quiet"]).expect_code(0);
        assert!(values(&project, &[]).contains(&value.to_owned()), "{value}");
        assert_eq!(values(&project, &[]).len(), 6);
        expect_equal(&project, value);
    }
}

#[test]
fn a_file_that_changed_into_something_unreadable_is_not_answered_by_what_it_was() {
    let project =
        without_chart().with("datasets/example/second/more.csv", "会员数,\n地区,2025年底\n全国,1999\n");
    project.run(["build", "--quiet"]).expect_code(0);
    project.write(
        "datasets/example/second/more.csv.mapping.toml",
        "[labels]\n\"no such label\" = { ignore = true }\n",
    );
    let run = project.run(["build", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("[source.unreadable]"), "{}", run.stderr);
    assert!(!values(&project, &[]).contains(&"1999".to_owned()));
    expect_equal(&project, "unreadable");
    remove(&project, "datasets/example/second/more.csv.mapping.toml");
    project.run(["build", "--quiet"]).expect_code(0);
    assert!(values(&project, &[]).contains(&"1999".to_owned()));
}

#[test]
fn a_chart_that_has_no_figures_any_more_goes_with_them() {
    let project = started();
    project.run(["build", "--quiet"]).expect_code(0);
    let chart = project.path().join("out/reports/members/charts/members.en.svg");
    assert!(chart.exists());
    project.write("out/reports/members/charts/members.en.csv", "kept by a person");
    remove(&project, MEMBERS);
    project.run(["build", "--quiet"]).expect_code(0);
    assert!(!chart.exists());
    assert_eq!(project.read("out/reports/members/charts/members.en.csv"), "kept by a person");
}

#[test]
fn what_was_taken_in_by_mistake_leaves_no_findings_and_nothing_kept_back() {
    let project = without_chart();
    project.run(["build", "--quiet"]).expect_code(0);
    let before = answers(&project);
    // No area, so kept back; no origin, and a label that nobody knows: findings.
    let mistake = "Year,Members,Gadgets\n2022,310,7\n2023,325,8\n";
    project.write("datasets/example/second/draft.csv", mistake);
    project.run(["import", "--quiet"]).expect_code(0);
    assert_ne!(project.run(["figures", "--kept-back", "--format", "json"]).json(), serde_json::json!([]));
    assert_ne!(project.run(["check", "--format", "json"]).json(), serde_json::json!([]));
    remove(&project, "datasets/example/second/draft.csv");
    project.run(["build", "--quiet"]).expect_code(0);
    assert!(answers(&project) == before, "the mistake left something behind");
}

#[test]
fn the_same_bytes_in_two_folders_with_two_origins_stand_for_both_and_settle() {
    let project = without_chart();
    let table = "会员数,\n地区,2022年底\n北区,690\n";
    for (folder, area) in [("a", "10"), ("b", "20")] {
        project.write(&format!("{SETS}/{folder}/t.csv"), table.replace("北区", "协会"));
        project.write(&format!("{SETS}/{folder}/t.csv.origin.toml"), origin("2023"));
        project.write(
            &format!("{SETS}/{folder}/t.csv.mapping.toml"),
            format!("[labels]\n\"协会\" = {{ area = \"{area}\" }}\n"),
        );
    }
    project.run(["build", "--quiet"]).expect_code(0);
    let told = values(&project, &["--period", "2022"]);
    assert_eq!(told, ["690", "690"], "one for each area");
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("everything is up to date"), "{} {}", run.stdout, run.stderr);
}

#[test]
fn a_file_of_another_ending_is_passed_over_and_said() {
    let project = without_chart();
    let table = "会员数,\n地区,2025年底\n全国,1999\n";
    for name in ["given.dat", "given", "link.csv.bak", "more/given.prn"] {
        project.write(&format!("{SETS}/{name}"), table);
    }
    // What lies beside files with figures, what holds none by its bytes, and what nobody looks at.
    for name in ["given.py", "given.toml", "LICENSE", "README.dat", ".given.dat", "given.dat~"] {
        project.write(&format!("{SETS}/{name}"), table);
    }
    project.write(&format!("{SETS}/picture.dat"), "%PDF-1.4 1 2 3");
    project.write(&format!("{SETS}/words.dat"), "no number\n");
    let told = |arguments: &[&str]| {
        let run = project.run(arguments.iter().copied().chain(["--language", "en"])).expect_code(0);
        let lines = run.stderr.lines().filter(|line| line.contains("[file.ending]")).map(str::to_owned);
        (lines.collect::<Vec<_>>(), run.stderr)
    };
    for verb in [&["build"][..], &["import"], &["import", SETS]] {
        let (lines, all) = told(verb);
        let expected = ["given could", "given.dat could", "link.csv.bak could", "more/given.prn could"];
        let found =
            expected.iter().all(|name| lines.iter().any(|line| line.contains(&format!("{SETS}/{name}"))));
        assert!(found && lines.len() == expected.len(), "{verb:?} {all}");
        assert!(lines.iter().all(|line| line.contains("(xlsx, ")) && all.contains("not-imported"), "{all}");
    }
    assert!(!values(&project, &[]).contains(&"1999".to_owned()), "none of them is read");

    // By name it is read, and told for what it is.
    let given = format!("{SETS}/given.dat");
    let (lines, all) = told(&["import", &given]);
    assert!(lines.len() == 1 && lines[0].contains("the ending of"), "{all}");
    assert!(!all.contains("[source.outside]"), "it lies inside: {all}");
    project.run(["build", "--quiet"]).expect_code(0);
    assert!(values(&project, &[]).contains(&"1999".to_owned()), "and stands");

    // Who does not mean them says so.
    let settings = project.read("tierstat.toml");
    let names = ["more", "given.dat", "given", "link.csv.bak"].map(|name| format!("example/{name}"));
    project
        .write("tierstat.toml", settings.replace("not-imported = []", &format!("not-imported = {names:?}")));
    let (lines, all) = told(&["import"]);
    assert!(lines.is_empty(), "{all}");
}

#[test]
fn forget_takes_a_file_out_by_hand() {
    let project = without_chart();
    let elsewhere = Project::empty().with("given.csv", "会员数,\n地区,2025年底\n全国,1999\n");
    let given = elsewhere.path().join("given.csv").canonicalize().expect("it is there");
    let given = given.to_str().expect("a path").to_owned();
    let run = project.run(["import", &given, "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("[source.outside]") && run.stderr.contains(&given), "{}", run.stderr);
    project.run(["build", "--quiet"]).expect_code(0);
    assert!(values(&project, &[]).contains(&"1999".to_owned()), "a build does not look outside");
    let id = project.run(["figures", "--period", "2025", "--format", "json"]).json()[0]["id"].to_string();
    let id = id.trim_matches('"').to_owned();

    let run = project.run(["forget", "givn.csv", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("given.csv"), "the near one is named: {}", run.stderr);
    let run = project.run(["forget", &given, "--language", "en", "--format", "csv"]).expect_code(0);
    assert!(run.stdout.contains(",forgotten"), "{}", run.stdout);
    assert!(!values(&project, &[]).contains(&"1999".to_owned()));
    let run = project.run(["trace", &id, "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("is none since") && run.stderr.contains("--known-on"), "{}", run.stderr);
    assert!(run.stderr.contains("it was forgotten"), "{}", run.stderr);
    let run = project.run(["forget", &given, "--language", "en", "--format", "csv"]).expect_code(0);
    assert!(
        run.stdout.contains(",no-source") && run.stderr.contains("is no source since"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    let run = project.run(["ledger", "verify", "--language", "en"]).expect_code(0);
    assert!(run.stdout.contains(&format!("{given} (it was forgotten)")), "{}", run.stdout);

    // One that still lies in the datasets folder comes back, and that is said.
    let run = project.run(["forget", MEMBERS, "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("still lies there"), "{}", run.stderr);
    assert_eq!(values(&project, &[]), Vec::<String>::new());
    let run = project.run(["forget", "nirgends", MEMBERS, "--language", "zh-CN"]).expect_code(2);
    assert!(run.stderr.contains("账本中没有"), "{}", run.stderr);
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains(&format!("[source.again] {MEMBERS}")), "{}", run.stderr);
    assert_eq!(values(&project, &[]).len(), 6);
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(!run.stderr.contains("source.again"), "{}", run.stderr);
    project.run(["ledger", "verify"]).expect_code(0);
}

#[test]
fn what_another_ledger_brought_is_not_missed_where_it_never_lay() {
    let project = without_chart();
    project.run(["build", "--quiet"]).expect_code(0);
    project.run(["ledger", "export", "moved.sqlite"]).expect_code(0);
    let other = without_chart();
    remove(&other, MEMBERS);
    std::fs::copy(project.path().join("moved.sqlite"), other.path().join("moved.sqlite")).expect("a copy");
    other.run(["ledger", "import", "moved.sqlite"]).expect_code(0);
    other.run(["build", "--quiet"]).expect_code(0);
    assert_eq!(values(&other, &[]).len(), 6);
    // What is none any more there is said, and is for a person to forget here.
    project.run(["forget", MEMBERS, "--quiet"]).expect_code(0);
    project.run(["ledger", "export", "again.sqlite"]).expect_code(0);
    std::fs::copy(project.path().join("again.sqlite"), other.path().join("again.sqlite")).expect("a copy");
    let run = other.run(["ledger", "import", "again.sqlite", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains(&format!("answered by here: {MEMBERS}")), "{}", run.stderr);
    assert_eq!(values(&other, &[]).len(), 6);
}

#[test]
fn trace_says_where_a_renamed_file_stands_now() {
    let project = without_chart();
    project.run(["build", "--quiet"]).expect_code(0);
    let row = &project.run(["figures", "--all", "--format", "json"]).json()[0];
    let (id, value) = (row["id"].as_str().expect("an id").to_owned(), row["printed"].clone());
    let to = "datasets/example/2025/members-2025.csv";
    rename(&project, MEMBERS, to);
    rename(&project, &format!("{MEMBERS}.origin.toml"), &format!("{to}.origin.toml"));
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["trace", &id, "--language", "en"]);
    assert!(format!("{}{}", run.stdout, run.stderr).contains(to), "{}{}", run.stdout, run.stderr);
    let row = &project.run(["figures", "--all", "--format", "json"]).json()[0];
    assert_eq!(row["printed"], value);
}

#[test]
fn verify_and_doctor_say_that_a_source_is_missed_before_anything_is_imported() {
    let project = without_chart();
    let elsewhere = Project::empty().with("given.csv", "会员数,\n地区,2025年底\n全国,1999\n");
    let given = elsewhere.path().join("given.csv").canonicalize().expect("it is there");
    project.run(["import", given.to_str().expect("a path"), "--quiet"]).expect_code(0);
    project.run(["build", "--quiet"]).expect_code(0);
    remove(&project, MEMBERS);
    std::fs::remove_file(&given).expect("it was there");
    for verb in [&["ledger", "verify"][..], &["doctor"]] {
        let run = project.run(verb.iter().copied().chain(["--language", "en"])).expect_code(0);
        assert!(run.stderr.contains(&format!("[source.missed] {MEMBERS}")), "{}", run.stderr);
        assert!(run.stderr.contains("is there no longer; the ledger keeps its bytes"), "{}", run.stderr);
    }
    // Whoever only asks is told, too.
    for verb in [&["figures"][..], &["growth", "--indicator", "members"], &["report"], &["check"]] {
        let run = project.run(verb.iter().copied().chain(["--language", "en"])).expect_code(0);
        assert!(run.stderr.contains("[source.missed]") && run.stderr.contains(MEMBERS), "{}", run.stderr);
    }
    project.run(["build", "--quiet"]).expect_code(0);
    assert_eq!(values(&project, &[]), ["1999"], "what was given stands until it is forgotten");
    assert!(!project.run(["figures"]).expect_code(0).stderr.contains("source.missed"));
    let run = project.run(["ledger", "verify", "--language", "en"]).expect_code(0);
    assert!(run.stdout.contains(&format!("{MEMBERS} (it is there no longer)")), "{}", run.stdout);
    assert!(!run.stderr.contains("source.missed"), "{}", run.stderr);
    let rows = project.run(["doctor", "--format", "json"]).expect_code(0).json();
    let count = |what: &str| {
        let rows = rows.as_array().expect("rows");
        rows.iter().find(|row| row["what"] == what).map(|row| row["count"].clone())
    };
    assert_eq!((count("sources"), count("withdrawn")), (Some(1.into()), Some(1.into())));
}

#[test]
fn a_letter_about_a_file_that_is_no_source_any_more_goes_unless_a_person_wrote_in_it() {
    let wrong = |year| format!("会员数,,\n地区,{year}年底\n全国,100\n北区,60\n南区,60\n");
    let letters = |project: &Project| -> Vec<String> {
        project.files_under("out/letters").into_iter().map(|(name, _)| name).collect()
    };
    for by_hand in [false, true] {
        let project = without_chart();
        project.write("datasets/mistaken/1/t.csv", wrong(2018));
        project.write("datasets/another/1/t.csv", wrong(2019));
        project.run(["import", "--letter", "--quiet"]).expect_code(0);
        assert_eq!(letters(&project).len(), 5, "two letters in two languages, and their list");
        project.write("out/letters/mistaken.en.md", "a person wrote this");
        remove(&project, "datasets/mistaken/1/t.csv");
        let run = match by_hand {
            true => project.run(["forget", "datasets/mistaken/1/t.csv", "--language", "en"]),
            false => project.run(["build", "--language", "en"]),
        };
        assert!(
            run.stderr.contains("removed: out/letters/mistaken.zh-CN.md"),
            "{}{}",
            run.stdout,
            run.stderr
        );
        let expected = ["another.en.md", "another.zh-CN.md", "manifest.json", "mistaken.en.md"];
        assert_eq!(letters(&project), expected, "by hand: {by_hand}");
        // What is asked no longer goes with the next letters.
        project.write("datasets/another/1/t.csv", wrong(2019).replace("100", "120"));
        project.run(["import", "--letter", "--quiet"]).expect_code(0);
        assert_eq!(letters(&project), ["mistaken.en.md"]);
    }
}

#[test]
fn what_states_no_day_is_known_since_its_bytes_first_came() {
    let project = without_chart();
    let file = "datasets/example/second/more.csv";
    let table = "会员数,\n地区,2025年底\n全国,1999\n";
    project.write(file, table);
    project.run(["import", "--quiet", "--known-on", "2026-02-01"]).expect_code(0);
    remove(&project, file);
    project.run(["import", "--quiet", "--known-on", "2026-03-01"]).expect_code(0);
    let known = |day: &str| values(&project, &["--period", "2025", "--known-on", day]);
    assert_eq!((known("2026-02-28"), known("2026-03-01")), (vec!["1999".to_owned()], vec![]));
    project.write("datasets/example/second/later.csv", table);
    project.run(["import", "--quiet", "--known-on", "2026-04-01"]).expect_code(0);
    assert_eq!(known("2026-02-28"), ["1999"]);
    assert_eq!(known("2026-01-31"), Vec::<String>::new());
    assert_eq!(known("2026-04-01"), ["1999"]);
}

#[test]
fn a_number_that_a_file_says_no_more_is_a_revision_and_one_that_no_file_says_an_erratum() {
    let project = without_chart();
    let file = "datasets/example/second/more.csv";
    let import = |day: &str| project.run(["import", "--quiet", "--known-on", day]).expect_code(0);
    for (value, day) in [("1999", "2026-02-01"), ("2000", "2026-03-01")] {
        project.write(file, format!("会员数,\n地区,2025年底\n全国,{value}\n"));
        import(day);
    }
    let revisions = project.run(["revisions", "--format", "json"]).expect_code(0).json();
    assert_eq!(revisions[0]["with_vintages"], 1, "{revisions}");
    remove(&project, file);
    import("2026-04-01");
    let revisions = project.run(["revisions", "--format", "json"]).expect_code(0).json();
    assert_eq!(revisions[0]["with_vintages"], 1, "what was said does not change by its going: {revisions}");
    for (earlier, later, expected) in [
        ("2026-02-28", "2026-03-01", "for \"1999\" read \"2000\"; as printed in"),
        ("2026-03-31", "2026-04-01", "for \"2000\" read \"—\"; no source says so any more"),
    ] {
        let run = project.run(["errata", earlier, later, "--language", "en"]).expect_code(0);
        assert!(run.stdout.contains(expected), "{}", run.stdout);
    }
}

#[test]
fn a_package_carries_what_stands() {
    let project =
        without_chart().with("datasets/example/second/more.csv", "会员数,\n地区,2025年底\n全国,1999\n");
    project.run(["build", "--quiet"]).expect_code(0);
    remove(&project, "datasets/example/second/more.csv");
    project.run(["import", "--quiet"]).expect_code(0);
    project.run(["exchange", "pack", "shared.json", "--quiet"]).expect_code(0);
    assert!(!project.read("shared.json").contains("1999"));
    let key = project.run(["exchange", "key"]).expect_code(0).stdout;
    let other = without_chart();
    remove(&other, MEMBERS);
    other.write("shared.json", project.read("shared.json"));
    other.run(["exchange", "open", "shared.json", "--trust", key.trim(), "--quiet"]).expect_code(0);
    other.run(["build", "--quiet"]).expect_code(0);
    assert_eq!(values(&other, &[]).len(), 6, "what was given is not missed");
    other.run(["forget", "shared.json", "--quiet"]).expect_code(0);
    assert_eq!(values(&other, &[]), Vec::<String>::new());
}

/// Numbers of a seed: xorshift64 (Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or(0)
    }
}

/// Does something to the files of a project; returns what.
fn happen(project: &Project, random: &mut Random) -> String {
    let mut files: Vec<String> = project
        .files_under(SETS)
        .into_iter()
        .map(|(name, _)| format!("{SETS}/{name}"))
        .filter(|name| name.ends_with(".csv"))
        .collect();
    files.sort();
    let names = ["a/t.csv", "b/t.csv", "b/u.csv", "c-a/t.csv", "members.csv"];
    let name = format!("{SETS}/{}", names[random.below(names.len())]);
    let year = 2019 + random.below(4);
    let content = match random.below(5) {
        0 => format!("会员数,,\n地区,{year}年底\n全国,{}\n北区,40\n", 90 + random.below(3)),
        1 => format!("会员数,,\n地区,{year}年底\n北区,{}\n南区,50\n", 40 + random.below(3)),
        // Kept back, since nothing says whose they are.
        2 => format!("Year,Members\n{year},31\n{},32\n", year + 1),
        // Parts that do not add up, and an area that nobody knows.
        3 => format!("会员数,,\n地区,{year}年底\n全国,100\n北区,60\n南区,60\n西区,3\n"),
        _ => "会员数,\n地区,2021年底\n全国,95\n".to_owned(),
    };
    let old = (!files.is_empty()).then(|| files[random.below(files.len())].clone());
    match (random.below(10), old) {
        (0 | 1, _) | (_, None) => {
            project.write(&name, content);
            if random.below(2) == 0 {
                project.write(&format!("{name}.origin.toml"), origin(&year.to_string()));
            }
            format!("put {name} of {year}")
        }
        (2, Some(old)) => {
            project.write(&old, content);
            format!("change {old} of {year}")
        }
        (3, Some(old)) => {
            remove(project, &old);
            format!("delete {old}")
        }
        (4, Some(old)) => {
            rename(project, &old, &name);
            format!("rename {old} to {name}")
        }
        (5, Some(old)) => {
            rename(project, &old, &name);
            let record = format!("{old}.origin.toml");
            if Path::new(&project.path().join(&record)).exists() && old != name {
                rename(project, &record, &format!("{name}.origin.toml"));
            }
            format!("rename {old} with its origin to {name}")
        }
        (6, Some(old)) => {
            let content = project.read(&old);
            project.write(&name, content);
            format!("copy {old} to {name}")
        }
        (7, Some(old)) => {
            // Without effect, and so refused, where the file names no such area.
            project.write(&format!("{old}.mapping.toml"), "[labels]\n\"西区\" = { ignore = true }\n");
            format!("a mapping of {old}")
        }
        (8, Some(old)) => {
            for record in ["origin", "mapping"] {
                let _ = std::fs::remove_file(project.path().join(format!("{old}.{record}.toml")));
            }
            format!("no records of {old}")
        }
        (_, Some(old)) => {
            project.write(&format!("{old}.origin.toml"), origin(&(2025 + random.below(2)).to_string()));
            format!("another origin of {old}")
        }
    }
}

/// How many sequences are tried; `TIERSTAT_SEQUENCES` asks for more.
fn sequences() -> u64 {
    let asked = std::env::var_os("TIERSTAT_SEQUENCES");
    asked.and_then(|text| text.to_str()?.parse().ok()).unwrap_or(3)
}

#[test]
fn whatever_happened_to_the_files_the_answers_are_those_of_a_build_from_nothing() {
    const EVENTS: usize = 9;
    for seed in 1..=sequences() {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let project = without_chart();
        let mut told = vec![format!("seed {seed}")];
        for event in 0..EVENTS {
            told.push(happen(&project, &mut random));
            // Between two looks one thing happens, or several.
            if random.below(2) == 0 || event + 1 == EVENTS {
                project.run(["build", "--quiet"]);
                told.push("build".to_owned());
            }
            if event + 1 == EVENTS
                || (told.last().is_some_and(|last| last == "build") && random.below(4) == 0)
            {
                expect_equal(&project, &told.join("\n"));
            }
        }
        let run = project.run(["build", "--language", "en"]);
        let settled = match run.code {
            3 => run.stdout.contains("0 files taken in, "),
            _ => run.stderr.contains("everything is up to date"),
        };
        assert!(settled, "{}\n{}{}", told.join("\n"), run.stdout, run.stderr);
    }
}
