//! The lines that `tierstat growth --plot` draws.

use super::Asked;
use crate::args::{By, ByMember};
use crate::exit::Failure;
use crate::plot::{self, PlotTo};
use tierstat_answers::growth::{GrowthPart, GrowthRow, SeriesIndex};
use tierstat_chart::ChartSeries;
use tierstat_model::Language;
use tierstat_words as words;

impl Asked<'_> {
    /// The two ends of each growth as a line.
    pub(super) fn draw_growth(&self, rows: &[GrowthRow]) -> Result<(), Failure> {
        let is_drawn = |row: &&GrowthRow| matches!(row.part, GrowthPart::Member | GrowthPart::Total);
        self.plot(rows.iter().filter(is_drawn).map(|row| self.line(row)).collect(), None)
    }

    /// Each index as a line.
    pub(super) fn draw_index(&self, found: &[SeriesIndex]) -> Result<(), Failure> {
        let base = self.arguments.from.map(|base| match self.output.language() {
            Language::Chinese => format!("以{}为100", words::period(base, Language::Chinese)),
            Language::English => format!("{} = 100", words::period(base, Language::English)),
        });
        let lines = found.iter().map(|index| {
            let points = index.points.iter().filter(|point| point.index.is_some());
            let points =
                points.map(|point| plot::index_point(point.period, point.index, self.output.language()));
            ChartSeries::new(self.line_name(&index.names(&self.voice())), points.collect())
        });
        self.plot(lines.collect(), base)
    }

    /// The two ends of a growth as a line.
    fn line(&self, row: &GrowthRow) -> ChartSeries {
        let language = self.output.language();
        let ends = [&row.growth.from, &row.growth.to].into_iter().zip(row.periods);
        let points =
            ends.map(|(end, period)| plot::point(period, end.as_ref().map(|end| end.bounds), language));
        let names = tierstat_answers::series::names_of(&row.series, &self.project.lists, language);
        ChartSeries::new(self.line_name(&names), points.collect())
    }

    /// What tells a line from the others; all of it where several things were asked for.
    fn line_name(&self, names: &[String; 3]) -> String {
        let selection = &self.arguments.selection;
        if selection.indicator.len() > 1
            || selection.area.len() > 1
            || (selection.tier.len() > 1 && self.arguments.by != ByMember::Of(By::Tier))
        {
            return names.join(" · ");
        }
        let [indicator, area, tier] = names;
        match &self.arguments.by {
            ByMember::Of(By::Area) => area.clone(),
            ByMember::Of(By::Type) | ByMember::Dimension(_) => indicator.clone(),
            ByMember::Of(By::Tier) => tier.clone(),
        }
    }

    fn plot(&self, lines: Vec<ChartSeries>, said: Option<String>) -> Result<(), Failure> {
        let Some(path) = &self.arguments.presentation.plot else { return Ok(()) };
        let language = self.output.language();
        let (lines, subtitle) = plot::widest(lines, language);
        let parts: Vec<String> =
            said.into_iter().chain(Some(subtitle)).filter(|part| !part.is_empty()).collect();
        let to = PlotTo { path, output: self.output, project: Some(self.project) };
        plot::lines(to, self.selection.title(&self.voice()), parts.join("; "), lines)
    }
}
