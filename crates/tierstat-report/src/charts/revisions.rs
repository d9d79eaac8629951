//! Tables of revisions: what was said of each period of a series on each day.

use super::origin::origin;
use super::series::{numbers, unit};
use super::split::lines;
use crate::error::ReportError;
use crate::scope::Scope;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_answers::revision::Vintage;
use tierstat_chart::{
    Chart, ChartSpec, ChartText, NotationKind, RevisionCell, RevisionChart, RevisionKind, RevisionRow,
};
use tierstat_model::{Bounds, Language, Reading, SeriesKey, Status};
use tierstat_numerics::growth::change;
use tierstat_words::{self as words, Notation};

pub(super) fn chart(scope: &Scope, spec: &ChartSpec) -> Result<(Chart, Vec<Reading>), ReportError> {
    let lines = lines(scope, spec)?;
    let mut left_out = Vec::new();
    let mut found: Vec<(&str, &SeriesKey, &[Vintage])> = Vec::new();
    for line in &lines {
        let first = line.readings.iter().map(|reading| reading.key.period.last_day()).min();
        let is_shown = |key: &SeriesKey| {
            let is_late = spec.periods.is_none() || first.is_none_or(|first| key.period.last_day() >= first);
            let is_own = line.series.as_ref().is_some_and(|series| {
                key.indicator == series.indicator
                    && key.tier == series.tier
                    && key.area == series.area
                    && key.breakdown == series.breakdown
            });
            is_own && is_late
        };
        let own = scope.vintages.iter().filter(|(key, _)| is_shown(key));
        let known = found.len();
        found.extend(own.map(|(key, vintages)| (line.name.as_str(), key, vintages.as_slice())));
        match found.get_mut(known..) {
            Some([]) | None => left_out.push(line.name.clone()),
            Some(own) => own.sort_by_key(|(_, key, _)| key.period.last_day()),
        }
    }
    let days: BTreeSet<Date> =
        found.iter().flat_map(|(_, _, vintages)| vintages.iter().map(|one| one.day)).collect();
    let readings: Vec<Reading> = found
        .iter()
        .flat_map(|(_, _, vintages)| vintages.iter().filter_map(|one| one.reading.clone()))
        .collect();
    let (unit, is_ratio) = unit(scope, spec);
    // What is read is mostly the changes.
    let changes = found.iter().flat_map(|(_, _, vintages)| {
        let pairs = vintages.windows(2).filter_map(|pair| match pair {
            [before, after] => before.bounds().zip(after.bounds()),
            _ => None,
        });
        pairs.filter_map(|(before, after)| change(&before, &after).as_point())
    });
    let written = readings.iter().flat_map(numbers).chain(changes);
    let notation = match spec.notation.unwrap_or_default() {
        NotationKind::Scaled => Notation::fitting(written, is_ratio, scope.language),
        NotationKind::Plain => Notation::plain(is_ratio, scope.language),
    };
    let several = found.iter().any(|(name, ..)| Some(name) != found.first().map(|(first, ..)| first));
    let rows = found.iter().map(|(name, key, vintages)| {
        let printed = vintages.iter().find_map(|one| Some(one.reading.as_ref()?.figure.period));
        let cell = |day: &Date| {
            let index = vintages.iter().position(|one| one.day == *day)?;
            let before =
                index.checked_sub(1).and_then(|before| vintages.get(before)).and_then(Vintage::bounds);
            Some(cell(scope, &notation, before, vintages.get(index)?))
        };
        RevisionRow {
            group: if several { (*name).to_owned() } else { String::new() },
            name: words::period_heading(printed.unwrap_or(key.period), scope.language),
            cells: days.iter().map(cell).collect(),
        }
    });
    let chart = RevisionChart {
        language: scope.language,
        text: ChartText::default(),
        unit: notation.unit(&unit),
        rows: rows.collect(),
        columns: days.iter().map(Date::to_string).collect(),
        left_out,
        size: spec.chart_size(),
    };
    Ok((Chart::Revisions(chart), readings))
}

/// What was said from one day on, after what was said before.
fn cell(scope: &Scope, notation: &Notation, before: Option<Bounds>, vintage: &Vintage) -> RevisionCell {
    let Some(reading) = &vintage.reading else {
        let text = match scope.language {
            Language::Chinese => "撤回",
            Language::English => "withdrawn",
        };
        let (text, kind) = (text.to_owned(), RevisionKind::Withdrawn);
        let (status, origin) = (Status::A, String::new());
        return RevisionCell { kind, printed: text.clone(), text, bounds: None, share: None, status, origin };
    };
    let quantity = &reading.figure.quantity;
    let bounds = quantity.bounds;
    let difference = before.zip(bounds).map(|(before, now)| change(&before, &now));
    let text = match difference {
        None => notation.quantity(quantity),
        Some(difference) => match difference.as_point() {
            Some(amount) if amount > 0.0 => format!("+{}", notation.number(amount)),
            Some(amount) => notation.number(amount),
            None => notation.bounds(&difference),
        },
    };
    let share = difference
        .and_then(|difference| difference.as_point())
        .zip(before.and_then(|before| before.as_point()));
    RevisionCell {
        kind: if difference.is_some() { RevisionKind::Changed } else { RevisionKind::First },
        text,
        printed: words::quantity(quantity, scope.language),
        bounds,
        status: reading.figure.status,
        origin: origin(&reading.figure),
        share: share.filter(|(_, before)| *before != 0.0).map(|(amount, before)| amount / before.abs()),
    }
}
