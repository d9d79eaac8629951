//! Reports that cannot be written as they stand: each says file, line and what to do, and nothing half has a name.

use super::publishing::{new_project, outputs};
use crate::harness::{Project, Run};

const TEXT: &str = "reports/members/text.en.md";

/// A project whose report was written once, in English.
fn written() -> Project {
    let project = new_project();
    let report = project.read("reports/members/report.toml");
    project.write("reports/members/report.toml", report.replace("[\"zh-CN\", \"en\"]", "[\"en\"]"));
    project.run(["build", "--quiet"]).expect_code(0);
    project
}

/// Runs what must fail: the message names what it is to name, in both languages, and what was written before stands as it stood.
#[track_caller]
fn refused(project: &Project, code: i32, says: &[&str]) -> Run {
    let before = outputs(project, "out");
    let run = project.run(["build", "--language", "en"]);
    assert_eq!(run.code, code, "{}", run.stderr);
    for says in says {
        assert!(run.stderr.contains(says), "{says} is missing:\n{}", run.stderr);
    }
    assert!(run.stderr.contains("hint:"), "{}", run.stderr);
    let chinese = project.run(["build", "--language", "zh-CN"]);
    assert!(chinese.code == code && chinese.stderr.contains("提示："), "{}", chinese.stderr);
    assert!(outputs(project, "out") == before, "what stood there was touched");
    run
}

#[test]
fn a_binding_that_nothing_is_called() {
    let project = written();
    for (text, says) in [
        ("# A\n\n{{ figur(at=\"latest\") }}\n", "figur"),
        ("# A\n\n{{ members }}\n", "members"),
        ("# A\n\n{{ figure(\"membres\", at=\"latest\") }}\n", "membres"),
        ("# A\n\n{{ figure(at=\"latest\", aera=\"1\") }}\n", "aera"),
        ("# A\n\n{{ figure(at=\"latest\").wrods }}\n", "wrods"),
        ("# A\n\n{{ sentence(\"growht\") }}\n", "growht"),
    ] {
        project.write(TEXT, text);
        let run = refused(&project, 3, &["text.en.md, line 3"]);
        // What the template calls it; an attribute that is none is undefined.
        assert!(run.stderr.contains(says) || run.stderr.contains("undefined"), "{says}: {}", run.stderr);
    }
}

#[test]
fn a_loop_without_end() {
    let project = written();
    project.write(
        TEXT,
        "# A\n\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}\n",
    );
    refused(&project, 3, &["text.en.md, line 3", "repeats or writes too much"]);
    project.write(TEXT, "# A\n{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}\n");
    refused(&project, 3, &["text.en.md, line"]);
}

#[test]
fn a_number_that_no_source_has_without_what_stands_in_its_place() {
    let project = written();
    project.write(TEXT, "# A\n\nIn 1950 there were {{ figure(at=\"1950\") }} members.\n");
    refused(&project, 3, &["text.en.md, line 3", "there is no figure for", "or("]);
    project.write(TEXT, "# A\n\nThere were {{ figure(at=\"1950\") | or(\"some\") }} members.\n");
    project.run(["build", "--quiet"]).expect_code(0);
    assert!(project.read("out/reports/members/members.en.md").contains("There were some members."));
}

#[test]
fn a_table_or_chart_that_the_report_does_not_have_is_found_with_its_line() {
    let project = written();
    project.write(TEXT, "# A\n\n{{ table(\"memebrs\") }}\n\n{{ chart('none') }}\n");
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    let said = format!("{}{}", run.stdout, run.stderr);
    for says in ["members/text.en.md, line 3: the report has no such table or chart: memebrs", "line 5"] {
        assert!(said.contains(says), "{says}: {said}");
    }
}

#[test]
fn a_table_of_sixty_columns_is_written_and_found() {
    let project = written();
    let mut rows = String::from("area,period,value\n");
    let mut areas = project.read("datasets/areas/areas.csv");
    let mut codes = Vec::new();
    for area in 100..160 {
        areas.push_str(&format!("{area},Area {area},Area {area},,,region,1,,,\n"));
        rows.push_str(&format!("Area {area},2024,{area}\n"));
        codes.push(format!("\"{area}\""));
    }
    project.write("datasets/areas/areas.csv", areas);
    project.write_long_table("datasets/many", rows.strip_prefix("area,period,value\n").expect("rows"));
    let report = project.read("reports/members/report.toml");
    let line = report.lines().count() + 2;
    project.write(
        "reports/members/report.toml",
        format!(
            "{report}[[tables]]\nname = \"wide\"\nkind = \"comparison\"\ntitle = {{ zh-CN = \"表\", en = \"Wide\" }}\nareas = [{}]\n",
            codes.join(", ")
        ),
    );
    project.write(TEXT, "# A\n\n{{ table(\"wide\") }}\n");
    let run = project.run(["build", "--language", "en"]).expect_code(0);
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(
        said.contains(&format!("members/report.toml, line {line}: the table wide has 63 columns")),
        "{said}"
    );
    let markdown = project.read("out/reports/members/members.en.md");
    let row = markdown.lines().find(|line| line.starts_with("| members")).expect("the row");
    assert!(row.contains("| 100 |") && row.contains("| 159 |"), "{row}");
}

#[test]
fn names_that_would_act_on_what_shows_them_are_words() {
    let project = written();
    let name = "<b onclick=x>=1+1|*</b>";
    let areas = project.read("datasets/areas/areas.csv");
    project.write(
        "datasets/areas/areas.csv",
        areas.replace("1,全国,全国,Whole country", &format!("1,全国,全国,{name}\u{202e}")),
    );
    project.write(TEXT, "# {{ name(\"1\") }}\n\nIn {{ name(\"1\") }} {{ figure(at=\"latest\") }}. {{ sentence(\"level\") }}\n\n{{ table(\"members\") }}\n\n{{ chart(\"members\") }}\n");
    project.run(["build", "--quiet"]).expect_code(0);
    for (name, bytes) in project.files_under("out/reports/members") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if name.ends_with(".png") || name.ends_with(".json") {
            continue;
        }
        assert!(!text.contains('\u{202e}'), "{name} holds a sign that turns its line");
        if name.ends_with(".html") || name.ends_with(".svg") {
            assert!(!text.contains("<b onclick"), "{name} holds markup");
        }
        if name.ends_with(".csv") {
            assert!(
                !text.lines().any(|line| line.split(',').any(|cell| cell.trim_matches('"').starts_with('='))),
                "{name}"
            );
        }
    }
    let markdown = project.read("out/reports/members/members.en.md");
    assert!(markdown.matches("<b onclick").count() == markdown.matches("\\<b onclick").count(), "{markdown}");
}

#[test]
fn a_name_with_a_control_character_is_refused_with_its_file() {
    let project = written();
    let areas = project.read("datasets/areas/areas.csv");
    project.write("datasets/areas/areas.csv", areas.replace("Whole country", "Whole\u{7} country"));
    refused(&project, 3, &["datasets/areas/areas.csv", "byte"]);
}

#[test]
fn a_name_from_right_to_left_does_not_turn_its_line() {
    let project = written();
    let areas = project.read("datasets/areas/areas.csv");
    project.write("datasets/areas/areas.csv", areas.replace("Whole country", "دمشق"));
    project.write(TEXT, "# A\n\nIn {{ name(\"1\") }} {{ figure(at=\"latest\") }} (2024). {{ sentence(\"level\") }}\n\n{{ table(\"members\") }}\n");
    project.run(["build", "--quiet"]).expect_code(0);
    let markdown = project.read("out/reports/members/members.en.md");
    assert!(markdown.contains("In \u{2068}دمشق\u{2069} 1,350 (2024)."), "{markdown}");
    let page = project.read("out/reports/members/members.en.html");
    assert!(page.contains("In <bdi>دمشق</bdi> "), "{page}");
    // And its numbers are read as before.
    let checked = project.run(["report", "check", "out/reports/members/members.en.md", "--format", "json"]);
    checked.expect_code(0);
}

#[test]
fn a_folder_where_a_document_is_to_be_written_is_named_and_stays() {
    let project = new_project();
    project.run(["import", "--quiet"]).expect_code(0);
    project.write("out/reports/members/members.en.html/kept.txt", "mine");
    let run = project.run(["build", "--language", "en"]);
    assert!(run.code != 0, "{}", run.stdout);
    assert!(run.stderr.contains("members.en.html") && run.stderr.contains("hint:"), "{}", run.stderr);
    assert_eq!(project.read("out/reports/members/members.en.html/kept.txt"), "mine");
    let names: Vec<String> = project.files_under("out/reports").into_iter().map(|(name, _)| name).collect();
    let half = names.iter().find(|name| !name.ends_with("kept.txt"));
    assert!(half.is_none(), "nothing else stands there: {names:?}");
}

#[test]
fn a_file_where_the_folder_of_the_reports_is_to_be_is_named_and_stays() {
    let project = new_project();
    project.run(["import", "--quiet"]).expect_code(0);
    project.write("out/reports", "mine");
    let run = project.run(["build", "--language", "en"]);
    assert!(run.code != 0, "{}", run.stdout);
    assert!(run.stderr.contains("out/reports") && run.stderr.contains("hint:"), "{}", run.stderr);
    assert_eq!(project.read("out/reports"), "mine");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_read_only_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = written();
    let folder = project.path().join("out/reports/members");
    let set =
        |mode| std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).expect("permissions");
    let before = outputs(&project, "out");
    project.write(TEXT, "# Another text\n");
    set(0o555);
    // Whoever may write everywhere is stopped by no permission.
    let is_stopped = std::fs::write(folder.join("probe"), "x").is_err();
    let run = project.run(["build", "--language", "en"]);
    set(0o755);
    if is_stopped {
        assert!(
            run.code != 0 && run.stderr.contains("members") && run.stderr.contains("hint:"),
            "{}",
            run.stderr
        );
        assert!(outputs(&project, "out") == before, "what stood there was touched");
    }
}
