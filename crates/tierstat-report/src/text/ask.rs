//! The questions behind the functions; tables ask them too.

use crate::binding::{Binding, Known, Question};
use crate::error::ReportError;
use crate::scope::Scope;
use tierstat_model::{Bounds, Localized, Reading};
use tierstat_numerics::contribution::contributions;
use tierstat_numerics::growth;
use tierstat_stats::span::years_between;
use tierstat_words as words;

/// The two ends of a growth.
struct Ends {
    from: Known,
    to: Known,
    label: String,
    readings: Vec<Reading>,
}

pub(crate) fn figure(scope: &Scope, question: &Question, at: &str) -> Result<Binding, ReportError> {
    Ok(match known(scope, question, at)? {
        Some(known) => Binding::of_known(label(scope, question, &known), known),
        None => missing(scope, question, at),
    })
}

pub(crate) fn change(
    scope: &Scope,
    question: &Question,
    span: &(String, String),
) -> Result<Binding, ReportError> {
    let Some(ends) = ends(scope, question, span)? else { return Ok(missing(scope, question, &span.1)) };
    let change = growth::change(&ends.from.bounds, &ends.to.bounds);
    let formula = format!("{} − {}", ends.to.text, ends.from.text);
    let label = said(scope, &ends.label, "增减", "change");
    Ok(Binding::of_change(scope, label, change, formula, ends.readings))
}

pub(crate) fn rate(
    scope: &Scope,
    question: &Question,
    span: &(String, String),
) -> Result<Binding, ReportError> {
    let Some(ends) = ends(scope, question, span)? else { return Ok(missing(scope, question, &span.1)) };
    let label = said(scope, &ends.label, "增长率", "growth rate");
    Ok(match growth::growth_rate(&ends.from.bounds, &ends.to.bounds) {
        Ok(rate) => {
            let formula = format!("({} − {}) ÷ {}", ends.to.text, ends.from.text, ends.from.text);
            Binding::of_ratio(scope, label, rate, formula, ends.readings)
        }
        Err(_) => Binding::missing(scope, label),
    })
}

pub(crate) fn compound(
    scope: &Scope,
    question: &Question,
    span: &(String, String),
) -> Result<Binding, ReportError> {
    let Some(ends) = ends(scope, question, span)? else { return Ok(missing(scope, question, &span.1)) };
    let years = years_between(ends.from.period.last_day(), ends.to.period.last_day());
    let label = said(scope, &ends.label, "年均增长率", "compound annual growth rate");
    let rate = growth::compound_annual_growth_rate(&ends.from.bounds, &ends.to.bounds, years);
    Ok(match rate {
        Ok(rate) => {
            let formula = format!("({} ÷ {})^(1 ÷ {years:.2}) − 1", ends.to.text, ends.from.text);
            Binding::of_ratio(scope, label, rate, formula, ends.readings)
        }
        Err(_) => Binding::missing(scope, label),
    })
}

/// The share of the change of the whole scope that one tier makes (贡献率).
pub(crate) fn contribution(
    scope: &Scope,
    question: &Question,
    span: &(String, String),
) -> Result<Binding, ReportError> {
    let Some((place, tiers)) = tiers_of_scope(scope, question, span)? else {
        return Ok(missing(scope, question, &span.1));
    };
    let label = said(scope, &tiers[place].label, "对增长的贡献率", "share of the growth of the whole");
    let share = contributions(&bounds(&tiers)).ok().and_then(|found| found.get(place)?.share);
    Ok(match share {
        Some(share) => {
            let whole = whole_change(scope, &tiers);
            let formula = format!("({} − {}) ÷ ({whole})", tiers[place].to.text, tiers[place].from.text);
            let readings = tiers.iter().flat_map(|ends| ends.readings.clone()).collect();
            Binding::of_ratio(scope, label, share, formula, readings)
        }
        None => Binding::missing(scope, label),
    })
}

/// The points of growth of the whole scope that one tier makes (拉动).
pub(crate) fn contribution_points(
    scope: &Scope,
    question: &Question,
    span: &(String, String),
) -> Result<Binding, ReportError> {
    let Some((place, tiers)) = tiers_of_scope(scope, question, span)? else {
        return Ok(missing(scope, question, &span.1));
    };
    let label = said(scope, &tiers[place].label, "拉动增长", "points of growth of the whole");
    let points = contributions(&bounds(&tiers)).ok().and_then(|found| Some(found.get(place)?.points));
    Ok(match points {
        Some(points) => {
            let base = tiers.iter().map(|ends| ends.from.text.as_str()).collect::<Vec<_>>().join(" + ");
            let formula = format!("({} − {}) ÷ ({base})", tiers[place].to.text, tiers[place].from.text);
            let readings = tiers.iter().flat_map(|ends| ends.readings.clone()).collect();
            Binding::of_points(scope, label, points, formula, readings)
        }
        None => Binding::missing(scope, label),
    })
}

pub(crate) fn coverage(scope: &Scope, question: &Question, at: &str) -> Result<Binding, ReportError> {
    let (Some(covered), Some(units)) = (known(scope, question, at)?, known_units(scope, question, at)?)
    else {
        return Ok(missing(scope, question, at));
    };
    let label = said(scope, &label(scope, question, &covered), "覆盖率", "coverage");
    Ok(match tierstat_numerics::coverage::coverage(&covered.bounds, &units.bounds) {
        Ok(found) => {
            let formula = format!("{} ÷ {}", covered.text, units.text);
            let readings = covered.readings.into_iter().chain(units.readings).collect();
            Binding::of_ratio(scope, label, found.ratio, formula, readings)
        }
        Err(_) => Binding::missing(scope, label),
    })
}

pub(crate) fn units(scope: &Scope, question: &Question, at: &str) -> Result<Binding, ReportError> {
    Ok(match known_units(scope, question, at)? {
        Some(units) => {
            let key = units.readings.first().map(|reading| reading.key.clone());
            let label = key.map_or_else(String::new, |key| {
                scope.question(&key.indicator, &key.tier, &key.area, units.period)
            });
            Binding::of_known(label, units)
        }
        None => missing(scope, question, at),
    })
}

/// The number of a question at a word or period: printed, or for the total the sum of the scope's tiers.
pub(super) fn known(scope: &Scope, question: &Question, at: &str) -> Result<Option<Known>, ReportError> {
    let Some(day) = day(scope, at)? else { return Ok(None) };
    let Question { indicator, tier, area } = question;
    let printed = scope.reading(indicator, tier, area, day);
    let is_total = scope.lists.tiers.get(tier).is_some_and(|tier| tier.total);
    let of_that_day = |reading: &&Reading| reading.key.period.last_day() == day;
    if !is_total || printed.as_ref().is_some_and(&of_that_day) {
        return Ok(printed.and_then(|reading| Known::printed(scope, reading)));
    }
    // No total is printed for that day: the tiers sum to it, where each of them has a number then.
    let parts: Option<Vec<Known>> = scope
        .tiers
        .iter()
        .filter(|part| *part != tier)
        .map(|part| {
            let reading = scope.reading(indicator, part, area, day).filter(of_that_day)?;
            Known::printed(scope, reading)
        })
        .collect();
    let sum = parts.filter(|parts| parts.len() > 1).and_then(|parts| Known::sum(scope, &parts));
    Ok(sum.or_else(|| printed.and_then(|reading| Known::printed(scope, reading))))
}

pub(super) fn known_units(
    scope: &Scope,
    question: &Question,
    at: &str,
) -> Result<Option<Known>, ReportError> {
    let Some(day) = day(scope, at)? else { return Ok(None) };
    let units = scope.units(&question.indicator, &question.tier, &question.area, day)?;
    Ok(units.and_then(|reading| Known::printed(scope, &reading)))
}

fn ends(scope: &Scope, question: &Question, span: &(String, String)) -> Result<Option<Ends>, ReportError> {
    let (Some(from), Some(to)) = (known(scope, question, &span.0)?, known(scope, question, &span.1)?) else {
        return Ok(None);
    };
    let period = |known: &Known| words::period(known.period, scope.language);
    let label = format!(
        "{} · {} · {} · {} → {}",
        words::indicator_name(&scope.lists, &question.indicator, scope.language),
        words::tier_name(&scope.lists, &question.tier, scope.language),
        words::area_name(&scope.lists, &question.area, scope.language),
        period(&from),
        period(&to),
    );
    let readings = from.readings.iter().chain(&to.readings).cloned().collect();
    Ok(Some(Ends { from, to, label, readings }))
}

/// The ends of every tier of the scope, and the place of the one that is asked for.
fn tiers_of_scope(
    scope: &Scope,
    question: &Question,
    span: &(String, String),
) -> Result<Option<(usize, Vec<Ends>)>, ReportError> {
    let mut all = Vec::new();
    for tier in &scope.tiers {
        match ends(scope, &Question { tier: tier.clone(), ..question.clone() }, span)? {
            Some(found) => all.push(found),
            None => return Ok(None),
        }
    }
    Ok(scope.tiers.iter().position(|tier| *tier == question.tier).map(|place| (place, all)))
}

fn bounds(tiers: &[Ends]) -> Vec<(Bounds, Bounds)> {
    tiers.iter().map(|ends| (ends.from.bounds, ends.to.bounds)).collect()
}

fn whole_change(scope: &Scope, tiers: &[Ends]) -> String {
    let total = |part: fn(&Ends) -> &Bounds| {
        tierstat_numerics::contribution::sum(tiers.iter().map(part))
            .map_or_else(String::new, |sum| words::bounds(&sum, scope.language))
    };
    format!("{} − {}", total(|ends| &ends.to.bounds), total(|ends| &ends.from.bounds))
}

fn day(scope: &Scope, at: &str) -> Result<Option<jiff::civil::Date>, ReportError> {
    scope.day_of(at).map_err(|message| ReportError::Template { template: String::new(), line: 0, message })
}

fn label(scope: &Scope, question: &Question, known: &Known) -> String {
    scope.question(&question.indicator, &question.tier, &question.area, known.period)
}

fn missing(scope: &Scope, question: &Question, at: &str) -> Binding {
    let label = format!(
        "{} · {} · {} · {at}",
        words::indicator_name(&scope.lists, &question.indicator, scope.language),
        words::tier_name(&scope.lists, &question.tier, scope.language),
        words::area_name(&scope.lists, &question.area, scope.language),
    );
    Binding::missing(scope, label)
}

fn said(scope: &Scope, label: &str, zh: &str, en: &str) -> String {
    format!("{label} · {}", Localized::new(zh, en).get(scope.language))
}
