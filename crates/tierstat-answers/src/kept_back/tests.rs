//! What is told of numbers that are kept back, and which are found where they are asked for.

use super::{KeptBackRow, Told, kept_back, nothing, waiting};
use crate::figures::FiguresQuestion;
use crate::testing::{for_programs, lists, said};
use serde_json::json;
use tierstat_model::{
    Basis, CellRef, FigureId, FigureQuery, IndicatorId, KeptBack, KeptPart, Localized, Part, Quantity,
};

fn kept(file: &str, row: u32, rule: &str, settled_by: &str) -> KeptBack {
    KeptBack {
        id: FigureId(format!("{row:x}")),
        cell: CellRef { file: file.into(), sheet: None, row, column: 2 },
        quantity: Quantity::missing("7"),
        parts: vec![KeptPart {
            part: Part::Period,
            value: "2015".into(),
            basis: Basis::Header,
            rivals: Vec::new(),
        }],
        rule: rule.into(),
        reason: Localized::new(format!("{rule} 存疑"), format!("{rule} is in doubt")),
        settled_by: settled_by.into(),
    }
}

/// What is told of numbers of which each is of a file of its own.
fn told(kept: Vec<KeptBack>) -> Vec<Localized> {
    let mut told = Told::default();
    for one in kept {
        let mut of_file = Told::default();
        of_file.add(one);
        told.extend(of_file);
    }
    told.lines()
}

#[test]
fn a_rule_is_one_line_with_its_number_place_and_what_to_write_where() {
    let several = [
        kept("b.csv", 9, "unit.doubtful", "[defaults]\nunit = \"…\""),
        kept("a.csv", 2, "area.doubtful", "[defaults] area = \"…\""),
        kept("a.csv", 3, "area.doubtful", "[defaults] area = \"…\""),
        kept("b.csv", 3, "area.doubtful", "[defaults] area = \"…\""),
    ];
    let told = told(several.into());
    let english: Vec<&str> = told.iter().map(|line| line.en.as_str()).collect();
    assert_eq!(
        english,
        [
            "4 numbers kept back, out of the ledger until a mapping settles the doubt:",
            "  3 [area.doubtful] area.doubtful is in doubt: a.csv › B2 and 2 more → write in a.csv.mapping.toml: \
             [defaults] area = \"…\" (and 1 more)",
            "  1 [unit.doubtful] unit.doubtful is in doubt: b.csv › B9 → write in b.csv.mapping.toml: \
             [defaults] ⏎ unit = \"…\"",
        ]
    );
    let chinese = &told[1].zh;
    assert_eq!(
        chinese,
        "  3 条 [area.doubtful] area.doubtful 存疑：a.csv › B2，另有 2 处 → 在 a.csv.mapping.toml 中写 \
         [defaults] area = \"…\"（另有 1 行）"
    );
}

#[test]
fn many_rules_stay_on_one_screen_and_none_say_nothing() {
    assert!(told(Vec::new()).is_empty());
    assert!(waiting(0).is_none());
    let many: Vec<KeptBack> =
        (1..=15).map(|row| kept("a.csv", row, &format!("rule{row}.doubtful"), "x = 1")).collect();
    let told = told(many);
    assert_eq!(told.len(), 14);
    assert!(told[13].en.contains("and 3 more; tierstat figures --kept-back"), "{}", told[13].en);
}

fn question(indicator: &str) -> FiguresQuestion {
    let query = FigureQuery { indicators: vec![IndicatorId(indicator.into())], ..FigureQuery::of_all() };
    FiguresQuestion::from(query)
}

fn of_clubs() -> KeptBack {
    let mut of_clubs = kept("a.csv", 2, "period.doubtful", "[defaults]\nperiod = \"2015\"");
    of_clubs.parts[0].rivals = vec!["2014".into()];
    let part = |part, value: &str, basis| KeptPart { part, value: value.into(), basis, rivals: Vec::new() };
    of_clubs.parts.insert(0, part(Part::Area, "1", Basis::Label));
    of_clubs.parts.insert(0, part(Part::Indicator, "clubs", Basis::Title));
    of_clubs
}

#[test]
fn programs_read_codes_and_both_languages_and_people_what_is_in_doubt() {
    let rows = kept_back(vec![of_clubs()], &lists(), &question("clubs")).unwrap();
    let row = for_programs(&rows[0], &lists());
    assert_eq!(row["basis"], json!({"indicator": "title", "area": "label", "period": "header"}));
    assert_eq!((&row["rivals"], &row["area"]), (&json!({"period": ["2014"]}), &json!("1")));
    assert_eq!(row["reason_zh"], json!("period.doubtful 存疑"));
    assert_eq!(row["reason_en"], json!("period.doubtful is in doubt"));
    assert_eq!(row["settled_by"], json!("[defaults]\nperiod = \"2015\""));
    assert_eq!(said(&rows[0], "basis", &lists()), "period: header");
    assert_eq!(said(&rows[0], "rivals", &lists()), "period: 2014");
    assert_eq!(said(&rows[0], "area", &lists()), "Area 1");
}

#[test]
fn where_none_is_kept_back_of_what_is_asked_for_it_is_said_what_is() {
    let error = kept_back(vec![of_clubs()], &lists(), &question("residents")).unwrap_err();
    assert_eq!(error.localized().en, "no such number is kept back: residents");
    let hint = error.hint();
    assert!(hint.en.contains("indicators: clubs;") && hint.en.contains("files: a.csv"), "{}", hint.en);
    assert!(hint.zh.contains("暂缓的有 1 条") && hint.zh.contains("地区 地1"), "{}", hint.zh);
    assert_eq!(kept_back(Vec::new(), &lists(), &question("residents")).unwrap(), Vec::<KeptBackRow>::new());
    assert!(nothing().en.starts_with("nothing is kept back"));
}
