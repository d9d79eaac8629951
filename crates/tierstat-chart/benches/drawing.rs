//! How long a book of charts takes: `just bench-charts`.
//!
//! One run prints what one drawing takes, what a book takes on one thread and on two, and how that compares; compare the numbers of one run
//! with each other, never with those of another run or machine.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench that cannot draw should stop there, and says what it measured"
)]

use jiff::civil::date;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use tierstat_chart::{
    Chart, ChartSeries, ChartSize, ChartText, CoverageBar, CoverageBarKind, CoverageChart, Fonts, Pictures,
    SeriesChart, SeriesPoint, layout, svg,
};
use tierstat_model::{Bounds, Language, Period};

/// The charts of a book, each of them in both languages.
const CHARTS: usize = 100;
const TRIES: usize = 3;
/// 1200 by 675 become 2400 by 1350.
const SCALE: f32 = 2.0;

fn main() {
    // `cargo test --benches` asks whether it runs; that is answered by one chart.
    let is_test = std::env::args().any(|argument| argument == "--test");
    let fonts = Fonts::bundled();
    let book: Vec<Chart> = (0..if is_test { 1 } else { CHARTS })
        .flat_map(|number| [Language::Chinese, Language::English].map(|language| chart(number, language)))
        .collect();
    if is_test {
        draw_all(&book, &fonts, 2);
        return;
    }
    let large = lines(0, Language::Chinese, 6, 40);
    let drawing = svg(&layout(&large, &fonts).unwrap()).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("chart.svg"), &drawing).unwrap();
    let mut pictures = Pictures::new(&fonts);
    let picture = pictures.png(&drawing, SCALE).unwrap();
    std::fs::write(folder.join("chart.png"), &picture).unwrap();
    println!("a chart of 240 marks: {} bytes as SVG, {} as PNG", drawing.len(), picture.len());

    let one = best(|| {
        let drawn: usize = (0..20).map(|_| svg(&layout(&large, &fonts).unwrap()).unwrap().len()).sum();
        assert!(drawn > 0);
    }) / 20.0;
    println!("one SVG: {:.2} ms (aim: less than 5)", one * 1e3);
    let (alone, used_alone) = measured(|| assert!(draw_all(&book, &fonts, 1) > 0));
    println!(
        "a book of {CHARTS} charts in both languages, SVG and PNG of 2400 by 1350, on one thread: {alone:.2} s, {} of the processor (aim: no more than 5 of the processor)",
        seconds(used_alone)
    );
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (together, used) = measured(|| assert!(draw_all(&book, &fonts, threads) > 0));
    let share = used.map_or_else(|| "?".to_owned(), |used| format!("{:.2}", together / used));
    println!(
        "the same on {threads} threads: {together:.2} s, {} of the processor, {share} of that (aim on two: no more than 0.6), {:.2} of one thread",
        seconds(used),
        together / alone
    );
    // What a script compares with other programs: seconds of the processor for each chart, as it measures those.
    let each = used_alone.unwrap_or(alone) / book.len() as f64;
    std::fs::write(folder.join("seconds-each-chart.txt"), format!("{each}\n")).unwrap();
}

/// The shortest of several runs, in seconds.
fn best(mut run: impl FnMut()) -> f64 {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..TRIES).map(time).fold(f64::INFINITY, f64::min)
}

/// The run with the least use of the processor: how long it took, and what it used, where the system says so.
fn measured(mut run: impl FnMut()) -> (f64, Option<f64>) {
    let time = |_| {
        let (start, before) = (Instant::now(), processor());
        run();
        let used = processor().zip(before).map(|(after, before)| after - before);
        (start.elapsed().as_secs_f64(), used)
    };
    let key = |(wall, used): &(f64, Option<f64>)| used.unwrap_or(*wall);
    let runs = (0..TRIES).map(time);
    runs.min_by(|one, two| key(one).total_cmp(&key(two))).unwrap_or((f64::INFINITY, None))
}

/// The seconds of the processor that this process has used, with what the system did for it: Linux counts them in hundredths.
fn processor() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = status.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<f64>().ok();
    Some((next()? + next()?) / 100.0)
}

fn seconds(used: Option<f64>) -> String {
    used.map_or_else(|| "unknown".to_owned(), |used| format!("{used:.2} s"))
}

/// Every chart as SVG and PNG, on so many threads; how many bytes there are.
fn draw_all(book: &[Chart], fonts: &Fonts, threads: usize) -> usize {
    let (next, bytes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut pictures = Pictures::new(fonts);
                while let Some(chart) = book.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let drawing = svg(&layout(chart, fonts).unwrap()).unwrap();
                    let picture = pictures.png(&drawing, SCALE).unwrap();
                    bytes.fetch_add(drawing.len() + picture.len(), Ordering::Relaxed);
                }
            });
        }
    });
    bytes.into_inner()
}

/// Every fourth chart of a book is of bars, the others are of lines.
fn chart(number: usize, language: Language) -> Chart {
    if number % 4 == 3 {
        bars(number, language)
    } else {
        lines(number, language, 1 + number % 6, 8 + number % 30)
    }
}

fn words(language: Language, chinese: &str, english: &str) -> String {
    match language {
        Language::Chinese => chinese.to_owned(),
        Language::English => english.to_owned(),
    }
}

fn text(number: usize, language: Language) -> ChartText {
    ChartText {
        title: words(
            language,
            &format!("第{number}图：各级行业组织逐年增加，新增的多半在县级"),
            &format!("Figure {number}: organisations grow every year, most of the new ones in the counties"),
        ),
        subtitle: words(
            language,
            "社会工作行业组织数，按登记层级，个",
            "Organisations by tier of registration, number",
        ),
        source: words(language, "公益时报，2015年第32期", "Gongyi Times, 2015, no. 32"),
        ..ChartText::default()
    }
}

fn size() -> ChartSize {
    ChartSize { width: 1200.0, height: Some(675.0) }
}

fn lines(number: usize, language: Language, series: usize, periods: usize) -> Chart {
    let all = (0..series).map(|index| {
        let points = (0..periods).map(|age| {
            let year = 2018 - i16::try_from(periods - age - 1).unwrap();
            let value = (1000.0
                + age as f64 * 311.0
                + index as f64 * 2900.0
                + ((age * 7 + number) % 11) as f64 * 90.0)
                .round();
            SeriesPoint {
                bounds: Bounds::point(value).ok(),
                value: Some(value),
                printed: value.to_string(),
                mark_text: value.to_string(),
                ..SeriesPoint::empty(
                    Period::Day(date(year, 12, 31)),
                    words(language, &format!("{year}年"), &year.to_string()),
                )
            }
        });
        ChartSeries::new(
            words(language, &format!("第{}区", index + 1), &format!("Region {}", index + 1)),
            points.collect(),
        )
    });
    let unit = words(language, "个", "organisations");
    Chart::Series(SeriesChart {
        text: text(number, language),
        unit,
        size: size(),
        ..SeriesChart::of(language, all.collect())
    })
}

fn bars(number: usize, language: Language) -> Chart {
    let rows = (0..8).map(|row| {
        let covered = (number * 7 + row * 13) % 100;
        CoverageBar {
            kind: CoverageBarKind::Covered,
            name: words(language, &format!("第{}区", row + 1), &format!("Region {}", row + 1)),
            detail: words(language, "2018年", "2018"),
            covered: Bounds::point(covered as f64).unwrap(),
            units: Bounds::point(100.0).unwrap(),
            origin: String::new(),
            label: format!("{covered} / 100"),
            group: None,
        }
    });
    Chart::Coverage(CoverageChart {
        language,
        text: text(number, language),
        rows: rows.collect(),
        left_out: Vec::new(),
        size: size(),
    })
}
