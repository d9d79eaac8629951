//! The lines that `tierstat growth --plot` draws.

use super::Asked;
use crate::args::{By, ByMember};
use crate::exit::Failure;
use crate::plot::{self, PlotTo};
use std::collections::BTreeSet;
use tierstat_answers::growth::{GrowthPart, GrowthRow, SeriesIndex};
use tierstat_chart::{ChartSeries, ChartText};
use tierstat_model::{FigureQuery, Language, Period, Reading, UnitKind};
use tierstat_stats::StatsError;
use tierstat_stats::known_number::SeriesId;
use tierstat_words as words;

/// A line with what it stands on.
struct Drawn {
    line: ChartSeries,
    series: SeriesId,
    readings: Vec<Reading>,
}

impl Asked<'_> {
    /// The two ends of each growth as a line.
    pub(super) fn draw_growth(&self, rows: &[GrowthRow]) -> Result<(), Failure> {
        let is_drawn = |row: &&GrowthRow| matches!(row.part, GrowthPart::Member | GrowthPart::Total);
        let drawn = rows.iter().filter(is_drawn).map(|row| {
            let readings = row.readings().cloned().collect();
            Drawn { line: self.line(row), series: row.series.clone(), readings }
        });
        let periods: BTreeSet<[Period; 2]> = rows.iter().map(|row| row.periods).collect();
        let said =
            periods.first().filter(|_| periods.len() == 1).map(|[from, to]| match self.output.language() {
                Language::Chinese => {
                    format!(
                        "{}至{}",
                        words::period(*from, Language::Chinese),
                        words::period(*to, Language::Chinese)
                    )
                }
                Language::English => {
                    format!(
                        "{} to {}",
                        words::period(*from, Language::English),
                        words::period(*to, Language::English)
                    )
                }
            });
        self.plot(drawn.collect(), said, false)
    }

    /// Each index as a line.
    pub(super) fn draw_index(&self, found: &[SeriesIndex]) -> Result<(), Failure> {
        if self.arguments.presentation.plot.is_none() {
            return Ok(());
        }
        let language = self.output.language();
        let bases: BTreeSet<Period> = found.iter().map(|index| index.base).collect();
        let base = bases.first().filter(|_| bases.len() == 1).map(|base| words::period(*base, language));
        let said = match (language, base) {
            (Language::Chinese, Some(base)) => format!("指数，以{base}为100"),
            (Language::Chinese, None) => "指数，以各自的首期为100".to_owned(),
            (Language::English, Some(base)) => format!("index, {base} = 100"),
            (Language::English, None) => "index, the first period of each = 100".to_owned(),
        };
        let query = FigureQuery { indicators: self.selection.indicators.clone(), ..FigureQuery::of_all() };
        let readings = self.lookup.readings(&query).map_err(StatsError::from)?;
        let drawn = found.iter().map(|index| {
            let points: Vec<_> = index.points.iter().filter(|point| point.index.is_some()).collect();
            let has = |reading: &&Reading| {
                index.series.holds(reading)
                    && points.iter().any(|point| point.period == reading.figure.period)
            };
            let readings = readings.iter().filter(has).cloned().collect();
            let points = points.iter().map(|point| plot::index_point(point.period, point.index, language));
            let line = ChartSeries::new(self.line_name(&index.names(&self.voice())), points.collect());
            Drawn { line, series: index.series.clone(), readings }
        });
        self.plot(drawn.collect(), Some(said), true)
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

    /// Draws lines with title, unit, area and source, as any chart has them.
    fn plot(&self, drawn: Vec<Drawn>, said: Option<String>, is_index: bool) -> Result<(), Failure> {
        let Some(path) = &self.arguments.presentation.plot else { return Ok(()) };
        let (language, lists) = (self.output.language(), &self.project.lists);
        let (mut lines, which) = plot::widest(drawn.iter().map(|one| one.line.clone()).collect(), language);
        let shown: Vec<&Drawn> = drawn.iter().filter(|one| lines.contains(&one.line)).collect();
        let units: BTreeSet<_> =
            shown.iter().map(|one| lists.unit_of(&one.series.indicator).map(|unit| &unit.id)).collect();
        let unit = units.first().filter(|_| units.len() == 1 && !is_index);
        let unit = unit.and_then(|unit| lists.units.get((*unit)?));
        let notation =
            plot::in_notation(&mut lines, unit.is_some_and(|unit| unit.kind == UnitKind::Ratio), language);
        let unit = unit.map_or_else(String::new, |unit| notation.unit(unit.name.get(language)));
        let unit = if unit.is_empty() { notation.unit("") } else { unit };
        if is_index {
            // A growth has two ends; what lies between them was not asked for.
            let indicators = shown.iter().map(|one| &one.series.indicator);
            plot::with_gaps(&mut lines, lists.indicators.common_step(indicators), language);
        }
        let areas = shown.iter().map(|one| words::area_name(lists, &one.series.area, language));
        let areas: BTreeSet<String> = areas.collect();
        let (between, beside) = if language == Language::Chinese { ("；", "、") } else { ("; ", ", ") };
        // Where each line is an area, the names of the lines say it.
        let areas = if self.arguments.by == ByMember::Of(By::Area) { BTreeSet::new() } else { areas };
        let parts = [Some(areas.into_iter().collect::<Vec<_>>().join(beside)), said, Some(which)];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let text = ChartText {
            title: self.selection.title(&self.voice()),
            subtitle: parts.join(between),
            source: tierstat_document::source_line(shown.iter().flat_map(|one| &one.readings), language),
            ..ChartText::default()
        };
        let to = PlotTo { path, output: self.output, project: Some(self.project) };
        plot::lines_in(to, text, (unit, notation.size()), lines)
    }
}
