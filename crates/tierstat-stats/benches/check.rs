//! How the time of all checks grows with the number of figures: from a thousand to 868,000.
//!
//! `cargo bench -p tierstat-stats --bench check` prints a median for each size; their ratios tell the exponent.

#![allow(clippy::unwrap_used, reason = "a bench may stop")]

use divan::{Bencher, black_box};
use tierstat_model::{
    AreaCode, CellRef, CodeLists, Document, DocumentLayout, Figure, FigureId, FigureLookup, FigureQuery,
    Indicator, IndicatorId, IndicatorList, Localized, LookupError, Measure, Origin, Quantity, Reading,
    ReadingRule, Status, Tier, TierId, TierList, UnitId,
};

const YEARS: usize = 14;
const TIERS: [&str; 4] = ["province", "prefecture", "county", "all"];
const INDICATORS: [&str; 5] = ["clubs", "posts", "units", "posts-full", "posts-part"];

fn main() {
    divan::main();
}

/// What is known, as the ledger would answer it.
struct Known(Vec<Reading>);

impl FigureLookup for Known {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        Ok(self.0.iter().filter(|reading| query.accepts(&reading.figure)).cloned().collect())
    }
}

fn lists() -> CodeLists {
    let tier = |(rank, id): (usize, &&str)| Tier {
        id: TierId((*id).to_owned()),
        name: Localized::new(*id, *id),
        rank: u8::try_from(rank).unwrap(),
        total: *id == "all",
        aliases: Vec::new(),
    };
    let indicator = |id: &&str| Indicator {
        id: IndicatorId((*id).to_owned()),
        name: Localized::new(*id, *id),
        covers: (*id == "clubs").then(|| IndicatorId("units".to_owned())),
        target_of: None,
        due: None,
        step: None,
        is: None,
        part_of: id.starts_with("posts-").then(|| IndicatorId("posts".to_owned())),
        unit: UnitId("number".to_owned()),
        measure: Measure::Stock,
        definition: Localized::default(),
        aliases: Vec::new(),
        growth_of: None,
        change_of: None,
    };
    CodeLists {
        tiers: TierList { tiers: TIERS.iter().enumerate().map(tier).collect() },
        indicators: IndicatorList { indicators: INDICATORS.iter().map(indicator).collect() },
        ..CodeLists::default()
    }
}

/// So many figures or a few more: of each area, tier, indicator and year one; a document for each year; every ninth printed a second
/// time by another, every fiftieth corrected.
fn known(figures: usize) -> Known {
    let areas = figures.div_ceil(YEARS * TIERS.len() * INDICATORS.len());
    let mut readings = Vec::new();
    for area in 0..areas {
        for (place, indicator) in INDICATORS.iter().enumerate() {
            for tier in TIERS {
                for year in 0..YEARS {
                    let value = 100.0 + (area % 97) as f64 + (year * (place + 2)) as f64;
                    let first = figure(indicator, tier, area, year, value, 0);
                    let row = readings.len();
                    let mut behind = Vec::new();
                    if row % 9 == 0 {
                        behind.push(figure(indicator, tier, area, year, value + 3.0, 1));
                    }
                    readings.push(Reading {
                        key: first.key(),
                        figure: first,
                        rule: ReadingRule::SourceRank,
                        behind,
                    });
                }
            }
        }
    }
    Known(readings)
}

fn figure(indicator: &str, tier: &str, area: usize, year: usize, value: f64, source: usize) -> Figure {
    let year = 2005 + year;
    Figure {
        id: FigureId(format!("{indicator}-{tier}-{area}-{year}-{source}")),
        indicator: IndicatorId(indicator.to_owned()),
        tier: TierId(tier.to_owned()),
        area: AreaCode(format!("{area:06}")),
        breakdown: tierstat_model::Breakdown::whole(),
        period: year.to_string().parse().unwrap(),
        measure: Measure::Stock,
        quantity: Quantity::exact(value.to_string(), value).unwrap(),
        unit: UnitId("number".to_owned()),
        status: Status::A,
        origin: Origin {
            document: Document {
                title: format!("yearbook {year} {source}"),
                publisher: "office".to_owned(),
                layout: DocumentLayout::AsReceived,
                ..Document::default()
            },
            cell: CellRef { file: format!("{year}-{source}.csv"), sheet: None, row: 1, column: 1 },
            content_hash: String::new(),
            known_on: "2020-01-01".parse().unwrap(),
            source_rank: 1,
            phrase: None,
        },
        correction: None,
    }
}

#[divan::bench(args = [1_000, 8_680, 86_800, 868_000], sample_count = 3, sample_size = 1)]
fn all_rules(bencher: Bencher<'_, '_>, figures: usize) {
    let (known, lists) = (known(figures), lists());
    bencher.bench_local(|| black_box(tierstat_stats::check::check(&known, &lists, None).unwrap().len()));
}
