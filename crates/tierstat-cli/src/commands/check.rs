//! `tierstat check`: do the figures agree with each other?

use crate::args::{CheckArguments, Format};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use tierstat_answers::check::{self, FindingRow};
use tierstat_model::{CodeLists, Finding, Severity};
use tierstat_store::Snapshot;

pub(crate) fn run(
    arguments: &CheckArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    if arguments.rules {
        output.rows(&check::rules(), &CodeLists::default(), false);
        return Ok(Outcome::default());
    }
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let findings = findings(&project, &ledger, arguments.known_on)?;
    let (findings, said) = check::of_rules(findings, &arguments.rule);
    said.iter().for_each(|said| output.say(said));
    let error_findings = findings.iter().any(|finding| finding.severity == Severity::Error);
    if output.format() == Format::Table {
        output.data(&output.findings_text(&findings));
    } else {
        let rows: Vec<FindingRow> = findings.into_iter().map(FindingRow).collect();
        output.rows(&rows, &project.lists, false);
    }
    Ok(Outcome { error_findings, answers_for_findings: true, ..Outcome::default() })
}

/// What the imports and the checks saw, errors first.
pub(crate) fn findings(
    project: &Project,
    ledger: &Snapshot,
    known_on: Option<jiff::civil::Date>,
) -> Result<Vec<Finding>, Failure> {
    let of_imports = match known_on {
        Some(day) => ledger.findings_known_on(day)?,
        None => ledger.findings()?,
    };
    Ok(check::findings(ledger, &project.lists, of_imports, known_on)?)
}
