//! Overtaking: the last number of a series passed that of an area or an indicator beside it, or was passed by it.

use crate::course::{course, first_day_of_flow};
use crate::scope::Scope;
use tierstat_model::{Bounds, Indicator, Language, Period};
use tierstat_numerics::standing::{self, Course};
use tierstat_stats::known_number::{KnownNumber, SeriesId};
use tierstat_words as words;

/// What passed the last number of a series, or was passed by it.
pub(super) struct Passed {
    /// What it is called beside the series: 西境, those in Westmark.
    pub(super) other: String,
    /// When they last surely stood the other way round.
    pub(super) before: Period,
    pub(super) course: Course,
    /// How surprising it is, in bits.
    pub(super) surprise: f64,
    /// The numbers of the other series.
    pub(super) numbers: Vec<KnownNumber>,
}

/// A series beside the one that is asked about.
struct Beside {
    name: String,
    /// Its numbers since its last break, at the places of those of the series.
    numbers: Vec<Option<KnownNumber>>,
}

/// What the last number of a series passed, or was passed by; where it is several, that which stands highest now.
///
/// Beside it are the same of the areas that lie where its own lies, and in its own area what is counted in its unit and is neither a part
/// of it nor its whole. Only numbers of one period are compared, and none across a break of either.
pub(super) fn passed(scope: &Scope, question: &SeriesId, numbers: &[KnownNumber]) -> Option<Passed> {
    let all: Vec<Beside> = beside(scope, question)
        .into_iter()
        .map(|(name, series)| Beside { name, numbers: at_the_periods_of(numbers, scope, &series) })
        .collect();
    let own: Vec<Bounds> = numbers.iter().map(|number| number.bounds).collect();
    let found = all.iter().filter_map(|beside| {
        let (course, before) = passing(&own, beside, own.len())?;
        let now = beside.numbers.last()?.as_ref()?.bounds.lower();
        Some((now, course, before, beside))
    });
    // Of equal ones the first.
    let best = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let (_, course, before, found) = best?;
    Some(Passed {
        other: found.name.clone(),
        before: numbers.get(before)?.period,
        course,
        surprise: surprise(&own, &all, course),
        numbers: found.numbers.iter().flatten().cloned().collect(),
    })
}

/// How surprising it is that any of the series was passed that way, from how often any was before.
fn surprise(own: &[Bounds], all: &[Beside], course: Course) -> f64 {
    let (mut times, mut periods) = (0, 0);
    for end in 2..own.len() {
        let is_compared = |beside: &&Beside| pairs(own, beside, end).is_some_and(|pairs| pairs.len() > 1);
        if all.iter().any(|beside| is_compared(&beside)) {
            periods += 1;
            let is_alike =
                |beside: &Beside| passing(own, beside, end).is_some_and(|(found, _)| found == course);
            times += usize::from(all.iter().any(is_alike));
        }
    }
    standing::surprise(times, periods)
}

/// Both numbers of each of the first periods of which there are two, with the place of the period; none where there are not two of the
/// last one.
fn pairs(own: &[Bounds], beside: &Beside, end: usize) -> Option<Vec<(usize, (Bounds, Bounds))>> {
    let last = end.checked_sub(1)?;
    beside.numbers.get(last)?.as_ref()?;
    let both = own.iter().zip(&beside.numbers).take(end).enumerate();
    Some(both.filter_map(|(place, (own, other))| Some((place, (*own, other.as_ref()?.bounds)))).collect())
}

/// Which way the number at the end of the first periods passed that of another series, and the place of the period before.
fn passing(own: &[Bounds], beside: &Beside, end: usize) -> Option<(Course, usize)> {
    let pairs = pairs(own, beside, end)?;
    let bounds: Vec<(Bounds, Bounds)> = pairs.iter().map(|(_, pair)| *pair).collect();
    let (course, place) = standing::passing(&bounds)?;
    Some((course, pairs.get(place)?.0))
}

fn at_the_periods_of(numbers: &[KnownNumber], scope: &Scope, series: &SeriesId) -> Vec<Option<KnownNumber>> {
    let others = course(scope, series).since_last_break();
    let key = |number: &KnownNumber| (number.period.last_day(), first_day_of_flow(number));
    numbers.iter().map(|own| others.iter().find(|other| key(other) == key(own)).cloned()).collect()
}

/// The series beside one, each with what it is called there.
fn beside(scope: &Scope, question: &SeriesId) -> Vec<(String, SeriesId)> {
    let (lists, language) = (&scope.lists, scope.language);
    let parent = lists.areas.get(&question.area).and_then(|area| area.parent.clone());
    let areas = lists.areas.all().iter().filter(|area| parent.is_some() && area.parent == parent);
    let areas = areas.filter(|area| area.code != question.area).map(|area| {
        let name = words::area_name(lists, &area.code, language);
        let name = match language {
            Language::Chinese => name,
            Language::English => format!("those in {name}"),
        };
        (name, SeriesId { area: area.code.clone(), ..question.clone() })
    });
    let own = lists.indicators.get(&question.indicator);
    let indicators =
        lists.indicators.indicators.iter().filter(|other| {
            question.breakdown.is_whole() && own.is_some_and(|own| are_alike(scope, own, other))
        });
    let indicators = indicators.map(|other| {
        let name = words::indicator_name(lists, &other.id, language);
        (name, SeriesId { indicator: other.id.clone(), ..question.clone() })
    });
    areas.chain(indicators).collect()
}

/// Whether two indicators count in one unit what can be held against each other: no plan, no part and its whole, nothing and its units.
fn are_alike(scope: &Scope, one: &Indicator, other: &Indicator) -> bool {
    let lists = &scope.lists;
    let is_whole = |of: &Indicator, whole: &Indicator| {
        let mut above = lists.indicators.whole_of(&of.id);
        // No list of wholes is deeper than the list of indicators is long.
        for _ in 0..lists.indicators.indicators.len() {
            match above {
                Some(found) if *found == whole.id => return true,
                Some(found) => above = lists.indicators.whole_of(found),
                None => return false,
            }
        }
        true
    };
    let counts = |indicator: &Indicator| {
        indicator.target_of.is_none() && indicator.growth_of.is_none() && indicator.change_of.is_none()
    };
    let covers = |of: &Indicator, units: &Indicator| of.covers.as_ref() == Some(&units.id);
    let is_limit =
        |of: &Indicator, base: &Indicator| of.is.as_ref().is_some_and(|limit| limit.indicator == base.id);
    one.id != other.id
        && one.unit == other.unit
        && one.measure == other.measure
        && [(one, other), (other, one)].into_iter().all(|(one, other)| {
            counts(one) && !is_whole(one, other) && !covers(one, other) && !is_limit(one, other)
        })
}
