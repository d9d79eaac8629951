//! `tierstat coverage`: how many of the units that can have one do have one, and when all will.

use crate::args::CoverageArguments;
use crate::exit::{Failure, Outcome};
use crate::explanation::{self, Explanation};
use crate::ledger_series::{LedgerSeries, groups};
use crate::output::{Answer, Column, Output};
use crate::plot;
use crate::project::Project;
use crate::world::World;
use serde_json::{Value, json};
use tierstat_chart::{LinePoint, LineSeries};
use tierstat_model::{CodeLists, FigureLookup, Language, Localized, Period, Reading};
use tierstat_report::wording;
use tierstat_stats::coverage::{Coverage, coverage};
use tierstat_stats::denominator::units_at;
use tierstat_stats::growth::point_change;

/// One period of a series of coverage.
struct CoveragePoint {
    period: Period,
    reading: Reading,
    denominator: Reading,
    coverage: Coverage,
}

pub(crate) fn run(
    arguments: &CoverageArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let (lists, language) = (&project.lists, output.language());
    let mut answer = Answer { columns: columns(arguments.presentation.explain), rows: Vec::new() };
    let (mut explanations, mut lines, mut statements) = (Vec::new(), Vec::new(), Vec::new());
    for group in groups(&ledger, lists, &arguments.selection, arguments.by)? {
        for series in &group.members {
            let (points, left_out) = points(&ledger, lists, series, arguments)?;
            let explanation = explained(lists, series, &points, left_out, language);
            let names = series.names(lists, language);
            for (place, point) in points.iter().enumerate() {
                let before = place.checked_sub(1).and_then(|place| points.get(place));
                let mut row = row(&names, point, before, language);
                if arguments.presentation.explain {
                    row.push(explanation.value(language));
                }
                answer.rows.push(row);
            }
            lines.push(line(&names, &points, language));
            statements.push(reached(&names, &points, arguments));
            explanations.push(explanation);
        }
    }
    if answer.rows.is_empty() {
        return Err(no_denominator());
    }
    output.answer(&answer);
    for statement in statements.into_iter().flatten() {
        output.say(&statement);
    }
    if arguments.presentation.explain {
        explanation::print(output, &explanations);
    }
    if let Some(path) = &arguments.presentation.plot {
        plot::lines(path, arguments.selection.indicator.join("、"), "%".to_owned(), lines, language)?;
    }
    Ok(Outcome::default())
}
