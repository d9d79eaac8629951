//! Files read as an import would, which changes nothing.

use super::line::LineOutcome;
use super::summary::Summary;
use super::taken::{Done, Taken, contained};
use crate::commands::asked_files::AskedFiles;
use crate::commands::missed;
use crate::exit::Failure;
use crate::output::Output;
use crate::progress;
use crate::project::Project;
use crate::publication::Publication;
use crate::world::World;
use tierstat_ingest::{FileContext, Names};

/// Reads files as an import would and changes nothing.
pub(super) fn preview(
    project: &Project,
    asked: &AskedFiles,
    world: &World,
    output: &Output,
) -> Result<Summary, Failure> {
    let bar = progress::bar(output, asked.files.len());
    let mut summary = Summary::of(asked);
    let names = Names::new(&project.lists);
    if let Some(ledger) = project.ledger_if_any()? {
        for missed in missed::among(&ledger.sources()?, project, &asked.files)? {
            summary.add_missed(&missed, world, true);
        }
    }
    for file in &asked.files {
        let read = contained(project, file, world, || {
            let publication = Publication::read(Some(project), file)?;
            let limits = &project.settings.limits;
            let context = publication.context(&project.lists, limits, Some(world.today));
            let context = FileContext { names: Some(&names), ..context };
            let imported = tierstat_ingest::import(&context)?;
            let (figures, kept_back) = (imported.count(), imported.kept_back_count());
            Ok(Taken::read(LineOutcome::WouldBeTakenIn { figures, kept_back }, imported))
        });
        let name = project.name_of(file);
        world.supervised.end(&name, None::<&Done>);
        summary.add(name, read);
        bar.step();
    }
    bar.end();
    Ok(summary)
}
