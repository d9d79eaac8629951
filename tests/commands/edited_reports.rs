//! Reports that a person edited: kept, and told what differs. What their manifests say.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::publishing::{built_and_grown, new_project, outputs, without_charts};
use crate::harness::{Project, Run};
use sha2::{Digest, Sha256};

fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The folder and the name of the starter's report as it is written.
fn report_of(project: &Project) -> (String, String) {
    let files = project.files_under("reports");
    let (name, _) = files.iter().find(|(name, _)| name.ends_with("/report.toml")).unwrap();
    let name = name.split('/').next().unwrap().to_owned();
    (format!("out/reports/{name}"), name)
}

fn append(project: &Project, name: &str, line: &str) {
    project.write(name, format!("{}{line}\n", project.read(name)));
}

#[test]
fn a_manifest_names_all_that_a_report_is_made_from_and_every_file_of_it_by_hash() {
    let project = Project::of_fixture("uk-charities");
    project.run(["build", "--quiet"]).expect_code(0);
    let manifest: serde_json::Value =
        serde_json::from_str(&project.read("out/reports/charities/manifest.json")).unwrap();
    assert_eq!(manifest["report"], "charities");
    assert_eq!(manifest["description"]["scope"]["indicator"], "registered-charities");
    let inputs = &manifest["inputs"];
    assert_eq!(inputs["program"], env!("CARGO_PKG_VERSION"));
    assert!(inputs["known-on"].is_null());
    for (section, folder) in [("datasets", ""), ("code-lists", ""), ("report", "reports/charities/")] {
        let files = inputs[section].as_object().unwrap();
        assert!(!files.is_empty(), "{section}");
        for (name, found) in files {
            let content = std::fs::read(project.path().join(format!("{folder}{name}"))).unwrap();
            assert_eq!(*found, hash(&content), "{section} {name}");
        }
    }
    assert!(
        inputs["report"]["charts/register.toml"].is_string() && inputs["report"]["text.en.md"].is_string()
    );
    let outputs = manifest["outputs"].as_object().unwrap();
    let there = project.files_under("out/reports/charities");
    let there: Vec<_> =
        there.iter().filter(|(name, _)| name != "manifest.json" && !name.starts_with(".written/")).collect();
    assert_eq!(outputs.len(), there.len());
    for (name, content) in there {
        assert_eq!(outputs[name], hash(content), "{name}");
    }
    for origins in manifest["origins"].as_array().unwrap() {
        assert!(outputs.contains_key(origins.as_str().unwrap()), "{origins}");
    }
    // From the same inputs the verb writes the same bytes, and there is nothing left to build.
    let built = outputs_of(&project);
    project.run(["report", "--quiet"]).expect_code(0);
    assert!(outputs_of(&project) == built);
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("nothing to do"), "{}{}", run.stdout, run.stderr);
    // A report of an earlier day says so, and is none of today.
    project.run(["report", "charities", "--known-on", "2098-06-01", "--quiet"]).expect_code(0);
    assert!(project.read("out/reports/charities/manifest.json").contains("\"known-on\": \"2098-06-01\""));
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(run.stdout.contains("the day on which it was known"), "{}", run.stdout);
    assert!(outputs_of(&project) == built);
}

fn outputs_of(project: &Project) -> Vec<(String, Vec<u8>)> {
    project.files_under("out/reports")
}

#[test]
fn an_edited_document_is_kept_and_the_new_one_stands_beside_it_with_what_differs() {
    let project = without_charts(new_project());
    project.run(["build", "--quiet"]).expect_code(0);
    let (folder, name) = report_of(&project);
    let (document, page) = (format!("{folder}/{name}.en.md"), format!("{folder}/{name}.zh-CN.html"));
    append(&project, &document, "Thanks to all who counted.");
    append(&project, &page, "<!-- 感谢 -->");
    let edited = [project.read(&document), project.read(&page)];
    // No figure is another one: nothing is written.
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("[report.edited]") && run.stderr.contains(&document), "{}", run.stderr);
    assert!(run.stderr.contains("changed nothing in it"), "{}", run.stderr);
    project.run(["build", "--strict"]).expect_code(0);
    project.run(["build", "--force", "--quiet"]).expect_code(0);
    let beside = [format!("{folder}/{name}.en.new.md"), format!("{folder}/{name}.zh-CN.new.html")];
    assert!(beside.iter().all(|name| !project.path().join(name).exists()));

    let project = {
        project.write(
            "datasets/example/first/members.csv",
            "会员数,,,\n,,,单位：人\n地区,2023年底,2024年底,2025年底\n全国,1200,1350,1500\n北区,700,780,870\n南区,500,570,630\n",
        );
        project
    };
    let run = project.run(["build", "--language", "en", "--strict"]).expect_code(4);
    for part in [
        "[report.edited]",
        "lines changed by hand",
        "+Thanks to all who counted.",
        "lines changed by the figures",
        "--accept",
    ] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    assert!(run.stdout.contains("edited by hand, kept; the new one is"), "{}", run.stdout);
    assert_eq!([project.read(&document), project.read(&page)], edited);
    let new = [project.read(&beside[0]), project.read(&beside[1])];
    assert!(new[0].contains("1,500") && !new[0].contains("Thanks"), "{}", new[0]);
    // So it is with each run after that, in the other language too, also of the verb.
    for verb in ["build", "report"] {
        let run = project.run([verb, "--language", "zh-CN"]).expect_code(0);
        assert!(run.stderr.contains("由人改过，保留不动"), "{}", run.stderr);
        assert_eq!(verb == "report", run.stderr.contains("由数据改动的行"), "{}", run.stderr);
        assert_eq!([project.read(&document), project.read(&page)], edited);
        assert_eq!([project.read(&beside[0]), project.read(&beside[1])], new);
    }
    // Accepted, or deleted: as usual again.
    std::fs::remove_file(project.path().join(&page)).unwrap();
    project.run(["build", "--quiet"]).expect_code(0);
    assert_eq!((project.read(&page), project.path().join(&beside[1]).exists()), (new[1].clone(), false));
    project.run(["report", "--accept", &name, "--quiet"]).expect_code(0);
    assert_eq!((project.read(&document), project.path().join(&beside[0]).exists()), (new[0].clone(), false));
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("nothing to do") && !run.stderr.contains("report.edited"), "{}", run.stderr);
    let fresh = without_charts(new_project());
    fresh.write("datasets/example/first/members.csv", project.read("datasets/example/first/members.csv"));
    fresh.run(["build", "--quiet"]).expect_code(0);
    assert!(outputs(&fresh, "out/reports") == outputs(&project, "out/reports"));
}

#[test]
fn what_stands_beside_an_edited_document_may_be_edited_too_and_is_kept() {
    let project = without_charts(new_project());
    project.run(["build", "--quiet"]).expect_code(0);
    let (folder, name) = report_of(&project);
    append(&project, &format!("{folder}/{name}.en.md"), "Ours.");
    let project = built_and_grown(project);
    project.run(["build", "--quiet"]).expect_code(0);
    let new = format!("{folder}/{name}.en.new.md");
    append(&project, &new, "Ours too.");
    append(&project, &format!("reports/{name}/text.en.md"), "One more sentence.");
    let before = outputs(&project, "out/reports");
    let run = project.run(["build", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains(&new) && run.stderr.contains("another name"), "{}", run.stderr);
    assert!(outputs(&project, "out/reports") == before);
    std::fs::rename(project.path().join(&new), project.path().join(format!("{folder}/kept.md"))).unwrap();
    project.run(["build", "--quiet"]).expect_code(0);
    assert!(project.read(&new).contains("One more sentence."));
    assert!(project.read(&format!("{folder}/kept.md")).contains("Ours too."));
}

#[test]
fn a_build_that_is_killed_leaves_no_document_that_is_taken_for_an_edited_one() {
    let project = built_and_grown(without_charts(new_project()));
    let start = project.files_under("");
    let (_, name) = report_of(&project);
    let (mut killed, mut between) = (0, 0);
    for step in (1..).step_by(5) {
        let project = Project::empty();
        start.iter().for_each(|(name, content)| project.write(name, content));
        let old = project.read(&format!("out/reports/{name}/{name}.en.md"));
        let mut command = project.command(["build", "--quiet"]);
        if Run::of_command(command.env("TIERSTAT_FAULT", format!("ends:{step}"))).code == 0 {
            break;
        }
        killed += 1;
        let manifest = project.read(&format!("out/reports/{name}/manifest.json"));
        let now = project.read(&format!("out/reports/{name}/{name}.en.md"));
        between += usize::from(now != old && !manifest.contains(&hash(now.as_bytes())));
        // The figures are others again before the next build.
        let figures = "datasets/example/first/members.csv";
        project.write(figures, project.read(figures).replace("1500", "1510").replace("870", "880"));
        let run = project.run(["build", "--language", "en"]).expect_code(0);
        assert!(!run.stderr.contains("report.edited"), "step {step}: {}", run.stderr);
        assert!(project.read(&format!("out/reports/{name}/{name}.en.md")).contains("1,510"), "step {step}");
    }
    assert!(killed > 10 && between > 0, "{killed} {between}");
}

#[test]
fn a_report_of_an_earlier_version_is_no_edited_one() {
    let project = built_and_grown(without_charts(new_project()));
    let (folder, _) = report_of(&project);
    let manifest: serde_json::Value =
        serde_json::from_str(&project.read(&format!("{folder}/manifest.json"))).unwrap();
    let outputs = manifest["outputs"].as_object().unwrap();
    let outputs: serde_json::Map<_, _> =
        outputs.iter().map(|(name, hash)| (format!("{folder}/{name}"), hash.clone())).collect();
    let earlier = serde_json::json!({"inputs": {"ledger": "0", "program": "0.0.1"}, "outputs": outputs});
    project.write(&format!("{folder}/manifest.json"), earlier.to_string());
    std::fs::remove_dir_all(project.path().join(format!("{folder}/.written"))).unwrap();
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    assert!(!run.stderr.contains("report.edited"), "{}", run.stderr);
    assert!(project.read(&format!("{folder}/manifest.json")).contains("code-lists"));
}

#[test]
fn what_is_read_only_or_open_elsewhere_is_named_and_nothing_is_written() {
    let project = built_and_grown(without_charts(new_project()));
    let (folder, name) = report_of(&project);
    let document = format!("{folder}/{name}.en.html");
    let path = project.path().join(&document);
    project.run(["import", "--quiet"]).expect_code(0);
    let before = outputs(&project, "out/reports");
    let writable = std::fs::metadata(&path).unwrap().permissions();
    let mut read_only = writable.clone();
    read_only.set_readonly(true);
    std::fs::set_permissions(&path, read_only).unwrap();
    let run = project.run(["build", "--language", "en"]).expect_code(1);
    assert!(
        run.stderr.contains(&format!("{name}.en.html")) && run.stderr.contains("read-only"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("make the file and its folder writable"), "{}", run.stderr);
    assert!(outputs(&project, "out/reports") == before);
    std::fs::set_permissions(&path, writable).unwrap();
    let mark = format!("{folder}/.~lock.{name}.en.html#");
    project.write(&mark, ",someone,");
    let run = project.run(["report", "--language", "zh-CN"]).expect_code(1);
    assert!(run.stderr.contains(".~lock.") && run.stderr.contains("关闭该文件"), "{}", run.stderr);
    std::fs::remove_file(project.path().join(mark)).unwrap();
    assert!(outputs(&project, "out/reports") == before);
    project.run(["build", "--quiet"]).expect_code(0);
}

#[test]
fn no_report_is_called_by_a_word_of_the_verb() {
    let project = without_charts(new_project());
    let (_, name) = report_of(&project);
    for word in ["new", "lock", "check", "editions"] {
        for (file, content) in project.files_under(&format!("reports/{name}")) {
            project.write(&format!("reports/{word}/{file}"), content);
        }
    }
    let run = project.run(["build", "--language", "en"]).expect_code(2);
    for word in ["new", "lock", "check", "editions"] {
        assert!(run.stderr.contains(&format!("a report cannot be called `{word}`")), "{}", run.stderr);
        assert!(!project.path().join(format!("out/reports/{word}")).exists());
    }
    assert!(run.stderr.contains("another name"), "{}", run.stderr);
    assert!(
        project.path().join(format!("out/reports/{name}/{name}.en.md")).exists(),
        "the others are written"
    );
    let chinese = project.run(["doctor", "--language", "zh-CN"]).expect_code(4);
    assert!(
        chinese.stderr.contains("报告不能叫“lock”") && chinese.stderr.contains("换个名字"),
        "{}",
        chinese.stderr
    );
}
