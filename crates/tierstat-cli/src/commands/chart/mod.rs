//! `tierstat chart`: draw the charts of the reports and those that stand alone; list, explain and begin them.

mod asked_words;
mod compare;
mod explain;
mod list;
mod new;
mod split;
mod wanted;

#[cfg(test)]
pub(super) use compare::ComparedRow;
#[cfg(test)]
pub(super) use explain::ExplainedLine;
#[cfg(test)]
pub(super) use list::ListedChart;

pub(super) use new::run as write_new;

use self::compare::Comparison;
use self::wanted::wanted;
use crate::args::ChartArguments;
use crate::commands::check;
use crate::commands::told::told;
use crate::commands::written_file::WrittenFile;
use crate::commands::written_report::chart_files;
use crate::exit::{Failure, Outcome};
use crate::font_files;
use crate::output::Output;
use crate::output_files::{OutputFiles, Turn};
use crate::project::Project;
use crate::unfinished_imports::UnfinishedImports;
use crate::world::World;
use tierstat_model::Localized;
use tierstat_report::ReportContext;

pub(crate) fn run(
    arguments: &ChartArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    if let Some(words) = &arguments.new {
        return new::run(words, &project, output);
    }
    let wanted = wanted(&project, &arguments.names)?;
    if arguments.list {
        return Ok(list::run(&wanted, &project, output));
    }
    let ledger = project.ledger_to_read()?;
    if arguments.explain {
        return explain::run(&wanted, &project, &ledger, arguments.known_on, output);
    }
    let _turn = Turn::take(&project.boundary, &project.out(), output)?;
    UnfinishedImports::expect_none(&project)?;
    let findings = check::findings(&project, &ledger, arguments.known_on)?;
    let fonts = font_files::fonts(&project)?;
    let context = ReportContext {
        lookup: &ledger,
        lists: &project.lists,
        known_on: arguments.known_on,
        findings: &findings,
        fonts: &fonts,
    };
    // One chart that cannot be drawn does not stop the others.
    let (mut rows, mut seen, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    let mut files = OutputFiles::inside(&project.boundary, &project.out())?;
    let (mut prepared, mut of) = (Vec::new(), Vec::new());
    for wanted in &wanted {
        for language in wanted.report.languages() {
            match tierstat_report::prepare_chart(&wanted.report, &wanted.chart, &context, *language) {
                Ok(found) => {
                    prepared.push(found);
                    of.push((wanted, *language));
                }
                Err(error) => {
                    failures.push(Failure::from(error));
                    // What is wrong with it is so in each language.
                    break;
                }
            }
        }
    }
    let mut comparison =
        arguments.compare.as_ref().map(|folder| Comparison::with(&project, folder)).transpose()?;
    let mut broken = None;
    for (painted, (wanted, language)) in
        tierstat_report::paint(&prepared, &fonts, arguments.dpi).into_iter().zip(of)
    {
        match painted {
            Ok(drawn) => {
                seen.extend(told(drawn.findings.clone(), language, &wanted.report, output.language()));
                if let Some(comparison) = &mut comparison {
                    comparison.add(wanted, &drawn, language)?;
                    continue;
                }
                for (path, content) in chart_files(&project, &wanted.report, &drawn, language) {
                    files.add(&path, &content)?;
                    rows.push(WrittenFile(project.name_of(&path)));
                }
            }
            Err(error) => {
                // What is wrong with it is so in each language.
                let this = Some(wanted.name());
                if broken != this {
                    failures.push(Failure::from(error));
                }
                broken = this;
            }
        }
    }
    if let Some(comparison) = comparison.as_mut().filter(|_| arguments.names.is_empty()) {
        comparison.add_gone(&wanted)?;
    }
    if let Some((path, content)) = comparison.as_ref().map(|comparison| comparison.page(output.language())) {
        files.add(&path, &content)?;
        output.say(&Localized::new(
            format!("对照写在 {}", project.name_of(&path)),
            format!("the comparison is in {}", project.name_of(&path)),
        ));
    }
    files.publish()?;
    match &comparison {
        Some(comparison) => comparison.say(output),
        None => output.rows(&rows, &project.lists, false),
    }
    let error_findings = output.findings(&seen);
    failures.iter().for_each(|failure| output.error(failure));
    let failed = failures.first().map(Failure::exit);
    Ok(Outcome { error_findings, failed, ..Outcome::default() })
}
