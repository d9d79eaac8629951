//! `tierstat init`: start a project folder.

use crate::args::InitArguments;
use crate::boundary::Boundary;
use crate::commands::file_outcome::FileOutcome;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::settings::SETTINGS_FILE;
use tierstat_model::{CodeLists, Localized};

/// What a new project holds: small lists to replace, and a report that follows them.
const FILES: [(&str, &str); 10] = [
    (SETTINGS_FILE, include_str!("../../starter/tierstat.toml")),
    (".gitignore", include_str!("../../starter/gitignore")),
    ("datasets/areas/tiers.toml", include_str!("../../starter/tiers.toml")),
    ("datasets/areas/areas.csv", include_str!("../../starter/areas.csv")),
    ("datasets/indicators/units.toml", include_str!("../../starter/units.toml")),
    ("datasets/indicators/members.toml", include_str!("../../starter/members.toml")),
    ("datasets/example/first/members.csv", include_str!("../../starter/members.csv")),
    ("datasets/example/first/members.csv.origin.toml", include_str!("../../starter/members.csv.origin.toml")),
    ("reports/members/report.toml", include_str!("../../starter/report.toml")),
    ("reports/members/charts/members.toml", include_str!("../../starter/chart.toml")),
];
/// The texts of the report, one for each language.
const TEXTS: [(&str, &str); 2] = [
    ("reports/members/text.zh-CN.md", include_str!("../../starter/text.zh-CN.md")),
    ("reports/members/text.en.md", include_str!("../../starter/text.en.md")),
];

pub(crate) fn run(arguments: &InitArguments, output: &Output) -> Result<Outcome, Failure> {
    let mut rows = Vec::new();
    let boundary = Boundary::around(&arguments.directory);
    let mut files = OutputFiles::inside(&boundary, &arguments.directory)?;
    for (name, content) in FILES.iter().chain(&TEXTS) {
        let path = arguments.directory.join(name);
        boundary.check(&path)?;
        let outcome = if path.exists() {
            "kept"
        } else {
            files.add(&path, content.as_bytes())?;
            "written"
        };
        rows.push(FileOutcome { file: path.display().to_string(), outcome });
    }
    files.publish()?;
    output.rows(&rows, &CodeLists::default(), false);
    output.say(&Localized::new(
        format!(
            "接下来：cd {}，运行 tierstat build；把 datasets/ 换成您的数据",
            arguments.directory.display()
        ),
        format!(
            "next: cd {}, run tierstat build, and replace what is in datasets/",
            arguments.directory.display()
        ),
    ));
    Ok(Outcome::default())
}
