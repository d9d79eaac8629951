//! What is claimed of the latest number of a series: where it stands, how it stands among others, and what of it is remarkable.

use super::bound_words::{Asked, cannot_be_told, growth, name, unit, words};
use super::overtaking::{Passed, passed};
use crate::binding::{Binding, Bindings, Known};
use crate::course::course;
use crate::error::ReportError;
use crate::scope::Scope;
use crate::text::token;
use tierstat_model::{AreaCode, Bounds, Language, Ratio, Reading, UnitKind};
use tierstat_numerics::growth::compound_annual_growth_rate;
use tierstat_numerics::standing;
use tierstat_stats::known_number::{KnownNumber, SeriesId, known_number};
use tierstat_stats::span::years_between;
use tierstat_words as words;
use tierstat_words::statement::{Overtaking, PlaceAmong, Remarkable, RemarkableFacts, Statement, Subject};

/// So many bits a claim must surprise to be told: what held in a quarter of the earlier periods, or less often.
const LEAST_SURPRISE: f64 = 2.0;
/// So many claims are told at most.
const MOST_CLAIMS: usize = 2;
/// A streak shorter than this is none.
const SHORTEST_STREAK: usize = 3;

/// The number at its latest period, what it grew by since the one before, and of what parts it is made.
pub(super) fn level(scope: &Scope, bindings: &Bindings, asked: &Asked<'_>) -> Result<String, ReportError> {
    let question = asked.question;
    let found = course(scope, question).reliable();
    let Some(latest) = found.latest() else { return Ok(cannot_be_told(scope, &name(scope, question))) };
    let is_ratio = scope.lists.unit_of(&question.indicator).is_some_and(|unit| unit.kind == UnitKind::Ratio);
    // A rate of a rate says nothing.
    let sentence = match found.before_latest().filter(|_| !is_ratio) {
        Some(before) => {
            let span = (before.period.to_string(), latest.period.to_string());
            growth(scope, bindings, &Asked { span: &span, ..*asked })?
        }
        None => stated(scope, bindings, question, latest),
    };
    Ok(format!("{sentence}{}", parts(scope, bindings, question, latest)))
}

/// A number that is compared with none.
fn stated(scope: &Scope, bindings: &Bindings, question: &SeriesId, number: &KnownNumber) -> String {
    let (name, unit) = (name(scope, question), unit(scope, question));
    let period = words::period(number.period, scope.language);
    let number = bound(scope, bindings, question, number);
    match scope.language {
        Language::Chinese => format!("{period}，{name}为{number}{unit}。"),
        Language::English => format!("{name} stood at {number} ({period})."),
    }
}

fn bound(scope: &Scope, bindings: &Bindings, series: &SeriesId, number: &KnownNumber) -> String {
    let label = scope.question(series, number.period);
    token::number(bindings.add(Binding::of_known(label, Known::of(scope, number.clone()))))
}

/// The tiers or kinds that make up a total, where all of one period are known and a reader would ask for them.
fn parts(scope: &Scope, bindings: &Bindings, question: &SeriesId, latest: &KnownNumber) -> String {
    let language = scope.language;
    let at = |series: &SeriesId| known_number(scope.readings(), &scope.lists, series, latest.period);
    let is_total = scope.lists.tiers.total().is_some_and(|total| total.id == question.tier);
    let of_tiers = scope.lists.tiers.tiers.iter().filter(|tier| is_total && tier.id != question.tier);
    let of_tiers = of_tiers.map(|tier| {
        let series = SeriesId { tier: tier.id.clone(), ..question.clone() };
        (words::tier_name(&scope.lists, &tier.id, language), series)
    });
    let of_kinds = scope.lists.indicators.parts_of(&question.indicator).into_iter().map(|part| {
        let series = SeriesId { indicator: part.id.clone(), ..question.clone() };
        (words::indicator_name(&scope.lists, &part.id, language), series)
    });
    let known = |found: Vec<(String, SeriesId)>| -> Vec<(String, SeriesId, KnownNumber)> {
        let found = found.into_iter().filter_map(|(name, series)| {
            let number = at(&series)?;
            Some((name, series, number))
        });
        found.collect()
    };
    let (tiers, kinds) = (known(of_tiers.collect()), known(of_kinds.collect()));
    let told = if tiers.len() > 1 { tiers } else { kinds };
    if told.len() < 2 {
        return String::new();
    }
    let unit = unit(scope, question);
    let told: Vec<String> = told
        .iter()
        .map(|(name, series, number)| {
            let number = bound(scope, bindings, series, number);
            match language {
                Language::Chinese => format!("{name}{number}{unit}"),
                Language::English => format!("{number} {name}"),
            }
        })
        .collect();
    match language {
        Language::Chinese => format!("其中：{}。", told.join("，")),
        Language::English => format!(" Among them: {}.", told.join(", ")),
    }
}

/// The place of an area among those that lie beside it and have a number of the same period; nothing where there are fewer than three.
pub(super) fn rank(scope: &Scope, bindings: &Bindings, asked: &Asked<'_>) -> String {
    let question = asked.question;
    let parent = scope.lists.areas.get(&question.area).and_then(|area| area.parent.as_ref());
    let (Some(within), Some(latest)) =
        (asked.within.or(parent), course(scope, question).reliable().latest().cloned())
    else {
        return String::new();
    };
    let beside = |area: &AreaCode| SeriesId { area: area.clone(), ..question.clone() };
    let others: Vec<KnownNumber> = scope
        .lists
        .areas
        .all()
        .iter()
        .filter(|area| area.parent.as_ref() == Some(within) && area.code != question.area)
        .filter_map(|area| known_number(scope.readings(), &scope.lists, &beside(&area.code), latest.period))
        .collect();
    let bounds: Vec<Bounds> = others.iter().map(|other| other.bounds).collect();
    let place = standing::place(&latest.bounds, &bounds);
    // A place that the bounds leave open from first to last tells nothing.
    if place.of < 3 || (place.best == 1 && place.worst == place.of) {
        return String::new();
    }
    let readings: Vec<Reading> =
        others.iter().chain([&latest]).flat_map(|number| number.readings.clone()).collect();
    let name = name(scope, question);
    let to = words::period(latest.period, scope.language);
    let within = words::area_name(&scope.lists, within, scope.language);
    let subject = Subject { name: &name, unit: "", from: "", to: &to };
    let words = words(scope, bindings, question, "standing", Vec::new(), readings);
    PlaceAmong { place, within: &within }.statement(&subject, scope.language, &words)
}

/// What of the latest number surprises most, from how often the like held before; nothing where nothing does.
///
/// A claim runs over the numbers since the last break alone, and over those that hold together.
pub(super) fn remarkable(scope: &Scope, bindings: &Bindings, asked: &Asked<'_>) -> String {
    let question = asked.question;
    let numbers = course(scope, question).reliable().since_last_break();
    let (Some(first), Some(latest)) = (numbers.first(), numbers.last()) else { return String::new() };
    let passed = passed(scope, question, &numbers);
    let before = passed.as_ref().map(|passed| words::period(passed.before, scope.language));
    let overtaking = passed.as_ref().zip(before.as_ref()).map(|(passed, before)| {
        let Passed { other, course, surprise, .. } = passed;
        (*surprise, Remarkable::Overtaking(Overtaking { other, before, course: *course }))
    });
    let facts: Vec<Remarkable<'_>> = facts(&numbers, overtaking);
    if facts.is_empty() {
        return String::new();
    }
    let others = passed.iter().flat_map(|passed| &passed.numbers);
    let readings: Vec<Reading> =
        numbers.iter().chain(others).flat_map(|number| number.readings.clone()).collect();
    let name = name(scope, question);
    let [from, to] = [first, latest].map(|number| words::period(number.period, scope.language));
    let subject = Subject { name: &name, unit: "", from: &from, to: &to };
    let words = words(scope, bindings, question, "surprise", Vec::new(), readings);
    RemarkableFacts(&facts).statement(&subject, scope.language, &words)
}

fn facts<'a>(numbers: &[KnownNumber], overtaking: Option<(f64, Remarkable<'a>)>) -> Vec<Remarkable<'a>> {
    let bounds: Vec<Bounds> = numbers.iter().map(|number| number.bounds).collect();
    let mut facts: Vec<(f64, Remarkable<'a>)> = overtaking.into_iter().collect();
    if let Some(extreme) = standing::record(&bounds) {
        let is_alike = |known: &[Bounds]| standing::record(known) == Some(extreme);
        facts.push((standing::surprise_of(&bounds, is_alike), Remarkable::Record(extreme)));
    }
    // In a row are periods between which none is missing.
    let in_a_row = bounds.get(first_in_a_row(numbers)..).unwrap_or_default();
    if let Some(turn) = standing::turn(in_a_row) {
        let is_alike = |known: &[Bounds]| standing::turn(known).is_some();
        facts.push((standing::surprise_of(in_a_row, is_alike), Remarkable::Turn(turn)));
    } else if let Some(streak) = standing::streak(in_a_row).filter(|found| found.steps >= SHORTEST_STREAK) {
        facts.push((standing::surprise_of_streak(in_a_row, streak), Remarkable::Streak(streak)));
    }
    if let Some((rate, earlier)) = largest_change(numbers) {
        facts.push((standing::surprise(0, earlier), Remarkable::LargestChange(rate)));
    }
    facts.retain(|(surprise, _)| *surprise >= LEAST_SURPRISE);
    facts.sort_by(|one, other| other.0.total_cmp(&one.0));
    facts.into_iter().take(MOST_CLAIMS).map(|(_, fact)| fact).collect()
}

/// The place from which on the numbers lie as far from each other as the last two: before it a period is missing, or stands between.
fn first_in_a_row(numbers: &[KnownNumber]) -> usize {
    /// Months and years differ by a few days in a hundred.
    const EVEN: f64 = 0.12;
    let step = |pair: &[KnownNumber]| match pair {
        [from, to] => years_between(from.period.last_day(), to.period.last_day()),
        _ => 0.0,
    };
    let steps: Vec<f64> = numbers.windows(2).map(step).collect();
    let Some(last) = steps.last() else { return 0 };
    let is_even = |step: &f64| (step - last).abs() <= EVEN * last;
    numbers.len().saturating_sub(1 + steps.iter().rev().take_while(|step| is_even(step)).count())
}

/// The growth a year of the last step, where its size surely is above that of all steps before it, and how many those are.
fn largest_change(numbers: &[KnownNumber]) -> Option<(Ratio, usize)> {
    let rates: Vec<Bounds> = numbers
        .windows(2)
        .filter_map(|pair| match pair {
            [from, to] => yearly(from, to),
            _ => None,
        })
        .collect();
    let (last, earlier) = rates.split_last()?;
    // A step without a rate might have been the largest.
    let all_known = rates.len() + 1 == numbers.len() && earlier.len() >= 2;
    let one_way = last.lower() > 0.0 || last.upper_value().is_some_and(|upper| upper < 0.0);
    let is_largest = earlier.iter().all(|rate| standing::surely_above(&last.size(), &rate.size()));
    (all_known && one_way && is_largest).then_some((Ratio(*last), earlier.len()))
}

fn yearly(from: &KnownNumber, to: &KnownNumber) -> Option<Bounds> {
    let years = years_between(from.period.last_day(), to.period.last_day());
    compound_annual_growth_rate(&from.bounds, &to.bounds, years).ok().map(|rate| rate.0)
}
