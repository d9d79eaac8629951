//! A ledger of ten million figures: opening it, one reading, a panel, an import, known on a day against now.
//!
//! What it costs that every reading proves itself whole stands in three of them: `first_reading` reads and proves the list of
//! imports, which later readings of a snapshot share; `one_reading` and the panels count what they read and hold it against what
//! was written, by another index.
//!
//! `cargo bench -p tierstat-store`. The ledger is made once in `target/bench` from a fixed seed: 200 indicators, 3,200 areas,
//! 15 years, and a revision of every third figure of the last years. Compare figures of one run with each other.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench that cannot write its input should stop there"
)]

use divan::Bencher;
use jiff::civil::{Date, date};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use tierstat_model::{
    AreaCode, CellRef, Document, DocumentLayout, Figure, FigureId, FigureLookup, FigureQuery, IndicatorId,
    Measure, Origin, Period, Quantity, Status, TierId, UnitId,
};
use tierstat_store::{Frame, ImportBatch, Ledger, Snapshot};

const INDICATORS: u32 = 200;
const AREAS: u32 = 3200;
const YEARS: std::ops::Range<i16> = 2005..2020;

fn main() {
    let path = ledger_path();
    let ledger = Snapshot::open(&path).unwrap();
    let bytes = std::fs::metadata(&path).unwrap().len();
    let figures = ledger.count().unwrap();
    println!("{figures} figures, {bytes} bytes, {} bytes for each", bytes / figures.max(1));
    divan::main();
}

/// A number that looks random and is the same every time.
fn scattered(seed: u32) -> u32 {
    seed.wrapping_mul(2_654_435_761).rotate_left(13) ^ seed.wrapping_mul(0x9E37_79B9)
}

fn figure(indicator: u32, area: u32, year: i16, revision: u32) -> Figure {
    let seed = scattered(indicator.wrapping_mul(AREAS) + area)
        ^ scattered(u32::try_from(year).unwrap() + revision * 97);
    let value = f64::from(seed % 100_000);
    let known_on = date(year + 1 + i16::try_from(revision).unwrap(), 7, 1);
    let id = format!("{:06x}{:06x}", indicator * AREAS + area, u32::try_from(year).unwrap() * 16 + revision);
    Figure {
        id: FigureId(id),
        indicator: IndicatorId(format!("indicator-{indicator:03}")),
        tier: TierId("county".to_owned()),
        area: AreaCode(format!("{:06}", 110_000 + area * 7)),
        breakdown: tierstat_model::Breakdown::whole(),
        period: Period::Year(year),
        measure: Measure::Stock,
        quantity: Quantity::exact(value.to_string(), value).unwrap(),
        unit: UnitId("number".to_owned()),
        status: Status::A,
        origin: Origin {
            document: document(year, revision),
            cell: CellRef {
                file: file(indicator, year, revision),
                sheet: Some("表1".to_owned()),
                row: area + 3,
                column: 2,
            },
            content_hash: content_hash(indicator, year, revision),
            known_on,
            source_rank: 100,
            phrase: None,
        },
        correction: None,
    }
}

fn document(year: i16, revision: u32) -> Document {
    Document {
        publisher: "统计局".to_owned(),
        title: format!("{year}年统计年鉴"),
        title_zh: None,
        title_en: None,
        edition: revision.to_string(),
        url: None,
        published_on: Some(date(year + 1 + i16::try_from(revision).unwrap(), 7, 1)),
        received_on: None,
        layout: DocumentLayout::AsReceived,
    }
}

fn file(indicator: u32, year: i16, revision: u32) -> String {
    format!("datasets/bureau/{year}-{revision}/indicator-{indicator:03}.xlsx")
}

fn content_hash(indicator: u32, year: i16, revision: u32) -> String {
    format!(
        "{:064x}",
        u128::from(indicator) << 32 | u128::from(u16::try_from(year).unwrap()) << 8 | u128::from(revision)
    )
}

/// One file: an indicator in one year for all areas; of a revision every third area.
fn import(ledger: &mut Ledger, indicator: u32, year: i16, revision: u32) {
    let areas = (0..AREAS).filter(|area| revision == 0 || scattered(*area + indicator).is_multiple_of(3));
    let figures: Vec<Figure> = areas.map(|area| figure(indicator, area, year, revision)).collect();
    let hash = content_hash(indicator, year, revision);
    let batch = ImportBatch {
        file: &file(indicator, year, revision),
        content: hash.as_bytes(),
        content_hash: &hash,
        interpretation_hash: "one way",
        imported_on: date(2026, 1, 1),
        figures: &figures,
        kept_back: &[],
        findings: &[],
    };
    ledger.import(&batch).unwrap();
}

fn ledger_path() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("ledger.sqlite");
    if !path.exists() {
        let draft = folder.join("ledger.draft.sqlite");
        let _ = std::fs::remove_file(&draft);
        let mut ledger = Ledger::open(&draft).unwrap();
        for year in YEARS {
            for indicator in 0..INDICATORS {
                import(&mut ledger, indicator, year, 0);
                if year >= 2017 {
                    import(&mut ledger, indicator, year, 1);
                }
            }
        }
        drop(ledger);
        std::fs::rename(&draft, &path).unwrap();
    }
    path
}

fn panel_query(known_on: Option<Date>) -> FigureQuery {
    FigureQuery {
        breakdowns: tierstat_model::Breakdowns::All,
        indicators: vec![IndicatorId("indicator-077".to_owned())],
        known_on,
        ..FigureQuery::of_all()
    }
}

fn reading_query(number: u32, known_on: Option<Date>) -> FigureQuery {
    let model = figure(scattered(number) % INDICATORS, scattered(number + 1) % AREAS, 2015, 0);
    FigureQuery {
        breakdowns: tierstat_model::Breakdowns::All,
        indicators: vec![model.indicator],
        tiers: vec![model.tier],
        areas: vec![model.area],
        from: Some(Period::Year(2015)),
        to: Some(Period::Year(2015)),
        known_on,
    }
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn open(bencher: Bencher) {
    let path = ledger_path();
    bencher.bench_local(|| Snapshot::open(&path).unwrap());
}

/// What a process does that asks one question.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn first_reading(bencher: Bencher) {
    let path = ledger_path();
    bencher.bench_local(|| Snapshot::open(&path).unwrap().readings(&reading_query(7, None)).unwrap().len());
}

/// Areas of all indicators, which no index begins with.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn area_of_all_indicators(bencher: Bencher) {
    let ledger = Snapshot::open(&ledger_path()).unwrap();
    let query = FigureQuery { areas: reading_query(7, None).areas, ..FigureQuery::of_all() };
    bencher.bench_local(|| ledger.readings(&query).unwrap().len());
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn one_reading(bencher: Bencher) {
    let ledger = Snapshot::open(&ledger_path()).unwrap();
    let number = AtomicU32::new(0);
    bencher.bench_local(|| {
        ledger.readings(&reading_query(number.fetch_add(1, Ordering::Relaxed), None)).unwrap().len()
    });
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn one_reading_known_on(bencher: Bencher) {
    let ledger = Snapshot::open(&ledger_path()).unwrap();
    let number = AtomicU32::new(0);
    let day = Some(date(2017, 1, 1));
    bencher.bench_local(|| {
        ledger.readings(&reading_query(number.fetch_add(1, Ordering::Relaxed), day)).unwrap().len()
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn panel_as_a_frame(bencher: Bencher) {
    let ledger = Snapshot::open(&ledger_path()).unwrap();
    bencher.bench_local(|| Frame::of(&ledger.readings(&panel_query(None)).unwrap()).unwrap().rows());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn panel_as_readings(bencher: Bencher) {
    let ledger = Snapshot::open(&ledger_path()).unwrap();
    bencher.bench_local(|| ledger.readings(&panel_query(None)).unwrap().len());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn panel_as_readings_known_on(bencher: Bencher) {
    let ledger = Snapshot::open(&ledger_path()).unwrap();
    bencher.bench_local(|| ledger.readings(&panel_query(Some(date(2019, 1, 1)))).unwrap().len());
}

/// 100,000 figures of new series and years into a copy of the ledger's first part.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn import_of_a_hundred_thousand(bencher: Bencher) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    let path = folder.join("import.sqlite");
    let figures: Vec<Figure> = (0..100_000_u32)
        .map(|index| {
            let mut figure = figure(index % 5, index / 5 % AREAS, 2021, index / (5 * AREAS));
            figure.id = FigureId(format!("f{index:011x}"));
            figure.period = Period::Year(2021 + i16::try_from(index / (5 * AREAS)).unwrap());
            figure
        })
        .collect();
    bencher
        .with_inputs(|| {
            let _ = std::fs::remove_file(&path);
            let mut ledger = Ledger::open(&path).unwrap();
            for year in YEARS {
                for indicator in 0..5 {
                    import(&mut ledger, indicator, year, 0);
                }
            }
            ledger
        })
        .bench_local_values(|mut ledger| {
            let batch = ImportBatch {
                file: "datasets/bureau/large.xlsx",
                content: b"large",
                content_hash: "large",
                interpretation_hash: "one way",
                imported_on: date(2026, 1, 1),
                figures: &figures,
                kept_back: &[],
                findings: &[],
            };
            ledger.import(&batch).unwrap();
        });
}
