//! `tierstat new publication`: a folder for the files of a publisher, with what is said of them.

use super::first_files::{expect_plain, write};
use crate::exit::{Failure, Outcome};
use crate::file_walk::is_readable;
use crate::folder_entries::sorted_entries;
use crate::output::Output;
use crate::project::{Project, something_stands_at};
use crate::records::with_ending;
use crate::starter::{in_languages, quoted};
use std::path::{Path, PathBuf};
use tierstat_ingest::folder_defaults;
use tierstat_model::{Language, Localized};

const DEFAULTS: &str = include_str!("../../../starter/new/defaults.toml");
const ORIGIN: &str = include_str!("../../../starter/new/origin.toml");

pub(super) fn run(name: &str, project: &Project, output: &Output) -> Result<Outcome, Failure> {
    let Some((publisher, edition)) = name.split_once('/') else {
        return Err(Failure::Usage {
            message: Localized::new(format!("“{name}”没有写版次"), format!("`{name}` names no edition")),
            hint: Localized::new(
                "写成 发布者/版次，例：tierstat new publication 省联合会/2025",
                "write PUBLISHER/EDITION, example: tierstat new publication federation/2025",
            ),
        });
    };
    let edition = edition.trim_end_matches('/');
    for part in [publisher, edition] {
        expect_plain(part)?;
    }
    let folder = project.datasets().join(publisher).join(edition);
    project.boundary.check(&folder)?;
    let mut files = Vec::new();
    let of_publisher = project.datasets().join(publisher).join(folder_defaults::FILE_NAME);
    if !something_stands_at(&of_publisher) {
        files.push((of_publisher, defaults(publisher, edition, project)));
    }
    if !something_stands_at(&folder) {
        let here = project.settings.languages.first().map_or("", |language| match language {
            Language::Chinese => "收到的文件原样放在这里；再运行一次 tierstat new publication，为每个文件写出 .origin.toml。\n",
            Language::English => "Files go here as they came; tierstat new publication, run once more, writes an .origin.toml for each.\n",
        });
        files.push((folder.join("README.md"), here.to_owned()));
    }
    let sources = sources(&folder)?;
    for source in &sources {
        let origin = with_ending(source, ".origin.toml");
        if !something_stands_at(&origin) {
            files.push((origin, origin_text(source, edition, project)));
        }
    }
    if files.is_empty() {
        return Err(nothing_to_write(&project.name_of(&folder)));
    }
    write(files, project, output)?;
    let shown = project.name_of(&folder);
    output.say(&if sources.is_empty() {
        Localized::new(
            format!("接下来：把收到的文件原样放进 {shown}，再运行一次本命令为各文件写出 .origin.toml，然后 tierstat build"),
            format!("next: put the files as they came into {shown}, run this again to write an .origin.toml for each, then tierstat build"),
        )
    } else {
        Localized::new(
            "接下来：核对各 .origin.toml 中的标题和日期，然后 tierstat build",
            "next: look over title and day in each .origin.toml, then tierstat build",
        )
    });
    Ok(Outcome::default())
}

/// The files with figures that lie in a folder.
fn sources(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let is_source = |path: &PathBuf| path.is_file() && is_readable(path) && !is_read_me(path);
    Ok(sorted_entries(folder)?.into_iter().filter(is_source).collect())
}

/// A read-me speaks of the files and is none of them.
fn is_read_me(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}

fn defaults(publisher: &str, edition: &str, project: &Project) -> String {
    let lists = &project.lists;
    let root = lists.areas.roots().next().map_or("", |area| area.name.as_str());
    let tier = lists.tiers.total().map_or("", |tier| tier.id.0.as_str());
    let unit = lists.units.units.first().map_or("", |unit| unit.id.0.as_str());
    in_languages(DEFAULTS, &project.settings.languages)
        .replace("\"PUBLISHER\"", &quoted(publisher))
        .replace("\"ROOT\"", &quoted(root))
        .replace("\"TIER\"", &quoted(tier))
        .replace("\"EDITION\"", &quoted(edition))
        .replace("\"UNIT\"", &quoted(unit))
}

fn origin_text(source: &Path, edition: &str, project: &Project) -> String {
    let title = source.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    in_languages(ORIGIN, &project.settings.languages)
        .replace("\"TITLE\"", &quoted(&title))
        .replace("\"EDITION\"", &quoted(edition))
}

fn nothing_to_write(folder: &str) -> Failure {
    Failure::Usage {
        message: Localized::new(
            format!("{folder} 中的每个文件都已有 .origin.toml"),
            format!("each file in {folder} has its .origin.toml"),
        ),
        hint: Localized::new(
            "放入新的文件再运行，或另写一个版次",
            "put a new file there and run it again, or name another edition",
        ),
    }
}
