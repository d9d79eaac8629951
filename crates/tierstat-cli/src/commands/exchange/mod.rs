//! `tierstat exchange`: figures with their origins, signed, to and from another association.

mod open;
mod own_numbers;
mod pack;
mod package_file;

use crate::args::{ExchangeAction, ExchangeArguments};
use crate::exchange_key::own_key;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use open::open;
use pack::pack_figures;
use tierstat_model::Localized;

pub(crate) fn run(
    arguments: &ExchangeArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    match (arguments.action, &arguments.file) {
        (ExchangeAction::Key, _) => {
            let key = own_key(&project)?;
            output.data(&format!("{}\n", key.public()));
            Ok(Outcome::default())
        }
        (ExchangeAction::Pack, Some(file)) => pack_figures(arguments, file, &project, output),
        (ExchangeAction::Open, Some(file)) => open(arguments, file, world, &project, output),
        (ExchangeAction::Pack | ExchangeAction::Open, None) => Err(Failure::Usage {
            message: Localized::new("没有写文件", "no file is given"),
            hint: Localized::new("tierstat exchange pack 数据.json", "tierstat exchange pack shared.json"),
        }),
    }
}
