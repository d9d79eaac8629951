//! `tierstat forget`: a file is no longer a source.

use crate::args::ForgetArguments;
use crate::commands::file_outcome::FileOutcome;
use crate::commands::letter;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::Turn;
use crate::project::Project;
use crate::world::World;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tierstat_answers::names::alike;
use tierstat_model::Localized;
use tierstat_store::{Snapshot, Withdrawal, WithdrawnSource};

pub(crate) fn run(
    arguments: &ForgetArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let today = world.on(arguments.known_on).today;
    // Where nothing was imported yet, that is said, and no ledger is made.
    let known = KnownNames::of(&project.ledger_as_it_is()?)?;
    // All are known before the first is forgotten.
    let names: Vec<&str> =
        arguments.files.iter().map(|file| known.find(&project, file)).collect::<Result<_, _>>()?;
    let mut ledger = project.ledger(arguments.known_on)?;
    let _turn = Turn::take(&project.boundary, &project.out(), output)?;
    let mut rows = Vec::new();
    let mut forgotten: BTreeSet<&str> = BTreeSet::new();
    for name in names {
        let is_forgotten = ledger.withdraw(name, &Withdrawal::Forgotten, today)?;
        let outcome = if is_forgotten { "forgotten" } else { "no-source" };
        rows.push(FileOutcome { file: name.to_owned(), outcome });
        if is_forgotten {
            forgotten.insert(name);
        } else if let Some(WithdrawnSource { since, withdrawal, .. }) = known.withdrawn.get(name) {
            let why = withdrawal.localized();
            output.say(&Localized::new(
                format!("{name} 自 {since} 起已不是来源：{}", why.zh),
                format!("{name} is no source since {since}: {}", why.en),
            ));
        }
    }
    output.rows(&rows, &project.lists, false);
    if !forgotten.is_empty() {
        output.say(&Localized::new(
            format!("所列文件的数据、发现和暂缓的数不再作答；问 {today} 以前所知时仍作答，账本不删任何内容"),
            format!(
                "figures, findings and what was kept back of these files are no longer answered, but for what was known before {today}; nothing is erased"
            ),
        ));
        letter::discard_those_about(&forgotten, &project, output)?;
    }
    let found = &project.found()?.files;
    let still_there = found.iter().map(|path| project.name_of(path));
    for name in still_there.filter(|name| forgotten.contains(name.as_str())) {
        output.say(&Localized::new(
            format!("{name} 仍在原处：下次 import 或 build 会再读入它；请移走文件，或把其文件夹写入 tierstat.toml 的 not-imported"),
            format!(
                "{name} still lies there: the next import or build takes it in again; move it away, or name its folder under not-imported in tierstat.toml"
            ),
        ));
    }
    Ok(Outcome::default())
}

/// The files of which the ledger knows.
struct KnownNames {
    standing: Vec<String>,
    withdrawn: BTreeMap<String, WithdrawnSource>,
}

impl KnownNames {
    fn of(ledger: &Snapshot) -> Result<Self, Failure> {
        let standing = ledger.sources()?.into_iter().map(|source| source.import.file).collect();
        let withdrawn = ledger.withdrawn_sources()?.into_iter();
        Ok(Self { standing, withdrawn: withdrawn.map(|source| (source.file.clone(), source)).collect() })
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.standing.iter().chain(self.withdrawn.keys()).map(String::as_str)
    }

    /// The file that a person names: by its path, or as the ledger calls it. Packages may be named without their hash.
    fn find(&self, project: &Project, file: &Path) -> Result<&str, Failure> {
        let by_path = project.name_of(&project.path_of(file));
        let as_written = file.to_string_lossy();
        let is_it = |name: &str| name == by_path || name == as_written;
        if let Some(name) = self.all().find(|name| is_it(name)) {
            return Ok(name);
        }
        let packages =
            self.standing.iter().filter(|name| name.rsplit_once('#').is_some_and(|(name, _)| is_it(name)));
        let packages: Vec<&str> = packages.map(String::as_str).collect();
        match packages.as_slice() {
            [package] => return Ok(package),
            [] => {}
            several => return Err(unknown(&as_written, several)),
        }
        let last = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
        let forms: Vec<(String, &str)> =
            self.standing.iter().map(|name| (last(name), name.as_str())).collect();
        let near = alike(&last(&as_written), forms.iter().map(|(form, name)| (form.as_str(), *name)));
        let near: Vec<&str> = near.iter().map(String::as_str).collect();
        Err(unknown(&as_written, &near))
    }
}

/// That no source has a name, and which ones may be meant.
fn unknown(written: &str, near: &[&str]) -> Failure {
    let hint = if near.is_empty() {
        Localized::new(
            "tierstat figures 的 cell 一列写明各数据的文件",
            "the column cell of tierstat figures names the file of each figure",
        )
    } else {
        Localized::new(format!("是否指：{}", near.join("、")), format!("perhaps {}", near.join(", ")))
    };
    Failure::Usage {
        message: Localized::new(
            format!("账本中没有以“{written}”为来源的数据"),
            format!("no file called `{written}` is a source of the ledger"),
        ),
        hint,
    }
}
