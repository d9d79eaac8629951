//! `tierstat new area-list`: the areas and tiers of a list that is built in.

use super::first_files::{example, write};
use crate::args::{NewArguments, NewKind};
use crate::exit::{Failure, Outcome};
use crate::output::{Output, counted};
use crate::project_folder::ProjectFolder;
use crate::starter::AreaChoice;
use crate::world::World;
use tierstat_model::Localized;

pub(super) fn run(arguments: &NewArguments, world: &World, output: &mut Output) -> Result<Outcome, Failure> {
    // A project whose lists are still to be written is one already.
    let project = ProjectFolder::without_lists(&world.start)?
        .ok_or_else(|| Failure::NoProject { start: world.start.clone() })?;
    let spoken = world.asked_language().or(world.locale_language);
    let spoken = spoken.or(project.settings.languages.first().copied());
    output.set_language(spoken.unwrap_or(output.language()));
    let asked: Vec<String> =
        arguments.words.iter().flat_map(|word| word.split(',')).map(str::to_owned).collect();
    if asked.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new("要写哪些地区", "which areas is not said"),
            hint: example(NewKind::AreaList),
        });
    }
    let areas = AreaChoice::of(&asked, arguments.from.as_deref(), arguments.to.as_deref())?;
    let folder = project.datasets().join("areas");
    let languages = &project.settings.languages;
    let files = vec![
        (folder.join("areas.csv"), areas.areas(languages)),
        (folder.join("tiers.toml"), areas.tiers(languages)),
    ];
    write(files, &project, output)?;
    output.say(&Localized::new(
        format!("地区 {} 个。接下来：tierstat doctor 核对代码表", areas.count()),
        format!("{}. next: tierstat doctor looks the lists over", counted(areas.count(), "area", "areas")),
    ));
    Ok(Outcome::default())
}
