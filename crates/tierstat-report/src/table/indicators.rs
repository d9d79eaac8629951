//! Indicators of one area, a row each.

use super::sparklines::CourseColumn;
use super::{Builder, unit_name};
use crate::binding::{Binding, Known};
use crate::course::course;
use crate::error::ReportError;
use crate::spec::TableSpec;
use crate::text::ask;
use tierstat_document::Cell;
use tierstat_model::{AreaCode, UnitKind};
use tierstat_stats::known_number::KnownNumber;
use tierstat_words as words;

impl Builder<'_> {
    /// One row for each indicator that has a number: the latest, the one that it is compared with, and the growth.
    pub(super) fn indicators(&mut self, spec: &TableSpec, areas: &[AreaCode]) -> Result<(), ReportError> {
        let (scope, bindings, language) = (self.scope, self.bindings, self.scope.language);
        self.unit = Some(String::new());
        if areas.len() > 1 {
            self.names(&[("地区", "area")]);
        }
        self.names(&[("指标", "indicator"), ("单位", "unit"), ("时期", "period")]);
        self.numbers(&[("数值", "figure")]);
        self.names(&[("比较期", "compared with")]);
        self.numbers(&[("比较期数值", "figure then"), ("增长率", "growth rate")]);
        let mut courses = Vec::new();
        for area in areas {
            for indicator in self.several(spec, areas) {
                let Some(series) = self.series_of(spec, &indicator, area) else { continue };
                let found = course(self.scope, &series);
                let Some(latest) = found.latest() else { continue };
                let earlier = found.before_latest();
                let is_ratio =
                    scope.lists.unit_of(&series.indicator).is_some_and(|unit| unit.kind == UnitKind::Ratio);
                let label = |number: &KnownNumber| scope.question(&series, number.period);
                let number = |number: &KnownNumber| {
                    let known = Known::of(scope, number.clone());
                    Cell::Number(bindings.add(Binding::of_known(label(number), known)))
                };
                let heading = |number: &KnownNumber| words::period_heading(number.period, language);
                let mut row = Vec::new();
                if areas.len() > 1 {
                    row.push(Cell::Name(words::area_name(&self.scope.lists, area, language)));
                }
                row.extend([
                    Cell::Name(self.series_name(&series)),
                    Cell::Text(unit_name(self.scope, &series.indicator)),
                    Cell::Period(heading(latest)),
                    number(latest),
                ]);
                row.extend(match earlier {
                    None => [Cell::Empty, Cell::Empty, Cell::Empty],
                    Some(earlier) => {
                        let span = (earlier.period.to_string(), latest.period.to_string());
                        let rate = ask::rate(self.scope, &series, &span)?;
                        // Two numbers that cannot be compared have no rate, and the reason stands under the table.
                        let cell = match &rate.refused {
                            // A rate of a rate says nothing.
                            _ if is_ratio => Cell::Empty,
                            Some(reason) => {
                                let name = self.series_name(&series);
                                let note =
                                    format!("{name}{}{}", self.words("：", ": "), reason.get(language));
                                self.notes.push(note);
                                Cell::Empty
                            }
                            None if rate.is_missing() => Cell::Empty,
                            None => self.bound(rate),
                        };
                        [Cell::Period(heading(earlier)), number(earlier), cell]
                    }
                });
                self.push_row(row);
                courses.push(Some((series.clone(), latest.period.last_day())));
                self.note_apart(&series, &found.apart);
            }
        }
        if spec.sparklines {
            self.sparklines(vec![CourseColumn { name: String::new(), rows: courses }]);
        }
        Ok(())
    }
}
