//! `tierstat new indicator`: what is counted, as a file to be edited.

use super::first_files::{expect_plain, write};
use crate::args::NewArguments;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::starter::{in_languages, quoted};
use tierstat_model::{Localized, Unit};

const TEXT: &str = include_str!("../../../starter/new/indicator.toml");

pub(super) fn run(
    id: &str,
    arguments: &NewArguments,
    project: &Project,
    output: &Output,
) -> Result<Outcome, Failure> {
    expect_plain(id)?;
    let unit = unit(arguments.unit.as_deref(), project)?;
    let units: Vec<&str> = project.lists.units.units.iter().map(|unit| unit.id.0.as_str()).collect();
    let title = arguments.title.as_deref().unwrap_or(id);
    let text = in_languages(TEXT, &project.settings.languages)
        .replace("\"ID\"", &quoted(id))
        .replace("\"TITLE\"", &quoted(title))
        .replace("\"UNIT\"", &quoted(&unit))
        .replace("UNITS", &units.join(", "));
    let path = project.datasets().join("indicators").join(format!("{id}.toml"));
    let name = project.name_of(&path);
    write(vec![(path, text)], project, output)?;
    output.say(&Localized::new(
        format!("接下来：在 {name} 中写名称、其他写法和定义；来文中叫这些名称的数即归入此指标"),
        format!(
            "next: write name, aliases and definition in {name}; what a file calls so is then read as it"
        ),
    ));
    Ok(Outcome::default())
}

/// The id of the unit that was named, else of the first there is.
fn unit(asked: Option<&str>, project: &Project) -> Result<String, Failure> {
    let units = &project.lists.units.units;
    let is_called = |unit: &&Unit, text: &str| {
        unit.id.0 == text
            || unit.name.zh == text
            || unit.name.en == text
            || unit.aliases.iter().any(|alias| alias == text)
    };
    let found = match asked {
        Some(asked) => units.iter().find(|unit| is_called(unit, asked)),
        None => units.first(),
    };
    found.map(|unit| unit.id.0.clone()).ok_or_else(|| {
        let known: Vec<&str> = units.iter().map(|unit| unit.id.0.as_str()).collect();
        let asked = asked.unwrap_or_default();
        Failure::Usage {
            message: Localized::new(format!("没有“{asked}”这个单位"), format!("no unit is called `{asked}`")),
            hint: Localized::new(
                format!("units.toml 中有：{}；可在其中加写一个", known.join("、")),
                format!("units.toml has {}; another can be added there", known.join(", ")),
            ),
        }
    })
}
