//! What the ledger says of files that come, change, get another name and go.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::civil::Date;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use tierstat_model::{
    AreaCode, CellRef, Document, DocumentLayout, Figure, FigureId, FigureLookup, FigureQuery, IndicatorId,
    KeptBack, Localized, Measure, Origin, Period, Quantity, Status, TierId, UnitId,
};
use tierstat_store::{Arrival, ImportBatch, ImportOutcome, Ledger, Snapshot, Withdrawal};

/// The figures of a file: one, whose value is that of its content.
fn figures_of(file: &str, content: u32) -> Vec<Figure> {
    let value = f64::from(content);
    vec![Figure {
        id: FigureId(format!("{content:04x}")),
        indicator: IndicatorId("things".into()),
        tier: TierId("county".into()),
        area: AreaCode("1".into()),
        breakdown: tierstat_model::Breakdown::whole(),
        period: Period::Year(2015),
        measure: Measure::Stock,
        quantity: Quantity::exact(value.to_string(), value).unwrap(),
        unit: UnitId("number".into()),
        status: Status::A,
        origin: Origin {
            document: Document {
                publisher: "p".into(),
                title: "t".into(),
                title_zh: None,
                title_en: None,
                edition: "1".into(),
                url: None,
                published_on: None,
                received_on: None,
                layout: DocumentLayout::AsReceived,
            },
            cell: CellRef { file: file.into(), sheet: None, row: 1, column: 1 },
            content_hash: hash_of(content),
            known_on: day("2020-01-01"),
            source_rank: 100,
            phrase: None,
        },
        correction: None,
    }]
}

fn kept_back_of(file: &str, content: u32) -> Vec<KeptBack> {
    vec![KeptBack {
        id: FigureId(format!("{content:04x}")),
        cell: CellRef { file: file.into(), sheet: None, row: 2, column: 1 },
        quantity: Quantity::missing("7"),
        parts: Vec::new(),
        rule: "area.doubtful".into(),
        reason: Localized::default(),
        settled_by: String::new(),
    }]
}

fn bytes_of(content: u32) -> Vec<u8> {
    format!("content {content}").into_bytes()
}

fn hash_of(content: u32) -> String {
    Sha256::digest(bytes_of(content)).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn new_ledger() -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(&folder.path().join("ledger.sqlite")).unwrap();
    (folder, ledger)
}

/// Takes in a file with a content that was read in a way.
fn take_in(
    ledger: &mut Ledger,
    (file, content, way): (&str, u32, &str),
    on: &str,
    arrival: Arrival,
) -> ImportOutcome {
    let (hash, bytes) = (hash_of(content), bytes_of(content));
    let batch = ImportBatch {
        file,
        content: &bytes,
        content_hash: &hash,
        interpretation_hash: way,
        imported_on: day(on),
        figures: &figures_of(file, content),
        kept_back: &kept_back_of(file, content),
        findings: &[],
    };
    ledger.take_in(&batch, arrival).unwrap()
}

/// The figures that are answered, each with its file and value.
fn answered(ledger: &Ledger, known_on: Option<&str>) -> Vec<(String, Option<f64>)> {
    let query = FigureQuery { known_on: known_on.map(day), ..FigureQuery::of_all() };
    let mut found: Vec<_> = ledger
        .snapshot()
        .unwrap()
        .figures(&query)
        .unwrap()
        .into_iter()
        .map(|figure| (figure.origin.cell.file, figure.quantity.value))
        .collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

#[test]
fn what_is_withdrawn_is_answered_for_earlier_days_only() {
    let (folder, mut ledger) = new_ledger();
    take_in(&mut ledger, ("a.csv", 1, "one way"), "2026-01-01", Arrival::Found);
    assert!(!ledger.withdraw("b.csv", &Withdrawal::Gone, day("2026-02-01")).unwrap());
    assert!(ledger.withdraw("a.csv", &Withdrawal::Gone, day("2026-02-01")).unwrap());
    assert!(!ledger.withdraw("a.csv", &Withdrawal::Gone, day("2026-02-02")).unwrap());
    assert_eq!((answered(&ledger, None), ledger.snapshot().unwrap().kept_back().unwrap()), (vec![], vec![]));
    assert_eq!(answered(&ledger, Some("2026-02-01")), []);
    assert_eq!(answered(&ledger, Some("2026-01-31")), [("a.csv".into(), Some(1.0))]);
    let id = FigureId("0001".into());
    assert_eq!(ledger.snapshot().unwrap().trace(&id, None).unwrap(), None);
    assert_eq!(
        ledger.snapshot().unwrap().trace(&id, Some(day("2026-01-31"))).unwrap().unwrap().import.file,
        "a.csv"
    );
    assert_eq!(ledger.snapshot().unwrap().withdrawn_sources().unwrap()[0].withdrawal, Withdrawal::Gone);
    assert_eq!(
        (ledger.snapshot().unwrap().count().unwrap(), ledger.snapshot().unwrap().imports().unwrap().len()),
        (1, 1),
        "nothing is erased"
    );
    assert_eq!(ledger.snapshot().unwrap().verify().unwrap(), []);
    let other = rusqlite::Connection::open(folder.path().join("ledger.sqlite")).unwrap();
    for sql in ["UPDATE sources SET since = 0", "DELETE FROM sources"] {
        assert!(other.execute(sql, []).unwrap_err().to_string().contains("append-only"), "{sql}");
    }
    let days = ledger.snapshot().unwrap().days_of_change(&FigureQuery::of_all()).unwrap();
    assert!(days.iter().eq([day("2020-01-01"), day("2026-02-01")].iter()), "{days:?}");
    // And it comes back.
    let outcome = take_in(&mut ledger, ("a.csv", 1, "one way"), "2026-03-01", Arrival::Found);
    assert!(matches!(outcome, ImportOutcome::Imported { added: 1, .. }), "{outcome:?}");
    assert_eq!(answered(&ledger, None), [("a.csv".into(), Some(1.0))]);
}

#[test]
fn a_file_that_changes_and_changes_back_says_what_it_says() {
    let (_folder, mut ledger) = new_ledger();
    for (content, on) in [(1, "2026-01-01"), (2, "2026-02-01"), (1, "2026-03-01")] {
        take_in(&mut ledger, ("a.csv", content, "one way"), on, Arrival::Found);
        assert_eq!(answered(&ledger, None), [("a.csv".into(), Some(f64::from(content)))]);
    }
    assert_eq!(ledger.snapshot().unwrap().kept_back().unwrap(), kept_back_of("a.csv", 1));
}

#[test]
fn the_same_bytes_read_in_two_ways_for_two_files_stand_for_both() {
    let (_folder, mut ledger) = new_ledger();
    for round in 0..3 {
        for (file, way) in [("a.csv", "one way"), ("b.csv", "another way")] {
            let outcome = take_in(&mut ledger, (file, 1, way), "2026-01-01", Arrival::Found);
            let is_known = matches!(outcome, ImportOutcome::AlreadyKnown { .. });
            assert_eq!(is_known, round > 0, "{file} in round {round}");
        }
    }
    assert_eq!(ledger.snapshot().unwrap().sources().unwrap().len(), 2);
    assert_eq!(ledger.snapshot().unwrap().kept_back().unwrap().len(), 2);
}

#[test]
fn of_files_that_say_the_same_the_first_by_name_stands_whichever_came_first() {
    let (_folder, mut ledger) = new_ledger();
    take_in(&mut ledger, ("b/1.csv", 1, "way"), "2026-01-01", Arrival::Found);
    take_in(&mut ledger, ("a/1.csv", 1, "way"), "2026-01-02", Arrival::Found);
    let outcome = take_in(&mut ledger, ("b/1.csv", 1, "way"), "2026-01-02", Arrival::Found);
    assert!(matches!(outcome, ImportOutcome::AlreadyKnown { import } if import.file == "a/1.csv"));
    assert_eq!(answered(&ledger, None), [("a/1.csv".into(), Some(1.0))]);
    let copy = Withdrawal::Copy { of: "a/1.csv".into() };
    assert_eq!(ledger.snapshot().unwrap().withdrawn_sources().unwrap()[0].withdrawal, copy);
    // Given files are not held against the names of those that are found.
    let outcome = take_in(&mut ledger, ("elsewhere.csv", 1, "way"), "2026-01-03", Arrival::Given);
    assert!(matches!(outcome, ImportOutcome::AlreadyKnown { .. }), "{outcome:?}");
    // The copy stands on its own once the other is gone.
    ledger.withdraw("a/1.csv", &Withdrawal::Gone, day("2026-01-04")).unwrap();
    take_in(&mut ledger, ("b/1.csv", 1, "way"), "2026-01-04", Arrival::Found);
    assert_eq!(answered(&ledger, None), [("b/1.csv".into(), Some(1.0))]);
}

#[test]
fn what_was_given_and_is_found_later_can_be_missed() {
    let (_folder, mut ledger) = new_ledger();
    take_in(&mut ledger, ("a.csv", 1, "way"), "2026-01-01", Arrival::Given);
    assert_eq!(ledger.snapshot().unwrap().sources().unwrap()[0].arrival, Arrival::Given);
    take_in(&mut ledger, ("a.csv", 1, "way"), "2026-01-02", Arrival::Found);
    assert_eq!(ledger.snapshot().unwrap().sources().unwrap()[0].arrival, Arrival::Found);
    assert_eq!(ledger.snapshot().unwrap().imports().unwrap().len(), 1);
}

#[test]
fn another_ledger_does_not_speak_for_the_files_of_this_one() {
    let (_folder, mut home) = new_ledger();
    take_in(&mut home, ("a.csv", 1, "way"), "2026-01-01", Arrival::Found);
    let (_elsewhere, mut other) = new_ledger();
    take_in(&mut other, ("a.csv", 2, "way"), "2025-12-01", Arrival::Found);
    take_in(&mut other, ("b.csv", 3, "way"), "2025-12-01", Arrival::Found);
    take_in(&mut other, ("c.csv", 4, "way"), "2025-12-01", Arrival::Found);
    other.withdraw("c.csv", &Withdrawal::Gone, day("2025-12-31")).unwrap();
    for _ in 0..2 {
        home.absorb(&other.snapshot().unwrap()).unwrap();
        let expected = [("a.csv".into(), Some(1.0)), ("b.csv".into(), Some(3.0))];
        assert_eq!(answered(&home, None), expected);
        assert_eq!(answered(&home, Some("2025-12-30")).len(), 4, "it tells what was known before");
        assert_eq!(home.snapshot().unwrap().imports().unwrap().len(), 4);
        assert_eq!(home.snapshot().unwrap().verify().unwrap(), []);
    }
    // What came with it is not missed where it does not lie, until it is found here.
    assert!(
        home.snapshot().unwrap().sources().unwrap().iter().any(|source| source.arrival == Arrival::Given)
    );
}

#[test]
fn a_line_of_the_sources_that_decays_is_never_read_silently() {
    let (folder, mut ledger) = new_ledger();
    take_in(&mut ledger, ("a.csv", 1, "way"), "2026-01-01", Arrival::Found);
    take_in(&mut ledger, ("b.csv", 2, "way"), "2026-01-01", Arrival::Found);
    ledger.withdraw("a.csv", &Withdrawal::Gone, day("2026-02-01")).unwrap();
    drop(ledger);
    let path = folder.path().join("ledger.sqlite");
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch("DROP TRIGGER sources_no_update; DROP TRIGGER sources_no_delete")
        .unwrap();
    let sound = std::fs::read(&path).unwrap();
    for sql in [
        "UPDATE sources SET since = since + 1 WHERE id = 3",
        "UPDATE sources SET says = 'renamed' WHERE id = 3",
        "UPDATE sources SET import_id = 1 WHERE id = 3",
        "UPDATE sources SET import_id = 2 WHERE id = 1",
        "UPDATE sources SET file = 'b.csv' WHERE id = 3",
        "UPDATE sources SET other = 'c.csv' WHERE id = 3",
        "DELETE FROM sources WHERE id = 2",
        "DELETE FROM sources WHERE id = 1",
    ] {
        std::fs::write(&path, &sound).unwrap();
        rusqlite::Connection::open(&path)
            .unwrap()
            .execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
            .unwrap();
        let ledger = Snapshot::open(&path).unwrap();
        assert!(ledger.figures(&FigureQuery::of_all()).is_err_and(|error| error.is_unreadable()), "{sql}");
        assert!(ledger.findings().is_err() && ledger.kept_back().is_err() && ledger.sources().is_err());
        let found = ledger.verify().unwrap();
        assert!(found.iter().any(|finding| finding.rule == "ledger.sources"), "{sql}: {found:?}");
    }
}

/// What happens to the files of a project.
#[derive(Debug, Clone)]
enum Event {
    /// A file holds a content, read in a way.
    Put(usize, u32, &'static str),
    Remove(usize),
    Rename(usize, usize),
    /// The project is looked over.
    Build,
}

const NAMES: [&str; 4] = ["a.csv", "b.csv", "c/a.csv", "c-a.csv"];

fn event() -> impl Strategy<Value = Event> {
    let (name, content) = (0..NAMES.len(), 1_u32..4);
    let way = prop_oneof![Just("one way"), Just("another way")];
    prop_oneof![
        4 => (name.clone(), content, way).prop_map(|(name, content, way)| Event::Put(name, content, way)),
        2 => name.clone().prop_map(Event::Remove),
        2 => (name.clone(), name).prop_map(|(from, to)| Event::Rename(from, to)),
        4 => Just(Event::Build),
    ]
}

/// Looks a project over: what is missed is withdrawn, what is there is taken in.
fn build(ledger: &mut Ledger, files: &BTreeMap<&str, (u32, &'static str)>, on: &str) {
    for source in ledger.snapshot().unwrap().sources().unwrap() {
        if !files.contains_key(source.import.file.as_str()) {
            ledger.withdraw(&source.import.file, &Withdrawal::Gone, day(on)).unwrap();
        }
    }
    let mut names: Vec<&str> = files.keys().copied().collect();
    names.sort_by_key(|name| std::path::PathBuf::from(name));
    for name in names {
        let (content, way) = files[name];
        take_in(ledger, (name, content, way), on, Arrival::Found);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_happened_to_the_files_the_answers_are_those_of_a_new_ledger(
        events in proptest::collection::vec(event(), 1..24)
    ) {
        let (_folder, mut ledger) = new_ledger();
        let mut files: BTreeMap<&str, (u32, &'static str)> = BTreeMap::new();
        for (number, event) in events.iter().chain([&Event::Build]).enumerate() {
            match event {
                Event::Put(name, content, way) => {
                    files.insert(NAMES[*name], (*content, *way));
                }
                Event::Remove(name) => {
                    files.remove(NAMES[*name]);
                }
                Event::Rename(from, to) => {
                    if let Some(file) = files.remove(NAMES[*from]) {
                        files.insert(NAMES[*to], file);
                    }
                }
                Event::Build => {
                    let on = day("2026-01-01").checked_add(jiff::Span::new().days(number as i64)).unwrap();
                    build(&mut ledger, &files, &on.to_string());
                    let (_another, mut fresh) = new_ledger();
                    build(&mut fresh, &files, "2026-01-01");
                    let readings = |ledger: &Ledger| ledger.snapshot().unwrap().readings(&FigureQuery::of_all()).unwrap();
                    prop_assert_eq!(readings(&ledger), readings(&fresh));
                    prop_assert_eq!(ledger.snapshot().unwrap().kept_back().unwrap(), fresh.snapshot().unwrap().kept_back().unwrap());
                    prop_assert_eq!(ledger.snapshot().unwrap().content_fingerprint().unwrap(), fresh.snapshot().unwrap().content_fingerprint().unwrap());
                    let lines = |ledger: &Ledger| ledger.snapshot().unwrap().imports().unwrap().len();
                    let before = lines(&ledger);
                    build(&mut ledger, &files, &on.to_string());
                    prop_assert_eq!(lines(&ledger), before, "a second look changes nothing");
                }
            }
        }
    }
}
