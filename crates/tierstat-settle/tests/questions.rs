//! Which questions doubts become, what may be answered, and what an answer writes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use tierstat_model::{
    Basis, CellRef, CodeLists, FigureId, Finding, Indicator, IndicatorId, KeptBack, KeptPart, Localized,
    Measure, Part, Quantity, Severity, UnitId,
};
use tierstat_settle::{
    Doubts, OpenQuestion, OriginRecord, SupposedOrigin, questions_of_doubts, questions_of_origins, together,
};

fn indicator(id: &str) -> Indicator {
    Indicator {
        id: IndicatorId(id.into()),
        name: Localized::new(format!("中{id}"), id),
        unit: UnitId("number".into()),
        measure: Measure::Stock,
        definition: Localized::default(),
        aliases: Vec::new(),
        is: None,
        part_of: None,
        growth_of: None,
        change_of: None,
        covers: None,
        target_of: None,
        due: None,
        step: None,
    }
}

fn lists() -> CodeLists {
    let mut lists = CodeLists::default();
    lists.indicators.indicators = vec![indicator("members"), indicator("clubs")];
    lists
}

fn cell(file: &str, row: u32) -> CellRef {
    CellRef { file: file.into(), sheet: Some("S".into()), row, column: 2 }
}

fn kept(file: &str, row: u32, rule: &str, settled_by: &str) -> KeptBack {
    let part = |part, value: &str, rivals: &[&str]| KeptPart {
        part,
        value: value.into(),
        basis: Basis::Title,
        rivals: rivals.iter().map(|rival| (*rival).to_owned()).collect(),
    };
    KeptBack {
        id: FigureId(format!("{file}{row}")),
        cell: cell(file, row),
        quantity: Quantity::exact("7", 7.0).unwrap(),
        parts: vec![part(Part::Indicator, "clubs", &["members"]), part(Part::Period, "2025", &["2024"])],
        rule: rule.into(),
        reason: Localized::new(format!("疑 {settled_by}"), format!("doubt {settled_by}")),
        settled_by: settled_by.into(),
    }
}

fn asked(kept: &[KeptBack], findings: &[Finding]) -> Vec<OpenQuestion> {
    let lists = lists();
    together(questions_of_doubts(&Doubts { kept, findings, lists: &lists, settings: "tierstat.toml" }))
}

fn answers(question: &OpenQuestion) -> Vec<(String, Vec<String>)> {
    let records = |choice: &tierstat_settle::Choice| {
        choice.records.iter().map(|record| format!("{} {}", record.file, record.written())).collect()
    };
    question.choices.iter().map(|choice| (choice.words.en.clone(), records(choice))).collect()
}

#[test]
fn what_is_supposed_comes_first_then_what_it_might_be_then_the_rest_and_leaving_out() {
    let line = "[labels] \"人数\" = { indicator = \"…\" }";
    let questions = asked(
        &[kept("a.xlsx", 3, "indicator.doubtful", line), kept("a.xlsx", 4, "indicator.doubtful", line)],
        &[],
    );
    assert_eq!(questions.len(), 1, "one doubt of one file is one question");
    assert_eq!(
        answers(&questions[0]),
        [
            (
                "the indicator is clubs".to_owned(),
                vec!["a.xlsx.mapping.toml [labels] \"人数\" = { indicator = \"clubs\" }".to_owned()]
            ),
            (
                "the indicator is members".to_owned(),
                vec!["a.xlsx.mapping.toml [labels] \"人数\" = { indicator = \"members\" }".to_owned()]
            ),
            (
                "leave them out: these numbers are not read".to_owned(),
                vec![
                    "a.xlsx.mapping.toml [cells] \"S!B3\" = { ignore = true }".to_owned(),
                    "a.xlsx.mapping.toml [cells] \"S!B4\" = { ignore = true }".to_owned(),
                ]
            ),
        ]
    );
}

#[test]
fn of_two_places_that_differ_either_may_be_right() {
    let settled = "[cells] \"S!B3\" = { period = \"2025\" }";
    let questions = asked(&[kept("a.xlsx", 3, "period.doubtful", settled)], &[]);
    let words: Vec<String> = answers(&questions[0]).into_iter().map(|(words, _)| words).collect();
    assert_eq!(
        words,
        ["the period is 2025", "the period is 2024", "leave them out: these numbers are not read"]
    );
}

#[test]
fn a_number_that_may_stand_for_a_missing_one_may_be_a_number() {
    let questions =
        asked(&[kept("a.xlsx", 3, "number.doubtful", "[cells] \"S!B3\" = { ignore = true }")], &[]);
    assert_eq!(
        answers(&questions[0])[0],
        (
            "they are numbers".to_owned(),
            vec!["a.xlsx.mapping.toml [cells] \"S!B3\" = { indicator = \"clubs\" }".to_owned()]
        )
    );
}

#[test]
fn different_labels_are_asked_about_one_by_one_and_the_same_one_of_two_files_together() {
    let [one, other] = ["甲", "乙"].map(|label| format!("[labels] \"{label}\" = {{ indicator = \"…\" }}"));
    let of = |file: &str, line: &str| kept(file, 3, "indicator.doubtful", line);
    assert_eq!(asked(&[of("a.xlsx", &one), of("b.xlsx", &other)], &[]).len(), 2);
    let together = asked(&[of("a.xlsx", &one), of("b.xlsx", &one)], &[]);
    assert_eq!((together.len(), together[0].parts.len()), (1, 2));
    assert_eq!(together[0].choices[0].records.len(), 2, "a record beside each file");
}

#[test]
fn what_only_a_person_can_lay_out_can_still_be_left_out() {
    let table = kept("a.xlsx", 3, "structure.header.doubtful", "[[tables]] ⏎ header-rows = […, …]");
    assert_eq!(answers(&asked(&[table], &[])[0]).len(), 1);
}

#[test]
fn a_fiscal_year_is_asked_first_for_all_sources_and_its_files_are_not_asked_for_periods() {
    let finding = |rule: &str, file: &str, hint: &str| Finding {
        severity: Severity::Warning,
        rule: rule.into(),
        cells: vec![cell(file, 1)],
        message: Localized::new(rule, rule),
        hint: Localized::new("", hint),
    };
    let fiscal = "Write in the mapping file or in tierstat.toml: [fiscal-year] begins = \"04-01\" (month and day of its first day).";
    let period = "Write in the mapping file: [defaults] period = \"…\"";
    let findings = [
        finding("period.unknown", "p/2024/a.xlsx", period),
        finding("period.fiscal-year", "p/2024/a.xlsx", fiscal),
        finding("period.unknown", "p/2023/b.xlsx", period),
    ];
    let questions = asked(&[], &findings);
    let rules: Vec<&str> = questions.iter().map(|question| question.rule.as_str()).collect();
    assert_eq!(rules, ["period.fiscal-year", "period.unknown"]);
    let (words, records) = &answers(&questions[0])[0];
    assert_eq!(
        (words.as_str(), records.as_slice()),
        ("the year begins on 1 April", &["tierstat.toml [fiscal-year] begins = \"04-01\"".to_owned()][..])
    );
    assert_eq!(answers(&questions[1])[0].1, ["p/2023/b.xlsx.mapping.toml [defaults] period = \"2023\""]);
}

#[test]
fn of_areas_only_those_near_to_the_label_are_offered_and_a_label_may_have_brackets() {
    let finding = |rule: &str, message: &str, hint: &str| Finding {
        severity: Severity::Warning,
        rule: rule.into(),
        cells: vec![cell("a.csv", 1)],
        message: Localized::new("", message),
        hint: Localized::new("", hint),
    };
    let area = finding(
        "area.unknown",
        "unknown area `Scotand`",
        "Write in the mapping file: [labels] \"Scotand\" = { area = \"…\" }",
    );
    let words: Vec<String> = answers(&asked(&[], &[area])[0]).into_iter().map(|(words, _)| words).collect();
    assert_eq!(words, ["leave it out: the numbers under it are not read"]);
    let label = finding(
        "indicator.unknown",
        "unknown indicator `Membrs (thousands)`; near to it: clubs clubs",
        "Write in the mapping file: [labels] \"Membrs (thousands)\" = { indicator = \"…\" }",
    );
    let (words, records) = answers(&asked(&[], &[label])[0])[0].clone();
    assert_eq!(words, "the indicator is clubs", "what is near comes first");
    assert_eq!(records, ["a.csv.mapping.toml [labels] \"Membrs (thousands)\" = { indicator = \"clubs\" }"]);
}

#[test]
fn origins_are_confirmed_together_or_one_by_one_and_never_without_a_publisher() {
    let supposed = |file: &str, publisher: &str| SupposedOrigin {
        file: file.into(),
        origin: OriginRecord {
            publisher: publisher.into(),
            title: "t".into(),
            edition: "2025".into(),
            received_on: None,
        },
        basis: Localized::new("据标题", "by the title"),
    };
    let questions =
        together(questions_of_origins(&[supposed("a", "甲"), supposed("b", "乙"), supposed("c", "")]));
    let parts: Vec<(usize, usize)> =
        questions.iter().map(|question| (question.parts.len(), question.choices.len())).collect();
    assert_eq!(parts, [(2, 1), (0, 0)]);
}
