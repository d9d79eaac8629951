//! Periods, a row each, and an indicator or a tier a column.

use super::{Builder, unit_name};
use crate::binding::{Binding, Known};
use crate::course::{Course, course, first_day_of_flow};
use crate::spec::TableSpec;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_document::{Cell, Heading};
use tierstat_model::{AreaCode, Localized, Period, PeriodStep};
use tierstat_stats::known_number::{KnownNumber, SeriesId};
use tierstat_words as words;

/// The numbers of a period by the place of their column.
type PeriodRow<'a> = (Period, BTreeMap<usize, &'a KnownNumber>);

impl Builder<'_> {
    /// One row for each period of which some column has a number, the latest last.
    pub(super) fn periods(&mut self, spec: &TableSpec, areas: &[AreaCode]) {
        let language = self.scope.language;
        let courses: Vec<(SeriesId, Course)> = self
            .series_of_columns(spec, areas)
            .into_iter()
            .map(|series| (series.clone(), course(self.scope, &series)))
            .filter(|(_, course)| !course.numbers.is_empty())
            .collect();
        for (series, course) in &courses {
            self.note_apart(series, &course.apart);
        }
        let columns: Vec<(SeriesId, Vec<KnownNumber>)> =
            courses.into_iter().map(|(series, course)| (series, course.numbers)).collect();
        let units: Vec<String> =
            columns.iter().map(|(series, _)| unit_name(self.scope, &series.indicator)).collect();
        let is_one_unit = units.windows(2).all(|pair| pair[0] == pair[1]);
        self.unit =
            Some(if is_one_unit { units.first().cloned().unwrap_or_default() } else { String::new() });
        self.names(&[("时期", "period")]);
        for (series, _) in &columns {
            let mut name = self.series_name(series);
            if areas.len() > 1 {
                let area = words::area_name(&self.scope.lists, &series.area, language);
                name = Localized::new(format!("{area}{name}"), format!("{area}: {name}"))
                    .get(language)
                    .to_owned();
            }
            if !is_one_unit {
                name = self.with_unit(&name, &series.indicator);
            }
            self.headings.push(Heading { text: name, numbers: true });
        }
        // A row is a period as it is printed where the columns agree: the days of one stock are one row.
        let mut rows: BTreeMap<(Date, Option<Date>), PeriodRow<'_>> = BTreeMap::new();
        for (column, (_, numbers)) in columns.iter().enumerate() {
            for number in numbers {
                let key = (number.period.last_day(), first_day_beside(spec.step, number));
                rows.entry(key).or_insert_with(|| (number.period, BTreeMap::new())).1.insert(column, number);
            }
        }
        let all = rows.len();
        if let Some(step) = spec.step {
            rows.retain(|(day, _), _| is_end_of(step, *day));
        }
        let others = all - rows.len();
        let left_out = spec.periods.map_or(0, |most| rows.len().saturating_sub(most));
        for (period, numbers) in rows.into_values().skip(left_out) {
            let shown = shown_as(spec.step, period);
            let mut cells = vec![Cell::Name(words::period_heading(shown, language))];
            for (column, (series, _)) in columns.iter().enumerate() {
                cells.push(match numbers.get(&column) {
                    None => Cell::Empty,
                    Some(number) => {
                        let label = self.scope.question(series, number.period);
                        self.bound(Binding::of_known(label, Known::of(self.scope, (*number).clone())))
                    }
                });
            }
            self.push_row(cells);
        }
        if others > 0 {
            let note = Localized::new(
                format!("另有{others}个其他日期的数未列"),
                format!("numbers of {others} other days are not shown"),
            );
            self.notes.push(note.get(language).to_owned());
        }
        if left_out > 0 {
            let note = Localized::new(
                format!("另有更早的{left_out}期"),
                format!("{left_out} earlier periods are not shown"),
            );
            self.notes.push(note.get(language).to_owned());
        }
    }

    fn series_of_columns(&self, spec: &TableSpec, areas: &[AreaCode]) -> Vec<SeriesId> {
        let indicators = self.several(spec, areas);
        let mut columns = Vec::new();
        for area in areas {
            for indicator in &indicators {
                let Some(series) = self.series_of(spec, indicator, area) else { continue };
                match spec.tiers.as_slice() {
                    [] => columns.push(series),
                    tiers => columns
                        .extend(tiers.iter().map(|tier| SeriesId { tier: tier.clone(), ..series.clone() })),
                }
            }
        }
        columns
    }
}

/// The first day of a flow that has a row of its own; the flow of a whole step stands beside the stock at its end.
fn first_day_beside(step: Option<PeriodStep>, number: &KnownNumber) -> Option<Date> {
    let first = first_day_of_flow(number)?;
    let months = step?.months();
    let begins = number.period.last_day().first_of_month().checked_sub((months - 1).months()).ok();
    let is_step = begins == Some(first);
    (!is_step).then_some(first)
}

/// A row of years is headed by its year, of which stocks are the last day and flows the whole.
fn shown_as(step: Option<PeriodStep>, period: Period) -> Period {
    match step {
        Some(PeriodStep::Year) => Period::Year(period.last_day().year()),
        _ => period,
    }
}

/// Whether a step ends with a day.
fn is_end_of(step: PeriodStep, day: Date) -> bool {
    day == day.last_of_month() && i32::from(day.month()) % step.months() == 0
}
