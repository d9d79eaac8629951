//! `tierstat growth`: change, rate, compound rate, contribution and coverage; index numbers, shift-share, decomposition.

mod drawing;

use crate::args::{By, ByMember, Format, GrowthArguments};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use tierstat_answers::growth::{self, GrowthPart, GrowthRow, SeriesIndex};
use tierstat_answers::{Selection, Voice, names};
use tierstat_model::FigureLookup;
use tierstat_stats::growth_by::Membership;

pub(crate) fn run(
    arguments: &GrowthArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let selection = Selection::named(&project.lists, arguments.selection.text())?
        .of_part(&project.lists, arguments.part.text(arguments.by.dimension()))?;
    let asked = Asked { arguments, project: &project, lookup: &ledger, selection, output };
    if arguments.index {
        asked.index()?;
    } else if arguments.shift_share.is_some() {
        asked.shift_share()?;
    } else if let Some(residents) = &arguments.decompose {
        asked.decomposition(residents)?;
    } else {
        asked.growth()?;
    }
    Ok(Outcome::default())
}

/// What was asked, of which ledger.
struct Asked<'a> {
    arguments: &'a GrowthArguments,
    project: &'a Project,
    lookup: &'a dyn FigureLookup,
    selection: Selection,
    output: &'a Output,
}

impl Asked<'_> {
    fn voice(&self) -> Voice<'_> {
        Voice { lists: &self.project.lists, language: self.output.language() }
    }

    fn growth(&self) -> Result<(), Failure> {
        let GrowthArguments { from, to, by, presentation, .. } = self.arguments;
        let (lists, explain) = (&self.project.lists, presentation.explain);
        let members =
            |membership| growth::by_member(self.lookup, lists, &self.selection, &membership, *from, *to);
        let is_by_tier = *by == ByMember::Of(By::Tier);
        let rows = match (by, &self.selection.by) {
            (_, Some(dimension)) => members(Membership::Dimension(dimension.clone()))?,
            (ByMember::Of(By::Area), None) => members(Membership::Areas)?,
            (ByMember::Of(By::Type), None) => members(Membership::Types)?,
            (ByMember::Of(By::Tier) | ByMember::Dimension(_), None) => {
                growth::by_tier(self.lookup, lists, &self.selection, *from, *to)?
            }
        };
        self.output.rows(&rows, lists, explain);
        if explain {
            // Of many members it is told how the panel was made of them.
            let is_told =
                |row: &&GrowthRow| is_by_tier || matches!(row.part, GrowthPart::MatchedPanel { .. });
            let told: Vec<_> =
                rows.iter().filter(is_told).map(|row| row.explanation(&self.voice())).collect();
            self.output.explanations(&told);
        }
        self.draw_growth(&rows)
    }

    fn index(&self) -> Result<(), Failure> {
        let GrowthArguments { from, to, by, presentation, .. } = self.arguments;
        let lists = &self.project.lists;
        let found = growth::index(self.lookup, lists, &self.selection, by.into(), *from, *to)?;
        let rows: Vec<_> = found.iter().flat_map(SeriesIndex::rows).collect();
        self.output.rows(&rows, lists, presentation.explain);
        if presentation.explain {
            let told: Vec<_> = found.iter().map(|index| index.explanation(&self.voice())).collect();
            self.output.explanations(&told);
        }
        self.draw_index(&found)
    }

    fn shift_share(&self) -> Result<(), Failure> {
        let GrowthArguments { from, to, shift_share, presentation, .. } = self.arguments;
        let Some(kinds) = shift_share else { return Ok(()) };
        let lists = &self.project.lists;
        let found = growth::shift_share(self.lookup, lists, &self.selection, (*kinds).into(), *from, *to)?;
        let mut rows: Vec<_> = found.iter().flat_map(growth::AreaShifts::rows).collect();
        if self.output.format() == Format::Table {
            // A table for people has one row for each area; the kinds stand in CSV and JSON.
            rows.retain(growth::ShiftRow::is_total);
        }
        self.output.rows(&rows, lists, presentation.explain);
        for shifts in &found {
            shifts.found.as_ref().err().into_iter().for_each(|refused| self.output.say(refused));
            shifts.lacks().iter().for_each(|lacks| self.output.say(lacks));
        }
        if presentation.explain {
            let told: Vec<_> = found.iter().map(|shifts| shifts.explanation(&self.voice())).collect();
            self.output.explanations(&told);
        }
        Ok(())
    }

    fn decomposition(&self, residents: &str) -> Result<(), Failure> {
        let GrowthArguments { from, to, presentation, .. } = self.arguments;
        let lists = &self.project.lists;
        let residents = names::indicator(lists, residents)?;
        let rows = growth::decomposition(self.lookup, lists, &self.selection, &residents, *from, *to)?;
        self.output.rows(&rows, lists, presentation.explain);
        if presentation.explain {
            let told: Vec<_> = rows.iter().map(|row| row.explanation(&self.voice())).collect();
            self.output.explanations(&told);
        }
        Ok(())
    }
}
