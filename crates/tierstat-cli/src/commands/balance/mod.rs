//! `tierstat balance`: how evenly a count is spread over areas, tiers or types.

mod area_table;
mod quotients;

use crate::args::{BalanceArguments, By, ByMember};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use std::path::Path;
use tierstat_answers::balance::{self, Groups, SpreadQuestion};
use tierstat_answers::{Selection, Voice, names};
use tierstat_model::{FigureLookup, IndicatorId, Localized, Period};

/// What `--groups` says in place of a file for the areas that the members lie in.
const PARENTS: &str = "parents";

pub(crate) fn run(
    arguments: &BalanceArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    if arguments.presentation.plot.is_some() {
        return Err(Failure::Usage {
            message: Localized::new("均衡程度没有可画的线", "balance has no lines to draw"),
            hint: Localized::new("用 --format csv 取出各数", "take the numbers with --format csv"),
        });
    }
    let ledger = project.ledger_to_read()?;
    let selection = Selection::named(&project.lists, arguments.selection.text())?
        .of_part(&project.lists, arguments.part.text(arguments.by.dimension()))?;
    let per = arguments.per.as_ref().map(|text| names::indicator(&project.lists, text)).transpose()?;
    let asked = Asked { arguments, project: &project, lookup: &ledger, selection, per, output };
    if let Some(kinds) = arguments.quotients {
        asked.quotients(kinds)?;
    } else if let (true, Some(from), Some(to)) = (arguments.convergence, arguments.from, arguments.to) {
        asked.convergence([from, to])?;
    } else {
        asked.spread()?;
    }
    Ok(Outcome::default())
}

/// What was asked, of which ledger.
struct Asked<'a> {
    arguments: &'a BalanceArguments,
    project: &'a Project,
    lookup: &'a dyn FigureLookup,
    selection: Selection,
    per: Option<IndicatorId>,
    output: &'a Output,
}

impl Asked<'_> {
    fn voice(&self) -> Voice<'_> {
        Voice { lists: &self.project.lists, language: self.output.language() }
    }

    /// Gini and the other measures, period by period.
    fn spread(&self) -> Result<(), Failure> {
        let BalanceArguments { by, period, groups, neighbours, presentation, .. } = self.arguments;
        let lists = &self.project.lists;
        let question = SpreadQuestion {
            members: by.into(),
            period: *period,
            per: self.per.clone(),
            groups: match groups.as_deref() {
                None => Groups::None,
                Some(groups) if groups == Path::new(PARENTS) => Groups::Parents,
                Some(path) => Groups::Named(area_table::groups(path, lists)?),
            },
            neighbours: match by {
                ByMember::Of(By::Area) => area_table::neighbours(neighbours.as_deref(), self.project)?,
                ByMember::Of(By::Tier | By::Type) | ByMember::Dimension(_) => None,
            },
            neighbours_are_asked_for: neighbours.is_some(),
        };
        let rows = balance::spread(self.lookup, lists, &self.selection, &question)?;
        self.output.rows(&rows, lists, presentation.explain);
        if presentation.explain {
            let told: Vec<_> = rows.iter().map(|row| row.explanation(&self.voice())).collect();
            self.output.explanations(&told);
        }
        Ok(())
    }

    /// Whether areas become alike; types and tiers are no peers of each other.
    fn convergence(&self, periods: [Period; 2]) -> Result<(), Failure> {
        if self.arguments.by != ByMember::Of(By::Area) {
            return Err(Failure::Usage {
                message: Localized::new("趋同只就地区而言", "convergence is of areas"),
                hint: Localized::new("写 --by area 或不写 --by", "write --by area, or no --by"),
            });
        }
        let (lists, explain) = (&self.project.lists, self.arguments.presentation.explain);
        let rows = balance::convergence(self.lookup, lists, &self.selection, periods, self.per.as_ref())?;
        self.output.rows(&rows, lists, explain);
        if explain {
            let told: Vec<_> = rows.iter().map(|row| row.explanation(&self.voice())).collect();
            self.output.explanations(&told);
        }
        Ok(())
    }
}
