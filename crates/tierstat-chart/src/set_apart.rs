//! Figures that contradict the others of their series: a form with rows draws none of them, and says so.

use crate::{ChartSeries, SeriesChart};
use jiff::civil::Date;
use tierstat_model::Language;

impl SeriesChart {
    /// The figures that contradict the others of their series and are not drawn in a form with rows, each in words.
    #[must_use]
    pub fn set_apart(&self) -> Vec<String> {
        self.apart_beside(&self.series, &[])
    }

    /// The same for what is left of the series: of each at the days of its points, and at some days of all.
    pub(crate) fn apart_beside(&self, left: &[ChartSeries], days: &[Date]) -> Vec<String> {
        let mut apart = self.apart.clone();
        for (series, left) in self.series.iter().zip(left) {
            let is_shown =
                |day: Date| days.contains(&day) || left.points.iter().any(|point| point.day() == day);
            let found = series.points.iter().filter(|point| point.strand != 0 && point.position().is_some());
            for point in found.filter(|point| is_shown(point.day())) {
                let words = match self.language {
                    Language::Chinese => format!("{}（{}：{}）", series.name, point.label, point.printed),
                    Language::English => format!("{} ({}: {})", series.name, point.label, point.printed),
                };
                if !apart.contains(&words) {
                    apart.push(words);
                }
            }
        }
        apart
    }
}
