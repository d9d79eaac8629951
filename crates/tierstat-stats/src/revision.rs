//! Revisions: what changed between two known-on days, by cause, to the last unit.
//!
//! The vintages of a number are the readings of one question as known on different days (real-time data in the sense of
//! Croushore and Stark 2001; ALFRED). old + the parts by cause = new, exactly, since every part is a difference of prints.

use crate::derived::{DerivedTotal, derived_totals};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Bounds, CodeLists, Figure, Localized, Reading, SeriesKey, Status, TierId};
use tierstat_numerics::growth::change;

/// Why a number changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A source printed another number.
    Source,
    /// Those who report came or went.
    Respondents,
    /// The areas were cut otherwise.
    Boundaries,
    /// Something else is counted.
    Definition,
    /// A rule or a correction of ours.
    OurRule,
    /// No revision: a later period has become known.
    LaterPeriod,
}

impl Cause {
    /// The causes for which the number of one question changes, in the order in which they are listed.
    pub const ALL: [Self; 5] =
        [Self::Source, Self::Respondents, Self::Boundaries, Self::Definition, Self::OurRule];

    /// The name used in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Respondents => "respondents",
            Self::Boundaries => "boundaries",
            Self::Definition => "definition",
            Self::OurRule => "our-rule",
            Self::LaterPeriod => "later-period",
        }
    }
}

/// What became of a question between two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// There was no answer before.
    New,
    /// The answer is another.
    Revised,
    /// Another figure gives an answer that allows the same numbers.
    Confirmed,
    /// There is no answer any more.
    Withdrawn,
    /// A sum of ours that cannot be made any more, since other tiers have come to be counted.
    Incomplete,
}

impl ChangeKind {
    /// The name used in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Revised => "revised",
            Self::Confirmed => "confirmed",
            Self::Withdrawn => "withdrawn",
            Self::Incomplete => "incomplete",
        }
    }
}

/// An answer of the ledger: a figure, or a total of ours with its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The number.
    pub bounds: Bounds,
    /// How it is written.
    pub printed: String,
    /// The figures behind it: one, or the parts of a sum.
    pub figures: Vec<Figure>,
    /// Whether it is a sum of ours.
    pub is_sum: bool,
}

/// The change of one question between two days.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The question.
    pub key: SeriesKey,
    /// What became of it.
    pub kind: ChangeKind,
    /// The answer on the earlier day.
    pub old: Option<Answer>,
    /// The answer on the later day.
    pub new: Option<Answer>,
    /// For a new question the latest one of its series that was answered on the earlier day, with that answer.
    pub earlier: Option<(SeriesKey, Answer)>,
    /// The difference by cause; it sums to new − old. Empty where one of them is missing.
    pub parts: Vec<CausePart>,
}

/// What one cause adds to a change.
#[derive(Debug, Clone, PartialEq)]
pub struct CausePart {
    /// The cause.
    pub cause: Cause,
    /// What it adds.
    pub amount: Bounds,
    /// The tier of which it is the change, where a total changes by its tiers.
    pub tier: Option<TierId>,
    /// What happened, in words.
    pub words: Localized,
}

impl Change {
    /// New − old, or − the earlier period's answer, on bounds; `None` where there is nothing to compare with.
    #[must_use]
    pub fn amount(&self) -> Option<Bounds> {
        let earlier = self.earlier.as_ref().map(|(_, answer)| answer);
        let (old, new) = (self.old.as_ref().or(earlier)?, self.new.as_ref()?);
        Some(change(&old.bounds, &new.bounds))
    }
}

/// The changes between what was known on two days, ordered by question; what stayed as it was is left out.
#[must_use]
pub fn changes(old: &[Reading], new: &[Reading], lists: &CodeLists) -> Vec<Change> {
    let (before, after) = (answers(old, lists), answers(new, lists));
    let keys: BTreeSet<&SeriesKey> = before.keys().chain(after.keys()).collect();
    let mut found: Vec<Change> =
        keys.into_iter().filter_map(|key| of_question(key, before.get(key), after.get(key), lists)).collect();
    for change in found.iter_mut().filter(|change| change.kind == ChangeKind::New) {
        change.earlier = latest_before(&before, &change.key);
        change.parts = later_period(change, &before, &after, lists);
    }
    found
}

/// The latest answer of a series for a period before that of a question.
fn latest_before(answers: &BTreeMap<SeriesKey, Answer>, key: &SeriesKey) -> Option<(SeriesKey, Answer)> {
    let same = |other: &SeriesKey| SeriesKey { period: key.period, ..other.clone() } == *key;
    let mut earlier = answers.iter().rev().filter(|(other, _)| same(other) && other.period < key.period);
    earlier.next().map(|(key, answer)| (key.clone(), answer.clone()))
}

/// What the later period adds: by tier, where a total and all its tiers are known at both periods.
fn later_period(
    change_of: &Change,
    before: &BTreeMap<SeriesKey, Answer>,
    after: &BTreeMap<SeriesKey, Answer>,
    lists: &CodeLists,
) -> Vec<CausePart> {
    let (Some(amount), Some((earlier, _))) = (change_of.amount(), &change_of.earlier) else {
        return Vec::new();
    };
    let by_tier = lists.tiers.tiers.iter().filter(|tier| !tier.total).filter_map(|tier| {
        let at = |key: &SeriesKey, answers: &BTreeMap<SeriesKey, Answer>| {
            answers.get(&SeriesKey { tier: tier.id.clone(), ..key.clone() }).cloned()
        };
        let (from, to) = (at(earlier, before)?, at(&change_of.key, after)?);
        let moved = format!("{} → {}", from.printed, to.printed);
        Some(CausePart {
            cause: Cause::LaterPeriod,
            amount: change(&from.bounds, &to.bounds),
            tier: Some(tier.id.clone()),
            words: Localized::new(format!("{}：{moved}", tier.name.zh), format!("{}: {moved}", tier.name.en)),
        })
    });
    let is_total = lists.tiers.total().is_some_and(|total| total.id == change_of.key.tier);
    let tiers: Vec<CausePart> = if is_total { by_tier.collect() } else { Vec::new() };
    let sum = tierstat_numerics::contribution::sum(tiers.iter().map(|part| &part.amount));
    if tiers.len() > 1 && sum == Some(amount) {
        return tiers;
    }
    let (from, to) = (earlier.period, change_of.key.period);
    vec![CausePart {
        cause: Cause::LaterPeriod,
        amount,
        tier: None,
        words: Localized::new(format!("{from} → {to}"), format!("{from} → {to}")),
    }]
}

/// The readings that are numbers, and the totals that no source prints.
fn answers(readings: &[Reading], lists: &CodeLists) -> BTreeMap<SeriesKey, Answer> {
    let mut answers: BTreeMap<SeriesKey, Answer> = BTreeMap::new();
    for DerivedTotal { key, bounds, parts } in derived_totals(readings, lists) {
        let prints: Vec<&str> = parts.iter().map(|part| part.figure.quantity.printed.as_str()).collect();
        let value = bounds.as_point().map_or_else(|| bounds.to_string(), |point| point.to_string());
        let printed = format!("{value} = {}", prints.join(" + "));
        let figures = parts.into_iter().map(|part| part.figure).collect();
        answers.insert(key, Answer { bounds, printed, figures, is_sum: true });
    }
    for reading in readings {
        if let Some(bounds) = reading.figure.quantity.bounds {
            let printed = reading.figure.quantity.printed.clone();
            let figures = vec![reading.figure.clone()];
            answers.insert(reading.key.clone(), Answer { bounds, printed, figures, is_sum: false });
        }
    }
    answers
}

fn of_question(
    key: &SeriesKey,
    old: Option<&Answer>,
    new: Option<&Answer>,
    lists: &CodeLists,
) -> Option<Change> {
    let kind = match (old, new) {
        (None, None) => return None,
        (None, Some(_)) => ChangeKind::New,
        (Some(before), None) if before.is_sum => ChangeKind::Incomplete,
        (Some(_), None) => ChangeKind::Withdrawn,
        (Some(before), Some(after)) if before.bounds != after.bounds => ChangeKind::Revised,
        (Some(before), Some(after)) if before.figures == after.figures => return None,
        (Some(_), Some(_)) => ChangeKind::Confirmed,
    };
    let parts = match (kind, old, new) {
        (ChangeKind::Revised, Some(before), Some(after)) => parts(before, after, lists),
        _ => Vec::new(),
    };
    Some(Change { key: key.clone(), kind, old: old.cloned(), new: new.cloned(), earlier: None, parts })
}

/// The difference of two answers by cause: part by part where both are sums, else as a whole.
fn parts(old: &Answer, new: &Answer, lists: &CodeLists) -> Vec<CausePart> {
    if !(old.is_sum && new.is_sum) {
        let cause = match (old.figures.first(), new.figures.first()) {
            (Some(before), Some(after)) if !old.is_sum && !new.is_sum => cause(before, after, lists),
            _ => Cause::Source,
        };
        let words = match (old.is_sum, new.is_sum) {
            (true, false) => Localized::new(
                format!("来源印出了合计：{} → {}", old.printed, described(new)),
                format!("a source prints the total: {} → {}", old.printed, described(new)),
            ),
            _ => {
                let text = format!("{} → {}", described(old), described(new));
                Localized::new(text.clone(), text)
            }
        };
        return vec![CausePart { cause, amount: change(&old.bounds, &new.bounds), tier: None, words }];
    }
    let by_tier = |answer: &Answer| -> BTreeMap<String, Figure> {
        answer.figures.iter().map(|figure| (figure.tier.0.clone(), figure.clone())).collect()
    };
    let (before, after) = (by_tier(old), by_tier(new));
    let tiers: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let zero = Bounds::point(0.0).ok();
    let mut found = Vec::new();
    for tier in tiers {
        let (one, other) = (before.get(tier), after.get(tier));
        let bounds = |figure: Option<&Figure>| figure.and_then(|figure| figure.quantity.bounds).or(zero);
        let (Some(from), Some(to)) = (bounds(one), bounds(other)) else { continue };
        let name = |language| {
            let known = lists.tiers.tiers.iter().find(|known| known.id.0 == *tier);
            known.map_or_else(|| tier.clone(), |known| known.name.get(language).to_owned())
        };
        let (cause, text) = match (one, other) {
            (Some(one), Some(other)) if one.id != other.id => {
                (cause(one, other, lists), format!("{} → {}", one.quantity.printed, other.quantity.printed))
            }
            (Some(_), Some(_)) | (None, None) => continue,
            (None, Some(other)) => (Cause::Respondents, format!("+ {}", other.quantity.printed)),
            (Some(one), None) => (Cause::Respondents, format!("− {}", one.quantity.printed)),
        };
        let (zh, en) = (name(tierstat_model::Language::Chinese), name(tierstat_model::Language::English));
        found.push(CausePart {
            cause,
            amount: change(&from, &to),
            tier: Some(TierId(tier.clone())),
            words: Localized::new(format!("{zh}：{text}"), format!("{en}: {text}")),
        });
    }
    found
}

/// Why another figure answers now.
///
/// A number that is told anew after its area took others in was told for another territory.
fn cause(old: &Figure, new: &Figure, lists: &CodeLists) -> Cause {
    let took_others_in = lists.areas.all().iter().any(|area| {
        let ended_between = |until| old.origin.known_on <= until && until < new.origin.known_on;
        area.merged_into.contains(&new.area) && area.valid_until.is_some_and(ended_between)
    });
    if new.correction.is_some() != old.correction.is_some() {
        Cause::OurRule
    } else if new.status == Status::B {
        Cause::Definition
    } else if took_others_in {
        Cause::Boundaries
    } else {
        Cause::Source
    }
}

fn described(answer: &Answer) -> String {
    match answer.figures.as_slice() {
        [figure] => format!("{} ({})", answer.printed, figure.origin.document.title),
        _ => answer.printed.clone(),
    }
}

/// How far first numbers are usually off, and how long until they are stable.
#[derive(Debug, Clone, PartialEq)]
pub struct RevisionStatistics {
    /// The questions of which at least two vintages are known.
    pub questions: usize,
    /// Of these, how many changed after the first vintage.
    pub revised: usize,
    /// The mean of (latest − first) ÷ first, as a ratio: the direction of revisions.
    pub mean_revision: f64,
    /// The mean of |latest − first| ÷ first: their size.
    pub mean_absolute_revision: f64,
    /// The median of the days from the first vintage to the last that changed the number; 0 where none did.
    pub median_days_to_stable: f64,
}

/// Revision statistics over the vintages of some questions: each list holds the readings of one question by known-on day.
///
/// Mean and mean absolute relative revision as in revision analysis practice (OECD and Eurostat guidelines on revisions
/// policy and analysis). Vintages without a point are compared by the middle of their bounds. `None` where no question has
/// two vintages.
#[must_use]
pub fn revision_statistics(vintages: &[Vec<(Date, Bounds)>]) -> Option<RevisionStatistics> {
    let middle = |bounds: &Bounds| {
        bounds.upper_value().map_or(bounds.lower(), |upper| f64::midpoint(bounds.lower(), upper))
    };
    let (mut relative, mut days) = (Vec::new(), Vec::new());
    let mut revised = 0;
    for vintage in vintages.iter().filter(|vintage| vintage.len() >= 2) {
        let (Some((first_day, first)), Some((_, latest))) = (vintage.first(), vintage.last()) else {
            continue;
        };
        let base = middle(first);
        if base == 0.0 {
            continue;
        }
        let last_change = vintage.windows(2).rev().find(|pair| !pair[0].1.overlaps(&pair[1].1));
        revised += usize::from(last_change.is_some());
        let stable_on = last_change.map_or(*first_day, |pair| pair[1].0);
        days.push(f64::from(first_day.until(stable_on).map_or(0, |span| span.get_days())));
        let moved = if first.overlaps(latest) { 0.0 } else { (middle(latest) - base) / base.abs() };
        relative.push(moved);
    }
    let count = relative.len();
    if count == 0 {
        return None;
    }
    days.sort_by(f64::total_cmp);
    let half = days.len() / 2;
    let median =
        if days.len().is_multiple_of(2) { f64::midpoint(days[half - 1], days[half]) } else { days[half] };
    Some(RevisionStatistics {
        questions: count,
        revised,
        mean_revision: relative.iter().sum::<f64>() / count as f64,
        mean_absolute_revision: relative.iter().map(|moved| moved.abs()).sum::<f64>() / count as f64,
        median_days_to_stable: median,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vintage(values: &[(&str, f64)]) -> Vec<(Date, Bounds)> {
        values.iter().map(|(day, value)| (day.parse().unwrap(), Bounds::point(*value).unwrap())).collect()
    }

    #[test]
    fn revision_statistics_by_hand() {
        let found = revision_statistics(&[
            vintage(&[("2016-01-01", 100.0), ("2016-07-01", 110.0), ("2017-01-01", 110.0)]),
            vintage(&[("2016-01-01", 200.0), ("2016-03-01", 190.0)]),
            vintage(&[("2016-01-01", 50.0), ("2016-03-01", 50.0)]),
            vintage(&[("2016-01-01", 7.0)]),
        ])
        .unwrap();
        assert_eq!((found.questions, found.revised), (3, 2));
        assert!((found.mean_revision - (0.1 - 0.05) / 3.0).abs() < 1e-15);
        assert!((found.mean_absolute_revision - 0.15 / 3.0).abs() < 1e-15);
        assert!((found.median_days_to_stable - 60.0).abs() < f64::EPSILON);
        assert_eq!(revision_statistics(&[]), None);
    }
}
