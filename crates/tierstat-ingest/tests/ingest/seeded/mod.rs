//! Two thousand sheets of known truth with two faults each: no number may be wrong in silence.
//!
//! A sheet is laid out in one of several shapes; two changes, drawn without a clock, move its scale, its year, its labels.
//! Each number is then judged on value, factor, area, tier, indicator, period and labels.

mod file;
mod judge;
mod lists;
mod mutations;
mod shapes;
mod sheet;

use crate::synthetic::random::Random;
use file::write;
use judge::{Fate, judge};
use mutations::{MUTATIONS, Mutation};
use shapes::SHAPES;
use sheet::Sheet;
use std::collections::BTreeMap;
use tierstat_ingest::{FileContext, Limits, import, inspect};
use tierstat_model::{CodeLists, Language};

/// How many sheets are made.
const VARIATIONS: usize = 2_000;
/// While something is being mended: only sheets with a shape or change whose name holds this; all where it is empty.
const ONLY: &str = "";
/// How many changes a sheet has.
const CHANGES: usize = 2;
/// How many examples of each kind are printed.
const EXAMPLES: usize = 1;

/// Counts by fate, with examples of the worst.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<Fate, usize>,
    /// Sheets in which each fate was met.
    sheets: BTreeMap<Fate, usize>,
    examples: BTreeMap<Fate, Vec<String>>,
}

impl Tally {
    fn count(&self, fate: Fate) -> usize {
        self.counts.get(&fate).copied().unwrap_or(0)
    }

    fn line(&self, name: &str) -> String {
        let counts: Vec<String> = Fate::ALL
            .iter()
            .map(|fate| match self.sheets.get(fate) {
                Some(sheets) if *fate > Fate::Open => format!("{:>7} in {sheets:<4}", self.count(*fate)),
                _ => format!("{:>7}        ", self.count(*fate)),
            })
            .collect();
        format!("{name:<28}{}", counts.concat())
    }
}

/// The tables of a run.
#[derive(Default)]
struct Score {
    all: Tally,
    shapes: BTreeMap<&'static str, Tally>,
    changes: BTreeMap<&'static str, Tally>,
}

/// One sheet with the names of its shape and its changes.
struct Variation {
    number: usize,
    shape: &'static str,
    changes: Vec<&'static str>,
    sheet: Sheet,
}

impl Variation {
    fn new(number: usize) -> Self {
        let mut random = Random::new(number as u64 * 7_919 + 13);
        // Each change is the first one of as many sheets as any other.
        let mut wanted: Vec<Mutation> = vec![MUTATIONS[number % MUTATIONS.len()]];
        for _ in 0..200 {
            let (shape, lay_out) = SHAPES[random.below(SHAPES.len())];
            let mut sheet = Sheet::new(random.chance(50), random.chance(40));
            lay_out(&mut sheet, &mut random);
            let mut changes = Vec::new();
            for _ in 0..40 {
                let (name, change) = wanted.pop().unwrap_or_else(|| random.of(&MUTATIONS));
                let mut changed = sheet.clone();
                if changes.len() < CHANGES && !changes.contains(&name) && change(&mut changed, &mut random) {
                    sheet = changed;
                    changes.push(name);
                } else if changes.is_empty() {
                    break;
                }
            }
            wanted.push(MUTATIONS[number % MUTATIONS.len()]);
            if changes.len() == CHANGES {
                return Self { number, shape, changes, sheet };
            }
        }
        panic!("no sheet has a place for {}", wanted[0].0);
    }

    fn judge(&self, lists: &CodeLists, folder: &std::path::Path, score: &mut Score) {
        let written = write(&self.sheet);
        let path = folder.join(written.name);
        std::fs::write(&path, &written.content).unwrap();
        let limits = Limits::default();
        let context = FileContext::new(&path, written.name, lists, &limits);
        let seen = inspect(&context).unwrap().to_json_value(Language::English);
        let imported = import(&context).unwrap();
        let judged = judge(&written, &seen, &imported.figures().collect::<Vec<_>>(), &imported.findings);
        let mut by_fate: BTreeMap<Fate, Vec<String>> = BTreeMap::new();
        for number in judged {
            let (row, column) = number.place;
            let address = format!("{}{row}", tierstat_model::column_letters(column));
            by_fate.entry(number.fate).or_default().push(format!("{address} {}", number.reason));
        }
        let Score { all, shapes, changes } = score;
        for (fate, reasons) in by_fate {
            let example = format!(
                "sheet {} {} + {}: {} numbers, such as {}\n        {}",
                self.number,
                self.shape,
                self.changes.join(" + "),
                reasons.len(),
                reasons[..reasons.len().min(2)].join(" / "),
                written.shown
            );
            let add = |tally: &mut Tally| {
                *tally.counts.entry(fate).or_default() += reasons.len();
                *tally.sheets.entry(fate).or_default() += 1;
                let examples = tally.examples.entry(fate).or_default();
                if examples.len() < EXAMPLES {
                    examples.push(example.clone());
                }
            };
            add(all);
            add(shapes.entry(self.shape).or_default());
            for name in &self.changes {
                add(changes.entry(name).or_default());
            }
        }
    }
}

fn report(score: &Score) -> String {
    let mut lines = vec![format!(
        "{:<28}{:>7}        {:>7}        {:>7}        {:>7}        {:>7}        {:>7}",
        "", "right", "kept", "open", "wrong", "SILENT", "LOST"
    )];
    lines.push(score.all.line("all"));
    for tallies in [&score.shapes, &score.changes] {
        let mut sorted: Vec<_> = tallies.iter().collect();
        sorted.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.count(Fate::WrongInSilence)));
        lines.extend(sorted.iter().map(|(name, tally)| tally.line(name)));
    }
    for (name, tally) in &score.changes {
        for fate in [Fate::WrongInSilence, Fate::LostInSilence, Fate::KeptThoughRight] {
            for example in tally.examples.get(&fate).into_iter().flatten() {
                lines.push(format!("{fate:?} with {name}: {example}"));
            }
        }
    }
    lines.join("\n")
}

#[test]
fn no_number_is_wrong_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let lists = lists::load(folder.path());
    let mut score = Score::default();
    for number in 0..VARIATIONS {
        let variation = Variation::new(number);
        let names = || variation.changes.iter().chain([&variation.shape]);
        if names().any(|name| name.contains(ONLY)) {
            variation.judge(&lists, folder.path(), &mut score);
        }
    }
    let all: usize = Fate::ALL.iter().map(|fate| score.all.count(*fate)).sum();
    let holds = score.all.count(Fate::WrongInSilence) == 0
        && score.all.count(Fate::LostInSilence) == 0
        && score.all.count(Fate::KeptThoughRight) * 20 <= all;
    assert!(holds, "{}", report(&score));
}
