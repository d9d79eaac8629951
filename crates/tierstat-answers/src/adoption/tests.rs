//! Adoption of a few units.

use super::*;
use crate::AnswerError;
use crate::row::Voice;
use tierstat_model::{CodeLists, Language, SeriesTime};

fn units(firsts: &[Option<&str>]) -> Vec<AdoptingUnit> {
    let unit = |(place, first): (usize, &Option<&str>)| AdoptingUnit {
        name: format!("unit {place}"),
        first: first.map(|first| SeriesTime::Period(first.parse().unwrap())),
    };
    firsts.iter().enumerate().map(unit).collect()
}

#[test]
fn a_document_has_numbers_codes_and_iso_periods_in_either_language() {
    let firsts = [Some("2011"), Some("2012"), Some("2012"), Some("2013"), None, None];
    let found = adoption("clubs", &units(&firsts), Observed::default()).unwrap();
    let lists = CodeLists::default();
    let [zh, en] = [Language::Chinese, Language::English]
        .map(|language| found.document(&Voice { lists: &lists, language }, false));
    assert_eq!(zh, en);
    assert_eq!(zh["steps"][0]["period"], "2011");
    assert!(zh["steps"][0]["survival_lower"].as_f64() < zh["steps"][0]["survival"].as_f64(), "{zh}");
    assert_eq!(zh["all"]["basis"], "cannot-be-said", "{zh}");
    assert_eq!((&zh["all"]["reason"], &zh["all"]["points"]), (&"too-few-points".into(), &4.into()), "{zh}");
}

#[test]
fn units_that_all_had_one_before_leave_nothing_to_tell() {
    let since = Observed { since: "2015".parse().ok(), until: "2016".parse().ok() };
    let found = adoption("clubs", &units(&[Some("2011"), Some("2012")]), since);
    let Err(AnswerError::Question { message, hint }) = found else { panic!("{found:?}") };
    assert!(message.en.contains("all had theirs before") && hint.en.contains("2011"), "{message:?} {hint:?}");
    assert!(adoption("clubs", &units(&[None, None]), Observed::default()).is_err());
}
