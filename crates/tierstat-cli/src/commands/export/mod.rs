//! `tierstat export`: the ledger's answers as files for other programs.

mod observations;

use crate::args::{ExportArguments, ExportForm};
use crate::comma_separated::comma_separated;
use crate::commands::figures;
use crate::data_package::DataPackage;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::world::World;
use observations::observations;
use std::path::Path;
use tierstat_model::Localized;
use tierstat_store::Frame;

pub(crate) fn run(
    arguments: &ExportArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let part = arguments.part.text(None);
    let question = figures::question(&project.lists, &arguments.selection, part, arguments.period)?;
    let readings = question.readings(&ledger, &project.lists)?;
    let table = match arguments.form {
        ExportForm::Csv => {
            let table = Frame::of(&readings)?.to_table()?;
            (table.columns, table.rows)
        }
        ExportForm::SdmxCsv => observations(&readings, &question, &project.lists),
        ExportForm::DataPackage => {
            let folder = arguments.file.as_deref().ok_or_else(no_folder)?;
            DataPackage::of(&readings, &project, output.language())?.write(folder)?;
            said_written(output, readings.len(), folder);
            return Ok(Outcome::default());
        }
    };
    let bytes = comma_separated(std::iter::once(&table.0).chain(&table.1));
    match &arguments.file {
        None => output.comma_separated(&bytes),
        Some(file) => {
            OutputFiles::write(file, &bytes)?;
            said_written(output, readings.len(), file);
        }
    }
    Ok(Outcome::default())
}

fn said_written(output: &Output, count: usize, file: &Path) {
    let shown = file.display();
    output.say(&Localized::new(
        format!("{count} 条数据已写入 {shown}"),
        format!("{count} observations written to {shown}"),
    ));
}

fn no_folder() -> Failure {
    Failure::Usage {
        message: Localized::new("没有写数据包要放的文件夹", "there is no folder for the data package"),
        hint: Localized::new(
            "tierstat export 数据包 --form data-package",
            "name one: tierstat export figures --form data-package",
        ),
    }
}
