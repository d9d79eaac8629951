//! Series over all their periods, with what was printed and by which document.

use super::Builder;
use crate::binding::{Binding, Known};
use crate::error::ReportError;
use crate::spec::TableSpec;
use tierstat_document::Cell;
use tierstat_model::AreaCode;
use tierstat_stats::known_number::{KnownNumber, SeriesId};
use tierstat_words as words;

impl Builder<'_> {
    /// One row for each period of a series, with the document that prints it.
    pub(super) fn figures(&mut self, spec: &TableSpec, areas: &[AreaCode]) -> Result<(), ReportError> {
        // Of several areas each row says whose number it is.
        let with_area = areas.len() > 1;
        if with_area {
            self.names(&[("地区", "area")]);
        }
        if spec.by.is_some() {
            self.names(&[("层级", "tier")]);
            self.name_members(spec);
        }
        self.names(&[("时期", "period")]);
        self.numbers(&[("数值", "figure")]);
        self.names(&[("原文", "printed"), ("文献", "document")]);
        let mut all: Vec<(Option<String>, SeriesId)> = Vec::new();
        for area in areas {
            let Some(whole) = self.one_tier(spec, area) else { continue };
            match &spec.by {
                Some(dimension) => {
                    let members = self.scope.members(&whole, dimension)?;
                    all.extend(members.into_iter().map(|member| (Some(member.name), member.series)));
                }
                None => all.push((None, whole)),
            }
        }
        for (name, series) in &all {
            let readings: Vec<_> = self.scope.series(series).cloned().collect();
            for reading in readings {
                let period = reading.figure.period;
                let Some(number) = KnownNumber::printed(&reading) else { continue };
                let known = Known::of(self.scope, number);
                let label = self.scope.question(series, period);
                let origin = &reading.figure.origin;
                let mut row = Vec::new();
                if with_area {
                    let area = words::area_name(&self.scope.lists, &series.area, self.scope.language);
                    row.push(Cell::Name(area));
                }
                row.extend(name.iter().map(|name| Cell::Name(name.clone())));
                row.extend([
                    Cell::Name(words::period_heading(period, self.scope.language)),
                    self.bound(Binding::of_known(label, known)),
                    Cell::Text(reading.figure.quantity.printed.clone()),
                    Cell::Text(origin.document.title_in(self.scope.language).to_owned()),
                ]);
                self.push_row(row);
            }
        }
        Ok(())
    }
}
