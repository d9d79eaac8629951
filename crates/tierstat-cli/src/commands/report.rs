//! `tierstat report`: write reports.

use crate::args::ReportArguments;
use crate::commands::written_file::WrittenFile;
use crate::commands::written_report::Written;
use crate::commands::{check, proofread, report_new};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::Turn;
use crate::project::Project;
use crate::unfinished_imports::UnfinishedImports;
use crate::world::World;

pub(crate) fn run(
    arguments: &ReportArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    if let Some((verb, files)) = arguments.names.split_first()
        && verb == "check"
    {
        return proofread::run(files, &project, &ledger, arguments.known_on, output);
    }
    if let Some((verb, words)) = arguments.names.split_first()
        && verb == "new"
    {
        return report_new::run(words, arguments, &project, &ledger, output);
    }
    let _turn = Turn::take(&project.boundary, &project.out(), output)?;
    UnfinishedImports::expect_none(&project)?;
    let findings = check::findings(&project, &ledger, arguments.known_on)?;
    let mut rows = Vec::new();
    let (mut report_findings, mut failures) = (Vec::new(), Vec::new());
    for report in project.reports(&arguments.names)? {
        let written =
            Written::of(&project, &ledger, &report, &findings, (arguments.known_on, output.language()))
                .and_then(|written| written.publish(&project, &report, &[], &[]).map(|()| written));
        match written {
            Ok(written) => {
                rows.extend(written.documents.iter().map(|path| WrittenFile(project.name_of(path))));
                report_findings.extend(written.findings);
            }
            Err(failure) => failures.push(failure),
        }
    }
    output.rows(&rows, &project.lists, false);
    let error_findings = output.findings(&report_findings);
    failures.iter().for_each(|failure| output.error(failure));
    let failed = failures.first().map(Failure::exit);
    Ok(Outcome { error_findings, failed, ..Outcome::default() })
}
