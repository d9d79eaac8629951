//! How long the growth table of a nation takes: 200 indicators, 3,200 areas, 15 years.

use divan::{Bencher, black_box};
use tierstat_model::Bounds;
use tierstat_stats::growth_panel::Panel;

const INDICATORS: usize = 200;
const AREAS: usize = 3_200;
const YEARS: usize = 15;

fn main() {
    divan::main();
}

/// Counts that grow; every seventh is a rough number, every eleventh is missing.
fn values(indicator: usize) -> Vec<Option<Bounds>> {
    (0..AREAS * YEARS)
        .map(|place| {
            let count = ((indicator * 31 + place * 7_919) % 5_000 + 100) as f64
                * (1.0 + (place % YEARS) as f64 * 0.05);
            match place {
                place if place % 11 == 0 => None,
                place if place % 7 == 0 => Bounds::half_open(count, count + 100.0).ok(),
                _ => Bounds::point(count).ok(),
            }
        })
        .collect()
}

/// Change, rate and contribution of every area in every year, and its compound rate.
#[divan::bench(sample_count = 5)]
fn growth_table_of_a_nation(bencher: Bencher<'_, '_>) {
    let indicators: Vec<Vec<Option<Bounds>>> = (0..INDICATORS).map(values).collect();
    bencher.bench_local(|| {
        let mut rows = 0;
        for values in &indicators {
            let Ok(panel) = Panel::new(values, YEARS) else { continue };
            rows += black_box(panel.growth()).len();
            rows += black_box(panel.compound(1.0)).len();
        }
        rows
    });
}
