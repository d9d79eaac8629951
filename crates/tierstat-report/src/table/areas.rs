//! Areas, a row each, and an indicator a column.

use super::Builder;
use super::sparklines::CourseColumn;
use crate::binding::{Binding, Known};
use crate::spec::TableSpec;
use std::collections::BTreeMap;
use tierstat_document::{Cell, Heading};
use tierstat_model::{AreaCode, IndicatorId, Localized, Period};
use tierstat_stats::known_number::{SeriesId, known_number};
use tierstat_words as words;

/// A column: an indicator at one period.
struct Column {
    period: Period,
    /// Of each area, all of one tier.
    series: Vec<SeriesId>,
}

impl Builder<'_> {
    /// One row for each area that has a number, each column at the latest of the periods in which the most areas have one.
    pub(super) fn areas(&mut self, spec: &TableSpec, areas: &[AreaCode]) {
        let language = self.scope.language;
        let columns: Vec<Column> = self
            .several(spec, areas)
            .into_iter()
            .filter_map(|indicator| self.column(spec, &indicator, areas))
            .collect();
        self.unit = Some(String::new());
        self.names(&[("地区", "area")]);
        for column in &columns {
            let Some(first) = column.series.first() else { continue };
            let name = self.with_unit(&self.series_name(first), &first.indicator);
            let period = words::period_heading(column.period, language);
            let text = Localized::new(format!("{name}，{period}"), format!("{name}, {period}"));
            self.headings.push(Heading { text: text.get(language).to_owned(), numbers: true });
        }
        let (mut without, mut shown) = (Vec::new(), Vec::new());
        for area in areas {
            let cells: Vec<Cell> = columns.iter().map(|column| self.number_of(column, area)).collect();
            let name = words::area_name(&self.scope.lists, area, language);
            if cells.iter().all(|cell| *cell == Cell::Empty) {
                without.push(name);
                continue;
            }
            self.push_row(std::iter::once(Cell::Name(name)).chain(cells).collect());
            shown.push(area);
        }
        if spec.sparklines {
            let courses = columns.iter().map(|column| {
                let series = |area: &AreaCode| column.series.iter().find(|series| series.area == *area);
                let row = |area: &&AreaCode| Some((series(area)?.clone(), column.period.last_day()));
                let name = column.series.first().map_or_else(String::new, |series| self.series_name(series));
                CourseColumn { name, rows: shown.iter().map(row).collect() }
            });
            let courses = courses.collect();
            self.sparklines(courses);
        }
        if !without.is_empty() && !self.rows.is_empty() {
            let note = Localized::new(
                format!("没有这些时期数据的地区：{}", without.join("、")),
                format!("areas without a figure for these periods: {}", without.join(", ")),
            );
            self.notes.push(note.get(language).to_owned());
        }
    }

    fn column(&self, spec: &TableSpec, indicator: &IndicatorId, areas: &[AreaCode]) -> Option<Column> {
        let series = self.series_of_areas(spec, indicator, areas);
        let mut periods: BTreeMap<Period, usize> = BTreeMap::new();
        for series in &series {
            for reading in self.scope.series(series) {
                *periods.entry(reading.key.period).or_default() += 1;
            }
        }
        // The last of the greatest is the latest.
        let (period, _) = periods.into_iter().max_by_key(|(_, areas)| *areas)?;
        Some(Column { period, series })
    }

    fn number_of(&self, column: &Column, area: &AreaCode) -> Cell {
        let series = column.series.iter().find(|series| series.area == *area);
        let number = series.and_then(|series| {
            let number = known_number(self.scope.readings(), &self.scope.lists, series, column.period)?;
            Some((series, Known::of(self.scope, number)))
        });
        match number {
            Some((series, known)) => {
                self.bound(Binding::of_known(self.scope.question(series, known.period), known))
            }
            None => Cell::Empty,
        }
    }
}
