//! Areas side by side: indicators, a row each, and an area a column.

use super::sparklines::CourseColumn;
use super::{Builder, unit_name};
use crate::binding::{Binding, Known};
use crate::course::course;
use crate::spec::TableSpec;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_document::{Cell, Heading};
use tierstat_model::{AreaCode, IndicatorId, Localized};
use tierstat_stats::known_number::{KnownNumber, SeriesId};
use tierstat_words as words;

impl Builder<'_> {
    /// One row for each indicator of which all the areas have a number of one period, at the latest such period; what they have not
    /// together stands under the table.
    pub(super) fn comparison(&mut self, spec: &TableSpec, areas: &[AreaCode]) {
        let language = self.scope.language;
        self.unit = Some(String::new());
        self.names(&[("指标", "indicator"), ("单位", "unit"), ("时期", "period")]);
        for area in areas {
            let text = words::area_name(&self.scope.lists, area, language);
            self.headings.push(Heading { text, numbers: true });
        }
        let name = |area| words::area_name(&self.scope.lists, area, language);
        let mut courses: Vec<CourseColumn> =
            areas.iter().map(|area| CourseColumn { name: name(area), rows: Vec::new() }).collect();
        for indicator in self.several(spec, areas) {
            let found: Vec<(SeriesId, Vec<KnownNumber>)> = self
                .series_of_areas(spec, &indicator, areas)
                .into_iter()
                .map(|series| (series.clone(), course(self.scope, &series).numbers))
                .filter(|(_, numbers)| !numbers.is_empty())
                .collect();
            if let Some(day) = latest_common_day(&found).filter(|_| found.len() == areas.len()) {
                self.common_row(&found, day);
                for (column, (series, _)) in courses.iter_mut().zip(&found) {
                    column.rows.push(Some((series.clone(), day)));
                }
            } else {
                let note = self.lacking(&indicator, areas, &found);
                self.notes.push(note);
            }
        }
        if spec.sparklines {
            self.sparklines(courses);
        }
    }

    fn common_row(&mut self, found: &[(SeriesId, Vec<KnownNumber>)], day: Date) {
        let language = self.scope.language;
        let numbers: Vec<(&SeriesId, &KnownNumber)> = found
            .iter()
            .filter_map(|(series, numbers)| {
                Some((series, numbers.iter().find(|number| number.period.last_day() == day)?))
            })
            .collect();
        let Some((first, number)) = numbers.first() else { return };
        let mut row = vec![
            Cell::Name(self.series_name(first)),
            Cell::Text(unit_name(self.scope, &first.indicator)),
            Cell::Period(words::period_heading(number.period, language)),
        ];
        for (series, number) in &numbers {
            let label = self.scope.question(series, number.period);
            row.push(self.bound(Binding::of_known(label, Known::of(self.scope, (*number).clone()))));
        }
        self.push_row(row);
    }

    /// Which areas have which periods of an indicator, where they have none together.
    fn lacking(
        &self,
        indicator: &IndicatorId,
        areas: &[AreaCode],
        found: &[(SeriesId, Vec<KnownNumber>)],
    ) -> String {
        let language = self.scope.language;
        let name = words::indicator_name(&self.scope.lists, indicator, language);
        let has = areas.iter().map(|area| {
            let numbers = found.iter().find(|(series, _)| series.area == *area).map(|(_, numbers)| numbers);
            let periods: Vec<String> = numbers
                .into_iter()
                .flatten()
                .map(|number| words::period_heading(number.period, language))
                .collect();
            let area = words::area_name(&self.scope.lists, area, language);
            match periods.as_slice() {
                [] => Localized::new(format!("{area}无数据"), format!("{area} has no figure")),
                periods => Localized::new(
                    format!("{area}有{}", periods.join("、")),
                    format!("{area} has {}", periods.join(", ")),
                ),
            }
        });
        let has: Vec<Localized> = has.collect();
        let join = |words: Vec<&str>, sign: &str| words.join(sign);
        let zh = join(has.iter().map(|has| has.zh.as_str()).collect(), "，");
        let en = join(has.iter().map(|has| has.en.as_str()).collect(), ", ");
        let note = Localized::new(
            format!("{name}没有同期数据：{zh}"),
            format!("{name}: no period that all have: {en}"),
        );
        note.get(language).to_owned()
    }
}

/// The latest day of which all have a number.
fn latest_common_day(found: &[(SeriesId, Vec<KnownNumber>)]) -> Option<Date> {
    let days = |numbers: &[KnownNumber]| -> BTreeSet<Date> {
        numbers.iter().map(|number| number.period.last_day()).collect()
    };
    let mut all = found.iter().map(|(_, numbers)| days(numbers));
    let first = all.next()?;
    all.fold(first, |common, days| common.intersection(&days).copied().collect()).last().copied()
}
