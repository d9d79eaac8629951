//! `report check` on reports in which a person changed words: what the report does not write is not proven, however right its numbers.

use super::proofread_tampered::{libraries, verdicts};
use crate::harness::Project;

/// The text with one change, which must be possible.
fn changed(text: &str, (from, to): (&str, &str)) -> String {
    assert!(text.contains(from), "{from} in {text}");
    text.replacen(from, to, 1)
}

/// What is doubted in each of some texts.
fn doubts(project: &Project, folder: &str, texts: &[String]) -> Vec<Vec<String>> {
    let name = |number: usize| format!("{folder}/{number}.md");
    texts.iter().enumerate().for_each(|(number, text)| project.write(&name(number), text));
    let found = verdicts(project, &(0..texts.len()).map(name).collect::<Vec<_>>());
    let is_doubt = |verdict: &str| ["wrong", "unknown", "other-source"].contains(&verdict);
    let of = |number: usize| {
        let own = name(number);
        let own = found.iter().filter(move |(file, verdict, _)| *file == own && is_doubt(verdict));
        own.map(|(_, verdict, words)| format!("{verdict} | {words}")).collect()
    };
    (0..texts.len()).map(of).collect()
}

#[test]
fn words_that_the_report_does_not_write_are_not_proven_and_those_that_say_the_same_are_no_change() {
    let project = libraries();
    let [english, chinese] = ["en", "zh-CN"]
        .map(|language| project.read(&format!("out/reports/libraries/libraries.{language}.md")));
    let claims = [
        ("Since 2018", "Thanks to the new law, since 2018"),
        ("an increase of", "driven by public money, an increase of"),
        ("Riverland had", "Unlike its neighbours, Riverland had"),
        ("Riverland had", "According to the Daily News, Riverland had"),
        ("public libraries in 2021", "audited public libraries in 2021"),
        ("registered readers in 2021", "registered readers, the best in the world, in 2021"),
        ("They had", "No reader is counted twice. They had"),
    ];
    let texts: Vec<String> = claims.iter().map(|change| changed(&english, *change)).collect();
    for (found, change) in doubts(&project, "claims", &texts).iter().zip(claims) {
        assert!(!found.is_empty(), "{change:?} was believed");
        assert!(found.iter().all(|words| words.starts_with("unknown")), "{change:?}: {found:#?}");
    }
    let claims = [
        ("河国2018年", "得益于财政补贴，河国2018年"),
        ("增长", "这是财政补贴带来的，增长"),
        ("其中大区级", "其中运行良好的大区级"),
        ("有注册读者", "经审计核实，有注册读者"),
        ("有注册读者", "据《日报》有注册读者"),
    ];
    let texts: Vec<String> = claims.iter().map(|change| changed(&chinese, *change)).collect();
    for (found, change) in doubts(&project, "说法", &texts).iter().zip(claims) {
        assert!(!found.is_empty(), "{change:?} was believed");
    }
    let same = [
        (&english, ("regional ones rose to", "regional ones grew to")),
        (&english, ("Riverland had", "In Riverland there were")),
        (&chinese, ("上升到", "增至")),
        (&chinese, ("所，上升", "所。上升")),
        (&english, ("; that is an increase of", ", an increase of")),
        (&chinese, ("河国2018年有公共图书馆", "2018年，河国有公共图书馆")),
    ];
    let texts: Vec<String> = same.iter().map(|(text, change)| changed(text, *change)).collect();
    for (found, (_, change)) in doubts(&project, "same", &texts).iter().zip(same) {
        assert_eq!(found, &[""; 0], "{change:?}");
    }
}

#[test]
fn a_changed_mark_a_head_and_a_sentence_that_was_left_out_are_told() {
    let project = libraries();
    let text = project.read("out/reports/libraries/libraries.en.md");
    let line = text.lines().find(|line| line.starts_with("They had")).unwrap_or_default();
    let rows: Vec<&str> = text.split_inclusive('\n').filter(|line| line.starts_with("| ")).collect();
    let at = rows.iter().position(|row| row.contains("municipal")).expect("a row of a tier");
    let (row, next, emptied) = (rows[at], rows[at + 1], rows[at]);
    let told = [
        changed(&text, ("| municipal", "| municipal (paid staff only)")),
        changed(&text, (&format!("{line}\n"), "")),
        changed(&text, ("# Public libraries\n", "# Public libraries\n\nEvery number was audited.\n")),
        changed(&text, (row, "")),
        changed(&text, (&format!("{row}{next}"), next)),
        changed(&text, (emptied, &emptied.replacen("967", "", 1))),
    ];
    for (number, found) in doubts(&project, "told", &told).iter().enumerate() {
        assert!(!found.is_empty(), "{number} was believed");
    }
    let run = project.run(["report", "check", "told/2.md", "--language", "en"]).expect_code(0);
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(said.contains("was made from the report libraries"), "{said}");
    assert!(said.contains("1 changed or added"), "{said}");
}

#[test]
fn a_text_of_a_persons_own_is_held_by_its_numbers_alone() {
    let project = libraries();
    let text = "# Our speech\n\nDear friends, we are proud. In 2021 Riverland had 1250 public libraries.\n";
    let found = doubts(&project, "own", &[text.to_owned()]);
    assert_eq!(found, [[""; 0]]);
}

#[test]
fn a_text_is_known_by_its_report_under_any_name_whatever_language_its_documents_are_in() {
    let project = libraries();
    let text = project.read("out/reports/libraries/libraries.en.md");
    let quoted = "本馆藏书甚丰读者日众".repeat(150);
    project.write("speech.md", format!("{text}\n{quoted}\n"));
    let run = project.run(["report", "check", "speech.md", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("speech.md was made from the report libraries"), "{}", run.stderr);
    assert!(run.stderr.contains("1 changed or added"), "{}", run.stderr);
}

#[test]
fn a_paragraph_of_thousands_of_words_and_a_text_of_thousands_of_changes_are_answered() {
    let project = libraries();
    let text = project.read("out/reports/libraries/libraries.en.md");
    let (chinese, english) = ("增长了很多".repeat(2_000), "many more words ".repeat(2_000));
    let long = format!("{text}\n\n{chinese}\n\n{english}\n");
    let many: String = (0..2_000).map(|number| format!("- Sentence {number} of a person.\n")).collect();
    let texts = [long, format!("{}\n\n{many}", text.repeat(40))];
    let found = doubts(&project, "long", &texts);
    assert!(found.iter().all(|found| (1..10_000).contains(&found.len())), "what a person wrote is told");
}
