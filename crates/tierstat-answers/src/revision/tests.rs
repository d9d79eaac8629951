//! Revisions of a small ledger.

use super::*;
use crate::row::Voice;
use crate::testing::{for_programs, lists, readings, said, selection};
use serde_json::json;
use tierstat_model::{FigureLookup, FigureQuery, Language, LookupError, Reading};

/// What was known on two days: the first half until the later one.
struct Ledger {
    earlier: crate::testing::Readings,
    later: crate::testing::Readings,
}

const DAYS: [&str; 2] = ["2020-01-01", "2021-01-01"];

impl FigureLookup for Ledger {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        let at = FigureQuery { known_on: None, ..query.clone() };
        let day = |day: &str| query.known_on.is_some_and(|known| known.to_string().as_str() < day);
        match (day(DAYS[0]), day(DAYS[1])) {
            (true, _) => Ok(Vec::new()),
            (false, true) => self.earlier.readings(&at),
            (false, false) => self.later.readings(&at),
        }
    }
}

fn ledger() -> Ledger {
    Ledger {
        earlier: readings(&["clubs|county|0|2019|7", "clubs|county|1|2019|5", "residents|county|0|2019|9"]),
        later: readings(&[
            "clubs|county|0|2019|40~50",
            "clubs|county|0|2020|60",
            "residents|county|0|2019|9",
        ]),
    }
}

fn days() -> [jiff::civil::Date; 2] {
    DAYS.map(|day| day.parse().unwrap())
}

fn everywhere() -> crate::Selection {
    crate::Selection { areas: Vec::new(), ..selection("clubs") }
}

#[test]
fn changes_have_numbers_with_bounds_for_programs_and_words_for_people() {
    let found = changes(&ledger(), &lists(), &everywhere(), days()).unwrap();
    let rows = found.rows();
    let kinds: Vec<_> = rows.iter().map(|row| for_programs(row, &lists())["kind"].clone()).collect();
    assert_eq!(kinds, ["revised", "new", "withdrawn"]);
    let revised = for_programs(&rows[0], &lists());
    assert_eq!((&revised["old"], &revised["new"]), (&json!(7.0), &json!(null)));
    assert_eq!((&revised["amount_lower"], &revised["amount_upper"]), (&json!(33.0), &json!(43.0)));
    assert_eq!(revised["new_figures"], json!(["clubs|county|0|2019|40~50"]));
    assert_eq!(said(&rows[0], "cause", &lists()), "the source");
    let new = for_programs(&rows[1], &lists());
    assert_eq!(
        (&new["period"], &new["old_period"], &new["cause"]),
        (&json!("2020-12-31"), &json!("2019-12-31"), &json!("later-period"))
    );
    assert_eq!(said(&rows[1], "old", &lists()), "7 (the end of 2019)");
    assert_eq!(said(&rows[1], "words", &lists()), "the end of 2019 → the end of 2020");
    assert_eq!(found.summary().en, "1 new, 1 revised, 0 confirmed, 1 withdrawn");
}

#[test]
fn errata_name_the_reason_by_a_code() {
    let found = errata(&ledger(), &lists(), &everywhere(), days()).unwrap();
    let lines: Vec<_> = found.iter().map(|line| for_programs(line, &lists())).collect();
    let told: Vec<_> = lines.iter().map(|line| [&line["printed"], &line["read"], &line["reason"]]).collect();
    assert_eq!(json!(told), json!([["7", "40~50", "revised"], ["5", null, "withdrawn"]]));
    assert_eq!(lines[0]["number_upper"], 50.0);
    let voice = Voice { lists: &lists(), language: Language::English };
    assert_eq!(found[1].question(&voice), "clubs · county · Area 1 · the end of 2019");
}

#[test]
fn an_indicator_without_revisions_has_a_row_all_the_same() {
    let all = crate::Selection::default();
    let found = revisions(&ledger(), &lists(), &all, &days().into()).unwrap();
    let rows: Vec<_> = found.iter().map(|row| for_programs(row, &lists())).collect();
    let told: Vec<_> = rows
        .iter()
        .map(|row| [&row["indicator"], &row["questions"], &row["with_vintages"], &row["mean_revision"]])
        .collect();
    assert_eq!(json!(told[0]), json!(["clubs", 3, 1, (45.0 - 7.0) / 7.0]));
    assert_eq!(json!(told[1]), json!(["residents", 1, 0, null]));
}

#[test]
fn where_nothing_was_known_it_is_said_from_when_on() {
    let early = ["2018-01-01", "2019-01-01"].map(|day| day.parse().unwrap());
    let refused = changes(&ledger(), &lists(), &everywhere(), early).unwrap_err();
    assert_eq!(refused.localized().en, "no figure of it was known on 2019-01-01");
    assert!(refused.hint().en.contains("first known on 2020-01-01"), "{}", refused.hint().en);
    let refused = changes(&ledger(), &lists(), &selection("divisions"), days()).unwrap_err();
    assert!(refused.hint().en.contains("no figure"), "{}", refused.hint().en);
    let nothing = revisions(&ledger(), &lists(), &selection("divisions"), &days().into()).unwrap_err();
    assert!(nothing.is_refusal());
    let backwards = changes(&ledger(), &lists(), &everywhere(), [days()[1], days()[0]]).unwrap_err();
    assert_eq!(backwards.hint().en, "write the earlier day first");
}
