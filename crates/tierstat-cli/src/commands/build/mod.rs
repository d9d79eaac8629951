//! `tierstat build`: whatever is out of date, and say what was done.

mod closing_line;
mod current;
mod one_report;
mod step;

pub(super) use step::Step;

use crate::args::BuildArguments;
use crate::commands::asked_files::AskedFiles;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::Turn;
use crate::progress;
use crate::project::Project;
use crate::report_inputs::ReportInputs;
use crate::world::World;
use closing_line::{say_end, say_held};
use current::Current;
use one_report::{Done, bring_up_to_date};

pub(crate) fn run(
    arguments: &BuildArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    // What is no ledger is named before anything is written, the mark of a turn among it.
    let ledger = project.ledger(arguments.known_on)?;
    let _turn = Turn::take(&project.boundary, &project.out(), output)?;

    let asked = AskedFiles::of(&project, &[])?;
    let Current { taken, ledger, checked, findings } =
        Current::of(&project, ledger, &asked, (arguments.known_on, world), output)?;
    let mut steps = vec![Step::of_import(&taken, &checked)];

    let mut reports = project.reports(&[])?;
    reports.extend(project.charts_alone()?);
    let bar = progress::bar(output, reports.len());
    let made_from = (checked.figures.as_str(), checked.findings.as_str());
    let inputs = ReportInputs::of_all(&project, &ledger, None, made_from)?;
    let (mut report_findings, mut failures, mut edits) = (Vec::new(), Vec::new(), String::new());
    for description in &reports {
        bar.begin(&description.shown_name());
        // No file says which figures a failed import would have brought: it may have been any that a report states.
        if !taken.unreadable.is_empty() {
            steps.push(Step::held(&description.shown_name()));
            bar.step();
            continue;
        }
        let inputs = inputs.with(description)?;
        let asked = (arguments.force, output.language());
        match bring_up_to_date(&project, &ledger, description, inputs, &findings, asked) {
            Ok(Done { steps: done, findings: seen, kept }) => {
                steps.extend(done);
                report_findings.extend(seen);
                report_findings.extend(kept.iter().map(|edit| edit.finding(description.name())));
                edits.extend(kept.iter().map(|edit| edit.differences(output.language())));
            }
            Err(failure) => {
                steps.push(Step::failed(&description.shown_name()));
                failures.push(failure);
            }
        }
        bar.step();
    }
    bar.end();

    let nothing_done = steps.iter().all(|step| !step.did_something);
    output.rows(&steps, &project.lists, false);
    let mut error_findings = checked.error_count > 0;
    if !nothing_done {
        error_findings |= taken.say(output);
    } else {
        // What is passed over is no less so the next day.
        output.findings(&asked.findings);
    }
    error_findings |= output.findings(&report_findings);
    output.talk(&edits);
    let all_done = taken.unreadable.is_empty() && failures.is_empty();
    say_end(output, nothing_done && all_done, &checked);
    taken.unreadable.iter().chain(&failures).for_each(|failure| output.error(failure));
    if !taken.unreadable.is_empty() && !reports.is_empty() {
        say_held(output);
    }
    let failed = failures.first().map(Failure::exit);
    Ok(Outcome {
        error_findings,
        unreadable_input: !taken.unreadable.is_empty(),
        failed,
        ..Outcome::default()
    })
}
