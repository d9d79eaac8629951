//! `tierstat errata`: what was said on one day and is said otherwise on a later one, as a page to be printed.

use crate::args::{DiffArguments, Format};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use jiff::civil::Date;
use tierstat_answers::revision::{self, Erratum};
use tierstat_answers::{Selection, Voice};
use tierstat_document::markdown_text;
use tierstat_model::Language;

pub(crate) fn run(arguments: &DiffArguments, world: &World, output: &mut Output) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let selection = Selection::anything(&project.lists, arguments.selection.text())?;
    let days = [arguments.earlier, arguments.later];
    let lines = revision::errata(&project.ledger_to_read()?, &project.lists, &selection, days)?;
    if output.format() == Format::Table {
        output.data(&page(&lines, days, &Voice { lists: &project.lists, language: output.language() }));
    } else {
        output.rows(&lines, &project.lists, false);
    }
    Ok(Outcome::default())
}

/// The list as a page.
fn page(lines: &[Erratum], [earlier, later]: [Date; 2], voice: &Voice<'_>) -> String {
    let mut text = match voice.language {
        Language::Chinese => format!("# 勘误表\n\n{earlier} 所知与 {later} 所知相比。\n\n"),
        Language::English => format!("# Errata\n\nWhat was known on {earlier}, as known on {later}.\n\n"),
    };
    if lines.is_empty() {
        text.push_str(match voice.language {
            Language::Chinese => "没有需要更正的数字。\n",
            Language::English => "No number needs to be corrected.\n",
        });
    }
    for (number, line) in (1..).zip(lines) {
        let reason = line.reason.said(voice.language);
        let [question, printed, read, reason] =
            [&line.question(voice), &line.printed, line.read(), &reason].map(markdown_text);
        text.push_str(&match voice.language {
            Language::Chinese => format!("{number}. {question}：“{printed}”应作“{read}”。{reason}\n"),
            Language::English => {
                format!("{number}. {question}: for \"{printed}\" read \"{read}\"; {reason}\n")
            }
        });
    }
    text
}
