//! `tierstat report`: write reports.

use crate::args::ReportArguments;
use crate::commands::last_build::Checked;
use crate::commands::written_file::WrittenFile;
use crate::commands::written_report::Written;
use crate::commands::{check, editions, proofread, report_new};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::Turn;
use crate::project::Project;
use crate::report_folder::ReportFolder;
use crate::report_inputs::ReportInputs;
use crate::unfinished_imports::UnfinishedImports;
use crate::world::World;

pub(crate) fn run(
    arguments: &ReportArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let (first, rest) = arguments.names.split_first().map_or(("", &[][..]), |(first, rest)| (first, rest));
    if first == "editions" {
        return editions::list(rest, &project, output);
    }
    let ledger = project.ledger_to_read()?;
    match (first, &arguments.edition) {
        ("check", _) => return proofread::run(rest, &project, &ledger, arguments.known_on, output),
        ("new", _) => return report_new::run(rest, arguments, &project, &ledger, output),
        ("lock", _) => return editions::lock(rest, &project, &ledger, arguments.known_on, output),
        (_, Some(edition)) => return editions::rebuild(&arguments.names, edition, &project, &ledger, output),
        (_, None) => {}
    }
    let _turn = Turn::take(&project.boundary, &project.out(), output)?;
    UnfinishedImports::expect_none(&project)?;
    let (known_on, spoken) = (arguments.known_on, output.language());
    let findings = check::findings(&project, &ledger, known_on)?;
    let checked = Checked::of(&ledger, &findings)?;
    let inputs = ReportInputs::of_all(&project, &ledger, known_on, (&checked.figures, &checked.findings))?;
    let (mut rows, mut edits) = (Vec::new(), String::new());
    let (mut report_findings, mut failures) = (Vec::new(), Vec::new());
    for report in project.reports(&arguments.names)? {
        let write = || {
            let folder = ReportFolder::of(&project, &report)?;
            let edits = if arguments.accept { Vec::new() } else { folder.edits()? };
            let written = Written::of(&project, &ledger, &report, &findings, (known_on, spoken))?;
            let kept = folder.publish(&written, inputs.with(&report)?, &edits)?;
            Ok((written, kept))
        };
        match write() {
            Ok((written, kept)) => {
                for document in written.documents.iter().map(|path| project.name_of(path)) {
                    match kept.iter().find(|edit| edit.document == document) {
                        Some(edit) => rows.extend(edit.beside.clone().map(WrittenFile)),
                        None => rows.push(WrittenFile(document)),
                    }
                }
                report_findings.extend(written.findings);
                report_findings.extend(kept.iter().map(|edit| edit.finding(report.name())));
                edits.extend(kept.iter().map(|edit| edit.differences(spoken)));
            }
            Err(failure) => failures.push(failure),
        }
    }
    output.rows(&rows, &project.lists, false);
    let error_findings = output.findings(&report_findings);
    output.talk(&edits);
    failures.iter().for_each(|failure| output.error(failure));
    let failed = failures.first().map(Failure::exit);
    Ok(Outcome { error_findings, failed, ..Outcome::default() })
}
