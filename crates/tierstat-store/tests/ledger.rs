//! The promises of the ledger, on a file.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use tierstat_model::{
    AreaCode, Basis, Bounds, Breakdowns, CellRef, Correction, DimensionId, Document, DocumentLayout, Figure,
    FigureId, FigureLookup, FigureQuery, IndicatorId, KeptBack, KeptPart, Measure, Origin, Part, Period,
    Precision, Quantity, ReadingRule, Status, TierId, UnitId,
};
use tierstat_store::{
    FRAME_COLUMNS, FigureList, ImportBatch, ImportOutcome, Ledger, NoLedger, SetAside, SetAsideLog, Snapshot,
    StoreError, frame, panel, sorted,
};

fn figure(id: &str, period: &str, value: f64) -> Figure {
    Figure {
        id: FigureId(id.into()),
        indicator: IndicatorId("things".into()),
        tier: TierId("county".into()),
        area: AreaCode("1".into()),
        breakdown: tierstat_model::Breakdown::whole(),
        period: period.parse::<Period>().unwrap(),
        measure: Measure::Stock,
        quantity: Quantity::exact(value.to_string(), value).unwrap(),
        unit: UnitId("number".into()),
        status: Status::A,
        origin: Origin {
            document: Document {
                publisher: "p".into(),
                title: format!("document {id}"),
                title_zh: None,
                title_en: None,
                edition: "1".into(),
                url: None,
                published_on: Some("2020-01-01".parse().unwrap()),
                received_on: None,
                layout: DocumentLayout::AsReceived,
            },
            cell: CellRef { file: format!("{id}.csv"), sheet: Some("表".into()), row: 3, column: 2 },
            content_hash: id.repeat(2),
            known_on: "2020-01-01".parse().unwrap(),
            source_rank: 100,
            phrase: None,
        },
        correction: None,
    }
}

fn batch<'a>(file: &'a str, content_hash: &'a str, figures: &'a [Figure]) -> ImportBatch<'a> {
    ImportBatch {
        file,
        content: content_hash.as_bytes(),
        content_hash,
        interpretation_hash: "one way",
        imported_on: "2026-01-31".parse().unwrap(),
        figures,
        kept_back: &[],
        findings: &[],
    }
}

/// A number of which the period is in doubt.
fn kept_back(id: &str, row: u32) -> KeptBack {
    let part = |part, value: &str, basis, rivals: &[&str]| KeptPart {
        part,
        value: value.into(),
        basis,
        rivals: rivals.iter().map(|rival| (*rival).to_owned()).collect(),
    };
    KeptBack {
        id: FigureId(id.into()),
        cell: CellRef { file: "a.csv".into(), sheet: Some("表".into()), row, column: 2 },
        quantity: Quantity::exact("23", 23.0).unwrap(),
        parts: vec![
            part(Part::Indicator, "things", Basis::Title, &[]),
            part(Part::Tier, "county", Basis::Default, &[]),
            part(Part::Area, "1", Basis::Label, &[]),
            part(Part::Period, "2015", Basis::Header, &["2016", "2015-06"]),
            part(Part::Unit, "number", Basis::UnitLine, &[]),
            part(Part::Factor, "1", Basis::Default, &[]),
        ],
        rule: "period.doubtful".into(),
        reason: tierstat_model::Localized::new("时期不明", "two periods stand there"),
        settled_by: "[defaults] period = \"2015\"".into(),
    }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn new_ledger() -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(&folder.path().join("out/ledger.sqlite")).unwrap();
    (folder, ledger)
}

fn all(ledger: &Ledger) -> Vec<Figure> {
    ledger.snapshot().unwrap().figures(&FigureQuery::of_all()).unwrap()
}

#[test]
fn a_figure_comes_back_as_it_went_in() {
    let (_folder, mut ledger) = new_ledger();
    let mut rough = figure("ab", "2015-06", 1.0);
    rough.quantity = Quantity {
        printed: "3500多家".into(),
        precision: Precision::AtLeast,
        bounds: Some(tierstat_model::Bounds::half_open(3500.0, 3600.0).unwrap()),
        value: None,
    };
    rough.correction = Some(Correction { expected: "350多家".into(), reason: "a digit is lost".into() });
    rough.origin.phrase = Some("有3500多家".into());
    let mut missing = figure("cd", "2016", 1.0);
    missing.quantity = Quantity::missing("…");
    missing.status = Status::O;
    let figures = [rough.clone(), missing.clone()];
    let hash = sha256(b"bytes");
    ledger.import(&ImportBatch { content: b"bytes", ..batch("a.csv", &hash, &figures) }).unwrap();
    assert_eq!(all(&ledger), figures);
    assert_eq!(ledger.snapshot().unwrap().stored_file(&hash).unwrap().as_deref(), Some(&b"bytes"[..]));
}

#[test]
fn the_same_bytes_read_the_same_way_change_nothing() {
    let (folder, mut ledger) = new_ledger();
    let figures = [figure("ab", "2015", 1.0)];
    ledger.import(&batch("a.csv", "h1", &figures)).unwrap();
    let fingerprint = ledger.snapshot().unwrap().content_fingerprint().unwrap();
    drop(ledger);
    let path = folder.path().join("out/ledger.sqlite");
    let bytes = std::fs::read(&path).unwrap();
    let mut ledger = Ledger::open(&path).unwrap();
    let outcome = ledger.import(&batch("elsewhere.csv", "h1", &figures)).unwrap();
    assert!(matches!(outcome, ImportOutcome::AlreadyKnown { import } if import.file == "a.csv"));
    assert_eq!(ledger.snapshot().unwrap().content_fingerprint().unwrap(), fingerprint);
    drop(ledger);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn an_import_tells_added_revised_confirmed_and_vanished_questions_apart() {
    let (_folder, mut ledger) = new_ledger();
    let first = [figure("a1", "2013", 1.0), figure("a2", "2014", 2.0), figure("a3", "2015", 3.0)];
    ledger.import(&batch("a.csv", "h1", &first)).unwrap();
    let second = [figure("b1", "2013", 1.0), figure("b2", "2014", 20.0), figure("b4", "2016", 4.0)];
    let outcome = ledger.import(&batch("a.csv", "h2", &second)).unwrap();
    let ImportOutcome::Imported { added, revised, confirmed, vanished, .. } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!((added, revised, confirmed, vanished.len()), (1, 1, 1, 1));
}

#[test]
fn bytes_read_in_another_way_supersede_what_was_read_before() {
    let (_folder, mut ledger) = new_ledger();
    let (first, second) = ([figure("a1", "2015", 1.0)], [figure("a2", "2016", 1.0)]);
    ledger.import(&batch("a.csv", "h1", &first)).unwrap();
    let other_way = ImportBatch { interpretation_hash: "another way", ..batch("a.csv", "h1", &second) };
    ledger.import(&other_way).unwrap();
    assert_eq!(all(&ledger), second);
    assert_eq!(ledger.snapshot().unwrap().imports().unwrap().len(), 2, "both imports stay on record");
}

#[test]
fn what_was_not_known_that_day_is_not_told() {
    let (_folder, mut ledger) = new_ledger();
    let mut late = figure("b1", "2015", 2.0);
    late.origin.known_on = "2021-05-05".parse().unwrap();
    ledger.import(&batch("a.csv", "h1", &[figure("a1", "2015", 1.0), late])).unwrap();
    let value = |day: Option<&str>| {
        let query = FigureQuery { known_on: day.map(|day| day.parse().unwrap()), ..FigureQuery::of_all() };
        ledger
            .snapshot()
            .unwrap()
            .readings(&query)
            .unwrap()
            .first()
            .and_then(|reading| reading.figure.quantity.value)
    };
    assert_eq!(value(None), Some(2.0));
    assert_eq!(value(Some("2021-05-04")), Some(1.0));
    assert_eq!(value(Some("2019-12-31")), None);
}

#[test]
fn an_import_that_fails_leaves_nothing() {
    let (_folder, mut ledger) = new_ledger();
    let twice = [figure("a1", "2015", 1.0), figure("a1", "2016", 2.0)];
    let error = ledger.import(&batch("a.csv", "h1", &twice)).unwrap_err();
    assert!(matches!(&error, StoreError::DuplicateFigure { id, .. } if id == "a1"), "{error}");
    assert!(all(&ledger).is_empty());
    assert!(ledger.snapshot().unwrap().imports().unwrap().is_empty());
    assert_eq!(ledger.snapshot().unwrap().stored_file("h1").unwrap(), None);
}

#[test]
fn the_file_itself_refuses_change() {
    let (folder, mut ledger) = new_ledger();
    ledger.import(&batch("a.csv", "h1", &[figure("a1", "2015", 1.0)])).unwrap();
    let other = rusqlite::Connection::open(folder.path().join("out/ledger.sqlite")).unwrap();
    for sql in [
        "UPDATE figures SET value = 2",
        "DELETE FROM figures",
        "DELETE FROM imports",
        "UPDATE contents SET bytes = x'00'",
        "DELETE FROM documents",
        "DELETE FROM findings",
    ] {
        let refused = other.execute(sql, []);
        let empty_table = sql.contains("findings") && matches!(refused, Ok(0));
        assert!(
            empty_table || refused.is_err_and(|error| error.to_string().contains("append-only")),
            "{sql}"
        );
    }
}

#[test]
fn two_processes_see_whole_imports_only() {
    let (folder, mut ledger) = new_ledger();
    let read = || Snapshot::open(&folder.path().join("out/ledger.sqlite")).unwrap();
    let (before, every) = (read(), FigureQuery::of_all());
    assert!(before.figures(&every).unwrap().is_empty());
    ledger.import(&batch("a.csv", "h1", &[figure("a1", "2015", 1.0), figure("a2", "2016", 1.0)])).unwrap();
    assert!(before.figures(&every).unwrap().is_empty(), "a snapshot stays what it was");
    assert!(before.imports().unwrap().is_empty() && before.verify().unwrap().is_empty());
    assert_eq!(read().figures(&every).unwrap().len(), 2);
}

#[test]
fn a_sound_ledger_verifies_and_a_traced_figure_knows_its_import() {
    let (_folder, mut ledger) = new_ledger();
    let mut kept = figure("a1", "2015", 1.0);
    // The SHA-256 of the three bytes `abc` (FIPS 180-2, appendix B.1).
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    kept.origin.content_hash = hash.into();
    let figures = [kept];
    let whole = ImportBatch { content: b"abc", ..batch("a.csv", hash, &figures) };
    ledger.import(&whole).unwrap();
    assert_eq!(ledger.snapshot().unwrap().verify().unwrap(), []);
    let trace = ledger.snapshot().unwrap().trace(&FigureId("a1".into()), None).unwrap().unwrap();
    assert_eq!((trace.import.file.as_str(), trace.stored_bytes), ("a.csv", 3));
    assert_eq!(ledger.snapshot().unwrap().figure("a", None).unwrap().len(), 1);
    assert!(ledger.snapshot().unwrap().figure("%", None).unwrap().is_empty());
}

#[test]
fn a_kept_file_that_does_not_match_its_hash_is_found() {
    let (_folder, mut ledger) = new_ledger();
    ledger.import(&batch("a.csv", "not its hash", &[])).unwrap();
    let findings = ledger.snapshot().unwrap().verify().unwrap();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].rule, "ledger.content");
}

#[test]
fn damaged_files_are_named_and_never_read_silently() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.sqlite");
    std::fs::write(&path, "this is no database, though it is long enough to be looked at as one".repeat(20))
        .unwrap();
    let error = Ledger::open(&path).unwrap_err();
    assert!(matches!(error, StoreError::NotALedger { found: NoLedger::NoDatabase, .. }), "{error}");
    assert!(error.localized().zh.contains("ledger.sqlite") && error.is_unreadable());

    let (other, mut ledger) = new_ledger();
    let many: Vec<Figure> = (0..500).map(|index| figure(&format!("{index:04x}"), "2015", 1.0)).collect();
    ledger.import(&batch("a.csv", "h1", &many)).unwrap();
    drop(ledger);
    let path = other.path().join("out/ledger.sqlite");
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let read = Snapshot::open(&path).and_then(|ledger| {
        let figures = ledger.figures(&FigureQuery::of_all())?;
        Ok((figures, ledger.verify()?))
    });
    match read {
        Err(error) => assert!(matches!(error, StoreError::Damaged { .. }), "{error}"),
        Ok((_, findings)) => assert!(!findings.is_empty(), "half a ledger was read as a whole one"),
    }
}

#[test]
fn another_database_and_a_newer_ledger_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.sqlite");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE something (x)").unwrap();
    let error = Ledger::open(&path).unwrap_err();
    assert!(matches!(error, StoreError::NotALedger { found: NoLedger::OtherDatabase, .. }), "{error}");

    let (folder, ledger) = new_ledger();
    drop(ledger);
    let path = folder.path().join("out/ledger.sqlite");
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Ledger::open(&path).unwrap_err(), StoreError::NewerSchema { found: 99, .. }));
}

#[track_caller]
fn check_rule(preferred: &Figure, other: &Figure, rule: ReadingRule) {
    for order in [[preferred.clone(), other.clone()], [other.clone(), preferred.clone()]] {
        let readings = FigureList(order.to_vec()).readings(&FigureQuery::of_all()).unwrap();
        assert_eq!(readings.len(), 1);
        assert_eq!(readings[0].figure.id, preferred.id);
        assert_eq!(readings[0].rule, rule);
        assert_eq!(readings[0].behind.len(), 1);
    }
}

#[test]
fn each_rule_of_preference_decides_where_the_earlier_ones_do_not() {
    let plain = figure("b0", "2015", 1.0);
    let changed = |change: &dyn Fn(&mut Figure)| {
        let mut other = figure("a0", "2015", 2.0);
        change(&mut other);
        other
    };
    let corrected =
        changed(&|other| other.correction = Some(Correction { expected: "1".into(), reason: "r".into() }));
    check_rule(&corrected, &plain, ReadingRule::Correction);
    check_rule(&changed(&|other| other.origin.source_rank = 1), &plain, ReadingRule::SourceRank);
    let later = changed(&|other| other.origin.known_on = "2020-01-02".parse().unwrap());
    check_rule(&later, &plain, ReadingRule::LaterEdition);
    let later_and_unreliable = changed(&|other| {
        other.status = Status::U;
        other.origin.known_on = "2025-01-01".parse().unwrap();
    });
    check_rule(&plain, &later_and_unreliable, ReadingRule::Reliability);
    // A document that nobody dates was known since its collection came: that makes it no later edition.
    let later_and_undated = changed(&|other| {
        other.origin.document.published_on = None;
        other.origin.known_on = "2025-01-01".parse().unwrap();
    });
    check_rule(&plain, &later_and_undated, ReadingRule::DatedDocument);
    // What says the same more closely contradicts none, and a narrower print beside it is none.
    let with_bounds = |figure: &Figure, lower: f64, upper: f64| {
        let mut figure = figure.clone();
        figure.quantity.bounds = Bounds::half_open(lower, upper).ok();
        figure.quantity.precision = Precision::Rounded;
        figure
    };
    let rounded = with_bounds(&plain, 435.0, 445.0);
    check_rule(&with_bounds(&later_and_undated, 438.5, 439.5), &rounded, ReadingRule::MorePrecise);
    check_rule(&rounded, &with_bounds(&later_and_undated, 444.5, 445.5), ReadingRule::DatedDocument);
    let mut unreliable = with_bounds(&later_and_undated, 438.5, 439.5);
    unreliable.status = Status::U;
    check_rule(&rounded, &unreliable, ReadingRule::Reliability);
    let later_and_received = changed(&|other| {
        other.origin.document.published_on = None;
        other.origin.document.received_on = Some("2025-01-01".parse().unwrap());
        other.origin.known_on = "2025-01-01".parse().unwrap();
    });
    check_rule(&later_and_received, &plain, ReadingRule::LaterEdition);
    check_rule(
        &plain,
        &changed(&|other| other.quantity.precision = Precision::Rounded),
        ReadingRule::MorePrecise,
    );
    check_rule(&changed(&|_| ()), &plain, ReadingRule::FirstByOrigin);
    let missing_but_later = changed(&|other| {
        other.quantity = Quantity::missing("—");
        other.origin.known_on = "2025-01-01".parse().unwrap();
    });
    check_rule(&plain, &missing_but_later, ReadingRule::MorePrecise);
}

#[test]
fn of_two_contents_of_one_file_the_newer_is_preferred() {
    let (_folder, mut ledger) = new_ledger();
    let mut old = figure("a1", "2015", 1.0);
    let mut new = figure("a2", "2015", 2.0);
    old.origin.cell.file = "a.csv".into();
    new.origin.cell.file = "a.csv".into();
    ledger.import(&batch("a.csv", "h1", &[old])).unwrap();
    let figures = [new];
    let later = ImportBatch { imported_on: "2026-02-01".parse().unwrap(), ..batch("a.csv", "h2", &figures) };
    ledger.import(&later).unwrap();
    let reading = |day: Option<&str>| {
        let query = FigureQuery { known_on: day.map(|day| day.parse().unwrap()), ..FigureQuery::of_all() };
        let reading = ledger.snapshot().unwrap().readings(&query).unwrap().remove(0);
        (reading.figure.quantity.value, reading.rule, reading.behind.len())
    };
    assert_eq!(reading(None), (Some(2.0), ReadingRule::OnlyOne, 0), "what it said before it changed is gone");
    assert_eq!(reading(Some("2026-01-31")), (Some(2.0), ReadingRule::LaterEdition, 1));
    assert_eq!(reading(Some("2026-02-01")), (Some(2.0), ReadingRule::OnlyOne, 0));
}

#[test]
fn stocks_of_a_year_its_last_month_and_its_last_day_answer_one_question() {
    let list = FigureList(vec![
        figure("a1", "2018", 1.0),
        figure("a2", "2018-12", 1.0),
        figure("a3", "2018-12-31", 1.0),
    ]);
    assert_eq!(list.readings(&FigureQuery::of_all()).unwrap().len(), 1);
}

#[test]
fn frames_sort_and_pivot() {
    let list = FigureList(vec![figure("a1", "2016", 7.0), figure("a2", "2015", 9.0)]);
    let readings = list.readings(&FigureQuery::of_all()).unwrap();
    let by_value = frame(&readings, &["value"]).unwrap();
    let column = by_value.columns.iter().position(|name| name == "printed").unwrap();
    assert_eq!(by_value.rows.iter().map(|row| row[column].as_str()).collect::<Vec<_>>(), ["7", "9"]);
    assert!(matches!(frame(&readings, &["no such column"]), Err(StoreError::Frame(_))));
    assert_eq!(by_value.columns, FRAME_COLUMNS);
    let descending = sorted(readings.clone(), &["value"], true).unwrap();
    assert_eq!(
        descending.iter().map(|reading| &*reading.figure.quantity.printed).collect::<Vec<_>>(),
        ["9", "7"]
    );
    let wide = panel(&readings).unwrap();
    assert_eq!(wide.columns[..2], ["indicator", "tier"]);
    assert_eq!(wide.columns[2..], ["area", "2015-12-31", "2016-12-31"]);
    assert_eq!(wide.rows.len(), 1);
    assert_eq!(wide.rows[0][1..], ["county", "1", "9", "7"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_import_never_changes_an_answer(order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let figures: Vec<Figure> = (0..6_u32)
            .map(|index| {
                let mut figure = figure(&format!("a{index}"), "2015", f64::from(index % 4));
                figure.origin.source_rank = index % 2;
                figure.origin.known_on = jiff::civil::date(2020, 1, 1 + (index % 3) as i8);
                figure
            })
            .collect();
        let (_folder, mut ledger) = new_ledger();
        for index in order {
            let hash = format!("h{index}");
            let file = format!("{index}.csv");
            ledger.import(&batch(&file, &hash, &figures[index..=index])).unwrap();
        }
        let readings = ledger.snapshot().unwrap().readings(&FigureQuery::of_all()).unwrap();
        let listed = FigureList(figures).readings(&FigureQuery::of_all()).unwrap();
        prop_assert_eq!(readings, listed);
    }
}

/// The same ledger as each earlier schema wrote it, with two files, two figures and an import that superseded another.
const EARLIER_SCHEMAS: [(u8, &str); 4] = [
    (1, include_str!("fixtures/schema-1.sql")),
    (2, include_str!("fixtures/schema-2.sql")),
    (3, include_str!("fixtures/schema-3.sql")),
    (4, include_str!("fixtures/schema-4.sql")),
];

/// The current figures of these ledgers.
fn figures_of_earlier_schemas() -> [Figure; 2] {
    let mut kept = figure("ab", "2015", 24.0);
    kept.origin.content_hash = "h1".into();
    kept.origin.cell.file = "a.csv".into();
    let mut rough = figure("cd", "2015-06", 1.0);
    rough.origin.cell = CellRef { file: "elsewhere.csv".into(), sheet: None, row: 7, column: 1 };
    rough.origin.content_hash = "another".into();
    rough.origin.known_on = "1969-12-31".parse().unwrap();
    rough.quantity = Quantity {
        printed: "3500多家".into(),
        precision: Precision::AtLeast,
        bounds: Some(tierstat_model::Bounds::half_open(3500.0, 3600.0).unwrap()),
        value: None,
    };
    rough.correction = Some(Correction { expected: "350多家".into(), reason: "a digit is lost".into() });
    rough.origin.phrase = Some("有3500多家".into());
    [kept, rough]
}

#[test]
fn a_ledger_of_each_earlier_schema_is_taken_over_with_a_copy_beside() {
    for (schema, text) in EARLIER_SCHEMAS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        rusqlite::Connection::open(&path).unwrap().execute_batch(text).unwrap();
        // Reading is enough to take it over.
        let ledger = Snapshot::open(&path).unwrap();
        let mut found = ledger.figures(&FigureQuery::of_all()).unwrap();
        found.sort_by(|one, other| one.id.cmp(&other.id));
        assert_eq!(found, figures_of_earlier_schemas(), "schema {schema}");
        assert_eq!(ledger.kept_back().unwrap(), []);
        assert_eq!(ledger.imports().unwrap().len(), 3, "what was superseded stays on record");
        let other_findings =
            ledger.verify().unwrap().into_iter().filter(|finding| finding.rule != "ledger.content");
        assert_eq!(other_findings.count(), 0, "schema {schema}");
        let backup = folder.path().join(format!("ledger.sqlite.schema-{schema}.backup"));
        let copy = rusqlite::Connection::open(&backup).unwrap();
        let version: u8 = copy.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        let rows: i64 = copy.query_row("SELECT count(*) FROM figures", [], |row| row.get(0)).unwrap();
        assert_eq!((version, rows), (schema, 3));
        drop(ledger);
        // And it goes on as any other.
        let mut ledger = Ledger::open(&path).unwrap();
        let known = ledger.import(&batch("b.csv", "h2", &[])).unwrap();
        assert!(matches!(known, ImportOutcome::AlreadyKnown { .. }), "{known:?}");
        let figures = [figure("ee", "2015", 24.0)];
        let kept_back = [kept_back("ff", 4)];
        let imported_on = "2026-02-01".parse().unwrap();
        let next = ImportBatch { kept_back: &kept_back, imported_on, ..batch("a.csv", "h9", &figures) };
        let outcome = ledger.import(&next).unwrap();
        assert!(matches!(outcome, ImportOutcome::Imported { confirmed: 1, .. }), "{outcome:?}");
        assert_eq!(ledger.snapshot().unwrap().kept_back().unwrap(), kept_back);
    }
}

#[test]
fn a_ledger_that_was_taken_over_is_made_like_a_new_one() {
    // What each table is made of, without the spelling of the text that made it.
    let made_of = |path: &std::path::Path| -> Vec<String> {
        let connection = rusqlite::Connection::open(path).unwrap();
        let texts = |sql: &str| -> Vec<String> {
            let mut statement = connection.prepare(sql).unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let violations: i64 = connection
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(violations, 0);
        [
            "SELECT type || ' ' || name || ' on ' || tbl_name FROM sqlite_schema ORDER BY 1",
            "SELECT t.name || ': ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk || ' ' \
             || coalesce(c.dflt_value, '') FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c \
             WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid",
            "SELECT t.name || ': ' || i.name || ' ' || i.\"unique\" || ' ' || group_concat(c.name) \
             FROM pragma_table_list AS t JOIN pragma_index_list(t.name) AS i JOIN pragma_index_info(i.name) AS c \
             WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%' GROUP BY t.name, i.name ORDER BY 1",
            "SELECT t.name || ': ' || k.\"from\" || ' to ' || k.\"table\" FROM pragma_table_list AS t \
             JOIN pragma_foreign_key_list(t.name) AS k WHERE t.schema = 'main' ORDER BY 1",
        ]
        .iter()
        .flat_map(|sql| texts(sql))
        .collect()
    };
    let (new, ledger) = new_ledger();
    drop(ledger);
    let expected = made_of(&new.path().join("out/ledger.sqlite"));
    assert!(expected.iter().any(|line| line.contains("indicator,area,tier,measure,unit,breakdown")));
    for (schema, text) in EARLIER_SCHEMAS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        rusqlite::Connection::open(&path).unwrap().execute_batch(text).unwrap();
        drop(Ledger::open(&path).unwrap());
        assert_eq!(made_of(&path), expected, "schema {schema}");
    }
}

#[test]
fn a_step_that_fails_leaves_the_ledger_in_its_schema() {
    for (schema, text) in EARLIER_SCHEMAS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        let other = rusqlite::Connection::open(&path).unwrap();
        // A table of that name is in the way of the last step.
        other.execute_batch(text).unwrap();
        other.execute_batch("CREATE TABLE sources (x)").unwrap();
        assert!(Ledger::open(&path).is_err());
        let version: u8 = other.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, schema);
        other.execute_batch("DROP TABLE sources").unwrap();
        assert_eq!(all(&Ledger::open(&path).unwrap()).len(), 2, "schema {schema}");
    }
}

#[test]
fn what_is_kept_back_comes_back_as_it_went_in_and_is_no_figure() {
    let (_folder, mut ledger) = new_ledger();
    let figures = [figure("a1", "2015", 1.0)];
    let mut elsewhere = kept_back("b1", 2);
    elsewhere.cell = CellRef { file: "z.csv".into(), sheet: None, row: 1, column: 1 };
    let mut rough = kept_back("b2", 9);
    rough.quantity = Quantity {
        printed: "3500多家".into(),
        precision: Precision::AtLeast,
        bounds: Some(tierstat_model::Bounds::half_open(3500.0, 3600.0).unwrap()),
        value: None,
    };
    let kept = [elsewhere.clone(), rough.clone(), kept_back("b3", 4)];
    let before = ledger.snapshot().unwrap().content_fingerprint().unwrap();
    ledger.import(&ImportBatch { kept_back: &kept, ..batch("a.csv", "h1", &figures) }).unwrap();
    assert_eq!(
        ledger.snapshot().unwrap().kept_back().unwrap(),
        [kept_back("b3", 4), rough, elsewhere],
        "by file, sheet and row"
    );
    assert_eq!(all(&ledger), figures);
    assert_eq!(ledger.snapshot().unwrap().count().unwrap(), 1);
    assert!(ledger.snapshot().unwrap().figure("b1", None).unwrap().is_empty());
    assert_eq!(
        frame(&ledger.snapshot().unwrap().readings(&FigureQuery::of_all()).unwrap(), &["value"])
            .unwrap()
            .rows
            .len(),
        1
    );
    assert_ne!(ledger.snapshot().unwrap().content_fingerprint().unwrap(), before);
}

#[test]
fn what_a_mapping_settles_is_no_longer_kept_back() {
    let (_folder, mut ledger) = new_ledger();
    let kept = [kept_back("b1", 2)];
    ledger.import(&ImportBatch { kept_back: &kept, ..batch("a.csv", "h1", &[]) }).unwrap();
    let fingerprint = ledger.snapshot().unwrap().content_fingerprint().unwrap();
    let settled = [figure("b1", "2015", 1.0)];
    let another_way = ImportBatch { interpretation_hash: "another way", ..batch("a.csv", "h1", &settled) };
    let outcome = ledger.import(&another_way).unwrap();
    assert!(matches!(outcome, ImportOutcome::Imported { added: 1, .. }), "{outcome:?}");
    assert_eq!(ledger.snapshot().unwrap().kept_back().unwrap(), []);
    assert_eq!(all(&ledger), settled);
    assert_ne!(ledger.snapshot().unwrap().content_fingerprint().unwrap(), fingerprint);
}

#[test]
fn what_is_kept_back_cannot_be_changed_or_lost_unseen() {
    let (folder, mut ledger) = new_ledger();
    let kept = [kept_back("b1", 2), kept_back("b2", 3)];
    ledger.import(&ImportBatch { kept_back: &kept, ..batch("a.csv", "h1", &[]) }).unwrap();
    drop(ledger);
    let path = folder.path().join("out/ledger.sqlite");
    let other = rusqlite::Connection::open(&path).unwrap();
    for sql in ["UPDATE kept_back SET value = 2", "DELETE FROM kept_back"] {
        let refused = other.execute(sql, []).unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }
    drop(other);
    let sound = std::fs::read(&path).unwrap();
    for sql in [
        "UPDATE kept_back SET value = 2",
        "UPDATE kept_back SET rule = 'area.doubtful'",
        "UPDATE kept_back SET parts = '[]'",
        "UPDATE kept_back SET parts = 'no parts'",
        "UPDATE kept_back SET sheet_id = 7",
        "UPDATE kept_back SET sheet_id = NULL",
        "UPDATE kept_back SET file = 'b.csv'",
        "UPDATE kept_back SET upper_kind = 'open'",
        "UPDATE kept_back SET import_id = 7",
        "DELETE FROM kept_back WHERE ordinal = 1",
        "DELETE FROM kept_back",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        std::fs::write(&path, &sound).unwrap();
        let unguarded = format!(
            "PRAGMA foreign_keys = OFF; DROP TRIGGER kept_back_no_update; DROP TRIGGER kept_back_no_delete; {sql}"
        );
        rusqlite::Connection::open(&path).unwrap().execute_batch(&unguarded).unwrap();
        let ledger = Snapshot::open(&path).unwrap();
        assert!(ledger.kept_back().is_err_and(|error| error.is_unreadable()), "{sql}");
        let rules: Vec<String> = ledger.verify().unwrap().into_iter().map(|finding| finding.rule).collect();
        assert!(rules.contains(&"ledger.kept-back".to_owned()), "{sql}: {rules:?}");
        assert!(ledger.figures(&FigureQuery::of_all()).is_ok(), "{sql}");
    }
}

#[test]
fn a_flipped_bit_is_never_read_silently() {
    let (folder, mut ledger) = new_ledger();
    let many: Vec<Figure> =
        (0..300).map(|index| figure(&format!("{index:04x}"), "2015", f64::from(index))).collect();
    let doubtful: Vec<KeptBack> = (0..100).map(|row| kept_back(&format!("{row:04x}"), row)).collect();
    ledger.import(&ImportBatch { kept_back: &doubtful, ..batch("a.csv", "h1", &many) }).unwrap();
    let expected = all(&ledger);
    drop(ledger);
    let path = folder.path().join("out/ledger.sqlite");
    let sound = std::fs::read(&path).unwrap();
    let mut found = 0_u32;
    let flips = 400;
    for number in 0..flips as usize {
        let mut bytes = sound.clone();
        let at = number * 7919 % bytes.len();
        bytes[at] ^= 1 << (number % 8);
        std::fs::write(&path, &bytes).unwrap();
        let read = Snapshot::open(&path).and_then(|ledger| {
            let figures = ledger.figures(&FigureQuery::of_all())?;
            // Unused bytes of a page say nothing.
            Ok(figures == expected && ledger.kept_back()? == doubtful)
        });
        found += u32::from(read.is_err());
        assert!(read.unwrap_or(true), "bit {} of byte {at} was read silently", number % 8);
    }
    assert!(found > flips / 4, "of {flips} flipped bits {found} were found on reading");
}

#[test]
fn a_whole_ledger_moves_and_nothing_is_taken_twice() {
    let (folder, mut ledger) = new_ledger();
    let (first, second) = ([figure("a1", "2015", 1.0)], [figure("a2", "2016", 1.0)]);
    let (one, other) = (sha256(b"one"), sha256(b"other"));
    let (superseded, kept) = ([kept_back("c1", 5)], [kept_back("c2", 6)]);
    let one_way = ImportBatch { content: b"one", kept_back: &superseded, ..batch("a.csv", &one, &first) };
    ledger.import(&one_way).unwrap();
    let another_way =
        ImportBatch { interpretation_hash: "another way", figures: &second, kept_back: &kept, ..one_way };
    ledger.import(&another_way).unwrap();
    let path = folder.path().join("moved.sqlite");
    ledger.snapshot().unwrap().export(&path).unwrap();
    assert!(
        matches!(ledger.snapshot().unwrap().export(&path), Err(StoreError::NotAccessible { .. })),
        "nothing is written over"
    );

    let (_elsewhere, mut home) = new_ledger();
    home.import(&ImportBatch { content: b"other", ..batch("b.csv", &other, &[figure("b1", "2014", 3.0)]) })
        .unwrap();
    let moved = Snapshot::open(&path).unwrap();
    let outcomes = home.absorb(&moved).unwrap();
    assert!(outcomes.iter().all(|outcome| matches!(outcome, ImportOutcome::Imported { .. })), "{outcomes:?}");
    assert_eq!(all(&home).len(), 2, "what was superseded there is superseded here");
    assert_eq!(home.snapshot().unwrap().kept_back().unwrap(), kept);
    assert_eq!(home.snapshot().unwrap().imports().unwrap().len(), 3);
    assert_eq!(home.snapshot().unwrap().stored_file(&one).unwrap().as_deref(), Some(&b"one"[..]));
    assert_eq!(home.snapshot().unwrap().verify().unwrap(), []);
    let again = home.absorb(&moved).unwrap();
    assert!(matches!(again.last(), Some(ImportOutcome::AlreadyKnown { .. })), "{again:?}");
}

/// A ledger into which the first version that knew packages took two figures that cannot be, beside two that can.
fn unsound(folder: &std::path::Path) -> std::path::PathBuf {
    let path = folder.join("unsound.sqlite");
    let text = include_str!("fixtures/schema-3-unsound.sql");
    rusqlite::Connection::open(&path).unwrap().execute_batch(text).unwrap();
    path
}

#[test]
fn a_row_that_cannot_be_is_named_with_its_import_and_silences_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = unsound(folder.path());
    let log = SetAsideLog::default();
    let mut ledger = Ledger::open(&path).unwrap();
    ledger.trust_days();
    let snapshot = ledger.snapshot().unwrap().noting(&log);
    assert_eq!(snapshot.readings(&FigureQuery::of_all()).unwrap().len(), 2);
    let set_aside = log.take();
    let named: Vec<(i64, &str, &str)> =
        set_aside.iter().map(|one| (one.import, one.file.as_str(), one.figure.0.as_str())).collect();
    assert_eq!(named, [(1, "shared.json", "1ecb9ef228d0"), (1, "shared.json", "c95e62d6ad81")]);
    snapshot.readings(&FigureQuery::of_all()).unwrap();
    assert_eq!(log.take(), [], "what was said once is not said again in the same run");
    let findings = SetAside::findings(&set_aside);
    assert_eq!(findings.len(), 1);
    assert!(
        findings[0].message.en.contains("import 1 (shared.json): 2 figures"),
        "{}",
        findings[0].message.en
    );
    assert!(findings[0].hint.en.contains("tierstat exchange open shared.json"), "{}", findings[0].hint.en);
    // The ledger goes on, also where the question is one that the bad row would have answered.
    let mut other = figure("ee", "2013-12-31", 2452.0);
    other.indicator.0 = "service-agencies".into();
    other.area.0 = "000000".into();
    let outcome = ledger.import(&batch("b.csv", "h2", &[other])).unwrap();
    assert!(matches!(outcome, ImportOutcome::Imported { added: 1, .. }), "{outcome:?}");
}

#[test]
fn verify_names_what_is_set_aside_and_another_ledger_takes_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let path = unsound(folder.path());
    let other = Snapshot::open(&path).unwrap();
    let rules: Vec<String> = other.verify().unwrap().into_iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["ledger.set-aside"]);
    let log = SetAsideLog::default();
    let other = Snapshot::open(&path).unwrap().noting(&log);
    let mut ledger = Ledger::open(&folder.path().join("ledger.sqlite")).unwrap();
    let outcomes = ledger.absorb(&other).unwrap();
    assert!(matches!(outcomes.as_slice(), [ImportOutcome::Imported { added: 2, .. }]), "{outcomes:?}");
    assert_eq!(log.take().len(), 2, "what stays out is noted");
    assert_eq!(ledger.snapshot().unwrap().verify().unwrap(), []);
}

#[test]
fn a_bad_row_that_decayed_is_damage_and_not_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = unsound(folder.path());
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute_batch("DROP TRIGGER figures_no_update; UPDATE figures SET upper = 101 WHERE upper = 100;")
        .unwrap();
    drop(connection);
    let error = Snapshot::open(&path).unwrap().figures(&FigureQuery::of_all()).unwrap_err();
    assert!(matches!(&error, StoreError::Damaged { reason, .. } if reason.contains("checksum")), "{error}");
}

#[test]
fn a_number_that_cannot_be_does_not_enter() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::open(&folder.path().join("ledger.sqlite")).unwrap();
    let mut wrong = figure("ab", "2015", 24.0);
    wrong.quantity.value = Some(77.0);
    let error = ledger.import(&batch("a.csv", "h1", &[figure("aa", "2014", 23.0), wrong])).unwrap_err();
    assert!(matches!(&error, StoreError::UnsoundFigure { id, .. } if id == "ab"), "{error}");
    assert_eq!(ledger.snapshot().unwrap().imports().unwrap(), []);
}

/// The figure with a part of the indicator in place of the whole, under an id of its own.
fn part_of(whole: &Figure, breakdown: &str) -> Figure {
    let breakdown = breakdown.parse().unwrap();
    Figure { id: FigureId(format!("{}{breakdown}", whole.id)), breakdown, ..whole.clone() }
}

#[test]
fn a_part_is_no_answer_to_a_question_about_the_whole() {
    let (_folder, mut ledger) = new_ledger();
    let wholes = [figure("ab", "2015", 9.0), figure("cd", "2016", 12.0)];
    let parts: Vec<Figure> = ["sex=female", "sex=male", "sex=female,size=1-9"]
        .iter()
        .flat_map(|breakdown| wholes.iter().map(|whole| part_of(whole, breakdown)))
        .collect();
    ledger.import(&batch("a.csv", "aa", &wholes)).unwrap();
    let before = ledger.snapshot().unwrap().readings(&FigureQuery::of_wholes()).unwrap();
    let ImportOutcome::Imported { added, revised, confirmed, .. } =
        ledger.import(&batch("b.csv", "bb", &parts)).unwrap()
    else {
        panic!("it is new");
    };
    assert_eq!((added, revised, confirmed), (6, 0, 0), "a part answers no question that the whole did");
    let snapshot = ledger.snapshot().unwrap();
    let ids = |breakdowns: Breakdowns| -> Vec<String> {
        let readings = snapshot.readings(&FigureQuery::of(breakdowns)).unwrap();
        readings.into_iter().map(|reading| reading.figure.id.0).collect()
    };
    assert_eq!(snapshot.readings(&FigureQuery::of_wholes()).unwrap(), before);
    assert_eq!(ids(Breakdowns::Exactly("sex=female".parse().unwrap())), ["absex=female", "cdsex=female"]);
    let by = |dimension: &str, within: &str| Breakdowns::By {
        dimension: DimensionId(dimension.into()),
        within: within.parse().unwrap(),
    };
    assert_eq!(ids(by("sex", "")), ["absex=female", "cdsex=female", "absex=male", "cdsex=male"]);
    assert_eq!(ids(by("size", "sex=female")).len(), 2);
    assert_eq!(ids(by("size", "")), Vec::<String>::new());
    assert_eq!(ids(Breakdowns::All).len(), 8);
    let revised = part_of(&figure("ef", "2015", 10.0), "sex=female");
    let outcome = ledger.import(&batch("c.csv", "cc", &[revised])).unwrap();
    assert!(
        matches!(outcome, ImportOutcome::Imported { added: 0, revised: 1, confirmed: 0, .. }),
        "{outcome:?}"
    );
}

#[test]
fn a_breakdown_that_changes_on_the_disk_is_noticed() {
    let (folder, mut ledger) = new_ledger();
    ledger.import(&batch("a.csv", "aa", &[part_of(&figure("ab", "2015", 9.0), "sex=female")])).unwrap();
    drop(ledger);
    let path = folder.path().join("out/ledger.sqlite");
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch("DROP TRIGGER series_no_update; UPDATE series SET breakdown = ''").unwrap();
    drop(connection);
    assert!(Snapshot::open(&path).unwrap().readings(&FigureQuery::of_wholes()).is_err());
}

#[test]
fn a_frame_has_a_column_for_breakdowns_where_there_are_some() {
    let (_folder, mut ledger) = new_ledger();
    let whole = figure("ab", "2015", 9.0);
    ledger.import(&batch("a.csv", "aa", &[whole.clone(), part_of(&whole, "sex=female")])).unwrap();
    let snapshot = ledger.snapshot().unwrap();
    let of = |query| frame(&snapshot.readings(&query).unwrap(), &[]).unwrap();
    assert_eq!(of(FigureQuery::of_wholes()).columns, FRAME_COLUMNS);
    let all = of(FigureQuery::of_all());
    assert_eq!(all.columns.last().unwrap(), "breakdown");
    assert_eq!(
        all.rows.iter().map(|row| row.last().unwrap().as_str()).collect::<Vec<_>>(),
        ["", "sex=female"]
    );
    let wide = panel(&snapshot.readings(&FigureQuery::of_all()).unwrap()).unwrap();
    assert_eq!(wide.columns, ["indicator", "tier", "area", "breakdown", "2015-12-31"]);
    assert_eq!(wide.rows.len(), 2, "the part overwrites nothing");
}
