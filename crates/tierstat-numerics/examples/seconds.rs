//! Prints how many seconds the forecasts and the reconciliation of many series take, for the comparison with Python.
//!
//! `seconds forecast SERIES POINTS HORIZON [METHOD]` and `seconds reconcile`; both make their series themselves, without chance.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example for a person at a terminal")]

use std::time::Instant;
use tierstat_model::Bounds;
use tierstat_numerics::NumericsError;
use tierstat_numerics::forecast::{History, Method, MethodChoice, forecast_histories};
use tierstat_numerics::reconciliation::{Constraints, Hierarchy, Reconciliation, reconcile};

/// A number between −0.5 and 0.5 that looks like chance and is none (a linear congruence, as in `against_python.py`).
fn noise(state: &mut u64) -> f64 {
    *state = (*state * 1_103_515_245 + 12_345) % 2_147_483_648;
    *state as f64 / 2_147_483_648.0 - 0.5
}

/// A series that grows, bends and shakes.
fn series(number: usize, points: usize) -> Vec<f64> {
    let mut state = number as u64 + 1;
    let (level, slope) = (100.0 + (number % 500) as f64 * 10.0, (number % 13) as f64 - 3.0);
    let mut walk = 0.0;
    (0..points)
        .map(|time| {
            walk += noise(&mut state) * 20.0;
            (level + slope * time as f64 + walk + noise(&mut state) * 10.0).max(1.0)
        })
        .collect()
}

fn forecasts(count: usize, points: usize, horizon: usize, choice: MethodChoice) -> Result<(), NumericsError> {
    let history = |number: usize| {
        let values = (0_i64..).zip(series(number, points));
        History::new(&values.map(|(time, value)| (time, Bounds::point(value).ok())).collect::<Vec<_>>())
    };
    let all: Vec<History> = (0..count).map(history).collect::<Result<_, _>>()?;
    let asked: Vec<(&History, usize)> = all.iter().map(|history| (history, horizon)).collect();
    let begin = Instant::now();
    let found = forecast_histories(&asked, choice);
    let seconds = begin.elapsed().as_secs_f64();
    let answered = found.iter().filter(|answer| answer.is_ok()).count();
    println!("{seconds:.4} seconds, {answered} of {count} answered");
    Ok(())
}

/// A nation of 31 provinces, 310 prefectures and 2,858 counties: 3,200 series.
fn reconciliations() -> Result<(), NumericsError> {
    const PROVINCES: usize = 31;
    const PREFECTURES: usize = 310;
    const COUNTIES: usize = 2_858;
    const PERIODS: usize = 30;
    let names: Vec<String> =
        (0..1 + PROVINCES + PREFECTURES + COUNTIES).map(|place| format!("n{place}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let edges: Vec<(usize, usize)> = (1..names.len())
        .map(|place| match place {
            1..=PROVINCES => (place, 0),
            place if place <= PROVINCES + PREFECTURES => (place, 1 + (place - 1 - PROVINCES) % PROVINCES),
            _ => (place, 1 + PROVINCES + (place - 1 - PROVINCES - PREFECTURES) % PREFECTURES),
        })
        .collect();
    let base: Vec<Vec<f64>> = (0..names.len()).map(|place| series(place, 3)).collect();
    let residuals: Vec<Vec<f64>> = (0..names.len())
        .map(|place| {
            let mut state = place as u64 + 7;
            (0..PERIODS).map(|_| noise(&mut state) * 30.0).collect()
        })
        .collect();
    let begin = Instant::now();
    let hierarchy = Hierarchy::new(&names, &edges)?;
    for method in [
        Reconciliation::BottomUp,
        Reconciliation::LeastSquares,
        Reconciliation::Structure,
        Reconciliation::Variance,
        Reconciliation::MinimumTrace,
    ] {
        let begin = Instant::now();
        let found = reconcile(&hierarchy, &base, &residuals, &[], method, &Constraints::default())?;
        println!(
            "{} {:.4} seconds, first {:.3}",
            method.code(),
            begin.elapsed().as_secs_f64(),
            found.points[0][0]
        );
    }
    println!("{:.4} seconds for all", begin.elapsed().as_secs_f64());
    Ok(())
}

fn main() -> Result<(), NumericsError> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, otherwise: usize| {
        arguments.get(place).and_then(|text| text.parse().ok()).unwrap_or(otherwise)
    };
    if arguments.first().is_some_and(|verb| verb == "reconcile") {
        return reconciliations();
    }
    let method = arguments.get(4).and_then(|code| Method::from_code(code));
    let choice = method.map_or(MethodChoice::Automatic, MethodChoice::Named);
    forecasts(number(1, 10_000), number(2, 30), number(3, 6), choice)
}
